/** `ip neigh` (ip/ipneigh.c). */

import { ipv4Mask } from "../../address/ipv4.ts";
import { type Ipv6, ipv6Network, ipv6Words } from "../../address/ipv6.ts";
import { type Family, familyOf, type IpAddress, type Prefix } from "../../address/prefix.ts";
import type { LinkId } from "../../model/id.ts";
import { addressLength, hardwareOf, type Link } from "../../model/link.ts";
import { isValid, type Neighbor, type NeighborState } from "../../model/neighbor.ts";
import type { ProxyNeighbor } from "../../model/runtime.ts";
import type { NeighborSpec } from "../../operation/neighbor.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import { formatHost } from "../host-names.ts";
import { ethernetAddress, formatProtocol, parseProtocol, takeAddress, takeLinkAddress, takePrefix } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope, NeighborFilter } from "./command.ts";
import { takeMaster, takeVrf } from "./master.ts";
import { deviceNamed, linksOf, nameOf, type View } from "./view.ts";

const NEIGHBOR_USAGE =
  "Usage: ip neigh { add | del | change | replace } { ADDRESS [ lladdr MAC ] [ nud STATE ] | proxy ADDRESS } dev DEV\n" +
  "                [ router ] [ use ] [ managed ] [ extern_learn ] [ protocol PROTO ]\n" +
  "       ip neigh { show | flush } [ proxy ] [ to PREFIX ] [ dev DEV ] [ nud STATE ] [ vrf NAME ] [ nomaster ]\n" +
  "       ip neigh get { ADDRESS | proxy ADDRESS } dev DEV\n";

/** `nud` words with NUD_* values; some may be shortened (nud_state_a2n). */
const STATES: readonly (readonly [word: string, state: NeighborState, bit: number])[] = [
  ["permanent", "PERMANENT", 0x80],
  ["reachable", "REACHABLE", 0x02],
  ["noarp", "NOARP", 0x40],
  ["none", "NONE", 0],
  ["stale", "STALE", 0x04],
  ["incomplete", "INCOMPLETE", 0x01],
  ["delay", "DELAY", 0x08],
  ["probe", "PROBE", 0x10],
  ["failed", "FAILED", 0x20],
];

const SHORT_STATES: ReadonlySet<string> = new Set(["permanent", "reachable", "failed"]);

function parseState(word: string): NeighborState | undefined {
  const named = STATES.find(([keyword]) => (SHORT_STATES.has(keyword) ? matches(word, keyword) : word === keyword));
  if (named) return named[1];
  const bits = parseUnsigned(word, 0xff);
  return bits === undefined ? undefined : STATES.find(([, , bit]) => bit === bits)?.[1];
}

/** Of an address without octets iproute2 thinks that it was not given. */
function hasOctets(word: string, family: Family | undefined): boolean {
  return word !== "any" && word !== "all" && (word !== "default" || family !== undefined);
}

/** `to ADDRESS`: iproute2 means to look for `help` and takes the word behind it instead. */
function takeTo(args: Args, word: string): string {
  const given = word === "to" ? args.value() : word;
  return matches(given, "help") ? args.value() : given;
}

