/** What goes into an archive: the files that the command line names, with all that is below. */

import { strerror } from "../../../core/errors.ts";
import type { FileStat } from "../../../core/process.ts";
import { bytesOfText } from "../../../core/text-bytes.ts";
import { unixSeconds } from "../../kernel/release.ts";
import type { ProcessContext } from "../../program.ts";
import { groups, userOf } from "../../programs/base/support.ts";
import { zoneOf } from "../../time/zone.ts";
import { readToEnd, resolvePath } from "../files.ts";
import type { Member } from "./archive.ts";
import { excludes } from "./choose.ts";
import { describe } from "./listing.ts";
import type { Wanted } from "./options.ts";

interface Collected {
  readonly members: readonly Member[];
  /** Paths that are to go (--remove-files), what is below before what is above. */
  readonly removes: readonly string[];
  readonly trouble: boolean;
}

/** @param archive the path of what is being written: it is no member of itself. */
export async function collect(
  context: ProcessContext,
  wanted: Wanted,
  archive: string | undefined,
): Promise<Collected | string> {
  const members: Member[] = [];
  const removes: string[] = [];
  const seen = new Map<string, string>();
  const described = describe(zoneOf(context.env.TZ));
  const names = new Map(groups(context.files).map((group) => [group.gid, group.name]));
  let trouble = false;
  const said = new Set<string>();
  const say = (text: string): void => void context.stderr.write(`tar: ${text}\n`);
  const once = (text: string): void => {
    if (!said.has(text)) say(text);
    said.add(text);
  };
  /** The name as the archive keeps it. */
  const kept = (name: string, what: string): string => {
    if (wanted.given.has("P")) return name;
    const prefix = /^(?:.*\/)?\.\.(?:\/|$)|^\/+/.exec(name)?.[0] ?? "";
    if (prefix !== "") once(`Removing leading \`${prefix}' from ${what}`);
    return name.slice(prefix.length) || "./";
  };
  const add = async (path: string, name: string): Promise<void> => {
    if (excludes(wanted.excluded, name)) return;
    const stat = context.files.stat(path, { follow: wanted.given.has("h") });
    if (!stat.ok) {
      say(`${name}: Cannot stat: ${strerror(stat.error)}`);
      trouble = true;
      return;
    }
    if (path === archive) {
      say(`${name}: file is the archive; not dumped`);
      return;
    }
    const { value } = stat;
    if (value.type === "socket") {
      say(`${name}: socket ignored`);
      return;
    }
    const base = {
      target: "",
      mode: value.mode,
      uid: value.uid,
      gid: value.gid,
      user: userOf(context.files, value.uid)?.name ?? "",
      group: names.get(value.gid) ?? "",
      modified: unixSeconds(value.modifiedMicros),
      data: new Uint8Array(),
    };
    if (value.type === "directory") {
      const shown = name.endsWith("/") ? name : `${name}/`;
      put({ ...base, name: kept(shown, "member names"), type: "directory" }, shown);
      if (!wanted.given.has("shallow")) await below(path, shown);
    } else await file(path, name, value, base);
    if (wanted.given.has("remove")) removes.push(path);
  };
  const below = async (path: string, shown: string): Promise<void> => {
    const entries = context.files.readDir(path);
    if (!entries.ok) {
      say(`${shown.replace(/\/$/, "")}: Cannot open: ${strerror(entries.error)}`);
      trouble = true;
      return;
    }
    for (const entry of entries.value)
      if (entry !== "." && entry !== "..") await add(`${path === "/" ? "" : path}/${entry}`, `${shown}${entry}`);
  };
  const file = async (
    path: string,
    name: string,
    stat: FileStat,
    base: Omit<Member, "name" | "type">,
  ): Promise<void> => {
    const own = kept(name, "member names");
    const key = `${stat.device}:${stat.inode}`;
    const first = seen.get(key);
    if (stat.type === "symlink") {
      const target = context.files.readLink(path);
      put({ ...base, name: own, type: "symlink", target: target.ok ? target.value : "" }, name);
    } else if (stat.type === "fifo") put({ ...base, name: own, type: "fifo" }, name);
    else if (first !== undefined && first !== own)
      put({ ...base, name: own, type: "link", target: kept(first, "hard link targets") }, name);
    else {
      const opened = context.files.open(path, "read");
      if (!opened.ok) {
        say(`${name}: Cannot open: ${strerror(opened.error)}`);
        trouble = true;
        return;
      }
      const text = await readToEnd(opened.value, context);
      opened.value.close();
      seen.set(key, own);
      put({ ...base, name: own, type: "file", data: Uint8Array.from(bytesOfText(text)) }, name);
    }
  };
  const verbose = wanted.file === "-" ? context.stderr : context.stdout;
  const put = (member: Member, name: string): void => {
    members.push(member);
    if (wanted.verbose === 1) void verbose.write(`${name}\n`);
    if (wanted.verbose > 1) void verbose.write(`${described(member, wanted.given.has("numeric"))}\n`);
  };
  let directory = context.cwd;
  for (const word of wanted.words) {
    if (word.directory !== undefined) {
      directory = resolvePath(directory, word.directory);
      const stat = context.files.stat(directory);
      if (!stat.ok) return `${word.directory}: Cannot open: ${strerror(stat.error)}`;
      continue;
    }
    const list = word.list === undefined ? undefined : await listed(context, word.list);
    if (typeof list === "string") return list;
    for (const name of list ?? [word.name ?? ""]) await add(resolvePath(directory, name), name);
  }
  return { members, removes, trouble };
}

/** The names in a file (-T). */
async function listed(context: ProcessContext, name: string): Promise<readonly string[] | string> {
  if (name === "-") return (await readToEnd(context.stdin, context)).split("\n").filter((line) => line !== "");
  const opened = context.files.open(resolvePath(context.cwd, name), "read");
  if (!opened.ok) return `${name}: Cannot open: ${strerror(opened.error)}`;
  const text = await readToEnd(opened.value, context);
  opened.value.close();
  return text.split("\n").filter((line) => line !== "");
}
