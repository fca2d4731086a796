/** UDP (RFC 768). `pseudo` is the sum of the pseudo-header of the IP version that carries it. */
import { be16, put16 } from "./bytes.ts";
import { checksumAdd, checksumFinish, partialSum } from "./checksum.ts";
import type { Udp } from "./frame.ts";

const HEADER = 8;

/**
 * Undefined when the datagram is shorter than it says. A wrong checksum is not looked at here, but that it is left to a card or
 * missing is seen.
 */
export function parseUdp(bytes: Uint8Array, pseudo: number): Udp | undefined {
  const length = be16(bytes, 4);
  if (bytes.length < HEADER || length < HEADER || length > bytes.length) return undefined;
  const sum = be16(bytes, 6);
  return {
    kind: "udp",
    sourcePort: be16(bytes, 0),
    destinationPort: be16(bytes, 2),
    data: bytes.slice(HEADER, length),
    ...(sum === 0 ? { noChecksum: true } : sum === partialSum(pseudo) ? { partialChecksum: true } : {}),
  };
}

export function emitUdp(udp: Udp, pseudo: number): Uint8Array {
  const bytes = datagram(udp, udp.data);
  if (udp.noChecksum) return bytes;
  // A sum of zero is sent as all ones: zero means that there is none.
  const sum = (over: Uint8Array) => checksumFinish(checksumAdd(pseudo, over)) || 0xffff;
  const over = udp.summedData === undefined ? bytes : datagram(udp, udp.summedData);
  put16(bytes, 6, udp.partialChecksum ? partialSum(pseudo) : sum(over));
  return bytes;
}

/** Without a sum. */
function datagram({ sourcePort, destinationPort }: Udp, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER + data.length);
  put16(bytes, 0, sourcePort);
  put16(bytes, 2, destinationPort);
  put16(bytes, 4, bytes.length);
  bytes.set(data, HEADER);
  return bytes;
}
