/** The shell of sim/shell as the interactive loop and completion need it: what `bash` runs when its input is a terminal. */
import { type ExitStatus, type OpenFile, SIGNAL, type Terminal } from "../../core/process.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { readlineOf } from "../shell/builtin/bind.ts";
import { jobLine } from "../shell/dialect/almquist/builtin/job.ts";
import { mannersOf } from "../shell/dialect/manners.ts";
import { runText, runTop } from "../shell/execute/script.ts";
import { expandPrompt } from "../shell/expand/prompt.ts";
import { expandTemplate } from "../shell/expand/word.ts";
import { generate } from "../shell/generate-completions.ts";
import type { Job } from "../shell/jobs.ts";
import { readinessOf } from "../shell/readiness.ts";
import { beginHistory, RememberedCommand, saveHistory } from "../shell/remember.ts";
import { drive, type Run } from "../shell/run.ts";
import type { Shell } from "../shell/shell.ts";
import { Source } from "../shell/source.ts";
import { valuesOf } from "../shell/variable.ts";
import type { Word } from "./command-line.ts";
import { breakAt, type CompletionWorld, completeLine, type Programmed } from "./completion.ts";
import type { EditedLine } from "./editor.ts";
import { History } from "./history.ts";
import { type InteractiveShell, runInteractive } from "./interactive.ts";
import { lineServicesOf } from "./shell-services.ts";

/** What a command line may start with that is no program. */
const KEYWORDS: readonly string[] = [
  ..."if then elif else fi case esac for select while until do done in function time coproc ! [[ {".split(" "),
];

export interface ShellOnTerminalOptions {
  readonly terminal: Terminal;
  readonly kernel: Kernel;
  /** Commands of the shell besides its builtins and keywords, for completion. */
  readonly builtins?: readonly string[];
  /** The program that a command name starts. */
  readonly program: CompletionWorld["program"];
  readonly containers?: CompletionWorld["containers"];
  readonly images?: CompletionWorld["images"];
  /** A login shell says `logout`, another one `exit`. */
  readonly login?: boolean;
  /** For the `history` builtin; one of its own without. */
  readonly history?: History;
  readonly onPrompt?: () => void;
  readonly onCommand?: (text: string) => void;
}

/** Runs an interactive shell on the terminal of its descriptors 0 and 2 until it ends. Answers with its exit status. */
export async function runShellOnTerminal(shell: Shell, options: ShellOnTerminalOptions): Promise<ExitStatus> {
  const stdin = shell.files.get(0);
  const stderr = shell.files.get(2);
  if (stdin === undefined || stderr === undefined) return 1;
  // As bash does when it finds itself interactive.
  shell.options.histexpand = shell.dialect.almquist === undefined;
  const history = options.history ?? new History();
  shell.history = history;
  shell.remembering = true;
  const home = shell.parameters.scalar("HOME");
  if (home !== undefined && shell.parameters.scalar("HISTFILE") === undefined)
    shell.parameters.assign("HISTFILE", `${home}/.bash_history`, false);
  beginHistory(shell);
  const world = completionWorld(shell, options);
  const giveBack = shell.takeTerminal();
  const readline = shell.dialect.almquist === undefined ? readlineOf(shell) : undefined;
  const status = await runInteractive(interactiveShell(shell, stderr, options.terminal, options.login === true), {
    stdin,
    stderr,
    terminal: options.terminal,
    history,
    ...(readline === undefined ? {} : { readline, execute: (command, line) => runForKey(shell, command, line) }),
    services: lineServicesOf(shell, readline),
    sleep: (micros, signals) => shell.host.sleep(micros, signals),
    complete: (line, point, manner) => completeLine(line.slice(0, point), world, manner),
    ...(options.onPrompt === undefined ? {} : { onPrompt: options.onPrompt }),
    ...(options.onCommand === undefined ? {} : { onCommand: options.onCommand }),
  });
  saveHistory(shell);
  giveBack();
  return status;
}

/** What `bind -x` runs: the line is in READLINE_LINE and may be another one afterwards (bind_execute_unix_command). */
async function runForKey(shell: Shell, command: string, line: EditedLine): Promise<EditedLine> {
  const { parameters, lastStatus, pipeStatus } = shell;
  parameters.assign("READLINE_LINE", line.text, false);
  parameters.assign("READLINE_POINT", String(codePoints(line.text.slice(0, line.point))), false);
  parameters.assign("READLINE_MARK", String(codePoints(line.text.slice(0, line.mark))), false);
  if (line.argument !== undefined) parameters.assign("READLINE_ARGUMENT", String(line.argument), false);
  // The line is off the screen before the command writes.
  await Promise.resolve();
  await drive(runText(shell, command, { keepLine: true, label: "bash_execute_unix_command" }));
  shell.flow = undefined;
  shell.budget.renew();
  const text = parameters.scalar("READLINE_LINE") ?? "";
  const place = (name: string, otherwise: number): number => {
    const number = parameters.scalar(name);
    return number !== undefined && /^\d+$/.test(number) ? unitsOf(text, Number(number)) : otherwise;
  };
  const edited = { text, point: place("READLINE_POINT", line.point), mark: place("READLINE_MARK", line.mark) };
  for (const name of ["READLINE_LINE", "READLINE_POINT", "READLINE_MARK", "READLINE_ARGUMENT"])
    shell.variables.remove(name);
  shell.lastStatus = lastStatus;
  shell.pipeStatus = pipeStatus;
  return edited;
}

