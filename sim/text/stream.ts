/** head, tail, tee, yes: they pass on what comes as it comes. */

import { strerror } from "../../core/errors.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { quotedName, shownName } from "../programs/base/quote.ts";
import { put, refusedOutput } from "./command.ts";
import { resolvePath } from "./files.ts";
import { canSeek } from "./lines.ts";
import { Turns } from "./turn.ts";

function complain(context: ProcessContext, text: string): ExitStatus {
  void context.stderr.write(`${context.argv[0]}: ${text}\n`);
  return 1;
}

interface Count {
  readonly value: number;
  /** `+N` for tail: from there on; `-N` for head: all but the last. */
  readonly sign: string;
  readonly unit: "lines" | "bytes";
}

interface Wish {
  readonly count: Count;
  readonly names: readonly string[];
  readonly follow: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const UNITS: Readonly<Record<string, number>> = { b: 512, K: 1024, k: 1024, M: 1048576, kB: 1000, MB: 1_000_000 };

function wishOf(context: ProcessContext): Wish | ExitStatus {
  let count: Count = { value: 10, sign: "", unit: "lines" };
  const names: string[] = [];
  let follow = false;
  let quiet = false;
  let verbose = false;
  const { argv } = context;
  const parse = (text: string, unit: Count["unit"]): boolean => {
    const match = /^([-+]?)(\d+)(kB|MB|[bKkM])?$/.exec(text);
    if (match === null) {
      complain(context, `invalid number of ${unit}: ‘${text}’`);
      return false;
    }
    count = { value: Number(match[2]) * (UNITS[match[3] ?? ""] ?? 1), sign: match[1] ?? "", unit };
    return true;
  };
  for (let i = 1; i < argv.length; i++) {
    const arg = argv[i] ?? "";
    const long = /^--(lines|bytes)(?:=(.*))?$/.exec(arg);
    if (arg === "--") {
      names.push(...argv.slice(i + 1));
      break;
    }
    if (long) {
      if (!parse(long[2] ?? argv[++i] ?? "", long[1] === "bytes" ? "bytes" : "lines")) return 1;
    } else if (/^-\d+$/.test(arg)) parse(arg.slice(1), "lines");
    else if (/^\+\d+$/.test(arg) && i === 1 && argv[0]?.endsWith("tail")) parse(arg, "lines");
    else if (/^--(follow.*|retry)$/.test(arg)) follow = true;
    else if (arg === "--quiet" || arg === "--silent") quiet = true;
    else if (arg === "--verbose") verbose = true;
    else if (/^-./.test(arg)) {
      for (let k = 1; k < arg.length; k++) {
        const letter = arg[k] ?? "";
        if (letter === "n" || letter === "c") {
          const text = arg.slice(k + 1) || argv[++i];
          if (text === undefined) return complain(context, `option requires an argument -- '${letter}'`);
          if (!parse(text, letter === "c" ? "bytes" : "lines")) return 1;
          break;
        }
        if (letter === "q") quiet = true;
        else if (letter === "v") verbose = true;
        else if (letter === "f" || letter === "F") follow = true;
        else return complain(context, `invalid option -- '${letter}'`);
      }
    } else names.push(arg);
  }
  return { count, names: names.length === 0 ? ["-"] : names, follow, quiet, verbose };
}

/** Opens each operand in turn, with the `==> name <==` lines that several of them get. */
async function eachFile(
  context: ProcessContext,
  wish: Wish,
  act: (file: OpenFile) => Promise<boolean>,
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  let first = true;
  for (const name of wish.names) {
    const opened = name === "-" ? undefined : context.files.open(resolvePath(context.cwd, name), "read");
    if (opened !== undefined && !opened.ok) {
      status = complain(context, `cannot open ${quotedName(name)} for reading: ${strerror(opened.error)}`);
      continue;
    }
    const file = opened === undefined ? context.stdin : opened.value;
    if (wish.verbose || (wish.names.length > 1 && !wish.quiet)) {
      await put(context.stdout, `${first ? "" : "\n"}==> ${name === "-" ? "standard input" : name} <==\n`);
    }
    first = false;
    if (file.directory) status = complain(context, `error reading ${quotedName(name)}: Is a directory`);
    else if (!(await act(file))) return refusedOutput(context, "error writing 'standard output'");
    if (opened !== undefined) file.close();
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
  }
  return status;
}

export const head: Program = {
  name: "head",
  path: "/usr/bin/head",
  summary: "the first lines of files",
  async run(context) {
    const wish = wishOf(context);
    if (typeof wish === "number") return wish;
    return await eachFile(context, wish, (file) => headOf(context, file, wish.count));
  },
};

/** What head reads at once (BUFSIZ). */
const BLOCK = 8192;

async function headOf(context: ProcessContext, file: OpenFile, count: Count): Promise<boolean> {
  if (count.sign === "-") {
    const { text } = await tailBuffer(context, file);
    const units = count.unit === "lines" ? linesOf(text) : [...bytesOfText(text)].map(String);
    if (count.unit === "lines")
      return await put(context.stdout, units.slice(0, Math.max(0, units.length - count.value)).join(""));
    return await put(context.stdout, textOfBytes(bytesOfText(text).slice(0, Math.max(0, units.length - count.value))));
  }
  let left = count.value;
  while (left > 0) {
    let chunk = await file.read(context.self.signals);
    if (chunk === null) return true;
    if (count.unit === "lines" && chunk.length > BLOCK && !canSeek(file)) {
      file.unread?.(chunk.slice(BLOCK));
      chunk = chunk.slice(0, BLOCK);
    }
    let end = chunk.length;
    if (count.unit === "lines") {
      let at = -1;
      while (left > 0) {
        const next = chunk.indexOf("\n", at + 1);
        if (next < 0) break;
        at = next;
        left--;
      }
      if (left === 0) end = at + 1;
    } else {
      const bytes = bytesOfText(chunk);
      if (bytes.length > left) {
        const kept = textOfBytes(bytes.slice(0, left));
        file.unread?.(textOfBytes(bytes.slice(left)));
        return await put(context.stdout, kept);
      }
      left -= bytes.length;
    }
    // What a block has too much of cannot go back into a pipe.
    if (end < chunk.length && canSeek(file)) file.unread?.(chunk.slice(end));
    if (!(await put(context.stdout, chunk.slice(0, end)))) return false;
  }
  return true;
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

async function tailBuffer(
  context: ProcessContext,
  file: OpenFile,
  keepLines?: number,
): Promise<{ readonly text: string }> {
  let text = "";
  for (;;) {
    const chunk = await file.read(context.self.signals);
    if (chunk === null) return { text };
    text += chunk;
    // Only the end is wanted: what is certainly before it can go.
    if (keepLines !== undefined && text.length > 1 << 20)
      text = linesOf(text)
        .slice(-keepLines - 1)
        .join("");
  }
}

/** How often `tail -f` looks. */
const FOLLOW_MICROS = 1_000_000;

export const tail: Program = {
  name: "tail",
  path: "/usr/bin/tail",
  summary: "the last lines of files, and what is added to them",
  async run(context) {
    const wish = wishOf(context);
    if (typeof wish === "number") return wish;
    const { count } = wish;
    const status = await eachFile(context, wish, async (file) => {
      const { text } = await tailBuffer(
        context,
        file,
        count.sign === "+" || count.unit === "bytes" ? undefined : count.value,
      );
      if (count.unit === "bytes") {
        const bytes = bytesOfText(text);
        return await put(
          context.stdout,
          textOfBytes(
            count.sign === "+"
              ? bytes.slice(Math.max(0, count.value - 1))
              : bytes.slice(Math.max(0, bytes.length - count.value)),
          ),
        );
      }
      const lines = linesOf(text);
      return await put(
        context.stdout,
        (count.sign === "+"
          ? lines.slice(Math.max(0, count.value - 1))
          : count.value === 0
            ? []
            : lines.slice(-count.value)
        ).join(""),
      );
    });
    const [name] = wish.names;
    if (!wish.follow || status !== 0 || name === undefined || name === "-") return status;
    return await follow(context, resolvePath(context.cwd, name));
  },
};

/** What is added to the file from now on, until a signal ends it. */
async function follow(context: ProcessContext, path: string): Promise<ExitStatus> {
  let seen = context.files.readFile(path);
  for (;;) {
    await context.kernel.sleep(FOLLOW_MICROS, context.self.signals);
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
    const now = context.files.readFile(path);
    if (!now.ok) continue;
    const before = seen.ok ? seen.value : "";
    if (now.value.length < before.length) void context.stderr.write(`tail: ${path}: file truncated\n`);
    const added = now.value.startsWith(before) ? now.value.slice(before.length) : now.value;
    seen = now;
    if (!(await put(context.stdout, added))) return refusedOutput(context, "write error");
  }
}

export const tee: Program = {
  name: "tee",
  path: "/usr/bin/tee",
  summary: "copy input to output and to files",
  async run(context) {
    const words = context.argv.slice(1);
    const append = words.some((word) => word === "--append" || /^-\w*a/.test(word));
    const bad = words.find((word) => /^-[^-]/.test(word) && !/^-[aip]+$/.test(word));
    if (bad !== undefined) return complain(context, `invalid option -- '${bad[1]}'`);
    const outputs = new Map<string, OpenFile>();
    let status: ExitStatus = 0;
    for (const name of words.filter((word) => !/^-./.test(word))) {
      const opened = context.files.open(resolvePath(context.cwd, name), append ? "append" : "write");
      if (opened.ok) outputs.set(name, opened.value);
      else status = complain(context, `${shownName(name)}: ${strerror(opened.error)}`);
    }
    for (;;) {
      const chunk = await context.stdin.read(context.self.signals);
      if (chunk === null) break;
      for (const [name, file] of outputs) {
        await file.write(chunk);
        if (file.writeError !== undefined)
          status = complain(context, `${shownName(name)}: ${strerror(file.writeError)}`);
      }
      if (!(await put(context.stdout, chunk))) {
        status = refusedOutput(context, "standard output");
        break;
      }
    }
    for (const file of outputs.values()) file.close();
    const { pending } = context.self.signals;
    return pending === undefined ? status : 128 + SIGNAL[pending];
  },
};

/** More than whoever reads it ever wants: four gigabytes. */
const MOST_BLOCKS = 4 << 20;

export const yes: Program = {
  name: "yes",
  path: "/usr/bin/yes",
  summary: "say the same line for ever",
  async run(context) {
    const line = `${context.argv.slice(1).join(" ") || "y"}\n`;
    const block = line.repeat(Math.max(1, Math.floor(1024 / line.length)));
    // Where nothing makes it wait (/dev/null), nobody else would ever get a turn, and no end of it comes.
    const turns = new Turns(context, 1024, 10_000);
    for (;;) {
      if (!(await put(context.stdout, block))) return refusedOutput(context, "standard output");
      const turn = turns.next();
      if (turn !== undefined) await turn;
      if (turns.done >= MOST_BLOCKS) return complain(context, `stopped: more than ${MOST_BLOCKS} kilobytes (limit)`);
      const { pending } = context.self.signals;
      if (pending !== undefined) return 128 + SIGNAL[pending];
    }
  },
};
