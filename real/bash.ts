/** The real bash in a sandbox: with a script, or interactive. */
import { constants } from "node:fs";
import { type FileHandle, open, rmdir, unlink, writeFile } from "node:fs/promises";
import { execa } from "execa";
import { exitStatus, runInside, type Sandbox } from "./sandbox/sandbox.ts";

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

/** Where scripts start: the home of root, empty. */
const HOME = "/root";

/** Runs bash to its end and answers with its exit status. Without a script it is interactive. */
export async function runBash(sandbox: Sandbox, script: string | undefined, options: BashOptions): Promise<number> {
  const fifo = script !== undefined && isPlaceable(options.name) ? await placeFifo(sandbox, options.name) : undefined;
  const command =
    fifo === undefined ? await bashCommand(sandbox, script, options) : ["bash", options.name, ...options.args];
  const [file, ...args] = sandbox.enter(command, { cwd: HOME });
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
  if (fifo !== undefined) {
    await feedFifo(fifo, script ?? "", () => child.exitCode !== null || child.signalCode !== null);
  }
  return exitStatus(await child);
}

/** `bash NAME` is what words messages right; NAME can be made where it does not reach outside the sandbox's own files. */
function isPlaceable(name: string): boolean {
  return name !== "bash" && !name.startsWith("/") && !name.startsWith("-") && !name.split("/").includes("..");
}

interface Fifo {
  /** As seen from outside. */
  readonly path: string;
  /** Folders made for it, innermost first. */
  readonly folders: readonly string[];
}

/** A named pipe instead of a file: it can be taken away again as soon as bash has it open, and no script sees itself. */
async function placeFifo(sandbox: Sandbox, name: string): Promise<Fifo> {
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  const folders = parts.slice(0, -1).map((_, index) => `${sandbox.root}${HOME}/${parts.slice(0, index + 1).join("/")}`);
  await runInside(sandbox, ["bash", "-c", 'mkdir -p -- "$(dirname -- "$1")" && mkfifo -- "$1"', "bash", name], {
    cwd: HOME,
  });
  return { path: `${sandbox.root}${HOME}/${name}`, folders: folders.reverse() };
}

async function feedFifo({ path, folders }: Fifo, script: string, ended: () => boolean): Promise<void> {
  while (!ended()) {
    let pipe: FileHandle;
    try {
      // fifo(7): opening for writing without waiting fails with ENXIO until a reader has it open.
      pipe = await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
      continue;
    }
    await unlink(path);
    for (const folder of folders) {
      await rmdir(folder);
    }
    await write(pipe, script, ended);
    return;
  }
}

/** bash reads as it goes; what does not fit into the pipe now will later, unless it exits first (EPIPE). */
async function write(pipe: FileHandle, script: string, ended: () => boolean): Promise<void> {
  let rest = Buffer.from(script);
  try {
    while (rest.length > 0 && !ended()) {
      try {
        const { bytesWritten } = await pipe.write(rest);
        rest = rest.subarray(bytesWritten);
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) {
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  } finally {
    await pipe.close();
  }
}

/** Passed with `-c`, messages start with the name given all the same. */
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
