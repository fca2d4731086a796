/** bash(1) and sh(1) as programs of the simulated machine; the shell itself is in sim/shell. */
import type { ExitStatus } from "../../../core/process.ts";
import { shellHostOf } from "../../kernel/shell-host.ts";
import { Syscalls } from "../../kernel/syscalls.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { runBash, runScript } from "../../shell/bash.ts";
import { DASH } from "../../shell/dialect/almquist/dash.ts";
import type { Dialect } from "../../shell/dialect/dialect.ts";
import type { ShellLimits } from "../../shell/limits.ts";
import { Shell } from "../../shell/shell.ts";
import type { ShellOptions } from "../../shell/shell-options.ts";
import { runShellOnTerminal } from "../../terminal/shell-on-terminal.ts";
import { userOf } from "./support.ts";

/** The shell as a program, in a dialect: bash without one. */
export function startShell(context: ProcessContext, dialect?: Dialect): ExitStatus | Promise<ExitStatus> {
  return runBash({
    ...shellOptions(context),
    ...(dialect === undefined ? {} : { dialect }),
    argv: context.argv,
    interact: (shell, { login }) => interact(context, shell, login),
  });
}

/** Runs a text as `bash NAME ARGUMENTS` would run the file NAME. */
export function runBashScript(
  context: ProcessContext,
  script: {
    readonly name: string;
    readonly args: readonly string[];
    readonly text: string;
    readonly commandString?: boolean | undefined;
    readonly limits?: Partial<ShellLimits>;
  },
): ExitStatus | Promise<ExitStatus> {
  const { name, limits } = script;
  const options = { ...shellOptions(context), name, arguments: script.args, ...(limits && { limits }) };
  const shell = new Shell(options);
  return runScript(shell, script.text, script);
}

function shellOptions(context: ProcessContext): ShellOptions {
  const kernel = simulatorKernel(context);
  const { uid } = kernel.credentials;
  const user = userOf(context.files, uid);
  return {
    host: shellHostOf(kernel, { uid, name: user?.name ?? "I have no name!", home: user?.home ?? "/" }),
    self: context.self,
    env: context.env,
    cwd: context.cwd,
    files: context.descriptors,
    // A shell that never waits would keep the page from breathing.
    tick: () => kernel.host.clock.settled(),
  };
}

function simulatorKernel(context: ProcessContext): Syscalls {
  if (!(context.kernel instanceof Syscalls)) throw new Error("bash needs the simulator's own kernel");
  return context.kernel;
}

/** Debian's prompt: `user@host:~$`, and a window title for terminals that have one is left out. */
const PROMPT = "\\u@\\h:\\w\\$ ";

function interact(context: ProcessContext, shell: Shell, login: boolean): ExitStatus | Promise<ExitStatus> {
  const kernel = simulatorKernel(context);
  const { terminal } = context.stdin;
  if (terminal === undefined) throw new Error("an interactive shell without a terminal");
  if (context.env.PS1 === undefined && shell.dialect.almquist === undefined) shell.parameters.assign("PS1", PROMPT);
  const slave = kernel.host.terminals.get(kernel.process.session.terminal ?? "");
  const watched = slave && slave.leader === kernel.process.hostPid ? slave : undefined;
  return runShellOnTerminal(shell, {
    terminal,
    kernel,
    login,
    builtins: [],
    program: (name) => kernel.programNamed(name, shell.parameters.scalar("PATH") ?? ""),
    containers: (wanted) => kernel.host.engine?.names(wanted) ?? [],
    images: () => kernel.host.engine?.images() ?? [],
    ...(watched ? { onPrompt: () => watched.prompted(), onCommand: (text: string) => watched.entered(text) } : {}),
  });
}

export const bash: Program = {
  name: "bash",
  path: "/usr/bin/bash",
  summary: "the shell",
  run: (context) => startShell(context),
};

/** Debian's sh is dash. */
export const sh: Program = {
  name: "sh",
  path: "/usr/bin/dash",
  summary: "the shell of scripts",
  run: (context) => startShell(context, DASH),
};
