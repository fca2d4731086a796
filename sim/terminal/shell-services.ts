/** What the line editor asks of the shell of sim/shell. */
import { expandAliases } from "../shell/alias.ts";
import { describeReadline, readInitFile } from "../shell/builtin/bind.ts";
import { BASH_VERSION_LINE } from "../shell/environment.ts";
import { expandLineAsWord } from "../shell/expand/line.ts";
import { expandTilde } from "../shell/expand/tilde.ts";
import { drive } from "../shell/run.ts";
import type { Shell } from "../shell/shell.ts";
import type { LineServices } from "./line-services.ts";
import type { Readline } from "./readline/readline.ts";
import { correctedPath } from "./spelling.ts";

export function lineServicesOf(shell: Shell, readline: Readline | undefined): Partial<LineServices> {
  const services: Partial<LineServices> = {
    expandTilde: (word) => {
      const tilde = expandTilde(shell, word, false, true);
      return tilde === undefined ? word : tilde.path + word.slice(tilde.length);
    },
    expandAliases: (line) => (shell.aliases.size === 0 ? line : expandAliases(line, shell.aliases)),
    async expandLine(line) {
      const { lastStatus, pipeStatus } = shell;
      // What a command substitution writes stands behind what is on the screen.
      await Promise.resolve();
      const text = await drive(expandLineAsWord(shell, line));
      const failed = shell.flow !== undefined;
      shell.flow = undefined;
      shell.budget.renew();
      shell.lastStatus = lastStatus;
      shell.pipeStatus = pipeStatus;
      return failed ? undefined : text;
    },
    correctPath: (path) => correctedPath(shell.host.files, shell.cwd, path),
    colors: () => shell.parameters.scalar("LS_COLORS"),
    version: () => BASH_VERSION_LINE,
  };
  if (readline === undefined) return services;
  return {
    ...services,
    readInitFile: () => readInitFile(shell, readline),
    describe: (what) => describeReadline(readline, what),
  };
}