function parseModify(
  args: Args,
  names: Names,
  scope: IpScope,
  family: Family | undefined,
  verb: "add" | "change" | "replace" | "delete",
): IpCommand {
  let address: IpAddress | undefined;
  /** An address was given, with octets or without. */
  let addressed = false;
  let device: string | undefined;
  let proxy = false;
  let lladdr: string | undefined;
  const rest: { -readonly [Key in keyof NeighborSpec]?: NeighborSpec[Key] } = {};
  while (args.more) {
    const word = args.take();
    if (matches(word, "lladdr")) {
      const given = args.value();
      if (lladdr !== undefined) args.duplicate("lladdr", given);
      lladdr = given;
    } else if (word === "nud") {
      const given = args.value();
      const state = parseState(given);
      if (!state && !args.refusal) args.invalid("nud state is bad", given);
      rest.state = state ?? "PERMANENT";
    } else if (matches(word, "proxy")) {
      const given = args.value();
      if (matches(given, "help")) args.refuse(255, NEIGHBOR_USAGE);
      if (addressed) args.duplicate("address", given);
      addressed = true;
      proxy = true;
      if (hasOctets(given, family)) address = takeAddress(args, family, given);
    } else if (word === "router") rest.router = true;
    else if (matches(word, "extern_learn")) rest.externLearn = true;
    else if (word === "use") rest.use = true;
    else if (word === "managed") rest.managed = true;
    else if (word === "dev") device = args.value();
    else if (matches(word, "protocol")) {
      const given = args.value();
      const protocol = parseProtocol(given);
      if (protocol === undefined && !args.refusal) args.invalid('"protocol" value is invalid\n', given);
      rest.protocol = protocol ?? 0;
    } else {
      const given = takeTo(args, word);
      if (addressed) args.garbage("to", given);
      addressed = true;
      if (hasOctets(given, family)) address = takeAddress(args, family, given);
    }
  }
  if (args.refusal) return { kind: "nothing" };
  if (device === undefined && address !== undefined && proxy) {
    args.unmodelled("ip neigh", "proxy without dev");
    return { kind: "nothing" };
  }
  if (device === undefined || address === undefined) {
    args.refuse(255, "Device and destination are required arguments.\n");
    return { kind: "nothing" };
  }
  // Looked at when everything else has been read.
  const octets = lladdr === undefined || lladdr === "null" ? undefined : takeLinkAddress(args, lladdr);
  // NDA_LLADDR: more than the device's addresses have is as good.
  const mac = octets && ethernetAddress(octets.slice(0, 6));
  if (mac) rest.mac = mac;
  if (!args.refusal) names.askForAll?.();
  if (!names.device(device)) args.noDevice(device);
  const link = names.link?.(device);
  const needed = link ? addressLength(link) : 6;
  if (octets && verb !== "delete") {
    if (!mac || octets.length < needed) args.refuse(2, "Error: Invalid link address.\n");
    else if (needed > 6) args.unmodelled("ip neigh", "lladdr of a tunnel");
  }
  const neighbor: NeighborSpec = { device, address, ...rest, ...(proxy && { proxy }) };
  if (verb === "delete") return { kind: "apply", operation: { kind: "neighborDelete", netns: scope.netns, neighbor } };
  return { kind: "apply", operation: { kind: "neighborAdd", netns: scope.netns, mode: verb, neighbor } };
}

function takeFilter(args: Args, names: Names, family: Family | undefined): NeighborFilter {
  const filter: { -readonly [Key in keyof NeighborFilter]: NeighborFilter[Key] } = { proxy: false, unused: false };
  let wanted = family;
  while (args.more) {
    const word = args.take();
    if (word === "dev") {
      const device = args.value();
      if (filter.device !== undefined) args.duplicate("dev", device);
      filter.device = device;
    } else if (word === "master") filter.master = takeMaster(args, names);
    else if (word === "vrf") filter.master = takeVrf(args, names);
    else if (word === "nomaster") filter.nomaster = true;
    else if (word === "unused") filter.unused = true;
    else if (word === "nud") {
      const given = args.value();
      const state = parseState(given);
      if (given === "all") filter.states = STATES.map(([, each]) => each);
      else if (state) filter.states = [...(filter.states ?? []), state];
      else if (!args.refusal) args.invalid("nud state is bad", given);
    } else if (word === "proxy") filter.proxy = true;
    else if (matches(word, "protocol")) {
      const given = args.value();
      const protocol = parseProtocol(given);
      if (protocol !== undefined) filter.protocol = protocol;
      else if (given !== "all" && !args.refusal) args.invalid('invalid "protocol"\n', given);
    } else {
      const given = word === "to" ? args.value() : word;
      if (matches(given, "help")) args.refuse(255, NEIGHBOR_USAGE);
      const to = takePrefix(args, wanted, given);
      if (to.any) continue;
      filter.to = to.prefix;
      wanted ??= familyOf(to.prefix.address);
    }
  }
  if (!args.refusal) names.askForAll?.();
  if (filter.device !== undefined && !args.refusal && !names.device(filter.device)) args.noDevice(filter.device);
  return filter;
}

