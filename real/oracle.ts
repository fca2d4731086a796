/**
 * The oracle: a script under the real bash, with the real tools, on the real kernel. What it says is right by definition;
 * `verify` and the recorded conformance files go by it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Observation } from "../core/observation.ts";
import { ok, type Result } from "../core/result.ts";
import { runBash } from "./bash.ts";
import { observe } from "./observe.ts";
import type { Unavailable } from "./sandbox/requirements.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import { openWorld, type SandboxWorld } from "./sandbox/world.ts";

export interface OracleRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly state: Observation;
}

export interface OracleOptions {
  readonly world: SandboxWorld;
  /** `$0` of the script: what its error messages start with. */
  readonly name: string;
  readonly args?: readonly string[];
  readonly stdin?: string;
  /** How long after its end the state is looked at, for what is under way then; at once when missing. */
  readonly settleMicros?: number;
}

/** Runs a script in a sandbox to its end; output goes to the listeners as it comes. */
export type ScriptRunner = (
  sandbox: Sandbox,
  script: string,
  options: {
    readonly name: string;
    readonly args: readonly string[];
    readonly stdin: string;
    readonly output: { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void };
  },
) => Promise<number>;

/** Runs a script in a sandbox of its own, with bash unless told otherwise, and reads the state it leaves. */
export async function consultOracle(
  script: string,
  options: OracleOptions,
  run: ScriptRunner = runBash,
): Promise<Result<OracleRun, Unavailable>> {
  const opened = await openWorld(options.world);
  if (!opened.ok) {
    return opened;
  }
  const sandbox = opened.value;
  try {
    let stdout = "";
    let stderr = "";
    const status = await run(sandbox, script, {
      name: options.name,
      args: options.args ?? [],
      stdin: options.stdin ?? "",
      output: {
        stdout: (text) => {
          stdout += text;
        },
        stderr: (text) => {
          stderr += text;
        },
      },
    });
    if (options.settleMicros !== undefined) await sleep(options.settleMicros / 1000);
    const state = await observe(sandbox);
    return ok({ stdout, stderr, status, state });
  } finally {
    await sandbox.close();
  }
}
