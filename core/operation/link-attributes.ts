/** What a request says of a link that is to be made or changed, as rtnetlink looks at it for both (net/core/rtnetlink.c). */
import { copyLink, IFF, type Link, type OperState } from "../model/link.ts";
import type { FlagChanges, NewLink, SegmentSizes } from "./link.ts";
import { DONE, type Outcome, refuse } from "./transaction.ts";

/** MAX_TCP_HEADER, which a packet has to be longer than. */
const LEAST_GSO = 193;
/** GRO_MAX_SIZE. */
const MOST_GRO = 8 * 65535;

/** ifla_policy and validate_linkmsg. `most` is the largest segment that the device takes. */
export function checkSizes(most: number, sizes: SegmentSizes | undefined): Outcome {
  const { gsoMaxSize, groMaxSize } = sizes ?? {};
  if (gsoMaxSize !== undefined && gsoMaxSize < LEAST_GSO) return refuse("ERANGE", "integer out of range");
  if (gsoMaxSize !== undefined && gsoMaxSize > most) return refuse("EINVAL", "too big gso_max_size");
  return groMaxSize !== undefined && groMaxSize > MOST_GRO ? refuse("EINVAL", "too big gro_max_size") : DONE;
}

/** Flags as they are after the changes. */
export function flagsAfter(before: number, changes: FlagChanges): number {
  let flags = before;
  const put = (bit: number, on: boolean | undefined) => {
    if (on !== undefined) flags = on ? flags | bit : flags & ~bit;
  };
  put(IFF.NOARP, changes.arp === undefined ? undefined : !changes.arp);
  put(IFF.MULTICAST, changes.multicast);
  put(IFF.DYNAMIC, changes.dynamic);
  put(IFF.NOTRAILERS, changes.trailers === undefined ? undefined : !changes.trailers);
  put(IFF.ALLMULTI, changes.allMulticast);
  put(IFF.PROMISC, changes.promisc);
  return flags;
}

/** IF_OPER_* of linux/if.h. */
const OPER = { TESTING: 4, DORMANT: 5, UP: 6 } as const;

/** set_operstate: what a state becomes that is asked to be another, unless the link below has it be what it is. */
export function stateAfter(before: OperState, wanted: number | undefined, held?: Link["held"]): OperState {
  const works = before === "UP" || before === "UNKNOWN";
  switch (wanted) {
    case OPER.UP:
      return held === undefined && ["DORMANT", "TESTING", "UNKNOWN"].includes(before) ? "UP" : before;
    case OPER.TESTING:
      return works ? "TESTING" : before;
    case OPER.DORMANT:
      return works ? "DORMANT" : before;
    default:
      return before;
  }
}

/** rtnl_create_link and the flags of rtnl_configure_link: what a new link has from the start. */
export function withAttributes(link: Link, { flags, broadcast, linkMode, sizes }: NewLink): Link {
  if (!flags && !broadcast && !linkMode && !sizes) return link;
  const next = copyLink(link);
  if (flags) {
    next.flags = flagsAfter(link.flags, flags);
    next.promiscuity = link.promiscuity + (flags.promisc ? 1 : 0);
    next.allMulti = link.allMulti + (flags.allMulticast ? 1 : 0);
  }
  if (broadcast) next.broadcast = broadcast;
  if (linkMode) next.linkMode = linkMode;
  if (sizes) next.sizes = sizes;
  return next;
}
