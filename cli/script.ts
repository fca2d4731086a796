/** Where the script of `run` and `verify` comes from, and where the state goes. */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { decode } from "../real/host/text.ts";
import { Failure, usageFailure } from "./failure.ts";

export interface Script {
  readonly text: string;
  /** `$0`: what messages start with. */
  readonly name: string;
  /** The file it was read from. */
  readonly path?: string;
  /** It came through standard input, and so has used that up. */
  readonly piped: boolean;
  /** It was given with `-c`, which words its mistakes in its own way. */
  readonly commandString?: boolean;
}

/** The text of a file, of standard input (`-`), or of `-c`. */
export function readScript(path: string | undefined, commands: string | undefined): Script {
  if (commands !== undefined) {
    return { text: commands, name: "bash", piped: false, commandString: true };
  }
  if (path === undefined || path === "-") {
    if (path === undefined && process.stdin.isTTY) {
      throw usageFailure(
        "no script: name a file, give commands with -c, or pipe them in (netnone shell is interactive)",
      );
    }
    return { text: decode(readBytes(0, "standard input")), name: "bash", piped: true };
  }
  const bytes = readBytes(path, path);
  // As bash tells: a zero byte in the first line, as far as the first 80 bytes show it.
  const [firstLine = ""] = bytes.subarray(0, 80).toString("latin1").split("\n");
  if (firstLine.includes("\0")) {
    throw new Failure(NOT_EXECUTABLE, `${path}: cannot execute binary file`);
  }
  return { text: decode(bytes), name: path, path, piped: false };
}

/** What a shell answers for a file that it cannot run. */
const NOT_EXECUTABLE = 126;

function readBytes(file: string | number, shown: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw usageFailure(`cannot read ${shown}: ${reason(error)}`);
  }
}

/**
 * Opens what `--state` names (`-` is standard output) before anything runs, so that a run whose state cannot be kept does
 * not happen; answers with what writes the state there.
 */
export function openState(path: string): (state: unknown) => void {
  const render = (state: unknown): string => `${JSON.stringify(state, null, 2)}\n`;
  if (path === "-") {
    return (state) => void process.stdout.write(render(state));
  }
  const attempt = <T>(write: () => T): T => {
    try {
      return write();
    } catch (error) {
      throw usageFailure(`cannot write ${path}: ${reason(error)}`);
    }
  };
  // What is there already stays until there is something to put in its place.
  const file = attempt(() => openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o666));
  return (state) =>
    attempt(() => {
      if (fstatSync(file).isFile()) {
        ftruncateSync(file);
      }
      writeFileSync(file, render(state));
      closeSync(file);
    });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "No such file or directory",
  EACCES: "Permission denied",
  EISDIR: "Is a directory",
  ENOTDIR: "Not a directory",
  ENOSPC: "No space left on device",
  EROFS: "Read-only file system",
};

export function reason(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return REASONS[error.code] ?? error.message;
  }
  return String(error);
}
