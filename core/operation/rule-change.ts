/** `ip rule add` and `del` (fib_nl_newrule and fib_nl_delrule of net/core/fib_rules.c). */
import { formatPrefix } from "../address/prefix.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import type { Range, Rule } from "../model/route.ts";
import { makeTable } from "./fib.ts";
import type { Caller } from "./operation.ts";
import type { RuleAdd, RuleDelete } from "./rule.ts";
import { DONE, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";

function rulesOf(tx: Transaction, netns: NetnsId, family: Rule["family"]): readonly Rule[] {
  const ns = tx.netns(netns);
  return family === "inet" ? ns.rules4 : ns.rules6;
}

function ownRules(tx: Transaction, netns: NetnsId, family: Rule["family"]): Rule[] {
  return tx.draft.ownList(netns, family === "inet" ? "rules4" : "rules6") as Rule[];
}

function samePrefix(a: Rule["from"], b: Rule["from"]): boolean {
  return a === b || (a !== undefined && b !== undefined && formatPrefix(a) === formatPrefix(b));
}

/** Where `goto` goes is not looked at. */
function sameAction(a: Rule["action"], b: Rule["action"]): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "lookup" && b.kind === "lookup") return a.table === b.table;
  return a.kind !== "type" || b.kind !== "type" || a.type === b.type;
}

/** rule_find: what is taken away goes by its action, if one is named, and by its table, if one is. */
function isMeant(rule: Rule, { action, table, l3mdev }: RuleDelete["rule"]): boolean {
  if (l3mdev && !rule.l3mdev && rule.action.kind !== "l3mdev") return false;
  const tableOf = rule.action.kind === "lookup" ? rule.action.table : rule.table;
  if (table && tableOf !== table) return false;
  if (action?.kind === "lookup") return action.table === 0 ? rule.action.kind === "lookup" : tableOf === action.table;
  return action === undefined || sameAction(rule.action, action);
}

function sameRange(a: Range | undefined, b: Range | undefined): boolean {
  return a?.start === b?.start && a?.end === b?.end;
}

/** fib_nl2rule: what is wrong with a rule by itself, also of one that is to be taken away. */
function check(
  { action, ...rule }: Pick<RuleDelete["rule"], "action" | "sourcePorts" | "destinationPorts" | "uids">,
  priority: number,
): Outcome {
  if (action?.kind === "goto" && action.priority <= priority) return refuse("EINVAL", "Backward goto not supported");
  // uid_valid and fib_rule_port_range_valid: the last number that there is is nobody's, nor is port 0.
  for (const [range, what, first, last] of [
    [rule.uids, "uid", 0, 0xfffffffe],
    [rule.sourcePorts, "sport", 1, 0xfffe],
    [rule.destinationPorts, "dport", 1, 0xfffe],
  ] as const)
    if (range && (range.start < first || range.end > last || range.start > range.end))
      return refuse("EINVAL", `Invalid ${what} range`);
  return DONE;
}

/** fib4_rule_configure, fib6_rule_configure: what is wrong with a new rule. */
function configure(rule: Pick<Rule, "family" | "tos" | "action">): Outcome {
  if (rule.tos & 3) return refuse("EINVAL", "Invalid dsfield (tos): ECN bits must be 0");
  // IPTOS_TOS_MASK: IPv4 looks at no more.
  if (rule.family === "inet" && rule.tos & ~0x1e) return refuse("EINVAL", "Invalid tos");
  if (rule.family === "inet6" && rule.action.kind === "lookup" && rule.action.table === 0)
    return refuse("EINVAL", "Invalid table");
  return DONE;
}

/** fib4_rule_compare: what a request does not say fits any rule. */
function fits(has: Rule["from"], said: Rule["from"]): boolean {
  return said === undefined || said.length === 0 || samePrefix(has, said);
}

/**
 * rule_exists: one that is there fits the new one, `b`, which may say less. The protocol is looked at, so that the rules a
 * namespace begins with can be given again, `not` and where `goto` goes are not.
 */
function sameRule(a: Rule, b: Rule): boolean {
  return (
    a.priority === b.priority &&
    fits(a.from, b.from) &&
    fits(a.to, b.to) &&
    (!b.tos || a.tos === b.tos) &&
    a.fwmark === b.fwmark &&
    a.fwmask === b.fwmask &&
    a.iif === b.iif &&
    a.oif === b.oif &&
    a.protocol === b.protocol &&
    sameAction(a.action, b.action) &&
    a.table === b.table &&
    a.l3mdev === b.l3mdev &&
    a.suppressPrefixLength === b.suppressPrefixLength &&
    a.suppressGroup === b.suppressGroup &&
    a.ipProtocol === b.ipProtocol &&
    sameRange(a.sourcePorts, b.sourcePorts) &&
    sameRange(a.destinationPorts, b.destinationPorts) &&
    sameRange(a.uids, b.uids) &&
    a.tunnelId === b.tunnelId &&
    (!b.realms || a.realms === b.realms)
  );
}

/**
 * fib_nl2rule: a mark that is not 0 is compared as a whole unless a mask is given, one of 0 without a mask asks nothing of
 * packets, as does a tunnel of number 0; and IPv6 knows no realms (FRA_FLOW is IPv4's alone).
 */
function understood<T extends RuleDelete["rule"] | RuleAdd["rule"]>(rule: T): T {
  const { fwmark = 0, fwmask = fwmark === 0 ? 0 : 0xffffffff } = rule;
  const marked = fwmark !== 0 || fwmask !== 0;
  return {
    ...rule,
    fwmark: marked ? fwmark : undefined,
    fwmask: marked ? fwmask : undefined,
    ...(rule.tunnelId === "0" && { tunnelId: undefined }),
    ...(rule.family === "inet6" && { realms: undefined }),
  };
}

