/** The command line of Debian's traceroute 2.1.2, as its own reader of options (clif) takes it. */
import { portOf } from "../../../core/capture/services.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { TCP_FLAG } from "../../../core/wire/tcp.ts";

const VERSION =
  "Modern traceroute for Linux, version 2.1.2\nCopyright (c) 2016  Dmitry Butskoy,   License: GPL v2 or any later\n";
const usage = (name: string) => `Usage:
  ${name} [ -46dFITnreAUDV ] [ -f first_ttl ] [ -g gate,... ] [ -i device ] [ -m max_ttl ] [ -N squeries ] [ -p port ] [ -t tos ] [ -l flow_label ] [ -w MAX,HERE,NEAR ] [ -q nqueries ] [ -s src_addr ] [ -z sendwait ] [ --fwmark=num ] host [ packetlen ]
Options:
  -4                          Use IPv4
  -6                          Use IPv6
  -d  --debug                 Enable socket level debugging
  -F  --dont-fragment         Do not fragment packets
  -f first_ttl  --first=first_ttl
                              Start from the first_ttl hop (instead from 1)
  -g gate,...  --gateway=gate,...
                              Route packets through the specified gateway
                              (maximum 8 for IPv4 and 127 for IPv6)
  -I  --icmp                  Use ICMP ECHO for tracerouting
  -T  --tcp                   Use TCP SYN for tracerouting (default port is 80)
  -i device  --interface=device
                              Specify a network interface to operate with
  -m max_ttl  --max-hops=max_ttl
                              Set the max number of hops (max TTL to be
                              reached). Default is 30
  -N squeries  --sim-queries=squeries
                              Set the number of probes to be tried
                              simultaneously (default is 16)
  -n                          Do not resolve IP addresses to their domain names
  -p port  --port=port        Set the destination port to use. It is either
                              initial udp port value for "default" method
                              (incremented by each probe, default is 33434), or
                              initial seq for "icmp" (incremented as well,
                              default from 1), or some constant destination
                              port for other methods (with default of 80 for
                              "tcp", 53 for "udp", etc.)
  -t tos  --tos=tos           Set the TOS (IPv4 type of service) or TC (IPv6
                              traffic class) value for outgoing packets
  -l flow_label  --flowlabel=flow_label
                              Use specified flow_label for IPv6 packets
  -w MAX,HERE,NEAR  --wait=MAX,HERE,NEAR
                              Wait for a probe no more than HERE (default 3)
                              times longer than a response from the same hop,
                              or no more than NEAR (default 10) times than some
                              next hop, or MAX (default 5.0) seconds (float
                              point values allowed too)
  -q nqueries  --queries=nqueries
                              Set the number of probes per each hop. Default is
                              3
  -r                          Bypass the normal routing and send directly to a
                              host on an attached network
  -s src_addr  --source=src_addr
                              Use source src_addr for outgoing packets
  -z sendwait  --sendwait=sendwait
                              Minimal time interval between probes (default 0).
                              If the value is more than 10, then it specifies a
                              number in milliseconds, else it is a number of
                              seconds (float point values allowed too)
  -e  --extensions            Show ICMP extensions (if present), including MPLS
  -A  --as-path-lookups       Perform AS path lookups in routing registries and
                              print results directly after the corresponding
                              addresses
  -M name  --module=name      Use specified module (either builtin or external)
                              for traceroute operations. Most methods have
                              their shortcuts (\`-I' means \`-M icmp' etc.)
  -O OPTS,...  --options=OPTS,...
                              Use module-specific option OPTS for the
                              traceroute module. Several OPTS allowed,
                              separated by comma. If OPTS is "help", print info
                              about available options
  --sport=num                 Use source port num for outgoing packets. Implies
                              \`-N 1'
  --fwmark=num                Set firewall mark for outgoing packets
  -U  --udp                   Use UDP to particular port for tracerouting
                              (instead of increasing the port per each probe),
                              default port is 53
  -UL                         Use UDPLITE for tracerouting (default dest port
                              is 53)
  -D  --dccp                  Use DCCP Request for tracerouting (default port
                              is 33434)
  -P prot  --protocol=prot    Use raw packet of protocol prot for tracerouting
  --mtu                       Discover MTU along the path being traced. Implies
                              \`-F -N 1'
  --back                      Guess the number of hops in the backward path and
                              print if it differs
  -V  --version               Print version info and exit
  --help                      Read this help and exit

Arguments:
+     host          The host to traceroute to
      packetlen     The full packet length (default is the length of an IP
                    header plus 40). Can be ignored or increased to a minimal
                    allowed value
`;

