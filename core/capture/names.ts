/** Names for numbers, as /etc/services, /etc/protocols and pcap-filter(7) have them; the ones people meet. */

const PROTOCOLS: Readonly<Record<number, readonly [string, string]>> = {
  0: ["Options", "ip"],
  1: ["ICMP", "icmp"],
  2: ["IGMP", "igmp"],
  4: ["IPIP", "ipencap"],
  6: ["TCP", "tcp"],
  17: ["UDP", "udp"],
  41: ["IPv6", "ipv6"],
  44: ["Fragment", "ipv6-frag"],
  47: ["GRE", "gre"],
  50: ["ESP", "esp"],
  51: ["AH", "ah"],
  58: ["ICMPv6", "ipv6-icmp"],
  88: ["EIGRP", "eigrp"],
  89: ["OSPF", "ospf"],
  103: ["PIM", "pim"],
  112: ["VRRP", "vrrp"],
  132: ["SCTP", "sctp"],
};

/** As headers are printed: `ICMP`. */
export function protocolTitle(protocol: number): string {
  return PROTOCOLS[protocol]?.[0] ?? "unknown";
}

/** As /etc/protocols has it: `icmp`. */
export function protocolName(protocol: number): string | undefined {
  return PROTOCOLS[protocol]?.[1];
}

/** The number of a protocol by its name in /etc/protocols. */
export function protocolNumber(name: string): number | undefined {
  const found = Object.entries(PROTOCOLS).find(([, [, known]]) => known === name);
  return found && Number(found[0]);
}

const CONSTANTS: Readonly<Record<string, number>> = {
  icmptype: 0,
  icmpcode: 1,
  icmp6type: 0,
  icmp6code: 1,
  tcpflags: 13,
  "icmp-echoreply": 0,
  "icmp-unreach": 3,
  "icmp-sourcequench": 4,
  "icmp-redirect": 5,
  "icmp-echo": 8,
  "icmp-routeradvert": 9,
  "icmp-routersolicit": 10,
  "icmp-timxceed": 11,
  "icmp-paramprob": 12,
  "icmp6-destinationrunreach": 1,
  "icmp6-packettoobig": 2,
  "icmp6-timeexceeded": 3,
  "icmp6-parameterproblem": 4,
  "icmp6-echo": 128,
  "icmp6-echoreply": 129,
  "icmp6-routersolicit": 133,
  "icmp6-routeradvert": 134,
  "icmp6-neighborsolicit": 135,
  "icmp6-neighboradvert": 136,
  "icmp6-redirect": 137,
  "tcp-fin": 1,
  "tcp-syn": 2,
  "tcp-rst": 4,
  "tcp-push": 8,
  "tcp-ack": 16,
  "tcp-urg": 32,
};

/** The value of a number or a named constant of the filter language. */
export function constantOf(word: string): number | undefined {
  if (/^(0x[0-9a-f]+|\d+)$/i.test(word)) return /^0\d+$/.test(word) ? Number.parseInt(word, 8) : Number(word);
  return Object.hasOwn(CONSTANTS, word) ? CONSTANTS[word] : undefined;
}
