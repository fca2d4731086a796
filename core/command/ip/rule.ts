/** `ip rule` (ip/iprule.c). */
import { addressBits, type Family, familyOf, formatIp, type IpAddress, type Prefix } from "../../address/prefix.ts";
import type { Rule } from "../../model/route.ts";
import { PROTO, TABLE } from "../../model/route.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import { formatProtocol, formatTable, formatTos, parseProtocol, parseTable, parseTos, takePrefix } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope, RuleFilter } from "./command.ts";
import { hereOf, linkNamed, type View } from "./view.ts";

const RULE_USAGE = "Usage: ip rule { add | del } SELECTOR ACTION\n       ip rule { flush | list | help }\n";

interface Draft {
  family: Family | undefined;
  from?: Prefix;
  to?: Prefix;
  priority?: number;
  tos?: number;
  fwmark?: number;
  fwmask?: number;
  iif?: string;
  oif?: string;
  invert?: boolean;
  action?: Rule["action"];
  suppressPrefixLength?: number;
  protocol?: number;
}

const UNMODELLED = [
  "realms",
  "suppress_ifgroup",
  "l3mdev",
  "uidrange",
  "ipproto",
  "sport",
  "dport",
  "nat",
  "map-to",
  "type",
  "tun_id",
];

function takeSelectorPrefix(args: Args, draft: Draft): Prefix | undefined {
  const prefix = takePrefix(args, draft.family);
  if (prefix.any) return undefined;
  draft.family ??= familyOf(prefix.prefix.address);
  return prefix.prefix;
}

/** `MARK[/MASK]`. */
function takeMark(args: Args, draft: Draft): void {
  const word = args.value();
  if (args.refusal) return;
  const [mark = "", mask] = word.split("/", 2);
  const value = parseUnsigned(mark);
  if (value === undefined) return args.invalid("fwmark value is invalid\n", word);
  draft.fwmark = value;
  if (mask === undefined) return;
  const bits = parseUnsigned(mask);
  if (bits === undefined) args.invalid("fwmask value is invalid\n", mask);
  else draft.fwmask = bits;
}

function takeDraft(args: Args, family: Family | undefined): Draft {
  const draft: Draft = { family };
  while (args.more) {
    const word = args.take();
    if (word === "not") draft.invert = true;
    else if (word === "from") {
      const from = takeSelectorPrefix(args, draft);
      if (from) draft.from = from;
    } else if (word === "to") {
      const to = takeSelectorPrefix(args, draft);
      if (to) draft.to = to;
    } else if (matches(word, "preference") || matches(word, "order") || matches(word, "priority"))
      draft.priority = args.unsigned("preference value is invalid\n");
    else if (word === "tos" || matches(word, "dsfield")) {
      const given = args.value();
      const tos = parseTos(given);
      if (tos === undefined && !args.refusal) args.invalid("TOS value is invalid\n", given);
      draft.tos = tos ?? 0;
    } else if (word === "fwmark") takeMark(args, draft);
    else if (UNMODELLED.some((keyword) => word === keyword) || matches(word, "realms"))
      args.unmodelled("ip rule", word);
    else if (matches(word, "protocol")) {
      const given = args.value();
      const protocol = parseProtocol(given);
      if (protocol === undefined && !args.refusal) args.invalid('"protocol" value is invalid\n', given);
      draft.protocol = protocol ?? 0;
    } else if (matches(word, "table") || word === "lookup") {
      const given = args.value();
      const table = parseTable(given);
      if (table === undefined && !args.refusal) args.invalid("invalid table ID\n", given);
      draft.action = { kind: "lookup", table: table ?? 0 };
    } else if (matches(word, "suppress_prefixlength") || word === "sup_pl")
      draft.suppressPrefixLength = args.unsigned("suppress_prefixlength value is invalid\n", 0x7fffffff);
    else if (word === "dev" || word === "iif") draft.iif = args.value();
    else if (word === "oif") draft.oif = args.value();
    else if (word === "goto") draft.action = { kind: "goto", priority: args.unsigned("invalid target\n") };
    else if (word === "nop" || word === "blackhole" || word === "unreachable" || word === "prohibit")
      draft.action = { kind: word };
    else if (word === "lookup_main") args.unmodelled("ip rule", word);
    else if (matches(word, "help")) args.refuse(255, RULE_USAGE);
    else args.invalid("Failed to parse rule type", word);
  }
  return draft;
}

