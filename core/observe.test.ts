import { expect, test } from "vitest";
import { diff } from "./diff.ts";
import { observe } from "./observe.ts";
import { testHost } from "./operation/testing.ts";

test("an observation has the shapes of ip -j and shows what a command changed", () => {
  const host = testHost();
  const c1 = host.addNetns("c1");
  host.veth("A", "B");
  const look = () =>
    observe(host.world, [
      {
        name: "host",
        netns: new Map([
          [host.id, ""],
          [c1.id, "c1"],
        ]),
      },
    ]);
  const before = look();
  const lo = before.hosts["host"]?.netns[""]?.addr[0];
  expect(lo).toMatchObject({ ifname: "lo", flags: ["LOOPBACK", "UP", "LOWER_UP"], mtu: 65536, operstate: "UNKNOWN" });
  expect(before.hosts["host"]?.netns["c1"]?.route).toEqual([]);
  expect(before.hosts["host"]?.netns["c1"]?.rule).toHaveLength(5);

  host.ok({ kind: "linkSet", netns: host.self, device: "B", changes: { netns: c1.ref } });
  host.up("B", c1);
  host.address("B", "10.0.0.1/24", c1);
  host.up("A");
  const paths = diff(before, look()).map((difference) => difference.path);
  expect(paths).toContain("hosts.host.netns..addr[B]");
  expect(paths).toContain("hosts.host.netns.c1.addr[B]");
  expect(paths.some((path) => path.startsWith("hosts.host.netns.c1.route[10.0.0.0/24 B"))).toBe(true);
  expect(diff(look(), look())).toEqual([]);
});
