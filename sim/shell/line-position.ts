/** Where bash says that a command is. */
import type { CommandNode } from "unbash";

/** Where the line of a command is: what bash has read when it knows that it is one, a word more than its name. */
export function linePosition({ pos, name, prefix, suffix }: Extract<CommandNode, { type: "Command" }>): number {
  const [first] = prefix;
  if (first !== undefined) return first.end - 1;
  const next = suffix[0];
  return next?.type === "Word" ? next.end - 1 : (name?.pos ?? pos);
}
