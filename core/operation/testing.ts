/** For tests of operations: a host to act on, and its state in a line of text each. */
import { formatIp, formatPrefix, type IpAddress, type Prefix, parseIp } from "../address/prefix.ts";
import type { KernelError } from "../errors.ts";
import type { Config } from "../model/config.ts";
import type { NetnsId } from "../model/id.ts";
import { type Link, linkFlags } from "../model/link.ts";
import type { Route } from "../model/route.ts";
import { World } from "../model/world.ts";
import { apply, applyEvent, createHost } from "./apply.ts";
import type { NetnsRef } from "./netns-ref.ts";
import { SELF } from "./netns-ref.ts";
import type { Caller, Change, Operation } from "./operation.ts";
import type { RouteAdd } from "./route.ts";

export function ip(text: string): IpAddress {
  const address = parseIp(text);
  if (address === undefined) throw new Error(`no address: ${text}`);
  return address;
}

export function prefix(text: string): Prefix {
  const [address = "", length] = text.split("/");
  const parsed = ip(address);
  const bits = length === undefined ? (typeof parsed === "number" ? 32 : 128) : Number(length);
  return { address: parsed, length: bits } as Prefix;
}

export interface TestNetns {
  readonly id: NetnsId;
  readonly ref: NetnsRef;
}

