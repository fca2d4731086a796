/**
 * A bridge's ports as it floods frames to them.
 *
 * A multicast that a new interface says about itself goes to every port, and at the far end of nearly all of them nobody
 * has joined the group: the frame is counted twice and forgotten. With thousands of ports that is all a host would do.
 * So ports with a plain veth pair behind them are counted together, and only who has joined gets the frame.
 */
import { IPV6_ALL_NODES, IPV6_OWN_NODES, type Ipv6 } from "../address/ipv6.ts";
import { PORT_STATE } from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import { LinkTable } from "../model/link-table.ts";
import { joinCount, leaveCount, type Runtime, type SharedCount } from "../model/runtime.ts";
import type { Device } from "./view.ts";

/** Frames of at most this many octets fit through every port that is counted together. */
const COUNTED_LENGTH = 1280;
/** From as many ports on counting together is cheaper than sending one by one. */
const WORTH_WHILE = 16;

const NO_GROUPS: readonly string[] = [];

/** Every interface is in these from birth: nobody is told apart by them, and who is in them is not kept. */
function isOfAll(group: string): boolean {
  return group === IPV6_ALL_NODES || group === IPV6_OWN_NODES;
}

interface Port {
  readonly device: Device;
  readonly number: number;
  /** The far end of the port's veth pair, while the port is one of those that are counted together. */
  far: Device | undefined;
  groups: readonly string[];
  /** Whether it is to be spared questions that the bridge can answer. */
  suppresses: boolean;
}

/** The place in a list by port number at which `number` is or would be. */
function placeOf(ports: readonly Port[], number: number): number {
  let low = 0;
  let high = ports.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ports[middle] as Port).number < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The greatest number first. Mostly there are two or three, which the library's way takes half a kilobyte for. */
function sortDown(ports: Port[]): void {
  if (ports.length > 8) {
    ports.sort((a, b) => b.number - a.number);
    return;
  }
  for (let i = 1; i < ports.length; i++) {
    const port = ports[i] as Port;
    let at = i;
    for (; at > 0 && (ports[at - 1] as Port).number < port.number; at--) ports[at] = ports[at - 1] as Port;
    ports[at] = port;
  }
}

function insert(ports: Port[], port: Port): void {
  const last = ports.at(-1);
  if (!last || last.number < port.number) ports.push(port);
  else ports.splice(placeOf(ports, port.number), 0, port);
}

function remove(ports: Port[], port: Port): void {
  const at = placeOf(ports, port.number);
  if (ports[at] === port) ports.splice(at, 1);
}

/** The far end when a port takes any frame that is flooded and has nothing but a host's interface behind it. */
function plainFar(device: Device): Device | undefined {
  const { port } = device;
  if (!port || port.state !== PORT_STATE.forwarding || !device.running) return undefined;
  if (!port.mcastFlood || port.hairpin || port.isolated || port.proxyArp) return undefined;
  const far = device.peer;
  return far?.up && !far.port && far.mtu >= COUNTED_LENGTH && device.mtu >= COUNTED_LENGTH ? far : undefined;
}

export class BridgePorts {
  readonly #runtime: Runtime;
  /** Where each port of any bridge is kept, shared between the bridges. */
  readonly #homes: LinkTable<BridgePorts>;
  readonly #byId = new LinkTable<Port>();
  /** By number, the least first. */
  readonly #all: Port[] = [];
  readonly #counted: Port[] = [];
  readonly #others: Port[] = [];
  /** Who has joined a group. Each port is alone in the group of its own address, so that most have no need of a set. */
  readonly #joined = new Map<string, Port | Set<Port>>();
  readonly #shared: SharedCount = { packets: 0, bytes: 0 };
  #suppressing = 0;

  constructor(runtime: Runtime, homes: LinkTable<BridgePorts>) {
    this.#runtime = runtime;
    this.#homes = homes;
  }

