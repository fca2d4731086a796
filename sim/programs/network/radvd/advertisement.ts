/** What an interface's configuration comes to: whether it can be used, and the advertisement (interface.c, send.c of radvd). */
import { type Ipv6, ipv6Network, isIpv6LinkLocal, isIpv6Multicast } from "../../../../core/address/ipv6.ts";
import type { Link } from "../../../../core/model/link.ts";
import type { RouterAdvertisement, RouterOption } from "../../../../core/wire/frame.ts";
import type { InterfaceConfig, PrefixConfig } from "./config.ts";

const LEAST_MTU = 1280;
const LEAST_INTERVAL = 3;

export interface Intervals {
  readonly least: number;
  readonly longest: number;
}

/** Seconds between unsolicited advertisements. */
export function intervals({ values }: InterfaceConfig): Intervals {
  const longest = values.get("MaxRtrAdvInterval") ?? 600;
  const least = values.get("MinRtrAdvInterval") ?? 0.33 * longest;
  return { least, longest };
}

function lifetime(config: InterfaceConfig): number {
  return config.values.get("AdvDefaultLifetime") ?? Math.max(1, Math.floor(3 * intervals(config).longest));
}

/** check_iface: what is out of range, in its words; an interface with any of it does not advertise. */
export function problems(config: InterfaceConfig, link: Link): string[] {
  const { name, values } = config;
  const { least, longest } = intervals(config);
  const found: string[] = [];
  const number = (option: string) => values.get(option) ?? 0;
  const fixed = (value: number) => value.toFixed(2);
  if (least < LEAST_INTERVAL || least > 0.75 * longest)
    found.push(
      `MinRtrAdvInterval for ${name} (${fixed(least)}) must be at least ${fixed(LEAST_INTERVAL)} but no more than 3/4 of MaxRtrAdvInterval (${fixed(0.75 * longest)})`,
    );
  if (longest < 4 || longest > 1800)
    found.push(`MaxRtrAdvInterval for ${name} (${fixed(longest)}) must be between 4.00 and 1800`);
  const delay = values.get("MinDelayBetweenRAs") ?? 3;
  if (delay < 3) found.push(`MinDelayBetweenRAs for ${name} (${fixed(delay)}) must be at least 3.00`);
  const mtu = number("AdvLinkMTU");
  if (mtu !== 0 && (mtu < LEAST_MTU || mtu > link.mtu))
    found.push(`AdvLinkMTU for ${name} (${mtu}) must be zero or between ${LEAST_MTU} and ${link.mtu}`);
  const reachable = number("AdvReachableTime");
  if (reachable > 3_600_000) found.push(`AdvReachableTime for ${name} (${reachable}) must not be greater than 3600000`);
  const seconds = lifetime(config);
  if (seconds !== 0 && (seconds < longest || seconds > 9000))
    found.push(`AdvDefaultLifetime for ${name} (${seconds}) must be zero or between ${longest.toFixed(0)} and 9000`);
  return found;
}

/** `prefix ::/64`: those of the interface's own addresses. */
function expand(config: PrefixConfig, link: Link): PrefixConfig[] {
  if (config.prefix !== "::") return [config];
  const found = new Map<Ipv6, PrefixConfig>();
  for (const { local, prefixLength } of link.inet6) {
    if (isIpv6LinkLocal(local) || isIpv6Multicast(local) || prefixLength !== 64) continue;
    const prefix = ipv6Network(local, prefixLength);
    found.set(prefix, { ...config, prefix, length: prefixLength });
  }
  return [...found.values()];
}

/** build_ra. `last`: the one that takes it all back. */
export function advertisement(config: InterfaceConfig, link: Link, last: boolean): RouterAdvertisement {
  const { values } = config;
  const { longest } = intervals(config);
  const options: RouterOption[] = [];
  for (const each of config.prefixes.flatMap((one) => expand(one, link))) {
    const ends = last && each.deprecate;
    options.push({
      kind: "prefix",
      prefix: each.prefix,
      length: each.length,
      onLink: each.onLink,
      autonomous: each.autonomous,
      routerAddress: each.routerAddress,
      validSeconds: ends ? Math.min(each.validSeconds, 7200) : each.validSeconds,
      preferredSeconds: ends ? 0 : each.preferredSeconds,
    });
  }
  for (const { prefix, length, preference, remove, lifetimeSeconds } of config.routes) {
    const lasts = lifetimeSeconds ?? 3 * longest;
    options.push({ kind: "route", prefix, length, preference, lifetimeSeconds: last && remove ? 0 : lasts });
  }
  const namesLast = (flush: boolean, seconds: number | undefined) => (last && flush ? 0 : (seconds ?? longest));
  for (const { names, flush, lifetimeSeconds } of config.rdnss)
    options.push({
      kind: "rdnss",
      lifetimeSeconds: namesLast(flush, lifetimeSeconds),
      servers: names as readonly string[] as readonly Ipv6[],
    });
  for (const { names, flush, lifetimeSeconds } of config.dnssl)
    options.push({ kind: "dnssl", lifetimeSeconds: namesLast(flush, lifetimeSeconds), domains: names });
  const mtu = values.get("AdvLinkMTU") ?? 0;
  if (mtu !== 0) options.push({ kind: "mtu", mtu });
  if (values.get("AdvSourceLLAddress") !== 0) options.push({ kind: "sourceLink", mac: link.mac });
  return {
    kind: "icmpv6",
    type: "router-advertisement",
    hopLimit: (values.get("AdvCurHopLimit") ?? 64) & 0xff,
    managed: values.get("AdvManagedFlag") === 1,
    other: values.get("AdvOtherConfigFlag") === 1,
    homeAgent: values.get("AdvHomeAgentFlag") === 1,
    preference: config.preference,
    lifetimeSeconds: last ? 0 : lifetime(config),
    reachableMillis: values.get("AdvReachableTime") ?? 0,
    retransmitMillis: values.get("AdvRetransTimer") ?? 0,
    options,
  };
}
