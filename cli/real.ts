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
  /** Where output goes; to netnone's own streams when missing. */
  readonly capture: { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void } | undefined;
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
  // Ctrl-C reaches what runs in the foreground by itself; netnone stays to read the state and close the sandbox.
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore);
  try {
    const status = await runBash(sandbox, script.text, { name: script.name, args, output: options.capture });
    return { status, state: options.observe ? await observe(sandbox) : undefined };
  } finally {
    await sandbox.close();
    process.off("SIGINT", ignore);
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
