/**
 * What ICMP errors mean to sockets of datagrams (__udp4_lib_err of net/ipv4/udp.c with icmp_err_convert of net/ipv4/icmp.c,
 * __udp6_lib_err of net/ipv6/udp.c with icmpv6_err_convert of net/ipv6/icmp.c).
 */
import type { Errno } from "../errors.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { errnoOf } from "./icmp.ts";
import { errnoOf6 } from "./icmpv6.ts";

/** Codes of unreachable destinations that may pass: networks, hosts, and what is said of a type of service. */
const MAY_PASS: readonly number[] = [0, 1, 4, 5, 11, 12];
/** No route, beyond scope, address. */
const MAY_PASS6: readonly number[] = [0, 2, 3];

/** The error that a connected socket meets which does not ask for more (IP_RECVERR); undefined for what may pass. */
export function datagramError({ payload }: Ipv4Packet | Ipv6Packet): Errno | undefined {
  if (!("original" in payload)) return undefined;
  if (payload.kind === "icmp") {
    if (payload.type === "unreachable" && payload.code === 4) return "EMSGSIZE";
    const passes =
      payload.type === "unreachable" ? MAY_PASS.includes(payload.code) : payload.type !== "parameter-problem";
    return passes ? undefined : errnoOf(payload);
  }
  const passes = payload.type === "unreachable" ? MAY_PASS6.includes(payload.code) : payload.type === "time-exceeded";
  return passes ? undefined : errnoOf6(payload);
}
