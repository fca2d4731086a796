/**
 * The oracle: a script under the real bash, with the real tools, on the real kernel. What it says is right by definition;
 * `verify` and the recorded conformance files go by it.
 */
import { execa } from "execa";
import type { Observation } from "../core/observation.ts";
import { ok, type Result } from "../core/result.ts";
import { observe } from "./observe.ts";
import type { Unavailable } from "./sandbox/requirements.ts";
import { exitStatus } from "./sandbox/sandbox.ts";
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
}

/**
 * Runs a script with bash in a sandbox of its own and reads the state it leaves. The text is passed with `-c`: messages
 * then start with `NAME: line N:` whatever the name, and no file of the script lies where the script could see it.
 */
export async function consultOracle(script: string, options: OracleOptions): Promise<Result<OracleRun, Unavailable>> {
  const opened = await openWorld(options.world);
  if (!opened.ok) {
    return opened;
  }
  const sandbox = opened.value;
  try {
    const [file, ...args] = sandbox.enter(["bash", "-c", script, options.name, ...(options.args ?? [])]);
    const done = await collect(file, args, sandbox.env, options.stdin ?? "");
    const state = await observe(sandbox);
    return ok({ ...done, state });
  } finally {
    await sandbox.close();
  }
}

/** How long what the script left running in the background may still hold the pipes after the script itself has ended. */
const LINGER_MILLISECONDS = 100;

async function collect(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly status: number }> {
  const child = execa(file, args, {
    reject: false,
    extendEnv: false,
    env,
    input,
    buffer: false,
    stdout: "pipe",
    stderr: "pipe",
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8");
    child[stream].on("data", (text: string) => {
      said[stream] += text;
    });
  }
  child.once("exit", () => {
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, LINGER_MILLISECONDS).unref();
  });
  const done = await child;
  return { ...said, status: exitStatus(done) };
}
