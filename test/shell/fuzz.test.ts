/**
 * Random and mutated scripts, seeded from the table: no exception of ours, no hang, a status that is one. More runs with
 * SHELL_FUZZ_RUNS=10000.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runInWorld } from "./host.ts";
import { caseOf } from "./row.ts";
import { TABLE } from "./table/table.ts";

const RUNS = Number(process.env.SHELL_FUZZ_RUNS ?? 300);
/** Without those that bash itself waits in for ever when a piece is cut out: what reads from a coprocess that was told nothing. */
const SCRIPTS = Object.values(TABLE)
  .flatMap((rows) => rows.map((row) => caseOf(row).script))
  .filter((script) => !/\b(coproc|mkfifo)\b/.test(script));
const TOKENS = [
  ";",
  "&",
  "|",
  "&&",
  "||",
  "\n",
  "(",
  ")",
  "{ ",
  " }",
  "$(",
  "`",
  "${",
  "}",
  "$((",
  "))",
  "[[ ",
  " ]]",
  "<<E\n",
  "\nE\n",
  ">",
  "<",
  ">&",
  "2>&1",
  "'",
  '"',
  "\\",
  "$",
  "*",
  "?",
  "[",
  "]",
  "{a,b}",
  "if ",
  "then ",
  "fi ",
  "for i in ",
  "do ",
  "done ",
  "while ",
  "case ",
  "esac ",
  "x=",
  "a[1]=",
  "!",
  "~",
  "#",
  "-e ",
  "\0",
  "\ud800",
  "é",
  "@",
  "%",
  "^",
  ",",
  ":",
  "-",
  "=",
  "1",
  "0",
  "$x",
  "${x",
  "set -e;",
  "trap ",
  "exec ",
  "eval ",
  "local ",
  "declare -A ",
  "read ",
  "wait ",
  "kill $$ ",
  "exit ",
  "return ",
  "break ",
];

/** A script of the table with pieces cut, doubled, moved, or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...SCRIPTS),
    fc.constantFrom(...SCRIPTS),
    fc.array(
      fc.tuple(
        fc.constantFrom("cut", "insert", "double", "splice"),
        fc.nat(10_000),
        fc.nat(12),
        fc.constantFrom(...TOKENS),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([script, other, changes]) => {
    let text = script;
    for (const [kind, place, length, token] of changes) {
      const at = text.length === 0 ? 0 : place % (text.length + 1);
      if (kind === "cut") text = text.slice(0, at) + text.slice(at + length);
      else if (kind === "insert") text = text.slice(0, at) + token + text.slice(at);
      else if (kind === "double") text = text.slice(0, at) + text.slice(Math.max(0, at - length));
      else text = text.slice(0, at) + other.slice(place % (other.length + 1));
    }
    return text.slice(0, 2000);
  });

const random = fc
  .array(
    fc.oneof(
      fc.constantFrom(...TOKENS),
      fc.constantFrom("echo", " a", " ", "x", "cat", "f()", "seq 3"),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((tokens) => tokens.join(""));

const LIMITS = {
  work: 50_000,
  programs: 3000,
  output: 200_000,
  depth: 60,
  levels: 60,
  processes: 50,
  substitutionLength: 200_000,
};
/** No script needs so long: it hangs. */
const HANG_MILLIS = 20_000;

test("no script makes the shell throw or hang", { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: random }), async (script) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("it hangs")), HANG_MILLIS);
      });
      const outcome = await Promise.race([runInWorld(script, { limits: LIMITS, stdin: "line one\nline two\n" }), late]);
      clearTimeout(timer);
      expect(outcome.status).toBeGreaterThanOrEqual(0);
      expect(outcome.status).toBeLessThan(256);
    }),
    { numRuns: RUNS },
  );
});

test("runaway scripts are stopped, and say why", async () => {
  const scripts: readonly (readonly [string, RegExp])[] = [
    ["while :; do :; done", /stopped: more than 50000 commands/],
    ["f() { f; }; f", /stopped: more than 60 nested calls/],
    ["f() { f & f & wait; }; f", /stopped: more than/],
    [
      "while :; do echo 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890; done",
      /stopped: more than/,
    ],
    ["x=a; while :; do x=$x$x; y=$(echo $x); done", /stopped: /],
    ["eval_() { eval eval_; }; eval_", /stopped: more than/],
    ["f() { (f); }; f", /stopped: more than/],
    ["while sleep 1; do :; done", /stopped: more than 3000 programs/],
  ];
  for (const [script, message] of scripts) {
    const outcome = await runInWorld(script, { limits: LIMITS });
    expect(outcome.stderr, script).toMatch(message);
    expect(outcome.status, script).not.toBe(0);
  }
});
