/** echo. */
import type { ExitStatus } from "../../../core/process.ts";
import { decodeEscapes } from "../expand/escape.ts";
import type { Run } from "../run.ts";
import type { Builtin } from "./builtin.ts";

export const echo: Builtin = function* (shell, args): Run<ExitStatus> {
  let newline = true;
  let escapes = shell.shopts.xpg_echo;
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (!/^-[neE]+$/.test(arg)) break;
    for (const letter of arg.slice(1)) {
      if (letter === "n") newline = false;
      else escapes = letter === "e";
    }
  }
  let text = args.slice(i).join(" ");
  if (escapes) {
    const decoded = decodeEscapes(text, "echo");
    text = decoded.text;
    if (decoded.stopped) newline = false;
  }
  return yield* shell.print(newline ? `${text}\n` : text, "echo");
};
