/**
 * The interactive loop of a shell: prompt, line, history, command, prompt again, as bash has it between `$` and `exit`.
 *
 * Same as bash: continuation lines, several commands in one paste, history expansion and its echo, one history entry for a
 * command of many lines (cmdhist), Ctrl-C, Ctrl-D, stopped jobs at the exit. Absent: TMOUT, mail checks, `ignoreeof`.
 */
import type { ExitStatus, OpenFile, Signals, Terminal } from "../../core/process.ts";
import { BASH } from "../shell/dialect/bash.ts";
import { type Manners, mannersOf } from "../shell/dialect/manners.ts";
import { Patience } from "../shell/patience.ts";
import type { Readiness } from "../shell/readiness.ts";
import { type EditedLine, type Fed, LineEditor, PASTE_OFF, PASTE_ON } from "./editor.ts";
import type { History } from "./history.ts";
import { expandHistory } from "./history-expansion.ts";
import type { LineServices } from "./line-services.ts";
import type { Readline } from "./readline/readline.ts";
import { type Completer, EDIT_COMMAND, type Outcome } from "./session.ts";

/** What the loop asks of the shell. */
export interface InteractiveShell {
  /** The prompt, expanded; invisible parts stand between \x01 and \x02. */
  prompt(which: "PS1" | "PS2"): string | Promise<string>;
  /** Runs PROMPT_COMMAND. */
  beforePrompt?(): Promise<void> | undefined;
  readiness(text: string): Readiness;
  /** Begins a command: answers with what puts its lines into the history, as they come, with what the text is then. */
  remember(): (line: string, readiness: Readiness) => void;
  /** `!(` is a pattern. */
  readonly extglob: boolean;
  /** Runs command text, syntax errors and all; `$?` is the shell's own. */
  run(text: string): void | Promise<void>;
  /** The status of the last command. */
  status: ExitStatus;
  /** The shell is to end: `exit` ran, or a deadly signal came. */
  readonly exit: ExitStatus | undefined;
  /** Takes an `exit` back, because of stopped jobs; false when there is no staying. */
  stay(): boolean;
  /** Ctrl-C at the prompt: runs the trap, sets `$?`. */
  interrupt(): void | Promise<void>;
  /** Lines about jobs that ended since, taken off the list. */
  jobReports(): readonly string[];
  readonly stoppedJobs: number;
  readonly signals: Signals;
  readonly login: boolean;
  /** bash's without. */
  readonly manners?: Manners;
  /** `set -H`. */
  readonly historyExpansion: boolean;
  /** `histchars`, where it is set. */
  readonly historyCharacters?: string | undefined;
  /** `shopt -s histverify`: what an expansion gives is edited before it runs. */
  readonly verifiesHistory?: boolean;
  /** `shopt -s histreedit`: a line whose expansion fails is edited again. */
  readonly reeditsHistory?: boolean;
  /** Traps, descriptors; answers with the final status. */
  finish(status: ExitStatus): ExitStatus | Promise<ExitStatus>;
}

export interface InteractiveOptions {
  readonly stdin: OpenFile;
  /** Where prompt and echo go: bash's are on standard error. */
  readonly stderr: OpenFile;
  readonly terminal: Terminal;
  readonly history: History;
  readonly complete?: Completer;
  readonly readline?: Readline;
  /** What a key runs that `bind -x` has bound. */
  readonly execute?: (command: string, line: EditedLine) => Promise<EditedLine>;
  readonly services?: Partial<LineServices>;
  /** Lets time go by, less when a signal comes. */
  readonly sleep?: (micros: number, signals: Signals) => Promise<unknown>;
  /** The prompt is on the screen and keys edit a line. */
  readonly onPrompt?: () => void;
  /** A command is about to run. */
  readonly onCommand?: (text: string) => void;
}

type Line =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "end" }
  | { readonly kind: "interrupt" }
  | { readonly kind: "hangup" };

