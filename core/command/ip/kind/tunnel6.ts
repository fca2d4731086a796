/** `type ip6tnl` (ip/link_ip6tnl.c), `ip6gre` and `ip6gretap` (ip/link_gre6.c). */

import type { Ipv6 } from "../../../address/ipv6.ts";
import type { Link } from "../../../model/link.ts";
import { isTunnel6, type Tunnel6, type Tunnel6Type } from "../../../model/tunnel6.ts";
import type { KindSettings } from "../../../operation/link.ts";
import { IP_PROTOCOL } from "../../../wire/ip-protocol.ts";
import { type Args, matches, type Names, parseUnsigned } from "../../args.ts";
import { formatHost } from "../../host-names.ts";
import { takeAddress } from "../../names.ts";
import type { Output } from "../../output.ts";
import { indexName, type View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";
import { isAny, printGreOptions, renderGreOption, takeDevice, takeGreWord, takeMark, UNMODELLED } from "./tunnel.ts";

/** What is the same in the help of both, and where it stands. */
const ENCAP_WORDS = [
  "external",
  "noencap",
  "encap { fou | gue | none }",
  "encap-sport PORT",
  "encap-dport PORT",
  "[no]encap-csum",
  "[no]encap-csum6",
  "[no]encap-remcsum",
];
const CLASS_WORDS = ["tclass TCLASS", "flowlabel FLOWLABEL", "dscp inherit"];
const IP6TNL_WORDS_HELP = [
  ...["local ADDR", "encaplimit ELIM", "hoplimit HLIM", ...CLASS_WORDS],
  ...["[no]allow-localremote", "dev PHYS_DEV", "fwmark MARK", ...ENCAP_WORDS, "mode { ip6ip6 | ipip6 | any }"],
];
const GRE_WORDS_HELP = [
  ...["local ADDR", "[no][i|o]seq", "[i|o]key KEY | no[i|o]key", "[no][i|o]csum", "hoplimit TTL", "encaplimit ELIM"],
  ...[...CLASS_WORDS, "dev PHYS_DEV", "fwmark MARK", "[no]allow-localremote", ...ENCAP_WORDS],
  ...["erspan_ver version", "erspan IDX", "erspan_dir { ingress | egress }", "erspan_hwid hwid"],
];
const WHERE_TAIL = "\tTCLASS    := { 0x0..0xff | inherit }\n\tFLOWLABEL := { 0x0..0xfffff | inherit }\n";

/** print_help. */
function usageOf(type: Tunnel6Type): string {
  const words = type === "ip6tnl" ? IP6TNL_WORDS_HELP : GRE_WORDS_HELP;
  const lines = words.map((word) => `\t\t\t[ ${word} ]\n`).join("");
  const head = `Usage: ... ${type.padEnd(type === "ip6tnl" ? 6 : 9)}\t[ remote ADDR ]\n${lines}\n`;
  if (type === "ip6tnl")
    return `${head}Where:\tADDR\t  := IPV6_ADDRESS\n\tELIM\t  := { none | 0..255 }(default=4)\n\tHLIM\t  := 0..255 (default=64)\n${WHERE_TAIL}\tMARK\t  := { 0x0..0xffffffff | inherit }\n`;
  const tail = WHERE_TAIL.replace("TCLASS    :=", "TCLASS\t  :=");
  return `${head}Where:\tADDR\t  := IPV6_ADDRESS\n\tTTL\t  := { 0..255 } (default=64)\n\tKEY\t  := { DOTTED_QUAD | NUMBER }\n\tELIM\t  := { none | 0..255 }(default=4)\n${tail}\tMARK\t  := { 0x0..0xffffffff | inherit }\n`;
}

/** Of mirrored frames, which are not modelled. */
const ERSPAN_WORDS: readonly string[] = ["erspan", "erspan_ver", "erspan_dir", "erspan_hwid"];

export type Settings6 = Record<string, number | string>;

/** Which of those who read the words that all tunnels over IPv6 have: they differ in a few. */
export interface Reader6 {
  /** How it is called where something of it is not modelled. */
  readonly program: string;
  /** Words may be shortened. */
  readonly short: boolean;
  /** What is wrong with a hop limit, and whether it may be that of what is carried. */
  readonly badHopLimit: string;
  readonly inheritsHopLimit: boolean;
  /** It looks whether a limit of encapsulation is a number; without that it is what happened to be in memory. */
  readonly checksLimit: boolean;
}

/** get_addr of AF_INET6. */
function takeEnd6(args: Args): string {
  const word = args.value();
  if (args.refusal || word === "any" || word === "all" || word === "default") return "::";
  return takeAddress(args, "inet6", word) as Ipv6;
}

/** strtoul(3) with base 16, up to a limit. */
function parseHexadecimal(text: string, limit: number): number | undefined {
  if (!/^\s*\+?(0[xX])?[0-9a-fA-F]+$/.test(text)) return undefined;
  const value = Number.parseInt(text.trim().replace(/^\+/, ""), 16);
  return value <= limit ? value : undefined;
}

function takeHexadecimal(args: Args, message: string, limit: number): number {
  const word = args.value();
  if (args.refusal) return 0;
  if (word === "inherit") return -1;
  const value = parseHexadecimal(word, limit);
  if (value === undefined) args.invalid(message, word);
  return value ?? 0;
}

function takeHopLimit(args: Args, { inheritsHopLimit, badHopLimit }: Reader6): number {
  const word = args.value();
  if (args.refusal || (inheritsHopLimit && word === "inherit")) return 0;
  const limit = parseUnsigned(word, 255);
  if (limit === undefined) args.invalid(badHopLimit, word);
  return limit ?? 0;
}

function takeEncapLimit(args: Args, { program, checksLimit }: Reader6): number {
  const word = args.value();
  if (args.refusal) return 0;
  if (word === "none") return -1;
  const limit = parseUnsigned(word, 255);
  if (limit !== undefined) return limit;
  if (checksLimit) args.invalid("invalid ELIM", word);
  else args.unmodelled(program, `encaplimit ${word}`);
  return 0;
}

/** Takes a word that all of them know, and its value; false when it is another. */
export function takeWord6(args: Args, word: string, settings: Settings6, reader: Reader6): boolean {
  const is = (...keywords: string[]) => (reader.short ? isAny(word, ...keywords) : keywords.includes(word));
  if (is("remote")) settings["remote"] = takeEnd6(args);
  else if (is("local")) settings["local"] = takeEnd6(args);
  else if (is("ttl", "hoplimit", "hlim")) settings["hoplimit"] = takeHopLimit(args, reader);
  else if (word === "encaplimit") settings["encaplimit"] = takeEncapLimit(args, reader);
  else if (is("tos", "tclass") || word === "tc" || matches(word, "dsfield"))
    settings["tclass"] = takeHexadecimal(args, "invalid TClass", 0xff);
  else if (word === "flowlabel" || word === "fl")
    settings["flowlabel"] = takeHexadecimal(args, "invalid Flowlabel", 0xfffff);
  else if (word === "dscp") {
    const value = args.value();
    if (!args.refusal && value !== "inherit") args.invalid("not inherit", value);
    settings["dscp"] = 1;
  } else if (word === "allow-localremote" || word === "noallow-localremote")
    settings["allow-localremote"] = Number(word === "allow-localremote");
  else return false;
  return true;
}

const MODES: Readonly<Record<string, number>> = {
  "ipv6/ipv6": IP_PROTOCOL.ipv6,
  ip6ip6: IP_PROTOCOL.ipv6,
  "ip/ipv6": IP_PROTOCOL.ipip,
  "ipv4/ipv6": IP_PROTOCOL.ipip,
  ipip6: IP_PROTOCOL.ipip,
  ip4ip6: IP_PROTOCOL.ipip,
  "any/ipv6": 0,
  any: 0,
};

/** What an `ip6tnl` carries by the word for it; undefined when it is none. */
export function protocolOfMode6(word: string): number | undefined {
  return Object.hasOwn(MODES, word) ? MODES[word] : undefined;
}

function takeMode(args: Args): number {
  const word = args.value();
  const mode = protocolOfMode6(word);
  if (mode === undefined && !args.refusal) args.invalid("Cannot guess tunnel mode.", word);
  return mode ?? 0;
}

function parse(args: Args, names: Names, type: Tunnel6Type, device: string | undefined): KindSettings {
  const settings: Settings6 = {};
  // What is there is asked for first; of another kind nothing can be read.
  const there = device === undefined ? undefined : names.link?.(device);
  if (there && tellsElse(there, type)) args.refuse(1, "Failed to get existing tunnel info.\n");
  const gre = type !== "ip6tnl";
  const reader: Reader6 = {
    program: `ip link: ${type}`,
    short: gre,
    badHopLimit: "invalid HLIM\n",
    inheritsHopLimit: true,
    checksLimit: gre,
  };
  while (args.more) {
    const word = args.take();
    if (gre && takeGreWord(args, word, settings)) continue;
    if (!gre && word === "mode") settings["mode"] = takeMode(args);
    else if (matches(word, "dev")) settings["dev"] = takeDevice(args, names);
    else if (takeWord6(args, word, settings, reader)) continue;
    else if (word === "fwmark") settings["fwmark"] = args.peek === "inherit" ? takeInherit(args) : takeMark(args);
    else if (UNMODELLED.has(word) || (gre && ERSPAN_WORDS.includes(word))) args.unmodelled(`ip link: ${type}`, word);
    else if (word !== "noencap") args.refuse(1, usageOf(type));
  }
  return settings;
}

/** A kind whose data have no IPv6 addresses where those of this one have its ends; a VRF device has nothing there. */
function tellsElse({ kind }: Link, type: Tunnel6Type): boolean {
  if (isTunnel6(kind)) return (kind.type === "ip6tnl") !== (type === "ip6tnl");
  return kind.type !== "vrf";
}

function takeInherit(args: Args): number {
  args.take();
  return -1;
}

const hexadecimal = (value: number): string => `0x${value.toString(16)}`;

/** The words that `takeWord6` reads as these settings. */
export function render6(settings: KindSettings): readonly string[] {
  return Object.entries(settings).flatMap(([word, value]): readonly string[] => {
    const number = Number(value);
    switch (word) {
      case "hoplimit":
        return [word, number === 0 ? "inherit" : String(value)];
      case "encaplimit":
        return [word, number < 0 ? "none" : String(value)];
      case "tclass":
      case "flowlabel":
      case "fwmark":
        return [word, number < 0 ? "inherit" : hexadecimal(number)];
      case "dscp":
        return number === 0 ? [] : [word, "inherit"];
      case "allow-localremote":
        return [number === 0 ? `no${word}` : word];
      case "mode":
        return [word, modeName(number)];
      default:
        return renderGreOption(word, value) ?? [word, String(value)];
    }
  });
}

function modeName(protocol: number): string {
  return protocol === IP_PROTOCOL.ipip ? "ipip6" : protocol === IP_PROTOCOL.ipv6 ? "ip6ip6" : "any";
}

/** Both ends, the link, and what the outer header has of its own: what the two printers have in common. */
function printEnds(out: Output, view: View, tunnel: Tunnel6): void {
  const end = (address: Ipv6) => (address === "::" ? "any" : formatHost(address));
  const { remote, local, link, hopLimit, encapLimit, trafficClass, flowLabel } = tunnel;
  out.field("remote", end(remote), `remote ${end(remote)} `).field("local", end(local), `local ${end(local)} `);
  if (link !== 0) out.field("link", indexName(view, link), `dev ${indexName(view, link)} `);
  out.field("ttl", hopLimit, `hoplimit ${hopLimit === 0 ? "inherit" : hopLimit} `);
  if (encapLimit === "none") out.field("ip6_tnl_f_ign_encap_limit", true, "encaplimit none ");
  else out.field("encap_limit", encapLimit, `encaplimit ${encapLimit} `);
  if (trafficClass === "inherit") out.field("ip6_tnl_f_use_orig_tclass", true, "tclass inherit ");
  else out.field("tclass", classText(trafficClass), `tclass ${classText(trafficClass)} `);
  if (flowLabel === "inherit") out.field("ip6_tnl_f_use_orig_flowlabel", true, "flowlabel inherit ");
  else out.field("flowlabel", labelText(flowLabel), `flowlabel ${labelText(flowLabel)} `);
  if (tunnel.copyDscp) out.field("ip6_tnl_f_rcv_dscp_copy", true, "dscp inherit ");
}

export const classText = (value: number): string => `0x${value.toString(16).padStart(2, "0")}`;
export const labelText = (value: number): string => `0x${value.toString(16).padStart(5, "0")}`;

function printRest(out: Output, { allowLocalRemote, fwmark }: Tunnel6): void {
  if (allowLocalRemote) out.field("ip6_tnl_f_allow_local_remote", true, "allow-localremote ");
  if (fwmark === "inherit") out.field("ip6_tnl_f_use_orig_fwmark", true, "fwmark inherit ");
  else if (fwmark !== 0) out.field("fwmark", hexadecimal(fwmark), `fwmark ${hexadecimal(fwmark)} `);
}

function print(out: Output, view: View, { kind }: Link): void {
  if (!isTunnel6(kind)) return;
  if (kind.type === "ip6tnl") out.field("proto", modeName(kind.protocol), `${modeName(kind.protocol)} `);
  printEnds(out, view, kind);
  if (kind.type !== "ip6tnl") printGreOptions(out, kind);
  printRest(out, kind);
}

function words6(type: Tunnel6Type): KindGrammar {
  return {
    parse: (args, names, _creating, device) => parse(args, names, type, device),
    render: render6,
    print,
    usage: usageOf(type),
    words: [
      ...["remote", "local", "dev", "hoplimit", "ttl", "encaplimit", "tclass", "flowlabel", "dscp", "fwmark"],
      ...["allow-localremote", "noallow-localremote"],
      ...(type === "ip6tnl" ? ["mode"] : GRE_WORDS),
    ],
  };
}

const GRE_WORDS = ["key", "ikey", "okey", "nokey", "seq", "iseq", "oseq", "csum", "icsum", "ocsum"];

export const IP6TNL_WORDS = words6("ip6tnl");
export const IP6GRE_WORDS = words6("ip6gre");
export const IP6GRETAP_WORDS = words6("ip6gretap");
