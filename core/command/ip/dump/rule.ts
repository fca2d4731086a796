/** Rules as messages (fib_nl_fill_rule of net/core/fib_rules.c), and read back as fib_nl2rule reads them. */
import { addressBits, type IpAddress, type Prefix } from "../../../address/prefix.ts";
import { isAttached, type Range, type Rule } from "../../../model/route.ts";
import type { RuleAdd } from "../../../operation/rule.ts";
import { concat } from "../../../wire/bytes.ts";
import * as nl from "../../../wire/netlink.ts";
import { prefixOf } from "../../names.ts";
import { hereOf, type View } from "../view.ts";
import { AF, ipBytes, ipOf } from "./ip-bytes.ts";

export const RTM_NEWRULE = 32;
const FIB_RULE_HDR = 12;
const FRA = {
  dst: 1,
  src: 2,
  iif: 3,
  goto: 4,
  priority: 6,
  fwmark: 10,
  flow: 11,
  tunnelId: 12,
  suppressGroup: 13,
  suppressPrefixLength: 14,
  table: 15,
  fwmask: 16,
  oif: 17,
  l3mdev: 19,
  uids: 20,
  protocol: 21,
  ipProtocol: 22,
  sourcePorts: 23,
  destinationPorts: 24,
  sourcePortMask: 28,
  destinationPortMask: 29,
} as const;
const FLAG = { invert: 2, unresolved: 4, iifDetached: 8, oifDetached: 16 } as const;
const ACTION = { lookup: 1, l3mdev: 1, goto: 2, nop: 3, blackhole: 6, unreachable: 7, prohibit: 8 } as const;
const NONE = 0xffffffff;
const TABLE_COMPAT = 252;

function tableOf({ action, table }: Rule): number {
  return action.kind === "lookup" ? action.table : (table ?? 0);
}

function single(range: Range | undefined): boolean {
  return range !== undefined && range.start === range.end;
}

/** The body of a message. */
export function emitRule(view: View, rule: Rule): Uint8Array {
  const { action } = rule;
  const table = tableOf(rule);
  const parts: Uint8Array[] = [];
  const add = (type: number, payload: Uint8Array) => void parts.push(nl.attribute(type, payload));
  const number = (type: number, value: number | undefined) => value !== undefined && add(type, nl.u32(value));
  const { unresolved, iif: iifDetached, oif: oifDetached } = rule.said ?? {};
  let flags = rule.invert ? FLAG.invert : 0;
  if (unresolved) flags |= FLAG.unresolved;
  if (iifDetached) flags |= FLAG.iifDetached;
  if (oifDetached) flags |= FLAG.oifDetached;
  add(FRA.table, nl.u32(table));
  add(FRA.suppressPrefixLength, nl.u32(rule.suppressPrefixLength ?? NONE));
  add(FRA.protocol, nl.u8(rule.protocol));
  if (action.kind === "goto") {
    const rules = rule.family === "inet" ? hereOf(view).rules4 : hereOf(view).rules6;
    if (!rules.some(({ priority }) => priority === action.priority)) flags |= FLAG.unresolved;
  }
  if (rule.iif !== undefined) {
    add(FRA.iif, nl.string(rule.iif));
    if (!isAttached(view.config.links, hereOf(view), rule, "iif")) flags |= FLAG.iifDetached;
  }
  if (rule.oif !== undefined) {
    add(FRA.oif, nl.string(rule.oif));
    if (!isAttached(view.config.links, hereOf(view), rule, "oif")) flags |= FLAG.oifDetached;
  }
  number(FRA.priority, rule.priority || undefined);
  number(FRA.fwmark, rule.fwmark || undefined);
  if (rule.fwmark !== undefined) number(FRA.fwmask, rule.fwmask ?? NONE);
  if (action.kind === "goto") number(FRA.goto, action.priority);
  if (rule.tunnelId !== undefined) add(FRA.tunnelId, nl.be64(BigInt(rule.tunnelId)));
  if (action.kind === "l3mdev" || rule.l3mdev) add(FRA.l3mdev, nl.u8(1));
  if (rule.uids) add(FRA.uids, concat(nl.u32(rule.uids.start), nl.u32(rule.uids.end)));
  const { sourcePorts, destinationPorts } = rule;
  if (sourcePorts) add(FRA.sourcePorts, concat(nl.u16(sourcePorts.start), nl.u16(sourcePorts.end)));
  if (destinationPorts) add(FRA.destinationPorts, concat(nl.u16(destinationPorts.start), nl.u16(destinationPorts.end)));
  // From Linux 6.15 on, a single port has a mask.
  if (single(sourcePorts)) add(FRA.sourcePortMask, nl.u16(0xffff));
  if (single(destinationPorts)) add(FRA.destinationPortMask, nl.u16(0xffff));
  if (rule.ipProtocol) add(FRA.ipProtocol, nl.u8(rule.ipProtocol));
  if (rule.suppressGroup !== undefined) number(FRA.suppressGroup, rule.suppressGroup);
  if (rule.to?.length) add(FRA.dst, ipBytes(rule.to.address));
  if (rule.from?.length) add(FRA.src, ipBytes(rule.from.address));
  if (rule.realms && rule.family === "inet") number(FRA.flow, rule.realms);
  const header = concat(
    Uint8Array.of(
      rule.family === "inet" ? AF.inet : AF.inet6,
      rule.to?.length ?? 0,
      rule.from?.length ?? 0,
      rule.tos,
      table < 256 ? table : TABLE_COMPAT,
      0,
      0,
      action.kind === "type" ? action.type : ACTION[action.kind],
    ),
    nl.u32(flags),
  );
  return concat(header, ...parts);
}