const SECOND = 1_000_000;
const MAX_PROBES = 10;
const DEFAULT_PROBES = 16;

/** By what the way is traced. */
export type Method = "default" | "udp" | "icmp" | "tcp";

export interface TracerouteOptions {
  readonly family: "inet" | "inet6" | undefined;
  readonly method: Method;
  readonly numeric: boolean;
  readonly queries: number;
  readonly first: number;
  readonly maxHops: number;
  readonly simultaneous: number;
  readonly port: number | undefined;
  readonly sourcePort: number | undefined;
  readonly device: string | undefined;
  readonly source: string | undefined;
  readonly sourcePlace: number;
  readonly dontFragment: boolean;
  readonly onLink: boolean;
  readonly tos: number;
  readonly flowLabel: number | undefined;
  readonly mark: number | undefined;
  readonly waitMicros: number;
  readonly hereFactor: number;
  readonly nearFactor: number;
  /** The least time between two probes. */
  readonly gapMicros: number;
  /** --mtu. */
  readonly findMtu: boolean;
  /** --back. */
  readonly wayBack: boolean;
  /** With `-O info`, the flags of answers of TCP are shown. */
  readonly info: boolean;
  /** Flags that segments are to have in place of SYN, with which go no options but the size of segments; 0: none were named. */
  readonly tcpFlags: number;
  readonly host: string;
  /** Where the host stands among the words. */
  readonly place: number;
  readonly length: number | undefined;
}

interface Stop {
  readonly status: ExitStatus;
  readonly stderr: string;
}

/** What an option takes, as complaints name it. */
type Value = "number" | "decimal" | "port" | "wait" | "text";

interface Option {
  readonly long?: string;
  readonly takes?: Value;
  readonly as?: string;
}

const OPTIONS: Readonly<Record<string, Option>> = {
  "4": {},
  "6": {},
  d: { long: "debug" },
  F: { long: "dont-fragment" },
  f: { long: "first", takes: "number", as: "first_ttl" },
  g: { long: "gateway", takes: "text", as: "gate,..." },
  I: { long: "icmp" },
  T: { long: "tcp" },
  i: { long: "interface", takes: "text", as: "device" },
  m: { long: "max-hops", takes: "number", as: "max_ttl" },
  N: { long: "sim-queries", takes: "number", as: "squeries" },
  n: {},
  p: { long: "port", takes: "port", as: "port" },
  t: { long: "tos", takes: "number", as: "tos" },
  l: { long: "flowlabel", takes: "number", as: "flow_label" },
  w: { long: "wait", takes: "wait", as: "MAX,HERE,NEAR" },
  q: { long: "queries", takes: "number", as: "nqueries" },
  r: {},
  s: { long: "source", takes: "text", as: "src_addr" },
  z: { long: "sendwait", takes: "decimal", as: "sendwait" },
  e: { long: "extensions" },
  A: { long: "as-path-lookups" },
  M: { long: "module", takes: "text", as: "name" },
  O: { long: "options", takes: "text", as: "OPTS,..." },
  sport: { long: "sport", takes: "number", as: "num" },
  fwmark: { long: "fwmark", takes: "number", as: "num" },
  U: { long: "udp" },
  UL: {},
  D: { long: "dccp" },
  P: { long: "protocol", takes: "text", as: "prot" },
  mtu: { long: "mtu" },
  back: { long: "back" },
  V: { long: "version" },
};
/** Ways that nobody here goes: routes by gateways, DNS for autonomous systems, other protocols. */
const NOT_MODELLED = ["g", "A", "UL", "D", "P"];
const OTHER_MODULES = ["raw", "dccp", "udplite", "tcpconn"];
const MODULES: Readonly<Record<string, Method>> = { default: "default", udp: "udp", icmp: "icmp", tcp: "tcp" };

/** strtoul(3) with any base, the whole word of it; below nothing it wraps, which is told by a number below nothing. */
function whole(text: string): number | undefined {
  return /^[+-]?(0x[0-9a-f]+|\d+)$/i.test(text)
    ? Number(text.replace(/^([+-])/, "")) * (text[0] === "-" ? -1 : 1)
    : undefined;
}

