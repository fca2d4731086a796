/**
 * Networks as the engine keeps them: what `docker network inspect` tells, and for those that wire containers how they do it.
 *
 * Same as docker 20.10: the order of the operations (and so the ifindexes), addresses given out, MACs, names. Absent: IPv6,
 * networks of a swarm, the engine's netfilter rules.
 */
import { formatIpv4, type Ipv4, ipv4Broadcast } from "../../core/address/ipv4.ts";
import { type Mac, parseMac } from "../../core/address/mac.ts";
import type { KernelError } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { type NetnsRef, SELF } from "../../core/operation/netns-ref.ts";
import type { Operation } from "../../core/operation/operation.ts";
import type { Host } from "../kernel/host.ts";
import type { AddressPool } from "./address-pool.ts";
import type { Answer } from "./answer.ts";
import { hexadecimal, objectId } from "./names.ts";

export type DriverName = "bridge" | "host" | "null" | "macvlan" | "ipvlan";

/** One subnet of a network, with the keys that `docker network inspect` shows. */
export interface IpamConfig {
  readonly Subnet: string;
  readonly IPRange?: string;
  readonly Gateway?: string;
  readonly AuxiliaryAddresses?: Readonly<Record<string, string>>;
}

export interface Network {
  readonly name: string;
  readonly id: string;
  readonly driver: DriverName;
  readonly createdMicros: number;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly ipam: readonly IpamConfig[];
  /** There from the engine's start, and not to be removed. */
  readonly predefined: boolean;
  /** None for `host` and `none`. */
  readonly wiring: Wiring | undefined;
}

/** The end of a network that a container has, as `docker inspect` tells it. */
export interface Endpoint {
  readonly id: string;
  readonly network: Network;
  /** The host's end of a veth pair; none of other kinds. */
  readonly hostDevice: string | undefined;
  /** The container's end, by the name that it is made with. */
  readonly inside: string | undefined;
  readonly address: Ipv4 | undefined;
  readonly mac: Mac | undefined;
  /** Its name in the container, once it is there. */
  device: string;
}

export function addressText(endpoint: Endpoint | undefined): string {
  return endpoint?.address === undefined ? "" : formatIpv4(endpoint.address);
}

export function gatewayText({ network }: Endpoint): string {
  const gateway = network.wiring?.gateway;
  return gateway === undefined ? "" : formatIpv4(gateway);
}

/** The MAC address that the engine makes of an IPv4 address: 02:42 and its four octets. */
function macOf(address: Ipv4): Mac | undefined {
  const octets = formatIpv4(address).split(".");
  return parseMac(`02:42:${octets.map((octet) => Number(octet).toString(16).padStart(2, "0")).join(":")}`);
}

/** How a driver wires containers. */
export abstract class Wiring {
  protected readonly host: Host;
  readonly pool: AddressPool;
  readonly gateway: Ipv4;
  /** Whether somebody chose the subnet: only then may containers choose their addresses. */
  readonly chosen: boolean;

  constructor(host: Host, pool: AddressPool, gateway: Ipv4, chosen: boolean) {
    this.host = host;
    this.pool = pool;
    this.gateway = gateway;
    this.chosen = chosen;
  }

  /** Makes what the network needs on the host; says why not. */
  abstract make(): Answer<undefined>;
  abstract unmake(): void;
  /** Makes the ends of a container, both still on the host. */
  protected abstract makeEnds(): { readonly hostDevice?: string; readonly inside: string };
  /** The default route of a container that leaves through this network; `device` is what it is called there. */
  protected defaultRoute(_device: string): { readonly via?: Ipv4; readonly device?: string } | undefined {
    return { via: this.gateway };
  }
  protected get keepsMac(): boolean {
    return false;
  }

