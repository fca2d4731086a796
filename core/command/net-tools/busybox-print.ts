/** What busybox's ifconfig, route and netstat show, which have the layout of older net-tools (networking/interface.c, route.c of busybox 1.35). */
import { formatIpv4, type Ipv4, ipv4Mask } from "../../address/ipv4.ts";
import { isIpv4Compatible } from "../../address/ipv6.ts";
import { IFF } from "../../model/link.ts";
import { type Route, TABLE } from "../../model/route.ts";
import { type Counters, readCounters } from "../../model/runtime.ts";
import { hereOf, nameOf, type View } from "../ip/view.ts";
import { flagWords, type OldDevice, oldFlags } from "./device.ts";
import { humanBytes } from "./ifconfig-print.ts";

const INDENT = "          ";
const SCOPES6: Readonly<Record<number, string>> = { 0: "Global", 200: "Site", 253: "Link", 254: "Host" };

/** One device of `ifconfig`, an empty line behind it. */
export function printBusyboxInterface(view: View, { link, address, name, alias }: OldDevice): string {
  const flags = oldFlags(link);
  const ethernet = (link.flags & IFF.LOOPBACK) === 0;
  const hardware = ethernet ? `Ethernet  HWaddr ${link.mac.toUpperCase()}  ` : "Local Loopback  ";
  const lines = [`${name.padEnd(9)} Link encap:${hardware}`];
  if (address) {
    const other = [
      ...(flags & IFF.POINTOPOINT ? [`P-t-P:${formatIpv4(address.peer)}`] : []),
      ...(flags & IFF.BROADCAST ? [`Bcast:${formatIpv4(address.broadcast ?? (0 as Ipv4))}`] : []),
      `Mask:${formatIpv4(ipv4Mask(address.prefixLength) as Ipv4)}`,
    ];
    lines.push(`${INDENT}inet addr:${[formatIpv4(address.local), ...other].join("  ")}`);
  }
  if (!alias)
    for (const { local, prefixLength, scope } of link.inet6)
      lines.push(
        `${INDENT}inet6 addr: ${local}/${prefixLength} Scope:${isIpv4Compatible(local) ? "Compat" : (SCOPES6[scope] ?? "Unknown")}`,
      );
  lines.push(`${INDENT}${flagWords(flags).replaceAll(",", " ")}  MTU:${link.mtu}  Metric:1`);
  if (!alias) lines.push(...statistics(readCounters(view.runtime, link.id), link.txQueueLength));
  return `${lines.join("\n")}\n\n`;
}

function statistics(c: Counters | undefined, queue: number): string[] {
  const n = (key: keyof Counters) => c?.[key] ?? 0;
  const bytes = (key: "rxBytes" | "txBytes") => `${n(key)} (${humanBytes(n(key))})`;
  return [
    `RX packets:${n("rxPackets")} errors:${n("rxErrors")} dropped:${n("rxDropped")} overruns:${n("rxFifo")} frame:${n("rxFrame")}`,
    `TX packets:${n("txPackets")} errors:${n("txErrors")} dropped:${n("txDropped")} overruns:0 carrier:${n("txCarrier")}`,
    `collisions:${n("collisions")} txqueuelen:${queue} `,
    `RX bytes:${bytes("rxBytes")}  TX bytes:${bytes("txBytes")}`,
  ].map((line) => INDENT + line);
}

/** The main table; `window` shows what `route -e` and `netstat -r` do. */
export function printBusyboxRoutes(view: View, numeric: boolean, window: boolean): string {
  const columns = window ? "  MSS Window  irtt" : "Metric Ref    Use";
  const lines = [
    "Kernel IP routing table",
    `Destination     Gateway         Genmask         Flags ${columns} Iface`,
    ...[...hereOf(view).routes4]
      .filter(({ table, type }) => table === TABLE.main && type !== "broadcast" && type !== "multicast")
      .map((route) => routeLine(view, route, numeric, window)),
  ];
  return `${lines.join("\n")}\n`;
}

function routeLine(view: View, route: Route, numeric: boolean, window: boolean): string {
  const [hop] = route.nextHops;
  const named = (address: Ipv4, word: string) => (address === 0 && !numeric ? word : formatIpv4(address));
  const via = typeof hop?.via === "number" ? hop.via : (0 as Ipv4);
  const reject = route.type === "unreachable" || route.type === "prohibit";
  const flags = `${reject ? "!" : "U"}${via === 0 ? "" : "G"}${route.destination.length === 32 ? "H" : ""}`;
  const cells = [
    named(route.destination.address as Ipv4, "default"),
    named(via, "*"),
    formatIpv4(ipv4Mask(route.destination.length) as Ipv4),
  ].map((cell) => cell.padEnd(15));
  const { metrics } = route;
  const mss = metrics["advmss"] === undefined ? 0 : metrics["advmss"] + 40;
  const irtt = Math.floor((metrics["rtt"] ?? 0) / 8);
  const figures = window
    ? `${String(mss).padStart(5)} ${String(metrics["window"] ?? 0).padEnd(5)}${String(irtt).padStart(7)}`
    : `${String(route.metric).padEnd(6)} ${"0".padEnd(2)} ${"0".padStart(7)}`;
  return `${cells.join(" ")} ${flags.padEnd(6)}${figures} ${nameOf(view, hop?.link)}`;
}
