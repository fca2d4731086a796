/** The simulator as the command line uses it: scripts as fast as it can, terminals in real time, with Ctrl-C passed on. */
import { createSimulator, type Simulator, type SimulatorOptions } from "../sim/simulator.ts";

export type WorldName = SimulatorOptions["world"];

/** Simulated time beside the machine's: somebody who types `ping` means one packet a second. */
export function realTime(): Exclude<SimulatorOptions["pace"], "fast"> {
  return {
    waitMicros: (fromMicros, toMicros) =>
      new Promise((resolve) => setTimeout(resolve, Math.ceil((toMicros - fromMicros) / 1000))),
  };
}

export async function newSimulator(
  world: WorldName,
  seed: number,
  pace: SimulatorOptions["pace"] = "fast",
  more: Pick<SimulatorOptions, "bridgeVlans" | "firstNetns" | "slownessMicros"> = {},
): Promise<Simulator> {
  return createSimulator({
    world,
    seed,
    ...more,
    tick: () => new Promise((resolve) => setImmediate(resolve)),
    pace,
  });
}

/** Passes Ctrl-C on to what runs; a second one while the first has not yet ended it ends netnone. */
export function forwardInterrupts(): { readonly listen: (interrupt: () => void) => void; readonly stop: () => void } {
  let interrupt: (() => void) | undefined;
  let asked = false;
  const onSignal = (): void => {
    if (asked || interrupt === undefined) {
      process.exit(130);
    }
    asked = true;
    interrupt();
  };
  process.on("SIGINT", onSignal);
  return {
    listen: (given) => {
      interrupt = given;
    },
    stop: () => {
      process.off("SIGINT", onSignal);
    },
  };
}
