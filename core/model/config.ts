/** Configuration: what somebody asked for. Immutable; the versions that undo, diffs and the picture go by. */
import type { LinkId, NetnsId } from "./id.ts";
import type { Link } from "./link.ts";
import type { Netns } from "./netns.ts";

export interface Config {
  readonly netns: Readonly<Record<NetnsId, Netns>>;
  readonly links: Readonly<Record<LinkId, Link>>;
  /** The next identities to give out. */
  readonly nextNetns: number;
  readonly nextLink: number;
}

export const EMPTY_CONFIG: Config = { netns: {}, links: {}, nextNetns: 1, nextLink: 1 };
