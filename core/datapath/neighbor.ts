/**
 * The neighbor state machine that ARP and NDP share (net/core/neighbour.c; RFC 4861 section 7.3 for the states).
 *
 * Same as Linux: states and their order, how often is asked and how many times, by unicast and multicast, the random
 * reachable time, packets that wait and how many octets of them, what an update may overwrite; all by net.*.neigh.DEV.
 * Simplified: memory limits (gc_thresh) and garbage collection of old STALE entries are absent, so a STALE entry stays
 * until something changes it.
 */
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import { formatIp } from "../address/prefix.ts";
import type { LinkId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import { hardwareOf, isAddressedByEnds, type Link } from "../model/link.ts";
import { isConnected, isValid, type Neighbor, type NeighborState } from "../model/neighbor.ts";
import { bornAddress, neighborKey } from "../model/neighbor-birth.ts";
import { nextRandom } from "../model/runtime.ts";
import type { Ipv4Packet, Ipv6Packet, MplsPacket } from "../wire/frame.ts";
import { ipv4Length, ipv6Length } from "../wire/length.ts";
import { arpSolicit } from "./arp.ts";
import { transmit } from "./device.ts";
import type { NeighborParameters } from "./device-conf.ts";
import { linkFailure4 } from "./icmp.ts";
import { linkFailure6 } from "./icmpv6.ts";
import { neighborSolicit } from "./ndisc.ts";
import type { Network } from "./network.ts";
import { addressTypeAt } from "./route-output.ts";
import type { Device } from "./view.ts";

/** What a small packet costs of unres_qlen_bytes besides its octets. */
const BUFFER_BYTES = 256;

function parametersOf(device: Device, address: IpAddress): NeighborParameters {
  return typeof address === "number" ? device.conf.neighbor4 : device.conf.neighbor6;
}

/** interval_probe_time_ms. */
const MANAGED_INTERVAL = 5_000_000;

/** What neighbors are sent: labels may be in front of it. */
type Carried = Ipv4Packet | Ipv6Packet | MplsPacket;

export interface Waiting {
  readonly payload: Carried;
  readonly packet: number;
  /** The device by which it came in, where it is passed on. */
  readonly from: Device | undefined;
}

/** Packets that wait for an answer, by entry. An entry that operations throw away takes them along. */
const waiting = new WeakMap<Neighbor, Waiting[]>();

/** The packet that has waited least, whose source those who ask speak from (neigh_probe). */
export function lastWaiting(neighbor: Neighbor): Waiting | undefined {
  return waiting.get(neighbor)?.at(-1);
}

/** The entry that packets to an address go by, made where there is none (ip_neigh_gw4, ip6_finish_output2). */
function entryFor(net: Network, device: Device, destination: IpAddress): Neighbor {
  const address = neighborKey(device.link, destination);
  return device.neighbor(address) ?? createNeighbor(net, device, address);
}

/**
 * Sends a packet to a neighbor, or lets it wait until its address is known.
 *
 * @param from the device by which it came in, where it is passed on
 */
export function neighborOutput(
  net: Network,
  device: Device,
  destination: IpAddress,
  payload: Carried,
  packet: number,
  from?: Device,
): void {
  const neighbor = entryFor(net, device, destination);
  const { address } = neighbor;
  noteUse(net, device, neighbor, payload);
  switch (neighbor.state) {
    case "REACHABLE":
    case "PERMANENT":
    case "NOARP":
    case "DELAY":
    case "PROBE":
      break;
    case "STALE":
      // It may still be there: use it, and ask if nothing confirms it within five seconds.
      neighbor.state = "DELAY";
      neighbor.updatedMicros = net.nowMicros;
      setTimer(net, neighbor, timerMicros(net.nowMicros, parametersOf(device, address).delayFirstProbe));
      break;
    case "INCOMPLETE":
      enqueue(net, device, neighbor, { payload, packet, from });
      return;
    default:
      if (!begin(net, device, neighbor)) {
        if (net.tracing) net.drop(device, "neighbor", undefined, packet, "NEIGH_FAILED", describe(device, neighbor));
        return;
      }
      enqueue(net, device, neighbor, { payload, packet, from });
      probe(net, device, neighbor);
      return;
  }
  if (net.tracing)
    net.report(device, "neighbor", undefined, packet, { kind: "emit", to: [device.id] }, describe(device, neighbor));
  send(net, device, neighbor, payload, packet);
}

/**
 * neigh_output, neigh_resolve_output: while its state is sure a header that is ready does, and the use is not noted. Headers of
 * VLAN interfaces are made anew each time, and packets with labels or through a gateway of the other family ask for theirs.
 */
function noteUse(net: Network, { link }: Device, neighbor: Neighbor, payload: Carried): void {
  const { state, hasHeader } = neighbor;
  if (isConnected(state)) {
    if (!keepsHeaders(link)) return;
    if (hasHeader && payload.kind === (typeof neighbor.address === "number" ? "ipv4" : "ipv6")) return;
  }
  neighbor.usedMicros = net.nowMicros;
  if (!hasHeader && isValid(state)) neighbor.hasHeader = true;
}

/** header_ops->cache. */
function keepsHeaders(link: Link): boolean {
  const hardware = hardwareOf(link);
  return (hardware === "ether" && link.kind.type !== "vlan") || hardware === "loopback";
}

/** __neigh_event_send: nobody knows its address yet. False when nobody is to be asked either. */
function begin(net: Network, device: Device, neighbor: Neighbor): boolean {
  const { multicastProbes, appProbes, unicastProbes, retransmit } = parametersOf(device, neighbor.address);
  neighbor.updatedMicros = net.nowMicros;
  if (multicastProbes + appProbes === 0) {
    neighbor.state = "FAILED";
    return false;
  }
  neighbor.state = "INCOMPLETE";
  neighbor.probes = unicastProbes;
  setTimer(net, neighbor, timerMicros(net.nowMicros, retransmit));
  return true;
}

/** neigh_event_send without a packet: asks for an address that will be wanted. */
export function solicitNeighbor(net: Network, device: Device, neighbor: Neighbor): void {
  if (neighbor.state !== "INCOMPLETE" && begin(net, device, neighbor)) probe(net, device, neighbor);
}

function enqueue(net: Network, device: Device, neighbor: Neighbor, waits: Waiting): void {
  const { payload, packet } = waits;
  let queue = waiting.get(neighbor);
  if (!queue) waiting.set(neighbor, (queue = []));
  let bytes = bufferBytes(payload);
  for (const each of queue) bytes += bufferBytes(each.payload);
  const { queueBytes } = parametersOf(device, neighbor.address);
  while (bytes > queueBytes) {
    const oldest = queue.shift();
    if (!oldest) break;
    bytes -= bufferBytes(oldest.payload);
    if (net.tracing) net.drop(device, "neighbor", undefined, oldest.packet, "NEIGH_QUEUEFULL");
  }
  queue.push(waits);
  if (net.tracing) net.report(device, "neighbor", undefined, packet, { kind: "queued" }, describe(device, neighbor));
}

/** What a packet occupies: buffers come in powers of two, with their bookkeeping at the end (SKB_TRUESIZE). */
function bufferBytes(carried: Carried): number {
  const payload = carried.kind === "mpls" ? carried.payload : carried;
  const length = (payload.kind === "ipv4" ? ipv4Length(payload) : ipv6Length(payload)) + 320;
  return BUFFER_BYTES + 2 ** Math.ceil(Math.log2(length));
}

export function createNeighbor(net: Network, device: Device, address: IpAddress): Neighbor {
  const { neighbors } = net.world.runtime;
  let table = neighbors.get(device.id);
  if (!table) neighbors.set(device.id, (table = new Map()));
  const mac = knownFromBirth(device, address);
  const neighbor: Neighbor = {
    link: device.id,
    address,
    mac,
    state: mac === undefined ? "NONE" : "NOARP",
    router: false,
    protocol: 0,
    confirmedMicros: net.nowMicros - 2 * parametersOf(device, address).baseReachable,
    usedMicros: net.nowMicros,
    updatedMicros: net.nowMicros,
    hasHeader: false,
    probes: 0,
    timerMicros: undefined,
  };
  table.set(address, neighbor);
  return neighbor;
}

/**
 * arp_constructor, ndisc_constructor: what nobody has to ask for. Any address counts as a broadcast one where there is no
 * table of local addresses yet.
 */
function knownFromBirth(device: Device, address: IpAddress): Mac | undefined {
  const { link } = device;
  const born = bornAddress(link, address);
  if (born !== undefined) return born;
  return typeof address === "number" && addressTypeAt(device, address) === "broadcast" ? link.broadcast : undefined;
}

/**
 * Sends to many, or to this host itself: nobody is asked for an address, but the table gets an entry all the same
 * (NUD_NOARP), by which the frame goes.
 */
export function knownOutput(
  net: Network,
  device: Device,
  destination: IpAddress,
  payload: Ipv4Packet | Ipv6Packet,
  packet: number,
): void {
  const neighbor = entryFor(net, device, destination);
  if (neighbor.state !== "NOARP") {
    neighborOutput(net, device, destination, payload, packet);
    return;
  }
  noteUse(net, device, neighbor, payload);
  send(net, device, neighbor, payload, packet);
}

/** Tunnels make no use of what their neighbors have for addresses. */
function send(net: Network, device: Device, neighbor: Neighbor, payload: Carried, packet: number): void {
  const destination = isAddressedByEnds(device.link) ? device.mac : (neighbor.mac as Mac);
  transmit(net, device, { source: device.mac, destination, payload }, packet);
}

export interface NeighborUpdate {
  readonly override?: boolean;
  /** Another address than the known one is not taken over but makes the entry STALE (NDP without the override flag). */
  readonly weakOverride?: boolean;
  readonly router?: boolean;
}

/** neigh_update: somebody said what a neighbor's address is. */
export function updateNeighbor(
  net: Network,
  device: Device,
  neighbor: Neighbor,
  mac: Mac | undefined,
  wanted: NeighborState,
  update: NeighborUpdate,
): void {
  const now = net.nowMicros;
  const old = neighbor.state;
  if (old === "PERMANENT" || old === "NOARP") return;
  let state = wanted;
  const before = neighbor.mac;
  let address = mac ?? before;
  const valid = isValid(old);
  if (mac === undefined && !valid) return;
  if (state === "REACHABLE") neighbor.confirmedMicros = now;
  let router = update.router;
  if (valid) {
    if (address !== neighbor.mac && !update.override) {
      router = undefined;
      if (!update.weakOverride || !isConnected(old)) return;
      address = neighbor.mac;
      state = "STALE";
    } else if (address === neighbor.mac && state === "STALE") state = old;
  }
  if (state !== old || address !== neighbor.mac) neighbor.updatedMicros = now;
  if (state !== old) {
    neighbor.timerMicros = undefined;
    // How often it was asked for stays until it is asked for anew.
    neighbor.state = state;
    if (state === "REACHABLE") setTimer(net, neighbor, timerMicros(now, reachableTime(net, device, neighbor)));
  }
  if (address !== neighbor.mac) {
    neighbor.mac = address;
    if (!isConnected(state)) neighbor.confirmedMicros = now - 2 * parametersOf(device, neighbor.address).baseReachable;
  }
  // neigh_update_is_router.
  const turned = router !== undefined && router !== neighbor.router;
  if (router !== undefined) neighbor.router = router;
  if (net.world.notifier.heard && (state !== old || address !== before || turned)) tell(net, device, neighbor);
  if (!valid && isValid(neighbor.state)) flushWaiting(net, device, neighbor);
}

function flushWaiting(net: Network, device: Device, neighbor: Neighbor): void {
  const queue = waiting.get(neighbor);
  if (!queue) return;
  waiting.delete(neighbor);
  for (const { payload, packet, from } of queue) neighborOutput(net, device, neighbor.address, payload, packet, from);
}

/** Its timer fired (neigh_timer_handler). */
export function neighborTimer(net: Network, link: LinkId, address: IpAddress, atMicros: number): void {
  const device = net.device(link);
  const neighbor = device?.neighbor(address);
  if (!device || !neighbor || neighbor.timerMicros !== atMicros) return;
  neighbor.timerMicros = undefined;
  // An administrator said what it is.
  if (isValid(neighbor.state)) flushWaiting(net, device, neighbor);
  const now = net.nowMicros;
  const was = neighbor.state;
  const parameters = parametersOf(device, address);
  const { delayFirstProbe, retransmit } = parameters;
  let next: number;
  switch (was) {
    case "REACHABLE": {
      const reachable = neighbor.confirmedMicros + reachableTime(net, device, neighbor);
      if (now < reachable) next = timerMicros(now, reachable - now);
      else if (now <= neighbor.usedMicros + delayFirstProbe) {
        neighbor.state = "DELAY";
        neighbor.updatedMicros = now;
        next = timerMicros(now, delayFirstProbe);
      } else {
        neighbor.state = "STALE";
        neighbor.updatedMicros = now;
        if (net.world.notifier.heard) tell(net, device, neighbor);
        if (neighbor.managed) setTimer(net, neighbor, now + MANAGED_INTERVAL);
        return;
      }
      break;
    }
    case "DELAY":
      if (now <= neighbor.confirmedMicros + delayFirstProbe) {
        neighbor.state = "REACHABLE";
        neighbor.updatedMicros = now;
        next = timerMicros(now, Math.max(0, neighbor.confirmedMicros + reachableTime(net, device, neighbor) - now));
      } else {
        neighbor.state = "PROBE";
        neighbor.updatedMicros = now;
        neighbor.probes = 0;
        next = timerMicros(now, retransmit);
      }
      break;
    case "PROBE":
    case "INCOMPLETE":
      next = timerMicros(now, retransmit);
      break;
    case "FAILED":
      // neigh_managed_work: what is to be known is asked for again.
      if (!neighbor.managed || !begin(net, device, neighbor)) return;
      next = timerMicros(now, retransmit);
      break;
    case "STALE":
      if (!neighbor.managed) return;
      neighbor.state = "DELAY";
      neighbor.updatedMicros = now;
      next = timerMicros(now, delayFirstProbe);
      break;
    default:
      return;
  }
  const asking = neighbor.state === "PROBE" || neighbor.state === "INCOMPLETE";
  // neigh_max_probes.
  const { unicastProbes, appProbes, multicastProbes, multicastReprobes } = parameters;
  const most = unicastProbes + appProbes + (neighbor.state === "PROBE" ? multicastReprobes : multicastProbes);
  if (asking && neighbor.probes >= most) {
    fail(net, device, neighbor);
    return;
  }
  setTimer(net, neighbor, next);
  // What was confirmed late, or has to be asked; a delay is not told.
  if (net.world.notifier.heard && was === "DELAY") tell(net, device, neighbor);
  if (asking) probe(net, device, neighbor);
}

/** neigh_update_notify. */
function tell(net: Network, device: Device, neighbor: Neighbor): void {
  net.world.notifier.tell({
    noun: "neighbor",
    verb: "new",
    netns: device.netns.id,
    neighbor: { ...neighbor },
  });
}

/** neigh_invalidate: nobody answered. What waited is lost, and its senders are told. */
function fail(net: Network, device: Device, neighbor: Neighbor): void {
  neighbor.state = "FAILED";
  neighbor.updatedMicros = net.nowMicros;
  if (net.world.notifier.heard) tell(net, device, neighbor);
  if (neighbor.managed) setTimer(net, neighbor, net.nowMicros + MANAGED_INTERVAL);
  const queue = waiting.get(neighbor);
  if (!queue) return;
  waiting.delete(neighbor);
  for (const { payload, packet, from } of queue) {
    if (net.tracing) {
      net.drop(device, "neighbor", undefined, packet, "NEIGH_FAILED", describe(device, neighbor));
    }
    if (payload.kind === "ipv4") linkFailure4(net, device, payload);
    else if (payload.kind === "ipv6") linkFailure6(net, device, payload, from);
  }
}

/** neigh_probe: first the neighbor itself is asked, then whoever watches the table, then everybody. */
function probe(net: Network, device: Device, neighbor: Neighbor): void {
  const { unicastProbes, appProbes } = parametersOf(device, neighbor.address);
  const { probes } = neighbor;
  neighbor.probes++;
  if (probes >= unicastProbes && probes < unicastProbes + appProbes) return;
  const mac = probes < unicastProbes ? neighbor.mac : undefined;
  if (typeof neighbor.address === "number") arpSolicit(net, device, neighbor, neighbor.address, mac);
  else neighborSolicit(net, device, neighbor, neighbor.address, mac);
}

function setTimer(net: Network, neighbor: Neighbor, atMicros: number): void {
  neighbor.timerMicros = atMicros;
  net.world.runtime.timers.add(atMicros, { kind: "neighbor", link: neighbor.link, address: neighbor.address });
}

/** neigh_rand_reach_time: half to one and a half of base_reachable_time (RFC 4861 section 6.3.2), drawn once a device. */
function reachableTime(net: Network, device: Device, neighbor: Neighbor): number {
  const parameters = parametersOf(device, neighbor.address);
  const base = parameters.baseReachable;
  const known = net.reachable.get(device.id);
  if (known?.base === base) return known.micros;
  const micros = base / 2 + nextRandom(net.world.runtime, base);
  net.reachable.set(device.id, { base, micros });
  return micros;
}

/** As `ip neigh` prints it. */
function describe(device: Device, neighbor: Neighbor): string {
  const lladdr = neighbor.mac === undefined || !isValid(neighbor.state) ? "" : ` lladdr ${neighbor.mac}`;
  return `${formatIp(neighbor.address)} dev ${device.name}${lladdr} ${neighbor.state}`;
}
