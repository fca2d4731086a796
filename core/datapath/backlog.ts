/**
 * Frames on their way over a wire, first in, first out, each with the time it arrives. Wires take some microseconds,
 * and the one processor that a host is taken to have spends one on each frame: nothing overtakes, and a storm in a
 * bridged loop stays as slow in simulated time as it is on Linux.
 */
import type { LinkId } from "../model/id.ts";
import type { Frame } from "../wire/frame.ts";

/** More than this is lost, as with net.core.netdev_max_backlog, which counts per processor. */
const LIMIT = 65536;
/** Mean time from transmit on one end of a veth pair to receive on the other, and how much it varies. */
const BASE_MICROS = 9;
const SPREAD = 7;

/** Variation comes from the time alone, so that the same history gives the same times. */
function arrivalOf(nowMicros: number): number {
  let hash = Math.imul(nowMicros | 0, 0x9e3779b1);
  hash ^= hash >>> 15;
  return nowMicros + BASE_MICROS + ((hash >>> 3) % SPREAD);
}

export class Backlog {
  #links: (LinkId | undefined)[] = new Array<LinkId | undefined>(1024);
  #frames: (Frame | undefined)[] = new Array<Frame | undefined>(1024);
  #packets: number[] = new Array<number>(1024).fill(0);
  #times: number[] = new Array<number>(1024).fill(0);
  #mask = 1023;
  #head = 0;
  #size = 0;
  #lastMicros = 0;

  get size(): number {
    return this.#size;
  }

  /** When the first frame arrives. */
  get nextMicros(): number | undefined {
    return this.#size === 0 ? undefined : this.#times[this.#head];
  }

  /** False when the queue is full and the frame is lost. */
  push(nowMicros: number, link: LinkId, frame: Frame, packet: number): boolean {
    if (this.#size > this.#mask) {
      if (this.#size >= LIMIT) return false;
      this.#grow();
    }
    const arrival = arrivalOf(nowMicros);
    const at = arrival > this.#lastMicros ? arrival : this.#lastMicros + 1;
    this.#lastMicros = at;
    const slot = (this.#head + this.#size++) & this.#mask;
    this.#links[slot] = link;
    this.#frames[slot] = frame;
    this.#packets[slot] = packet;
    this.#times[slot] = at;
    return true;
  }

  /** The time that `count` more frames take which nobody has to see arrive. */
  pass(nowMicros: number, count: number): void {
    if (count === 0) return;
    const arrival = arrivalOf(nowMicros);
    this.#lastMicros = (arrival > this.#lastMicros ? arrival : this.#lastMicros + 1) + count - 1;
  }

  get headLink(): LinkId {
    return this.#links[this.#head] as LinkId;
  }
  get headFrame(): Frame {
    return this.#frames[this.#head] as Frame;
  }
  get headPacket(): number {
    return this.#packets[this.#head] as number;
  }

  shift(): void {
    this.#frames[this.#head] = undefined;
    this.#head = (this.#head + 1) & this.#mask;
    this.#size--;
  }

  #grow(): void {
    const unroll = <T>(ring: T[]): T[] => {
      const line = [...ring.slice(this.#head), ...ring.slice(0, this.#head)];
      line.length = ring.length * 2;
      return line;
    };
    this.#links = unroll(this.#links);
    this.#frames = unroll(this.#frames);
    this.#packets = unroll(this.#packets);
    this.#times = unroll(this.#times);
    this.#mask = this.#mask * 2 + 1;
    this.#head = 0;
  }
}
