/**
 * Keys out of what a terminal sends (ECMA-48 and xterm's control sequences). Pulled one at a time, so that what stands behind
 * a key that ends the line can be left to the next reader.
 *
 * Nothing here depends on time or on how the input is cut: an Escape is always the first half of something, Meta if an
 * ordinary character follows, and what it means is decided when the next character is there. Readline does the same with
 * its `keyseq-timeout` turned off.
 */
import { codePointLength } from "./width.ts";

/**
 * `name` is the character itself for text, else as in `C-a`, `M-f`, `Up`, `C-Left`, `Paste`; control characters of their own
 * name are `Tab`, `Return`, `Backspace` (DEL). `text` is what was typed, for a paste what was pasted.
 */
export interface Key {
  readonly name: string;
  readonly text: string;
}

const FINAL: Readonly<Record<string, string>> = {
  A: "Up",
  B: "Down",
  C: "Right",
  D: "Left",
  F: "End",
  H: "Home",
  Z: "S-Tab",
};
const TILDE: Readonly<Record<string, string>> = {
  "1": "Home",
  "2": "Insert",
  "3": "Delete",
  "4": "End",
  "5": "PageUp",
  "6": "PageDown",
  "7": "Home",
  "8": "End",
};
const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";
/** Parameter and intermediate bytes, then a final byte. */
const CSI = /^\x1b\[([0-?]*)([ -/]*)([@-~])/;
const CSI_UNFINISHED = /^\x1b\[[0-?]*[ -/]*$/;

/** xterm's modifier parameter: 1 + shift 1, alt 2, control 4. */
function modifiers(parameter: string | undefined): string {
  const bits = Number(parameter ?? "1") - 1;
  return `${bits & 4 ? "C-" : ""}${bits & 2 ? "M-" : ""}${bits & 1 ? "S-" : ""}`;
}

function controlName(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 0x09) return "Tab";
  if (code === 0x0d) return "Return";
  if (code === 0x7f) return "Backspace";
  if (code < 0x20) return `C-${String.fromCharCode(code + 0x40).toLowerCase()}`;
  return char;
}

export class KeyDecoder {
  #input = "";
  #paste: string | undefined;

  push(text: string): void {
    this.#input += text;
  }

  /** What comes before everything that is there. */
  unread(text: string): void {
    this.#input = text + this.#input;
  }

  /** The next key, once it has arrived completely. */
  next(): Key | undefined {
    if (this.#paste !== undefined) return this.#nextPaste();
    const length = this.#keyLength(0);
    if (length === undefined) return undefined;
    const text = this.#take(length);
    if (text === PASTE_START) {
      this.#paste = "";
      return this.#nextPaste();
    }
    return { name: keyName(text), text };
  }

  /** The next character whatever it is, for `quoted-insert`. */
  nextLiteral(): string | undefined {
    const length = this.#characterLength(0);
    return length === undefined ? undefined : this.#take(length);
  }

  /** Nothing but an Escape is there. */
  get escaped(): boolean {
    return this.#paste === undefined && this.#input === "\x1b";
  }

  /** Takes that Escape; false when there is none. */
  takeEscape(): boolean {
    if (!this.escaped) return false;
    this.#takeAll("");
    return true;
  }

  /** What is not yet a key; it belongs to the next reader. */
  takeRest(): string {
    const rest = this.#paste === undefined ? this.#input : PASTE_START + this.#paste + this.#input;
    this.#paste = undefined;
    return rest === "" ? "" : this.#takeAll(rest);
  }

  #takeAll(rest: string): string {
    this.#input = "";
    return rest;
  }

  #take(length: number): string {
    const text = this.#input.slice(0, length);
    this.#input = this.#input.slice(length);
    return text;
  }

  #nextPaste(): Key | undefined {
    const end = this.#input.indexOf(PASTE_END);
    if (end < 0) {
      // Keep back what may be the beginning of the end.
      const safe = Math.max(0, this.#input.length - PASTE_END.length + 1);
      this.#paste += this.#take(safe);
      return undefined;
    }
    const text = (this.#paste ?? "") + this.#take(end);
    this.#take(PASTE_END.length);
    this.#paste = undefined;
    return { name: "Paste", text };
  }

  #characterLength(at: number): number | undefined {
    if (at >= this.#input.length) return undefined;
    const length = codePointLength(this.#input, at);
    const unit = this.#input.charCodeAt(at);
    // The other half of a surrogate pair has yet to come.
    return length === 1 && unit >= 0xd800 && unit <= 0xdbff && at + 1 === this.#input.length ? undefined : length;
  }

  #keyLength(at: number): number | undefined {
    const first = this.#characterLength(at);
    if (first === undefined || this.#input[at] !== "\x1b") return first;
    const second = this.#input[at + 1];
    if (second === undefined) return undefined;
    if (second === "[") {
      const rest = this.#input.slice(at, at + 64);
      const sequence = CSI.exec(rest);
      if (sequence !== null) return sequence[0].length;
      // A sequence that another control character breaks off is dropped.
      return CSI_UNFINISHED.test(rest) && rest.length < 64 ? undefined : 2;
    }
    if (second === "O") return this.#input.length > at + 2 ? 3 : undefined;
    if (second === "\x1b") {
      const inner = this.#input[at + 2];
      if (inner === undefined) return undefined;
      if (inner !== "[" && inner !== "O") return 2;
      const length = this.#keyLength(at + 1);
      return length === undefined ? undefined : length + 1;
    }
    const length = this.#characterLength(at + 1);
    return length === undefined ? undefined : length + 1;
  }
}

function keyName(text: string): string {
  if (text[0] !== "\x1b" || text.length === 1) return controlName(text);
  if (text[1] === "\x1b") return text.length === 2 ? "M-C-[" : `M-${keyName(text.slice(1))}`;
  if (text[1] === "O" && text.length === 3) return FINAL[text[2] ?? ""] ?? "Unknown";
  const sequence = CSI.exec(text);
  if (sequence === null) return text[1] === "[" ? "Unknown" : `M-${controlName(text.slice(1))}`;
  const [first, modifier] = (sequence[1] ?? "").split(";");
  const final = sequence[3] ?? "";
  const name = final === "~" ? TILDE[first ?? ""] : FINAL[final];
  if (name === undefined) return "Unknown";
  // rxvt and old xterm send ESC [ 5 C for Ctrl-Right.
  return modifiers(modifier ?? (final !== "~" && first === "5" ? first : undefined)) + name;
}
