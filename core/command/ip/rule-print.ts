/** `ip rule show` (ip/iprule.c): which rules a listing has, and how one looks. */
import { ipv4Mask } from "../../address/ipv4.ts";
import { type Ipv6, ipv6Network } from "../../address/ipv6.ts";
import { addressBits, type Family, familyOf, formatIp, type IpAddress, type Prefix } from "../../address/prefix.ts";
import { isAttached, PROTO, type Range, type Rule } from "../../model/route.ts";
import { formatGroup, formatProtocol, formatRealm, formatTable, formatTos, formatTypeNumber } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpOptions, RuleFilter } from "./command.ts";
import { ipProtocolName } from "./ip-protocols.ts";
import { hereOf, type View } from "./view.ts";

/** filter_nlmsg: a prefix within the one asked for. */
function within(prefix: Prefix | undefined, wanted: Prefix | undefined): boolean {
  // A prefix without bits is of a family and no more; rules of another one are not looked at.
  if (!wanted || (wanted.length === 0 && !prefix)) return true;
  if (!prefix || prefix.length < wanted.length || familyOf(prefix.address) !== familyOf(wanted.address)) return false;
  if (typeof prefix.address === "number")
    return ((prefix.address ^ (wanted.address as number)) & ipv4Mask(wanted.length)) === 0;
  return ipv6Network(prefix.address, wanted.length) === ipv6Network(wanted.address as Ipv6, wanted.length);
}

function sameRange(a: Range | undefined, b: Range | undefined): boolean {
  return b === undefined || (a?.start === b.start && a.end === b.end);
}

/** Ports from 0 on are none that were asked for. */
function samePorts(a: Range | undefined, b: Range | undefined): boolean {
  return b?.start === 0 || sameRange(a, b);
}

function hasTunnel({ tunnelId }: Rule, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === "0" || tunnelId === wanted;
}

/** The table of a rule, whether it is looked up or not. */
function tableOf({ action, table }: Rule): number | undefined {
  return action.kind === "lookup" ? action.table : table;
}

/** FRA_L3MDEV: of a VRF's table, or of what is done with its packets. */
function ofVrf({ action, l3mdev }: Rule): boolean {
  return action.kind === "l3mdev" || l3mdev === true;
}

/** `flushing`: a flush looks at who entered the rules, which a listing does not (print_rule). */
export function selectRules(view: View, filter: RuleFilter, family: Family | undefined, flushing = false): Rule[] {
  const here = hereOf(view);
  return ((family ?? "inet") === "inet6" ? here.rules6 : here.rules4).filter(
    (rule) =>
      (filter.priority === undefined || rule.priority === filter.priority) &&
      // Table 0 is none.
      (!filter.table || tableOf(rule) === filter.table) &&
      (!filter.l3mdev || ofVrf(rule)) &&
      within(rule.from, filter.from) &&
      within(rule.to, filter.to) &&
      (filter.iif === undefined || rule.iif === filter.iif) &&
      (filter.oif === undefined || rule.oif === filter.oif) &&
      // A mark and a mask of 0 are none, and each is compared by itself.
      (!filter.fwmark || rule.fwmark === filter.fwmark) &&
      (!filter.fwmask || rule.fwmask === filter.fwmask) &&
      (!filter.invert || rule.invert) &&
      (filter.tos === undefined || rule.tos === filter.tos) &&
      (!filter.ipProtocol || rule.ipProtocol === filter.ipProtocol) &&
      samePorts(rule.sourcePorts, filter.sourcePorts) &&
      samePorts(rule.destinationPorts, filter.destinationPorts) &&
      sameRange(rule.uids, filter.uids) &&
      hasTunnel(rule, filter.tunnelId) &&
      (!flushing || filter.protocol === undefined || rule.protocol === filter.protocol),
  );
}

/** An address, and its length where it is not a single one. */
function printPrefix(out: Output, key: string, lengthKey: string, { address, length }: Prefix): void {
  const family = familyOf(address as IpAddress);
  const text = formatIp(address);
  if (length === addressBits(family)) {
    out.coloured(family, key, text, text).text(" ");
    return;
  }
  out.coloured(family, key, text, text).text("/");
  out.field(lengthKey, length, `${length} `);
}

function protocolName(number: number): string {
  return ipProtocolName(number) ?? `ipproto-${number}`;
}

/** `%#x`. */
function hex(number: number): string {
  return number === 0 ? "0" : `0x${number.toString(16)}`;
}

/** Who enters rules as a matter of course: nobody in particular, and the kernel. */
const UNREMARKABLE: ReadonlySet<number> = new Set([0, PROTO.kernel]);

