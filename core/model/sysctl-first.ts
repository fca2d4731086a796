/**
 * Settings of a whole machine, which only its first namespace has below /proc/sys/net (asked of Linux 6.1: net_core_table of
 * net/core/sysctl_net_core.c and ipv4_table of net/ipv4/sysctl_net_ipv4.c, registered for init_net alone).
 *
 * Same as Linux: names, what a machine of a gigabyte has in them, what they take; devconf_inherit_init_net,
 * fb_tunnels_only_for_init_net and default_qdisc do what they say. Simplified: the others (sizes of buffers, budgets of a processor) are kept
 * and read back, and change nothing here. Absent: the compiler of BPF, flow limits, neigh/default, cipso.
 */
import type { SysctlEntry } from "./sysctl-value.ts";

/** SOCK_MIN_SNDBUF and SOCK_MIN_RCVBUF, on 64-bit machines. */
const LEAST = { sent: 4608, received: 2304 } as const;

export const FIRST_SYSCTLS: Readonly<Record<string, SysctlEntry>> = {
  "core.busy_poll": { value: 0, min: 0 },
  "core.busy_read": { value: 0, min: 0 },
  "core.default_qdisc": { value: "pfifo_fast", type: "text" },
  "core.dev_weight": { value: 64 },
  "core.dev_weight_rx_bias": { value: 1 },
  "core.dev_weight_tx_bias": { value: 1 },
  "core.devconf_inherit_init_net": { value: 0, min: 0, max: 3 },
  "core.fb_tunnels_only_for_init_net": { value: 0, min: 0, max: 2 },
  "core.max_skb_frags": { value: 17, min: 1, max: 17 },
  "core.message_burst": { value: 10 },
  "core.message_cost": { value: 5, type: "seconds" },
  "core.netdev_budget": { value: 300 },
  "core.netdev_budget_usecs": { value: 8000, min: 0 },
  "core.netdev_max_backlog": { value: 1000 },
  "core.netdev_tstamp_prequeue": { value: 1 },
  "core.rmem_default": { value: 212992, min: LEAST.received },
  "core.rmem_max": { value: 212992, min: LEAST.received },
  "core.warnings": { value: 0 },
  "core.wmem_default": { value: 212992, min: LEAST.sent },
  "core.wmem_max": { value: 212992, min: LEAST.sent },
  "ipv4.inet_peer_maxttl": { value: 600 },
  "ipv4.inet_peer_minttl": { value: 120 },
  "ipv4.inet_peer_threshold": { value: 49188 },
  "ipv4.tcp_low_latency": { value: 0 },
  "ipv4.tcp_max_orphans": { value: 4096 },
  "ipv4.tcp_mem": { value: "10014\t13354\t20028", type: "vector", min: 0 },
  "ipv4.udp_mem": { value: "20031\t26709\t40062", type: "vector", min: 0 },
};
