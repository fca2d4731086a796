/** `ss -s` (print_summary of misc/ss.c): what /proc/net/sockstat, sockstat6 and snmp count. */
import type { Kernel } from "../../../kernel/kernel.ts";
import { socketRows } from "../../../kernel/socket-rows.ts";

/**
 * The text. As in the kernel, TCP sockets are counted over all namespaces (`alloc` of sockstat), so that `closed` are also those of
 * others.
 */
export function summaryText(kernel: Pick<Kernel, "datapath" | "nowMicros">, netns: Kernel["netns"]): string {
  const rows = socketRows(kernel, netns);
  const { allocated } = kernel.datapath.tcpCalls;
  const count = (netid: string, family: string) =>
    rows.filter((row) => row.netid === netid && row.family === family && !PASSING.includes(row.state)).length;
  const waiting = rows.filter(({ state }) => state === "TIME_WAIT").length;
  const requests = rows.filter(({ state }) => state === "SYN_RECV").length;
  const established = rows.filter(({ state }) => state === "ESTABLISHED" || state === "CLOSE_WAIT");
  const estab = established.filter(({ netid }) => netid === "tcp").length;
  const orphans = rows.filter(
    (row) => row.netid === "tcp" && row.inode === undefined && ENDING.includes(row.state),
  ).length;
  const pings = kernel.datapath.pingList(netns);
  const raw = [pings.filter((family) => family === "inet").length, pings.length] as const;
  const tcp = [count("tcp", "inet"), count("tcp", "inet6")] as const;
  const udp = [count("udp", "inet"), count("udp", "inet6")] as const;
  const packets = kernel.datapath.packetList(netns).length;
  const total = raw[0] + raw[1] + tcp[0] + tcp[1] - orphans + udp[0] + udp[1] + packets;
  const line = (name: string, [four, six]: readonly [number, number]) =>
    `${name}\t  ${[four + six, four, six].map((number) => String(number).padEnd(9)).join(" ")}\n`;
  const closed = allocated - (tcp[0] + tcp[1]);
  return `Total: ${total}
TCP:   ${allocated + requests + waiting} (estab ${estab}, closed ${closed}, orphaned ${orphans}, timewait ${waiting})

Transport Total     IP        IPv6
${line("RAW", raw)}${line("UDP", udp)}${line("TCP", tcp)}${line("INET", [raw[0] + udp[0] + tcp[0], raw[1] + udp[1] + tcp[1]])}${line("FRAG", [0, 0])}
`;
}

/** Neither requests nor what waits after an end is a socket of its own. */
const PASSING = ["TIME_WAIT", "SYN_RECV"];
const ENDING = ["FIN_WAIT1", "FIN_WAIT2", "CLOSING", "LAST_ACK"];
