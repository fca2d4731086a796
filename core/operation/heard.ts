/**
 * What a device listens to beside its own address, in the order it began to (dev_mc_add, dev_mc_del): the groups that IPv4
 * and IPv6 have joined on it, and what `bridge fdb add ... self` told it.
 *
 * Same as Linux: a group is heard from its joining on, whether or not the link is up (igmp_group_added, igmp6_group_added);
 * one that worked and goes down hears no IPv6 group that it was in by then (ipv6_mc_down), and all again, the newest first,
 * when it works once more (ipv6_mc_up). Nor any group of IPv4 that it was in by then, until it is up again (ip_mc_up).
 */
import type { Link } from "../model/link.ts";

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

const NONE: readonly string[] = [];
/** 224.0.0.1. */
const ALL_HOSTS = 0xe0000001;

/** What a link hears after a change of it. */
export function heardAfter(before: Link, after: Link): Heard {
  if (isSame(before, after)) return after.heard;
  // Copied once it is to differ.
  let heard: Heard = before.heard;
  const told = after.listened?.map(({ mac }) => mac as string) ?? NONE;
  const forget = (gone: (each: number | string) => boolean): void => {
    if (heard.some(gone)) heard = heard.filter((each) => !gone(each));
  };
  const hear = (each: number | string): void => {
    if (!heard.includes(each)) heard = heard.length === 0 ? [each] : heard.concat(each);
  };
  // Another namespace: what IPv4 and IPv6 know of the link is made anew.
  if (before.netns !== after.netns) forget((each) => !told.includes(each as string));
  forget((each) =>
    typeof each === "number" ? !after.groups4.includes(each) : !after.groups6.includes(each) && !told.includes(each),
  );
  // ip_mc_down, ip_mc_up: the group of all hosts comes and goes with the link's being up.
  const was = before.groups4.includes(ALL_HOSTS);
  const is = after.groups4.includes(ALL_HOSTS);
  if (was && !is) forget((each) => typeof each === "number");
  for (const group of after.groups4) if ((is && !was) || !before.groups4.includes(group)) hear(group);
  const left = after.groups6Heard === "left";
  if (left && before.groups6Heard !== "left") forget((each) => after.groups6.includes(each as string));
  else if (before.groups6Heard === "left" && !left) for (const group of after.groups6) hear(group);
  else
    for (let at = after.groups6.length - 1; at >= 0; at--) {
      const group = after.groups6[at] as string;
      if (!left || !before.groups6.includes(group)) hear(group);
    }
  for (const mac of told) hear(mac);
  return heard;
}
