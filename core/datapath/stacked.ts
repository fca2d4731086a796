/** How links send that stand on others: one line a kind. */
import type { DrivenType } from "../operation/kind/kind.ts";
import type { Frame } from "../wire/frame.ts";
import { bondTransmit } from "./bond.ts";
import { ifbTransmit } from "./ifb.ts";
import { ipvlanTransmit } from "./ipvlan.ts";
import { macvlanTransmit } from "./macvlan.ts";
import type { Network } from "./network.ts";
import { tunTransmit } from "./tun.ts";
import { tunnelTransmit } from "./tunnel.ts";
import { tunnel6Transmit } from "./tunnel6.ts";
import type { Device } from "./view.ts";
import { vlanTransmit } from "./vlan.ts";
import { vrfTransmit } from "./vrf.ts";
import { vxlanTransmit } from "./vxlan.ts";

/** ndo_start_xmit: the device is up and has a carrier. */
export const TRANSMIT: Readonly<
  Record<DrivenType, (net: Network, device: Device, frame: Frame, packet: number) => void>
> = {
  vlan: vlanTransmit,
  macvlan: macvlanTransmit,
  macvtap: macvlanTransmit,
  ipvlan: ipvlanTransmit,
  ifb: ifbTransmit,
  vxlan: vxlanTransmit,
  bond: bondTransmit,
  vrf: vrfTransmit,
  ipip: tunnelTransmit,
  gre: tunnelTransmit,
  gretap: tunnelTransmit,
  erspan: tunnelTransmit,
  sit: tunnelTransmit,
  ip6tnl: tunnel6Transmit,
  ip6gre: tunnel6Transmit,
  ip6gretap: tunnel6Transmit,
  tun: tunTransmit,
};
