/**
 * The second line of a connection in `ss -i` and `-m` (tcp_get_info of net/ipv4/tcp.c, tcp_stats_print and print_skmem of
 * misc/ss.c).
 *
 * Same as Linux: which numbers there are, their order and words; those that are not of time.
 * Simplified: times are simulated ones; what bbr says of itself is made of the last rates of delivery, since whatever a connection's
 * congestion control is called it is slow start and Reno; how much memory is held is told of sockets that hold none.
 * Absent: how long windows held a sender back, reordering, what is taken to be lost, what the receiver estimates of round trips.
 */
import { type TcpSocket, tellsMss } from "../../../../core/datapath/tcp/socket.ts";
import { BOOTED_BEFORE_MICROS } from "../../../kernel/procfs.ts";

const JIFFY_MICROS = 4000;
/** jiffies begin five minutes before they wrap. */
const CLOCK_BEGAN_MICROS = 300_000_000 - BOOTED_BEFORE_MICROS;
/** What a SYN occupies, and the rest of the page. */
const SYN_BUFFER = 832;
const PAGE = 4096;
/** TCP_INIT_CWND. */
const INITIAL_WINDOW = 10;
const RECEIVE_BUFFER = 131_072;
/** TCP_INFINITE_SSTHRESH is not told. */
const MOST_THRESHOLD = 0xffff;
/** bbr_high_gain. */
const BBR_GAIN = 739 / 256;
/** bbr_pacing_margin_percent. */
const BBR_MARGIN = 0.99;
/** tcp_pacing_ss_ratio, tcp_pacing_ca_ratio. */
const START_RATIO = 2;
const AVOIDANCE_RATIO = 1.2;

