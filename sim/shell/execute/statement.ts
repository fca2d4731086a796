/** Statements, lists, pipelines, background jobs. */

import type { AndOr, CommandNode, CompoundList, Pipeline, PipelineNode, Statement } from "unbash";
import { strerror } from "../../../core/errors.ts";
import type { ChildProcess, ExitStatus, OpenFile } from "../../../core/process.ts";
import { roomForPipe } from "../descriptor.ts";
import { waitForeground } from "../foreground.ts";
import { fork, mayFork, type Placement, placeOf } from "../fork.ts";
import { printCommand } from "../print.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { runCompound } from "./compound.ts";
import { runPlain, runSimple } from "./simple.ts";
import { tailOfCommand, tailOfList, unredirected } from "./tail.ts";
import { withTime } from "./time.ts";

export function* runStatements(shell: Shell, statements: readonly Statement[]): Run<ExitStatus> {
  let status: ExitStatus = 0;
  for (const statement of statements) {
    if (shell.needsAttention()) yield* shell.betweenCommands();
    const done = runAtOnce(shell, statement);
    status = typeof done === "number" ? done : yield* runAttended(shell, statement, done);
    if (shell.flow !== undefined) break;
  }
  return status;
}

/** A program that has ended well without waiting, with nothing else to be done; else what there is to run of the command, if it has begun. */
function runAtOnce(shell: Shell, { command, background }: Statement): 0 | Run<ExitStatus> | undefined {
  if (command.type !== "Command" || background || shell.options.noexec || shell.flow !== undefined) return undefined;
  const status = runPlain(shell, command);
  if (typeof status !== "number") return status;
  if (status !== 0) return failed(status);
  shell.pipeStatus = SUCCESS;
  shell.lastStatus = 0;
  return 0;
}

function* failed(status: ExitStatus): Run<ExitStatus> {
  return status;
}

export function* runList(shell: Shell, list: CompoundList): Run<ExitStatus> {
  return yield* runStatements(shell, list.commands);
}

export function* runStatement(shell: Shell, statement: Statement): Run<ExitStatus> {
  if (shell.needsAttention()) yield* shell.betweenCommands();
  return yield* runAttended(shell, statement, undefined);
}

/** What `runAtOnce` has not done. `begun`: a simple command that runs already. */
function* runAttended(shell: Shell, statement: Statement, begun: Run<ExitStatus> | undefined): Run<ExitStatus> {
  if (begun === undefined && shell.flow !== undefined)
    return "status" in shell.flow ? shell.flow.status : shell.lastStatus;
  if (begun === undefined && shell.options.noexec && !shell.interactive) return 0;
  let status: ExitStatus;
  if (statement.background) status = yield* startJob(shell, statement);
  else if (statement.command.type === "AndOr") status = yield* runAndOr(shell, statement.command);
  else if (statement.command.type === "Command") {
    status = yield* begun ?? runSimple(shell, statement.command);
    shell.pipeStatus = status === 0 ? SUCCESS : [status];
    if (status !== 0) yield* countFailure(shell, status);
  } else status = yield* runCounted(shell, statement.command);
  shell.lastStatus = status;
  return status;
}

/** A command whose failure counts: ERR trap, `set -e`. */
function* runCounted(shell: Shell, node: PipelineNode): Run<ExitStatus> {
  const status = yield* runPipelineNode(shell, node);
  if (status !== 0 && countsForErrexit(node)) yield* countFailure(shell, status, subshellOf(node));
  return status;
}

/** A `subshell` that failed is told of at the line on which it ends (make_subshell_command). */
function* countFailure(shell: Shell, status: ExitStatus, subshell?: CommandNode): Run<void> {
  if (shell.flow !== undefined || shell.conditional > 0) return;
  shell.lastStatus = status;
  const { position } = shell;
  if (subshell !== undefined) shell.position = subshell.end - 1;
  yield* shell.traps.runError(shell);
  shell.position = position;
  if (shell.options.errexit && shell.flow === undefined) shell.flow = { kind: "exit", status };
}

const SUCCESS: readonly ExitStatus[] = [0];

