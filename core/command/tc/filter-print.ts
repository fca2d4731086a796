/** What `tc filter show` prints (print_filter of tc/tc_filter.c, and the kinds' own, of iproute2). */
import { references } from "../../model/action-table.ts";
import {
  type Filter,
  type FilterChain,
  type FilterHook,
  type FwMatch,
  sameHook,
  type TcAction,
} from "../../model/filter.ts";
import type { Link } from "../../model/link.ts";
import { INGRESS_HANDLE } from "../../model/qdisc.ts";
import { isHeldByActionsOnly } from "../../operation/filter-chains.ts";
import type { View } from "../ip/view.ts";
import { again, type Output } from "../output.ts";
import { printPolice } from "./action.ts";
import { countedActions, printOneAction, timing } from "./action-print.ts";
import type { FilterQuery } from "./filter-parse.ts";
import { formatFilterProtocol } from "./filter-protocol.ts";
import { printFlower } from "./flower.ts";
import { formatClass } from "./qdisc-print.ts";
import { printLink } from "./u32-tables.ts";

export interface FilterShow {
  readonly statistics: boolean;
  /** Shown unless asked for. */
  readonly query: FilterQuery;
}

/** The hook that a list is about; undefined where there is nothing to hang on. */
function hookOf(link: Link, { hook }: FilterQuery): FilterHook | undefined {
  if (hook === "ingress" || hook === "egress") return link.ingressQdisc === "ingress" ? "ingress" : hook;
  if (typeof hook === "object") return hook.major === 0xffff && link.ingressQdisc === "ingress" ? "ingress" : hook;
  const root = link.qdiscs?.find(({ parent }) => parent === "root");
  return root && { major: root.handle, minor: 0 };
}

/** Answers whether the list is whole: that of a `fw` without marks the kernel breaks off (fw_walk). */
export function printFilters(out: Output, view: View, link: Link, show: FilterShow): boolean {
  const { query } = show;
  const hook = hookOf(link, query);
  if (!hook) return true;
  const all = (link.filters ?? []).filter((each) => sameHook(each.hook, hook));
  // A place is shown by the name that it was last called by (tcf_block's classid).
  let last = all[0];
  for (const each of all) if (last && each.id > last.id) last = each;
  const called = last?.calledBy ?? hook;
  for (const { hook: its, chain } of link.filterChains ?? [])
    if (sameHook(its, hook) && (query.chain === undefined || query.chain === chain))
      if (!printFiltersOf(out, view, all, { called, chain, show })) return false;
  return true;
}

interface ShownChain {
  readonly called: FilterHook;
  readonly chain: number;
  readonly show: FilterShow;
}

function printFiltersOf(out: Output, view: View, all: readonly Filter[], { called, chain, show }: ShownChain): boolean {
  const { query } = show;
  const list = all.filter(
    (each) =>
      each.chain === chain &&
      (!query.preference || each.preference === query.preference) &&
      (query.protocol === undefined || each.protocol === query.protocol),
  );
  let before: Filter | undefined;
  for (const filter of list) {
    const begins = before?.preference !== filter.preference;
    before = filter;
    if (begins) {
      printHead(out, filter, called, query);
      out.text("\n").close();
    }
    if (filter.match.kind === "fw" && filter.match.old) return false;
    if (filter.match.kind !== "u32") printFilter(out, view, filter, called, show);
    else if (begins)
      for (const { entry, table } of walkTables(list.filter(({ preference }) => preference === filter.preference)))
        if (table) printTable(out, entry, table, called, query);
        else printFilter(out, view, entry, called, show);
  }
  return true;
}

/** A chain by itself: it is of a discipline, whatever its place was called. */
export function printChain(out: Output, { hook, chain }: FilterChain, query: FilterQuery): void {
  const place: FilterHook = typeof hook === "string" ? { major: INGRESS_HANDLE, minor: 0 } : { ...hook, minor: 0 };
  out.openObject().text("chain ");
  printPlace(out, place, query);
  if (query.chain === undefined) out.field("chain", chain, `chain ${chain} `);
  out.text("\n").close();
}

interface Walked {
  readonly entry: Filter;
  readonly table?: { readonly number: number; readonly divisor: number };
}

