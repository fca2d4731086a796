/**
 * `ip addr add`, `change`, `replace` and `del` (inet_rtm_newaddr and inet_rtm_deladdr of net/ipv4/devinet.c,
 * inet6_rtm_newaddr and inet6_rtm_deladdr of net/ipv6/addrconf.c).
 */

import { type Ipv4, ipv4Network, isIpv4Loopback } from "../address/ipv4.ts";
import { IPV6_ANY, IPV6_LOOPBACK, type Ipv6, isIpv6Multicast } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import { type Inet4Address, type Inet6Address, type Lifetime, SCOPE } from "../model/address.ts";
import { hasInet4, hasInet6, IPV6_MIN_MTU } from "../model/family-mtu.ts";
import { IFF, isUp, type Link } from "../model/link.ts";
import type { AddressAdd, AddressDelete, AddressSpec } from "./address.ts";
import { conf6 } from "./conf.ts";
import { joinGroup, leaveGroup } from "./group-membership.ts";
import { tellGroups6 } from "./group-reports.ts";
import { changeMetric4, deleteAddress4, insertAddress4 } from "./inet.ts";
import { changePrefixRoute6, deleteAddress6, dropPeerRoute6, insertAddress6, newAddress6, scopeOf6 } from "./inet6.ts";

import { addGroupRoute, rejoinGroups6 } from "./inet6-link.ts";
import { checkIpvlanAddress } from "./kind/ipvlan-address.ts";
import type { Caller } from "./operation.ts";
import { dropTemporary, followTemporary, manageTemporary } from "./temporary-address.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

function lifetime(tx: Transaction, seconds: number | undefined): Lifetime {
  // INFINITY_LIFE_TIME of linux/in_route.h.
  if (seconds === undefined || seconds === 0xffffffff) return "forever";
  return { seconds, atMicros: tx.runtime.nowMicros };
}

function startLifetime(tx: Transaction, link: Link, address: Ipv4 | Ipv6, spec: AddressSpec): void {
  for (const seconds of [spec.validSeconds, spec.preferredSeconds]) {
    if (seconds === undefined || seconds === 0xffffffff) continue;
    const due = tx.runtime.nowMicros + seconds * 1_000_000;
    tx.runtime.timers.add(due, { kind: "addressLifetime", link: link.id, address });
  }
}

/** set_ifa_lifetime: an address that stays for ever (IFA_F_PERMANENT) is not looked at again, however long it is to be preferred. */
function lifetimes4(tx: Transaction, { validSeconds, preferredSeconds }: AddressSpec) {
  const valid = lifetime(tx, validSeconds);
  const preferred = valid === "forever" ? valid : lifetime(tx, preferredSeconds);
  return { valid, preferred, deprecated: preferredSeconds === 0 };
}

function startLifetime4(tx: Transaction, link: Link, local: Ipv4, spec: AddressSpec): void {
  if (lifetime(tx, spec.validSeconds) !== "forever") startLifetime(tx, link, local, spec);
}

function checkLifetimes(spec: AddressSpec, family: "ipv4" | "ipv6"): Outcome {
  const valid = spec.validSeconds ?? 0xffffffff;
  const preferred = spec.preferredSeconds ?? 0xffffffff;
  if (valid !== 0 && preferred <= valid) return DONE;
  return refuse("EINVAL", `${family}: address lifetime invalid`);
}

/** What rtm_to_ifaddr, inet_rtm_deladdr and inet6_rtm_deladdr say of a number that they do not know. */
function unknownTo(address: IpAddress): string {
  return typeof address === "number" ? "ipv4: Device not found" : "ipv6: Unable to find the interface";
}

export function addressAdd(tx: Transaction, caller: Caller, op: AddressAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const link = resolveLink(tx, here.value, op.address.device, unknownTo(op.address.local.address));
  if (!link.ok) return link;
  return typeof op.address.local.address === "number"
    ? add4(tx, link.value, op, op.address.local.address, op.address.local.length)
    : add6(tx, link.value, op, op.address.local.address, op.address.local.length);
}