/** A group or loop has counted for itself; `! command` never counts. */
function countsForErrexit(node: PipelineNode): boolean {
  if (node.type === "Pipeline") {
    const only = node.commands.length === 1 ? node.commands[0] : undefined;
    return !node.prefixes.some(({ type }) => type === "Negation") && (only === undefined || countsForErrexit(only));
  }
  const inner = unredirected(node);
  return (
    inner.type === "Command" ||
    inner.type === "Subshell" ||
    inner.type === "TestCommand" ||
    inner.type === "ArithmeticCommand" ||
    inner.type === "Coproc"
  );
}

/** The `( )` that a command is, with or without redirections. */
function subshellOf(node: PipelineNode): CommandNode | undefined {
  if (node.type === "Pipeline")
    return node.commands.length === 1 && node.commands[0] ? subshellOf(node.commands[0]) : undefined;
  const inner = unredirected(node);
  return inner.type === "Subshell" ? inner : undefined;
}

function* runAndOr(shell: Shell, node: AndOr): Run<ExitStatus> {
  let status: ExitStatus = 0;
  const last = node.commands.length - 1;
  for (let i = 0; i <= last; i++) {
    const command = node.commands[i];
    if (command === undefined) break;
    if (i > 0) {
      const operator = node.operators[i - 1];
      if (operator === "&&" ? status !== 0 : status === 0) continue;
    }
    if (i === last) {
      status = yield* runCounted(shell, command);
    } else {
      shell.conditional++;
      status = yield* runPipelineNode(shell, command);
      shell.conditional--;
    }
    shell.lastStatus = status;
    if (shell.flow !== undefined) break;
  }
  return status;
}

function* runPipelineNode(shell: Shell, node: PipelineNode): Run<ExitStatus> {
  if (node.type === "Pipeline") return yield* runPipeline(shell, node);
  const status = yield* runCommand(shell, node);
  shell.pipeStatus = [status];
  return status;
}

function* runCommand(shell: Shell, node: CommandNode): Run<ExitStatus> {
  return node.type === "Command" ? yield* runSimple(shell, node) : yield* runCompound(shell, node);
}

function* runPipeline(shell: Shell, node: Pipeline): Run<ExitStatus> {
  const negated = node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1;
  const timed = node.prefixes.find((prefix) => prefix.type === "Time");
  if (negated) shell.conditional++;
  let status: ExitStatus;
  if (timed !== undefined) {
    status = yield* withTime(shell, timed, runPipes(shell, node, negated));
    if (subshellOf(node) !== undefined && shell.trapDepth === 0) shell.commandNode = node;
  } else status = yield* runPipes(shell, node, negated);
  if (negated) shell.conditional--;
  return negated && shell.flow === undefined ? (status === 0 ? 1 : 0) : status;
}

const flowStatus = ({ flow }: Shell): ExitStatus => (flow !== undefined && "status" in flow ? flow.status : 1);

function* runPipes(shell: Shell, node: Pipeline, negated: boolean): Run<ExitStatus> {
  const only = node.commands[0];
  if (only === undefined) return 0;
  if (node.commands.length === 1) {
    const status = yield* runCommand(shell, only);
    shell.pipeStatus = [status];
    return status;
  }
  const statuses: ExitStatus[] = [];
  const final = node.commands.at(-1);
  if (shell.traps.commands.has("DEBUG") && !shell.options.functrace) {
    // Each command is announced by the shell that starts it.
    for (const command of node.commands) {
      if (command.type !== "Command" || (command === final && shell.shopts.lastpipe)) continue;
      shell.at(command);
      yield* shell.traps.runDebug(shell);
    }
  }
  if (!(yield* mayFork(shell))) return flowStatus(shell);
  const children = startPipeline(shell, node, false, shell.shopts.lastpipe && !shell.options.monitor);
  if (children === undefined) return flowStatus(shell);
  const text = (): string => printCommand(shell.source.text, node);
  let status: ExitStatus;
  if (children.rest !== undefined) {
    const { files } = shell;
    shell.files = new Map(files).set(0, children.rest.input);
    status = yield* runCommand(shell, children.rest.command);
    shell.files = files;
    children.rest.input.close();
    yield* waitForeground(shell, children.started, text, statuses);
    statuses.push(status);
  } else status = yield* waitForeground(shell, children.started, text, statuses);
  shell.pipeStatus = statuses;
  // A `( )` at the end is waited for by itself and counts; then the pipeline does (execute_cmd.c, execute_command_internal).
  const subshell = final && subshellOf(final);
  if (subshell !== undefined && status !== 0 && shell.dialect.almquist === undefined) {
    const forgiven = negated && !shell.options.errexit ? 1 : 0;
    shell.conditional -= forgiven;
    yield* countFailure(shell, status, subshell);
    shell.conditional += forgiven;
  }
  if (!shell.options.pipefail) return status;
  for (const each of statuses) if (each !== 0) status = each;
  return status;
}

