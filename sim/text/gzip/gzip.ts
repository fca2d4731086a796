/**
 * gzip 1.12, gunzip and zcat: files in place or to standard output, what is refused and what is only said. The same: names and
 * suffixes, -c -d -f -k -l -n -q -r -S -t -v and the levels, times and modes of files. Not the same: how well it compresses, for
 * the library's deflate is another one.
 */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import { unixSeconds } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { put, refusedOutput } from "../command.ts";
import { readToEnd, resolvePath } from "../files.ts";
import { compress, expand, type Member } from "./format.ts";
import { HELP } from "./usage.ts";

const LONG: LongOptions = {
  ascii: "a",
  stdout: "c",
  "to-stdout": "c",
  decompress: "d",
  uncompress: "d",
  force: "f",
  help: "h",
  keep: "k",
  list: "l",
  license: "L",
  "no-name": "n",
  name: "N",
  quiet: "q",
  silent: "q",
  synchronous: "synchronous",
  recursive: "r",
  suffix: "S:",
  test: "t",
  verbose: "v",
  version: "V",
  fast: "1",
  best: "9",
  rsyncable: "rsyncable",
};

interface Task {
  readonly context: ProcessContext;
  readonly given: ReadonlySet<string>;
  readonly suffix: string;
  readonly level: number;
  /** Whether it expands: -d, -t and -l. */
  readonly expands: boolean;
  readonly totals: { compressed: number; expanded: number; overhead: number; files: number };
}

const gzip = (name: string, implied: readonly string[], summary: string): Program => ({
  name,
  path: `/usr/bin/${name}`,
  summary,
  async run(context) {
    const given = new Set(implied);
    const operands: string[] = [];
    let suffix = ".gz";
    let level = 6;
    for (const option of getoptLong(context.argv, "ab:cdfhklLnNqrS:tvVZ123456789", LONG)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") {
        say(context, option.text);
        await context.stderr.write("Try `gzip --help' for more information.\n");
        return 1;
      } else if (option.name === "S") suffix = option.value;
      else if (/^\d$/.test(option.name)) level = Number(option.name);
      else if (option.name === "h") {
        await put(context.stdout, HELP);
        return 0;
      } else if (option.name === "V" || option.name === "L") {
        await put(context.stdout, "gzip 1.12\n");
        return 0;
      } else given.add(option.name);
    }
    const expands = ["d", "t", "l"].some((name) => given.has(name));
    const totals = { compressed: 0, expanded: 0, overhead: 0, files: 0 };
    const task: Task = { context, given, suffix, level, expands, totals };
    let status: ExitStatus = 0;
    for (const operand of operands.length === 0 ? ["-"] : operands) {
      const one = operand === "-" ? await standard(task) : await named(task, operand);
      if (one > 2) return one;
      status = status === 1 || one === 0 ? status : one;
    }
    if (given.has("l") && totals.files > 1 && !given.has("q"))
      await put(context.stdout, listLine(task, undefined, totals, "(totals)"));
    return status;
  },
});

/** All of them are gzip, whatever they are called by. */
function say(context: ProcessContext, text: string): void {
  void context.stderr.write(`gzip: ${text}\n`);
}

/** A warning: not said with -q, and a status of its own. */
function warn(task: Task, text: string): ExitStatus {
  if (task.given.has("q")) return 2;
  say(task.context, text);
  return 2;
}

const ratio = (saved: number, of: number): string => `${(of === 0 ? 0 : (100 * saved) / of).toFixed(1).padStart(5)}%`;

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function listLine(
  task: Task,
  member: Member | undefined,
  sizes: { readonly compressed: number; readonly expanded: number; readonly overhead: number },
  name: string,
  modified = 0,
): string {
  const { compressed, expanded, overhead } = sizes;
  let head = "";
  if (task.given.has("v")) {
    const date = new Date(modified * 1000);
    const two = (value: number): string => String(value).padStart(2, "0");
    const when = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
    head = member === undefined ? " ".repeat(28) : `defla ${member.crc.toString(16).padStart(8, "0")} ${when} `;
  }
  const numbers = `${String(compressed).padStart(19)} ${String(expanded).padStart(19)}`;
  return `${head}${numbers} ${ratio(expanded - (compressed - overhead), expanded)} ${name}\n`;
}

async function list(
  task: Task,
  members: readonly Member[],
  size: number,
  name: string,
  modified: number,
): Promise<void> {
  const { context, given, totals } = task;
  if (totals.files === 0 && !given.has("q")) {
    const head = given.has("v") ? "method  crc     date  time  " : "";
    await put(context.stdout, `${head}         compressed        uncompressed  ratio uncompressed_name\n`);
  }
  const expanded = members.reduce((sum, member) => sum + member.data.length, 0);
  const overhead = members[0]?.overhead ?? 18;
  totals.files++;
  totals.compressed += size;
  totals.expanded += expanded;
  // gzip keeps those of the last file only.
  totals.overhead = overhead;
  await put(context.stdout, listLine(task, members.at(-1), { compressed: size, expanded, overhead }, name, modified));
}

