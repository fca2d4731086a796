/** What bash and the evaluator make of one script. */
import { runInWorld } from "../host.ts";
import { runOnRealBash } from "../real-shell.ts";
import { caseOf, type Outcome } from "../row.ts";

export interface Difference {
  readonly real: Outcome;
  readonly ours: Outcome;
}

const LIMITS = {
  work: 300_000,
  programs: 3000,
  output: 400_000,
  depth: 100,
  processes: 200,
  substitutionLength: 400_000,
};
const INPUT = "in one\nin two\n";
/** bash that says so much is in a loop, and is not compared. */
const MOST_OUTPUT = 100_000;
/** The status of what was killed because it did not end. */
const TIMED_OUT = 143;

/** Whether a script does not parse, to either. */
export const isSyntax = ({ real, ours }: Difference): boolean =>
  /syntax error(?! in expr|: operand|: invalid arith)|unexpected (?:EOF|token|argument)|conditional (?:binary|unary)/.test(
    real.stderr + ours.stderr,
  );

/** What is different; undefined when nothing is, or one of them is stopped. */
export async function differenceOf(script: string): Promise<Difference | undefined> {
  const real = await runOnRealBash(caseOf({ script, stdin: INPUT }));
  if (real.status === TIMED_OUT || real.stdout.length + real.stderr.length > MOST_OUTPUT) return undefined;
  const ours = await runInWorld(script, { limits: LIMITS, stdin: INPUT });
  if (/ \(limit\)$/m.test(ours.stderr)) return undefined;
  const equal = real.stdout === ours.stdout && real.stderr === ours.stderr && real.status === ours.status;
  return equal ? undefined : { real, ours };
}
