/** A script's outcome under the oracle: traced by command where the script allows it. */
import type { Outcome } from "../../core/compare/outcome.ts";
import type { Result } from "../../core/result.ts";
import { consultOracle } from "../../real/oracle.ts";
import type { Unavailable } from "../../real/sandbox/requirements.ts";
import type { SandboxWorld } from "../../real/sandbox/world.ts";
import { runTraced } from "./trace.ts";

export async function oracleOutcome(
  script: string,
  options: { readonly world: SandboxWorld; readonly name: string; readonly settleMicros?: number },
): Promise<Result<Outcome, Unavailable>> {
  return runTraced(script, (text) => consultOracle(text, options));
}
