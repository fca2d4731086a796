/**
 * iproute2's own test suite with the simulator in place of `ip`, `bridge`, `tc` and `ss`. What each test found is
 * compared with golden/outcome.json, by test: nothing, or what the simulator refuses by name. `npx vitest run test/iproute2-suite -u` writes it
 * anew.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { findSuite } from "./source.ts";

const CLI = new URL("../../dist/cli/netnone.js", import.meta.url).pathname;
const RUN = new URL("run.sh", import.meta.url).pathname;

const isRequired = (process.env["NETNONE_REQUIRE"] ?? "").split(",").includes("root");
const suite = await findSuite(isRequired);

function testsOf(folder: string): readonly string[] {
  const files = readdirSync(join(folder, "tests"), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".t") && !(file in NOT_RUN)).sort();
}

/** Tests that need what is not there where the suite is not built: what it is. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "ip/link/show_dev_wo_vf_rate.t": "reads messages that a C program of the suite makes",
};

interface Outcome {
  readonly passed: string[];
  /** By test: what the simulator refused. What else went wrong follows from that. */
  readonly refused: Record<string, readonly string[]>;
  readonly failed: Record<string, readonly string[]>;
  readonly notRun: Readonly<Record<string, string>>;
}

function outcomeOf(output: string): Outcome {
  const outcome: Outcome = { passed: [], refused: {}, failed: {}, notRun: NOT_RUN };
  for (const record of output.split("\u001e").slice(1)) {
    const [test = "", ...lines] = record.split("\n").filter((line) => line !== "");
    const refused = lines.filter((line) => line.startsWith("netnone: "));
    if (lines.length === 0) {
      outcome.passed.push(test);
    } else if (refused.length > 0) {
      outcome.refused[test] = [...new Set(refused)];
    } else {
      outcome.failed[test] = lines;
    }
  }
  return outcome;
}

describe("iproute2's test suite", () => {
  it.skipIf("missing" in suite && !isRequired)(
    "finds in the simulator what it finds in Linux, or what is not modelled",
    async () => {
      if ("missing" in suite) {
        throw new Error(suite.missing);
      }
      const tests = testsOf(suite.folder);
      expect(tests.length).toBeGreaterThan(15);
      const { stdout } = await execa(
        CLI,
        [
          "exec-env",
          "--host",
          "bare",
          "--",
          "bash",
          "-c",
          `exec bash "$@" "$(dirname "$(command -v ip)")" ${tests.join(" ")}`,
          "run",
          RUN,
          suite.folder,
        ],
        { timeout: 280_000, stderr: "inherit" },
      );
      await expect(`${JSON.stringify(outcomeOf(stdout), null, 2)}\n`).toMatchFileSnapshot("golden/outcome.json");
    },
    300_000,
  );
});
