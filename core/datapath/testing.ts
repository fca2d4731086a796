/** A small network to send packets in, for the tests of the datapath. */
import { type Ipv4, parseIpv4 } from "../address/ipv4.ts";
import { type Ipv6, parseIpv6 } from "../address/ipv6.ts";
import { parseIp } from "../address/prefix.ts";
import type { NetnsId } from "../model/id.ts";
import { World } from "../model/world.ts";
import { apply, createHost } from "../operation/apply.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Operation } from "../operation/operation.ts";
import type { Hop } from "../trace.ts";
import type { Received } from "./datapath.ts";
import { Network } from "./network.ts";

const SECOND = 1_000_000;

export function ip4(text: string): Ipv4 {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(text);
  return address;
}
export function ip6(text: string): Ipv6 {
  const address = parseIpv6(text);
  if (address === undefined) throw new Error(text);
  return address;
}

/** A host with a bridge 10.0.0.1/24 and two namespaces on it, 10.0.0.11 and 10.0.0.12, by the commands people use. */
export class Lab {
  readonly world = new World();
  readonly host: NetnsId;
  readonly names = new Map<string, NetnsId>();
  readonly net: Network;

  constructor() {
    this.host = createHost(this.world, "host");
    this.net = new Network(this.world);
    this.up(this.host, "lo");
  }

  do(netns: NetnsId, op: Operation): void {
    const caller = {
      netns,
      netAdmin: true,
      findNetns: (ref: { by: string; name?: string }) => (ref.name === undefined ? netns : this.names.get(ref.name)),
    };
    const result = apply(this.world, caller, op);
    if (!result.ok) throw new Error(`${op.kind}: ${JSON.stringify(result.error)}`);
  }

  up(netns: NetnsId, device: string): void {
    this.do(netns, { kind: "linkSet", netns: SELF, device, changes: { up: true } });
  }

  address(netns: NetnsId, device: string, address: string, length: number): void {
    const local = parseIp(address);
    if (local === undefined) throw new Error(address);
    const prefix = typeof local === "number" ? { address: local, length } : { address: local, length };
    const broadcast =
      typeof local === "number" ? { broadcast: ((local | (2 ** (32 - length) - 1)) >>> 0) as Ipv4 } : {};
    this.do(netns, { kind: "addressAdd", netns: SELF, mode: "add", address: { device, local: prefix, ...broadcast } });
  }

  netns(name: string): NetnsId {
    const id = createHost(this.world, "host");
    this.names.set(name, id);
    this.up(id, "lo");
    return id;
  }

  veth(netns: NetnsId, name: string, peer: string): void {
    this.do(netns, {
      kind: "linkAdd",
      netns: SELF,
      link: { name },
      info: { type: "veth", peer: { name: peer } },
    });
  }

  sysctl(netns: NetnsId, path: string, value: string): void {
    this.do(netns, { kind: "sysctlSet", netns: SELF, path, value });
  }

  gateway(netns: NetnsId, via: string): void {
    this.do(netns, {
      kind: "routeAdd",
      netns: SELF,
      mode: "add",
      route: { family: "inet", nextHops: [{ via: ip4(via) }] },
    });
  }

  /** One echo request, and what came of it within `waitMicros`. */
  ping(
    netns: NetnsId,
    to: string,
    options: { count?: number; ttl?: number; device?: string; waitMicros?: number } = {},
  ) {
    const target = parseIp(to);
    if (target === undefined) throw new Error(to);
    const got: Received[] = [];
    const family = typeof target === "number" ? "inet" : "inet6";
    const { socket, id } = this.net.openPing(netns, family, (received) => got.push(received));
    const errors: string[] = [];
    for (let sequence = 1; sequence <= (options.count ?? 1); sequence++) {
      const echo = { type: "echo-request", id, sequence, data: new Uint8Array(56) } as const;
      const sent = this.net.sendPing(
        socket,
        target,
        family === "inet" ? { kind: "icmp", ...echo } : { kind: "icmpv6", ...echo },
        options,
      );
      if (!sent.ok) errors.push(sent.error);
      this.net.advance(this.world.runtime.nowMicros + SECOND);
    }
    this.net.advance(this.world.runtime.nowMicros + (options.waitMicros ?? 0));
    this.net.close(socket);
    return { got, errors, types: got.map((each) => ("type" in each.packet.payload ? each.packet.payload.type : "?")) };
  }

  link(netns: NetnsId, name: string) {
    const config = this.world.config;
    const id = config.netns[netns]?.names.get(name);
    const link = id === undefined ? undefined : config.links[id];
    if (!link) throw new Error(`no ${name}`);
    return link;
  }

  neighbor(netns: NetnsId, device: string, address: string) {
    const key = parseIp(address);
    if (key === undefined) throw new Error(address);
    return this.world.runtime.neighbors.get(this.link(netns, device).id)?.get(key);
  }

  trace(): Hop[] {
    const hops: Hop[] = [];
    this.net.listen((hop) => hops.push(hop));
    return hops;
  }
}

export function bridged() {
  const lab = new Lab();
  lab.do(lab.host, { kind: "bridgeAdd", netns: SELF, bridge: "br0" });
  lab.up(lab.host, "br0");
  lab.address(lab.host, "br0", "10.0.0.1", 24);
  const spaces: NetnsId[] = [];
  for (const i of [1, 2]) {
    const id = lab.netns(`n${i}`);
    spaces.push(id);
    lab.veth(lab.host, `v${i}`, `e${i}`);
    lab.do(lab.host, { kind: "bridgePortAdd", netns: SELF, bridge: "br0", device: `v${i}` });
    lab.up(lab.host, `v${i}`);
    lab.do(lab.host, {
      kind: "linkSet",
      netns: SELF,
      device: `e${i}`,
      changes: { netns: { by: "name", name: `n${i}` } },
    });
    lab.up(id, `e${i}`);
    lab.address(id, `e${i}`, `10.0.0.1${i}`, 24);
  }
  const [n1, n2] = spaces as [NetnsId, NetnsId];
  lab.net.advance(5 * SECOND);
  return { lab, n1, n2 };
}

/** A client, a router and a server in a row: 10.1.0.2 - 10.1.0.1 router 10.2.0.1 - 10.2.0.2. */
export function routed() {
  const lab = new Lab();
  const client = lab.netns("client");
  const server = lab.netns("server");
  for (const [name, id, i] of [
    ["client", client, 1],
    ["server", server, 2],
  ] as const) {
    lab.veth(lab.host, `r${i}`, `c${i}`);
    lab.do(lab.host, { kind: "linkSet", netns: SELF, device: `c${i}`, changes: { netns: { by: "name", name } } });
    lab.up(lab.host, `r${i}`);
    lab.up(id, `c${i}`);
    lab.address(lab.host, `r${i}`, `10.${i}.0.1`, 24);
    lab.address(id, `c${i}`, `10.${i}.0.2`, 24);
    lab.gateway(id, `10.${i}.0.1`);
  }
  return { lab, client, server };
}
