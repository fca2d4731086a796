/** Which IPv6 addresses are a namespace's own, as the paths of packets ask it (ipv6_chk_addr_and_flags of net/ipv6/addrconf.c). */
import { type Ipv6, isIpv6LinkLocal } from "../address/ipv6.ts";
import type { Device, Namespace } from "./view.ts";

/** What is known of who asks: the device in whose domain (VRF) and on whose link it asks, and what counts. */
interface Near {
  readonly device?: Device | undefined;
  /** Addresses that are not known to be unique yet count too. */
  readonly tentative?: boolean;
  /** The address must be the device's own. */
  readonly strict?: boolean;
}

/** The device that has the address; one of the link's own scope counts on the link that it is asked on alone. */
export function ownerOf6(
  { devices }: Namespace,
  address: Ipv6,
  { device, tentative = false, strict = isIpv6LinkLocal(address) }: Near,
): Device | undefined {
  const domain = device?.l3master;
  return devices.find(
    (each) =>
      (!strict || !device || each === device) &&
      each.link.inet6.some((own) => own.local === address && (tentative || !own.tentative)) &&
      each.l3master === domain,
  );
}
