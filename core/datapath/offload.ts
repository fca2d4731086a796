/**
 * What is left to a device's driver, and what is done before where the driver is not to do it (validate_xmit_skb of
 * net/core/dev.c, tcp_gso_segment of net/ipv4/tcp_offload.c, inet_gso_segment of net/ipv4/af_inet.c).
 *
 * Same as Linux: sums of UDP and TCP, segments of TCP. Simplified: a device that stands on another does not follow it.
 */
import { featuresOf } from "../model/feature.ts";
import type { Link } from "../model/link.ts";
import type { Frame, Ipv4Packet, Ipv6Packet, Tcp } from "../wire/frame.ts";
import { summedFrame } from "../wire/summed.ts";
import { TCP_FLAG } from "../wire/tcp.ts";

interface Offloads {
  /** tx-checksum-ip-generic. */
  readonly checksum: boolean;
  /** tx-tcp-segmentation and tx-tcp6-segmentation. */
  readonly segments4: boolean;
  readonly segments6: boolean;
}

type Links = Readonly<Record<number, Link>>;

const ALL: Offloads = { checksum: true, segments4: true, segments6: true };
const known = new WeakMap<Link, Offloads>();

function offloadsOf(link: Link, links: Links): Offloads {
  if (link.wanted === undefined) return ALL;
  let found = known.get(link);
  if (found) return found;
  const features = featuresOf(link, links);
  const on = (name: string) => features?.get(name)?.active ?? true;
  found = {
    checksum: on("tx-checksum-ip-generic"),
    segments4: on("tx-tcp-segmentation"),
    segments6: on("tx-tcp6-segmentation"),
  };
  known.set(link, found);
  return found;
}

/** Whether sums may be left to the device (NETIF_F_HW_CSUM). */
export function sumsUp(link: Link, links: Links): boolean {
  return offloadsOf(link, links).checksum;
}

/** The frame as the device is to send it: cut into segments and summed up where its driver does not. */
export function validated(frame: Frame, link: Link, links: Links): readonly Frame[] {
  const offloads = offloadsOf(link, links);
  const { payload } = frame;
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return [frame];
  const whole = payload.kind === "ipv4" ? offloads.segments4 : offloads.segments6;
  const frames = whole ? [frame] : segmented(payload).map((each) => ({ ...frame, payload: each }));
  return offloads.checksum ? frames : frames.map(summedFrame);
}

/** The same for who does nothing by itself. */
export function plainFrames(frame: Frame): readonly Frame[] {
  const { payload } = frame;
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return [frame];
  return segmented(payload).map((each) => summedFrame({ ...frame, payload: each }));
}

function segmented(packet: Ipv4Packet | Ipv6Packet): readonly (Ipv4Packet | Ipv6Packet)[] {
  const { payload } = packet;
  if (payload.kind !== "tcp" || payload.segment === undefined) return [packet];
  const { segment: size, ...rest } = payload;
  return Array.from({ length: Math.ceil(rest.data.length / size) }, (_, at) => {
    const piece = tcpPiece(rest, at * size, size);
    return packet.kind === "ipv4"
      ? { ...packet, id: (packet.id + at) & 0xffff, payload: piece }
      : { ...packet, payload: piece };
  });
}

/** Only the first says that the window was made smaller, only the last ends or pushes. */
function tcpPiece(tcp: Tcp, from: number, size: number): Tcp {
  const last = from + size >= tcp.data.length;
  const without = (from === 0 ? 0 : TCP_FLAG.cwr) | (last ? 0 : TCP_FLAG.fin | TCP_FLAG.psh);
  return {
    ...tcp,
    sequence: (tcp.sequence + from) >>> 0,
    flags: tcp.flags & ~without,
    data: tcp.data.subarray(from, from + size),
  };
}
