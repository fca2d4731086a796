/** What is modelled is there as if it were built in, for those who may ask for it. */
import { expect, test } from "vitest";
import { bootMachine } from "../../kernel/testing.ts";

const machine = bootMachine(() => new Promise((resolve) => setImmediate(resolve)));

test.each([
  ["root", "modprobe 8021q", 0, ""],
  ["root", "modprobe -a br-netfilter sch_netem", 0, ""],
  ["root", "modprobe bonding mode=1 miimon=100", 0, ""],
  ["user", "modprobe -n vxlan", 0, ""],
  ["root", "modinfo floppy", 1, "modinfo: ERROR: Module floppy not found.\n"],
  ["user", "modprobe br-netfilter", 1, "modprobe: ERROR: could not insert 'br_netfilter': Operation not permitted\n"],
] as const)("%s: %s", async (user, line, status, err) => {
  expect(await machine.run(user, ...line.split(" "))).toMatchObject({ status, out: "", err });
});

test.each([
  ["lsmod", "Module                  Size  Used by\n"],
  ["modinfo br-netfilter", "name:           br_netfilter\nfilename:       (builtin)\n"],
])("%s", async (line, out) => {
  expect(await machine.run("user", ...line.split(" "))).toMatchObject({ status: 0, out, err: "" });
});

test("what bonding shows comes and goes with it, and its bonds go, too", async () => {
  const own = bootMachine(() => new Promise((resolve) => setImmediate(resolve)));
  const masters = () => own.run("root", "cat", "/sys/class/net/bonding_masters");
  expect(await masters()).toMatchObject({ status: 1 });
  await own.run("root", "modprobe", "bonding");
  expect(await masters()).toMatchObject({ status: 0, out: "" });
  await own.run("root", "ip", "link", "add", "bond7", "type", "bond");
  expect(await masters()).toMatchObject({ status: 0, out: "bond7\n" });
  expect(await own.run("user", "modprobe", "-r", "bonding")).toMatchObject({ status: 1 });
  expect(await own.run("root", "modprobe", "-r", "bonding")).toMatchObject({ status: 0, err: "" });
  expect(await masters()).toMatchObject({ status: 1 });
  expect(await own.run("root", "ip", "link", "show", "bond7")).toMatchObject({ status: 1 });
});
