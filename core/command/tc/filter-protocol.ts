/** Protocols of Ethernet by name (ll_proto_a2n and ll_proto_n2a of iproute2's lib/ll_proto.c). */
import { ANY_PROTOCOL } from "../../model/filter.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { parseUnsigned } from "../args.ts";

const PROTOCOLS: Readonly<Record<string, number>> = {
  all: ANY_PROTOCOL,
  ip: ETHER_TYPE.ipv4,
  ipv4: ETHER_TYPE.ipv4,
  arp: ETHER_TYPE.arp,
  ipv6: ETHER_TYPE.ipv6,
  "802.1q": ETHER_TYPE.vlan,
  "802.1ad": ETHER_TYPE.serviceVlan,
  mpls_uc: ETHER_TYPE.mpls,
  mpls_mc: 0x8848,
  lldp: 0x88cc,
};

/** ll_proto_a2n. */
export function parseFilterProtocol(text: string): number | undefined {
  const name = text.toLowerCase();
  if (Object.hasOwn(PROTOCOLS, name)) return PROTOCOLS[name];
  return /^(0x)?[0-9a-f]+$/i.test(text) ? parseUnsigned(text, 0xffff) : undefined;
}

/** The name by which tc reads a protocol. */
export function filterProtocolName(protocol: number): string | undefined {
  return Object.entries(PROTOCOLS).find(([, number]) => number === protocol)?.[0];
}

/** ll_proto_n2a. */
export function formatFilterProtocol(protocol: number): string {
  return (filterProtocolName(protocol) ?? `[${protocol}]`).replace("802.1q", "802.1Q");
}
