/** Whoever looks at the kernel a little later sees the same: cases that are run live leave nothing that changes by itself. */
import { describe, expect, it } from "vitest";
import { newSimulator } from "../../cli/simulator.ts";
import { simulatorOutcome } from "../../cli/verify/simulator-outcome.ts";
import { comparable, differences, renderDifferences } from "../../core/compare/outcome.ts";
import { type ConformanceCase, caseName, conformanceCases } from "./cases.ts";

async function stateAfter(each: ConformanceCase, wait: string): Promise<ReturnType<typeof comparable>> {
  const simulator = await newSimulator(each.oracle === "docker" ? "docker" : "bare", 1, "fast", "absent");
  const outcome = await simulatorOutcome(simulator, `${each.script}\n${wait}`, caseName(each));
  return { ...comparable(each.script, outcome), commands: [], status: 0 };
}

describe("the state that a case ends with stays as it is", () => {
  const live = conformanceCases().filter(({ oracle }) => oracle === "root" || oracle === "docker");
  it.each(live.map((each) => [each.id, each] as const))("%s", async (_, each) => {
    const [now, later] = await Promise.all([stateAfter(each, ":"), stateAfter(each, "sleep 1.5")]);
    expect(renderDifferences(differences(now, later))).toBe("");
  });
});
