/** Frames of which octets were written by hand, or over others: what they are then, with sums that may be wrong. */
import { be16, concat, put16 } from "./bytes.ts";
import { checksum, checksumAdd, checksumFinish, partialSum } from "./checksum.ts";
import { ETHER_TYPE } from "./ether-type.ts";
import { parseFrame } from "./ethernet.ts";
import type { Frame, Payload, RawTransport, VlanTag } from "./frame.ts";
import { IP_PROTOCOL } from "./ip-protocol.ts";
import { ETHERNET_HEADER, IPV6_HEADER, VLAN_TAG } from "./length.ts";
import { SUM_AT } from "./transport-sum.ts";

/** The sums of a packet: as they stood, where they are not what they should be. */
interface Wrong {
  header?: number;
  transport?: number;
}

/** Reads a frame that a program wrote, which has the sums that it has. Undefined when there is not even a header. */
export function writtenFrame(bytes: Uint8Array): Frame | undefined {
  const read = parseFrame(bytes);
  if (!read) return undefined;
  let tags = 0;
  for (let tag: VlanTag | undefined = read.vlan; tag; tag = tag.inner) tags += VLAN_TAG;
  const addresses = ETHERNET_HEADER - 2;
  const untagged = concat(bytes.subarray(0, addresses), bytes.subarray(addresses + tags));
  // Nobody left its sum to a device.
  return patchedFrame({ ...read, payload: withoutLeft(read.payload) }, untagged);
}

function withoutLeft(payload: Payload): Payload {
  if (!isLeft(payload) || (payload.kind !== "ipv4" && payload.kind !== "ipv6")) return payload;
  return { ...payload, payload: { ...payload.payload, partialChecksum: false } } as Payload;
}

/**
 * Reads octets that were `frame`, without its tag, before they were written over. What goes along with the frame, and how its sums
 * are made, stays.
 */
export function patchedFrame(frame: Frame, bytes: Uint8Array): Frame {
  const mended = bytes.slice();
  const wrong = mend(mended, frame.payload);
  const read = parseFrame(mended);
  if (!read) return frame;
  const { source, destination } = read;
  return { ...frame, source, destination, payload: likeBefore(read.payload, frame.payload, wrong) };
}

/** A packet of IP as long as it says. */
function withoutPadding(etherType: number, ip: Uint8Array): Uint8Array {
  if (etherType === ETHER_TYPE.ipv4) return ip.subarray(0, be16(ip, 2));
  return etherType === ETHER_TYPE.ipv6 ? ip.subarray(0, IPV6_HEADER + be16(ip, 4)) : ip;
}

/** Puts right sums in place of what stands there. */
function mend(bytes: Uint8Array, before: Payload): Wrong {
  const wrong: Wrong = {};
  const type = be16(bytes, ETHERNET_HEADER - 2);
  const ip = withoutPadding(type, bytes.subarray(ETHERNET_HEADER));
  let at: number;
  let protocol: number;
  let addresses: Uint8Array;
  if (type === ETHER_TYPE.ipv4 && ip.length >= 20) {
    at = ((ip[0] ?? 0) & 15) * 4;
    if (at < 20 || at > ip.length) return wrong;
    const stood = be16(ip, 10);
    put16(ip, 10, 0);
    const right = checksum(ip.subarray(0, at));
    put16(ip, 10, right);
    if (stood !== right) wrong.header = stood;
    // Of a fragment there is no sum to be looked at.
    if ((be16(ip, 6) & 0x3fff) !== 0) return wrong;
    protocol = ip[9] ?? 0;
    addresses = ip.subarray(12, 20);
  } else if (type === ETHER_TYPE.ipv6 && ip.length >= IPV6_HEADER) {
    at = IPV6_HEADER;
    protocol = ip[6] ?? 0;
    addresses = ip.subarray(8, 40);
  } else return wrong;
  const sumAt = SUM_AT[protocol];
  const rest = ip.subarray(at);
  const transport = protocol === IP_PROTOCOL.udp && rest.length >= 8 ? rest.subarray(0, be16(rest, 4)) : rest;
  if (sumAt === undefined || transport.length < sumAt + 2) return wrong;
  const stood = be16(transport, sumAt);
  // None at all.
  if (protocol === IP_PROTOCOL.udp && stood === 0) return wrong;
  put16(transport, sumAt, 0);
  const bare = type === ETHER_TYPE.ipv4 && protocol <= 2;
  const pseudo = bare ? 0 : checksumAdd(protocol + transport.length, addresses);
  const made = checksumFinish(checksumAdd(pseudo, transport));
  const right = protocol === IP_PROTOCOL.udp ? made || 0xffff : made;
  const left = isLeft(before);
  put16(transport, sumAt, left ? partialSum(pseudo) : right);
  if (stood !== (left ? partialSum(pseudo) : right)) wrong.transport = stood;
  return wrong;
}

/** Whether the sum of what is carried was left to a device. */
function isLeft(payload: Payload): boolean {
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return false;
  return "partialChecksum" in payload.payload && payload.payload.partialChecksum === true;
}

/** What cannot be read keeps the sum that stood there. */
function unmended({ protocol, data }: RawTransport, { transport }: Wrong): Partial<RawTransport> {
  const sumAt = SUM_AT[protocol];
  if (transport === undefined || sumAt === undefined) return {};
  const octets = data.slice();
  put16(octets, sumAt, transport);
  return { data: octets };
}

function likeBefore(read: Payload, before: Payload, wrong: Wrong): Payload {
  const mark = before.mark === undefined ? {} : { mark: before.mark };
  if (read.kind !== "ipv4" && read.kind !== "ipv6") return { ...read, ...mark };
  const transport = wrong.transport === undefined ? {} : { wrongSum: wrong.transport };
  const was = before.kind === "ipv4" || before.kind === "ipv6" ? before.payload : undefined;
  const segment = was?.kind === "tcp" && was.segment !== undefined ? { segment: was.segment } : {};
  const partial = { partialChecksum: isLeft(before) };
  const like = <P extends { readonly kind: string }>(payload: P): P => {
    switch (payload.kind) {
      case "tcp":
        return { ...payload, ...partial, ...transport, ...segment };
      case "udp":
        return { ...payload, ...partial, ...transport };
      case "icmp":
      case "icmpv6":
        return { ...payload, ...transport };
      case "raw":
        return { ...payload, ...unmended(payload as P & RawTransport, wrong) };
      default:
        return payload;
    }
  };
  if (read.kind === "ipv6") return { ...read, ...mark, payload: like(read.payload) };
  const header = {
    ...mark,
    ...(wrong.header !== undefined && { wrongSum: wrong.header }),
    ...(before.kind === "ipv4" &&
      before.options &&
      read.options && { options: { ...before.options, ...read.options } }),
  };
  return { ...read, ...header, payload: like(read.payload) };
}
