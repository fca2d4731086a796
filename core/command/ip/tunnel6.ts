/**
 * `ip -6 tunnel` (ip/ip6tunnel.c, ip/tunnel.c).
 *
 * Absent: vti6, what is shown and changed of
 * tunnels of the other family.
 */

import { type Ipv6, parseIpv6 } from "../../address/ipv6.ts";
import { strerror } from "../../errors.ts";
import type { Link } from "../../model/link.ts";
import { isTunnel6, type Tunnel6, tunnel6Of } from "../../model/tunnel6.ts";
import type { KindSettings } from "../../operation/link.ts";
import type { TunnelOperation, TunnelSpec } from "../../operation/tunnel.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { type Args, matches, type Names, noDevice, notModelled } from "../args.ts";
import { formatHost } from "../host-names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope } from "./command.ts";
import { takeKey } from "./kind/tunnel.ts";
import {
  classText,
  labelText,
  protocolOfMode6,
  type Reader6,
  render6,
  type Settings6,
  takeWord6,
} from "./kind/tunnel6.ts";
import { isIoctlTunnel, printCounters, printGreFlags, SWITCHES, TITLES, takeTunnelName } from "./tunnel-words.ts";
import { indexName, linkNamed, linksOf, type View } from "./view.ts";

const USAGE = `Usage: ip -f inet6 tunnel { add | change | del | show } [ NAME ]
          [ mode { ip6ip6 | ipip6 | ip6gre | vti6 | any } ]
`;

type Mode = "ip6tnl" | "ip6gre";
type Verb = "add" | "change" | "delete" | "show";

const BASE: Readonly<Record<Mode, string>> = { ip6tnl: "ip6tnl0", ip6gre: "ip6gre0" };

const READER: Reader6 = {
  program: "ip tunnel",
  short: false,
  badHopLimit: "invalid TTL",
  inheritsHopLimit: false,
  checksLimit: false,
};

/** What parse_args collects (struct ip6_tnl_parm2). */
interface Draft {
  name?: string;
  /** What was said of the mode, or what the tunnel had whose name came first in a change. */
  protocol?: number;
  settings: Settings6;
  over: boolean;
}

function takeMode(args: Args, draft: Draft): void {
  const word = args.value();
  if (args.refusal) return;
  const protocol = word === "ip6gre" || word === "gre/ipv6" ? IP_PROTOCOL.gre : protocolOfMode6(word);
  if (protocol !== undefined) draft.protocol = protocol;
  else if (word === "vti6") args.unmodelled("ip tunnel", `mode ${word}`);
  else args.refuse(255, `Unknown tunnel mode "${word}"\n`);
}

/** A name; where it is the first word of a change, what is known of the tunnel comes with it. */
function takeName(args: Args, names: Names, word: string, draft: Draft, verb: Verb, first: boolean): void {
  const link = takeTunnelName(args, names, word, draft, verb === "change" && first, USAGE);
  if (!link) return;
  if (isTunnel6(link.kind)) draft.protocol = link.kind.type === "ip6gre" ? IP_PROTOCOL.gre : link.kind.protocol;
  else args.unmodelled("ip tunnel", `-6, change of a tunnel over IPv4 (${link.name})`);
}

/** parse_args. */
function parseArguments(args: Args, names: Names, verb: Verb): Draft {
  const draft: Draft = { settings: {}, over: false };
  const { settings } = draft;
  let device: string | undefined;
  for (let count = 0; args.more; count++) {
    const word = args.take();
    if (word === "mode") takeMode(args, draft);
    else if (word === "dev") device = args.value();
    else if (word === "key") settings["ikey"] = settings["okey"] = takeKey(args, "key");
    else if (word === "ikey" || word === "okey") settings[word] = takeKey(args, word);
    else if (Object.hasOwn(SWITCHES, word)) Object.assign(settings, SWITCHES[word]);
    else if (!takeWord6(args, word, settings, READER)) takeName(args, names, word, draft, verb, count === 0);
  }
  if (device !== undefined && !args.refusal) {
    if (!names.device(device)) args.refuse(1, noDevice(device).stderr);
    settings["dev"] = device;
  }
  return draft;
}

function parseApply(args: Args, names: Names, scope: IpScope, verb: Exclude<Verb, "show">): IpCommand {
  const { settings, name, over, protocol = IP_PROTOCOL.ipv6 } = parseArguments(args, names, verb);
  if (verb !== "delete" && name === undefined) args.warn("Tunnel interface name not specified\n");
  const mode: Mode = protocol === IP_PROTOCOL.gre ? "ip6gre" : "ip6tnl";
  const said: KindSettings = verb === "delete" ? settings : { ...settings, mode: protocol };
  const spec: TunnelSpec = { ...(name !== undefined && { name }), mode, settings: said };
  const target = (verb === "add" ? undefined : name) ?? BASE[mode];
  const operation: TunnelOperation =
    verb === "change"
      ? { kind: "tunnelChange", netns: scope.netns, spec, over }
      : { kind: verb === "add" ? "tunnelAdd" : "tunnelDelete", netns: scope.netns, spec };
  const word = verb === "delete" ? "delete" : "add";
  const { warnings: warning } = args;
  const ioctl = `${word} tunnel "${target}" failed`;
  return { kind: "apply", operation, ioctl, ...(warning !== undefined && { warning }) };
}

