/** VXLAN (RFC 7348 section 5): a header with the network's identifier in front of an Ethernet frame. */
import { be32, concat, put32 } from "./bytes.ts";
import { emitFrame, parseFrame } from "./ethernet.ts";
import type { Frame } from "./frame.ts";

const HEADER = 8;
/** The identifier is valid. */
const FLAG_I = 0x08;

export function emitVxlan(vni: number, frame: Frame): Uint8Array {
  const header = new Uint8Array(HEADER);
  header[0] = FLAG_I;
  put32(header, 4, (vni << 8) >>> 0);
  return concat(header, emitFrame(frame));
}

/** Undefined when there is no identifier or no frame. */
export function parseVxlan(bytes: Uint8Array): { readonly vni: number; readonly frame: Frame } | undefined {
  if (bytes.length < HEADER || ((bytes[0] ?? 0) & FLAG_I) === 0) return undefined;
  const frame = parseFrame(bytes.subarray(HEADER));
  return frame && { vni: be32(bytes, 4) >>> 8, frame };
}
