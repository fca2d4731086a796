/** A conformance case in the simulator, in the world that its oracle has. */
import { newSimulator, type WorldName } from "../../cli/simulator.ts";
import { simulatorOutcome } from "../../cli/verify/simulator-outcome.ts";
import type { Outcome } from "../../core/compare/outcome.ts";
import { type ConformanceCase, caseName } from "./cases.ts";

export const worldOf = (each: ConformanceCase): WorldName => (each.oracle === "docker" ? "docker" : "bare");

/** `slownessMicros`: what each start of a program takes longer; `script`: another than its own. */
export async function simulatedOutcome(
  each: ConformanceCase,
  { slownessMicros = 0, script = each.script } = {},
): Promise<Outcome> {
  // Debian's kernel has VLANs in its bridges; the one that the recordings of the others come from has none.
  const bridgeVlans = each.oracle === "vm" ? "present" : "absent";
  const firstNetns = each.first ? "machine" : "sandbox";
  const simulator = await newSimulator(worldOf(each), 1, "fast", { bridgeVlans, firstNetns, slownessMicros });
  return simulatorOutcome(simulator, script, caseName(each));
}
