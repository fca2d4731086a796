/**
 * Bridges that ask for multicast listeners, and that hear others ask (br_multicast_send_query, br_ip4_multicast_query,
 * br_ip6_multicast_query of net/bridge/br_multicast.c).
 *
 * Same as Linux: what a query looks like by version, when it is sent, that the bridge's own host hears it, who is the querier
 * where there are several, that the ports which queries come from lead to routers. Simplified: of a group that is left the
 * question is asked once where versions are new. Absent: sources, multicast router discovery, single VLANs.
 */

import { groupMac4, groupMac6 } from "../address/group-mac.ts";
import type { Ipv4 } from "../address/ipv4.ts";
import { IPV6_ALL_NODES, IPV6_ANY, type Ipv6, ipv6Words } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import { SCOPE } from "../model/address.ts";
import { type BridgeSettings, PORT_STATE } from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import { hearsOther, queryAt, queryingOf } from "../operation/querier.ts";
import type { Frame, Icmpv6, Igmp, Ipv4Packet, Ipv6Packet, QueryExtras } from "../wire/frame.ts";
import { stackInput, transmit } from "./device.ts";
import { groupPacket4, groupPacket6 } from "./group-reports.ts";
import type { Network } from "./network.ts";
import { selectSource4, selectSource6 } from "./source.ts";
import type { Device } from "./view.ts";

type Family = "inet" | "inet6";
const HUNDREDTH = 10_000;
const TENTH = 100_000;
const ALL_HOSTS4 = 0xe0000001 as Ipv4;
/** What a query of the present versions says of robustness. */
const ROBUSTNESS = 2;

/** br_multicast_port_query_expired, br_multicast_query_expired; with `group` a question about that one alone. */
export function ownQueryTimer(
  net: Network,
  link: LinkId,
  family: Family,
  group: number | string | undefined,
  atMicros: number,
): void {
  const device = net.device(link);
  const bridge = device?.bridge ? device : device?.master;
  const settings = bridge?.bridge;
  if (!device || !bridge || !settings?.mcastSnooping || !settings.mcastQuerier || !bridge.up) return;
  if (group !== undefined) {
    const { again } = queryingOf(net.world.runtime, link);
    // br_multicast_port_group_rexmit; what was asked anew in between is asked again later.
    const repeated = again.get(group) === atMicros;
    if (repeated) again.delete(group);
    sendQuery(net, bridge, settings, device, family, { group, repeated });
    return;
  }
  const own = queryingOf(net.world.runtime, link)[family];
  if (own.ownDueMicros !== atMicros) return;
  own.ownDueMicros = undefined;
  const state = device.port?.state;
  if (device !== bridge && (state === PORT_STATE.disabled || state === PORT_STATE.blocking)) return;
  if (own.startupSent < settings.mcastStartupQueryCount) own.startupSent++;
  const chosen = queryingOf(net.world.runtime, bridge.id)[family];
  if (hearsOther(chosen, net.nowMicros)) return;
  sendQuery(net, bridge, settings, device, family, undefined);
  const beginning = own.startupSent < settings.mcastStartupQueryCount;
  const interval = beginning ? settings.mcastStartupQueryInterval : settings.mcastQueryInterval;
  queryAt(net.world.runtime, link, family, net.nowMicros + interval * HUNDREDTH);
}

/** A question about one group, and whether it is asked again. */
interface Question {
  readonly group: number | string;
  readonly repeated: boolean;
}

/** __br_multicast_send_query: out by a port, or to the bridge's own host. */
function sendQuery(
  net: Network,
  bridge: Device,
  settings: BridgeSettings,
  by: Device,
  family: Family,
  question: Question | undefined,
): void {
  const payload = family === "inet" ? query4(net, bridge, settings, question) : query6(net, bridge, settings, question);
  if (!payload) return;
  const destination = payload.kind === "ipv4" ? groupMac4(payload.destination) : groupMac6(payload.destination);
  const frame: Frame = { source: bridge.mac, destination, payload };
  const packet = net.nextPacket();
  if (by !== bridge) {
    transmit(net, by, frame, packet);
    return;
  }
  // br_multicast_select_own_querier.
  queryingOf(net.world.runtime, bridge.id)[family].querier = payload.source;
  if (net.tapping) net.packetSockets.deliver(net.nowMicros, bridge, frame, "multicast");
  stackInput(net, bridge, frame, packet, "multicast");
}

