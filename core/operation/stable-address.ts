/**
 * Addresses made of a secret (RFC 7217; ipv6_generate_stable_address of net/ipv6/addrconf.c): one block of SHA-1 over the secret,
 * the prefix, the address that the hardware was made with, and how many came before and were somebody else's.
 */
import { type Ipv6, ipv6Bytes, ipv6FromBytes } from "../address/ipv6.ts";
import { type Mac, macBytes, ZERO_MAC } from "../address/mac.ts";
import type { Link } from "../model/link.ts";
import { nextRandom } from "../model/runtime.ts";
import type { Transaction } from "./transaction.ts";

/** is_addr_mode_generate_stable. */
export function isStable({ addrGenMode }: Pick<Link, "addrGenMode">): boolean {
  return addrGenMode === "stable_secret" || addrGenMode === "random";
}

/** check_stable_privacy: a link without a secret of its own goes by the one of its namespace's defaults. */
export function secretOf(tx: Transaction, link: Pick<Link, "stableSecret" | "netns">): Ipv6 | undefined {
  return link.stableSecret ?? tx.netns(link.netns).stableSecret;
}

/** ipv6_gen_mode_random_init: in mode `random` a link makes itself a secret, and keeps it. */
function ownSecret(tx: Transaction, link: Link): Ipv6 | undefined {
  if (link.addrGenMode !== "random" || link.stableSecret !== undefined) return secretOf(tx, link);
  const stableSecret = ipv6FromBytes(Uint8Array.from({ length: 16 }, () => nextRandom(tx.runtime, 256)));
  tx.patchLink(link.id, { stableSecret });
  return stableSecret;
}

/**
 * The address of a network of 64 bits that a link's secret makes; undefined without a secret, or where the numbers that one may
 * try (idgen_retries) lead to identifiers that are taken (RFC 5453).
 * @param retry how many others of this link's were duplicates
 */
export function stableAddress(tx: Transaction, id: Link["id"], prefix: Ipv6, retry: number): Ipv6 | undefined {
  const secret = ownSecret(tx, tx.link(id));
  if (secret === undefined) return undefined;
  const block = new Uint8Array(64);
  block.set(ipv6Bytes(secret));
  block.set(ipv6Bytes(prefix).subarray(0, 8), 16);
  block.set(macBytes(permanentMac(tx.link(id))), 24);
  const address = ipv6Bytes(prefix).slice();
  for (let count = retry; count <= idgenRetries(tx, id) || count === retry; count++) {
    block[56] = count;
    address.set(sha1Block(block).subarray(0, 8), 8);
    if (!isReserved(address.subarray(8))) return ipv6FromBytes(address);
  }
  return undefined;
}

/** net.ipv6.idgen_retries. */
export function idgenRetries(tx: Transaction, id: Link["id"]): number {
  return Number(tx.netns(tx.link(id).netns).sysctls["ipv6.idgen_retries"] ?? 3);
}

/** perm_addr: drivers that drew their address by lot have none. */
function permanentMac({ kind, mac, permanentMac: made }: Link): Mac {
  return made ?? (kind.type === "ether" ? mac : ZERO_MAC);
}

/** ipv6_reserved_interfaceid: of routers' anycast, of Ethernet's IANA block, of other anycast addresses. */
function isReserved(id: Uint8Array): boolean {
  const word = (at: number) =>
    (((id[at] ?? 0) << 24) | ((id[at + 1] ?? 0) << 16) | ((id[at + 2] ?? 0) << 8) | (id[at + 3] ?? 0)) >>> 0;
  const [high, low] = [word(0), word(4)];
  if (high === 0 && low === 0) return true;
  if (high === 0x02005eff && (low & 0xff000000) >>> 0 === 0xfe000000) return true;
  return high === 0xfdffffff && (low & 0xffffff80) >>> 0 === 0xffffff80;
}

const rotate = (word: number, by: number) => ((word << by) | (word >>> (32 - by))) >>> 0;

/** The compression of one block of 64 bytes from SHA-1's first state (FIPS 180-4 section 6.1.2): 20 bytes, each word as a PC keeps it. */
function sha1Block(block: Uint8Array): Uint8Array {
  const view = new DataView(block.buffer, block.byteOffset, 64);
  const words = Array.from({ length: 16 }, (_, at) => view.getUint32(at * 4));
  for (let at = 16; at < 80; at++) {
    const [a = 0, b = 0, c = 0, d = 0] = [words[at - 3], words[at - 8], words[at - 14], words[at - 16]];
    words.push(rotate((a ^ b ^ c ^ d) >>> 0, 1));
  }
  const first = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = first;
  for (const [at, word] of words.entries()) {
    const round = Math.floor(at / 20);
    const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const added = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] ?? 0;
    const next = (rotate(a, 5) + (mixed >>> 0) + e + added + word) % 2 ** 32;
    [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
  }
  const digest = new Uint8Array(20);
  const out = new DataView(digest.buffer);
  for (const [at, word] of [a, b, c, d, e].entries()) out.setUint32(at * 4, (word + (first[at] ?? 0)) % 2 ** 32, true);
  return digest;
}
