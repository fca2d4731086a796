/** `ip rule`: from words to operations and filters (ip/iprule.c). */
import { type Family, familyOf, type Prefix } from "../../address/prefix.ts";
import { type Range, type Rule, TABLE } from "../../model/route.ts";
import type { RuleDelete } from "../../operation/rule.ts";
import { type Args, matches, type Names, parseUnsigned, parseUnsigned64 } from "../args.ts";
import {
  isInterfaceName,
  parseGroup,
  parseProtocol,
  parseRealms,
  parseTable,
  parseTos,
  parseTypeNumber,
  readPrefix,
  takePrefix,
} from "../names.ts";
import type { IpCommand, IpScope, RuleFilter } from "./command.ts";
import { ipProtocolNamed } from "./ip-protocols.ts";

/** Scripts look in it for selectors by name to know how old iproute2 is. */
export const RULE_USAGE = `Usage: ip rule { add | del } SELECTOR ACTION
       ip rule { flush | list [ SELECTOR ] | help }
SELECTOR := [ not ] [ from PREFIX ] [ to PREFIX ] [ tos TOS ] [ fwmark MARK[/MASK] ] [ iif DEV ] [ oif DEV ]
            [ pref NUMBER ] [ l3mdev ] [ uidrange FIRST-LAST ] [ ipproto PROTOCOL ] [ sport PORTS ] [ dport PORTS ]
ACTION := [ table TABLE ] [ protocol PROTO ] [ realms [FROM/]TO ] [ goto NUMBER ]
          [ suppress_prefixlength NUMBER ] [ suppress_ifgroup GROUP ]
`;

type Draft = { -readonly [Key in keyof Omit<RuleDelete["rule"], "family" | "action">]: RuleDelete["rule"][Key] } & {
  family: Family | undefined;
  /** FR_ACT_*, by the word that was last. */
  type?: number;
  goto?: number;
  l3mdev?: boolean;
  /** A type was given, which needs no table; `nat` does not say so. */
  tableless?: boolean;
};

function takeSelectorPrefix(args: Args, family: Family | undefined): Prefix | undefined {
  const prefix = takePrefix(args, family);
  if (prefix.any) return undefined;
  const own = familyOf(prefix.prefix.address);
  // Without -6 a rule is IPv4's, whatever it names; without a length it names nothing.
  if (prefix.prefix.length === 0 && (family ?? "inet") !== own) return undefined;
  return prefix.prefix;
}

/** `MARK[/MASK]`. */
function takeMark(args: Args, draft: Pick<Draft, "fwmark" | "fwmask">): void {
  const word = args.value();
  if (args.refusal) return;
  const slash = word.indexOf("/");
  const mark = slash < 0 ? word : word.slice(0, slash);
  const mask = slash < 0 ? undefined : word.slice(slash + 1);
  const value = parseUnsigned(mark);
  if (value === undefined) return args.invalid("fwmark value is invalid\n", mark);
  draft.fwmark = value;
  if (mask === undefined) return;
  const bits = parseUnsigned(mask);
  if (bits === undefined) args.invalid("fwmask value is invalid\n", mask);
  else draft.fwmask = bits;
}

/** `PORT[-PORT]`, as sscanf("%hu-%hu") takes it: as far as it can, and only the lower sixteen bits. */
function takePorts(args: Args, what: "port" | "dport"): Range {
  const word = args.value();
  const match = /^\s*([+-]?\d+)(?:-\s*([+-]?\d+))?/.exec(word);
  if (!match && !args.refusal) args.invalid(`invalid ${what} range\n`, word);
  const start = Number(match?.[1] ?? 0) & 0xffff;
  return { start, end: match?.[2] === undefined ? start : Number(match[2]) & 0xffff };
}

function takeUids(args: Args): Range {
  const word = args.value();
  const match = /^\s*([+-]?\d+)-\s*([+-]?\d+)/.exec(word);
  if (!match && !args.refusal) args.invalid("invalid UID range\n", word);
  return { start: Number(match?.[1] ?? 0) >>> 0, end: Number(match?.[2] ?? 0) >>> 0 };
}

function takeIpProtocol(args: Args): number {
  const word = args.value();
  const number = ipProtocolNamed(word) ?? parseUnsigned(word, 255);
  if (number === undefined && !args.refusal) args.invalid('Invalid "ipproto" value\n', word);
  return number ?? 0;
}

function takeNamed(args: Args, read: (text: string) => number | undefined, message: string): number {
  const word = args.value();
  const value = args.refusal ? 0 : read(word);
  if (value === undefined) args.invalid(message, word);
  return value ?? 0;
}

function takeTunnelId(args: Args): string {
  const word = args.value();
  const value = parseUnsigned64(word);
  if (value === undefined && !args.refusal) args.invalid('"tun_id" value is invalid\n', word);
  return String(value ?? 0);
}

