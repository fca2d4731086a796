/** Intermediate functional blocks at work (ifb_xmit of drivers/net/ifb.c): what no filter sent there is lost. */
import type { Frame } from "../wire/frame.ts";
import { frameLength } from "../wire/length.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

export function ifbTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  device.counters.rxPackets++;
  device.counters.rxBytes += frameLength(frame);
  device.counters.rxDropped++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
}
