/**
 * How many ICMP errors a host sends (inet_peer_xrlim_allow of net/ipv4/inetpeer.c, icmp_global_allow of net/ipv4/icmp.c):
 * to each destination a burst of six, then one an interval; to all together a burst and so many a second.
 */
import type { IpAddress } from "../address/prefix.ts";
import type { NetnsId } from "../model/id.ts";

const BURST = 6;
const SECOND = 1_000_000;

interface Bucket {
  /** In microseconds of waiting for the next error. */
  credit: number;
  lastMicros: number;
}

export class ErrorLimits {
  readonly #peers = new Map<string, Bucket>();
  readonly #all = new Map<NetnsId, Bucket>();

  /** One more error to a destination; false when it is one too many. */
  allowPeer(nowMicros: number, netns: NetnsId, destination: IpAddress, intervalMicros: number): boolean {
    if (intervalMicros <= 0) return true;
    const key = `${netns} ${destination}`;
    let bucket = this.#peers.get(key);
    if (!bucket) this.#peers.set(key, (bucket = { credit: BURST * intervalMicros, lastMicros: nowMicros }));
    return take(bucket, nowMicros, intervalMicros, BURST);
  }

  /** One more error of a namespace. */
  allowAny(nowMicros: number, netns: NetnsId, perSecond: number, burst: number): boolean {
    const interval = SECOND / Math.max(1, perSecond);
    let bucket = this.#all.get(netns);
    if (!bucket) this.#all.set(netns, (bucket = { credit: burst * interval, lastMicros: nowMicros }));
    return take(bucket, nowMicros, interval, burst);
  }
}

function take(bucket: Bucket, nowMicros: number, intervalMicros: number, burst: number): boolean {
  bucket.credit = Math.min(burst * intervalMicros, bucket.credit + nowMicros - bucket.lastMicros);
  bucket.lastMicros = nowMicros;
  if (bucket.credit < intervalMicros) return false;
  bucket.credit -= intervalMicros;
  return true;
}
