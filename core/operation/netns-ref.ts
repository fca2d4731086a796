/** Namespaces as operations refer to them. */

/** A namespace as users name it: by its name under /run/netns, by the path of its file, or by the pid of a process in it. */
export type NetnsRef =
  | { readonly by: "self" }
  | { readonly by: "name"; readonly name: string }
  | { readonly by: "pid"; readonly pid: number };

export const SELF: NetnsRef = { by: "self" };
