/** When things happened on the kernel, for the simulator to do them at the same time: its timers then stand where the kernel's do. */
import type { Schedule } from "../../cli/verify/simulator-outcome.ts";
import { makeTraceable, markedMicros } from "../../cli/verify/trace.ts";
import type { OracleRound } from "../../real/oracle-rounds.ts";

/** Commands that wait for the time to pass: it began when they did. */
const WAITS = /^sleep\b|^\[|\bping\b/;

/**
 * The schedule of a script that the kernel has run. What a command changes or shows it does somewhere between its beginning and its
 * end: in the middle, give or take half of what it took.
 */
export function scheduleOf(script: string, { stdout, stateMicros, jiffiesMicros }: OracleRound): Schedule | undefined {
  const commands = makeTraceable(script)?.commands;
  const marks = markedMicros(stdout);
  const began = marks.get(0);
  if (commands === undefined || began === undefined) return undefined;
  const commandMicros = commands.map(({ command }, index) => {
    const start = marks.get(index) ?? 0;
    const end = marks.get(index + 1) ?? start;
    return (WAITS.test(command) ? start : Math.round((start + end) / 2)) - began;
  });
  return { commandMicros, stateMicros: stateMicros - began, jiffiesMicros: jiffiesMicros?.(began) };
}
