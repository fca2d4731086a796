/** Processes of the sandbox behind the nsenter(1) that they were started through, which waits for them outside. */
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { SIGNAL, type SignalName } from "../../core/process.ts";

/** nsenter(1) waits in the machine's pid namespace for the program, its only child, which runs in the sandbox's. */
function childOf(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children === "" ? undefined : Number(children.split(" ")[0]);
  } catch {
    return undefined;
  }
}

/** kill(2) of the program that an nsenter(1) has started. */
export function signalInside(nsenter: number, name: SignalName): void {
  try {
    process.kill(childOf(nsenter) ?? nsenter, constants.signals[`SIG${name}`] ?? SIGNAL[name]);
  } catch {
    // It has ended already.
  }
}

/** The number that programs in the sandbox know a background job by; waits the moment nsenter takes to start it. */
export function pidInside(nsenter: number): number {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 500; attempt++) {
    const child = childOf(nsenter);
    if (child !== undefined) {
      try {
        const line = /^NSpid:\t(.*)$/m.exec(readFileSync(`/proc/${child}/status`, "utf8"));
        return Number(line?.[1]?.split("\t").at(-1) ?? nsenter);
      } catch {
        return nsenter;
      }
    }
    Atomics.wait(cell, 0, 0, 1);
  }
  return nsenter;
}
