/** Where the script of `run` and `verify` comes from. */
import { readFileSync, writeFileSync } from "node:fs";
import { EXIT, Failure, usageFailure } from "./failure.ts";

export interface Script {
  readonly text: string;
  /** `$0`: what messages start with. */
  readonly name: string;
}

/** The text of a file, of standard input (`-`), or of `-c`. */
export function readScript(path: string | undefined, commands: string | undefined): Script {
  if (commands !== undefined) {
    return { text: commands, name: "bash" };
  }
  if (path === undefined || path === "-") {
    if (path === undefined && process.stdin.isTTY) {
      throw usageFailure(
        "no script: name a file, give commands with -c, or pipe them in (netnone shell is interactive)",
      );
    }
    return { text: readText(0, "standard input"), name: "bash" };
  }
  return { text: readText(path, path), name: path };
}

function readText(file: string | number, shown: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw usageFailure(`cannot read ${shown}: ${reason(error)}`);
  }
}

/** Writes the state that `--state` asks for; `-` is standard output. */
export function writeState(path: string, state: unknown): void {
  const text = `${JSON.stringify(state, null, 2)}\n`;
  if (path === "-") {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Failure(EXIT.usage, `cannot write ${path}: ${reason(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "No such file or directory",
  EACCES: "Permission denied",
  EISDIR: "Is a directory",
  ENOTDIR: "Not a directory",
  ENOSPC: "No space left on device",
  EROFS: "Read-only file system",
};

function reason(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return REASONS[error.code] ?? error.message;
  }
  return String(error);
}
