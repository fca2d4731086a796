/** `netnone shell`: a terminal in the simulator, or with --real in a sandbox. */
import { usageFailure } from "../failure.ts";
import { newSimulator, realTime, type WorldName } from "../simulator.ts";

export interface ShellOptions {
  readonly host?: WorldName;
  readonly seed: number;
  readonly real?: boolean;
  readonly docker?: boolean;
  readonly root?: boolean;
}

export async function shell(options: ShellOptions): Promise<number> {
  if (options.docker && !options.real) {
    throw usageFailure("--docker goes with --real; the simulator has its own engine");
  }
  if (options.real) {
    const { shellInSandbox } = await import("../real.ts");
    return shellInSandbox(options.docker ? "docker" : "bare");
  }
  const { stdin, stdout } = process;
  if (!stdin.isTTY) {
    // As bash does: without a terminal there is nobody to prompt, and what comes in is a script.
    const { run } = await import("./run.ts");
    const { root = false, ...rest } = options;
    return run(undefined, [], { ...rest, user: !root });
  }
  const simulator = await newSimulator(options.host ?? "docker", options.seed, realTime());
  const terminal = simulator.openTerminal({
    user: options.root ? "root" : "user",
    columns: stdout.columns || 80,
    rows: stdout.rows || 24,
  });
  // Node's raw mode leaves the terminal to put a carriage return before each line feed, as the simulated one has done.
  terminal.onOutput((data) => stdout.write(stdout.isTTY ? data.replaceAll("\r\n", "\n") : data));
  const resize = (): void => terminal.resize(stdout.columns || 80, stdout.rows || 24);
  stdout.on("resize", resize);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.on("data", (data: string) => terminal.input(data));
  // The terminal is gone.
  stdin.on("end", () => terminal.hangup());
  try {
    return await terminal.closed;
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stdout.off("resize", resize);
  }
}
