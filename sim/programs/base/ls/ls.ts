/**
 * ls(1) of coreutils 9.1. The same: layouts, orders, quoting, colors, sizes, dates (as the world's clock tells them).
 * Absent: --hyperlink, -D.
 */
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../../kernel/release.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { matchesPattern } from "../../../shell/expand/pattern.ts";
import { textWidth } from "../../../terminal/width.ts";
import { compareVersions } from "../../../text/sort-order.ts";
import { formatTime } from "../../../time/strftime.ts";
import { zoneOf } from "../../../time/zone.ts";
import { blocks, modeText } from "../file-mode.ts";
import { quotedName } from "../quote.ts";
import { absolute, badUsage, complain, groups, options, users } from "../support.ts";
import { type Cell, cellOf, laidOut } from "./layout.ts";
import { isQuoted, Painter, Palette, sign, written } from "./name.ts";
import { LETTERS, LONG_NAMES, type Settings, type SizeUnit, settingsOf } from "./settings.ts";

interface Entry {
  readonly name: string;
  readonly path: string;
  /** Undefined for a link that leads nowhere and was to be followed. */
  readonly stat: FileStat | undefined;
  readonly target: string | undefined;
  /** Where a link leads. */
  readonly end: FileStat | undefined;
}

const SIX_MONTHS_SECONDS = 31556952 / 2;
const LETTERS_OF_SIZE = ["", "K", "M", "G", "T", "P", "E"];

