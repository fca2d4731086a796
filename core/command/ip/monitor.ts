/**
 * `ip monitor` (ip/ipmonitor.c): what rtnetlink tells, message by message, in the words of the listings.
 *
 * Same as Linux: which messages there are, their order and text, names that stay as they were first heard.
 * Absent: files of rtmon, other namespaces (`all-nsid`), multicast routes, statistics.
 */

import { type Family, familyOf } from "../../address/prefix.ts";
import type { LinkId, NetnsId } from "../../model/id.ts";
import { isUp } from "../../model/link.ts";
import type { Notification } from "../../model/notification.ts";
import { type Args, matches, type Names } from "../args.ts";
import { formatHost } from "../host-names.ts";
import { Output } from "../output.ts";
import { printAddress } from "./address-print.ts";
import type { IpCommand, IpOptions, IpScope, MonitorCommand, MonitorGroup } from "./command.ts";
import { printBriefLink, printLink } from "./link-print.ts";
import { printBriefNeighbor, printNeighbor } from "./neighbor.ts";
import { printNetconf } from "./netconf.ts";
import { printBucket, printNexthop } from "./nexthop.ts";
import { printRoute } from "./route-print.ts";
import { printRule } from "./rule-print.ts";
import { deviceNamed, linksOf, type View } from "./view.ts";

const MONITOR_USAGE =
  "Usage: ip monitor [ all | OBJECTS ] [ FILE ] [ label ] [ all-nsid ]\n                  [ dev DEVICE ]\n" +
  "OBJECTS :=  address | link | mroute | neigh | netconf |\n            nexthop | nsid | prefix | route | rule | stats\n" +
  "FILE := file FILENAME\n";

/** In the order that decides what a shortened one means. */
const GROUPS: readonly MonitorGroup[] = [
  "link",
  "address",
  "route",
  "mroute",
  "prefix",
  "neigh",
  "netconf",
  "rule",
  "nsid",
  "nexthop",
];

export const MONITOR_WORDS = ["all", "label", "file", "dev", "help", ...GROUPS];

export function parseMonitor(args: Args, names: Names, _scope: IpScope): IpCommand {
  const groups = new Set<MonitorGroup>();
  let label = false;
  let allNsid = false;
  let device: string | undefined;
  let file: string | undefined;
  while (args.more) {
    const word = args.take();
    const group = GROUPS.find((each) => matches(word, each));
    if (matches(word, "file")) file = args.value();
    else if (matches(word, "label")) label = true;
    else if (group) groups.add(group);
    else if (word === "stats") groups.add("stats");
    else if (word === "all") label = true;
    else if (matches(word, "all-nsid")) allNsid = true;
    else if (matches(word, "help")) args.refuse(255, MONITOR_USAGE);
    else if (word === "dev") {
      device = args.value();
      if (!args.refusal && !names.device(device)) args.invalid("Device does not exist\n", device);
    } else args.refuse(255, `Argument "${word}" is unknown, try "ip monitor help".\n`);
  }
  if (allNsid) args.unmodelled("ip monitor", "all-nsid");
  const monitor: MonitorCommand = {
    groups,
    label,
    ...(device !== undefined && { device }),
    ...(file !== undefined && { file }),
  };
  return { kind: "monitor", monitor };
}

/** The multicast group that a message comes by. */
function groupOf(told: Notification): MonitorGroup | undefined {
  switch (told.noun) {
    case "link":
    case "port":
      return "link";
    case "neighbor":
    case "miss":
    case "fdb":
      return "neigh";
    case "mdb":
    case "vni":
      return undefined;
    case "bucket":
      return "nexthop";
    default:
      return told.noun;
  }
}

/** ndm_state of what is no neighbor: as the bridge has it, as `bridge fdb` asked for it, or as VXLAN's driver gives it. */
function fdbState({ entry, self, aged }: Extract<Notification, { noun: "fdb" }>): string {
  const tunnel = entry.remotes !== undefined;
  if (aged) return "STALE";
  if (entry.state === "learned") return "REACHABLE";
  if (entry.state === "static") return tunnel ? "REACHABLE NOARP" : "NOARP";
  if (tunnel) return entry.user ? "NOARP PERMANENT" : "REACHABLE PERMANENT";
  return self ? "NOARP PERMANENT" : "PERMANENT";
}

