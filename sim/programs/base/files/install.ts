/** install(1) of coreutils 9.1. Absent: -s, which would run strip(1); --preserve-context. */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { newMode } from "../mode-change.ts";
import { quotedName } from "../quote.ts";
import { absolute, complain, complainOfUse, groups, users } from "../support.ts";
import { BACKUP_WORDS, type Backup, backupName } from "./backup.ts";

const LONG: LongOptions = {
  backup: "backup::",
  compare: "C",
  directory: "d",
  group: "g:",
  mode: "m:",
  "no-target-directory": "T",
  owner: "o:",
  "preserve-timestamps": "p",
  strip: "s",
  suffix: "S:",
  "target-directory": "t:",
  verbose: "v",
};

interface Task {
  readonly context: ProcessContext;
  readonly given: ReadonlySet<string>;
  readonly mode: number;
  readonly directoryMode: number;
  readonly owner: number | undefined;
  readonly group: number | undefined;
  readonly backup: Backup;
  readonly suffix: string;
}

interface Words {
  readonly task: Task;
  readonly operands: readonly string[];
  readonly directory: string | undefined;
}

function idOf(list: readonly { readonly name: string; readonly id: number }[], text: string): number | undefined {
  return list.find(({ name }) => name === text)?.id ?? (/^\d+$/.test(text) ? Number(text) : undefined);
}