function add4(tx: Transaction, link: Link, op: AddressAdd, local: Ipv4, length: number): Outcome {
  const spec = op.address;
  if (spec.label !== undefined && spec.label.length > 15) return refuse("ERANGE", "Attribute failed policy validation");
  if (length > 32) return refuse("EINVAL", "ipv4: Invalid prefix length");
  const lifetimes = checkLifetimes(spec, "ipv4");
  if (!lifetimes.ok) return lifetimes;
  // inet_rtm_newaddr lets 0.0.0.0 pass without a trace, also where there is no IPv4.
  if (local === 0) return DONE;
  if (!hasInet4(link)) return refuse("ENOBUFS");
  const peer = typeof spec.peer?.address === "number" ? spec.peer.address : local;
  const prefixLength = spec.peer?.length ?? length;
  const existing = link.inet.find(
    (other) =>
      other.prefixLength === prefixLength &&
      other.local === local &&
      ipv4Network(other.peer, prefixLength) === ipv4Network(peer, prefixLength),
  );
  if (existing) {
    if (op.mode === "add") return refuse("EEXIST", "ipv4: Address already assigned");
    const next: Inet4Address = {
      ...existing,
      ...lifetimes4(tx, spec),
      metric: spec.metric ?? 0,
      proto: spec.proto ?? existing.proto,
    };
    const changed = tx.changeLink(link, { inet: link.inet.map((other) => (other === existing ? next : other)) });
    if (next.metric !== existing.metric) changeMetric4(tx, changed, existing, next.metric);
    tx.note("address", "new", link.netns, link.id, { noun: "address", link: changed, address: next });
    startLifetime4(tx, link, local, spec);
    return DONE;
  }
  if (spec.autoJoin) {
    const joined = joinGroup(tx, link, local);
    if (!joined.ok) return joined;
  }
  const inserted = insertAddress4(tx, tx.link(link.id), {
    local,
    prefixLength,
    peer,
    broadcast: typeof spec.broadcast === "number" ? spec.broadcast : undefined,
    scope: spec.scope ?? (isIpv4Loopback(local) ? SCOPE.host : SCOPE.global),
    label: spec.label ?? link.name,
    secondary: false,
    noPrefixRoute: spec.noPrefixRoute ?? false,
    autoJoin: spec.autoJoin ?? false,
    metric: spec.metric ?? 0,
    proto: spec.proto ?? 0,
    ...lifetimes4(tx, spec),
  });
  if (inserted.ok) startLifetime4(tx, link, local, spec);
  return inserted;
}

/** What a prefix must have that temporary addresses are made in. */
const TEMPORARY_LENGTH = 64;

function add6(tx: Transaction, link: Link, op: AddressAdd, local: Ipv6, length: number): Outcome {
  const spec = op.address;
  if (length > 128) return refuse("EINVAL", "ipv6: Invalid prefix length");
  const lifetimes = checkLifetimes(spec, "ipv6");
  if (!lifetimes.ok) return lifetimes;
  const existing = link.inet6.find((other) => other.local === local);
  const preferredSeconds = spec.preferredSeconds ?? 0xffffffff;
  const marks = [
    ...(spec.homeAddress ? (["home"] as const) : []),
    ...(spec.manageTemporary ? (["mngtmpaddr"] as const) : []),
    ...(spec.autoJoin ? (["autojoin"] as const) : []),
  ];
  const changes = {
    marks,
    valid: lifetime(tx, spec.validSeconds),
    preferred: lifetime(tx, spec.preferredSeconds),
    deprecated: preferredSeconds === 0,
    permanent: (spec.validSeconds ?? 0xffffffff) === 0xffffffff,
  };
  if (existing) {
    if (op.mode === "add") return refuse("EEXIST", "ipv6: address already assigned");
    if (spec.manageTemporary && existing.prefixLength !== TEMPORARY_LENGTH) return refuse("EINVAL");
    const peer = spec.peer && typeof spec.peer.address === "string" ? spec.peer.address : local;
    const newPeer = peer !== local && peer !== existing.peer;
    if (newPeer) dropPeerRoute6(tx, link, existing);
    const next: Inet6Address = {
      ...existing,
      ...changes,
      ...(newPeer && { peer }),
      // inet6_addr_modify: what is not said again is no more.
      noDad: spec.noDad ?? false,
      noPrefixRoute: spec.noPrefixRoute ?? false,
      metric: spec.metric || existing.metric,
      proto: spec.proto ?? 0,
    };
    const changed = tx.changeLink(tx.link(link.id), {
      inet6: link.inet6.map((other) => (other === existing ? next : other)),
    });
    // Nobody is told of an address that is not known to be unique yet; of others before their routes change.
    const told = { noun: "address", link: changed, address: next } as const;
    tx.note("address", "new", link.netns, link.id, existing.tentative ? undefined : told);
    changePrefixRoute6(tx, changed, existing, next);
    startLifetime(tx, link, local, spec);
    const managed = existing.marks?.includes("mngtmpaddr") ?? false;
    if (managed && !spec.manageTemporary) dropTemporary(tx, link.id, local);
    else if (spec.manageTemporary)
      manageTemporary(tx, link.id, local, spec.validSeconds ?? 0xffffffff, preferredSeconds, !managed);
    return DONE;
  }
  const loopback = (link.flags & IFF.LOOPBACK) !== 0;
  if (link.mtu < IPV6_MIN_MTU && !loopback) return refuse("EINVAL");
  if (spec.manageTemporary && (spec.peer?.length ?? length) !== TEMPORARY_LENGTH)
    return refuse("EINVAL", 'ipv6: address with "mngtmpaddr" flag must have a prefix length of 64');
  // ipv6_find_idev: ipv6_mc_up, whatever comes of the address.
  if (isUp(link)) {
    rejoinGroups6(tx, link.id);
    tellGroups6(tx.runtime, tx.netns(link.netns), tx.link(link.id));
  }
  if (conf6(link, "disable_ipv6") !== 0) return refuse("EACCES", "ipv6: IPv6 is disabled on this device");
  // addrconf_add_dev: a link that waits for its carrier gets its route for groups here, whatever comes of the address.
  if (isUp(link) && !loopback) addGroupRoute(tx, tx.link(link.id));
  // ipv6_addr_type: groups of the interface alone are of the loopback device.
  const ownGroup = spec.autoJoin === true && isIpv6Multicast(local) && local[3] === "1";
  if (spec.autoJoin && !(ownGroup && !loopback)) {
    const joined = joinGroup(tx, link, local);
    if (!joined.ok) return joined;
  }
  if (local === IPV6_ANY) return refuse("EADDRNOTAVAIL", "ipv6: Invalid address");
  if (isIpv6Multicast(local) && !spec.autoJoin)
    return refuse("EADDRNOTAVAIL", 'ipv6: Cannot assign multicast address without "IFA_F_MCAUTOJOIN" flag');
  if ((local === IPV6_LOOPBACK || ownGroup) && !loopback && link.kind.type !== "vrf")
    return refuse("EADDRNOTAVAIL", "ipv6: Cannot assign loopback address on this device");
  const free = checkIpvlanAddress(tx, link, local);
  if (!free.ok) return free;
  const peer = spec.peer && typeof spec.peer.address === "string" ? spec.peer.address : undefined;
  insertAddress6(
    tx,
    link.id,
    {
      ...newAddress6(local, spec.peer?.length ?? length, scopeOf6(local)),
      ...changes,
      peer: peer === local ? undefined : peer,
      noDad: spec.noDad ?? false,
      tentative: spec.noDad !== true,
      noPrefixRoute: spec.noPrefixRoute ?? false,
      metric: spec.metric ?? 0,
      proto: spec.proto ?? 0,
    },
    true,
  );
  startLifetime(tx, link, local, spec);
  if (spec.manageTemporary)
    manageTemporary(tx, link.id, local, spec.validSeconds ?? 0xffffffff, preferredSeconds, true);
  return DONE;
}

