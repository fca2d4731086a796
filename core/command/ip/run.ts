/**
 * Runs one command of `ip` on a world: queries are answered from a view, operations handed to whoever applies them.
 * Only `ip netns` is left to the caller, because names and processes are not the model's.
 */

import type { Family } from "../../address/prefix.ts";
import { type Errno, type KernelError, kernelError, strerror } from "../../errors.ts";
import { indexIn, type Link } from "../../model/link.ts";
import { isGroup } from "../../model/nexthop.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import type { Result } from "../../result.ts";
import { begunList, Output } from "../output.ts";
import { printAddress, printAddresses, selectAddresses } from "./address-print.ts";
import { printAddressLabels } from "./addrlabel.ts";
import type { AddressFilter, IpCommand, IpFlush, IpOptions, IpQuery, NexthopFilter } from "./command.ts";
import { askedLinks, printBriefLink, printLink, selectLinks, showsLink } from "./link-print.ts";
import { printGroups } from "./maddress.ts";
import { printMplsRoute, selectMplsRoutes } from "./mpls-route.ts";
import { missingGroupTable, printGroupRules } from "./mroute.ts";
import { printNeighbor, printProxy, selectNeighbors, selectProxies } from "./neighbor.ts";
import { printNetconfs } from "./netconf.ts";
import { bucketsOf, printBucket, printNexthop, selectBuckets, selectNexthops } from "./nexthop.ts";
import { printNtables } from "./ntable.ts";
import { printCachedRoute, printRouteGet } from "./route-get.ts";
import { connectRoute } from "./route-get-connected.ts";
import { printRoute, selectRoutes, tellsWays } from "./route-print.ts";
import { printRule, selectRules } from "./rule-print.ts";
import { printStats } from "./stats.ts";
import { printTokens } from "./token.ts";
import { printTunnels } from "./tunnel.ts";
import { isAskedByName, printTunnels6 } from "./tunnel6.ts";
import { printTuntaps } from "./tuntap.ts";
import { askForAll, deviceNamed, hereOf, linkNamed, nameOf, type View } from "./view.ts";
import { printVrfs } from "./vrf.ts";

/** What a command left behind. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  /** Both in the order they were written, of a program that flushes one before it writes to the other. */
  readonly written?: readonly { readonly to: "stdout" | "stderr"; readonly text: string }[];
}

export interface IpHost {
  /** The namespace that the command works in, as it stands now. */
  view(): View;
  apply(operation: Operation): Result<unknown, KernelError>;
  readonly uid: number;
  /** For `-c=auto`. */
  readonly terminal: boolean;
}

const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

/** How iproute2 words an error of the kernel (lib/libnetlink.c). */
export function netlinkError(error: KernelError): string {
  if (error.device !== undefined) return `Cannot find device "${error.device}"\n`;
  if (error.extack !== undefined) return `Error: ${error.extack}${error.extack.endsWith(".") ? "" : "."}\n`;
  return `RTNETLINK answers: ${strerror(error.errno)}\n`;
}

function failed(error: KernelError): Outcome {
  return { stdout: "", stderr: netlinkError(error), status: error.device === undefined ? 2 : 1 };
}

function answered(errno: Errno): Outcome {
  return failed({ errno });
}

function familyOfOptions(options: IpOptions): Family | undefined {
  return options.family === "link" ? undefined : options.family;
}

/** What is left to the caller: names and processes, and what goes on. */
export type LeftToCaller = Extract<IpCommand, { kind: "netns" | "monitor" | "vrf" | "dump" }>;

/** What asks for all links first (ll_init_map); the parsers of others do it where a mistake may come after. */
const ASKING: ReadonlySet<string> = new Set(["netconf", "tunnels", "tunnels6", "vrfs"]);

function asksForAll(command: IpCommand): boolean {
  switch (command.kind) {
    case "query":
      return ASKING.has(command.query.kind);
    default:
      return command.kind === "monitor";
  }
}

