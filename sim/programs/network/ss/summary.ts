/** `ss -s` (print_summary of misc/ss.c): what /proc/net/sockstat, sockstat6 and snmp count. */
import { tcpEstablished } from "../../../../core/datapath/tcp/socket.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { socketCounts } from "../../../kernel/procnet-sockstat.ts";

/**
 * The text. As in the kernel, TCP sockets are counted over all namespaces (`alloc` of sockstat), so that `closed` are also those of
 * others.
 */
export function summaryText(
  kernel: Pick<Kernel, "datapath" | "nowMicros" | "unixList">,
  netns: Kernel["netns"],
): string {
  const { used, tcp, udp, raw, fragments, orphans, waiting, requests, allocated } = socketCounts(
    kernel,
    netns,
    kernel.unixList(netns).length,
  );
  const estab = kernel.datapath.tcpCalls.list(netns).filter(tcpEstablished).length;
  const line = (name: string, [four, six]: readonly [number, number]) =>
    `${name}\t  ${[four + six, four, six].map((number) => String(number).padEnd(9)).join(" ")}\n`;
  // By mistake what waits after an end is taken off what is in use, where it is not counted.
  const closed = allocated - (tcp[0] + tcp[1] - waiting);
  return `Total: ${used}
TCP:   ${allocated + requests + waiting} (estab ${estab}, closed ${closed}, orphaned ${orphans}, timewait ${waiting})

Transport Total     IP        IPv6
${line("RAW", raw)}${line("UDP", udp)}${line("TCP", tcp)}${line("INET", [raw[0] + udp[0] + tcp[0], raw[1] + udp[1] + tcp[1]])}${line("FRAG", [fragments[0].queues, fragments[1].queues])}
`;
}
