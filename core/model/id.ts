/** Identities inside a world. They are ours: the kernel's own numbers (ifindex, pid) are fields beside them. */

declare const netnsBrand: unique symbol;
declare const linkBrand: unique symbol;
declare const socketBrand: unique symbol;

export type NetnsId = number & { readonly [netnsBrand]: "NetnsId" };
/** Stays the same when a link is renamed or moves to another namespace; its ifindex may not. */
export type LinkId = number & { readonly [linkBrand]: "LinkId" };
export type SocketId = number & { readonly [socketBrand]: "SocketId" };
