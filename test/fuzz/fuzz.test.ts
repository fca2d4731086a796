/**
 * A little fuzzing with every test run: the same scripts each time, which were equal when they were last looked at.
 * Scripts that nobody has tried before still find differences; they are for `npm run fuzz`, which CI runs to report.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type OracleRounds, openRounds } from "../../real/oracle-rounds.ts";
import { renderDifference, renderFailure, runCampaign } from "./campaign.ts";
import { generate } from "./generate.ts";
import { shrink } from "./shrink.ts";
import { type Step, scriptOf } from "./step.ts";
import { sweep } from "./sweep.ts";

describe("generated scripts", () => {
  it("are the same for the same seed, and others for others", () => {
    const script = (seed: number) => scriptOf(generate(seed, [20, 40]), "t");
    expect(script(7)).toBe(script(7));
    expect(script(7)).not.toBe(script(8));
  });

  it("are long and wait for what works alone where they are made of mistakes", () => {
    const script = (seed: number) => scriptOf(sweep(seed, [120, 160]), "t");
    expect(script(7)).toBe(script(7));
    expect(sweep(7, [120, 160]).filter(({ doubtful }) => doubtful).length).toBeGreaterThan(60);
    expect(scriptOf([{ argv: ["a"], after: "link", doubtful: true }], "t")).toContain("a\n[ $? != 0 ] || sleep 0.3\n");
  });

  it("shrink to what matters", async () => {
    const steps = [..."abcdefghijklmnop"].map((word): Step => ({ argv: [word] }));
    const has = (list: readonly Step[], word: string) => list.some(({ argv }) => argv[0] === word);
    const small = await shrink(steps, async (list) => has(list, "c") && has(list, "n"), 3);
    expect(small.map(({ argv }) => argv[0])).toEqual(["c", "n"]);
  });
});

const gap = inject("gaps").root;

describe.skipIf(gap !== null)(`fuzzing against the kernel${gap === null ? "" : ` (skipped: ${gap})`}`, () => {
  let rounds: OracleRounds;
  beforeAll(async () => {
    const opened = await openRounds();
    if (!opened.ok) {
      throw new Error(opened.error.missing);
    }
    rounds = opened.value;
  });
  afterAll(() => rounds?.close());

  it("finds no difference with a fixed seed", async () => {
    const result = await runCampaign(rounds, { seed: 1, runs: 12, commands: [8, 16], lanes: 6, failures: 1 });
    expect(result.runs).toBeGreaterThan(0);
    expect(result.failures.map(renderFailure).join("\n")).toBe("");
  });

  it("finds no difference in a sweep through mistakes with a fixed seed", async () => {
    const options = { seed: 1, runs: 2, commands: [50, 60], lanes: 2, failures: 9, mistakes: true } as const;
    const result = await runCampaign(rounds, options);
    expect(result.commands).toBeGreaterThan(99);
    expect(result.failures.map(renderDifference).join("\n")).toBe("");
  });
});