function read(context: ProcessContext): Words | ExitStatus {
  const given = new Set<string>();
  const operands: string[] = [];
  let [mode, owner, group, directory] = ["755"] as (string | undefined)[];
  let suffix = context.env.SIMPLE_BACKUP_SUFFIX || "~";
  let backup: Backup = "none";
  for (const option of getoptLong(context.argv, "bcCdDg:m:o:psS:t:TvZ", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") operands.push(option.text);
    else if (option.name === "b" || option.name === "backup") {
      const control = option.value || context.env.VERSION_CONTROL || "existing";
      const known = BACKUP_WORDS[control];
      if (known === undefined)
        return complainOfUse(context, `invalid argument ${quotedName(control)} for ‘backup type’`);
      backup = known;
    } else if (option.name === "S") {
      suffix = option.value;
      if (backup === "none") backup = "existing";
    } else if (option.name === "s") return complain(context, "netnone: -s is not modelled", 3);
    else if (option.name === "m") mode = option.value;
    else if (option.name === "o") owner = option.value;
    else if (option.name === "g") group = option.value;
    else if (option.name === "t") directory = option.value;
    else given.add(option.name);
  }
  const text = mode ?? "755";
  const [bits, directoryMode] = [newMode(text, 0, false), newMode(text, 0, true)];
  if (bits === undefined || directoryMode === undefined) return complain(context, `invalid mode ‘${text}’`);
  const uid =
    owner === undefined
      ? undefined
      : idOf(
          users(context.files).map((user) => ({ ...user, id: user.uid })),
          owner,
        );
  if (owner !== undefined && uid === undefined) return complain(context, `invalid user ‘${owner}’`);
  const gid =
    group === undefined
      ? undefined
      : idOf(
          groups(context.files).map((each) => ({ ...each, id: each.gid })),
          group,
        );
  if (group !== undefined && gid === undefined) return complain(context, `invalid group ‘${group}’`);
  const task: Task = { context, given, mode: bits, directoryMode, owner: uid, group: gid, backup, suffix };
  return { task, operands, directory };
}

/** mkdir -p; each directory that it makes is told of with -v. */
function makeDirectories(task: Task, path: string): ExitStatus {
  const { context, given } = task;
  const parts = path.replace(/\/+$/, "").split("/");
  for (let i = 1; i <= parts.length; i++) {
    const part = parts.slice(0, i).join("/");
    if (part === "" || part === ".") continue;
    const made = context.files.mkdir(absolute(context, part), 0o755);
    if (made.ok && given.has("v")) void context.stdout.write(`install: creating directory ${quotedName(part)}\n`);
    if (made.ok) continue;
    const there = context.files.stat(absolute(context, part));
    if (there.ok && there.value.type === "directory") continue;
    return complain(context, `cannot create directory ‘${part}’: ${strerror(there.ok ? "EEXIST" : made.error)}`);
  }
  return 0;
}

/** -o, -g and -m, on what has been made. */
function settle({ context, owner, group, mode, directoryMode }: Task, path: string): void {
  const full = absolute(context, path);
  const stat = context.files.stat(full);
  if (!stat.ok) return;
  if (owner !== undefined || group !== undefined)
    context.files.chown?.(full, owner ?? stat.value.uid, group ?? stat.value.gid);
  context.files.chmod(full, stat.value.type === "directory" ? directoryMode : mode);
}

/** Whether -C may leave the file that is there: the same text, owner and mode. */
function same(task: Task, there: FileStat, path: string, text: string): boolean {
  const { context, mode, owner, group } = task;
  const { credentials } = context.kernel;
  const old = context.files.readFile(absolute(context, path));
  const owned = there.uid === (owner ?? credentials.uid) && there.gid === (group ?? credentials.gid);
  return there.type === "file" && owned && there.mode === mode && old.ok && old.value === text;
}

function installOne(task: Task, source: string, path: string): ExitStatus {
  const { context, given } = task;
  const { files } = context;
  const say = (text: string): void => {
    if (given.has("v")) void context.stdout.write(`${text}\n`);
  };
  const [from, to] = [absolute(context, source), absolute(context, path)];
  const stat = files.stat(from);
  if (!stat.ok) return complain(context, `cannot stat ${quotedName(source)}: ${strerror(stat.error)}`);
  if (stat.value.type === "directory") return complain(context, `omitting directory ${quotedName(source)}`);
  const there = files.stat(to, { follow: false });
  if (there.ok && there.value.type === "directory")
    return complain(context, `cannot overwrite directory ${quotedName(path)} with non-directory`);
  if (there.ok && there.value.inode === stat.value.inode && there.value.device === stat.value.device)
    return complain(context, `${quotedName(source)} and ${quotedName(path)} are the same file`);
  const text = files.readFile(from);
  if (!text.ok) return complain(context, `cannot open ${quotedName(source)} for reading: ${strerror(text.error)}`);
  if (given.has("C") && there.ok && same(task, there.value, path, text.value)) return 0;
  let kept = "";
  if (there.ok && task.backup !== "none") {
    const name = backupName(context, path, task.backup, task.suffix);
    const moved = files.rename(to, absolute(context, name));
    if (!moved.ok) return complain(context, `cannot backup ${quotedName(path)}: ${strerror(moved.error)}`);
    kept = ` (backup: ${quotedName(name)})`;
  } else if (there.ok) {
    const gone = files.unlink(to);
    if (!gone.ok) return complain(context, `cannot remove ${quotedName(path)}: ${strerror(gone.error)}`);
    say(`removed ${quotedName(path)}`);
  }
  const made = files.open(to, "write", 0o600);
  if (!made.ok) return complain(context, `cannot create regular file ${quotedName(path)}: ${strerror(made.error)}`);
  if (text.value !== "") void made.value.write(text.value);
  made.value.close();
  say(`${quotedName(source)} -> ${quotedName(path)}${kept}`);
  settle(task, path);
  if (given.has("p")) files.touch?.(to, stat.value);
  return 0;
}

function installFiles({ task, operands, directory }: Words): ExitStatus {
  const { context, given } = task;
  const [first = ""] = operands;
  if (directory === undefined && operands.length === 1)
    return complainOfUse(context, `missing destination file operand after ${quotedName(first)}`);
  if (given.has("T")) {
    if (directory !== undefined)
      return complain(context, "cannot combine --target-directory (-t) and --no-target-directory (-T)");
    if (operands.length > 2) return complainOfUse(context, `extra operand ${quotedName(operands[2] ?? "")}`);
  }
  const target = directory ?? operands.at(-1) ?? "";
  const sources = directory === undefined ? operands.slice(0, -1) : operands;
  if (directory !== undefined && given.has("D")) {
    const status = makeDirectories(task, directory);
    if (status !== 0) return status;
  }
  const stat = context.files.stat(absolute(context, target));
  const into = !given.has("T") && stat.ok && stat.value.type === "directory";
  if (!into && directory !== undefined)
    return complain(context, `failed to access ${quotedName(target)}: ${strerror(stat.ok ? "ENOTDIR" : stat.error)}`);
  if (!into && sources.length > 1)
    return complain(context, `target ${quotedName(target)}: ${strerror(stat.ok ? "ENOTDIR" : stat.error)}`);
  if (given.has("D") && !into && target.includes("/")) {
    const status = makeDirectories(task, target.slice(0, target.lastIndexOf("/")) || "/");
    if (status !== 0) return status;
  }
  let status: ExitStatus = 0;
  for (const source of sources) {
    const path = into ? `${target.replace(/\/+$/, "")}/${source.split("/").at(-1)}` : target;
    status = Math.max(status, installOne(task, source, path));
  }
  return status;
}

export const install: Program = {
  name: "install",
  path: "/usr/bin/install",
  summary: "copy files and set their modes",
  run(context) {
    const words = read(context);
    if (typeof words === "number") return words;
    const { task, operands } = words;
    if (operands.length === 0) return complainOfUse(context, "missing file operand");
    if (!task.given.has("d")) return installFiles(words);
    let status: ExitStatus = 0;
    for (const path of operands) {
      const made = makeDirectories(task, path);
      if (made === 0) settle(task, path);
      status = Math.max(status, made);
    }
    return status;
  },
};
