/**
 * What `ifconfig` and `netstat -i` print (lib/interface.c of net-tools 2.10).
 *
 * Simplified: IPv6 addresses come in the order of the device, where the kernel's table has the order of a hash.
 */

import { formatIpv4, ipv4Mask } from "../../address/ipv4.ts";
import { ipv6Bytes, isIpv4Compatible } from "../../address/ipv6.ts";
import type { Inet6Address } from "../../model/address.ts";
import { hardwareOf, IFF, isUp } from "../../model/link.ts";
import { type Counters, readCounters } from "../../model/runtime.ts";
import type { View } from "../ip/view.ts";
import { flagLetters, flagWords, type OldDevice, oldFlags } from "./device.ts";

function scopeText({ local, scope }: Inet6Address): string {
  return isIpv4Compatible(local) ? "0x80<compat,global>" : (SCOPES6[scope] ?? "0x80<compat>");
}

/** SCOPE names of the addresses of include/net/ipv6.h, by their number in iproute2. */
const SCOPES6: Readonly<Record<number, string>> = {
  0: "0x0<global>",
  200: "0x40<site>",
  253: "0x20<link>",
  254: "0x10<host>",
};

const UNITS = [
  [2 ** 50, "PiB"],
  [2 ** 40, "TiB"],
  [2 ** 30, "GiB"],
  [2 ** 20, "MiB"],
  [2 ** 10, "KiB"],
] as const;

/** `1.0 KiB`: one decimal, cut and not rounded. */
export function humanBytes(bytes: number): string {
  const [size, unit] = UNITS.find(([each]) => bytes > each) ?? [1, "B"];
  const tenths = Math.floor((bytes * 10) / size);
  return `${Math.floor(tenths / 10)}.${tenths % 10} ${unit}`;
}

function hardware({ link }: OldDevice): string {
  const queue = `txqueuelen ${link.txQueueLength}`;
  switch (hardwareOf(link)) {
    case "loopback":
      return `loop  ${queue}  (Local Loopback)`;
    case "ipip":
      // Its address has no words.
      return `tunnel   ${queue}  (IPIP Tunnel)`;
    case "sit":
      return `sit  ${queue}  (IPv6-in-IPv4)`;
    case "ether":
      return `ether ${link.mac}  ${queue}  (Ethernet)`;
    default: {
      const { kind } = link;
      // Of more octets it reads the first eight.
      const own =
        kind.type === "gre"
          ? [24, 16, 8, 0].map((shift) => (kind.local >>> shift) & 255)
          : kind.type === "ip6tnl" || kind.type === "ip6gre"
            ? [...ipv6Bytes(kind.local).subarray(0, 8)]
            : [];
      const octets = Array.from({ length: 16 }, (_, at) => (own[at] ?? 0).toString(16).padStart(2, "0").toUpperCase());
      return `unspec ${octets.join("-")}  ${queue}  (UNSPEC)`;
    }
  }
}

const INDENT = "        ";

/** One device of `ifconfig`, an empty line behind it. */
export function printInterface(view: View, device: OldDevice): string {
  const { link, address, name, alias } = device;
  const flags = oldFlags(link);
  // A short of ioctl(2), printed as a number with a sign.
  const lines = [`${name}: flags=${(flags << 16) >> 16}<${flagWords(flags)}>  mtu ${link.mtu}`];
  if (address) {
    let line = `${INDENT}inet ${formatIpv4(address.local)}  netmask ${formatIpv4(ipv4Mask(address.prefixLength) as typeof address.local)}`;
    if (flags & IFF.BROADCAST) line += `  broadcast ${formatIpv4((address.broadcast ?? 0) as typeof address.local)}`;
    if (flags & IFF.POINTOPOINT) line += `  destination ${formatIpv4(address.peer)}`;
    lines.push(line);
  }
  if (!alias)
    for (const each of link.inet6)
      lines.push(`${INDENT}inet6 ${each.local}  prefixlen ${each.prefixLength}  scopeid ${scopeText(each)}`);
  lines.push(`${INDENT}${hardware(device)}`);
  if (!alias) lines.push(...statistics(readCounters(view.runtime, link.id)));
  return `${lines.join("\n")}\n\n`;
}

function statistics(c: Counters | undefined): string[] {
  const n = (key: keyof Counters) => c?.[key] ?? 0;
  return [
    `RX packets ${n("rxPackets")}  bytes ${n("rxBytes")} (${humanBytes(n("rxBytes"))})`,
    `RX errors ${n("rxErrors")}  dropped ${n("rxDropped")}  overruns ${n("rxFifo")}  frame ${n("rxFrame")}`,
    `TX packets ${n("txPackets")}  bytes ${n("txBytes")} (${humanBytes(n("txBytes"))})`,
    `TX errors ${n("txErrors")}  dropped ${n("txDropped")} overruns 0  carrier ${n("txCarrier")}  collisions ${n("collisions")}`,
  ].map((line) => INDENT + line);
}

/** `ifconfig -s` and `netstat -i`: those that are up, or all. */
export function printTable(view: View, devices: readonly OldDevice[], all: boolean, head: string): string {
  const title = "    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg";
  const lines = [`${head}${title}`];
  for (const { link, name, alias } of devices) {
    if (!all && !isUp(link)) continue;
    const c = readCounters(view.runtime, link.id);
    const number = (key: keyof Counters, width: number) => ` ${String(c?.[key] ?? 0).padStart(width)}`;
    const figures = alias
      ? "      - no statistics available -                       "
      : number("rxPackets", 8) +
        number("rxErrors", 6) +
        number("rxDropped", 6) +
        ` ${String(c?.rxFifo ?? 0).padEnd(6)}` +
        number("txPackets", 8) +
        number("txErrors", 6) +
        number("txDropped", 6) +
        ` ${"0".padStart(6)}`;
    lines.push(
      `${name.slice(0, 15).padEnd(15)} ${String(link.mtu).padStart(5)}${figures} ${flagLetters(oldFlags(link))}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
