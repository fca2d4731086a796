/** The vocabulary of capture filters, and how a filter falls into words (libpcap's scanner.l). */
import { LINK_TYPE } from "../pcap-file.ts";

/** Why a filter is not taken, in libpcap's words. */
export class Refused {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Protocols above IP by their numbers. */
export const TRANSPORTS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  igrp: 9,
  udp: 17,
  esp: 50,
  ah: 51,
  icmp6: 58,
  pim: 103,
  carp: 112,
  vrrp: 112,
  sctp: 132,
};
/** Real, and not modelled. */
export const REFUSED = new Set([
  "aarp",
  "atalk",
  "decnet",
  "geneve",
  "ipx",
  "iso",
  "clnp",
  "isis",
  "lat",
  "moprc",
  "mopdl",
  "netbeui",
  "pppoed",
  "pppoes",
  "gateway",
  "ifname",
  "on",
  "inbound",
  "outbound",
  "dir",
  "subtype",
]);

/** As messages call link layers without VLANs. */
export const LINK_NAMES: Readonly<Record<number, string>> = {
  [LINK_TYPE.raw]: "Raw IP",
  [LINK_TYPE.cooked1]: "Linux cooked v1",
  [LINK_TYPE.cooked2]: "Linux cooked v2",
};

export const PROTOS = new Set([
  "ether",
  "ip",
  "ip6",
  "arp",
  "rarp",
  "link",
  "wlan",
  "fddi",
  "tr",
  "stp",
  "llc",
  ...Object.keys(TRANSPORTS),
]);
/** Other names of the link layer. */
export const LINKS = new Set(["link", "wlan", "fddi", "tr"]);
export const TYPES = new Set(["host", "net", "port", "portrange", "proto", "protochain"]);
export const RESERVED = new Set([
  "and",
  "or",
  "not",
  "len",
  "mask",
  "src",
  "dst",
  "broadcast",
  "multicast",
  ...PROTOS,
  ...TYPES,
]);

/** Words may hold colons and dashes (addresses, icmp-echo); inside brackets a colon parts offset from size. */
export function filterWords(text: string): readonly string[] {
  let depth = 0;
  return [...text.matchAll(/[[\]]|[^[\]]+/g)].flatMap(([part]) => {
    if (part === "[" || part === "]") {
      depth += part === "[" ? 1 : -1;
      return [part];
    }
    return (
      part.match(
        depth > 0 ? /<<|>>|icmp6?-\w+|tcp-\w+|[\w]+|\S/g : /<<|>>|<=|>=|!=|==|&&|\|\||[\w.:\\]+(?:-\w+)*|\S/g,
      ) ?? []
    );
  });
}
