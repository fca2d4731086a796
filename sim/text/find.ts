/**
 * find (findutils 4.9): files below directories that an expression picks. The same: tests, actions, -printf, -L and -H; find-tests.ts
 * has the tests. Names come in alphabetical order. Simplified: files have one time. Absent: -fstype, -context, -used.
 */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { groups, userOf } from "../programs/base/support.ts";
import { matchesPattern } from "../shell/expand/pattern.ts";
import { put } from "./command.ts";
import { resolvePath } from "./files.ts";
import { baseOf, formatted, listed, type Visit } from "./find-format.ts";
import { compare, type Manner, Mistake, syntaxOf, valuedTest } from "./find-tests.ts";

interface Walk {
  readonly context: ProcessContext;
  /** Output that has not been written. */
  text: string;
  pruned: boolean;
  quit: boolean;
  status: ExitStatus;
  readonly batches: Map<readonly string[], string[]>;
  /** Directories that are being walked through, outermost first. */
  readonly inside: { readonly path: string; readonly inode: number; readonly device: number }[];
}

type Test = (visit: Visit, walk: Walk) => boolean | Promise<boolean>;

interface Plan {
  readonly test: Test;
  readonly most: number;
  readonly least: number;
  /** What is in a directory comes before it. */
  readonly depthFirst: boolean;
  /** Links count as what they lead to. */
  readonly follows: boolean;
  /** What files are to hold in the end. */
  readonly outputs: ReadonlyMap<string, string>;
}

const SIZES: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512, k: 1024, M: 1048576, G: 1073741824 };