/** The outcome of a command; what is not this function's comes back as it is. */
export function runIp(host: IpHost, options: IpOptions, command: IpCommand): Outcome | LeftToCaller {
  if (asksForAll(command)) askForAll(host.view());
  switch (command.kind) {
    case "nothing":
      return DONE;
    case "say":
      return { ...DONE, stdout: command.stdout };
    case "netns":
    case "monitor":
    case "vrf":
    case "dump":
      return command;
    case "apply": {
      const result = host.apply(command.operation);
      const { ioctl } = command;
      const said = (error: KernelError): Outcome =>
        ioctl === undefined ? failed(error) : { ...DONE, stderr: `${ioctl}: ${strerror(error.errno)}\n`, status: 1 };
      let outcome = result.ok ? DONE : said(result.error);
      if (!result.ok && command.failStatus !== undefined) outcome = { ...outcome, status: command.failStatus };
      return command.warning === undefined ? outcome : { ...outcome, stderr: command.warning + outcome.stderr };
    }
    case "applyAll": {
      for (const operation of command.operations) {
        const result = host.apply(operation);
        if (!result.ok) return failed(result.error);
      }
      return DONE;
    }
    case "flush":
      return flush(host, options, command.flush);
    case "query": {
      const outcome = query(host, options, command.query);
      return command.warning === undefined ? outcome : { ...outcome, stderr: command.warning + outcome.stderr };
    }
  }
}

/** What the kernel says of a number that it does not know, by the way it was asked; see `indexIn`. */
function unknownNumber(view: View, asked: IpQuery): Outcome | undefined {
  const no = (name: string | undefined) => name !== undefined && indexIn(name) > 0 && !deviceNamed(view, name);
  const said = (status: number, ...then: string[]): Outcome => ({
    ...DONE,
    stderr: `${[`RTNETLINK answers: ${strerror("ENODEV")}`, ...then].join("\n")}\n`,
    status,
  });
  switch (asked.kind) {
    case "links": {
      // It is by its name that a link is asked for.
      const { device } = asked.filter;
      if (device === undefined || linkNamed(view, device)) return undefined;
      if (indexIn(device) === 0 && !deviceNamed(view, device)) return undefined;
      return said(1, "Cannot send link get request: No such device");
    }
    case "addresses":
      return no(asked.filter.device) ? said(0, "Cannot send link request: No such device") : undefined;
    case "routes":
      return no(asked.filter.device) ? said(2, "Dump terminated") : undefined;
    case "routeGet":
      return no(asked.get.oif) || no(asked.get.iif) ? said(2) : undefined;
    case "neighborGet":
      return no(asked.device) ? failed({ errno: "ENODEV", extack: "Unknown device ifindex" }) : undefined;
    case "netconf":
    case "tokens":
      return no(asked.device) ? DONE : undefined;
    default:
      return undefined;
  }
}

function query(host: IpHost, options: IpOptions, asked: IpQuery): Outcome {
  const view = host.view();
  const unknown = unknownNumber(view, asked);
  if (unknown) return unknown;
  const colour = !options.json && (options.colour === "always" || (options.colour === "auto" && host.terminal));
  const out = new Output({ colour, oneline: options.oneline });
  const problem = print(out, view, options, asked, host.uid);
  if (problem) return problem;
  // `ip neigh get` never opens its JSON, nor does a tunnel over IPv6 that is named.
  const named = asked.kind === "tunnels6" && isAskedByName(asked.filter, options);
  const json = options.json && asked.kind !== "neighborGet" && !named;
  if (json && asked.kind.startsWith("tunnels") && !options.pretty)
    // Each ends its line, in JSON too.
    return { ...DONE, stdout: `[${out.objects.map((each) => `${JSON.stringify(each)}\n`).join(",")}]\n` };
  return { ...DONE, stdout: json ? out.asJson(options.pretty) : out.asText };
}

