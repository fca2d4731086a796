/**
 * `ip maddress` (ip/ipmaddr.c): the multicast addresses that links listen to, by layer, as /proc/net/dev_mcast, igmp and
 * igmp6 list them, and link-layer ones added by hand. Absent: adding an address that is no group where a driver would take it.
 */

import { groupMac4 } from "../../address/group-mac.ts";
import type { Ipv4 } from "../../address/ipv4.ts";
import type { Ipv6 } from "../../address/ipv6.ts";
import { type Mac, ZERO_MAC } from "../../address/mac.ts";
import type { Config } from "../../model/config.ts";
import { IFF, isTold, type Link } from "../../model/link.ts";
import { groupsAskedByOthers, heardMacs, isHandedDown, listenedMacs, macOfGroup6 } from "../../operation/asked-macs.ts";
import { usesPrimary } from "../../operation/bond-monitor.ts";
import { groupUsers } from "../../operation/group-users.ts";
import { type Args, matches, type Names } from "../args.ts";
import { formatHost } from "../host-names.ts";
import { ethernetAddress, isInterfaceName, takeLinkAddress } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope } from "./command.ts";
import { linksOf, type View } from "./view.ts";

const MADDRESS_USAGE = "Usage: ip maddr [ add | del ] MULTIADDR dev STRING\n       ip maddr show [ dev STRING ]\n";

export const MADDRESS_COMMANDS = ["add", "delete", "show", "lst", "list", "help"];

/** `ip maddress show [ [ dev ] NAME ]`; a name that nothing has shows nothing. */
export function parseMaddress(args: Args, _names: Names, scope: IpScope): IpCommand {
  const word = args.more ? args.take() : "show";
  if (["show", "lst", "list"].some((keyword) => matches(word, keyword))) {
    let device: string | undefined;
    while (args.more) {
      const given = args.take();
      if (given === "dev") device = args.value();
      else if (matches(given, "help")) args.refuse(255, MADDRESS_USAGE);
      else if (device !== undefined) args.garbage("dev", given);
      else device = given;
    }
    return { kind: "query", query: { kind: "groups", ...(device !== undefined && { device }) } };
  }
  if (matches(word, "add")) return parseModify(args, scope, "replace");
  if (matches(word, "delete")) return parseModify(args, scope, "delete");
  if (matches(word, "help")) args.refuse(255, MADDRESS_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip maddr help".\n`);
  return { kind: "nothing" };
}

/** multiaddr_modify: SIOCADDMULTI and SIOCDELMULTI; adding once more changes nothing. */
function parseModify(args: Args, scope: IpScope, verb: "replace" | "delete"): IpCommand {
  let device: string | undefined;
  let octets: readonly number[] | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "dev") {
      const given = args.value();
      if (device !== undefined) args.duplicate("dev", given);
      else if (!args.refusal && !isInterfaceName(given)) args.invalid('"dev" not a valid ifname', given);
      device = given;
      continue;
    }
    const given = matches(word, "address") ? args.value() : word;
    if (matches(given, "help")) args.refuse(255, MADDRESS_USAGE);
    if (octets) args.duplicate("address", given);
    args.back();
    octets = takeLinkAddress(args);
    if (octets.length !== 6) args.refuse(1, `Error: Invalid address length ${octets.length} - must be 6 bytes\n`);
  }
  if (device === undefined) args.refuse(255, 'Not enough information: "dev" is required.\n');
  // Without one it is that of zeros.
  const mac = octets ? ethernetAddress(octets) : ZERO_MAC;
  if (args.refusal || device === undefined || mac === undefined) return { kind: "nothing" };
  return {
    kind: "apply",
    operation: { kind: "fdbChange", netns: scope.netns, verb, device, mac, target: "list", state: "permanent" },
    ioctl: "ioctl",
  };
}

interface Listened {
  readonly layer: "link" | "inet" | "inet6";
  readonly address: string;
  /** How many ask for it. */
  readonly users: number;
  /** Somebody asked for it by itself. */
  readonly fixed?: boolean;
}

