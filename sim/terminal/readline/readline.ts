/**
 * The settings of one readline: keymaps, variables, and how lines of init files and of `bind` change them (readline(3), INITIALIZATION
 * FILE).
 */
import { FUNCTION_NAMES } from "./function-names.ts";
import { readKeyName, readSequence } from "./key-sequence.ts";
import { defaultKeymap, Keymap, type KeymapName } from "./keymap.ts";
import { initialVariables, settingOf } from "./variables.ts";

export interface ReadlineWorld {
  /** Undefined where the file cannot be read. */
  readFile(path: string): string | undefined;
  readonly home: string | undefined;
  readonly terminalName: string;
  /** Where complaints go, without a newline. */
  complain(message: string): void;
}

/** A keymap, and what the sequences in it stand behind. */
export interface KeymapView {
  readonly keymap: Keymap;
  readonly prefix: string;
}

/** Names of one function that has another name, too. */
export const SAME_FUNCTIONS: Readonly<Record<string, string>> = { "insert-last-argument": "yank-last-arg" };

const MOST_NESTED = 20;

export class Readline {
  readonly #keymaps: Record<KeymapName, Keymap>;
  readonly variables: Map<string, string>;
  /** Whose it is; who has it from another one copies it before a change. */
  owner: object | undefined;

