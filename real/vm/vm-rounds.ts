/**
 * Debian's kernel as the oracle for many short scripts: those that wait at the same time share a boot of the virtual machine, and run
 * there side by side.
 */
import { err, ok, type Result } from "../../core/result.ts";
import { clockFrom } from "../jiffies-clock.ts";
import { latestMicros, type OracleRound, type OracleRounds } from "../oracle-rounds.ts";
import type { Unavailable } from "../sandbox/requirements.ts";
import { vmImage } from "./image.ts";
import { runInVm } from "./vm.ts";

/** How many run at the same time there: they sleep most of theirs. */
const LANES = 12;
/** Without hardware virtualisation everything is late there. */
const LATE_MICROS = 700_000;
/** Scripts that are given within this time go together. */
const GATHERING_MILLISECONDS = 1500;

/** In front of a script, on its first line: a sleep without a process, which tells what it asked for and got. */
const PROLOGUE =
  'exec 197<> <(:) 195> /run/slept; sleep() { local since=${EPOCHREALTIME/./}; read -rt "$1" -u 197; ' +
  'echo "$1 $((${EPOCHREALTIME/./} - since))" >&195; return 0; }; export -f sleep; ';

/** Behind it: when that was, how long sleeps were, and by which clock. */
const EPILOGUE = String.raw`
status=$?; printf '\035%s\n' "${"${EPOCHREALTIME/./}"}"; cat /run/slept; grep -E '^(now at|jiffies:| clock 1:|  \.offset:)' /proc/timer_list | head -n 20; exit $status
`;

interface Waiting {
  readonly script: string;
  readonly name: string;
  readonly settle: (round: Result<OracleRound, string>) => void;
}

/** Rejects nothing: a machine that does not answer is the error of the scripts that it had. */
export async function openVmRounds(): Promise<Result<OracleRounds, Unavailable>> {
  const image = await vmImage();
  if (!image.ok) return image;
  let waiting: Waiting[] = [];
  let booted: Promise<void> = Promise.resolve();
  let gathering = false;
  const boot = async () => {
    const batch = waiting;
    waiting = [];
    gathering = false;
    try {
      const done = await runInVm(
        batch.map(({ script, name }) => ({ text: `${PROLOGUE}${script}${EPILOGUE}`, name })),
        { lanes: LANES },
      );
      for (const [index, { settle }] of batch.entries()) {
        const run = done.ok ? done.value.runs[index] : undefined;
        settle(run ? roundOf(run) : err(done.ok ? "it did not come to its end in time" : done.error.missing));
      }
    } catch (error) {
      for (const { settle } of batch) settle(err(error instanceof Error ? error.message : String(error)));
    }
  };
  return ok({
    lateMicros: LATE_MICROS,
    bridgeVlans: "present",
    older: true,
    run: (script, name) =>
      new Promise((settle) => {
        waiting.push({ script, name, settle });
        if (gathering) return;
        gathering = true;
        booted = booted.then(() => new Promise((resolve) => setTimeout(() => resolve(boot()), GATHERING_MILLISECONDS)));
      }),
    close: async () => undefined,
  });
}

function roundOf(run: Omit<OracleRound, "lateMicros" | "stateMicros" | "jiffiesMicros">): Result<OracleRound, string> {
  const [stdout = "", told] = run.stdout.split("\u001d");
  const [, stateMicros, sleeps = "", timers = ""] = /^(\d+)\n((?:\S+ \d+\n)*)(.*)$/s.exec(told ?? "") ?? [];
  if (stateMicros === undefined) return err(run.stderr.slice(-300));
  return ok({
    ...run,
    stdout,
    lateMicros: latestMicros(sleeps),
    stateMicros: Number(stateMicros),
    jiffiesMicros: clockFrom(timers),
  });
}
