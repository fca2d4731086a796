/**
 * Whose a file is: chown, chgrp (coreutils 9.1).
 *
 * Same: operands, `--reference`, -R, what -v and -c tell, messages. Absent: --from, --preserve-root. Both follow links also
 * with -h.
 */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { chmod } from "./chmod.ts";
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
