/** xargs, mktemp, watch: programs that start others or make files. */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import { changedContext, type ProcessContext, type Program } from "../program.ts";
import { put } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";

/** Runs a command of the world; its status, or 127 and 126 as env and xargs say them. */
async function start(context: ProcessContext, argv: readonly string[]): Promise<ExitStatus> {
  const name = argv[0] ?? "";
  const path = context.kernel.which(name, context.env);
  const started =
    path === undefined
      ? undefined
      : context.kernel.exec(path, { argv, env: context.env, cwd: context.cwd, files: context.descriptors });
  if (started === undefined || !started.ok) {
    const error = started === undefined ? "ENOENT" : started.error;
    void context.stderr.write(`${context.argv[0]}: ${name}: ${strerror(error)}\n`);
    return error === "ENOENT" ? 127 : 126;
  }
  return await started.value.status;
}

/** The items of the input: blanks separate, quotes and backslashes keep together. */
function itemsOf(text: string, separator: string | undefined): string[] | string {
  if (separator !== undefined) {
    const items = text.split(separator);
    if (items.at(-1) === "" || (separator !== "\n" && items.at(-1) === "\n")) items.pop();
    return items;
  }
  const items: string[] = [];
  let item: string | undefined;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quote !== "") {
      if (char === "\n")
        return `unmatched ${quote === "'" ? "single" : "double"} quote; by default quotes are special to xargs unless you use the -0 option`;
      if (char === quote) quote = "";
      else item = (item ?? "") + char;
    } else if (char === "'" || char === '"') {
      quote = char;
      item ??= "";
    } else if (char === "\\") item = (item ?? "") + (text[++i] ?? "");
    else if (/\s/.test(char)) {
      if (item !== undefined) items.push(item);
      item = undefined;
    } else item = (item ?? "") + char;
  }
  if (quote !== "")
    return `unmatched ${quote === "'" ? "single" : "double"} quote; by default quotes are special to xargs unless you use the -0 option`;
  if (item !== undefined) items.push(item);
  return items;
}

/** The items before the one that stands for the end of the input. */
function before(items: readonly string[], end: string): string[] {
  const at = items.indexOf(end);
  return items.slice(0, at < 0 ? undefined : at);
}

const LONG_LETTERS: Readonly<Record<string, string>> = {
  "max-args": "n",
  "max-procs": "P",
  "max-lines": "L",
  "max-chars": "s",
  delimiter: "d",
  replace: "I",
  "arg-file": "a",
};

