/**
 * The learning bridge (net/bridge/br_input.c, br_forward.c, br_device.c, br_fdb.c; IEEE 802.1D).
 *
 * Same as Linux: learning, moving and ageing of entries, flooding with its per-port switches, port states, group
 * addresses that are never forwarded, isolation, hairpin, delivery to the bridge itself, counters (the bridge counts
 * what it takes up without the Ethernet header).
 * Absent: br_netfilter.
 */
import { isIpv6Multicast } from "../address/ipv6.ts";
import { BROADCAST_MAC, isGroupMac, isLinkLocalMac, isValidUnicastMac, type Mac } from "../address/mac.ts";
import { type BridgePort, type BridgeSettings, groupAddressOf, PORT_STATE } from "../model/bridge.ts";
import { ageingMicros, nextCleanup } from "../model/fdb-age.ts";
import type { LinkId } from "../model/id.ts";
import { type FdbEntry, fdbKey } from "../model/neighbor.ts";
import { parseBpdu } from "../wire/bpdu.ts";
import type { Frame, PacketType } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, isSegmented } from "../wire/length.ts";
import { answerForOthers } from "./bridge-suppress.ts";
import { admit, countVlan, fromTunnel, hasEntry, release } from "./bridge-vlan.ts";
import { packetType, receive, stackInput, transmit, VLAN_HEADER } from "./device.ts";
import { isPromiscuous } from "./hears.ts";
import { type Listeners, listenersOf, snoop } from "./mdb.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** br_handle_frame: a frame came in by a port. */
export function bridgeReceive(net: Network, bridge: Device, port: Device, frame: Frame, packet: number): void {
  const settings = bridge.bridge;
  const { port: portState } = port;
  if (!settings || !portState) throw new Error(`${port.name} is not a port of a bridge`);
  if (!isValidUnicastMac(frame.source)) {
    if (net.tracing) net.drop(port, "receive", frame, packet, "MAC_INVALID_SOURCE");
    return;
  }
  if (net.tracing) net.emit(port, "receive", frame, packet, bridge.id);
  if (frame.tunnel !== undefined) frame = fromTunnel(settings, portState, frame);
  const { destination } = frame;
  if (isLinkLocalMac(destination)) {
    const last = Number.parseInt(destination.slice(-1), 16);
    // 0: the spanning tree group, forwarded by a bridge that does not take part. 1: pause frames, never.
    const mask = settings.groupForwardMask | portState.groupForwardMask;
    const forwarded = (last === 0 && settings.stpState === 0) || (last !== 1 && (mask >> last) & 1);
    if (!forwarded) {
      if (last === 1) {
        if (net.tracing) net.drop(port, "bridge", frame, packet, "NOT_SPECIFIED");
        return;
      }
      if (!settings.noLinklocalLearn) learnLocally(net, bridge, port, settings, portState, frame);
      const bpdu = settings.stpState !== 0 && destination === groupAddressOf(settings) ? parseBpdu(frame) : undefined;
      if (bpdu) {
        if (net.tracing) net.report(port, "bridge", frame, packet, { kind: "deliver" });
        net.event({ kind: "bpdu", link: port.id, bpdu });
      } else stackInput(net, port, frame, packet, "multicast");
      return;
    }
  }
  const { state } = portState;
  if (state !== PORT_STATE.forwarding && state !== PORT_STATE.learning) {
    if (net.tracing) net.drop(port, "bridge", frame, packet, "BRIDGE_INGRESS_STP_STATE");
    return;
  }
  let vlan = 0;
  if (settings.vlanFiltering) {
    const admitted = admit(settings, portState.vlans, frame);
    if (!admitted) {
      if (net.tracing) net.drop(port, "bridge", frame, packet, "BRIDGE_VLAN_FILTERED", vlanOf(frame));
      return;
    }
    frame = admitted;
    vlan = frame.vlan?.id ?? 0;
    countVlan(net, bridge, port, frame, "rx");
  }
  if (!bridge.up) {
    // br_dev_open has not run: its ports are disabled, but a port that came up first says otherwise for a moment.
    if (net.tracing) net.drop(port, "bridge", frame, packet, "BRIDGE_INGRESS_STP_STATE");
    return;
  }
  if (portState.locked && !knownAt(bridge, port, frame.source, vlan)) {
    if (net.tracing) net.drop(port, "bridge", frame, packet, "BRIDGE_LOCKED");
    return;
  }
  if (portState.learning) learn(net, bridge, port, frame.source, vlan);
  const group = isGroupMac(destination);
  if (group) snoop(net, bridge, port, frame, vlan);
  if (state === PORT_STATE.learning || (vlan !== 0 && !hasEntry(portState.vlans, vlan, false))) {
    if (net.tracing) net.drop(port, "bridge", frame, packet, "BRIDGE_INGRESS_STP_STATE");
    return;
  }
  const spare = answerForOthers(net, bridge, port, frame, vlan, packet);
  const type = destination === bridge.mac ? "host" : packetType(port, frame);
  const promiscuous = isPromiscuous(net, bridge);
  if (group) {
    const multicast = destination !== BROADCAST_MAC;
    const listeners = multicast ? listenersOf(net, bridge, frame, vlan) : undefined;
    if (multicast && (!listeners || listeners.host)) bridge.counters.rxMulticast++;
    if (listeners) forwardToListeners(net, bridge, port, frame, packet, listeners);
    else flood(net, bridge, port, frame, packet, true, spare);
    if (!listeners || listeners.host || promiscuous) passUp(net, bridge, frame, packet, type, undefined);
    return;
  }
  const entry = lookup(bridge, destination, vlan);
  if (entry?.state === "permanent") {
    passUp(net, bridge, frame, packet, type, entry);
    return;
  }
  if (entry) {
    entry.usedMicros = net.nowMicros;
    forwardTo(net, bridge, port, entry, frame, packet);
  } else flood(net, bridge, port, frame, packet, promiscuous, spare);
  if (promiscuous) passUp(net, bridge, frame, packet, type, undefined);
}

