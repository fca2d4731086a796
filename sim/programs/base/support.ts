/** What the small programs have in common: words on standard error, paths, and the table of users. */

import { getoptLong } from "../../../core/command/getopt-long.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import type { ExitStatus, FileSystem } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";
import { quotedName } from "./quote.ts";

/** `NAME: MESSAGE` on standard error; answers with `status`. */
export function complain(context: ProcessContext, message: string, status: ExitStatus = 1): ExitStatus {
  void context.stderr.write(`${context.argv[0]?.split("/").at(-1)}: ${message}\n`);
  return status;
}

/** GNU style: `ls: cannot access 'x': No such file or directory`. */
export function complainAbout(context: ProcessContext, doing: string, path: string, errno: Errno): ExitStatus {
  return complain(context, `${doing} ${quotedName(path)}: ${strerror(errno)}`);
}

/** A path as the kernel takes it: relative ones start at the working directory; nothing has the empty one. */
export function absolute(context: { readonly cwd: string }, path: string): string {
  if (path === "" || path.startsWith("/")) return path;
  return context.cwd === "/" ? `/${path}` : `${context.cwd}/${path}`;
}

export interface Options {
  /** Letters and long names that were given, with their values where they take one. */
  readonly flags: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  /** The same in the order in which they were given. */
  readonly given: readonly (readonly [name: string, value: string])[];
  /** What getopt(3) says of the first that it does not take; those behind it are not read. */
  readonly problem?: string;
}

/**
 * getopt_long(3): `letters` as in its optstring (`a:` takes a value), `long` maps names to letters (`all: "a"`). With a
 * leading `+` in `letters` the first operand ends the options. A name of more than one letter stands for itself; `sort:` takes a
 * value, `color::` may have one.
 */
export function options(
  argv: readonly string[],
  letters: string,
  long: Readonly<Record<string, string>> = {},
): Options {
  const flags = new Map<string, string>();
  const operands: string[] = [];
  const given: [string, string][] = [];
  const takesValue = (letter: string) => letter.length === 1 && letters.includes(`${letter}:`);
  const names = Object.fromEntries(Object.entries(long).map(([name, to]) => [name, takesValue(to) ? `${to}:` : to]));
  for (const option of getoptLong(argv, letters, names)) {
    if (option.kind === "error") return { flags, operands, given, problem: option.text };
    if (option.kind === "operand") operands.push(option.text);
    else {
      flags.set(option.name, option.value);
      given.push([option.name, option.value]);
    }
  }
  return { flags, operands, given };
}

/** A complaint about how it was called, with the hint that coreutils give (usage(EXIT_FAILURE)); gives `status` back. */
export function complainOfUse(context: ProcessContext, message: string, status: ExitStatus = 1): ExitStatus {
  complain(context, message, status);
  return hintOfUse(context, status);
}

/** The hint alone; gives `status` back. */
export function hintOfUse(context: ProcessContext, status: ExitStatus): ExitStatus {
  void context.stderr.write(`Try '${context.argv[0]} --help' for more information.\n`);
  return status;
}

/** Says what is wrong with the options, as getopt(3) and coreutils say it; undefined when nothing is. */
export function badUsage(context: ProcessContext, parsed: Options, status = 1): ExitStatus | undefined {
  return parsed.problem === undefined ? undefined : complainOfUse(context, parsed.problem, status);
}

/**
 * The operands of a program without options, of which there are `most` at the most (parse_gnu_standard_options_only of gnulib);
 * a status when it was called otherwise, which has been said.
 */
export function onlyOperands(context: ProcessContext, most: number): readonly string[] | ExitStatus {
  const parsed = options(context.argv, "");
  const extra = parsed.operands[most];
  return (
    badUsage(context, parsed) ??
    (extra === undefined ? parsed.operands : complainOfUse(context, `extra operand ‘${extra}’`))
  );
}

export const missingOperand = (context: ProcessContext): ExitStatus => complainOfUse(context, "missing operand");

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

function table(files: FileSystem, path: string): string[][] {
  const text = files.readFile(path);
  return text.ok
    ? text.value
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split(":"))
    : [];
}

/** passwd(5). */
export function users(files: FileSystem): readonly User[] {
  return table(files, "/etc/passwd").map(([name = "", , uid = "", gid = "", , home = "/", shell = "/bin/sh"]) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
    shell,
  }));
}

export function userOf(files: FileSystem, uid: number): User | undefined {
  return users(files).find((user) => user.uid === uid);
}

/** group(5): name, number, members. */
export function groups(files: FileSystem): readonly { name: string; gid: number; members: readonly string[] }[] {
  return table(files, "/etc/group").map(([name = "", , gid = "", members = ""]) => ({
    name,
    gid: Number(gid),
    members: members === "" ? [] : members.split(","),
  }));
}

/** The groups that initgroups(3) gives a user: the own one first. */
export function groupsOf(files: FileSystem, user: User): readonly number[] {
  const others = groups(files)
    .filter((group) => group.members.includes(user.name))
    .map((group) => group.gid);
  return [...new Set([user.gid, ...others])];
}
