/**
 * TCP sockets: what the kernel keeps of a connection (struct tcp_sock of include/linux/tcp.h; RFC 9293 section 3.3.1).
 * Sequence numbers are unsigned 32-bit; times are simulated microseconds.
 */
import type { Family, IpAddress } from "../../address/prefix.ts";
import type { Errno } from "../../errors.ts";
import type { NetnsId, SocketId } from "../../model/id.ts";

/** TCP_* of include/net/tcp_states.h. */
export type TcpState =
  | "ESTABLISHED"
  | "SYN_SENT"
  | "SYN_RECV"
  | "FIN_WAIT1"
  | "FIN_WAIT2"
  | "TIME_WAIT"
  | "CLOSE"
  | "CLOSE_WAIT"
  | "LAST_ACK"
  | "LISTEN"
  | "CLOSING";

/** A segment that was sent and not yet acknowledged. */
export interface Unacked {
  sequence: number;
  end: number;
  data: Uint8Array;
  flags: number;
  sentMicros: number;
  retransmitted: boolean;
}

/** What struct tcp_info tells besides what a connection goes by (tcp_get_info). */
class TcpCounts {
  bytesSent = 0;
  bytesRetransmitted = 0;
  bytesAcked = 0;
  bytesReceived = 0;
  segmentsOut = 0;
  segmentsIn = 0;
  dataSegmentsOut = 0;
  dataSegmentsIn = 0;
  retransmissions = 0;
  delivered = 0;
  /** Octets a second, of the last that was acknowledged, and of the fastest. */
  deliveryRate = 0;
  bestRate = 0;
  /** Nothing more was to be sent when that was acknowledged. */
  appLimited = true;
  leastRoundTrip = Number.POSITIVE_INFINITY;
  lastDataSent = 0;
  lastAcknowledged = 0;
  busyMicros = 0;
  busySince: number | undefined;
}

const INITIAL_RTO_MICROS = 1_000_000;
const INITIAL_CWND = 10;

export class TcpSocket {
  readonly id: SocketId;
  readonly netns: NetnsId;
  /** AF_INET6 sockets carry IPv4 as well, unless they are v6-only. */
  readonly domain: Family;
  /** Whose it is, for those who list sockets. */
  readonly uid: number;
  /** Of a connection that nobody accepted yet it is the listener's. */
  inode: number;
  v6only = false;
  reuseAddress = false;
  reusePort = false;
  noDelay = false;
  /** IP_TTL or IPV6_UNICAST_HOPS; undefined: what is usual. */
  ttl: number | undefined;
  /** IP_TOS or IPV6_TCLASS. */
  tos = 0;
  state: TcpState = "CLOSE";
  /** Undefined: any. */
  localAddress: IpAddress | undefined;
  localPort = 0;
  /** bind(2) named the port. */
  bound = false;
  /** The same, but not of connections that came in there (SOCK_BINDPORT_LOCK). */
  portLocked = false;
  remoteAddress: IpAddress | undefined;
  remotePort = 0;
  /** SO_BINDTODEVICE, or the zone of a link-local address. */
  device: string | undefined;
  /** Told whenever something changed that a waiting process might want to know. */
  onChange: (() => void) | undefined;
  error: Errno | undefined;
  softError: Errno | undefined;
  /** IP_RECVERR. */
  readsErrors = false;
  /** No process has it any more. */
  orphan = false;
  /** When connect(2) sent the first SYN. */
  connectMicros = Number.NEGATIVE_INFINITY;
  /** It waits with a timer of its own, in the place of what it was (inet_twsk_schedule). */
  waits = false;
  receiveShutdown = false;
  sendShutdown = false;

  // Listening
  backlog = 0;
  readonly acceptQueue: TcpSocket[] = [];
  /** Who listened, until the connection is accepted. */
  listener: TcpSocket | undefined;

