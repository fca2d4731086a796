/** id(1) of coreutils 9.1. */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { complain, complainOfUse, groups, groupsOf, userOf, users } from "./support.ts";

const LONG: LongOptions = { context: "Z", group: "g", groups: "G", name: "n", real: "r", user: "u", zero: "z" };

interface Who {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

interface Manner {
  /** What alone is printed. */
  readonly only: "u" | "g" | "G" | undefined;
  readonly names: boolean;
  readonly zero: boolean;
  readonly several: boolean;
}

function userNamed(context: ProcessContext, name: string): Who | undefined {
  const all = users(context.files);
  const number = /^\+?(\d+)$/.exec(name)?.[1];
  const user = all.find((each) => each.name === name) ?? all.find((each) => String(each.uid) === number);
  return user && { uid: user.uid, gid: user.gid, groups: groupsOf(context.files, user) };
}

function print(context: ProcessContext, { uid, gid, groups: memberships }: Who, manner: Manner): ExitStatus {
  const userName = (id: number) => userOf(context.files, id)?.name;
  const groupName = (id: number) => groups(context.files).find((group) => group.gid === id)?.name;
  const all = [...new Set([gid, ...memberships])];
  const { only, names, zero } = manner;
  const end = zero ? "\0" : "\n";
  let status = 0;
  const named = (kind: "user" | "group", id: number): string => {
    const name = kind === "user" ? userName(id) : groupName(id);
    if (names && name === undefined) status = complain(context, `cannot find name for ${kind} ID ${id}`);
    return names ? (name ?? String(id)) : String(id);
  };
  if (only === "u") void context.stdout.write(`${named("user", uid)}${end}`);
  else if (only === "g") void context.stdout.write(`${named("group", gid)}${end}`);
  else if (only === "G") {
    const list = all.map((group) => named("group", group)).join(zero ? "\0" : " ");
    // Lists of several users end with one more.
    void context.stdout.write(`${list}${end}${zero && manner.several ? end : ""}`);
  } else {
    const plain = (id: number, name: string | undefined) => (name === undefined ? String(id) : `${id}(${name})`);
    const list = all.map((group) => plain(group, groupName(group))).join(",");
    void context.stdout.write(`uid=${plain(uid, userName(uid))} gid=${plain(gid, groupName(gid))} groups=${list}\n`);
  }
  return status;
}

function run(context: ProcessContext): ExitStatus {
  const flags = new Set<string>();
  const operands: string[] = [];
  for (const option of getoptLong(context.argv, "agnruzGZ", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") operands.push(option.text);
    else flags.add(option.name);
    if (flags.has("Z")) return complain(context, "--context (-Z) works only on an SELinux-enabled kernel");
  }
  const chosen = (["u", "g", "G"] as const).filter((flag) => flags.has(flag));
  if (chosen.length > 1) return complain(context, 'cannot print "only" of more than one choice');
  const [only] = chosen;
  if (only === undefined && (flags.has("n") || flags.has("r")))
    return complain(context, "cannot print only names or real IDs in default format");
  if (only === undefined && flags.has("z")) return complain(context, "option --zero not permitted in default format");
  const manner: Manner = { only, names: flags.has("n"), zero: flags.has("z"), several: operands.length > 1 };
  if (operands.length === 0) return print(context, context.kernel.credentials, manner);
  let worst = 0;
  for (const name of operands) {
    const who = userNamed(context, name);
    const reason = name === "" ? ": No such file or directory" : "";
    if (who) worst = Math.max(worst, print(context, who, manner));
    else worst = complain(context, `‘${name}’: no such user${reason}`);
  }
  return worst;
}

export const id: Program = { name: "id", path: "/usr/bin/id", summary: "print user and group ids", run };
