import { describe, expect, inject, it } from "vitest";
import { parseIpv4 } from "../core/address/ipv4.ts";
import { kernelError, noSuchDevice } from "../core/errors.ts";
import { SELF } from "../core/operation/netns-ref.ts";
import type { Operation } from "../core/operation/operation.ts";
import { readError, sandboxBackend } from "./backend.ts";
import { openSandbox, runInside } from "./sandbox/sandbox.ts";

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
      const backend = sandboxBackend(opened.value);
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

      const nowhere = await backend.execute({ kind: "bridgePortAdd", netns: SELF, bridge: "br9", device: "A" });
      expect(nowhere).toEqual({ ok: false, error: noSuchDevice("br9") });
      const wiring: readonly Operation[] = [
        { kind: "bridgeAdd", netns: SELF, bridge: "br0" },
        { kind: "bridgePortAdd", netns: SELF, bridge: "br0", device: "A" },
        { kind: "bridgeSet", netns: SELF, bridge: "br0", settings: { forward_delay: 250 } },
        { kind: "bridgePortSet", netns: SELF, device: "A", settings: { cost: 7, hairpin: 1 } },
        { kind: "sysctlSet", netns: SELF, path: "net/ipv4/conf/A/forwarding", value: "1" },
      ];
      for (const operation of wiring) {
        expect(await backend.execute(operation)).toEqual({ ok: true, value: [] });
      }
      const wired = await runInside(opened.value, [
        "bash",
        "-c",
        "bridge -d link; cat /sys/class/net/br0/bridge/forward_delay /proc/sys/net/ipv4/conf/A/forwarding",
      ]);
      expect(wired.stdout).toMatch(/A@B: .* master br0 .* cost 7 \n +hairpin on /);
      expect(wired.stdout).toMatch(/\n250\n1\n$/);
    } finally {
      await opened.value.close();
    }
  });
});
