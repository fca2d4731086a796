/**
 * `ip tunnel` (ip/iptunnel.c, ip/tunnel.c).
 *
 * Absent: vti, ISATAP and its routers (`prl`), `6rd`, what is shown and changed of tunnels of the other family (`./tunnel6.ts`).
 */

import { formatIpv4, type Ipv4, isIpv4Multicast, parseIpv4 } from "../../address/ipv4.ts";
import { strerror } from "../../errors.ts";
import type { Link } from "../../model/link.ts";
import { isTunnel, type Tunnel, tunnelOf } from "../../model/tunnel.ts";
import type { KindSettings } from "../../operation/link.ts";
import type { TunnelOperation, TunnelSpec } from "../../operation/tunnel.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { type Args, matches, type Names, noDevice, notModelled, parseUnsigned } from "../args.ts";
import { formatHost } from "../host-names.ts";
import { formatTos, parseTos } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope } from "./command.ts";
import { takeIpv4, takeKey } from "./kind/tunnel.ts";
import { isIoctlTunnel, printCounters, printGreFlags, SWITCHES, TITLES, takeTunnelName } from "./tunnel-words.ts";
import { parseTunnel6, tunnel6Words } from "./tunnel6.ts";
import { indexName, linkNamed, linksOf, type View } from "./view.ts";

export const TUNNEL_COMMANDS = ["add", "change", "del", "show", "list", "lst", "prl", "6rd", "help"];

const USAGE = `Usage: ip tunnel { add | change | del | show } [ NAME ] [ mode { ipip | gre | sit } ]
                 [ remote ADDRESS ] [ local ADDRESS ] [ dev DEV ] [ ttl TTL ] [ tos TOS ] [ [no]pmtudisc ]
                 [ [i|o]key KEY ] [ [i|o]seq ] [ [i|o]csum ] [ 6rd-prefix PREFIX ]
`;

type Mode = Exclude<NonNullable<TunnelSpec["mode"]>, "ip6tnl" | "ip6gre">;
type Verb = "add" | "change" | "delete" | "show";

const MODES: Readonly<Record<string, Mode>> = {
  ipip: "ipip",
  "ip/ip": "ipip",
  gre: "gre",
  "gre/ip": "gre",
  sit: "sit",
  "ipv6/ip": "sit",
};
const UNMODELLED_MODES = ["isatap", "vti"];
const PROTOCOL: Readonly<Record<Mode, number>> = {
  ipip: IP_PROTOCOL.ipip,
  gre: IP_PROTOCOL.gre,
  sit: IP_PROTOCOL.ipv6,
};
const BASE: Readonly<Record<Mode, string>> = { ipip: "tunl0", gre: "gre0", sit: "sit0" };

const PMTUDISC: Readonly<Record<string, number>> = { nopmtudisc: 0, pmtudisc: 1 };

/** What parse_args collects (struct ip_tunnel_parm). */
interface Draft {
  name?: string;
  protocol: number;
  settings: Record<string, number | string>;
  /** The tunnel as it was, where its name came first in a change. */
  before?: Tunnel;
  over: boolean;
}

/** `inherit`, `inherit/TOS`, `TOS`. */
function takeTos(args: Args): number {
  const word = args.value();
  if (args.refusal) return 0;
  const [first = "", second] = word.split("/", 2);
  const inherits = first === "inherit";
  const text = inherits ? second : first;
  if (text === undefined) return 1;
  const tos = parseTos(text);
  if (tos === undefined) args.invalid("bad TOS value", first);
  return (inherits ? 1 : 0) | (tos ?? 0);
}

function takeMode(args: Args, draft: Draft): void {
  const word = args.value();
  if (args.refusal) return;
  const mode = Object.hasOwn(MODES, word) ? MODES[word] : undefined;
  if (mode === undefined) {
    if (UNMODELLED_MODES.includes(word)) args.unmodelled("ip tunnel", `mode ${word}`);
    else args.refuse(255, `Unknown tunnel mode "${word}"\n`);
    return;
  }
  if (draft.protocol !== 0 && draft.protocol !== PROTOCOL[mode])
    args.refuse(255, "You managed to ask for more than one tunnel mode.\n");
  draft.protocol = PROTOCOL[mode];
}

/** A name; where it is the first word of a change, what is known of the tunnel comes with it. */
function takeName(args: Args, names: Names, word: string, draft: Draft, verb: Verb, first: boolean): void {
  const link = takeTunnelName(args, names, word, draft, verb === "change" && first, USAGE);
  if (!link) return;
  if (!isTunnel(link.kind)) return args.unmodelled("ip tunnel", `change of a tunnel over IPv6 (${link.name})`);
  draft.before = link.kind;
  draft.protocol = draft.before.protocol;
}

