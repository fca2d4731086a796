/** A keymap of readline: what sequences of keys do (readline(3), Key Bindings). */
import { type DefaultKeys, EMACS_KEYS, TERMINAL_KEYS, VI_COMMAND_KEYS, VI_INSERT_KEYS } from "./default-keys.ts";
import { readSequence } from "./key-sequence.ts";

/** `octets` and `command` are what a macro types and what a shell runs. */
export type Binding =
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "macro"; readonly octets: string }
  | { readonly kind: "command"; readonly command: string };

export class Keymap {
  readonly #bindings: Map<string, Binding>;
  /** How many bindings begin with a sequence and go on. */
  readonly #longer: Map<string, number>;

  constructor(like?: Keymap) {
    this.#bindings = new Map(like?.entries());
    this.#longer = new Map(like === undefined ? undefined : like.#longer);
  }

  entries(): IterableIterator<[string, Binding]> {
    return this.#bindings.entries();
  }

  get(octets: string): Binding | undefined {
    return this.#bindings.get(octets);
  }

  /** Whether a longer sequence begins with this one. */
  begins(octets: string): boolean {
    return this.#longer.has(octets);
  }

  set(octets: string, binding: Binding): void {
    if (octets === "") return;
    if (!this.#bindings.has(octets))
      for (let end = 1; end < octets.length; end++) {
        const start = octets.slice(0, end);
        this.#longer.set(start, (this.#longer.get(start) ?? 0) + 1);
      }
    this.#bindings.set(octets, binding);
  }

  delete(octets: string): void {
    if (!this.#bindings.delete(octets)) return;
    for (let end = 1; end < octets.length; end++) {
      const start = octets.slice(0, end);
      const count = (this.#longer.get(start) ?? 0) - 1;
      if (count > 0) this.#longer.set(start, count);
      else this.#longer.delete(start);
    }
  }

  /** All of them that begin with `prefix`, in the order of a walk through the tables: what goes on comes before what ends there. */
  sorted(prefix: string): readonly (readonly [string, Binding])[] {
    const END = "\u0100";
    const place = (octets: string): string => (this.begins(octets) ? octets + END : octets);
    return [...this.#bindings]
      .filter(([octets]) => octets.startsWith(prefix) && octets.length > prefix.length)
      .sort(([a], [b]) => (place(a) < place(b) ? -1 : 1));
  }
}

const put = (keymap: Keymap, octets: string, name: string): void => keymap.set(octets, { kind: "function", name });

function keymapOf(keys: DefaultKeys, dumb: boolean): Keymap {
  const keymap = new Keymap();
  if (!dumb) addKeys(keymap, TERMINAL_KEYS);
  addKeys(keymap, keys);
  return keymap;
}

function addKeys(keymap: Keymap, keys: DefaultKeys): void {
  for (const [name, sequences] of Object.entries(keys))
    for (const sequence of sequences.split(" ")) put(keymap, readSequence(sequence, false), name);
}

const range = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));

export type KeymapName = "emacs" | "vi-command" | "vi-insert";

/** A keymap as it is before any init file, on a terminal that has keys of its own or on a dumb one. */
export function defaultKeymap(name: KeymapName, dumb: boolean): Keymap {
  if (name === "vi-command") return keymapOf(VI_COMMAND_KEYS, dumb);
  const keymap = keymapOf(name === "emacs" ? EMACS_KEYS : VI_INSERT_KEYS, dumb);
  for (const char of [...range(0x20, 0x7e), ...range(0x80, 0xff)]) put(keymap, char, "self-insert");
  if (name === "vi-insert") {
    for (const char of "\x01\x02\x03\x05\x06\x07\x0b\x0c\x0f\x11\x18\x1a\x1c\x1d\x1e") put(keymap, char, "self-insert");
    return keymap;
  }
  for (const letter of range(0x41, 0x5a)) {
    put(keymap, `\x18${letter}`, "do-lowercase-version");
    // `\eO` is how function keys begin.
    if (letter !== "O") put(keymap, `\x1b${letter}`, "do-lowercase-version");
  }
  return keymap;
}