function print(out: Output, view: View, options: IpOptions, asked: IpQuery, uid: number): Outcome | undefined {
  const family = familyOfOptions(options);
  switch (asked.kind) {
    case "links":
      for (const link of askedLinks(view, asked.filter)) {
        out.openObject();
        if (showsLink(view, link, asked.filter) !== "all") {
          out.close();
          continue;
        }
        if (options.brief) printBriefLink(out, view, link, true);
        else {
          printLink(out, view, link, options, { asLink: true, addressLine: true, inet6Dump: false });
          out.text("\n");
        }
        out.close();
      }
      return undefined;
    case "addresses":
      printAddresses(out, view, asked.filter, options, asked.asLink);
      return undefined;
    case "routes": {
      const missing = missingTable(view, asked.filter.table, family ?? "inet");
      if (missing) return { stdout: begunList(options), stderr: `${missing}Dump terminated\n`, status: 2 };
      for (const route of selectRoutes(view, asked.filter, family))
        if (asked.filter.cached) printCachedRoute(out, view, route, options, asked.filter);
        else printRoute(out, view, route, options, asked.filter);
      // Where no family is asked for, all of them answer.
      if (asked.filter.table === 0 && family === undefined && Object.keys(asked.filter).length === 2)
        for (const route of hereOf(view).mplsRoutes ?? []) printMplsRoute(out, view, route, options, {});
      return undefined;
    }
    case "mplsRoutes": {
      const found = selectMplsRoutes(view, asked.filter);
      if (!found) return failed({ errno: "ENETUNREACH" });
      for (const route of found) printMplsRoute(out, view, route, options, asked.filter);
      return undefined;
    }
    case "routeGet": {
      const { get } = asked;
      const refused = printRouteGet(out, view, get, options, uid);
      if (refused) return failed(refused);
      return get.connected && get.source === undefined ? connectRoute(out, view, get, options, uid) : undefined;
    }
    case "neighbors":
      for (const proxy of selectProxies(view, asked.filter, family))
        printProxy(out, view, proxy, options, asked.filter);
      for (const neighbor of selectNeighbors(view, asked.filter, family))
        printNeighbor(out, view, neighbor, options, asked.filter);
      return undefined;
    case "neighborGet": {
      const link = deviceNamed(view, asked.device);
      if (asked.proxy) {
        const entry = link && view.runtime.proxies.get(link.id)?.get(asked.address);
        if (!entry) return failed({ errno: "ENOENT", extack: "Proxy neighbour entry not found" });
        printProxy(out, view, { address: asked.address, link: link.id, entry }, options, {});
        return undefined;
      }
      const neighbor = link && view.runtime.neighbors.get(link.id)?.get(asked.address);
      if (!neighbor) return failed({ errno: "ENOENT", extack: "Neighbour entry not found" });
      printNeighbor(out, view, neighbor, options, {}, 1);
      return undefined;
    }
    case "groups":
      printGroups(out, view, asked.device, options);
      return undefined;
    case "netconf":
      printNetconfs(out, view, asked.device, family);
      return undefined;
    case "ntables":
      printNtables(out, view, asked, family);
      return undefined;
    case "groupRoutes": {
      const missing = missingGroupTable(asked.table, asked.family);
      return missing === undefined
        ? undefined
        : { stdout: options.json ? out.asJson(options.pretty) : "", stderr: missing, status: 1 };
    }
    case "groupRules":
      printGroupRules(out, view, asked.family, options);
      return undefined;
    case "stats": {
      const refused = printStats(out, view, asked, options);
      return refused && { stdout: "", ...refused };
    }
    case "nexthops":
      for (const nexthop of selectNexthops(view, asked.filter, family)) {
        printNexthop(out, view, nexthop, options);
        out.text("\n");
      }
      return undefined;
    case "nexthopGet": {
      const nexthop = hereOf(view).nexthops?.get(asked.id);
      if (!nexthop) return asked.id === 0 ? failed(kernelError("EINVAL", "Invalid nexthop id")) : answered("ENOENT");
      if (asked.protocol && nexthop.protocol !== asked.protocol) return undefined;
      printNexthop(out, view, nexthop, options);
      out.text("\n");
      return undefined;
    }
    case "nexthopBuckets": {
      const { id } = asked.filter;
      const problem = id ? notResilient(view, id) : undefined;
      if (problem) {
        // rtnl_dump_error: of what is not there nothing is said.
        const said = problem.errno === "ENOENT" ? "" : netlinkError(problem);
        return { stdout: begunList(options), stderr: `${said}Dump terminated\n`, status: 2 };
      }
      for (const bucket of selectBuckets(view, asked.filter, family)) printBucket(out, bucket);
      return undefined;
    }
    case "nexthopBucketGet": {
      const problem = notResilient(view, asked.id);
      if (problem) return failed(problem);
      const group = hereOf(view).nexthops?.get(asked.id);
      const bucket = group && bucketsOf(view, group)[asked.index];
      if (!bucket) return failed({ errno: "ENOENT", extack: "Bucket index out of bounds" });
      printBucket(out, bucket);
      return undefined;
    }
    case "addressLabels":
      printAddressLabels(out, view);
      return undefined;
    case "tokens":
      printTokens(out, view, asked.device);
      return undefined;
    case "vrfs":
      printVrfs(out, view);
      return undefined;
    case "tunnels": {
      const problem = printTunnels(out, view, asked.filter, options);
      return problem === undefined ? undefined : { ...DONE, stderr: problem, status: 1 };
    }
    case "tunnels6": {
      const problem = printTunnels6(out, view, asked.filter, options);
      return problem === undefined ? undefined : { stdout: out.asText, stderr: problem, status: 1 };
    }
    case "tuntaps":
      printTuntaps(out, view, options);
      return undefined;
    case "rules":
      for (const rule of selectRules(view, asked.filter, family)) printRule(out, view, rule, options);
      return undefined;
  }
}