function parseGet(args: Args, names: Names, family: Family | undefined): IpCommand {
  let address: IpAddress | undefined;
  let addressed = false;
  let device: string | undefined;
  let proxy = false;
  while (args.more) {
    const word = args.take();
    if (word === "dev") device = args.value();
    else if (matches(word, "proxy")) {
      const given = args.value();
      if (matches(given, "help")) args.refuse(255, NEIGHBOR_USAGE);
      if (addressed) args.duplicate("address", given);
      addressed = true;
      proxy = true;
      if (hasOctets(given, family)) address = takeAddress(args, family, given);
    } else {
      const given = word === "to" ? args.value() : word;
      if (matches(given, "help")) args.refuse(255, NEIGHBOR_USAGE);
      if (addressed) args.garbage("to", given);
      addressed = true;
      if (hasOctets(given, family)) address = takeAddress(args, family, given);
    }
  }
  if (args.refusal) return { kind: "nothing" };
  // One of no device in particular may be asked for; nobody has one, as none can be added (parseNeighborChange).
  if (device === undefined && address !== undefined && proxy)
    args.refuse(2, "Error: Proxy neighbour entry not found.\n");
  if (device === undefined || address === undefined) {
    args.refuse(1, "Device and address are required arguments.\n");
    return { kind: "nothing" };
  }
  if (!names.device(device)) args.noDevice(device);
  return { kind: "query", query: { kind: "neighborGet", address, device, proxy } };
}

export const NEIGHBOR_COMMANDS = ["add", "change", "replace", "delete", "get", "show", "lst", "list", "flush", "help"];

export function parseNeighbor(args: Args, names: Names, scope: IpScope): IpCommand {
  const family = scope.options.family === "link" ? undefined : scope.options.family;
  const wanted = (): NeighborFilter => ({
    ...takeFilter(args, names, family),
    ...(scope.options.family === "link" && { nobody: true }),
  });
  const show = (): IpCommand => ({ kind: "query", query: { kind: "neighbors", filter: wanted() } });
  if (!args.more) return show();
  const word = args.take();
  if (matches(word, "add")) return parseModify(args, names, scope, family, "add");
  if (matches(word, "change") || word === "chg") return parseModify(args, names, scope, family, "change");
  if (matches(word, "replace")) return parseModify(args, names, scope, family, "replace");
  if (matches(word, "delete")) return parseModify(args, names, scope, family, "delete");
  if (matches(word, "get")) return parseGet(args, names, family);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) return show();
  if (matches(word, "flush")) {
    if (!args.more) {
      args.refuse(1, "Flush requires arguments.\n");
      return { kind: "nothing" };
    }
    return { kind: "flush", flush: { kind: "neighbors", filter: wanted() } };
  }
  if (matches(word, "help")) args.refuse(255, NEIGHBOR_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip neigh help".\n`);
  return { kind: "nothing" };
}

function within(address: IpAddress, prefix: Prefix): boolean {
  if (typeof address === "number")
    return typeof prefix.address === "number" && ((address ^ prefix.address) & ipv4Mask(prefix.length)) === 0;
  if (typeof prefix.address === "number") return false;
  return ipv6Network(address, prefix.length) === ipv6Network(prefix.address as Ipv6, prefix.length);
}

/** Its timer holds an entry that is in one of these states. */
function hasTimer({ state, probes }: Neighbor): boolean {
  return state === "REACHABLE" || state === "DELAY" || state === "PROBE" || (state === "INCOMPLETE" && probes > 0);
}