  constructor(utf8: boolean, dumb = false, like?: Readline) {
    const made = (name: KeymapName): Keymap =>
      like === undefined ? defaultKeymap(name, dumb) : new Keymap(like.#keymaps[name]);
    this.#keymaps = { emacs: made("emacs"), "vi-command": made("vi-command"), "vi-insert": made("vi-insert") };
    this.variables = like === undefined ? initialVariables(utf8, dumb) : new Map(like.variables);
  }

  copy(): Readline {
    return new Readline(true, false, this);
  }

  isOn(variable: string): boolean {
    return this.variables.get(variable) === "on";
  }

  /** A keymap by the name that it has in `set keymap`; the current one without. */
  view(name: string = this.variables.get("keymap") ?? "emacs"): KeymapView {
    switch (name) {
      case "vi":
        return { keymap: this.#keymaps["vi-command"], prefix: "" };
      case "vi-insert":
        return { keymap: this.#keymaps["vi-insert"], prefix: "" };
      default:
        return {
          keymap: this.#keymaps.emacs,
          prefix: name === "emacs-meta" ? "\x1b" : name === "emacs-ctlx" ? "\x18" : "",
        };
    }
  }

  /** `set -o vi`, `set -o emacs`. */
  edit(mode: "emacs" | "vi"): void {
    this.variables.set("editing-mode", mode);
    this.variables.set("keymap", mode === "vi" ? "vi-insert" : "emacs");
  }

  /** One line as it stands in an init file, in no condition. */
  readLine(line: string, world: ReadlineWorld): void {
    new InitReader(this, world).line(line, "");
  }

  /** A whole init file; false when it cannot be read. */
  readFile(path: string, world: ReadlineWorld): boolean {
    return new InitReader(this, world).file(path, 0);
  }
}

/** Reads init files, with the conditions that are open. */
class InitReader {
  readonly #readline: Readline;
  readonly #world: ReadlineWorld;
  /** Per `$if` that is open: whether what stands there counts, and whether it may at all. */
  readonly #conditions: { counts: boolean; outer: boolean }[] = [];
  #nested = 0;
  /** Another file has been read in between: readline has forgotten which one this is. */
  #lost = false;

  constructor(readline: Readline, world: ReadlineWorld) {
    this.#readline = readline;
    this.#world = world;
  }

  file(path: string, nested: number): boolean {
    const text = this.#world.readFile(path);
    if (text === undefined) return false;
    this.#nested = nested;
    text.split("\n").forEach((line, index) => {
      this.line(line.replace(/\r$/, ""), this.#lost ? "" : `${path}: line ${index + 1}: `);
    });
    return true;
  }

  line(line: string, where: string): void {
    const text = line.replace(/^[ \t]+/, "");
    if (text === "" || text.startsWith("#")) return;
    const complain = (message: string): void => this.#world.complain(`readline: ${where}${message}`);
    if (text.startsWith("$")) return this.#directive(text.slice(1), complain);
    if (this.#conditions.at(-1)?.counts === false) return;
    let at = 0;
    if (text.startsWith('"')) {
      at = closing(text, 1, '"');
      if (at < 0) return complain(`${text}: no closing \`"' in key binding`);
    }
    while (at < text.length && !/[: \t]/.test(text[at] ?? "")) at++;
    const key = text.slice(0, at);
    if (key.toLowerCase() === "set") return this.#set(text.slice(at), complain);
    if (at >= text.length) return complain(`${text}: no key sequence terminator`);
    this.#bind(key, text.slice(at).replace(/^[: \t]+/, ""), complain);
  }

  #set(rest: string, complain: (message: string) => void): void {
    const [, name = "", text = ""] = /^[ \t]*(\S*)[ \t]*(.*?)[ \t]*$/s.exec(rest) ?? [];
    const { variables } = this.#readline;
    const variable = name.toLowerCase();
    if (!variables.has(variable)) return complain(`${name}: unknown variable name`);
    const quoted = /^(["'])(.*)\1$/s.exec(text)?.[2];
    const value = settingOf(variable, quoted ?? text);
    if (value === undefined) return complain(`${variable}: could not set value to \`${text}'`);
    if (variable === "editing-mode") this.#readline.edit(value === "vi" ? "vi" : "emacs");
    else variables.set(variable, value);
    if (variable === "input-meta" || variable === "meta-flag")
      for (const same of ["input-meta", "meta-flag"]) variables.set(same, value);
  }

  #bind(key: string, action: string, complain: (message: string) => void): void {
    const convertMeta = this.#readline.isOn("convert-meta");
    const end = key.startsWith('"') ? closing(key, 1, '"') : -1;
    const octets = key.startsWith('"') ? readSequence(key.slice(1, end), convertMeta) : readKeyName(key);
    if (octets === undefined) return complain(`${key}: unknown key modifier`);
    const { keymap, prefix } = this.#readline.view();
    const [quote = ""] = action;
    if (quote === '"' || quote === "'") {
      const close = closing(action, 1, quote);
      const macro = action.slice(1, close < 0 ? undefined : close);
      if (octets !== "") keymap.set(prefix + octets, { kind: "macro", octets: readSequence(macro, convertMeta) });
      return;
    }
    const wanted = action.split(/[ \t]/, 1)[0]?.toLowerCase() ?? "";
    const name = FUNCTION_NAMES.find((each) => each === (SAME_FUNCTIONS[wanted] ?? wanted));
    if (octets === "") return;
    if (name === undefined) return keymap.delete(prefix + octets);
    keymap.set(prefix + octets, { kind: "function", name });
  }

  #directive(text: string, complain: (message: string) => void): void {
    const [, name = "", argument = ""] = /^(\S*)[ \t]*(.*?)[ \t]*$/s.exec(text) ?? [];
    const open = this.#conditions.at(-1);
    switch (name.toLowerCase()) {
      case "if": {
        const outer = open?.counts !== false;
        this.#conditions.push({ outer, counts: outer && this.#holds(argument) });
        return;
      }
      case "else":
        if (open === undefined) return complain("$else found without matching $if");
        open.counts = open.outer && !open.counts;
        return;
      case "endif":
        if (open === undefined) return complain("$endif without matching $if");
        this.#conditions.pop();
        return;
      case "include": {
        if (open?.counts === false || this.#nested >= MOST_NESTED) return;
        const path = argument.replace(/^~(?=\/|$)/, this.#world.home ?? "~");
        const inner = new InitReader(this.#readline, this.#world);
        if (inner.file(path, this.#nested + 1)) this.#lost = true;
        return;
      }
      default:
        if (open?.counts !== false) complain(`${name}: unknown parser directive`);
    }
  }

  #holds(condition: string): boolean {
    const test = condition.toLowerCase();
    const { variables } = this.#readline;
    const term = /^term=(.*)$/.exec(test)?.[1];
    const whole = this.#world.terminalName.toLowerCase();
    if (term !== undefined) return term === whole || term === whole.split("-")[0];
    const mode = /^mode=(.*)$/.exec(test)?.[1];
    if (mode !== undefined) return mode === variables.get("editing-mode");
    const version = /^version\s*(==?|!=|<=|>=|<|>)\s*(\d+)(?:\.(\d+))?/.exec(test);
    if (version !== null) {
      const wanted = Number(version[2]) * 100 + Number(version[3] ?? 0);
      return compares(802 - wanted, version[1] ?? "=");
    }
    if (test === "bash") return true;
    const compared = /^(\S+?)\s*(==?|!=)\s*(.*)$/.exec(condition);
    const value = variables.get(compared?.[1]?.toLowerCase() ?? "");
    if (compared === null || value === undefined) return false;
    return (value.toLowerCase() === compared[3]?.toLowerCase()) === (compared[2] !== "!=");
  }
}

function compares(difference: number, operator: string): boolean {
  switch (operator) {
    case "!=":
      return difference !== 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    default:
      return difference === 0;
  }
}

/** Where a quote ends, backslashes minded; -1 when it does not. */
function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** `bind -x '"\C-t": command'`: what is bound to what, or what is wrong with it. */
export function readCommandBinding(
  text: string,
  convertMeta: boolean,
): { readonly octets: string; readonly command: string } | string {
  const line = text.replace(/^[ \t]+/, "");
  if (!line.startsWith('"')) return "first non-whitespace character is not `\"'";
  const end = closing(line, 1, '"');
  if (end < 0) return `no closing \`"' in ${line}`;
  const rest = line.slice(end + 1);
  if (!/^[ \t]*:/.test(rest)) return "missing colon separator";
  return { octets: readSequence(line.slice(1, end), convertMeta), command: rest.replace(/^[ \t]*:[ \t]*/, "") };
}
