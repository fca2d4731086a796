/**
 * What a VLAN interface makes of priorities (net/8021q/vlan_dev.c): of its tags for what comes in, of packets for its tags.
 *
 * Same as Linux: the order in which mappings are listed, entries to 0 that only /proc shows. Simplified: what comes in keeps
 * no priority, so that the mapping of tags is told and does nothing.
 */

/** From one priority to another, in the order in which they are listed. */
export type QosMap = readonly (readonly [from: number, to: number])[];

/** Entries are kept in lists by the lowest bits of what they are from, the newest first (vlan_dev_set_egress_priority). */
const LISTS = 16;
/** A tag has three bits for it. */
const PRIORITIES = 8;

export function withEgress(map: QosMap, from: number, to: number): QosMap {
  const priority = to % PRIORITIES;
  if (map.some(([has]) => has === from)) return map.map((each) => (each[0] === from ? [from, priority] : each));
  const at = map.findIndex(([has]) => has % LISTS >= from % LISTS);
  const next = [...map];
  next.splice(at < 0 ? map.length : at, 0, [from, priority]);
  return next;
}

/** vlan_dev_set_ingress_priority. */
export function withIngress(map: QosMap, from: number, to: number): QosMap {
  const priority = from % PRIORITIES;
  const rest = map.filter(([has]) => has !== priority);
  return to === 0 ? rest : [...rest, [priority, to] as const].sort(([a], [b]) => a - b);
}

/** vlan_dev_get_egress_qos_mask. */
export function egressPriority(map: QosMap, priority: number): number {
  return map.find(([from]) => from === priority)?.[1] ?? 0;
}

/** As `ip link` takes them. */
export function qosWords(map: QosMap): string {
  return map.map(([from, to]) => `${from}:${to}`).join(" ");
}

export function readQosWords(words: string): QosMap {
  return words === ""
    ? []
    : words.split(" ").map((word): [number, number] => {
        const [from = 0, to = 0] = word.split(":").map(Number);
        return [from, to];
      });
}
