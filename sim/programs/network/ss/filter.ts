/**
 * Filters of `ss` (misc/ssfilter.y and parse_hostcond of iproute2, inet_diag_bc_run of net/ipv4/inet_diag.c).
 *
 * Same as the original: its words and their other spellings, that a host condition may carry a port, names of hosts and
 * services, brackets only as words of their own, and that everything binds alike from left to right but for `not`.
 * Simplified: no socket that is listed has a mark.
 * Absent (refused by name): cgroups.
 */
import { ipv6Words } from "../../../../core/address/ipv6.ts";
import type { Family, IpAddress, Prefix } from "../../../../core/address/prefix.ts";
import { addressBits, familyOf } from "../../../../core/address/prefix.ts";
import { portName, portOf } from "../../../../core/capture/services.ts";
import { NOT_MODELLED, parseInteger, parseUnsigned } from "../../../../core/command/args.ts";
import { readPrefix } from "../../../../core/command/names.ts";
import { parseFilterProtocol } from "../../../../core/command/tc/filter-protocol.ts";
import type { SocketRow } from "../../../kernel/socket-rows.ts";
import { matchesPattern } from "../../../shell/expand/pattern.ts";
import type { ConditionFamily } from "./options.ts";
import type { SocketEnd } from "./others.ts";

/**
 * `path`: of a socket of unix(7), which has nothing else that a condition asks for; `end`: of one of packet(7) or netlink(7), the
 * protocol and the device or the program.
 */
export type Filter = (
  socket: SocketRow & { readonly path?: string | undefined; readonly end?: SocketEnd | undefined },
) => boolean;

/** What a filter may ask while it is read. */
export interface FilterNames {
  /** gethostbyname2(3) in both families. */
  addresses(name: string): readonly IpAddress[];
  /** The device's name, when there is one. */
  device(name: string): boolean;
  ifindex(name: string): number | undefined;
  readonly transports: readonly ("tcp" | "udp")[];
  /** What conditions are read as (`-x`, `-0`, `-f netlink`). */
  readonly conditions: ConditionFamily | undefined;
}

/** `text` goes to standard error, and the program ends with `status`. */
export class FilterRefusal {
  readonly status: number;
  readonly text: string;
  /** The usage follows. */
  readonly usage: boolean;
  constructor(status: number, text: string, usage = false) {
    this.status = status;
    this.text = text;
    this.usage = usage;
  }
}

const OPERATORS: Readonly<Record<string, string>> = {
  "!": "!",
  not: "!",
  "&": "&",
  "&&": "&",
  and: "&",
  "|": "|",
  "||": "|",
  or: "|",
  "(": "(",
  ")": ")",
  ">=": ">=",
  ge: ">=",
  geq: ">=",
  "<=": "<=",
  le: "<=",
  leq: "<=",
  "!=": "!=",
  ne: "!=",
  neq: "!=",
  "=": "=",
  "==": "=",
  eq: "=",
  ">": ">",
  gt: ">",
  "<": "<",
  lt: "<",
};
const SUBJECTS = ["dst", "src", "dport", "sport", "dev", "fwmark", "autobound"];
const UNMODELLED = ["cgroup"];
const CANNOT_PARSE = "Cannot parse dst/src address.\n";
const SYNTAX = 'ss: bison bellows (while parsing filter): "syntax error!" Sorry.\n';
/** The default of net.ipv4.ip_local_port_range. */
const EPHEMERAL = [32_768, 60_999] as const;

interface HostCondition {
  readonly port: number | undefined;
  /** Any of these; none: every address. */
  readonly prefixes: readonly Prefix[];
  readonly family: Family | undefined;
  /** fnmatch(3): a path of unix(7). */
  readonly path?: string;
  /** One of the other families, which alone is then shown. */
  readonly of?: Exclude<ConditionFamily, "unix">;
  /** The protocol, or the other machine (vsock(7)). */
  readonly number?: number | undefined;
}

type Token =
  | { readonly kind: "operator"; readonly sign: string }
  | { readonly kind: "subject"; readonly word: string }
  | { readonly kind: "host"; readonly condition: HostCondition }
  | { readonly kind: "mark"; readonly mark: number; readonly mask: number }
  | { readonly kind: "device"; readonly name: string };

