/** Where ping sends to: the address of a name, the device and the source, and what is wrong with them (ping4_run, ping6_run). */
import { IPV4_LOOPBACK, type Ipv4 } from "../../../core/address/ipv4.ts";
import { IPV6_ANY, IPV6_LOOPBACK, type Ipv6, isIpv6LinkLocal } from "../../../core/address/ipv6.ts";
import { type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import { lookupRoute } from "../../../core/datapath/fib.ts";
import { strerror } from "../../../core/errors.ts";
import { type Link, l3MasterOf } from "../../../core/model/link.ts";
import { PROTO } from "../../../core/model/route.ts";
import { LONGEST_NAME } from "../../../core/operation/link.ts";
import type { ExitStatus, FileSystem } from "../../../core/process.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { ProcessContext } from "../../program.ts";
import type { PingOptions } from "./ping-options.ts";
import { BRIEF_USAGE } from "./ping-text.ts";
import { isLinkScope, isOfDevice, type Resolved, resolve, whyUnknownIdn } from "./resolve.ts";

/** More than these fit in no option of IPv4. */
const MAX_HOSTS = 10;
/** More than these fit in no timestamp option. */
const MAX_STAMPED = 4;
const PRESPECIFIED = 3;

/** Whom ping asks, by which device, and what it calls itself. */
export interface Target {
  readonly to: Resolved;
  readonly device: string | undefined;
  readonly source: IpAddress;
  /** The user chose where packets come from, and the first line says so. */
  readonly bound: boolean;
  /** The socket is bound to the address: a device alone leaves it to the kernel, whose rules then see no source. */
  readonly strict: boolean;
  /** The device that was asked for does not have the source that was found. */
  readonly elsewhere?: string;
  /** Bound to an address that nobody answers to: a group, or everybody's. */
  readonly unanswered?: boolean;
  /** The user named the address, and nobody was asked whether it is everybody's. */
  readonly given?: boolean;
}

/** What ping uses of its process. */
export interface PingContext extends Pick<ProcessContext, "argv" | "stdout" | "stderr" | "self"> {
  readonly files: Pick<FileSystem, "readFile">;
  readonly kernel: Pick<
    Kernel,
    | "boundTo"
    | "credentials"
    | "netns"
    | "datagram"
    | "datapath"
    | "nowMicros"
    | "random"
    | "wallMicros"
    | "config"
    | "sleep"
  >;
}

/**
 * Several hosts: packets are to go by way of the first ones, or these are who is to write down the time. The family is that of the last, which has to be IPv4, and so
 * have all; the first has to be reachable.
 */
export async function byStops(
  context: PingContext,
  name: string,
  hosts: readonly string[],
  options: PingOptions,
): Promise<ExitStatus | readonly Ipv4[]> {
  const stop = async (text: string): Promise<ExitStatus> => {
    await context.stderr.write(text);
    return 2;
  };
  const refused = (text: string): string | undefined => {
    const candidates = resolve(context, text);
    if (candidates.length === 0) return `${text}: ${whyUnknownIdn(context.files, text)}`;
    return candidates.some(({ address }) => typeof address === "number")
      ? undefined
      : `${text}: Address family for hostname not supported`;
  };
  const target = hosts.at(-1) ?? "";
  const candidates = resolve(context, target);
  if (candidates.length === 0) return stop(`${name}: ${target}: ${whyUnknownIdn(context.files, target)}\n`);
  const inet6 = options.family === "inet6" || candidates.every(({ address }) => typeof address !== "number");
  const most = options.stamps === PRESPECIFIED ? MAX_STAMPED + 1 : MAX_HOSTS;
  const refusedHere = options.recordRoute || (options.stamps !== undefined && options.stamps !== PRESPECIFIED);
  if (inet6 || refusedHere || hosts.length > most) return stop(BRIEF_USAGE);
  for (const host of hosts) {
    const problem = refused(host);
    if (problem !== undefined) return stop(`${name}: ${problem}\n`);
  }
  if (options.stamps === PRESPECIFIED)
    return hosts.slice(0, -1).flatMap((host) => {
      const four = resolve(context, host).find(({ address }) => typeof address === "number");
      return four ? [four.address as Ipv4] : [];
    });
  const first = locate(context, hosts[0] ?? target, { ...options, family: "inet" });
  return stop(`${name}: ${typeof first === "string" ? first : "record route: Operation not permitted"}\n`);
}

/** Finds the address, the device and the source; or says what is wrong. */
export function locate(context: PingContext, text: string, options: PingOptions): Target | string {
  const { kernel } = context;
  const { datapath } = kernel;
  const candidates = resolve(context, text);
  if (candidates.length === 0) {
    return `${text}: ${whyUnknownIdn(context.files, text)}`;
  }
  const family = (to: Resolved) => (typeof to.address === "number" ? "inet" : "inet6");
  const fitting = candidates.filter((to) => options.family === undefined || family(to) === options.family);
  if (fitting.length === 0) return `${text}: Address family for hostname not supported`;
  // getaddrinfo(3) asks for a way only where there is a choice.
  const reachable =
    fitting.length === 1
      ? undefined
      : fitting.find((to) => datapath.sourceFor(kernel.netns, reached(to), socketOptions(options, undefined)).ok);
  const first = reachable ?? (fitting[0] as Resolved);
  // This host itself is whoever would be asked from.
  const mine = first.address === 0 && options.device !== undefined ? own(context, options.device) : undefined;
  const to: Resolved = first.address === 0 ? { ...first, address: mine ?? IPV4_LOOPBACK } : first;
  const asDevice = (name: string) => linkByName(context, name);
  let device: string | undefined;
  let source: IpAddress | undefined;
  if (to.zone !== undefined) {
    const named = !/^\d+$/.test(to.zone);
    if (!asDevice(to.zone) || (named && !isOfDevice(to.address as Ipv6))) return `${text}: Name or service not known`;
    device = to.zone;
  }
  const inet = family(to) === "inet";
  if (options.device === "" && inet) {
    // SO_BINDTODEVICE of no name binds to nothing.
    const rest = locate(context, text, { ...options, device: undefined });
    return typeof rest === "string" ? rest : { ...rest, bound: true, elsewhere: "" };
  }
  if (options.device !== undefined) {
    // SO_BINDTODEVICE reads 15 letters of it.
    if (!asDevice(inet ? options.device.slice(0, LONGEST_NAME) : options.device))
      return inet && !isMulticast(to.address)
        ? `SO_BINDTODEVICE ${options.device}: No such device`
        : `unknown iface: ${options.device}`;
    device = options.device;
  }
  const given = inet ? options.source4 : options.source6;
  if (given !== undefined) {
    source = parseIp(given);
    // Any address is one that the kernel chooses.
    if (source === 0 || source === IPV6_ANY) source = undefined;
    if (typeof source === "number" && isGroupSource(context, source))
      return { to, device, source, bound: true, strict: true, unanswered: true };
    if (typeof source === "string" && isIpv6LinkLocal(source) && options.device === undefined)
      return `bind icmp socket: ${strerror("EINVAL")}`;
    if (source !== undefined && !owns(context, source, device) && !bindsAnything(context, source))
      return `${inet ? "bind" : "bind icmp socket"}: Cannot assign requested address`;
    // Who says where packets come from is not asked to connect first.
    if (source !== undefined) return { to, device, source, bound: true, strict: true, given: true };
  }
  // ping6_run leaves the family out of what it connects to where the scope is a link: that tells no source.
  if (typeof to.address === "string" && isLinkScope(to.address) && source === undefined)
    return options.device === undefined
      ? { to, device, source: IPV6_ANY, bound: false, strict: false }
      : { to, device, source: IPV6_ANY, bound: true, strict: false, elsewhere: options.device };
  // ping6_run connects a socket that has no class of traffic yet.
  const asking = socketOptions(options, device);
  const connecting = typeof to.address === "number" ? asking : { ...asking, tos: 0 };
  const chosen = datapath.sourceFor(kernel.netns, reached(to), connecting);
  if (!chosen.ok) {
    // EACCES is taken for a broadcast address, whatever it comes from; who is told to go on meets it again.
    if (chosen.error === "EACCES" && family(to) === "inet" && !options.broadcast)
      return "Do you want to ping broadcast? Then -b. If not, check your local firewall rules";
    return `connect: ${strerror(chosen.error)}`;
  }
  const strict = options.strictSource || given !== undefined;
  const bound = strict || options.device !== undefined;
  const from = source ?? chosen.value;
  if (options.device === undefined || ownedBy(asDevice(options.device), options.device, from))
    return { to, device, source: from, bound, strict };
  return { to, device, source: from, bound, strict, elsewhere: options.device };
}

/** ip6_datagram_connect: who names no address means himself. */
export function reached({ address }: Resolved): IpAddress {
  return address === IPV6_ANY ? IPV6_LOOPBACK : address;
}

/** Does the device have the address? */
/** getifaddrs(3) calls an address of IPv4 by its label, one of IPv6 by the device's own name. */
function ownedBy(link: Link | undefined, name: string, address: IpAddress): boolean {
  if (!link) return false;
  return typeof address === "number"
    ? link.inet.some(({ local, label }) => local === address && label === name)
    : link.name === name && link.inet6.some(({ local }) => local === address);
}

/** What routes are looked up by besides addresses. */
export function socketOptions({ tos, mark }: PingOptions, device: string | undefined) {
  return { tos, mark, ...(device === undefined ? {} : { device }) };
}

/** inet_addr_type: a raw socket may be bound to a group or a broadcast address, and then sends from the device's own. */
function isGroupSource(context: PingContext, address: Ipv4): boolean {
  return isMulticast(address) || isBroadcast(context, address, undefined);
}

/** The address that a device gives to what has none. */
function own(context: PingContext, device: string): Ipv4 | undefined {
  return linkByName(context, device)?.inet[0]?.local;
}

export function isMulticast(address: IpAddress): boolean {
  return typeof address === "number" && address >>> 28 === 0xe;
}

export function linkByName(context: PingContext, name: string): Link | undefined {
  const config = context.kernel.config();
  const id = config.netns[context.kernel.netns]?.names.get(name);
  return id === undefined ? undefined : config.links[id];
}

/** inet_addr_type_table: is the address one of this host's, or of the VRF that the socket is bound to? */
function owns(context: PingContext, address: IpAddress, device: string | undefined): boolean {
  const config = context.kernel.config();
  const name = device ?? context.kernel.boundTo;
  const bound = name === undefined ? undefined : linkByName(context, name);
  const oif = bound && l3MasterOf(config.links, bound)?.id;
  const found = lookupRoute(config, context.kernel.netns, { destination: address, oif });
  // Of IPv6 nobody has an address because a route says so (ipv6_chk_addr).
  return (
    found.kind === "route" &&
    found.route.type === "local" &&
    (typeof address === "number" || found.route.protocol === PROTO.kernel)
  );
}

/** ip_nonlocal_bind. */
function bindsAnything({ kernel }: PingContext, address: IpAddress): boolean {
  return kernel.datapath.bindError(kernel.netns, undefined, address, "datagram") === undefined;
}

export function isBroadcast(context: PingContext, address: Ipv4, device: string | undefined): boolean {
  if (address === 0xffffffff) return true;
  const oif = device === undefined ? undefined : linkByName(context, device)?.id;
  const found = lookupRoute(context.kernel.config(), context.kernel.netns, { destination: address, oif });
  return found.kind === "route" && found.route.type === "broadcast";
}
