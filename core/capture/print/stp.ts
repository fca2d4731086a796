/** Spanning tree messages as tcpdump prints them (print-stp.c, print-llc.c of tcpdump 4.99). */
import { macFromBytes } from "../../address/mac.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import type { PrintOptions } from "./options.ts";

const LLC = [0x42, 0x42, 0x03];

/** Whether an IEEE 802.3 payload is one. */
export function isStp(bytes: Uint8Array): boolean {
  return LLC.every((octet, at) => bytes[at] === octet) && bytes.length >= LLC.length + 4;
}

export function printStp(bytes: Uint8Array, options: PrintOptions): string {
  const llc = options.link ? "LLC, dsap STP (0x42) Individual, ssap STP (0x42) Command, ctrl 0x03: " : "";
  const body = bytes.subarray(LLC.length);
  if (body[3] === 0x80) return `${llc}STP 802.1d, Topology Change`;
  if (body[3] !== 0 || body.length < 35) return `${llc}STP 802.1d [|stp]`;
  const bits = body[4] ?? 0;
  const flags = [...(bits & 0x01 ? ["Topology change"] : []), ...(bits & 0x80 ? ["Topology change ACK"] : [])];
  const id = (at: number) => `${hex(be16(body, at))}.${macFromBytes(body.subarray(at + 2, at + 8))}`;
  const seconds = (at: number) => `${(be16(body, at) / 256).toFixed(2)}s`;
  let out =
    `${llc}STP 802.1d, Config, Flags [${flags.join(", ") || "none"}], bridge-id ${id(17)}.${hex(be16(body, 25))}, ` +
    `length ${body.length}`;
  if (options.verbose > 0)
    out +=
      `\n\tmessage-age ${seconds(27)}, max-age ${seconds(29)}, hello-time ${seconds(31)}, ` +
      `forwarding-delay ${seconds(33)}\n\troot-id ${id(5)}, root-pathcost ${be32(body, 13)}`;
  return out;
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}
