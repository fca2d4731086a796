/**
 * `ip token set` (inet6_set_iftoken of net/ipv6/addrconf.c).
 *
 * Same as Linux: what is refused, that half of the address is kept, that addresses made of a token go and routers are asked
 * for prefixes to make others of.
 */

import { IPV6_ANY, type Ipv6, ipv6Bytes, ipv6FromBytes, isIpv6LinkLocal } from "../address/ipv6.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import { IFF, isUp } from "../model/link.ts";
import { conf6 } from "./conf.ts";
import { deleteAddress6 } from "./inet6.ts";

import type { Caller } from "./operation.ts";
import type { TokenSet } from "./token.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** accept_ra of a router that takes advertisements all the same. */
const ROUTER_TOO = 2;

export function tokenSet(tx: Transaction, caller: Caller, op: TokenSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device);
  if (!found.ok) return found;
  const link = found.value;
  if (!hasInet6(link)) return refuse("EAFNOSUPPORT");
  if (link.flags & IFF.LOOPBACK) return refuse("EINVAL", "ipv6: Device is loopback");
  if (link.flags & IFF.NOARP) return refuse("EINVAL", "ipv6: Device does not do neighbour discovery");
  const accepts = conf6(link, "accept_ra");
  if (conf6(link, "forwarding") !== 0 ? accepts !== ROUTER_TOO : accepts === 0)
    return refuse("EINVAL", "ipv6: Router advertisement is disabled on device");
  if (conf6(link, "router_solicitations") === 0) return refuse("EINVAL", "Router solicitation is disabled on device");
  const token = lowerHalf(op.token);
  tx.patchLink(link.id, { token });
  const works = link.inet6.some(({ local, tentative }) => isIpv6LinkLocal(local) && !tentative);
  if (token !== undefined && isUp(link) && link.inet6Ready && works) {
    tx.runtime.routerSearches.set(link.id, { heard: false, dueMicros: tx.runtime.nowMicros });
    tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "routerSolicitation", link: link.id, sent: 0 });
  }
  for (const address of link.inet6) if (address.marks?.includes("tokenized")) deleteAddress6(tx, link.id, address);
  if (isUp(link)) tx.noteLink(link.id);
  else tx.note("link", "new", link.netns, link.id);
  return DONE;
}

function lowerHalf(address: Ipv6): Ipv6 | undefined {
  const bytes = ipv6Bytes(address).slice();
  bytes.fill(0, 0, 8);
  const half = ipv6FromBytes(bytes);
  return half === IPV6_ANY ? undefined : half;
}