interface Started {
  readonly started: readonly ChildProcess[];
  /** With `lastpipe`: what this shell itself runs, and from where it reads. */
  readonly rest: { readonly command: CommandNode; readonly input: OpenFile } | undefined;
}

function startPipeline(shell: Shell, node: Pipeline, background: boolean, keepLast: boolean): Started | undefined {
  const started: ChildProcess[] = [];
  let input: OpenFile | undefined;
  for (let i = 0; i < node.commands.length; i++) {
    const command = node.commands[i];
    if (command === undefined) break;
    const last = i === node.commands.length - 1;
    // What $BASH_COMMAND names: each command is started in turn.
    if (command.type === "Command" || subshellOf(command) !== undefined) shell.at(command);
    if (last && keepLast && input !== undefined) return { started, rest: { command, input } };
    const files = new Map(shell.files);
    if (input !== undefined) files.set(0, input);
    if (!last && !roomForPipe(shell)) {
      shell.usage(`${shell.nameOf(shell.source)}: pipe error: ${strerror("EMFILE")}`);
      shell.flow = { kind: shell.interactive ? "abort" : "exit", status: 1 };
      input?.close();
      return undefined;
    }
    const pipe = last ? undefined : shell.host.pipe();
    if (pipe !== undefined) {
      files.set(1, pipe.writer);
      if (node.operators[i] === "|&") files.set(2, pipe.writer);
    }
    started.push(forkCommand(shell, command, files, placeOf(shell, started[0], !background)));
    input?.close();
    pipe?.writer.close();
    input = pipe?.reader;
  }
  return { started, rest: undefined };
}

/** A child for one command of a pipeline, or of the background. */
function forkCommand(
  shell: Shell,
  command: CommandNode,
  files: ReadonlyMap<number, OpenFile>,
  place: Placement,
): ChildProcess {
  return fork(
    shell,
    files,
    function* (self) {
      self.tail = tailOfCommand(self.dialect, command);
      self.atTop = command.type === "Command" && shell.atTop;
      return yield* runCommand(self, command);
    },
    place,
  );
}

/** `command &`. */
function* startJob(shell: Shell, statement: Statement): Run<ExitStatus> {
  if (!(yield* mayFork(shell))) return flowStatus(shell);
  const { command } = statement;
  const text = printCommand(shell.source.text, command);
  const files = new Map(shell.files);
  let nothing: OpenFile | undefined;
  // Within what reads from a pipe or a redirection it reads there as well (execute_cmd.c, stdin_redir).
  if (!shell.options.monitor && shell.files.get(0) === shell.standardInput) {
    const opened = shell.host.files.open("/dev/null", "read");
    if (opened.ok) {
      nothing = opened.value;
      files.set(0, nothing);
    }
  }
  const saved = shell.files;
  shell.files = files;
  let children: readonly ChildProcess[];
  if (command.type === "Pipeline" && command.prefixes.length === 0)
    children = startPipeline(shell, command, true, false)?.started ?? [];
  else if (command.type === "AndOr" || command.type === "Pipeline") {
    const body = { ...statement, background: undefined };
    children = [
      fork(
        shell,
        files,
        function* (self) {
          self.tail = self.dialect.almquist && tailOfList(self.dialect, [body]);
          return yield* runStatement(self, body);
        },
        placeOf(shell, undefined, false),
      ),
    ];
  } else children = [forkCommand(shell, command, files, placeOf(shell, undefined, false))];
  shell.files = saved;
  nothing?.close();
  if (shell.flow !== undefined) return flowStatus(shell);
  const job = shell.jobs.add(children, text);
  shell.lastBackground = job.pid;
  if (shell.interactive && shell.dialect.almquist === undefined)
    void shell.files.get(2)?.write(`[${job.id}] ${job.pid}\n`);
  void job.ended.then(() => {
    shell.budget.processes -= children.length;
  });
  return 0;
}