function emptyTable(tx: Transaction, netns: NetnsId): number {
  const tables = tx.netns(netns).tables4;
  for (let table = 1; ; table++) if (!tables?.[table]) return table;
}

/** fib_default_rule_pref: just before the second rule of the list. */
function defaultPriority(rules: readonly Rule[]): number {
  const second = rules[1]?.priority ?? 0;
  return second > 0 ? second - 1 : 0;
}

/** Puts a rule behind those of its priority and before. */
export function enterRule(tx: Transaction, netns: NetnsId, rule: Rule): void {
  const { family } = rule;
  const rules = rulesOf(tx, netns, family);
  if (family === "inet") tx.ownNetns(netns).localTableApart = true;
  const at = rules.findIndex((other) => other.priority > rule.priority);
  ownRules(tx, netns, family).splice(at < 0 ? rules.length : at, 0, rule);
  tx.note("rule", "new", netns, rule.priority, { noun: "rule", rule });
}

/** fib_nl2rule: the devices that a new rule names by alternative names. */
function altnamedBy(tx: Transaction, netns: NetnsId, rule: Rule): Rule["altnamed"] {
  const by = (name: string | undefined) => {
    const link = name === undefined ? undefined : tx.linkByName(netns, name);
    return link && link.name !== name ? link.id : undefined;
  };
  const [iif, oif] = [by(rule.iif), by(rule.oif)];
  if (iif === undefined && oif === undefined) return undefined;
  return { ...(iif !== undefined && { iif }), ...(oif !== undefined && { oif }) };
}

/** NETDEV_CHANGENAME (fib_rules_event): rules let go of the device, and wait for one that is called as they say. */
export function ruleDeviceRenamed(tx: Transaction, netns: NetnsId, id: LinkId): void {
  for (const family of ["inet", "inet6"] as const) {
    const isMet = ({ altnamed }: Rule) => altnamed?.iif === id || altnamed?.oif === id;
    if (!rulesOf(tx, netns, family).some(isMet)) continue;
    const rules = ownRules(tx, netns, family);
    for (const [at, rule] of rules.entries()) {
      if (!isMet(rule)) continue;
      const { iif, oif } = rule.altnamed ?? {};
      const left = { ...(iif !== id && { iif }), ...(oif !== id && { oif }) };
      rules[at] = { ...rule, altnamed: left };
    }
  }
}

export function ruleAdd(tx: Transaction, caller: Caller, op: RuleAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const { family } = op.rule;
  const rules = rulesOf(tx, here.value, family);
  const priority = op.rule.priority ?? defaultPriority(rules);
  const checked = check(op.rule, priority);
  if (!checked.ok) return checked;
  let rule: Rule = { ...understood(op.rule), priority };
  if (!op.twice && rules.some((other) => sameRule(other, rule))) return refuse("EEXIST");
  const configured = configure(rule);
  if (!configured.ok) return configured;
  if (rule.action.kind === "lookup" && rule.action.table === 0) {
    // fib_empty_table: the first that is not there yet.
    const table = emptyTable(tx, here.value);
    makeTable(tx, here.value, family, table);
    rule = { ...rule, action: { kind: "lookup", table } };
  }
  const altnamed = altnamedBy(tx, here.value, rule);
  if (altnamed) rule = { ...rule, altnamed };
  // fib6_rule_configure; IPv4 waits for a route.
  if (family === "inet6" && rule.action.kind === "lookup") makeTable(tx, here.value, family, rule.action.table);
  enterRule(tx, here.value, rule);
  return DONE;
}

export function ruleDelete(tx: Transaction, caller: Caller, op: RuleDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const want = understood(op.rule);
  const rules = rulesOf(tx, here.value, want.family);
  const checked = check(want, want.priority ?? defaultPriority(rules));
  if (!checked.ok) return checked;
  const index = rules.findIndex(
    (rule) =>
      (want.priority === undefined || rule.priority === want.priority) &&
      fits(rule.from, want.from) &&
      fits(rule.to, want.to) &&
      (!want.tos || rule.tos === want.tos) &&
      (!want.fwmark || rule.fwmark === want.fwmark) &&
      (!want.fwmask || rule.fwmask === want.fwmask) &&
      (want.tunnelId === undefined || rule.tunnelId === want.tunnelId) &&
      (!want.protocol || rule.protocol === want.protocol) &&
      (want.iif === undefined || rule.iif === want.iif) &&
      (want.oif === undefined || rule.oif === want.oif) &&
      isMeant(rule, want) &&
      (want.suppressPrefixLength === undefined || rule.suppressPrefixLength === want.suppressPrefixLength) &&
      (want.suppressGroup === undefined || rule.suppressGroup === want.suppressGroup) &&
      (!want.ipProtocol || rule.ipProtocol === want.ipProtocol) &&
      (want.sourcePorts === undefined || sameRange(rule.sourcePorts, want.sourcePorts)) &&
      (want.destinationPorts === undefined || sameRange(rule.destinationPorts, want.destinationPorts)) &&
      (want.uids === undefined || sameRange(rule.uids, want.uids)) &&
      (!want.realms || rule.realms === want.realms),
  );
  const rule = rules[index];
  if (!rule) return refuse("ENOENT");
  if (want.family === "inet") tx.ownNetns(here.value).localTableApart = true;
  ownRules(tx, here.value, want.family).splice(index, 1);
  tx.note("rule", "delete", here.value, rule.priority, { noun: "rule", rule });
  return DONE;
}
