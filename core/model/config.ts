/** Configuration: what somebody asked for. Immutable; the versions that undo, diffs and the picture go by. */
import type { LinkId, NetnsId } from "./id.ts";
import type { Link } from "./link.ts";
import type { Netns } from "./netns.ts";

/**
 * Whether the kernel's bridges know VLANs (CONFIG_BRIDGE_VLAN_FILTERING), which shows even where nobody filters: every
 * port then has VLAN 1 and entries of its own for it. Debian's kernel does, others do not. `asleep`: it does from the
 * first time that somebody asks for something only such a kernel can do; until then nothing of it is to be seen.
 */
export type BridgeVlans = "absent" | "asleep" | "present";

export interface Config {
  readonly netns: Readonly<Record<NetnsId, Netns>>;
  readonly links: Readonly<Record<LinkId, Link>>;
  /** The next identities to give out. */
  readonly nextNetns: number;
  readonly nextLink: number;
  readonly bridgeVlans: BridgeVlans;
}

export const EMPTY_CONFIG: Config = { netns: {}, links: {}, nextNetns: 1, nextLink: 1, bridgeVlans: "asleep" };
