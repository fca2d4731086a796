/**
 * Key sequences as init files and `bind` write them (readline(3), Key Bindings), and back. Read ones are strings of octets, one
 * character each.
 */
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";

const NAMES: Readonly<Record<string, number>> = {
  del: 0x7f,
  esc: 0x1b,
  escape: 0x1b,
  lfd: 0x0a,
  newline: 0x0a,
  ret: 0x0d,
  return: 0x0d,
  rubout: 0x7f,
  spc: 0x20,
  space: 0x20,
  tab: 0x09,
};
const ESCAPES: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  d: 0x7f,
  e: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
};

/** The octets of a text as it comes from a terminal. */
export const octetsOf = (text: string): string =>
  /^[\0-\x7f]*$/.test(text) ? text : String.fromCharCode(...bytesOfText(text));

/** The text that octets are. */
export const textOfOctets = (octets: string): string =>
  /^[\0-\x7f]*$/.test(octets) ? octets : textOfBytes(Uint8Array.from(octets, (octet) => octet.charCodeAt(0)));

const control = (code: number): number => (code === 0x3f ? 0x7f : code & 0x1f);

/** The octets of `\C-x\e[A` and the like; `convertMeta` is whether `\M-` is an Escape before. */
export function readSequence(text: string, convertMeta: boolean): string {
  const octets = octetsOf(text);
  let read = "";
  let controlled = false;
  let meta = false;
  const put = (code: number): void => {
    const plain = controlled ? control(code) : code;
    read += meta ? (convertMeta ? `\x1b${String.fromCharCode(plain)}` : String.fromCharCode(plain | 0x80)) : chr(plain);
    controlled = false;
    meta = false;
  };
  for (let at = 0; at < octets.length; at++) {
    const char = octets[at] ?? "";
    if (char !== "\\") {
      put(char.charCodeAt(0));
      continue;
    }
    const rest = octets.slice(at + 1);
    const modifier = /^([CM])-(?=.)/s.exec(rest);
    const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
    if (modifier !== null) {
      if (modifier[1] === "C") controlled = true;
      else meta = true;
      at += 2;
    } else if (octal !== undefined) {
      put(Number.parseInt(octal, 8) & 0xff);
      at += octal.length;
    } else if (hex !== null) {
      put(Number.parseInt(hex[1] ?? "0", 16));
      at += hex[0].length;
    } else if (rest === "") put(0x5c);
    else {
      put(ESCAPES[rest[0] ?? ""] ?? rest.charCodeAt(0));
      at++;
    }
  }
  return read;
}

const chr = (code: number): string => String.fromCharCode(code);

/** The octet of `Control-x`, `Meta-Rubout`, `TAB`; undefined for a modifier that there is none of. */
export function readKeyName(text: string): string | undefined {
  const dash = text.lastIndexOf("-");
  const last = text.slice(dash + 1);
  const modifiers = dash < 0 ? "" : text.slice(0, dash + 1);
  let code = NAMES[last.toLowerCase()] ?? octetsOf(last).charCodeAt(0);
  if (Number.isNaN(code)) code = 0;
  const controlled = /(?:control|ctrl|(?:^|-)c)-/i.test(modifiers);
  const meta = /(?:meta|(?:^|-)m)-/i.test(modifiers);
  if (modifiers !== "" && !controlled && !meta) return undefined;
  const plain = controlled ? control(code) : code;
  return chr(meta ? plain | 0x80 : plain);
}

/** An octet as `bind -s` shows it in what a macro types. */
export function showMacro(octets: string): string {
  const shown = octets.replace(/[\0-\x1f\x7f\\"]/g, (char) => {
    if (char === "\x1b") return "\\e";
    if (char === "\\" || char === '"') return `\\${char}`;
    return char === "\x7f" ? "\\C-?" : `\\C-${chr(char.charCodeAt(0) | 0x40).toLowerCase()}`;
  });
  return textOfOctets(shown);
}

/** A sequence as `bind -p` shows it, without the quotes around it; `otherwise` behind one that longer ones begin with. */
export function showSequence(octets: string, otherwise: boolean, convertMeta: boolean): string {
  let shown = "";
  for (let at = 0; at < octets.length; at++) {
    const char = octets[at] ?? "";
    const code = char.charCodeAt(0);
    if (code === 0x1b) shown += convertMeta && (at + 1 < octets.length || otherwise) ? "\\M-" : "\\e";
    else if (code < 0x20) shown += `\\C-${showControl(code)}`;
    else if (code === 0x7f) shown += "\\C-?";
    else if (code > 0x7f) shown += `\\${code.toString(8).padStart(3, "0")}`;
    else shown += char === "\\" || char === '"' ? `\\${char}` : char;
  }
  return otherwise ? `${shown}\\000` : shown;
}

function showControl(code: number): string {
  const char = chr(code | 0x40).toLowerCase();
  return char === "\\" ? "\\\\" : char;
}