/** Runs a shell on a terminal until it ends. Answers with its exit status. */
export async function runInteractive(shell: InteractiveShell, options: InteractiveOptions): Promise<ExitStatus> {
  const { stderr } = options;
  const reader = new LineReader(shell, options);
  const manners = shell.manners ?? mannersOf(BASH);
  if (manners.greeting !== "") await stderr.write(manners.greeting);
  let warned = false;
  try {
    for (;;) {
      for (const report of shell.jobReports()) await stderr.write(report);
      const command = await readCommand(shell, reader, options);
      if (command.kind === "hangup") return await shell.finish(shell.exit ?? 129);
      if (command.kind === "interrupt") {
        reader.discard();
        await shell.interrupt();
      } else if (command.kind === "end") {
        const stays = shell.stoppedJobs > 0 && !warned;
        if (manners.endsInside || !stays) await stderr.write(manners.end(shell.login));
        if (!stays) return await shell.finish(shell.status);
        await stderr.write(manners.stoppedJobs);
        warned = true;
        continue;
      } else if (command.kind === "broken" && !manners.endsInside) {
        await shell.run(command.text);
      } else if (command.kind === "broken") {
        // The end of input inside a command: bash complains, and ends.
        await stderr.write(`${command.message}\n${shell.login ? "logout" : "exit"}\n`);
        return await shell.finish(2);
      } else if (command.text.trim() !== "") {
        options.onCommand?.(command.text.replace(/\n$/, ""));
        const asked = warned;
        const { status } = shell;
        await shell.run(command.text);
        // What the line editor runs by itself leaves `$?` alone.
        if (command.text === `${EDIT_COMMAND}\n`) shell.status = status;
        // What has just shown the jobs, or tried to leave, need not be told about them again.
        warned = manners.warned.test(command.text);
        if (shell.exit !== undefined && shell.stoppedJobs > 0 && !asked && shell.stay()) {
          await stderr.write(manners.stoppedJobs);
        }
      }
      if (shell.exit !== undefined) return await shell.finish(shell.exit);
    }
  } finally {
    reader.close();
  }
}

type CommandText =
  | { readonly kind: "command"; readonly text: string }
  | { readonly kind: "broken"; readonly message: string; readonly text: string }
  | { readonly kind: "end" }
  | { readonly kind: "interrupt" }
  | { readonly kind: "hangup" };

/** Reads lines until they make a command, and puts them into the history. */
async function readCommand(
  shell: InteractiveShell,
  reader: LineReader,
  options: InteractiveOptions,
): Promise<CommandText> {
  const { history, stderr } = options;
  let text = "";
  let within: ReturnType<InteractiveShell["readiness"]> = { kind: "complete" };
  const remember = shell.remember();
  for (;;) {
    const first = text === "";
    const line = await reader.next(first ? "PS1" : "PS2");
    if (line.kind === "end") {
      return first ? line : { kind: "broken", message: "bash: syntax error: unexpected end of file", text };
    }
    if (line.kind !== "line") return line;
    let { text: typed } = line;
    const quoting = within.kind === "incomplete" ? within.within : undefined;
    if (shell.historyExpansion && quoting !== "'" && quoting !== "document") {
      const expanded = expandHistory(typed, history, {
        quoted: quoting === '"',
        extglob: shell.extglob,
        characters: shell.historyCharacters,
      });
      if (!expanded.ok) {
        await stderr.write(`bash: ${expanded.error}\n`);
        reader.discard();
        if (shell.reeditsHistory) reader.begin(typed);
        return { kind: "command", text: "" };
      }
      if (expanded.value.changed && shell.verifiesHistory && !expanded.value.printOnly) {
        reader.begin(expanded.value.text);
        continue;
      }
      if (expanded.value.changed) await stderr.write(`${expanded.value.text}\n`);
      if (expanded.value.printOnly) {
        shell.remember()(expanded.value.text, { kind: "complete" });
        return { kind: "command", text: "" };
      }
      typed = expanded.value.text;
    }
    text += typed;
    within = shell.readiness(text);
    remember(typed, within);
    text += "\n";
    if (within.kind === "complete") return { kind: "command", text };
  }
}

/** Lines from the terminal through the editor; a pasted text of many lines gives them one by one. */
class LineReader {
  readonly #shell: InteractiveShell;
  readonly #options: InteractiveOptions;
  readonly #editor: LineEditor;
  readonly #ignoreResize: () => void;
  #lines: string[] = [];
  #editing = false;
  #text = "";
  /** Input for the editor that the terminal does not take back. */
  #rest = "";