/** Expands, and says what is wrong with it; undefined where nothing came out of it. */
async function expanded(
  task: Task,
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly members: readonly Member[]; readonly text: string; readonly status: ExitStatus } | undefined> {
  const { context, given } = task;
  const { members, trouble, garbage } = await context.kernel.outside(expand(bytes));
  if (trouble === "not in gzip format" && given.has("d") && given.has("c") && given.has("f"))
    return { members, text: textOfBytes(bytes), status: 0 };
  if (trouble !== undefined) {
    await context.stderr.write(`\ngzip: ${name}: ${trouble}\n`);
    return undefined;
  }
  const whole = new Uint8Array(members.reduce((sum, member) => sum + member.data.length, 0));
  let at = 0;
  for (const member of members) {
    whole.set(member.data, at);
    at += member.data.length;
  }
  const status = garbage === true ? warnOfGarbage(task, name) : 0;
  return { members, text: textOfBytes(whole), status };
}

function warnOfGarbage(task: Task, name: string): ExitStatus {
  if (!task.given.has("q"))
    void task.context.stderr.write(`\ngzip: ${name}: decompression OK, trailing garbage ignored\n`);
  return 2;
}

/** From standard input to standard output. */
async function standard(task: Task): Promise<ExitStatus> {
  const { context, given, expands } = task;
  const terminal = expands ? context.stdin.terminal : given.has("l") ? undefined : context.stdout.terminal;
  if (terminal !== undefined && !given.has("f")) {
    const [what, how, action] = expands ? ["read from", "", "decompression"] : ["written to", "", "compression"];
    say(context, `compressed data not ${what} a terminal.${how} Use -f to force ${action}.`);
    await context.stderr.write("For help, type: gzip -h\n");
    return 1;
  }
  const input = Uint8Array.from(bytesOfText(await readToEnd(context.stdin, context)));
  if (!expands) {
    const file = context.stdin.path.startsWith("/") ? context.files.stat(context.stdin.path) : undefined;
    const modified =
      file?.ok && file.value.type === "file" && !given.has("n") ? unixSeconds(file.value.modifiedMicros) : 0;
    const made = await context.kernel.outside(compress(input, { level: task.level, modified }));
    if (given.has("v")) await context.stderr.write(`${ratio(input.length - made.length + 18, input.length)}\n`);
    return (await put(context.stdout, textOfBytes(made))) ? 0 : refusedOutput(context);
  }
  const made = await expanded(task, input, "stdin");
  if (made === undefined) return 1;
  if (given.has("l")) {
    await list(task, made.members, input.length, "stdout", 0);
    return made.status;
  }
  if (given.has("t")) return made.status;
  return (await put(context.stdout, made.text)) ? made.status : refusedOutput(context);
}

const SUFFIXES = [".gz", ".z", ".taz", ".tgz", "-gz", "-z", "_z"];

/** What a compressed file's name ends with; undefined where it ends with no suffix that gzip knows. */
function suffixOf(name: string, own: string): string | undefined {
  const base = name.slice(name.lastIndexOf("/") + 1);
  return [own, ...SUFFIXES].find(
    (suffix) => suffix !== "" && base.length > suffix.length && base.toLowerCase().endsWith(suffix.toLowerCase()),
  );
}

async function named(task: Task, operand: string): Promise<ExitStatus> {
  const { context, given, expands, suffix } = task;
  let name = operand;
  let stat = context.files.stat(resolvePath(context.cwd, name));
  if (!stat.ok && stat.error === "ENOENT" && expands && suffixOf(name, suffix) === undefined) {
    name = `${operand}${suffix}`;
    stat = context.files.stat(resolvePath(context.cwd, name));
    for (const other of SUFFIXES) {
      const tried = context.files.stat(resolvePath(context.cwd, `${operand}${other}`));
      if (stat.ok || !tried.ok) continue;
      name = `${operand}${other}`;
      stat = tried;
    }
  }
  if (!stat.ok) {
    say(context, `${name}: ${strerror(stat.error)}`);
    return 1;
  }
  if (stat.value.type === "directory") {
    if (!given.has("r")) return warn(task, `${name} is a directory -- ignored`);
    const entries = context.files.readDir(resolvePath(context.cwd, name));
    let status: ExitStatus = 0;
    for (const entry of entries.ok ? entries.value : []) {
      if (entry === "." || entry === "..") continue;
      const one = await named(task, `${name.replace(/\/$/, "")}/${entry}`);
      status = status === 1 || one === 0 ? status : one;
    }
    return status;
  }
  if (stat.value.type !== "file" && !given.has("c"))
    return warn(task, `${name} is not a directory or a regular file - ignored`);
  const read = context.files.readFile(resolvePath(context.cwd, name));
  if (!read.ok) {
    say(context, `${name}: ${strerror(read.error)}`);
    return 1;
  }
  const bytes = Uint8Array.from(bytesOfText(read.value));
  return expands
    ? await decompressFile(task, name, bytes, stat.value)
    : await compressFile(task, name, bytes, stat.value);
}

