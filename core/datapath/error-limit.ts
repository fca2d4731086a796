/**
 * How many ICMP errors a host sends (struct inet_peer: inet_peer_xrlim_allow of net/ipv4/inetpeer.c, ip_error and
 * ip_rt_send_redirect of net/ipv4/route.c; icmp_global_allow of net/ipv4/icmp.c). To each destination a burst, then one an
 * interval: what a router says for want of a route is counted twice, by the routing and by ICMP, from one account. To all
 * together a burst and so many a second.
 */
import type { IpAddress } from "../address/prefix.ts";
import type { NetnsId } from "../model/id.ts";

const SECOND = 1_000_000;
/** XRLIM_BURST_FACTOR. */
const BURST = 6;
/** ip_rt_error_cost, ip_rt_error_burst. */
const ROUTE_COST = SECOND;
const ROUTE_BURST = 5 * SECOND;
/** ip_rt_redirect_load, ip_rt_redirect_number, ip_rt_redirect_silence. */
const REDIRECT_LOAD = 20_000;
const REDIRECTS = 9;
const REDIRECT_SILENCE = REDIRECT_LOAD << (REDIRECTS + 1);

interface Account {
  /** In microseconds of waiting for the next error. */
  credit: number;
  lastMicros: number;
  /** Redirects sent and not heeded. */
  redirects: number;
}

export class ErrorLimits {
  readonly #peers = new Map<string, Account>();
  readonly #all = new Map<NetnsId, Account>();

  #peer(nowMicros: number, netns: NetnsId, destination: IpAddress): Account {
    const key = `${netns} ${destination}`;
    let account = this.#peers.get(key);
    if (!account) {
      account = { credit: 0, lastMicros: nowMicros - 60 * SECOND, redirects: 0 };
      this.#peers.set(key, account);
    }
    return account;
  }

  /** One more error to a destination; false when it is one too many. */
  allowPeer(nowMicros: number, netns: NetnsId, destination: IpAddress, intervalMicros: number): boolean {
    const account = this.#peer(nowMicros, netns, destination);
    // What the routing has looked at this very moment is not cut to the burst of ICMP, which is none without an interval.
    const most = nowMicros > account.lastMicros ? BURST * intervalMicros : Number.POSITIVE_INFINITY;
    return take(account, nowMicros, intervalMicros, most);
  }

  /** One more error for want of a route. */
  allowUnrouted(nowMicros: number, netns: NetnsId, destination: IpAddress): boolean {
    return take(this.#peer(nowMicros, netns, destination), nowMicros, ROUTE_COST, ROUTE_BURST);
  }

  /** One more redirect: twice as long after each, and no more when that many were not heeded, until there is silence. */
  allowRedirect(nowMicros: number, netns: NetnsId, destination: IpAddress): boolean {
    const account = this.#peer(nowMicros, netns, destination);
    if (nowMicros > account.lastMicros + REDIRECT_SILENCE) {
      account.credit = 0;
      account.redirects = 0;
    }
    if (account.redirects >= REDIRECTS) {
      account.lastMicros = nowMicros;
      return false;
    }
    if (account.redirects > 0 && nowMicros <= account.lastMicros + (REDIRECT_LOAD << account.redirects)) return false;
    account.lastMicros = nowMicros;
    account.redirects++;
    return true;
  }

  /** One more error of a namespace. */
  allowAny(nowMicros: number, netns: NetnsId, perSecond: number, burst: number): boolean {
    const interval = SECOND / Math.max(1, perSecond);
    let account = this.#all.get(netns);
    if (!account) this.#all.set(netns, (account = { credit: burst * interval, lastMicros: nowMicros, redirects: 0 }));
    return take(account, nowMicros, interval, burst * interval);
  }
}

function take(account: Account, nowMicros: number, cost: number, most: number): boolean {
  account.credit = Math.min(most, account.credit + nowMicros - account.lastMicros);
  account.lastMicros = nowMicros;
  if (account.credit < cost) return false;
  account.credit -= cost;
  return true;
}
