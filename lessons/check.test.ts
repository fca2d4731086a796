import { expect, test } from "vitest";
import type { HostObservation, JsonObject, NetnsObservation } from "../core/observation.ts";
import { holds, type Scene } from "./check.ts";
import type { Check } from "./schema.ts";

function netns(parts: Partial<NetnsObservation>): NetnsObservation {
  return { addr: [], route: [], rule: [], neigh: [], fdb: [], vlan: [], iptables: "", ...parts };
}

function link(ifindex: number, ifname: string, kind: string, flags: string[], more: JsonObject = {}): JsonObject {
  const info: JsonObject = kind === "loopback" ? { link_type: "loopback" } : { linkinfo: { info_kind: kind } };
  return { ifindex, ifname, flags, addr_info: [], ...info, ...more };
}

const container: JsonObject = {
  Id: "c1c1",
  Name: "/one",
  State: { Running: true },
  Config: { Image: "base" },
  HostConfig: { NetworkMode: "none" },
};
const plain: JsonObject = { ...container, Id: "c2c2", Name: "/two", HostConfig: { NetworkMode: "default" } };
const stopped: JsonObject = { ...container, Id: "c3c3", Name: "/three", State: { Running: false } };

const observation: HostObservation = {
  netns: {
    "": netns({
      addr: [
        link(1, "lo", "loopback", ["LOOPBACK", "UP"]),
        link(3, "docker0", "bridge", ["UP"], {
          addr_info: [{ family: "inet", local: "172.17.42.1", prefixlen: 16, scope: "global" }],
        }),
        link(5, "A", "veth", ["UP"], { master: "docker0", link_index: 4, link_netnsid: 0 }),
        link(7, "x", "veth", [], { link: "y" }),
        link(8, "y", "veth", [], { link: "x" }),
      ],
    }),
    "2778": netns({
      addr: [
        link(4, "eth0", "veth", ["UP"], {
          link_index: 5,
          link_netnsid: 0,
          addr_info: [
            { family: "inet", local: "172.17.42.99", prefixlen: 16, scope: "global" },
            { family: "inet6", local: "fe80::1", prefixlen: 64, scope: "link" },
          ],
        }),
      ],
      route: [
        { dst: "default", gateway: "172.17.42.1", dev: "eth0" },
        { dst: "10.0.0.0/8", table: "100", dev: "eth0" },
      ],
      neigh: [
        { dst: "172.17.42.1", dev: "eth0", lladdr: "02:42:00:00:00:01", state: ["REACHABLE"] },
        { dst: "172.17.42.7", dev: "eth0", state: ["FAILED"] },
      ],
    }),
    two: netns({
      addr: [
        link(6, "eth0", "veth", ["UP"], {
          addr_info: [{ family: "inet", local: "172.17.0.2", prefixlen: 16, scope: "global" }],
        }),
      ],
    }),
  },
  containers: [container, plain, stopped],
  networks: [],
};

const scene: Scene = {
  observation,
  names: new Map([
    ["2778", "2778"],
    ["old", undefined],
  ]),
  netnsOf: (id) => ({ c1c1: "2778", c2c2: "two" })[id],
  reachable: (from, to) => Promise.resolve(from === "2778" && to === "172.17.0.2"),
};

const none = { container: { network: "none" } };

test.each<[boolean, Check]>([
  [true, { container: { network: "none" } }],
  [true, { container: { network: "bridge", name: "two", image: "base" } }],
  [false, { container: { name: "three" } }],
  [true, { container: { name: "three", running: false } }],
  [false, { container: { image: "other" } }],
  [true, { link: { in: "host", type: "bridge", up: true } }],
  [true, { link: { in: "host", type: "loopback", name: "lo" } }],
  [true, { link: { in: "host", type: "veth", master: "docker0", up: true } }],
  [false, { link: { in: "host", type: "veth", master: "docker0", up: false } }],
  [true, { link: { in: "host", name: "A", peerIn: none } }],
  [false, { link: { in: "host", name: "A", peerIn: "host" } }],
  [true, { link: { in: "host", name: "x", peerIn: "host" } }],
  [false, { link: { in: "host", name: "x", peerIn: none } }],
  [false, { link: { in: "host", name: "docker0", peerIn: "host" } }],
  [true, { link: { in: none, name: "eth0", up: true } }],
  [false, { link: { in: { container: { name: "gone" } }, name: "eth0" } }],
  [true, { link: { in: { netns: "2778" }, name: "eth0" } }],
  [false, { link: { in: { netns: "old" }, name: "eth0" } }],
  [true, { address: { in: none, address: "172.17.42.99/16" } }],
  [true, { address: { in: none, address: "172.17.42.99", device: "eth0" } }],
  [false, { address: { in: none, address: "172.17.42.99/24" } }],
  [true, { address: { in: none, within: "172.17.0.0/16" } }],
  [false, { address: { in: none, within: "172.18.0.0/16" } }],
  [true, { address: { in: none, within: "fe80::/10" } }],
  [true, { route: { in: none, destination: "default", via: "172.17.42.1" } }],
  [false, { route: { in: none, destination: "default", via: "172.17.42.2" } }],
  [false, { route: { in: none, destination: "10.0.0.0/8" } }],
  [true, { neighbor: { in: none, address: "172.17.42.1", device: "eth0" } }],
  [false, { neighbor: { in: none, address: "172.17.42.7" } }],
  [true, { netnsName: { of: none } }],
  [false, { netnsName: { of: { container: { network: "bridge" } } } }],
  [true, { netnsName: { of: "nothing" } }],
  [true, { reachable: { from: none, to: { container: { network: "bridge" } } } }],
  [true, { reachable: { from: none, to: "172.17.0.2" } }],
  [false, { reachable: { from: "host", to: "172.17.0.2" } }],
  [true, { not: { container: { image: "other" } } }],
  [true, { all: [{ container: {} }, { netnsName: { of: "nothing" } }] }],
  [false, { all: [{ container: {} }, { container: { image: "other" } }] }],
  [true, { any: [{ container: { image: "other" } }, { container: {} }] }],
  [false, { any: [{ container: { image: "other" } }] }],
])("%s: %j", async (expected, check) => {
  expect(await holds(check, scene)).toBe(expected);
});
