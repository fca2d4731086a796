/** `netnone verify`: the same script in the simulator and on the real kernel, and every difference between the two. */
import { comparable, type Difference, differences, renderDifferences } from "../../core/compare/outcome.ts";
import { DEVIATIONS } from "../../core/compare/state.ts";
import { bridgeVlansHere } from "../../real/bridge-vlans.ts";
import { EXIT, impossible } from "../failure.ts";
import { withProgress } from "../progress.ts";
import { readScript } from "../script.ts";
import { newSimulator, type WorldName } from "../simulator.ts";
import { oracleOutcome } from "../verify/oracle-outcome.ts";
import { simulatorOutcome } from "../verify/simulator-outcome.ts";

/**
 * The state is looked at so long after the end: link watch (up to a second) and the detection of duplicates after it (two) are over by then,
 * on both, however long each took for its commands.
 */
const SETTLE_MICROS = 3_200_000;

export interface VerifyOptions {
  readonly host: WorldName;
  readonly seed: number;
  readonly json?: boolean;
}

export async function verify(path: string, options: VerifyOptions): Promise<number> {
  const script = readScript(path, undefined);
  const name = script.name.replace(/^.*\//, "");
  const real = await withProgress(
    "running on the kernel",
    oracleOutcome(script.text, { world: options.host, name, settleMicros: SETTLE_MICROS }),
  );
  if (!real.ok) {
    throw impossible(real.error);
  }
  const vlans = await bridgeVlansHere();
  const simulator = await newSimulator(
    options.host,
    options.seed,
    "fast",
    // The kernel runs it in namespaces of its own.
    { firstNetns: "sandbox", ...(vlans.ok && { bridgeVlans: vlans.value }) },
  );
  const simulated = await simulatorOutcome(simulator, script.text, name, undefined, SETTLE_MICROS);
  const expected = comparable(script.text, real.value);
  const found = differences(expected, comparable(script.text, simulated));
  report(found, expected.commands.length, script.name, options.json === true);
  return found.length === 0 ? EXIT.done : EXIT.no;
}

function report(found: readonly Difference[], commands: number, name: string, json: boolean): void {
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ script: name, commands, differences: found, notCompared: DEVIATIONS })}\n`,
    );
    return;
  }
  const count = `${commands} command${commands === 1 ? "" : "s"}`;
  const notCompared = DEVIATIONS.map(({ where, reason }) => `not compared: ${where}: ${reason}\n`).join("");
  if (found.length === 0) {
    process.stdout.write(
      `${name}: no difference in the output of ${count}, the exit status and the final state\n${notCompared}`,
    );
    return;
  }
  process.stdout.write(`${renderDifferences(found)}\n`);
  process.stdout.write(
    `${name}: ${found.length} difference${found.length === 1 ? "" : "s"} in ${count} (- the kernel, + the simulator)\n`,
  );
}
