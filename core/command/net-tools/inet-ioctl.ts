/**
 * The ioctls that set IPv4 addresses (devinet_ioctl of net/ipv4/devinet.c), as the operations they amount to: whatever they
 * change of an address, the kernel takes it away and puts it back.
 */

import { type Ipv4, ipv4Mask } from "../../address/ipv4.ts";
import { type Errno, type KernelError, kernelError } from "../../errors.ts";
import { type Inet4Address, SCOPE } from "../../model/address.ts";
import { hasInet4 } from "../../model/family-mtu.ts";
import { IFF, type Link } from "../../model/link.ts";
import type { AddressSpec } from "../../operation/address.ts";

import { SELF } from "../../operation/netns-ref.ts";
import { err, ok, type Result } from "../../result.ts";
import { secondsLeft } from "../ip/address-print.ts";
import { findOldDevice, type NetToolsHost, type OldDevice } from "./device.ts";

type Outcome = Result<undefined, KernelError>;

/** inet_abc_len: the prefix length of the class an address belongs to (RFC 791 section 3.2); -1 for multicast. */
function classLength(address: Ipv4): number {
  if (address === 0 || address === 0xffffffff) return 0;
  if (address >>> 31 === 0) return 8;
  if (address >>> 30 === 2) return 16;
  if (address >>> 29 === 6) return 24;
  return address >>> 28 === 15 ? 32 : -1;
}

interface Wanted {
  readonly local: Ipv4;
  readonly peer: Ipv4;
  readonly prefixLength: number;
  readonly broadcast: Ipv4 | undefined;
  readonly scope: number;
  /** What no ioctl changes. */
  readonly kept?: Pick<AddressSpec, "metric" | "proto" | "noPrefixRoute" | "validSeconds" | "preferredSeconds">;
}

/** What an address that is put back still has: `lifetimes` too, but where another takes its place (inet_set_ifa). */
function keptOf(
  { metric, proto, noPrefixRoute, valid, preferred }: Inet4Address,
  nowMicros: number,
  lifetimes: boolean,
) {
  return {
    ...(metric === 0 ? {} : { metric }),
    ...(proto === 0 ? {} : { proto }),
    ...(noPrefixRoute && { noPrefixRoute }),
    ...(lifetimes && valid !== "forever" && { validSeconds: secondsLeft(valid, nowMicros) }),
    ...(lifetimes && preferred !== "forever" && { preferredSeconds: secondsLeft(preferred, nowMicros) }),
  };
}

function specOf(link: Link, label: string, { local, peer, prefixLength, broadcast, scope, kept }: Wanted): AddressSpec {
  return {
    ...kept,
    device: link.name,
    local: { address: local, length: prefixLength },
    ...(peer === local ? {} : { peer: { address: peer, length: prefixLength } }),
    ...(broadcast === undefined ? {} : { broadcast }),
    ...(label === link.name ? {} : { label }),
    // inet_set_ifa.
    ...(local >>> 24 === 127 ? { scope: SCOPE.host } : { scope }),
  };
}

/** The device and its address under this label; ENODEV, or EADDRNOTAVAIL where an address is needed. */
function find(host: NetToolsHost, name: string): Result<OldDevice & { readonly address: Inet4Address }, KernelError> {
  const device = findOldDevice(host.view(), name);
  if (!device) return err(kernelError("ENODEV"));
  const { address } = device;
  return address ? ok({ ...device, address }) : err(kernelError("EADDRNOTAVAIL"));
}

function remove(host: NetToolsHost, { link, name }: OldDevice, address: Inet4Address): Outcome {
  const gone = host.apply({ kind: "addressDelete", netns: SELF, address: specOf(link, name, address) });
  return gone.ok ? ok() : gone;
}

function insert(host: NetToolsHost, { link, name }: OldDevice, wanted: Wanted): Outcome {
  const made = host.apply({ kind: "addressAdd", netns: SELF, mode: "add", address: specOf(link, name, wanted) });
  return made.ok ? ok() : made;
}

