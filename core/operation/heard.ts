/**
 * What a device listens to beside its own address, in the order it began to (dev_mc_add, dev_mc_del): the groups that IPv4
 * and IPv6 have joined on it, and what `bridge fdb add ... self` told it.
 *
 * Same as Linux: a group is heard from its joining on, whether or not the link is up (igmp_group_added, igmp6_group_added);
 * one that worked and goes down hears no IPv6 group that it was in by then (ipv6_mc_down), and all again, the newest first,
 * when it works once more (ipv6_mc_up). Nor any group of IPv4 that it was in by then, until it is up again (ip_mc_up).
 */
import { isTold, type Link } from "../model/link.ts";
import { withLast } from "../model/list.ts";

type Heard = Link["heard"];

function isSame(before: Link, after: Link): boolean {
  return (
    before.groups4 === after.groups4 &&
    before.groups6 === after.groups6 &&
    before.listened === after.listened &&
    before.groups6Heard === after.groups6Heard &&
    before.netns === after.netns
  );
}

/** 224.0.0.1. */
const ALL_HOSTS = 0xe0000001;

function isWanted(link: Link, each: number | string): boolean {
  return typeof each === "number"
    ? link.groups4.includes(each)
    : link.groups6.includes(each) || isTold(link, "groups", each);
}

/** Those that the link still wants to hear; the list itself where that is all of them. */
function wantedOf(heard: Heard, link: Link): Heard {
  for (const each of heard) if (!isWanted(link, each)) return heard.filter((other) => isWanted(link, other));
  return heard;
}

function hear(heard: Heard, each: number | string): Heard {
  return heard.includes(each) ? heard : withLast(heard, each);
}

/** What a link hears after a change of it. */
export function heardAfter(before: Link, after: Link): Heard {
  return isSame(before, after) ? after.heard : heardAnew(before, after);
}

function heardAnew(before: Link, after: Link): Heard {
  let { heard } = before;
  // Another namespace: what IPv4 and IPv6 know of the link is made anew.
  if (before.netns !== after.netns && heard.length > 0) heard = heard.filter((each) => isTold(after, "groups", each));
  heard = wantedOf(heard, after);
  // ip_mc_down, ip_mc_up: the group of all hosts comes and goes with the link's being up.
  const was = before.groups4.includes(ALL_HOSTS);
  const is = after.groups4.includes(ALL_HOSTS);
  if (was && !is) heard = heard.filter((each) => typeof each !== "number");
  const left = after.groups6Heard === "left";
  const silenced = left && before.groups6Heard !== "left";
  if (silenced) heard = heard.filter((each) => !after.groups6.includes(each as string));
  if (before.groups4 !== after.groups4)
    for (const group of after.groups4) if ((is && !was) || !before.groups4.includes(group)) heard = hear(heard, group);
  if (before.groups6Heard === "left" && !left) for (const group of after.groups6) heard = hear(heard, group);
  else if (!silenced)
    for (let at = after.groups6.length - 1; at >= 0; at--) {
      const group = after.groups6[at] as string;
      if (!left || !before.groups6.includes(group)) heard = hear(heard, group);
    }
  if (after.listened) for (const { mac, list } of after.listened) if (list === "groups") heard = hear(heard, mac);
  return heard;
}
