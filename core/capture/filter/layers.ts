/** Where the layers of a captured packet are, for filters that look into it. */
import { be16 } from "../../wire/bytes.ts";
import { LINK_TYPE } from "../pcap-file.ts";

/** Where things are in a packet. Offsets are those of what was captured. */
export interface Layers {
  readonly bytes: Uint8Array;
  /** The packet's length, which may be more than was captured. */
  readonly length: number;
  readonly ethernet: boolean;
  readonly etherType: number;
  readonly vlans: readonly number[];
  /** Where the network layer begins. */
  readonly network: number;
}

export const IPV4 = 0x0800;
export const IPV6 = 0x86dd;
export const ARP = 0x0806;
export const RARP = 0x8035;
const VLAN = 0x8100;

/** Finds the layers of a captured packet. A VLAN tag is looked through only by filters that ask for it. */
export function layersOf(bytes: Uint8Array, length: number, linkType: number): Layers {
  const ethernet = linkType === LINK_TYPE.ethernet;
  // Without a link layer, the packet itself tells what it is.
  const bare = linkType === LINK_TYPE.raw;
  let network = bare ? 0 : ethernet ? 14 : linkType === LINK_TYPE.cooked1 ? 16 : 20;
  let etherType = bare
    ? (bytes[0] ?? 0) >> 4 === 6
      ? IPV6
      : IPV4
    : be16(bytes, linkType === LINK_TYPE.cooked2 ? 0 : network - 2);
  const vlans: number[] = [];
  while (etherType === VLAN && network + 4 <= bytes.length) {
    vlans.push(be16(bytes, network) & 0xfff);
    etherType = be16(bytes, network + 2);
    network += 4;
  }
  return { bytes, length, ethernet, etherType, vlans, network };
}

/** `tagged`: how many tags the filter has asked for before; without, tagged packets are no IP packets to it. */
export function isType(layers: Layers, etherType: number, tagged: number): boolean {
  return layers.etherType === etherType && layers.vlans.length === tagged;
}
