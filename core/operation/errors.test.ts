/** Refusals, each as Linux 6.18 gave it for the same command in the same state. */
import { describe, expect, test } from "vitest";
import { apply } from "./apply.ts";
import { SELF } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";
import { prefix, routeAdd, type TestHost, testHost } from "./testing.ts";

const set = (device: string, changes: Extract<Operation, { kind: "linkSet" }>["changes"]): Operation => ({
  kind: "linkSet",
  netns: SELF,
  device,
  changes,
});
const veth = (name: string, peer: string): Operation => ({
  kind: "linkAdd",
  netns: SELF,
  link: { name },
  info: { type: "veth", peer: { name: peer } },
});
const address = (device: string, local: string, extra: object = {}): Operation => ({
  kind: "addressAdd",
  netns: SELF,
  mode: "add",
  address: { device, local: prefix(local), ...extra },
});

/** A pair A-B, two bridges, a namespace c1 with a B of its own. */
function links(): TestHost {
  const host = testHost();
  host.veth("A", "B");
  host.bridge("br0");
  host.bridge("br1");
  const c1 = host.addNetns("c1");
  host.ok({ ...veth("A", "B"), netns: c1.ref } as Operation);
  return host;
}

describe("links", () => {
  const c1 = { by: "name", name: "c1" } as const;
  test.each<[string, Operation, string]>([
    ["add: both ends of one name", veth("X", "X"), "EEXIST"],
    ["add: name taken", veth("A", "C"), "EEXIST"],
    ["add: peer's name taken", veth("C", "B"), "EEXIST"],
    [
      "name taken in the target namespace",
      set("B", { netns: c1 }),
      "EEXIST An interface with the same name exists in the target netns",
    ],
    ["lo stays", set("lo", { netns: c1 }), "EINVAL The interface netns is immutable"],
    ["bridges stay", set("br0", { netns: c1 }), "EINVAL The interface netns is immutable"],
    ["lo is no port", set("lo", { master: "br0" }), "EINVAL"],
    ["a bridge is no port", set("br1", { master: "br0" }), "ELOOP Can not enslave a bridge to a bridge"],
    ["veth is no master", set("A", { master: "B" }), "EOPNOTSUPP"],
    ["rename to one that is there", set("A", { name: "B" }), "EEXIST"],
    ["rename to itself", set("A", { name: "A" }), "ok"],
    ["rename while up", set("lo", { name: "loop" }), "ok"],
    ["mtu too small", set("A", { mtu: 67 }), "EINVAL mtu less than device minimum"],
    ["mtu too large", set("A", { mtu: 65536 }), "EINVAL mtu greater than device maximum"],
    ["lo has no limit", set("lo", { mtu: 100000 }), "ok"],
    ["group MAC", set("A", { mac: "01:00:00:00:00:00" as never }), "EADDRNOTAVAIL"],
    ["zero MAC", set("A", { mac: "00:00:00:00:00:00" as never }), "EADDRNOTAVAIL"],
    ["carrier of a veth", set("A", { carrier: false }), "EOPNOTSUPP"],
    ["del lo", { kind: "linkDelete", netns: SELF, device: "lo" }, "EOPNOTSUPP"],
    ["del nothing", { kind: "linkDelete", netns: SELF, device: "nope" }, "ENODEV nope"],
    ["addbr taken", { kind: "bridgeAdd", netns: SELF, bridge: "A" }, "EEXIST"],
    ["delbr nothing", { kind: "bridgeDelete", netns: SELF, bridge: "nope" }, "ENXIO"],
    ["delbr of a veth", { kind: "bridgeDelete", netns: SELF, bridge: "A" }, "EPERM"],
    ["addif lo", { kind: "bridgePortAdd", netns: SELF, bridge: "br0", device: "lo" }, "EINVAL"],
    ["addif to a veth", { kind: "bridgePortAdd", netns: SELF, bridge: "A", device: "B" }, "EOPNOTSUPP"],
    ["delif of no port", { kind: "bridgePortDelete", netns: SELF, bridge: "br0", device: "B" }, "EINVAL"],
    ["no such namespace", set("A", { netns: { by: "name", name: "nope" } }), "EINVAL"],
  ])("%s", (_name, op, want) => {
    expect(links().error(op)).toBe(want);
  });

  test("a second bridge is refused by brctl and taken by ip", () => {
    const host = links();
    host.ok(set("A", { master: "br0" }));
    const again: Operation = { kind: "bridgePortAdd", netns: SELF, bridge: "br1", device: "A" };
    expect(host.error(again)).toBe("EBUSY");
    host.ok(set("A", { master: "br1" }));
    expect(host.link("A").master).toBe(host.link("br1").id);
    expect(host.link("br0").mac).toBe("00:00:00:00:00:00");
    // A bridge that has lost its ports has no MAC and cannot become a port for that reason already.
    expect(host.error(set("br0", { master: "br1" }))).toBe("EINVAL");
  });

  test("an index that was given to an end that failed is spent", () => {
    const host = testHost();
    expect(host.error(veth("A", "A"))).toBe("EEXIST");
    host.veth("A", "B");
    expect([host.link("B").ifindex, host.link("A").ifindex]).toEqual([3, 4]);
  });

  test("without CAP_NET_ADMIN everything is refused, before anything is looked at", () => {
    const host = links();
    const before = host.config;
    const plain = { ...host.caller, netAdmin: false };
    for (const op of [set("nope", { up: true }), veth("C", "D"), address("A", "10.0.0.1/24")])
      expect(apply(host.world, plain, op)).toEqual({ ok: false, error: { errno: "EPERM" } });
    expect(host.config).toBe(before);
  });
});

