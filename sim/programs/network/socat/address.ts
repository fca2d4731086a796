/** Address specifications of `socat` 1.7.4 (socat(1)): `KEYWORD:PARAMETER:...,OPTION=VALUE,...`. */
import { NOT_MODELLED, type Refusal } from "../../../../core/command/args.ts";
import { IP_OPTIONS } from "./ip-options.ts";
import { MULTICAST_OPTIONS } from "./multicast.ts";
import { OPTION_TABLE } from "./option-table.ts";

export type AddressKind =
  | "stdio"
  | "stdin"
  | "stdout"
  | "tcp"
  | "tcp-listen"
  | "udp"
  | "udp-listen"
  | "udp-recv"
  | "udp-recvfrom"
  | "udp-datagram"
  | "udp-sendto"
  | "unix-connect"
  | "unix-client"
  | "unix-listen"
  | "unix-sendto"
  | "unix-recv"
  | "unix-recvfrom"
  | "exec"
  | "system"
  | "open"
  | "gopen"
  | "create"
  | "pipe"
  | "stderr"
  | "fd"
  | "tun"
  | "interface"
  | "dual";

export interface Address {
  readonly kind: AddressKind;
  readonly family: "inet" | "inet6" | undefined;
  /** What stood between the colons. */
  readonly parameters: readonly string[];
  /** Options without a value have the empty one. */
  readonly options: ReadonlyMap<string, string>;
  /** The same in turn, those that are said several times as well. */
  readonly said: readonly (readonly [name: string, value: string])[];
  /** What is read and what is written of `A!!B`. */
  readonly parts?: readonly [Address, Address];
}

const KEYWORDS: Readonly<Record<string, readonly [AddressKind, number]>> = {
  stdio: ["stdio", 0],
  "-": ["stdio", 0],
  stdin: ["stdin", 0],
  stdout: ["stdout", 0],
  stderr: ["stderr", 0],
  pipe: ["pipe", 0],
  echo: ["pipe", 0],
  fd: ["fd", 1],
  tcp: ["tcp", 2],
  "tcp-connect": ["tcp", 2],
  "tcp-listen": ["tcp-listen", 1],
  "tcp-l": ["tcp-listen", 1],
  udp: ["udp", 2],
  "udp-connect": ["udp", 2],
  "udp-sendto": ["udp-sendto", 2],
  "udp-datagram": ["udp-datagram", 2],
  "udp-listen": ["udp-listen", 1],
  "udp-l": ["udp-listen", 1],
  "udp-recv": ["udp-recv", 1],
  "udp-recvfrom": ["udp-recvfrom", 1],
  unix: ["unix-client", 1],
  "unix-client": ["unix-client", 1],
  local: ["unix-connect", 1],
  "unix-connect": ["unix-connect", 1],
  "unix-listen": ["unix-listen", 1],
  "unix-l": ["unix-listen", 1],
  "unix-sendto": ["unix-sendto", 1],
  "unix-recv": ["unix-recv", 1],
  "unix-recvfrom": ["unix-recvfrom", 1],
  exec: ["exec", 1],
  system: ["system", 1],
  open: ["open", 1],
  file: ["open", 1],
  gopen: ["gopen", 1],
  create: ["create", 1],
  creat: ["create", 1],
  tun: ["tun", 1],
  interface: ["interface", 1],
  if: ["interface", 1],
};
/** What socat knows besides, or the beginning of it. */
const UNMODELLED =
  /^(openssl|ssl|dtls|pty|ip|ip4|ip6|sctp|sctp4|sctp6|vsock|proxy|socks|socks4|socks4a|pipe|fifo|echo|socket|datagram|dgram|sendto)(-|$)/;
const OPTIONS =
  /^(retry|forever|interval|accept-timeout|max-children|broadcast|so-broadcast|so-bindtodevice|bindtodevice|interface|if|keepalive|so-keepalive|linger|so-linger|crnl|crlf|shut-none|shut-down|fork|reuseaddr|so-reuseaddr|reuseport|so-reuseport|ipv6only|ipv6-v6only|v6only|bind|sourceport|sp|connect-timeout|creat|excl|append|o-append|trunc|o-trunc|rdonly|wronly|rdwr|nodelay|tcp-nodelay|pf|backlog|ignoreeof|readbytes|pipes|stderr|tun-device|tun-name|tun-type|iff-up|up|iff-no-pi|no-pi|tun-no-pi)$/;

