import { expect, test } from "vitest";
import { HostSignals } from "./signals.ts";

test("a trap catches a signal, but neither KILL nor STOP", () => {
  const signals = new HostSignals();
  const caught: string[] = [];
  for (const name of ["TERM", "KILL", "STOP"] as const) signals.catch(name, () => caught.push(name));
  signals.deliver("TERM");
  expect([caught, signals.pending, signals.stoppedBy]).toEqual([["TERM"], undefined, undefined]);
  signals.deliver("STOP");
  expect([caught, signals.stoppedBy]).toEqual([["TERM"], "STOP"]);
  signals.deliver("KILL");
  expect([caught, signals.pending, signals.stoppedBy]).toEqual([["TERM"], "KILL", undefined]);
});
