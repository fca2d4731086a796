/**
 * Settings of a device as packets meet them: its own and those of conf/all together (include/linux/inetdevice.h,
 * include/linux/ipv6.h), and its neighbor parameters (struct neigh_parms) in microseconds.
 */
import type { Link } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import { neighSetting } from "../model/sysctl.ts";
import { CONF4_ALL, CONF4_DEFAULTS, CONF6_DEFAULTS } from "../model/sysctl-conf.ts";

/** Neighbor parameters; times in microseconds. */
export interface NeighborParameters {
  readonly baseReachable: number;
  readonly retransmit: number;
  readonly delayFirstProbe: number;
  readonly unicastProbes: number;
  readonly multicastProbes: number;
  /** Of those in state PROBE, after the unicast ones. */
  readonly multicastReprobes: number;
  readonly appProbes: number;
  readonly queueBytes: number;
  readonly lockTime: number;
  readonly proxyDelay: number;
  readonly proxyQueue: number;
  readonly anycastDelay: number;
}

export interface DeviceConf {
  readonly forwarding4: boolean;
  readonly forwarding6: boolean;
  /** What others send through it is passed on (ip6_forward): all of the namespace are routers, or this one is to be. */
  readonly routes6: boolean;
  readonly rpFilter: number;
  readonly acceptLocal: boolean;
  readonly routeLocalnet: boolean;
  readonly sourceMark: boolean;
  readonly broadcastForwarding: boolean;
  readonly dropUnicastInMulticast: boolean;
  readonly acceptsSourceRoute: boolean;
  readonly sharedMedia: boolean;
  readonly sendRedirects: boolean;
  readonly acceptRedirects: boolean;
  readonly secureRedirects: boolean;
  readonly arpIgnore: number;
  readonly arpAnnounce: number;
  readonly arpAccept: number;
  readonly arpFilter: boolean;
  readonly dropGratuitousArp: boolean;
  readonly proxyArp: boolean;
  readonly proxyArpPvlan: boolean;
  readonly mediumId: number;
  readonly inet6Disabled: boolean;
  readonly dropUnicastInMulticast6: boolean;
  readonly dropUnsolicitedNa: boolean;
  readonly acceptUntrackedNa: number;
  readonly acceptRedirects6: boolean;
  readonly forceTargetLink: boolean;
  readonly proxyNdp: boolean;
  readonly hopLimit6: number;
  /** Undefined: the device's own. */
  readonly mtu6: number | undefined;
  readonly neighbor4: NeighborParameters;
  readonly neighbor6: NeighborParameters;
}

const MILLI = 1000;
const HUNDREDTH = 10_000;
const SECOND = 1_000_000;
const JIFFY = 4000;

/** Shared by all links that have none of their own. */
const DEFAULTS = new WeakMap<object, NeighborParameters>();

function neighborParameters(link: Link, family: "ipv4" | "ipv6"): NeighborParameters {
  const own = family === "ipv4" ? link.neigh4 : link.neigh6;
  const known = DEFAULTS.get(own);
  if (known) return known;
  const setting = (name: string) => neighSetting(link, family, name);
  const parameters: NeighborParameters = {
    baseReachable: setting("base_reachable_time_ms") * MILLI,
    // neigh_timer_handler waits for a hundredth of a second at least.
    retransmit: Math.max(setting("retrans_time_ms") * MILLI, 2 * JIFFY),
    delayFirstProbe: setting("delay_first_probe_time") * SECOND,
    unicastProbes: setting("ucast_solicit"),
    multicastProbes: setting("mcast_solicit"),
    multicastReprobes: setting("mcast_resolicit"),
    appProbes: setting("app_solicit"),
    queueBytes: setting("unres_qlen_bytes"),
    lockTime: setting("locktime") * HUNDREDTH,
    proxyDelay: setting("proxy_delay") * HUNDREDTH,
    proxyQueue: setting("proxy_qlen"),
    anycastDelay: setting("anycast_delay") * HUNDREDTH,
  };
  DEFAULTS.set(own, parameters);
  return parameters;
}

