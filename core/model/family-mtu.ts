/** How wide a link has to be for a family: one that is too narrow has nothing of it, no settings either. */
import { IFF, type Link } from "./link.ts";

/** RFC 791; inetdev_valid_mtu. */
export const IPV4_MIN_MTU = 68;
/** RFC 8200 section 5. */
export const IPV6_MIN_MTU = 1280;

/** Whether there is an in_device. */
export function hasInet4({ mtu }: Pick<Link, "mtu">): boolean {
  return mtu >= IPV4_MIN_MTU;
}

/** Whether there is an inet6_dev: `lo` keeps its own. */
export function hasInet6({ mtu, flags }: Pick<Link, "mtu" | "flags">): boolean {
  return mtu >= IPV6_MIN_MTU || (flags & IFF.LOOPBACK) !== 0;
}
