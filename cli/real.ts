/** Real mode for the command line. Loaded only when --real or verify ask for it. */
import type { Observation } from "../core/observation.ts";
import { runBash } from "../real/bash.ts";
import { observe } from "../real/observe.ts";
import { openWorld, type SandboxWorld } from "../real/sandbox/world.ts";
import { impossible } from "./failure.ts";
import { withProgress } from "./progress.ts";
import type { Script } from "./script.ts";

export interface RealRunOptions {
  readonly world: SandboxWorld;
  readonly observe: boolean;
  /** Run also what is not modelled. */
  readonly passThrough: boolean;
  /** Where output goes; netnone's own descriptors when missing. */
  readonly capture:
    | {
        readonly stdout: (text: string) => void | Promise<void>;
        readonly stderr: (text: string) => void | Promise<void>;
      }
    | undefined;
}

export async function runInSandbox(
  script: Script,
  args: readonly string[],
  options: RealRunOptions,
): Promise<{ readonly status: number; readonly state: Observation | undefined }> {
  const opened = await withProgress("making the sandbox", openWorld(options.world));
  if (!opened.ok) {
    throw impossible(opened.error);
  }
  const sandbox = opened.value;
  try {
    const { outlet, ownStreams, runOwnShell } = await import("./real-shell.ts");
    const own = ownStreams();
    const { capture } = options;
    const streams =
      capture === undefined
        ? own
        : { ...own, stdout: outlet("pipe:[2]", capture.stdout), stderr: outlet("pipe:[3]", capture.stderr) };
    const status = await runOwnShell(sandbox, script, args, streams, options);
    return { status, state: options.observe ? await observe(sandbox) : undefined };
  } finally {
    await sandbox.close();
  }
}

/** An interactive bash in a sandbox. */
export async function shellInSandbox(world: SandboxWorld): Promise<number> {
  const opened = await withProgress("making the sandbox", openWorld(world));
  if (!opened.ok) {
    throw impossible(opened.error);
  }
  const sandbox = opened.value;
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore);
  try {
    return await runBash(sandbox, undefined, { name: "bash", args: [], output: undefined });
  } finally {
    await sandbox.close();
    process.off("SIGINT", ignore);
  }
}
