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

describe("the state that a case ends with stays as it is", () => {
  it.each(live)("%s", async (_, each) => {
    const { state } = recorded(each);
    const outcome = await simulatedOutcome(each, { script: `${each.script}\nsleep 1.5` });
    const later = comparable(each.script, outcome);
    const only = { commands: [], status: 0 };
    expect(renderDifferences(differences({ ...only, state }, { ...only, state: later.state }))).toBe("");
  });
});

describe("a machine on which each start of a program takes 60 ms longer gives the same", () => {
  it.each(live)("%s", async (_, each) => {
    const slow = comparable(each.script, await simulatedOutcome(each, { slownessMicros: 60_000 }));
    expect(renderDifferences(differences(recorded(each), slow))).toBe("");
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
