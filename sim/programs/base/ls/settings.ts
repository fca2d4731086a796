/** How ls(1) was told to list (coreutils 9.1): its options, the later over the earlier. */
import type { ProcessContext } from "../../../program.ts";
import { complain, type Options } from "../support.ts";

export type Layout = "long" | "lines" | "down" | "across" | "commas";
export type Quoting =
  | "literal"
  | "shell"
  | "shell-always"
  | "shell-escape"
  | "shell-escape-always"
  | "c"
  | "c-maybe"
  | "escape"
  | "locale"
  | "clocale";
type Indicator = "none" | "slash" | "file-type" | "classify";
type Sort = "name" | "none" | "size" | "time" | "version" | "extension" | "width";

/** In which units sizes are shown: scaled as people read them, or as so many bytes with a letter behind. */
export interface SizeUnit {
  readonly scaled?: 1000 | 1024;
  readonly bytes: number;
  readonly suffix: string;
}

export interface Settings {
  readonly layout: Layout;
  /** Columns of a long listing that are as wide as busybox has them. */
  readonly fixed?: boolean;
  readonly columns: number;
  readonly tab: number;
  readonly quoting: Quoting;
  readonly hidesControls: boolean;
  readonly indicator: Indicator;
  readonly sort: Sort;
  readonly reverse: boolean;
  readonly directoriesFirst: boolean;
  readonly all: "no" | "almost" | "all";
  readonly ignored: readonly string[];
  readonly hidden: readonly string[];
  readonly backups: boolean;
  readonly directory: boolean;
  readonly recursive: boolean;
  readonly follow: "never" | "named" | "named directories" | "always";
  readonly inode: boolean;
  readonly blocks: boolean;
  readonly context: boolean;
  readonly owner: boolean;
  readonly group: boolean;
  readonly author: boolean;
  readonly numeric: boolean;
  /** Of blocks, and of what stands in the column of sizes. */
  readonly blockUnit: SizeUnit;
  readonly sizeUnit: SizeUnit;
  /** Which time of a file is shown and sorts. */
  readonly time: "modifiedMicros" | "accessedMicros" | "changedMicros" | "bornMicros";
  /** Formats of dates that are new and of others. */
  readonly dates: readonly [recent: string, old: string];
  readonly colors: boolean;
  readonly end: "\n" | "\0";
}

export const LETTERS = "abcdfghiklmnopqrstuvw:xABCFGHI:LNQRST:UXZ1";
export const LONG_NAMES: Readonly<Record<string, string>> = {
  all: "a",
  "almost-all": "A",
  author: "author",
  "block-size": "block-size:",
  classify: "classify::",
  color: "color::",
  context: "Z",
  dereference: "L",
  "dereference-command-line": "H",
  "dereference-command-line-symlink-to-dir": "named-directories",
  directory: "d",
  escape: "b",
  "file-type": "file-type",
  format: "format:",
  "full-time": "full-time",
  "group-directories-first": "directories",
  "hide-control-chars": "q",
  hide: "hide:",
  "human-readable": "h",
  ignore: "I:",
  "ignore-backups": "B",
  "indicator-style": "indicator-style:",
  inode: "i",
  kibibytes: "k",
  literal: "N",
  "no-group": "G",
  "numeric-uid-gid": "n",
  "quote-name": "Q",
  "quoting-style": "quoting-style:",
  recursive: "R",
  reverse: "r",
  "show-control-chars": "show-controls",
  si: "si",
  size: "s",
  sort: "sort:",
  tabsize: "T:",
  time: "time:",
  "time-style": "time-style:",
  width: "w:",
  zero: "zero",
};

const LOCALE_DATES: readonly [string, string] = ["%b %e %H:%M", "%b %e  %Y"];
const FULL = "%Y-%m-%d %H:%M:%S.%N %z";
const DATES: Readonly<Record<string, readonly [string, string]>> = {
  "full-iso": [FULL, FULL],
  "long-iso": ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M"],
  iso: ["%m-%d %H:%M", "%Y-%m-%d "],
  locale: LOCALE_DATES,
};
const LAYOUTS: Readonly<Record<string, Layout>> = {
  verbose: "long",
  long: "long",
  commas: "commas",
  horizontal: "across",
  across: "across",
  vertical: "down",
  "single-column": "lines",
};
const INDICATORS = ["none", "slash", "file-type", "classify"] as const;
const SORTS = ["none", "time", "size", "extension", "version", "width"] as const;
const TIMES: Readonly<Record<string, Settings["time"]>> = {
  ...{ atime: "accessedMicros", access: "accessedMicros", use: "accessedMicros" },
  ...{ ctime: "changedMicros", status: "changedMicros", mtime: "modifiedMicros", modification: "modifiedMicros" },
  ...{ birth: "bornMicros", creation: "bornMicros" },
};
const QUOTINGS = [
  ..."literal shell shell-always shell-escape shell-escape-always c c-maybe escape locale clocale".split(" "),
] as readonly Quoting[];
const WHENS = "always yes force never no none auto tty if-tty".split(" ");

