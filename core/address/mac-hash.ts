/** How the kernel spreads Ethernet addresses over its tables (macvlan_eth_hash of drivers/net/macvlan.c, hash_64 of linux/hash.h). */
import { type Mac, macBytes } from "./mac.ts";

/** GOLDEN_RATIO_64, in halves. */
const GOLDEN_HIGH = 0x61c88646;
const GOLDEN_LOW = 0x80b583eb;

/** The bucket, of 256, that an address is found in: a walk over all of them comes by the buckets. */
export function macBucket(mac: Mac): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = macBytes(mac);
  const low = (b << 8) | a;
  const high = (f << 24) | (e << 16) | (d << 8) | c;
  // The upper half of the product of (high, low << 16) with the golden ratio.
  const carried = Math.floor((low * GOLDEN_LOW) / 0x10000);
  return ((carried + Math.imul(low << 16, GOLDEN_HIGH) + Math.imul(high, GOLDEN_LOW)) >>> 24) & 0xff;
}
