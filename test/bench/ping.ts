/** How many echo round trips a second the datapath carries through veth, bridge, veth. */
import { parseIpv4 } from "../../core/address/ipv4.ts";
import { Network } from "../../core/datapath/network.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { World } from "../../core/model/world.ts";
import { apply, createHost } from "../../core/operation/apply.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import type { Operation } from "../../core/operation/operation.ts";

/** Wires two namespaces to a bridge; answers with the datapath and the first namespace. */
function wire(): { net: Network; from: NetnsId } {
  const world = new World();
  const host = createHost(world, "host");
  const spaces = [createHost(world, "host"), createHost(world, "host")];
  const act = (netns: NetnsId, op: Operation): void => {
    const done = apply(
      world,
      { netns, netAdmin: true, findNetns: (ref) => ("pid" in ref ? spaces[ref.pid] : netns) },
      op,
    );
    if (!done.ok) throw new Error(`${op.kind}: ${done.error.errno}`);
  };
  const up = (netns: NetnsId, device: string) =>
    act(netns, { kind: "linkSet", netns: SELF, device, changes: { up: true } });
  act(host, { kind: "bridgeAdd", netns: SELF, bridge: "br0" });
  up(host, "br0");
  spaces.forEach((netns, i) => {
    act(host, {
      kind: "linkAdd",
      netns: SELF,
      link: { name: `v${i}` },
      info: { type: "veth", peer: { name: `e${i}` } },
    });
    act(host, { kind: "bridgePortAdd", netns: SELF, bridge: "br0", device: `v${i}` });
    up(host, `v${i}`);
    act(host, { kind: "linkSet", netns: SELF, device: `e${i}`, changes: { netns: { by: "pid", pid: i } } });
    up(netns, `e${i}`);
    const address = parseIpv4(`10.0.0.1${i}`);
    if (address === undefined) throw new Error("address");
    act(netns, {
      kind: "addressAdd",
      netns: SELF,
      mode: "add",
      address: { device: `e${i}`, local: { address, length: 24 } },
    });
  });
  const net = new Network(world);
  net.advance(5_000_000);
  return { net, from: spaces[0] as NetnsId };
}

/** Sends `count` echo requests, each after the reply to the one before; answers with the seconds they took. */
export function pingRoundTrips(count: number): number {
  const { net, from } = wire();
  const target = parseIpv4("10.0.0.11");
  if (target === undefined) throw new Error("address");
  let received = 0;
  const { socket, id } = net.openPing(from, "inet", () => {
    received++;
  });
  const data = new Uint8Array(56);
  const send = (sequence: number): void => {
    const sent = net.sendPing(socket, target, { kind: "icmp", type: "echo-request", id, sequence, data });
    if (!sent.ok) throw new Error(sent.error);
    const before = received;
    while (received === before) {
      const next = net.nextMicros;
      if (next === undefined) throw new Error("no reply");
      net.advance(next);
    }
  };
  send(0);
  const start = performance.now();
  for (let i = 1; i <= count; i++) send(i & 0xffff);
  return (performance.now() - start) / 1000;
}
