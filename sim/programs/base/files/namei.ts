/** namei(1) of util-linux 2.38: a path taken apart, each name with what it is. Absent: -x's marks of devices in /dev/mapper, -Z. */
import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { modeText } from "../file-mode.ts";
import { badUsage, complainOfUse, groups, options, userOf } from "../support.ts";

interface Step {
  readonly name: string;
  readonly level: number;
  readonly stat: FileStat | undefined;
  readonly mounted: boolean;
  readonly target: string | undefined;
  readonly reason: string;
}

const MOST_LINKS = 256;

class Walk {
  readonly #context: ProcessContext;
  readonly #follows: boolean;
  readonly steps: Step[] = [];
  #links = 0;
  failed = false;

  constructor(context: ProcessContext, follows: boolean) {
    this.#context = context;
    this.#follows = follows;
  }

  /** Takes a path apart below a directory; the directory that it ends in, or undefined once a name was not there. */
  walk(path: string, from: string, level: number): string | undefined {
    let at = path.startsWith("/") ? "" : from;
    if (path.startsWith("/")) this.#step("/", "/", level);
    for (const name of path.split("/").filter((part) => part !== "")) {
      const next = this.#step(name, `${at}/${name}`, level);
      if (next === undefined) return undefined;
      at = next;
    }
    return at;
  }

  #step(name: string, path: string, level: number): string | undefined {
    const { files } = this.#context;
    const found = files.stat(path, { follow: false });
    const stat = found.ok ? found.value : undefined;
    const link = stat?.type === "symlink" ? files.readLink(path) : undefined;
    const target = link?.ok ? link.value : undefined;
    const above = files.stat(`${path}/..`);
    const mounted = stat?.type === "directory" && (name === "/" || (above.ok && above.value.device !== stat.device));
    this.steps.push({ name, level, stat, mounted, target, reason: found.ok ? "" : strerror(found.error) });
    if (!found.ok) this.failed = true;
    if (!found.ok) return undefined;
    if (target === undefined || !this.#follows) return path;
    if (++this.#links > MOST_LINKS) return undefined;
    return this.walk(target, path.replace(/\/[^/]*$/, ""), level + 1);
  }
}

const LETTERS: Readonly<Record<FileStat["type"], string>> = {
  ...{ file: "-", directory: "d", symlink: "l", fifo: "p" },
  ...{ socket: "s", char: "c", block: "b" },
};

function table(context: ProcessContext, steps: readonly Step[], flags: ReadonlyMap<string, string>): string {
  const long = flags.has("l");
  const modes = long || flags.has("m");
  const owners = long || flags.has("o");
  const upright = long || flags.has("v");
  const userName = (uid: number): string => userOf(context.files, uid)?.name ?? String(uid);
  const groupName = (id: number): string => groups(context.files).find(({ gid }) => gid === id)?.name ?? String(id);
  const present = steps.flatMap(({ stat }) => (stat === undefined ? [] : [stat]));
  const users = Math.max(0, ...present.map(({ uid }) => userName(uid).length));
  const groupWidth = Math.max(0, ...present.map(({ gid }) => groupName(gid).length));
  const blank = (modes ? 10 : 1) + (owners ? users + groupWidth + 2 : 0) + 1;
  const lines = steps.map(({ name, level, stat, mounted, target, reason }) => {
    const indent = upright ? "" : "  ".repeat(level);
    const deep = upright ? "  ".repeat(level) : "";
    if (stat === undefined) return `${upright ? "" : " "}${indent}${" ".repeat(blank)}${deep}${name} - ${reason}\n`;
    const letter = flags.has("x") && mounted ? "D" : LETTERS[stat.type];
    const kind = modes ? letter + modeText(stat).slice(1) : letter;
    const owner = owners ? ` ${userName(stat.uid).padEnd(users)} ${groupName(stat.gid).padEnd(groupWidth)}` : "";
    const leads = target === undefined ? "" : ` -> ${target}`;
    return `${upright ? "" : " "}${indent}${kind}${owner} ${deep}${name}${leads}\n`;
  });
  return lines.join("");
}

export const namei: Program = {
  name: "namei",
  path: "/usr/bin/namei",
  summary: "follow a path name to its end",
  run(context) {
    const parsed = options(context.argv, "xmolnv", {
      mountpoints: "x",
      modes: "m",
      owners: "o",
      long: "l",
      nosymlinks: "n",
      vertical: "v",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length === 0) return complainOfUse(context, "pathname argument is missing");
    let status: ExitStatus = 0;
    for (const path of operands.filter((each) => each !== "")) {
      const walk = new Walk(context, !flags.has("n"));
      walk.walk(path, context.cwd.replace(/\/$/, ""), 0);
      if (walk.failed) status = 1;
      void context.stdout.write(`f: ${path}\n${table(context, walk.steps, flags)}`);
    }
    return status;
  },
};
