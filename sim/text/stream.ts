/** head, tail, tee, yes: they pass on what comes as it comes. */

import { getoptLong, type LongOptions } from "../../core/command/getopt-long.ts";
import { strerror } from "../../core/errors.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { quotedName, shownName } from "../programs/base/quote.ts";
import { absolute } from "../programs/base/support.ts";
import { put, refusedOutput } from "./command.ts";
import { canSeek } from "./lines.ts";
import { complain, complainOfUse, type Wish, wishOf } from "./stream-options.ts";
import { Turns } from "./turn.ts";

/** Opens each operand in turn, with the `==> name <==` lines that several of them get. */
async function eachFile(
  context: ProcessContext,
  wish: Wish,
  act: (file: OpenFile) => Promise<boolean>,
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  let first = true;
  for (const name of wish.names) {
    const opened = name === "-" ? undefined : context.files.open(absolute(context, name), "read");
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
    const wish = await wishOf(context);
    if (typeof wish === "number") return wish;
    return await eachFile(context, wish, (file) => headOf(context, file, wish));
  },
};

/** What head reads at once (BUFSIZ). */
const BLOCK = 8192;

async function headOf(context: ProcessContext, file: OpenFile, { count, end: mark }: Wish): Promise<boolean> {
  if (count.sign === "-") {
    const { text } = await tailBuffer(context, file);
    const units = count.unit === "lines" ? linesOf(text, mark) : [...bytesOfText(text)].map(String);
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
        const next = chunk.indexOf(mark, at + 1);
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

const linesOf = (text: string, mark: Wish["end"]): string[] =>
  text.match(mark === "\n" ? /[^\n]*\n|[^\n]+$/g : /[^\0]*\0|[^\0]+$/g) ?? [];

async function tailBuffer(
  context: ProcessContext,
  file: OpenFile,
  mark: Wish["end"] = "\n",
  keepLines?: number,
): Promise<{ readonly text: string }> {
  let text = "";
  for (;;) {
    const chunk = await file.read(context.self.signals);
    if (chunk === null) return { text };
    text += chunk;
    // Only the end is wanted: what is certainly before it can go.
    if (keepLines !== undefined && text.length > 1 << 20)
      text = linesOf(text, mark)
        .slice(-keepLines - 1)
        .join("");
  }
}

/** `opensAll`: as busybox does, which opens all first; what cannot be opened counts no more, and without any that is the end. */
async function runTail(context: ProcessContext, opensAll: boolean): Promise<ExitStatus> {
  let wish = await wishOf(context);
  if (typeof wish === "number") return wish;
  const { count } = wish;
  let missed: ExitStatus = 0;
  if (opensAll) {
    const names = wish.names.filter((name) => {
      const opened = name === "-" ? undefined : context.files.open(absolute(context, name), "read");
      if (opened?.ok) opened.value.close();
      if (opened === undefined || opened.ok) return true;
      missed = complain(context, `cannot open ${quotedName(name)} for reading: ${strerror(opened.error)}`);
      return false;
    });
    if (names.length === 0) return complain(context, "no files");
    wish = { ...wish, names };
  }
  let refused = false;
  const show = async (text: string): Promise<boolean> => {
    refused = !(await put(context.stdout, text));
    return !refused;
  };
  const status = await eachFile(context, wish, async (file) => {
    const { text } = await tailBuffer(
      context,
      file,
      wish.end,
      count.sign === "+" || count.unit === "bytes" ? undefined : count.value,
    );
    if (count.unit === "bytes") {
      const bytes = bytesOfText(text);
      return await show(
        textOfBytes(
          count.sign === "+"
            ? bytes.slice(Math.max(0, count.value - 1))
            : bytes.slice(Math.max(0, bytes.length - count.value)),
        ),
      );
    }
    const lines = linesOf(text, wish.end);
    return await show(
      (count.sign === "+"
        ? lines.slice(Math.max(0, count.value - 1))
        : count.value === 0
          ? []
          : lines.slice(-count.value)
      ).join(""),
    );
  });
  if (!wish.follow || refused || context.self.signals.pending !== undefined) return status === 0 ? missed : status;
  // What comes on standard input has come to its end.
  const names = wish.names.filter((name) => name !== "-");
  if (names.length === 0) return status;
  return await follow(context, names, wish);
}

export const tail: Program = {
  name: "tail",
  path: "/usr/bin/tail",
  summary: "the last lines of files, and what is added to them",
  run: (context) => runTail(context, false),
};

/** What of it busybox does otherwise, but for its words. */
export const openingTail: Program = { ...tail, run: (context) => runTail(context, true) };

/** What is added to files from now on, until a signal ends it. Those that are not there are waited for with --retry. */
async function follow(context: ProcessContext, names: readonly string[], wish: Wish): Promise<ExitStatus> {
  const read = (name: string): string | undefined => {
    const text = context.files.readFile(absolute(context, name));
    return text.ok ? text.value : undefined;
  };
  const followed = names
    .map((name) => ({ name, seen: read(name) }))
    .filter(({ seen }) => seen !== undefined || wish.retry);
  if (followed.length === 0) return complain(context, "no files remaining");
  const heads = wish.verbose || (wish.names.length > 1 && !wish.quiet);
  let last = followed.at(-1);
  for (;;) {
    await context.kernel.sleep(wish.sleepMicros, context.self.signals);
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
    for (const file of followed) {
      const { name, seen: before } = file;
      const now = read(name);
      if (now === undefined) {
        if (before !== undefined && wish.follow === "name") {
          complain(context, `${quotedName(name)} has become inaccessible: ${strerror("ENOENT")}`);
          file.seen = undefined;
        }
        continue;
      }
      if (before === undefined) complain(context, `${quotedName(name)} has appeared;  following new file`);
      else if (now.length < before.length) complain(context, `${shownName(name)}: file truncated`);
      file.seen = now;
      const added = now.startsWith(before ?? "") ? now.slice((before ?? "").length) : now;
      if (added === "") continue;
      const title = heads && last !== file ? `\n==> ${name} <==\n` : "";
      last = file;
      if (!(await put(context.stdout, title + added))) return refusedOutput(context, "write error");
    }
  }
}

const TEE_LONG: LongOptions = { append: "a", "ignore-interrupts": "i", "output-error": "p::" };
const OUTPUT_ERRORS = ["warn", "warn-nopipe", "exit", "exit-nopipe"];

export const tee: Program = {
  name: "tee",
  path: "/usr/bin/tee",
  summary: "copy input to output and to files",
  async run(context) {
    const names: string[] = [];
    let append = false;
    for (const option of getoptLong(context.argv, "aip", TEE_LONG)) {
      if (option.kind === "error") return complainOfUse(context, option.text);
      if (option.kind === "operand") names.push(option.text);
      else if (option.name === "a") append = true;
      else if (option.name === "p" && !OUTPUT_ERRORS.includes(option.value || "warn-nopipe")) {
        complain(context, `invalid argument ‘${option.value}’ for ‘--output-error’`);
        const known = OUTPUT_ERRORS.map((each) => `  - ‘${each}’\n`).join("");
        await context.stderr.write(`Valid arguments are:\n${known}`);
        void context.stderr.write(`Try '${context.argv[0]} --help' for more information.\n`);
        return 1;
      }
    }
    const outputs = new Map<string, OpenFile>();
    let status: ExitStatus = 0;
    for (const name of names) {
      const opened = context.files.open(absolute(context, name), append ? "append" : "write");
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
