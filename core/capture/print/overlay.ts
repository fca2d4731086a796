/** Frames in UDP as tcpdump prints them: VXLAN by its own port (print-vxlan.c), and by Linux's older one, which is that of OTV (print-otv.c). */
import { be32 } from "../../wire/bytes.ts";
import type { PrintOptions } from "./options.ts";
import { printEthernet } from "./packet.ts";

const VXLAN = 4789;
const OTV = 8472;
const HEADER = 8;
const INSTANCE = 0x08;

/** Undefined: neither port is one that carries frames. */
export function printOverlay(
  bytes: Uint8Array,
  length: number,
  ports: readonly number[],
  options: PrintOptions,
): string | undefined {
  const otv = ports.includes(OTV);
  if (!otv && !ports.includes(VXLAN)) return undefined;
  const name = otv ? "OTV" : "VXLAN";
  if (length < HEADER) return otv ? `OTV, [length ${length} < ${HEADER}] (invalid)` : "VXLAN (invalid)";
  if (bytes.length < HEADER)
    return `${name}${bytes.length > 0 ? `, flags ${flagsText(bytes)}` : ""} [|${name.toLowerCase()}]`;
  const id = be32(bytes, 4) >>> 8;
  const overlay = otv ? `, overlay ${be32(bytes, 0) & 0xffffff}, instance ${id}` : `, vni ${id}`;
  const carried = printEthernet(bytes.subarray(HEADER), length - HEADER, options);
  return `${name}, flags ${flagsText(bytes)}${overlay}\n${carried}`;
}

function flagsText(bytes: Uint8Array): string {
  const flags = bytes[0] ?? 0;
  return `[${flags & INSTANCE ? "I" : "invalid"}] (0x${flags.toString(16).padStart(2, "0")})`;
}
