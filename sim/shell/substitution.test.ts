/** Who reads a pipe is told of its end when nobody writes to it any more, whatever goes on in the background. */
import { expect, test } from "vitest";
import { bootMachine } from "../kernel/testing.ts";

const machine = bootMachine(() => new Promise((resolve) => setImmediate(resolve)));

test.each([
  "s=$(date +%s); x=$(sleep 9 > /dev/null & echo a); echo $x $(($(date +%s) - s))",
  "s=$(date +%s); x=`(ip monitor route > /dev/null & echo a) 2> /dev/null`; echo $x $(($(date +%s) - s))",
  "s=$(date +%s); x=$( (sleep 9 > /dev/null & echo a) | cat); echo $x $(($(date +%s) - s))",
])("%s", async (line) => {
  expect(await machine.run("root", "bash", "-c", line)).toMatchObject({ status: 0, out: "a 0\n", err: "" });
});
