/**
 * find (findutils 4.9): files below directories that an expression picks. The same: tests for name, path, kind, size, age,
 * emptiness, permissions; `!`, `-a`, `-o`, parentheses; -print, -print0, -printf (%p %f %h %P %s %y %m %d), -delete, -prune,
 * -quit, -exec and -execdir with `;` and `+`. Names come in alphabetical order. Absent: -regex, -ls, -ok, links to be followed.
 */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { matchesPattern } from "../shell/expand/pattern.ts";
import { put } from "./command.ts";
import { resolvePath } from "./files.ts";

interface Visit {
  readonly path: string;
  /** Below the starting point: 0 for that itself. */
  readonly depth: number;
  readonly start: string;
  readonly stat: FileStat;
}

interface Walk {
  readonly context: ProcessContext;
  /** Output that has not been written. */
  text: string;
  pruned: boolean;
  quit: boolean;
  status: ExitStatus;
  readonly batches: Map<readonly string[], string[]>;
}

type Test = (visit: Visit, walk: Walk) => boolean | Promise<boolean>;

interface Plan {
  readonly test: Test;
  readonly most: number;
  readonly least: number;
  /** What is in a directory comes before it. */
  readonly depthFirst: boolean;
}

class Mistake extends Error {}

const KINDS: Readonly<Record<string, FileStat["type"]>> = {
  f: "file",
  d: "directory",
  l: "symlink",
  p: "fifo",
  s: "socket",
  c: "char",
  b: "block",
};
const LETTER = Object.fromEntries(Object.entries(KINDS).map(([letter, type]) => [type, letter]));
const SIZES: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512, k: 1024, M: 1048576, G: 1073741824 };