/** `%g`. */
function general(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function bits(bytesPerSecond: number): string {
  return `${Math.floor(bytesPerSecond) * 8}bps`;
}

function packetsInFlight({ flight, mss, state }: TcpSocket): number {
  if (state === "SYN_SENT") return 1;
  return flight.reduce((sum, { data }) => sum + Math.max(1, Math.ceil(data.length / mss)), 0);
}

/** sk_pacing_rate, in octets a second (tcp_update_pacing_rate, bbr_init_pacing_rate_from_rtt). */
function pacingRate(socket: TcpSocket, roundTrip: number): number {
  const { mss, congestionWindow, slowStartThreshold, counts, congestion } = socket;
  const window = Math.floor(congestionWindow);
  const wholeWindow = (mss * Math.max(window, packetsInFlight(socket)) * 1e6) / Math.max(1, roundTrip);
  if (congestion === "bbr") {
    const bandwidth = Math.max(counts.bestRate, counts.bestRate > 0 ? 0 : wholeWindow);
    return bandwidth * BBR_GAIN * BBR_MARGIN;
  }
  return wholeWindow * (window < slowStartThreshold / 2 ? START_RATIO : AVOIDANCE_RATIO);
}

/** `-i`: each number has a space in front. `options` are those of the connection, which -o asks for. */
export function infoText(socket: TcpSocket, nowMicros: number, options: boolean): string {
  const { counts, congestion, state } = socket;
  const connecting = state === "SYN_SENT";
  const roundTrip = socket.smoothedMicros === undefined ? undefined : Math.max(1, Math.floor(socket.smoothedMicros));
  let out = "";
  const word = (name: string, value: number | string | undefined) => {
    if (value !== undefined && value !== 0) out += ` ${name}:${value}`;
  };
  if (options && !connecting)
    out += `${socket.timestamps ? " ts" : ""}${socket.sack ? " sack" : ""}${socket.ecn ? " ecn" : ""}${socket.ecnSeen ? " ecnseen" : ""}`;
  out += ` ${congestion}`;
  if (!connecting && socket.scales) word("wscale", `${socket.sendScale},${socket.receiveScale}`);
  const timeout = socket.rtoMicros * (socket.probing ? 1 : 2 ** socket.backoff);
  word("rto", general((Math.ceil(timeout / JIFFY_MICROS) * JIFFY_MICROS) / 1000));
  word("backoff", socket.backoff);
  if (roundTrip !== undefined)
    word("rtt", `${general(roundTrip / 1000)}/${general(Math.floor(socket.deviationMicros) / 1000)}`);
  word("ato", (Math.floor(socket.ackTimeoutMicros / JIFFY_MICROS) * JIFFY_MICROS) / 1000);
  word("mss", connecting ? 524 : socket.mss);
  word("pmtu", socket.pathMtu);
  word("rcvmss", connecting ? 88 : Math.min(socket.largestReceived, tellsMss(socket)));
  word("advmss", connecting ? socket.advertisedMss : tellsMss(socket));
  const window = connecting && socket.retransmits > 0 ? 1 : Math.floor(socket.congestionWindow);
  word("cwnd", window);
  if (socket.slowStartThreshold < MOST_THRESHOLD) word("ssthresh", socket.slowStartThreshold);
  word("bytes_sent", counts.bytesSent);
  word("bytes_retrans", counts.bytesRetransmitted);
  word("bytes_acked", counts.bytesAcked);
  word("bytes_received", counts.bytesReceived);
  word("segs_out", counts.segmentsOut);
  word("segs_in", counts.segmentsIn);
  word("data_segs_out", counts.dataSegmentsOut);
  word("data_segs_in", counts.dataSegmentsIn);
  if (congestion === "bbr") {
    const least = `,mrtt:${Number.isFinite(counts.leastRoundTrip) ? general(counts.leastRoundTrip / 1000) : 0}`;
    const gain = general(BBR_GAIN);
    const gains = counts.bestRate > 0 ? `,pacing_gain:${gain},cwnd_gain:${gain}` : "";
    out += ` bbr:(bw:${bits(counts.bestRate)}${least}${gains})`;
  }
  if (roundTrip !== undefined) out += ` send ${bits((window * socket.mss * 1e6) / roundTrip)}`;
  const since = (name: string, atMicros: number) => {
    const millis = Math.floor((nowMicros - atMicros) / 1000);
    if (millis > 0) word(name, millis);
  };
  // Never means as long as the machine's clock runs.
  since("lastsnd", connecting ? CLOCK_BEGAN_MICROS : counts.lastDataSent);
  since("lastrcv", connecting ? CLOCK_BEGAN_MICROS : socket.lastReceivedMicros);
  since("lastack", connecting ? CLOCK_BEGAN_MICROS : counts.lastAcknowledged);
  if (roundTrip !== undefined) out += ` pacing_rate ${bits(pacingRate(socket, roundTrip))}`;
  if (counts.deliveryRate > 0) out += ` delivery_rate ${bits(counts.deliveryRate)}`;
  word("delivered", counts.delivered);
  if (counts.appLimited) out += " app_limited";
  const busy = counts.busyMicros + (counts.busySince === undefined ? 0 : nowMicros - counts.busySince);
  if (busy >= 1000) out += ` busy:${Math.floor(busy / 1000)}ms`;
  word("unacked", packetsInFlight(socket));
  const again = connecting
    ? Math.min(1, socket.retransmits)
    : socket.flight.filter((each) => each.retransmitted).length;
  if (again > 0 || counts.retransmissions > 0) word("retrans", `${again}/${counts.retransmissions}`);
  if (connecting) word("lost", again);
  word("rcv_space", connecting ? 0 : Math.min(INITIAL_WINDOW * tellsMss(socket), socket.receiveThreshold));
  word("rcv_ssthresh", socket.receiveThreshold);
  word("notsent", socket.unsentBytes);
  if (Number.isFinite(counts.leastRoundTrip)) word("minrtt", general(counts.leastRoundTrip / 1000));
  word("snd_wnd", connecting ? 0 : socket.sendWindow);
  return out;
}

/** Octets that a segment of the largest kind takes (SKB_TRUESIZE of it, in powers of two). */
function segmentBuffer(length: number): number {
  return 2 ** Math.ceil(Math.log2(length + 256 + 320)) + 256;
}

/** `-m`: undefined where something is held, of which nobody knows here how much. */
export function memoryText(socket: TcpSocket): string | undefined {
  if (socket.queuedBytes > 0 || socket.flight.length > 0 || socket.unsentBytes > 0) return undefined;
  if (socket.state === "SYN_SENT")
    return `skmem:(r0,rb${RECEIVE_BUFFER},t0,tb16384,f${PAGE - SYN_BUFFER},w${SYN_BUFFER},o0,bl0,d0)`;
  // tcp_sndbuf_expand.
  const times = socket.congestion === "bbr" ? 3 : 2;
  const begun = times * INITIAL_WINDOW * segmentBuffer(Math.max(socket.peerMss, socket.mss));
  return `skmem:(r0,rb${RECEIVE_BUFFER},t0,tb${begun},f0,w0,o0,bl0,d0)`;
}