function decimal(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Undefined where a value is none of its kind. */
function readValue(kind: Value, text: string): number | string | undefined {
  switch (kind) {
    case "number":
      return whole(text);
    case "decimal":
      return decimal(text);
    case "port":
      return whole(text) ?? portOf(text);
    case "wait": {
      const parts = text.split(",");
      return parts.length <= 3 && parts.every((part) => decimal(part) !== undefined) && text !== "" ? text : undefined;
    }
    case "text":
      return text;
  }
}

function shown(key: string): string {
  return key.length > 1 && key !== "UL" ? `--${key}` : `-${key}`;
}

/** Reads the words; or says what the program ends with. */
export function parseTraceroute(argv: readonly string[]): TracerouteOptions | Stop {
  const refuse = (text: string): Stop => ({ status: 2, stderr: `${text}\n` });
  const name = argv[0]?.split("/").at(-1) ?? "traceroute";
  if (argv.length === 1) return { status: 0, stderr: usage(name) };
  const values = new Map<string, string | number>();
  const places = new Map<string, number>();
  const words: { readonly text: string; readonly at: number }[] = [];
  const set = (key: string, text: string | undefined, at: number): Stop | undefined => {
    if (key === "V") return { status: 0, stderr: VERSION };
    if (NOT_MODELLED.includes(key)) return refuse(`traceroute: netnone does not model the option ${shown(key)}`);
    const { takes } = OPTIONS[key] as Option;
    if (takes === undefined) {
      // The last of them is taken.
      if (key in NAMED_FAMILIES) values.set("family", NAMED_FAMILIES[key] as string);
      values.set(key, 1);
      return undefined;
    }
    const value = readValue(takes, text ?? "");
    if (value === undefined) return refuse(`Cannot handle \`${shown(key)}' option with arg \`${text}' (argc ${at})`);
    // Options of a module come together, however often the word is said.
    values.set(key, key === "O" && values.has("O") ? `${values.get("O")},${value}` : value);
    places.set(key, at);
    return undefined;
  };
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("-") || word === "-") {
      words.push({ text: word, at: i });
      continue;
    }
    if (word === "--") {
      for (let rest = i + 1; rest < argv.length; rest++) words.push({ text: argv[rest] as string, at: rest });
      break;
    }
    if (word.startsWith("--")) {
      const [long = "", given] = word.slice(2).split(/=(.*)/s);
      if (long === "help") return { status: 0, stderr: usage(name) };
      const key = Object.keys(OPTIONS).find((each) => OPTIONS[each]?.long === long);
      if (key === undefined)
        return refuse(`Bad option \`${word}'${given === undefined ? "" : ` (with arg \`${given}')`} (argc ${i})`);
      const { takes, as } = OPTIONS[key] as Option;
      if (takes !== undefined && given === undefined)
        return refuse(`Option \`--${long}' (argc ${i}) requires an argument: \`--${long}=${as}'`);
      const stop = set(key, given, i);
      if (stop) return stop;
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const two = word.slice(at, at + 2);
      const letter = two === "UL" ? two : (word[at] as string);
      const option = letter.length === 1 || letter === "UL" ? OPTIONS[letter] : undefined;
      if (!option) return refuse(`Bad option \`-${letter}' (argc ${i})`);
      if (option.takes === undefined) {
        const stop = set(letter, undefined, i);
        if (stop) return stop;
        at += letter.length - 1;
        continue;
      }
      // Behind other letters nothing is taken for a value but the next word.
      const glued = at + 1 < word.length;
      const value = glued ? (at === 1 ? word.slice(at + 1) : undefined) : argv[++i];
      if (value === undefined)
        return refuse(
          `Option \`-${letter}' (argc ${glued ? i : i - 1}) requires an argument: \`-${letter} ${option.as}'`,
        );
      const stop = set(letter, value, i);
      if (stop) return stop;
      break;
    }
  }
  return settle(name, values, places, words);
}

