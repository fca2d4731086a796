/** `bridge mdb` (bridge/mdb.c): which groups are wanted where. */

import { parseMac } from "../../address/mac.ts";
import { formatIp, parseIp } from "../../address/prefix.ts";
import type { LinkId } from "../../model/id.ts";
import type { Link } from "../../model/link.ts";
import { isLinkLayerGroup, type MdbGroup } from "../../model/mdb.ts";
import type { Told } from "../../model/notification.ts";
import type { MdbChange } from "../../operation/bridge.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { Args, matches, type Names, shortOf } from "../args.ts";
import { deviceNamed, linksOf, type View } from "../ip/view.ts";
import { ethernetAddress, takeLinkAddress } from "../names.ts";
import type { Output } from "../output.ts";
import { takeDeviceAndVid } from "./device-filter.ts";
import type { BridgeRequest } from "./request.ts";

const MDB_USAGE =
  "Usage: bridge mdb { add | del } dev DEV port PORT grp GROUP [src SOURCE] [permanent | temp] [vid VID]\n" +
  "       bridge mdb {show} [ dev DEV ] [ vid VID ]\n";

/** `bridge mdb add|del`: words it does not know are passed over. */
function parseMdbChange(args: Args, names: Names, netns: NetnsRef, verb: MdbChange["verb"]): MdbChange | undefined {
  const given: { dev?: string; port?: string; grp?: string; src?: string } = {};
  let permanent = false;
  let vlan = 0;
  while (args.more) {
    const word = args.take();
    if (word === "dev" || word === "port" || word === "grp" || word === "src") given[word] = args.value();
    else if (word === "permanent") permanent = true;
    else if (word === "temp") permanent = false;
    else if (word === "vid") vlan = shortOf(args.value());
    else if (matches(word, "help")) args.refuse(255, MDB_USAGE);
  }
  if (args.refusal) return undefined;
  const { dev, port, grp, src } = given;
  if (dev === undefined || port === undefined || grp === undefined) {
    args.refuse(255, "Device, group address and port name are required arguments.\n");
    return undefined;
  }
  if (!names.device(dev)) args.refuse(255, `Cannot find device "${dev}"\n`);
  else if (!names.device(port)) args.refuse(255, `Cannot find device "${port}"\n`);
  let group = canonical(grp);
  if (group === undefined) {
    // It may be that of the link layer (ll_addr_a2n), which has words of its own for what it cannot read, and cuts as it reads.
    const asLinkAddress = new Args([grp]);
    group = ethernetAddress(takeLinkAddress(asLinkAddress));
    if (group === undefined)
      args.refuse(255, `${asLinkAddress.refusal?.stderr ?? ""}Invalid address "${grp.replace(/:.*/, "")}"\n`);
  }
  const source = src === undefined ? undefined : parseIp(src);
  if (src !== undefined && source === undefined) args.refuse(255, `Invalid source address "${src}"\n`);
  if (args.refusal || group === undefined) return undefined;
  return {
    kind: "mdbChange",
    netns,
    verb,
    bridge: dev,
    port,
    group,
    ...(source !== undefined && { source: formatIp(source) }),
    permanent,
    ...(vlan !== 0 && { vlan: vlan & 0xffff }),
  };
}

function canonical(group: string): string | undefined {
  const address = parseIp(group);
  return address === undefined ? parseMac(group) : formatIp(address);
}

/** The command line of a change, from the verb on. */
export function mdbChangeWords(op: MdbChange): readonly string[] {
  return [
    op.verb === "delete" ? "del" : "add",
    "dev",
    op.bridge,
    "port",
    op.port,
    "grp",
    op.group,
    ...(op.source === undefined ? [] : ["src", op.source]),
    ...(op.permanent ? ["permanent"] : []),
    ...(op.vlan === undefined ? [] : ["vid", String(op.vlan)]),
  ];
}

interface MdbStyle {
  readonly details: boolean;
  readonly statistics: boolean;
}

/** `bridge mdb show`: groups bridge by bridge, the newest first, then with `-d` the ports that lead to routers. */
function showMdb(args: Args, names: Names, look: () => View, out: Output, style: MdbStyle): void {
  const { device, vid } = takeDeviceAndVid(args, names);
  if (args.refusal) return;
  const view = look();
  const only = device === undefined ? undefined : deviceNamed(view, device)?.id;
  const bridges = linksOf(view).filter(({ id, kind }) => kind.type === "bridge" && (only === undefined || id === only));
  out.openObject().openList("mdb");
  for (const bridge of bridges)
    for (const group of [...(view.runtime.mdb.get(bridge.id)?.values() ?? [])].reverse())
      if (vid === 0 || group.vlan === vid) printGroup(out, view, bridge, group, style);
  out.close().openObject("router");
  if (style.details) for (const bridge of bridges) printRouters(out, view, bridge, style);
  out.close().close();
}

