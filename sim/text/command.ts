/** One command of just-bash as a program. The library is loaded when the first of them runs. */
import type { CommandName } from "just-bash/browser";
import { strerror } from "../../core/errors.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import { SIGNAL } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { complain } from "../programs/base/support.ts";
import { descriptor, filesOf, latin1Of, readToEnd, textOf, textOfLatin1 } from "./files.ts";

export interface TextCommand {
  readonly name: string;
  readonly summary: string;
  /** The command of the library, where it has another name. */
  readonly command?: CommandName;
  /** Arguments put in front. */
  readonly prefix?: readonly string[];
  /** Letters of options that take a value. */
  readonly valued?: string;
  /** How many operands stand before the files; these options supply them instead (`-e`, `-f`). */
  readonly leading?: number;
  readonly supplied?: string;
  /** `files`: it reads standard input when no file is named, or `-`. */
  readonly input: "always" | "never" | "files" | "dash";
  /** Options that mean nothing here, where every line is written at once. */
  readonly dropped?: RegExp;
  /** What the library does not read in arguments, put as it does. */
  readonly reworded?: (arg: string) => string;
  /** Another program for the command lines that it does itself. */
  readonly instead?: (argv: readonly string[]) => ((context: ProcessContext) => Promise<ExitStatus>) | undefined;
  /** Standard input has to be named to it. */
  readonly wantsDash?: boolean;
  /** True when what it does to one line does not depend on the others: lines go through as they come. */
  readonly byLine?: (args: readonly string[], operands: readonly string[]) => boolean;
}

/** The operands of an argument list, and the options' letters. */
function operandsOf(
  args: readonly string[],
  valued: string,
): { readonly operands: string[]; readonly letters: string } {
  const operands: string[] = [];
  let letters = "";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith("--") || arg === "-" || !arg.startsWith("-")) {
      if (!arg.startsWith("--")) operands.push(arg);
      continue;
    }
    for (let k = 1; k < arg.length; k++) {
      const letter = arg[k] ?? "";
      letters += letter;
      if (!valued.includes(letter)) continue;
      if (k === arg.length - 1) i++;
      break;
    }
  }
  return { operands, letters };
}

export function textProgram(command: TextCommand): Program {
  return {
    name: command.name,
    path: `/usr/bin/${command.name}`,
    summary: command.summary,
    run: (context) => run(command, context),
  };
}

async function run(command: TextCommand, context: ProcessContext): Promise<ExitStatus> {
  const instead = command.instead?.(context.argv);
  if (instead !== undefined) return await instead(context);
  const { dropped, reworded } = command;
  const words = context.argv.slice(1);
  const given = reworded === undefined ? words : words.map(reworded);
  const args = dropped === undefined ? given : given.filter((arg) => !dropped.test(arg));
  const { operands, letters } = operandsOf(args, command.valued ?? "");
  const supplied = [...(command.supplied ?? "")].some((letter) => letters.includes(letter));
  const named = operands.slice(supplied ? 0 : (command.leading ?? 0));
  const readsInput =
    command.input === "always" ||
    (command.input === "files" &&
      named.filter((name) => !(command.name === "awk" && /^\w+=/.test(name))).length === 0) ||
    (command.input !== "never" && named.includes("-"));
  if (!readsInput) return await execute(command, context, args, "");
  if (named.length === 0 && command.byLine?.(args, operands)) return await byLine(command, context, args);
  const input = await readToEnd(context.stdin, context);
  const { pending } = context.self.signals;
  const all = named.length === 0 && command.wantsDash ? [...args, "-"] : args;
  return pending === undefined ? await execute(command, context, all, input) : 128 + SIGNAL[pending];
}

/** Lines go through as they come: `ping | grep ttl` shows each answer at its time. */
async function byLine(command: TextCommand, context: ProcessContext, args: readonly string[]): Promise<ExitStatus> {
  let rest = "";
  let status: ExitStatus | undefined;
  for (;;) {
    const chunk = await context.stdin.read(context.self.signals);
    const text = rest + (chunk ?? "");
    const end = chunk === null ? text.length : text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    if (end > 0 || (chunk === null && status === undefined)) {
      const one = await execute(command, context, args, text.slice(0, end));
      // grep: success as soon as any line was; trouble stays trouble.
      status = status === undefined || one > 1 || (one === 0 && status === 1) ? one : status;
      if (one > 1) return one;
    }
    if (context.stdout.broken) return 128 + SIGNAL.PIPE;
    const { pending } = context.self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
    if (chunk === null) return status ?? 0;
  }
}

/** Runs the command once over an input that is all there. */
async function execute(
  command: TextCommand,
  context: ProcessContext,
  args: readonly string[],
  input: string,
): Promise<ExitStatus> {
  // Pipes among the operands (`<(...)`) belong to the world, where time has to go on while they are read.
  const gathered = new Map<string, string>();
  for (const arg of args) {
    const file = descriptor(context, arg);
    if (file !== undefined) gathered.set(arg, await readToEnd(file, context));
  }
  const result = await context.kernel.outside(perform(command, context, args, input, gathered));
  const bytes = result.stdoutKind === "bytes" || result.stdoutEncoding === "binary";
  const output = bytes ? textOfLatin1(result.stdout) : textOf(result.stdout);
  if (result.stderr !== "") await context.stderr.write(named(command, result.stderr));
  return (await put(context.stdout, output)) ? result.exitCode : refusedOutput(context);
}

/** What the library's command makes of an input. */
export async function perform(
  command: TextCommand,
  context: ProcessContext,
  args: readonly string[],
  input: string,
  gathered: ReadonlyMap<string, string>,
) {
  const { Bash } = await import("just-bash/browser");
  const name = command.command ?? (command.name as CommandName);
  const bash = new Bash({
    fs: filesOf(context, gathered),
    cwd: context.cwd,
    commands: [name],
    defenseInDepth: false,
    executionLimitProfile: "normal",
  });
  const binary = /[\udc80-\udcff]/.test(input.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""));
  return await bash.exec(name, {
    args: [...(command.prefix ?? []), ...args],
    stdin: binary ? latin1Of(input) : input,
    stdinKind: binary ? "bytes" : "text",
    cwd: context.cwd,
    env: { ...context.env, TZ: context.env.TZ ?? "UTC" },
    replaceEnv: true,
  });
}

/** Messages under the name that the command was called by. */
function named(command: TextCommand, text: string): string {
  const name = command.command ?? command.name;
  const bare = text.replace(/^bash: (?:line \d+: )?/, "");
  return command.name === name ? bare : bare.replace(new RegExp(`^${name}:`, "gm"), `${command.name}:`);
}

/** Writes; false when nobody can read any more. */
export async function put(file: OpenFile, text: string): Promise<boolean> {
  if (text === "") return true;
  if (file.broken) return false;
  await file.write(text);
  return file.writeError === undefined;
}

/** What a program ends with whose output nobody takes: by the signal, or with a word on why. */
export function refusedOutput(context: ProcessContext, what = "write error"): ExitStatus {
  const { writeError } = context.stdout;
  if (writeError === undefined) return 128 + SIGNAL.PIPE;
  return complain(context, `${what}: ${strerror(writeError)}`);
}