async function decompressFile(task: Task, name: string, bytes: Uint8Array, stat: FileStat): Promise<ExitStatus> {
  const { context, given } = task;
  const suffix = suffixOf(name, task.suffix);
  if (suffix === undefined && !given.has("c") && !given.has("l") && !given.has("t"))
    return given.has("r") ? 0 : warn(task, `${name}: unknown suffix -- ignored`);
  const bare = suffix === undefined ? name : name.slice(0, -suffix.length);
  const into = suffix === undefined || !/^\.t(?:az|gz)$/i.test(suffix) ? bare : `${bare}.tar`;
  const writes = !given.has("c") && !given.has("l") && !given.has("t");
  const made = await expanded(task, bytes, name);
  if (made === undefined) return 1;
  if (given.has("l")) {
    const modified = made.members.at(-1)?.modified || unixSeconds(stat.modifiedMicros);
    await list(task, made.members, bytes.length, into, modified);
    return made.status;
  }
  const told = (how: string): void => {
    const overhead = made.members[0]?.overhead ?? 18;
    const size = made.members.reduce((sum, member) => sum + member.data.length, 0);
    if (given.has("v")) void context.stderr.write(`${name}:\t${how || ratio(size - (bytes.length - overhead), size)}`);
  };
  if (given.has("t")) {
    told(" OK\n");
    return made.status;
  }
  if (!writes) {
    told("");
    if (given.has("v")) void context.stderr.write("\n");
    return (await put(context.stdout, made.text)) ? made.status : refusedOutput(context);
  }
  return (await replace(task, { name, into, text: made.text, stat }, () => told(""))) || made.status;
}

async function compressFile(task: Task, name: string, bytes: Uint8Array, stat: FileStat): Promise<ExitStatus> {
  const { context, given, suffix } = task;
  const known = suffixOf(name, suffix);
  if (known !== undefined && !given.has("f") && !given.has("c")) {
    if (given.has("v") || !given.has("r")) warn(task, `${name} already has ${known} suffix -- unchanged`);
    return 0;
  }
  const base = bytesOfText(name.slice(name.lastIndexOf("/") + 1));
  const kept = !given.has("n");
  const made = await context.kernel.outside(
    compress(bytes, {
      level: task.level,
      name: kept ? base : undefined,
      modified: kept ? unixSeconds(stat.modifiedMicros) : 0,
    }),
  );
  const told = (): void => {
    const overhead = 18 + (kept ? base.length + 1 : 0);
    if (given.has("v"))
      void context.stderr.write(`${name}:\t${ratio(bytes.length - (made.length - overhead), bytes.length)}`);
  };
  const text = textOfBytes(made);
  if (!given.has("c")) return await replace(task, { name, into: `${name}${suffix}`, text, stat }, told);
  if (context.stdout.terminal !== undefined && !given.has("f")) {
    say(context, "compressed data not written to a terminal. Use -f to force compression.");
    await context.stderr.write("For help, type: gzip -h\n");
    return 1;
  }
  told();
  if (given.has("v")) void context.stderr.write("\n");
  return (await put(context.stdout, text)) ? 0 : refusedOutput(context);
}

/** Writes the new file with the mode and the time of the old one, which goes unless it is to be kept. */
async function replace(
  task: Task,
  change: { readonly name: string; readonly into: string; readonly text: string; readonly stat: FileStat },
  told: () => void,
): Promise<ExitStatus> {
  const { context, given } = task;
  const { name, into, text, stat } = change;
  const [from, to] = [resolvePath(context.cwd, name), resolvePath(context.cwd, into)];
  if (context.files.stat(to, { follow: false }).ok && !given.has("f")) {
    const question = `${into} already exists;`;
    if (context.stdin.terminal === undefined) return warn(task, `${question}\tnot overwritten`);
    await context.stderr.write(`gzip: ${question} do you wish to overwrite (y or n)? `);
    const answer = await context.stdin.read(context.self.signals);
    if (!/^[yY]/.test(answer ?? "")) {
      await context.stderr.write("\tnot overwritten\n");
      return 2;
    }
  }
  const written = context.files.writeFile(to, text);
  if (!written.ok) {
    say(context, `${into}: ${strerror(written.error)}`);
    return 1;
  }
  context.files.chmod(to, stat.mode);
  context.files.chown?.(to, stat.uid, stat.gid);
  context.files.touch?.(to, stat);
  told();
  if (given.has("v")) void context.stderr.write(` -- ${given.has("k") ? "created" : "replaced with"} ${into}\n`);
  if (given.has("k")) return 0;
  const removed = context.files.unlink(from);
  if (removed.ok) return 0;
  say(context, `${name}: ${strerror(removed.error)}`);
  return 1;
}

export const gzipPrograms: readonly Program[] = [
  gzip("gzip", [], "compress files, or expand them"),
  gzip("gunzip", ["d"], "expand compressed files"),
  gzip("zcat", ["c", "d"], "print compressed files"),
];