function settle(
  name: string,
  values: ReadonlyMap<string, string | number>,
  places: ReadonlyMap<string, number>,
  words: readonly { readonly text: string; readonly at: number }[],
): TracerouteOptions | Stop {
  const refuse = (text: string): Stop => ({ status: 2, stderr: `${text}\n` });
  const has = (key: string) => values.has(key);
  const number = (key: string, otherwise: number) => Number(values.get(key) ?? otherwise);
  const optional = (key: string) => (values.has(key) ? Number(values.get(key)) : undefined);
  const text = (key: string) => (values.has(key) ? String(values.get(key)) || undefined : undefined);
  const [host, length, extra] = words;
  if (!host) return refuse('Specify "host" missing argument.');
  if (length && whole(length.text) === undefined)
    return refuse(`Cannot handle "packetlen" cmdline arg \`${length.text}' on position 2 (argc ${length.at})`);
  if (extra) return refuse(`Extra arg \`${extra.text}' (position 3, argc ${extra.at})`);
  const module = text("M") ?? (has("T") ? "tcp" : has("I") ? "icmp" : has("U") ? "udp" : "default");
  const method = Object.hasOwn(MODULES, module) ? MODULES[module] : undefined;
  if (method === undefined)
    return refuse(
      OTHER_MODULES.includes(module)
        ? `traceroute: netnone does not model the module ${module}`
        : `Unknown traceroute module ${module}`,
    );
  const special = text("O")?.split(",") ?? [];
  const strange = method === "tcp" ? special.find((each) => each !== "info" && !(each in TCP_FLAG)) : undefined;
  if (strange !== undefined) return refuse(`traceroute: netnone does not model the option -O ${strange}`);
  // Numbers below nothing are large ones without a sign, but where the program has a sign for them.
  const unsigned = (value: number) => (value < 0 ? value + 2 ** 32 : value);
  const first = unsigned(number("f", 1));
  const maxHops = unsigned(number("m", 30));
  const queries = unsigned(number("q", 3));
  if (first < 1 || first > maxHops) return refuse("first hop out of range");
  if (maxHops > 255) return refuse("max hops cannot be more than 255");
  if (queries < 1 || queries > MAX_PROBES) return refuse(`no more than ${MAX_PROBES} probes per hop`);
  const [wait, here, near] = String(values.get("w") ?? "5,3,10")
    .split(",")
    .map(Number);
  if ((wait ?? 0) < 0 || (here ?? 0) < 0 || (near ?? 0) < 0)
    return refuse(`bad wait specifications \`${wait ?? 0},${here ?? 0},${near ?? 0}' used`);
  const gap = number("z", 0);
  if (gap < 0) return refuse(`bad sendtime \`${values.get("z")}' specified`);
  const packet = length === undefined ? undefined : unsigned(whole(length.text) ?? 0);
  if (packet !== undefined && packet > MAX_PACKET) return refuse(`too big packetlen ${length?.text} specified`);
  const alone = has("sport") || has("mtu");
  return {
    family: (values.get("family") as "inet" | "inet6" | undefined) ?? NAMED_FAMILIES[name.at(-1) ?? ""],
    method,
    numeric: has("n"),
    queries,
    first,
    maxHops,
    simultaneous: alone ? 1 : unsigned(number("N", DEFAULT_PROBES)) || 1,
    port: has("p") ? number("p", 0) & 0xffff : undefined,
    sourcePort: optional("sport"),
    device: text("i"),
    source: values.get("s") as string | undefined,
    sourcePlace: places.get("s") ?? 0,
    dontFragment: has("F") || has("mtu"),
    onLink: has("r"),
    tos: number("t", 0) & 255,
    flowLabel: has("l") ? number("l", 0) & 0xfffff : undefined,
    mark: optional("fwmark"),
    // Who waits for nothing still sees what is there at once.
    waitMicros: Math.max(LEAST_WAIT_MICROS, (wait ?? 0) * SECOND),
    hereFactor: here ?? 0,
    nearFactor: near ?? 0,
    gapMicros: gap > 10 ? gap * 1000 : gap * SECOND,
    findMtu: has("mtu"),
    wayBack: has("back"),
    info: special.includes("info"),
    tcpFlags: special.reduce((flags, each) => flags | (TCP_FLAG[each as keyof typeof TCP_FLAG] ?? 0), 0),
    host: host.text,
    place: host.at,
    length: packet,
  };
}

/** The name of the program may say the family, too (check_progname). */
const NAMED_FAMILIES: Readonly<Record<string, "inet" | "inet6">> = { "4": "inet", "6": "inet6" };
const MAX_PACKET = 65_000;
const LEAST_WAIT_MICROS = 10_000;
