/**
 * cp and mv of coreutils 9.1. The same: what is followed and kept (-a -d -p -L -P -H --preserve), what is not overwritten (-n -u -i),
 * backups (-b, --backup, -S), links instead of copies (-l, -s), --parents, -t, -T, -v, files that are the same, and what is refused.
 * Absent: attributes beyond mode, owner and time; sparse files.
 */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../../core/process.ts";
import { ok } from "../../../../core/result.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { descriptor } from "../../../text/files.ts";
import { quotedName } from "../quote.ts";
import { absolute, complain, complainOfUse } from "../support.ts";
import { BACKUP_WORDS, type Backup, backupName } from "./backup.ts";
import { confirm } from "./confirm.ts";

const LONG: LongOptions = {
  archive: "a",
  backup: "backup::",
  force: "f",
  interactive: "i",
  "no-clobber": "n",
  update: "u",
  verbose: "v",
  suffix: "S:",
  "target-directory": "t:",
  "no-target-directory": "T",
  "strip-trailing-slashes": "strip",
};
const COPY_LONG: LongOptions = {
  ...LONG,
  recursive: "r",
  dereference: "L",
  "no-dereference": "P",
  link: "l",
  "symbolic-link": "s",
  parents: "parents",
  preserve: "preserve::",
  "no-preserve": "no-preserve:",
  "remove-destination": "remove",
  "one-file-system": "x",
  sparse: "sparse:",
  reflink: "reflink::",
};

interface Task {
  readonly context: ProcessContext;
  readonly given: ReadonlySet<string>;
  readonly recursive: boolean;
  /** Symbolic links are followed: everywhere, on the command line alone, or nowhere. */
  readonly follows: "all" | "named" | "none";
  readonly keeps: { readonly mode: boolean; readonly owner: boolean; readonly time: boolean };
  readonly backup: Backup;
  readonly suffix: string;
}

interface Words {
  readonly task: Task;
  readonly sources: readonly string[];
  readonly target: string;
  /** The target is a directory that things are put into. */
  readonly into: boolean;
}

function read(context: ProcessContext, short: string, long: LongOptions, copies: boolean): Words | ExitStatus {
  const given = new Set<string>();
  const operands: string[] = [];
  let suffix = context.env.SIMPLE_BACKUP_SUFFIX || "~";
  let directory: string | undefined;
  let backup: Backup = "none";
  let follows: Task["follows"] | undefined;
  const keeps = { mode: !copies, owner: !copies, time: !copies };
  const keep = (list: string, value: boolean): void => {
    for (const what of list.split(",")) {
      if (what === "mode" || what === "all") keeps.mode = value;
      if (what === "ownership" || what === "all") keeps.owner = value;
      if (what === "timestamps" || what === "all") keeps.time = value;
    }
  };
  for (const option of getoptLong(context.argv, short, long)) {
    if (option.kind === "operand") operands.push(option.text);
    else if (option.kind === "error") return complainOfUse(context, option.text);
    else if (option.name === "S") {
      suffix = option.value;
      if (backup === "none") backup = "existing";
    } else if (option.name === "t") directory = option.value;
    else if (option.name === "b" || option.name === "backup") {
      const control = option.value || context.env.VERSION_CONTROL || "existing";
      const known = BACKUP_WORDS[control];
      if (known === undefined)
        return complainOfUse(context, `invalid argument ${quotedName(control)} for ‘backup type’`);
      backup = known;
    } else if (option.name === "a") {
      given.add("r");
      follows = "none";
      keep("all", true);
    } else if (option.name === "p") keep("mode,ownership,timestamps", true);
    else if (option.name === "preserve") keep(option.value || "mode,ownership,timestamps", true);
    else if (option.name === "no-preserve") keep(option.value, false);
    else if (option.name === "L") follows = "all";
    else if (option.name === "H") follows = "named";
    else if (option.name === "P" || option.name === "d") follows = "none";
    else if (option.name === "R") given.add("r");
    // The last of them counts.
    else if (option.name === "i" || option.name === "n" || (option.name === "f" && !copies)) {
      for (const other of copies ? ["i", "n"] : ["i", "n", "f"]) given.delete(other);
      given.add(option.name);
    } else given.add(option.name);
  }
  const recursive = given.has("r");
  const task: Task = {
    context,
    given,
    recursive,
    follows: follows ?? (recursive || !copies ? "none" : "all"),
    keeps,
    backup,
    suffix,
  };
  const [first] = operands;
  const hasTarget = directory !== undefined;
  if (first === undefined) return complainOfUse(context, "missing file operand");
  if (!hasTarget && operands.length === 1)
    return complainOfUse(context, `missing destination file operand after ${quotedName(first)}`);
  if (given.has("T")) {
    if (hasTarget) return complain(context, "cannot combine --target-directory (-t) and --no-target-directory (-T)");
    if (operands.length > 2) return complainOfUse(context, `extra operand ${quotedName(operands[2] ?? "")}`);
  }
  const target = directory ?? operands.at(-1) ?? "";
  const sources = hasTarget ? operands : operands.slice(0, -1);
  const stat = context.files.stat(absolute(context, target));
  const into = !given.has("T") && stat.ok && stat.value.type === "directory";
  if (!into && (hasTarget || sources.length > 1 || given.has("parents"))) {
    const reason = strerror(stat.ok ? "ENOTDIR" : stat.error);
    return given.has("parents") && sources.length === 1
      ? complainOfUse(context, "with --parents, the destination must be a directory")
      : complain(context, `target ${hasTarget ? "directory " : ""}${quotedName(target)}: ${reason}`);
  }
  return { task, sources, target, into };
}