function extrasOf(settings: BridgeSettings, question: Question | undefined): QueryExtras {
  return {
    suppress: question?.repeated === true,
    robustness: ROBUSTNESS,
    intervalCode: Math.floor(settings.mcastQueryInterval / 100) & 0xff,
  };
}

/** br_ip4_multicast_alloc_query: of one group the new version asks those who are in it. */
function query4(net: Network, bridge: Device, settings: BridgeSettings, question: Question | undefined): Ipv4Packet {
  const within = question ? settings.mcastLastMemberInterval : settings.mcastQueryResponseInterval;
  const group = ((question?.group as number | undefined) ?? 0) as Ipv4;
  const extras = settings.mcastIgmpVersion === 3 ? extrasOf(settings, question) : undefined;
  const code = Math.floor((within * HUNDREDTH) / TENTH) & 0xff;
  const payload: Igmp = { kind: "igmp", type: "query", code, group, extras };
  const source = settings.mcastQueryUseIfaddr
    ? selectSource4(net.view.config, bridge.link, undefined, SCOPE.link)
    : undefined;
  return groupPacket4(source ?? (0 as Ipv4), extras && question ? group : ALL_HOSTS4, payload);
}

/** br_ip6_multicast_alloc_query: nothing is asked where there is no address to ask from. */
function query6(
  net: Network,
  bridge: Device,
  settings: BridgeSettings,
  question: Question | undefined,
): Ipv6Packet | undefined {
  const source = selectSource6(net.view.config, bridge.netns.id, bridge.id, IPV6_ALL_NODES);
  queryingOf(net.world.runtime, bridge.id).hasInet6 = source !== undefined;
  if (source === undefined) return undefined;
  const within = question ? settings.mcastLastMemberInterval : settings.mcastQueryResponseInterval;
  const group = (question?.group as Ipv6 | undefined) ?? IPV6_ANY;
  const extras = settings.mcastMldVersion === 2 ? extrasOf(settings, question) : undefined;
  const payload: Icmpv6 = { kind: "icmpv6", type: "mld-query", delayCode: (within * 10) & 0xffff, group, extras };
  return groupPacket6(source, extras && question ? group : IPV6_ALL_NODES, payload);
}

/** br_ip4_multicast_query, br_ip6_multicast_query, for a query of all groups: the one that asks may be the querier now. */
export function queryReceived(
  net: Network,
  bridge: Device,
  port: Device,
  source: Ipv4 | Ipv6,
  delayMicros: number,
): void {
  const settings = bridge.bridge;
  if (!settings) return;
  const { runtime } = net.world;
  const family = typeof source === "number" ? "inet" : "inet6";
  const state = queryingOf(runtime, bridge.id)[family];
  const unchallenged = state.ownDueMicros === undefined && !hearsOther(state, net.nowMicros);
  if (!unchallenged && state.querier && compare(source, state.querier) > 0) return;
  state.querier = source;
  if (!hearsOther(state, net.nowMicros)) state.actsFromMicros = net.nowMicros + delayMicros;
  const until = net.nowMicros + settings.mcastQuerierInterval * HUNDREDTH;
  state.otherUntilMicros = until;
  runtime.timers.add(until, { kind: "querierGone", link: bridge.id, family });
  // br_multicast_mark_router.
  if (port.port?.mcastRouter === 1) queryingOf(runtime, port.id)[family].routerUntilMicros = until;
}

/** The lower address has it. */
function compare(a: IpAddress, b: IpAddress): number {
  if (typeof a === "number" || typeof b === "number") return Number(a) - Number(b);
  const [ours, theirs] = [ipv6Words(a), ipv6Words(b)];
  const at = ours.findIndex((word, i) => word !== theirs[i]);
  return at < 0 ? 0 : (ours[at] ?? 0) - (theirs[at] ?? 0);
}

/** br_multicast_querier_expired. */
export function querierGoneTimer(net: Network, link: LinkId, family: Family, atMicros: number): void {
  if (net.world.runtime.querying.get(link)?.[family].otherUntilMicros === atMicros)
    net.event({ kind: "querierGone", bridge: link, family });
}

/** br_multicast_querier_exists: somebody asks, and those who listen had time to say so. */
export function querierExists(net: Network, bridge: Device, family: Family): boolean {
  const settings = bridge.bridge;
  const querying = net.world.runtime.querying.get(bridge.id);
  if (!settings || !querying) return settings?.mcastQuerier === true;
  const state = querying[family];
  const own = settings.mcastQuerier && (family === "inet" || querying.hasInet6);
  return net.nowMicros >= state.actsFromMicros && (own || hearsOther(state, net.nowMicros));
}
