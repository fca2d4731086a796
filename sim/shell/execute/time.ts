/** `time`: how long a pipeline took, on the world's clock. Programs of the simulator cost no processor time, what shells do themselves does. */
import type { Time } from "unbash";
import type { ExitStatus } from "../../../core/process.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";

export function* withTime(shell: Shell, node: Time, run: Run<ExitStatus>): Run<ExitStatus> {
  const start = shell.nowMicros();
  const before = shell.processorMicros;
  const status = yield* run;
  const millis = Math.round((shell.nowMicros() - start) / 1000);
  const user = Math.floor((shell.processorMicros - before) / 1000);
  const format = shell.parameters.scalar("TIMEFORMAT");
  let text: string;
  if (node.posix !== undefined)
    text = `real ${(millis / 1000).toFixed(2)}\nuser ${(user / 1000).toFixed(2)}\nsys 0.00\n`;
  else if (format === undefined) text = `\nreal\t${minutes(millis)}\nuser\t${minutes(user)}\nsys\t${minutes(0)}\n`;
  else if (format === "") return status;
  else if (wrong(format) !== undefined) {
    shell.complain(`TIMEFORMAT: \`${wrong(format)}': invalid format character`);
    return status;
  } else
    text = `${format.replace(/%(\d?)(l?)([RUSP%])/g, (_, digits: string, long: string, what: string) => show(digits, long, what, { R: millis, U: user, S: 0 }))}\n`;
  void shell.files.get(2)?.write(text);
  return status;
}

/** The letter behind a `%` that means nothing. */
function wrong(format: string): string | undefined {
  for (const [directive, , letter = ""] of format.matchAll(/%(\d?l?)(.)/gs))
    if (directive !== "%%" && !"RUSP".includes(letter)) return letter;
  return undefined;
}

export const minutes = (millis: number): string =>
  `${Math.floor(millis / 60000)}m${((millis % 60000) / 1000).toFixed(3)}s`;

function show(digits: string, long: string, what: string, millis: Readonly<Record<"R" | "U" | "S", number>>): string {
  if (what === "%") return "%";
  if (what === "P") return (millis.R === 0 ? 0 : ((millis.U + millis.S) / millis.R) * 100).toFixed(2);
  const value = millis[what as "R" | "U" | "S"];
  const places = digits === "" ? 3 : Math.min(3, Number(digits));
  if (long !== "") return `${Math.floor(value / 60000)}m${((value % 60000) / 1000).toFixed(places)}s`;
  return (value / 1000).toFixed(places);
}
