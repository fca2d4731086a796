/**
 * Every row of the table runs on the evaluator and on the machine's bash; standard output, standard error and status
 * are equal. Without bash 5.2 the recorded answers are compared (UPDATE_GOLDEN=1 records them).
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { runInWorld } from "./host.ts";
import { realBashVersion, runOnRealBash } from "./real-bash.ts";
import { type Case, caseOf, type Outcome } from "./row.ts";
import { TABLE } from "./table/table.ts";

const GOLDEN = new URL("golden/table.json", import.meta.url);
const version = realBashVersion();
const recorded: Record<string, Outcome> = existsSync(GOLDEN) ? JSON.parse(readFileSync(GOLDEN, "utf8")) : {};
const update = process.env.UPDATE_GOLDEN === "1" && version !== undefined;
const key = (row: Case): string => (row.stdin === "" ? row.script : `${row.script}\0${row.stdin}`);

async function wanted(row: Case): Promise<Outcome> {
  if (version !== undefined) {
    const outcome = await runOnRealBash(row);
    if (update) recorded[key(row)] = outcome;
    return outcome;
  }
  const golden = recorded[key(row)];
  if (golden === undefined) throw new Error("no bash 5.2 in root's home here, and nothing recorded for this row");
  return golden;
}

if (version === undefined)
  console.info("shell table: no bash 5.2 in root's home here; comparing with recorded answers");

for (const [subject, rows] of Object.entries(TABLE)) {
  describe.concurrent(subject, () => {
    test.each(rows.map((row) => [caseOf(row).script, caseOf(row)] as const))(
      "%s",
      // On a busy machine the real shell may come too late to something; it does not three times.
      { timeout: 30_000, retry: 2 },
      async (_, row) => {
        const [real, ours] = await Promise.all([wanted(row), runInWorld(row.script, { stdin: row.stdin })]);
        if (row.deviation !== undefined) {
          // A deviation is an answer of its own, and stays different: else the tag has to go.
          expect(ours).not.toEqual(real);
          if (row.want !== undefined) expect(ours).toEqual(row.want);
        } else expect(ours).toEqual(real);
      },
    );
  });
}

const keys = new Set(Object.values(TABLE).flatMap((rows) => rows.map((row) => key(caseOf(row)))));

// Whoever has no bash 5.2, and real mode's tests, compare with what is recorded.
test.skipIf(update)("every row is recorded, and nothing else", () => {
  expect(Object.keys(recorded).filter((each) => !keys.has(each))).toEqual([]);
  expect([...keys].filter((each) => !(each in recorded))).toEqual([]);
});

if (update) {
  afterAll(() => {
    const current = Object.entries(recorded).filter(([each]) => keys.has(each));
    const sorted = Object.fromEntries(current.sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(GOLDEN, `${JSON.stringify(sorted, null, 1)}\n`);
  });
}