/** `complaint` is what socat says of it, without date and pid. */
export function parseAddress(text: string): Address | Refusal | { readonly complaint: string } {
  const both = text.split("!!");
  if (both.length > 2) return refuse(`address "${text}"`);
  if (both.length === 2) {
    const parts = both.map(parseAddress);
    for (const part of parts) if (!("kind" in part)) return part;
    return {
      kind: "dual",
      family: undefined,
      parameters: [],
      options: new Map(),
      said: [],
      parts: parts as [Address, Address],
    };
  }
  const [{ text: specification } = { text: "" }, ...options] = splitOptions(text);
  const colon = specification.indexOf(":");
  const word = (colon < 0 ? specification : specification.slice(0, colon)).toLowerCase();
  // ABSTRACT- is UNIX- with a name that begins with NUL.
  const isAbstract = /^abstract(-|$)/.test(word);
  const plain = word.replace(/^(tcp|udp)[46]/, "$1").replace(/^abstract(?=-|$)/, "unix");
  const family = /^(?:tcp|udp)4/.test(word) ? "inet" : /^(?:tcp|udp)6/.test(word) ? "inet6" : undefined;
  const found = Object.hasOwn(KEYWORDS, plain) ? KEYWORDS[plain] : undefined;
  if (!found) {
    if (UNMODELLED.test(word)) return refuse(`address "${word}"`);
    // A name with a slash is a file, and GOPEN is what it is opened with.
    if (colon < 0 && word.includes("/")) return readOptions("gopen", undefined, [specification], options);
    if (colon < 0 && /^\d+$/.test(word)) return readOptions("fd", undefined, [word], options);
    return { complaint: `unknown device/address "${colon < 0 ? specification : specification.slice(0, colon)}"` };
  }
  const [kind, count] = found;
  const rest = colon < 0 ? "" : specification.slice(colon + 1);
  const whole = ["exec", "system", "open", "gopen", "create"].includes(kind);
  const parameters = colon < 0 ? [] : whole ? [rest] : splitParameters(rest);
  if (kind === "pipe" && parameters.length > 0) return refuse(`address "${specification}"`);
  if (kind === "tun" && parameters.length > 1)
    return { complaint: `TUN: wrong number of parameters (${parameters.length} instead of 0 or 1)` };
  if (kind !== "tun" && parameters.length !== count) {
    const name = (colon < 0 ? specification : specification.slice(0, colon)).toUpperCase();
    // By mistake it counts one for files that are not named.
    const counted = ["open", "gopen", "create"].includes(kind) ? 1 : parameters.length;
    return { complaint: `${name}: wrong number of parameters (${counted} instead of ${count})` };
  }
  if (kind === "fd" && !/^\d+$/.test(parameters[0] ?? ""))
    return { complaint: `error in FD number "${parameters[0]}"` };
  return readOptions(kind, family, isAbstract ? parameters.map((name) => `\0${name}`) : parameters, options);
}

/** What the options of an address must be for (the groups that socat -hhh tells). */
const GROUPS: Readonly<Record<AddressKind, string>> = (() => {
  const standard = "FD FIFO CHR BLK REG SOCKET TERMIOS UNIX IP4 IP6 UDP TCP SCTP";
  const program = "FD FIFO SOCKET EXEC FORK TERMIOS PTY PARENT UNIX";
  const unix = "FD SOCKET NAMED RETRY UNIX";
  return {
    stdio: standard,
    stdin: standard,
    stdout: standard,
    stderr: standard,
    fd: standard,
    tcp: "FD SOCKET CHILD RETRY IP4 IP6 TCP",
    "tcp-listen": "FD SOCKET LISTEN CHILD RETRY RANGE IP4 IP6 TCP",
    udp: "FD SOCKET IP4 IP6 UDP",
    "udp-listen": "FD SOCKET LISTEN CHILD RANGE IP4 IP6 UDP",
    "udp-recv": "FD SOCKET RANGE IP4 IP6 UDP",
    "udp-recvfrom": "FD SOCKET CHILD RANGE IP4 IP6 UDP",
    "udp-datagram": "FD SOCKET RANGE IP4 IP6 UDP",
    "udp-sendto": "FD SOCKET IP4 IP6 UDP",
    "unix-connect": unix,
    "unix-client": unix,
    "unix-listen": `${unix} LISTEN CHILD`,
    "unix-sendto": unix,
    "unix-recv": unix,
    "unix-recvfrom": `${unix} CHILD`,
    exec: program,
    system: program,
    open: "FD FIFO CHR BLK REG NAMED OPEN TERMIOS",
    gopen: "FD FIFO CHR BLK REG SOCKET NAMED OPEN TERMIOS UNIX",
    create: "FD REG NAMED",
    pipe: "FD FIFO",
    tun: "FD CHR NAMED OPEN INTERFACE",
    interface: "FD SOCKET",
    dual: "",
  };
})();

