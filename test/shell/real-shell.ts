/** The machine's own shells, each run in a directory of its own: the oracles of the tables. */

import { spawn, spawnSync } from "node:child_process";
import { constants as access, accessSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { textOfBytes } from "../../core/text-bytes.ts";
import type { Case, Outcome } from "./row.ts";

const WORK = "/tmp/work";
const HOME = "/root";
const BUSYBOX = "busybox";

/**
 * The version line of bash, when it is the one that the evaluator follows (5.2) and can stand where that stands: in the
 * home of root, which others may not enter.
 */
export function realBashVersion(): string | undefined {
  if (!isHome()) return undefined;
  const asked = spawnSync("bash", ["--version"], { encoding: "utf8" });
  if (asked.status !== 0) return undefined;
  const line = asked.stdout.split("\n")[0] ?? "";
  return /version 5\.2\./.test(line) ? line : undefined;
}

/** The version of the package of dash, when it is the one that the evaluator follows and `sh` is dash. */
export function realDashVersion(): string | undefined {
  if (!isHome()) return undefined;
  try {
    const packages = readFileSync("/var/lib/dpkg/status", "utf8");
    const version = /^Package: dash$[^]*?^Version: (.*)$/m.exec(packages)?.[1];
    return version?.startsWith("0.5.12") && realpathSync("/bin/sh").endsWith("/dash") ? version : undefined;
  } catch {
    return undefined;
  }
}

/** The first line of busybox, when it is the one that the evaluator follows (1.35). */
export function realAshVersion(): string | undefined {
  if (!isHome()) return undefined;
  const asked = spawnSync(BUSYBOX, [], { encoding: "utf8" });
  const line = asked.stdout?.split("\n")[0] ?? "";
  return line.startsWith("BusyBox v1.35.") ? line : undefined;
}

function isHome(): boolean {
  try {
    accessSync(HOME, access.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const runOnRealBash = (row: Case): Promise<Outcome> => runOnRealShell(row, ["bash", "--norc"]);
export const runOnRealAsh = (row: Case): Promise<Outcome> => runOnRealShell(row, [BUSYBOX, "sh"]);
export const runOnRealDash = (row: Case): Promise<Outcome> => runOnRealShell(row, ["sh"]);

function runOnRealShell({ script, stdin }: Case, shell: readonly [string, ...string[]]): Promise<Outcome> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "shell-row-")));
  return new Promise((resolve, reject) => {
    const [program, ...options] = shell;
    const child = spawn(program, [...options, "-c", script.replaceAll(WORK, directory)], {
      cwd: directory,
      env: {
        PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        HOME,
        PWD: directory,
        LC_ALL: "C.UTF-8",
      },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: 20_000,
    });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      rmSync(directory, { recursive: true, force: true });
      const map = (chunks: Buffer[]): string => textOfBytes(Buffer.concat(chunks)).replaceAll(directory, WORK);
      const number = signal === null ? 0 : constants.signals[signal];
      resolve({ stdout: map(out), stderr: map(errors), status: code ?? 128 + number });
    });
  });
}