/** u32_walk: the tables of a preference, the newest first, each with its nodes bucket by bucket. */
function walkTables(list: readonly Filter[]): readonly Walked[] {
  const [first] = list;
  if (first?.match.kind !== "u32") return [];
  const { root } = first.match;
  const nodes = list.flatMap((entry) => (entry.match.kind === "u32" ? [{ entry, match: entry.match }] : []));
  const inTable = (number: number) =>
    nodes
      .filter(({ match }) => match.divisor === undefined && match.table === number)
      .sort((a, b) => a.match.bucket - b.match.bucket || a.entry.handle - b.entry.handle);
  const made = nodes
    .filter(({ match }) => match.divisor !== undefined && match.table !== root)
    .sort((a, b) => b.entry.id - a.entry.id)
    .map(({ entry, match }) => ({ entry, table: { number: match.table, divisor: match.divisor ?? 1 } }));
  return [...made, { entry: first, table: { number: root, divisor: 1 } }].flatMap((each) => [
    each,
    ...inTable(each.table.number).map(({ entry }) => ({ entry })),
  ]);
}

/** The line that a preference begins with, and what every filter of it begins with, too. */
function printHead(
  out: Output,
  { protocol, preference, match, chain }: Filter,
  hook: FilterHook,
  query: FilterQuery,
): void {
  out.openObject().text("filter ");
  printPlace(out, hook, query);
  if (query.protocol === undefined)
    out.field("protocol", formatFilterProtocol(protocol), `protocol ${formatFilterProtocol(protocol)} `);
  if (!query.preference) out.field("pref", preference, `pref ${preference} `);
  out.field("kind", match.kind, `${match.kind} `);
  if (query.chain === undefined) out.field("chain", chain, `chain ${chain} `);
}

/** Where it hangs, unless that was asked for. */
function printPlace(out: Output, hook: FilterHook, query: FilterQuery): void {
  if (query.hook !== undefined && sameHook(query.hook, hook)) return;
  if (typeof hook === "string") out.field(hook, true, `${hook} `);
  else out.field("parent", formatClass(hook), `parent ${formatClass(hook)} `);
}

/**
 * `tc chain show`: the chains of a place that are there for more than that actions lead to them. Where there are chains of the
 * other kind the kernel loses count between two pieces of its answer and tells of some more than once (tc_dump_chain).
 */
export function printChains(out: Output, link: Link, query: FilterQuery): void {
  const hook = hookOf(link, query);
  if (!hook) return;
  const chains = (link.filterChains ?? []).filter(
    (each) => sameHook(each.hook, hook) && (query.chain === undefined || query.chain === each.chain),
  );
  for (let start = 0, told = true; told; ) {
    told = false;
    let index = 0;
    for (const each of chains) {
      if (index >= start) {
        if (isHeldByActionsOnly(link, each)) continue;
        printChain(out, each, query);
        told = true;
      }
      index++;
    }
    start = index;
  }
}

function printTable(
  out: Output,
  filter: Filter,
  { number, divisor }: NonNullable<Walked["table"]>,
  hook: FilterHook,
  query: FilterQuery,
): void {
  printHead(out, filter, hook, query);
  const table = number.toString(16);
  out.openObject("options").field("fh", `${table}:`, `fh ${table}: `);
  out.field("ht_divisor", divisor, `ht divisor ${divisor} \n`).close().close();
}

/** The one that `tc filter get` asks for; a table of u32 without a handle. */
export function printOne(
  out: Output,
  view: View,
  filter: Filter,
  hook: FilterHook,
  what: { readonly table: boolean; readonly statistics: boolean },
): void {
  const query = { device: undefined, hook: undefined, preference: undefined, protocol: undefined };
  const { match } = filter;
  if (what.table && match.kind === "u32") {
    const made = match.divisor !== undefined;
    const table = { number: made ? match.table : match.root, divisor: match.divisor ?? 1 };
    printTable(out, filter, table, hook, query);
  } else printFilter(out, view, filter, hook, { statistics: what.statistics, query });
}

