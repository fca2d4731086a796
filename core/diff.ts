/**
 * What differs between two observations: the same code answers "what did that command change?", "do simulator and
 * kernel agree?" and "is the lesson's goal reached?".
 */
import type { Json, JsonObject } from "./observation.ts";

/** One difference. What is not there is undefined. */
export interface Difference {
  /** Keys from the top, entries of lists by what names them: `hosts.host.netns.c1.addr[eth0].mtu`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * All differences, in the order of the keys of `before`, then those that only `after` has. Lists whose entries have
 * names (interfaces, routes, neighbors ...) are compared entry by entry under those names; a change of order alone is
 * one difference of the whole list, path ending in `#order`.
 */
export function diff(before: Json | object, after: Json | object): Difference[] {
  const found: Difference[] = [];
  compare("", before as Json, after as Json, found);
  return found;
}

function compare(path: string, before: Json | undefined, after: Json | undefined, found: Difference[]): void {
  if (before === after) return;
  if (isList(before) && isList(after)) compareLists(path, before, after, found);
  else if (isObject(before) && isObject(after)) {
    for (const key of keysOf(before, after))
      compare(path === "" ? key : `${path}.${key}`, before[key], after[key], found);
  } else found.push({ path, before, after });
}

function keysOf(before: JsonObject, after: JsonObject): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What names an entry among its like, in the shapes of iproute2 and docker; undefined when nothing does. */
function nameOf(entry: Json): string | undefined {
  if (!isObject(entry)) return undefined;
  const parts: Json[] = [];
  for (const key of [
    "ifname",
    "local",
    "mac",
    "priority",
    "dst",
    "dev",
    "table",
    "metric",
    "lladdr",
    "vlan",
    "Id",
    "Name",
  ]) {
    const value = entry[key];
    // A neighbor's link address is its value, not its name.
    if (key === "lladdr" || value === undefined || typeof value === "object") continue;
    parts.push(value);
    if (key === "ifname" || key === "local" || key === "Id") break;
  }
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** Names of all entries, made unique by a count; undefined when one has none. */
function namesOf(list: readonly Json[]): string[] | undefined {
  const seen = new Map<string, number>();
  const names: string[] = [];
  for (const entry of list) {
    const name = nameOf(entry);
    if (name === undefined) return undefined;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    names.push(count === 1 ? name : `${name} #${count}`);
  }
  return names;
}

function compareLists(path: string, before: readonly Json[], after: readonly Json[], found: Difference[]): void {
  const names = namesOf(before);
  const others = namesOf(after);
  if (!names || !others) {
    if (before.length === after.length)
      for (const [i, value] of before.entries()) compare(`${path}[${i}]`, value, after[i], found);
    else found.push({ path, before, after });
    return;
  }
  const there = new Map(others.map((name, i) => [name, after[i]] as const));
  const here = new Set(names);
  for (const [i, name] of names.entries()) compare(`${path}[${name}]`, before[i], there.get(name), found);
  for (const [i, name] of others.entries())
    if (!here.has(name)) found.push({ path: `${path}[${name}]`, before: undefined, after: after[i] });
  const common = names.filter((name) => there.has(name));
  const order = others.filter((name) => here.has(name));
  if (common.some((name, i) => name !== order[i])) found.push({ path: `${path}#order`, before: common, after: order });
}
