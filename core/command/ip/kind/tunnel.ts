/** `type gre`, `gretap` (ip/link_gre.c), `ipip` and `sit` (ip/link_iptnl.c). */

import { formatIpv4, type Ipv4, isIpv4Multicast, parseIpv4 } from "../../../address/ipv4.ts";
import { formatPrefix } from "../../../address/prefix.ts";
import type { Link } from "../../../model/link.ts";
import { isTunnel, type Tunnel, type TunnelType } from "../../../model/tunnel.ts";
import type { KindSettings } from "../../../operation/link.ts";
import { IP_PROTOCOL } from "../../../wire/ip-protocol.ts";
import { Args, matches, type Names, noDevice, notModelled, parseUnsigned } from "../../args.ts";
import { formatHost } from "../../host-names.ts";
import { parseTos, takeAddress, takePrefix } from "../../names.ts";
import type { Output } from "../../output.ts";
import { indexName, type View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const GRE_USAGE = (type: string): string => `Usage: ... ${type} [ remote ADDRESS ] [ local ADDRESS ] [ dev DEV ]
           [ ttl TTL ] [ tos TOS ] [ [no]pmtudisc ] [ [no]ignore-df ] [ fwmark MARK ]
           [ [i|o]key KEY | no[i|o]key ] [ [no][i|o]seq ] [ [no][i|o]csum ]
`;

const IPTUNNEL_USAGE = (type: string): string => `Usage: ... ${type} [ remote ADDRESS ] [ local ADDRESS ] [ dev DEV ]
           [ mode MODE ] [ ttl TTL ] [ tos TOS ] [ [no]pmtudisc ] [ 6rd-prefix PREFIX ] [ fwmark MARK ]
`;

/** Real words that this model has nothing behind; without a value behind most of them. */
export const UNMODELLED: ReadonlySet<string> = new Set([
  "encap",
  "encap-sport",
  "encap-dport",
  "encap-csum",
  "noencap-csum",
  "encap-udp6-csum",
  "noencap-udp6-csum",
  "encap-remcsum",
  "noencap-remcsum",
  "external",
]);

/** What each of GRE's switches sets; in the order that decides what a shortened one means. */
const GRE_SWITCHES: readonly (readonly [word: string, set: Readonly<Record<string, number>>])[] = [
  ["nokey", { ikey: -1, okey: -1 }],
  ["noikey", { ikey: -1 }],
  ["nookey", { okey: -1 }],
  ["seq", { iseq: 1, oseq: 1 }],
  ["noseq", { iseq: 0, oseq: 0 }],
  ["iseq", { iseq: 1 }],
  ["noiseq", { iseq: 0 }],
  ["oseq", { oseq: 1 }],
  ["nooseq", { oseq: 0 }],
  ["csum", { icsum: 1, ocsum: 1 }],
  ["nocsum", { icsum: 0, ocsum: 0 }],
  ["icsum", { icsum: 1 }],
  ["noicsum", { icsum: 0 }],
  ["ocsum", { ocsum: 1 }],
  ["noocsum", { ocsum: 0 }],
];

type Settings = Record<string, number | string>;

/** get_addr32. */
export function takeIpv4(args: Args): Ipv4 {
  const word = args.value();
  const address = new Args([word]);
  const taken = word === "any" || word === "all" || word === "default" ? (0 as Ipv4) : takeAddress(address, "inet");
  if (!args.refusal && address.refusal)
    args.refuse(1, `Error: an IP address is expected rather than "${word}"\n`, true);
  return address.refusal ? (0 as Ipv4) : (taken as Ipv4);
}

/** tnl_parse_key: a number, or one written as an address. */
export function takeKey(args: Args, word: string): number {
  if (args.peek.includes(".")) return takeIpv4(args);
  const text = args.value();
  if (args.refusal) return 0;
  const key = parseUnsigned(text);
  if (key === undefined) args.refuse(255, `invalid value for "${word}": "${text}"; it should be an unsigned integer\n`);
  return key ?? 0;
}

function takeEnd(args: Args): string {
  const word = args.value();
  if (args.refusal || word === "any" || word === "all" || word === "default") return "0.0.0.0";
  return formatIpv4(takeAddress(args, "inet", word) as Ipv4);
}

/** ll_name_to_index, and an end of the program. */
export function takeDevice(args: Args, names: Names): string {
  const name = args.value();
  if (!args.refusal && !names.device(name)) args.refuse(255, noDevice(name).stderr);
  return name;
}

function takeTtl(args: Args): number {
  const word = args.value();
  if (args.refusal || word === "inherit") return 0;
  const ttl = parseUnsigned(word, 255);
  if (ttl === undefined) args.invalid("invalid TTL\n", word);
  return ttl ?? 0;
}

function takeTos(args: Args): number {
  const word = args.value();
  if (args.refusal) return 0;
  if (word === "inherit") return 1;
  const tos = parseTos(word);
  if (tos === undefined) args.invalid("bad TOS value", word);
  return tos ?? 0;
}

/** get_u32. */
export function takeMark(args: Args): number {
  const word = args.value();
  if (args.refusal) return 0;
  const mark = parseUnsigned(word);
  if (mark === undefined) args.invalid("invalid fwmark\n", word);
  return mark ?? 0;
}

/** Whether a word is one of these, or the beginning of one. */
export function isAny(word: string, ...keywords: readonly string[]): boolean {
  return keywords.some((keyword) => matches(word, keyword));
}

/** Takes a word of GRE's own, and its value; false when it is another. */
export function takeGreWord(args: Args, word: string, settings: Settings): boolean {
  if (matches(word, "key")) settings["ikey"] = settings["okey"] = takeKey(args, "key");
  else if (matches(word, "ikey")) settings["ikey"] = takeKey(args, "ikey");
  else if (matches(word, "okey")) settings["okey"] = takeKey(args, "okey");
  else {
    const flag = GRE_SWITCHES.find(([keyword]) => matches(word, keyword));
    if (flag) Object.assign(settings, flag[1]);
    return flag !== undefined;
  }
  return true;
}

function parseGre(args: Args, names: Names, type: TunnelType): KindSettings {
  const settings: Settings = {};
  while (args.more) {
    const word = args.take();
    if (!takeGreWord(args, word, settings)) {
      if (isAny(word, "nopmtudisc", "pmtudisc")) settings["pmtudisc"] = Number(!matches(word, "nopmtudisc"));
      else if (matches(word, "remote")) settings["remote"] = takeEnd(args);
      else if (matches(word, "local")) settings["local"] = takeEnd(args);
      else if (matches(word, "dev")) settings["dev"] = takeDevice(args, names);
      else if (isAny(word, "ttl", "hoplimit", "hlim")) settings["ttl"] = takeTtl(args);
      else if (isAny(word, "tos", "tclass", "dsfield")) settings["tos"] = takeTos(args);
      else if (word === "ignore-df" || word === "noignore-df") settings["ignore-df"] = Number(word === "ignore-df");
      else if (word === "fwmark") settings["fwmark"] = takeMark(args);
      else if (UNMODELLED.has(word)) args.unmodelled(`ip link: ${type}`, word);
      else if (word !== "noencap") args.refuse(1, GRE_USAGE(type));
    }
  }
  const remote = parseIpv4(String(settings["remote"] ?? ""));
  if (remote === undefined || !isIpv4Multicast(remote) || args.refusal) return settings;
  for (const word of ["ikey", "okey"]) if (Number(settings[word] ?? 0) <= 0) settings[word] = remote;
  if ((settings["local"] ?? "0.0.0.0") === "0.0.0.0") args.refuse(1, "A broadcast tunnel requires a source address.\n");
  return settings;
}

const MODES: Readonly<Record<string, number>> = {
  "ipv4/ipv4": IP_PROTOCOL.ipip,
  ipip: IP_PROTOCOL.ipip,
  ip4ip4: IP_PROTOCOL.ipip,
  "mpls/ipv4": IP_PROTOCOL.mpls,
  mplsip: IP_PROTOCOL.mpls,
  "any/ipv4": 0,
  any: 0,
};
const SIT_MODES: Readonly<Record<string, number>> = { "ipv6/ipv4": IP_PROTOCOL.ipv6, ip6ip: IP_PROTOCOL.ipv6 };

function takeMode(args: Args, type: TunnelType): number {
  const word = args.value();
  const mode = (type === "sit" ? SIT_MODES[word] : undefined) ?? MODES[word];
  if (mode === undefined && !args.refusal) args.invalid("Cannot guess tunnel mode.", word);
  if (mode === IP_PROTOCOL.mpls) args.unmodelled(`ip link: ${type} mode`, word);
  return mode ?? 0;
}

function takeSixRd(args: Args, word: "6rd-prefix" | "6rd-relay_prefix"): string {
  const taken = takePrefix(args, word === "6rd-prefix" ? "inet6" : "inet");
  return taken.any ? (word === "6rd-prefix" ? "::/0" : "0.0.0.0/0") : formatPrefix(taken.prefix);
}

function parseIptunnel(args: Args, names: Names, type: TunnelType, device: string | undefined): KindSettings {
  const settings: Settings = {};
  while (args.more) {
    const word = args.take();
    if (word === "remote" || word === "local") settings[word] = takeEnd(args);
    else if (matches(word, "dev")) settings["dev"] = takeDevice(args, names);
    else if (word === "ttl" || word === "hoplimit" || word === "hlim") settings["ttl"] = takeTtl(args);
    else if (word === "tos" || word === "tclass" || matches(word, "dsfield")) settings["tos"] = takeTos(args);
    else if (word === "pmtudisc" || word === "nopmtudisc") settings["pmtudisc"] = Number(word === "pmtudisc");
    else if (type === "sit" && word === "isatap") args.unmodelled("ip link: sit", word);
    else if (word === "mode") settings["mode"] = takeMode(args, type);
    else if (word === "6rd-prefix" || word === "6rd-relay_prefix") settings[word] = takeSixRd(args, word);
    // iproute2 6.1 does not survive it.
    else if (word === "6rd-reset") args.unmodelled("ip link", word);
    else if (word === "fwmark") settings["fwmark"] = takeMark(args);
    else if (UNMODELLED.has(word)) args.unmodelled(`ip link: ${type}`, word);
    else if (word !== "noencap") args.refuse(1, IPTUNNEL_USAGE(type));
  }
  const before = device === undefined ? undefined : names.link?.(device)?.kind;
  const known = before && isTunnel(before) ? before : undefined;
  const ttl = Number(settings["ttl"] ?? known?.ttl ?? 0);
  if (ttl !== 0 && Number(settings["pmtudisc"] ?? known?.pmtudisc ?? 1) === 0)
    args.refuse(255, "ttl != 0 and nopmtudisc are incompatible\n");
  return settings;
}

function modeName(type: TunnelType, mode: number): string {
  return mode === IP_PROTOCOL.ipv6 && type === "sit" ? "ip6ip" : mode === IP_PROTOCOL.ipip ? "ipip" : "any";
}

function render(type: TunnelType, settings: KindSettings): readonly string[] {
  return Object.entries(settings).flatMap(([word, value]): string[] => {
    const on = Number(value) !== 0;
    switch (word) {
      case "ttl":
        return [word, on ? String(value) : "inherit"];
      case "tos":
        return [word, value === 1 ? "inherit" : `0x${Number(value).toString(16)}`];
      case "mode":
        return [word, modeName(type, Number(value))];
      case "pmtudisc":
      case "ignore-df":
        return [on ? word : `no${word}`];
      default:
        return renderGreOption(word, value) ?? [word, String(value)];
    }
  });
}

/** The words that `takeGreWord` reads as one of its settings; undefined for others. */
export function renderGreOption(word: string, value: number | string): string[] | undefined {
  switch (word) {
    case "ikey":
    case "okey":
      return Number(value) < 0 ? [`no${word}`] : [word, String(value)];
    case "iseq":
    case "oseq":
    case "icsum":
    case "ocsum":
      return [Number(value) === 0 ? `no${word}` : word];
    default:
      return undefined;
  }
}

const hex = (value: number): string => `0x${value.toString(16)}`;

/** Both ends, the link, time to live and type of service: what the two printers have in common. */
function printEnds(out: Output, view: View, { remote, local, link, ttl, tos }: Tunnel): void {
  const end = (address: Ipv4) => (address === 0 ? "any" : formatHost(address));
  out.field("remote", end(remote), `remote ${end(remote)} `).field("local", end(local), `local ${end(local)} `);
  if (link !== 0) out.field("link", indexName(view, link), `dev ${indexName(view, link)} `);
  out.field("ttl", ttl, ttl === 0 ? "ttl inherit " : `ttl ${ttl} `);
  if (tos !== 0) out.field("tos", hex(tos), tos === 1 ? "tos inherit " : `tos ${hex(tos)} `);
}

/** Keys, numbers and sums of both directions. */
export function printGreOptions(out: Output, { input, output }: Pick<Tunnel, "input" | "output">): void {
  for (const [word, { key }] of [
    ["ikey", input],
    ["okey", output],
  ] as const)
    if (key !== undefined) out.field(word, formatIpv4(key as Ipv4), `${word} ${formatIpv4(key as Ipv4)} `);
  for (const [word, on] of [
    ["iseq", input.seq],
    ["oseq", output.seq],
    ["icsum", input.csum],
    ["ocsum", output.csum],
  ] as const)
    if (on) out.field(word, true, `${word} `);
}

function printGre(out: Output, view: View, { kind }: Link): void {
  if (!isTunnel(kind)) return;
  printEnds(out, view, kind);
  out.field("pmtudisc", kind.pmtudisc, kind.pmtudisc ? "" : "nopmtudisc ");
  if (kind.ignoreDf) out.field("ignore_df", true, "ignore-df ");
  printGreOptions(out, kind);
  if (kind.fwmark !== 0) out.field("fwmark", hex(kind.fwmark), `fwmark ${hex(kind.fwmark)} `);
  if (kind.type === "erspan") out.field("erspan_index", 0, "erspan_index 0 ").field("erspan_ver", 1, "erspan_ver 1 ");
}

function printIptunnel(out: Output, view: View, { kind }: Link): void {
  if (!isTunnel(kind)) return;
  const mode = modeName(kind.type, kind.protocol);
  out.field("proto", mode, `${mode} `);
  printEnds(out, view, kind);
  out.field("pmtudisc", kind.pmtudisc, kind.pmtudisc ? "pmtudisc " : "nopmtudisc ");
  if (kind.sixRd && kind.sixRd.prefixLength !== 0) {
    const { prefix, prefixLength, relayPrefix, relayPrefixLength } = kind.sixRd;
    out.json("prefix", prefix).json("prefixlen", prefixLength).text(`6rd-prefix ${prefix}/${prefixLength} `);
    if (relayPrefix !== 0) {
      const relay = formatHost(relayPrefix);
      out.json("relay_prefix", relay).json("relay_prefixlen", relayPrefixLength);
      out.text(`6rd-relay_prefix ${relay}/${relayPrefixLength} `);
    }
  }
  if (kind.fwmark !== 0) out.field("fwmark", hex(kind.fwmark), `fwmark ${hex(kind.fwmark)} `);
}

const COMMON_WORDS = ["remote", "local", "dev", "ttl", "tos", "pmtudisc", "nopmtudisc", "fwmark"];

function gre(type: TunnelType): KindGrammar {
  return {
    parse: (args, names) => parseGre(args, names, type),
    render: (settings) => render(type, settings),
    print: printGre,
    words: [
      ...COMMON_WORDS,
      ...["key", "ikey", "okey", "nokey", "seq", "iseq", "oseq", "csum", "icsum", "ocsum"],
      ...["ignore-df", "noignore-df"],
    ],
  };
}

function iptunnel(type: TunnelType): KindGrammar {
  return {
    parse: (args, names, _creating, device) => parseIptunnel(args, names, type, device),
    render: (settings) => render(type, settings),
    print: printIptunnel,
    words: [...COMMON_WORDS, "mode", ...(type === "sit" ? ["6rd-prefix", "6rd-relay_prefix"] : [])],
  };
}

export const IPIP_WORDS = iptunnel("ipip");
export const SIT_WORDS = iptunnel("sit");
export const GRE_WORDS = gre("gre");
export const GRETAP_WORDS = gre("gretap");
/** Only shown: nobody can make one. */
export const ERSPAN_WORDS: KindGrammar = {
  ...gre("erspan"),
  parse: (args) => {
    const { status, stderr } = notModelled("ip link", "type", "erspan");
    args.refuse(status, stderr);
    return {};
  },
};
