/** Router advertisements (RFC 4861 section 4.2) and their options: RFC 4191 (routes), RFC 8106 (name servers). */
import { type Ipv6, ipv6Bytes, ipv6FromBytes } from "../address/ipv6.ts";
import { macBytes, macFromBytes } from "../address/mac.ts";
import { be16, be32, put16, put32 } from "./bytes.ts";
import type { RouterAdvertisement, RouterOption, RouterPreference } from "./frame.ts";

const HEADER = 16;
const SOURCE_LINK = 1;
const PREFIX = 3;
const MTU = 5;
const ROUTE = 24;
const RDNSS = 25;
const DNSSL = 31;

/** RFC 4191 section 2.1; the fourth value is to be taken for medium. */
const PREFERENCES: readonly RouterPreference[] = ["medium", "high", "medium", "low"];
const PREFERENCE_BITS: Readonly<Record<RouterPreference, number>> = { medium: 0, high: 1, low: 3 };

/** Undefined when an option has no length or does not end (RFC 4861 section 6.1.2). Unknown options are passed over. */
export function parseRouterAdvertisement(bytes: Uint8Array): RouterAdvertisement | undefined {
  if (bytes.length < HEADER) return undefined;
  const options: RouterOption[] = [];
  for (let at = HEADER; at < bytes.length; ) {
    const length = 8 * (bytes[at + 1] ?? 0);
    if (length === 0 || at + length > bytes.length) return undefined;
    const option = parseOption(bytes.subarray(at, at + length));
    if (option) options.push(option);
    at += length;
  }
  const flags = bytes[5] ?? 0;
  return {
    kind: "icmpv6",
    type: "router-advertisement",
    hopLimit: bytes[4] ?? 0,
    managed: (flags & 0x80) !== 0,
    other: (flags & 0x40) !== 0,
    homeAgent: (flags & 0x20) !== 0,
    preference: PREFERENCES[(flags >> 3) & 3] as RouterPreference,
    lifetimeSeconds: be16(bytes, 6),
    reachableMillis: be32(bytes, 8),
    retransmitMillis: be32(bytes, 12),
    options,
  };
}

function parseOption(bytes: Uint8Array): RouterOption | undefined {
  const address = (at: number): Ipv6 => {
    const whole = new Uint8Array(16);
    whole.set(bytes.subarray(at, at + 16));
    return ipv6FromBytes(whole);
  };
  switch (bytes[0]) {
    case SOURCE_LINK:
      return { kind: "sourceLink", mac: macFromBytes(bytes.subarray(2, 8)) };
    case MTU:
      return { kind: "mtu", mtu: be32(bytes, 4) };
    case PREFIX: {
      const flags = bytes[3] ?? 0;
      return {
        kind: "prefix",
        prefix: address(16),
        length: bytes[2] ?? 0,
        onLink: (flags & 0x80) !== 0,
        autonomous: (flags & 0x40) !== 0,
        routerAddress: (flags & 0x20) !== 0,
        validSeconds: be32(bytes, 4),
        preferredSeconds: be32(bytes, 8),
      };
    }
    case ROUTE:
      return {
        kind: "route",
        prefix: address(8),
        length: bytes[2] ?? 0,
        preference: PREFERENCES[((bytes[3] ?? 0) >> 3) & 3] as RouterPreference,
        lifetimeSeconds: be32(bytes, 4),
      };
    case RDNSS: {
      const servers: Ipv6[] = [];
      for (let at = 8; at + 16 <= bytes.length; at += 16) servers.push(address(at));
      return { kind: "rdnss", lifetimeSeconds: be32(bytes, 4), servers };
    }
    case DNSSL:
      return { kind: "dnssl", lifetimeSeconds: be32(bytes, 4), domains: parseDomains(bytes.subarray(8)) };
    default:
      return undefined;
  }
}

/** Names as in RFC 1035 section 3.1: labels behind their lengths, each name ended by a zero. */
export function parseDomains(bytes: Uint8Array): string[] {
  const domains: string[] = [];
  let labels: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at++] ?? 0;
    if (length > 0) labels.push(String.fromCharCode(...bytes.subarray(at, at + length)));
    else if (labels.length > 0) {
      domains.push(labels.join("."));
      labels = [];
    }
    at += length;
  }
  return domains;
}

/** Without its checksum. */
export function emitRouterAdvertisement(message: RouterAdvertisement): Uint8Array {
  const options = message.options.map(emitOption);
  const bytes = new Uint8Array(routerAdvertisementLength(message));
  bytes[4] = message.hopLimit;
  bytes[5] =
    (message.managed ? 0x80 : 0) |
    (message.other ? 0x40 : 0) |
    (message.homeAgent ? 0x20 : 0) |
    (PREFERENCE_BITS[message.preference] << 3);
  put16(bytes, 6, message.lifetimeSeconds);
  put32(bytes, 8, message.reachableMillis);
  put32(bytes, 12, message.retransmitMillis);
  let at = HEADER;
  for (const option of options) {
    bytes.set(option, at);
    at += option.length;
  }
  return bytes;
}

export function routerAdvertisementLength({ options }: RouterAdvertisement): number {
  return options.reduce((sum, option) => sum + optionLength(option), HEADER);
}

function optionLength(option: RouterOption): number {
  switch (option.kind) {
    case "sourceLink":
    case "mtu":
      return 8;
    case "prefix":
      return 32;
    case "route":
      // A shorter one would do for most prefixes; radvd always sends the whole.
      return 24;
    case "rdnss":
      return 8 + 16 * option.servers.length;
    case "dnssl": {
      const names = option.domains.reduce((sum, domain) => sum + domain.length + 2, 0);
      return 8 + 8 * Math.ceil(names / 8);
    }
  }
}

function emitOption(option: RouterOption): Uint8Array {
  const bytes = new Uint8Array(optionLength(option));
  bytes[1] = bytes.length / 8;
  switch (option.kind) {
    case "sourceLink":
      bytes[0] = SOURCE_LINK;
      bytes.set(macBytes(option.mac), 2);
      return bytes;
    case "mtu":
      bytes[0] = MTU;
      put32(bytes, 4, option.mtu);
      return bytes;
    case "prefix":
      bytes[0] = PREFIX;
      bytes[2] = option.length;
      bytes[3] = (option.onLink ? 0x80 : 0) | (option.autonomous ? 0x40 : 0) | (option.routerAddress ? 0x20 : 0);
      put32(bytes, 4, option.validSeconds);
      put32(bytes, 8, option.preferredSeconds);
      bytes.set(ipv6Bytes(option.prefix), 16);
      return bytes;
    case "route":
      bytes[0] = ROUTE;
      bytes[2] = option.length;
      bytes[3] = PREFERENCE_BITS[option.preference] << 3;
      put32(bytes, 4, option.lifetimeSeconds);
      bytes.set(ipv6Bytes(option.prefix), 8);
      return bytes;
    case "rdnss":
      bytes[0] = RDNSS;
      put32(bytes, 4, option.lifetimeSeconds);
      for (const [i, server] of option.servers.entries()) bytes.set(ipv6Bytes(server), 8 + 16 * i);
      return bytes;
    case "dnssl": {
      bytes[0] = DNSSL;
      put32(bytes, 4, option.lifetimeSeconds);
      let at = 8;
      for (const domain of option.domains) {
        for (const label of domain.split(".")) {
          bytes[at++] = label.length;
          for (let i = 0; i < label.length; i++) bytes[at++] = label.charCodeAt(i);
        }
        at++;
      }
      return bytes;
    }
  }
}