/** Which tunnels `ip -6 tunnel show` shows: those that have what was said. */
export interface Tunnel6Filter {
  readonly name?: string;
  readonly device?: string;
  /** IPPROTO_*; one that carries anything fits whatever was asked for. */
  readonly protocol: number;
  readonly settings: KindSettings;
}

function parseShow(args: Args, names: Names, scope: IpScope): Tunnel6Filter {
  const { name, protocol = 0, settings } = parseArguments(args, names, "show");
  // dev_ioctl: a device that comes with a module is there once it is asked.
  if (name !== undefined && scope.options.statistics === 0 && !args.refusal) names.device(name);
  const { dev } = settings;
  return {
    ...(name !== undefined && { name }),
    ...(typeof dev === "string" && { device: dev }),
    protocol,
    settings,
  };
}

export function parseTunnel6(args: Args, names: Names, scope: IpScope): IpCommand {
  const verb = args.more ? args.take() : "show";
  if (matches(verb, "add")) return parseApply(args, names, scope, "add");
  if (matches(verb, "change")) return parseApply(args, names, scope, "change");
  if (matches(verb, "delete")) return parseApply(args, names, scope, "delete");
  if (["show", "lst", "list"].some((word) => matches(verb, word)))
    return { kind: "query", query: { kind: "tunnels6", filter: parseShow(args, names, scope) } };
  if (matches(verb, "help")) args.refuse(255, USAGE);
  else args.refuse(255, `Command "${verb}" is unknown, try "ip -f inet6 tunnel help".\n`);
  return { kind: "nothing" };
}

/** The words that `parseTunnel6` reads as this. */
export function tunnel6Words(spec: TunnelSpec, nameFirst: boolean): string[] {
  const name = spec.name === undefined ? [] : ["name", spec.name];
  const { mode: protocol, ...others } = spec.settings;
  const mode = spec.mode === "ip6gre" ? "ip6gre" : render6({ mode: protocol ?? IP_PROTOCOL.ipv6 })[1];
  const words = Object.entries(others).flatMap(([word, value]) =>
    // There is no word for the hop limit of what is carried, nor for keys and numbers that are not to be.
    word === "hoplimit" ? [word, String(value)] : render6({ [word]: value }).filter((each) => !UNWORDED.has(each)),
  );
  const rest = ["mode", mode ?? "any", ...words];
  return nameFirst ? [...name, ...rest] : [...rest, ...name];
}

const UNWORDED: ReadonlySet<string> = new Set(["noikey", "nookey", "noiseq", "nooseq", "noicsum", "noocsum"]);

/** How they are told apart by the kernel's flags. */
function flagsOf(said: {
  readonly encap: boolean;
  readonly tclass: boolean;
  readonly label: boolean;
  readonly dscp: boolean;
  readonly local: boolean;
}): number {
  return (
    Number(said.encap) +
    2 * Number(said.tclass) +
    4 * Number(said.label) +
    16 * Number(said.dscp) +
    64 * Number(said.local)
  );
}

/** ip6_tnl_parm_match. */
function fits(view: View, link: Link, { name, device, protocol, settings }: Tunnel6Filter): boolean {
  const { kind } = link;
  if (!isTunnel6(kind) || !isIoctlTunnel(link)) return false;
  const end = (word: string) => parseIpv6(String(settings[word] ?? "::"));
  const number = (word: string) => Math.max(0, Number(settings[word] ?? 0));
  const said = (word: string) => Number(settings[word] ?? 0);
  const own = kind.type === "ip6gre" ? IP_PROTOCOL.gre : kind.protocol;
  const asked = flagsOf({
    encap: said("encaplimit") < 0,
    tclass: said("tclass") < 0,
    label: said("flowlabel") < 0,
    dscp: said("dscp") !== 0,
    local: said("allow-localremote") !== 0,
  });
  const has = flagsOf({
    encap: kind.encapLimit === "none",
    tclass: kind.trafficClass === "inherit",
    label: kind.flowLabel === "inherit",
    dscp: kind.copyDscp,
    local: kind.allowLocalRemote,
  });
  const same = (asked: number, value: number | string) => asked === 0 || asked === value;
  return (
    (name === undefined || name === link.name) &&
    (device === undefined || linkNamed(view, device)?.ifindex === kind.link) &&
    (end("local") === "::" || end("local") === kind.local) &&
    (end("remote") === "::" || end("remote") === kind.remote) &&
    (protocol === 0 || own === 0 || protocol === own) &&
    same(number("encaplimit"), kind.encapLimit) &&
    same(number("hoplimit"), kind.hopLimit) &&
    same(number("tclass"), kind.trafficClass) &&
    same(number("flowlabel"), kind.flowLabel) &&
    (asked === 0 || (asked & has) !== 0)
  );
}

