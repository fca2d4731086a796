/** Names for numbers, as /etc/services, /etc/protocols and pcap-filter(7) have them; the ones people meet. */

const PORTS: Readonly<Record<string, number>> = {
  "ftp-data": 20,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  time: 37,
  whois: 43,
  domain: 53,
  bootps: 67,
  bootpc: 68,
  tftp: 69,
  http: 80,
  pop3: 110,
  sunrpc: 111,
  ntp: 123,
  "netbios-ns": 137,
  "netbios-dgm": 138,
  "netbios-ssn": 139,
  imap2: 143,
  snmp: 161,
  "snmp-trap": 162,
  bgp: 179,
  ldap: 389,
  https: 443,
  "microsoft-ds": 445,
  syslog: 514,
  ldaps: 636,
  imaps: 993,
  pop3s: 995,
  "ms-sql-s": 1433,
  mysql: 3306,
  postgresql: 5432,
  mdns: 5353,
  x11: 6000,
  redis: 6379,
  "http-alt": 8080,
};
const PORT_NAMES = new Map(Object.entries(PORTS).map(([name, port]) => [port, name]));
/** Services that run over one of the transports only. */
const ONLY_TCP = new Set([20, 21, 22, 23, 25, 43, 80, 110, 143, 179, 445, 993, 995]);
const ONLY_UDP = new Set([67, 68, 69, 123, 514, 5353]);

/** Undefined when the number has no name for the transport. */
export function portName(port: number, transport: "tcp" | "udp"): string | undefined {
  if (transport === "udp" ? ONLY_TCP.has(port) : ONLY_UDP.has(port)) return undefined;
  return PORT_NAMES.get(port);
}

export function portOf(name: string): number | undefined {
  return Object.hasOwn(PORTS, name) ? PORTS[name] : undefined;
}

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
  58: ["ICMPv6", "ipv6-icmp"],
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
