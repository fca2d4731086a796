/** Addresses as messages (inet_fill_ifaddr of net/ipv4/devinet.c, inet6_fill_ifaddr of net/ipv6/addrconf.c), and back. */
import type { Ipv4 } from "../../../address/ipv4.ts";
import { IPV6_LOOPBACK, type Ipv6 } from "../../../address/ipv6.ts";
import { familyOf } from "../../../address/prefix.ts";
import { type Inet6Address, type Lifetime, SCOPE } from "../../../model/address.ts";
import type { Link } from "../../../model/link.ts";
import type { AddressSpec } from "../../../operation/address.ts";
import { concat } from "../../../wire/bytes.ts";
import * as nl from "../../../wire/netlink.ts";
import { prefixOf } from "../../names.ts";
import type { Inet } from "../address-print.ts";
import { linksOf, type View } from "../view.ts";
import { AF, ipBytes, ipOf } from "./ip-bytes.ts";

export const RTM_NEWADDR = 20;
const IFADDRMSG = 8;
const IFA = { address: 1, local: 2, label: 3, broadcast: 4, cacheinfo: 6, flags: 8, priority: 9, proto: 11 } as const;
const IFA_F = {
  secondary: 0x01,
  noDad: 0x02,
  dadFailed: 0x08,
  home: 0x10,
  deprecated: 0x20,
  tentative: 0x40,
  permanent: 0x80,
  manageTemporary: 0x100,
  noPrefixRoute: 0x200,
  autoJoin: 0x400,
  stablePrivacy: 0x800,
} as const;
const FOREVER = 0xffffffff;
const STABLE = "stable-privacy";

function seconds(lifetime: Lifetime, nowMicros: number): number {
  if (lifetime === "forever") return FOREVER;
  return Math.max(0, lifetime.seconds - Math.floor((nowMicros - lifetime.atMicros) / 1_000_000));
}

function flagsOf({ family, address }: Inet): number {
  if (family === "inet")
    return (
      (address.secondary ? IFA_F.secondary : 0) |
      (address.valid === "forever" ? IFA_F.permanent : 0) |
      (address.noPrefixRoute ? IFA_F.noPrefixRoute : 0) |
      (address.autoJoin ? IFA_F.autoJoin : 0)
    );
  const marks = address.marks ?? [];
  return (
    (marks.includes("temporary") ? IFA_F.secondary : 0) |
    (address.noDad ? IFA_F.noDad : 0) |
    (address.dadFailed ? IFA_F.dadFailed : 0) |
    (address.deprecated ? IFA_F.deprecated : 0) |
    (address.tentative ? IFA_F.tentative : 0) |
    (address.permanent ? IFA_F.permanent : 0) |
    (address.noPrefixRoute ? IFA_F.noPrefixRoute : 0) |
    (marks.includes("home") ? IFA_F.home : 0) |
    (marks.includes("mngtmpaddr") ? IFA_F.manageTemporary : 0) |
    (marks.includes("autojoin") ? IFA_F.autoJoin : 0) |
    (marks.includes("stable-privacy") ? IFA_F.stablePrivacy : 0)
  );
}

/** IFAPROT_KERNEL_LO, IFAPROT_KERNEL_LL: what the kernel makes by itself. */
function protocolOf({ local, scope }: Inet6Address): number {
  return local === IPV6_LOOPBACK ? 1 : scope === SCOPE.link ? 2 : 0;
}

/** The body of a message. When an address was made and changed is not known: both are said to be now. */
export function emitAddress({ runtime }: View, link: Link, inet: Inet): Uint8Array {
  const { address } = inet;
  const flags = flagsOf(inet);
  const header = concat(
    Uint8Array.of(inet.family === "inet" ? AF.inet : AF.inet6, address.prefixLength, flags & 255, address.scope),
    nl.u32(link.ifindex),
  );
  const parts: Uint8Array[] = [];
  const add = (type: number, payload: Uint8Array) => void parts.push(nl.attribute(type, payload));
  const now = nl.u32(Math.floor(runtime.nowMicros / 10_000));
  const cacheinfo = () =>
    add(
      IFA.cacheinfo,
      concat(
        nl.u32(seconds(address.preferred, runtime.nowMicros)),
        nl.u32(seconds(address.valid, runtime.nowMicros)),
        now,
        now,
      ),
    );
  const priority = () => address.metric !== 0 && add(IFA.priority, nl.u32(address.metric));
  const proto = () => {
    const number = address.proto || (inet.family === "inet6" ? protocolOf(inet.address) : 0);
    if (number !== 0) add(IFA.proto, nl.u8(number));
  };
  if (inet.family === "inet") {
    add(IFA.address, ipBytes(inet.address.peer));
    add(IFA.local, ipBytes(inet.address.local));
    if (inet.address.broadcast !== undefined) add(IFA.broadcast, ipBytes(inet.address.broadcast));
    add(IFA.label, nl.string(inet.address.label));
    proto();
    add(IFA.flags, nl.u32(flags));
    priority();
    cacheinfo();
  } else {
    if (inet.address.peer !== undefined) {
      add(IFA.local, ipBytes(inet.address.local));
      add(IFA.address, ipBytes(inet.address.peer));
    } else add(IFA.address, ipBytes(inet.address.local));
    priority();
    cacheinfo();
    add(IFA.flags, nl.u32(flags));
    proto();
  }
  return concat(header, ...parts);
}

