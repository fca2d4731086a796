/**
 * A sandbox: namespaces of its own (mount, network, pid, uts; cgroup for docker; user where there is no root) on this
 * machine's kernel. Nothing that happens inside reaches the machine's own network or files, and nothing is left when
 * netnone ends, however it ends: the init of the pid namespace waits on a pipe that only netnone holds.
 */

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { execa } from "execa";
import { MACHINE } from "../../core/machine.ts";
import type { SignalName } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import {
  findPrivilege,
  findProgram,
  type Privilege,
  requirePrograms,
  SANDBOX_PATH,
  type Unavailable,
} from "./requirements.ts";
import { INIT, KEEPER, SUDO } from "./scripts.ts";

export interface SandboxOptions {
  /** What hostname(1) says inside. */
  readonly hostname?: string;
  /** Prepares control groups, which a docker daemon needs. As root only. */
  readonly controlGroups?: boolean;
}

export interface Sandbox {
  readonly privilege: Privilege;
  /** Process 1 of the sandbox, as this machine numbers it. */
  readonly initPid: number;
  /** The sandbox's files as seen from outside: prefix it to an absolute path. */
  readonly root: string;
  /** Name of the control groups made for it, one in each hierarchy; empty when none were. */
  readonly controlGroup: string;
  /** Environment of a login of root. */
  readonly env: Readonly<Record<string, string>>;
  /** The command line that runs `argv` inside, for execa: `[file, ...arguments]`, never through a shell. */
  enter(argv: readonly string[], options?: EnterOptions): readonly [string, ...string[]];
  /** Tells the init to start what the word stands for. */
  order(word: "dockerd" | "uplink"): void;
  /** Kills everything inside and waits until nothing is left. */
  close(): Promise<void>;
  /** Settles when the sandbox is gone. */
  readonly gone: Promise<void>;
}

export interface EnterOptions {
  /** Working directory inside; `/root` when not given. */
  readonly cwd?: string;
  /** A namespace to enter instead of the sandbox's own, as a path from outside: `/proc/123/ns/net`. */
  readonly netns?: string;
  /** Signals that it ignores from its start. */
  readonly ignores?: readonly SignalName[];
}

/** Programs of the sandbox's own, where /usr cannot be written. */
const OWN_PROGRAMS = "/run/netnone/bin";

