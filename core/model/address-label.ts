/**
 * The labels of addresses, by which a host chooses the one that it sends from (RFC 6724 section 2.1; net/ipv6/addrlabel.c).
 * Those of a namespace are a list, the longest prefix first.
 */
import { type Ipv6, ipv6Words, parseIpv6 } from "../address/ipv6.ts";
import type { Prefix6 } from "../address/prefix.ts";

export interface AddressLabel {
  readonly prefix: Prefix6;
  /** Only for addresses of this device; 0 for those of any. */
  readonly ifindex: number;
  readonly label: number;
}

/** IPV6_ADDR_LABEL_DEFAULT: the label of what no prefix holds. */
const NO_LABEL = 0xffffffff;

function label(address: string, length: number, label: number): AddressLabel {
  return { prefix: { address: parseIpv6(address) as Ipv6, length }, ifindex: 0, label };
}

/** ip6addrlbl_init_table, in the order that it ends up in. */
export const DEFAULT_ADDRESS_LABELS: readonly AddressLabel[] = [
  label("::1", 128, 0),
  label("::", 96, 3),
  label("::ffff:0:0", 96, 4),
  label("2001::", 32, 6),
  label("2001:10::", 28, 7),
  label("3ffe::", 16, 12),
  label("2002::", 16, 2),
  label("fec0::", 10, 11),
  label("fc00::", 7, 5),
  label("::", 0, 1),
];

type Embedding = "mapped" | "compatible" | "loopback" | undefined;

/** ipv6_addr_type, as far as labels ask for it. */
function embeddingOf(words: readonly number[]): Embedding {
  if (words[0] !== 0 || words[1] !== 0 || words[2] !== 0 || words[3] !== 0 || words[4] !== 0) return undefined;
  if (words[5] === 0xffff) return "mapped";
  if (words[5] !== 0 || (words[6] === 0 && words[7] === 0)) return undefined;
  return words[6] === 0 && words[7] === 1 ? "loopback" : "compatible";
}

/** The longest prefix of each kind of address that has another in it (ip6addrlbl_alloc). */
const WHOLE: Readonly<Record<Exclude<Embedding, undefined>, number>> = { mapped: 96, compatible: 96, loopback: 128 };

/** Whether the kernel takes a prefix: none inside of the mapped addresses. */
export function isLabelPrefix({ address, length }: Prefix6): boolean {
  return embeddingOf(ipv6Words(address)) !== "mapped" || length <= 96;
}

interface Compiled extends AddressLabel {
  readonly words: readonly number[];
  readonly embedding: Embedding;
}

const compiled = new WeakMap<readonly AddressLabel[], readonly Compiled[]>();

function compile(labels: readonly AddressLabel[]): readonly Compiled[] {
  const made = labels.map((each) => {
    const words = ipv6Words(each.prefix.address);
    const own = embeddingOf(words);
    return { ...each, words, embedding: own !== undefined && each.prefix.length === WHOLE[own] ? own : undefined };
  });
  compiled.set(labels, made);
  return made;
}

function startsWith(words: readonly number[], prefix: readonly number[], length: number): boolean {
  for (let i = 0; 16 * i < length; i++) {
    const ignored = Math.max(0, 16 * (i + 1) - length);
    if (((words[i] ?? 0) ^ (prefix[i] ?? 0)) >>> ignored !== 0) return false;
  }
  return true;
}

/** __ipv6_addr_label: the label of an address that is looked at on a device. */
export function labelOf(labels: readonly AddressLabel[], address: Ipv6, ifindex: number): number {
  const words = ipv6Words(address);
  const embedding = embeddingOf(words);
  for (const each of compiled.get(labels) ?? compile(labels)) {
    if (each.ifindex !== 0 && each.ifindex !== ifindex) continue;
    if (each.embedding !== undefined && each.embedding !== embedding) continue;
    if (startsWith(words, each.words, each.prefix.length)) return each.label;
  }
  return NO_LABEL;
}

/** __ip6addrlbl_add: longer prefixes first, then those of one device, then the newest; undefined when it is there. */
export function withLabel(labels: readonly AddressLabel[], added: AddressLabel): readonly AddressLabel[] | undefined {
  if (labels.some((each) => isSameLabel(each, added))) return undefined;
  const { length } = added.prefix;
  const at = labels.findIndex(
    ({ prefix, ifindex }) => prefix.length < length || (prefix.length === length && ifindex === 0),
  );
  return at < 0 ? [...labels, added] : labels.toSpliced(at, 0, added);
}

export function isSameLabel(a: Omit<AddressLabel, "label">, b: Omit<AddressLabel, "label">): boolean {
  return a.ifindex === b.ifindex && a.prefix.length === b.prefix.length && a.prefix.address === b.prefix.address;
}