/** Words that mean the same, as they are listed where another is given. */
const SYNONYMS: readonly (readonly (readonly string[])[])[] = [
  [
    ["always", "yes", "force"],
    ["never", "no", "none"],
    ["auto", "tty", "if-tty"],
  ],
  [
    ["atime", "access", "use"],
    ["ctime", "status"],
    ["birth", "creation"],
  ],
  [["verbose", "long"], ["commas"], ["horizontal", "across"], ["vertical"], ["single-column"]],
];

const BYTES: SizeUnit = { bytes: 1, suffix: "" };
const UNITS = "KMGTPE";

/** SIZE of --block-size: `K`, `MB`, `512`, `human-readable`. */
function unitOf(text: string): SizeUnit | undefined {
  if (text === "human-readable" || text === "si") return { scaled: text === "si" ? 1000 : 1024, bytes: 1, suffix: "" };
  const match = /^(\d*)(?:([kKMGTPE])(i?B)?)?$/.exec(text);
  if (match === null || text === "") return undefined;
  const [, digits = "", letter = "", kind = ""] = match;
  const power = letter === "" ? 0 : UNITS.indexOf(letter.toUpperCase()) + 1;
  const bytes = Number(digits === "" ? 1 : digits) * (kind === "B" ? 1000 : 1024) ** power;
  if (bytes === 0) return undefined;
  return { bytes, suffix: digits === "" ? (kind === "B" && letter === "K" ? "kB" : letter + kind) : "" };
}

/** Terminals with colors of which dircolors knows. */
const TERMINALS =
  /^(?:Eterm|ansi|.*color.*|con\d.*x\d.*|cons25|console|cygwin|.*direct.*|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|linux-c|mlterm|putty|rxvt.*|screen.*|st|terminator|tmux.*|vt100|xterm.*)$/;

/** Without LS_COLORS only a terminal that is known to have colors gets some. */
const hasColors = ({ LS_COLORS, COLORTERM, TERM }: Readonly<Record<string, string>>): boolean =>
  (LS_COLORS ?? "") !== "" || (COLORTERM ?? "") !== "" || TERMINALS.test(TERM ?? "");

