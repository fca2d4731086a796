/** Settings of a bridge and of its ports, IEEE 802.1D words; times in hundredths of a second, as sysfs keeps them. */

export interface BridgeSettings {
  readonly forwardDelay: number;
  readonly helloTime: number;
  readonly maxAge: number;
  readonly ageingTime: number;
  /** 0 off, 1 the kernel's own, 2 user space's. */
  readonly stpState: number;
  readonly priority: number;
  readonly vlanFiltering: boolean;
  readonly vlanProtocol: "802.1Q" | "802.1ad";
  readonly defaultPvid: number;
  readonly groupForwardMask: number;
  readonly mcastSnooping: boolean;
  readonly nfCallIptables: boolean;
  readonly nfCallIp6tables: boolean;
  readonly nfCallArptables: boolean;
}

/** IEEE 802.1D port states, numbered as `bridge link` and brctl number them. */
export const PORT_STATE = { disabled: 0, listening: 1, learning: 2, forwarding: 3, blocking: 4 } as const;

export interface BridgePort {
  /** Port number in its bridge, from 1. */
  readonly number: number;
  readonly state: number;
  readonly priority: number;
  readonly cost: number;
  readonly hairpin: boolean;
  readonly guard: boolean;
  readonly rootBlock: boolean;
  readonly fastLeave: boolean;
  readonly learning: boolean;
  readonly flood: boolean;
  readonly mcastFlood: boolean;
  readonly bcastFlood: boolean;
  readonly mcastRouter: number;
  readonly mcastToUnicast: boolean;
  readonly proxyArp: boolean;
  readonly proxyArpWifi: boolean;
  readonly neighSuppress: boolean;
  readonly vlanTunnel: boolean;
  readonly isolated: boolean;
  readonly locked: boolean;
  /** When the forward delay timer ends or ended, in microseconds; undefined when it has not run since the port was enabled. */
  readonly forwardDelayEndsMicros?: number | undefined;
}
