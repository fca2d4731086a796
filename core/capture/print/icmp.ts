/** ICMP as tcpdump prints it (print-icmp.c). */
import { formatIpv4, type Ipv4 } from "../../address/ipv4.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import { checksum } from "../../wire/checksum.ts";
import { portName } from "../services.ts";
import type { Carrier } from "./ip.ts";
import { printIpv4 } from "./ip.ts";
import { type PrintOptions, who } from "./options.ts";

const UNREACHABLE: Readonly<Record<number, (to: string) => string>> = {
  0: (to) => `net ${to} unreachable`,
  1: (to) => `host ${to} unreachable`,
  5: (to) => `${to} unreachable - source route failed`,
  6: (to) => `net ${to} unreachable - unknown`,
  7: (to) => `host ${to} unreachable - unknown`,
  8: (to) => `${to} unreachable - source host isolated`,
  9: (to) => `net ${to} unreachable - admin prohibited`,
  10: (to) => `host ${to} unreachable - admin prohibited`,
  11: (to) => `net ${to} unreachable - tos prohibited`,
  12: (to) => `host ${to} unreachable - tos prohibited`,
  13: (to) => `host ${to} unreachable - admin prohibited filter`,
  14: (to) => `host ${to} unreachable - host precedence violation`,
  15: (to) => `host ${to} unreachable - precedence cutoff`,
};
const REDIRECT = ["redirect", "redirect", "redirect-tos", "redirect-tos"];
/** Types that quote the packet they are about. */
const ERRORS = new Set([3, 4, 5, 11, 12]);

export function printIcmp(bytes: Uint8Array, length: number, carrier: Carrier, options: PrintOptions): string {
  if (bytes.length < 4) return " [|icmp]";
  const type = bytes[0] ?? 0;
  const code = bytes[1] ?? 0;
  const text = describe(bytes, type, code, options);
  if (text === undefined) return " [|icmp]";
  let out = `ICMP ${text}, length ${length}`;
  if (options.verbose > 0 && !carrier.fragmented && bytes.length >= length && checksum(bytes) !== 0) {
    const right = checksum(Uint8Array.from(bytes, (octet, i) => (i === 2 || i === 3 ? 0 : octet)));
    out += ` (wrong icmp cksum ${be16(bytes, 2).toString(16)} (->${right.toString(16)})!)`;
  }
  if (options.verbose > 0 && ERRORS.has(type)) {
    const quoted = bytes.subarray(8);
    out += `\n\t${options.link ? "" : "IP "}${printIpv4(quoted, be16(quoted, 2), options)}`;
  }
  return out;
}

/** Undefined: too much of it is missing. */
function describe(bytes: Uint8Array, type: number, code: number, options: PrintOptions): string | undefined {
  const address = (at: number) => who(options, formatIpv4(be32(bytes, at) as Ipv4));
  switch (type) {
    case 0:
    case 8:
      if (bytes.length < 8) return undefined;
      return `echo ${type === 8 ? "request" : "reply"}, id ${be16(bytes, 4)}, seq ${be16(bytes, 6)}`;
    case 3:
      return bytes.length < 28 ? undefined : unreachable(bytes, code, address(24), options);
    case 5: {
      if (bytes.length < 28) return undefined;
      const to = code > 3 ? "" : code === 1 || code === 3 ? "host " : "net ";
      return `${REDIRECT[code] ?? `redirect-#${code}`} ${address(24)} to ${to}${address(4)}`;
    }
    case 11:
      return code === 0
        ? "time exceeded in-transit"
        : code === 1
          ? "ip reassembly time exceeded"
          : `time exceeded-#${code}`;
    case 12:
      return code === 0 ? `parameter problem - octet ${bytes[4]}` : `parameter problem - code ${code}`;
    case 9:
      return "router advertisement";
    case 10:
      return "router solicitation";
    case 13:
      return `time stamp query id ${be16(bytes, 4)} seq ${be16(bytes, 6)}`;
    case 4:
      return "source quench";
    case 14:
      return timeStampReply(bytes);
    case 15:
      return "information request";
    case 16:
      return "information reply";
    case 17:
      return "address mask request";
    case 18:
      return `address mask is 0x${be32(bytes, 8).toString(16).padStart(8, "0")}`;
    default:
      return `type-#${type}`;
  }
}

/** icmp_tstmp_print: milliseconds since midnight. */
function timeStampReply(bytes: Uint8Array): string | undefined {
  if (bytes.length < 20) return undefined;
  const [org, recv, xmit] = [8, 12, 16].map((at) => {
    const stamp = be32(bytes, at);
    const two = (value: number) => String(value).padStart(2, "0");
    const seconds = Math.floor(stamp / 1000);
    const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
    return `${clock}.${String(stamp % 1000).padStart(3, "0")}`;
  });
  return `time stamp reply id ${be16(bytes, 4)} seq ${be16(bytes, 6)}: org ${org}, recv ${recv}, xmit ${xmit}`;
}

function unreachable(bytes: Uint8Array, code: number, to: string, options: PrintOptions): string | undefined {
  const protocol = bytes[17] ?? 0;
  switch (code) {
    case 2:
      return `${to} protocol ${protocol} unreachable`;
    case 3: {
      const at = 8 + ((bytes[8] ?? 0) & 15) * 4;
      if (at + 4 > bytes.length) return undefined;
      const port = be16(bytes, at + 2);
      if (protocol !== 6 && protocol !== 17) return `${to} protocol ${protocol} port ${port} unreachable`;
      const transport = protocol === 6 ? "tcp" : "udp";
      const name = options.numeric ? undefined : portName(port, transport);
      return `${to} ${transport} port ${name ?? port} unreachable`;
    }
    case 4: {
      const mtu = be16(bytes, 6);
      return `${to} unreachable - need to frag${mtu === 0 ? "" : ` (mtu ${mtu})`}`;
    }
    default:
      return UNREACHABLE[code]?.(to) ?? `${to} unreachable - #${code}`;
  }
}
