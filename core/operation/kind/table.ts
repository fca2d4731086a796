/** The kinds of links that have a driver of their own in this folder. */
import type { LinkType } from "../../model/link.ts";
import { BOND } from "./bond.ts";
import { IFB } from "./ifb.ts";
import { IPVLAN } from "./ipvlan.ts";
import type { DrivenType, KindDriver } from "./kind.ts";
import { MACVLAN, MACVTAP } from "./macvlan.ts";
import { TUN } from "./tun.ts";
import { ERSPAN, GRE, GRETAP, IPIP, SIT } from "./tunnel.ts";
import { IP6GRE, IP6GRETAP, IP6TNL } from "./tunnel6.ts";
import { VLAN } from "./vlan.ts";
import { VRF } from "./vrf.ts";
import { VXLAN } from "./vxlan.ts";

const DRIVERS: Readonly<Record<DrivenType, KindDriver>> = {
  vlan: VLAN,
  macvlan: MACVLAN,
  macvtap: MACVTAP,
  ipvlan: IPVLAN,
  ifb: IFB,
  vrf: VRF,
  tun: TUN,
  vxlan: VXLAN,
  bond: BOND,
  ipip: IPIP,
  gre: GRE,
  gretap: GRETAP,
  erspan: ERSPAN,
  sit: SIT,
  ip6tnl: IP6TNL,
  ip6gre: IP6GRE,
  ip6gretap: IP6GRETAP,
};

/** The driver of a kind; undefined for those that the kernel model itself is made of (lo, veth, bridge, dummy, a card). */
export function driverOf(type: LinkType): KindDriver | undefined {
  return Object.hasOwn(DRIVERS, type) ? DRIVERS[type as DrivenType] : undefined;
}