export function addressDelete(tx: Transaction, caller: Caller, op: AddressDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.address.device, unknownTo(op.address.local.address));
  if (!found.ok) return found;
  const link = found.value;
  const { local, peer, label, anyPrefix, first } = op.address;
  const { address } = local;
  if (typeof address === "number") {
    if (!hasInet4(link)) return refuse("ENODEV", "ipv4: Device not found");
    const length = peer?.length ?? local.length;
    const subnet = typeof peer?.address === "number" ? peer.address : address;
    const match = link.inet.find(
      (other) =>
        (first || other.local === address) &&
        (label === undefined || other.label === label) &&
        (anyPrefix ||
          first ||
          (other.prefixLength === length && ipv4Network(other.peer, length) === ipv4Network(subnet, length))),
    );
    if (!match) return refuse("EADDRNOTAVAIL", "ipv4: Address not found");
    leaveGroup(tx, link, match.local);
    deleteAddress4(tx, tx.link(link.id), match);
    return DONE;
  }
  if (!hasInet6(link)) return refuse("ENXIO", "ipv6: IPv6 is disabled on this device");
  const match = link.inet6.find(
    (other) => other.local === address && (anyPrefix || other.prefixLength === local.length),
  );
  if (!match) return refuse("EADDRNOTAVAIL", "ipv6: address not found");
  if (match.marks?.includes("mngtmpaddr")) dropTemporary(tx, link.id, match.local);
  deleteAddress6(tx, link.id, match);
  leaveGroup(tx, link, match.local);
  return DONE;
}

/** A lifetime may have run out: `addressLifetime` of the timers. */
export function expireAddress(tx: Transaction, id: Link["id"], local: Ipv4 | Ipv6): void {
  const link = tx.findLink(id);
  if (!link) return;
  const now = tx.runtime.nowMicros;
  const over = (life: Lifetime) => life !== "forever" && life.atMicros + life.seconds * 1_000_000 <= now;
  for (const address of link.inet) {
    if (address.local !== local) continue;
    if (over(address.valid)) return deleteAddress4(tx, link, address);
    if (!over(address.preferred) || address.deprecated) continue;
    // check_lifetime.
    const next = { ...address, deprecated: true };
    const changed = tx.changeLink(link, { inet: link.inet.map((other) => (other === address ? next : other)) });
    tx.note("address", "new", link.netns, id, { noun: "address", link: changed, address: next });
    return;
  }
  for (const address of link.inet6) {
    if (address.local !== local) continue;
    if (over(address.valid)) return deleteAddress6(tx, id, address);
    if (!over(address.preferred) || address.deprecated) {
      followTemporary(tx, id, address);
      continue;
    }
    // addrconf_verify_rtnl.
    const next = { ...address, deprecated: true };
    const changed = tx.changeLink(link, { inet6: link.inet6.map((other) => (other === address ? next : other)) });
    tx.note("address", "new", link.netns, id, { noun: "address", link: changed, address: next });
  }
}
