/** The Ethernet addresses that multicast groups are sent to. */
import { hexOctet } from "./hex.ts";
import type { Ipv4 } from "./ipv4.ts";
import { type Ipv6, ipv6Words } from "./ipv6.ts";
import type { Mac } from "./mac.ts";

/** 01:00:5e and the low 23 bits (RFC 1112 section 6.4). */
export function groupMac4(group: Ipv4): Mac {
  return `01:00:5e:${hexOctet((group >>> 16) & 0x7f)}:${hexOctet(group >>> 8)}:${hexOctet(group)}` as Mac;
}

/** Those of the groups that packets are sent to most. */
const known = new Map<Ipv6, Mac>();
const KEPT = 1000;

/** 33:33 and the low 32 bits (RFC 2464 section 7). */
export function groupMac6(group: Ipv6): Mac {
  let mac = known.get(group);
  if (mac === undefined) {
    const words = ipv6Words(group);
    const [high, low] = [words[6] ?? 0, words[7] ?? 0];
    mac = `33:33:${hexOctet(high >> 8)}:${hexOctet(high)}:${hexOctet(low >> 8)}:${hexOctet(low)}` as Mac;
    if (known.size < KEPT) known.set(group, mac);
  }
  return mac;
}
