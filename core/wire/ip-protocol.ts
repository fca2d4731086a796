/** Numbers of what an IP header is followed by: protocols, and extension headers of IPv6 (IANA's protocol numbers; /etc/protocols). */
export const IP_PROTOCOL = {
  hopByHop: 0,
  icmp: 1,
  igmp: 2,
  ipip: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  routing: 43,
  fragment: 44,
  gre: 47,
  icmpv6: 58,
  /** There is nothing behind the header, or what is there is nobody's business. */
  none: 59,
  destinationOptions: 60,
  sctp: 132,
  mpls: 137,
} as const;
