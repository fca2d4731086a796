/** Which flow a frame belongs to, and how important it is, for the disciplines that look at it (skb_get_hash, skb->priority). */

import type { Frame, Ipv4Packet, Ipv6Packet } from "../../wire/frame.ts";
import type { Queued } from "./discipline.ts";

/** The flow that filters put a frame in; undefined where there are no filters. */
export type FlowChooser = (item: Queued) => string | undefined;

/** The same text for all frames of a flow. Simplified: flows never share a bucket, as different ones may by their hash. */
export function flowOf({ source, destination, payload }: Frame): string {
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return `${source} ${destination} ${payload.kind}`;
  const ends = `${payload.source} ${payload.destination}`;
  const carried = payload.payload;
  if (carried.kind === "udp" || carried.kind === "tcp")
    return `${ends} ${carried.kind} ${carried.sourcePort} ${carried.destinationPort}`;
  return `${ends} ${carried.kind}${identifier(payload)}`;
}

/** ICMP echo has an identifier, which the flow dissector takes for ports. */
function identifier({ payload }: Ipv4Packet | Ipv6Packet): string {
  return (payload.kind === "icmp" || payload.kind === "icmpv6") && "id" in payload ? ` ${payload.id}` : "";
}

/** TC_PRIO_CONTROL of linux/pkt_sched.h. */
const CONTROL = 7;

/** Which of so many queues of a device a frame goes by: a filter says so, or its flow (skb_tx_hash, simplified: the kernel's hash has a secret). */
export function queueOf(frame: Frame, queues: number): number {
  const { queue } = frame;
  if (queue !== undefined) return queue < queues ? queue : 0;
  const text = flowOf(frame);
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash % queues;
}

/** The class that a frame was given to by its priority (TC_H_MAJ and TC_H_MIN of skb->priority), where that is one of `handle`. */
export function classOfPriority({ priority }: Frame, handle: number): number | undefined {
  if (priority === undefined || priority >>> 16 !== handle) return undefined;
  return priority & 0xffff;
}

/** TC_PRIO_*: by the type of service (ip_tos2prio of net/ipv4/route.c); what manages groups is control. */
export function priorityOf({ payload, priority }: Frame): number {
  if (priority !== undefined) return priority;
  if (payload.kind === "ipv4")
    return payload.payload.kind === "igmp" ? CONTROL : ([0, 2, 6, 4][(payload.tos & 0x1e) >> 3] ?? 0);
  if (payload.kind === "ipv6" && payload.payload.kind === "icmpv6" && payload.payload.type === "mld2-report")
    return CONTROL;
  return 0;
}