function takeInterface(args: Args, which: string): string {
  const name = args.value();
  if (!args.refusal && !isInterfaceName(name)) args.invalid(`${which} not a valid ifname`, name);
  return name;
}

const GOTO = 2;
const NOP = 3;
/** RTN_NAT: what is left of it is a number that no kernel acts on. */
const NAT = 10;
/** The numbers of FR_ACT_*, which a type of routes given for an action is taken as. */
const ACTION_NUMBERS: Readonly<Record<number, Rule["action"]>> = {
  1: { kind: "lookup", table: 0 },
  3: { kind: "nop" },
  6: { kind: "blackhole" },
  7: { kind: "unreachable" },
  8: { kind: "prohibit" },
};

function takeAction(args: Args, draft: Draft, first: string): void {
  const word = first === "type" ? args.value() : first;
  if (args.refusal) return;
  if (matches(word, "help")) return args.refuse(255, RULE_USAGE);
  const goes = matches(word, "goto");
  if (goes) draft.goto = takeNamed(args, parseUnsigned, "invalid target\n");
  const type = goes ? GOTO : matches(word, "nop") ? NOP : parseTypeNumber(word);
  if (type === undefined) return args.invalid("Failed to parse rule type", word);
  draft.type = type;
  draft.tableless = true;
}

/** `nat ADDRESS`, which has been out of use since before there were namespaces. */
function takeNat(args: Args, draft: Draft): void {
  const word = args.value();
  args.warn("Warning: route NAT is deprecated\n");
  if (!args.refusal && readPrefix(word, "inet") === undefined)
    args.refuse(1, `Error: an IP address is expected rather than "${word}"\n`, true);
  draft.type = NAT;
}

/** What the words about action and table come to: they are two fields, and a rule that looks nothing up may name a table. */
function actionOf(
  verb: "add" | "del",
  type: number | undefined,
  table: number | undefined,
  goto: number | undefined,
): Pick<RuleDelete["rule"], "action" | "table"> {
  if (goto !== undefined) return { action: { kind: "goto", priority: goto }, ...(table !== undefined && { table }) };
  if (type === undefined) return table === undefined ? {} : { action: { kind: "lookup", table } };
  // FR_ACT_UNSPEC, which any action is meant by.
  if (type === 0 && verb === "del") return table === undefined ? {} : { table };
  const action = ACTION_NUMBERS[type] ?? { kind: "type", type };
  if (action.kind === "lookup") return { action: { kind: "lookup", table: table ?? 0 } };
  return { action, ...(table !== undefined && { table }) };
}

function takeDraft(args: Args, family: Family | undefined): Draft {
  const draft: Draft = { family };
  while (args.more) {
    const word = args.take();
    if (word === "not") draft.invert = true;
    else if (word === "from") {
      const from = takeSelectorPrefix(args, family);
      if (from) draft.from = from;
    } else if (word === "to") {
      const to = takeSelectorPrefix(args, family);
      if (to) draft.to = to;
    } else if (matches(word, "preference") || matches(word, "order") || matches(word, "priority"))
      draft.priority = args.unsigned("preference value is invalid\n");
    else if (word === "tos" || matches(word, "dsfield"))
      draft.tos = takeNamed(args, parseTos, "TOS value is invalid\n");
    else if (word === "fwmark") takeMark(args, draft);
    else if (matches(word, "realms")) draft.realms = takeNamed(args, parseRealms, "invalid realms\n");
    else if (matches(word, "protocol"))
      draft.protocol = takeNamed(args, parseProtocol, '"protocol" value is invalid\n');
    else if (matches(word, "tun_id")) draft.tunnelId = takeTunnelId(args);
    else if (word === "l3mdev") draft.l3mdev = true;
    else if (matches(word, "table") || word === "lookup")
      draft.table = takeNamed(args, parseTable, "invalid table ID\n");
    else if (matches(word, "suppress_prefixlength") || word === "sup_pl")
      draft.suppressPrefixLength = args.unsigned("suppress_prefixlength value is invalid\n", 0x7fffffff);
    else if (matches(word, "suppress_ifgroup") || word === "sup_group")
      draft.suppressGroup = takeNamed(args, parseGroup, 'Invalid "suppress_ifgroup" value\n');
    else if (word === "dev" || word === "iif") draft.iif = takeInterface(args, '"iif"/"dev"');
    else if (word === "oif") draft.oif = takeInterface(args, '"oif"');
    else if (word === "uidrange") draft.uids = takeUids(args);
    else if (word === "ipproto") draft.ipProtocol = takeIpProtocol(args);
    else if (word === "sport") draft.sourcePorts = takePorts(args, "port");
    else if (word === "dport") draft.destinationPorts = takePorts(args, "dport");
    else if (word === "nat" || matches(word, "map-to")) takeNat(args, draft);
    else takeAction(args, draft, word);
  }
  if (draft.l3mdev && draft.table) args.refuse(22, "table can not be specified for l3mdev rules\n");
  return draft;
}