function actionOf(
  number: number,
  table: number,
  goto: number | undefined,
  domain: boolean,
): Pick<Rule, "action" | "table" | "l3mdev"> {
  const named = { ...(table !== 0 && { table }), ...(domain && { l3mdev: true as const }) };
  if (number === ACTION.lookup) return domain ? { action: { kind: "l3mdev" } } : { action: { kind: "lookup", table } };
  if (number === ACTION.goto) return { action: { kind: "goto", priority: goto ?? 0 }, ...named };
  const kind = (["nop", "blackhole", "unreachable", "prohibit"] as const).find((each) => ACTION[each] === number);
  return { action: kind ? { kind } : { kind: "type", type: number }, ...named };
}

/** Undefined for what is no rule of IPv4 or IPv6. */
export function parseRule(body: Uint8Array): RuleAdd["rule"] | undefined {
  const [af, toLength = 0, fromLength = 0, tos = 0, shortTable = 0, , , action = 0] = body;
  if (body.length < FIB_RULE_HDR || (af !== AF.inet && af !== AF.inet6)) return undefined;
  const family = af === AF.inet ? "inet" : "inet6";
  const attrs = nl.attributes(body.subarray(FIB_RULE_HDR));
  const number = (type: number) => nl.numberOf(attrs.get(type));
  const prefix = (type: number, length: number): Prefix | undefined => {
    const address: IpAddress | undefined = ipOf(attrs.get(type));
    return address === undefined ? undefined : prefixOf(address, Math.min(length, addressBits(family)));
  };
  const range = (type: number, size: 2 | 4): Range | undefined => {
    const payload = attrs.get(type);
    return payload && { start: nl.read(payload, 0, size), end: nl.read(payload, size, size) };
  };
  const optional = <T>(key: string, value: T | undefined) => (value === undefined ? {} : { [key]: value });
  const suppress = number(FRA.suppressPrefixLength);
  const flags = nl.read(body, 8, 4);
  const said = {
    ...(flags & FLAG.unresolved && { unresolved: true as const }),
    ...(flags & FLAG.iifDetached && { iif: true as const }),
    ...(flags & FLAG.oifDetached && { oif: true as const }),
  };
  const mask = number(FRA.fwmask);
  return {
    family,
    ...optional("priority", number(FRA.priority)),
    from: prefix(FRA.src, fromLength),
    to: prefix(FRA.dst, toLength),
    tos,
    fwmark: number(FRA.fwmark) ?? (mask === undefined ? undefined : 0),
    fwmask: mask,
    iif: nl.stringOf(attrs.get(FRA.iif)),
    oif: nl.stringOf(attrs.get(FRA.oif)),
    invert: (flags & FLAG.invert) !== 0,
    ...actionOf(action, number(FRA.table) ?? shortTable, number(FRA.goto), number(FRA.l3mdev) === 1),
    suppressPrefixLength: suppress === NONE ? undefined : suppress,
    ...optional("suppressGroup", number(FRA.suppressGroup)),
    ...optional("ipProtocol", number(FRA.ipProtocol)),
    ...optional("sourcePorts", range(FRA.sourcePorts, 2)),
    ...optional("destinationPorts", range(FRA.destinationPorts, 2)),
    ...optional("uids", range(FRA.uids, 4)),
    ...optional("tunnelId", nl.be64Of(attrs.get(FRA.tunnelId))?.toString()),
    ...optional("realms", number(FRA.flow)),
    protocol: number(FRA.protocol) ?? 0,
    ...(Object.keys(said).length > 0 && { said }),
  };
}