/** __br_handle_local_finish: who speaks to this link alone is learned all the same. */
function learnLocally(
  net: Network,
  bridge: Device,
  port: Device,
  settings: BridgeSettings,
  portState: BridgePort,
  frame: Frame,
): void {
  if (!portState.learning) return;
  if (portState.state !== PORT_STATE.learning && portState.state !== PORT_STATE.forwarding) return;
  const admitted = settings.vlanFiltering ? admit(settings, portState.vlans, frame) : frame;
  if (admitted) learn(net, bridge, port, frame.source, settings.vlanFiltering ? (admitted.vlan?.id ?? 0) : 0);
}

function vlanOf(frame: Frame): string {
  return frame.vlan ? `vlan ${frame.vlan.id}` : "no pvid";
}

/** br_dev_xmit: the host sends by the bridge device itself. */
export function bridgeTransmit(net: Network, bridge: Device, frame: Frame, packet: number): void {
  const { destination } = frame;
  const { kind } = bridge.link;
  let vlan = 0;
  if (kind.type === "bridge" && kind.settings.vlanFiltering) {
    const admitted = admit(kind.settings, kind.vlans, frame);
    if (!admitted) {
      if (net.tracing) net.drop(bridge, "bridge", frame, packet, "BRIDGE_VLAN_FILTERED", vlanOf(frame));
      return;
    }
    frame = admitted;
    vlan = frame.vlan?.id ?? 0;
    countVlan(net, bridge, undefined, frame, "rx");
  }
  const spare = answerForOthers(net, bridge, undefined, frame, vlan, packet);
  if (isGroupMac(destination)) {
    snoop(net, bridge, undefined, frame, vlan);
    const listeners = destination === BROADCAST_MAC ? undefined : listenersOf(net, bridge, frame, vlan);
    if (listeners) forwardToListeners(net, bridge, undefined, frame, packet, listeners);
    else flood(net, bridge, undefined, frame, packet, false, spare);
    return;
  }
  const entry = lookup(bridge, destination, vlan);
  // An entry of the bridge itself has no port to send by, and the frame is lost.
  if (entry) forwardTo(net, bridge, undefined, entry, frame, packet);
  else flood(net, bridge, undefined, frame, packet, false, spare);
}

/** br_dev_queue_push_xmit: what is longer than the port takes is lost, and nobody counts it (is_skb_forwardable). */
function pushOut(net: Network, port: Device, frame: Frame, packet: number): void {
  if (frameLength(frame) > port.mtu + ETHERNET_HEADER + VLAN_HEADER && !isSegmented(frame)) {
    if (net.tracing) net.drop(port, "transmit", frame, packet, "PKT_TOO_BIG");
    return;
  }
  transmit(net, port, frame, packet);
}