function isWanted(state: NeighborState, filter: NeighborFilter, flushing: boolean): boolean {
  if (filter.states) return filter.states.includes(state);
  return state !== "NOARP" && (flushing || state !== "NONE");
}

/** An address that is answered for, and by which device. */
interface Proxy {
  readonly address: IpAddress;
  readonly link: LinkId;
  readonly entry: ProxyNeighbor;
}

/** pneigh_hash: the chain of a proxy's address among sixteen. */
function proxyChain(address: IpAddress): number {
  const words = typeof address === "string" ? ipv6Words(address) : [address >>> 16, address & 0xffff];
  const [high = 0, low = 0] = words.slice(-2);
  const swap = (word: number) => ((word & 0xff) << 8) | (word >>> 8);
  let hash = ((swap(low) << 16) | swap(high)) >>> 0;
  hash ^= hash >>> 16;
  hash ^= hash >>> 8;
  hash ^= hash >>> 4;
  return hash & 15;
}

/** Chain by chain, the newest of each first. */
export function selectProxies(view: View, filter: NeighborFilter, family: Family | undefined): Proxy[] {
  if (!filter.proxy || filter.nobody) return [];
  const only = filter.device === undefined ? undefined : deviceNamed(view, filter.device)?.id;
  const all = linksOf(view).flatMap((link) =>
    [...(view.runtime.proxies.get(link.id) ?? [])].map(
      ([address, entry]): Proxy => ({ address, link: link.id, entry }),
    ),
  );
  const rank = ({ address }: Proxy) => (typeof address === "number" ? 0 : 16) + proxyChain(address);
  return all
    .reverse()
    .filter(
      ({ address, link, entry }) =>
        (only === undefined || link === only) &&
        (family === undefined || familyOf(address) === family) &&
        (filter.protocol === undefined || entry.protocol === filter.protocol) &&
        (!filter.to || within(address, filter.to)),
    )
    .toSorted((a, b) => rank(a) - rank(b));
}

export function printProxy(
  out: Output,
  view: View,
  { address, link, entry }: Proxy,
  options: IpOptions,
  filter: Pick<NeighborFilter, "device">,
): void {
  const device = filter.device === undefined ? nameOf(view, link) : undefined;
  out.openObject();
  if (options.brief) {
    printBriefNeighbor(out, address, device, undefined);
    out.close();
    return;
  }
  const text = formatHost(address);
  out.coloured(familyOf(address), "dst", text, `${text} `);
  if (device !== undefined) out.text("dev ").coloured("ifname", "dev", device, `${device} `);
  if (entry.router) out.field("router", null, "router ");
  out.field("proxy", null, "proxy ");
  if (entry.externLearned) out.field("extern_learn", null, "extern_learn ");
  if (entry.protocol !== 0)
    out.field("protocol", formatProtocol(entry.protocol), `proto ${formatProtocol(entry.protocol)} `);
  out.text("\n").close();
}

/**
 * The entries that a listing shows. Without `nud` those that nobody resolves by asking (NOARP) and empty ones are left
 * out; a flush also spares permanent ones.
 */
