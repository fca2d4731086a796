/**
 * The promise, tested: every case gives the same output, exit statuses and state in the simulator as recorded from the
 * real kernel, and, where there is one, as the real kernel here gives now.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { newSimulator } from "../../cli/simulator.ts";
import { oracleOutcome } from "../../cli/verify/oracle-outcome.ts";
import { simulatorOutcome } from "../../cli/verify/simulator-outcome.ts";
import { vmOutcomes } from "../../cli/verify/vm-outcome.ts";
import { type ComparableOutcome, comparable, differences, renderDifferences } from "../../core/compare/outcome.ts";
import { type ConformanceCase, caseName, conformanceCases, type Golden, goldenPath } from "./cases.ts";

const gaps = inject("gaps");
const cases = conformanceCases();

function world(each: ConformanceCase): "docker" | "bare" {
  return each.oracle === "docker" ? "docker" : "bare";
}

/** Debian's kernel has VLANs in its bridges; the one that the recordings of the others come from has none. */
function bridgeVlans(each: ConformanceCase): "absent" | "present" {
  return each.oracle === "vm" ? "present" : "absent";
}

async function simulated(each: ConformanceCase): Promise<ComparableOutcome> {
  const simulator = await newSimulator(world(each), 1, "fast", bridgeVlans(each));
  const outcome = await simulatorOutcome(simulator, each.script, caseName(each));
  return comparable(each.script, outcome);
}

describe("the simulator as recorded from the kernel", () => {
  it.each(cases.map((each) => [each.id, each] as const))("%s", async (_, each) => {
    const path = goldenPath(each.id);
    expect(existsSync(path), `${each.id} has no recording: npm run golden -- ${each.id}`).toBe(true);
    const golden: Golden = JSON.parse(readFileSync(path, "utf8"));
    expect(golden.outcome.commands.map(({ command }) => command).join("\n")).not.toBe("");
    expect(renderDifferences(differences(golden.outcome, await simulated(each)))).toBe("");
  });
});

for (const oracle of ["root", "docker"] as const) {
  const gap = gaps[oracle];
  describe.skipIf(gap !== null)(
    `the simulator and the kernel now, with ${oracle}${gap === null ? "" : ` (skipped: ${gap})`}`,
    () => {
      const own = cases.filter((each) => each.oracle === oracle);
      // The kernel's timers run in real time, and on a busy machine a script may come too late to see what it saw before.
      // What differs because of that does not differ three times; what the recordings say is compared without such leniency.
      it.concurrent.each(own.map((each) => [each.id, each] as const))("%s", { retry: 2 }, async (_, each) => {
        const real = await oracleOutcome(each.script, { world: world(each), name: caseName(each) });
        if (!real.ok) {
          throw new Error(real.error.missing);
        }
        expect(renderDifferences(differences(comparable(each.script, real.value), await simulated(each)))).toBe("");
      });
    },
  );
}

// A machine of its own takes a while, so it is asked only where it is asked for; everywhere else its recordings are.
describe.skipIf(gaps.vm !== null)("the simulator and Debian's kernel in a virtual machine now", () => {
  it("every case", { timeout: 600_000 }, async () => {
    const own = cases.filter(({ oracle }) => oracle === "vm");
    const real = await vmOutcomes(own.map((each) => ({ text: each.script, name: caseName(each) })));
    if (!real.ok) {
      throw new Error(real.error.missing);
    }
    for (const [index, each] of own.entries()) {
      const outcome = real.value.outcomes[index];
      const kernel = outcome && comparable(each.script, outcome);
      expect(kernel && renderDifferences(differences(kernel, await simulated(each))), each.id).toBe("");
    }
  });
});
