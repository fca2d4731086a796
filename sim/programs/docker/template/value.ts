/**
 * Values as Go templates see them (text/template of Go): a struct is a plain object in field order, a map is a `Map`, a
 * slice an array, nil is null. Numbers are Go ints where they are whole.
 */
import type { Json } from "../../../../core/observation.ts";

export type GoValue = string | number | boolean | null | readonly GoValue[] | ReadonlyMap<string, GoValue> | GoStruct;

export interface GoStruct {
  readonly [field: string]: GoValue;
}

/** A slice and a map that were never made: empty to templates, null to JSON. */
export const NIL_SLICE: readonly GoValue[] = [];
export const NIL_MAP: ReadonlyMap<string, GoValue> = new Map();

/** Structs whose fields are all tagged `omitempty`. */
const OMITTING = new WeakSet<GoStruct>();

export function omittingEmpty(struct: GoStruct): GoStruct {
  OMITTING.add(struct);
  return struct;
}

export function isMap(value: GoValue): value is ReadonlyMap<string, GoValue> {
  return value instanceof Map;
}

export function isSlice(value: GoValue): value is readonly GoValue[] {
  return Array.isArray(value);
}

export function isStruct(value: GoValue): value is GoStruct {
  return typeof value === "object" && value !== null && !isMap(value) && !isSlice(value);
}

/** Go templates' truth: not the zero value, not empty (text/template, "if"). */
export function isTrue(value: GoValue): boolean {
  if (isMap(value)) {
    return value.size > 0;
  }
  if (isSlice(value)) {
    return value.length > 0;
  }
  return isStruct(value) || Boolean(value);
}

/** What fmt.Sprint prints (`%v`): structs in braces, maps sorted by key, slices in brackets. */
export function formatValue(value: GoValue): string {
  if (value === null) {
    return "<nil>";
  }
  if (isSlice(value)) {
    return `[${value.map(formatValue).join(" ")}]`;
  }
  if (isMap(value)) {
    return `map[${sortedEntries(value)
      .map(([key, item]) => `${key}:${formatValue(item)}`)
      .join(" ")}]`;
  }
  if (isStruct(value)) {
    return `{${Object.values(value).map(formatValue).join(" ")}}`;
  }
  return String(value);
}

/** Entries by key in byte order, as Go's templates and encoding/json walk maps. */
export function sortedEntries(map: ReadonlyMap<string, GoValue>): [string, GoValue][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** encoding/json: struct fields in order, map keys sorted, `<`, `>` and `&` escaped. */
export function toJson(value: GoValue): string {
  return goJson(plain(value));
}

/** What Go's encoder makes of JSON that is there already. `indent` is the number of spaces a level. */
export function goJson(value: Json, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function plain(value: GoValue): Json {
  if (value === NIL_SLICE || value === NIL_MAP) {
    return null;
  }
  if (isSlice(value)) {
    return value.map(plain);
  }
  if (isMap(value)) {
    return Object.fromEntries(sortedEntries(value).map(([key, item]) => [key, plain(item)]));
  }
  if (isStruct(value)) {
    const fields = Object.entries(value).filter(([, item]) => !OMITTING.has(value) || isTrue(item));
    return Object.fromEntries(fields.map(([key, item]) => [key, plain(item)]));
  }
  return value;
}
