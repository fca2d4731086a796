/**
 * Whose a file is and who may do what with it: chmod, chown, chgrp (coreutils 9.1).
 *
 * Same: operands, `--reference`, symbolic modes, -R, what -v and -c tell of owners, messages. Absent: --from, --preserve-root,
 * what -v tells of modes. chown and chgrp follow links also with -h.
 */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { each } from "./files/files.ts";
import { quotedName } from "./quote.ts";
import {
  absolute,
  badUsage,
  complain,
  complainAbout,
  complainOfUse,
  groups,
  missingOperand,
  options,
  userOf,
  users,
} from "./support.ts";

/** A path and, when it is a directory, all that is in it. */
function withAllBelow(context: ProcessContext, path: string): readonly string[] {
  const full = absolute(context, path);
  const stat = context.files.stat(full, { follow: false });
  if (!stat.ok || stat.value.type !== "directory") return [path];
  const names = context.files.readDir(full);
  if (!names.ok) return [path];
  return [path, ...names.value.flatMap((name) => withAllBelow(context, `${path.replace(/\/+$/, "")}/${name}`))];
}

/** The file of `--reference=FILE`, taken out of the words. */
function takeReference(words: string[]): string | undefined {
  const at = words.findIndex((word) => word.startsWith("--reference="));
  return at < 0 ? undefined : words.splice(at, 1)[0]?.slice("--reference=".length);
}

const chmod: Program = {
  name: "chmod",
  path: "/usr/bin/chmod",
  summary: "change file mode bits",
  run(context) {
    const words = context.argv.slice(1);
    const flags = new Set<string>();
    // `-x` is a mode, not an option.
    while (/^(?:-[Rvcf]+|--(?:recursive|verbose|changes|quiet|silent)|--)$/.test(words[0] ?? ""))
      flags.add((words.shift() ?? "").replace("--recursive", "-R").replace("--verbose", "-v"));
    const recursive = [...flags].some((flag) => /^-[^-]*R/.test(flag));
    const like = takeReference(words);
    const pattern = like === undefined ? undefined : context.files.stat(absolute(context, like));
    const mode = like === undefined ? words.shift() : pattern?.ok ? pattern.value.mode.toString(8) : "";
    const operands = words[0] === "--" ? words.slice(1) : words;
    if (mode === undefined) return complainOfUse(context, "missing operand");
    if (operands.length === 0)
      return complainOfUse(context, like === undefined ? `missing operand after ‘${mode}’` : "missing operand");
    if (like !== undefined && pattern?.ok === false)
      return complainAbout(context, "failed to get attributes of", like, pattern.error);
    if (newMode(mode, 0, false) === undefined) return complainOfUse(context, `invalid mode: ‘${mode}’`);
    return each(
      operands.flatMap((path) => (recursive ? withAllBelow(context, path) : [path])),
      (path) => {
        const stat = context.files.stat(absolute(context, path));
        if (!stat.ok) return complainAbout(context, "cannot access", path, stat.error);
        const bits = newMode(mode, stat.value.mode, stat.value.type === "directory");
        if (bits === undefined) return 1;
        const done = context.files.chmod(absolute(context, path), bits);
        return done.ok ? 0 : complain(context, `changing permissions of ${quotedName(path)}: ${strerror(done.error)}`);
      },
    );
  },
};

/** Octal or symbolic (`u+x,go-w`). */
export function newMode(text: string, old: number, directory: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let mode = old;
  for (const clause of text.split(",")) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (!match) return undefined;
    const [, who = "", operator, what = ""] = match;
    let bits = 0;
    for (const letter of what) {
      const bit = { r: 4, w: 2, x: 1, X: directory || (old & 0o111) !== 0 ? 1 : 0 }[letter] ?? 0;
      for (const [name, shift] of [
        ["u", 6],
        ["g", 3],
        ["o", 0],
      ] as const)
        if (who === "" || who.includes(name) || who.includes("a")) bits |= bit << shift;
      if (letter === "t") bits |= 0o1000;
    }
    if (who === "" && operator !== "-") bits &= ~0o022 | 0o1000;
    if (operator === "+") mode |= bits;
    else if (operator === "-") mode &= ~bits;
    else
      mode =
        bits |
        (who === "" || who.includes("a")
          ? 0
          : mode & ~((who.includes("u") ? 0o700 : 0) | (who.includes("g") ? 0o70 : 0) | (who.includes("o") ? 7 : 0)));
  }
  return mode;
}

