/**
 * The machine that scripts find themselves on in the world `docker`: what the simulator starts with and what the sandbox
 * of real mode is made to look like, so that the two compare.
 */
export const MACHINE = {
  hostname: "host",
  /** A network card whose cable leads to nobody: the first link after `lo` (ifindex 2), carrier on, state UP, pfifo_fast. */
  uplink: {
    device: "eth0",
    mac: "52:54:00:12:34:56",
    address: "10.0.2.15/24",
    broadcast: "10.0.2.255",
    gateway: "10.0.2.2",
  },
  /** docker0 (ifindex 3). */
  bridgeAddress: "172.17.42.1/16",
} as const;