  /** An endpoint with the address `address`, which the pool has given out. */
  open(network: Network, address: Ipv4, wantedMac?: string): Endpoint {
    const mac = this.keepsMac ? undefined : wantedMac === undefined ? macOf(address) : parseMac(wantedMac);
    const { hostDevice, inside } = this.makeEnds();
    const id = objectId((bound) => this.host.random(bound));
    return { id, network, hostDevice, inside, address, mac, device: "" };
  }

  /** Moves the inner end into a container's namespace, gives it its name there and sets it up. */
  plug(endpoint: Endpoint, netns: NetnsId, device: string): void {
    const { host } = this;
    const { inside = "", address, mac } = endpoint;
    const ref: NetnsRef = { by: "name", name: `engine:${netns}` };
    // The engine holds a descriptor of the namespace; operations know names, so it gives it one of its own.
    const ids = new Map([[`engine:${netns}`, netns]]);
    must(host, hostNetns(host), { kind: "linkSet", netns: SELF, device: inside, changes: { netns: ref } }, ids);
    must(host, netns, { kind: "linkSet", netns: SELF, device: inside, changes: { name: device } });
    if (mac) must(host, netns, { kind: "linkSet", netns: SELF, device, changes: { mac } });
    if (address !== undefined) {
      const local = { address, length: this.pool.subnet.length };
      const broadcast = ipv4Broadcast(local.address, local.length);
      must(host, netns, { kind: "addressAdd", netns: SELF, mode: "add", address: { device, local, broadcast } });
    }
    must(host, netns, { kind: "linkSet", netns: SELF, device, changes: { up: true } });
    endpoint.device = device;
  }

  /** Sets or takes away the default route through this network. */
  route(endpoint: Endpoint, netns: NetnsId, verb: "add" | "delete"): void {
    const nextHop = this.defaultRoute(endpoint.device);
    if (!nextHop) return;
    const route = { family: "inet", nextHops: [nextHop] } as const;
    this.host.applyAs(
      this.host.kernelCaller(netns),
      verb === "add"
        ? { kind: "routeAdd", netns: SELF, mode: "add", route }
        : { kind: "routeDelete", netns: SELF, route },
    );
  }

  /** The inner end is set down before it is taken away, so that whoever is below hears of it first. */
  quiet({ device }: Endpoint, netns: NetnsId): void {
    if (device === "") return;
    this.host.applyAs(this.host.kernelCaller(netns), {
      kind: "linkSet",
      netns: SELF,
      device,
      changes: { up: false },
    });
  }

  /** Gives the address back and takes away what is left of the ends. @param netns where the inner one is, if that stays */
  close(endpoint: Endpoint, netns?: NetnsId): void {
    if (endpoint.address !== undefined) this.pool.release(endpoint.address);
    const { hostDevice, device } = endpoint;
    if (hostDevice !== undefined) this.delete(hostNetns(this.host), hostDevice);
    else if (netns !== undefined && device !== "") this.delete(netns, device);
    else if (endpoint.inside !== undefined && device === "") this.delete(hostNetns(this.host), endpoint.inside);
  }

  protected delete(netns: NetnsId, device: string): void {
    this.host.applyAs(this.host.kernelCaller(netns), { kind: "linkDelete", netns: SELF, device });
  }

  protected vethName(): string {
    return `veth${hexadecimal((bound) => this.host.random(bound), 7)}`;
  }
}

/** Is there a device of this name on the host? */
export function hasDevice({ world, pidNamespace }: Host, name: string): boolean {
  const netns = pidNamespace.init?.netns;
  const names = netns === undefined ? undefined : world.latest.netns[netns]?.names;
  return names?.has(name) === true;
}

export function hostNetns(host: Host): NetnsId {
  const init = host.pidNamespace.init;
  if (!init) throw new Error("the machine has not booted");
  return init.netns;
}

/** An operation of the engine that the kernel cannot refuse unless something is wrong here. */
export function must(
  host: Host,
  netns: NetnsId,
  operation: Operation,
  names: ReadonlyMap<string, NetnsId> = new Map(),
): void {
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
