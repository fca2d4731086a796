/** Where the layers of a captured packet are, for filters that look into it. */
import { be16 } from "../../wire/bytes.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { LINK_TYPE } from "../pcap-file.ts";

/** Where things are in a packet. Offsets are those of what the filter sees. */
export interface Layers {
  readonly bytes: Uint8Array;
  /** The packet's length, which may be more than was captured. */
  readonly length: number;
  readonly ethernet: boolean;
  /** The first EtherType that the filter sees, and those behind tags. */
  readonly etherTypes: readonly number[];
  readonly vlans: readonly number[];
  /** Where the network layer begins. */
  readonly network: number;
}

/** 802.1Q, 802.1ad, and what was used before that. */
const TAGS: ReadonlySet<number> = new Set([ETHER_TYPE.vlan, ETHER_TYPE.serviceVlan, 0x9100]);
const TAG_LENGTH = 4;

/** Where a link type's header has the EtherType, and where it ends. */
const HEADERS: Readonly<Record<number, { readonly type: number; readonly end: number }>> = {
  [LINK_TYPE.ethernet]: { type: 12, end: 14 },
  [LINK_TYPE.cooked1]: { type: 14, end: 16 },
  [LINK_TYPE.cooked2]: { type: 0, end: 20 },
};

/**
 * Finds the layers of a captured packet.
 *
 * @param live whether it is the kernel that filters: it keeps the outermost tag beside the packet (skb_vlan_untag), where only
 *   `vlan` looks (SKF_AD_VLAN_TAG)
 */
export function layersOf(bytes: Uint8Array, length: number, linkType: number, live: boolean): Layers {
  const ethernet = linkType === LINK_TYPE.ethernet;
  const header = HEADERS[linkType];
  // Without a link layer, the packet itself tells what it is.
  if (!header) {
    const etherType = (bytes[0] ?? 0) >> 4 === 6 ? ETHER_TYPE.ipv6 : ETHER_TYPE.ipv4;
    return { bytes, length, ethernet, etherTypes: [etherType], vlans: [], network: 0 };
  }
  const { type, end } = header;
  const vlans: number[] = [];
  if (live && TAGS.has(be16(bytes, type)) && end + TAG_LENGTH <= bytes.length) {
    vlans.push(be16(bytes, end) & 0xfff);
    bytes = untagged(bytes, type, end);
    length -= TAG_LENGTH;
  }
  let network = end;
  const etherTypes = [be16(bytes, type)];
  while (TAGS.has(etherTypes.at(-1) as number) && network + TAG_LENGTH <= bytes.length) {
    vlans.push(be16(bytes, network) & 0xfff);
    etherTypes.push(be16(bytes, network + 2));
    network += TAG_LENGTH;
  }
  return { bytes, length, ethernet, etherTypes, vlans, network };
}

function untagged(bytes: Uint8Array, type: number, end: number): Uint8Array {
  const bare = new Uint8Array(bytes.length - TAG_LENGTH);
  bare.set(bytes.subarray(0, end));
  bare.set(bytes.subarray(end + 2, end + TAG_LENGTH), type);
  bare.set(bytes.subarray(end + TAG_LENGTH), end);
  return bare;
}

/** `tagged`: how many tags the filter has asked for before. Those that stand in the packet hide what is behind them. */
export function isType({ etherTypes, vlans }: Layers, etherType: number, tagged: number): boolean {
  const beside = vlans.length - etherTypes.length + 1;
  return etherTypes[Math.max(0, tagged - beside)] === etherType && tagged <= vlans.length;
}
