/**
 * Bonds at work (drivers/net/bonding/bond_main.c).
 *
 * Same as Linux: by which slave a frame leaves in which mode, whose frames are for the bond, what is lost. Simplified: one
 * counter of rounds for balance-rr, where the kernel has one for each processor.
 */
import { isLinkLocalMac } from "../address/mac.ts";
import { BOND_MODE, type Bond } from "../model/bond.ts";
import { bondRuntime, nextRandom } from "../model/runtime.ts";
import { heardBySlave } from "../operation/bond-arp.ts";
import type { Frame, PacketType } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { lacpduOf } from "../wire/lacp.ts";
import { bondHash } from "./bond-hash.ts";
import { receive, transmit } from "./device.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** bond_slave_can_tx. */
function canTransmit({ link, running }: Device): boolean {
  return running && link.bondSlave?.link === "UP" && link.bondSlave.state === "ACTIVE";
}

/** bond_get_slave_by_id: the first one that can, from a place in the row on. */
function fromPlace(slaves: readonly Device[], place: number): Device | undefined {
  for (let i = 0; i < slaves.length; i++) {
    const slave = slaves[(place + i) % slaves.length] as Device;
    if (canTransmit(slave)) return slave;
  }
  return undefined;
}

/** bond_xmit_roundrobin_slave_get: reports of groups do not change their way. */
function nextInTurn(net: Network, device: Device, bond: Bond, { payload }: Frame): Device | undefined {
  const { slaves } = device;
  if (slaves.length === 0) return undefined;
  if (payload.kind === "ipv4" && payload.payload.kind === "raw" && payload.payload.protocol === IP_PROTOCOL.igmp) {
    const active = slaves.find(({ id }) => id === bond.active);
    return active ?? fromPlace(slaves, 0);
  }
  const { runtime } = net.world;
  const each = bond.params.packets_per_slave;
  if (each === 0) return fromPlace(slaves, nextRandom(runtime, slaves.length));
  const counter = bondRuntime(runtime, device.id);
  counter.sent++;
  return fromPlace(slaves, Math.floor(counter.sent / each) % slaves.length);
}

/** bond_xmit_3ad_xor_slave_get. */
function byHash(slaves: readonly Device[], bond: Bond, frame: Frame): Device | undefined {
  let usable = 0;
  for (const slave of slaves) if (canTransmit(slave)) usable++;
  if (usable === 0) return undefined;
  let place = bondHash(bond.params.xmit_hash_policy, frame) % usable;
  for (const slave of slaves) if (canTransmit(slave) && place-- === 0) return slave;
  return undefined;
}

/** bond_start_xmit. */
export function bondTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { kind } = device.link;
  if (kind.type !== "bond") return;
  let slave: Device | undefined;
  switch (kind.params.mode) {
    case BOND_MODE.roundRobin:
      slave = nextInTurn(net, device, kind, frame);
      break;
    case BOND_MODE.broadcast:
      broadcast(net, device, frame, packet);
      return;
    case BOND_MODE.activeBackup:
      slave = device.slaves.find(({ id }) => id === kind.active);
      break;
    default:
      slave = byHash(device.slaves, kind, frame);
  }
  if (!slave) {
    lose(net, device, frame, packet);
    return;
  }
  if (net.tracing) net.emit(device, "transmit", frame, packet, slave.id);
  transmit(net, slave, frame, packet);
}

/** bond_tx_drop. */
function lose(net: Network, device: Device, frame: Frame, packet: number): void {
  device.counters.txDropped++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
}

/** bond_xmit_broadcast. */
function broadcast(net: Network, device: Device, frame: Frame, packet: number): void {
  const slaves = device.slaves.filter(({ running, link }) => running && link.bondSlave?.link === "UP");
  if (slaves.length === 0) {
    lose(net, device, frame, packet);
    return;
  }
  if (net.tracing)
    net.emitMany(
      device,
      "transmit",
      frame,
      packet,
      slaves.map(({ id }) => id),
    );
  for (const slave of slaves) transmit(net, slave, frame, packet);
}

/** bond_handle_frame: true unless the slave itself is to have the frame. */
export function bondReceive(net: Network, device: Device, frame: Frame, packet: number, type: PacketType): boolean {
  const { bondSlave } = device.link;
  const { master } = device;
  if (!bondSlave || !master) return false;
  const { kind } = master.link;
  if (kind.type === "bond" && kind.params.arp_interval > 0 && master.up)
    heardBySlave(net.world.runtime, net.view.config.links, master.link, device.link, frame);
  if (kind.type === "bond" && kind.params.mode === BOND_MODE.lacp && master.up) {
    const pdu = lacpduOf(frame);
    if (pdu) {
      if (net.tracing) net.report(device, "receive", frame, packet, { kind: "deliver" });
      net.event({ kind: "lacpdu", link: device.id, pdu });
      return true;
    }
  }
  if (bondSlave.inactive) {
    if (isLinkLocalMac(frame.destination)) return false;
    // Only who asked for this very device sees it.
    device.counters.rxNoHandler = (device.counters.rxNoHandler ?? 0) + 1;
    if (net.tracing) net.drop(device, "receive", frame, packet, "UNHANDLED_PROTO");
    return true;
  }
  if (net.tracing) net.emit(device, "receive", frame, packet, master.id);
  receive(net, master, frame, packet, type);
  return true;
}
