/** `netnone exec-env`: a real command whose network commands are the simulator's. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { worldPace } from "../exec-env/pace.ts";
import { openWorld } from "../exec-env/world.ts";
import { Failure, impossible, usageFailure } from "../failure.ts";
import { openState } from "../script.ts";
import { newSimulator, type WorldName } from "../simulator.ts";

export interface ExecEnvOptions {
  readonly host?: WorldName;
  readonly seed: number;
  readonly state?: string;
  readonly fast?: boolean;
}

/** Answers with the command's exit status. */
export async function execEnv(argv: readonly string[], options: ExecEnvOptions): Promise<number> {
  const [command, ...args] = argv;
  if (command === undefined) {
    throw usageFailure("no command: netnone exec-env -- bash script.sh");
  }
  if (process.platform === "win32") {
    throw impossible({ missing: "exec-env needs Unix sockets and Perl", remedy: "use netnone run, or WSL" });
  }
  const writeState = options.state === undefined ? undefined : openState(options.state);
  let pace: ReturnType<typeof worldPace> | undefined;
  const simulator = await newSimulator(options.host ?? "docker", options.seed, {
    waitMicros: (from, to) => pace?.waitMicros(from, to) ?? Promise.resolve(false),
    hurries: () => pace?.hurries() ?? false,
  });
  pace = worldPace(options.fast === true, simulator.runtime().nowMicros);
  const world = await openWorld(simulator, pace, options.fast === true);
  // However netnone ends, short of SIGKILL, nothing is left.
  process.on("exit", world.close);
  // The terminal's keys reach the command by themselves; what is sent to netnone is meant for it,
  // from the moment on that it runs.
  const ignore = (): void => undefined;
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGINT", ignore).on("SIGQUIT", ignore);
  process.on("SIGTERM", pass).on("SIGHUP", pass);
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...world.env } });
  const ended = new Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>(
    (resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => resolve({ code, signal }));
    },
  );
  if (child.pid !== undefined) {
    world.serve(argv, child.pid);
  }
  try {
    const { code, signal } = await ended;
    writeState?.(simulator.observe());
    return statusOf(code, signal);
  } catch (error) {
    throw notStarted(command, error);
  } finally {
    world.close();
  }
}

/** What a shell says of it. */
function statusOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** As env(1) ends that cannot start its command. */
function notStarted(command: string, error: unknown): Failure {
  if (error instanceof Failure) {
    return error;
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT"
    ? new Failure(127, `${command}: command not found`)
    : new Failure(126, `${command}: ${error instanceof Error ? error.message : String(error)}`);
}
