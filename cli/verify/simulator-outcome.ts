/** A script's outcome in the simulator, traced like the oracle's. */
import type { Outcome } from "../../core/compare/outcome.ts";
import { ok } from "../../core/result.ts";
import type { Simulator } from "../../sim/simulator.ts";
import { runTraced } from "./trace.ts";

export async function simulatorOutcome(simulator: Simulator, script: string, name: string): Promise<Outcome> {
  const outcome = await runTraced<never>(script, async (text) => {
    const said = { stdout: "", stderr: "" };
    const status = await simulator.runScript(text, {
      user: "root",
      name,
      args: [],
      stdin: "",
      stdout: (chunk) => {
        said.stdout += chunk;
      },
      stderr: (chunk) => {
        said.stderr += chunk;
      },
    });
    return ok({ ...said, status, state: simulator.observe() });
  });
  if (!outcome.ok) {
    throw new Error("the simulator always runs");
  }
  return outcome.value;
}
