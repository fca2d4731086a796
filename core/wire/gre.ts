/**
 * What tunnels carry: a packet behind the outer header (RFC 2003, RFC 4213, RFC 2473) or behind GRE's (RFC 2784, RFC 2890,
 * RFC 7676), which may have an Ethernet frame as well (transparent Ethernet bridging).
 */
import { ZERO_MAC } from "../address/mac.ts";
import { be16, be32, concat, put16, put32 } from "./bytes.ts";
import { checksum } from "./checksum.ts";
import { ETHER_TYPE } from "./ether-type.ts";
import { emitFrame, parseFrame } from "./ethernet.ts";
import type { GreHeader, Tunneled } from "./frame.ts";
import { IP_PROTOCOL } from "./ip-protocol.ts";
import { parseIpv4Packet } from "./ipv4.ts";
import { parseIpv6Packet } from "./ipv6.ts";
import { summedFrame } from "./summed.ts";

/** ETH_P_TEB. */
const ETHERNET = 0x6558;
const CHECKSUM_PRESENT = 0x8000;
const KEY_PRESENT = 0x2000;
const SEQUENCE_PRESENT = 0x1000;
/** Routing, recursion control and the version: what only other kinds of GRE have. */
const NOT_PLAIN = 0x4fff;

export function emitTunneled({ gre, frame }: Tunneled): Uint8Array {
  const bytes = emitFrame(frame);
  const etherType = be16(bytes, 12);
  const carried = gre?.ethernet ? bytes : bytes.subarray(14);
  if (!gre) return carried;
  const whole = emitGre(gre, gre.ethernet ? ETHERNET : etherType, carried);
  if (!gre.checksummed || gre.partialChecksum) return whole;
  // Around a sum that is left to a device stands what is right once that is there (lco_csum).
  const inner = summedFrame(frame);
  const sum =
    inner === frame
      ? checksum(whole)
      : be16(emitTunneled({ kind: "tunneled", protocol: IP_PROTOCOL.gre, gre, frame: inner }), 4);
  put16(whole, 4, sum);
  return whole;
}

/** Without a sum. */
function emitGre({ key, sequence, checksummed }: GreHeader, protocol: number, carried: Uint8Array): Uint8Array {
  const words = Number(checksummed) + Number(key !== undefined) + Number(sequence !== undefined);
  const header = new Uint8Array(4 + 4 * words);
  let flags = 0;
  let at = checksummed ? 8 : 4;
  if (checksummed) flags |= CHECKSUM_PRESENT;
  if (key !== undefined) {
    flags |= KEY_PRESENT;
    put32(header, at, key);
    at += 4;
  }
  if (sequence !== undefined) {
    flags |= SEQUENCE_PRESENT;
    put32(header, at, sequence);
  }
  put16(header, 0, flags);
  put16(header, 2, protocol);
  return concat(header, carried);
}

/** Undefined when it cannot be read as far as a packet or a frame. */
export function parseTunneled(protocol: number, data: Uint8Array): Tunneled | undefined {
  if (protocol === IP_PROTOCOL.gre) return parseGre(data);
  if (protocol !== IP_PROTOCOL.ipip && protocol !== IP_PROTOCOL.ipv6) return undefined;
  const inner = protocol === IP_PROTOCOL.ipip ? parseIpv4Packet(data) : parseIpv6Packet(data);
  return inner && { kind: "tunneled", protocol, frame: bare(inner) };
}

/** A packet that travels without a frame around it. */
function bare(payload: Tunneled["frame"]["payload"]): Tunneled["frame"] {
  return { source: ZERO_MAC, destination: ZERO_MAC, payload };
}

function parseGre(data: Uint8Array): Tunneled | undefined {
  if (data.length < 4) return undefined;
  const flags = be16(data, 0);
  if ((flags & NOT_PLAIN) !== 0) return undefined;
  const checksummed = (flags & CHECKSUM_PRESENT) !== 0;
  let at = checksummed ? 8 : 4;
  const word = (): number => be32(data, (at += 4) - 4);
  const key = flags & KEY_PRESENT ? word() : undefined;
  const sequence = flags & SEQUENCE_PRESENT ? word() : undefined;
  if (at > data.length) return undefined;
  const partial = checksummed && be16(data, 4) === 0;
  if (checksummed && !partial && checksum(data) !== 0) return undefined;
  const etherType = be16(data, 2);
  const carried = data.subarray(at);
  const ethernet = etherType === ETHERNET;
  const inner =
    etherType === ETHER_TYPE.ipv4
      ? parseIpv4Packet(carried)
      : etherType === ETHER_TYPE.ipv6
        ? parseIpv6Packet(carried)
        : undefined;
  const frame = ethernet ? parseFrame(carried) : inner && bare(inner);
  return (
    frame && {
      kind: "tunneled",
      protocol: IP_PROTOCOL.gre,
      gre: { key, sequence, checksummed, ethernet, ...(partial && { partialChecksum: true }) },
      frame,
    }
  );
}