const baseOf = (path: string): string => path.replace(/\/+$/, "").replace(/^.*\//, "") || "/";

/** `+3`, `-3`, `3`. */
function compare(text: string, option: string): (value: number) => boolean {
  const match = /^([-+]?)(\d+)$/.exec(text);
  if (match === null) throw new Mistake(`invalid argument \`${text}' to \`${option}'`);
  const wanted = Number(match[2]);
  return (value) => (match[1] === "+" ? value > wanted : match[1] === "-" ? value < wanted : value === wanted);
}

function parse(context: ProcessContext, words: readonly string[]): Plan {
  let at = 0;
  let most = Number.POSITIVE_INFINITY;
  let least = 0;
  let depthFirst = false;
  let acts = false;
  const value = (option: string): string => {
    const word = words[at++];
    if (word === undefined) throw new Mistake(`missing argument to \`${option}'`);
    return word;
  };
  const print: Test = ({ path }, walk) => {
    walk.text += `${path}\n`;
    return true;
  };
  const action = (test: Test): Test => {
    acts = true;
    return test;
  };
  const either = (): Test => {
    let left = both();
    while (words[at] === "-o" || words[at] === "-or") {
      at++;
      const [one, other] = [left, both()];
      left = async (visit, walk) => (await one(visit, walk)) || (await other(visit, walk));
    }
    return left;
  };
  const both = (): Test => {
    let left = single();
    for (;;) {
      const word = words[at];
      if (word === undefined || word === ")" || word === "-o" || word === "-or") return left;
      if (word === "-a" || word === "-and") at++;
      const [one, other] = [left, single()];
      left = async (visit, walk) => (await one(visit, walk)) && (await other(visit, walk));
    }
  };
  const single = (): Test => {
    const word = words[at++];
    if (word === undefined) throw new Mistake("expected an expression");
    if (word === "!" || word === "-not") {
      const test = single();
      return async (visit, walk) => !(await test(visit, walk));
    }
    if (word === "(") {
      const test = either();
      if (words[at++] !== ")")
        throw new Mistake("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      return test;
    }
    return primary(word);
  };
  const primary = (word: string): Test => {
    switch (word) {
      case "-true":
        return () => true;
      case "-false":
        return () => false;
      case "-name":
      case "-iname": {
        const pattern = value(word);
        return ({ path }) => matchesPattern(pattern, baseOf(path), word === "-iname");
      }
      case "-path":
      case "-wholename":
      case "-ipath": {
        const pattern = value(word);
        return ({ path }) => matchesPattern(pattern, path, word === "-ipath");
      }
      case "-type": {
        const kinds = value(word).split(",");
        for (const kind of kinds)
          if (!Object.hasOwn(KINDS, kind)) throw new Mistake(`Unknown argument to -type: ${kind}`);
        return ({ stat }) => kinds.includes(LETTER[stat.type] ?? "");
      }
      case "-maxdepth":
      case "-mindepth": {
        const depth = value(word);
        if (!/^\d+$/.test(depth))
          throw new Mistake(`Expected a positive decimal integer argument to ${word}, but got ‘${depth}’`);
        if (word === "-maxdepth") most = Number(depth);
        else least = Number(depth);
        return () => true;
      }
      case "-depth":
        depthFirst = true;
        return () => true;
      case "-mount":
      case "-xdev":
      case "-noleaf":
      case "-follow":
        return () => true;
      case "-empty":
        return ({ path, stat }, walk) => {
          if (stat.type === "file") return stat.size === 0;
          const names = walk.context.files.readDir(resolvePath(walk.context.cwd, path));
          return stat.type === "directory" && names.ok && names.value.length === 0;
        };
      case "-size": {
        const size = value(word);
        const match = /^([-+]?\d+)([cwbkMG]?)$/.exec(size);
        if (match === null) throw new Mistake(`Invalid argument \`${size}' to -size`);
        const test = compare(match[1] ?? "", word);
        const unit = SIZES[match[2] || "b"] ?? 512;
        return ({ stat }) => test(Math.ceil(stat.size / unit));
      }
      case "-mtime":
      case "-mmin": {
        const test = compare(value(word), word);
        const unit = word === "-mtime" ? 86_400e6 : 60e6;
        return ({ stat }) => test(Math.floor((context.kernel.nowMicros() - stat.modifiedMicros) / unit));
      }
      case "-inum": {
        const test = compare(value(word), word);
        return ({ stat }) => test(stat.inode);
      }
      case "-samefile": {
        const other = value(word);
        const same = context.files.stat(resolvePath(context.cwd, other));
        if (!same.ok) throw new Mistake(`‘${other}’: ${strerror(same.error)}`);
        return ({ stat }) => stat.inode === same.value.inode && stat.device === same.value.device;
      }
      case "-newer": {
        const other = value(word);
        const stat = context.files.stat(resolvePath(context.cwd, other));
        if (!stat.ok) throw new Mistake(`‘${other}’: ${strerror(stat.error)}`);
        return (visit) => visit.stat.modifiedMicros > stat.value.modifiedMicros;
      }
      case "-perm": {
        const mode = value(word);
        const match = /^([-/]?)([0-7]{1,4})$/.exec(mode);
        if (match === null) throw new Mistake(`invalid mode ‘${mode}’`);
        const bits = Number.parseInt(match[2] ?? "", 8);
        return ({ stat }) =>
          match[1] === "-"
            ? (stat.mode & bits) === bits
            : match[1] === "/"
              ? (stat.mode & bits) !== 0
              : (stat.mode & 0o7777) === bits;
      }
      case "-executable":
      case "-readable":
      case "-writable": {
        const bit = word === "-executable" ? 1 : word === "-readable" ? 4 : 2;
        return ({ path }, walk) => walk.context.files.access(resolvePath(walk.context.cwd, path), bit);
      }
      case "-print":
        return action(print);
      case "-print0":
        return action(({ path }, walk) => {
          walk.text += `${path}\0`;
          return true;
        });
      case "-printf": {
        const format = value(word);
        return action((visit, walk) => {
          walk.text += formatted(format, visit);
          return true;
        });
      }
      case "-prune":
        return (_, walk) => {
          walk.pruned = true;
          return true;
        };
      case "-quit":
        return action((_, walk) => {
          walk.quit = true;
          return true;
        });
      case "-delete":
        depthFirst = true;
        return action(remove);
      case "-exec":
      case "-execdir":
        return action(execution(word));
      default:
        throw new Mistake(
          /^-/.test(word) ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`,
        );
    }
  };
  const execution = (word: string): Test => {
    const argv: string[] = [];
    for (;;) {
      const next = words[at++];
      if (next === undefined) throw new Mistake(`missing argument to \`${word}'`);
      if (next === ";") return async (visit, walk) => (await runOn(walk, argv, [visit.path], word)) === 0;
      if (next === "+" && argv.at(-1) === "{}") {
        const fixed = argv.slice(0, -1);
        return (visit, walk) => {
          const batch = walk.batches.get(fixed) ?? [];
          walk.batches.set(fixed, batch);
          batch.push(visit.path);
          return true;
        };
      }
      argv.push(next);
    }
  };
  const test = words.length === 0 ? action(print) : either();
  if (at < words.length) throw new Mistake("invalid expression; you have too many ')'");
  const full: Test = acts ? test : async (visit, walk) => (await test(visit, walk)) && print(visit, walk);
  return { test: full, most, least, depthFirst };
}

function formatted(format: string, { path, start, depth, stat }: Visit): string {
  const below = path === start ? "" : path.slice(start.length).replace(/^\//, "");
  const fields: Readonly<Record<string, string>> = {
    p: path,
    f: baseOf(path),
    h: path.includes("/") ? path.replace(/\/[^/]*$/, "") : ".",
    P: below,
    H: start,
    s: String(stat.size),
    y: LETTER[stat.type] ?? "U",
    m: (stat.mode & 0o7777).toString(8),
    d: String(depth),
    i: String(stat.inode),
    U: String(stat.uid),
    G: String(stat.gid),
    "%": "%",
  };
  return format
    .replace(/\\([nt0\\])/g, (_, code: string) => ({ n: "\n", t: "\t", "0": "\0" })[code] ?? "\\")
    .replace(/%([a-zA-Z%])/g, (all, letter: string) => fields[letter] ?? all);
}

function remove({ path, stat }: Visit, walk: Walk): boolean {
  const { files, cwd } = walk.context;
  const place = resolvePath(cwd, path);
  const done = stat.type === "directory" ? files.rmdir(place) : files.unlink(place);
  if (!done.ok) complain(walk, `cannot delete ‘${path}’: ${strerror(done.error)}`);
  return done.ok;
}

/** Runs a command with `{}` replaced, or with the paths behind it where none is. */
async function runOn(walk: Walk, argv: readonly string[], paths: readonly string[], word: string): Promise<ExitStatus> {
  const { context } = walk;
  await flush(walk);
  const [path = ""] = paths;
  const directory = word === "-execdir" ? path.replace(/\/?[^/]*$/, "") || "." : undefined;
  const shown = directory === undefined ? path : `./${baseOf(path)}`;
  const words =
    paths.length > 1 || word === "+" ? [...argv, ...paths] : argv.map((each) => each.replaceAll("{}", shown));
  const program = context.kernel.which(words[0] ?? "", context.env);
  const cwd = directory === undefined ? context.cwd : resolvePath(context.cwd, directory);
  const started =
    program === undefined
      ? undefined
      : context.kernel.exec(program, { argv: words, env: context.env, cwd, files: context.descriptors });
  if (!started?.ok) {
    complain(walk, `‘${words[0]}’: ${strerror(started?.error ?? "ENOENT")}`);
    return 127;
  }
  return await started.value.status;
}

function complain(walk: Walk, text: string): void {
  walk.status = 1;
  void walk.context.stderr.write(`find: ${text}\n`);
}

async function flush(walk: Walk): Promise<boolean> {
  const { text } = walk;
  walk.text = "";
  return await put(walk.context.stdout, text);
}

async function visitAll(walk: Walk, plan: Plan, path: string, start: string, depth: number): Promise<boolean> {
  const { files, cwd, self } = walk.context;
  const stat = files.stat(resolvePath(cwd, path), { follow: false });
  if (!stat.ok) {
    complain(walk, `‘${path}’: ${strerror(stat.error)}`);
    return true;
  }
  const visit = { path, depth, start, stat: stat.value };
  const judge = async (): Promise<void> => {
    if (depth >= plan.least) await plan.test(visit, walk);
  };
  walk.pruned = false;
  if (!plan.depthFirst) await judge();
  const enters = stat.value.type === "directory" && depth < plan.most && !(walk.pruned && !plan.depthFirst);
  if (enters && !walk.quit) {
    const names = files.readDir(resolvePath(cwd, path));
    if (!names.ok) complain(walk, `‘${path}’: ${strerror(names.error)}`);
    for (const name of names.ok ? [...names.value].sort() : []) {
      const below = path.endsWith("/") ? `${path}${name}` : `${path}/${name}`;
      if (!(await visitAll(walk, plan, below, start, depth + 1))) return false;
      if (walk.quit || self.signals.pending !== undefined) return false;
    }
  }
  if (plan.depthFirst) await judge();
  return walk.text.length < 4096 || (await flush(walk));
}

export const find: Program = {
  name: "find",
  path: "/usr/bin/find",
  summary: "search files",
  async run(context) {
    const words = context.argv.slice(1).filter((word, at) => !(at === 0 && /^-[HLP]$/.test(word)));
    let first = words.findIndex((word) => /^(?:-.|!$|\($)/.test(word));
    if (first < 0) first = words.length;
    const starts = first === 0 ? ["."] : words.slice(0, first);
    const walk: Walk = { context, text: "", pruned: false, quit: false, status: 0, batches: new Map() };
    let plan: Plan;
    try {
      plan = parse(context, words.slice(first));
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      void context.stderr.write(`find: ${error.message}\n`);
      return 1;
    }
    for (const start of starts) if (walk.quit || !(await visitAll(walk, plan, start, start, 0))) break;
    await flush(walk);
    for (const [argv, paths] of walk.batches) if ((await runOn(walk, argv, paths, "+")) !== 0) walk.status = 1;
    return walk.status;
  },
};
