/** Tunnels over IPv4 at work (net/ipv4/ip_tunnel.c, ipip.c, ip_gre.c, net/ipv6/sit.c). */
import type { Frame } from "../wire/frame.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

export function tunnelTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  device.counters.txErrors++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, "TUNNEL_TXINFO");
}