const LABELS: Partial<Record<MonitorGroup, string>> = {
  link: "[LINK]",
  address: "[ADDR]",
  route: "[ROUTE]",
  prefix: "[PREFIX]",
  neigh: "[NEIGH]",
  netconf: "[NETCONF]",
  rule: "[RULE]",
  nsid: "[NSID]",
  nexthop: "[NEXTHOP]",
};

/** Kinds whose label comes even for what is then not shown. */
const EARLY: ReadonlySet<MonitorGroup> = new Set(["link", "address", "route", "neigh"]);

/** accept_msg: of neighbors of other families nothing is printed at all. */
function isOfFamily(told: Notification, family: Family | undefined): boolean {
  if (family === undefined) return true;
  if (told.noun === "neighbor") return (typeof told.neighbor.address === "number" ? "inet" : "inet6") === family;
  if (told.noun === "miss") return (typeof told.address === "string" ? "inet6" : "inet") === family;
  return told.noun !== "fdb";
}

/** The listening end: makes text of messages as they come. */
export class Monitor {
  readonly #view: () => View;
  readonly #options: IpOptions;
  readonly #command: MonitorCommand;
  readonly #colour: boolean;
  readonly #device: LinkId | undefined;
  /** Names as they were first heard: iproute2 keeps an index's name until the device is gone. */
  readonly #links = new Map<LinkId, string>();
  readonly #ups = new Map<LinkId, boolean>();
  readonly #namespaces = new Map<NetnsId, string>();
  #held = "";

  /** `view` is the namespace that is listened to, as it is at the time of the call. */
  constructor(view: () => View, options: IpOptions, command: MonitorCommand, colour: boolean) {
    this.#view = view;
    this.#options = options;
    this.#command = command;
    this.#colour = colour;
    const here = view();
    for (const link of linksOf(here)) {
      this.#links.set(link.id, link.name);
      this.#ups.set(link.id, isUp(link));
    }
    this.#device = command.device === undefined ? undefined : deviceNamed(here, command.device)?.id;
  }

