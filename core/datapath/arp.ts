/**
 * ARP (RFC 826 with the later rules of net/ipv4/arp.c).
 *
 * Same as Linux: whom it answers and learns from, gratuitous announcements, probes for duplicate addresses, the source
 * address it asks with, proxies and how long they wait, all by net.ipv4.conf and net.ipv4.neigh.
 */
import { type Ipv4, isIpv4Loopback, isIpv4Multicast } from "../address/ipv4.ts";
import { BROADCAST_MAC, type Mac, ZERO_MAC } from "../address/mac.ts";
import { SCOPE } from "../model/address.ts";
import type { LinkId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import type { Neighbor } from "../model/neighbor.ts";
import { nextRandom } from "../model/runtime.ts";
import type { DropReason } from "../trace.ts";
import type { Arp, Frame, PacketType } from "../wire/frame.ts";
import { transmit } from "./device.ts";
import { createNeighbor, lastWaiting, updateNeighbor } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { onLink, routeInput4 } from "./route-input.ts";
import { addressTypeAt, routeOutput4 } from "./route-output.ts";
import { selectSource4 } from "./source.ts";
import type { Device } from "./view.ts";

/** Asks who has an address: everybody, or, to confirm, the neighbor itself. */
export function arpSolicit(net: Network, device: Device, neighbor: Neighbor, target: Ipv4, mac: Mac | undefined): void {
  arpSend(net, device, mac ?? BROADCAST_MAC, {
    kind: "arp",
    operation: "request",
    senderMac: device.mac,
    senderIp: askingAddress(device, neighbor, target) ?? (0 as Ipv4),
    targetMac: ZERO_MAC,
    targetIp: target,
  });
}

/** The sysctl arp_announce: the packet's source, the same where the target knows it, or the device's first address. */
function askingAddress(device: Device, neighbor: Neighbor, target: Ipv4): Ipv4 | undefined {
  const waits = lastWaiting(neighbor)?.payload;
  const asked = waits?.kind === "ipv4" ? waits.source : undefined;
  if (asked !== undefined && addressTypeAt(device, asked) === "local") {
    const { arpAnnounce } = device.conf;
    if (arpAnnounce === 0 || arpAnnounce > 2 || (arpAnnounce === 1 && onLink(device, target, asked))) return asked;
  }
  return selectSource4(device.netns.view.config, device.link, target, SCOPE.link);
}

function arpSend(net: Network, device: Device, destination: Mac, arp: Arp, packet = net.nextPacket()): void {
  if (device.noArp) return;
  const frame: Frame = { source: device.mac, destination, payload: arp };
  if (net.tracing) net.emit(device, "arp", frame, packet, device.id);
  transmit(net, device, frame, packet);
}

/** inetdev_send_gratuitous_arp: each address asks for itself. */
export function announceAddresses(net: Network, link: LinkId): void {
  const device = net.device(link);
  for (const { local } of device?.link.inet ?? [])
    if (device)
      arpSend(net, device, BROADCAST_MAC, {
        kind: "arp",
        operation: "request",
        senderMac: device.mac,
        senderIp: local,
        targetMac: ZERO_MAC,
        targetIp: local,
      });
}

/** arp_rcv and arp_process. */
export function arpInput(net: Network, device: Device, frame: Frame, arp: Arp, packet: number, type: PacketType): void {
  const drop = (reason: DropReason) => {
    if (net.tracing) net.drop(device, "arp", frame, packet, reason);
  };
  if (type === "otherhost") return drop("OTHERHOST");
  const { senderIp, targetIp, senderMac } = arp;
  const { conf } = device;
  if (device.noArp || isIpv4Multicast(targetIp) || (isIpv4Loopback(targetIp) && !conf.routeLocalnet))
    return drop("NOT_SPECIFIED");
  if (senderIp === targetIp && conf.dropGratuitousArp) return drop("NOT_SPECIFIED");
  const isRequest = arp.operation === "request";
  if (senderIp === 0) {
    // A probe for duplicates (RFC 5227): answered, and nothing is learned from it.
    if (isRequest && addressTypeAt(device, targetIp) === "local" && mayAnswer(device, senderIp, targetIp))
      answer(net, device, frame, arp, packet);
    else drop("NOT_SPECIFIED");
    return;
  }
  if (isRequest) {
    const route = routeInput4(net, device, senderIp, targetIp, 0, true);
    if (route.kind === "local") {
      if (mayAnswer(device, senderIp, targetIp) && !filtered(device, senderIp, targetIp)) {
        learnAsker(net, device, senderIp, senderMac);
        answer(net, device, frame, arp, packet);
      } else drop("NOT_SPECIFIED");
      return;
    }
    if (route.kind === "forward" && standsFor(net, device, arp, route.out)) {
      learnAsker(net, device, senderIp, senderMac);
      const { proxyDelay, proxyQueue } = conf.neighbor4;
      const reply = () => answer(net, device, frame, arp, packet);
      if (type === "host" || proxyDelay === 0) reply();
      else if (!net.proxyQueue.add(net, device, proxyDelay, proxyQueue, reply)) drop("NOT_SPECIFIED");
      else if (net.tracing) net.report(device, "arp", frame, packet, { kind: "queued" });
      return;
    }
  }
  // A reply, or a request for somebody else: it may refresh what is known, but makes a new entry only when it may.
  let neighbor = device.neighbor(senderIp);
  const accepts = mayAccept(device, senderIp);
  const gratuitous = (neighbor !== undefined || accepts) && isGratuitous(device, arp);
  if (!neighbor && accepts) {
    const told = gratuitous || (!isRequest && addressTypeAt(device, senderIp) === "unicast");
    if (told) neighbor = createNeighbor(net, device, senderIp);
  }
  if (!neighbor) return drop("NOT_SPECIFIED");
  const override = gratuitous || net.nowMicros > neighbor.updatedMicros + conf.neighbor4.lockTime;
  const state = isRequest || type !== "host" ? "STALE" : "REACHABLE";
  if (net.tracing) net.report(device, "arp", frame, packet, { kind: "deliver" });
  updateNeighbor(net, device, neighbor, senderMac, state, { override });
}

/** neigh_event_ns: who asks is known from then on. */
function learnAsker(net: Network, device: Device, sender: Ipv4, mac: Mac): void {
  const neighbor = device.neighbor(sender) ?? createNeighbor(net, device, sender);
  updateNeighbor(net, device, neighbor, mac, "STALE", { override: true });
}

/** arp_is_garp: an address speaks of itself; in a reply with its own hardware address for the target's too. */
function isGratuitous(device: Device, { senderIp, targetIp, operation, senderMac, targetMac }: Arp): boolean {
  if (senderIp !== targetIp || (operation === "reply" && senderMac !== targetMac)) return false;
  return addressTypeAt(device, senderIp) === "unicast";
}

/** The sysctl arp_accept: whether who is not known may announce itself. */
function mayAccept(device: Device, sender: Ipv4): boolean {
  const { arpAccept } = device.conf;
  return arpAccept === 1 || (arpAccept === 2 && onLink(device, sender, 0 as Ipv4));
}

/** arp_fwd_proxy, arp_fwd_pvlan and entries of `ip neigh add proxy`: a router answers in the place of its target. */
function standsFor(net: Network, device: Device, arp: Arp, out: Device | undefined): boolean {
  if (!out) return false;
  const { conf } = device;
  if (out === device) return conf.proxyArpPvlan && arp.senderIp !== arp.targetIp;
  if (conf.proxyArp) {
    const { mediumId } = conf;
    if (mediumId === 0) return true;
    if (mediumId !== -1 && out.conf.mediumId !== mediumId && out.conf.mediumId !== -1) return true;
  }
  return hasProxy(net, device, arp.targetIp);
}

/** arp_filter: the way back to the sender must be by the device it asks on. */
function filtered(device: Device, sender: Ipv4, target: Ipv4): boolean {
  if (!device.conf.arpFilter) return false;
  const route = routeOutput4(device.netns, { destination: sender, source: target, device: device.l3master });
  if (!route.ok) return true;
  if (route.device === device) return false;
  device.netns.mib.linux.ArpFilter++;
  return true;
}

function answer(net: Network, device: Device, frame: Frame, arp: Arp, packet: number): void {
  if (net.tracing) net.report(device, "arp", frame, packet, { kind: "deliver" });
  arpSend(
    net,
    device,
    arp.senderMac,
    {
      kind: "arp",
      operation: "reply",
      senderMac: device.mac,
      senderIp: arp.targetIp,
      targetMac: arp.senderMac,
      targetIp: arp.senderIp,
    },
    packet,
  );
}

/** The sysctl arp_ignore (Documentation/networking/ip-sysctl). */
function mayAnswer(device: Device, sender: Ipv4, target: Ipv4): boolean {
  const anybody = 0 as Ipv4;
  switch (device.conf.arpIgnore) {
    case 1:
      return confirms(device, anybody, target, SCOPE.host);
    case 2:
      return confirms(device, sender, target, SCOPE.host);
    case 3:
      return device.netns.devices.some((each) => confirms(each, anybody, target, SCOPE.link));
    case 8:
      return false;
    default:
      return true;
  }
}

/**
 * inet_confirm_addr of net/ipv4/devinet.c: the device has `target`, of `widest` scope at most, and one of its networks, which for an
 * address with a peer is the peer's, holds it and `sender`, unless that is 0.
 */
function confirms(device: Device, sender: Ipv4, target: Ipv4, widest: number): boolean {
  const narrowest = device.conf.routeLocalnet ? SCOPE.link : SCOPE.host;
  const has = device.link.inet.some(({ local, scope }) => local === target && Math.min(scope, narrowest) <= widest);
  return has && onLink(device, target, sender);
}

/**
 * Requests that are answered for others wait for up to proxy_delay, so that who is asked can be first (pneigh_enqueue of
 * net/core/neighbour.c). A queue has one timer, which lets all of it go: what comes later waits no longer.
 */
export class ProxyQueue {
  readonly #waiting = new Map<LinkId, (() => void)[]>();

  /** False when there are too many already. */
  add(net: Network, device: Device, delayMicros: number, most: number, answer: () => void): boolean {
    const queue = this.#waiting.get(device.id) ?? [];
    if (queue.length > most) return false;
    if (queue.length === 0) {
      const delay = nextRandom(net.world.runtime, delayMicros);
      net.world.runtime.timers.add(timerMicros(net.nowMicros, delay), { kind: "proxy", link: device.id });
    }
    queue.push(answer);
    this.#waiting.set(device.id, queue);
    return true;
  }

  answer(net: Network, link: LinkId): void {
    const queue = this.#waiting.get(link);
    this.#waiting.delete(link);
    if (net.device(link)?.running) for (const answer of queue ?? []) answer();
  }
}

/** pneigh_lookup. */
function hasProxy(net: Network, device: Device, target: Ipv4): boolean {
  return net.world.runtime.proxies.get(device.id)?.has(target) ?? false;
}