export const xargs: Program = {
  name: "xargs",
  path: "/usr/bin/xargs",
  summary: "run a command with words from the input",
  async run(context) {
    const { argv } = context;
    let separator: string | undefined;
    let most = Number.POSITIVE_INFINITY;
    let perLine = 0;
    let replace: string | undefined;
    let skipEmpty = false;
    let verbose = false;
    let atOnce = 1;
    let longest = Number.POSITIVE_INFINITY;
    let from: string | undefined;
    let end: string | undefined;
    let i = 1;
    for (; i < argv.length; i++) {
      const long = /^--(max-args|max-procs|max-lines|max-chars|delimiter|replace|arg-file)=(.*)$/s.exec(argv[i] ?? "");
      const arg = long === null ? (argv[i] ?? "") : `-${LONG_LETTERS[long[1] ?? ""]}${long[2]}`;
      if (arg === "--") {
        i++;
        break;
      }
      const match = /^-([0rtx]+|[ndILPsEa])(.*)$/s.exec(arg);
      // -e and --eof take their value in the same word only.
      const eof = /^(?:-e|--eof(?:=|$))(.*)$/s.exec(arg);
      if (eof !== null) end = eof[1] || undefined;
      else if (arg === "--null") separator = "\0";
      else if (arg === "--no-run-if-empty") skipEmpty = true;
      else if (arg === "--verbose") verbose = true;
      else if (arg === "-i" || arg === "--replace") replace = "{}";
      else if (match === null || !arg.startsWith("-")) break;
      else if (/^[0rtx]+$/.test(match[1] ?? "") && match[2] === "") {
        if (match[1]?.includes("0")) separator = "\0";
        if (match[1]?.includes("r")) skipEmpty = true;
        if (match[1]?.includes("t")) verbose = true;
      } else {
        const value = match[2] !== "" ? (match[2] ?? "") : (argv[++i] ?? "");
        if (match[1] === "n") most = Number(value);
        else if (match[1] === "L") perLine = Number(value);
        else if (match[1] === "I") replace = value;
        else if (match[1] === "P") atOnce = Number(value) || Number.POSITIVE_INFINITY;
        else if (match[1] === "s") longest = Number(value);
        else if (match[1] === "a") from = value;
        else if (match[1] === "E") end = value || undefined;
        else if (match[1] === "d")
          separator = value === "\\n" ? "\n" : value === "\\t" ? "\t" : value === "\\0" ? "\0" : value.slice(0, 1);
      }
    }
    if (argv[i]?.startsWith("-")) {
      void context.stderr.write(`xargs: invalid option -- '${argv[i]?.[1]}'\n`);
      return 1;
    }
    const command = argv.slice(i);
    if (command.length === 0) command.push("echo");
    let text: string;
    if (from === undefined) text = await readToEnd(context.stdin, context);
    else {
      const opened = context.files.open(resolvePath(context.cwd, from), "read");
      if (!opened.ok) {
        void context.stderr.write(`xargs: Cannot open input file ‘${from}’: ${strerror(opened.error)}\n`);
        return 1;
      }
      text = await readToEnd(opened.value, context);
      opened.value.close();
    }
    if (end !== undefined && separator !== undefined) {
      void context.stderr.write("xargs: warning: the -E option has no effect if -0 or -d is used.\n\n");
      end = undefined;
    }
    const read =
      replace !== undefined
        ? text
            .split(separator ?? "\n")
            .map((line) => line.replace(/^[ \t]+/, ""))
            .filter((line) => line !== "")
        : itemsOf(text, separator);
    const items = typeof read === "string" || end === undefined ? read : before(read, end);
    if (typeof items === "string") {
      void context.stderr.write(`xargs: ${items}\n`);
      return 1;
    }
    const calls: (readonly string[])[] = [];
    if (replace !== undefined) {
      const mark = replace;
      for (const item of items) calls.push(command.map((word) => word.split(mark).join(item)));
    } else if (perLine > 0) {
      const given = text.split("\n").filter((line) => line.trim() !== "");
      const lines = end === undefined ? given : before(given, end);
      for (let at = 0; at < lines.length; at += perLine) {
        const group = itemsOf(lines.slice(at, at + perLine).join(" "), undefined);
        if (typeof group !== "string") calls.push([...command, ...group]);
      }
    } else {
      const room = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length + 1, 0);
      for (let at = 0; at < items.length; ) {
        const words: string[] = [];
        let used = room(command);
        while (at < items.length && words.length < Math.min(most, 5000)) {
          used += (items[at]?.length ?? 0) + 1;
          if (words.length > 0 && used > longest) break;
          words.push(items[at++] ?? "");
        }
        calls.push([...command, ...words]);
      }
      if (items.length === 0 && !skipEmpty) calls.push(command);
    }
    let status: ExitStatus = 0;
    // The command reads nothing of what xargs reads.
    const nothing = context.files.open("/dev/null", "read");
    const descriptors = new Map(context.descriptors);
    if (nothing.ok && from === undefined) descriptors.set(0, nothing.value);
    let fatal: ExitStatus | undefined;
    const run = async (call: readonly string[]): Promise<void> => {
      if (verbose) void context.stderr.write(`${call.join(" ")}\n`);
      const one = await start(changedContext(context, { descriptors }), call);
      if (one === 126 || one === 127) fatal ??= one;
      else if (one === 255) {
        void context.stderr.write(`xargs: ${call[0]}: exited with status 255; aborting\n`);
        fatal ??= 124;
      } else if (one > 128) {
        void context.stderr.write(`xargs: ${call[0]}: terminated by signal ${one - 128}\n`);
        fatal ??= 125;
      } else if (one !== 0) status = 123;
    };
    const running = new Set<Promise<void>>();
    for (const call of calls) {
      const task = run(call).then(() => void running.delete(task));
      running.add(task);
      if (running.size >= atOnce) await Promise.race(running);
      if (fatal !== undefined || context.self.signals.pending !== undefined) break;
    }
    await Promise.all(running);
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
    if (fatal !== undefined) return fatal;
    if (nothing.ok) nothing.value.close();
    return status;
  },
};

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export const mktemp: Program = {
  name: "mktemp",
  path: "/usr/bin/mktemp",
  summary: "make a file or directory with a name of its own",
  async run(context) {
    let directory = false;
    let dry = false;
    let parent: string | undefined;
    let template: string | undefined;
    let suffix = "";
    const { argv } = context;
    for (let i = 1; i < argv.length; i++) {
      const arg = argv[i] ?? "";
      if (arg === "-d" || arg === "--directory") directory = true;
      else if (arg === "-u" || arg === "--dry-run") dry = true;
      else if (arg === "-q") continue;
      else if (arg === "-t") parent ??= context.env.TMPDIR ?? "/tmp";
      else if (arg === "-p") parent = argv[++i] ?? "/tmp";
      else if (arg.startsWith("--tmpdir")) parent = arg.slice(9) || "/tmp";
      else if (arg.startsWith("--suffix=")) suffix = arg.slice(9);
      else if (/^-./.test(arg)) {
        void context.stderr.write(`mktemp: invalid option -- '${arg[1]}'\n`);
        return 1;
      } else template = arg;
    }
    if (template === undefined) {
      template = "tmp.XXXXXXXXXX";
      parent ??= context.env.TMPDIR ?? "/tmp";
    }
    const marks = /X{3,}(?=[^X]*$)/.exec(template);
    if (marks === null) {
      void context.stderr.write(`mktemp: too few X's in template ‘${template}’\n`);
      return 1;
    }
    for (let attempt = 0; attempt < 100; attempt++) {
      let chosen = "";
      for (let n = 0; n < marks[0].length; n++) chosen += LETTERS[context.kernel.random(LETTERS.length)] ?? "x";
      const shown =
        (parent === undefined ? "" : `${parent}/`) +
        template.slice(0, marks.index) +
        chosen +
        template.slice(marks.index + marks[0].length) +
        suffix;
      const path = resolvePath(context.cwd, shown);
      if (dry) {
        if (context.files.stat(path).ok) continue;
      } else if (directory) {
        const made = context.files.mkdir(path, 0o700);
        if (!made.ok && made.error === "EEXIST") continue;
        if (!made.ok) {
          void context.stderr.write(
            `mktemp: failed to create directory via template ‘${parent === undefined ? "" : `${parent}/`}${template}’: ${strerror(made.error)}\n`,
          );
          return 1;
        }
      } else {
        const made = context.files.open(path, "create-exclusive", 0o600);
        if (!made.ok && made.error === "EEXIST") continue;
        if (!made.ok) {
          void context.stderr.write(
            `mktemp: failed to create file via template ‘${parent === undefined ? "" : `${parent}/`}${template}’: ${strerror(made.error)}\n`,
          );
          return 1;
        }
        made.value.close();
      }
      await put(context.stdout, `${shown}\n`);
      return 0;
    }
    return 1;
  },
};
