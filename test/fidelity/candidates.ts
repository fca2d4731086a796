/** Words that a parser may know: every string in the sources that looks like a keyword or an option. Which it does know is asked of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

function stringsOf(folders: readonly string[], shape: RegExp): readonly string[] {
  const found = new Set<string>();
  for (const text of folders.flatMap(sourcesBelow)) {
    // Keys of tables need no quotes.
    for (const [, quoted = "", key = ""] of text.matchAll(/"([^"\\\n]{1,40})"|\b([a-z][a-z0-9_]{1,40}):/g)) {
      for (const word of `${quoted} ${key}`.split(" ")) {
        if (shape.test(word)) {
          found.add(word);
        }
      }
    }
  }
  return [...found].sort();
}

/** Keywords of iproute2's kind. */
export function keywordCandidates(folders: readonly string[]): readonly string[] {
  return stringsOf(folders, /^[a-z][a-z0-9_-]{1,30}$/);
}

/** `-x` for every letter and digit, and each long option in the sources. */
export function optionCandidates(folders: readonly string[]): readonly string[] {
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"].map((letter) => `-${letter}`);
  return [...letters, ...stringsOf(folders, /^--[a-z][a-z-]+$/)];
}
