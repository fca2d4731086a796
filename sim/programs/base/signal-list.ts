/** Signals as procps and psmisc list them. */
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";
import { complain } from "./support.ts";

const NAMES =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS".split(
    " ",
  );
const FIRST_LINE = 16;
const ACROSS = 7;

/** All of them by name, in two lines. */
export const SIGNAL_LINES = `${NAMES.slice(0, FIRST_LINE).join(" ")}\n${NAMES.slice(FIRST_LINE).join(" ")}\n`;

/** `kill -l` and `kill -L`: all, or the name of a number and the number of a name. */
export function listSignals(context: ProcessContext, option: "-l" | "-L", word: string | undefined): ExitStatus {
  if (option === "-L") {
    const cells = NAMES.map((name, at) => `${String(at + 1).padStart(2)} ${name.padEnd(8)}`);
    const rows = Array.from({ length: Math.ceil(cells.length / ACROSS) }, (_, row) =>
      cells.slice(row * ACROSS, (row + 1) * ACROSS).join(""),
    );
    const whole = cells.length % ACROSS === 0;
    const lines = rows.map((row, at) => `${!whole && at === rows.length - 1 ? row : row.trimEnd()}\n`);
    void context.stdout.write(lines.join(""));
    return 0;
  }
  if (word === undefined) {
    void context.stdout.write(SIGNAL_LINES);
    return 0;
  }
  const name = NAMES[Number(word) - 1];
  const number = NAMES.indexOf(word.toUpperCase().replace(/^SIG/, "")) + 1;
  if (name === undefined && number === 0) return complain(context, `unknown signal name ${word}`);
  void context.stdout.write(`${name ?? number}\n`);
  return 0;
}
