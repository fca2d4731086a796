/**
 * Productions: what a person at a prompt does next, given what they believe. Weights follow what tutorials, lab scripts
 * and questions on the web are made of; the rarer options are there because they exist.
 */
import { addAddress, addPeerAddress, deleteAddress } from "./addresses.ts";
import type { Production } from "./author.ts";
import { addBridge, fdb, noMaster, setBridge, setMaster } from "./bridges.ts";
import { group } from "./groups.ts";
import { moduleChange, moduleLook, rareChange, rareLook, shellLine, watched } from "./lines.ts";
import { addVeth, deleteLink, moveLink, renameLink, setAttribute, setDown, setUp } from "./links.ts";
import { addBond, addDummy, addVlan, addVrf, bridgeVlan, enslave, moduleViews } from "./module-links.ts";
import { addNamespace, deleteNamespace } from "./namespaces.ts";
import { neighbor } from "./neighbors.ts";
import { netTools } from "./net-tools.ts";
import { nexthop } from "./nexthops.ts";
import { ping } from "./ping.ts";
import { qdisc } from "./queues.ts";
import { addRoute, deleteRoute, rule } from "./routes.ts";
import { proxy, selectorViews } from "./selectors.ts";
import { sysctl } from "./sysctl.ts";
import { addIfb, addMacvlan, addTap, addVxlan, altname, setKind } from "./upper-links.ts";

/** What few people write. */
const RARE: readonly (readonly [number, Production])[] = [
  [2, rareLook],
  [2, rareChange],
  [1, shellLine],
  [
    1,
    watched([
      addAddress,
      deleteAddress,
      setUp,
      setDown,
      addRoute,
      deleteRoute,
      rule,
      neighbor,
      setMaster,
      setAttribute,
      nexthop,
      fdb,
      rareChange,
    ]),
  ],
];

export const PRODUCTIONS: readonly (readonly [number, Production])[] = [
  [8, addNamespace],
  [2, deleteNamespace],
  [10, addVeth],
  [6, addBridge],
  [16, setUp],
  [5, setDown],
  [3, deleteLink],
  [10, moveLink],
  [4, renameLink],
  [6, setAttribute],
  [8, setMaster],
  [3, noMaster],
  [5, setBridge],
  [18, addAddress],
  [1, addPeerAddress],
  [4, deleteAddress],
  [10, addRoute],
  [4, deleteRoute],
  [4, rule],
  [4, neighbor],
  [3, fdb],
  [4, sysctl],
  [6, ping],
  [3, addMacvlan],
  [2, addVxlan],
  [2, addTap],
  [1, addIfb],
  [3, setKind],
  [1, altname],
  [5, qdisc],
  [5, nexthop],
  [6, netTools],
  [3, group],
  [2, proxy],
  [6, selectorViews],
  ...RARE,
];

/**
 * What Debian's kernel in the virtual machine does otherwise: it renames no link that is up, has no /dev/net/tun there, and gives an
 * ifb another queueing discipline and other limits.
 */
const NOT_IN_VM: ReadonlySet<Production> = new Set([renameLink, addTap, addIfb]);

/** For Debian's kernel in the virtual machine, which has the kinds of links that come as modules. */
const VM_PRODUCTIONS: readonly (readonly [number, Production])[] = [
  ...PRODUCTIONS.filter(([, production]) => !NOT_IN_VM.has(production)),
  [8, addVlan],
  [5, addDummy],
  [4, addBond],
  [4, addVrf],
  [8, enslave],
  [8, bridgeVlan],
  [5, moduleViews],
  [8, moduleLook],
  [14, moduleChange],
];

const ARE_RARE: ReadonlySet<Production> = new Set(RARE.map(([, production]) => production));

/** The productions for one kernel or the other, with the rare lines so many times as often as people write them. */
export function productionsFor({
  vm = false,
  rare = 1,
}: {
  readonly vm?: boolean | undefined;
  readonly rare?: number | undefined;
}): readonly (readonly [number, Production])[] {
  return (vm ? VM_PRODUCTIONS : PRODUCTIONS).map(([weight, production]) => [
    ARE_RARE.has(production) ? weight * rare : weight,
    production,
  ]);
}
