/** One script on both sides, and what differs. */
import { newSimulator } from "../../cli/simulator.ts";
import { type Schedule, simulatorOutcome } from "../../cli/verify/simulator-outcome.ts";
import { runTraced } from "../../cli/verify/trace.ts";
import { comparable, type Difference, differences } from "../../core/compare/outcome.ts";
import type { OracleRounds } from "../../real/oracle-rounds.ts";
import { isOlderKernels } from "./older-kernel.ts";
import { scheduleOf } from "./schedule.ts";
import { type Step, scriptOf } from "./step.ts";

/** `$0` of the scripts. */
const NAME = "fuzz.sh";

const ATTEMPTS = 5;
/** How late a machine is on which a script does not end: it is tried again. */
const UNENDED = Number.POSITIVE_INFINITY;
/** Both sides look at timers at the same time, give or take what a program takes to start. */
const SECONDS_LATE = 0.1;
/** How often what differed in nothing but where a timer stood is to be equal then. */
const EQUAL_ROUNDS = 2;

/** How many simulators are tried where chance may decide, as among several ways of a route. */
export const SEEDS = 8;

/**
 * Every difference between the kernel and a simulator of that seed, or of one of so many from that on, in a script of these steps. What differs while the machine is late is
 * tried again: what was to be settled after a pause may not have been.
 */
export async function compareSteps(
  rounds: OracleRounds,
  steps: readonly Step[],
  seed = 1,
  seeds = 1,
): Promise<readonly Difference[]> {
  let found: readonly Difference[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { found: now, lateMicros } = await compareOnce(rounds, steps, seed, seeds);
    found = now;
    if (found.length > 0 && found.every(isElsewhereInRound) && (await isEqual(rounds, steps, seed))) return [];
    if (found.length === 0 || lateMicros < rounds.lateMicros) break;
  }
  return found;
}

/** Each time that somebody looks again. */
async function isEqual(rounds: OracleRounds, steps: readonly Step[], seed: number): Promise<boolean> {
  for (let round = 1; round <= EQUAL_ROUNDS; round++) {
    if ((await compareOnce(rounds, steps, seed, SEEDS)).found.length > 0) return false;
  }
  return true;
}

/** What a bridge's messages set off every two seconds, for one: where it stands is a matter of when somebody looks. */
const ROUND =
  /((?:hello|hold)[ _]timer"?:?\s+|_timer"?:? +)(?:"?<time>"?|\d+(?:\.\d+)?\b)|(config_pending"?:? +)[01]\b/g;

/**
 * A timer that was read at another point of its round, as when it had just run out and said 0: nothing else differs. This is seldom.
 */
function isElsewhereInRound({ lines }: Difference): boolean {
  const rest = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1).replaceAll(ROUND, "$1$2"))
      .join("\n");
  return rest("-") !== "" && rest("-") === rest("+");
}

async function compareOnce(
  rounds: OracleRounds,
  steps: readonly Step[],
  seed: number,
  seeds: number,
): Promise<{ readonly found: readonly Difference[]; readonly lateMicros: number }> {
  const script = scriptOf(steps, "fuzz");
  let schedule: Schedule | undefined;
  let lateMicros = 0;
  const real = await runTraced(script, async (text) => {
    const run = await rounds.run(text, NAME);
    if (run.ok) {
      ({ lateMicros } = run.value);
      schedule = scheduleOf(script, run.value);
    }
    return run;
  });
  if (!real.ok) {
    return {
      found: [{ where: "the script did not end on the kernel", lines: real.error.split("\n") }],
      lateMicros: UNENDED,
    };
  }
  const expected = comparable(script, real.value);
  try {
    let least: readonly Difference[] | undefined;
    for (let by = seed; by < seed + seeds && least?.length !== 0; by++) {
      const simulated = await simulatorOutcome(
        await newSimulator("bare", by, "fast", { firstNetns: "sandbox", bridgeVlans: rounds.bridgeVlans }),
        script,
        NAME,
        schedule,
      );
      const all = differences(expected, comparable(script, simulated), { secondsLate: SECONDS_LATE });
      const found = rounds.older ? all.filter((each) => !isOlderKernels(each)) : all;
      if (least === undefined || found.length < least.length) least = found;
    }
    return { found: least ?? [], lateMicros };
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const where = `the simulator broke: ${words.split("\n")[0]}`;
    return { found: [{ where, lines: words.split("\n").slice(0, 8) }], lateMicros };
  }
}

/**
 * What makes two differences the same kind: where it shows and in what words, without line numbers, names and figures.
 */
export function kindOf({ where, lines }: Difference): string {
  const place = where.replace(/^line \d+: /, "").replace(/ .*: /, " ... ");
  const changed = lines.filter((line) => /^[-+]/.test(line)).slice(0, 2);
  return `${place} | ${changed.join(" ").replaceAll(/\d+/g, "N").slice(0, 160)}`;
}

/** Where a difference shows, line numbers apart: what stays the same while a script shrinks. */
export function placeOf({ where }: Difference): string {
  return where.replace(/^line \d+: /, "");
}
