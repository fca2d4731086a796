/** Addresses of one network, given out one by one (libnetwork's ipam: the lowest that is free). */
import { formatIpv4, type Ipv4, ipv4Broadcast, ipv4Network, parseIpv4 } from "../../core/address/ipv4.ts";

export interface Subnet {
  /** The network's own address. */
  readonly network: Ipv4;
  readonly length: number;
}

/** `10.1.0.5/24` as the network that it lies in; undefined for what is no prefix. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = "", length = "", more] = text.split("/");
  const parsed = parseIpv4(address);
  if (parsed === undefined || more !== undefined || !/^\d{1,2}$/.test(length) || Number(length) > 32) return undefined;
  return { network: ipv4Network(parsed, Number(length)), length: Number(length) };
}

export function formatSubnet({ network, length }: Subnet): string {
  return `${formatIpv4(network)}/${length}`;
}

export function liesIn(address: Ipv4, { network, length }: Subnet): boolean {
  return ipv4Network(address, length) === network;
}

export function overlap(one: Subnet, other: Subnet): boolean {
  return liesIn(one.network, other) || liesIn(other.network, one);
}

export class AddressPool {
  readonly subnet: Subnet;
  readonly #range: Subnet;
  readonly #taken = new Set<Ipv4>();

  /** @param range where addresses that nobody asked for come from: all of the subnet, or `--ip-range` */
  constructor(subnet: Subnet, range: Subnet = subnet) {
    this.subnet = subnet;
    this.#range = range;
    this.#taken.add(subnet.network).add(ipv4Broadcast(subnet.network, subnet.length));
  }

  /** The one that is wanted, or the lowest that is free; undefined when there is none. */
  request(wanted?: Ipv4): Ipv4 | undefined {
    if (wanted !== undefined) {
      if (this.#taken.has(wanted)) return undefined;
      this.#taken.add(wanted);
      return wanted;
    }
    const last = ipv4Broadcast(this.#range.network, this.#range.length);
    for (let address = this.#range.network; address <= last; address = (address + 1) as Ipv4) {
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      return address;
    }
    return undefined;
  }

  release(address: Ipv4): void {
    this.#taken.delete(address);
  }
}

/** Where networks come from whose subnet nobody chose (ipamutils.GetLocalScopeDefaultNetworks). */
const PREDEFINED: readonly Subnet[] = [
  ...Array.from({ length: 15 }, (_, at) => `172.${17 + at}.0.0/16`),
  ...Array.from({ length: 16 }, (_, at) => `192.168.${16 * at}.0/20`),
].map((text) => parseSubnet(text) as Subnet);

/** Hands the predefined subnets out in a circle, from behind the one that was handed out last. */
export class PredefinedSubnets {
  #next = 0;

  take(isFree: (subnet: Subnet) => boolean): Subnet | undefined {
    for (let step = 0; step < PREDEFINED.length; step++) {
      const at = (this.#next + step) % PREDEFINED.length;
      const subnet = PREDEFINED[at] as Subnet;
      if (!isFree(subnet)) continue;
      this.#next = (at + 1) % PREDEFINED.length;
      return subnet;
    }
    return undefined;
  }
}
