/** Tests of find(1) that need nothing but the file (findutils 4.9): owners, links, times, permissions, regular expressions. */
import { strerror } from "../../core/errors.ts";
import { WORLD_BEGAN_MICROS } from "../kernel/release.ts";
import type { ProcessContext } from "../program.ts";
import { dateOf } from "../programs/base/date-words.ts";
import { newMode } from "../programs/base/mode-change.ts";
import { groups, users } from "../programs/base/support.ts";
import { matchesPattern } from "../shell/expand/pattern.ts";
import { zoneOf } from "../time/zone.ts";
import { resolvePath } from "./files.ts";
import { KINDS, LETTER, timeOf, type Visit } from "./find-format.ts";
import { posixPattern } from "./posix-pattern.ts";

/** What is wrong with an expression. */
export class Mistake extends Error {}

export type FileTest = (visit: Visit) => boolean;

/** What the options before a test have set. */
export interface Manner {
  /** The syntax of -regex. */
  regex: "emacs" | "extended" | "basic";
  /** -daystart: ages are measured from the end of this day. */
  wholeDays: boolean;
}

/** `+3`, `-3`, `3`. */
export function compare(text: string, option: string): (value: number) => boolean {
  const match = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) throw new Mistake(`invalid argument \`${text}' to \`${option}'`);
  const wanted = Number(match[2]);
  return (value) => (match[1] === "+" ? value > wanted : match[1] === "-" ? value < wanted : value === wanted);
}

const SYNTAXES: Readonly<Record<string, Manner["regex"]>> = {
  "findutils-default": "emacs",
  ed: "basic",
  emacs: "emacs",
  "gnu-awk": "extended",
  grep: "basic",
  "posix-awk": "extended",
  awk: "extended",
  "posix-basic": "basic",
  "posix-egrep": "extended",
  egrep: "extended",
  "posix-extended": "extended",
  "posix-minimal-basic": "basic",
  sed: "basic",
};

export function syntaxOf(name: string): Manner["regex"] {
  const syntax = SYNTAXES[name];
  if (syntax === undefined) {
    const known = Object.keys(SYNTAXES).map((each) => `‘${each}’`);
    throw new Mistake(`Unknown regular expression type ‘${name}’; valid types are ${known.join(", ")}.`);
  }
  return syntax;
}

/** Emacs' syntax as an extended expression: groups and alternatives have a backslash, braces mean nothing. */
const fromEmacs = (pattern: string): string =>
  pattern.replace(/\[\^?\]?(?:\[[:.=].*?[:.=]\]|[^\]])*\]|\\.|[(){}|]/gs, (part) => {
    if (part.startsWith("[")) return part;
    if (/^[(){}|]$/.test(part)) return `\\${part}`;
    return /^\\[()|]$/.test(part) ? part.slice(1) : part;
  });

function regexTest(pattern: string, { regex }: Manner, ignoreCase: boolean): FileTest {
  const kind = regex === "basic" ? "basic" : "extended";
  const read = posixPattern([regex === "emacs" ? fromEmacs(pattern) : pattern], { kind, where: "line", ignoreCase });
  if (!("regex" in read))
    throw new Mistake(
      `failed to compile regular expression '${pattern}': ${"error" in read ? read.error : read.unmodelled}`,
    );
  return ({ path }) => read.regex.test(path);
}

function permissionTest(mode: string): FileTest {
  const [, sign = "", text = ""] = /^([-/]?)(.*)$/s.exec(mode) ?? [];
  const bits = newMode(text, 0, true);
  if (bits === undefined || text === "") throw new Mistake(`invalid mode ‘${mode}’`);
  return ({ stat }) =>
    sign === "-"
      ? (stat.mode & bits) === bits
      : sign === "/"
        ? bits === 0 || (stat.mode & bits) !== 0
        : (stat.mode & 0o7777) === bits;
}

const DAY_MICROS = 86_400e6;