const codePoints = (text: string): number => [...text].length;
const unitsOf = (text: string, points: number): number => [...text].slice(0, points).join("").length;

function completionWorld(shell: Shell, options: ShellOnTerminalOptions): CompletionWorld {
  return {
    get context() {
      return { cwd: shell.cwd, files: shell.host.files, kernel: options.kernel };
    },
    get home() {
      return shell.parameters.scalar("HOME");
    },
    get path() {
      return (shell.parameters.scalar("PATH") ?? "").split(":").filter((directory) => directory !== "");
    },
    get shellCommands() {
      return [
        ...shell.builtins().keys(),
        ...KEYWORDS,
        ...(options.builtins ?? []),
        ...shell.functions.keys(),
        ...shell.aliases.keys(),
      ];
    },
    get variables() {
      return shell.variables.names();
    },
    program: options.program,
    programmed: (words, line) => programmed(shell, words, line),
    ...(options.containers === undefined ? {} : { containers: options.containers }),
    ...(options.images === undefined ? {} : { images: options.images }),
  };
}

/** What `complete` has for a command: by its name, by the last part of its path, or for all that have nothing (-D). */
function programmed(shell: Shell, words: readonly Word[], line: string): Promise<Programmed> | undefined {
  const command = words[0]?.value ?? "";
  const { completions } = shell;
  if (!shell.shopts.progcomp || completions.size === 0) return undefined;
  const spec =
    completions.get(command) ?? completions.get(command.split("/").at(-1) ?? "") ?? completions.get("_DefaultCmD_");
  const last = words.at(-1);
  if (spec === undefined || last === undefined) return undefined;
  // Words as COMP_WORDBREAKS cuts them.
  const parts = words.flatMap((word) => (word.raw === "" ? [""] : (word.raw.match(/[=:@]+|[^=:@]+/g) ?? [])));
  if (last.raw !== "" && breakAt(last) === last.raw.length) parts.push("");
  const cut = breakAt(last);
  const request = {
    command,
    word: cut > 0 ? last.raw.slice(cut) : last.value,
    previous: parts.at(-2) ?? "",
    line: line.slice(words[0]?.start ?? 0),
    point: line.length - (words[0]?.start ?? 0),
    words: parts,
    at: parts.length - 1,
  };
  const { lastStatus, pipeStatus } = shell;
  shell.completed = undefined;
  const finish = (found: readonly string[]): Programmed => {
    const options = new Set(shell.completed ?? spec.options);
    if (spec.actions.has("file") || spec.actions.has("directory")) options.add("filenames");
    // An error in the function ends the completion, not the shell.
    shell.flow = undefined;
    shell.lastStatus = lastStatus;
    shell.pipeStatus = pipeStatus;
    shell.budget.renew();
    return { words: found, options };
  };
  // The line is on the screen before the function writes.
  return Promise.resolve()
    .then(() => drive(generate(shell, spec, request)))
    .then(finish);
}

