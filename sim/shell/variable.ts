/**
 * Shell variables: scalars, indexed and associative arrays with their attributes (bash(1), PARAMETERS). A subshell
 * shares them with its parent until either writes: a variable belongs to the store that made it, and another store
 * copies it first.
 */
import { bytesOfText } from "../../core/text-bytes.ts";

export interface Variable {
  /** The store that may change this object in place. */
  owner: object;
  /** The scalar's value; element 0 of an array is in `items`. Undefined while declared without value. */
  value: string | undefined;
  items: Map<number, string> | undefined;
  entries: Map<string, string> | undefined;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  letterCase: "upper" | "lower" | "capital" | undefined;
  traced: boolean;
  reference: boolean;
  /** An array that was declared and never assigned. */
  bare: boolean;
}

export const VALID_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

type Saved = Map<string, Variable | undefined>;

export class VariableStore {
  #owner: object = {};
  readonly #variables: Map<string, Variable>;
  /** What each running function's `local` hides, innermost last. */
  readonly #scopes: Saved[] = [];
  #environment: Record<string, string> | undefined;

  constructor(from?: VariableStore) {
    this.#variables = from === undefined ? new Map() : new Map(from.#variables);
    if (from !== undefined) {
      // Both sides must copy before they write from now on.
      from.#owner = {};
      for (const scope of from.#scopes) this.#scopes.push(new Map(scope));
      this.#environment = from.#environment;
    }
  }

  get(name: string): Variable | undefined {
    return this.#variables.get(name);
  }

  names(): string[] {
    return [...this.#variables.keys()];
  }

  /** The variable to change in place, created when missing. */
  own(name: string): Variable {
    this.#environment = undefined;
    const found = this.#variables.get(name);
    if (found !== undefined && found.owner === this.#owner) return found;
    const made: Variable =
      found === undefined
        ? emptyVariable(this.#owner)
        : {
            ...found,
            owner: this.#owner,
            items: found.items && new Map(found.items),
            entries: found.entries && new Map(found.entries),
          };
    this.#variables.set(name, made);
    return made;
  }

  /** Sets a scalar that is not exported, the common case, without forgetting the environment. */
  setPlain(name: string, value: string): boolean {
    const found = this.#variables.get(name);
    if (found === undefined) {
      this.#variables.set(name, { ...emptyVariable(this.#owner), value });
      return true;
    }
    if (
      found.owner !== this.#owner ||
      found.exported ||
      found.readonly ||
      found.integer ||
      found.reference ||
      found.letterCase !== undefined ||
      found.items !== undefined ||
      found.entries !== undefined
    ) {
      return false;
    }
    found.value = value;
    return true;
  }

  /** unset: in the function that made it local a name stays local, further in what the local hides comes back. */
  remove(name: string): void {
    this.#environment = undefined;
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const scope = this.#scopes[at];
      if (!scope?.has(name)) continue;
      if (at === this.#scopes.length - 1) break;
      const hidden = scope.get(name);
      scope.delete(name);
      if (hidden === undefined) this.#variables.delete(name);
      else this.#variables.set(name, hidden);
      return;
    }
    this.#variables.delete(name);
  }

  /** Puts the variable away for the length of one command: `NAME=value command`. */
  hide(name: string): Variable | undefined {
    const found = this.#variables.get(name);
    this.#variables.delete(name);
    this.#environment = undefined;
    return found;
  }

  restore(name: string, variable: Variable | undefined): void {
    this.#environment = undefined;
    if (variable === undefined) this.#variables.delete(name);
    else this.#variables.set(name, variable);
  }

  get depth(): number {
    return this.#scopes.length;
  }

  pushScope(): void {
    this.#scopes.push(new Map());
  }

  popScope(): void {
    const scope = this.#scopes.pop();
    if (scope === undefined) return;
    this.#environment = undefined;
    for (const [name, variable] of scope) {
      if (variable === undefined) this.#variables.delete(name);
      else this.#variables.set(name, variable);
    }
  }

  /** Is `name` local to the innermost function? */
  isLocal(name: string): boolean {
    return this.#scopes.at(-1)?.has(name) ?? false;
  }

  /** Makes `name` local to the innermost scope. Answers false outside of functions. */
  makeLocal(name: string): boolean {
    const scope = this.#scopes.at(-1);
    if (scope === undefined) return false;
    if (scope.has(name)) return true;
    const hidden = this.#variables.get(name);
    scope.set(name, hidden);
    this.#environment = undefined;
    const made = emptyVariable(this.#owner);
    if (hidden?.exported) made.exported = true;
    this.#variables.set(name, made);
    return true;
  }

  localNames(): string[] {
    return [...(this.#scopes.at(-1)?.keys() ?? [])];
  }

  /** The environment of a child: exported scalars that have a value. Kept until something exported may have changed. */
  environment(): Readonly<Record<string, string>> {
    if (this.#environment === undefined) {
      const made: Record<string, string> = {};
      for (const [name, variable] of this.#variables) {
        if (!variable.exported) continue;
        const value = scalarOf(variable);
        if (value !== undefined) made[name] = value;
      }
      this.#environment = made;
    }
    return this.#environment;
  }
}

export function emptyVariable(owner: object): Variable {
  return {
    owner,
    value: undefined,
    items: undefined,
    entries: undefined,
    exported: false,
    readonly: false,
    integer: false,
    letterCase: undefined,
    traced: false,
    reference: false,
    bare: false,
  };
}

/** `$name`: the scalar, or element 0 of an array. */
export function scalarOf(variable: Variable): string | undefined {
  if (variable.items !== undefined) return variable.items.get(0);
  if (variable.entries !== undefined) return variable.entries.get("0");
  return variable.value;
}

/** The indexes of an indexed array in order. */
function sortedIndexes(items: ReadonlyMap<number, string>): number[] {
  const keys = [...items.keys()];
  for (let i = 1; i < keys.length; i++) if ((keys[i] ?? 0) < (keys[i - 1] ?? 0)) return keys.sort((a, b) => a - b);
  return keys;
}

/** The values of an array in the order of its subscripts; a scalar is an array of one. */
export function valuesOf(variable: Variable): string[] {
  if (variable.items !== undefined) {
    const { items } = variable;
    return sortedIndexes(items).map((index) => items.get(index) ?? "");
  }
  if (variable.entries !== undefined)
    return associativeKeys(variable.entries).map((key) => variable.entries?.get(key) ?? "");
  return variable.value === undefined ? [] : [variable.value];
}

/** The subscripts of an array, in the order in which its values come. */
export function keysOf(variable: Variable): string[] {
  if (variable.items !== undefined) return sortedIndexes(variable.items).map(String);
  if (variable.entries !== undefined) return associativeKeys(variable.entries);
  return variable.value === undefined ? [] : ["0"];
}

/**
 * bash lists associative arrays in the order of its hash table: 1024 buckets, FNV-1 of the key's bytes, newest first in
 * a bucket (hashlib.c).
 */
function associativeKeys(entries: ReadonlyMap<string, string>): string[] {
  return hashOrder([...entries.keys()], 1024);
}

/** Keys, oldest first, in the order in which a table of so many buckets (a power of two) lists them. */
export function hashOrder(keys: string[], buckets: number): string[] {
  const bucket = new Map(keys.map((key, age) => [key, { hash: fnv1(key) & (buckets - 1), age }] as const));
  return keys.sort((a, b) => {
    const left = bucket.get(a);
    const right = bucket.get(b);
    if (left === undefined || right === undefined) return 0;
    return left.hash - right.hash || right.age - left.age;
  });
}

function fnv1(key: string): number {
  let hash = 2166136261;
  for (const byte of bytesOfText(key)) hash = (Math.imul(hash, 16777619) >>> 0) ^ byte;
  return hash >>> 0;
}