/** A up with 10.0.0.1/24 and B with the same address, both with carrier, one default route. */
function routed(): TestHost {
  const host = testHost();
  host.veth("A", "B");
  for (const device of ["A", "B"]) {
    host.address(device, "10.0.0.1/24");
    host.up(device);
  }
  host.route("default", { via: "10.0.0.254" });
  return host;
}

describe("IPv4 addresses and routes", () => {
  const via = (text: string) => ({ via: text });
  test.each<[string, Operation, string]>([
    ["address twice", address("A", "10.0.0.1/24"), "EEXIST ipv4: Address already assigned"],
    ["other scope in the subnet", address("A", "10.0.0.5/24", { scope: 253 }), "EINVAL ipv4: Invalid scope value"],
    ["0.0.0.0 leaves no trace", address("A", "0.0.0.0/0"), "ok"],
    ["multicast is an address like others", address("A", "224.0.0.1/24"), "ok"],
    ["default twice", routeAdd("default", via("10.0.0.254")), "EEXIST"],
    ["default by another gateway", routeAdd("default", via("10.0.0.253")), "EEXIST"],
    ["default of another metric", routeAdd("default", via("10.0.0.253"), { metric: 5 }), "ok"],
    ["append another", routeAdd("default", via("10.0.0.253"), { mode: "append" }), "ok"],
    ["append the same", routeAdd("default", via("10.0.0.254"), { mode: "append" }), "EEXIST"],
    ["gateway is one's own address", routeAdd("10.2.0.0/16", via("10.0.0.1")), "ok"],
    [
      "gateway is the broadcast address",
      routeAdd("10.2.0.0/16", via("10.0.0.255")),
      "EINVAL Nexthop has invalid gateway",
    ],
    ["gateway out of reach", routeAdd("10.2.0.0/16", via("192.168.1.1")), "ENETUNREACH Nexthop has invalid gateway"],
    ["gateway behind a gateway", routeAdd("10.4.0.0/16", via("10.2.0.1")), "ENETUNREACH Nexthop has invalid gateway"],
    ["onlink", routeAdd("10.2.0.0/16", { via: "192.168.1.1", device: "A", onlink: true }), "ok"],
    [
      "onlink without device",
      routeAdd("10.2.0.0/16", { via: "192.168.1.1", onlink: true }),
      "ENODEV Nexthop device required for onlink",
    ],
    [
      "through lo",
      routeAdd("10.3.0.0/16", { via: "10.0.0.254", device: "lo" }),
      "ENETUNREACH Nexthop has invalid gateway",
    ],
    ["host bits", routeAdd("10.3.0.1/16", via("10.0.0.254")), "EINVAL Invalid prefix for given prefix length"],
    [
      "source not ours",
      routeAdd("10.4.0.0/16", { device: "A" }, { prefSource: 0x0a000009 as never }),
      "EINVAL Invalid prefsrc address",
    ],
    ["blackhole", routeAdd("10.5.0.0/16", {}, { type: "blackhole" }), "ok"],
    [
      "blackhole with a device",
      routeAdd("10.6.0.0/16", { device: "A" }, { type: "blackhole" }),
      "EINVAL Gateway, device and multipath can not be specified for this route type",
    ],
    [
      "gateway in scope link",
      routeAdd("10.8.0.0/16", via("10.0.0.254"), { scope: 253 }),
      "ENETUNREACH Nexthop has invalid gateway",
    ],
    ["change nothing", routeAdd("10.99.0.0/16", via("10.0.0.254"), { mode: "change" }), "ENOENT"],
    ["replace nothing", routeAdd("10.99.0.0/16", via("10.0.0.254"), { mode: "replace" }), "ok"],
    ["del nothing", { ...routeAdd("10.98.0.0/16", {}), kind: "routeDelete" } as Operation, "ESRCH"],
    [
      "del in a table that is not there",
      { ...routeAdd("10.98.0.0/16", {}, { table: 100 }), kind: "routeDelete" } as Operation,
      "ESRCH FIB table does not exist",
    ],
  ])("%s", (_name, op, want) => {
    expect(routed().error(op)).toBe(want);
  });

  test("a device that is down carries nothing", () => {
    const host = testHost();
    host.veth("A", "B");
    host.address("A", "10.0.0.1/24");
    expect(host.error(routeAdd("default", { device: "A" }))).toBe("ENETDOWN Device for nexthop is not up");
    expect(host.error(routeAdd("default", { via: "10.0.0.254" }))).toBe("ENETUNREACH Nexthop has invalid gateway");
    host.up("A");
    host.route("default", { via: "10.0.0.254" });
    expect(host.routes().slice(0, 2)).toEqual([
      "unicast 0.0.0.0/0 via 10.0.0.254 dev A linkdown table 254 proto 3 scope 0",
      "unicast 10.0.0.0/24 dev A linkdown table 254 proto 2 scope 253 src 10.0.0.1",
    ]);
  });
});

