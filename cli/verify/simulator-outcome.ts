/** A script's outcome in the simulator, traced like the oracle's. */
import type { Outcome } from "../../core/compare/outcome.ts";
import { ok } from "../../core/result.ts";
import type { Simulator } from "../../sim/simulator.ts";
import { markedMicros, runTraced } from "./trace.ts";

/** How long after its first command each command of a script begins, and somebody looks at the state it leaves; at the earliest. */
export interface Schedule {
  readonly commandMicros: readonly number[];
  readonly stateMicros: number;
  /** What the clock that timers go by says when the first command begins, if that is known. */
  readonly jiffiesMicros: number | undefined;
}

/** In which whole seconds, and the buckets of the timer wheel that its first four levels have (jiffies.ts), come round together. */
const CYCLE_MICROS = 256_000_000;

export async function simulatorOutcome(
  simulator: Simulator,
  script: string,
  name: string,
  schedule?: Schedule,
  settleMicros = 0,
): Promise<Outcome> {
  const outcome = await runTraced<never>(script, async (text) => {
    const said = { stdout: "", stderr: "" };
    let beganMicros: number | undefined;
    const begin = (): number => {
      const now = simulator.nowMicros();
      const ahead = ((schedule?.jiffiesMicros ?? now) - now) % CYCLE_MICROS;
      simulator.letPass(ahead < 0 ? ahead + CYCLE_MICROS : ahead);
      return simulator.nowMicros();
    };
    const waitUntil = (micros: number | undefined) => {
      beganMicros ??= begin();
      simulator.letPass(Math.max(0, beganMicros + (micros ?? 0) - simulator.nowMicros()));
    };
    const status = await simulator.runScript(text, {
      user: "root",
      name,
      args: [],
      stdin: "",
      stdout: (chunk) => {
        said.stdout += chunk;
        if (schedule) for (const index of markedMicros(chunk).keys()) waitUntil(schedule.commandMicros[index]);
      },
      stderr: (chunk) => {
        said.stderr += chunk;
      },
    });
    if (schedule) waitUntil(schedule.stateMicros);
    if (settleMicros > 0) simulator.letPass(settleMicros);
    return ok({ ...said, status, state: simulator.observe() });
  });
  if (!outcome.ok) {
    throw new Error("the simulator always runs");
  }
  return outcome.value;
}
