/**
 * /proc/net/protocols (proto_seq_printf of net/core/sock.c): every kind of socket with what it can do, and how many of a namespace
 * there are; and softnet_stat, what each processor took from devices.
 *
 * Simplified: the sizes are those of one kernel (6.18), what sockets occupy is told to be nothing, sockets of netlink(7) are not
 * counted, and the first processor took everything.
 */
import { PROCESSORS } from "./machine.ts";
import type { SocketCounts } from "./procnet-sockstat.ts";

/** Name, size, whether memory is counted, octets before the data, a cache of its own, and the calls that it has. */
type Protocol = readonly [name: string, size: number, counted: boolean, header: number, cache: boolean, calls: string];

const NONE = "nnnnnnnnnnnnnnnnnn";
const LOCAL = "ynnnnnnnnnnnnnnnnn";
const DATAGRAM = "yyynyyynyyyynnyyyn";
const RAW = "yyynyyynyyyyyyyynn";
const PING = "yyynnynnyyyyyynyyn";
const STREAM = "yyyyyyyyyyyynyyyyy";
const MPTCP = "yyynyyyyyyyynnyyyn";

const PROTOCOLS: readonly Protocol[] = [
  ["AF_VSOCK", 1240, false, 0, true, LOCAL],
  ["PACKET", 1600, false, 0, false, NONE],
  ["MPTCPv6", 2064, true, 0, true, MPTCP],
  ["PINGv6", 1344, false, 0, true, PING],
  ["RAWv6", 1344, false, 0, true, RAW],
  ["UDPLITEv6", 1472, true, 0, true, DATAGRAM],
  ["UDPv6", 1472, true, 0, true, DATAGRAM],
  ["TCPv6", 2432, true, 192, true, STREAM],
  ["XDP", 1088, false, 0, false, NONE],
  ["UNIX-STREAM", 1152, false, 0, true, LOCAL],
  ["UNIX", 1152, false, 0, true, LOCAL],
  ["UDP-Lite", 1344, true, 0, true, DATAGRAM],
  ["MPTCP", 1936, true, 0, true, MPTCP],
  ["PING", 1016, false, 0, true, PING],
  ["RAW", 1152, false, 0, true, RAW],
  ["UDP", 1344, true, 0, true, DATAGRAM],
  ["TCP", 2304, true, 192, true, STREAM],
  ["NETLINK", 1096, false, 0, false, NONE],
];
const HEAD = "cl co di ac io in de sh ss gs se re bi br ha uh gp em";

/** @param unix sockets of unix(7): streams, and others */
export function protocolsTable(counts: SocketCounts, unix: readonly [streams: number, others: number]): string {
  const sockets: Readonly<Record<string, number>> = {
    PACKET: counts.packets,
    RAW: counts.raw[0],
    RAWv6: counts.raw[1],
    UDP: counts.udp[0],
    UDPv6: counts.udp[1],
    TCP: counts.tcp[0],
    TCPv6: counts.tcp[1],
    "UNIX-STREAM": unix[0],
    UNIX: unix[1],
  };
  const lines = PROTOCOLS.map(([name, size, counted, header, cache, calls]) => {
    const number = String(sockets[name] ?? 0).padStart(6);
    // Only streams may be told that there is little left.
    const memory = `${(counted ? "0" : "-1").padStart(6)}   ${calls === STREAM || calls === MPTCP ? "no" : "NI"} `;
    const able = [...calls].map((letter) => ` ${letter.padStart(2)}`).join("");
    return `${name.padEnd(9)} ${String(size).padStart(4)} ${number}  ${memory} ${String(header).padStart(6)}   ${(cache ? "yes" : "no").padEnd(3)}  ${"kernel".padEnd(10)}${able}`;
  });
  return `protocol  size sockets  memory press maxhdr  slab module     ${HEAD}\n${lines.join("\n")}\n`;
}

/** softnet_seq_show: fifteen numbers a processor, the first is how many packets it took and the thirteenth which one it is. */
export function softnetTable(packets: number): string {
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, "0");
  return Array.from({ length: PROCESSORS }, (_, number) => {
    const fields = Array.from({ length: 15 }, (_, i) => (i === 12 ? number : 0));
    if (number === 0) fields[0] = packets;
    return `${fields.map(hex).join(" ")}\n`;
  }).join("");
}