describe("IPv6", () => {
  function host6(): TestHost {
    const host = testHost();
    host.veth("A", "B");
    host.up("A");
    host.up("B");
    host.address("A", "2001:db8::1/64");
    host.ok(address("A", "2001:db8::2/64", { noDad: true }));
    host.runTimers();
    host.route("default", { via: "fe80::1", device: "A" });
    return host;
  }
  test.each<[string, Operation, string]>([
    ["address twice", address("A", "2001:db8::1/64"), "EEXIST ipv6: address already assigned"],
    ["::1", address("A", "::1/128"), "EADDRNOTAVAIL ipv6: Cannot assign loopback address on this device"],
    ["::", address("A", "::/0"), "EADDRNOTAVAIL ipv6: Invalid address"],
    [
      "link-local gateway without device",
      routeAdd("2001:db8:9::/48", { via: "fe80::1" }),
      "EINVAL Egress device not specified",
    ],
    ["default twice", routeAdd("default", { via: "fe80::1", device: "A" }), "EEXIST"],
    ["gateway out of reach", routeAdd("2001:db8:2::/48", { via: "2001:db9::9" }), "EHOSTUNREACH"],
    [
      "gateway is ours",
      routeAdd("2001:db8:2::/48", { via: "2001:db8::2" }),
      "EINVAL Gateway can not be a local address",
    ],
    ["gateway by another device", routeAdd("2001:db8:2::/48", { via: "2001:db8::9", device: "B" }), "EHOSTUNREACH"],
    [
      "multicast gateway",
      routeAdd("2001:db8:2::/48", { via: "ff02::1", device: "A" }),
      "EINVAL Invalid gateway address",
    ],
    ["onlink", routeAdd("2001:db8:2::/48", { via: "2001:db9::9", device: "A", onlink: true }), "ok"],
    ["host bits are cut off", routeAdd("2001:db8:3::1/48", { device: "A" }), "ok"],
    [
      "source not ours",
      routeAdd("2001:db8:6::/48", { device: "A" }, { prefSource: "2001:db8::77" as never }),
      "EINVAL Invalid source address",
    ],
    [
      "change nothing",
      routeAdd("2001:db8:7::/48", { device: "A" }, { mode: "change" }),
      "ENOENT Can not replace route - no match found",
    ],
  ])("%s", (_name, op, want) => {
    expect(host6().error(op)).toBe(want);
  });

  test("loss of carrier marks routes, going down takes routes and addresses", () => {
    const host = host6();
    host.down("B");
    expect(host.routes().filter((route) => route.includes(" dev A "))).toEqual([
      "unicast 2001:db8::/64 dev A linkdown table 254 proto 2 scope 0 metric 256",
      "unicast fe80::/64 dev A linkdown table 254 proto 2 scope 0 metric 256",
      "unicast ::/0 via fe80::1 dev A linkdown table 254 proto 3 scope 0 metric 1024",
      "local 2001:db8::1/128 dev A table 255 proto 2 scope 0",
      "local 2001:db8::2/128 dev A table 255 proto 2 scope 0",
      `local ${host.link("A").inet6.at(-1)?.local}/128 dev A table 255 proto 2 scope 0`,
      "multicast ff00::/8 dev A linkdown table 255 proto 2 scope 0 metric 256",
    ]);
    host.down("A");
    expect(host.link("A").inet6).toEqual([]);
    expect(host.routes().filter((route) => route.includes(" dev A"))).toEqual([]);
    host.address("A", "2001:db8::5/64");
    expect(host.link("A").inet6[0]?.tentative).toBe(true);
    host.up("A");
    expect(host.routes().filter((route) => route.includes(" dev A"))).toEqual([
      "unicast 2001:db8::/64 dev A linkdown table 254 proto 2 scope 0 metric 256",
    ]);
    host.up("B");
    host.runTimers();
    expect(host.link("A").inet6.map((one) => [one.scope, one.tentative])).toEqual([
      [0, false],
      [253, false],
    ]);
  });
});