function replace(
  host: NetToolsHost,
  name: string,
  change: (address: Inet4Address, link: Link) => Partial<Wanted>,
): Outcome {
  const found = find(host, name);
  if (!found.ok) return found;
  const { address, link } = found.value;
  const { local, peer, prefixLength, broadcast, scope } = address;
  const kept = keptOf(address, host.view().runtime.nowMicros, true);
  const wanted = { local, peer, prefixLength, broadcast, scope, kept, ...change(address, link) };
  if (
    wanted.prefixLength === address.prefixLength &&
    wanted.broadcast === address.broadcast &&
    wanted.peer === address.peer
  )
    return ok();
  const removed = remove(host, found.value, address);
  // Nobody looks whether it can be put back: an address that is there twice then goes silently.
  if (removed.ok) insert(host, found.value, wanted);
  return removed;
}

function broadcastOf(local: Ipv4, length: number): Ipv4 {
  return ((local | ~ipv4Mask(length)) >>> 0) as Ipv4;
}

/** SIOCSIFADDR: the address under this label becomes another, of its class; 0 takes it away. */
export function setAddress(host: NetToolsHost, name: string, local: Ipv4): Outcome {
  if (!host.privileged) return err(kernelError("EPERM"));
  const device = findOldDevice(host.view(), name);
  if (!device) return err(kernelError("ENODEV"));
  const length = classLength(local);
  if (length < 0) return err(kernelError("EINVAL"));
  const { address, link } = device;
  if (address?.local === local) return ok();
  if (address) {
    const removed = remove(host, device, address);
    if (!removed.ok) return removed;
  }
  // Too narrow for IPv4, which then has no place for addresses here (inet_set_ifa).
  if (!hasInet4(link)) return err(kernelError("ENOBUFS"));
  if (local === 0) return ok();
  const prefixLength = link.flags & IFF.POINTOPOINT ? 32 : length;
  const broadcast = link.flags & IFF.BROADCAST && prefixLength < 31 ? broadcastOf(local, prefixLength) : undefined;
  // A new one is called by the name that is asked for only where that is an alias's.
  const called = address || name.includes(":") ? device : { ...device, name: link.name };
  return insert(host, called, {
    ...{ local, peer: local, prefixLength, broadcast, scope: SCOPE.global },
    ...(address && { kept: keptOf(address, host.view().runtime.nowMicros, false) }),
  });
}

/** The length of a mask whose bits are all in front (inet_mask_len); undefined for another (bad_mask). */
function maskLength(mask: Ipv4): number | undefined {
  for (let length = 0; length <= 32; length++) if (ipv4Mask(length) === (mask as number)) return length;
  return undefined;
}

/** SIOCSIFNETMASK: EINVAL for a mask with gaps. A broadcast address that followed from the mask follows the new one. */
export function setNetmask(host: NetToolsHost, name: string, mask: Ipv4): Outcome {
  if (!host.privileged) return err(kernelError("EPERM"));
  const found = find(host, name);
  if (!found.ok) return found;
  const length = maskLength(mask);
  if (length === undefined) return err(kernelError("EINVAL"));
  return replace(host, name, ({ local, prefixLength, broadcast }, link) => ({
    prefixLength: length,
    broadcast:
      link.flags & IFF.BROADCAST &&
      length < 31 &&
      broadcast === broadcastOf(local, prefixLength) &&
      length !== prefixLength
        ? broadcastOf(local, length)
        : broadcast,
  }));
}

/** SIOCSIFBRDADDR. */
export function setBroadcast(host: NetToolsHost, name: string, broadcast: Ipv4): Outcome {
  if (!host.privileged) return err(kernelError("EPERM"));
  // One of zeros is none (inet_fill_ifaddr).
  return replace(host, name, () => ({ broadcast: broadcast === 0 ? undefined : broadcast }));
}

/** SIOCSIFDSTADDR: the other end. EINVAL for a group. */
export function setPeer(host: NetToolsHost, name: string, peer: Ipv4): Outcome {
  if (!host.privileged) return err(kernelError("EPERM"));
  if (classLength(peer) < 0) return err(kernelError("EINVAL"));
  return replace(host, name, () => ({ peer }));
}

/** SIOCSIFFLAGS without IFF_UP on a label: its address goes. */
export function dropLabel(host: NetToolsHost, name: string): Result<undefined, { readonly errno: Errno }> {
  if (!host.privileged) return err(kernelError("EPERM"));
  const found = find(host, name);
  return found.ok ? remove(host, found.value, found.value.address) : found;
}