interface KnownOption {
  readonly groups: readonly string[];
  readonly type: string;
  readonly names: readonly string[];
}

const KNOWN: ReadonlyMap<string, KnownOption> = new Map(
  OPTION_TABLE.flatMap(([groups, type, list]) =>
    list.split(" ").flatMap((option) => {
      const names = option.split("=");
      return names.map((name) => [name, { groups: groups.split(","), type, names }] as const);
    }),
  ),
);

/** Values that are numbers, and those that must be there. */
const NUMBERS = ["INT", "UNSIGNED-INT", "UNSIGNED-SHORT", "BOOL", "BYTE", "SIZE_T", "STRUCT-LINGER"];
/** Those that are 1 where they are not said. */
const COUNTS = ["INT", "UNSIGNED-INT", "SIZE_T"];
const TIMES = ["STRUCT-TIMEVAL", "STRUCT-TIMESPEC"];
const NEEDED = ["STRING", ...TIMES];

/** What parseopts says of a value. @param rest the text from the option on */
function valueComplaint(name: string, type: string, value: string | undefined, rest: string): string | undefined {
  if (value === undefined) return NEEDED.includes(type) ? `option "${name}": value required` : undefined;
  const isTime = TIMES.includes(type);
  if (!isTime && !NUMBERS.includes(type)) return undefined;
  const number = (isTime ? /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i : /^\s*[+-]?(?:0x[\da-f]+|\d+)/i).exec(
    value,
  )?.[0];
  if (number === undefined) return `parseopts(): missing numerical value of option "${rest}"`;
  return number === value ? undefined : `parseopts(): trailing garbage in numerical arg of option "${rest}"`;
}

/** Options of what has a name in the file tree. */
const NAMED_OPTIONS = /^(unlink-early|unlink-close|mode|perm|user|group|umask)$/;

function readOptions(
  kind: AddressKind,
  family: Address["family"],
  parameters: readonly string[],
  options: readonly { readonly text: string; readonly rest: string }[],
): Address | Refusal | { readonly complaint: string } {
  const said: [string, string][] = [];
  const groups = GROUPS[kind].split(" ");
  for (const { text, rest } of options) {
    if (text === "") continue;
    const [given = "", value] = text.split(/=(.*)/s);
    const word = given.toLowerCase();
    const known = KNOWN.get(word);
    if (!known) return { complaint: `parseopts_table(): unknown option "${given}"` };
    if (!known.groups.some((group) => group === "APPL" || groups.includes(group)))
      return { complaint: `parseopts_table(): option "${given}" not supported with this address type` };
    const complaint = valueComplaint(given, known.type, value, rest);
    if (complaint !== undefined) return { complaint };
    const isModelled = (name: string) =>
      OPTIONS.test(name) ||
      MULTICAST_OPTIONS.includes(name) ||
      IP_OPTIONS.includes(name) ||
      (kind !== "pipe" && NAMED_OPTIONS.test(name));
    const name = isModelled(word) ? word : known.names.find(isModelled);
    if (name === undefined) return refuse(`option "${given}"`);
    if (name === "pf" && !Object.hasOwn(FAMILIES, value ?? ""))
      return { complaint: `unknown protocol family "${value}"` };
    said.push([name, value ?? (COUNTS.includes(known.type) ? "1" : "")]);
  }
  const map = new Map(said);
  if (kind.endsWith("-listen") && map.has("max-children") && !map.has("fork"))
    return { complaint: "option max-children not allowed without option fork" };
  return { kind, family, parameters, options: map, said };
}

/** Values of the option `pf`. */
export const FAMILIES: Readonly<Record<string, "inet" | "inet6">> = {
  ip4: "inet",
  inet: "inet",
  ip6: "inet6",
  inet6: "inet6",
};

function refuse(what: string): Refusal {
  return { status: NOT_MODELLED, stderr: `netnone: socat: ${what} is not modelled\n` };
}

/** Commas divide but for those in quotes, which are taken off. `rest` is everything from there on, as it was given. */
function splitOptions(text: string): { text: string; readonly rest: string }[] {
  const out = [{ text: "", rest: text }];
  const add = (piece: string) => {
    (out.at(-1) as { text: string }).text += piece;
  };
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quote !== "") {
      if (character === quote) quote = "";
      else add(character);
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "\\" && i + 1 < text.length) add(text[++i] as string);
    else if (character === ",") out.push({ text: "", rest: text.slice(i + 1) });
    else add(character);
  }
  return out;
}

/** Colons divide but for those of an IPv6 address in brackets. */
function splitParameters(text: string): string[] {
  return text.match(/(?:\[[^\]]*\]|[^:])+|(?<=^|:)(?=:|$)/g) ?? [""];
}
