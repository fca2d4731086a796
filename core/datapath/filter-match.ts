/** Which packets a filter is for (fl_classify of net/sched/cls_flower.c); u32 has tables of its own. */
import { ipv6Network } from "../address/ipv6.ts";
import { type Mac, macBytes } from "../address/mac.ts";
import type { IpAddress, Prefix } from "../address/prefix.ts";
import type { Filter, FilterMatch, FlowerKeys, FwMatch, Masked, PortKey } from "../model/filter.ts";
import { ETHER_TYPE } from "../wire/ether-type.ts";
import { emitFrame } from "../wire/ethernet.ts";
import type { Frame, Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { ipv4Protocol } from "../wire/ipv4.ts";
import { ipv6Protocol } from "../wire/ipv6.ts";
import { ETHERNET_HEADER } from "../wire/length.ts";

const ETHER_TYPES: Readonly<Record<string, number>> = {
  ipv4: ETHER_TYPE.ipv4,
  arp: ETHER_TYPE.arp,
  ipv6: ETHER_TYPE.ipv6,
  mpls: ETHER_TYPE.mpls,
};

/** What a frame carries, whatever tags it has. */
function carriedType({ payload }: Frame): number {
  return payload.kind === "raw-ethernet" ? payload.etherType : (ETHER_TYPES[payload.kind] ?? 0);
}

/** skb_protocol: the tag's where there is one. */
export function protocolOf(frame: Frame): number {
  if (frame.vlan) return frame.vlan.protocol === "802.1ad" ? ETHER_TYPE.serviceVlan : ETHER_TYPE.vlan;
  return carriedType(frame);
}

/** Whether a filter is for a frame. `device` is the name of what it came in by. */
export function fitsFilter(
  { handle }: Pick<Filter, "handle">,
  match: Exclude<FilterMatch, { kind: "u32" }>,
  frame: Frame,
  device: string,
): boolean {
  if (match.kind === "fw") return fitsMark(match, handle, frame.payload.mark ?? 0, device);
  return match.kind !== "flower" || fitsFields(match.keys, frame, device);
}

/** fw_classify. */
function fitsMark({ mask, indev, old }: FwMatch, handle: number, mark: number, device: string): boolean {
  if (old) return mark !== 0;
  return (mark & mask) >>> 0 === handle && (indev === undefined || indev === device);
}

function sameMac(mac: Mac, wanted: { readonly address: Mac; readonly bits: number } | undefined): boolean {
  if (!wanted || mac === wanted.address) return true;
  const [a, b] = [macBytes(mac), macBytes(wanted.address)];
  for (let bit = 0; bit < wanted.bits; bit++) {
    const shift = 7 - (bit & 7);
    if ((((a[bit >> 3] ?? 0) ^ (b[bit >> 3] ?? 0)) >> shift) & 1) return false;
  }
  return true;
}

function within(address: IpAddress, prefix: Prefix | undefined): boolean {
  if (!prefix) return true;
  if (typeof address === "number" || typeof prefix.address === "number") {
    if (typeof address !== "number" || typeof prefix.address !== "number") return false;
    const shift = 32 - prefix.length;
    return shift === 32 || (address ^ prefix.address) >>> shift === 0;
  }
  return ipv6Network(address, prefix.length) === ipv6Network(prefix.address, prefix.length);
}

function fitsFields(keys: FlowerKeys, frame: Frame, device: string): boolean {
  if (keys.indev !== undefined && keys.indev !== device) return false;
  if (!sameMac(frame.destination, keys.destinationMac) || !sameMac(frame.source, keys.sourceMac)) return false;
  const { vlan } = frame;
  if (keys.vlanId !== undefined && vlan?.id !== keys.vlanId) return false;
  if (keys.vlanPriority !== undefined && vlan?.priority !== keys.vlanPriority) return false;
  if (keys.vlanEtherType !== undefined && carriedType(frame) !== keys.vlanEtherType) return false;
  if (!fitsArp(keys, frame)) return false;
  const { ipProtocol, tos, ttl, source, destination, ipFlags } = keys;
  if (ipProtocol === undefined && !tos && !ttl && !source && !destination && !ipFlags) return true;
  const { payload } = frame;
  if (payload.kind === "ipv4" || payload.kind === "ipv6") return fitsIp(keys, payload);
  // What is no IP packet is no fragment either.
  return ipProtocol === undefined && !tos && !ttl && !source && !destination && fits(ipFlags, 0);
}

function fits(key: Masked | undefined, value: number): boolean {
  return key === undefined || ((key.value ^ value) & key.mask) === 0;
}

function fitsPort(key: PortKey | undefined, port: number): boolean {
  if (!key) return true;
  return "from" in key ? port >= key.from && port <= key.to : fits(key, port);
}

/** FLOW_DIS_IS_FRAGMENT and FLOW_DIS_FIRST_FRAG. */
function fragmentFlags(ip: Ipv4Packet | Ipv6Packet): number {
  if (ip.kind === "ipv4") {
    if (!ip.moreFragments && ip.fragmentOffset === 0) return 0;
    return ip.fragmentOffset === 0 ? 3 : 1;
  }
  if (!ip.fragment) return 0;
  return ip.fragment.offset === 0 ? 3 : 1;
}

/** The dissector's keys of ARP, which other packets do not have. */
function fitsArp(keys: FlowerKeys, { payload }: Frame): boolean {
  const { arpSource, arpTarget, arpOperation, arpSourceMac, arpTargetMac } = keys;
  if (!arpSource && !arpTarget && arpOperation === undefined && !arpSourceMac && !arpTargetMac) return true;
  if (payload.kind !== "arp") return false;
  if (arpOperation !== undefined && arpOperation !== (payload.operation === "request" ? 1 : 2)) return false;
  if (!within(payload.senderIp, arpSource) || !within(payload.targetIp, arpTarget)) return false;
  return sameMac(payload.senderMac, arpSourceMac) && sameMac(payload.targetMac, arpTargetMac);
}

function fitsIp(keys: FlowerKeys, ip: Ipv4Packet | Ipv6Packet): boolean {
  const [protocol, tos, ttl] =
    ip.kind === "ipv4" ? [ipv4Protocol(ip), ip.tos, ip.ttl] : [ipv6Protocol(ip), ip.trafficClass, ip.hopLimit];
  if (keys.ipProtocol !== undefined && keys.ipProtocol !== protocol) return false;
  if (!fits(keys.tos, tos) || !fits(keys.ttl, ttl) || !fits(keys.ipFlags, fragmentFlags(ip))) return false;
  if (!within(ip.source, keys.source) || !within(ip.destination, keys.destination)) return false;
  const { sourcePort, destinationPort, tcpFlags, icmpType, icmpCode } = keys;
  const carried = ip.payload;
  const flags = keys.ipProtocol === IP_PROTOCOL.tcp ? tcpFlags : undefined;
  if (!fits(flags, carried.kind === "tcp" ? carried.flags : 0)) return false;
  if (!sourcePort && !destinationPort && !icmpType && !icmpCode) return true;
  if (carried.kind === "udp" || carried.kind === "tcp")
    return fitsPort(sourcePort, carried.sourcePort) && fitsPort(destinationPort, carried.destinationPort);
  if (carried.kind !== "icmp" && carried.kind !== "icmpv6") return false;
  const [type, code] = icmpHead(ip);
  return fits(icmpType, type) && fits(icmpCode, code);
}

/** The first two octets of a message. */
function icmpHead(ip: Ipv4Packet | Ipv6Packet): readonly [number, number] {
  const mac = "00:00:00:00:00:00" as Mac;
  const bytes = emitFrame({ source: mac, destination: mac, payload: ip });
  const at = ETHERNET_HEADER + (ip.kind === "ipv4" ? ((bytes[ETHERNET_HEADER] ?? 0) & 15) * 4 : 40);
  return [bytes[at] ?? 0, bytes[at + 1] ?? 0];
}