/** br_forward: one port, if the frame may leave by it. */
function forwardTo(
  net: Network,
  bridge: Device,
  from: Device | undefined,
  entry: FdbEntry,
  frame: Frame,
  packet: number,
): void {
  const to = net.device(entry.port);
  const filters = bridge.bridge?.vlanFiltering === true;
  if (!to || !mayLeave(from, to, filters ? frame : undefined)) {
    if (net.tracing) net.drop(bridge, "bridge", frame, packet, "BRIDGE_NO_EGRESS_PORT", describe(net, entry));
    return;
  }
  if (net.tracing) net.emit(bridge, "bridge", frame, packet, to.id, describe(net, entry));
  pushOut(net, to, filters ? leaving(net, bridge, to, frame) : frame, packet);
}

/** br_multicast_flood: by some ports to each listener that was heard there instead of to the group (maybe_deliver_addr). */
function forwardToListeners(
  net: Network,
  bridge: Device,
  from: Device | undefined,
  frame: Frame,
  packet: number,
  { ports, hosts, host }: Listeners,
): void {
  const filters = bridge.bridge?.vlanFiltering === true;
  const filtered = filters ? frame : undefined;
  const out = [...bridge.ports].filter((port) => ports.has(port.id) && mayLeave(from, port, filtered));
  if (net.tracing) {
    const targets = out.map(({ id }) => id);
    if (host && from) targets.push(bridge.id);
    if (targets.length === 0) net.drop(bridge, "bridge", frame, packet, "BRIDGE_NO_EGRESS_PORT");
    else net.emitMany(bridge, "bridge", frame, packet, targets);
  }
  for (const port of out) {
    for (const destination of hosts.get(port.id) ?? [frame.destination]) {
      // Nobody talks to himself, not even by a hairpin.
      if (from === port && destination === frame.source) continue;
      const to = destination === frame.destination ? frame : { ...frame, destination };
      pushOut(net, port, filters ? leaving(net, bridge, port, to) : to, packet);
    }
  }
}

/** br_flood. What ports are not to have of others they have of the bridge itself, unless it is unicast. */
function flood(
  net: Network,
  bridge: Device,
  from: Device | undefined,
  frame: Frame,
  packet: number,
  local: boolean,
  spare: boolean,
): void {
  const { destination } = frame;
  const group = isGroupMac(destination);
  const broadcast = destination === BROADCAST_MAC;
  const { payload } = frame;
  if (
    !net.tracing &&
    !net.tapping &&
    !spare &&
    group &&
    !broadcast &&
    !frame.vlan &&
    payload.kind === "ipv6" &&
    isIpv6Multicast(payload.destination)
  ) {
    const send = (port: Device) => {
      if (mayLeave(from, port, undefined) && (!from || port.port?.mcastFlood)) pushOut(net, port, frame, packet);
    };
    const pass = (count: number) => net.backlog.pass(net.nowMicros, count);
    if (bridge.ports.floodGroup(payload.destination, frameLength(frame), from, send, pass)) return;
  }
  const targets: LinkId[] | undefined = net.tracing ? [] : undefined;
  const { ports } = bridge;
  const filters = bridge.bridge?.vlanFiltering === true;
  const filtered = filters ? frame : undefined;
  const out: Device[] = [];
  for (const port of ports) {
    const settings = port.port;
    if (!settings || !mayLeave(from, port, filtered)) continue;
    // What these want to know the bridge tells them itself.
    if (settings.proxyArp || (spare && (settings.proxyArpWifi || settings.neighSuppress))) continue;
    if (!(group ? !from || (broadcast ? settings.bcastFlood : settings.mcastFlood) : settings.flood)) continue;
    out.push(port);
    targets?.push(port.id);
  }
  if (net.tracing) {
    if (local) targets?.push(bridge.id);
    if (targets?.length === 0) net.drop(bridge, "bridge", frame, packet, "BRIDGE_NO_EGRESS_PORT");
    else net.emitMany(bridge, "bridge", frame, packet, targets ?? []);
  }
  for (const port of out) pushOut(net, port, filters ? leaving(net, bridge, port, frame) : frame, packet);
}

/** br_handle_vlan, at a port. What goes by a tunnel is told so to the one kind of device that asks. */
function leaving(net: Network, bridge: Device, to: Device, frame: Frame): Frame {
  countVlan(net, bridge, to, frame, "tx");
  return release(to.port?.vlans, frame, to.port?.vlanTunnel === true && to.link.kind.type === "vxlan");
}