/** parse_args. */
function parseArguments(args: Args, names: Names, verb: Verb): Draft {
  const draft: Draft = { protocol: 0, settings: {}, over: false };
  const { settings } = draft;
  let device: string | undefined;
  for (let count = 0; args.more; count++) {
    const word = args.take();
    if (word === "mode") takeMode(args, draft);
    else if (word === "key") settings["ikey"] = settings["okey"] = takeKey(args, "key");
    else if (word === "ikey" || word === "okey") settings[word] = takeKey(args, word);
    else if (Object.hasOwn(SWITCHES, word)) Object.assign(settings, SWITCHES[word]);
    else if (Object.hasOwn(PMTUDISC, word)) settings["pmtudisc"] = PMTUDISC[word] ?? 0;
    else if (word === "remote" || word === "local") settings[word] = formatIpv4(takeIpv4(args));
    else if (word === "dev") device = args.value();
    else if (word === "ttl" || word === "hoplimit" || word === "hlim") {
      const text = args.value();
      const ttl = text === "inherit" ? 0 : parseUnsigned(text, 255);
      if (ttl === undefined) args.invalid("invalid TTL\n", text);
      // What was there stays: iproute2 reads `inherit` and does nothing.
      else if (text !== "inherit" || !draft.over) settings["ttl"] = ttl;
    } else if (word === "tos" || word === "tclass" || matches(word, "dsfield")) settings["tos"] = takeTos(args);
    else takeName(args, names, word, draft, verb, count === 0);
  }
  finish(args, names, draft, device);
  return draft;
}

function finish(args: Args, names: Names, draft: Draft, device: string | undefined): void {
  if (args.refusal) return;
  const { settings, before, name = "" } = draft;
  if (draft.protocol === 0) {
    if (name.startsWith("gre")) draft.protocol = IP_PROTOCOL.gre;
    else if (name.startsWith("ipip")) draft.protocol = IP_PROTOCOL.ipip;
    else if (name.startsWith("sit")) draft.protocol = IP_PROTOCOL.ipv6;
    else if (name.startsWith("isatap") || name.startsWith("vti"))
      args.unmodelled("ip tunnel", `a tunnel named ${name}`);
  }
  const keyed = (word: string) => Number(settings[word] ?? -1) >= 0;
  if ((keyed("ikey") || keyed("okey")) && draft.protocol !== IP_PROTOCOL.gre)
    args.refuse(1, "Keys are not allowed with ipip and sit tunnels\n");
  if (device !== undefined) {
    if (!args.refusal && !names.device(device)) args.refuse(1, noDevice(device).stderr);
    settings["dev"] = device;
  }
  const remote = settings["remote"] === undefined ? before?.remote : parseIpv4(String(settings["remote"]));
  if (remote === undefined || !isIpv4Multicast(remote)) return;
  if (!settings["ikey"] && !before?.input.key) settings["ikey"] = remote;
  if (!settings["okey"] && !before?.output.key) settings["okey"] = remote;
  if ((settings["local"] ?? (before?.local ? "" : "0.0.0.0")) === "0.0.0.0")
    args.refuse(1, "A broadcast tunnel requires a source address\n");
}

function modeOf(protocol: number): Mode | undefined {
  return (["ipip", "gre", "sit"] as const).find((mode) => PROTOCOL[mode] === protocol);
}

function parseApply(args: Args, names: Names, scope: IpScope, verb: Exclude<Verb, "show">): IpCommand {
  const draft = parseArguments(args, names, verb);
  const mode = modeOf(draft.protocol);
  const { settings, before, name } = draft;
  if (verb !== "delete") {
    const ttl = Number(settings["ttl"] ?? before?.ttl ?? 0);
    const pmtudisc = Number(settings["pmtudisc"] ?? Number(before?.pmtudisc ?? true)) !== 0;
    if (ttl !== 0 && !pmtudisc) args.refuse(1, "ttl != 0 and nopmtudisc are incompatible\n");
    // Without a host at hand, what a tunnel that is named is need not be known.
    if (mode === undefined && !(draft.over && !names.link))
      args.refuse(1, "cannot determine tunnel mode (ipip, gre, vti or sit)\n");
  }
  const modes = mode === undefined ? {} : { mode };
  const protocol: KindSettings =
    mode === undefined || verb === "delete" ? settings : { ...settings, mode: PROTOCOL[mode] };
  const spec: TunnelSpec = { ...(name !== undefined && { name }), ...modes, settings: protocol };
  const asked = verb === "add" ? undefined : name;
  const target = asked ?? (mode === undefined ? (name ?? "") : BASE[mode]);
  const operation: TunnelOperation =
    verb === "change"
      ? { kind: "tunnelChange", netns: scope.netns, spec, over: draft.over }
      : { kind: verb === "add" ? "tunnelAdd" : "tunnelDelete", netns: scope.netns, spec };
  const said = verb === "delete" ? "delete" : "add";
  return { kind: "apply", operation, ioctl: `${said} tunnel "${target}" failed` };
}