function parse(context: ProcessContext, words: readonly string[], follow: boolean): Plan {
  let at = 0;
  let most = Number.POSITIVE_INFINITY;
  let least = 0;
  let depthFirst = false;
  let acts = false;
  let follows = follow;
  const manner: Manner = { regex: "emacs", wholeDays: false };
  const outputs = new Map<string, string>();
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
      case "-warn":
      case "-nowarn":
      case "-ignore_readdir_race":
      case "-noignore_readdir_race":
        return () => true;
      case "-follow":
        follows = true;
        return () => true;
      case "-daystart":
        manner.wholeDays = true;
        return () => true;
      case "-regextype":
        manner.regex = syntaxOf(value(word));
        return () => true;
      case "-nouser":
        return ({ stat }) => userOf(context.files, stat.uid) === undefined;
      case "-nogroup":
        return ({ stat }) => !groups(context.files).some(({ gid }) => gid === stat.gid);
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
      case "-samefile": {
        const other = value(word);
        const same = context.files.stat(resolvePath(context.cwd, other));
        if (!same.ok) throw new Mistake(`‘${other}’: ${strerror(same.error)}`);
        return ({ stat }) => stat.inode === same.value.inode && stat.device === same.value.device;
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
          walk.text += formatted(context, format, visit);
          return true;
        });
      }
      case "-ls":
        return action((visit, walk) => {
          walk.text += listed(context, visit);
          return true;
        });
      case "-fprint":
      case "-fprint0":
      case "-fls":
      case "-fprintf": {
        const file = value(word);
        const format = word === "-fprintf" ? value(word) : "";
        const line = (visit: Visit): string =>
          word === "-fls"
            ? listed(context, visit)
            : word === "-fprintf"
              ? formatted(context, format, visit)
              : `${visit.path}${word === "-fprint" ? "\n" : "\0"}`;
        outputs.set(file, outputs.get(file) ?? "");
        // It is there before anything is looked at.
        const made = context.files.writeFile(resolvePath(context.cwd, file), "");
        if (!made.ok) throw new Mistake(`‘${file}’: ${strerror(made.error)}`);
        return action((visit) => {
          outputs.set(file, `${outputs.get(file)}${line(visit)}`);
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
      case "-ok":
      case "-okdir":
        return action(execution(word));
      default:
    }
    const test = valuedTest(context, word, () => value(word), manner);
    if (test !== undefined) return test;
    throw new Mistake(/^-/.test(word) ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`);
  };
  const execution = (word: string): Test => {
    const argv: string[] = [];
    for (;;) {
      const next = words[at++];
      if (next === undefined) throw new Mistake(`missing argument to \`${word}'`);
      if (next === ";") {
        const runs = word.replace("ok", "exec");
        return async (visit, walk) =>
          (runs === word || (await isWanted(walk, argv[0] ?? "", visit.path))) &&
          (await runOn(walk, argv, [visit.path], runs)) === 0;
      }
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
  return { test: full, most, least, depthFirst, follows, outputs };
}

function remove({ path, stat }: Visit, walk: Walk): boolean {
  const { files, cwd } = walk.context;
  const place = resolvePath(cwd, path);
  const done = stat.type === "directory" ? files.rmdir(place) : files.unlink(place);
  if (!done.ok) complain(walk, `cannot delete ‘${path}’: ${strerror(done.error)}`);
  return done.ok;
}

/** -ok: asks first. */
async function isWanted(walk: Walk, command: string, path: string): Promise<boolean> {
  const { stdin, stderr, self } = walk.context;
  await flush(walk);
  await stderr.write(`< ${command} ... ${path} > ? `);
  let answer = "";
  while (!answer.includes("\n")) {
    const read = await stdin.read(self.signals);
    if (read === null) break;
    answer += read;
  }
  const end = answer.indexOf("\n") + 1;
  if (end > 0 && end < answer.length) stdin.unread?.(answer.slice(end));
  return /^[yY]/.test(answer);
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

async function visitAll(
  walk: Walk,
  plan: Plan & { readonly followsNamed: boolean },
  path: string,
  start: string,
  depth: number,
): Promise<boolean> {
  const { files, cwd, self } = walk.context;
  const own = files.stat(resolvePath(cwd, path), { follow: false });
  // A slash behind the name of a link asks for what it leads to, whatever is followed.
  const follows = plan.follows || (depth === 0 && (plan.followsNamed || /\/\.?$/.test(path)));
  const end = follows && own.ok && own.value.type === "symlink" ? files.stat(resolvePath(cwd, path)) : own;
  const stat = end.ok ? end : own;
  if (!stat.ok) {
    complain(walk, `‘${path}’: ${strerror(stat.error)}`);
    return true;
  }
  const { inode, device } = stat.value;
  const loop = walk.inside.find((each) => each.inode === inode && each.device === device);
  if (loop !== undefined && plan.follows) {
    complain(walk, `File system loop detected; ‘${path}’ is part of the same file system loop as ‘${loop.path}’.`);
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
    walk.inside.push({ path, inode, device });
    for (const name of names.ok ? [...names.value].sort() : []) {
      const below = path.endsWith("/") ? `${path}${name}` : `${path}/${name}`;
      if (!(await visitAll(walk, plan, below, start, depth + 1))) return false;
      if (walk.quit || self.signals.pending !== undefined) return false;
    }
    walk.inside.pop();
  }
  if (plan.depthFirst) await judge();
  return walk.text.length < 4096 || (await flush(walk));
}

export const find: Program = {
  name: "find",
  path: "/usr/bin/find",
  summary: "search files",
  async run(context) {
    const words = context.argv.slice(1);
    let link = "P";
    while (/^-(?:[HLP]|O\d|D)$/.test(words[0] ?? "")) {
      const option = words.shift() ?? "";
      if (option === "-D") words.shift();
      else if (!option.startsWith("-O")) link = option.slice(1);
    }
    let first = words.findIndex((word) => /^(?:-.|!$|\($)/.test(word));
    if (first < 0) first = words.length;
    const starts = first === 0 ? ["."] : words.slice(0, first);
    const walk: Walk = { context, text: "", pruned: false, quit: false, status: 0, batches: new Map(), inside: [] };
    let plan: Plan & { readonly followsNamed: boolean };
    try {
      plan = { ...parse(context, words.slice(first), link === "L"), followsNamed: link === "H" };
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      void context.stderr.write(`find: ${error.message}\n`);
      return 1;
    }
    for (const start of starts) if (walk.quit || !(await visitAll(walk, plan, start, start, 0))) break;
    await flush(walk);
    for (const [argv, paths] of walk.batches) if ((await runOn(walk, argv, paths, "+")) !== 0) walk.status = 1;
    for (const [file, text] of plan.outputs) {
      const written = context.files.writeFile(resolvePath(context.cwd, file), text);
      if (!written.ok) complain(walk, `‘${file}’: ${strerror(written.error)}`);
    }
    return walk.status;
  },
};
