/** UDP (RFC 768). `pseudo` is the sum of the pseudo-header of the IP version that carries it. */
import { be16, put16 } from "./bytes.ts";
import { checksumAdd, checksumFinish } from "./checksum.ts";
import type { Udp } from "./frame.ts";

const HEADER = 8;

/** Undefined when the datagram is shorter than it says. A wrong checksum is not looked at here. */
export function parseUdp(bytes: Uint8Array): Udp | undefined {
  const length = be16(bytes, 4);
  if (bytes.length < HEADER || length < HEADER || length > bytes.length) return undefined;
  return {
    kind: "udp",
    sourcePort: be16(bytes, 0),
    destinationPort: be16(bytes, 2),
    data: bytes.slice(HEADER, length),
  };
}

export function emitUdp(udp: Udp, pseudo: number): Uint8Array {
  const bytes = new Uint8Array(HEADER + udp.data.length);
  put16(bytes, 0, udp.sourcePort);
  put16(bytes, 2, udp.destinationPort);
  put16(bytes, 4, bytes.length);
  bytes.set(udp.data, HEADER);
  // A sum of zero is sent as all ones: zero means that there is none.
  put16(bytes, 6, checksumFinish(checksumAdd(pseudo, bytes)) || 0xffff);
  return bytes;
}