/** should_deliver; `filtered` is the frame where VLANs are filtered. */
function mayLeave(from: Device | undefined, to: Device, filtered: Frame | undefined): boolean {
  const settings = to.port;
  if (!settings || settings.state !== PORT_STATE.forwarding || !to.up) return false;
  if (filtered?.vlan && !hasEntry(settings.vlans, filtered.vlan.id, false)) return false;
  if (!from) return true;
  if (from === to && !settings.hairpin) return false;
  return !(settings.isolated && from.port?.isolated);
}

/**
 * br_pass_frame_up: the bridge takes the frame for its host, counted whether or not its VLAN is one of the bridge's.
 *
 * @param type whose frame it is as the port saw it, or the bridge's own by its address
 */
function passUp(
  net: Network,
  bridge: Device,
  frame: Frame,
  packet: number,
  type: PacketType,
  entry: FdbEntry | undefined,
): void {
  const { counters } = bridge;
  counters.rxPackets++;
  // The Ethernet header has been pulled by now (skb->len).
  counters.rxBytes += frameLength(frame) - ETHERNET_HEADER;
  const { kind } = bridge.link;
  if (kind.type === "bridge" && kind.settings.vlanFiltering && frame.vlan) {
    if (!hasEntry(kind.vlans, frame.vlan.id, false) && !isPromiscuous(net, bridge)) {
      if (net.tracing) net.drop(bridge, "receive", frame, packet, "BRIDGE_VLAN_FILTERED", vlanOf(frame));
      return;
    }
    if (kind.vlans?.entries[frame.vlan.id]) countVlan(net, bridge, undefined, frame, "tx");
    frame = release(kind.vlans, frame);
  }
  if (net.tracing && entry) net.emit(bridge, "bridge", frame, packet, bridge.id, describe(net, entry));
  receive(net, bridge, frame, packet, type);
}

function knownAt(bridge: Device, port: Device, mac: Mac, vlan: number): boolean {
  const entry = bridge.fdb.get(fdbKey(mac, vlan));
  return entry !== undefined && entry.port === port.id && entry.state !== "permanent";
}

/** br_fdb_find_rcu: what is too old serves until it is taken away. */
function lookup(bridge: Device, mac: Mac, vlan: number): FdbEntry | undefined {
  return bridge.fdb.get(fdbKey(mac, vlan));
}

/** The round that is already waited for, by bridge: many are learned before it. */
const awaited = new WeakMap<Device, number>();

function awaitRound(net: Network, bridge: Device): void {
  const at = nextCleanup(bridge.link.kind, net.nowMicros);
  if (at === undefined || awaited.get(bridge) === at) return;
  awaited.set(bridge, at);
  net.world.runtime.timers.add(at, { kind: "fdbCleanup", bridge: bridge.id });
}

/** br_fdb_update. */
function learn(net: Network, bridge: Device, port: Device, mac: Mac, vlan: number): void {
  if (ageingMicros(bridge.link.kind) === 0) return;
  const key = fdbKey(mac, vlan);
  const entry = bridge.fdb.get(key);
  if (entry) {
    // Our own address from outside: the kernel warns and leaves the entry be.
    if (entry.state === "permanent") return;
    entry.updatedMicros = net.nowMicros;
    if (entry.port !== port.id && entry.sticky !== true) {
      entry.port = port.id;
      // Whoever looked after it does so no longer.
      if (entry.externLearn) entry.externLearn = false;
      tellOfEntry(net, bridge, entry);
    }
    return;
  }
  const fresh: FdbEntry = {
    bridge: bridge.id,
    port: port.id,
    mac,
    vlan,
    state: "learned",
    updatedMicros: net.nowMicros,
    usedMicros: net.nowMicros,
  };
  bridge.fdb.set(key, fresh);
  awaitRound(net, bridge);
  tellOfEntry(net, bridge, fresh);
}

/** fdb_notify. */
function tellOfEntry({ world: { notifier } }: Network, bridge: Device, entry: FdbEntry): void {
  if (notifier.heard) notifier.tell({ noun: "fdb", verb: "new", netns: bridge.netns.id, entry: { ...entry } });
}

function describe(net: Network, entry: FdbEntry): string {
  const name = net.device(entry.port)?.name ?? "?";
  const bridge = net.device(entry.bridge)?.name ?? "?";
  return `${entry.mac} dev ${name}${entry.vlan === 0 ? "" : ` vlan ${entry.vlan}`} master ${bridge}${entry.state === "learned" ? "" : ` ${entry.state}`}`;
}