  /** What a message looks like, its line end included; undefined when it is none of those asked for. */
  text(told: Notification): string | undefined {
    const view = this.#view();
    if (told.netns !== view.netns) return undefined;
    const group = groupOf(told);
    const { groups } = this.#command;
    if (group === undefined || (groups.size > 0 && !groups.has(group))) return undefined;
    const out = new Output({ colour: this.#colour, oneline: this.#options.oneline });
    const { family } = this.#options;
    const only = family === "inet" || family === "inet6" ? family : undefined;
    const shown = this.#print(out, this.#remembering(view), told, only);
    const label = this.#command.label ? (told.noun === "bucket" ? "[NEXTHOPBUCKET]" : (LABELS[group] ?? "")) : "";
    // print_linkinfo and its like print the label before they look whether the device is the right one.
    // Labels alone stay in the buffer until something is shown.
    if (!shown) {
      if (this.#device !== undefined && EARLY.has(group) && isOfFamily(told, only)) this.#held += label;
      return undefined;
    }
    const text = this.#held + label + out.asText;
    this.#held = "";
    return text;
  }

  /** The view with names as this program remembers them. */
  #remembering(view: View): View {
    return {
      ...view,
      wasUp: (id) => this.#ups.get(id),
      linkName: (id) => {
        const known = this.#links.get(id);
        if (known !== undefined) return known;
        const name = view.config.links[id]?.name;
        if (name !== undefined) this.#links.set(id, name);
        return name;
      },
      netnsName: (id) => {
        const name = view.netnsName(id) ?? this.#namespaces.get(id);
        if (name !== undefined) this.#namespaces.set(id, name);
        return name;
      },
    };
  }

  /** Answers whether there is something to show. */
  #print(out: Output, view: View, told: Notification, family: Family | undefined): boolean {
    const options = this.#options;
    const device = this.#device;
    const filter = device === undefined ? {} : { device: this.#command.device as string };
    const deleted = () => {
      if (told.verb === "delete") out.text("Deleted ");
    };
    switch (told.noun) {
      case "link":
      case "port": {
        const { link } = told;
        if (told.verb === "delete") this.#ups.delete(link.id);
        else this.#ups.set(link.id, isUp(link));
        if (told.verb === "delete") this.#links.delete(link.id);
        else if (!this.#links.has(link.id)) this.#links.set(link.id, link.name);
        if (device !== undefined && link.id !== device) return false;
        deleted();
        if (options.brief) {
          out.openObject();
          printBriefLink(out, view, link, options.family === "link");
          out.close();
          return true;
        }
        const message = told.noun;
        printLink(out, view, link, options, {
          asLink: false,
          addressLine: true,
          inet6Dump: false,
          message,
          ...("moved" in told && { moved: told.moved }),
          ...("event" in told && { event: told.event }),
        });
        out.text("\n");
        return true;
      }
      case "address": {
        const { link, address } = told;
        const inet =
          typeof address.local === "number"
            ? ({ family: "inet", address } as Parameters<typeof printAddress>[2])
            : ({ family: "inet6", address } as Parameters<typeof printAddress>[2]);
        if (device !== undefined && link.id !== device) return false;
        if (family !== undefined && inet.family !== family) return false;
        deleted();
        const name = view.linkName?.(link.id) ?? link.name;
        printAddress(out, { ifindex: link.ifindex, name }, inet, view, options, true);
        return true;
      }
      case "route": {
        // fib6_del_route: what goes has no end of its own any more.
        const { expiresMicros, ...lasting } = told.route;
        const route = told.verb === "delete" ? lasting : told.route;
        if (family !== undefined && route.family !== family) return false;
        if (device !== undefined && !(route.nextHops.length === 1 && route.nextHops[0]?.link === device)) return false;
        deleted();
        printRoute(out, view, route, options, { table: 0, cached: false, ...filter });
        return true;
      }
      case "rule":
        if (family !== undefined && told.rule.family !== family) return false;
        deleted();
        printRule(out, view, told.rule, options);
        return true;
      case "nexthop":
        deleted();
        printNexthop(out, view, told.nexthop, options);
        out.text("\n");
        return true;
      case "bucket":
        printBucket(out, { ...told.bucket, group: told.group });
        return true;
      case "neighbor": {
        const { neighbor } = told;
        if (family !== undefined && (typeof neighbor.address === "number" ? "inet" : "inet6") !== family) return false;
        if (device !== undefined && neighbor.link !== device) return false;
        deleted();
        printNeighbor(out, view, neighbor, options, filter);
        return true;
      }
      case "miss": {
        const { address, mac } = told;
        if (family !== undefined && (typeof address === "string" ? "inet6" : "inet") !== family) return false;
        if (device !== undefined && told.link !== device) return false;
        out.text("miss ");
        if (address !== undefined)
          out.coloured(familyOf(address), "dst", formatHost(address), `${formatHost(address)} `);
        const name = view.linkName?.(told.link) ?? "*";
        if (filter.device === undefined) out.text("dev ").paint("ifname", `${name} `);
        if (mac !== undefined) out.text("lladdr ").paint("mac", `${mac} `);
        out.text("STALE \n");
        return true;
      }
      case "netconf": {
        if (family !== undefined && told.family !== family) return false;
        const { device: of } = told;
        if (device !== undefined && (typeof of === "string" || of.id !== device)) return false;
        deleted();
        const name = typeof of === "string" ? of : (view.linkName?.(of.id) ?? of.name);
        printNetconf(out, told.family, name, told.settings);
        return true;
      }
      case "prefix": {
        // Whatever device is asked for. Flags are not where iproute2 looks for them.
        if (family === "inet") return false;
        const { address, length } = told.prefix;
        out.text(`prefix ${formatHost(address)}/${length}dev ${view.linkName?.(told.link) ?? "*"} `);
        out.text(`valid ${told.validSeconds} preferred ${told.preferredSeconds} \n`);
        return true;
      }
      case "nsid": {
        deleted();
        out.text(`nsid ${told.nsid} `);
        const name = view.netnsName(told.of);
        if (name !== undefined) out.text(`(iproute2 netns name: ${name})`);
        out.text("\n");
        return true;
      }
      case "fdb": {
        const { entry, remote } = told;
        if (family !== undefined || (device !== undefined && entry.port !== device)) return false;
        deleted();
        const name = view.linkName?.(entry.port) ?? "*";
        if (options.brief) {
          printBriefNeighbor(out, remote?.address, filter.device === undefined ? name : undefined, entry.mac);
          return true;
        }
        if (remote) out.paint(familyOf(remote.address), `${formatHost(remote.address)} `);
        if (filter.device === undefined) out.text("dev ").paint("ifname", `${name} `);
        out.text("lladdr ").paint("mac", `${entry.mac} `);
        if (entry.router) out.text("router ");
        if (remote && entry.externLearn) out.text("extern_learn ");
        out.text(`${fdbState(told)} \n`);
        return true;
      }
      default:
        return false;
    }
  }
}