/** nexthop_find_group_resilient. */
function notResilient(view: View, id: number): KernelError | undefined {
  const nexthop = hereOf(view).nexthops?.get(id);
  if (!nexthop) return kernelError("ENOENT");
  if (!isGroup(nexthop)) return kernelError("EINVAL", "Not a nexthop group");
  return nexthop.resilient ? undefined : kernelError("EINVAL", "Nexthop group not of type resilient");
}

const NO_TABLE = {
  inet: "Error: ipv4: FIB table does not exist.\n",
  inet6: "Error: ipv6: FIB table does not exist.\n",
} as const;

/** Asking for a table that nobody ever made is an error of the kernel's; `main` is what it gives when none is named. */
export function missingTable(view: View, table: number, family: Family): string | undefined {
  if (table === 0 || table === 254) return undefined;
  const { tables4, tables6 } = hereOf(view);
  if (family === "inet" ? tables4?.[table] : table === 255 || tables6?.[table]) return undefined;
  return NO_TABLE[family];
}

/** `ip nexthop flush`: groups first when everything goes, and each is counted. */
function flushNexthops(host: IpHost, options: IpOptions, filter: NexthopFilter): Outcome {
  const netns = options.netns === undefined ? SELF : ({ by: "name", name: options.netns } as const);
  let flushed = 0;
  let stderr = "";
  for (const groups of filter.all ? [true, filter.groups] : [filter.groups])
    for (const { id } of selectNexthops(host.view(), { ...filter, groups }, familyOfOptions(options))) {
      const result = host.apply({ kind: "nexthopDelete", netns, id });
      if (result.ok) flushed++;
      else stderr += netlinkError(result.error);
    }
  return { stdout: flushed === 0 ? "Nothing to flush\n" : `Flushed ${flushed} nexthops\n`, stderr, status: 0 };
}

/** A flush looks at addresses alone (ipaddr_flush): what was said of their links is not asked, but for the device. */
function flushedLinks(view: View, { device }: AddressFilter): readonly Link[] {
  return selectLinks(view, device === undefined ? {} : { device });
}

/** What a flush deletes in this round. */
export function flushRound(
  view: View,
  options: IpOptions,
  flushing: Exclude<IpFlush, { kind: "nexthops" }>,
): Operation[] {
  const netns =
    options.netns === undefined ? ({ by: "self" } as const) : ({ by: "name", name: options.netns } as const);
  const family = familyOfOptions(options);
  switch (flushing.kind) {
    case "addresses":
      return flushedLinks(view, flushing.filter).flatMap((link) =>
        selectAddresses(link, flushing.filter, family).map(
          ({ address }): Operation => ({
            kind: "addressDelete",
            netns,
            address: {
              device: link.name,
              local:
                typeof address.local === "number"
                  ? { address: address.local, length: address.prefixLength }
                  : { address: address.local, length: address.prefixLength },
              ...(typeof address.local === "number" &&
                typeof address.peer === "number" &&
                address.peer !== address.local && { peer: { address: address.peer, length: address.prefixLength } }),
            },
          }),
        ),
      );
    case "routes":
      return selectRoutes(view, flushing.filter, family).map(
        (route): Operation => ({
          kind: "routeDelete",
          netns,
          route: {
            family: route.family,
            ...(flushing.filter.cached && { cached: true }),
            ...(route.destination.length > 0 && { destination: route.destination }),
            ...(route.from && { from: route.from }),
            type: route.type,
            table: route.table,
            tos: route.tos,
            protocol: route.protocol,
            scope: route.scope,
            metric: route.metric,
            ...(route.nhid !== undefined && { nhid: route.nhid }),
            // Of one over an object the message has both, as it was dumped.
            nextHops: (tellsWays(view, route) ? route.nextHops : []).map((hop) => ({
              ...(hop.link !== undefined && { device: nameOf(view, hop.link) }),
              ...(hop.via !== undefined && { via: hop.via }),
            })),
          },
        }),
      );
    case "neighbors":
      return [
        ...selectProxies(view, flushing.filter, family).map(({ address, link }) => ({ address, link, proxy: true })),
        ...selectNeighbors(view, flushing.filter, family, true),
      ].map(({ address, link, ...rest }): Operation => {
        const device = nameOf(view, link);
        const proxy = "proxy" in rest;
        return { kind: "neighborDelete", netns, neighbor: { device, address, ...(proxy && { proxy }) } };
      });
    case "rules":
      return selectRules(view, flushing.filter, family, true)
        .filter((rule) => rule.priority !== 0)
        .map((rule): Operation => ({ kind: "ruleDelete", netns, rule }));
  }
}

