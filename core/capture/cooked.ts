/** The pseudo-header that stands before packets captured on `any`: LINKTYPE_LINUX_SLL2 of libpcap. */
import { macBytes } from "../address/mac.ts";
import type { Captured } from "../datapath/packet-socket.ts";
import { concat, put16, put32 } from "../wire/bytes.ts";
import { emitFrame } from "../wire/ethernet.ts";

export const COOKED_HEADER = 20;
/** Packet types of packet(7), by number. */
const PACKET_TYPES = ["host", "broadcast", "multicast", "otherhost", "outgoing"] as const;
const ARPHRD_ETHER = 1;
const ARPHRD_LOOPBACK = 772;

/** A captured frame with the cooked header instead of its Ethernet header; a VLAN tag stays in front of the payload. */
export function emitCooked(captured: Captured): Uint8Array {
  const { frame, device, type } = captured;
  const ethernet = emitFrame(frame);
  const header = new Uint8Array(COOKED_HEADER);
  header.set(ethernet.subarray(12, 14), 0);
  put32(header, 4, device.ifindex);
  put16(header, 8, device.loopback ? ARPHRD_LOOPBACK : ARPHRD_ETHER);
  header[10] = PACKET_TYPES.indexOf(type);
  header[11] = 6;
  header.set(macBytes(frame.source), 12);
  return concat(header, ethernet.subarray(14));
}
