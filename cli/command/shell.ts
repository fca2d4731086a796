/** `netnone shell`: a terminal in the simulator, or with --real in a sandbox. */
import { usageFailure } from "../failure.ts";
import { newSimulator, type WorldName } from "../simulator.ts";

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
  const simulator = await newSimulator(options.host ?? "docker", options.seed);
  const { stdin, stdout } = process;
  const terminal = simulator.openTerminal({
    user: options.root ? "root" : "user",
    columns: stdout.columns || 80,
    rows: stdout.rows || 24,
  });
  terminal.onOutput((data) => stdout.write(data));
  const resize = (): void => terminal.resize(stdout.columns || 80, stdout.rows || 24);
  stdout.on("resize", resize);
  if (stdin.isTTY) {
    stdin.setRawMode(true);
  }
  stdin.setEncoding("utf8");
  stdin.on("data", (data: string) => terminal.input(data));
  // Ctrl-D is what a terminal sends for the end of input.
  stdin.on("end", () => terminal.input("\u0004"));
  try {
    return await terminal.closed;
  } finally {
    if (stdin.isTTY) {
      stdin.setRawMode(false);
    }
    stdin.pause();
    stdout.off("resize", resize);
  }
}
