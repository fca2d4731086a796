/**
 * The rules that choose routing tables (fib_rules_match of net/core/fib_rules.c, fib4_rule_match, fib6_rule_match), and what they
 * and tables look at of a packet.
 */
import { type Ipv4, ipv4Mask } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6, ipv6Network } from "../address/ipv6.ts";
import type { IpAddress, Prefix } from "../address/prefix.ts";
import type { Config } from "../model/config.ts";
import type { LinkId } from "../model/id.ts";
import type { Range, Rule } from "../model/route.ts";
import type { Ipv4Payload, Ipv6Payload } from "../wire/frame.ts";

export interface FibQuery {
  readonly destination: IpAddress;
  readonly source?: IpAddress | undefined;
  /** The device the packet must leave by; one of a VRF leads to its table. */
  readonly oif?: LinkId | undefined;
  /** A device that IPv6 rather leaves by than by others, where it may (a flow's oif without RT6_LOOKUP_F_IFACE). */
  readonly prefer?: LinkId | undefined;
  /** The device it came in by; missing for what this host sends itself. */
  readonly iif?: LinkId | undefined;
  /** The VRF device whose packet it is, where the devices do not tell. */
  readonly l3mdev?: LinkId | undefined;
  readonly mark?: number | undefined;
  readonly tos?: number | undefined;
  /** What rules may ask of the packet; `payload` tells the same where there is one. */
  readonly protocol?: number | undefined;
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
  readonly payload?: Ipv4Payload | Ipv6Payload | undefined;
  /** Number of the tunnel it came by. */
  readonly tunnel?: number | undefined;
  /** Routes of IPv4 with a wider scope do not count, whatever their type (fib_table_lookup). */
  readonly minScope?: number | undefined;
  /** Who sends; root unless told otherwise. */
  readonly uid?: number | undefined;
}

/** Protocol and ports of a packet, as rules and hashes see them. */
export function transportOf(payload: Ipv4Payload | Ipv6Payload): {
  readonly protocol: number | undefined;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
} {
  const ports = payload as { readonly sourcePort?: number; readonly destinationPort?: number };
  const numbers: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };
  const protocol = "protocol" in payload ? (payload.protocol as number) : numbers[payload.kind];
  return {
    protocol,
    ...(ports.sourcePort !== undefined && { sourcePort: ports.sourcePort }),
    ...(ports.destinationPort !== undefined && { destinationPort: ports.destinationPort }),
  };
}

/** What of the field chooses routes: TOS as RFC 1349 has it (IPTOS_RT_MASK), or DSCP (INET_DSCP_MASK), never ECN's bits. */
export function tosOf({ tos = 0, destination }: FibQuery): number {
  return tos & (typeof destination === "number" ? 0x1c : 0xfc);
}

/** Whether an address is within a prefix; none is within that of all alone. */
export function inPrefix(address: IpAddress | undefined, prefix: Prefix): boolean {
  if (prefix.length === 0) return true;
  if (address === undefined) return false;
  if (typeof address === "number")
    return typeof prefix.address === "number" && ((address ^ prefix.address) & ipv4Mask(prefix.length)) === 0;
  return ipv6Network(address, prefix.length) === ipv6Network(prefix.address as Ipv6, prefix.length);
}

/** What has no source yet is from 0.0.0.0 to IPv4, and to IPv6 from nowhere, as is what a host sends from :: (RT6_LOOKUP_F_HAS_SADDR). */
function isFrom({ source, destination, iif }: FibQuery, prefix: Prefix): boolean {
  if (typeof destination === "number") return inPrefix(source ?? (0 as Ipv4), prefix);
  return inPrefix(source === IPV6_ANY && iif === undefined ? undefined : source, prefix);
}

/**
 * fib_rule_match: every selector that is there must fit; `not` turns the answer round.
 *
 * @param oif the device it must leave by, never a VRF
 * @param loopback that of the namespace: what the host itself sends comes in by it
 */
export function ruleMatches(
  config: Config,
  rule: Rule,
  query: FibQuery,
  oif: LinkId | undefined,
  loopback: LinkId | undefined,
  domain: number | undefined,
): boolean {
  const { altnamed } = rule;
  const name = (id: LinkId | undefined): string => (id === undefined ? "lo" : (config.links[id]?.name ?? ""));
  const from = query.iif ?? loopback;
  const fits =
    // What the host itself sends comes in by its loopback device, whatever that is called.
    (!rule.l3mdev || domain !== undefined) &&
    (rule.iif === undefined || altnamed?.iif === (from ?? -1) || name(from) === rule.iif) &&
    (rule.oif === undefined || (oif !== undefined && (altnamed?.oif === oif || name(oif) === rule.oif))) &&
    (rule.fwmark === undefined || ((rule.fwmark ^ (query.mark ?? 0)) & (rule.fwmask ?? 0xffffffff)) === 0) &&
    (rule.tunnelId === undefined || rule.tunnelId === String(query.tunnel)) &&
    (rule.from === undefined || isFrom(query, rule.from)) &&
    (rule.to === undefined || inPrefix(query.destination, rule.to)) &&
    (rule.tos === 0 || rule.tos === tosOf(query)) &&
    (rule.uids === undefined || within(query.uid ?? 0, rule.uids)) &&
    (!ofTransport(rule) || transportMatches(rule, query));
  return fits !== rule.invert;
}

function within(value: number | undefined, range: Range): boolean {
  return value !== undefined && value >= range.start && value <= range.end;
}

function ofTransport(rule: Rule): boolean {
  return rule.ipProtocol !== undefined || rule.sourcePorts !== undefined || rule.destinationPorts !== undefined;
}

/** fib4_rules_early_flow_dissect: a packet is looked into only where a rule wants it. */
function transportMatches(rule: Rule, query: FibQuery): boolean {
  const flow = query.payload ? transportOf(query.payload) : undefined;
  const protocol = query.protocol ?? flow?.protocol;
  return (
    (rule.ipProtocol === undefined || rule.ipProtocol === protocol) &&
    (rule.sourcePorts === undefined || within(query.sourcePort ?? flow?.sourcePort, rule.sourcePorts)) &&
    (rule.destinationPorts === undefined ||
      within(query.destinationPort ?? flow?.destinationPort, rule.destinationPorts))
  );
}

/** Nothing to match: the three rules every namespace starts with. */
export function matchesAll(rule: Rule): boolean {
  return (
    rule.action.kind !== "l3mdev" &&
    !rule.l3mdev &&
    rule.from === undefined &&
    rule.to === undefined &&
    rule.fwmark === undefined &&
    rule.iif === undefined &&
    rule.oif === undefined &&
    rule.tos === 0 &&
    rule.uids === undefined &&
    rule.tunnelId === undefined &&
    !ofTransport(rule) &&
    !rule.invert
  );
}

/** The same for what this host sends by any device: the rule of VRFs says nothing of that. */
export function matchesOwn(rule: Rule): boolean {
  return matchesAll(rule) || rule.action.kind === "l3mdev" || rule.l3mdev === true;
}
