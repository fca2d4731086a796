/** What socat(1) sets of the packets of its IP sockets: `ip-tos`, `ip-ttl`, and their other names. */
import { strerror } from "../../../../core/errors.ts";
import type { DatagramSocket } from "../../../kernel/datagram.ts";
import type { StreamSocket } from "../../../kernel/stream.ts";
import type { Address } from "./address.ts";

const TOS = ["ip-tos", "iptos", "tos"];
const TTL = ["ip-ttl", "ipttl", "ttl"];

/** The names of them all. */
export const IP_OPTIONS: readonly string[] = [...TOS, ...TTL];

/** Bits for congestion are not a stream socket's to set (__ip_sock_set_tos). */
const ECN = 3;

type Settable = { tos: number | undefined; ttl: number | undefined };

/**
 * Sets IP_TOS and IP_TTL; what socat complains of otherwise. Packets of IPv6 have neither (IPV6_TCLASS, IPV6_UNICAST_HOPS).
 */
export function setIpOptions(
  socket: DatagramSocket | StreamSocket["socket"],
  domain: "inet" | "inet6",
  said: Address["said"],
  isStream: boolean,
): string | undefined {
  for (const [name, text] of said) {
    const value = Number(text) | 0;
    if (TTL.includes(name) && value !== -1 && (value < 1 || value > 255))
      return `setsockopt(5, 0, 2, {${value}}, 4): ${strerror("EINVAL")}`;
    if (domain === "inet6") continue;
    const settable = socket as Settable;
    if (TTL.includes(name)) settable.ttl = value === -1 ? undefined : value;
    else if (TOS.includes(name)) settable.tos = value & (isStream ? ~ECN & 255 : 255);
  }
  return undefined;
}