/** With `-s -s`, what goes is shown first. */
function listing(host: IpHost, options: IpOptions, flushing: Exclude<IpFlush, { kind: "nexthops" }>): string {
  const view = host.view();
  const out = new Output({ oneline: options.oneline });
  const family = familyOfOptions(options);
  if (flushing.kind === "routes")
    for (const route of selectRoutes(view, flushing.filter, family))
      if (flushing.filter.cached) printCachedRoute(out, view, route, options, flushing.filter);
      else printRoute(out, view, route, options, flushing.filter);
  else if (flushing.kind === "neighbors") {
    for (const proxy of selectProxies(view, flushing.filter, family))
      printProxy(out, view, proxy, options, flushing.filter);
    for (const neighbor of selectNeighbors(view, flushing.filter, family, true))
      printNeighbor(out, view, neighbor, options, flushing.filter);
  } else if (flushing.kind === "addresses")
    for (const link of flushedLinks(view, flushing.filter))
      for (const inet of selectAddresses(link, flushing.filter, family))
        printAddress(out, link, inet, view, options, true);
  return out.asText;
}

const FLUSHED = { addresses: "addresses", routes: "entries", neighbors: "entries", rules: "entries" } as const;

/** Deletes what a listing would show, until nothing is left of it. */
function flush(host: IpHost, options: IpOptions, flushing: IpFlush): Outcome {
  if (flushing.kind === "nexthops") return flushNexthops(host, options, flushing.filter);
  const view = host.view();
  if (flushing.kind !== "neighbors" && unknownNumber(view, flushing as IpQuery))
    return {
      ...DONE,
      stderr: `RTNETLINK answers: ${strerror("ENODEV")}\nFlush terminated\n`,
      status: flushing.kind === "addresses" ? 1 : 2,
    };
  let stdout = "";
  if (flushing.kind === "routes" && flushing.filter.cached && options.family !== "inet6") {
    // /proc/sys/net/ipv4/route/flush; IPv6 deletes what a listing shows, one by one.
    const netns = options.netns === undefined ? SELF : ({ by: "name", name: options.netns } as const);
    host.apply({ kind: "sysctlSet", netns, path: "net/ipv4/route/flush", value: "-1" });
    return { ...DONE, stdout: options.statistics > 0 ? "*** IPv4 routing cache is flushed.\n" : "" };
  }
  if (flushing.kind === "routes") {
    const view = host.view();
    const family = familyOfOptions(options) ?? "inet";
    const { table } = flushing.filter;
    // A listing passes over a main table that is not there yet, a flush does not.
    const missing =
      table === 254 && family === "inet" && !hereOf(view).tables4?.[table]
        ? NO_TABLE.inet
        : missingTable(view, table, family);
    if (missing) return { stdout: "", stderr: `${missing}Flush terminated\n`, status: 2 };
  }
  // Deleting a primary address takes its secondaries along, so not every deletion finds what the round saw.
  for (let round = 1; round <= 10; round++) {
    const operations = flushRound(host.view(), options, flushing);
    if (options.statistics > 1) stdout += listing(host, options, flushing);
    if (operations.length === 0) {
      if (options.statistics > 0 && flushing.kind !== "rules")
        stdout +=
          round === 1
            ? "Nothing to flush.\n"
            : `*** Flush is complete after ${round - 1} round${round > 2 ? "s" : ""} ***\n`;
      break;
    }
    let gone = 0;
    let refused: KernelError | undefined;
    for (const operation of operations) {
      const result = host.apply(operation);
      if (result.ok) gone++;
      else refused ??= result.error;
    }
    // Of routes the first one that is refused ends it, when all that the request names have been tried.
    const ofRoutes = flushing.kind === "routes" && !flushing.filter.cached;
    if ((gone === 0 || ofRoutes) && refused) {
      const stderr = `Failed to send flush request: ${strerror(refused.errno)}\n`;
      return { stdout, stderr, status: ofRoutes ? 2 : 255 };
    }
    if (options.statistics > 0 && flushing.kind !== "rules")
      stdout += `\n*** Round ${round}, deleting ${operations.length} ${FLUSHED[flushing.kind]} ***\n`;
  }
  return { stdout, stderr: "", status: 0 };
}