function parseModify(args: Args, scope: IpScope, family: Family | undefined, verb: "add" | "del"): IpCommand {
  if (!args.more) {
    args.refuse(1, `"ip rule ${verb}" requires arguments.\n`);
    return { kind: "nothing" };
  }
  const { type, table: named, goto, l3mdev, tableless, ...draft } = takeDraft(args, family);
  // The kernel's words, who looks at the addresses first.
  const ruleFamily = draft.family ?? "inet";
  for (const [what, prefix] of [
    ["source", draft.from],
    ["dst", draft.to],
  ] as const)
    if (prefix && familyOf(prefix.address) !== ruleFamily) args.refuse(2, `Error: Invalid ${what} address.\n`);
  if (!args.refusal && goto === undefined && type === GOTO)
    args.refuse(2, "Error: Missing goto target for action goto.\n");
  if (!args.refusal && goto !== undefined && type !== GOTO) args.refuse(2, "Error: Unexpected goto.\n");
  const said = actionOf(verb, type, named, goto);
  // With no other action it is the table that is looked up; what is taken away need not say what it does.
  const looksUp = l3mdev && (said.action ? said.action.kind === "lookup" : verb === "add");
  const { action, ...table } = looksUp ? { action: { kind: "l3mdev" } as const } : said;
  const ofVrf = l3mdev && !looksUp ? { l3mdev: true as const } : {};
  const byDefault =
    type === NAT && !tableless && verb === "add" && named === undefined && !l3mdev ? { table: TABLE.main } : {};
  const { netns } = scope;
  const warning = args.warnings === undefined ? {} : { warning: args.warnings };
  if (verb === "del")
    return {
      kind: "apply",
      ...warning,
      operation: {
        kind: "ruleDelete",
        netns,
        rule: { ...draft, ...table, ...ofVrf, ...(action && { action }), family: ruleFamily },
      },
    };
  const { priority, from, to, tos, fwmark, fwmask, iif, oif, invert, suppressPrefixLength, protocol, ...rest } = draft;
  return {
    kind: "apply",
    ...warning,
    operation: {
      kind: "ruleAdd",
      netns,
      rule: {
        ...rest,
        ...byDefault,
        ...table,
        ...ofVrf,
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

/** iprule_list_flush_or_save. */
function takeFilter(args: Args, family: Family | undefined): RuleFilter {
  const filter: { -readonly [Key in keyof RuleFilter]: RuleFilter[Key] } = {};
  const prefix = (): Prefix | undefined => {
    const taken = takePrefix(args, family ?? "inet");
    return taken.any ? undefined : taken.prefix;
  };
  while (args.more) {
    const word = args.take();
    if (matches(word, "preference") || matches(word, "order") || matches(word, "priority"))
      filter.priority = args.unsigned("preference value is invalid\n");
    else if (word === "not") filter.invert = true;
    else if (word === "tos" || word === "dsfield") filter.tos = takeNamed(args, parseTos, "TOS value is invalid\n");
    else if (word === "fwmark") takeMark(args, filter);
    else if (word === "dev" || word === "iif") filter.iif = takeInterface(args, '"iif"/"dev"');
    else if (word === "oif") filter.oif = takeInterface(args, '"oif"');
    else if (word === "l3mdev") filter.l3mdev = true;
    else if (matches(word, "tun_id")) filter.tunnelId = takeTunnelId(args);
    else if (word === "uidrange") filter.uids = takeUids(args);
    else if (matches(word, "lookup") || matches(word, "table"))
      filter.table = takeNamed(args, parseTable, "table id value is invalid\n");
    else if (matches(word, "from") || matches(word, "src")) {
      const from = prefix();
      if (from) filter.from = from;
    } else if (matches(word, "protocol")) {
      const given = args.value();
      const protocol = parseProtocol(given);
      if (protocol !== undefined) filter.protocol = protocol;
      else if (given !== "all" && !args.refusal) args.invalid('invalid "protocol"\n', given);
    } else if (word === "ipproto") filter.ipProtocol = takeIpProtocol(args);
    else if (word === "sport") filter.sourcePorts = takePorts(args, "port");
    else if (word === "dport") filter.destinationPorts = takePorts(args, "dport");
    else {
      if (!matches(word, "dst") && !matches(word, "to")) args.back();
      const to = prefix();
      if (to) filter.to = to;
    }
  }
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
  if (matches(word, "save")) {
    if (args.more) args.refuse(1, '"ip rule save" does not take any arguments.\n');
    return { kind: "dump", command: { verb: "save", of: "rule" } };
  }
  if (matches(word, "restore")) return { kind: "dump", command: { verb: "restore", of: "rule" } };
  if (matches(word, "help")) args.refuse(255, RULE_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip rule help".\n`);
  return { kind: "nothing" };
}
