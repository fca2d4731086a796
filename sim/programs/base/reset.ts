/** reset and tset (ncurses 6.4) for a terminal like xterm's: what it is told, and the modes of stty(1) made sane. */
import { strerror } from "../../../core/errors.ts";
import type { Program } from "../../program.ts";
import { initialModes, saneModes } from "../../terminal/modes.ts";
import { complain, options } from "./support.ts";

/** rs1 and is2 of terminfo(5). */
const RESET = "\x1bc\x1b]104\x07";
const INITIALIZE = "\x1b[!p\x1b[?3;4l\x1b[4l\x1b>\x1b[?69l\r";
const SECOND_MICROS = 1_000_000;

function resetProgram(name: "reset" | "tset"): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: "set the terminal up again",
    async run(context) {
      const { flags, problem } = options(context.argv, "ce:Ii:k:m:QqrsVw");
      if (problem !== undefined) return complain(context, problem);
      if (flags.has("V")) {
        await context.stdout.write("ncurses 6.4.20221231\n");
        return 0;
      }
      const device = [context.stderr, context.stdout, context.stdin].find((file) => file.terminal !== undefined);
      const { terminal } = device ?? {};
      if (device === undefined || terminal === undefined) {
        complain(context, `terminal attributes: ${strerror("ENXIO")}\n`);
        return 1;
      }
      const type = context.env.TERM ?? "unknown";
      if (flags.has("q")) {
        await context.stdout.write(`${type}\n`);
        return 0;
      }
      if (name === "reset" && terminal.modes !== undefined)
        terminal.modes = saneModes(terminal.modes ?? initialModes());
      if (!flags.has("I")) await device.write((name === "reset" ? RESET : "") + INITIALIZE);
      // It gives the terminal time.
      await context.kernel.sleep(SECOND_MICROS, context.self.signals);
      if (flags.has("s")) await context.stdout.write(`TERM=${type};\n`);
      return 0;
    },
  };
}

export const resetPrograms: readonly Program[] = [resetProgram("reset"), resetProgram("tset")];
