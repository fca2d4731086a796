/**
 * Observations: the state of hosts in the shapes that `ip -j -d` and its kin print, so that users know them, `jq` works
 * on them, and simulator, real host and uploaded snapshots are compared and graded by the same code. This is what
 * `netnone run --state FILE` writes.
 */

/** One object of `ip -j -d addr`, `ip -j route` and so on, keys as printed. */
export type JsonObject = { readonly [key: string]: Json };
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface NetnsObservation {
  /** `ip -j -d addr`. */
  readonly addr: readonly JsonObject[];
  /** `ip -4 -j -d route show table all`, then the same with -6. */
  readonly route: readonly JsonObject[];
  /** `ip -j rule`, then the same with -6. */
  readonly rule: readonly JsonObject[];
  /** `ip -j neigh`. */
  readonly neigh: readonly JsonObject[];
  /** `bridge -j fdb`. */
  readonly fdb: readonly JsonObject[];
  /** `bridge -j vlan`. */
  readonly vlan: readonly JsonObject[];
  /** `iptables-save`. */
  readonly iptables: string;
}

export interface HostObservation {
  /** The host's own namespace is ""; others go by their name under /run/netns or by their container's name. */
  readonly netns: Readonly<Record<string, NetnsObservation>>;
  /** `docker inspect` of every container, and of every network. */
  readonly containers: readonly JsonObject[];
  readonly networks: readonly JsonObject[];
}

export interface Observation {
  readonly version: 1;
  readonly hosts: Readonly<Record<string, HostObservation>>;
}