/** The filter that `words` say and the family that conditions of it ask for; undefined filter without words. */
export function parseFilter(
  words: readonly string[],
  names: FilterNames,
): { readonly filter: Filter | undefined; readonly family: Family | ConditionFamily | undefined } | FilterRefusal {
  const tokens = new Tokens(words, names);
  const filter = tokens.peek() === undefined ? undefined : list(tokens);
  if (tokens.peek() !== undefined) tokens.syntaxError();
  return tokens.refusal ?? { filter, family: tokens.family };
}

/** yylex: one token ahead, as bison looks. The first mistake sticks, and ends the tokens. */
class Tokens {
  refusal: FilterRefusal | undefined;
  readonly #words: string[];
  readonly #names: FilterNames;
  #subject = "";
  #next: Token | undefined;
  #looked = false;
  family: Family | ConditionFamily | undefined;

  constructor(words: readonly string[], names: FilterNames) {
    this.#words = words.flatMap((word) => word.split(/[ \t]+/)).filter((word) => word !== "");
    this.#names = names;
  }

  peek(): Token | undefined {
    if (!this.#looked) this.#next = this.#read();
    this.#looked = true;
    return this.#next;
  }

  take(): Token | undefined {
    const token = this.peek();
    this.#looked = false;
    return token;
  }

  /** What stands for an expression that is none. */
  syntaxError(): Filter {
    this.#refuse(new FilterRefusal(255, SYNTAX, true));
    return () => false;
  }

  #refuse(refusal: FilterRefusal): undefined {
    this.refusal ??= refusal;
    this.#words.length = 0;
    this.#looked = false;
    return undefined;
  }

