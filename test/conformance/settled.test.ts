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

async function stateAfter(each: ConformanceCase, wait: string): Promise<ReturnType<typeof comparable>> {
  const outcome = await simulatedOutcome(each, { script: `${each.script}\n${wait}` });
  return { ...comparable(each.script, outcome), commands: [], status: 0 };
}

describe("the state that a case ends with stays as it is", () => {
  it.each(live)("%s", async (_, each) => {
    const [now, later] = await Promise.all([stateAfter(each, ":"), stateAfter(each, "sleep 1.5")]);
    expect(renderDifferences(differences(now, later))).toBe("");
  });
});

describe("a machine on which each start of a program takes 60 ms longer gives the same", () => {
  it.each(live)("%s", async (_, each) => {
    const golden: Golden = JSON.parse(readFileSync(goldenPath(each.id), "utf8"));
    const slow = comparable(each.script, await simulatedOutcome(each, { slownessMicros: 60_000 }));
    expect(renderDifferences(differences(golden.outcome, slow))).toBe("");
  });
});
