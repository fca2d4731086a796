/** Reads a capture filter by the grammar of pcap-filter(7) (libpcap's grammar.y, gencode.c). */
import { ipv4Mask, parseIpv4 } from "../../address/ipv4.ts";
import { ipv6Bytes, parseIpv6 } from "../../address/ipv6.ts";
import { macBytes, parseMac } from "../../address/mac.ts";
import type { IpAddress } from "../../address/prefix.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { constantOf, protocolNumber } from "../names.ts";
import { LINK_TYPE } from "../pcap-file.ts";
import { isType, type Layers } from "./layers.ts";
import {
  addressTest,
  baseOf,
  chained,
  type Direction,
  directed,
  fits6,
  groupTest,
  portTest,
  protocol6,
  protocolTest,
  type Test,
} from "./tests.ts";
import { filterWords, LINK_NAMES, LINKS, PROTOS, REFUSED, RESERVED, Refused, TYPES } from "./words.ts";

/** How names become addresses; undefined when nobody knows them. */
export type ResolveHost = (name: string) => readonly IpAddress[];

interface Qualifiers {
  readonly proto: string | undefined;
  readonly direction: Direction;
  readonly type: string | undefined;
}

const MAX_VLAN = 4095;
const LABEL_SHIFT = 12;
const SYNTAX = new Refused("can't parse filter expression: syntax error");

type Arithmetic = (layers: Layers) => number | undefined;

/** One parse of a filter; `parse` is called once. */
export class Parser {
  readonly #tokens: readonly string[];
  readonly #resolve: ResolveHost;
  readonly #ethernet: boolean;
  readonly #linkName: string;
  #at = 0;
  #tags = 0;
  #labelled = false;
  #last: Qualifiers | undefined;
  /** What is wrong inside of an expression of octets. */
  #wrong: Refused | undefined;

  constructor(text: string, linkType: number, resolve: ResolveHost) {
    this.#ethernet = linkType === LINK_TYPE.ethernet;
    this.#linkName = LINK_NAMES[linkType] ?? "Linux cooked v2";
    this.#tokens = filterWords(text);
    this.#resolve = resolve;
  }

  parse(): Test | Refused {
    if (this.#tokens.length === 0) return () => true;
    const test = this.#expression();
    if (test instanceof Refused) return test;
    if (this.#wrong) return this.#wrong;
    return this.#at < this.#tokens.length ? SYNTAX : test;
  }

  #peek(ahead = 0): string {
    return this.#tokens[this.#at + ahead] ?? "";
  }

  #expression(): Test | Refused {
    let left = this.#term();
    for (;;) {
      if (left instanceof Refused) return left;
      const operator = this.#peek();
      const and = operator === "and" || operator === "&&";
      if (!and && operator !== "or" && operator !== "||") return left;
      this.#at++;
      const right = this.#term();
      if (right instanceof Refused) return right;
      const before: Test = left;
      left = and ? (l) => before(l) && right(l) : (l) => before(l) || right(l);
    }
  }

  #term(): Test | Refused {
    const word = this.#peek();
    if (word === "not" || word === "!") {
      this.#at++;
      const inner = this.#term();
      return inner instanceof Refused ? inner : (l) => !inner(l);
    }
    if (word === "(") {
      // `(port 80 or 443)` is an expression; `(icmp[0] + 1) = 9` a comparison.
      const from = this.#at;
      const comparison = this.#comparison();
      if (comparison) return comparison;
      this.#at = from + 1;
      const inner = this.#expression();
      if (inner instanceof Refused) return inner;
      if (this.#peek() !== ")") return SYNTAX;
      this.#at++;
      return inner;
    }
    const from = this.#at;
    const comparison = this.#comparison();
    if (comparison) return comparison;
    this.#at = from;
    return this.#primitive();
  }

