/** Ethernet II frames with an optional 802.1Q tag. */
import { macBytes, macFromBytes } from "../address/mac.ts";
import { emitArp, parseArp } from "./arp.ts";
import { be16, concat, put16 } from "./bytes.ts";
import type { Frame, Payload } from "./frame.ts";
import { emitIpv4, parseIpv4Packet } from "./ipv4.ts";
import { emitIpv6, parseIpv6Packet } from "./ipv6.ts";

const IPV4 = 0x0800;
const ARP = 0x0806;
const VLAN = 0x8100;
const IPV6 = 0x86dd;

/** Undefined when there is not even a header. What cannot be read further is carried as raw octets. */
export function parseFrame(bytes: Uint8Array): Frame | undefined {
  if (bytes.length < 14) return undefined;
  const tagged = be16(bytes, 12) === VLAN && bytes.length >= 18;
  const tag = tagged ? be16(bytes, 14) : 0;
  const etherType = be16(bytes, tagged ? 16 : 12);
  const data = bytes.subarray(tagged ? 18 : 14);
  return {
    destination: macFromBytes(bytes.subarray(0, 6)),
    source: macFromBytes(bytes.subarray(6, 12)),
    payload: parsePayload(etherType, data) ?? { kind: "raw-ethernet", etherType, data: data.slice() },
    ...(tagged ? { vlan: { id: tag & 0xfff, priority: tag >> 13 } } : {}),
  };
}

function parsePayload(etherType: number, data: Uint8Array): Payload | undefined {
  switch (etherType) {
    case ARP:
      return parseArp(data);
    case IPV4:
      return parseIpv4Packet(data);
    case IPV6:
      return parseIpv6Packet(data);
    default:
      return undefined;
  }
}

function emitPayload(payload: Payload): readonly [number, Uint8Array] {
  switch (payload.kind) {
    case "arp":
      return [ARP, emitArp(payload)];
    case "ipv4":
      return [IPV4, emitIpv4(payload)];
    case "ipv6":
      return [IPV6, emitIpv6(payload)];
    case "raw-ethernet":
      return [payload.etherType, payload.data];
  }
}

/** The octets of a frame, without padding and frame check sequence: what a capture holds. */
export function emitFrame(frame: Frame): Uint8Array {
  const [etherType, data] = emitPayload(frame.payload);
  const header = new Uint8Array(frame.vlan ? 18 : 14);
  header.set(macBytes(frame.destination), 0);
  header.set(macBytes(frame.source), 6);
  if (frame.vlan) {
    put16(header, 12, VLAN);
    put16(header, 14, (frame.vlan.priority << 13) | frame.vlan.id);
  }
  put16(header, header.length - 2, etherType);
  return concat(header, data);
}
