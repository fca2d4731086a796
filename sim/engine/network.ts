/**
 * Networks of the engine: `bridge` with its docker0, `host`, `none`. What libnetwork does for a container it does here with
 * the same operations a user has.
 *
 * Same as docker 20.10: the order of the operations (and so the ifindexes), addresses given out, MACs, names. Absent:
 * networks that users make, port publishing, the engine's netfilter rules.
 */
import { formatIpv4, type Ipv4, ipv4Broadcast, ipv4Network, parseIpv4 } from "../../core/address/ipv4.ts";
import { parseMac } from "../../core/address/mac.ts";
import type { KernelError } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { type NetnsRef, SELF } from "../../core/operation/netns-ref.ts";
import type { Operation } from "../../core/operation/operation.ts";
import type { Host } from "../kernel/host.ts";
import type { Endpoint } from "./container.ts";
import { hexadecimal } from "./names.ts";

export interface Network {
  readonly name: string;
  readonly id: string;
  readonly driver: "bridge" | "host" | "null";
  readonly createdMicros: number;
}

export class BridgeNetwork implements Network {
  readonly name = "bridge";
  readonly driver = "bridge";
  readonly id: string;
  readonly createdMicros: number;
  readonly gateway: Ipv4;
  readonly prefixLength: number;
  readonly #host: Host;
  readonly #taken = new Set<Ipv4>();

  /** @param address docker0's own, with its prefix length: `172.17.42.1/16` */
  constructor(host: Host, id: string, address: string) {
    const [text = "", length = ""] = address.split("/");
    const gateway = parseIpv4(text);
    if (gateway === undefined) throw new Error(`${address} is no address`);
    this.#host = host;
    this.id = id;
    this.createdMicros = host.nowMicros;
    this.gateway = gateway;
    this.prefixLength = Number(length);
    this.#taken.add(gateway);
  }

  get subnet(): string {
    return `${formatIpv4(ipv4Network(this.gateway, this.prefixLength))}/${this.prefixLength}`;
  }

  get gatewayText(): string {
    return formatIpv4(this.gateway);
  }

  /** Makes docker0 as the engine finds none at its start: the bridge, its MAC, its address, up. */
  makeBridge(): void {
    const netns = hostNetns(this.#host);
    const mac = parseMac(
      `02:42:${hexadecimal((bound) => this.#host.random(bound), 8)
        .match(/../g)
        ?.join(":")}`,
    );
    must(this.#host, netns, {
      kind: "linkAdd",
      netns: SELF,
      link: { name: "docker0", txQueueLength: 0, ...(mac ? { mac } : {}) },
      info: { type: "bridge", settings: {} },
    });
    const local = { address: this.gateway, length: this.prefixLength };
    const broadcast = ipv4Broadcast(local.address, local.length);
    must(this.#host, netns, {
      kind: "addressAdd",
      netns: SELF,
      mode: "add",
      address: { device: "docker0", local, broadcast },
    });
    must(this.#host, netns, { kind: "linkSet", netns: SELF, device: "docker0", changes: { up: true } });
    must(this.#host, netns, { kind: "sysctlSet", netns: SELF, path: "net/ipv4/ip_forward", value: "1" });
  }

  /** The lowest address that is free; addresses of containers that have stopped are given out again. */
  #allocate(): Ipv4 | undefined {
    const network = ipv4Network(this.gateway, this.prefixLength);
    const last = ipv4Broadcast(network, this.prefixLength);
    for (let address = (network + 1) as Ipv4; address < last; address = (address + 1) as Ipv4) {
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      return address;
    }
    return undefined;
  }

