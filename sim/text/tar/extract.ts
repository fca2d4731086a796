/** What comes out of an archive: files where the names say, with their modes and times; directories get theirs at the end. */

import { strerror } from "../../../core/errors.ts";
import { textOfBytes } from "../../../core/text-bytes.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext } from "../../program.ts";
import { zoneOf } from "../../time/zone.ts";
import { put } from "../command.ts";
import { resolvePath } from "../files.ts";
import type { Member } from "./archive.ts";
import { choose } from "./choose.ts";
import { describe } from "./listing.ts";
import type { Wanted } from "./options.ts";

/** True when something went wrong; a text is what ends it at once. */
export async function extract(
  context: ProcessContext,
  wanted: Wanted,
  members: readonly Member[],
): Promise<boolean | string> {
  const { given } = wanted;
  let directory = context.cwd;
  for (const word of wanted.words) {
    if (word.directory === undefined) continue;
    directory = resolvePath(directory, word.directory);
    const stat = context.files.stat(directory);
    if (!stat.ok) return `${word.directory}: Cannot open: ${strerror(stat.error)}`;
  }
  const said = new Set<string>();
  const say = (text: string): void => void context.stderr.write(`tar: ${text}\n`);
  const inside = (name: string, what: string): string => {
    if (given.has("P")) return name;
    const prefix = /^(?:.*\/)?\.\.(?:\/|$)|^\/+/.exec(name)?.[0] ?? "";
    const text = `Removing leading \`${prefix}' from ${what}`;
    if (prefix !== "" && !said.has(text)) say(text);
    said.add(text);
    return name.slice(prefix.length);
  };
  const stripped = (name: string): string => {
    let rest = name;
    for (let count = 0; count < wanted.strip; count++) {
      const slash = rest.indexOf("/");
      if (slash < 0) return "";
      rest = rest.slice(slash + 1);
    }
    return rest;
  };
  const { chosen, missing } = choose(wanted, members);
  const described = describe(zoneOf(context.env.TZ));
  const root = context.kernel.credentials.uid === 0;
  const later: (() => void)[] = [];
  let wrong = false;
  const fail = (text: string): void => {
    say(text);
    wrong = true;
  };
  for (const member of chosen) {
    const name = inside(stripped(member.name), "member names");
    if (name === "") continue;
    const verbose = given.has("O") ? context.stderr : context.stdout;
    if (wanted.verbose === 1) await put(verbose, `${member.name}\n`);
    if (wanted.verbose > 1) await put(verbose, `${described(member, given.has("numeric"))}\n`);
    if (given.has("O")) {
      if (member.type === "file") await put(context.stdout, textOfBytes(member.data));
      continue;
    }
    const path = resolvePath(directory, name);
    above(context, path);
    const settle = (): void => {
      if (root && !given.has("o")) context.files.chown?.(path, member.uid, member.gid);
      context.files.chmod(path, member.mode);
      const modifiedMicros = member.modified * 1e6 - WORLD_BEGAN_MICROS;
      const accessedMicros = context.kernel.nowMicros();
      if (!given.has("m")) context.files.touch?.(path, { modifiedMicros, accessedMicros });
    };
    const there = context.files.stat(path, { follow: false });
    if (member.type === "directory") {
      if (!there.ok || there.value.type !== "directory") {
        const made = context.files.mkdir(path);
        if (!made.ok) {
          fail(`${name.replace(/\/$/, "")}: Cannot mkdir: ${strerror(made.error)}`);
          continue;
        }
      }
      later.push(settle);
      continue;
    }
    const keeps = there.ok && given.has("k");
    if (there.ok && given.has("skip")) continue;
    if (there.ok && !keeps) {
      if (there.value.type === "directory") {
        fail(`${name}: Cannot open: File exists`);
        continue;
      }
      context.files.unlink(path);
    }
    if (member.type === "symlink") {
      const made = context.files.symlink(member.target, path);
      if (!made.ok) fail(`${name}: Cannot create symlink to ‘${member.target}’: ${strerror(made.error)}`);
      continue;
    }
    if (member.type === "link") {
      const target = inside(stripped(member.target), "hard link targets");
      const made = context.files.link(resolvePath(directory, target), path);
      if (!made.ok && !(keeps && made.error === "EEXIST"))
        fail(`${name}: Cannot hard link to ‘${target}’: ${strerror(made.error)}`);
      continue;
    }
    const made = keeps
      ? ({ ok: false, error: "EEXIST" } as const)
      : member.type === "fifo"
        ? context.files.mkfifo(path)
        : context.files.writeFile(path, textOfBytes(member.data));
    if (made.ok) settle();
    else fail(`${name}: Cannot ${member.type === "fifo" ? "mkfifo" : "open"}: ${strerror(made.error)}`);
  }
  for (const settle of later.reverse()) settle();
  for (const name of missing) fail(`${name}: Not found in archive`);
  return wrong;
}

/** Makes the directories above a path. */
function above(context: ProcessContext, path: string): void {
  const parts = path.split("/");
  for (let count = 2; count < parts.length; count++) context.files.mkdir(parts.slice(0, count).join("/"));
}
