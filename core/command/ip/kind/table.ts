/** The kinds of links that `ip` knows words of, apart from veth and bridge. */
import type { LinkType } from "../../../model/link.ts";
import type { DrivenType } from "../../../operation/kind/kind.ts";
import { BOND_WORDS } from "./bond.ts";
import { IFB_WORDS } from "./ifb.ts";
import { IPVLAN_WORDS } from "./ipvlan.ts";
import type { KindGrammar } from "./kind.ts";
import { MACVLAN_WORDS, MACVTAP_WORDS } from "./macvlan.ts";
import { TUN_WORDS } from "./tun.ts";
import { ERSPAN_WORDS, GRE_WORDS, GRETAP_WORDS, IPIP_WORDS, SIT_WORDS } from "./tunnel.ts";
import { IP6GRE_WORDS, IP6GRETAP_WORDS, IP6TNL_WORDS } from "./tunnel6.ts";
import { VLAN_WORDS } from "./vlan.ts";
import { VRF_WORDS } from "./vrf.ts";
import { VXLAN_WORDS } from "./vxlan.ts";

const GRAMMARS: Readonly<Record<DrivenType, KindGrammar>> = {
  vlan: VLAN_WORDS,
  macvlan: MACVLAN_WORDS,
  ifb: IFB_WORDS,
  vrf: VRF_WORDS,
  tun: TUN_WORDS,
  vxlan: VXLAN_WORDS,
  bond: BOND_WORDS,
  macvtap: MACVTAP_WORDS,
  ipvlan: IPVLAN_WORDS,
  ipip: IPIP_WORDS,
  gre: GRE_WORDS,
  gretap: GRETAP_WORDS,
  erspan: ERSPAN_WORDS,
  sit: SIT_WORDS,
  ip6tnl: IP6TNL_WORDS,
  ip6gre: IP6GRE_WORDS,
  ip6gretap: IP6GRETAP_WORDS,
};

export const DRIVEN_TYPES = Object.keys(GRAMMARS) as readonly DrivenType[];

export function isDriven(type: string): type is DrivenType {
  return Object.hasOwn(GRAMMARS, type);
}

export function grammarOf(type: DrivenType): KindGrammar {
  return GRAMMARS[type];
}

/** The same for any kind. */
export function findGrammar(type: LinkType): KindGrammar | undefined {
  return isDriven(type) ? GRAMMARS[type] : undefined;
}
