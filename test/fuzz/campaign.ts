/** A series of runs: scripts from a seed on both sides, and failures confirmed and shrunk. */
import { type Difference, renderDifferences } from "../../core/compare/outcome.ts";
import type { OracleRounds } from "../../real/oracle-rounds.ts";
import { compareSteps, kindOf, placeOf, SEEDS } from "./compare.ts";
import { generate } from "./generate.ts";
import { productionsFor } from "./grammar/index.ts";
import { runSeed } from "./random.ts";
import { shrink } from "./shrink.ts";
import { type Step, scriptOf } from "./step.ts";
import { sweep } from "./sweep.ts";

export interface CampaignOptions {
  readonly seed: number;
  readonly runs: number;
  /** The scripts with these seeds, as reports name them, in place of fresh ones. */
  readonly scripts?: readonly number[];
  /** Least and most commands of a script. */
  readonly commands: readonly [number, number];
  /** How many scripts run at the same time; they sleep most of theirs. */
  readonly lanes: number;
  /** Ends after so many different failures. */
  readonly failures: number;
  /** Sweeps through mistakes: long scripts of them, and each kind of difference in a script is told, without shrinking it. */
  readonly mistakes?: boolean;
  /** Says what differs each time as it was found, without looking for the least that does. */
  readonly whole?: boolean;
  /** On Debian's kernel in a virtual machine, with the kinds of links that come as modules. */
  readonly vm?: boolean;
  /** How many times as often as people write them the rare lines come. */
  readonly rare?: number;
}

export interface Failure {
  readonly seed: number;
  readonly kind: string;
  readonly steps: readonly Step[];
  readonly found: readonly Difference[];
}

/** A script that differed once. */
interface Suspect {
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly found: readonly Difference[];
  readonly first: Difference;
}

/** How many suspects are looked at, and shrunk, at the same time: few, so that the kernel has time for each. */
const QUIET_LANES = 4;

export interface CampaignResult {
  readonly runs: number;
  readonly commands: number;
  readonly failures: readonly Failure[];
  /** Runs that differed once and not again: the kernel itself was not steady. */
  readonly unsteady: number;
  /** Failures of a kind already shown. */
  readonly repeated: number;
  /** Runs that came to what the simulator refuses by name: nothing is claimed of it, nor of what follows in the script. */
  readonly refused: number;
}

export interface CampaignEvents {
  /** A script that showed no difference. */
  readonly equal?: (steps: readonly Step[]) => void;
  readonly failed?: (failure: Failure) => void;
  /** A script that differed, before anybody has looked whether it does so again. */
  readonly suspected?: (seed: number, first: Difference) => void;
  readonly unsteady?: (seed: number, found: readonly Difference[]) => void;
  readonly progress?: (runs: number, suspects: number) => void;
  /** Once aborted, no script begins; those that have begun are counted. */
  readonly signal?: AbortSignal;
}

/** The script of a campaign that has this seed. */
export function scriptSteps(
  { mistakes, commands, ...which }: Pick<CampaignOptions, "mistakes" | "commands" | "vm" | "rare">,
  seed: number,
): readonly Step[] {
  return (mistakes === true ? sweep : generate)(seed, commands, productionsFor(which));
}

export function seedOf({ seed, scripts }: Pick<CampaignOptions, "seed" | "scripts">, run: number): number {
  return scripts?.[run] ?? runSeed(seed, run);
}