function interactiveShell(shell: Shell, stderr: OpenFile, terminal: Terminal, login: boolean): InteractiveShell {
  // Messages begin with the last part of $0.
  const name = shell.argumentZero.split("/").at(-1) ?? "bash";
  let exit: ExitStatus | undefined;
  let size = "";
  const almquist = shell.dialect.almquist !== undefined;
  /** The line that the next command begins on, where lines are counted. */
  let next = 1;
  /** What unwinds to the prompt ends there. */
  const settle = async (): Promise<void> => {
    const { flow } = shell;
    shell.flow = undefined;
    if (flow?.kind === "exit") exit = flow.status;
    else if (flow?.kind === "abort") {
      shell.lastStatus = flow.status;
      // The cursor stands behind the ^C.
      if (flow.status === 128 + SIGNAL.INT) await stderr.write("\n");
    }
    const { pending } = shell.self.signals;
    if (pending !== undefined) exit = 128 + SIGNAL[pending];
    // A limit stops one command line, not the shell.
    shell.budget.renew();
  };
  /** What runs for the prompt leaves `$?` as it was. */
  const aside = async <T>(run: () => Run<T>, otherwise: T): Promise<T> => {
    const { lastStatus, pipeStatus } = shell;
    const result = await drive(run());
    const failed = shell.flow !== undefined;
    await settle();
    shell.lastStatus = lastStatus;
    shell.pipeStatus = pipeStatus;
    return failed ? otherwise : result;
  };
  const runAll = async (texts: readonly string[]): Promise<void> => {
    for (const text of texts) {
      await aside(function* () {
        return yield* runText(shell, text, { keepLine: true, label: "PROMPT_COMMAND" });
      }, 0);
    }
  };
  return {
    prompt(which) {
      // checkwinsize: the size of the terminal, whenever it is another.
      const now = `${terminal.columns} ${terminal.rows}`;
      if (which === "PS1" && !almquist && shell.shopts.checkwinsize && now !== size) {
        size = now;
        shell.variables.own("COLUMNS").value = String(terminal.columns);
        shell.variables.own("LINES").value = String(terminal.rows);
      }
      const text = shell.parameters.scalar(which) ?? "";
      if (shell.dialect.name === "dash") {
        if (!/[$`]/.test(text)) return text;
        return aside(function* () {
          return yield* expandTemplate(shell, text);
        }, text);
      }
      const marked = text.replace(/\\(?:\\|\[|\])/g, (code) =>
        code === "\\[" ? "\x01" : code === "\\]" ? "\x02" : code,
      );
      const decoded = expandPrompt(shell, marked);
      if (!shell.shopts.promptvars || !/[$`]/.test(decoded)) return decoded;
      return aside(function* () {
        return yield* expandTemplate(shell, decoded);
      }, decoded);
    },
    beforePrompt() {
      const commands = almquist ? undefined : shell.parameters.lookup("PROMPT_COMMAND");
      return commands === undefined ? undefined : runAll(valuesOf(commands));
    },
    readiness: (text) => readinessOf(text, name, shell.grammar),
    remember() {
      const command = new RememberedCommand(shell);
      return (line, readiness) => {
        if (shell.remembering || almquist) command.add(line, readiness);
      };
    },
    get extglob() {
      return shell.shopts.extglob;
    },
    async run(text) {
      const source = new Source(text, name, almquist ? next : 1);
      next += text.split("\n").length - 1;
      const status = await drive(runTop(shell, source, true));
      // The rest of a line that does not parse is thrown away before it is counted.
      if (status === undefined) next--;
      if (shell.interrupted) {
        // It came when nothing was left to be interrupted.
        shell.interrupted = false;
        shell.flow ??= { kind: "abort", status: 128 + SIGNAL.INT };
      }
      if (shell.flow === undefined && status !== undefined) shell.lastStatus = status;
      shell.commandNumber++;
      await settle();
    },
    get status() {
      return shell.lastStatus;
    },
    set status(status) {
      shell.lastStatus = status;
    },
    get exit() {
      const { pending } = shell.self.signals;
      return exit ?? (pending === undefined ? undefined : 128 + SIGNAL[pending]);
    },
    stay() {
      if (shell.self.signals.pending !== undefined) return false;
      exit = undefined;
      shell.lastStatus = 1;
      return true;
    },
    async interrupt() {
      shell.lastStatus = 128 + SIGNAL.INT;
      if (!shell.traps.deliver("INT")) return;
      await drive(shell.traps.run(shell));
      await settle();
    },
    jobReports() {
      shell.jobs.deaths.length = 0;
      const stopped = shell.jobs.list.filter((job) => job.stopUnreported && job.state === "stopped");
      for (const job of stopped) job.stopUnreported = false;
      const ended = shell.jobs.list.filter((job) => job.state === "done");
      const line = (job: Job): string => (almquist ? jobLine(shell, job, false) : shell.jobs.line(job));
      const lines: string[] = [];
      // To dash and ash the next one is the current one as soon as one is gone.
      for (const job of ended) {
        if (!job.reported) lines.push(line(job));
        if (almquist) shell.jobs.remove(job, true);
      }
      for (const job of ended) shell.jobs.remove(job);
      return [...stopped.map((job) => (almquist ? line(job) : `\n${line(job)}`)), ...lines];
    },
    get stoppedJobs() {
      return shell.jobs.list.filter((job) => job.state === "stopped").length;
    },
    signals: shell.self.signals,
    login,
    manners: mannersOf(shell.dialect),
    get historyExpansion() {
      return shell.options.histexpand;
    },
    get historyCharacters() {
      return shell.parameters.scalar("histchars");
    },
    get verifiesHistory() {
      return shell.shopts.histverify;
    },
    get reeditsHistory() {
      return shell.shopts.histreedit;
    },
    finish: (status) => drive(shell.finish(status)),
  };
}
