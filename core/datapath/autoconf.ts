/**
 * What an interface says by itself once it is up: duplicate address detection, multicast listener reports, router
 * solicitations (net/ipv6/addrconf.c, mcast.c; RFC 4862, RFC 3810, RFC 4861 section 6.3.7, RFC 7559).
 *
 * Same as Linux: one probe and a second of waiting, a report when a group is joined and again within a second, from `::`
 * while there is no address and anew when there is, solicitations at growing intervals for as long as nobody answers.
 * Simplified: the first report comes with the first probe instead of up to a second before it.
 */
import { IPV6_ALL_ROUTERS, IPV6_ANY, type Ipv6, isIpv6LinkLocal } from "../address/ipv6.ts";
import type { LinkId } from "../model/id.ts";
import { nextRandom } from "../model/runtime.ts";
import { CONF6_DEFAULTS } from "../model/sysctl-conf.ts";
import type { Ipv6Packet } from "../wire/frame.ts";
import { multicast6 } from "./ipv6.ts";
import { timerMicros } from "./jiffies.ts";
import { linkLocalOf, sendDadProbe } from "./ndisc.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

const SECOND = 1_000_000;
const MLD_REPORT_GROUP = "ff02::16" as Ipv6;
/** Reports in each phase, before and after the link-local address may be used (RFC 3810 section 9.1, robustness). */
const ROBUSTNESS = 2;
/** The count at which the phase after detection begins. */
const ADDRESSED = 16;

export function dadTimer(net: Network, link: LinkId, local: Ipv6, step: "probe" | "done"): void {
  const device = net.device(link);
  const address = device?.link.inet6.find((other) => other.local === local);
  if (!device?.up || !address?.tentative || address.dadFailed) return;
  if (step === "probe") {
    if (linkLocalOf(device) === undefined) report(net, device, 0);
    const nonce = new Uint8Array(6);
    for (let i = 0; i < nonce.length; i++) nonce[i] = nextRandom(net.world.runtime, 256);
    sendDadProbe(net, device, local, nonce);
    net.world.runtime.timers.add(timerMicros(net.nowMicros, SECOND), {
      kind: "dad",
      link,
      address: local,
      step: "done",
    });
    return;
  }
  net.event({ kind: "dadCompleted", link, address: local });
  const settled = net.device(link);
  if (!settled || !isIpv6LinkLocal(local)) return;
  report(net, settled, ADDRESSED);
  solicitRouters(net, settled, 0);
}

export function multicastReportTimer(net: Network, link: LinkId, sent: number): void {
  const device = net.device(link);
  if (!device?.running) return;
  // The address has come meanwhile, and with it reports of its own.
  if (sent < ADDRESSED && linkLocalOf(device) !== undefined) return;
  report(net, device, sent);
}

/** Tells routers and snooping bridges which groups this interface wants. */
function report(net: Network, device: Device, sent: number): void {
  const groups = device.link.groups6.filter((group) => group !== "ff02::1" && !group.startsWith("ff01:"));
  if (groups.length === 0) return;
  const packet: Ipv6Packet = {
    kind: "ipv6",
    source: linkLocalOf(device) ?? IPV6_ANY,
    destination: MLD_REPORT_GROUP,
    hopLimit: 1,
    trafficClass: 0,
    flowLabel: 0,
    payload: { kind: "icmpv6", type: "mld2-report", groups: groups as Ipv6[] },
  };
  multicast6(net, device, packet, net.nextPacket());
  if ((sent % ADDRESSED) + 1 >= ROBUSTNESS) return;
  const delay = nextRandom(net.world.runtime, conf(device, "mldv2_unsolicited_report_interval") * 1000);
  net.world.runtime.timers.add(timerMicros(net.nowMicros, delay), {
    kind: "multicastReport",
    link: device.id,
    sent: sent + 1,
  });
}

export function routerSolicitationTimer(net: Network, link: LinkId, sent: number): void {
  const device = net.device(link);
  if (device?.running) solicitRouters(net, device, sent);
}

/** addrconf_rs_timer: 4 seconds, then twice as long each time, give or take a tenth, an hour at most. */
function solicitRouters(net: Network, device: Device, sent: number): void {
  const source = linkLocalOf(device);
  const most = conf(device, "router_solicitations");
  if (device.conf.forwarding6 || conf(device, "accept_ra") === 0 || source === undefined || device.loopback) return;
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
  multicast6(net, device, packet, net.nextPacket());
  const longest = conf(device, "router_solicitation_max_interval") * SECOND;
  const base = Math.min(longest, conf(device, "router_solicitation_interval") * SECOND * 2 ** Math.min(sent, 12));
  const delay = Math.floor(base * 0.9) + nextRandom(net.world.runtime, Math.floor(base * 0.2));
  net.world.runtime.timers.add(timerMicros(net.nowMicros, delay), {
    kind: "routerSolicitation",
    link: device.id,
    sent: sent + 1,
  });
}

function conf(device: Device, name: string): number {
  return device.link.conf6[name] ?? CONF6_DEFAULTS[name] ?? 0;
}