const lastName = (path: string): string =>
  path
    .replace(/(.)\/+$/, "$1")
    .split("/")
    .at(-1) || "/";

function inside(directory: string, name: string): string {
  return `${directory.replace(/(.)\/+$/, "$1").replace(/^\/$/, "")}/${name}`;
}

/** Something that went wrong with two names. */
function fail(task: Task, text: string): ExitStatus {
  return complain(task.context, text);
}

/** Puts what is there out of the way; the name that it gets, or what went wrong. */
function setAside(task: Task, path: string): { readonly name?: string; readonly status: ExitStatus } {
  const { context, backup, suffix } = task;
  if (backup === "none") return { status: 0 };
  const name = backupName(context, path, backup, suffix);
  const moved = context.files.rename(absolute(context, path), absolute(context, name));
  if (moved.ok) return { name, status: 0 };
  return { status: fail(task, `cannot backup ${quotedName(path)}: ${strerror(moved.error)}`) };
}

/** Asks before something is overwritten; true when it may be. */
function mayOverwrite({ context }: Task, path: string): Promise<boolean> {
  return confirm(context, `overwrite ${quotedName(path)}`);
}

/** What a descriptor of the process's own leads to where no file does. */
const PIPE: FileStat = {
  type: "file",
  size: 0,
  mode: 0o600,
  uid: 0,
  gid: 0,
  modifiedMicros: 0,
  accessedMicros: 0,
  changedMicros: 0,
  inode: -1,
  device: -1,
  links: 1,
};

const same = (a: FileStat, b: FileStat): boolean => a.inode === b.inode && a.device === b.device;

/** What -n, -u, -i and identity say about overwriting: go on, leave it, or a failure that was told. */
async function meets(
  task: Task,
  [source, from]: readonly [string, FileStat],
  [path, to]: readonly [string, FileStat],
): Promise<"go" | "leave" | "failed"> {
  const { given } = task;
  const identical = same(from, to) && !(given.has("l") && task.recursive);
  if (given.has("n")) return "leave";
  if (identical && task.backup === "none" && !(given.has("l") || given.has("s"))) {
    fail(task, `${quotedName(source)} and ${quotedName(path)} are the same file`);
    return "failed";
  }
  if (given.has("u") && to.modifiedMicros >= from.modifiedMicros && to.type !== "directory") return "leave";
  if (to.type === "directory" && from.type !== "directory") {
    fail(task, `cannot overwrite directory ${quotedName(path)} with non-directory`);
    return "failed";
  }
  if (from.type === "directory" && to.type !== "directory") {
    fail(task, `cannot overwrite non-directory ${quotedName(path)} with directory ${quotedName(source)}`);
    return "failed";
  }
  if (given.has("i") && to.type !== "directory" && !(await mayOverwrite(task, path))) return "leave";
  return "go";
}

function tell(task: Task, source: string, path: string, backup: string | undefined, verb = ""): void {
  if (!task.given.has("v")) return;
  const kept = backup === undefined ? "" : ` (backup: ${quotedName(backup)})`;
  void task.context.stdout.write(`${verb}${quotedName(source)} -> ${quotedName(path)}${kept}\n`);
}

function keepAttributes(task: Task, path: string, stat: FileStat): void {
  const { files } = task.context;
  if (task.keeps.owner) files.chown?.(path, stat.uid, stat.gid);
  if (task.keeps.mode) files.chmod(path, stat.mode);
  if (task.keeps.time) files.touch?.(path, stat);
}