function printGroup(out: Output, view: View, bridge: Link, group: MdbGroup, style: MdbStyle): void {
  const { nowMicros } = view.runtime;
  const { hostMicros } = group;
  if (hostMicros !== undefined && hostMicros > nowMicros) {
    const member = { permanent: isLinkLayerGroup(group.group), expires: hostMicros, host: true };
    printMember(out, view, bridge, group, bridge.id, member, style);
  }
  for (const { port, permanent, told, expiresMicros } of group.ports)
    if (permanent || (expiresMicros ?? 0) > nowMicros)
      printMember(out, view, bridge, group, port, { permanent, expires: expiresMicros, told, host: false }, style);
}

/** One member of a group as a message tells of it. */
export function printGroupMember(
  out: Output,
  view: View,
  told: Extract<Told, { noun: "mdb" }>,
  details: boolean,
): void {
  const bridge = view.config.links[told.bridge];
  if (!bridge) return;
  const group = { group: told.group, source: told.source, vlan: told.vlan, hostMicros: undefined, ports: [] };
  const member = {
    permanent: told.permanent,
    expires: undefined,
    told: told.told,
    host: told.port === told.bridge,
  };
  printMember(out, view, bridge, group, told.port, member, { details, statistics: false });
}

interface Member {
  readonly permanent: boolean;
  /** Undefined or infinite where no timer runs. */
  readonly expires: number | undefined;
  readonly told?: boolean;
  readonly host: boolean;
}

function printMember(
  out: Output,
  view: View,
  bridge: Link,
  group: MdbGroup,
  port: LinkId,
  member: Member,
  style: MdbStyle,
): void {
  const name = view.config.links[port]?.name ?? "";
  out.openObject();
  out.json("index", bridge.ifindex);
  out.coloured("ifname", "dev", bridge.name, `dev ${bridge.name}`);
  out.field("port", name, ` port ${name}`);
  const family = isLinkLayerGroup(group.group) ? undefined : group.group.includes(":") ? "inet6" : "inet";
  out.coloured(family, "grp", group.group, ` grp ${group.group}`);
  if (group.source !== undefined) out.coloured(family, "src", group.source, ` src ${group.source}`);
  const state = member.permanent ? "permanent" : "temp";
  out.field("state", state, ` ${state}`);
  if (style.details && !member.host) {
    // br_multicast_should_handle_mode: whether sources are looked at.
    const { kind } = bridge;
    const modes =
      kind.type === "bridge" &&
      (family === "inet" ? kind.settings.mcastIgmpVersion === 3 : kind.settings.mcastMldVersion === 2);
    if (family !== undefined && modes) {
      const mode = group.source === undefined ? "exclude" : "include";
      out.field("filter_mode", mode, ` filter_mode ${mode}`);
    }
    const protocol = member.told ? "static" : "kernel";
    out.field("protocol", protocol, ` proto ${protocol} `);
  }
  out.json("flags", []);
  if (group.vlan !== 0) out.field("vid", group.vlan, ` vid ${group.vlan}`);
  if (style.statistics) {
    const left = clock(view, member.expires);
    out.field("timer", left, ` ${left}`);
  }
  out.text("\n").close();
}

/** `%4i.%.2i`. */
function clock(view: View, micros: number | undefined): string {
  const left =
    micros === undefined || !Number.isFinite(micros)
      ? 0
      : Math.max(0, Math.floor((micros - view.runtime.nowMicros) / 10_000));
  return `${String(Math.floor(left / 100)).padStart(4)}.${String(left % 100).padStart(2, "0")}`;
}

const PERMANENT_ROUTER = 2;

/** Until when queries that came in by a port have a router behind it, in either family. */
function routerUntilMicros({ runtime }: View, port: LinkId): number {
  const known = runtime.querying.get(port);
  return Math.max(known?.inet.routerUntilMicros ?? 0, known?.inet6.routerUntilMicros ?? 0);
}

function printRouters(out: Output, view: View, bridge: Link, style: MdbStyle): void {
  const heard = ({ id }: Link) => routerUntilMicros(view, id);
  const ports = linksOf(view).filter(
    (link) => link.master === bridge.id && ((link.port?.mcastRouter ?? 0) >= 2 || heard(link) > view.runtime.nowMicros),
  );
  if (ports.length === 0) return;
  out.openList(bridge.name);
  out.text(`router ports on ${bridge.name}: `);
  for (const { id, name, port } of ports) {
    out.openObject().coloured("ifname", "port", name, `${name} `);
    if (style.statistics) {
      const permanent = port?.mcastRouter === PERMANENT_ROUTER;
      const left = clock(view, port?.mcastRouterEndsMicros ?? (permanent ? undefined : routerUntilMicros(view, id)));
      const type = permanent ? "permanent" : "temp";
      out.field("timer", left, `${left} `).field("type", type, type);
    }
    out.close();
  }
  out.text("\n").close();
}

/** `bridge mdb`: prints, refuses, or says what is to be done. */
export function runMdb({ args, host, options, netns, out }: BridgeRequest): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (matches(word, "add")) return parseMdbChange(args, host.names, netns, "add");
  if (matches(word, "delete")) return parseMdbChange(args, host.names, netns, "delete");
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list"))
    showMdb(args, host.names, host.view, out, { details: options.details, statistics: options.statistics > 0 });
  else if (matches(word, "help")) args.refuse(255, MDB_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge mdb help".\n`);
  return undefined;
}