function printFilter(out: Output, view: View, filter: Filter, hook: FilterHook, show: FilterShow): void {
  printHead(out, filter, hook, show.query);
  out.openObject("options");
  const { match, handle, classId, actions } = filter;
  const stats = view.runtime.filters.get(filter.id);
  const chosen = classId && formatClass(classId);
  const hits = stats?.hits ?? 0;
  switch (match.kind) {
    case "matchall":
      out.field("handle", handle, `handle 0x${handle.toString(16)} `);
      if (chosen) out.field("flowid", chosen, `flowid ${chosen} `);
      if (match.skip) out.field("skip_hw", true, "\n  skip_hw");
      out.field("not_in_hw", true, "\n  not_in_hw");
      if (show.statistics) out.field("rule_hit", hits, ` (rule hit ${hits})`);
      break;
    case "basic":
      out.field("handle", handle.toString(16), `handle 0x${handle.toString(16)} `);
      if (chosen) out.field("flowid", chosen, `flowid ${chosen} `);
      break;
    case "flower":
      out.field("handle", handle, `handle 0x${handle.toString(16)} `);
      if (chosen) out.field("classid", chosen, `classid ${chosen} `);
      printFlower(out, filter.protocol, match.keys);
      break;
    case "fw":
      printFw(out, match, filter);
      break;
    case "u32":
      printU32(
        out,
        filter,
        show.statistics ? { hits, success: stats?.success ?? 0, keys: stats?.keys ?? [] } : undefined,
      );
  }
  const [only] = actions;
  if (filter.bare && only?.kind === "police") {
    out.text("\n");
    const use = countedActions(view).find(({ action }) => action.id === only.id);
    const held = { references: use ? references(use) : 1, bind: use?.bind ?? 1 };
    printPolice(out, only, { ...held, timing: show.statistics ? ` ${timing(view, only)}` : "" });
    out.text("\n");
    if (show.statistics) {
      const { bytes = 0, packets = 0, drops = 0, overlimits = 0 } = view.runtime.actions.get(only.id) ?? {};
      out.text(` Sent ${bytes} bytes ${packets} pkts (dropped ${drops}, overlimits ${overlimits}) \n`);
    }
  } else if (actions.length === 0) out.text("\n");
  else printActions(out, view, actions, show.statistics);
  out.close().close();
}

/** fw_print_opt: plain text, in the midst of JSON, too. */
function printFw(out: Output, { mask, indev }: FwMatch, { handle, classId, actions }: Filter): void {
  const [chosen, acts] = [classId && formatClass(classId), actions.length > 0];
  const masked = mask === 0xffffffff ? "" : `/0x${mask.toString(16)}`;
  const words = [`handle 0x${handle.toString(16)}${masked} `];
  if (chosen) words.push(`classid ${chosen} `);
  if (indev !== undefined) words.push(`input dev ${indev} `);
  if (acts) words.push("\n");
  out.raw(words.join(""));
}

/** u32_print_opt. */
function printU32(
  out: Output,
  { match, handle, classId, actions }: Filter,
  stats: { readonly hits: number; readonly success: number; readonly keys: readonly number[] } | undefined,
): void {
  if (match.kind !== "u32") return;
  const [table, bucket] = [match.table.toString(16), match.bucket.toString(16)];
  const name = `${table}:${match.bucket === 0 ? "" : bucket}:${handle.toString(16)}`;
  out.field("fh", name, `fh ${name} `).field("order", handle, `order ${handle} `);
  out.field("key_ht", table, `key ht ${table} `).field("bkt", bucket, `bkt ${bucket} `);
  if (classId) out.field("flowid", formatClass(classId), `*flowid ${formatClass(classId)} `);
  else if (actions.length > 0) out.text("terminal flowid ");
  if (match.link?.table) {
    const link = `${match.link.table.toString(16)}:`;
    out.field("link", link, `link ${link} `);
  }
  if (match.skip) out.field("skip_hw", true, "skip_hw ");
  out.field("not_in_hw", true, "not_in_hw ");
  if (stats) {
    out.field("rule_hit", stats.hits, `(rule hit ${stats.hits} `);
    out.field("success", stats.success, `success ${stats.success})`);
  }
  const words = (number: number) => number.toString(16).padStart(8, "0");
  match.keys.forEach(({ value, mask, offset }, at) => {
    const key = again("match", at);
    out.json(key, { value: value.toString(16), mask: mask.toString(16), offmask: "", off: offset });
    out.text(`\n  match ${words(value)}/${words(mask)} at ${offset}`);
    if (!stats) return;
    const success = stats.keys[at] ?? 0;
    out.field(again("success", at + 1), success, ` (success ${success} ) `);
  });
  if (match.link) printLink(out, match.link);
}

/** tc_print_action. */
function printActions(out: Output, view: View, actions: readonly TcAction[], statistics: boolean): void {
  out.openList("actions").text("\n");
  const table = countedActions(view);
  actions.forEach((action, at) => {
    const use = table.find((each) => each.action.id === action.id) ?? { action, bind: 1, standing: false };
    printOneAction(out, view, use, at + 1, statistics);
    out.text("\n").close();
  });
  out.close();
}
