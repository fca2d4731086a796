/**
 * Actions that write to packets, and to what goes along with them (act_pedit.c, act_csum.c, act_skbedit.c of net/sched).
 *
 * Same as Linux: which octets are written, additions in the order of octets of the machine, sums that are not made anew by
 * themselves, which packets are left alone.
 */
import type { Csum, Pedit, PeditKey, Skbedit } from "../model/filter.ts";
import { be32, put32 } from "../wire/bytes.ts";
import { emitFrame } from "../wire/ethernet.ts";
import type { Frame, Payload } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { ipv6Protocol } from "../wire/ipv6.ts";
import { ETHERNET_HEADER, IPV6_HEADER, ipv4HeaderLength } from "../wire/length.ts";
import { patchedFrame } from "../wire/patched.ts";

/** tcf_skbedit_act. `queues` is how many of them its device has to send by. */
export function skbedited(frame: Frame, action: Skbedit, queues: number): Frame {
  const { payload } = frame;
  const { mark, markMask = 0xffffffff, packetType, queueMapping } = action;
  let { priority } = action;
  if (action.inheritDsField && payload.kind === "ipv4") priority = payload.tos >> 2;
  else if (action.inheritDsField && payload.kind === "ipv6") priority = payload.trafficClass >> 2;
  const marked = ((payload.mark ?? 0) & ~markMask) | ((mark ?? 0) & markMask);
  return {
    ...frame,
    ...(priority !== undefined && { priority }),
    ...(queueMapping !== undefined && queueMapping < queues && { queue: queueMapping }),
    ...(packetType && { type: packetType }),
    payload: mark === undefined ? payload : { ...payload, mark: marked >>> 0 },
  };
}

/** tcf_csum_act: sums that were left to a device are made, too; undefined is for a packet that has none of these. */
export function csummed(frame: Frame, { targets }: Csum): Frame {
  const { payload } = frame;
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return frame;
  const made = transportSummed(payload, targets);
  if (made.kind !== "ipv4" || !targets.includes("iph") || made.wrongSum === undefined)
    return made === payload ? frame : { ...frame, payload: made };
  const { wrongSum: _, ...right } = made;
  return { ...frame, payload: right };
}

function transportSummed<P extends Extract<Payload, { kind: "ipv4" | "ipv6" }>>(ip: P, targets: Csum["targets"]): P {
  const { payload } = ip;
  const target = payload.kind === "icmpv6" ? "icmp" : payload.kind;
  if (target === "raw" || target === "tunneled" || !targets.includes(target)) return ip;
  if (payload.kind === "tcp" && payload.segment !== undefined) return ip;
  if (payload.kind === "udp" && payload.noChecksum && ip.kind === "ipv4") return ip;
  if (!("wrongSum" in payload) && !("partialChecksum" in payload && payload.partialChecksum)) return ip;
  const { wrongSum: _, ...right } = payload as typeof payload & { readonly wrongSum?: number };
  return { ...ip, payload: "partialChecksum" in right ? { ...right, partialChecksum: false } : right };
}

/** tcf_pedit_act: up to the first key that cannot be applied to the packet. What it counts of those is shown nowhere. */
export function pedited(frame: Frame, { keys }: Pedit): Frame {
  const { vlan, ...bare } = frame;
  // The outermost tag stands beside the packet.
  const untagged: Frame = vlan?.inner ? { ...bare, vlan: vlan.inner } : bare;
  const bytes = emitFrame(untagged);
  const network = ETHERNET_HEADER + 4 * tags(untagged);
  let written = false;
  for (const key of keys) {
    const header = headerOffset(untagged, key, network);
    const at = header === undefined ? undefined : placeOf(bytes, key, header);
    if (at === undefined || at > bytes.length - 4) break;
    // What is in front of the frame is nobody's.
    if (at < 0) continue;
    const before = be32(bytes, at);
    const value = key.command === "add" ? (swapped(swapped(before) + swapped(key.value)) & ~key.mask) >>> 0 : key.value;
    put32(bytes, at, (((before & key.mask) >>> 0) ^ value) >>> 0);
    written = true;
  }
  if (!written) return frame;
  const { vlan: inner, ...rest } = patchedFrame(untagged, bytes);
  const tag = vlan ? { ...vlan, ...(inner && { inner }) } : inner;
  return tag ? { ...rest, vlan: tag } : rest;
}

function tags({ vlan }: Frame): number {
  let count = 0;
  for (let tag = vlan; tag; tag = tag.inner) count++;
  return count;
}

/** pedit_skb_hdr_offset. */
function headerOffset({ payload }: Frame, { header }: PeditKey, network: number): number | undefined {
  if (header === "eth") return 0;
  if (header !== "tcp" && header !== "udp") return network;
  // Of IPv4 what is carried is not looked at.
  if (payload.kind === "ipv4") return network + ipv4HeaderLength(payload);
  if (payload.kind !== "ipv6" || ipv6Protocol(payload) !== IP_PROTOCOL[header] || payload.fragment?.offset)
    return undefined;
  return network + IPV6_HEADER + (payload.fragment ? 8 : 0);
}

/** Where a key's four octets are. */
function placeOf(bytes: Uint8Array, { offset, variable }: PeditKey, header: number): number | undefined {
  if (!variable?.mask) return header + offset;
  const octet = bytes[header + variable.at];
  if (octet === undefined) return undefined;
  const moved = offset + ((octet & variable.mask) >>> variable.shift);
  return moved % 4 === 0 ? header + moved : undefined;
}

/** A word in the other order of its octets, which the machine counts in. */
function swapped(word: number): number {
  return (((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | ((word >>> 24) & 0xff)) >>> 0;
}