/** Settings out of the options; a status where one is wrong and that has been said. */
export function settingsOf(context: ProcessContext, { given }: Options): Settings | number {
  const terminal = context.stdout.terminal;
  let layout: Layout = terminal === undefined ? "lines" : "down";
  let columns = terminal?.columns ?? (Number.parseInt(context.env.COLUMNS ?? "", 10) || 80);
  let tab = 8;
  let quoting: Quoting = terminal === undefined ? "literal" : "shell-escape";
  let hidesControls = terminal !== undefined;
  let indicator: Indicator = "none";
  let sort: Sort | undefined;
  let [byTime, reverse, colors] = [false, false, false];
  let time: Settings["time"] = "modifiedMicros";
  let all: Settings["all"] = "no";
  let follow: Settings["follow"] | undefined;
  const on = new Set<string>();
  const ignored: string[] = [];
  const hidden: string[] = [];
  let blockUnit: SizeUnit = { bytes: 1024, suffix: "" };
  let sizeUnit = BYTES;
  let dates = LOCALE_DATES;
  let end: Settings["end"] = "\n";
  let wrong: number | undefined;
  const bad = (option: string, value: string, known: readonly string[]): void => {
    const alike = SYNONYMS.find(([words]) => words?.[0] === known[0]) ?? known.map((each) => [each]);
    const list = alike.map((words) => `  - ${words.map((each) => `‘${each}’`).join(", ")}\n`).join("");
    complain(context, `invalid argument ‘${value}’ for ‘${option}’\nValid arguments are:\n${list.trimEnd()}`);
    void context.stderr.write(`Try '${context.argv[0]} --help' for more information.\n`);
    wrong ??= 1;
  };
  const chosen = <T extends string>(option: string, value: string, known: readonly T[]): T | undefined => {
    const found =
      known.find((each) => each === value) ?? (value === "" ? undefined : known.find((each) => each.startsWith(value)));
    if (found === undefined) bad(option, value, known);
    return found;
  };
  const when = (option: string, value: string): boolean => {
    const found = value === "" ? "always" : chosen(option, value, WHENS);
    return /^(?:always|yes|force)$/.test(found ?? "") || (/tty|auto/.test(found ?? "") && terminal !== undefined);
  };
  for (const [name, value] of given) {
    switch (name) {
      case "l":
        layout = "long";
        break;
      case "1":
        if (layout !== "long") layout = "lines";
        break;
      case "C":
        layout = "down";
        break;
      case "x":
        layout = "across";
        break;
      case "m":
        layout = "commas";
        break;
      case "format":
        layout = LAYOUTS[chosen("--format", value, Object.keys(LAYOUTS)) ?? ""] ?? layout;
        break;
      case "g":
      case "o":
      case "n":
        layout = "long";
        on.add(name);
        break;
      case "full-time":
        layout = "long";
        dates = DATES["full-iso"] ?? dates;
        break;
      case "time-style": {
        const style = value.replace(/^posix-/, "");
        if (style.startsWith("+")) {
          const [recent = "", old = recent] = style.slice(1).split("\n");
          dates = [recent, old];
        } else if (!value.startsWith("posix-")) {
          const found = Object.keys(DATES).find((each) => each === style);
          if (found === undefined) {
            complain(context, `invalid argument ‘${value}’ for ‘time style’`, 2);
            void context.stderr.write(
              "Valid arguments are:\n  - [posix-]full-iso\n  - [posix-]long-iso\n  - [posix-]iso\n  - [posix-]locale\n" +
                `  - +FORMAT (e.g., +%H:%M) for a 'date'-style format\nTry '${context.argv[0]} --help' for more information.\n`,
            );
            return 2;
          }
          dates = DATES[found] ?? dates;
        }
        break;
      }
      case "a":
        all = "all";
        break;
      case "A":
        all = "almost";
        break;
      case "f":
        all = "all";
        sort = "none";
        if (layout === "long") layout = terminal === undefined ? "lines" : "down";
        on.delete("s");
        colors = false;
        break;
      case "t":
        sort = "time";
        break;
      case "S":
        sort = "size";
        break;
      case "X":
        sort = "extension";
        break;
      case "v":
        sort = "version";
        break;
      case "U":
        sort = "none";
        break;
      case "sort":
        sort = value === "name" ? "name" : chosen("--sort", value, SORTS);
        break;
      case "c":
      case "u":
        time = name === "c" ? "changedMicros" : "accessedMicros";
        byTime = true;
        break;
      case "time":
        time = TIMES[chosen("--time", value, Object.keys(TIMES)) ?? ""] ?? time;
        byTime = true;
        break;
      case "r":
        reverse = true;
        break;
      case "F":
        indicator = "classify";
        break;
      case "classify":
        if (when("--classify", value)) indicator = "classify";
        break;
      case "file-type":
        indicator = "file-type";
        break;
      case "p":
        indicator = "slash";
        break;
      case "indicator-style":
        indicator = chosen("--indicator-style", value, INDICATORS) ?? indicator;
        break;
      case "color":
        colors = when("--color", value);
        break;
      case "N":
        quoting = "literal";
        break;
      case "b":
        quoting = "escape";
        break;
      case "Q":
        quoting = "c";
        break;
      case "quoting-style":
        quoting = chosen("--quoting-style", value, QUOTINGS) ?? quoting;
        break;
      case "q":
        hidesControls = true;
        break;
      case "show-controls":
        hidesControls = false;
        break;
      case "h":
      case "si":
        blockUnit = sizeUnit = { scaled: name === "si" ? 1000 : 1024, bytes: 1, suffix: "" };
        break;
      case "k":
        blockUnit = { bytes: 1024, suffix: "" };
        break;
      case "block-size": {
        const unit = unitOf(value);
        if (unit === undefined) return complain(context, `invalid --block-size argument '${value}'`, 2);
        blockUnit = sizeUnit = unit;
        break;
      }
      case "H":
        follow = "named";
        break;
      case "named-directories":
        follow = "named directories";
        break;
      case "L":
        follow = "always";
        break;
      case "I":
        ignored.push(value);
        break;
      case "hide":
        hidden.push(value);
        break;
      case "w":
        if (!/^\d+$/.test(value)) return complain(context, `invalid line width: ‘${value}’`, 2);
        columns = Number(value) === 0 ? Number.POSITIVE_INFINITY : Number(value);
        break;
      case "T":
        if (!/^\d+$/.test(value)) return complain(context, `invalid tab size: ‘${value}’`, 2);
        tab = Number(value);
        break;
      case "zero":
        end = "\0";
        if (layout !== "long") layout = "lines";
        quoting = "literal";
        hidesControls = false;
        colors = false;
        break;
      default:
        on.add(name);
    }
  }
  if (wrong !== undefined) return wrong;
  const named = indicator === "classify" || layout === "long" || on.has("d") ? "never" : "named directories";
  return {
    layout,
    columns,
    tab,
    quoting,
    hidesControls,
    indicator,
    sort: sort ?? (byTime && layout !== "long" ? "time" : "name"),
    time,
    reverse,
    directoriesFirst: on.has("directories"),
    all,
    ignored,
    hidden,
    backups: !on.has("B"),
    directory: on.has("d"),
    recursive: on.has("R") && !on.has("d"),
    follow: follow ?? named,
    inode: on.has("i"),
    blocks: on.has("s"),
    context: on.has("Z"),
    owner: !on.has("g"),
    group: !on.has("o") && !on.has("G"),
    author: on.has("author"),
    numeric: on.has("n"),
    blockUnit,
    sizeUnit,
    dates,
    colors: colors && hasColors(context.env),
    end,
  };
}