/** human_readable() of gnulib, rounding up. */
function sizeText(bytes: number, { scaled, bytes: unit, suffix }: SizeUnit): string {
  if (scaled === undefined) return `${Math.ceil(bytes / unit)}${suffix}`;
  let value = bytes;
  let power = 0;
  while (value >= scaled) {
    value /= scaled;
    power++;
  }
  if (power === 0) return String(bytes);
  let rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  if (rounded >= scaled) {
    rounded /= scaled;
    power++;
  }
  const letter = LETTERS_OF_SIZE[power] ?? "";
  return `${rounded < 10 ? rounded.toFixed(1) : rounded}${scaled === 1000 && power === 1 ? "k" : letter}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const extension = (name: string): string => (name.includes(".") ? name.slice(name.lastIndexOf(".")) : "");

class Listing {
  readonly #context: ProcessContext;
  readonly #settings: Settings;
  readonly #palette: Palette | undefined;
  readonly #painter = new Painter();
  readonly #users: ReadonlyMap<number, string>;
  readonly #groups: ReadonlyMap<number, string>;
  #text = "";
  status: ExitStatus = 0;

  constructor(context: ProcessContext, settings: Settings) {
    this.#context = context;
    this.#settings = settings;
    if (settings.colors) this.#palette = new Palette(context.env.LS_COLORS);
    this.#users = new Map(users(context.files).map(({ uid, name }) => [uid, name]));
    this.#groups = new Map(groups(context.files).map(({ gid, name }) => [gid, name]));
  }

  run(operands: readonly string[]): void {
    const { directory, follow, recursive } = this.#settings;
    const files: Entry[] = [];
    const directories: Entry[] = [];
    for (const path of operands.length > 0 ? operands : ["."]) {
      const full = absolute(this.#context, path);
      const own = this.#context.files.stat(full, { follow: path.endsWith("/") && path !== "/" });
      const end = own.ok && own.value.type === "symlink" ? this.#context.files.stat(full) : own;
      const followed =
        follow === "never" || (follow === "named directories" && end.ok && end.value.type !== "directory");
      const stat = followed || (follow !== "always" && !end.ok) ? own : end;
      if (!stat.ok) {
        this.#fail("cannot access", path, stat.error, 2);
        continue;
      }
      const entry = this.#entry(path, full, stat.value);
      (stat.value.type === "directory" && !directory ? directories : files).push(entry);
    }
    if (files.length > 0) this.#text += this.#list(this.#sorted(files));
    const titled = operands.length > 1 || recursive;
    for (const { name } of this.#sorted(directories)) this.#directory(name, titled, 2);
    void this.#context.stdout.write(this.#text);
  }

  #fail(doing: string, path: string, errno: Errno, status: 1 | 2): void {
    complain(this.#context, `${doing} ${quotedName(path)}: ${strerror(errno)}`);
    this.status = Math.max(this.status, status);
  }

  #entry(name: string, path: string, stat: FileStat | undefined): Entry {
    const { files } = this.#context;
    const link = stat?.type === "symlink" ? files.readLink(path) : undefined;
    const end = stat?.type === "symlink" ? files.stat(path) : undefined;
    return {
      name,
      path,
      stat,
      target: link?.ok === true ? link.value : undefined,
      end: end?.ok === true ? end.value : undefined,
    };
  }

  #isLeftOut(name: string): boolean {
    const { all, backups, ignored, hidden } = this.#settings;
    const like = (pattern: string): boolean =>
      matchesPattern(pattern, name) && (!name.startsWith(".") || pattern.startsWith("."));
    if (all === "no" && name.startsWith(".")) return true;
    if (!backups && name.endsWith("~")) return true;
    return ignored.some(like) || (all === "no" && hidden.some(like));
  }

  #directory(path: string, titled: boolean, status: 1 | 2): void {
    const { files } = this.#context;
    const { all, follow, recursive, layout, blocks: blocksShown, blockUnit, end } = this.#settings;
    const full = absolute(this.#context, path);
    const read = files.readDir(full);
    if (!read.ok) return this.#fail("cannot open directory", path, read.error, status);
    const entries: Entry[] = [];
    for (const name of all === "all" ? [".", "..", ...read.value] : read.value) {
      if (this.#isLeftOut(name)) continue;
      const entryPath = `${full === "/" ? "" : full}/${name}`;
      const stat = files.stat(entryPath, { follow: follow === "always" });
      if (!stat.ok && !files.stat(entryPath, { follow: false }).ok) continue;
      if (!stat.ok) this.#fail("cannot access", `${path}/${name}`, stat.error, 1);
      entries.push(this.#entry(name, entryPath, stat.ok ? stat.value : undefined));
    }
    if (titled) this.#text += `${this.#text === "" ? "" : "\n"}${written(path, this.#settings)}:\n`;
    if (layout === "long" || blocksShown) {
      const bytes = entries.reduce((sum, { stat }) => sum + (stat === undefined ? 0 : blocks(stat) * 1024), 0);
      this.#text += `total ${sizeText(bytes, blockUnit)}${end}`;
    }
    const sorted = this.#sorted(entries);
    this.#text += this.#list(sorted);
    if (!recursive) return;
    for (const { name, stat } of sorted)
      if (stat?.type === "directory" && name !== "." && name !== "..")
        this.#directory(`${path.replace(/\/+$/, "")}/${name}`, true, 1);
  }

  #sorted(entries: readonly Entry[]): readonly Entry[] {
    const { sort, reverse, directoriesFirst, time } = this.#settings;
    const byName = (a: Entry, b: Entry): number => compare(a.name, b.name);
    const order: Readonly<Record<Settings["sort"], (a: Entry, b: Entry) => number>> = {
      none: () => 0,
      name: byName,
      time: (a, b) => (b.stat?.[time] ?? 0) - (a.stat?.[time] ?? 0) || byName(a, b),
      size: (a, b) => (b.stat?.size ?? 0) - (a.stat?.size ?? 0) || byName(a, b),
      version: (a, b) => compareVersions(a.name, b.name) || byName(a, b),
      extension: (a, b) => compare(extension(a.name), extension(b.name)) || byName(a, b),
      width: (a, b) => textWidth(this.#written(a)) - textWidth(this.#written(b)) || byName(a, b),
    };
    const sorted = sort === "none" ? [...entries] : entries.toSorted(order[sort]);
    if (reverse && sort !== "none") sorted.reverse();
    if (!directoriesFirst) return sorted;
    const first = ({ stat, end }: Entry): boolean => (stat?.type === "symlink" ? end : stat)?.type === "directory";
    return [...sorted.filter(first), ...sorted.filter((entry) => !first(entry))];
  }

  #written(entry: Entry): string {
    return written(entry.name, this.#settings);
  }

  /** The name with colors and its sign; `lead` stands before. */
  #name(entry: Entry, lead: string): Cell {
    const { layout } = this.#settings;
    const { stat, end, target } = entry;
    const plain = this.#written(entry);
    const dangling = stat?.type === "symlink" && end === undefined;
    // A link that is shown with what it leads to keeps its own color.
    const color = stat === undefined ? undefined : this.#palette?.of(entry.name, stat, dangling);
    const painted = this.#painter.paint(plain, color);
    if (layout !== "long" || target === undefined) {
      const mark = stat === undefined ? "" : sign(stat, this.#settings);
      return cellOf(lead + plain + mark, lead + painted + mark);
    }
    const targetColor = end === undefined ? undefined : this.#palette?.of(target, end, false);
    const text = this.#painter.paint(written(target, this.#settings), targetColor);
    return cellOf("", `${lead}${painted} -> ${text}${end === undefined ? "" : sign(end, this.#settings)}`);
  }

  #list(entries: readonly Entry[]): string {
    const { layout, inode, blocks: blocksShown, blockUnit, context, columns } = this.#settings;
    const aligned = layout === "long" || ((layout === "down" || layout === "across") && Number.isFinite(columns));
    const pads = aligned && entries.some(({ name }) => isQuoted(name, this.#settings));
    const frills: string[][] = [];
    if (inode) frills.push(entries.map(({ stat }) => String(stat?.inode ?? "?")));
    if (blocksShown)
      frills.push(entries.map(({ stat }) => (stat === undefined ? "?" : sizeText(blocks(stat) * 1024, blockUnit))));
    if (context && layout !== "long") frills.push(entries.map(() => "?"));
    if (layout === "long") frills.push(...this.#long(entries));
    const padded = frills.map((column, index) => {
      const numbers = index < Number(inode) + Number(blocksShown);
      const width = layout === "commas" ? 0 : Math.max(0, ...column.map((text) => textWidth(text)));
      return numbers ? column.map((text) => text.padStart(width)) : column;
    });
    const cells = entries.map((entry, row) => {
      const before = padded.map((column) => `${column[row]} `).join("");
      return this.#name(entry, before + (pads && !isQuoted(entry.name, this.#settings) ? " " : ""));
    });
    return laidOut(cells, this.#settings);
  }

  /** The columns of a long listing before the name, each as wide as its widest. */
  #long(entries: readonly Entry[]): string[][] {
    const { owner, group, author, numeric, sizeUnit, context, fixed } = this.#settings;
    const known = (make: (stat: FileStat) => string) =>
      entries.map(({ stat }) => (stat === undefined ? "?" : make(stat)));
    const user = ({ uid }: FileStat): string => (numeric ? undefined : this.#users.get(uid)) ?? String(uid);
    const left = (column: readonly string[]): string[] => {
      if (fixed) return column.map((text) => text.slice(0, OWNER_WIDTH).padEnd(OWNER_WIDTH));
      const width = Math.max(0, ...column.map((text) => textWidth(text)));
      return column.map((text) => text + " ".repeat(width - textWidth(text)));
    };
    const right = (column: readonly string[], least = 0): string[] => {
      const width = Math.max(fixed ? least : 0, ...column.map((text) => text.length));
      return column.map((text) => text.padStart(width));
    };
    // Numbers of users stand to the right.
    const named = numeric && !fixed ? (column: readonly string[]) => right(column) : left;
    const columns = [
      entries.map(({ stat }) => (stat === undefined ? "l?????????" : modeText(stat))),
      right(
        known(({ links }) => String(links)),
        LINKS_WIDTH,
      ),
    ];
    if (owner) columns.push(named(known(user)));
    if (group) columns.push(named(known(({ gid }) => (numeric ? undefined : this.#groups.get(gid)) ?? String(gid))));
    if (author) columns.push(named(known(user)));
    if (context) columns.push(entries.map(() => "?"));
    const numbers = entries.map(({ stat }) => stat?.numbers?.map(String));
    const widths = fixed
      ? [4, 4]
      : [0, 1].map((part) => Math.max(0, ...numbers.map((each) => each?.[part]?.length ?? 0)));
    const numbered = ([major = "", minor = ""]: readonly string[]) =>
      `${major.padStart(widths[0] ?? 0)}${fixed ? "," : ", "}${minor.padStart(widths[1] ?? 0)}`;
    const sizes = known((stat) => {
      return stat.numbers ? numbered(stat.numbers.map(String)) : this.#size(stat, sizeUnit);
    });
    columns.push(right(sizes, sizeUnit.scaled ? SCALED_WIDTH : SIZE_WIDTH));
    columns.push(right(known((stat) => this.#date(stat))));
    return columns;
  }

  #size(stat: FileStat, unit: SizeUnit): string {
    return sizeText(stat.size, unit);
  }

  #date(stat: FileStat): string {
    const { time, dates } = this.#settings;
    const at = stat[time];
    // Those who have none: proc(5) knows no births.
    if (at === undefined) return "?";
    const now = (WORLD_BEGAN_MICROS + this.#context.kernel.nowMicros()) / 1_000_000;
    const micros = WORLD_BEGAN_MICROS + at;
    const seconds = Math.floor(micros / 1_000_000);
    const recent = seconds > now - SIX_MONTHS_SECONDS && micros / 1_000_000 <= now;
    const nanos = (micros - seconds * 1_000_000) * 1000;
    return formatTime(dates[recent ? 0 : 1], seconds, nanos, zoneOf(this.#context.env.TZ));
  }
}

/** Widths of the columns of busybox. */
const [LINKS_WIDTH, OWNER_WIDTH, SIZE_WIDTH, SCALED_WIDTH] = [4, 8, 9, 7];

/** ls under its three names; the other two quote and lay out as for a terminal. */
export function listing(name: "ls" | "dir" | "vdir", fixed = false): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: "list directory contents",
    run(context) {
      const own: readonly (readonly [string, string])[] =
        name === "dir"
          ? [
              ["C", ""],
              ["b", ""],
            ]
          : name === "vdir"
            ? [
                ["l", ""],
                ["b", ""],
              ]
            : [];
      const parsed = options(context.argv, LETTERS, LONG_NAMES);
      const wrong = badUsage(context, parsed, 2);
      if (wrong !== undefined) return wrong;
      const settings = settingsOf(context, { ...parsed, given: [...own, ...parsed.given] });
      if (typeof settings === "number") return settings;
      const made = new Listing(context, { ...settings, fixed });
      made.run(parsed.operands);
      return made.status;
    },
  };
}

export const listingPrograms: readonly Program[] = [listing("ls"), listing("dir"), listing("vdir")];
