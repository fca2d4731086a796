/**
 * The IPv6 addresses that tunnels over IPv4 have of themselves (add_v4_addrs and addrconf_ifid_gre of net/ipv6/addrconf.c).
 */
import { type Ipv4, ipv4Network } from "../address/ipv4.ts";
import { type Ipv6, ipv6FromBytes } from "../address/ipv6.ts";
import { type Inet6Address, SCOPE } from "../model/address.ts";
import { IFF, isUp, type Link } from "../model/link.ts";
import type { Tunnel } from "../model/tunnel.ts";
import { newAddress6 } from "./inet6.ts";
import type { Transaction } from "./transaction.ts";

/** Takes the identifier that ISATAP makes of its own end (RFC 5214), where others take that of every IPv4 address. */
export function isIsatap({ type, local }: Tunnel): boolean {
  return type === "ipip" || (type === "gre" && local !== 0);
}

/** The addresses that a tunnel takes when it comes up, where `addrgenmode` is no secret. */
export function addressesOfTunnel(tx: Transaction, link: Link, tunnel: Tunnel): Inet6Address[] {
  if (!isIsatap(tunnel)) return addressesOfIpv4(tx, link, tunnel);
  if (tunnel.local === 0 || link.addrGenMode === "none") return [];
  return [newAddress6(isatapAddress(tunnel.local), 64, SCOPE.link)];
}

/** add_v4_addrs: of the own end or, without one, of each address that the host has. */
function addressesOfIpv4(tx: Transaction, link: Link, tunnel: Tunnel): Inet6Address[] {
  const compatible = tunnel.type === "sit" && (link.flags & IFF.POINTOPOINT) === 0;
  if (!compatible && link.addrGenMode === "none") return [];
  const made = (address: Ipv4, scope: number) => {
    const bytes = [...(compatible ? [0, 0] : [0xfe, 0x80]), ...ZEROS, ...octets(address)];
    return newAddress6(ipv6FromBytes(bytes), compatible ? 96 : 64, scope);
  };
  const wide = compatible ? SCOPE.global : SCOPE.link;
  if (tunnel.local !== 0) return [made(tunnel.local, wide)];
  const addresses: Inet6Address[] = [];
  for (const other of tx.linksOf(link.netns)) {
    if (!isUp(other)) continue;
    for (const { local, scope } of other.inet) {
      if (scope === SCOPE.link || (scope >= SCOPE.host && link.flags & IFF.POINTOPOINT)) continue;
      addresses.push(made(local, scope >= SCOPE.host ? SCOPE.host : wide));
    }
  }
  return addresses;
}

const ZEROS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

function octets(address: Ipv4): number[] {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);
}

/** __ipv6_isatap_ifid (RFC 5214 section 6.1): an address that is not the only one of its kind says so. */
function isatapAddress(address: Ipv4): Ipv6 {
  const own = NOT_UNIQUE.some(([prefix, length]) => ipv4Network(address, length) === prefix);
  return ipv6FromBytes([0xfe, 0x80, 0, 0, 0, 0, 0, 0, own ? 0 : 2, 0, 0x5e, 0xfe, ...octets(address)]);
}

const NOT_UNIQUE: readonly (readonly [prefix: number, length: number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000200, 24],
  [0xc0586300, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xe0000000, 4],
  [0xffffffff, 32],
];
