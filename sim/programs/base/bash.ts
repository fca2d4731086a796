/** bash(1) and sh(1) as programs: the words of the command line; the shell itself is in sim/shell. */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { Syscalls, shellHostOf } from "../../kernel/syscalls.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { reportSyntax, runTop } from "../../shell/execute/script.ts";
import { drive, type Run } from "../../shell/run.ts";
import { Shell } from "../../shell/shell.ts";
import { parseSource, Source } from "../../shell/source.ts";
import { runShellOnTerminal } from "../../terminal/shell-on-terminal.ts";
import { absolute, readAll, userOf } from "./support.ts";

interface Words {
  readonly command: string | undefined;
  readonly readStdin: boolean;
  readonly interactive: boolean;
  readonly login: boolean;
  /** Letters for `set`, and `-o` names. */
  readonly set: readonly string[];
  readonly rest: readonly string[];
}

/** What stands before the script's name; a string is the option that nobody knows. */
function parse(argv: readonly string[]): Words | string {
  let command = false;
  let readStdin = false;
  let interactive = false;
  let login = argv[0]?.startsWith("-") ?? false;
  const set: string[] = [];
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at] as string;
    if (word === "--" || word === "-") {
      at++;
      break;
    }
    if (word.startsWith("--")) {
      if (word === "--login") login = true;
      else if (!/^--(norc|noprofile|noediting|posix)$/.test(word)) return word;
      continue;
    }
    if (!/^[-+]./.test(word)) break;
    for (const letter of word.slice(1)) {
      if (letter === "c") command = true;
      else if (letter === "s") readStdin = true;
      else if (letter === "i") interactive = true;
      else if (letter === "l") login = true;
      else if (letter === "o" || letter === "O") set.push(`${word[0]}${letter}`, argv[++at] ?? "");
      else if (/[aefuxvnhbCEmpTP]/.test(letter)) set.push(`${word[0]}${letter}`);
      else return `-${letter}`;
    }
  }
  const rest = argv.slice(at);
  return {
    command: command ? (rest[0] ?? "") : undefined,
    readStdin,
    interactive,
    login,
    set,
    rest: command ? rest.slice(1) : rest,
  };
}

/** Runs a whole text at the top of a shell, EXIT trap and all. */
function* runText(shell: Shell, text: string, name: string, label?: string): Run<ExitStatus> {
  try {
    const parsed = parseSource(new Source(text, name));
    if (parsed.problem !== undefined) {
      reportSyntax(shell, parsed.source, parsed.problem, label);
      return yield* shell.finish(2);
    }
    return yield* shell.finish(yield* runTop(shell, parsed));
  } finally {
    // Also when a signal takes the process down from outside: its ends of pipes go with it.
    shell.closeFiles();
  }
}

function start(context: ProcessContext): ExitStatus | Promise<ExitStatus> {
  const name = context.argv[0]?.replace(/^-/, "") ?? "bash";
  const words = parse(context.argv);
  if (typeof words === "string") {
    void context.stderr.write(`${name}: ${words}: invalid option\n`);
    return 2;
  }
  const kernel = simulatorKernel(context);
  const [script, ...scriptArguments] = words.rest;
  const fromScript = words.command === undefined && !words.readStdin && script !== undefined;
  const interactive =
    words.interactive ||
    (words.command === undefined &&
      !fromScript &&
      context.stdin.terminal !== undefined &&
      context.stderr.terminal !== undefined);
  const argumentZero = words.command !== undefined ? (script ?? name) : fromScript ? script : name;
  const shell = newShell(context, {
    name: argumentZero,
    arguments: fromScript || words.command !== undefined ? scriptArguments : words.rest,
    interactive,
  });
  if (words.set.length > 0) {
    const options = words.set.map((word) => (/^[-+]/.test(word) ? word : `'${word}'`)).join(" ");
    const parsed = parseSource(new Source(`set ${options}`, name));
    drive(runTop(shell, parsed));
  }
  if (interactive) return interact(context, kernel, shell, words.login);
  if (words.command !== undefined) {
    shell.commandString = true;
    return drive(runText(shell, words.command, argumentZero, "-c"));
  }
  if (fromScript) {
    const path = absolute(context, script);
    const text = context.files.readFile(path);
    if (text.ok) return drive(runText(shell, text.value, script));
    const found = script.includes("/") ? undefined : kernel.which(script, context.env);
    const other = found === undefined ? text : context.files.readFile(found);
    if (other.ok) return drive(runText(shell, other.value, script));
    void context.stderr.write(
      text.error === "EISDIR"
        ? `${script}: ${script}: Is a directory\n`
        : `${name}: ${script}: ${strerror(text.error)}\n`,
    );
    return text.error === "ENOENT" ? 127 : 126;
  }
  return readAll(context).then((text) => drive(runText(shell, text, name)));
}

/** Runs a text as `bash NAME ARGUMENTS` would run the file NAME. */
export function runBashScript(
  context: ProcessContext,
  script: { readonly name: string; readonly args: readonly string[]; readonly text: string },
): ExitStatus | Promise<ExitStatus> {
  const shell = newShell(context, { name: script.name, arguments: script.args, interactive: false });
  return drive(runText(shell, script.text, script.name));
}

function newShell(
  context: ProcessContext,
  options: { readonly name: string; readonly arguments: readonly string[]; readonly interactive: boolean },
): Shell {
  const kernel = simulatorKernel(context);
  const { uid } = kernel.credentials;
  const user = userOf(context.files, uid);
  return new Shell({
    host: shellHostOf(kernel, { uid, name: user?.name ?? "I have no name!", home: user?.home ?? "/" }),
    self: context.self,
    env: context.env,
    cwd: context.cwd,
    files: context.descriptors,
    ...options,
    // A shell that never waits would keep the page from breathing.
    tick: () => kernel.host.clock.settled(),
  });
}

function simulatorKernel(context: ProcessContext): Syscalls {
  if (!(context.kernel instanceof Syscalls)) throw new Error("bash needs the simulator's own kernel");
  return context.kernel;
}

/** Debian's prompt: `user@host:~$`, and a window title for terminals that have one is left out. */
const PROMPT = "\\u@\\h:\\w\\$ ";

/** A shell at a terminal; without one (`bash -i` in a script) it reads commands as they come. */
function interact(context: ProcessContext, kernel: Syscalls, shell: Shell, login: boolean): Promise<ExitStatus> {
  const { terminal } = context.stdin;
  if (context.env.PS1 === undefined) shell.assign("PS1", PROMPT);
  if (terminal === undefined) return readAll(context).then((text) => drive(runText(shell, text, "bash")));
  const slave = kernel.host.terminals.get(kernel.process.session.terminal ?? "");
  const watched = slave && slave.leader === kernel.process.hostPid ? slave : undefined;
  return runShellOnTerminal(shell, {
    terminal,
    kernel,
    login,
    builtins: [],
    program: (name) => kernel.programNamed(name, shell.scalar("PATH") ?? ""),
    containers: (wanted) => kernel.host.engine?.names(wanted) ?? [],
    images: () => kernel.host.engine?.images() ?? [],
    ...(watched ? { onPrompt: () => watched.prompted(), onCommand: (text: string) => watched.entered(text) } : {}),
  });
}

export const bash: Program = {
  name: "bash",
  path: "/usr/bin/bash",
  summary: "the shell",
  run: start,
};

/** Debian's sh is dash; here it is the same shell under its name. */
export const sh: Program = {
  name: "sh",
  path: "/usr/bin/dash",
  summary: "the shell, under its old name",
  run: start,
};
