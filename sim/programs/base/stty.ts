/** stty(1) as far as a terminal has settings here: its size. Everything else is refused by name. */
import type { Program } from "../../program.ts";
import { complain } from "./support.ts";

export const stty: Program = {
  name: "stty",
  path: "/usr/bin/stty",
  summary: "show settings of the terminal",
  run(context) {
    const words = context.argv.slice(1);
    const { terminal } = context.stdin;
    if (terminal === undefined) return complain(context, "'standard input': Inappropriate ioctl for device");
    if (words.length === 1 && words[0] === "size") {
      void context.stdout.write(`${terminal.rows} ${terminal.columns}\n`);
      return 0;
    }
    // A cooked terminal is what a program finds and leaves.
    if (words.length === 1 && words[0] === "sane") return 0;
    if (words.length > 0) return complain(context, `netnone: ${words.join(" ")} is not modelled`);
    void context.stdout.write("speed 38400 baud; line = 0;\n-brkint -imaxbel iutf8\n");
    return 0;
  },
};