  /** The last added first, as the kernel's list has them (br_add_if puts them in front). */
  *[Symbol.iterator](): Generator<Device> {
    for (let i = this.#all.length - 1; i >= 0; i--) yield (this.#all[i] as Port).device;
  }

  /** Whether any port has neigh_suppress (BROPT_NEIGH_SUPPRESS_ENABLED). */
  get suppressing(): boolean {
    return this.#suppressing > 0;
  }

  /** A port, or what is at the far end of one, came, changed or (undefined) went. */
  update(id: LinkId, device: Device | undefined): void {
    const known = this.#byId.get(id);
    const number = device?.port?.number;
    if (known && (known.device !== device || known.number !== number)) this.#drop(known);
    if (!device || number === undefined) return;
    let port = this.#byId.get(id);
    if (!port) {
      port = { device, number, far: undefined, groups: NO_GROUPS, suppresses: false };
      this.#byId.set(id, port);
      this.#homes.set(id, this);
      insert(this.#all, port);
      insert(this.#others, port);
    }
    this.#sort(port, plainFar(device));
    this.#suppress(port, device.port?.neighSuppress === true);
  }

  #suppress(port: Port, suppresses: boolean): void {
    if (port.suppresses === suppresses) return;
    port.suppresses = suppresses;
    this.#suppressing += suppresses ? 1 : -1;
  }

  #drop(port: Port): void {
    this.#sort(port, undefined);
    this.#suppress(port, false);
    remove(this.#all, port);
    remove(this.#others, port);
    this.#byId.delete(port.device.id);
    if (this.#homes.get(port.device.id) === this) this.#homes.delete(port.device.id);
  }

  /** Puts a port among those that are counted together or among the others. */
  #sort(port: Port, far: Device | undefined): void {
    const before = port.far;
    if (before !== far) {
      if (before) {
        leaveCount(this.#runtime, port.device.id);
        leaveCount(this.#runtime, before.id);
        if (!far) {
          remove(this.#counted, port);
          insert(this.#others, port);
        }
      }
      if (far) {
        joinCount(this.#runtime, port.device.id, this.#shared, "tx");
        joinCount(this.#runtime, far.id, this.#shared, "rx");
        if (!before) {
          remove(this.#others, port);
          insert(this.#counted, port);
        }
      }
      port.far = far;
    }
    const groups = far?.link.groups6 ?? NO_GROUPS;
    const known = port.groups;
    if (groups === known) return;
    // Mostly they are the same ones and another.
    for (const group of known) if (!groups.includes(group)) this.#leave(group, port);
    for (const group of groups) if (!known.includes(group)) this.#join(group, port);
    port.groups = groups;
  }

  #join(group: string, port: Port): void {
    if (isOfAll(group)) return;
    const members = this.#joined.get(group);
    if (members === undefined) this.#joined.set(group, port);
    else if (members instanceof Set) members.add(port);
    else if (members !== port) this.#joined.set(group, new Set([members, port]));
  }

  #leave(group: string, port: Port): void {
    if (isOfAll(group)) return;
    const members = this.#joined.get(group);
    if (members instanceof Set) {
      members.delete(port);
      if (members.size === 0) this.#joined.delete(group);
    } else if (members === port) this.#joined.delete(group);
  }

  /**
   * Floods a frame to an IPv6 group: `send` for each port that needs it, in the order of the list, `pass` for the number
   * of those between that are only counted. False when every port has to be looked at.
   */
  floodGroup(
    group: Ipv6,
    length: number,
    from: Device | undefined,
    send: (port: Device) => void,
    pass: (count: number) => void,
  ): boolean {
    const counted = this.#counted;
    if (counted.length < WORTH_WHILE || length > COUNTED_LENGTH || isOfAll(group)) return false;
    const joined = this.#joined.get(group);
    const many = joined instanceof Set ? joined : undefined;
    if (many && many.size > WORTH_WHILE && many.size > counted.length >> 2) return false;
    this.#shared.packets++;
    this.#shared.bytes += length;
    const source = from && this.#byId.get(from.id);
    // Mostly everybody is counted, and nobody has joined but who sends.
    const hears = source !== undefined && (many ? many.has(source) : joined === source);
    const others = many ? many.size - (hears ? 1 : 0) : joined && !hears ? 1 : 0;
    if (this.#others.length === 0 && others === 0) {
      if (source?.far) {
        this.#spare(source.device.id, length);
        this.#spare(source.far.id, length);
      }
      pass(source?.far ? counted.length - 1 : counted.length);
      return true;
    }
    const apart = [...this.#others];
    if (many) for (const port of many) apart.push(port);
    else if (joined) apart.push(joined as Port);
    if (source?.far && !hears) apart.push(source);
    sortDown(apart);
    let left = counted.length;
    for (const port of apart) {
      if (port.far) {
        const at = placeOf(counted, port.number);
        pass(left - at - 1);
        left = at;
        this.#spare(port.device.id, length);
        this.#spare(port.far.id, length);
      } else {
        const at = placeOf(counted, port.number);
        pass(left - at);
        left = at;
      }
      if (port !== source) send(port.device);
    }
    pass(left);
    return true;
  }

  /** What was counted for all did not go to this one, or is counted for it by itself. */
  #spare(id: LinkId, length: number): void {
    const share = this.#runtime.shares.get(id);
    if (!share) return;
    share.lessPackets++;
    share.lessBytes += length;
  }
}