function parseModify(args: Args, scope: IpScope, family: Family | undefined, verb: "add" | "del"): IpCommand {
  if (!args.more) {
    args.refuse(1, `"ip rule ${verb}" requires arguments.\n`);
    return { kind: "nothing" };
  }
  const { from, to, priority, tos, fwmark, fwmask, iif, oif, invert, action, suppressPrefixLength, protocol, ...rest } =
    takeDraft(args, family);
  const ruleFamily = rest.family ?? "inet";
  if (verb === "del")
    return {
      kind: "apply",
      operation: {
        kind: "ruleDelete",
        netns: scope.netns,
        rule: {
          family: ruleFamily,
          ...(from && { from }),
          ...(to && { to }),
          ...(priority !== undefined && { priority }),
          ...(tos !== undefined && { tos }),
          ...(fwmark !== undefined && { fwmark }),
          ...(fwmask !== undefined && { fwmask }),
          ...(iif !== undefined && { iif }),
          ...(oif !== undefined && { oif }),
          ...(invert && { invert }),
          ...(action && { action }),
          ...(suppressPrefixLength !== undefined && { suppressPrefixLength }),
          ...(protocol !== undefined && { protocol }),
        },
      },
    };
  return {
    kind: "apply",
    operation: {
      kind: "ruleAdd",
      netns: scope.netns,
      rule: {
        family: ruleFamily,
        ...(priority !== undefined && { priority }),
        from,
        to,
        tos: tos ?? 0,
        fwmark,
        fwmask,
        iif,
        oif,
        invert: invert ?? false,
        action: action ?? { kind: "lookup", table: TABLE.main },
        suppressPrefixLength,
        protocol: protocol ?? 0,
      },
    },
  };
}

function takeFilter(args: Args, family: Family | undefined): RuleFilter {
  const filter: { -readonly [Key in keyof RuleFilter]: RuleFilter[Key] } = {};
  const draft = takeDraft(args, family);
  if (draft.priority !== undefined) filter.priority = draft.priority;
  if (draft.action?.kind === "lookup") filter.table = draft.action.table;
  if (draft.from) filter.from = draft.from;
  if (draft.to) filter.to = draft.to;
  if (draft.iif !== undefined) filter.iif = draft.iif;
  if (draft.oif !== undefined) filter.oif = draft.oif;
  if (draft.fwmark !== undefined) filter.fwmark = draft.fwmark;
  if (draft.protocol !== undefined) filter.protocol = draft.protocol;
  return filter;
}

export const RULE_COMMANDS = ["list", "lst", "show", "add", "delete", "flush", "save", "restore", "help"];

export function parseRule(args: Args, _names: Names, scope: IpScope): IpCommand {
  const family = scope.options.family === "link" ? undefined : scope.options.family;
  if (!args.more) return { kind: "query", query: { kind: "rules", filter: {} } };
  const word = args.take();
  if (matches(word, "list") || matches(word, "lst") || matches(word, "show"))
    return { kind: "query", query: { kind: "rules", filter: takeFilter(args, family) } };
  if (matches(word, "add")) return parseModify(args, scope, family, "add");
  if (matches(word, "delete")) return parseModify(args, scope, family, "del");
  if (matches(word, "flush")) return { kind: "flush", flush: { kind: "rules", filter: takeFilter(args, family) } };
  if (matches(word, "save") || matches(word, "restore")) args.unmodelled("ip rule", word);
  else if (matches(word, "help")) args.refuse(255, RULE_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip rule help".\n`);
  return { kind: "nothing" };
}

function samePrefix(a: Prefix | undefined, b: Prefix): boolean {
  return a !== undefined && a.address === b.address && a.length === b.length;
}

export function selectRules(view: View, filter: RuleFilter, family: Family | undefined): Rule[] {
  const here = hereOf(view);
  const wanted =
    family ?? (filter.from ? familyOf(filter.from.address) : filter.to ? familyOf(filter.to.address) : "inet");
  return (wanted === "inet6" ? here.rules6 : here.rules4).filter(
    (rule) =>
      (filter.priority === undefined || rule.priority === filter.priority) &&
      (filter.table === undefined || (rule.action.kind === "lookup" && rule.action.table === filter.table)) &&
      (filter.from === undefined || samePrefix(rule.from, filter.from)) &&
      (filter.to === undefined || samePrefix(rule.to, filter.to)) &&
      (filter.iif === undefined || rule.iif === filter.iif) &&
      (filter.oif === undefined || rule.oif === filter.oif) &&
      (filter.fwmark === undefined || rule.fwmark === filter.fwmark) &&
      (filter.protocol === undefined || rule.protocol === filter.protocol),
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
  if (rule.tos !== 0) {
    const tos = formatTos(rule.tos);
    out.field("tos", tos, `tos ${tos} `);
  }
  if (rule.fwmark !== undefined) {
    const mark = `0x${rule.fwmark.toString(16)}`;
    out.field("fwmark", mark, `fwmark ${mark}`);
    if (rule.fwmask !== undefined && rule.fwmask !== 0xffffffff) {
      const mask = `0x${rule.fwmask.toString(16)}`;
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
    if (!linkNamed(view, device)) out.field(`${key}_detached`, null, "[detached] ");
  }
  printAction(out, rule);
  if (options.details || !UNREMARKABLE.has(rule.protocol))
    out.field("protocol", formatProtocol(rule.protocol), ` proto ${formatProtocol(rule.protocol)}`);
  out.text("\n").close();
}

function printAction(out: Output, { action, suppressPrefixLength }: Rule): void {
  switch (action.kind) {
    case "lookup":
      out.field("table", formatTable(action.table), `lookup ${formatTable(action.table)}`);
      if (suppressPrefixLength !== undefined)
        out.field("suppress_prefixlen", suppressPrefixLength, ` suppress_prefixlength ${suppressPrefixLength}`);
      break;
    case "goto":
      out.field("goto", action.priority, `goto ${action.priority}`);
      break;
    case "nop":
      out.field("nop", null, "nop");
      break;
    default:
      out.field("action", action.kind, action.kind);
  }
}
