/** The real bash in a sandbox: with a script, or interactive. */
import { writeFile } from "node:fs/promises";
import { execa } from "execa";
import { exitStatus, type Sandbox } from "./sandbox/sandbox.ts";

export interface BashOptions {
  /** `$0`. */
  readonly name: string;
  readonly args: readonly string[];
  /** Where output goes as it comes; netnone's own streams when missing, so that a terminal stays a terminal. */
  readonly output?: { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void } | undefined;
  /** What it reads; netnone's own standard input when missing. */
  readonly stdin?: string;
}

/** How long what the script left running in the background may still hold the pipes after the script itself has ended. */
const LINGER_MILLISECONDS = 100;

/** The longest argument execve(2) takes is 131,072 bytes, its final zero included (MAX_ARG_STRLEN). */
const LONGEST_ARGUMENT = 131_071;

/**
 * Runs bash to its end and answers with its exit status. Without a script it is interactive. A script is passed with
 * `-c`: messages then start with `NAME: line N:` whatever the name, and no file of it lies where it could see itself.
 */
export async function runBash(sandbox: Sandbox, script: string | undefined, options: BashOptions): Promise<number> {
  const [file, ...args] = sandbox.enter(await bashCommand(sandbox, script, options));
  const { output } = options;
  const term = process.env["TERM"];
  const child = execa(file, args, {
    reject: false,
    extendEnv: false,
    env: term === undefined ? sandbox.env : { ...sandbox.env, TERM: term },
    buffer: false,
    ...(options.stdin === undefined ? { stdin: "inherit" } : { input: options.stdin }),
    stdout: output === undefined ? "inherit" : "pipe",
    stderr: output === undefined ? "inherit" : "pipe",
  });
  for (const name of ["stdout", "stderr"] as const) {
    const stream = child[name];
    if (output !== undefined && stream !== null) {
      stream.setEncoding("utf8");
      stream.on("data", output[name]);
      child.once("exit", () => setTimeout(() => stream.destroy(), LINGER_MILLISECONDS).unref());
    }
  }
  return exitStatus(await child);
}

async function bashCommand(
  sandbox: Sandbox,
  script: string | undefined,
  options: BashOptions,
): Promise<readonly string[]> {
  if (script === undefined) {
    return ["bash"];
  }
  if (Buffer.byteLength(script) < LONGEST_ARGUMENT) {
    return ["bash", "-c", script, options.name, ...options.args];
  }
  const path = "/run/netnone/script";
  await writeFile(`${sandbox.root}${path}`, script);
  return ["bash", "-c", `eval "$(<${path})"`, options.name, ...options.args];
}
