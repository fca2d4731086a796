/** Identifiers are made anew each time, in the forms of RFC 4122; what is wrongly asked is told as util-linux does. */
import { expect, test } from "vitest";
import { bootMachine } from "../../kernel/testing.ts";

const machine = bootMachine(() => new Promise((resolve) => setImmediate(resolve)));
const HINT = "Try 'uuidgen --help' for more information.\n";

test.each([
  ["uuidgen", 4],
  ["uuidgen -r", 4],
  ["uuidgen -t", 1],
  ["uuidgen -rt", 1],
  ["uuidgen --time --random", 4],
  ["cat /proc/sys/kernel/random/uuid", 4],
] as const)("%s", async (line, version) => {
  const first = await machine.run("user", ...line.split(" "));
  const second = await machine.run("user", ...line.split(" "));
  expect(first).toMatchObject({ status: 0, err: "" });
  expect(first.out).toMatch(
    new RegExp(`^[\\da-f]{8}-[\\da-f]{4}-${version}[\\da-f]{3}-[89ab][\\da-f]{3}-[\\da-f]{12}\n$`),
  );
  expect(second.out).not.toBe(first.out);
});

test.each([
  ["uuidgen -N x", `uuidgen: --name requires --namespace argument\n${HINT}`],
  ["uuidgen -m", `uuidgen: --md5 or --sha1 requires --namespace argument\n${HINT}`],
  ["uuidgen -n @dns", `uuidgen: --namespace requires --name argument\n${HINT}`],
  ["uuidgen -n @dns -N x", `uuidgen: --namespace requires --md5 or --sha1\n${HINT}`],
  ["uuidgen --na x", `uuidgen: option '--na' is ambiguous; possibilities: '--namespace' '--name'\n${HINT}`],
  ["uuidgen -m -n @dns -N x", `netnone: uuidgen: option "--namespace" is not modelled\n`],
])("%s", async (line, err) => {
  expect(await machine.run("user", ...line.split(" "))).toMatchObject({ status: 1, out: "", err });
});
