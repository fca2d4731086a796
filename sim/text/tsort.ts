/** tsort of coreutils 9.1: pairs of names in an order that has each first one before its second; loops are told and broken. */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { absolute, badUsage, complain, complainOfUse, options } from "../programs/base/support.ts";
import { readToEnd, textOfLatin1 } from "./files.ts";

interface Item {
  readonly name: string;
  /** How many have to come before it. */
  before: number;
  /** What comes behind it, the newest first. */
  behind: Item[];
  printed: boolean;
}

export const tsort: Program = {
  name: "tsort",
  path: "/usr/bin/tsort",
  summary: "sort by what has to come before what",
  async run(context): Promise<ExitStatus> {
    const parsed = options(context.argv, "");
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const [path = "-", more] = parsed.operands;
    if (more !== undefined) return complainOfUse(context, `extra operand ‘${more}’`);
    const text = await input(context, path);
    if (text === undefined) return 1;
    const words = text.split(/[ \t\n]+/).filter((word) => word !== "");
    if (words.length % 2 !== 0) return complain(context, `${shownName(path)}: input contains an odd number of tokens`);
    const { out, loops } = sorted(itemsOf(words));
    for (const loop of loops) {
      complain(context, `${shownName(path)}: input contains a loop:`);
      for (const name of loop) complain(context, name);
    }
    await context.stdout.write(out.map((name) => `${name}\n`).join(""));
    return loops.length > 0 ? 1 : 0;
  },
};

async function input(context: ProcessContext, path: string): Promise<string | undefined> {
  if (path === "-") return textOfLatin1(await readToEnd(context.stdin, context));
  const stat = context.files.stat(absolute(context, path));
  const read = context.files.readFile(absolute(context, path));
  if (read.ok) return read.value;
  // Nothing can be read from a directory, which it does not say.
  if (stat.ok && stat.value.type === "directory") return "";
  complain(context, `${shownName(path)}: ${strerror(read.error)}`);
  return undefined;
}

function itemsOf(words: readonly string[]): readonly Item[] {
  const items = new Map<string, Item>();
  const named = (name: string): Item => {
    const item = items.get(name) ?? { name, before: 0, behind: [], printed: false };
    items.set(name, item);
    return item;
  };
  for (let at = 0; at < words.length; at += 2) {
    const [first, second] = [named(words[at] ?? ""), named(words[at + 1] ?? "")];
    if (first === second) continue;
    second.before++;
    first.behind.unshift(second);
  }
  return [...items.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What nothing has to come before, and what gets free by it; where all wait for others, one of them goes first. */
function sorted(items: readonly Item[]): { readonly out: readonly string[]; readonly loops: readonly string[][] } {
  const out: string[] = [];
  const loops: string[][] = [];
  while (out.length < items.length) {
    const queue = items.filter((item) => item.before === 0 && !item.printed);
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      out.push(item.name);
      item.printed = true;
      for (const next of item.behind) if (--next.before === 0) queue.push(next);
    }
    if (out.length < items.length) loops.push(breakLoop(items));
  }
  return { out, loops };
}

/** Goes back from one that waits to what it waits for until that comes again; takes one relation of the loop away. */
function breakLoop(items: readonly Item[]): string[] {
  const waitsFor = new Map<Item, Item>();
  let front: Item | undefined;
  for (;;) {
    for (const item of items) {
      if (item.before === 0) continue;
      if (front === undefined) {
        front = item;
        continue;
      }
      const at = item.behind.indexOf(front);
      if (at < 0) continue;
      if (!waitsFor.has(item)) {
        waitsFor.set(item, front);
        front = item;
        continue;
      }
      const names: string[] = [];
      for (let each: Item | undefined = front; each !== undefined; each = waitsFor.get(each)) {
        names.push(each.name);
        if (each === item) break;
      }
      item.behind.splice(at, 1);
      front.before--;
      return names;
    }
  }
}