  /** Undefined: it is no comparison. */
  #comparison(): Test | Refused | undefined {
    const left = this.#sum();
    if (!left) return undefined;
    const relation = this.#peek();
    if (!["=", "==", "!=", "<", ">", "<=", ">="].includes(relation)) return undefined;
    this.#at++;
    const right = this.#sum();
    if (!right) return SYNTAX;
    return (l) => {
      const a = left(l);
      const b = right(l);
      if (a === undefined || b === undefined) return false;
      if (relation === "=" || relation === "==") return a === b;
      if (relation === "!=") return a !== b;
      if (relation === "<") return a < b;
      if (relation === ">") return a > b;
      return relation === "<=" ? a <= b : a >= b;
    };
  }

  #sum(level = 0): Arithmetic | undefined {
    const LEVELS = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"]];
    const operators = LEVELS[level];
    if (!operators) return this.#operand();
    let left = this.#sum(level + 1);
    while (left && operators.includes(this.#peek())) {
      const operator = this.#peek();
      this.#at++;
      const right = this.#sum(level + 1);
      if (!right) return undefined;
      const before: Arithmetic = left;
      left = (l) => {
        const a = before(l);
        const b = right(l);
        return a === undefined || b === undefined ? undefined : calculate(operator, a, b);
      };
    }
    return left;
  }

  #operand(): Arithmetic | undefined {
    const word = this.#peek();
    if (word === "(") {
      this.#at++;
      const inner = this.#sum();
      if (!inner || this.#peek() !== ")") return undefined;
      this.#at++;
      return inner;
    }
    if (word === "len") {
      this.#at++;
      return (l) => l.length;
    }
    const constant = constantOf(word);
    if (constant !== undefined && this.#peek(1) !== "[") {
      this.#at++;
      return () => constant;
    }
    if (!PROTOS.has(word) || this.#peek(1) !== "[") return undefined;
    this.#at += 2;
    const offset = this.#sum();
    let size = 1;
    if (this.#peek() === ":") {
      size = Number(this.#peek(1));
      this.#at += 2;
    }
    if (!offset || this.#peek() !== "]") return undefined;
    this.#at++;
    if (![1, 2, 4].includes(size)) {
      this.#wrong ??= new Refused("data size must be 1, 2, or 4");
      return () => undefined;
    }
    const tags = this.#tags;
    return (l) => {
      const base = baseOf(l, word, tags);
      const from = offset(l);
      if (base === undefined || from === undefined || base + from + size > l.bytes.length) return undefined;
      const at = base + from;
      return size === 1 ? l.bytes[at] : size === 2 ? be16(l.bytes, at) : be32(l.bytes, at);
    };
  }

  #primitive(): Test | Refused {
    let proto: string | undefined;
    let direction: Direction | undefined;
    let type: string | undefined;
    const tags = this.#tags;
    const word = this.#peek();
    if (word === "less" || word === "greater") {
      const number = Number(this.#peek(1));
      if (!/^\d+$/.test(this.#peek(1))) return SYNTAX;
      this.#at += 2;
      return word === "less" ? (l) => l.length <= number : (l) => l.length >= number;
    }
    if (word === "vlan") {
      this.#at++;
      if (!this.#ethernet) return new Refused(`no VLAN support for ${this.#linkName}`);
      this.#tags++;
      const id = /^\d+$/.test(this.#peek()) ? Number(this.#peek()) : undefined;
      if (id !== undefined) this.#at++;
      if (id !== undefined && id > MAX_VLAN) return new Refused(`VLAN tag ${id} greater than maximum ${MAX_VLAN}`);
      return (l) => l.vlans.length > tags && (id === undefined || l.vlans[tags] === id);
    }
    // Behind labels everything is somewhere else, which is not modelled.
    if (this.#labelled && word !== "") return this.#refuse(`${word} behind mpls`);
    if (word === "mpls") {
      this.#at++;
      this.#labelled = true;
      const label = /^\d+$/.test(this.#peek()) ? Number(this.#peek()) : undefined;
      if (label !== undefined) this.#at++;
      return (l) =>
        isType(l, ETHER_TYPE.mpls, tags) && (label === undefined || be32(l.bytes, l.network) >>> LABEL_SHIFT === label);
    }
    if (REFUSED.has(word)) return this.#refuse(word);
    if (PROTOS.has(word)) {
      proto = LINKS.has(word) ? "ether" : word;
      this.#at++;
    }
    if (this.#peek() === "src" || this.#peek() === "dst") {
      direction = this.#peek() as "src" | "dst";
      this.#at++;
      const joint = this.#peek();
      const other = direction === "src" ? "dst" : "src";
      if ((joint === "or" || joint === "and") && this.#peek(1) === other) {
        direction = joint;
        this.#at += 2;
      }
    }
    if (TYPES.has(this.#peek())) {
      type = this.#peek();
      this.#at++;
    }
    if (direction === undefined && type === undefined && proto !== undefined) {
      const next = this.#peek();
      if (next === "broadcast" || next === "multicast") {
        this.#at++;
        return this.#group(proto, next, tags);
      }
      const bare = next === "" || [")", "and", "or", "&&", "||"].includes(next);
      if (bare) {
        if (proto === "llc" && !this.#ethernet) return new Refused(`'llc' not supported for ${this.#linkName}`);
        this.#last = { proto, direction: "or", type: undefined };
        return protocolTest(proto, tags);
      }
    }
    if (word === "broadcast" || word === "multicast") {
      this.#at++;
      return this.#group("ether", word, tags);
    }
    const inherits = proto === undefined && direction === undefined && type === undefined;
    const qualifiers: Qualifiers = inherits && this.#last ? this.#last : { proto, direction: direction ?? "or", type };
    if (inherits && !this.#last) return SYNTAX;
    const value = this.#peek();
    if (value === "" || /^[()[\]!=<>&|]/.test(value) || RESERVED.has(value)) {
      return SYNTAX;
    }
    this.#at++;
    this.#last = qualifiers;
    return this.#value(qualifiers, value, tags);
  }

  #refuse(word: string): Refused {
    if (word === "gateway") return new Refused("'gateway' requires a name");
    return new Refused(`netnone does not model the filter ${word}`);
  }

  #value({ proto, direction, type }: Qualifiers, value: string, tags: number): Test | Refused {
    if (type === "proto" || type === "protochain") {
      if (RESERVED.has(value)) return SYNTAX;
      const name = value.replace(/^\\/, "");
      const number = /^\d/.test(name) ? constantOf(name) : undefined;
      if (proto === "ether") {
        const etherType =
          number ?? { ip: ETHER_TYPE.ipv4, ip6: ETHER_TYPE.ipv6, arp: ETHER_TYPE.arp, rarp: ETHER_TYPE.rarp }[name];
        if (etherType === undefined) return new Refused(`unknown ether proto '${name}'`);
        return (l) => isType(l, etherType, tags);
      }
      const transport = number ?? protocolNumber(name);
      if (transport === undefined) return new Refused(`unknown ip proto '${name}'`);
      if (type === "protochain")
        return (l) =>
          (proto !== "ip6" && isType(l, ETHER_TYPE.ipv4, tags) && chained(l, l.network, 4, transport)) ||
          (proto !== "ip" && isType(l, ETHER_TYPE.ipv6, tags) && chained(l, l.network, 6, transport));
      return (l) =>
        (proto !== "ip6" && isType(l, ETHER_TYPE.ipv4, tags) && l.bytes[l.network + 9] === transport) ||
        (proto !== "ip" && isType(l, ETHER_TYPE.ipv6, tags) && protocol6(l) === transport);
    }
    if (type === "port" || type === "portrange") {
      const carries = proto === undefined || ["ip", "ip6", "tcp", "udp", "sctp"].includes(proto);
      if (!carries) return new Refused("illegal qualifier of 'port'");
    }
    if (type === "port" || type === "portrange") return portTest(proto, direction, type, value, tags);
    if (proto === "ether") return this.#etherHost(direction, value);
    if (type === "net") return this.#net(proto, direction, value, tags);
    return this.#host(proto, direction, type, value, tags);
  }

  #group(proto: string, kind: "broadcast" | "multicast", tags: number): Test | Refused {
    if (!this.#ethernet && proto === "ether")
      return new Refused(
        kind === "broadcast"
          ? "not a broadcast link"
          : "link-layer multicast filters supported only on ethernet/FDDI/token ring/ARCNET/802.11/ATM LANE/Fibre Channel",
      );
    return groupTest(proto, kind, tags);
  }

  #etherHost(direction: Direction, value: string): Test | Refused {
    const mac = parseMac(value);
    if (mac === undefined && parseIpv4(value) !== undefined) return new Refused("illegal link layer address");
    const kinds = "ethernet/FDDI/token ring/802.11/ATM LANE/Fibre Channel";
    if (!this.#ethernet)
      return new Refused(
        mac === undefined
          ? `only ${kinds} supports link-level host name`
          : `ethernet addresses supported only on ${kinds}`,
      );
    if (mac === undefined) return new Refused(`unknown ether host '${value}'`);
    const octets = macBytes(mac);
    const at = (l: Layers, from: number) => l.ethernet && octets.every((octet, i) => l.bytes[from + i] === octet);
    return (l) => directed(direction, at(l, 6), () => at(l, 0));
  }

  #net(proto: string | undefined, direction: Direction, value: string, tags: number): Test | Refused {
    if (this.#peek() === "/") {
      const length = this.#peek(1);
      this.#at += 2;
      return this.#prefix(proto, direction, value, length, tags);
    }
    if (this.#peek() === "mask") {
      const mask = parseIpv4(this.#peek(1));
      this.#at += 2;
      const network = parseIpv4(value);
      if (mask === undefined || network === undefined) return SYNTAX;
      let length = 0;
      while (length < 32 && ((mask >>> (31 - length)) & 1) === 1) length++;
      return this.#prefix(proto, direction, value, String(length), tags);
    }
    const parts = value.split(".");
    if (parts.every((part) => /^\d+$/.test(part)) && parts.length <= 4) {
      const padded = [...parts, ...Array<string>(4 - parts.length).fill("0")].join(".");
      return this.#prefix(proto, direction, padded, String(8 * parts.length), tags);
    }
    const v6 = parseIpv6(value);
    if (v6 !== undefined) return addressTest(proto, direction, v6, 128, tags);
    return new Refused(`unknown network '${value}'`);
  }

  #prefix(proto: string | undefined, direction: Direction, value: string, lengthText: string, tags: number) {
    const v6 = value.includes(":") ? parseIpv6(value) : undefined;
    const length = Number(lengthText);
    if (!/^\d+$/.test(lengthText)) return SYNTAX;
    if (v6 !== undefined) {
      if (length > 128) return new Refused("mask length must be <= 128");
      if (
        !fits6(
          new Uint8Array(16),
          0,
          ipv6Bytes(v6).map((octet, i) => octet & ~maskOctet(length, i)),
          128,
        )
      )
        return new Refused(`non-network bits set in "${value}/${length}"`);
      const misfit = modifier(proto, "net", 6);
      if (misfit) return misfit;
      return addressTest(proto, direction, v6, length, tags);
    }
    const parts = value.split(".");
    const v4 = parseIpv4([...parts, ...Array<string>(Math.max(0, 4 - parts.length)).fill("0")].join("."));
    if (v4 === undefined) return new Refused(`invalid IPv4 address '${value}'`);
    if (length > 32) return new Refused("mask length must be <= 32");
    const misfit = modifier(proto, "net", 4);
    if (misfit) return misfit;
    if ((v4 & ipv4Mask(length)) >>> 0 !== v4) return new Refused(`non-network bits set in "${value}/${length}"`);
    return addressTest(proto, direction, v4, length, tags);
  }

  #host(proto: string | undefined, direction: Direction, type: string | undefined, value: string, tags: number) {
    if (this.#peek() === "/") {
      const prefix = this.#net(proto, direction, value, tags);
      if (type !== "host" || prefix instanceof Refused) return prefix;
      return new Refused("Mask syntax for networks only");
    }
    // A short address is all that begin with it.
    if (/^\d+(\.\d+){1,2}$/.test(value)) {
      const parts = value.split(".");
      const whole = [...parts, ...Array<string>(4 - parts.length).fill("0")].join(".");
      return this.#prefix(proto, direction, whole, String(8 * parts.length), tags);
    }
    const literal = parseIpv4(value) ?? (value.includes(":") ? parseIpv6(value) : undefined);
    const addresses = literal === undefined ? this.#resolve(value) : [literal];
    if (addresses.length === 0) return new Refused(`unknown host '${value}'`);
    const misfits = addresses.map((address) => modifier(proto, "host", typeof address === "number" ? 4 : 6));
    const misfit = misfits.every((one) => one !== undefined) ? misfits[0] : undefined;
    if (misfit) return misfit;
    const tests = addresses.map((address) =>
      addressTest(proto, direction, address, typeof address === "number" ? 32 : 128, tags),
    );
    return (l: Layers) => tests.some((test) => test(l));
  }
}

/** Protocols that are of another family or above it have no addresses of this one (gen_host, gen_host6). */
function modifier(proto: string | undefined, type: "host" | "net", family: 4 | 6): Refused | undefined {
  if (proto === undefined || proto === "ether") return undefined;
  if (proto === "ip6" && family === 4) return new Refused(`'ip6' modifier applied to ip ${type}`);
  if (["ip", "arp", "rarp"].includes(proto) && family === 6)
    return new Refused(`'${proto}' modifier applied to ip6 ${type}`);
  return ["ip", "ip6", "arp", "rarp"].includes(proto)
    ? undefined
    : new Refused(`'${proto}' modifier applied to ${type}`);
}

function maskOctet(length: number, at: number): number {
  const bits = Math.max(0, Math.min(8, length - 8 * at));
  return (0xff << (8 - bits)) & 0xff;
}

function calculate(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case "+":
      return (a + b) >>> 0;
    case "-":
      return (a - b) >>> 0;
    case "*":
      return Math.imul(a, b) >>> 0;
    case "/":
      return b === 0 ? undefined : Math.floor(a / b);
    case "%":
      return b === 0 ? undefined : a % b;
    case "&":
      return (a & b) >>> 0;
    case "|":
      return (a | b) >>> 0;
    case "^":
      return (a ^ b) >>> 0;
    case "<<":
      return (a << b) >>> 0;
    default:
      return a >>> b;
  }
}
