/** Whole sessions at the prompt against bash's own: golden/sessions.json, recorded by record-sessions.py. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { screenOf } from "./screen.ts";
import { playSession } from "./session-machine.ts";

interface Golden {
  readonly sessions: readonly {
    readonly name: string;
    readonly steps: readonly string[];
    readonly output: string;
    readonly status: number;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/sessions.json", import.meta.url), "utf8"));

/** Where ours is another on purpose. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  trap: "what an INT trap prints at the prompt goes on a line of its own; bash prints it over the prompt",
  "syntax errors": "the parser takes `echo (` and a line end for a command; bash refuses it",
};

/** Process ids are other ones on every machine. */
function withoutPids(text: string): string {
  return text.replace(/(\[\d+\][-+ ]?) +\d+(?=[ \r])/g, "$1 PID").replace(/^ {5,}\d+ /gm, "     PID ");
}

it.each(golden.sessions)("$name", async ({ name, steps, output, status }) => {
  const ours = await playSession(steps);
  const [mine, theirs] = await Promise.all([
    screenOf([withoutPids(ours.output)], 80, 24),
    screenOf([withoutPids(output)], 80, 24),
  ]);
  if (name in DEVIATIONS) return expect(mine).not.toEqual(theirs);
  expect(mine.rows).toEqual(theirs.rows);
  expect(ours.status).toBe(status);
});
