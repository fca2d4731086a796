/** The wiring of a container by hand, step by step; states as Linux 6.18 showed them for the same commands. */
import { expect, test } from "vitest";
import { linkFlags } from "../model/link.ts";
import { describeLink, testHost } from "./testing.ts";

test("veth pair to a bridge and into a namespace, step by step", () => {
  const host = testHost();
  const c1 = host.addNetns("c1");
  host.ok({ kind: "linkAdd", netns: host.self, link: { name: "br0" }, info: { type: "bridge", settings: {} } });
  host.address("br0", "172.17.42.1/16");
  expect(host.routes()).toEqual([
    "local 127.0.0.0/8 dev lo table 255 proto 2 scope 254 src 127.0.0.1",
    "local 127.0.0.1/32 dev lo table 255 proto 2 scope 254 src 127.0.0.1",
    "broadcast 127.255.255.255/32 dev lo table 255 proto 2 scope 253 src 127.0.0.1",
    "local 172.17.42.1/32 dev br0 table 255 proto 2 scope 254 src 172.17.42.1",
    "local ::1/128 dev lo table 255 proto 2 scope 0",
  ]);
  host.up("br0");
  expect(describeLink(host, "br0")).toBe("2 br0 BROADCAST,MULTICAST,UP,LOWER_UP noqueue UNKNOWN");
  expect(host.routes()).toEqual([
    "unicast 172.17.0.0/16 dev br0 table 254 proto 2 scope 253 src 172.17.42.1",
    "local 127.0.0.0/8 dev lo table 255 proto 2 scope 254 src 127.0.0.1",
    "local 127.0.0.1/32 dev lo table 255 proto 2 scope 254 src 127.0.0.1",
    "broadcast 127.255.255.255/32 dev lo table 255 proto 2 scope 253 src 127.0.0.1",
    "local 172.17.42.1/32 dev br0 table 255 proto 2 scope 254 src 172.17.42.1",
    "broadcast 172.17.255.255/32 dev br0 table 255 proto 2 scope 253 src 172.17.42.1",
    "unicast fe80::/64 dev br0 table 254 proto 2 scope 0 metric 256",
    "local ::1/128 dev lo table 255 proto 2 scope 0",
    "multicast ff00::/8 dev br0 table 255 proto 2 scope 0 metric 256",
  ]);

  host.veth("A", "B");
  expect(describeLink(host, "B")).toBe("3 B BROADCAST,MULTICAST,M-DOWN noop DOWN");
  expect(describeLink(host, "A")).toBe("4 A BROADCAST,MULTICAST,M-DOWN noop DOWN");
  host.ok({ kind: "bridgePortAdd", netns: host.self, bridge: "br0", device: "A" });
  const a = host.link("A");
  expect([a.promiscuity, a.allMulti, a.port?.number, a.port?.state, a.port?.cost]).toEqual([1, 1, 1, 0, 2]);
  expect(host.link("br0").mac).toBe(a.mac);
  host.watchLinks();
  expect(describeLink(host, "br0")).toBe("2 br0 NO-CARRIER,BROADCAST,MULTICAST,UP noqueue DOWN");
  host.up("A");
  expect(describeLink(host, "A")).toBe("4 A NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN noqueue LOWERLAYERDOWN");
  host.ok({ kind: "linkSet", netns: host.self, device: "B", changes: { netns: c1.ref } });
  expect(describeLink(host, "A")).toBe("4 A NO-CARRIER,BROADCAST,MULTICAST,UP noqueue LOWERLAYERDOWN");
  expect(describeLink(host, "B", c1)).toBe("3 B BROADCAST,MULTICAST noop DOWN");
  expect(host.nsids()).toEqual({ [c1.id]: 0 });
  expect(host.nsids(c1)).toEqual({ [host.id]: 0 });
  host.ok({ kind: "linkSet", netns: c1.ref, device: "B", changes: { name: "eth0" } });
  host.up("eth0", c1);
  expect(describeLink(host, "eth0", c1)).toBe("3 eth0 BROADCAST,MULTICAST,UP,LOWER_UP noqueue UP");
  expect(describeLink(host, "A")).toBe("4 A BROADCAST,MULTICAST,UP,LOWER_UP noqueue UP");
  expect(describeLink(host, "br0")).toBe("2 br0 BROADCAST,MULTICAST,UP,LOWER_UP noqueue UP");
  expect(host.link("A").port?.state).toBe(3);

  host.address("eth0", "172.17.42.99/16", c1);
  host.route("default", { via: "172.17.42.1" }, c1);
  expect(host.routes(c1)).toEqual([
    "unicast 0.0.0.0/0 via 172.17.42.1 dev eth0 table 254 proto 3 scope 0",
    "unicast 172.17.0.0/16 dev eth0 table 254 proto 2 scope 253 src 172.17.42.99",
    "local 172.17.42.99/32 dev eth0 table 255 proto 2 scope 254 src 172.17.42.99",
    "broadcast 172.17.255.255/32 dev eth0 table 255 proto 2 scope 253 src 172.17.42.99",
    "unicast fe80::/64 dev eth0 table 254 proto 2 scope 0 metric 256",
    "multicast ff00::/8 dev eth0 table 255 proto 2 scope 0 metric 256",
  ]);
  expect(host.routes().filter((route) => route.includes("fe80"))).toEqual([
    "unicast fe80::/64 dev br0 table 254 proto 2 scope 0 metric 256",
    "unicast fe80::/64 dev A table 254 proto 2 scope 0 metric 256",
  ]);
  expect(host.link("eth0", c1).inet6.map((address) => [address.prefixLength, address.tentative])).toEqual([[64, true]]);
  host.runTimers();
  expect(host.link("eth0", c1).inet6[0]?.tentative).toBe(false);
  const local = host.link("eth0", c1).inet6[0]?.local;
  expect(host.routes(c1)).toContain(`local ${local}/128 dev eth0 table 255 proto 2 scope 0`);

  // The container's process ends: its namespace goes, eth0 with it, A on the host too.
  host.ok({ kind: "netnsDestroy", id: c1.id });
  expect(Object.keys(host.config.netns)).toHaveLength(1);
  expect(host.find("A")).toBeUndefined();
  host.watchLinks();
  expect(describeLink(host, "br0")).toBe("2 br0 NO-CARRIER,BROADCAST,MULTICAST,UP noqueue DOWN");
  expect(host.link("br0").mac).toBe("00:00:00:00:00:00");
  expect(linkFlags(host.config, host.link("lo"))).toEqual(["LOOPBACK", "UP", "LOWER_UP"]);
});