export class TestHost {
  readonly world = new World();
  readonly id: NetnsId = createHost(this.world, "host");
  readonly self = SELF;
  readonly #names = new Map<string, NetnsId>();
  readonly caller: Caller = {
    netns: this.id,
    netAdmin: true,
    findNetns: (ref) => (ref.by === "name" ? this.#names.get(ref.name) : undefined),
  };

  get config(): Config {
    return this.world.config;
  }

  apply(op: Operation) {
    return apply(this.world, this.caller, op);
  }

  ok(op: Operation): readonly Change[] {
    const result = this.apply(op);
    if (!result.ok) throw new Error(`${op.kind}: ${describeError(result.error)}`);
    return result.value;
  }

  /** The error of an operation as `ERRNO` or `ERRNO text`; `ok` without one. */
  error(op: Operation): string {
    const result = this.apply(op);
    return result.ok ? "ok" : describeError(result.error);
  }

  addNetns(name: string): TestNetns {
    const id = this.ok({ kind: "netnsCreate", host: "host" }).find((change) => change.noun === "netns")?.netns;
    if (id === undefined) throw new Error("no namespace was made");
    this.#names.set(name, id);
    return { id, ref: { by: "name", name } };
  }

  find(name: string, netns: { readonly id: NetnsId } = this): Link | undefined {
    const id = this.config.netns[netns.id]?.names.get(name);
    return id === undefined ? undefined : this.config.links[id];
  }

  link(name: string, netns: { readonly id: NetnsId } = this): Link {
    const link = this.find(name, netns);
    if (!link) throw new Error(`no link ${name}`);
    return link;
  }

  veth(name: string, peer: string): void {
    this.ok({ kind: "linkAdd", netns: SELF, link: { name }, info: { type: "veth", peer: { name: peer } } });
  }

  bridge(name: string): void {
    this.ok({ kind: "linkAdd", netns: SELF, link: { name }, info: { type: "bridge", settings: {} } });
  }

  up(device: string, netns?: TestNetns): void {
    this.ok({ kind: "linkSet", netns: netns?.ref ?? SELF, device, changes: { up: true } });
  }

  down(device: string, netns?: TestNetns): void {
    this.ok({ kind: "linkSet", netns: netns?.ref ?? SELF, device, changes: { up: false } });
  }

  address(device: string, local: string, netns?: TestNetns): void {
    this.ok({
      kind: "addressAdd",
      netns: netns?.ref ?? SELF,
      mode: "add",
      address: { device, local: prefix(local) },
    });
  }

  route(destination: string, hop: { via?: string; device?: string }, netns?: TestNetns): void {
    this.ok({ ...routeAdd(destination, hop), netns: netns?.ref ?? SELF });
  }

  routes(netns: { readonly id: NetnsId } = this): string[] {
    const ns = this.config.netns[netns.id];
    return [...(ns?.routes4 ?? []), ...(ns?.routes6 ?? [])].map((route) => describeRoute(this.config, route));
  }

  nsids(netns: { readonly id: NetnsId } = this): Readonly<Record<number, number>> {
    return Object.fromEntries(this.config.netns[netns.id]?.nsids ?? []);
  }

  /** Does what the kernel's workers have to do now. */
  runWorkers(): void {
    this.runTimers(this.world.runtime.nowMicros);
  }

  /** Lets link watch look at what could wait. */
  watchLinks(): void {
    const { runtime } = this.world;
    runtime.nowMicros = Math.max(runtime.nowMicros, runtime.linkWatch.timerMicros ?? 0);
    applyEvent(this.world, { kind: "linkWatch" });
  }

  /** Lets every timer run out that only operations answer to: address detection, lifetimes, port states. */
  runTimers(untilMicros = Number.POSITIVE_INFINITY): void {
    const { runtime } = this.world;
    const due = (): number | undefined => {
      const next = runtime.timers.nextMicros;
      return next !== undefined && next <= untilMicros ? next : undefined;
    };
    for (let next = due(); next !== undefined; next = due()) {
      runtime.nowMicros = Math.max(runtime.nowMicros, next);
      const taken = runtime.timers.take(runtime.nowMicros);
      const event = taken?.event;
      if (event?.kind === "dad")
        applyEvent(this.world, {
          kind: event.step === "unasked" ? "dadUnasked" : "dadCompleted",
          link: event.link,
          address: event.address,
        });
      else if (event?.kind === "addressLifetime" || event?.kind === "routeExpiry" || event?.kind === "linkWatch")
        applyEvent(this.world, event);
      // Only the forward delay ends: a hello is followed by another one.
      else if (event?.kind === "stp" && event.timer === "forwardDelay") applyEvent(this.world, event);
    }
  }
}

/** A host whose `lo` is up. */
export function testHost(): TestHost {
  const host = new TestHost();
  host.up("lo");
  return host;
}

export function routeAdd(
  destination: string,
  hop: { via?: string; device?: string; onlink?: boolean },
  extra: Partial<RouteAdd["route"]> & { mode?: RouteAdd["mode"] } = {},
): RouteAdd {
  const { mode = "add", ...rest } = extra;
  const family = (destination === "default" ? (hop.via ?? "") : destination).includes(":") ? "inet6" : "inet";
  const { via, ...device } = hop;
  return {
    kind: "routeAdd",
    netns: SELF,
    mode,
    route: {
      family,
      ...(destination === "default" ? {} : { destination: prefix(destination) }),
      nextHops: via === undefined && hop.device === undefined ? [] : [{ ...device, ...(via ? { via: ip(via) } : {}) }],
      ...rest,
    },
  };
}

function describeError(error: KernelError): string {
  const text = error.extack ?? error.device;
  return text === undefined ? error.errno : `${error.errno} ${text}`;
}

/** `2 br0 BROADCAST,MULTICAST,UP noqueue UP`: what a line of `ip link` says first. */
export function describeLink(host: TestHost, name: string, netns?: TestNetns): string {
  const link = host.link(name, netns);
  return `${link.ifindex} ${link.name} ${linkFlags(host.config, link).join()} ${link.qdisc} ${link.operState}`;
}

export function describeRoute(config: Config, route: Route): string {
  const hops = route.nextHops.map((hop) => {
    const device = hop.link === undefined ? "" : ` dev ${config.links[hop.link]?.name}`;
    return `${hop.via === undefined ? "" : ` via ${formatIp(hop.via)}`}${device}${hop.linkDown ? " linkdown" : ""}`;
  });
  const source = route.prefSource === undefined ? "" : ` src ${formatIp(route.prefSource)}`;
  const metric = route.metric === 0 ? "" : ` metric ${route.metric}`;
  return `${route.type} ${formatPrefix(route.destination)}${hops.join(" +")} table ${route.table} proto ${route.protocol} scope ${route.scope}${source}${metric}`;
}
