/**
 * TCP segments (RFC 9293): options in the order in which Linux writes them (tcp_options_write of net/ipv4/tcp_output.c).
 * `pseudo` is the sum of the pseudo-header of the IP version that carries it.
 */
import { be16, be32, put16, put32 } from "./bytes.ts";
import { checksumAdd, checksumFinish, partialSum } from "./checksum.ts";
import type { Tcp, TcpOptions } from "./frame.ts";

const HEADER = 20;

/** Bits of the header's octet 13. */
export const TCP_FLAG = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ece: 64, cwr: 128 } as const;

const KIND = { end: 0, nop: 1, mss: 2, windowScale: 3, sackPermitted: 4, sack: 5, timestamps: 8 } as const;

/** Octets of the options, a multiple of four. */
function optionsLength({ mss, windowScale, sackPermitted, timestamps, sack }: TcpOptions): number {
  let length = 0;
  if (mss !== undefined) length += 4;
  if (timestamps) length += 12;
  else if (sackPermitted) length += 4;
  if (windowScale !== undefined) length += 4;
  if (sack && sack.length > 0) length += 4 + 8 * sack.length;
  return length;
}

export function tcpHeaderLength({ options }: Tcp): number {
  return HEADER + optionsLength(options);
}

/** Undefined when the header is not whole. A wrong checksum is not looked at here, but that it is left to a card is seen. */
export function parseTcp(bytes: Uint8Array, pseudo: number): Tcp | undefined {
  const header = ((bytes[12] ?? 0) >> 4) * 4;
  if (bytes.length < HEADER || header < HEADER || header > bytes.length) return undefined;
  return {
    kind: "tcp",
    sourcePort: be16(bytes, 0),
    destinationPort: be16(bytes, 2),
    sequence: be32(bytes, 4),
    acknowledgment: be32(bytes, 8),
    flags: bytes[13] ?? 0,
    window: be16(bytes, 14),
    options: parseOptions(bytes.subarray(HEADER, header)),
    data: bytes.slice(header),
    ...(be16(bytes, 16) === partialSum(pseudo) && { partialChecksum: true }),
  };
}

function parseOptions(bytes: Uint8Array): TcpOptions {
  const options: { -readonly [key in keyof TcpOptions]: TcpOptions[key] } = {};
  for (let at = 0; at < bytes.length && bytes[at] !== KIND.end; ) {
    if (bytes[at] === KIND.nop) {
      at++;
      continue;
    }
    const size = bytes[at + 1] ?? 0;
    if (size < 2 || at + size > bytes.length) break;
    const kind = bytes[at];
    if (kind === KIND.mss && size === 4) options.mss = be16(bytes, at + 2);
    else if (kind === KIND.windowScale && size === 3) options.windowScale = bytes[at + 2] ?? 0;
    else if (kind === KIND.sackPermitted && size === 2) options.sackPermitted = true;
    else if (kind === KIND.timestamps && size === 10)
      options.timestamps = { value: be32(bytes, at + 2), echo: be32(bytes, at + 6) };
    else if (kind === KIND.sack)
      options.sack = Array.from({ length: (size - 2) >> 3 }, (_, i) => [
        be32(bytes, at + 2 + 8 * i),
        be32(bytes, at + 6 + 8 * i),
      ]);
    at += size;
  }
  return options;
}

export function emitTcp(tcp: Tcp, pseudo: number): Uint8Array {
  const header = tcpHeaderLength(tcp);
  const bytes = new Uint8Array(header + tcp.data.length);
  put16(bytes, 0, tcp.sourcePort);
  put16(bytes, 2, tcp.destinationPort);
  put32(bytes, 4, tcp.sequence);
  put32(bytes, 8, tcp.acknowledgment);
  bytes[12] = (header / 4) << 4;
  bytes[13] = tcp.flags;
  put16(bytes, 14, tcp.window);
  emitOptions(bytes, tcp.options);
  bytes.set(tcp.data, header);
  put16(bytes, 16, tcp.partialChecksum ? partialSum(pseudo) : checksumFinish(checksumAdd(pseudo, bytes)));
  return bytes;
}

function emitOptions(bytes: Uint8Array, options: TcpOptions): void {
  const { mss, windowScale, sackPermitted, timestamps, sack } = options;
  let at = HEADER;
  const octets = (...values: readonly number[]) => {
    for (const value of values) bytes[at++] = value;
  };
  const word = (value: number) => {
    put32(bytes, at, value);
    at += 4;
  };
  if (mss !== undefined) octets(KIND.mss, 4, mss >> 8, mss & 0xff);
  if (timestamps) {
    if (sackPermitted) octets(KIND.sackPermitted, 2, KIND.timestamps, 10);
    else octets(KIND.nop, KIND.nop, KIND.timestamps, 10);
    word(timestamps.value);
    word(timestamps.echo);
  } else if (sackPermitted) octets(KIND.nop, KIND.nop, KIND.sackPermitted, 2);
  if (windowScale !== undefined) octets(KIND.nop, KIND.windowScale, 3, windowScale);
  if (sack && sack.length > 0) {
    octets(KIND.nop, KIND.nop, KIND.sack, 2 + 8 * sack.length);
    for (const [from, to] of sack) {
      word(from);
      word(to);
    }
  }
}
