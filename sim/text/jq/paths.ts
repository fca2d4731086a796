/** What values hold at keys, indexes, slices and paths, and how that is changed (jv_aux.c). */
import { compare, described, fail, isArray, isObject, type Json, type JsonObject, kindOf } from "./value.ts";

/** `.[key]` (jv_get). */
export function get(of: Json, key: Json): Json {
  if (isObject(of) && typeof key === "string") return of.get(key) ?? null;
  if (isArray(of) && typeof key === "number") return at(of, key);
  if (isArray(of) && isObject(key)) {
    const { from, to } = bounds(of.length, key);
    return of.slice(from, to);
  }
  if (typeof of === "string" && isObject(key)) {
    const points = [...of];
    const { from, to } = bounds(points.length, key);
    return points.slice(from, to).join("");
  }
  if (isArray(of) && isArray(key)) return indexesOf(of, key);
  if (of === null && (typeof key === "string" || typeof key === "number" || key === null || isObject(key))) {
    return null;
  }
  if (typeof key === "string") fail(`Cannot index ${kindOf(of)} with string "${key}"`);
  return fail(`Cannot index ${kindOf(of)} with ${kindOf(key)}`);
}

function at(array: readonly Json[], index: number): Json {
  // Between two there is none.
  if (!Number.isInteger(index)) return null;
  return array[index < 0 ? index + array.length : index] ?? null;
}

export function sliceKey(from: Json, to: Json): JsonObject {
  return new Map([
    ["start", from],
    ["end", to],
  ]);
}

/** parse_slice: counted from the end when negative, inside the array. */
function bounds(length: number, slice: JsonObject): { readonly from: number; readonly to: number } {
  const start = slice.get("start") ?? null;
  const end = slice.get("end") ?? null;
  if ((start !== null && typeof start !== "number") || (end !== null && typeof end !== "number"))
    fail("Start and end indices of an array slice must be numbers");
  let from = start ?? 0;
  let to = end ?? length;
  if (from < 0) from += length;
  if (to < 0) to += length;
  from = Math.min(Math.max(from, 0), length);
  to = Math.min(to, length);
  if (to < from) to = from;
  return { from: Math.floor(from), to: Math.ceil(to) };
}

/** Where a list stands in another. */
function indexesOf(array: readonly Json[], part: readonly Json[]): Json {
  if (part.length === 0) return null;
  const out: number[] = [];
  for (let i = 0; i + part.length <= array.length; i++)
    if (part.every((item, k) => compare(item, array[i + k] as Json) === 0)) out.push(i);
  return out;
}

/** `.[key] = value` (jv_set). */
function set(of: Json, key: Json, value: Json): Json {
  if (typeof key === "string" && (of === null || isObject(of))) return new Map([...(of ?? []), [key, value]]);
  if (typeof key === "number" && (of === null || isArray(of))) {
    const array = [...(of ?? [])];
    const index = key < 0 ? Math.floor(key) + array.length : Math.floor(key);
    if (index < 0) fail("Out of bounds negative array index");
    if (index > 536_870_911) fail("Array index too large");
    while (array.length < index) array.push(null);
    array[index] = value;
    return array;
  }
  if (isObject(key) && (of === null || isArray(of))) {
    const array = [...(of ?? [])];
    if (!isArray(value)) return fail("A slice of an array can only be assigned another array");
    const { from, to } = bounds(array.length, key);
    array.splice(from, to - from, ...value);
    return array;
  }
  if (isObject(key)) return fail(`Cannot update field at object index of ${kindOf(of)}`);
  if (typeof key === "string") fail(`Cannot index ${kindOf(of)} with string "${key}"`);
  if (isArray(key) && isArray(of)) fail("Cannot update field at array index of array");
  return fail(`Cannot index ${kindOf(of)} with ${kindOf(key)}`);
}

export function getPath(of: Json, path: readonly Json[]): Json {
  let value = of;
  for (const key of path) {
    if (value === null) return null;
    value = get(value, key);
  }
  return value;
}

export function setPath(of: Json, path: readonly Json[], value: Json, from = 0): Json {
  if (from >= path.length) return value;
  const key = path[from] as Json;
  // What cannot be looked at cannot be set either.
  return set(of, key, setPath(get(of, key), path, value, from + 1));
}

export function deletePaths(of: Json, paths: readonly Json[]): Json {
  let value = of;
  for (const path of [...paths].sort(compare).reverse()) {
    if (!isArray(path)) fail("Path must be specified as an array");
    value = deletePath(value, path as readonly Json[], 0);
  }
  return value;
}

function deletePath(of: Json, path: readonly Json[], from: number): Json {
  if (of === null) return null;
  if (from >= path.length) return null;
  const key = path[from] as Json;
  if (from === path.length - 1) return remove(of, key);
  const inner = get(of, key);
  if (inner === null) return of;
  return set(of, key, deletePath(inner, path, from + 1));
}

/** jv_dels of one key. */
function remove(of: Json, key: Json): Json {
  if (isArray(of)) {
    if (typeof key === "number") {
      const index = Math.floor(key) < 0 ? Math.floor(key) + of.length : Math.floor(key);
      return of.filter((_, i) => i !== index);
    }
    if (isObject(key)) {
      const { from, to } = bounds(of.length, key);
      return of.filter((_, i) => i < from || i >= to);
    }
    if (typeof key === "string") return fail(`Cannot delete field at object index of array`);
    return fail(`Cannot delete field at array index of array`);
  }
  if (isObject(of)) {
    if (typeof key !== "string")
      return fail(`Cannot delete field at ${isObject(key) ? "object" : kindOf(key)} index of object`);
    const out = new Map(of);
    out.delete(key);
    return out;
  }
  return fail(`Cannot delete fields from ${kindOf(of)}`);
}

/** `has`. */
export function has(of: Json, key: Json): boolean {
  if (isObject(of) && typeof key === "string") return of.has(key);
  if (isArray(of) && typeof key === "number") return key >= 0 && key < of.length;
  return fail(`Cannot check whether ${kindOf(of)} has a ${typeof key === "string" ? "string" : kindOf(key)} key`);
}

export function keysIn(of: Json, sorted: boolean): readonly Json[] {
  if (isArray(of)) return of.map((_, index) => index);
  if (!isObject(of)) return fail(`${described(of)} has no keys`);
  const keys = [...of.keys()];
  return sorted ? keys.sort(compare) : keys;
}

export function lengthOf(of: Json): number {
  if (of === null) return 0;
  if (typeof of === "number") return Math.abs(of);
  if (typeof of === "string") return [...of].length;
  if (isArray(of)) return of.length;
  if (isObject(of)) return of.size;
  return fail(`${described(of)} has no length`);
}

/** `contains`: text in text, elements in elements, values at keys. */
export function contains(a: Json, b: Json): boolean {
  if (kindOf(a) !== kindOf(b)) return fail(`${described(a)} and ${described(b)} cannot have their containment checked`);
  return holds(a, b);
}

function holds(a: Json, b: Json): boolean {
  if (typeof a === "string" && typeof b === "string") return a.includes(b);
  if (isArray(a) && isArray(b)) return b.every((item) => a.some((other) => holds(other, item)));
  if (isObject(a) && isObject(b))
    return [...b].every(([key, value]) => {
      const own = a.get(key);
      return own !== undefined && holds(own, value);
    });
  return compare(a, b) === 0;
}
