/** What addresses sockets may be bound to (__inet_bind of net/ipv4/af_inet.c, __inet6_bind of net/ipv6/af_inet6.c). */
import { type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import { err, ok, type Result } from "../result.ts";
import { ownerOf6 } from "./own-address6.ts";
import { addressTypeAt } from "./route-output.ts";
import { scope6 } from "./source.ts";
import type { Namespace } from "./view.ts";

/** Addresses of IPv4 that are as good as the host's own: what comes to them is for whoever listens. */
const BINDABLE = ["local", "multicast", "broadcast"];

/**
 * The device that an address of a link ties a socket to, which the zone or what the socket is bound to says (RFC 4007): EINVAL where
 * nothing does.
 */
export function scopedDevice(
  device: string | undefined,
  address: IpAddress | undefined,
  zone: string | undefined,
): Result<string | undefined, Errno> {
  if (typeof address !== "string" || !needsScope(address)) return ok(device);
  if (zone !== undefined && device !== undefined && zone !== device) return err("EINVAL");
  const tied = device ?? zone;
  return tied === undefined ? err("EINVAL") : ok(tied);
}

/** __ipv6_addr_needs_scope_id. */
function needsScope(address: Ipv6): boolean {
  return isIpv6LinkLocal(address) || (isIpv6Multicast(address) && scope6(address) <= 2);
}

/** What bind(2) has against an address: EADDRNOTAVAIL, it is not this host's; EINVAL, a stream goes to no group. */
export function bindError(
  namespace: Namespace,
  device: string | undefined,
  address: IpAddress,
  stream: boolean,
): Errno | undefined {
  const by = device === undefined ? undefined : namespace.byName(device);
  const { nonlocalBind, nonlocalBind6 } = namespace.settings;
  if (typeof address === "number") {
    const fits = address === 0 || nonlocalBind || BINDABLE.includes(addressTypeAt(by ?? namespace.loopback, address));
    return fits ? undefined : "EADDRNOTAVAIL";
  }
  if (isIpv6Multicast(address)) return stream ? "EINVAL" : undefined;
  return nonlocalBind6 || ownerOf6(namespace, address, { device: by }) ? undefined : "EADDRNOTAVAIL";
}

/** What a socket that is bound to an address sends from: from a group or a broadcast address nothing comes (inet_saddr). */
export function sourceOfBound(namespace: Namespace, address: IpAddress | undefined): IpAddress | undefined {
  if (typeof address === "string") return isIpv6Multicast(address) ? undefined : address;
  if (address === undefined) return undefined;
  const type = addressTypeAt(namespace.loopback, address);
  return type === "multicast" || type === "broadcast" ? undefined : address;
}