async function copy(task: Task, source: string, path: string, named: boolean): Promise<ExitStatus> {
  const { context, given, follows } = task;
  const { files } = context;
  const from = absolute(context, source);
  const to = absolute(context, path);
  const own = descriptor(context, from);
  const found = files.stat(from, { follow: follows === "all" || (follows === "named" && named) });
  const stat = own === undefined || found.ok ? found : ok(PIPE);
  if (!stat.ok) return fail(task, `cannot stat ${quotedName(source)}: ${strerror(stat.error)}`);
  if (stat.value.type === "directory" && !task.recursive)
    return fail(task, `-r not specified; omitting directory ${quotedName(source)}`);
  const isLink = stat.value.type === "symlink";
  const there = files.stat(to, { follow: !isLink });
  if (!there.ok && there.error !== "ENOENT" && there.error !== "ELOOP")
    return fail(task, `cannot stat ${quotedName(path)}: ${strerror(there.error)}`);
  let backup: string | undefined;
  if (there.ok) {
    const met = await meets(task, [source, stat.value], [path, there.value]);
    if (met !== "go") return met === "failed" ? 1 : 0;
    if (there.value.type !== "directory") {
      const aside = setAside(task, path);
      if (aside.status !== 0) return aside.status;
      backup = aside.name;
      if (backup === undefined && (given.has("remove") || (isLink && there.value.type !== "symlink") || isLink)) {
        files.unlink(to);
        if (given.has("v") && given.has("remove")) void context.stdout.write(`removed ${quotedName(path)}\n`);
      }
    }
  }
  if (stat.value.type === "directory") return await copyDirectory(task, source, path, stat.value, there.ok);
  if (given.has("l") || given.has("s")) {
    const forced = there.ok && backup === undefined && given.has("f");
    if (forced) files.unlink(to);
    const made = given.has("l") ? files.link(from, to) : files.symlink(source, to);
    if (!made.ok) {
      const [kind, arrow] = given.has("l")
        ? ["hard", `${quotedName(path)} to ${quotedName(source)}`]
        : ["symbolic", `${quotedName(path)} to ${quotedName(source)}`];
      return fail(task, `cannot create ${kind} link ${arrow}: ${strerror(made.error)}`);
    }
    tell(task, source, path, backup);
    return 0;
  }
  if (isLink) {
    const target = files.readLink(from);
    const made = target.ok ? files.symlink(target.value, to) : target;
    if (!made.ok) return fail(task, `cannot create symbolic link ${quotedName(path)}: ${strerror(made.error)}`);
    tell(task, source, path, backup);
    return 0;
  }
  if (stat.value.type === "fifo" && task.recursive) {
    const made = files.mkfifo(to, stat.value.mode);
    if (!made.ok) return fail(task, `cannot create fifo ${quotedName(path)}: ${strerror(made.error)}`);
  } else {
    const error = await copyContent(task, from, to, path, stat.value.mode);
    if (error !== undefined) return fail(task, error.replace("\0", quotedName(source)));
  }
  tell(task, source, path, backup);
  keepAttributes(task, to, stat.value);
  return 0;
}

/** What went wrong; `\0` stands for the source. */
async function copyContent(
  task: Task,
  from: string,
  to: string,
  path: string,
  mode: number,
): Promise<string | undefined> {
  const { context, given } = task;
  const input = context.files.open(from, "read");
  if (!input.ok) return `cannot open \0 for reading: ${strerror(input.error)}`;
  try {
    let output = path.endsWith("/")
      ? ({ ok: false, error: "ENOTDIR" } as const)
      : context.files.open(to, "write", mode & 0o777);
    if (!output.ok && given.has("f") && context.files.unlink(to).ok)
      output = context.files.open(to, "write", mode & 0o777);
    if (!output.ok) return `cannot create regular file ${quotedName(path)}: ${strerror(output.error)}`;
    try {
      for (;;) {
        const chunk = await input.value.read(context.self.signals);
        if (chunk === null) return undefined;
        await output.value.write(chunk);
        const { writeError } = output.value;
        if (writeError !== undefined) return `error writing ${quotedName(path)}: ${strerror(writeError)}`;
      }
    } finally {
      output.value.close();
    }
  } finally {
    input.value.close();
  }
}

async function copyDirectory(
  task: Task,
  source: string,
  path: string,
  stat: FileStat,
  exists: boolean,
): Promise<ExitStatus> {
  const { context } = task;
  const to = absolute(context, path);
  const [realFrom, realAbove] = [
    context.files.realPath(absolute(context, source)),
    context.files.realPath(absolute(context, path.slice(0, path.replace(/\/+$/, "").lastIndexOf("/") + 1) || ".")),
  ];
  const names = context.files.readDir(absolute(context, source));
  if (!names.ok) return fail(task, `cannot access ${quotedName(source)}: ${strerror(names.error)}`);
  const entries = [...names.value].filter((name) => name !== "." && name !== "..");
  if (!exists) {
    const made = context.files.mkdir(to, stat.mode | 0o700);
    if (!made.ok) return fail(task, `cannot create directory ${quotedName(path)}: ${strerror(made.error)}`);
    tell(task, source, path, undefined);
  }
  let status: ExitStatus = 0;
  for (const name of entries) if ((await copy(task, inside(source, name), inside(path, name), false)) !== 0) status = 1;
  if (!exists || task.keeps.mode) keepAttributes(task, to, stat);
  const nested =
    realFrom.ok &&
    realAbove.ok &&
    (realAbove.value === realFrom.value || realAbove.value.startsWith(`${realFrom.value}/`));
  return nested
    ? fail(task, `cannot copy a directory, ${quotedName(source)}, into itself, ${quotedName(path)}`)
    : status;
}

