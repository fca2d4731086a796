/**
 * netnone's own shell over real programs says what bash says: conformance cases of every syntax there is among them, run
 * by it in a sandbox, give what was recorded from bash.
 */
import { readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { outlet, runOwnShell } from "../../cli/real-shell.ts";
import { runTraced } from "../../cli/verify/trace.ts";
import { comparable, differences, renderDifferences } from "../../core/compare/outcome.ts";
import { consultOracle, type ScriptRunner } from "../../real/oracle.ts";
import { conformanceCases, type Golden, goldenPath } from "../conformance/cases.ts";
import { sampleBySyntax } from "./asks-of-shell.ts";

/** How many cases of the same syntax are run: programs and words of the network differ between them, not what a shell could do wrong. */
const ALIKE = 1;

const runWithOwnShell: ScriptRunner = (sandbox, text, { name, args, output }) =>
  runOwnShell(sandbox, { text, name }, args, {
    stdin: outlet("/dev/null", () => undefined),
    stdout: outlet("pipe:[2]", output.stdout),
    stderr: outlet("pipe:[3]", output.stderr),
  });

/** Compares the cases of one oracle: a file for each, so that they run side by side. */
export function compareOwnShell(oracle: "root" | "docker"): void {
  const gap = inject("gaps")[oracle];
  describe.skipIf(gap !== null)(`the own shell with ${oracle}${gap === null ? "" : ` (skipped: ${gap})`}`, () => {
    const own = sampleBySyntax(
      conformanceCases().filter((each) => each.oracle === oracle && each.notByOwnShell === undefined),
      ALIKE,
    );
    // The kernel's timers run in real time, and on a busy machine a script may come too late to see what it saw before.
    it.concurrent.each(own.map((each) => [each.id, each] as const))("%s", { retry: 2 }, async (id, { script }) => {
      const world = oracle === "docker" ? "docker" : "bare";
      const name = id.replace(/^.*\//, "");
      const run = await runTraced(script, (text) => consultOracle(text, { world, name }, runWithOwnShell));
      if (!run.ok) {
        throw new Error(run.error.missing);
      }
      const golden: Golden = JSON.parse(readFileSync(goldenPath(id), "utf8"));
      expect(renderDifferences(differences(golden.outcome, comparable(script, run.value)))).toBe("");
    });
  });
}
