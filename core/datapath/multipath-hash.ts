/**
 * By what of a packet one of several next hops is chosen (fib_multipath_hash of net/ipv4/route.c, rt6_multipath_hash of
 * net/ipv6/route.c).
 *
 * Same as Linux: which fields count by which policy. Simplified: the kernel's hash has a key drawn at boot; this one is the same
 * every time. Flow labels count for nothing.
 */
import type { IpAddress } from "../address/prefix.ts";
import type { Netns } from "../model/netns.ts";
import type { Ipv4Payload, Ipv6Payload } from "../wire/frame.ts";
import { type FibQuery, transportOf } from "./fib-rule.ts";

/** FIB_MULTIPATH_HASH_FIELD_*. */
const FIELD = { source: 1, destination: 2, protocol: 4, sourcePort: 16, destinationPort: 32 } as const;
/** Those of what a tunnel carries stand this much higher. */
const INNER = 6;
const ADDRESSES = FIELD.source | FIELD.destination;
const LAYER_4 = ADDRESSES | FIELD.protocol | FIELD.sourcePort | FIELD.destinationPort;

/** What of a packet counts with policy 3. */
export function hashFieldsOf({ sysctls }: Netns, family: "ipv4" | "ipv6"): number {
  return Number(sysctls[`${family}.fib_multipath_hash_fields`] ?? 7);
}

interface Flow {
  readonly source?: IpAddress | undefined;
  readonly destination: IpAddress;
  readonly protocol?: number | undefined;
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
}

function flowOf(query: FibQuery): Flow {
  const carried = query.payload ? transportOf(query.payload) : undefined;
  return {
    source: query.source,
    destination: query.destination,
    protocol: query.protocol ?? carried?.protocol,
    sourcePort: query.sourcePort ?? carried?.sourcePort,
    destinationPort: query.destinationPort ?? carried?.destinationPort,
  };
}

/** The packet in a tunnel's. */
function innerFlow(payload: Ipv4Payload | Ipv6Payload | undefined): Flow | undefined {
  if (payload?.kind !== "tunneled") return undefined;
  const inner = payload.frame.payload;
  if (inner.kind !== "ipv4" && inner.kind !== "ipv6") return undefined;
  return { source: inner.source, destination: inner.destination, ...transportOf(inner.payload) };
}

/**
 * A number of 32 bits.
 *
 * @param policy fib_multipath_hash_policy: addresses (0), ports as well (1), addresses of what a tunnel carries (2), `fields` (3)
 */
export function flowHash(query: FibQuery, policy: number, fields: number): number {
  let hash = 0x811c9dc5;
  const add = (value: IpAddress | number | undefined): void => {
    if (typeof value === "number") {
      hash = Math.imul(hash ^ value, 0x01000193);
      hash ^= hash >>> 15;
    } else if (value !== undefined) {
      for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
    }
  };
  const addFlow = (flow: Flow, chosen: number): void => {
    add(chosen & FIELD.source ? ((flow.source ?? "::") as IpAddress) : 0);
    add(chosen & FIELD.destination ? flow.destination : 0);
    if (chosen & FIELD.protocol) add(flow.protocol ?? 0);
    if (chosen & FIELD.sourcePort) add(flow.sourcePort ?? 0);
    if (chosen & FIELD.destinationPort) add(flow.destinationPort ?? 0);
  };
  if (policy === 0) addFlow(query, ADDRESSES);
  else if (policy === 1) addFlow(flowOf(query), LAYER_4);
  else if (policy === 2) addFlow(innerFlow(query.payload) ?? query, ADDRESSES);
  else {
    addFlow(flowOf(query), fields);
    const inner = innerFlow(query.payload);
    if (inner) addFlow(inner, fields >>> INNER);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
