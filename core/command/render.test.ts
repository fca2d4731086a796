import { describe, expect, it } from "vitest";
import { parseMac } from "../address/mac.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Operation } from "../operation/operation.ts";
import { ok } from "../result.ts";
import { ANY_NAME } from "./args.ts";
import { parseBridgeCommandLine, runBridge } from "./bridge/bridge.ts";
import type { BridgeHost } from "./bridge/request.ts";
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
  [
    { kind: "bridgeSet", netns: SELF, bridge: "br0", settings: { forward_delay: 1, max_age: 2 } },
    "ip link set dev br0 type bridge forward_delay 1 max_age 2",
  ],
  [
    { kind: "bridgePortSet", netns: SELF, device: "A", settings: { cost: 10, hairpin: 1, learning: 0 } },
    "bridge link set dev A cost 10 hairpin on learning off",
  ],
  [
    { kind: "fdbChange", netns: SELF, verb: "add", device: "A", mac, target: "master", state: "static", vlan: 5 },
    "bridge fdb add 02:00:00:00:00:01 dev A master static vlan 5",
  ],
  [
    {
      kind: "fdbFlush",
      netns: SELF,
      device: "br0",
      target: "self",
      port: "A",
      vlan: 5,
      flags: { static: false, local: false },
    },
    "bridge fdb flush dev br0 brport A vlan 5 self dynamic",
  ],
  [
    {
      kind: "mdbChange",
      netns: SELF,
      verb: "add",
      bridge: "br0",
      port: "A",
      group: "239.1.1.1",
      source: "10.0.0.1",
      permanent: true,
      vlan: 5,
    },
    "bridge mdb add dev br0 port A grp 239.1.1.1 src 10.0.0.1 permanent vid 5",
  ],
  [
    {
      kind: "vlanChange",
      netns: SELF,
      verb: "add",
      device: "A",
      vid: 5,
      vidEnd: 9,
      pvid: false,
      untagged: true,
      self: false,
      master: true,
    },
    "bridge vlan add vid 5-9 dev A untagged master",
  ],
  [
    { kind: "vlanSet", netns: SELF, device: "A", vid: 5, vidEnd: 9, state: 4, mcastRouter: 0 },
    "bridge vlan set vid 5-9 dev A state 4 mcast_router 0",
  ],
  [
    { kind: "vlanGlobalSet", netns: SELF, device: "br0", vid: 5, settings: { mcast_snooping: 0 } },
    "bridge vlan global set vid 5 dev br0 mcast_snooping 0",
  ],
  [{ kind: "sysctlSet", netns: SELF, path: "net/ipv4/ip_forward", value: "1" }, "sysctl -w net.ipv4.ip_forward=1"],
  [
    { kind: "linkAdd", netns: SELF, link: { name: "A" }, info: { type: "veth", peer: { name: "B" } } },
    "ip link add name A type veth peer name B",
  ],
];

/** Operations of `bridge` read back from the words they are rendered to. */
function readBack(line: string): Operation | undefined {
  let read: Operation | undefined;
  const { options, words } = parseBridgeCommandLine(line.split(" "));
  const host: BridgeHost = {
    view: () => {
      throw new Error("nothing to see");
    },
    apply: (operation) => {
      read = operation;
      return ok();
    },
    names: ANY_NAME,
  };
  runBridge(host, options, words);
  return read;
}

describe("operations as command lines", () => {
  it.each(
    lines.filter(
      ([{ kind }]) => kind === "fdbChange" || kind === "fdbFlush" || kind.startsWith("vlan") || kind === "mdbChange",
    ),
  )("%j are read back", (operation, line) => {
    expect(readBack(line ?? "")).toEqual(operation);
  });

  it.each(lines)("%j", (operation, line) => {
    expect(render(operation)?.join(" ")).toBe(line);
  });
});
