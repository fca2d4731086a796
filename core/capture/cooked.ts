/**
 * The pseudo-headers that stand before packets captured on `any`, LINKTYPE_LINUX_SLL2 of libpcap, and on links without a
 * header of their own that it knows, LINKTYPE_LINUX_SLL.
 */
import { macBytes } from "../address/mac.ts";
import type { Captured } from "../datapath/packet-socket.ts";
import { HARDWARE_TYPE } from "../model/link.ts";
import { concat, put16, put32 } from "../wire/bytes.ts";
import { emitFrame } from "../wire/ethernet.ts";

export const COOKED_HEADER = 20;
export const COOKED1_HEADER = 16;
/** Packet types of packet(7), by number. */
const PACKET_TYPES = ["host", "broadcast", "multicast", "otherhost", "outgoing"] as const;

/** A captured frame with the cooked header instead of its Ethernet header; a VLAN tag stays in front of the payload. */
export function emitCooked(captured: Captured): Uint8Array {
  const { frame, device, type } = captured;
  const ethernet = emitFrame(frame);
  const header = new Uint8Array(COOKED_HEADER);
  header.set(ethernet.subarray(12, 14), 0);
  put32(header, 4, device.ifindex);
  put16(header, 8, HARDWARE_TYPE[device.hardware]);
  header[10] = PACKET_TYPES.indexOf(type);
  if (hasAddress(captured)) {
    header[11] = 6;
    header.set(macBytes(frame.source), 12);
  }
  return concat(header, ethernet.subarray(14));
}

/** Packets of tunnels have no address of whoever sent them. */
function hasAddress({ device }: Captured): boolean {
  return device.hardware === "ether" || device.hardware === "loopback";
}

/** The same with the header of the first version. */
export function emitCooked1(captured: Captured): Uint8Array {
  const { frame, device, type } = captured;
  const ethernet = emitFrame(frame);
  const header = new Uint8Array(COOKED1_HEADER);
  put16(header, 0, PACKET_TYPES.indexOf(type));
  put16(header, 2, HARDWARE_TYPE[device.hardware]);
  if (hasAddress(captured)) {
    put16(header, 4, 6);
    header.set(macBytes(frame.source), 6);
  }
  header.set(ethernet.subarray(12, 14), 14);
  return concat(header, ethernet.subarray(14));
}
