/**
 * `bridge monitor` (bridge/monitor.c): what rtnetlink tells of links, forwarding entries and groups, in the words of the
 * listings. Absent: files of rtmon, VLANs' options.
 */
import { isUp, type Link } from "../../model/link.ts";
import type { Notification } from "../../model/notification.ts";
import { type Args, matches } from "../args.ts";
import { lowerName } from "../ip/link-print.ts";
import { linksOf, type View } from "../ip/view.ts";
import { Output } from "../output.ts";
import { printEntry } from "./fdb.ts";
import { printGroupMember } from "./mdb.ts";
import { printToldPort } from "./port-print.ts";
import { printVni } from "./vni.ts";

const MONITOR_USAGE = "Usage: bridge monitor [file | link | fdb | mdb | vlan | vni | all]\n";

type Group = "link" | "fdb" | "mdb" | "vni";

export interface BridgeMonitor {
  readonly groups: ReadonlySet<Group>;
  /** With `all` each message says what it is about. */
  readonly label: boolean;
}

const LABELS: Readonly<Record<Group, string>> = { link: "[LINK]", fdb: "[NEIGH]", mdb: "[MDB]", vni: "[TUNNEL]" };

export function parseBridgeMonitor(args: Args): BridgeMonitor {
  const groups = new Set<Group>();
  let label = false;
  let given = false;
  while (args.more) {
    const word = args.take();
    given = true;
    if (matches(word, "file")) {
      args.value();
      args.unmodelled("bridge monitor", "file");
    } else if (matches(word, "link")) groups.add("link");
    else if (matches(word, "fdb")) groups.add("fdb");
    // Asked for by itself it never comes: RTNLGRP_MDB is not among the groups that the socket is made with.
    else if (matches(word, "mdb")) continue;
    else if (matches(word, "vlan")) continue;
    else if (word === "vni") groups.add("vni");
    else if (word === "all") {
      label = true;
      given = false;
    } else if (matches(word, "help")) args.refuse(255, MONITOR_USAGE);
    else args.refuse(255, `Argument "${word}" is unknown, try "bridge monitor help".\n`);
  }
  const all: readonly Group[] = ["link", "fdb", "mdb", ...(label ? (["vni"] as const) : [])];
  return { groups: given ? groups : new Set<Group>(all), label };
}

function groupOf(told: Notification): Group | undefined {
  if (told.noun === "link" || told.noun === "port") return "link";
  return told.noun === "fdb" || told.noun === "mdb" || told.noun === "vni" ? told.noun : undefined;
}

/** A name and whether it is up, of a link that the program came across. */
interface Known {
  readonly name: string;
  readonly up: boolean;
}

/** The links that the program knows: what they were when it first asked for them (ll_map of lib/ll_map.c), by index. */
export class KnownLinks {
  readonly #known = new Map<number, Known>();

  constructor(view: View) {
    for (const link of linksOf(view)) this.meet(link);
  }

  /** Where a link leads, as a message about it says; one about a port says nothing of namespaces. */
  lower(view: View, link: Link, asPort: boolean): Known | undefined {
    const to = lowerName(view, link, asPort);
    if (to === undefined) return undefined;
    if (to.nsid !== undefined || to.index === 0) return { name: to.name ?? `if${to.index}`, up: true };
    const known = this.#known.get(to.index);
    if (known) return known;
    const found = linksOf(view).find(({ ifindex }) => ifindex === to.index);
    if (!found) return { name: `if${to.index}`, up: true };
    this.meet(found);
    return this.#known.get(to.index);
  }

  /** A message names it. */
  meet(link: Link | undefined): void {
    if (link && !this.#known.has(link.ifindex)) this.#known.set(link.ifindex, { name: link.name, up: isUp(link) });
  }
}

/** What a message looks like, its line end included; undefined when it is none of those asked for. */
export function bridgeMessage(
  view: View,
  { groups, label }: BridgeMonitor,
  told: Notification,
  options: { readonly details: boolean; readonly colour: boolean },
  links: KnownLinks,
): string | undefined {
  const group = groupOf(told);
  if (told.netns !== view.netns || group === undefined || !groups.has(group)) return undefined;
  const out = new Output({ colour: options.colour });
  out.text(label ? LABELS[group] : "");
  if (told.verb === "delete") out.text("Deleted ");
  switch (told.noun) {
    case "link":
    case "port": {
      if (told.link.flags & LOOPBACK && told.noun === "port") return undefined;
      const asPort = told.noun === "port";
      const lower = links.lower(view, told.link, asPort);
      // A port that leaves is told of without its state.
      const state = asPort && told.verb === "new" ? told.link.port : undefined;
      if (told.link.master !== undefined) links.meet(view.config.links[told.link.master]);
      printToldPort(out, view, told.link, state, options.details, lower);
      break;
    }
    case "fdb":
      links.meet(view.config.links[told.entry.port]);
      links.meet(view.config.links[told.entry.bridge]);
      if (!printEntry(out, view, told)) return undefined;
      break;
    case "vni":
      printVni(out, view, told.link, told.vni);
      break;
    case "mdb":
      links.meet(view.config.links[told.bridge]);
      links.meet(view.config.links[told.port]);
      printGroupMember(out, view, told, options.details);
      break;
    default:
      return undefined;
  }
  return out.asText;
}

const LOOPBACK = 0x8;
