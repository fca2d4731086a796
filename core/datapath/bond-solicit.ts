/**
 * A bond's question for a target that speaks IPv6, by one of its slaves (bond_ns_send_all of drivers/net/bonding/bond_main.c).
 *
 * Same as Linux: the way that the routing table has to the target, the source, tags of VLANs on the bond.
 */
import { groupMac6 } from "../address/group-mac.ts";
import { IPV6_ANY, solicitedNode } from "../address/ipv6.ts";
import type { TimerEvent } from "../model/timer.ts";
import { noteProbe, tagsFrom } from "../operation/bond-arp.ts";
import type { VlanTag } from "../wire/frame.ts";
import { transmit } from "./device.ts";
import { ndPacket, sendOwn6, solicitation } from "./ndisc.ts";
import type { Network } from "./network.ts";
import { routeOutput6 } from "./route6.ts";
import { selectSource6 } from "./source.ts";

/** Asks by a slave; nothing where the target is not to be reached by the bond. Where there is no way at all, it asks from no address. */
export function bondSolicit(net: Network, { link, bond, target }: Extract<TimerEvent, { kind: "bondSolicit" }>): void {
  const slave = net.device(link);
  const master = net.device(bond);
  if (!slave || !master) return;
  const { config } = net.view;
  const route = routeOutput6(master.netns, { destination: target });
  let source = IPV6_ANY;
  let vlan: VlanTag | undefined;
  if (route.ok) {
    const tags = tagsFrom(config.links, master.link, route.device.link);
    if (tags === "elsewhere") return;
    vlan = tags.vlan;
    source = selectSource6(config, master.netns.id, route.device.id, target) ?? IPV6_ANY;
  }
  noteProbe(net.world.runtime, bond, link);
  const group = solicitedNode(target);
  // ndisc_ns_create: who has no address says nothing of its hardware.
  const payload = ndPacket(source, group, solicitation(target, source === IPV6_ANY ? undefined : slave.mac, undefined));
  if (!vlan) return sendOwn6(net, slave, payload, net.nextPacket());
  transmit(net, slave, { source: slave.mac, destination: groupMac6(group), payload, vlan }, net.nextPacket());
}
