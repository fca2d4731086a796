/** Shell functions. */
import type { ExitStatus } from "../../../core/process.ts";
import type { ShellFunction } from "../function.ts";
import { enter, leave, stacked } from "../nested.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { runCompound } from "./compound.ts";
import { runList } from "./statement.ts";

export function* callFunction(shell: Shell, called: ShellFunction, argv: readonly string[]): Run<ExitStatus> {
  const limit = Number(shell.parameters.scalar("FUNCNEST") ?? 0);
  if (limit > 0 && shell.functionDepth >= limit) {
    shell.fail(`${called.name}: maximum function nesting level exceeded (${limit})`, { kind: "abort", status: 1 });
    return 1;
  }
  if (!enter(shell)) return 1;
  const { positional, source, position, reading, loopDepth, localOptions } = shell;
  shell.localOptions = undefined;
  // A function that `bash -c` defined has no file.
  const file = shell.commandString && called.source.name === shell.argumentZero ? "environment" : called.source.name;
  shell.frames.push({ name: called.name, file, line: shell.line() });
  shell.variables.pushScope();
  shell.positional = argv.slice(1);
  shell.source = called.source;
  shell.loopDepth = 0;
  const hidden = shell.traps.enterFunction(shell, called.traced === true);
  if (shell.traps.commands.size > 0) yield* shell.traps.runDebug(shell);
  const { body } = called.node;
  shell.reading = { source: called.source, position: body.pos };
  let status = yield* stacked(shell, body.type === "CompoundList" ? runList(shell, body) : runCompound(shell, body));
  if (shell.flow?.kind !== "return") shell.statusBeforeReturn = undefined;
  else {
    status = shell.flow.status;
    shell.flow = undefined;
  }
  if (shell.traps.commands.size > 0) yield* shell.traps.runReturn(shell);
  shell.traps.leaveFunction(hidden);
  shell.positional = positional;
  shell.source = source;
  shell.position = position;
  shell.reading = reading;
  shell.loopDepth = loopDepth;
  if (shell.localOptions !== undefined) Object.assign(shell.options, shell.localOptions);
  shell.localOptions = localOptions;
  shell.variables.popScope();
  shell.frames.pop();
  leave(shell);
  return status;
}
