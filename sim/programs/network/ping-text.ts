/** What ping prints: errors, times, statistics (iputils 20221126). */
import { formatIpv4, type Ipv4 } from "../../../core/address/ipv4.ts";
import type { Icmp, Icmpv6 } from "../../../core/wire/frame.ts";

/** What -h prints, and what goes with words that are no options. */
export const BRIEF_USAGE = `
Usage
  ping [options] <destination>

Options:
  <destination>      dns name or ip address
  -a                 use audible ping
  -A                 use adaptive ping
  -B                 sticky source address
  -c <count>         stop after <count> replies
  -C                 call connect() syscall on socket creation
  -D                 print timestamps
  -d                 use SO_DEBUG socket option
  -e <identifier>    define identifier for ping session, default is random for
                     SOCK_RAW and kernel defined for SOCK_DGRAM
                     Imply using SOCK_RAW (for IPv4 only for identifier 0)
  -f                 flood ping
  -h                 print help and exit
  -I <interface>     either interface name or address
  -i <interval>      seconds between sending each packet
  -L                 suppress loopback of multicast packets
  -l <preload>       send <preload> number of packages while waiting replies
  -m <mark>          tag the packets going out
  -M <pmtud opt>     define mtu discovery, can be one of <do|dont|want>
  -n                 no dns name resolution
  -O                 report outstanding replies
  -p <pattern>       contents of padding byte
  -q                 quiet output
  -Q <tclass>        use quality of service <tclass> bits
  -s <size>          use <size> as number of data bytes to be sent
  -S <size>          use <size> as SO_SNDBUF socket option value
  -t <ttl>           define time to live
  -U                 print user-to-user latency
  -v                 verbose output
  -V                 print version and exit
  -w <deadline>      reply wait <deadline> in seconds
  -W <timeout>       time to wait for response

IPv4 options:
  -4                 use IPv4
  -b                 allow pinging broadcast
  -R                 record route
  -T <timestamp>     define timestamp, can be one of <tsonly|tsandaddr|tsprespec>

IPv6 options:
  -6                 use IPv6
  -F <flowlabel>     define flow label, default is random
  -N <nodeinfo opt>  use icmp6 node info query, try <help> as argument

For more details see ping(8).
`;

/** niquery_option_help_handler: what -N takes. */
export const NODE_INFORMATION = `ping -6 -N <nodeinfo opt>
Help:
  help
Query:
  name
  ipv6
  ipv6-all
  ipv6-compatible
  ipv6-global
  ipv6-linklocal
  ipv6-sitelocal
  ipv4
  ipv4-all
Subject:
  subject-ipv6=addr
  subject-ipv4=addr
  subject-name=name
  subject-fqdn=name
`;

const UNREACHABLE4: Readonly<Record<number, string>> = {
  0: "Destination Net Unreachable",
  1: "Destination Host Unreachable",
  2: "Destination Protocol Unreachable",
  3: "Destination Port Unreachable",
  5: "Source Route Failed",
  6: "Destination Net Unknown",
  7: "Destination Host Unknown",
  8: "Source Host Isolated",
  9: "Destination Net Prohibited",
  10: "Destination Host Prohibited",
  11: "Destination Net Unreachable for Type of Service",
  12: "Destination Host Unreachable for Type of Service",
  13: "Packet filtered",
  14: "Precedence Violation",
  15: "Precedence Cutoff",
};

const REDIRECTS: Readonly<Record<number, string>> = {
  0: "Redirect Network",
  1: "Redirect Host",
  2: "Redirect Type of Service and Network",
  3: "Redirect Type of Service and Host",
};

const UNREACHABLE6: Readonly<Record<number, string>> = {
  0: "No route",
  1: "Administratively prohibited",
  2: "Beyond scope of source address",
  3: "Address unreachable",
  4: "Port unreachable",
};

/** What an ICMP error says, of either family (pr_icmph). */
export function errorText(message: Icmp | Icmpv6): string {
  if (message.kind === "icmp") {
    switch (message.type) {
      case "unreachable":
        if (message.code === 4) return `Frag needed and DF set (mtu = ${message.info})`;
        return UNREACHABLE4[message.code] ?? `Dest Unreachable, Bad Code: ${message.code}`;
      case "time-exceeded":
        return message.code === 0 ? "Time to live exceeded" : "Frag reassembly time exceeded";
      case "redirect":
        return `${REDIRECTS[message.code] ?? `Redirect, Bad Code: ${message.code}`}(New nexthop: ${formatIpv4(message.info as Ipv4)})`;
      case "parameter-problem":
        return `Parameter problem: pointer = ${message.info}`;
      default:
        return "";
    }
  }
  switch (message.type) {
    case "unreachable":
      return `Destination unreachable: ${UNREACHABLE6[message.code] ?? `Unknown code ${message.code}`}`;
    case "packet-too-big":
      return `Packet too big: mtu=${message.info}`;
    case "time-exceeded":
      return message.code === 0 ? "Time exceeded: Hop limit" : "Time exceeded: Defragmentation failure";
    case "parameter-problem":
      return `Parameter problem: Wrong header field at ${message.info}`;
    default:
      return "";
  }
}

