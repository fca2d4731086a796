/** Numbers of what a frame of Ethernet carries (IANA's EtherTypes; linux/if_ether.h). */
export const ETHER_TYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  vlan: 0x8100,
  rarp: 0x8035,
  ipv6: 0x86dd,
  mpls: 0x8847,
  /** The outer of two tags (IEEE 802.1ad). */
  serviceVlan: 0x88a8,
} as const;