/** Which tunnels `ip tunnel show` shows. */
export interface TunnelFilter {
  /** One device is asked by its name, and so has to be there. */
  readonly asked?: string;
  readonly name?: string;
  readonly device?: string;
  readonly remote?: Ipv4;
  readonly local?: Ipv4;
  readonly key?: number;
}

function parseShow(args: Args, names: Names): TunnelFilter {
  const { name, protocol, settings } = parseArguments(args, names, "show");
  const mode = modeOf(protocol);
  const end = (word: string) => parseIpv4(String(settings[word] ?? "")) || undefined;
  const remote = end("remote");
  const local = end("local");
  const { dev, ikey } = settings;
  const asked = mode === undefined ? undefined : (name ?? BASE[mode]);
  // dev_ioctl: a device that comes with a module is there once it is asked.
  if (asked !== undefined) names.device(asked);
  return {
    ...(asked !== undefined && { asked }),
    ...(name !== undefined && { name }),
    ...(typeof dev === "string" && { device: dev }),
    ...(remote !== undefined && { remote }),
    ...(local !== undefined && { local }),
    ...(typeof ikey === "number" && ikey > 0 && { key: ikey }),
  };
}

/** tunnel_mode_is_ipv6. */
const MODES_OVER_IPV6 = ["ipv6/ipv6", "ip6ip6", "vti6", "ip/ipv6", "ipv4/ipv6", "ipip6", "ip4ip6"].concat([
  "ip6gre",
  "gre/ipv6",
  "any/ipv6",
  "any",
]);

export function parseTunnel(args: Args, names: Names, scope: IpScope): IpCommand {
  const at = args.rest.indexOf("mode");
  const { family } = scope.options;
  const overIpv6 = at >= 0 && MODES_OVER_IPV6.includes(args.rest[at + 1] ?? "");
  if (overIpv6 || family === "inet6") return parseTunnel6(args, names, scope);
  if (family === "link") args.refuse(255, "Unsupported protocol family: 17\n");
  const verb = args.more ? args.take() : "show";
  if (matches(verb, "add")) return parseApply(args, names, scope, "add");
  if (matches(verb, "change")) return parseApply(args, names, scope, "change");
  if (matches(verb, "delete")) return parseApply(args, names, scope, "delete");
  if (["show", "lst", "list"].some((word) => matches(verb, word)))
    return { kind: "query", query: { kind: "tunnels", filter: parseShow(args, names) } };
  if (matches(verb, "prl") || matches(verb, "6rd")) args.unmodelled("ip tunnel", verb);
  else if (matches(verb, "help")) args.refuse(255, USAGE);
  else args.refuse(255, `Command "${verb}" is unknown, try "ip tunnel help"\n`);
  return { kind: "nothing" };
}

/** The words that `parseTunnel` reads as this. */
export function tunnelWords(spec: TunnelSpec, nameFirst = true): string[] {
  if (spec.mode === "ip6tnl" || spec.mode === "ip6gre") return tunnel6Words(spec, nameFirst);
  const name = spec.name === undefined ? [] : ["name", spec.name];
  const words = nameFirst ? [...name] : [];
  if (spec.mode !== undefined) words.push("mode", spec.mode);
  for (const [word, value] of Object.entries(spec.settings)) {
    if (word === "mode") continue;
    if (word === "ttl") words.push(word, value === 0 ? "inherit" : String(value));
    else if (word === "tos") words.push(word, tosWord(Number(value)));
    else if (["iseq", "oseq", "icsum", "ocsum"].includes(word)) words.push(word);
    else if (word === "pmtudisc") words.push(value === 0 ? "nopmtudisc" : word);
    else words.push(word, String(value));
  }
  return nameFirst ? words : [...words, ...name];
}