/** A tunnel that is named is asked of its device, and shown without the end of its line. */
export function isAskedByName({ name }: Tunnel6Filter, { statistics }: IpOptions): boolean {
  return name !== undefined && statistics === 0;
}

/** Answers why the device that was asked for did not answer. */
export function printTunnels6(out: Output, view: View, filter: Tunnel6Filter, options: IpOptions): string | undefined {
  if (!isAskedByName(filter, options)) {
    for (const link of linksOf(view)) {
      if (!fits(view, link, filter)) continue;
      printTunnel(out, view, link);
      if (options.statistics > 0) printCounters(out, view, link);
      out.text("\n");
    }
    return undefined;
  }
  const name = filter.name ?? "";
  const device = linkNamed(view, name);
  if (!device || !isIoctlTunnel(device))
    return `get tunnel "${name}" failed: ${strerror(device ? "EOPNOTSUPP" : "ENODEV")}\n`;
  if (!isTunnel6(device.kind)) return notModelled("ip tunnel", "option", `-6 with a tunnel over IPv4 (${name})`).stderr;
  printTunnel(out, view, meant(view, device, filter));
  return undefined;
}

/** SIOCGETTUNNEL: the one that comes with the module is asked for others. */
function meant(view: View, device: Link, { settings, device: dev }: Tunnel6Filter): Link {
  if (!isTunnel6(device.kind) || !device.kind.fallback) return device;
  const over = dev === undefined ? 0 : linkNamed(view, dev)?.ifindex;
  const end = (word: string) => parseIpv6(String(settings[word] ?? "::"));
  const { type } = device.kind;
  const found = linksOf(view).find(
    ({ kind }) =>
      isTunnel6(kind) &&
      kind.type === type &&
      kind.link === over &&
      kind.remote === end("remote") &&
      kind.local === end("local") &&
      (type === "ip6tnl" || (kind.input.key ?? 0) === Number(settings["ikey"] ?? 0)),
  );
  return found ?? device;
}

/** print_tunnel. */
function printTunnel(out: Output, view: View, link: Link): void {
  const tunnel: Tunnel6 = tunnel6Of(link);
  const { remote, local, hopLimit, encapLimit, trafficClass, flowLabel, type } = tunnel;
  const protocol = type === "ip6gre" ? IP_PROTOCOL.gre : tunnel.protocol;
  const name = tunnel.firstName ?? link.name;
  out.openObject().coloured("ifname", "ifname", name, `${name}: `);
  const mode = `${TITLES[protocol] ?? "unknown"}/ipv6`;
  out.field("mode", mode, `${mode} `);
  const peer = formatHost(remote as Ipv6);
  out.text("remote ").coloured("inet6", "remote", peer, `${peer} `);
  out.text("local ").coloured("inet6", "local", local, local);
  if (tunnel.link !== 0) out.field("link", indexName(view, tunnel.link), ` dev ${indexName(view, tunnel.link)}`);
  if (encapLimit === "none") out.field("ip6_tnl_f_ign_encap_limit", null, " encaplimit none");
  else out.field("encap_limit", encapLimit, ` encaplimit ${encapLimit}`);
  if (hopLimit === 0) out.text(" hoplimit inherit");
  else out.field("hoplimit", hopLimit, ` hoplimit ${hopLimit}`);
  if (trafficClass === "inherit") out.field("ip6_tnl_f_use_orig_tclass", null, " tclass inherit");
  else out.field("tclass", classText(trafficClass), ` tclass ${classText(trafficClass)}`);
  if (flowLabel === "inherit") out.field("ip6_tnl_f_use_orig_flowlabel", null, " flowlabel inherit");
  else out.field("flowlabel", labelText(flowLabel), ` flowlabel ${labelText(flowLabel)}`);
  const number = (value: number | string) => (typeof value === "number" ? value : 0);
  const info = `0x${(number(trafficClass) * 0x100000 + number(flowLabel)).toString(16).padStart(8, "0")}`;
  out.field("flowinfo", info, ` (flowinfo ${info})`);
  if (tunnel.copyDscp) out.field("ip6_tnl_f_rcv_dscp_copy", null, " dscp inherit");
  if (tunnel.allowLocalRemote) out.field("ip6_tnl_f_allow_local_remote", null, " allow-localremote");
  printGreFlags(out, protocol, tunnel);
  out.close();
}
