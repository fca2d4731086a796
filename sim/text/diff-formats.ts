/** The forms in which diff(1) of diffutils 3.8 writes what differs. */
import { WORLD_BEGAN_MICROS } from "../kernel/release.ts";
import { charWidth } from "../terminal/width.ts";
import { formatTime } from "../time/strftime.ts";
import type { Zone } from "../time/zone.ts";

/** Lines `from` to `to` of one side stand where lines `otherFrom` to `otherTo` of the other do. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

export interface Side {
  readonly name: string;
  readonly lines: readonly string[];
  /** The last line has no newline. */
  readonly open: boolean;
  readonly text: string;
  readonly modifiedMicros: number;
  /** Where the clocks are whose time a header tells. */
  readonly zone: Zone;
  /** What a header calls it. */
  readonly label?: string;
}

/** Paints a line without its newline: a header bold, a place cyan, what went red and what came green. */
export type Paint = (what: "header" | "place" | "old" | "new", text: string) => string;

export const PLAIN: Paint = (_, text) => text;
const COLORS = { header: "1", place: "36", old: "31", new: "32" } as const;
export const COLORED: Paint = (what, text) => `\x1b[${COLORS[what]}m${text}\x1b[0m`;

const INCOMPLETE = "\\ No newline at end of file\n";

const lineOf = (side: Side, index: number, mark: string, paint: (text: string) => string = (text) => text): string =>
  `${paint(`${mark}${side.lines[index]}`)}\n${side.open && index === side.lines.length - 1 ? INCOMPLETE : ""}`;

/** `3`, `3,5`; an empty range is the line before it. */
const range = (from: number, to: number): string =>
  to - from === 0 ? String(from) : to - from === 1 ? String(from + 1) : `${from + 1},${to}`;

const letterOf = ({ from, to, otherFrom, otherTo }: Change): "a" | "d" | "c" =>
  from === to ? "a" : otherFrom === otherTo ? "d" : "c";

export function normal(a: Side, b: Side, changes: readonly Change[], paint: Paint): string {
  let out = "";
  for (const change of changes) {
    const { from, to, otherFrom, otherTo } = change;
    const letter = letterOf(change);
    out += `${paint("place", `${range(from, to)}${letter}${range(otherFrom, otherTo)}`)}\n`;
    for (let i = from; i < to; i++) out += lineOf(a, i, "< ", (text) => paint("old", text));
    if (letter === "c") out += "---\n";
    for (let i = otherFrom; i < otherTo; i++) out += lineOf(b, i, "> ", (text) => paint("new", text));
  }
  return out;
}

const stamp = ({ modifiedMicros, zone }: Side): string => {
  const at = WORLD_BEGAN_MICROS + modifiedMicros;
  const seconds = Math.floor(at / 1e6);
  return formatTime("%F %T.%N %z", seconds, (at - seconds * 1e6) * 1000, zone);
};
const heading = (mark: string, side: Side, paint: Paint): string =>
  `${paint("header", `${mark} ${side.label ?? `${side.name}\t${stamp(side)}`}`)}\n`;

