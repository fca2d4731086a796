/**
 * Cases that are run live do not depend on how fast the machine is: neither on how long a command takes, nor on how much later
 * somebody looks at what they leave.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { comparable, differences, renderDifferences } from "../../core/compare/outcome.ts";
import { type ConformanceCase, conformanceCases, type Golden, goldenPath } from "./cases.ts";
import { simulatedOutcome } from "./simulated.ts";

const live = conformanceCases()
  .filter(({ oracle }) => oracle === "root" || oracle === "docker")
  .map((each) => [each.id, each] as const);

const recorded = ({ id }: ConformanceCase): Golden["outcome"] =>
  JSON.parse(readFileSync(goldenPath(id), "utf8")).outcome;

const SLOWER =
  "a machine on which each start of a program takes 60 ms longer gives the same, and what it ends with stays as it is";

describe(SLOWER, () => {
  it.each(live)("%s", async (_, each) => {
    const wait = "sleep 1.5";
    const script = `${each.script}\n${wait}`;
    const slow = comparable(script, await simulatedOutcome(each, { script, slownessMicros: 60_000 }));
    const golden = recorded(each);
    const commands = slow.commands.at(-1)?.command === wait ? slow.commands.slice(0, -1) : slow.commands;
    // The status is now that of the wait; the last command's own is compared with the others.
    expect(renderDifferences(differences(golden, { ...slow, commands, status: golden.status }))).toBe("");
  });
});

/** The script with a moment of rest before each of its commands. */
function rested(each: ConformanceCase, pause: string): string {
  const starts = new Set(recorded(each).commands.map(({ line }) => line));
  const lines = each.script.split("\n");
  return lines.map((text, index) => (starts.has(index + 1) ? `${pause}\n${text}` : text)).join("\n");
}

describe("what runs in the background says nothing between two lines, where it could fall to either", () => {
  const pause = "sleep 0.0501";
  it.each(live)("%s", async (_, each) => {
    const outcome = await simulatedOutcome(each, { script: rested(each, pause) });
    const meanwhile = outcome.commands.filter(({ command }) => command === pause);
    expect(meanwhile.filter(({ stdout, stderr }) => stdout + stderr !== "")).toEqual([]);
  });
});