export interface AddressMessage {
  readonly ifindex: number;
  readonly inet: Inet;
  /** As it would be asked for again; undefined where the device is not here. */
  readonly spec: AddressSpec | undefined;
}

/** Undefined for what is no address of IPv4 or IPv6. */
export function parseAddress(view: View, body: Uint8Array): AddressMessage | undefined {
  const [af, prefixLength = 0, shortFlags = 0, scope = 0] = body;
  const attrs = nl.attributes(body.subarray(IFADDRMSG));
  const peer = ipOf(attrs.get(IFA.address));
  const local = ipOf(attrs.get(IFA.local)) ?? peer;
  if (body.length < IFADDRMSG || local === undefined || (familyOf(local) === "inet" ? AF.inet : AF.inet6) !== af)
    return undefined;
  const ifindex = nl.read(body, 4, 4);
  const device = linksOf(view).find((link) => link.ifindex === ifindex)?.name;
  const flags = nl.numberOf(attrs.get(IFA.flags)) ?? shortFlags;
  const has = (flag: keyof typeof IFA_F) => (flags & IFA_F[flag]) !== 0;
  const cache = attrs.get(IFA.cacheinfo);
  const lifetime = (at: number): number => (cache ? nl.read(cache, at, 4) : FOREVER);
  const asLifetime = (left: number): Lifetime =>
    left === FOREVER ? "forever" : { seconds: left, atMicros: view.runtime.nowMicros };
  const common = {
    prefixLength,
    scope,
    noPrefixRoute: has("noPrefixRoute"),
    metric: nl.numberOf(attrs.get(IFA.priority)) ?? 0,
    proto: nl.numberOf(attrs.get(IFA.proto)) ?? 0,
    valid: asLifetime(lifetime(4)),
    preferred: asLifetime(lifetime(0)),
  };
  const label = nl.stringOf(attrs.get(IFA.label)) ?? "";
  const broadcast = ipOf(attrs.get(IFA.broadcast)) as Ipv4 | undefined;
  const marks = (["secondary", "home", "manageTemporary", "autoJoin", "stablePrivacy"] as const).filter(has);
  const words = {
    secondary: "temporary",
    home: "home",
    manageTemporary: "mngtmpaddr",
    autoJoin: "autojoin",
    stablePrivacy: STABLE,
  } as const;
  const inet: Inet =
    typeof local === "number"
      ? {
          family: "inet",
          address: { ...common, local, peer: peer as Ipv4, broadcast, label, secondary: has("secondary") },
        }
      : {
          family: "inet6",
          address: {
            ...common,
            local: local as Ipv6,
            peer: peer === local ? undefined : (peer as Ipv6),
            tentative: has("tentative"),
            dadFailed: has("dadFailed"),
            noDad: has("noDad"),
            deprecated: has("deprecated"),
            permanent: has("permanent"),
            ...(marks.length > 0 && { marks: marks.map((mark) => words[mark]) }),
          },
        };
  const lasts = lifetime(4);
  const spec: AddressSpec | undefined =
    device === undefined
      ? undefined
      : {
          device,
          local: prefixOf(local, prefixLength),
          ...(peer !== undefined && peer !== local && { peer: prefixOf(peer, prefixLength) }),
          ...(broadcast !== undefined && { broadcast }),
          ...(inet.family === "inet" && { label, scope }),
          ...(lasts !== FOREVER && { validSeconds: lasts, preferredSeconds: lifetime(0) }),
          metric: common.metric,
          proto: common.proto,
          noPrefixRoute: common.noPrefixRoute,
          ...(inet.family === "inet6" && {
            noDad: has("noDad"),
            ...(has("home") && { homeAddress: true }),
            ...(has("manageTemporary") && { manageTemporary: true }),
          }),
          ...(has("autoJoin") && { autoJoin: true }),
        };
  return { ifindex, inet, spec };
}
