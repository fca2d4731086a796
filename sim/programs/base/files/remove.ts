/** rm, rmdir and unlink of coreutils 9.1. Absent: `--preserve-root=all`; one file system is all there is. */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { quotedName } from "../quote.ts";
import {
  absolute,
  complain,
  complainAbout,
  complainOfUse,
  hintOfUse,
  missingOperand,
  onlyOperands,
} from "../support.ts";
import { confirm } from "./confirm.ts";

const LONG: LongOptions = {
  dir: "d",
  force: "f",
  interactive: "interactive::",
  "no-preserve-root": "N",
  "one-file-system": "x",
  "preserve-root": "P::",
  recursive: "r",
  verbose: "v",
};

const WHEN: Readonly<Record<string, Asking>> = {
  ...{ never: "never", no: "never", none: "never", once: "once", always: "always", yes: "always" },
};
const WHEN_HELP = "Valid arguments are:\n  - ‘never’, ‘no’, ‘none’\n  - ‘once’\n  - ‘always’, ‘yes’\n";

/** Before each file, once before many or before whole trees, not at all; `protected`: where a file cannot be written. */
type Asking = "never" | "once" | "always" | "protected";

interface Removal {
  readonly context: ProcessContext;
  readonly asking: Asking;
  /** What is not there is as good as removed. */
  readonly force: boolean;
  readonly recursive: boolean;
  readonly emptyDirectories: boolean;
  readonly verbose: boolean;
  readonly keepRoot: boolean;
}

