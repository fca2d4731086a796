/** History expansion against bash's own: golden/history-expansion.json, recorded by record-expansion.py. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { History } from "../../sim/terminal/history.ts";
import { expandHistory } from "../../sim/terminal/history-expansion.ts";

interface Golden {
  readonly history: readonly string[];
  readonly cases: readonly { readonly line: string; readonly text: string | null; readonly error: string | null }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/history-expansion.json", import.meta.url), "utf8"));

/** Where the recorder's bash, which is not interactive, is another than the one at a prompt. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  "echo # !!": "comments are left alone at a prompt only",
};

it.each(golden.cases)("$line", ({ line, text, error }) => {
  const history = new History();
  for (const entry of golden.history) history.add(entry);
  const expanded = expandHistory(line, history);
  if (line in DEVIATIONS) return expect(expanded.ok && expanded.value.text).toBe(line);
  // `history -p` says less than the shell does at its prompt: the reason alone.
  if (error !== null) expect(expanded.ok).toBe(false);
  else expect(expanded.ok ? expanded.value.text : expanded).toBe(text);
});
