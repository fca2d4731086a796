/** What never ends at a prompt: Ctrl-C ends it, and the shell goes on. */
import { expect, test } from "vitest";
import { playSession } from "./session-machine.ts";

test.each([
  "while :; do :; done",
  "while true; do sleep 0; done",
  "for ((;;)); do x=1; done",
  "while true; do /bin/true; done",
  "yes",
  "yes >/dev/null",
  "cat /dev/zero >/dev/null",
  "x=$(yes)",
  "until false; do true; done | cat",
  "{ while :; do echo x; done; } | cat >/dev/null",
  "(while :; do :; done)",
  "while read x; do :; done </dev/zero",
  "sed ':a;ba' <<<x",
  "awk 'BEGIN { while (1) n++ }'",
  "seq 100000000",
  "f() { f; }; f",
])("%s", { timeout: 60_000 }, async (line) => {
  const { output, status } = await playSession([`${line}\r`, "\x03", "echo al$((1))ve $?\r", "echo $((6 * 7))\r"]);
  expect(output).toMatch(line.startsWith("f()") ? /al1ve (?:1|130)\r/ : /al1ve 130\r/);
  expect(output).toMatch(/\r42\r\n/);
  expect(status).toBe("running");
});