  #read(): Token | undefined {
    const word = this.#words.shift();
    if (word === undefined) return undefined;
    const sign = Object.hasOwn(OPERATORS, word) ? OPERATORS[word] : undefined;
    if (sign !== undefined) return { kind: "operator", sign };
    if (UNMODELLED.includes(word)) return this.#refuse(notModelledFilter(word));
    if (SUBJECTS.includes(word)) {
      this.#subject = word;
      return { kind: "subject", word };
    }
    if (this.#subject === "dev") {
      if (!this.#names.device(word)) return this.#refuse(new FilterRefusal(1, "Cannot parse device.\n"));
      return { kind: "device", name: word };
    }
    if (this.#subject === "fwmark") {
      const [mark, mask] = word.split(/\/(.*)/s).map(parseInteger);
      if (mark === undefined || (word.includes("/") && mask === undefined))
        return this.#refuse(new FilterRefusal(1, `Cannot parse mark ${word}.\n`));
      return { kind: "mark", mark, mask: mask ?? 0xffff_ffff };
    }
    const condition = hostCondition(word, this.#subject.endsWith("port"), this.#names);
    if (condition instanceof FilterRefusal) return this.#refuse(condition);
    this.family = condition.family ?? condition.of ?? (condition.path === undefined ? this.family : "unix");
    return { kind: "host", condition };
  }
}

/** exprlist: what stands side by side must all hold. */
function list(tokens: Tokens): Filter {
  let filter = expression(tokens);
  for (;;) {
    const token = tokens.peek();
    if (token === undefined || (token.kind === "operator" && token.sign === ")")) return filter;
    const joined = token.kind === "operator" && (token.sign === "&" || token.sign === "|") ? token.sign : undefined;
    if (joined !== undefined) tokens.take();
    const left = filter;
    const right = expression(tokens);
    filter = joined === "|" ? (socket) => left(socket) || right(socket) : (socket) => left(socket) && right(socket);
  }
}

function expression(tokens: Tokens): Filter {
  const token = tokens.take();
  if (token?.kind === "operator" && token.sign === "(") {
    const inner = list(tokens);
    const end = tokens.take();
    return end?.kind === "operator" && end.sign === ")" ? inner : tokens.syntaxError();
  }
  if (token?.kind === "operator" && token.sign === "!") {
    const inner = expression(tokens);
    return (socket) => !inner(socket);
  }
  if (token?.kind !== "subject") return tokens.syntaxError();
  const { word } = token;
  if (word === "autobound")
    return ({ localPort, autobound }) => autobound && localPort >= EPHEMERAL[0] && localPort <= EPHEMERAL[1];
  const next = tokens.peek();
  const sign = next?.kind === "operator" ? next.sign : "=";
  if (next?.kind === "operator") tokens.take();
  const operand = tokens.take();
  if (word === "dev") {
    if (operand?.kind !== "device" || (sign !== "=" && sign !== "!=")) return tokens.syntaxError();
    return ({ device }) => (device === operand.name) === (sign === "=");
  }
  if (word === "fwmark") {
    if (operand?.kind !== "mark" || (sign !== "=" && sign !== "!=")) return tokens.syntaxError();
    const holds = ((operand.mark & operand.mask) === 0) === (sign === "=");
    return () => holds;
  }
  const filter = operand?.kind === "host" ? condition(word, sign, operand.condition) : undefined;
  return filter ?? tokens.syntaxError();
}

/** Undefined: the sign does not go with the word. */
function condition(word: string, sign: string, host: HostCondition): Filter | undefined {
  const source = word.startsWith("s");
  if (sign === "=" || (sign === "!=" && word.endsWith("port"))) {
    const equal: Filter = (socket) => hostFits(socket, source, host);
    return sign === "=" ? equal : (socket) => !equal(socket);
  }
  const port = host.port ?? -1;
  const mine = ({ localPort, peerPort }: SocketRow) => (source ? localPort : peerPort);
  if (!word.endsWith("port")) return undefined;
  if (sign === ">=") return (socket) => mine(socket) >= port;
  if (sign === "<=") return (socket) => mine(socket) <= port;
  if (sign === ">") return (socket) => mine(socket) > port;
  if (sign === "<") return (socket) => mine(socket) < port;
  return undefined;
}

/** unix_match: nobody's peer has a name that ss would know. */
function hostFits(
  socket: Parameters<Filter>[0],
  source: boolean,
  { port, prefixes, path, of, number }: HostCondition,
): boolean {
  if (of !== undefined) {
    const { end } = socket;
    // Nobody there is at the other end.
    if (end?.of !== of || (!source && (port !== undefined || (number ?? 0) !== 0))) return false;
    return !source || ((port === undefined || port === end.port) && (number === undefined || number === end.number));
  }
  if (path !== undefined) return matchesPattern(path, source ? (socket.path ?? "") : "");
  if (port !== undefined && port !== (source ? socket.localPort : socket.peerPort)) return false;
  if (prefixes.length === 0) return true;
  const given = source ? socket.local : socket.peer;
  return prefixes.some(({ address, length }) => {
    const family = familyOf(address);
    // Nobody's address is all zeros of the socket's own family.
    const own = given ?? (socket.family === "inet" ? (0 as IpAddress) : ("::" as IpAddress));
    if (familyOf(own) !== family) return false;
    return sameBits(own, address, length);
  });
}

function sameBits(a: IpAddress, b: IpAddress, length: number): boolean {
  const width = addressBits(familyOf(a)) === 32 ? 32 : 16;
  const words = (address: IpAddress) => (typeof address === "number" ? [address] : ipv6Words(address));
  const other = words(b);
  return words(a).every((word, i) => {
    const bits = Math.min(width, Math.max(0, length - i * width));
    const step = 2 ** (width - bits);
    return Math.floor(word / step) === Math.floor((other[i] ?? 0) / step);
  });
}

function notModelledFilter(word: string): FilterRefusal {
  return new FilterRefusal(NOT_MODELLED, `netnone: ss: the filter ${word} is not modelled\n`);
}

/** parse_hostcond. */
function hostCondition(word: string, isPort: boolean, names: FilterNames): HostCondition | FilterRefusal {
  const kind = /^(unix|link|netlink|vsock|inet6?):/.exec(word)?.[1];
  const own = kind ?? names.conditions;
  if (own === "unix") return { port: undefined, prefixes: [], family: undefined, path: word.replace(/^unix:/, "") };
  if (own === "link" || own === "netlink" || own === "vsock")
    return otherCondition(own, kind === undefined ? word : word.slice(kind.length + 1), isPort, names);
  const family = kind as Family | undefined;
  const rest = kind === undefined ? word : word.slice(kind.length + 1);
  let address = rest;
  let port = "";
  if (isPort) {
    port = rest.replace(/^:/, "");
    address = "";
  } else if (rest.startsWith("[")) {
    const end = rest.indexOf("]");
    if (end < 0) return new FilterRefusal(1, CANNOT_PARSE);
    address = rest.slice(1, end);
    port = rest.slice(end + 1).replace(/^:/, "");
  } else if (rest.startsWith("*")) {
    address = "";
    port = rest.slice(1).replace(/^:/, "");
  } else {
    const from = Math.max(0, rest.indexOf("/"));
    const colon = rest.lastIndexOf(":");
    if (colon >= from && colon >= 0) {
      address = rest.slice(0, colon);
      port = rest.slice(colon + 1);
    }
  }
  const number = port === "" || port.startsWith("*") ? undefined : portNumber(port, names);
  if (number instanceof FilterRefusal) return number;
  const prefixes = address === "" ? [] : prefixesOf(address, family, names);
  return prefixes instanceof FilterRefusal ? prefixes : { port: number, prefixes, family };
}

/** NETLINK_* by their names (nl_proto_a2n). */
const NETLINK_NAMES: Readonly<Record<string, number>> = {
  ...{ rtnl: 0, unused: 1, usersock: 2, fw: 3, tcpdiag: 4, nflog: 5, xfrm: 6, selinux: 7, iscsi: 8, audit: 9 },
  ...{ fiblookup: 10, connector: 11, nft: 12, ip6fw: 13, "dec-rt": 14, uevent: 15, genl: 16, "scsi-trans": 18 },
  ...{ ecryptfs: 19, rdma: 20, crypto: 21 },
};

/** The protocol, or the machine, and behind a colon the device or the program. */
function otherCondition(
  of: Exclude<ConditionFamily, "unix">,
  text: string,
  isPort: boolean,
  names: FilterNames,
): HostCondition | FilterRefusal {
  const colon = isPort ? 0 : text.indexOf(":");
  const address = isPort ? "" : colon < 0 ? text : text.slice(0, colon);
  const named = isPort ? text.replace(/^:/, "") : colon < 0 ? "" : text.slice(colon + 1);
  const refused = new FilterRefusal(1, CANNOT_PARSE);
  let port: number | undefined;
  if (named !== "" && named !== "*") {
    port = parseInteger(named);
    if (port === undefined && of === "link") port = names.ifindex(named);
    if (port === undefined && of === "netlink" && named === "kernel") port = 0;
    if (port === undefined) return refused;
  }
  let number: number | undefined;
  if (address !== "" && address !== "*") {
    number =
      of === "link" ? parseFilterProtocol(address) : of === "netlink" ? netlinkNumber(address) : parseUnsigned(address);
    if (number === undefined) return refused;
  }
  return { port, prefixes: [], family: undefined, of, number };
}

function netlinkNumber(text: string): number | undefined {
  if (Object.hasOwn(NETLINK_NAMES, text)) return NETLINK_NAMES[text];
  const number = parseUnsigned(text);
  return number === undefined || number > 255 ? undefined : number;
}

function portNumber(text: string, { transports }: FilterNames): number | FilterRefusal {
  const number = parseInteger(text);
  if (number !== undefined) return number;
  const named = portOf(text);
  if (named === undefined || !transports.some((transport) => portName(named, transport) === text))
    return new FilterRefusal(1, `Error: "${text}" does not look like a port.\n${CANNOT_PARSE}`);
  return named;
}

function prefixesOf(text: string, family: Family | undefined, names: FilterNames): readonly Prefix[] | FilterRefusal {
  if (["any", "all", "default"].includes(text)) return [];
  const prefix = readPrefix(text, family);
  if (prefix) return [prefix];
  const found = names.addresses(text).filter((address) => family === undefined || familyOf(address) === family);
  if (found.length === 0)
    return new FilterRefusal(1, `Error: an inet prefix is expected rather than "${text}".\n${CANNOT_PARSE}`);
  return found.map((address) => ({ address, length: addressBits(familyOf(address)) }) as Prefix);
}
