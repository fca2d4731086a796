/** readlink and realpath of coreutils 9.1: what a name leads to, as far as it has to be there. */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import { err, ok, type Result } from "../../../../core/result.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { shownName } from "../quote.ts";
import { absolute, complain, complainOfUse, missingOperand } from "../support.ts";

/** Which names of a path have to be there: all, all but the last, or none. */
type Missing = "none" | "last" | "any";

const MAX_LINKS = 40;

/** canonicalize_filename_mode of gnulib; `links` false leaves symbolic links as they are. */
export function canonical(
  context: ProcessContext,
  path: string,
  missing: Missing,
  links = true,
): Result<string, Errno> {
  if (path === "") return err("ENOENT");
  let followed = 0;
  let at = "";
  const names = path.split("/").filter((name) => name !== "");
  const asksForDirectory = /\/\.?$/.test(path);
  while (names.length > 0) {
    const name = names.shift() ?? "";
    if (name === ".") continue;
    if (name === "..") {
      at = at.slice(0, Math.max(0, at.lastIndexOf("/")));
      continue;
    }
    const next = `${at}/${name}`;
    const stat = context.files.stat(next, { follow: false });
    const last = names.length === 0;
    if (!stat.ok) {
      const mayLack = missing === "any" || (missing === "last" && last && stat.error === "ENOENT");
      if (!mayLack) return err(stat.error);
      at = next;
      continue;
    }
    const target = links && stat.value.type === "symlink" ? context.files.readLink(next) : undefined;
    if (target?.ok) {
      if (++followed > MAX_LINKS) {
        if (missing !== "any") return err("ELOOP");
        at = next;
        continue;
      }
      if (target.value.startsWith("/")) at = "";
      names.unshift(...target.value.split("/").filter((each) => each !== ""));
      continue;
    }
    const mustBeDirectory = !last || asksForDirectory;
    if (missing !== "any" && mustBeDirectory && stat.value.type !== "directory" && stat.value.type !== "symlink")
      return err("ENOTDIR");
    at = next;
  }
  return ok(at === "" ? "/" : at);
}

const READLINK: LongOptions = {
  canonicalize: "f",
  "canonicalize-existing": "e",
  "canonicalize-missing": "m",
  "no-newline": "n",
  quiet: "q",
  silent: "s",
  verbose: "v",
  zero: "z",
  help: "help",
  version: "version",
};

export const readlink: Program = {
  name: "readlink",
  path: "/usr/bin/readlink",
  summary: "print where a symbolic link leads",
  run(context) {
    let mode: Missing | undefined;
    let [newline, verbose, end] = [true, false, "\n"];
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "efmnqsvz", READLINK)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") return complainOfUse(context, option.text);
      else if (option.name === "e") mode = "none";
      else if (option.name === "f") mode = "last";
      else if (option.name === "m") mode = "any";
      else if (option.name === "n") newline = false;
      else if (option.name === "q" || option.name === "s") verbose = false;
      else if (option.name === "v") verbose = true;
      else if (option.name === "z") end = "\0";
      else return complain(context, `netnone: --${option.name} is not modelled`);
    }
    if (operands.length === 0) return missingOperand(context);
    if (operands.length > 1 && !newline) {
      complain(context, "ignoring --no-newline with multiple arguments");
      newline = true;
    }
    let status: ExitStatus = 0;
    for (const path of operands) {
      const full = absolute(context, path);
      const target = mode === undefined ? context.files.readLink(full) : canonical(context, full, mode);
      if (target.ok) void context.stdout.write(`${target.value}${newline ? end : ""}`);
      else {
        status = 1;
        if (verbose) complain(context, `${shownName(path)}: ${strerror(target.error)}`);
      }
    }
    return status;
  },
};

const REALPATH: LongOptions = {
  "canonicalize-existing": "e",
  "canonicalize-missing": "m",
  logical: "L",
  physical: "P",
  quiet: "q",
  strip: "s",
  "no-symlinks": "s",
  zero: "z",
  "relative-to": "relative-to:",
  "relative-base": "relative-base:",
  help: "help",
  version: "version",
};

/** A path as it is reached from a directory; both are canonical. */
export function relative(path: string, from: string): string {
  if (from === path) return ".";
  const parts = (text: string): string[] => text.split("/").filter((name) => name !== "");
  const [to, base] = [parts(path), parts(from)];
  let same = 0;
  while (same < to.length && to[same] === base[same]) same++;
  return [...base.slice(same).map(() => ".."), ...to.slice(same)].join("/") || ".";
}

const isBelow = (path: string, directory: string): boolean =>
  directory === "/" || path === directory || path.startsWith(`${directory}/`);

export const realpath: Program = {
  name: "realpath",
  path: "/usr/bin/realpath",
  summary: "print the resolved path",
  run(context) {
    let mode: Missing = "last";
    let [links, logical, quiet, end] = [true, false, false, "\n"];
    let to: string | undefined;
    let base: string | undefined;
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "eLmPqsz", REALPATH)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") return complainOfUse(context, option.text);
      else if (option.name === "e") mode = "none";
      else if (option.name === "m") mode = "any";
      else if (option.name === "L" || option.name === "P") {
        links = true;
        logical = option.name === "L";
      } else if (option.name === "s") {
        links = false;
        logical = true;
      } else if (option.name === "q") quiet = true;
      else if (option.name === "z") end = "\0";
      else if (option.name === "relative-to") to = option.value;
      else if (option.name === "relative-base") base = option.value;
      else return complain(context, `netnone: --${option.name} is not modelled`);
    }
    if (operands.length === 0) return missingOperand(context);
    const resolved = (path: string): Result<string, Errno> => {
      const full = absolute(context, path);
      if (!logical || full === "") return canonical(context, full, mode);
      const bare = canonical(context, full, mode, false);
      return bare.ok && links ? canonical(context, bare.value, mode) : bare;
    };
    for (const directory of [to, base]) {
      if (directory === undefined) continue;
      const real = resolved(directory);
      const stat = real.ok ? context.files.stat(real.value) : real;
      const problem = real.ok && stat.ok && stat.value.type !== "directory" && mode === "none" ? "ENOTDIR" : undefined;
      const failed = problem ?? (real.ok ? undefined : real.error);
      if (failed !== undefined) return complain(context, `${shownName(directory)}: ${strerror(failed)}`);
      if (mode === "none" && !stat.ok) return complain(context, `${shownName(directory)}: ${strerror(stat.error)}`);
      if (real.ok && directory === to) to = real.value;
      if (real.ok && directory === base) base = real.value;
    }
    // A base alone is where everything below it starts, too; one that does not hold the other counts for nothing.
    if (base !== undefined && to !== undefined && !isBelow(to, base)) [base, to] = [undefined, undefined];
    const from = to ?? base;
    let status: ExitStatus = 0;
    for (const path of operands) {
      const real = resolved(path);
      if (!real.ok) {
        status = 1;
        if (!quiet) complain(context, `${shownName(path)}: ${strerror(real.error)}`);
        continue;
      }
      const near = from !== undefined && (base === undefined || isBelow(real.value, base));
      void context.stdout.write(`${near ? relative(real.value, from) : real.value}${end}`);
    }
    return status;
  },
};
