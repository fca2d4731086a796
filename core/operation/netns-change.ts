/** Namespaces come and go (net/core/net_namespace.c). */
import type { Mac } from "../address/mac.ts";
import type { NetnsId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { LinkIndex } from "../model/link-index.ts";
import type { Netns } from "../model/netns.ts";
import { kernelRule, type Rule } from "../model/route.ts";
import { RouteList } from "../model/route-list.ts";
import type { World } from "../model/world.ts";
import { unregisterLinks } from "./device.ts";
import { madeInButAway } from "./home.ts";
import { addCard, addLoopback } from "./link-add.ts";
import type { NetnsSetId } from "./netns.ts";
import { dropNsid, freeNsid, setNsid, tellNetns } from "./nsid.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveNetns, Transaction } from "./transaction.ts";
import { addFallbackTunnels } from "./tunnel-module.ts";

const lookup = (table: number): Rule["action"] => ({ kind: "lookup", table });

/** The rules of a fresh namespace: IPv6 has none for the table `default`. */
const RULES4 = [
  kernelRule("inet", 0, lookup(255)),
  kernelRule("inet", 32766, lookup(254)),
  kernelRule("inet", 32767, lookup(253)),
];
const RULES6 = [kernelRule("inet6", 0, lookup(255)), kernelRule("inet6", 32766, lookup(254))];

/** Nothing written yet, in any namespace: what is derived from it is the same everywhere. */
const NO_CONF: Netns["conf4"]["all"] = {};

/** What a namespace begins with of the settings of interfaces, and of `ip_forward`, which is another name for one of them. */
type Conf = Pick<Netns, "conf4" | "conf6" | "sysctls">;

const COMPILED = { all: NO_CONF, default: NO_CONF };

/**
 * devinet_init_net and addrconf_init_net: by net.core.devconf_inherit_init_net, IPv4 copies `all` and `default` of the
 * machine's first namespace unless told otherwise, IPv6 only when told to. Where the first namespace is none of ours (a
 * sandbox), nobody has written there.
 */
function inherited(tx: Transaction, from: Netns | undefined): Conf {
  const init = from?.init === undefined ? undefined : tx.draft.netns[from.init];
  // `sysctls` is written to in place: nobody shares it.
  if (!from || !init) return { conf4: COMPILED, conf6: COMPILED, sysctls: {} };
  const mode = Number(init.sysctls["core.devconf_inherit_init_net"] ?? 0);
  const source4 = mode === 2 ? undefined : mode === 3 ? from : init;
  const source6 = mode === 1 ? init : mode === 3 ? from : undefined;
  const forward = source4?.conf4.all.forwarding;
  return {
    conf4: source4?.conf4 ?? COMPILED,
    conf6: source6?.conf6 ?? COMPILED,
    sysctls: forward === undefined ? {} : { "ipv4.ip_forward": forward },
  };
}

/** `from`: the namespace of whoever makes it. */
export function createNetns(tx: Transaction, host: string, from?: NetnsId): NetnsId {
  const maker = from === undefined ? undefined : tx.draft.netns[from];
  const id = tx.draft.takeNetnsId();
  const conf = inherited(tx, maker);
  const netns: Netns = {
    id,
    host,
    lastIfindex: 0,
    byIndex: new LinkIndex(),
    names: new Map(),
    routes4: new RouteList(),
    routes6: new RouteList(),
    rules4: RULES4,
    rules6: RULES6,
    nsids: new Map(),
    sysctls: conf.sysctls,
    conf4: conf.conf4,
    conf6: conf.conf6,
    init: maker?.init,
    ...(maker?.mplsLoaded && { mplsLoaded: true }),
  };
  tx.draft.putNetns(netns);
  addLoopback(tx, id);
  addFallbackTunnels(tx, id);
  tx.note("netns", "new", id, id);
  return id;
}

/**
 * cleanup_net: nobody has a number for it any more, then its devices go, the last one registered first; a veth's peer elsewhere
 * goes with its end.
 */
export function destroyNetns(tx: Transaction, id: NetnsId): Outcome {
  const netns = tx.draft.netns[id];
  if (!netns) return refuse("ENOENT");
  const links = tx.linksOf(id).reverse();
  // vxlan_exit_net, ip_tunnel_delete_nets: interfaces that were made here and moved away end, too.
  links.push(...madeInButAway(tx, id));
  // unhash_nsid.
  for (const other of Object.values(tx.draft.netns)) if (other.nsids.has(id)) dropNsid(tx, other.id, id);
  tx.ending = id;
  unregisterLinks(
    tx,
    links.map((link) => link.id),
  );
  tx.ending = undefined;
  tx.draft.dropNetns(id);
  tx.derived.nsids.delete(id);
  tx.runtime.mibs.delete(id);
  tx.runtime.buckets.delete(id);
  tx.note("netns", "delete", id, id);
  return DONE;
}

/** rtnl_net_newid. */
export function netnsSetId(tx: Transaction, caller: Caller, op: NetnsSetId): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const target = resolveNetns(caller, op.target);
  if (!target.ok) return target;
  const { nsids } = tx.netns(here.value);
  if (nsids.has(target.value)) return refuse("EEXIST", "Peer netns already has a nsid assigned");
  const nsid = op.nsid === "auto" ? freeNsid(tx, here.value) : op.nsid;
  if ([...nsids.values()].includes(nsid)) return refuse("EEXIST", "The specified nsid is already used");
  setNsid(tx, here.value, target.value, nsid);
  tx.note("netns", "new", here.value, nsid);
  return DONE;
}

/**
 * A machine's kernel starts: its first namespace, with a `lo` that is down. A sandbox begins with one that is like it, but
 * for what only the machine's own has.
 */
export function createHost(world: World, host: string, first: "machine" | "sandbox" = "sandbox"): NetnsId {
  const tx = new Transaction(world);
  const id = createNetns(tx, host);
  if (first === "machine") tx.ownNetns(id).init = id;
  return id;
}

/** RTM_GETLINK: a program asks for a link. */
export function answerLink(world: World, link: Link): void {
  tellNetns(new Transaction(world), link);
}

/** The machine's kernel finds a network card. */
export function plugCard(world: World, netns: NetnsId, name: string, mac: Mac): void {
  addCard(new Transaction(world), netns, name, mac);
}