export async function runCampaign(
  rounds: OracleRounds,
  options: CampaignOptions,
  events: CampaignEvents = {},
): Promise<CampaignResult> {
  const failures: Failure[] = [];
  const kinds = new Set<string>();
  let next = 0;
  let runs = 0;
  let commands = 0;
  let unsteady = 0;
  let repeated = 0;
  let refused = 0;

  const suspects: Suspect[] = [];
  const enough = () =>
    events.signal?.aborted === true ||
    (options.whole === true || options.mistakes === true ? failures : suspects).length >= options.failures;
  const work = async () => {
    while (next < options.runs && !enough()) {
      const seed = seedOf(options, next++);
      const steps = scriptSteps(options, seed);
      const found = await compareSteps(rounds, steps);
      runs++;
      commands += steps.length;
      events.progress?.(runs, suspects.length);
      const first = found[0];
      if (first === undefined) {
        events.equal?.(steps);
        continue;
      }
      if (options.mistakes !== true && isRefused(found)) {
        refused++;
        continue;
      }
      if (options.mistakes === true) {
        const fresh = found.filter((each) => !kinds.has(kindOf(each)));
        const again = fresh.length > 0 ? await compareSteps(rounds, steps, 2, SEEDS) : [];
        const steady = fresh.filter((each) => shows(again, placeOf(each)) && !kinds.has(kindOf(each)));
        for (const each of steady) {
          if (kinds.has(kindOf(each))) continue;
          kinds.add(kindOf(each));
          const failure = { seed, kind: kindOf(each), steps, found: [each] };
          failures.push(failure);
          events.failed?.(failure);
        }
        if (fresh.length === 0) repeated++;
        else if (steady.length === 0) unsteady++;
        continue;
      }
      if (kinds.has(kindOf(first))) {
        repeated++;
        continue;
      }
      if (options.whole === true) {
        if (!(await isSteady(rounds, steps, first))) {
          unsteady++;
          events.unsteady?.(seed, found);
          continue;
        }
        if (kinds.has(kindOf(first))) {
          repeated++;
          continue;
        }
        kinds.add(kindOf(first));
        const failure = { seed, kind: kindOf(first), steps, found };
        failures.push(failure);
        events.failed?.(failure);
        continue;
      }
      suspects.push({ seed, steps, found, first });
      events.suspected?.(seed, first);
    }
  };
  const confirm = async () => {
    for (let suspect = suspects.shift(); suspect !== undefined; suspect = suspects.shift()) {
      const kind = kindOf(suspect.first);
      if (kinds.has(kind)) {
        repeated++;
        continue;
      }
      if (!(await isSteady(rounds, suspect.steps, suspect.first))) {
        unsteady++;
        events.unsteady?.(suspect.seed, suspect.found);
        continue;
      }
      if (kinds.has(kind)) {
        repeated++;
        continue;
      }
      kinds.add(kind);
      const failure = await minimal(rounds, suspect);
      failures.push(failure);
      events.failed?.(failure);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.lanes, options.runs) }, work));
  await Promise.all(Array.from({ length: QUIET_LANES }, confirm));
  return { runs, commands, failures, unsteady, repeated, refused };
}

/** The first command that differs is one that the simulator does not model, and says so. */
function isRefused(found: readonly Difference[]): boolean {
  const command = (where: string) => where.slice(0, where.lastIndexOf(":"));
  const [first] = found;
  return (
    first !== undefined &&
    found.some(
      ({ where, lines }) => command(where) === command(first.where) && lines.some((line) => REFUSAL.test(line)),
    )
  );
}

const REFUSAL = /^\+ netnone: .+ not modelled$/;

function shows(found: readonly Difference[], place: string): boolean {
  return found.some((each) => placeOf(each) === place);
}

/** Twice again, and with simulators of other seeds: what either side does by chance is no difference between them. */
async function isSteady(rounds: OracleRounds, steps: readonly Step[], first: Difference): Promise<boolean> {
  for (let time = 1; time <= 2; time++) {
    if (!shows(await compareSteps(rounds, steps, 1 + time, SEEDS), placeOf(first))) return false;
  }
  return true;
}

/** The least script that shows the difference; the whole one when less shows it only sometimes. */
async function minimal(rounds: OracleRounds, { seed, steps, found, first }: Suspect): Promise<Failure> {
  const place = placeOf(first);
  const fails = async (candidate: readonly Step[]) => shows(await compareSteps(rounds, candidate), place);
  const small = await shrink(steps, fails, QUIET_LANES);
  return (await isSteady(rounds, small, first))
    ? { seed, kind: kindOf(first), steps: small, found: await compareSteps(rounds, small) }
    : { seed, kind: kindOf(first), steps, found };
}

/** What differs, and in which script. */
export function renderDifference({ seed, found }: Failure): string {
  return `# seed ${seed}\n${renderDifferences(found)}`;
}

/** A failure as a conformance case and what differs in it. */
export function renderFailure({ seed, steps, found }: Failure): string {
  const script = scriptOf(steps, `A title, please (found by fuzzing, seed ${seed}).`);
  return `${script}\n${renderDifferences(found)
    .replaceAll(/^/gm, "#   ")
    .replace(/# {2,}$/, "")}`;
}
