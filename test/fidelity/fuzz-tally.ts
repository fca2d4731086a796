/** What campaigns of the fuzzer have found equal, kept from campaign to campaign. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { count, linesOf, type Tally } from "./lines.ts";

export interface FuzzTally {
  readonly runs: number;
  readonly commands: number;
  /** By command and word, as lines.ts counts them. */
  readonly words: Readonly<Record<string, number>>;
}

const FILE = "test/fuzz/tally.json";

export function readFuzzTally(): FuzzTally {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as FuzzTally) : { runs: 0, commands: 0, words: {} };
}

/** Adds scripts, by their commands, to what is kept. */
export function addToFuzzTally(scripts: readonly (readonly (readonly string[])[])[]): void {
  const { runs, commands, words } = readFuzzTally();
  const tally: Tally = new Map(Object.entries(words));
  for (const argv of scripts.flat()) {
    // Names and numbers are no words of a command's.
    count(tally, linesOf(argv.map((word, at) => (at > 0 && /\d/.test(word) && !/^-|^inet6$/.test(word) ? "." : word))));
  }
  const sorted = Object.fromEntries([...tally].sort(([a], [b]) => (a < b ? -1 : 1)));
  const sum = { runs: runs + scripts.length, commands: commands + scripts.flat().length, words: sorted };
  writeFileSync(FILE, `${JSON.stringify(sum, null, 2)}\n`);
}
