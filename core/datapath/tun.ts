/**
 * TUN and TAP devices that a program has open (drivers/net/tun.c; Documentation/networking/tuntap): what the host sends by one the
 * program reads, and what it writes comes in.
 *
 * Same as Linux: packet information in front of each where it is asked for, whole segments and sums, counters, EIO while the device
 * is down, EINVAL for what is no packet. Absent: virtio headers, several queues, filters.
 */
import { ZERO_MAC } from "../address/mac.ts";
import type { Errno } from "../errors.ts";
import type { NetnsId } from "../model/id.ts";
import type { Link, LinkKind } from "../model/link.ts";
import type { TuntapSpec } from "../operation/tuntap.ts";
import { err, ok, type Result } from "../result.ts";
import { be16, concat } from "../wire/bytes.ts";
import { ETHER_TYPE } from "../wire/ether-type.ts";
import { emitFrame } from "../wire/ethernet.ts";
import type { Frame } from "../wire/frame.ts";
import { ETHERNET_HEADER } from "../wire/length.ts";
import { writtenFrame } from "../wire/patched.ts";
import type { Network } from "./network.ts";
import { plainFrames } from "./offload.ts";
import type { Device } from "./view.ts";

/** struct tun_pi: two octets of flags, two of the protocol. */
const PACKET_INFORMATION = 4;
/** Two addresses. */
const ADDRESSES = 12;
const PROTOCOL = { 4: ETHER_TYPE.ipv4, 6: ETHER_TYPE.ipv6 } as const;

type Tun = Extract<LinkKind, { type: "tun" }>;

/** Who opens a device: what `ip -d tuntap` tells of, and whether it may have those of others. */
export interface TunUser {
  readonly pid: number;
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** CAP_NET_ADMIN. */
  readonly privileged: boolean;
}

/** tun_set_iff: why a program does not get a device by its name (TUNSETIFF): EINVAL, EPERM, EBUSY. */
function tunRefusal(link: Link | undefined, spec: TuntapSpec, by: TunUser): Errno | undefined {
  if (!link) return by.privileged ? undefined : "EPERM";
  const { kind } = link;
  if (kind.type !== "tun" || kind.mode !== spec.mode || kind.multiQueue) return "EINVAL";
  const foreign =
    (kind.user !== undefined && kind.user !== by.uid) || (kind.group !== undefined && kind.group !== by.gid);
  if (foreign && !by.privileged) return "EPERM";
  return kind.openedBy ? "EBUSY" : undefined;
}

/** TUNSETIFF: the device that the program has open from now on, made where there is none of the name. */
export function openTun(
  net: Network,
  netns: NetnsId,
  spec: TuntapSpec,
  by: TunUser,
  receive: (octets: Uint8Array) => void,
): Result<Device, Errno> {
  const namespace = net.view.namespace(netns);
  const refused = tunRefusal(spec.name === undefined ? undefined : namespace.byName(spec.name)?.link, spec, by);
  if (refused) return err(refused);
  net.event({ kind: "tunOpened", netns, spec, by: { pid: by.pid, name: by.name } });
  const device = net.view.namespace(netns).devices.find(({ id, link: { kind } }) => {
    return kind.type === "tun" && kind.openedBy?.pid === by.pid && !net.tunReaders.has(id);
  });
  if (!device) return err("EINVAL");
  net.tunReaders.set(device.id, receive);
  return ok(device);
}

/** tun_net_xmit, tun_put_user. */
export function tunTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { kind } = device.link;
  const read = net.tunReaders.get(device.id);
  if (!read || kind.type !== "tun") {
    device.counters.txDropped++;
    if (net.tracing) net.drop(device, "transmit", frame, packet, "DEV_READY");
    return;
  }
  if (net.tracing) net.emit(device, "transmit", frame, packet);
  for (const each of plainFrames(frame)) {
    const whole = emitFrame(each);
    const data = kind.mode === "tun" ? whole.subarray(ETHERNET_HEADER) : whole;
    device.counters.txPackets++;
    device.counters.txBytes += data.length;
    read(kind.pi ? concat(new Uint8Array(2), whole.subarray(ADDRESSES, ETHERNET_HEADER), data) : data);
  }
}

/** tun_get_user: a packet that the program wrote. */
export function tunWrite(net: Network, device: Device, octets: Uint8Array): Errno | undefined {
  const { kind } = device.link;
  if (kind.type !== "tun") return "EBADFD";
  const data = kind.pi ? octets.subarray(PACKET_INFORMATION) : octets;
  if (kind.pi && octets.length < PACKET_INFORMATION) return "EINVAL";
  if (!device.up) {
    device.counters.rxDropped++;
    return "EIO";
  }
  const frame = kind.mode === "tap" ? writtenFrame(data) : packetFrame(kind, octets, data);
  if (!frame) {
    if (kind.mode === "tun") device.counters.rxDropped++;
    return "EINVAL";
  }
  net.nowMicros = net.world.runtime.nowMicros;
  const packet = net.nextPacket();
  if (!net.backlog.push(net.nowMicros, device.id, kind.mode === "tun" ? { ...frame, type: "host" } : frame, packet))
    return undefined;
  device.counters.rxPackets++;
  device.counters.rxBytes += data.length;
  return undefined;
}

/** What there is of a protocol: as the information in front of it says, or the packet itself. */
function packetFrame({ pi }: Tun, octets: Uint8Array, data: Uint8Array): Frame | undefined {
  const version = (data[0] ?? 0) >> 4;
  const known = version === 4 || version === 6 ? PROTOCOL[version] : undefined;
  const protocol = pi ? be16(octets, 2) : known;
  if (protocol === undefined) return undefined;
  const header = new Uint8Array(ETHERNET_HEADER);
  header[ADDRESSES] = protocol >> 8;
  header[ADDRESSES + 1] = protocol & 0xff;
  const frame = writtenFrame(concat(header, data));
  return frame && { ...frame, source: ZERO_MAC, destination: ZERO_MAC };
}
