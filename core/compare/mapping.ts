/**
 * Makes two runs comparable: what cannot be equal (random MAC addresses and what derives from them, container ids,
 * process ids, docker's names for veth ends, times) is replaced, each by a word that counts in order of appearance, the
 * same thing always by the same word. Two runs are the same when their replaced texts are the same; a run that shows the
 * wrong one of two MAC addresses is not.
 *
 * Measured times (rtt, "Up 2 seconds") have no identity, so all of one unit get one word. Nothing is left out.
 */

/** Texts of one run, in the order they appeared. */
export class Mapping {
  /** Literals of the script: they are the same in both runs and stay as they are. */
  readonly #literals: string;
  readonly #macs = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #pids = new Map<string, string>();
  readonly #veths = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #echoes = new Map<string, string>();
  readonly #handles = new Map<string, string>();

  constructor(script: string) {
    this.#literals = script.toLowerCase();
  }

  /** Looks for things to name. Call it for every text of the run, in order, before `apply`. */
  learn(text: string): void {
    for (const [mac] of text.matchAll(MAC)) this.#learnMac(mac);
    // As busybox's ifconfig shows it.
    for (const [, mac = ""] of text.matchAll(HWADDR)) this.#learnMac(mac.toLowerCase());
    for (const [, a = "", b = "", c = ""] of text.matchAll(PERMANENT6))
      this.#learnMac([a, b, c].map((group) => group.padStart(4, "0").replace(/^../, "$&:")).join(":"));
    for (const [, hex = ""] of text.matchAll(BRIDGE_ID)) {
      this.#learnMac(hex.replaceAll(/..(?!$)/g, "$&:"));
    }
    for (const [, id = ""] of text.matchAll(CONTAINER_ID)) {
      const short = id.slice(0, 12);
      if (/[a-f]/.test(short) && /\d/.test(short) && !this.#literals.includes(short)) {
        name(this.#ids, short, "id");
      }
    }
    for (const [, , id = ""] of text.matchAll(ECHO_ID)) {
      name(this.#echoes, id, "echo");
    }
    for (const [veth] of text.matchAll(VETH)) {
      if (!this.#literals.includes(veth)) {
        name(this.#veths, veth, "veth");
      }
    }
    for (const [, told, json] of text.matchAll(HANDLE)) {
      const handle = told ?? json ?? "";
      if (!this.#literals.includes(`${handle}:`)) name(this.#handles, handle, "handle");
    }
    for (const pattern of PID_CONTEXTS) {
      for (const [, pid = ""] of text.matchAll(pattern)) {
        this.learnPid(pid);
      }
    }
  }

  /** MAC addresses that show only as what derives from them. Call it when everything else has been learnt. */
  learnDerived(text: string): void {
    for (const [, a = "", b = "", c = "", d = ""] of text.matchAll(LINK_LOCAL)) {
      this.#learnMac(macOf(a, b, c, d));
    }
  }

  /** A number known to be a process id from where it comes (`.State.Pid`). */
  learnPid(pid: string): void {
    if (pid.length > 1 && !new RegExp(`(?<!\\d)${pid}(?!\\d)`).test(this.#literals)) {
      name(this.#pids, pid, "pid");
    }
  }

  /** A random name that docker gave. */
  learnName(text: string): void {
    if (!this.#literals.includes(text)) {
      name(this.#names, text, "name");
    }
  }

  #learnMac(mac: string): void {
    const first = Number.parseInt(mac.slice(0, 2), 16);
    // Group addresses are fixed; docker makes 02:42:ac:11:xx:xx from the container's address 172.17.x.x.
    if (
      (first & 1) === 1 ||
      mac === "00:00:00:00:00:00" ||
      mac.startsWith("02:42:ac:11:") ||
      this.#literals.includes(mac)
    ) {
      return;
    }
    name(this.#macs, mac, "mac");
  }

  /** Whether the script has a MAC address that ends so. */
  #wrote(tail: string): boolean {
    return this.#literals.includes(tail);
  }

  /** The text with everything that was learnt replaced. */
  apply(text: string): string {
    let out = text;
    for (const [pattern, replacement] of TIMES) {
      out = out.replaceAll(pattern, replacement);
    }
    out = out.replaceAll(ECHO_ID, (_, before: string, id: string) => `${before}<${this.#echoes.get(id) ?? id}>`);
    for (const [mac, word] of this.#macs) {
      const hex = mac.replaceAll(":", "");
      const tail = mac.split(":").slice(3);
      out = out
        .replaceAll(mac, `<${word}>`)
        .replaceAll(mac.toUpperCase(), `<${word}>`)
        .replaceAll(hex, `<${word}-hex>`)
        .replaceAll(`ff0200000000000000000001ff${hex.slice(6)}`, `ff0200000000000000000001ff<${word}-tail>`)
        .replaceAll(mac.replaceAll(/\b0(?=[0-9a-f])/g, ""), `<${word}>`)
        .replaceAll(interfaceId(mac), `<${word}-eui64>`)
        .replaceAll(permanent6(mac), `<${word}-permanent>`)
        .replaceAll(sharedInterfaceId(mac), `<${word}-device-$1>`)
        .replaceAll(`33:33:ff:${tail.join(":")}`, `33:33:ff:<${word}-tail>`)
        .replaceAll(solicitedNodeTail(tail), `ff<${word}-tail>`);
    }
    out = out
      .replaceAll(SOLICITED, (whole, tail: string) => (this.#wrote(tail) ? whole : "33:33:ff:<gone-tail>"))
      .replaceAll(SOLICITED_NODE, (whole, high: string, low: string) => {
        const [, a = "", b = ""] = /(..)(..)/.exec(low.padStart(4, "0")) ?? [];
        return this.#wrote(`${high}:${a}:${b}`) || this.#wrote(`${high.replace(/^0/, "")}:${low}`)
          ? whole
          : "ff02::1:ff<gone-tail>";
      });
    out = out.replaceAll(CONTAINER_ID, (whole, id: string) => {
      const word = this.#ids.get(id.slice(0, 12));
      return word === undefined ? whole : `<${word}${id.length === 64 ? "-long" : ""}>`;
    });
    for (const [veth, word] of this.#veths) {
      out = out.replaceAll(veth, `<${word}>`);
    }
    for (const [pid, word] of this.#pids) {
      out = out.replaceAll(new RegExp(`(?<![\\w.:-])${pid}(?![\\w:-]|\\.\\d)`, "g"), `<${word}>`);
    }
    for (const [handle, word] of this.#handles) {
      out = out.replaceAll(new RegExp(`(?<![\\w:])${handle}:(?!:)`, "g"), `<${word}>:`);
    }
    for (const [given, word] of this.#names) {
      out = out.replaceAll(given, `<${word}>`);
    }
    return out.replaceAll(LISTED_VETHS, sortVeths);
  }
}

const MAC = /(?<![0-9a-f:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![0-9a-f:])/g;
const HWADDR = /\bHWaddr ((?:[0-9A-F]{2}:){5}[0-9A-F]{2})\b/g;
/** What a tunnel over IPv6 has by chance, as long as an IPv6 address. */
const PERMANENT6 = /\bpermaddr"?:? ?"?([0-9a-f]{1,4}):([0-9a-f]{1,4}):([0-9a-f]{1,4})::(?![0-9a-f])/g;
const BRIDGE_ID = /\b[0-9a-f]{4}\.([0-9a-f]{12})\b/g;
/** A link-local address made from a MAC address, which a table may show that does not show the MAC address itself. */
const LINK_LOCAL = /\bfe80::([0-9a-f]{1,4}):([0-9a-f]{0,2}ff):fe([0-9a-f]{2}):([0-9a-f]{1,4})\b/g;
/** The group of an address that a link made from a MAC address, which may be shown after that MAC address is gone: chance, as it was.
 * Those of addresses that people write have zeros. */
const SOLICITED = /\b33:33:ff:([1-9a-f][0-9a-f]:[1-9a-f][0-9a-f]:[1-9a-f][0-9a-f])\b/g;
/** The same as IPv6 has it. */
const SOLICITED_NODE = /\bff02::1:ff(?!00)([0-9a-f]{2}):([0-9a-f]{1,4})\b/g;
const CONTAINER_ID = /(?<![0-9a-f.])([0-9a-f]{64}|[0-9a-f]{12})(?![0-9a-f])/g;
const VETH = /\bveth[0-9a-f]{7}\b/g;
/** Numbers that the kernel draws for queueing disciplines, one after the other for the whole machine (qdisc_alloc_handle). */
const HANDLE = /\b(?:qdisc|class) [\w-]+ (8[0-9a-f]{3}):|"handle": ?"(8[0-9a-f]{3}):/g;
/** Identifiers of echo requests, as tcpdump prints them: chance, and the same for a request and its reply. */
const ECHO_ID = /(\becho (?:request|reply), id )(\d+)/g;
/** Places where a number is a process id. */
const PID_CONTEXTS = [
  /\/proc\/(\d+)\b/g,
  /\/run\/netns\/(\d+)\b/g,
  /namespace "(\d+)"/g,
  /^\[\d+\] (\d+)$/gm,
  /"Pid": ?(\d+)/g,
  /\bpid=(\d+)/g,
  /\bkill: \((\d+)\) - /g,
];

/** `brctl show` lists ports by name, and docker's names for veth ends are chance. */
const LISTED_VETHS = /\t<veth\d+>\n(?:\t+<veth\d+>\n)+/g;

function sortVeths(lines: string): string {
  const sorted = [...lines.matchAll(/<veth(\d+)>/g)].map(([, number]) => Number(number)).sort((a, b) => a - b);
  return lines.replaceAll(/<veth\d+>/g, () => `<veth${sorted.shift()}>`);
}

const TIMES: readonly (readonly [RegExp, string])[] = [
  [/time=[\d.]+ ms/g, "time=<time> ms"],
  // traceroute, tracepath and arping.
  [/ \d+\.\d{3} ms\b/g, " <time> ms"],
  [/ +\d+\.\d{3}ms\b/g, " <time>ms"],
  [/(packets? .*, time) \d+ms/g, "$1 <time>ms"],
  [/rtt (min\/avg\/max\/mdev) = [\d./]+ ms(, pipe \d+)?/g, "rtt $1 = <times> ms"],
  [/round-trip (min\/avg\/max) = [\d./]+ ms/g, "round-trip $1 = <times> ms"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, "<date>"],
  [/\b(\w+_timer) +(?!0\.00)\d+\.\d\d\b/g, "$1 <time>"],
  [/"(\w+_timer)":(?!0(?:\.0+)?[,}])[\d.]+/g, '"$1":<time>'],
  [/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d\b/g, "<date>"],
  [/\b(Less than a second|About an? \w+|\d+ (?:seconds?|minutes?|hours?))( ago)?/g, "<duration>$2"],
  [/\bUp <duration> +/g, "Up <duration>   "],
  // ethtool -i, of drivers without a version of their own: that of the kernel (the literals of Debian's and of others alike).
  [/^(driver: .*\nversion: )\d+\.\d+\.\d+-\S+$/gm, "$1<release>"],
  // ss -e: numbers of sockets.
  [/\bino:[1-9]\d* sk:[0-9a-f]+/g, "ino:<inode> sk:<cookie>"],
  [/\bino:0 sk:[0-9a-f]+/g, "ino:0 sk:<cookie>"],
  // ss -a: who asks.
  [/\btcpdiag:ss\/\d+ */g, "tcpdiag:ss/<pid>   "],
  [/<duration> ago +/g, "<duration> ago   "],
];

function name(words: Map<string, string>, thing: string, kind: string): void {
  if (!words.has(thing)) {
    words.set(thing, `${kind}${words.size + 1}`);
  }
}

/** The lower half of the address that IPv6 makes from a MAC address (RFC 4291 appendix A), as it is printed. */
function interfaceId(mac: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(":").map((byte) => Number.parseInt(byte, 16));
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return groups.map((group) => group.toString(16)).join(":");
}

/** The six octets of a MAC address and nothing behind them, as IPv6 writes it. */
function permanent6(mac: string): string {
  const groups = mac.replaceAll(":", "").match(/.{4}/g) ?? [];
  return `${groups.map((group) => group.replace(/^0{1,3}/, "")).join(":")}::`;
}

/** The same where several links have one MAC address: their number stands in the middle (addrconf_ifid_eui48). */
function sharedInterfaceId(mac: string): RegExp {
  const [a = 0, b = 0, c = 0, d = "", e = 0, f = 0] = mac
    .split(":")
    .map((byte, at) => (at === 3 ? byte : Number.parseInt(byte, 16)));
  const group = (high: number | string, low: number | string) => ((Number(high) << 8) | Number(low)).toString(16);
  return new RegExp(`\\b${group(a, b)}:${group(c, 0)}:([0-9a-f]{1,2})${d}:${group(e, f)}\\b`, "g");
}

/** The MAC address that an interface identifier was made from. */
function macOf(a: string, b: string, c: string, d: string): string {
  const hex = [a, b, `fe${c}`, d].map((group) => group.padStart(4, "0")).join("");
  const bytes = [0, 2, 4, 10, 12, 14].map((at) => hex.slice(at, at + 2));
  const first = (Number.parseInt(bytes[0] ?? "0", 16) ^ 2).toString(16).padStart(2, "0");
  return [first, ...bytes.slice(1)].join(":");
}

/** ff02::1:ffXX:XXXX ends so (RFC 4291 section 2.7.1). */
function solicitedNodeTail(tail: readonly string[]): string {
  return `ff${tail[0]}:${Number.parseInt(`${tail[1]}${tail[2]}`, 16).toString(16)}`;
}