export const cp: Program = {
  name: "cp",
  path: "/usr/bin/cp",
  summary: "copy files and directories",
  async run(context) {
    const words = read(context, "abdfHiLlnPprRsS:t:TuvxZ", COPY_LONG, true);
    if (typeof words === "number") return words;
    const { task, sources, target, into } = words;
    let status: ExitStatus = 0;
    for (const given of sources) {
      const source = task.given.has("strip") ? given.replace(/(.)\/+$/, "$1") : given;
      let path = target;
      if (into && task.given.has("parents")) {
        path = inside(target, source.replace(/^\/+/, ""));
        makeAbove(task, path);
      } else if (into)
        path =
          lastName(source) === ".." || lastName(source) === "." ? inside(target, "") : inside(target, lastName(source));
      if ((await copy(task, source, path, true)) !== 0) status = 1;
    }
    return status;
  },
};

/** The directories above a path, for --parents. */
function makeAbove(task: Task, path: string): void {
  const parts = absolute(task.context, path).split("/");
  for (let count = 2; count < parts.length; count++) task.context.files.mkdir(parts.slice(0, count).join("/"));
}

function removeTree(context: ProcessContext, path: string): void {
  const stat = context.files.stat(path, { follow: false });
  if (!stat.ok) return;
  if (stat.value.type !== "directory") {
    context.files.unlink(path);
    return;
  }
  const names = context.files.readDir(path);
  for (const name of names.ok ? names.value : [])
    if (name !== "." && name !== "..") removeTree(context, `${path}/${name}`);
  context.files.rmdir(path);
}

async function move(task: Task, source: string, path: string): Promise<ExitStatus> {
  const { context } = task;
  const { files } = context;
  const [from, to] = [absolute(context, source), absolute(context, path)];
  const stat = files.stat(from, { follow: false });
  if (!stat.ok) return fail(task, `cannot stat ${quotedName(source)}: ${strerror(stat.error)}`);
  const there = files.stat(to, { follow: false });
  let backup: string | undefined;
  if (there.ok) {
    const met = await meets(task, [source, stat.value], [path, there.value]);
    if (met !== "go") return met === "failed" ? 1 : 0;
    const aside = setAside(task, path);
    if (aside.status !== 0) return aside.status;
    backup = aside.name;
  }
  const refused: Errno | undefined =
    !there.ok && path.endsWith("/") && stat.value.type !== "directory" ? "ENOTDIR" : undefined;
  const moved = refused === undefined ? files.rename(from, to) : ({ ok: false, error: refused } as const);
  if (moved.ok) {
    tell(task, source, path, backup, "renamed ");
    return 0;
  }
  if (moved.error === "EXDEV") {
    // What stands there is taken away first.
    const cleared = there.ok && there.value.type !== "directory" ? files.unlink(to) : undefined;
    if (cleared?.ok === false) {
      const ways = `${quotedName(source)} to ${quotedName(path)}`;
      return fail(task, `inter-device move failed: ${ways}; unable to remove target: ${strerror(cleared.error)}`);
    }
    const copied = await copy({ ...task, recursive: true, given: new Set() }, source, path, true);
    if (copied !== 0) return copied;
    tell(task, source, path, backup, "copied ");
    const removed = stat.value.type === "directory" ? undefined : files.unlink(from);
    if (removed?.ok === false) return fail(task, `cannot remove ${quotedName(source)}: ${strerror(removed.error)}`);
    removeTree(context, from);
    return 0;
  }
  return moved.error === "EINVAL"
    ? fail(task, `cannot move ${quotedName(source)} to a subdirectory of itself, ${quotedName(path)}`)
    : fail(task, `cannot move ${quotedName(source)} to ${quotedName(path)}: ${strerror(moved.error)}`);
}

export const mv: Program = {
  name: "mv",
  path: "/usr/bin/mv",
  summary: "move (rename) files",
  async run(context) {
    const words = read(context, "bfinS:t:TuvZ", LONG, false);
    if (typeof words === "number") return words;
    const { task, sources, target, into } = words;
    let status: ExitStatus = 0;
    for (const given of sources) {
      const source = task.given.has("strip") ? given.replace(/(.)\/+$/, "$1") : given;
      const same = !into ? target : inside(target, lastName(source));
      if ((await move(task, source, same)) !== 0) status = 1;
    }
    return status;
  },
};
