/** Ethernet II frames with any number of 802.1Q tags. */
import { macBytes, macFromBytes } from "../address/mac.ts";
import { emitArp, parseArp } from "./arp.ts";
import { be16, concat, put16 } from "./bytes.ts";
import { ETHER_TYPE } from "./ether-type.ts";
import type { Frame, Payload, VlanTag } from "./frame.ts";
import { emitIpv4, parseIpv4Packet } from "./ipv4.ts";
import { emitIpv6, parseIpv6Packet } from "./ipv6.ts";
import { emitMpls, parseMpls } from "./mpls.ts";

/** Undefined when there is not even a header. What cannot be read further is carried as raw octets. */
export function parseFrame(bytes: Uint8Array): Frame | undefined {
  if (bytes.length < 14) return undefined;
  const { vlan, length } = parseTags(bytes, 12);
  const etherType = be16(bytes, length);
  const data = bytes.subarray(length + 2);
  return {
    destination: macFromBytes(bytes.subarray(0, 6)),
    source: macFromBytes(bytes.subarray(6, 12)),
    payload: parsePayload(etherType, data) ?? { kind: "raw-ethernet", etherType, data: data.slice() },
    ...(vlan ? { vlan } : {}),
  };
}

/** The tags from `at` on, and where the type of what they are in front of stands. */
function parseTags(bytes: Uint8Array, at: number): { readonly vlan: VlanTag | undefined; readonly length: number } {
  const etherType = be16(bytes, at);
  if ((etherType !== ETHER_TYPE.vlan && etherType !== ETHER_TYPE.serviceVlan) || bytes.length < at + 6)
    return { vlan: undefined, length: at };
  const tag = be16(bytes, at + 2);
  const rest = parseTags(bytes, at + 4);
  const vlan: VlanTag = {
    id: tag & 0xfff,
    priority: tag >> 13,
    ...(etherType === ETHER_TYPE.serviceVlan && { protocol: "802.1ad" }),
    ...(rest.vlan && { inner: rest.vlan }),
  };
  return { vlan, length: rest.length };
}

function parsePayload(etherType: number, data: Uint8Array): Payload | undefined {
  switch (etherType) {
    case ETHER_TYPE.arp:
      return parseArp(data);
    case ETHER_TYPE.ipv4:
      return parseIpv4Packet(data);
    case ETHER_TYPE.ipv6:
      return parseIpv6Packet(data);
    case ETHER_TYPE.mpls:
      return parseMpls(data);
    default:
      return undefined;
  }
}

function emitPayload(payload: Payload): readonly [number, Uint8Array] {
  switch (payload.kind) {
    case "arp":
      return [ETHER_TYPE.arp, emitArp(payload)];
    case "ipv4":
      return [ETHER_TYPE.ipv4, emitIpv4(payload)];
    case "ipv6":
      return [ETHER_TYPE.ipv6, emitIpv6(payload)];
    case "mpls":
      return [ETHER_TYPE.mpls, emitMpls(payload)];
    case "raw-ethernet":
      return [payload.etherType, payload.data];
  }
}

/** The octets of a frame, without padding and frame check sequence: what a capture holds. */
export function emitFrame(frame: Frame): Uint8Array {
  const [etherType, data] = emitPayload(frame.payload);
  const tags: VlanTag[] = [];
  for (let tag = frame.vlan; tag; tag = tag.inner) tags.push(tag);
  const header = new Uint8Array(14 + 4 * tags.length);
  header.set(macBytes(frame.destination), 0);
  header.set(macBytes(frame.source), 6);
  for (const [index, tag] of tags.entries()) {
    put16(header, 12 + 4 * index, tag.protocol ? ETHER_TYPE.serviceVlan : ETHER_TYPE.vlan);
    put16(header, 14 + 4 * index, (tag.priority << 13) | tag.id);
  }
  put16(header, header.length - 2, etherType);
  return concat(header, data);
}
