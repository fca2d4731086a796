/**
 * Intermediate functional blocks at work (ifb_xmit and ifb_ri_tasklet of drivers/net/ifb.c): what a filter sent there goes
 * on from where it was, behind the filters; anything else is lost.
 */
import type { Frame } from "../wire/frame.ts";
import { frameLength } from "../wire/length.ts";
import { transmit } from "./device.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

export function ifbTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { counters } = device;
  const length = frameLength(frame);
  counters.rxPackets++;
  counters.rxBytes += length;
  const origin = net.origins.get(frame);
  if (!origin) {
    counters.rxDropped++;
    if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
    return;
  }
  counters.txPackets++;
  counters.txBytes += length;
  const copy = { ...frame };
  net.unclassified.add(copy);
  if (origin.ingress) net.backlog.push(net.nowMicros, origin.device.id, copy, packet);
  else transmit(net, origin.device, copy, packet);
}
