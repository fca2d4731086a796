/** chmod(1) of coreutils 9.1. */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../core/process.ts";
import { USUAL_UMASK } from "../../kernel/path.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { modeText } from "./file-mode.ts";
import { changeMode, type ModeChange, parseMode } from "./mode-change.ts";
import { quotedName, shownName } from "./quote.ts";
import { absolute, complain, complainAbout, complainOfUse } from "./support.ts";

const LONG: LongOptions = {
  changes: "c",
  "no-preserve-root": "N",
  "preserve-root": "P",
  quiet: "f",
  recursive: "R",
  reference: "reference:",
  silent: "f",
  verbose: "v",
};
/** Letters and signs that a mode may begin with after its hyphen. */
const MODES = "rwxXstugoa,+=01234567";

interface Task {
  readonly context: ProcessContext;
  readonly change: ModeChange;
  /** The mode was given like an option, so that it may be other than it looks. */
  readonly likeOption: boolean;
  readonly umask: number;
  readonly recursive: boolean;
  readonly keepRoot: boolean;
  readonly quiet: boolean;
  readonly tell: "nothing" | "changes" | "all";
}

function run(context: ProcessContext): ExitStatus {
  const flags = new Set<string>();
  const modes: string[] = [];
  let operands: string[] = [];
  let reference: string | undefined;
  const words = ["chmod"];
  let ended = false;
  for (const word of context.argv.slice(1)) {
    ended ||= word === "--";
    // The whole word is the mode, whatever follows the first letter.
    if (!ended && /^-[^-]/.test(word) && [...word.slice(1)].some((letter, at) => isMode(word, letter, at)))
      modes.push(word);
    else words.push(word);
  }
  for (const option of getoptLong(words, "Rcfv", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") operands.push(option.text);
    else if (option.name === "reference") reference = option.value;
    else {
      if (option.name === "c") flags.delete("v");
      if (option.name === "v") flags.delete("c");
      flags.add(option.name);
    }
  }
  const likeOption = modes.length > 0;
  if (reference !== undefined && likeOption)
    return complainOfUse(context, "cannot combine mode and --reference options");
  let mode = likeOption ? modes.join(",") : undefined;
  if (mode === undefined && reference === undefined) [mode, ...operands] = operands;
  if (operands.length === 0) {
    const behind = mode !== undefined && !likeOption ? ` after ‘${mode}’` : "";
    return complainOfUse(context, `missing operand${behind}`);
  }
  const like = reference === undefined ? undefined : context.files.stat(absolute(context, reference));
  if (like && !like.ok) return complainAbout(context, "failed to get attributes of", reference ?? "", like.error);
  const change = parseMode(like ? like.value.mode.toString(8).padStart(5, "0") : (mode ?? ""));
  if (!change) return complainOfUse(context, `invalid mode: ‘${mode}’`);
  const task: Task = {
    ...{ context, change, likeOption, umask: context.self.umask ?? USUAL_UMASK },
    recursive: flags.has("R"),
    keepRoot: flags.has("P"),
    quiet: flags.has("f"),
    tell: flags.has("v") ? "all" : flags.has("c") ? "changes" : "nothing",
  };
  let worst = 0;
  for (const path of operands) worst = Math.max(worst, visit(task, path, true));
  return worst;
}

/** Whether a letter begins a mode: the letters of options may stand before it. */
function isMode(word: string, letter: string, at: number): boolean {
  return MODES.includes(letter) && /^[Rcfv]*$/.test(word.slice(1, at + 1));
}

function visit(task: Task, path: string, named: boolean): ExitStatus {
  const { context } = task;
  const full = absolute(context, path);
  const own = context.files.stat(full, { follow: false });
  // Links that lie in a directory are left alone.
  if (!named && own.ok && own.value.type === "symlink") {
    if (task.tell === "all")
      void context.stdout.write(`neither symbolic link ${quotedName(path)} nor referent has been changed\n`);
    return 0;
  }
  const stat = context.files.stat(full);
  if (!stat.ok) {
    if (!task.quiet) {
      if (own.ok && own.value.type === "symlink")
        complain(context, `cannot operate on dangling symlink ${quotedName(path)}`);
      else complainAbout(context, "cannot access", path, stat.error);
    }
    if (task.tell === "all") void context.stdout.write(`${quotedName(path)} could not be accessed\n`);
    return 1;
  }
  if (task.recursive && task.keepRoot && full.replace(/\/+$/, "") === "") {
    complain(context, "it is dangerous to operate recursively on '/'");
    return complain(context, "use --no-preserve-root to override this failsafe");
  }
  const status = change(task, path, stat.value);
  const descends =
    task.recursive && stat.value.type === "directory" && (named ? own.ok && own.value.type !== "symlink" : true);
  if (!descends) return status;
  const names = context.files.readDir(full);
  if (!names.ok) return task.quiet ? 1 : complainAbout(context, "cannot read directory", path, names.error);
  let worst = status;
  for (const name of names.value) worst = Math.max(worst, visit(task, `${path.replace(/\/+$/, "")}/${name}`, false));
  return worst;
}

function change(task: Task, path: string, stat: FileStat): ExitStatus {
  const { context, umask } = task;
  const directory = stat.type === "directory";
  const old = stat.mode & 0o7777;
  const mode = changeMode(old, directory, umask, task.change);
  const done = context.files.chmod(absolute(context, path), mode);
  if (!done.ok) {
    if (!task.quiet) complain(context, `changing permissions of ${quotedName(path)}: ${strerror(done.error)}`);
    if (task.tell === "all")
      void context.stdout.write(
        `failed to change mode of ${quotedName(path)} from ${shown(stat, old)} to ${shown(stat, mode)}\n`,
      );
    return 1;
  }
  if (task.tell === "all" || (task.tell === "changes" && mode !== old)) {
    const what =
      mode === old ? `retained as ${shown(stat, mode)}` : `changed from ${shown(stat, old)} to ${shown(stat, mode)}`;
    void context.stdout.write(`mode of ${quotedName(path)} ${what}\n`);
  }
  // What umask(2) kept from being taken away is a surprise.
  const naive = task.likeOption ? changeMode(old, directory, 0, task.change) : mode;
  if ((mode & ~naive) === 0) return 0;
  const letters = (bits: number) => modeText({ ...stat, mode: bits }).slice(1);
  return complain(context, `${shownName(path)}: new permissions are ${letters(mode)}, not ${letters(naive)}`);
}

/** `0644 (rw-r--r--)`. */
function shown(stat: FileStat, mode: number): string {
  return `${mode.toString(8).padStart(4, "0")} (${modeText({ ...stat, mode }).slice(1)})`;
}

export const chmod: Program = { name: "chmod", path: "/usr/bin/chmod", summary: "change file mode bits", run };