export function printRule(out: Output, view: View, rule: Rule, options: IpOptions): void {
  out.openObject();
  out.field("priority", rule.priority, `${rule.priority}:\t`);
  if (rule.invert) out.field("not", null, "not ");
  out.text("from ");
  if (rule.from && rule.from.length > 0) printPrefix(out, "src", "srclen", rule.from);
  else out.field("src", "all", "all ");
  if (rule.to && rule.to.length > 0) {
    out.text("to ");
    printPrefix(out, "dst", "dstlen", rule.to);
  }
  if (rule.tos !== 0) out.field("tos", formatTos(rule.tos), `tos ${formatTos(rule.tos)} `);
  if (rule.fwmark !== undefined) {
    const mark = hex(rule.fwmark);
    out.field("fwmark", mark, `fwmark ${mark}`);
    if (rule.fwmask !== undefined && rule.fwmask !== 0xffffffff) {
      const mask = hex(rule.fwmask);
      out.field("fwmask", mask, `/${mask}`);
    }
    out.text(" ");
  }
  for (const [key, device] of [
    ["iif", rule.iif],
    ["oif", rule.oif],
  ] as const) {
    if (device === undefined) continue;
    out.text(`${key} `).coloured("ifname", key, device, `${device} `);
    if (rule.said?.[key] || !isAttached(view.config.links, hereOf(view), rule, key))
      out.field(`${key}_detached`, null, "[detached] ");
  }
  printPieces(out, view, rule);
  if (options.details || !UNREMARKABLE.has(rule.protocol))
    out.field("protocol", formatProtocol(rule.protocol), ` proto ${formatProtocol(rule.protocol)}`);
  out.text("\n").close();
}

/** What stands behind the addresses, marks and devices: a blank stands between what there is, and none behind. */
function printPieces(out: Output, view: View, rule: Rule): void {
  const { action, suppressPrefixLength, suppressGroup, realms } = rule;
  const table = tableOf(rule);
  let gap = "";
  const piece = (key: string, value: string | number | null, text: string): void => {
    out.field(key, value, `${gap}${text}`);
    gap = " ";
  };
  const ports = (word: string, range: Range | undefined): void => {
    if (!range) return;
    if (range.start === range.end) {
      piece(word, range.start, `${word} ${range.start}`);
      return;
    }
    piece(`${word}_start`, range.start, `${word} ${range.start}`);
    out.field(`${word}_end`, range.end, `-${range.end}`);
  };
  if (ofVrf(rule)) piece("l3mdev", null, "lookup [l3mdev-table]");
  if (rule.uids) {
    piece("uid_start", rule.uids.start, `uidrange ${rule.uids.start}`);
    out.field("uid_end", rule.uids.end, `-${rule.uids.end}`);
  }
  if (rule.ipProtocol) piece("ipproto", protocolName(rule.ipProtocol), `ipproto ${protocolName(rule.ipProtocol)}`);
  ports("sport", rule.sourcePorts);
  ports("dport", rule.destinationPorts);
  if (rule.tunnelId !== undefined) {
    out.jsonDigits("tun_id", rule.tunnelId).text(`${gap}tun_id ${rule.tunnelId}`);
    gap = " ";
  }
  if (table) {
    piece("table", formatTable(table), `lookup ${formatTable(table)}`);
    if (suppressPrefixLength !== undefined)
      piece("suppress_prefixlen", suppressPrefixLength, `suppress_prefixlength ${suppressPrefixLength}`);
    if (suppressGroup !== undefined) {
      const group = formatGroup(suppressGroup);
      piece("suppress_ifgroup", group, `suppress_ifgroup ${group}`);
    }
  }
  if (realms) {
    const from = Math.floor(realms / 0x10000);
    const to = formatRealm(realms % 0x10000);
    out.text(`${gap}realms `);
    if (from !== 0) out.field("flow_from", formatRealm(from), `${formatRealm(from)}/`);
    out.field("flow_to", to, to);
    gap = " ";
  }
  if (action.kind === "goto") {
    const target = action.priority;
    piece("goto", target, `goto ${target}`);
    const rules = rule.family === "inet" ? hereOf(view).rules4 : hereOf(view).rules6;
    if (rule.said?.unresolved || !rules.some((other) => other.priority === target))
      out.field("unresolved", null, " [unresolved]");
  } else if (action.kind === "nop") piece("nop", null, "nop");
  else if (action.kind === "type" && action.type === NAT) piece("masquerade", null, "masquerade");
  else if (action.kind !== "lookup" && action.kind !== "l3mdev") {
    const type = formatTypeNumber(action.kind === "type" ? action.type : NUMBERS[action.kind]);
    piece("action", type, type);
  }
}

/** RTN_NAT. */
const NAT = 10;
const NUMBERS = { blackhole: 6, unreachable: 7, prohibit: 8 } as const;
