import { describe, expect, inject, it } from "vitest";
import { parseIpv4 } from "../core/address/ipv4.ts";
import { kernelError, noSuchDevice } from "../core/errors.ts";
import { type Operation, SELF } from "../core/operation/operation.ts";
import { readError, sandboxBackend } from "./backend.ts";
import { openSandbox } from "./sandbox/sandbox.ts";

describe("readError", () => {
  it.each([
    ["RTNETLINK answers: File exists\n", kernelError("EEXIST")],
    ["RTNETLINK answers: Operation not permitted\n", kernelError("EPERM")],
    ["Error: Nexthop has invalid gateway.\n", kernelError("ENETUNREACH", "Nexthop has invalid gateway")],
    ["Error: ipv4: Address already assigned.\n", kernelError("EEXIST", "ipv4: Address already assigned")],
    ['Cannot find device "A"\n', noSuchDevice("A")],
    ['Device "A" does not exist.\n', noSuchDevice("A")],
    ["interface A does not exist!\n", noSuchDevice("A")],
    ["bridge br9 does not exist!\n", noSuchDevice("br9")],
    ["device A is already a member of a bridge; can't enslave it to bridge docker0.\n", kernelError("EBUSY")],
    ['Cannot open network namespace "x": No such file or directory\n', kernelError("ENOENT")],
    ["something else\n", kernelError("EIO")],
  ])("%j", (stderr, error) => {
    expect(readError(stderr)).toEqual(error);
  });
});

const { root: gap } = inject("gaps");

describe.skipIf(gap !== null)(`the backend over iproute2${gap === null ? "" : ` (skipped: ${gap})`}`, () => {
  it("executes, reports the kernel's errors, and observes", async () => {
    const opened = await openSandbox();
    if (!opened.ok) {
      throw new Error(opened.error.missing);
    }
    try {
      const lines: Readonly<Record<string, readonly string[]>> = {
        linkAdd: ["ip", "link", "add", "A", "type", "veth", "peer", "name", "B"],
        addressAdd: ["ip", "addr", "add", "10.0.0.1/24", "dev", "C"],
      };
      const backend = sandboxBackend(opened.value, ({ kind }) => lines[kind] ?? []);
      const add: Operation = {
        kind: "linkAdd",
        netns: SELF,
        link: { name: "A" },
        info: { type: "veth", peer: { name: "B" } },
      };
      expect(await backend.execute(add)).toEqual({ ok: true, value: [] });
      expect(await backend.execute(add)).toEqual({ ok: false, error: kernelError("EEXIST") });
      const address = parseIpv4("10.0.0.1");
      if (address === undefined) {
        throw new Error("10.0.0.1 is an address");
      }
      const wrong: Operation = {
        kind: "addressAdd",
        netns: SELF,
        mode: "add",
        address: { device: "C", local: { address, length: 24 } },
      };
      expect(await backend.execute(wrong)).toEqual({ ok: false, error: noSuchDevice("C") });
      const state = await backend.observe();
      expect(state.hosts["host"]?.netns[""]?.addr.map(({ ifname }) => ifname)).toEqual(["lo", "B", "A"]);
    } finally {
      await opened.value.close();
    }
  });
});
