/** The command line of tcpdump 4.99.3, and what it says when it does not like it. */

export interface TcpdumpOptions {
  readonly device: string | undefined;
  readonly numeric: boolean;
  readonly link: boolean;
  readonly verbose: number;
  readonly quiet: boolean;
  /** -K. */
  readonly unchecked: boolean;
  /** -S. */
  readonly absoluteSequence: boolean;
  readonly count: number | undefined;
  /** How many -t: what stands before a packet. */
  readonly timestamp: number;
  readonly hex: number;
  readonly hexAscii: number;
  readonly ascii: number;
  readonly read: string | undefined;
  readonly write: string | undefined;
  /** -C, in octets; 0 without. */
  readonly fileBytes: number;
  /** -G; 0 without. */
  readonly windowSeconds: number;
  /** -W; 0 without. */
  readonly files: number;
  /** --print: lines even where packets go into a file. */
  readonly print: boolean;
  /** -U: each packet goes to the file at once. */
  readonly packetBuffered: boolean;
  /** -l: each line goes to standard output at once. */
  readonly lineBuffered: boolean;
  /** --immediate-mode: packets are seen as they come. */
  readonly immediate: boolean;
  /** --nano: nine digits of seconds. */
  readonly nanoseconds: boolean;
  readonly snapLength: number;
  readonly direction: "in" | "out" | "inout";
  readonly promiscuous: boolean;
  readonly listDevices: boolean;
  /** -L and -J: what link types and time stamps there are. */
  readonly listLinkTypes: boolean;
  readonly listTimeStamps: boolean;
  /** -y. */
  readonly linkType: string | undefined;
  /** -Z. */
  readonly user: string | undefined;
  readonly countOnly: boolean;
  readonly numbered: boolean;
  /** -F: the file that the filter stands in; what stands on the command line does not count then. */
  readonly filterFile: string | undefined;
  readonly filter: string;
}

export type ParsedTcpdump =
  | { readonly kind: "run"; readonly options: TcpdumpOptions }
  | { readonly kind: "stop"; readonly status: number; readonly stdout: string; readonly stderr: string };

const VERSION = `tcpdump version 4.99.3
libpcap version 1.10.3 (with TPACKET_V3)
OpenSSL 3.0.19 27 Jan 2026
`;
const USAGE = `${VERSION}Usage: tcpdump [-AbdDefhHIJKlLnNOpqStuUvxX#] [ -B size ] [ -c count ] [--count]
		[ -C file_size ] [ -E algo:secret ] [ -F file ] [ -G seconds ]
		[ -i interface ] [ --immediate-mode ] [ -j tstamptype ]
		[ -M secret ] [ --number ] [ --print ] [ -Q in|out|inout ]
		[ -r file ] [ -s snaplen ] [ -T type ] [ --version ]
		[ -V file ] [ -w file ] [ -W filecount ] [ -y datalinktype ]
		[ --time-stamp-precision precision ] [ --micro ] [ --nano ]
		[ -z postrotate-command ] [ -Z user ] [ expression ]
`;
const WITH_VALUE = "BcCEFGijMQrsTVwWyzZ";
const PLAIN = "AbdDefhHIJKlLnNOpqStuUvxX#";
/** Real, and not modelled. -b, -B, -H, -j, -N, -O, -u and -Z are accepted: they change nothing here. */
const NOT_MODELLED = "dEIMTVz";
/** dlt_choices of libpcap, as far as they are devices' here. */
const LINK_TYPES = new Set(["EN10MB", "LINUX_SLL", "LINUX_SLL2", "RAW", "IEEE802_11", "PPP", "NULL", "DOCSIS"]);
const LONG: Readonly<Record<string, string>> = {
  "buffer-size": "B",
  "list-interfaces": "D",
  help: "h",
  interface: "i",
  direction: "Q",
  "snapshot-length": "s",
  "packet-buffered": "U",
  "no-promiscuous-mode": "p",
  "no-optimize": "O",
  number: "#",
  "absolute-tcp-sequence-numbers": "S",
  "dont-verify-checksums": "K",
  "relinquish-privileges": "Z",
  "immediate-mode": "immediate",
  print: "print",
  "monitor-mode": "I",
  "list-data-link-types": "L",
  "list-time-stamp-types": "J",
  linktype: "y",
  "time-stamp-type": "j",
  "time-stamp-precision": "precision",
  micro: "micro",
  nano: "nano",
  count: "count",
  version: "version",
};
const DEFAULT_SNAP_LENGTH = 262_144;

