/** Addresses on a link, one entry a line of `ip addr`. */
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";

/** Numbers of /etc/iproute2/rt_scopes; any number from 0 to 255 is allowed. */
export const SCOPE = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;

/** Seconds that remain are derived from `atMicros`; "forever" never expires. */
export type Lifetime = "forever" | { readonly seconds: number; readonly atMicros: number };

export interface Inet4Address {
  readonly local: Ipv4;
  readonly prefixLength: number;
  /** The other end of a point-to-point link; equal to `local` when there is none. */
  readonly peer: Ipv4;
  readonly broadcast: Ipv4 | undefined;
  readonly scope: number;
  readonly label: string;
  /** A second address of the same subnet (IFA_F_SECONDARY). */
  readonly secondary: boolean;
  readonly noPrefixRoute: boolean;
  /** A group's address, which was joined for it (IFA_F_MCAUTOJOIN). */
  readonly autoJoin?: boolean;
  readonly metric: number;
  /** Address protocol (IFA_PROTO), shown as `proto`: 0 when unset. */
  readonly proto: number;
  readonly valid: Lifetime;
  readonly preferred: Lifetime;
  /** It is no longer preferred (IFA_F_DEPRECATED), which is told and changes nothing else. */
  readonly deprecated?: boolean;
}

export interface Inet6Address {
  /** When its detection begins anew (addrconf_dad_run), if it is to. */
  readonly againMicros?: number | undefined;
  /** It was kept when the link went down, and is to begin once more (INET6_IFADDR_STATE_PREDAD). */
  readonly preDad?: boolean | undefined;
  readonly local: Ipv6;
  readonly prefixLength: number;
  readonly peer: Ipv6 | undefined;
  readonly scope: number;
  /** Duplicate address detection runs (RFC 4862 section 5.4). */
  readonly tentative: boolean;
  readonly dadFailed: boolean;
  readonly noDad: boolean;
  /** Flags: made to be forgotten, of a mobile node's home, to make temporary ones from, of a joined group, made of the link's token or of its secret. */
  readonly marks?: readonly ("temporary" | "home" | "mngtmpaddr" | "autojoin" | "tokenized" | "stable-privacy")[];
  /** Of a temporary one: which it was made beside, when, how much sooner it is to go, and whether there is a next one. */
  readonly beside?: {
    readonly local: Ipv6;
    readonly madeMicros: number;
    readonly desyncSeconds: number;
    readonly followed: boolean;
  };
  /** Of one made of a secret: how many such before it were somebody else's. */
  readonly stableRetry?: number;
  readonly deprecated: boolean;
  readonly permanent: boolean;
  readonly noPrefixRoute: boolean;
  readonly metric: number;
  readonly proto: number;
  readonly valid: Lifetime;
  readonly preferred: Lifetime;
}