  // Sending
  initialSequence = 0;
  unacknowledged = 0;
  next = 0;
  written = 0;
  sendWindow = 0;
  /** The largest window that the other side ever offered (max_window). */
  mostWindow = 0;
  sendScale = 0;
  /** Sequence at which the last window update came. */
  windowSequence = 0;
  windowAck = 0;
  mss = 536;
  peerMss = 536;
  /** Of the path, when the segment size was made of it. */
  pathMtu = 0;
  readonly counts = new TcpCounts();
  /** TCP_CONGESTION. Whatever its name, it is slow start and Reno. */
  congestion = "";
  /** The end of the last short segment (snd_sml), for Nagle's algorithm as Minshall has it. */
  shortEnd = 0;
  readonly flight: Unacked[] = [];
  unsent: Uint8Array[] = [];
  unsentBytes = 0;
  finQueued = false;
  finSent = false;
  congestionWindow = INITIAL_CWND;
  slowStartThreshold = Number.POSITIVE_INFINITY;
  duplicateAcks = 0;
  recoverTo: number | undefined;
  ipId = 0;

  // Receiving
  receiveNext = 0;
  receiveWakeup = 0;
  receiveWindow = 0;
  receiveThreshold = 0;
  receiveScale = 0;
  /** Windows are scaled, if perhaps by nothing (wscale_ok). */
  scales = false;
  advertisedMss = 536;
  readonly queue: Uint8Array[] = [];
  queuedBytes = 0;
  finReceived = false;
  /** What came twice, for the next acknowledgment to tell (D-SACK, RFC 2883). */
  duplicateBlock: [number, number] | undefined;
  readonly outOfOrder: { sequence: number; data: Uint8Array; fin: boolean }[] = [];
  /** What of the receive buffer windows are made of: half of it (tcp_full_space). */
  space: number;
  /** No window is larger (window_clamp). */
  windowClamp = Number.POSITIVE_INFINITY;

  // Options
  /** IP_MTU_DISCOVER is IP_PMTUDISC_DONT. */
  mayBeCut = false;
  /** Both sides mind marks of congestion (TCP_ECN_OK); some packet had one (TCP_ECN_SEEN). */
  ecn = false;
  ecnSeen = false;
  /** Congestion was met, and is told until the other side has slowed down (TCP_ECN_DEMAND_CWR). */
  ecnEcho = false;
  /** The next data tell that this side has (TCP_ECN_QUEUE_CWR), which it does once until this is acknowledged. */
  ecnSlowed = false;
  ecnUntil: number | undefined;
  timestamps = false;
  sack = false;
  timestampOffset = 0;
  timestampRecent = 0;

  // Round trips
  smoothedMicros: number | undefined;
  deviationMicros = 0;
  rtoMicros = INITIAL_RTO_MICROS;
  retransmits = 0;
  /** How often the time that is waited has doubled (icsk_backoff). */
  backoff = 0;
  probing = false;
  /** Window probes that nobody has answered yet (icsk_probes_out). */
  probes = 0;

  // Acknowledgments (struct inet_connection_sock, icsk_ack)
  ackScheduled = false;
  pushedSmall = 0;
  quick = 0;
  pingpong = false;
  ackTimeoutMicros = 0;
  lastReceivedMicros = Number.NEGATIVE_INFINITY;
  largestReceived = 536;

  // Timers, each the time it is due
  retransmitAt: number | undefined;
  delayedAckAt: number | undefined;
  endAt: number | undefined;
  /** When the one that was set last should be due, before the timer wheel's rounding: what ss shows. */
  expiresMicros = 0;

  /** @param space octets of its receive buffer that windows are made of */
  constructor(
    id: SocketId,
    netns: NetnsId,
    domain: Family,
    owner: { readonly uid: number; readonly inode: number },
    space: number,
  ) {
    this.space = space;
    this.id = id;
    this.netns = netns;
    this.domain = domain;
    this.uid = owner.uid;
    this.inode = owner.inode;
  }

  get sendQueueBytes(): number {
    return (this.written - this.unacknowledged) >>> 0;
  }

  get connected(): boolean {
    return this.state !== "CLOSE" && this.state !== "LISTEN" && this.state !== "SYN_SENT" && this.state !== "SYN_RECV";
  }

  changed(): void {
    this.onChange?.();
  }
}

/** tp->advmss: what a segment of the other side may hold besides its options. */
export function tellsMss({ advertisedMss, timestamps }: TcpSocket): number {
  return advertisedMss - (timestamps ? 12 : 0);
}

/** Is it one of CurrEstab (tcp_set_state)? */
export function tcpEstablished({ state }: Pick<TcpSocket, "state">): boolean {
  return state === "ESTABLISHED" || state === "CLOSE_WAIT";
}

/** Is `a` before `b` (RFC 9293 section 3.4)? */
export function before(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

export function after(a: number, b: number): boolean {
  return before(b, a);
}
