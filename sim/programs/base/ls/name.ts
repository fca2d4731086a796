/** Names as ls(1) writes them: quoted, with a sign behind, and in colors. */
import type { FileStat } from "../../../../core/process.ts";
import { globOf } from "../../../../core/regex/glob.ts";
import { CONTROL_ESCAPES, needsQuotes, octalEscape, quotedName } from "../quote.ts";
import type { Quoting, Settings } from "./settings.ts";

const ESCAPES: Readonly<Record<string, string>> = { ...CONTROL_ESCAPES, "\\": "\\\\" };
const UNPRINTABLE = /[\x00-\x1f\x7f\u0080-\u009f\udc80-\udcff]/g;

const escaped = (name: string, also: string): string =>
  [...name]
    .map((char) => (also.includes(char) ? `\\${char}` : (ESCAPES[char] ?? char)))
    .join("")
    .replace(UNPRINTABLE, octalEscape);

/** In quotes, and what cannot be printed as it is. */
const plainlyQuoted = (name: string): string =>
  /^[\w %+,\-./:#~{}\]']*$/.test(name) && name.includes("'") ? `"${name}"` : `'${name.replaceAll("'", "'\\''")}'`;

function inStyle(name: string, quoting: Quoting): string {
  switch (quoting) {
    case "literal":
      return name;
    case "shell":
      return needsQuotes(name) ? plainlyQuoted(name) : name;
    case "shell-always":
      return plainlyQuoted(name);
    case "shell-escape":
      return needsQuotes(name) ? quotedName(name) : name;
    case "shell-escape-always":
      return quotedName(name);
    case "c":
      return `"${escaped(name, '"')}"`;
    case "c-maybe":
      return escaped(name, '"') === name ? name : `"${escaped(name, '"')}"`;
    case "escape":
      return escaped(name, " ");
    default:
      return `‘${escaped(name, "")}’`;
  }
}

/** A name as it is to be read. */
export function written(name: string, { quoting, hidesControls }: Settings): string {
  const text = inStyle(name, quoting);
  return hidesControls && (quoting === "literal" || quoting.startsWith("shell"))
    ? text.replace(UNPRINTABLE, "?")
    : text;
}

/** Whether names that need no quotes get a blank, so that all begin below each other. */
export const isQuoted = (name: string, { quoting }: Settings): boolean =>
  (quoting === "shell" || quoting === "shell-escape") && needsQuotes(name);

/** The sign of a type: -F, -p, --file-type. */
export function sign(stat: Pick<FileStat, "type" | "mode">, { indicator }: Settings): string {
  if (indicator === "none") return "";
  if (stat.type === "directory") return "/";
  if (indicator === "slash") return "";
  if (stat.type === "symlink") return "@";
  if (stat.type === "fifo") return "|";
  if (stat.type === "socket") return "=";
  return indicator === "classify" && stat.type === "file" && stat.mode & 0o111 ? "*" : "";
}

/** What dircolors has without a database of its own. */
const COLORS: ReadonlyMap<string, string> = new Map([
  ["di", "01;34"],
  ["ln", "01;36"],
  ["pi", "33"],
  ["so", "01;35"],
  ["bd", "01;33"],
  ["cd", "01;33"],
  ["ex", "01;32"],
  ["su", "37;41"],
  ["sg", "30;43"],
  ["st", "37;44"],
  ["ow", "34;42"],
  ["tw", "30;42"],
]);
const CODES: Readonly<Record<FileStat["type"], string>> = {
  file: "fi",
  directory: "di",
  symlink: "ln",
  fifo: "pi",
  socket: "so",
  char: "cd",
  block: "bd",
};

/** LS_COLORS read once: what a file is painted with, nothing for most. */
export class Palette {
  readonly #codes = new Map(COLORS);
  readonly #patterns: (readonly [pattern: string, color: string])[] = [];

  constructor(text: string | undefined) {
    for (const entry of (text ?? "").split(":")) {
      const [name = "", color] = entry.split("=");
      if (color === undefined) continue;
      if (name.startsWith("*")) this.#patterns.push([name, color]);
      else this.#codes.set(name, color);
    }
  }

  /** `dangling`: a link that leads nowhere. */
  of(name: string, { type, mode }: Pick<FileStat, "type" | "mode">, dangling: boolean): string | undefined {
    const color = (code: string): string | undefined => {
      const found = this.#codes.get(code);
      return found === undefined || /^0*$/.test(found) ? undefined : found;
    };
    if (dangling) return color("or") ?? color("ln");
    if (type === "directory") {
      const [sticky, open] = [(mode & 0o1000) !== 0, (mode & 0o002) !== 0];
      return (sticky && open ? color("tw") : open ? color("ow") : sticky ? color("st") : undefined) ?? color("di");
    }
    if (type !== "file") return color(CODES[type]);
    const special = mode & 0o4000 ? color("su") : mode & 0o2000 ? color("sg") : undefined;
    if (special !== undefined) return special;
    if (mode & 0o111) return color("ex");
    return this.#patterns.findLast(([pattern]) => globOf(pattern).matches(name))?.[1] ?? color("fi");
  }
}

/** Paints; the first color of an output goes behind a reset. */
export class Painter {
  #used = false;

  paint(text: string, color: string | undefined): string {
    if (color === undefined) return text;
    const lead = this.#used ? "" : "\x1b[0m";
    this.#used = true;
    return `${lead}\x1b[${color}m${text}\x1b[0m`;
  }
}