function read(context: ProcessContext): { readonly task: Removal; readonly operands: readonly string[] } | ExitStatus {
  const flags = new Set<string>();
  const operands: string[] = [];
  let asking: Asking = "protected";
  let force = false;
  for (const option of getoptLong(context.argv, "dfirvIR", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") operands.push(option.text);
    else if (option.name === "f") [asking, force] = ["never", true];
    else if (option.name === "i") [asking, force] = ["always", false];
    else if (option.name === "I") [asking, force] = ["once", false];
    else if (option.name === "interactive") {
      const when = WHEN[option.value || "always"];
      if (when === undefined) {
        complain(context, `invalid argument ‘${option.value}’ for ‘--interactive’`);
        void context.stderr.write(WHEN_HELP);
        return hintOfUse(context, 1);
      }
      asking = when;
      if (when !== "never") force = false;
    } else flags.add(option.name === "R" ? "r" : option.name);
  }
  const task = {
    ...{ context, asking, force },
    recursive: flags.has("r"),
    emptyDirectories: flags.has("d"),
    verbose: flags.has("v"),
    keepRoot: !flags.has("N"),
  };
  return { task, operands };
}

async function runRm(context: ProcessContext): Promise<ExitStatus> {
  const words = read(context);
  if (typeof words === "number") return words;
  const { task, operands } = words;
  if (operands.length === 0) return task.force ? 0 : missingOperand(context);
  if (task.asking === "once" && (task.recursive || operands.length > 3)) {
    const many = `${operands.length} argument${operands.length === 1 ? "" : "s"}`;
    if (!(await confirm(context, `remove ${many}${task.recursive ? " recursively" : ""}`))) return 0;
  }
  let worst = 0;
  for (const path of operands) {
    if (context.self.signals.pending) break;
    if ((await removeOne(task, path)) === "failed") worst = 1;
  }
  return worst;
}

/** What became of a file: directories above one that was not removed because somebody said so are left without a word. */
type Fate = "removed" | "kept" | "failed";

function failed(status: ExitStatus): Fate {
  return status === 0 ? "removed" : "failed";
}

async function removeOne(task: Removal, path: string): Promise<Fate> {
  const { context } = task;
  const full = absolute(context, path);
  const stat = context.files.stat(full, { follow: false });
  if (!stat.ok) {
    if (task.force && (stat.error === "ENOENT" || stat.error === "ENOTDIR")) return "removed";
    return failed(complainAbout(context, "cannot remove", path, stat.error));
  }
  if (stat.value.type !== "directory") return removeFile(task, path, stat.value);
  if (!task.recursive && !task.emptyDirectories) return failed(complainAbout(context, "cannot remove", path, "EISDIR"));
  if (task.recursive && /(^|\/)\.{1,2}\/*$/.test(path))
    return failed(complain(context, `refusing to remove '.' or '..' directory: skipping ${quotedName(path)}`));
  if (task.recursive && task.keepRoot && /^\/+$/.test(path)) {
    complain(context, "it is dangerous to operate recursively on '/'");
    return failed(complain(context, "use --no-preserve-root to override this failsafe"));
  }
  return removeDirectory(task, path, stat.value);
}

async function removeFile(task: Removal, path: string, stat: FileStat): Promise<Fate> {
  const { context } = task;
  if (asks(task, path, stat) && !(await confirm(context, `remove ${nounOf(task, path, stat)} ${quotedName(path)}`)))
    // Its directory is asked about all the same.
    return "removed";
  return told(task, path, "removed", context.files.unlink(absolute(context, path)));
}

async function removeDirectory(task: Removal, path: string, stat: FileStat): Promise<Fate> {
  const { context } = task;
  const full = absolute(context, path);
  const names = context.files.readDir(full);
  const asking = asks(task, path, stat);
  const noun = nounOf(task, path, stat);
  if (names.ok && names.value.length > 0) {
    if (!task.recursive) return failed(complainAbout(context, "cannot remove", path, "ENOTEMPTY"));
    if (asking && !(await confirm(context, `descend into ${noun} ${quotedName(path)}`))) return "kept";
    let worst: Fate = "removed";
    for (const name of names.value) {
      const fate = await removeOne(task, `${path.replace(/\/+$/, "")}/${name}`);
      if (worst === "removed" || fate === "failed") worst = fate === "removed" ? worst : fate;
    }
    if (worst !== "removed") return worst;
  } else if (!names.ok && task.recursive) return failed(complainAbout(context, "cannot remove", path, names.error));
  if (asking && !(await confirm(context, `remove ${noun} ${quotedName(path)}`))) return "kept";
  return told(task, path, "removed directory", context.files.rmdir(full));
}

function told(
  { context, verbose }: Removal,
  path: string,
  what: string,
  done: { readonly ok: true } | { readonly ok: false; readonly error: Errno },
): Fate {
  if (!done.ok) return failed(complainAbout(context, "cannot remove", path, done.error));
  if (verbose) void context.stdout.write(`${what} ${quotedName(path)}\n`);
  return "removed";
}

/** Without a word about it only who sits at a terminal is asked, about what cannot be written. */
function asks(task: Removal, path: string, stat: FileStat): boolean {
  if (task.asking === "always") return true;
  return task.asking !== "never" && task.context.stdin.terminal !== undefined && isProtected(task, path, stat);
}

function isProtected({ context }: Removal, path: string, stat: FileStat): boolean {
  return stat.type !== "symlink" && !context.files.access(absolute(context, path), 2);
}

/** file_type of gnulib. */
function nounOf(task: Removal, path: string, stat: FileStat): string {
  const nouns: Readonly<Record<FileStat["type"], string>> = {
    file: stat.size === 0 ? "regular empty file" : "regular file",
    directory: "directory",
    symlink: "symbolic link",
    fifo: "fifo",
    socket: "socket",
    char: "character special file",
    block: "block special file",
  };
  return `${isProtected(task, path, stat) ? "write-protected " : ""}${nouns[stat.type]}`;
}

export const rm: Program = { name: "rm", path: "/usr/bin/rm", summary: "remove files or directories", run: runRm };

const RMDIR_LONG: LongOptions = { "ignore-fail-on-non-empty": "i", parents: "p", verbose: "v" };

export const rmdir: Program = {
  name: "rmdir",
  path: "/usr/bin/rmdir",
  summary: "remove empty directories",
  run(context) {
    const flags = new Set<string>();
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "pv", RMDIR_LONG)) {
      if (option.kind === "error") return complainOfUse(context, option.text);
      if (option.kind === "operand") operands.push(option.text);
      else flags.add(option.name);
    }
    if (operands.length === 0) return missingOperand(context);
    const remove = (path: string, doing: string): boolean | "ignored" => {
      if (flags.has("v")) void context.stdout.write(`rmdir: removing directory, ${quotedName(path)}\n`);
      const removed = context.files.rmdir(absolute(context, path));
      if (removed.ok) return true;
      if (removed.error === "ENOTEMPTY" && flags.has("i")) return "ignored";
      complain(context, `${doing} ${quotedName(path)}: ${strerror(removed.error)}`);
      return false;
    };
    let status = 0;
    for (const path of operands) {
      let done = remove(path, "failed to remove");
      for (let above = path; done === true && flags.has("p"); ) {
        above = above.replace(/\/+$/, "").replace(/\/*[^/]*$/, "");
        if (above === "") break;
        done = remove(above, "failed to remove directory");
      }
      if (done === false) status = 1;
    }
    return status;
  },
};

export const unlink: Program = {
  name: "unlink",
  path: "/usr/bin/unlink",
  summary: "remove one file",
  run(context) {
    const operands = onlyOperands(context, 1);
    if (typeof operands === "number") return operands;
    const [path] = operands;
    if (path === undefined) return missingOperand(context);
    const removed = context.files.unlink(absolute(context, path));
    return removed.ok ? 0 : complainAbout(context, "cannot unlink", path, removed.error);
  },
};
