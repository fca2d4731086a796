/** The tests of one table: every row on the evaluator and on the machine's own shell, or against what that gave when it was recorded. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { type Case, caseOf, type Outcome, type Row } from "./row.ts";

export interface Comparison {
  readonly table: Readonly<Record<string, readonly Row[]>>;
  readonly golden: URL;
  /** Undefined where the machine has not the shell that the evaluator follows. */
  readonly version: string | undefined;
  /** What that shell is called when it is missing. */
  readonly shell: string;
  readonly real: (row: Case) => Promise<Outcome>;
  readonly ours: (row: Case) => Promise<Outcome>;
}

export function compareTable({ table, golden, version, shell, real, ours }: Comparison): void {
  const recorded: Record<string, Outcome> = existsSync(golden) ? JSON.parse(readFileSync(golden, "utf8")) : {};
  const update = process.env.UPDATE_GOLDEN === "1" && version !== undefined;
  const key = (row: Case): string => (row.stdin === "" ? row.script : `${row.script}\0${row.stdin}`);

  async function wanted(row: Case): Promise<Outcome> {
    if (version !== undefined) {
      const outcome = await real(row);
      if (update) recorded[key(row)] = outcome;
      return outcome;
    }
    const known = recorded[key(row)];
    if (known === undefined) throw new Error(`no ${shell} in root's home here, and nothing recorded for this row`);
    return known;
  }

  if (version === undefined)
    console.info(`shell table: no ${shell} in root's home here; comparing with recorded answers`);

  for (const [subject, rows] of Object.entries(table)) {
    describe.concurrent(subject, () => {
      test.each(rows.map((row) => [caseOf(row).script, caseOf(row)] as const))(
        "%s",
        // On a busy machine the real shell may come too late to something; it does not three times.
        { timeout: 30_000, retry: 2 },
        async (_, row) => {
          const [theirs, own] = await Promise.all([wanted(row), ours(row)]);
          if (row.deviation !== undefined) {
            // A deviation is an answer of its own, and stays different: else the tag has to go.
            expect(own).not.toEqual(theirs);
            if (row.want !== undefined) expect(own).toEqual(row.want);
          } else expect(own).toEqual(theirs);
        },
      );
    });
  }

  const keys = new Set(Object.values(table).flatMap((rows) => rows.map((row) => key(caseOf(row)))));

  // Whoever has not the shell, and real mode's tests, compare with what is recorded.
  test.skipIf(update)("every row is recorded, and nothing else", () => {
    expect(Object.keys(recorded).filter((each) => !keys.has(each))).toEqual([]);
    expect([...keys].filter((each) => !(each in recorded))).toEqual([]);
  });

  if (update) {
    afterAll(() => {
      const current = Object.entries(recorded).filter(([each]) => keys.has(each));
      const sorted = Object.fromEntries(current.sort(([a], [b]) => (a < b ? -1 : 1)));
      writeFileSync(golden, `${JSON.stringify(sorted, null, 1)}\n`);
    });
  }
}
