/** /proc/net/vlan: the VLAN interfaces of a namespace and what each has carried (net/8021q/vlanproc.c). */
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import { isMacvlan, type Link } from "../../core/model/link.ts";
import { readCounters } from "../../core/model/runtime.ts";
import { ok } from "../../core/result.ts";
import { GeneratedDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, GeneratedFile } from "./inode.ts";

/** Of netdev_priv_flags what a VLAN interface may have. */
const PRIVATE = {
  vlan: 1 << 0,
  bonding: 1 << 2,
  dstRelease: 1 << 5,
  macvlanPort: 1 << 8,
  bridgePort: 1 << 9,
  unicastFilter: 1 << 12,
  noQueue: 1 << 19,
  l3mdevSlave: 1 << 21,
};

/** Kinds whose drivers leave a packet its route until it is sent (netif_keep_dst, or IFF_XMIT_DST_RELEASE taken away). */
const KEEPS_DST: ReadonlySet<Link["kind"]["type"]> = new Set([
  "bridge",
  "gretap",
  "ifb",
  "ip6gretap",
  "ipvlan",
  "macvlan",
  "macvtap",
  "vrf",
  "vxlan",
]);

/** IFF_XMIT_DST_RELEASE: a VLAN interface has it from below, a bond from all of its ports. */
function releasesDst(links: Readonly<Record<LinkId, Link>>, { kind }: Link): boolean {
  if (kind.type === "bond")
    return (
      kind.slaves.length > 0 &&
      kind.slaves.every((id) => {
        const slave = links[id];
        return slave !== undefined && slave.kind.type !== "vlan" && releasesDst(links, slave);
      })
    );
  if (kind.type !== "vlan") return !KEEPS_DST.has(kind.type);
  const lower = links[kind.lower];
  return lower !== undefined && releasesDst(links, lower);
}

/** The private flags of a VLAN interface, as its driver and those it works for set them. */
function privateFlags(links: Readonly<Record<LinkId, Link>>, vlan: Link): number {
  let flags = PRIVATE.vlan | PRIVATE.unicastFilter | PRIVATE.noQueue;
  if (releasesDst(links, vlan)) flags |= PRIVATE.dstRelease;
  if (Object.values(links).some(({ kind }) => isMacvlan(kind) && kind.lower === vlan.id)) flags |= PRIVATE.macvlanPort;
  const master = vlan.master === undefined ? undefined : links[vlan.master]?.kind.type;
  if (master === "bond") flags |= PRIVATE.bonding;
  if (master === "bridge") flags |= PRIVATE.bridgePort;
  if (master === "vrf") flags |= PRIVATE.l3mdevSlave;
  return flags;
}

export function hasVlans(host: Host): boolean {
  return host.world.runtime.modules.has("8021q");
}

export function procVlan(host: Host, netns: () => NetnsId): Directory {
  const vlans = (): readonly Link[] => {
    const { links, netns: namespaces } = host.world.latest;
    const all = (namespaces[netns()]?.byIndex.ids ?? []).flatMap((id) => links[id] ?? []);
    return all.filter(({ kind }) => kind.type === "vlan");
  };
  return new GeneratedDirectory(
    () => ["config", ...vlans().map(({ name }) => name)],
    (name) => {
      if (name === "config") return new GeneratedFile(() => ok(configTable(host, vlans())));
      const vlan = vlans().find((link) => link.name === name);
      return vlan && new GeneratedFile(() => ok(details(host, vlan)));
    },
    0o555,
  );
}

function lowerName(host: Host, { kind }: Link): string {
  return ("lower" in kind && host.world.latest.links[kind.lower]?.name) || "";
}

function configTable(host: Host, vlans: readonly Link[]): string {
  const rows = vlans.map(
    (vlan) => `${vlan.name.padEnd(15)}| ${vlan.kind.type === "vlan" ? vlan.kind.id : 0}  | ${lowerName(host, vlan)}\n`,
  );
  return `VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n${rows.join("")}`;
}

/** vlandev_seq_show. */
function details(host: Host, vlan: Link): string {
  const { kind } = vlan;
  if (kind.type !== "vlan") return "";
  const counters = readCounters(host.world.runtime, vlan.id);
  const count = (what: string, value: number | undefined) =>
    `${what.padStart(30)} ${String(value ?? 0).padStart(12)}\n`;
  const ingress = Array.from(
    { length: 8 },
    (_, priority) => `${priority}:${kind.ingressQos.find(([from]) => from === priority)?.[1] ?? 0}`,
  );

  return (
    `${vlan.name}  VID: ${kind.id}\t REORDER_HDR: ${Number(kind.flags.reorderHeader)}  dev->priv_flags: ${privateFlags(host.world.latest.links, vlan).toString(16)}\n` +
    count("total frames received", counters?.rxPackets) +
    count("total bytes received", counters?.rxBytes) +
    count("Broadcast/Multicast Rcvd", counters?.rxMulticast) +
    "\n" +
    count("total frames transmitted", counters?.txPackets) +
    count("total bytes transmitted", counters?.txBytes) +
    `Device: ${lowerName(host, vlan)}\n` +
    `INGRESS priority mappings: ${ingress.slice(0, 7).join("  ")} ${ingress[7]}\n` +
    ` EGRESS priority mappings: ${kind.egressQos.map(([from, to]) => `${from}:${to} `).join("")}\n`
  );
}