/** IN_DEV_ROUTE_LOCALNET: 127.0.0.0/8 is an address like others here. */
export function routesLocalnet(link: Link, netns: Netns): boolean {
  return Boolean(link.conf4.route_localnet) || Boolean(netns.conf4.all.route_localnet);
}

/** What the last answer was made of, by identity, and that answer: nearly all links have the same settings. */
let last: { readonly of: readonly object[]; readonly conf: DeviceConf } | undefined;

export function deviceConf(link: Link, netns: Netns): DeviceConf {
  const of = [link.conf4, link.conf6, link.neigh4, link.neigh6, netns.conf4.all, netns.conf6.all];
  if (last?.of.every((each, i) => each === of[i])) return last.conf;
  const conf = readConf(link, netns);
  last = { of, conf };
  return conf;
}

function readConf(link: Link, netns: Netns): DeviceConf {
  const own4 = (name: string) => link.conf4[name] ?? CONF4_DEFAULTS[name] ?? 0;
  const all4 = (name: string) => netns.conf4.all[name] ?? CONF4_ALL[name] ?? CONF4_DEFAULTS[name] ?? 0;
  const own6 = (name: string) => link.conf6[name] ?? CONF6_DEFAULTS[name] ?? 0;
  const all6 = (name: string) => netns.conf6.all[name] ?? CONF6_DEFAULTS[name] ?? 0;
  const max = (name: string) => Math.max(own4(name), all4(name));
  const or = (name: string) => own4(name) !== 0 || all4(name) !== 0;
  const and = (name: string) => own4(name) !== 0 && all4(name) !== 0;
  const forwarding4 = own4("forwarding") !== 0;
  const forwarding6 = own6("forwarding") !== 0;
  return {
    forwarding4,
    forwarding6,
    routes6: (netns.conf6.all["forwarding"] ?? 0) !== 0 || own6("force_forwarding") !== 0,
    rpFilter: max("rp_filter"),
    acceptLocal: or("accept_local"),
    routeLocalnet: routesLocalnet(link, netns),
    sourceMark: or("src_valid_mark"),
    broadcastForwarding: and("bc_forwarding"),
    dropUnicastInMulticast: or("drop_unicast_in_l2_multicast"),
    acceptsSourceRoute: and("accept_source_route"),
    sharedMedia: or("shared_media"),
    sendRedirects: or("send_redirects"),
    acceptRedirects: forwarding4 ? and("accept_redirects") : or("accept_redirects"),
    secureRedirects: or("secure_redirects"),
    arpIgnore: max("arp_ignore"),
    arpAnnounce: max("arp_announce"),
    arpAccept: max("arp_accept"),
    arpFilter: or("arp_filter"),
    dropGratuitousArp: or("drop_gratuitous_arp"),
    proxyArp: or("proxy_arp"),
    proxyArpPvlan: own4("proxy_arp_pvlan") !== 0,
    mediumId: own4("medium_id"),
    inet6Disabled: own6("disable_ipv6") !== 0,
    dropUnicastInMulticast6: own6("drop_unicast_in_l2_multicast") !== 0,
    dropUnsolicitedNa: own6("drop_unsolicited_na") !== 0,
    acceptUntrackedNa: own6("accept_untracked_na"),
    acceptRedirects6: !forwarding6 && own6("accept_redirects") !== 0,
    forceTargetLink: own6("force_tllao") !== 0,
    proxyNdp: own6("proxy_ndp") !== 0 || all6("proxy_ndp") !== 0,
    hopLimit6: own6("hop_limit"),
    mtu6: link.conf6.mtu6,
    neighbor4: neighborParameters(link, "ipv4"),
    neighbor6: neighborParameters(link, "ipv6"),
  };
}