export function selectNeighbors(
  view: View,
  filter: NeighborFilter,
  family: Family | undefined,
  flushing = false,
): Neighbor[] {
  if (filter.proxy || filter.nobody) return [];
  const { protocol } = filter;
  const only = filter.device === undefined ? undefined : deviceNamed(view, filter.device)?.id;
  const master = filter.master === undefined ? undefined : deviceNamed(view, filter.master)?.id;
  const found: Neighbor[] = [];
  for (const link of linksOf(view)) {
    if (only !== undefined && link.id !== only) continue;
    if (master !== undefined && link.master !== master) continue;
    if (filter.nomaster && link.master !== undefined) continue;
    for (const neighbor of view.runtime.neighbors.get(link.id)?.values() ?? []) {
      if (family !== undefined && familyOf(neighbor.address) !== family) continue;
      if (filter.to && !within(neighbor.address, filter.to)) continue;
      if (protocol !== undefined && neighbor.protocol !== protocol) continue;
      if (filter.unused && hasTimer(neighbor)) continue;
      // What somebody else keeps is shown whatever state was asked for.
      if (!neighbor.externLearn && !isWanted(neighbor.state, filter, flushing)) continue;
      if (flushing && !filter.states && neighbor.state === "PERMANENT" && !neighbor.externLearn) continue;
      found.push(neighbor);
    }
  }
  // A dump goes family by family.
  const rank = (neighbor: Neighbor): number => (familyOf(neighbor.address) === "inet" ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * What is shown as a neighbor's address of hardware. Where links have none (tun), ll_addr_n2a shows an octet all the same: the first of the
 * attribute behind the empty one, which is the length of NDA_PROBES.
 */
function shownAddress(link: Link | undefined, { mac, state }: Neighbor): string | undefined {
  if (!isValid(state)) return undefined;
  return link && hardwareOf(link) === "none" ? "08" : mac;
}

/** `-br`: who, where and the address, in columns (print_neigh_brief). */
export function printBriefNeighbor(
  out: Output,
  who: IpAddress | undefined,
  device: string | undefined,
  mac: string | undefined,
): void {
  if (who !== undefined) {
    const text = formatHost(who);
    out.coloured(familyOf(who), "dst", text, `${text.padEnd(39)} `);
  }
  if (device !== undefined) out.coloured("ifname", "dev", device, `${device.padEnd(16)} `);
  if (mac !== undefined) out.coloured("mac", "lladdr", mac, mac);
  out.text("\n");
}

/** One line. `filter` hides the device that was asked for; `holds`: by how many the kernel holds it while it tells of it. */
export function printNeighbor(
  out: Output,
  view: View,
  neighbor: Neighbor,
  options: IpOptions,
  filter: Pick<NeighborFilter, "device">,
  holds = 0,
): void {
  const device = filter.device === undefined ? nameOf(view, neighbor.link) : undefined;
  const mac = shownAddress(view.config.links[neighbor.link], neighbor);
  out.openObject();
  if (options.brief) {
    printBriefNeighbor(out, neighbor.address, device, mac);
    out.close();
    return;
  }
  const address = formatHost(neighbor.address);
  out.coloured(familyOf(neighbor.address), "dst", address, `${address} `);
  if (device !== undefined) out.text("dev ").coloured("ifname", "dev", device, `${device} `);
  if (mac !== undefined) out.text("lladdr ").coloured("mac", "lladdr", mac, `${mac} `);
  if (neighbor.router) out.field("router", null, "router ");
  if (neighbor.managed) out.field("managed", null, "managed ");
  if (neighbor.externLearn) out.field("extern_learn", null, "extern_learn ");
  if (options.statistics > 0) {
    const age = (micros: number): number => Math.floor((view.runtime.nowMicros - micros) / 1_000_000);
    const used = age(neighbor.usedMicros);
    const confirmed = age(neighbor.confirmedMicros);
    const updated = age(neighbor.updatedMicros);
    // The table's own hold is not counted (rtnl: ndm_refcnt); a timer that runs is another.
    const references = holds + (hasTimer(neighbor) ? 1 : 0);
    if (references > 0) out.json("refcnt", references).text(` ref ${references}`);
    out.json("used", used).json("confirmed", confirmed).json("updated", updated);
    out.text(` used ${used}/${confirmed}/${updated}`);
    out.field("probes", neighbor.probes, `probes ${neighbor.probes} `);
  }
  if (neighbor.state !== "NONE") {
    out.openList("state");
    out.json(undefined, neighbor.state).text(`${neighbor.state} `).close();
  }
  if (neighbor.protocol !== 0)
    out.field("protocol", formatProtocol(neighbor.protocol), `proto ${formatProtocol(neighbor.protocol)} `);
  out.text("\n").close();
}
