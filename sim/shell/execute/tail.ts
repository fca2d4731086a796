/**
 * What a process has nothing to do after: a program that is started there takes its place, and a `( )` needs no process of
 * its own. bash knows such commands by marks that it sets on them (execute_cmd.c: optimize_subshell_command,
 * optimize_connection_fork, execute_in_subshell), dash and ash by a flag that goes down the tree (eval.c, EV_EXIT).
 */
import type { CommandNode, PipelineNode, Statement } from "unbash";
import type { Dialect } from "../dialect/dialect.ts";

/** A command without the redirections of the whole of it. */
export const unredirected = (node: CommandNode): CommandNode => (node.type === "Redirected" ? node.command : node);

export type Tail = ReadonlySet<CommandNode>;

/** Of a process that was started for one command: of a pipeline, in the background, of a coprocess. */
export function tailOfCommand({ almquist }: Dialect, command: CommandNode): Tail {
  if (almquist !== undefined) return descend(command);
  const inner = unredirected(command);
  return new Set(inner.type === "Subshell" || command.type === "Command" ? [inner] : []);
}

/** Of a process that was started for a text or a list: `$( )`, `<( )`, `bash -c`. */
export function tailOfList({ almquist }: Dialect, statements: readonly Statement[]): Tail {
  const last = statements.at(-1);
  if (last === undefined || last.background) return NOTHING;
  const { command } = last;
  if (almquist !== undefined) return descend(command);
  const final = command.type === "AndOr" ? command.commands.at(-1) : command;
  return new Set(final?.type === "Command" && final.redirects.length === 0 ? [final] : []);
}

/** Of a process that was started for a `( )`: where that is all there is in it, a command may have redirections. */
export function tailOfSubshell(dialect: Dialect, statements: readonly Statement[]): Tail {
  const [only, more] = statements;
  if (only === undefined || only.background || more !== undefined) return tailOfList(dialect, statements);
  const { command } = only;
  if (command.type === "AndOr" || command.type === "Pipeline") return tailOfList(dialect, statements);
  const { type } = unredirected(command);
  return type === "Command" || type === "Subshell" ? tailOfCommand(dialect, command) : tailOfList(dialect, statements);
}

const NOTHING: Tail = new Set();

/** EV_EXIT: through lists, groups and branches, not through loops, functions, negations and what is redirected as a whole. */
function descend(node: Statement["command"] | PipelineNode): Tail {
  const found = new Set<CommandNode>();
  const list = (statements: readonly Statement[]): void => {
    const last = statements.at(-1);
    if (last !== undefined && !last.background) visit(last.command);
  };
  const visit = (each: Statement["command"] | PipelineNode | undefined): void => {
    switch (each?.type) {
      case "AndOr":
        return visit(each.commands.at(-1));
      case "Command":
        found.add(each);
        return;
      case "Subshell":
        found.add(each);
        return list(each.body.commands);
      case "Redirected":
        if (each.command.type === "Subshell") visit(each.command);
        return;
      case "BraceGroup":
        return list(each.body.commands);
      case "If":
        for (const { then } of [each, ...each.elif]) list(then.commands);
        return list(each.else?.commands ?? []);
      case "Case":
        for (const { body } of each.items) list(body.commands);
        return;
      default:
    }
  };
  visit(node);
  return found;
}
