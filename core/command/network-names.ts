/** networks(5): the names that /etc/networks of netbase gives to networks. */
import { formatIpv4, type Ipv4 } from "../address/ipv4.ts";

export const NETWORKS: readonly (readonly [name: string, network: string])[] = [
  ["default", "0.0.0.0"],
  ["loopback", "127.0.0.0"],
  ["link-local", "169.254.0.0"],
];

/** getnetbyaddr(3): the name of a network; undefined for one that has none. */
export function nameOfNetwork(network: Ipv4): string | undefined {
  const text = formatIpv4(network);
  return NETWORKS.find((each) => each[1] === text)?.[0];
}

/** getnetbyname(3), as text. */
export function networkNamed(name: string): string | undefined {
  return NETWORKS.find((each) => each[0] === name)?.[1];
}
