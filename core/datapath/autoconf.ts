/**
 * What an interface says by itself once it is up: duplicate address detection and router solicitations
 * (net/ipv6/addrconf.c; RFC 4862, RFC 4861 section 6.3.7, RFC 7559).
 *
 * Same as Linux: probes and waiting as long, solicitations at growing intervals for as long as nobody answers.
 */
import { IPV6_ALL_ROUTERS, type Ipv6 } from "../address/ipv6.ts";
import type { LinkId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import { nextRandom } from "../model/runtime.ts";
import { CONF6_DEFAULTS } from "../model/sysctl-conf.ts";
import type { DadStep } from "../model/timer.ts";
import { acceptsAdvertisements } from "../operation/router-advertisement.ts";
import type { Ipv6Packet } from "../wire/frame.ts";
import { reportAddressed } from "./group-reports.ts";
import { linkLocalOf, sendDadProbe, sendOwn6 } from "./ndisc.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

const SECOND = 1_000_000;

/** addrconf_dad_work. `left`: probes that are still to be sent. */
export function dadTimer(net: Network, link: LinkId, local: Ipv6, step: DadStep, left = 0): void {
  const device = net.device(link);
  if (step === "unasked") {
    net.event({ kind: "dadUnasked", link, address: local });
    return;
  }
  if (step === "again") {
    if (device?.up) net.event({ kind: "dadBegun", link, address: local });
    return;
  }
  const address = device?.link.inet6.find((other) => other.local === local);
  if (!device?.up || !address?.tentative || address.dadFailed) return;
  if (left === 0) {
    net.dadNonces.delete(link, local);
    net.event({ kind: "dadCompleted", link, address: local });
    return;
  }
  sendDadProbe(net, device, local, nonceOf(net, device, local));
  net.world.runtime.timers.add(timerMicros(net.nowMicros, device.conf.neighbor6.retransmit), {
    kind: "dad",
    link,
    address: local,
    step: "probe",
    left: left - 1,
  });
}

/** RFC 7527: by what its probes for an address carry an interface knows its own voice. Undefined without `enhanced_dad`. */
function nonceOf(net: Network, device: Device, local: Ipv6): Uint8Array | undefined {
  if (conf(device, "enhanced_dad") === 0 && net.view.config.netns[device.netns.id]?.conf6.all["enhanced_dad"] === 0)
    return undefined;
  const known = net.dadNonces.get(device.id, local);
  if (known) return known;
  const nonce = new Uint8Array(6);
  for (let i = 0; i < nonce.length; i++) nonce[i] = nextRandom(net.world.runtime, 256);
  net.dadNonces.set(device.id, local, nonce);
  return nonce;
}

/** addrconf_dad_completed, when the first link-local address of an interface may be used. */
export function addressedTimer(net: Network, link: LinkId): void {
  const device = net.device(link);
  if (!device?.up) return;
  reportAddressed(net, device);
  solicitRouters(net, device, 0);
}

/** `atMicros` tells the timer in force from those of before the link went down. */
export function routerSolicitationTimer(net: Network, link: LinkId, sent: number, atMicros: number): void {
  const device = net.device(link);
  const search = net.world.runtime.routerSearches.get(link);
  if (device?.running && search?.dueMicros === atMicros) solicitRouters(net, device, sent);
}

/** addrconf_rs_timer: 4 seconds, then twice as long each time, give or take a tenth, an hour at most. */
function solicitRouters(net: Network, device: Device, sent: number): void {
  const source = linkLocalOf(device);
  const most = conf(device, "router_solicitations");
  if (!acceptsAdvertisements(device.link) || source === undefined || device.loopback) return;
  const { routerSearches } = net.world.runtime;
  // Somebody has answered (IF_RA_RCVD).
  if (routerSearches.get(device.id)?.heard) return;
  if (most >= 0 && sent >= most) return;
  const packet: Ipv6Packet = {
    kind: "ipv6",
    source,
    destination: IPV6_ALL_ROUTERS,
    hopLimit: 255,
    trafficClass: 0,
    flowLabel: 0,
    payload: { kind: "icmpv6", type: "router-solicitation", sourceLink: device.mac },
  };
  sendOwn6(net, device, packet, net.nextPacket());
  const longest = conf(device, "router_solicitation_max_interval") * SECOND;
  const base = Math.min(longest, conf(device, "router_solicitation_interval") * SECOND * 2 ** Math.min(sent, 12));
  const delay = Math.floor(base * 0.9) + nextRandom(net.world.runtime, Math.floor(base * 0.2));
  const dueMicros = timerMicros(net.nowMicros, delay);
  routerSearches.set(device.id, { heard: false, dueMicros });
  net.world.runtime.timers.add(dueMicros, {
    kind: "routerSolicitation",
    link: device.id,
    sent: sent + 1,
  });
}

function conf(device: Device, name: string): number {
  return device.link.conf6[name] ?? CONF6_DEFAULTS[name] ?? 0;
}
