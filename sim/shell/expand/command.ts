/** Command and process substitution. */

import type { CommandExpansionPart, ProcessSubstitutionPart } from "unbash";
import { strerror } from "../../../core/errors.ts";
import type { OpenFile } from "../../../core/process.ts";
import { descriptorLimit, roomForPipe } from "../descriptor.ts";
import { runInChild } from "../execute/script.ts";
import { runStatements } from "../execute/statement.ts";
import { tailOfList } from "../execute/tail.ts";
import { waitForeground } from "../foreground.ts";
import { fork, mayFork, type Placement } from "../fork.ts";
import { COST } from "../limits.ts";
import { openPath } from "../open.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { Source } from "../source.ts";
import { substitutedCommands } from "./reread.ts";
import { expandText } from "./word.ts";

/** Ctrl-Z does not stop what a shell needs to go on itself. */
const SUBSTITUTION: Placement = { ignores: ["TSTP", "TTIN", "TTOU"] };

/** `$(commands)`: their output without its last newlines. `$?` is theirs afterwards. */
export function* substituteCommand(shell: Shell, part: CommandExpansionPart): Run<string> {
  const script = part.script;
  if (script === undefined) return "";
  const only = script.commands[0]?.command;
  const reads = shell.dialect.almquist === undefined && only?.type === "Command" && only.name === undefined;
  if (script.commands.length === 1 && reads && only.prefix.length === 1) {
    const redirect = only.prefix[0];
    if (
      redirect?.type === "Redirect" &&
      redirect.operator === "<" &&
      redirect.descriptor === undefined &&
      redirect.target
    ) {
      return yield* fileContent(shell, yield* expandText(shell, redirect.target));
    }
  }
  if (!roomForPipe(shell)) {
    shell.usage(`${shell.nameOf(shell.source)}: cannot make pipe for command substitution: ${strerror("EMFILE")}`);
    return "";
  }
  if (!(yield* mayFork(shell))) return "";
  const pipe = shell.host.pipe();
  const child = fork(
    shell,
    new Map(shell.files).set(1, pipe.writer),
    function* (self) {
      if (!self.shopts.inherit_errexit) self.options.errexit = false;
      self.inSubstitution = true;
      self.traceLevel = shell.traceLevel + 1;
      if (script.source !== undefined || part.text.startsWith("`")) {
        const text = script.source ?? part.text.slice(1, -1);
        const line = self.dialect.almquist === undefined ? self.line() : 1;
        return yield* runInChild(self, new Source(text, shell.source.name, line), "command substitution");
      }
      const commands = substitutedCommands(self, part, shell.inDocument);
      self.tail = tailOfList(self.dialect, commands);
      return yield* runStatements(self, commands);
    },
    SUBSTITUTION,
  );
  pipe.writer.close();
  const text = yield* readAll(shell, pipe.reader);
  pipe.reader.close();
  shell.substitutionStatus = yield* waitForeground(shell, [child], () => part.text);
  // Who was ended while waiting does nothing with what there was.
  if (shell.signals.deadly !== undefined) yield* shell.betweenCommands();
  shell.lastStatus = shell.substitutionStatus;
  return stripEnd(shell, text);
}

function stripEnd(shell: Shell, text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
  const kept = text.slice(0, end);
  if (!kept.includes("\0")) return kept;
  if (shell.dialect.almquist === undefined) shell.complain("warning: command substitution: ignored null byte in input");
  return kept.replaceAll("\0", "");
}

function* fileContent(shell: Shell, name: string): Run<string> {
  const opened = yield* openPath(shell, name, "read");
  if (!opened.ok) {
    if (opened.error !== "EINTR") shell.complainAbout(name, opened.error);
    shell.substitutionStatus = 1;
    return "";
  }
  const text = yield* readAll(shell, opened.value);
  opened.value.close();
  shell.substitutionStatus = 0;
  return stripEnd(shell, text);
}

const readOn = (file: OpenFile, { self: { signals } }: Shell) =>
  file.readBlock === undefined ? file.read(signals) : file.readBlock(signals);

function* readAll(shell: Shell, file: OpenFile): Run<string> {
  let text = "";
  for (;;) {
    const chunk = yield* shell.signals.waitFor(readOn(file, shell), null, { patient: true });
    if (chunk === null) return text;
    text += chunk;
    yield* shell.mind(chunk.length * COST.character);
    if (shell.flow !== undefined) return "";
    if (text.length > shell.budget.limits.substitutionLength) {
      shell.stop(`command substitution: more than ${shell.budget.limits.substitutionLength} characters`);
      return text;
    }
  }
}

/** `<(commands)`: the name of a pipe to them. */
export function* substituteProcess(shell: Shell, part: ProcessSubstitutionPart): Run<string> {
  const script = part.script;
  if (script === undefined) return "";
  if (!roomForPipe(shell)) {
    shell.usage(`${shell.nameOf(shell.source)}: cannot make pipe for process substitution: ${strerror("EMFILE")}`);
    return "";
  }
  if (!(yield* mayFork(shell))) return "";
  const pipe = shell.host.pipe();
  const [theirs, ours] = part.operator === "<" ? [pipe.writer, pipe.reader] : [pipe.reader, pipe.writer];
  const files = new Map(shell.files).set(part.operator === "<" ? 1 : 0, theirs);
  const child = fork(shell, files, function* (self) {
    const commands = substitutedCommands(self, part, false);
    self.tail = tailOfList(self.dialect, commands);
    return yield* runStatements(self, commands);
  });
  theirs.close();
  shell.lastBackground = child.pid;
  shell.jobs.substitute(child);
  let descriptor = Math.min(64, descriptorLimit(shell)) - 1;
  while (shell.files.has(descriptor)) descriptor--;
  shell.files.set(descriptor, ours);
  shell.processSubstitutions.push(descriptor);
  return `/dev/fd/${descriptor}`;
}