/** Slaves that hear what their bond does: the active one, or all (bond_set_rx_mode). */
function slavesTold({ kind, flags }: Link): number {
  if (kind.type !== "bond" || !(flags & IFF.UP)) return 0;
  if (!usesPrimary(kind)) return kind.slaves.length;
  return kind.active === undefined ? 0 : 1;
}

/**
 * ip_ipgre_mc_map, ipv6_ipgre_mc_map: groups of a GRE tunnel are asked for at its other end, all of them, or else by their own
 * octets, which those of IPv6 have too many of. Groups of IPv6 that stay on the node are asked for nowhere.
 */
function greGroups(link: Link): Listened[] {
  if (link.kind.type !== "gre") return [];
  const { remote } = link.kind;
  const layer = "link" as const;
  if (remote === undefined || remote === 0)
    return link.groups4.map((group): Listened => ({ layer, address: octetsOf(group as Ipv4), users: 1 }));
  const six = link.groups6Heard === "left" ? [] : link.groups6.filter((group) => !group.startsWith("ff01:"));
  const users = link.groups4.length + six.length;
  return users === 0 ? [] : [{ layer, address: octetsOf(remote as Ipv4), users }];
}

function octetsOf(address: Ipv4): string {
  return [24, 16, 8, 0].map((shift) => ((address >>> shift) & 255).toString(16).padStart(2, "0")).join(":");
}

/** What a link listens to, layer by layer, in the order the kernel lists it. */
export function listenedBy(config: Config, link: Link): Listened[] {
  const mapped = [...link.groups4.map((group) => groupMac4(group as Ipv4)), ...link.groups6.map(macOfGroup6)];
  const own = listenedMacs(link);
  const others = groupsAskedByOthers(config.links, link);
  // __hw_addr_sync_one: what is handed down is held once more for that.
  const toSlaves = slavesTold(link);
  const macs = heardMacs(config.links, link).groups.map((mac): Listened => {
    const times = (macs: readonly (Mac | undefined)[]) => macs.filter((other) => other === mac).length;
    const fixed = isTold(link, "groups", mac);
    const handed = toSlaves + (isHandedDown(link, mac) ? 1 : 0);
    const mine = own.includes(mac) ? Math.max(1, times(mapped) + (fixed ? 1 : 0)) : 0;
    return { layer: "link", address: mac, users: mine + times(others) + handed, fixed };
  });
  return [
    ...macs,
    ...greGroups(link),
    ...link.groups4.map((group): Listened => {
      return { layer: "inet", address: formatHost(group as Ipv4), users: groupUsers(link, group) };
    }),
    ...link.groups6.map((group): Listened => {
      return { layer: "inet6", address: formatHost(group as Ipv6), users: groupUsers(link, group) };
    }),
  ];
}

export function printGroups(out: Output, view: View, device: string | undefined, options: IpOptions): void {
  const layer = options.family;
  for (const link of linksOf(view)) {
    if (device !== undefined && link.name !== device) continue;
    const shown = listenedBy(view.config, link).filter((each) => layer === undefined || each.layer === layer);
    if (shown.length === 0) continue;
    const head = `${link.ifindex}:\t${link.name}`;
    out.openObject().json("ifindex", link.ifindex).json("ifname", link.name);
    if (!options.oneline) out.text(`${head}\n`);
    out.openList("maddr");
    for (const { layer: own, address, users, fixed } of shown) {
      out.openObject();
      if (options.oneline) out.text(`${head}\\`);
      if (own === "link") out.text("\tlink  ").coloured("mac", "link", address, address);
      else
        out.field("family", own, own === "inet" ? "\tinet  " : "\tinet6 ").coloured(own, "address", address, address);
      if (users !== 1) out.field("users", users, ` users ${users}`);
      if (fixed) out.field("features", "static", " static");
      out.text("\n").close();
    }
    out.close().close();
  }
}
