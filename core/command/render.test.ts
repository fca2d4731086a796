import { describe, expect, it } from "vitest";
import { parseMac } from "../address/mac.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Operation } from "../operation/operation.ts";
import { render } from "./render.ts";

const mac = parseMac("02:00:00:00:00:01");
if (mac === undefined) throw new Error("not an address");

/** Each operation and the command it says it is equivalent to. */
const lines: readonly (readonly [Operation, string | undefined])[] = [
  [{ kind: "bridgeAdd", netns: SELF, bridge: "br0" }, "brctl addbr br0"],
  [{ kind: "bridgeDelete", netns: SELF, bridge: "br0" }, "brctl delbr br0"],
  [{ kind: "bridgePortAdd", netns: SELF, bridge: "docker0", device: "A" }, "brctl addif docker0 A"],
  [{ kind: "bridgePortDelete", netns: SELF, bridge: "docker0", device: "A" }, "brctl delif docker0 A"],
  [{ kind: "bridgeSet", netns: SELF, bridge: "br0", settings: { stp_state: 1 } }, "brctl stp br0 on"],
  [{ kind: "bridgeSet", netns: SELF, bridge: "br0", settings: { forward_delay: 250 } }, "brctl setfd br0 2.5"],
  [{ kind: "bridgeSet", netns: SELF, bridge: "br0", settings: { forward_delay: 1, max_age: 2 } }, undefined],
  [
    { kind: "bridgePortSet", netns: SELF, device: "A", settings: { cost: 10, hairpin: 1, learning: 0 } },
    "bridge link set dev A cost 10 hairpin on learning off",
  ],
  [
    { kind: "fdbChange", netns: SELF, verb: "add", device: "A", mac, target: "master", state: "static", vlan: 5 },
    "bridge fdb add 02:00:00:00:00:01 dev A master static vlan 5",
  ],
  [{ kind: "sysctlSet", netns: SELF, path: "net/ipv4/ip_forward", value: "1" }, "sysctl -w net.ipv4.ip_forward=1"],
  [
    { kind: "linkAdd", netns: SELF, link: { name: "A" }, info: { type: "veth", peer: { name: "B" } } },
    "ip link add name A type veth peer name B",
  ],
];

describe("operations as command lines", () => {
  it.each(lines)("%j", (operation, line) => {
    expect(render(operation)?.join(" ")).toBe(line);
  });
});