/** -mtime, -mmin and their like, and -newer. */
function timeTest(context: ProcessContext, word: string, value: string, { wholeDays }: Manner): FileTest | undefined {
  const now = context.kernel.nowMicros();
  const age = /^-([acm])(time|min)$/.exec(word);
  if (age !== null) {
    const test = compare(value, word);
    const unit = age[2] === "time" ? DAY_MICROS : 60e6;
    const today = WORLD_BEGAN_MICROS + now;
    const from = wholeDays ? now + (DAY_MICROS - (today % DAY_MICROS)) : now;
    // Minutes are compared with their fractions, days as whole ones.
    const passed = (micros: number): number =>
      unit === DAY_MICROS ? Math.floor(micros / unit) : Math.ceil(micros / unit);
    return ({ stat }) => test(passed(from - (timeOf(stat, age[1]) ?? 0)));
  }
  if (/^-newer[aBcm]t$/.test(word)) {
    const at = dateOf(value, WORLD_BEGAN_MICROS + now, zoneOf(context.env.TZ));
    if (at === undefined) throw new Mistake(`I cannot figure out how to interpret ‘${value}’ as a date or time`);
    return ({ stat }) => WORLD_BEGAN_MICROS + (timeOf(stat, word[6]) ?? -1) > at;
  }
  const newer = /^-(?:([ac]?)newer|newer([aBcm])([aBcm]))$/.exec(word);
  if (newer === null) return undefined;
  const other = context.files.stat(resolvePath(context.cwd, value));
  if (!other.ok) throw new Mistake(`‘${value}’: ${strerror(other.error)}`);
  const than = timeOf(other.value, newer[3]) ?? 0;
  return ({ stat }) => (timeOf(stat, newer[1] || newer[2]) ?? -1) > than;
}

function ownerTest(context: ProcessContext, word: string, value: string): FileTest {
  const who = word === "-user" ? "uid" : "gid";
  const known =
    who === "uid"
      ? users(context.files).find(({ name }) => name === value)?.uid
      : groups(context.files).find(({ name }) => name === value)?.gid;
  const id = known ?? (/^\d+$/.test(value) ? Number(value) : undefined);
  if (id === undefined)
    throw new Mistake(
      word === "-user"
        ? `‘${value}’ is not the name of a known user`
        : `‘${value}’ is not the name of an existing group`,
    );
  return ({ stat }) => stat[who] === id;
}

function typesOf(word: string, value: string): readonly string[] {
  const kinds = value.split(",");
  for (const kind of kinds) if (!Object.hasOwn(KINDS, kind)) throw new Mistake(`Unknown argument to ${word}: ${kind}`);
  return kinds;
}

/** A test that takes a value; undefined where there is none of that name. */
export function valuedTest(
  context: ProcessContext,
  word: string,
  value: () => string,
  manner: Manner,
): FileTest | undefined {
  const { files, cwd } = context;
  switch (word) {
    case "-regex":
    case "-iregex":
      return regexTest(value(), manner, word === "-iregex");
    case "-perm":
      return permissionTest(value());
    case "-user":
    case "-group":
      return ownerTest(context, word, value());
    case "-uid":
    case "-gid":
    case "-links":
    case "-inum": {
      const test = compare(value(), word);
      const field = ({ "-uid": "uid", "-gid": "gid", "-links": "links", "-inum": "inode" } as const)[word];
      return ({ stat }) => test(stat[field]);
    }
    case "-lname":
    case "-ilname": {
      const pattern = value();
      return ({ path, stat }) => {
        const target = stat.type === "symlink" ? files.readLink(resolvePath(cwd, path)) : undefined;
        return target?.ok === true && matchesPattern(pattern, target.value, word === "-ilname");
      };
    }
    case "-type": {
      const kinds = typesOf(word, value());
      return ({ stat }) => kinds.includes(LETTER[stat.type] ?? "");
    }
    case "-xtype": {
      const kinds = typesOf(word, value());
      return ({ path, stat }) => {
        const end = stat.type === "symlink" ? files.stat(resolvePath(cwd, path)) : undefined;
        return kinds.includes(LETTER[end?.ok === true ? end.value.type : stat.type] ?? "");
      };
    }
    default:
      return /^-(?:[acm](?:time|min)|[ac]?newer|newer[aBcm][aBcmt])$/.test(word)
        ? timeTest(context, word, value(), manner)
        : undefined;
  }
}
