/** ln(1) of coreutils 9.1. Hard links to directories (-d, -F) are what the kernel refuses. */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import { ok } from "../../../../core/result.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { quotedName, shownName } from "../quote.ts";
import { absolute, complain, complainAbout, complainOfUse, hintOfUse } from "../support.ts";
import { BACKUP_WORDS, type Backup, backupName, SAY_BACKUP_WORDS } from "./backup.ts";
import { confirm } from "./confirm.ts";
import { canonical, relative } from "./resolve-path.ts";

const LONG: LongOptions = {
  backup: "b::",
  directory: "F",
  "no-dereference": "n",
  "no-target-directory": "T",
  force: "f",
  interactive: "i",
  suffix: "S:",
  "target-directory": "t:",
  logical: "L",
  physical: "P",
  relative: "r",
  symbolic: "s",
  verbose: "v",
};

interface Task {
  readonly context: ProcessContext;
  readonly given: ReadonlySet<string>;
  readonly backup: Backup;
  readonly suffix: string;
}

interface Words {
  readonly task: Task;
  readonly sources: readonly string[];
  readonly target: string;
  /** The links go into it. */
  readonly isDirectory: boolean;
}

function read(context: ProcessContext): Words | ExitStatus {
  const given = new Set<string>();
  const operands: string[] = [];
  let directory: string | undefined;
  let control: string | undefined;
  let suffix: string | undefined;
  for (const option of getoptLong(context.argv, "bdfinrst:vFLPS:T", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") operands.push(option.text);
    else if (option.name === "t") directory = option.value;
    else if (option.name === "S") suffix = option.value;
    else if (option.name === "b") control = option.value;
    else {
      // The last of these counts.
      for (const [one, other] of [
        ["f", "i"],
        ["L", "P"],
      ] as const)
        if (option.name === one) given.delete(other);
        else if (option.name === other) given.delete(one);
      given.add(option.name);
    }
  }
  const [first] = operands;
  if (first === undefined) return complainOfUse(context, "missing file operand");
  const words = control ?? (suffix === undefined ? undefined : "");
  const backup = words === undefined ? "none" : BACKUP_WORDS[words || context.env.VERSION_CONTROL || "existing"];
  if (given.has("T")) {
    if (directory !== undefined)
      return complain(context, "cannot combine --target-directory and --no-target-directory");
    if (operands.length < 2)
      return complainOfUse(context, `missing destination file operand after ${quotedName(first)}`);
    if (operands.length > 2) return complainOfUse(context, `extra operand ${quotedName(operands[2] ?? "")}`);
  }
  if (given.has("r") && !given.has("s")) return complain(context, "cannot do --relative without --symbolic");
  if (backup === undefined) {
    complain(context, `invalid argument ‘${words}’ for ‘backup type’`);
    void context.stderr.write(SAY_BACKUP_WORDS);
    return hintOfUse(context, 1);
  }
  const task = { context, given, backup, suffix: suffix ?? (context.env.SIMPLE_BACKUP_SUFFIX || "~") };
  return placesOf(task, operands, directory);
}

/** target_directory_operand: what is linked, and where the links go. */
function placesOf(task: Task, operands: readonly string[], directory: string | undefined): Words | ExitStatus {
  const { context, given } = task;
  const isDirectory = (path: string): boolean => {
    const full = absolute(context, path);
    if (given.has("n") && context.files.readLink(full).ok) return false;
    const stat = context.files.stat(full);
    return stat.ok && stat.value.type === "directory";
  };
  if (directory !== undefined) {
    const stat = context.files.stat(absolute(context, directory));
    if (!stat.ok) return complainAbout(context, "failed to access", directory, stat.error);
    if (stat.value.type !== "directory") return complain(context, `target ${quotedName(directory)} is not a directory`);
    return { task, sources: operands, target: directory, isDirectory: true };
  }
  if (operands.length === 1) return { task, sources: operands, target: ".", isDirectory: true };
  const target = operands.at(-1) ?? "";
  const into = !given.has("T") && isDirectory(target);
  if (operands.length > 2 && !into) {
    const stat = context.files.stat(absolute(context, target));
    return complain(context, `target ${quotedName(target)}: ${strerror(stat.ok ? "ENOTDIR" : stat.error)}`);
  }
  return { task, sources: operands.slice(0, -1), target, isDirectory: into };
}

async function makeLink(task: Task, source: string, path: string): Promise<ExitStatus> {
  const { context, given } = task;
  const symbolic = given.has("s");
  const full = absolute(context, path);
  if (!symbolic) {
    const there = context.files.stat(absolute(context, source), { follow: given.has("L") });
    if (!there.ok) return complainAbout(context, "failed to access", source, there.error);
    if (there.value.type === "directory" && !given.has("d") && !given.has("F"))
      return complain(context, `${shownName(source)}: hard link not allowed for directory`);
  }
  const there = context.files.stat(full, { follow: false });
  let kept: string | undefined;
  const removes = given.has("f") || given.has("i") || task.backup !== "none";
  if (there.ok) {
    if (removes && there.value.type === "directory")
      return complain(context, `${shownName(path)}: cannot overwrite directory`);
    if (removes && isSame(context, source, path))
      return complain(context, `${quotedName(source)} and ${quotedName(path)} are the same file`);
    if (given.has("i") && !(await confirm(context, `replace ${quotedName(path)}`))) return 0;
    if (task.backup !== "none") {
      kept = backupName(context, path, task.backup, task.suffix);
      const moved = context.files.rename(full, absolute(context, kept));
      if (!moved.ok) return complainAbout(context, "cannot backup", path, moved.error);
    }
  }
  const leads = symbolic && given.has("r") ? relativeTo(context, source, path) : source;
  // force_symlink, force_link: what cannot be taken away is told of the link.
  const cleared = there.ok && kept === undefined && removes ? context.files.unlink(full) : ok();
  const make = () => (symbolic ? context.files.symlink(leads, full) : hardLink(task, source, full));
  const made = cleared.ok ? make() : cleared;
  if (made.ok) {
    const aside = kept === undefined ? "" : `${quotedName(kept)} ~ `;
    if (given.has("v"))
      void context.stdout.write(`${aside}${quotedName(path)} ${symbolic ? "->" : "=>"} ${quotedName(leads)}\n`);
    return 0;
  }
  if (kept !== undefined) context.files.rename(absolute(context, kept), full);
  const kind = symbolic ? "symbolic" : "hard";
  const arrow = symbolic ? (leads === "" ? ` -> ${quotedName(leads)}` : "") : ` => ${quotedName(source)}`;
  return complain(
    context,
    `failed to create ${kind} link ${quotedName(path)}${made.error === "EEXIST" ? "" : arrow}: ${strerror(made.error)}`,
  );
}

function hardLink({ context, given }: Task, source: string, full: string) {
  const followed = given.has("L") ? canonical(context, absolute(context, source), "none") : undefined;
  return context.files.link(followed?.ok ? followed.value : absolute(context, source), full);
}

/** Whether two names are of one directory entry (same_name of gnulib). */
function isSame(context: ProcessContext, a: string, b: string): boolean {
  const entry = (path: string): string | undefined => {
    const full = absolute(context, path);
    const slash = full.lastIndexOf("/");
    const parent = canonical(context, full.slice(0, slash) || "/", "none");
    return parent.ok ? `${parent.value}/${full.slice(slash + 1)}` : undefined;
  };
  const first = context.files.stat(absolute(context, a), { follow: false });
  return first.ok && entry(a) === entry(b);
}

/** Where a link has to lead to reach what a path means from here. */
function relativeTo(context: ProcessContext, source: string, path: string): string {
  const full = absolute(context, path);
  const from = canonical(context, full.replace(/\/+[^/]*\/*$/, "") || "/", "any");
  const to = canonical(context, absolute(context, source), "any");
  return from.ok && to.ok ? relative(to.value, from.value) : source;
}

export const ln: Program = {
  name: "ln",
  path: "/usr/bin/ln",
  summary: "make links between files",
  async run(context) {
    const words = read(context);
    if (typeof words === "number") return words;
    const { task, sources, target, isDirectory } = words;
    let worst = 0;
    for (const source of sources) {
      const name = source.replace(/\/+$/, "").split("/").at(-1) ?? source;
      const path = isDirectory ? `${target.replace(/\/+$/, "")}/${name}` : target;
      worst = Math.max(worst, await makeLink(task, source, path));
    }
    return worst;
  },
};