  /** Wires a container's namespace: a veth pair, one end in docker0, the other `eth0` with address and default route. */
  join(netns: NetnsId, wantedMac?: string): Endpoint | undefined {
    const host = this.#host;
    const here = hostNetns(host);
    const random = (bound: number) => host.random(bound);
    const allocated = this.#allocate();
    if (allocated === undefined) return undefined;
    const address = formatIpv4(allocated);
    const octets = address.split(".").map((octet) => Number(octet).toString(16).padStart(2, "0"));
    const mac = parseMac(wantedMac ?? `02:42:${octets.join(":")}`);
    const hostDevice = `veth${hexadecimal(random, 7)}`;
    const inside = `veth${hexadecimal(random, 7)}`;
    must(host, here, {
      kind: "linkAdd",
      netns: SELF,
      link: { name: hostDevice, txQueueLength: 0 },
      info: { type: "veth", peer: { name: inside, txQueueLength: 0 } },
    });
    must(host, here, { kind: "bridgePortAdd", netns: SELF, bridge: "docker0", device: hostDevice });
    must(host, here, { kind: "linkSet", netns: SELF, device: hostDevice, changes: { up: true } });
    const there = this.#refer(netns);
    must(host, here, { kind: "linkSet", netns: SELF, device: inside, changes: { netns: there.ref } }, there.ids);
    must(host, netns, { kind: "linkSet", netns: SELF, device: inside, changes: { name: "eth0" } });
    if (mac) must(host, netns, { kind: "linkSet", netns: SELF, device: "eth0", changes: { mac } });
    const local = { address: allocated, length: this.prefixLength };
    const broadcast = ipv4Broadcast(local.address, local.length);
    must(host, netns, { kind: "addressAdd", netns: SELF, mode: "add", address: { device: "eth0", local, broadcast } });
    must(host, netns, { kind: "linkSet", netns: SELF, device: "eth0", changes: { up: true } });
    must(host, netns, {
      kind: "routeAdd",
      netns: SELF,
      mode: "add",
      route: { family: "inet", nextHops: [{ via: this.gateway }] },
    });
    return {
      id: hexadecimal(random, 64),
      network: this.name,
      networkId: this.id,
      hostDevice,
      address,
      prefixLength: this.prefixLength,
      gateway: this.gatewayText,
      mac: mac ?? "",
    };
  }

  /** Gives the address back and takes the host's end away, if it is still there. */
  leave(endpoint: Endpoint): void {
    this.#taken.delete(parse(endpoint.address));
    if (endpoint.hostDevice === undefined) return;
    const netns = hostNetns(this.#host);
    this.#host.applyAs(this.#host.kernelCaller(netns), {
      kind: "linkDelete",
      netns: SELF,
      device: endpoint.hostDevice,
    });
  }

  /** The engine holds a descriptor of the namespace; operations know names, so it gives it one of its own. */
  #refer(netns: NetnsId): { readonly ref: NetnsRef; readonly ids: ReadonlyMap<string, NetnsId> } {
    const name = `engine:${netns}`;
    return { ref: { by: "name", name }, ids: new Map([[name, netns]]) };
  }
}

function parse(text: string) {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

export function hostNetns(host: Host): NetnsId {
  const init = host.pidNamespace.init;
  if (!init) throw new Error("the machine has not booted");
  return init.netns;
}

/** An operation of the engine that the kernel cannot refuse unless something is wrong here. */
function must(host: Host, netns: NetnsId, operation: Operation, names: ReadonlyMap<string, NetnsId> = new Map()): void {
  const caller = host.kernelCaller(netns);
  const done = host.applyAs(
    {
      ...caller,
      findNetns: (ref) => (ref.by === "name" ? (names.get(ref.name) ?? caller.findNetns(ref)) : caller.findNetns(ref)),
    },
    operation,
  );
  if (!done.ok) throw new EngineFailure(operation, done.error);
}

/** The kernel refused what the engine relied on: a user has taken docker0 apart, for one. */
export class EngineFailure extends Error {
  readonly operation: Operation;
  readonly error: KernelError;

  constructor(operation: Operation, error: KernelError) {
    super(`${operation.kind}: ${error.errno}`);
    this.operation = operation;
    this.error = error;
  }
}
