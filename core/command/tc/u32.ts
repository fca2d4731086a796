/** `u32`: words of a packet by their offsets (tc/f_u32.c of iproute2). Marks are refused by name. */
import { ipv4Mask } from "../../address/ipv4.ts";
import { IPV6_ANY, ipv6Words } from "../../address/ipv6.ts";
import type { U32Key } from "../../model/filter.ts";
import type { U32Request } from "../../operation/filter.ts";
import { type Args, matches, parseInteger, parseUnsigned } from "../args.ts";
import { readPrefix } from "../names.ts";

/** Words of `ip` and `ip6` that are numbers: how wide, and where. */
const IP: Readonly<Record<string, readonly [bits: 8 | 16, offset: number]>> = {
  tos: [8, 1],
  dsfield: [8, 1],
  precedence: [8, 1],
  ihl: [8, 0],
  protocol: [8, 9],
  dport: [16, 22],
  sport: [16, 20],
  icmp_type: [8, 20],
  icmp_code: [8, 21],
};
const IP6: Readonly<Record<string, readonly [bits: 8 | 16, offset: number]>> = {
  protocol: [8, 6],
  dport: [16, 42],
  sport: [16, 40],
  icmp_type: [8, 40],
  icmp_code: [8, 41],
};
/** Flags of the fragment word: value and mask. */
const FRAGMENTS: Readonly<Record<string, readonly [number, number]>> = {
  nofrag: [0, 0x3fff],
  firstfrag: [0x2000, 0x3fff],
  df: [0x4000, 0x4000],
  mf: [0x2000, 0x2000],
};

/** pack_key: bits of the same word come together; false where they contradict one another. */
function pack(keys: U32Key[], value: number, mask: number, offset: number): boolean {
  const at = keys.findIndex((key) => key.offset === offset);
  const known = keys[at];
  const wanted = (value & mask) >>> 0;
  if (!known) {
    keys.push({ value: wanted, mask: mask >>> 0, offset });
    return true;
  }
  if (((wanted ^ known.value) & mask & known.mask) !== 0) return false;
  keys[at] = { value: (known.value | wanted) >>> 0, mask: (known.mask | mask) >>> 0, offset };
  return true;
}

function packBits(keys: U32Key[], bits: 8 | 16, value: number, mask: number, offset: number): boolean {
  const shift = 32 - bits - 8 * (offset & 3);
  if (value >= 2 ** bits || mask >= 2 ** bits || shift < 0) return false;
  return pack(keys, value << shift, mask << shift, offset & ~3);
}

function hex(text: string): number | undefined {
  return /^(0x)?[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}

function at(args: Args, offset: number): number | undefined {
  if (args.peek !== "at") return offset;
  args.take();
  return parseInteger(args.value());
}

/** A number, its mask, and perhaps another place. */
function numbers(args: Args, keys: U32Key[], bits: 8 | 16 | 32, offset: number): boolean {
  const value = parseUnsigned(args.take());
  const mask = hex(args.take());
  const place = at(args, offset);
  if (value === undefined || mask === undefined || place === undefined || place < 0) return false;
  if (bits === 32) return place % 4 === 0 && pack(keys, value, mask, place);
  return packBits(keys, bits, value, mask, place);
}

/** get_prefix_1: no address at all. */
const ANYWHERE = ["default", "any", "all"];

function prefix4(args: Args, keys: U32Key[], offset: number): boolean {
  const word = args.take();
  const prefix = ANYWHERE.includes(word) ? { address: 0, length: 0 } : readPrefix(word, "inet");
  if (typeof prefix?.address !== "number") return false;
  const place = at(args, offset);
  return place !== undefined && pack(keys, prefix.address, ipv4Mask(prefix.length), place);
}

function prefix6(args: Args, keys: U32Key[], offset: number): boolean {
  const word = args.take();
  const prefix = ANYWHERE.includes(word) ? { address: IPV6_ANY, length: 0 } : readPrefix(word, "inet6");
  if (typeof prefix?.address !== "string") return false;
  const place = at(args, offset);
  if (place === undefined) return false;
  const { address, length: bits } = prefix;
  const words = ipv6Words(address);
  for (let i = 0; i < 4 && i * 32 < bits; i++) {
    const left = Math.min(32, bits - i * 32);
    const value = (((words[2 * i] ?? 0) << 16) | (words[2 * i + 1] ?? 0)) >>> 0;
    if (!pack(keys, value, (0xffffffff << (32 - left)) >>> 0, place + 4 * i)) return false;
  }
  return true;
}

/** parse_selector: what stands behind `match`. */
export function parseSelector(args: Args, keys: U32Key[]): void {
  if (!args.more) args.value();
  const kind = args.take();
  let fits = false;
  if (matches(kind, "u32")) fits = numbers(args, keys, 32, 0);
  else if (matches(kind, "u16")) fits = numbers(args, keys, 16, 0);
  else if (matches(kind, "u8")) fits = numbers(args, keys, 8, 0);
  else if (matches(kind, "ip") || matches(kind, "ip6")) {
    const six = !matches(kind, "ip");
    const word = args.take();
    const known = six ? IP6[word] : IP[word];
    if (word === "src" || word === "dst")
      fits = six ? prefix6(args, keys, word === "src" ? 8 : 24) : prefix4(args, keys, word === "src" ? 12 : 16);
    else if (!six && Object.hasOwn(FRAGMENTS, word)) {
      const [value, mask] = FRAGMENTS[word] as readonly [number, number];
      fits = packBits(keys, 16, value, mask, 6);
    } else if (known && Object.hasOwn(six ? IP6 : IP, word)) fits = numbers(args, keys, ...known);
    else if (six && (word === "priority" || word === "flowlabel")) args.unmodelled("tc filter: u32 match ip6", word);
  } else if (["udp", "tcp", "icmp", "mark", "ether"].some((word) => matches(kind, word)))
    args.unmodelled("tc filter: u32 match", kind);
  if (!fits) args.refuse(1, 'Illegal "match"\n');
}

export function renderKeys({ keys, selected }: U32Request): readonly string[] {
  if (selected) return ["match", "ip6", "dst", "any"];
  return keys.flatMap(({ value, mask, offset }) => [
    ...["match", "u32", `0x${value.toString(16)}`, `0x${mask.toString(16)}`, "at", String(offset)],
  ]);
}
