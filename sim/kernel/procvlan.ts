/** /proc/net/vlan: the VLAN interfaces of a namespace and what each has carried (net/8021q/vlanproc.c). */
import type { NetnsId } from "../../core/model/id.ts";
import type { Link } from "../../core/model/link.ts";
import { readCounters } from "../../core/model/runtime.ts";
import { ok } from "../../core/result.ts";
import { GeneratedDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, GeneratedFile } from "./inode.ts";

/** IFF_802_1Q_VLAN and what else vlan_setup gives a device to have (netdev_priv_flags). */
const PRIVATE_FLAGS = "81021";

/** The folder comes with the module, and that with the first interface. */
export function hasVlans(host: Host): boolean {
  return Object.values(host.world.latest.links).some(({ kind }) => kind.type === "vlan");
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
    `${vlan.name}  VID: ${kind.id}\t REORDER_HDR: ${Number(kind.flags.reorderHeader)}  dev->priv_flags: ${PRIVATE_FLAGS}\n` +
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
