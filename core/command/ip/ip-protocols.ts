/** The protocols of IP by name, as /etc/protocols of Debian has them (getprotobyname). */

/** `name number` or `name number alias` where the alias is not the name in capitals. */
const TABLE = `ip 0|hopopt 0|icmp 1|igmp 2|ggp 3|ipencap 4 IP-ENCAP|st 5|tcp 6|egp 8|igp 9|pup 12|udp 17|hmp 20|xns-idp 22|rdp 27
|iso-tp4 29|dccp 33|xtp 36|ddp 37|idpr-cmtp 38|ipv6 41 IPv6|ipv6-route 43 IPv6-Route|ipv6-frag 44 IPv6-Frag|idrp 45|rsvp 46
|gre 47|esp 50 IPSEC-ESP|ah 51 IPSEC-AH|skip 57|ipv6-icmp 58 IPv6-ICMP|ipv6-nonxt 59 IPv6-NoNxt|ipv6-opts 60 IPv6-Opts
|rspf 73|vmtp 81|eigrp 88|ospf 89 OSPFIGP|ax.25 93|ipip 94|etherip 97|encap 98|pim 103|ipcomp 108|vrrp 112|l2tp 115|isis 124
|sctp 132|fc 133|mobility-header 135 Mobility-Header|udplite 136 UDPLite|mpls-in-ip 137 MPLS-in-IP|manet 138|hip 139
|shim6 140 Shim6|wesp 141|rohc 142|ethernet 143 Ethernet`;

const NUMBERS = new Map<string, number>();
const NAMES = new Map<number, string>();
for (const line of TABLE.split("|")) {
  const [name = "", number, alias] = line.trim().split(" ");
  NUMBERS.set(name, Number(number));
  NUMBERS.set(alias ?? name.toUpperCase(), Number(number));
  if (!NAMES.has(Number(number))) NAMES.set(Number(number), name);
}

/** The number of a protocol's name or alias; case matters. */
export function ipProtocolNamed(name: string): number | undefined {
  return NUMBERS.get(name);
}

/** The name of a protocol's number, where it has one. */
export function ipProtocolName(number: number): string | undefined {
  return NAMES.get(number);
}
