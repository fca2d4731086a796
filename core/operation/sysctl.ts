/** Writes below /proc/sys/net. */
import type { NetnsRef } from "./netns-ref.ts";

/** Equivalent to: `sysctl -w net.ipv4.ip_forward=1`, `echo 1 > /proc/sys/net/ipv4/ip_forward`. */
export interface SysctlSet {
  readonly kind: "sysctlSet";
  readonly netns: NetnsRef;
  /** Path below /proc/sys, with slashes: `net/ipv4/ip_forward`. */
  readonly path: string;
  /** As written, without the newline. */
  readonly value: string;
}

export type SysctlOperation = SysctlSet;
