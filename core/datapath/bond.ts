/** Bonds at work (drivers/net/bonding/bond_main.c). */
import type { Frame } from "../wire/frame.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** bond_start_xmit. */
export function bondTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  device.counters.txDropped++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
}
