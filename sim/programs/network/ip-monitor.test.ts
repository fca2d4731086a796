/** What `ip monitor` is told is in its output when whoever told it goes on, as where another processor runs it. */
import { expect, test } from "vitest";
import { bootMachine } from "../../kernel/testing.ts";

const machine = bootMachine(() => new Promise((resolve) => setImmediate(resolve)));

test.each([
  ["ip monitor link > /tmp/m & sleep 0.1; ip link set lo down; kill $!; grep -c ' lo: ' /tmp/m", "1\n"],
  [
    "ip monitor link > /tmp/m & sleep 0.1; ip link set lo up; ip link set lo down; kill -HUP $!; grep -c ' lo: ' /tmp/m",
    "2\n",
  ],
  [
    "p=`(ip monitor link > /tmp/m & echo $!) 2>/dev/null`; sleep 0.1; ip link set lo up; kill $p; grep -c ' lo: ' /tmp/m",
    "1\n",
  ],
])("%s", async (script, out) => {
  expect(await machine.run("root", "bash", "-c", script)).toMatchObject({ out });
});