/** Undefined where nothing is to be changed. */
interface Owners {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

const idOf = (text: string, named: number | undefined): number | undefined =>
  named ?? (/^\+?\d+$/.test(text) ? Number(text) : undefined);

/** `USER`, `USER:GROUP`, `USER:`, `:GROUP` (parse_user_spec); a text when it means nobody. */
function parseOwners(context: ProcessContext, spec: string): Owners | string {
  const [user = "", group] = spec.split(":", 2);
  const known = users(context.files).find(({ name }) => name === user);
  const uid = user === "" ? undefined : idOf(user, known?.uid);
  if (user !== "" && uid === undefined) {
    const [before = "", ...after] = spec.split(".");
    const old = after.length > 0 && group === undefined ? parseOwners(context, `${before}:${after.join(".")}`) : "";
    if (typeof old === "string") return `invalid user: ‘${spec}’`;
    complain(context, `warning: '.' should be ':': ‘${spec}’`);
    return old;
  }
  if (group === undefined) return { uid, gid: undefined };
  if (group !== "") {
    const gid = groupId(context, group);
    return gid === undefined ? `invalid group: ‘${spec}’` : { uid, gid };
  }
  if (user === "") return { uid, gid: undefined };
  return known === undefined ? `invalid spec: ‘${spec}’` : { uid, gid: known.gid };
}

const groupId = (context: ProcessContext, text: string): number | undefined =>
  idOf(text, groups(context.files).find(({ name }) => name === text)?.gid);

/** What is told of owners, with only as much as was asked for: `root:root`, `root`. */
function ownersText(context: ProcessContext, { uid, gid }: Owners): string {
  const user = uid === undefined ? undefined : (userOf(context.files, uid)?.name ?? String(uid));
  const group =
    gid === undefined ? undefined : (groups(context.files).find((each) => each.gid === gid)?.name ?? String(gid));
  return user === undefined ? (group ?? "") : group === undefined ? user : `${user}:${group}`;
}

function changeOwners(context: ProcessContext, ofGroup: boolean): ExitStatus {
  const words = context.argv.slice(1);
  const like = takeReference(words);
  const parsed = options([context.argv[0] ?? "", ...words], "RvcfhHLP", {
    recursive: "R",
    verbose: "v",
    changes: "c",
    quiet: "f",
    silent: "f",
    "no-dereference": "h",
    dereference: "L",
  });
  const wrong = badUsage(context, parsed);
  if (wrong !== undefined) return wrong;
  const { flags } = parsed;
  const operands = [...parsed.operands];
  const spec = like === undefined ? operands.shift() : undefined;
  if (spec === undefined && (like === undefined || operands.length === 0)) return missingOperand(context);
  if (operands.length === 0) return complainOfUse(context, `missing operand after ‘${spec}’`);
  let wanted: Owners | string = { uid: undefined, gid: undefined };
  let told = spec ?? "";
  if (like !== undefined) {
    const pattern = context.files.stat(absolute(context, like));
    if (!pattern.ok) return complainAbout(context, "failed to get attributes of", like, pattern.error);
    wanted = { uid: ofGroup ? undefined : pattern.value.uid, gid: pattern.value.gid };
    told = ownersText(context, wanted);
  } else if (ofGroup) {
    const gid = groupId(context, told);
    wanted = gid === undefined && told !== "" ? `invalid group: ‘${told}’` : { uid: undefined, gid };
  } else wanted = parseOwners(context, told);
  if (typeof wanted === "string") return complain(context, wanted);
  const owners = wanted;
  const what = owners.uid === undefined && owners.gid !== undefined ? "group" : "ownership";
  if (/^[^:]+:$/.test(told)) told = ownersText(context, owners);
  else if (what === "group") told = told.replace(/^:/, "");
  const say = (text: string) => void context.stdout.write(`${text}\n`);
  return each(
    operands.flatMap((path) => (flags.has("R") ? withAllBelow(context, path) : [path])),
    (path) => {
      const full = absolute(context, path);
      const stat = context.files.stat(full);
      const failed = (text: string): ExitStatus => {
        if (!flags.has("f")) complain(context, text);
        if (flags.has("v")) say(`failed to change ${what} of ${quotedName(path)} to ${told}`);
        return 1;
      };
      if (!stat.ok) return failed(`cannot access ${quotedName(path)}: ${strerror(stat.error)}`);
      const before = { uid: stat.value.uid, gid: stat.value.gid };
      const after = { uid: owners.uid ?? before.uid, gid: owners.gid ?? before.gid };
      const done = context.files.chown?.(full, after.uid, after.gid);
      if (done?.ok !== true)
        return failed(`changing ${what} of ${quotedName(path)}: ${strerror(done?.error ?? "EOPNOTSUPP")}`);
      const same = before.uid === after.uid && before.gid === after.gid;
      const was = ownersText(context, {
        uid: owners.uid === undefined ? undefined : before.uid,
        gid: owners.gid === undefined ? undefined : before.gid,
      });
      if (same && flags.has("v")) say(`${what} of ${quotedName(path)} retained as ${was}`);
      if (!same && (flags.has("v") || flags.has("c")))
        say(`changed ${what} of ${quotedName(path)} from ${was} to ${told}`);
      return 0;
    },
  );
}

const chown: Program = {
  name: "chown",
  path: "/usr/bin/chown",
  summary: "change whose a file is",
  run: (context) => changeOwners(context, false),
};

const chgrp: Program = {
  name: "chgrp",
  path: "/usr/bin/chgrp",
  summary: "change the group of a file",
  run: (context) => changeOwners(context, true),
};

export const permissionPrograms: readonly Program[] = [chgrp, chmod, chown];