  constructor(shell: InteractiveShell, options: InteractiveOptions) {
    this.#shell = shell;
    this.#options = options;
    const { terminal, history, complete, readline, execute, services } = options;
    this.#editor = new LineEditor({
      history,
      columns: terminal.columns,
      rows: terminal.rows,
      ...(complete === undefined ? {} : { complete }),
      ...(readline === undefined ? {} : { readline }),
      ...(execute === undefined ? {} : { execute }),
      ...(services === undefined ? {} : { services }),
    });
    this.#ignoreResize = terminal.onResize(() => {
      const output = this.#editor.resize(terminal.columns, terminal.rows);
      if (this.#editing && output !== "") void options.stderr.write(output);
    });
  }

  /** What the next line that is edited begins as. */
  begin(text: string): void {
    this.#text = text;
  }

  /** Lines that are left of a paste are not run after an error or an interrupt. */
  discard(): void {
    this.#lines = [];
  }

  close(): void {
    this.#ignoreResize();
  }

  async next(which: "PS1" | "PS2"): Promise<Line> {
    const queued = this.#lines.shift();
    if (queued !== undefined) return { kind: "line", text: queued };
    const outcome = await this.#edit(which);
    if (outcome === undefined) return { kind: "hangup" };
    if (outcome.kind !== "line") return outcome;
    const lines = outcome.text.split("\n");
    // A newline at the end of what was pasted ends the last line; it is not one more.
    if (lines.length > 1 && lines.at(-1) === "") lines.pop();
    this.#lines = lines.slice(1);
    return { kind: "line", text: lines[0] ?? "" };
  }

  async #edit(which: "PS1" | "PS2"): Promise<Outcome | undefined> {
    const { stdin, stderr, terminal, onPrompt } = this.#options;
    const before = which === "PS1" ? this.#shell.beforePrompt?.() : undefined;
    if (before !== undefined) await before;
    const expanded = this.#shell.prompt(which);
    // Keys that are there already are the editor's, so nothing is waited for without need.
    const prompt = typeof expanded === "string" ? expanded : await expanded;
    terminal.setRaw(true, { processOutput: true });
    this.#editing = true;
    // With echo off readline shows the prompt and nothing of the line.
    const hidden = terminal.modes?.flags.echo === false;
    try {
      const shown = this.#editor.begin(prompt, this.#text);
      this.#text = "";
      await stderr.write(hidden ? `${PASTE_ON}${prompt.replace(/\x01|\x02/g, "")}` : shown);
      if (which === "PS1") onPrompt?.();
      let fed: Fed | undefined;
      for (;;) {
        const input = this.#rest === "" ? await this.#keys(stdin, fed?.patienceMicros) : this.#rest;
        this.#rest = "";
        if (input === null) return undefined;
        fed = input === undefined ? this.#editor.expire() : this.#editor.feed(input);
        while (fed.waiting !== undefined) {
          if (!hidden) await stderr.write(fed.output);
          await fed.waiting;
          fed = this.#editor.feed("");
        }
        const { output, outcome } = fed;
        if (!hidden) await stderr.write(output);
        else if (outcome !== undefined) await stderr.write(`${PASTE_OFF}\r\n`);
        if (outcome === undefined) continue;
        const rest = this.#editor.takeRest();
        if (rest !== "" && stdin.unread !== undefined) stdin.unread(rest);
        else this.#rest = rest;
        return outcome;
      }
    } finally {
      this.#editing = false;
      terminal.setRaw(false);
    }
  }

  /** What is typed; undefined when nothing is for so long, null when there is no more. */
  async #keys(stdin: OpenFile, patienceMicros: number | undefined): Promise<string | null | undefined> {
    const { signals } = this.#shell;
    const { sleep } = this.#options;
    if (patienceMicros === undefined || sleep === undefined) return stdin.read(signals);
    const patience = new Patience(signals);
    let typed = false;
    void sleep(patienceMicros, signals).then(() => {
      if (!typed) patience.end();
    });
    const input = await stdin.read(patience);
    typed = true;
    return input === null && signals.pending === undefined && patience.pending !== undefined ? undefined : input;
  }
}