/** Makes a sandbox, or says what this machine lacks. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Result<Sandbox, Unavailable>> {
  const programs = requirePrograms(["bash", "unshare", "nsenter", "mount", "env", "ip", "perl"]);
  if (!programs.ok) {
    return programs;
  }
  const privilege = await findPrivilege(programs.value.unshare);
  if (!privilege.ok) {
    return privilege;
  }
  const asRoot = privilege.value === "root";
  const controlGroups = options.controlGroups === true && asRoot;
  const group = controlGroups ? `netnone-${randomBytes(6).toString("hex")}` : "";
  const env = {
    HOME: "/root",
    USER: "root",
    LOGNAME: "root",
    SHELL: "/bin/bash",
    PATH: asRoot ? SANDBOX_PATH : `${OWN_PROGRAMS}:${SANDBOX_PATH}`,
    LANG: "C.UTF-8",
  };
  const flags = ["--net", "--mount", "--pid", "--uts", "--fork", "--kill-child"];
  if (controlGroups) {
    flags.push("--cgroup");
  }
  if (!asRoot) {
    flags.push("--user", "--map-root-user");
  }
  const keeper = execa(
    programs.value.bash,
    ["-c", KEEPER, "netnone-keeper", group, INIT, programs.value.unshare, ...flags],
    {
      reject: false,
      detached: true,
      cleanup: false,
      extendEnv: false,
      cwd: "/",
      stdin: "pipe",
      stdout: "pipe",
      stderr: "pipe",
      buffer: false,
      env: {
        ...env,
        NETNONE_HOSTNAME: options.hostname ?? MACHINE.hostname,
        NETNONE_CGROUPS: controlGroups ? "1" : "",
        NETNONE_OVERLAY: asRoot ? "1" : "",
      },
    },
  );
  const gone = keeper.then(() => undefined);
  // Writing to a keeper that is gone already is not worth a crash.
  keeper.stdin.on("error", () => undefined);
  let said = "";
  const initPid = await new Promise<number | undefined>((resolve) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /^ready (\d+)$/m.exec(said);
      if (ready?.[1] !== undefined) {
        resolve(Number(ready[1]));
      }
    };
    keeper.stdout.on("data", hear);
    keeper.stderr.on("data", hear);
    void gone.then(() => resolve(undefined));
  });
  if (initPid === undefined) {
    return err({
      missing: `the sandbox could not be made: ${said.trim().split("\n").at(-1) ?? "no reason given"}`,
      remedy: asRoot
        ? "mounting and making namespaces must be allowed: give the container CAP_SYS_ADMIN, or run on the host itself"
        : "run it with sudo",
    });
  }
  const close = async (): Promise<void> => {
    keeper.stdin.destroy();
    await gone;
  };
  const { nsenter, env: envProgram } = programs.value;
  // There is one clock on the wall for the whole machine: what runs in the sandbox must not set it.
  const setpriv = asRoot && maySetClock() ? findProgram("setpriv") : undefined;
  const guard = setpriv === undefined ? [] : [setpriv, "--bounding-set=-sys_time", "--inh-caps=-sys_time", "--"];
  const sandbox: Sandbox = {
    privilege: privilege.value,
    initPid,
    root: `/proc/${initPid}/root`,
    controlGroup: group,
    env,
    gone,
    close,
    order: (word) => keeper.stdin.write(`${word}\n`),
    enter(argv, { cwd = "/root", netns, ignores = [] } = {}) {
      const spaces = ["--mount", "--pid", "--uts", netns === undefined ? "--net" : `--net=${netns}`];
      if (controlGroups) {
        spaces.push("--cgroup");
      }
      if (!asRoot) {
        spaces.push("--user", "--preserve-credentials");
      }
      const deaf = ignores.length === 0 ? [] : [`--ignore-signal=${ignores.join(",")}`];
      return [
        nsenter,
        `--target=${initPid}`,
        ...spaces,
        "--",
        ...guard,
        envProgram,
        `--chdir=${cwd}`,
        ...deaf,
        "--",
        ...argv,
      ];
    },
  };
  if (!asRoot || findProgram("sudo") === undefined) {
    await installSudo(sandbox);
  }
  return ok(sandbox);
}

/** capabilities(7): CAP_SYS_TIME is in what this process may hand on. */
function maySetClock(): boolean {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return bounding !== undefined && ((BigInt(`0x${bounding}`) >> 25n) & 1n) === 1n;
}

/** Runs a command inside to its end; standard input is empty. Output is text as UTF-8. */
export async function runInside(
  sandbox: Sandbox,
  argv: readonly string[],
  options: EnterOptions & { readonly input?: string } = {},
): Promise<{ readonly stdout: string; readonly stderr: string; readonly status: number }> {
  const [file, ...args] = sandbox.enter(argv, options);
  const done = await execa(file, args, {
    reject: false,
    extendEnv: false,
    env: sandbox.env,
    input: options.input ?? "",
    stripFinalNewline: false,
  });
  return { stdout: done.stdout, stderr: done.stderr, status: exitStatus(done) };
}

/** What `$?` would be. */
export function exitStatus(done: {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
}): number {
  if (done.exitCode !== undefined) {
    return done.exitCode;
  }
  const number = constants.signals[done.signal as NodeJS.Signals];
  return number === undefined ? 127 : 128 + number;
}

async function installSudo(sandbox: Sandbox): Promise<void> {
  const directory = sandbox.privilege === "root" ? "/usr/bin" : OWN_PROGRAMS;
  await mkdir(`${sandbox.root}${directory}`, { recursive: true });
  await writeFile(`${sandbox.root}${directory}/sudo`, SUDO, { mode: 0o755 });
}