export function parseTcpdump(argv: readonly string[]): ParsedTcpdump {
  const stop = (status: number, stderr: string, stdout = ""): ParsedTcpdump => ({
    kind: "stop",
    status,
    stdout,
    stderr,
  });
  const counts = new Map<string, number>();
  const values = new Map<string, string>();
  const flag = (letter: string) => counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let filter: readonly string[] = [];
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    // getopt(3) of glibc: options may stand behind the expression's words too.
    if (word === "--") {
      filter = [...filter, ...argv.slice(i + 1)];
      break;
    }
    if (word.startsWith("--")) {
      const [name = "", given] = word.slice(2).split(/=(.*)/s);
      const known = Object.keys(LONG).filter((long) => long === name || long.startsWith(name));
      const letter = LONG[name] ?? (known.length === 1 ? LONG[known[0] as string] : undefined);
      if (letter === undefined) return stop(1, `tcpdump: unrecognized option '${word}'\n${USAGE}`);
      if (letter === "version") return stop(0, VERSION);
      if (letter === "precision" || (letter.length === 1 && WITH_VALUE.includes(letter))) {
        const value = given ?? argv[++i];
        if (value === undefined) return stop(1, `tcpdump: option '${word}' requires an argument\n${USAGE}`);
        values.set(letter, value);
      } else if (letter !== "") flag(letter);
      if (letter.length === 1 && NOT_MODELLED.includes(letter))
        return stop(1, `tcpdump: netnone does not model the option -${letter}\n`);
      continue;
    }
    if (!word.startsWith("-") || word === "-") {
      filter = [...filter, word];
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] as string;
      if (WITH_VALUE.includes(letter)) {
        const value = at + 1 < word.length ? word.slice(at + 1) : argv[++i];
        if (value === undefined) return stop(1, `tcpdump: option requires an argument -- '${letter}'\n${USAGE}`);
        values.set(letter, value);
        if (NOT_MODELLED.includes(letter)) return stop(1, `tcpdump: netnone does not model the option -${letter}\n`);
        break;
      }
      if (!PLAIN.includes(letter)) return stop(1, `tcpdump: invalid option -- '${letter}'\n${USAGE}`);
      if (letter === "h") return stop(0, USAGE);
      if (NOT_MODELLED.includes(letter)) return stop(1, `tcpdump: netnone does not model the option -${letter}\n`);
      flag(letter);
    }
  }
  if (counts.has("h")) return stop(0, USAGE);
  const times = (letter: string) => counts.get(letter) ?? 0;
  const count = values.get("c");
  if (count !== undefined && !(/^\d+$/.test(count) && Number(count) > 0))
    return stop(1, `tcpdump: invalid packet count ${count}\n`);
  const snap = values.get("s");
  if (snap !== undefined && !(/^\d+$/.test(snap) && Number(snap) <= DEFAULT_SNAP_LENGTH))
    return stop(1, `tcpdump: invalid snaplen ${snap} (must be >= 0 and <= ${DEFAULT_SNAP_LENGTH})\n`);
  const wrong = wrongValue(values, counts);
  if (wrong !== undefined) return stop(1, `tcpdump: ${wrong}\n`);
  const direction = values.get("Q") ?? "inout";
  if (direction !== "in" && direction !== "out" && direction !== "inout")
    return stop(1, `tcpdump: unknown capture direction \`${direction}'\n`);
  return {
    kind: "run",
    options: {
      device: values.get("i"),
      numeric: times("n") > 0,
      link: times("e") > 0,
      verbose: times("v"),
      quiet: times("q") > 0,
      unchecked: times("K") > 0,
      absoluteSequence: times("S") > 0,
      count: count === undefined ? undefined : Number(count),
      timestamp: times("t"),
      hex: times("x"),
      hexAscii: times("X"),
      ascii: times("A"),
      read: values.get("r"),
      write: values.get("w"),
      fileBytes: Number(values.get("C") ?? 0) * 1_000_000,
      windowSeconds: Number.parseInt(values.get("G") ?? "0", 10) || 0,
      files: Number(values.get("W") ?? 0),
      print: times("print") > 0,
      packetBuffered: times("U") > 0,
      lineBuffered: times("l") > 0,
      immediate: times("immediate") > 0,
      nanoseconds: times("nano") > 0 || values.get("precision") === "nano",
      snapLength: Number(snap ?? 0) || DEFAULT_SNAP_LENGTH,
      direction,
      promiscuous: times("p") === 0,
      listDevices: times("D") > 0,
      listLinkTypes: times("L") > 0,
      listTimeStamps: times("J") > 0,
      linkType: values.get("y"),
      user: values.get("Z"),
      countOnly: times("count") > 0,
      numbered: times("#") > 0,
      filterFile: values.get("F"),
      filter: filter.join(" "),
    },
  };
}

/** What is said of values that are no numbers, or not of what there is. */
function wrongValue(values: ReadonlyMap<string, string>, counts: ReadonlyMap<string, number>): string | undefined {
  const bad = (letter: string, pattern: RegExp, least: number) => {
    const value = values.get(letter);
    return value !== undefined && !(pattern.test(value) && Number(value) >= least) ? value : undefined;
  };
  const buffer = bad("B", /^\d+$/, 1);
  if (buffer !== undefined) return `invalid packet buffer size ${buffer}`;
  const size = bad("C", /^\d+$/, 1);
  if (size !== undefined) return `invalid file size ${size}`;
  const files = bad("W", /^\d+$/, 1);
  if (files !== undefined) return `invalid number of output files ${files}`;
  const seconds = values.get("G");
  if (seconds !== undefined && /^-\d/.test(seconds)) return `invalid number of seconds ${seconds}`;
  const linkType = values.get("y");
  if (linkType !== undefined && !LINK_TYPES.has(linkType)) return `invalid data link type ${linkType}`;
  const stamp = values.get("j");
  if (stamp !== undefined && !/^(host|host_lowprec|host_hiprec|adapter|adapter_unsynced)$/.test(stamp))
    return `invalid time stamp type ${stamp}`;
  const precision = values.get("precision");
  if (precision !== undefined && precision !== "micro" && precision !== "nano")
    return "unsupported time stamp precision";
  if (counts.has("f") && values.has("r")) return "-f can not be used with -V or -r";
  return counts.has("f") ? "netnone does not model the option -f" : undefined;
}
