/**
 * The promise, tested: every case gives the same output, exit statuses and state in the simulator as recorded from the
 * real kernel, and, where there is one, as the real kernel here gives now.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { oracleOutcome } from "../../cli/verify/oracle-outcome.ts";
import { vmOutcomes } from "../../cli/verify/vm-outcome.ts";
import { type ComparableOutcome, comparable, differences, renderDifferences } from "../../core/compare/outcome.ts";
import { type ConformanceCase, caseName, conformanceCases, type Golden, goldenPath } from "./cases.ts";
import { simulatedOutcome, worldOf } from "./simulated.ts";

const gaps = inject("gaps");
const cases = conformanceCases();

const given = new Map<string, Promise<ComparableOutcome>>();

/** What the case gives in the simulator, which is run once. */
function simulated(each: ConformanceCase): Promise<ComparableOutcome> {
  const outcome = given.get(each.id) ?? simulatedOutcome(each).then((run) => comparable(each.script, run));
  given.set(each.id, outcome);
  return outcome;
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
        const real = await oracleOutcome(each.script, { world: worldOf(each), name: caseName(each) });
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
    const real = await vmOutcomes(own.map((each) => ({ text: each.script, name: caseName(each), first: each.first })));
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
