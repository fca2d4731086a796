/** Sums that are left to devices (CHECKSUM_PARTIAL; Documentation/networking/checksum-offloads.rst), made. */
import type { Frame, Ipv4Packet, Ipv6Packet } from "./frame.ts";

/** The packet with sums over all of it (skb_checksum_help); itself where nothing was left to a device. */
export function summed<Packet extends Ipv4Packet | Ipv6Packet>(packet: Packet): Packet {
  const { payload } = packet;
  if (payload.kind === "tunneled") {
    const frame = summedFrame(payload.frame);
    const left = payload.gre?.partialChecksum === true;
    if (frame === payload.frame && !left) return packet;
    return {
      ...packet,
      payload: { ...payload, frame, ...(left && { gre: { ...payload.gre, partialChecksum: false } }) },
    };
  }
  if (payload.kind !== "udp" && payload.kind !== "tcp") return packet;
  if (payload.kind === "udp" && payload.summedData !== undefined) {
    const { summedData: data, ...rest } = payload;
    return { ...packet, payload: { ...rest, data } };
  }
  if (!payload.partialChecksum) return packet;
  return { ...packet, payload: { ...payload, partialChecksum: false } };
}

/** The same of what a frame carries. */
export function summedFrame(frame: Frame): Frame {
  const { payload } = frame;
  if (payload.kind !== "ipv4" && payload.kind !== "ipv6") return frame;
  const done = summed(payload);
  return done === payload ? frame : { ...frame, payload: done };
}
