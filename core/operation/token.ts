/** `ip token`: the lower half of the addresses that a link makes of routers' prefixes. */
import type { Ipv6 } from "../address/ipv6.ts";
import type { NetnsRef } from "./netns-ref.ts";

/** Equivalent to: `ip token set ::1 dev eth0`; `::` takes the token away (`ip token del dev eth0`). */
export interface TokenSet {
  readonly kind: "tokenSet";
  readonly netns: NetnsRef;
  readonly device: string;
  readonly token: Ipv6;
}