/** A round-trip time with as many digits as it deserves. */
export function tripTime(micros: number): string {
  if (micros >= 100_000 - 50) return `${Math.floor((micros + 500) / 1000)}`;
  if (micros >= 10_000 - 5) return ((Math.floor((micros + 50) / 100) * 100) / 1000).toFixed(1);
  if (micros >= 1000) return ((Math.floor((micros + 5) / 10) * 10) / 1000).toFixed(2);
  return (micros / 1000).toFixed(3);
}

function millis(micros: number): string {
  return `${Math.floor(micros / 1000)}.${String(Math.floor(micros % 1000)).padStart(3, "0")}`;
}

/** What one run has seen so far. */
export class Statistics {
  transmitted = 0;
  received = 0;
  repeats = 0;
  errors = 0;
  /** Most requests that were under way at a time. */
  pipe = 0;
  /** Times are known: the packets were large enough to carry one. */
  timed = false;
  min = Number.MAX_SAFE_INTEGER;
  max = 0;
  sum = 0;
  squares = 0;
  /** Eight times the moving average. */
  ewma = 0;
  startMicros = 0;
  lastMicros = 0;

  time(micros: number): void {
    this.timed = true;
    this.min = Math.min(this.min, micros);
    this.max = Math.max(this.max, micros);
    this.sum += micros;
    this.squares += micros * micros;
    this.ewma = this.ewma === 0 ? micros * 8 : this.ewma + micros - Math.floor(this.ewma / 8);
  }

  acknowledge(sequence: number): void {
    const behind = (this.transmitted - sequence) & 0xffff;
    if (behind <= 0x7fff && behind + 1 > this.pipe) this.pipe = behind + 1;
  }

  get loss(): number {
    return ((this.transmitted - this.received) * 100) / this.transmitted;
  }

  /** The lines at the end (finish of ping_common.c). */
  summary(target: string, gaps: boolean): string {
    let text = `\n--- ${target} ping statistics ---\n${this.transmitted} packets transmitted, ${this.received} received`;
    if (this.repeats > 0) text += `, +${this.repeats} duplicates`;
    if (this.errors > 0) text += `, +${this.errors} errors`;
    if (this.transmitted > 0) {
      // %g: six significant digits.
      text += `, ${Number(this.loss.toPrecision(6))}% packet loss`;
      text += `, time ${Math.floor((this.lastMicros - this.startMicros + 500) / 1000)}ms`;
    }
    text += "\n";
    const parts: string[] = [];
    if (this.received > 0 && this.timed) {
      const total = this.received + this.repeats;
      const mean = Math.floor(this.sum / total);
      const variance = Math.max(0, Math.floor(this.squares / total) - mean * mean);
      const deviation = Math.floor(Math.sqrt(variance));
      parts.push(`rtt min/avg/max/mdev = ${[this.min, mean, this.max, deviation].map(millis).join("/")} ms`);
    }
    if (this.pipe > 1) parts.push(`pipe ${this.pipe}`);
    if (this.received > 0 && gaps && this.transmitted > 1) {
      const gap = Math.floor((this.lastMicros - this.startMicros) / (this.transmitted - 1));
      parts.push(`ipg/ewma ${millis(gap)}/${millis(Math.floor(this.ewma / 8))} ms`);
    }
    return `${text}${parts.join(", ")}\n`;
  }

  /** What SIGQUIT prints (status of ping_common.c). */
  snapshot(): string {
    const loss = this.transmitted === 0 ? 0 : Math.floor(this.loss);
    let text = `${this.received}/${this.transmitted} packets, ${loss}% loss`;
    if (this.received > 0 && this.timed) {
      const mean = Math.floor(this.sum / (this.received + this.repeats));
      text += `, min/avg/ewma/max = ${[this.min, mean, Math.floor(this.ewma / 8), this.max].map(millis).join("/")} ms`;
    }
    return `${text}\n`;
  }
}