interface Hunk {
  readonly changes: readonly Change[];
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/** Changes with the lines around them; those that are near each other together. */
function hunksOf(a: Side, b: Side, changes: readonly Change[], context: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (let first = 0; first < changes.length; ) {
    let last = first;
    while (last + 1 < changes.length && (changes[last + 1]?.from ?? 0) - (changes[last]?.to ?? 0) <= 2 * context)
      last++;
    const group = changes.slice(first, last + 1);
    const [head, tail] = [group[0], group.at(-1)];
    if (head === undefined || tail === undefined) break;
    hunks.push({
      changes: group,
      from: Math.max(0, head.from - context),
      to: Math.min(a.lines.length, tail.to + context),
      otherFrom: Math.max(0, head.otherFrom - context),
      otherTo: Math.min(b.lines.length, tail.otherTo + context),
    });
    first = last + 1;
  }
  return hunks;
}

const unifiedRange = (from: number, to: number): string =>
  to - from === 1 ? String(from + 1) : `${to === from ? from : from + 1},${to - from}`;

export function unified(a: Side, b: Side, changes: readonly Change[], context: number, paint: Paint): string {
  let out = heading("---", a, paint) + heading("+++", b, paint);
  for (const { changes: group, from, to, otherFrom, otherTo } of hunksOf(a, b, changes, context)) {
    out += `${paint("place", `@@ -${unifiedRange(from, to)} +${unifiedRange(otherFrom, otherTo)} @@`)}\n`;
    let at = from;
    for (const change of group) {
      for (; at < change.from; at++) out += lineOf(a, at, " ");
      for (; at < change.to; at++) out += lineOf(a, at, "-", (text) => paint("old", text));
      for (let i = change.otherFrom; i < change.otherTo; i++) out += lineOf(b, i, "+", (text) => paint("new", text));
    }
    for (; at < to; at++) out += lineOf(a, at, " ");
  }
  return out;
}

const contextRange = (from: number, to: number): string => (to - from <= 1 ? String(to) : `${from + 1},${to}`);

/** -c: each side of a hunk by itself, where something of it changed. */
export function inContext(a: Side, b: Side, changes: readonly Change[], context: number, paint: Paint): string {
  let out = heading("***", a, paint) + heading("---", b, paint);
  for (const { changes: group, from, to, otherFrom, otherTo } of hunksOf(a, b, changes, context)) {
    out += `***************\n${paint("place", `*** ${contextRange(from, to)} ****`)}\n`;
    const marked = (side: Side, start: number, end: number, old: boolean): string => {
      let text = "";
      for (let at = start; at < end; at++) {
        const change = group.find((each) =>
          old ? at >= each.from && at < each.to : at >= each.otherFrom && at < each.otherTo,
        );
        const mark = change === undefined ? " " : letterOf(change) === "c" ? "!" : old ? "-" : "+";
        text += lineOf(side, at, `${mark} `, (line) => paint(old ? "old" : "new", line));
      }
      return text;
    };
    if (group.some((each) => each.from < each.to)) out += marked(a, from, to, true);
    out += `${paint("place", `--- ${contextRange(otherFrom, otherTo)} ----`)}\n`;
    if (group.some((each) => each.otherFrom < each.otherTo)) out += marked(b, otherFrom, otherTo, false);
  }
  return out;
}

/** -e: a script for ed(1), the last change first. */
export function edScript(b: Side, changes: readonly Change[]): string {
  let out = "";
  for (const change of changes.toReversed()) {
    const { from, to, otherFrom, otherTo } = change;
    const letter = letterOf(change);
    out += `${range(from, to)}${letter}\n`;
    if (letter === "d") continue;
    // A line of one dot would end the text.
    let open = true;
    for (let i = otherFrom; i < otherTo; i++) {
      if (!open) out += "a\n";
      open = true;
      if (b.lines[i] !== ".") {
        out += `${b.lines[i]}\n`;
        continue;
      }
      out += "..\n.\ns/.//\n";
      open = false;
    }
    if (open) out += ".\n";
  }
  return out;
}

/** -n: as RCS keeps it. */
export function rcsScript(b: Side, changes: readonly Change[]): string {
  let out = "";
  for (const { from, to, otherFrom, otherTo } of changes) {
    if (to > from) out += `d${from + 1} ${to - from}\n`;
    if (otherTo === otherFrom) continue;
    out += `a${to} ${otherTo - otherFrom}\n`;
    for (let i = otherFrom; i < otherTo; i++) out += `${b.lines[i]}${b.open && i === b.lines.length - 1 ? "" : "\n"}`;
  }
  return out;
}

export interface Columns {
  readonly width: number;
  readonly expandsTabs: boolean;
  readonly leftOnly: boolean;
  readonly onlyChanges: boolean;
}

const TAB = 8;

/** -y: both sides beside each other (print_1sdiff_line of side.c). */
export function sideBySide(a: Side, b: Side, changes: readonly Change[], columns: Columns, paint: Paint): string {
  const { width, expandsTabs, leftOnly, onlyChanges } = columns;
  const unit = expandsTabs ? 1 : TAB;
  const offset = Math.floor((width + unit + 3) / (2 * unit)) * unit;
  const half = Math.max(0, Math.min(offset - 3, width - offset));
  const second = half > 0 ? offset : width;
  const reach = (from: number, to: number): string => {
    let out = "";
    let at = from;
    if (!expandsTabs)
      for (let stop = at + TAB - (at % TAB); stop <= to; stop += TAB) {
        out += "\t";
        at = stop;
      }
    return out + " ".repeat(Math.max(0, to - at));
  };
  /** As much of a line as fits into a half, and the column behind it. */
  const fitted = (line: string, indent: number): { readonly text: string; readonly end: number } => {
    let text = "";
    let [into, out] = [0, 0];
    for (const char of line) {
      if (char === "\t") {
        const blanks = TAB - (into % TAB);
        if (into === out) {
          const stop = Math.min(out + blanks, expandsTabs ? half : Number.POSITIVE_INFINITY);
          if (expandsTabs) text += " ".repeat(Math.max(0, stop - out));
          else if (stop < half) text += "\t";
          if (expandsTabs || stop < half) out = Math.max(out, stop);
        }
        into += blanks;
        continue;
      }
      into += charWidth(char.codePointAt(0) ?? 0);
      if (into > half) continue;
      out = into;
      text += char;
    }
    return { text, end: indent + out };
  };
  const isOpen = (side: Side, index: number | undefined): boolean => side.open && index === side.lines.length - 1;
  const row = (left: number | undefined, sign: string, right: number | undefined): string => {
    let text = "";
    let at = 0;
    const leftEnds = left !== undefined && !isOpen(a, left);
    const rightEnds = right !== undefined && !isOpen(b, right);
    if (left !== undefined) {
      const part = fitted(a.lines[left] ?? "", 0);
      text += part.text;
      at = part.end;
    }
    if (sign !== " ") {
      const middle = Math.floor((half + second - 1) / 2);
      text += reach(at, middle) + (sign === "|" && leftEnds !== rightEnds ? (leftEnds ? "/" : "\\") : sign);
      at = Math.max(at, middle) + 1;
    }
    const line = right === undefined ? undefined : b.lines[right];
    if (line !== undefined && line !== "") text += reach(at, second) + fitted(line, second).text;
    const whole = `${text}${leftEnds || rightEnds ? "\n" : ""}`;
    return sign === ">" ? paint("new", whole) : sign === "<" ? paint("old", whole) : whole;
  };
  let out = "";
  let [at, other] = [0, 0];
  const common = (to: number): void => {
    for (; at < to; at++, other++) if (!onlyChanges) out += leftOnly ? row(at, "(", undefined) : row(at, " ", other);
  };
  for (const { from, to, otherFrom, otherTo } of changes) {
    common(from);
    [at, other] = [from, otherFrom];
    while (at < to && other < otherTo) out += row(at++, "|", other++);
    while (at < to) out += row(at++, "<", undefined);
    while (other < otherTo) out += row(undefined, ">", other++);
  }
  common(a.lines.length);
  return out;
}

/** What --line-format and --group-format name: kinds of lines and of groups. */
export type Formats = ReadonlyMap<string, string>;

/** --old-line-format, --changed-group-format and their like (ifdef.c): `%L`, `%l`, `%dn`; `%<`, `%>`, `%=`. */
export function byFormats(a: Side, b: Side, changes: readonly Change[], formats: Formats): string {
  const lines = (side: Side, kind: "old" | "new" | "unchanged", from: number, to: number): string => {
    const format = formats.get(`${kind}-line-format`) ?? formats.get("line-format") ?? "%l\n";
    let out = "";
    for (let i = from; i < to; i++) {
      const end = side.open && i === side.lines.length - 1 ? "" : "\n";
      const text = side.lines[i] ?? "";
      out += format.replace(/%(?:c'(.)'|(-?\d*)dn|([lL%]))/g, (_, char?: string, width?: string, letter?: string) => {
        if (char !== undefined) return char;
        if (width !== undefined) return String(i + 1).padStart(Number(width) || 0);
        return letter === "l" ? text : letter === "L" ? text + end : "%";
      });
    }
    return out;
  };
  const group = (kind: string, otherwise: string, old: string, added: string): string =>
    (formats.get(`${kind}-group-format`) ?? otherwise).replace(
      /%(?:c'(.)'|([<>=%]))/g,
      (_, char?: string, letter?: string) =>
        char !== undefined ? char : letter === ">" ? added : letter === "%" ? "%" : old,
    );
  let out = "";
  let at = 0;
  const same = (to: number): void => {
    if (to > at) {
      const text = lines(a, "unchanged", at, to);
      out += group("unchanged", "%=", text, text);
    }
    at = to;
  };
  const changed = formats.get("changed-group-format");
  for (const change of changes) {
    same(change.from);
    const old = lines(a, "old", change.from, change.to);
    const added = lines(b, "new", change.otherFrom, change.otherTo);
    const letter = letterOf(change);
    if (letter === "c")
      out += group(
        "changed",
        `${formats.get("old-group-format") ?? "%<"}${formats.get("new-group-format") ?? "%>"}`,
        old,
        added,
      );
    else out += group(letter === "d" ? "old" : "new", changed ?? (letter === "d" ? "%<" : "%>"), old, added);
    at = change.to;
  }
  same(a.lines.length);
  return out;
}
