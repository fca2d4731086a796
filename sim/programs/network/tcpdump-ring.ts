/**
 * The ring that libpcap 1.10 reads packets from (TPACKET_V3, Documentation/networking/packet_mmap.rst): they wait in a block
 * until the kernel hands it over, because it is full or because time is up. What still waits when tcpdump ends it never saw,
 * though the kernel has counted it.
 */
import type { CaptureRecord } from "../../../core/capture/pcap-file.ts";
import type { Captured } from "../../../core/datapath/packet-socket.ts";

/** libpcap's blocks hold one packet of the greatest length (create_ring). */
const BLOCK_BYTES = 262_144;
const BLOCK_HEADER = 48;
/** Of each packet, before its link layer: tpacket3_hdr, sockaddr_ll, room for a VLAN tag, aligned (tpacket_rcv). */
const PACKET_HEADER = 86;

/** A packet that the filter let through. */
export interface Arrival {
  readonly captured: Captured;
  readonly record: CaptureRecord;
}

export class PacketRing {
  readonly #periodMicros: number;
  readonly #snapLength: number;
  #handedOver: Arrival[] = [];
  #block: Arrival[] = [];
  #used = BLOCK_HEADER;
  /** When the timer of blocks last began anew. */
  #sinceMicros: number;
  #dueMicros: number | undefined;

  /** `periodMicros`: how long the kernel keeps a block at most (pcap_set_timeout(3)); 0 in immediate mode. */
  constructor(periodMicros: number, snapLength: number, nowMicros: number) {
    this.#periodMicros = periodMicros;
    this.#snapLength = snapLength;
    this.#sinceMicros = nowMicros;
  }

  put(arrival: Arrival, nowMicros: number): void {
    if (this.#periodMicros === 0) {
      this.#handedOver.push(arrival);
      return;
    }
    this.#pass(nowMicros);
    const kept = Math.min(arrival.record.length, this.#snapLength);
    const size = Math.ceil((kept + PACKET_HEADER) / 8) * 8;
    if (this.#used + size > BLOCK_BYTES) {
      this.#handOver();
      this.#sinceMicros = nowMicros;
    }
    this.#used += size;
    this.#block.push(arrival);
    this.#dueMicros ??= nowMicros + this.#periodMicros - ((nowMicros - this.#sinceMicros) % this.#periodMicros);
  }

  /** The next packet that the kernel has handed over by now. */
  take(nowMicros: number): Arrival | undefined {
    this.#pass(nowMicros);
    return this.#handedOver.shift();
  }

  /** When more is handed over at the latest; nothing while no packet waits. */
  get dueMicros(): number | undefined {
    return this.#dueMicros;
  }

  /** How many have come that nobody has taken. */
  get waiting(): number {
    return this.#handedOver.length + this.#block.length;
  }

  #pass(nowMicros: number): void {
    if (this.#dueMicros !== undefined && nowMicros >= this.#dueMicros) this.#handOver();
  }

  #handOver(): void {
    this.#handedOver = this.#handedOver.concat(this.#block);
    this.#block = [];
    this.#used = BLOCK_HEADER;
    this.#dueMicros = undefined;
  }
}