function tosWord(tos: number): string {
  const rest = `0x${(tos & ~1).toString(16)}`;
  return tos & 1 ? (tos === 1 ? "inherit" : `inherit/${rest}`) : rest;
}

/** ip_tunnel_parm_match. */
function fits(view: View, link: Link, filter: TunnelFilter): boolean {
  if (!isIoctlTunnel(link) || !isTunnel(link.kind)) return false;
  const { link: over, remote, local, input } = tunnelOf(link);
  return (
    (filter.name === undefined || filter.name === link.name) &&
    (filter.device === undefined || linkNamed(view, filter.device)?.ifindex === over) &&
    (filter.remote === undefined || filter.remote === remote) &&
    (filter.local === undefined || filter.local === local) &&
    (filter.key === undefined || filter.key === input.key)
  );
}

/** Answers why the device that was asked for did not answer. */
export function printTunnels(out: Output, view: View, filter: TunnelFilter, options: IpOptions): string | undefined {
  if (filter.asked === undefined) {
    for (const link of linksOf(view))
      if (fits(view, link, filter)) {
        printTunnel(out, view, link);
        if (options.statistics > 0) printCounters(out, view, link);
        out.text("\n");
      }
    return undefined;
  }
  const device = linkNamed(view, filter.asked);
  if (!device || !isIoctlTunnel(device))
    return `get tunnel "${filter.asked}" failed: ${strerror(device ? "EOPNOTSUPP" : "ENODEV")}\n`;
  if (!isTunnel(device.kind)) return notModelled("ip tunnel", "option", `a tunnel over IPv6 (${device.name})`).stderr;
  // SIOCGETTUNNEL: the one that comes with the module is asked for others.
  const other =
    tunnelOf(device).fallback &&
    linksOf(view).find(
      (link) => link.kind.type === device.kind.type && isTunnel(link.kind) && sameEnds(view, link.kind, filter),
    );
  printTunnel(out, view, other || device);
  out.text("\n");
  return undefined;
}

function sameEnds(view: View, { remote, local, link, input }: Tunnel, filter: TunnelFilter): boolean {
  const over = filter.device === undefined ? 0 : linkNamed(view, filter.device)?.ifindex;
  return remote === (filter.remote ?? 0) && local === (filter.local ?? 0) && link === over && input.key === filter.key;
}

/** print_tunnel. */
function printTunnel(out: Output, view: View, link: Link): void {
  const tunnel = tunnelOf(link);
  const { remote, local, ttl, tos } = tunnel;
  const end = (address: Ipv4) => (address === 0 ? "any" : formatIpv4(address));
  const name = tunnel.firstName ?? link.name;
  out.openObject().coloured("ifname", "ifname", name, `${name}: `);
  const mode = `${TITLES[tunnel.protocol] ?? "unknown"}/ip`;
  out.field("mode", mode, `${mode} `);
  const peer = formatHost(remote);
  out.text("remote ").coloured("inet", "remote", peer, `${remote === 0 ? "any" : peer} `);
  out.text("local ").coloured("inet", "local", formatIpv4(local), end(local));
  if (tunnel.link !== 0) {
    const name = indexName(view, tunnel.link);
    out.coloured("ifname", "dev", name, ` dev ${name}`);
  }
  if (ttl === 0) out.text(" ttl inherit");
  else out.field("ttl", ttl, ` ttl ${ttl}`);
  if (tos === 1) out.text(" tos inherit");
  else if (tos !== 0) out.field("tos", formatTos(tos), ` tos ${tos & 1 ? "inherit/" : ""}${formatTos(tos & ~1)}`);
  if (!tunnel.pmtudisc) out.field("nopmtudisc", null, " nopmtudisc");
  if (tunnel.protocol === IP_PROTOCOL.ipv6 && tunnel.sixRd) printSixRd(out, tunnel.sixRd);
  printGreFlags(out, tunnel.protocol, tunnel);
  out.close();
}

function printSixRd(out: Output, six: NonNullable<Tunnel["sixRd"]>): void {
  if (six.prefixLength === 0) return;
  out.field("6rd-prefix", six.prefix, ` 6rd-prefix ${six.prefix}`);
  out.field("6rd-prefixlen", six.prefixLength, `/${six.prefixLength}`);
  if (six.relayPrefix === 0) return;
  const relay = formatHost(six.relayPrefix);
  out.field("6rd-relay_prefix", relay, ` 6rd-relay_prefix ${relay}`);
  out.field("6rd-relay_prefixlen", six.relayPrefixLength, `/${six.relayPrefixLength}`);
}
