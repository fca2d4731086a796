/** `netnone run`: a script in the simulator, or with --real on this machine's kernel. */
import type { Observation } from "../../core/observation.ts";
import { usageFailure } from "../failure.ts";
import { openState, readScript, type Script } from "../script.ts";
import { scriptFolders } from "../script-folders.ts";
import type { WorldName } from "../simulator.ts";
import { standardInput, writeOut } from "../standard-streams.ts";

export interface RunOptions {
  readonly c?: string;
  readonly host?: WorldName;
  readonly seed: number;
  readonly state?: string;
  readonly real?: boolean;
  readonly docker?: boolean;
  readonly passThrough?: boolean;
  readonly json?: boolean;
  readonly user?: boolean;
  readonly files?: readonly string[];
}

/** Output goes where it is made, or with --json into one object at the end. Answers with the script's exit status. */
export async function run(path: string | undefined, args: readonly string[], options: RunOptions): Promise<number> {
  refuseContradictions(options);
  // After -c the first operand is the first argument, as for bash.
  const operands = options.c !== undefined && path !== undefined ? [path, ...args] : args;
  const script = readScript(path, options.c);
  const writeState = options.state === undefined ? undefined : openState(options.state);
  const said = { stdout: "", stderr: "" };
  const write = (stream: "stdout" | "stderr") => (text: string) => {
    if (!options.json) {
      return writeOut(stream, text);
    }
    said[stream] += text;
  };
  const request: RunRequest = { script, args: operands, options, stdout: write("stdout"), stderr: write("stderr") };
  const { status, state } = options.real ? await runReal(request) : await runSimulated(request);
  writeState?.(state());
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...said, status, state: state() })}\n`);
  }
  return status;
}

interface RunRequest {
  readonly script: Script;
  readonly args: readonly string[];
  readonly options: RunOptions;
  readonly stdout: (text: string) => void | Promise<void>;
  readonly stderr: (text: string) => void | Promise<void>;
}

interface RunResult {
  readonly status: number;
  readonly state: () => Observation;
}

/** Somebody is to be given the state that the script leaves. */
const wantsState = ({ state, json }: RunOptions): boolean => state !== undefined || json === true;

function refuseContradictions(options: RunOptions): void {
  if (options.json && options.state === "-") {
    throw usageFailure("--json prints the state already: leave --state - out");
  }
  if (options.docker && !options.real) {
    throw usageFailure("--docker goes with --real; the simulator has its own engine");
  }
  if (options.passThrough && !options.real) {
    throw usageFailure("--pass-through goes with --real; the simulator cannot do what it does not model");
  }
  if (options.real && options.user) {
    throw usageFailure("--user is for the simulator; the sandbox of --real works as root");
  }
  if (options.real && options.files) {
    throw usageFailure("--files is for the simulator; the sandbox of --real has this machine's files");
  }
  if (options.real && options.host === "docker" && !options.docker) {
    throw usageFailure("the docker host for real needs a docker daemon: add --docker");
  }
  if (options.real && options.host === "bare" && options.docker) {
    throw usageFailure("--host bare has no docker daemon: leave --docker or --host out");
  }
}

/** How long what the script has left in the background may still write, as long as in the sandbox; then it ends with its world. */
const LINGER_MICROS = 100_000;

async function runSimulated({ script, args, options, stdout, stderr }: RunRequest): Promise<RunResult> {
  const { newSimulator, forwardInterrupts } = await import("../simulator.ts");
  const folders = scriptFolders(script, options.files ?? []);
  const simulator = await newSimulator(options.host ?? "docker", options.seed);
  const forward = forwardInterrupts();
  const input = standardInput();
  const status = await simulator.runScript(script.text, {
    user: options.user ? "user" : "root",
    name: script.name,
    args,
    commandString: script.commandString,
    stdin: script.piped ? "" : input.next,
    stdout,
    stderr,
    onInterrupt: forward.listen,
    folders,
    cwd: process.cwd(),
  });
  // As the script left it, not what has gone on since.
  const state = wantsState(options) ? simulator.observe() : undefined;
  await simulator.sleep(LINGER_MICROS);
  forward.stop();
  input.close();
  return { status, state: () => state ?? simulator.observe() };
}

async function runReal({ script, args, options, stdout, stderr }: RunRequest): Promise<RunResult> {
  const { runInSandbox } = await import("../real.ts");
  const { status, state } = await runInSandbox(script, args, {
    world: options.docker ? "docker" : "bare",
    observe: wantsState(options),
    passThrough: options.passThrough === true,
    capture: options.json ? { stdout, stderr } : undefined,
  });
  return {
    status,
    state: () => state ?? { version: 1, hosts: {} },
  };
}
