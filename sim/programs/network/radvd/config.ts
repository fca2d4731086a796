/**
 * radvd.conf(5): what is advertised, by interface (gram.y and scanner.l of radvd 2.19). What is real but not modelled is named
 * in `absent`.
 */
import { type Ipv6, parseIpv6 } from "../../../../core/address/ipv6.ts";
import type { RouterOption, RouterPreference } from "../../../../core/wire/frame.ts";

const INFINITY = 0xffffffff;

/** What is told of a prefix, and whether that ends when this does. */
export interface PrefixConfig extends Omit<Extract<RouterOption, { kind: "prefix" }>, "kind"> {
  readonly deprecate: boolean;
}

export interface RouteConfig {
  readonly prefix: Ipv6;
  readonly length: number;
  /** Three times the longest interval when missing. */
  readonly lifetimeSeconds: number | undefined;
  readonly preference: RouterPreference;
  readonly remove: boolean;
}

export interface NamesConfig {
  readonly names: readonly string[];
  /** The longest interval when missing. */
  readonly lifetimeSeconds: number | undefined;
  readonly flush: boolean;
}

export interface InterfaceConfig {
  readonly name: string;
  /** Values of the interface's own options by their name: switches are 0 and 1. */
  readonly values: ReadonlyMap<string, number>;
  readonly preference: RouterPreference;
  readonly prefixes: readonly PrefixConfig[];
  readonly routes: readonly RouteConfig[];
  readonly rdnss: readonly NamesConfig[];
  readonly dnssl: readonly NamesConfig[];
}

export type ParsedConfig =
  | { readonly kind: "config"; readonly interfaces: readonly InterfaceConfig[]; readonly warnings: readonly string[] }
  /** What it says of the file; the file is then not used. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "absent"; readonly what: string };

type Value = "switch" | "number" | "decimal" | "lifetime";

const INTERFACE: Readonly<Record<string, Value>> = {
  IgnoreIfMissing: "switch",
  AdvSendAdvert: "switch",
  UnicastOnly: "switch",
  AdvRASolicitedUnicast: "switch",
  MaxRtrAdvInterval: "decimal",
  MinRtrAdvInterval: "decimal",
  MinDelayBetweenRAs: "decimal",
  AdvManagedFlag: "switch",
  AdvOtherConfigFlag: "switch",
  AdvLinkMTU: "number",
  AdvReachableTime: "number",
  AdvRetransTimer: "number",
  AdvCurHopLimit: "number",
  AdvDefaultLifetime: "number",
  AdvSourceLLAddress: "switch",
  AdvHomeAgentFlag: "switch",
};
const PREFIX: Readonly<Record<string, Value>> = {
  AdvOnLink: "switch",
  AdvAutonomous: "switch",
  AdvRouterAddr: "switch",
  AdvValidLifetime: "lifetime",
  AdvPreferredLifetime: "lifetime",
  DeprecatePrefix: "switch",
};
const ROUTE: Readonly<Record<string, Value>> = { AdvRouteLifetime: "lifetime", RemoveRoute: "switch" };
const RDNSS: Readonly<Record<string, Value>> = { AdvRDNSSLifetime: "lifetime", FlushRDNSS: "switch" };
const DNSSL: Readonly<Record<string, Value>> = { AdvDNSSLLifetime: "lifetime", FlushDNSSL: "switch" };
const ABSENT: readonly string[] = [
  "clients",
  "abro",
  "lowpanco",
  "nat64prefix",
  "AdvCaptivePortalAPI",
  "AdvIntervalOpt",
  "AdvHomeAgentInfo",
  "AdvMobRtrSupportFlag",
  "HomeAgentPreference",
  "HomeAgentLifetime",
  "Base6Interface",
  "Base6to4Interface",
  "DecrementLifetimes",
];

interface Token {
  readonly text: string;
  readonly line: number;
}

class Refusal {
  readonly parsed: ParsedConfig;
  constructor(parsed: ParsedConfig) {
    this.parsed = parsed;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  text.split("\n").forEach((whole, i) => {
    for (const [word] of whole.replace(/#.*/, "").matchAll(/[{};/]|[^\s{};/]+/g))
      tokens.push({ text: word, line: i + 1 });
  });
  return tokens;
}

class Reader {
  readonly #file: string;
  readonly #tokens: readonly Token[];
  readonly #lines: number;
  #at = 0;
  readonly warnings: string[] = [];

  constructor(file: string, text: string) {
    this.#file = file;
    this.#tokens = tokensOf(text);
    this.#lines = text.split("\n").length;
  }

  get more(): boolean {
    return this.#at < this.#tokens.length;
  }
  get peek(): string {
    return this.#tokens[this.#at]?.text ?? "";
  }
  get line(): number {
    return this.#tokens[this.#at]?.line ?? this.#lines;
  }

  /** yyerror, at the word that does not fit. */
  wrong(): Refusal {
    if (ABSENT.includes(this.peek)) return new Refusal({ kind: "absent", what: this.peek });
    return this.refuse(`${this.#file}:${this.line} error: syntax error`);
  }

  refuse(message: string): Refusal {
    return new Refusal({ kind: "refused", message });
  }

  /** What is wrong where the last word was. */
  refuseHere(message: string): Refusal {
    const line = this.#tokens[this.#at - 1]?.line ?? this.#lines;
    return this.refuse(`${message} in ${this.#file}, line ${line}`);
  }

  take(): string {
    const { peek } = this;
    this.#at++;
    return peek;
  }

  expect(text: string): void {
    if (this.peek !== text) throw this.wrong();
    this.#at++;
  }

  value(kind: Value): number {
    const { peek } = this;
    if (kind === "switch") {
      if (peek !== "on" && peek !== "off") throw this.wrong();
      return this.take() === "on" ? 1 : 0;
    }
    if (kind === "lifetime" && peek === "infinity") {
      this.take();
      return INFINITY;
    }
    if (!(kind === "decimal" ? /^\d+(\.\d+)?$/ : /^\d+$/).test(peek)) throw this.wrong();
    return Number(this.take());
  }

  preference(): RouterPreference {
    const { peek } = this;
    if (peek !== "low" && peek !== "medium" && peek !== "high") throw this.wrong();
    this.take();
    return peek;
  }

  prefix(): { readonly prefix: Ipv6; readonly length: number } {
    const prefix = parseIpv6(this.peek);
    if (prefix === undefined) throw this.wrong();
    this.take();
    this.expect("/");
    const length = this.value("number");
    if (length > 128) throw this.refuseHere("invalid prefix length");
    return { prefix, length };
  }

  /** `{ option value; ... };` `other` takes what is no plain option. */
  block(options: Readonly<Record<string, Value>>, other: (word: string) => boolean): Map<string, number> {
    const values = new Map<string, number>();
    this.expect("{");
    while (this.peek !== "}") {
      const word = this.peek;
      const kind = Object.hasOwn(options, word) ? options[word] : undefined;
      if (kind) {
        this.take();
        values.set(word, this.value(kind));
        this.expect(";");
      } else if (!other(word)) throw this.wrong();
    }
    this.expect("}");
    this.expect(";");
    return values;
  }
}

function prefixConfig(reader: Reader): PrefixConfig {
  const { prefix, length } = reader.prefix();
  const values = reader.block(PREFIX, () => false);
  const validSeconds = values.get("AdvValidLifetime") ?? 86_400;
  const preferredSeconds = values.get("AdvPreferredLifetime") ?? 14_400;
  if (preferredSeconds > validSeconds)
    throw reader.refuseHere("AdvValidLifeTime must be greater than AdvPreferredLifetime");
  return {
    prefix,
    length,
    onLink: values.get("AdvOnLink") !== 0,
    autonomous: values.get("AdvAutonomous") !== 0,
    routerAddress: values.get("AdvRouterAddr") === 1,
    validSeconds,
    preferredSeconds,
    deprecate: values.get("DeprecatePrefix") === 1,
  };
}

function routeConfig(reader: Reader): RouteConfig {
  const { prefix, length } = reader.prefix();
  let preference: RouterPreference = "medium";
  const values = reader.block(ROUTE, (word) => {
    if (word !== "AdvRoutePreference") return false;
    reader.take();
    preference = reader.preference();
    reader.expect(";");
    return true;
  });
  const remove = values.get("RemoveRoute") !== 0;
  return { prefix, length, lifetimeSeconds: values.get("AdvRouteLifetime"), preference, remove };
}

function namesConfig(reader: Reader, isName: (word: string) => boolean, lifetime: string, flush: string): NamesConfig {
  const names: string[] = [];
  while (reader.peek !== "{" && reader.more) {
    if (!isName(reader.peek)) throw reader.wrong();
    names.push(reader.take());
  }
  if (names.length === 0) throw reader.wrong();
  const values = reader.block(lifetime === "AdvRDNSSLifetime" ? RDNSS : DNSSL, () => false);
  return { names, lifetimeSeconds: values.get(lifetime), flush: values.get(flush) !== 0 };
}

function domain(reader: Reader, word: string): boolean {
  if (!/^[A-Za-z0-9.-]+$/.test(word)) throw reader.refuse("invalid domain suffix specified");
  return true;
}

function interfaceConfig(reader: Reader): InterfaceConfig {
  reader.expect("interface");
  const name = reader.take();
  if (!/^[A-Za-z0-9_.:@-]+$/.test(name)) throw reader.wrong();
  let preference: RouterPreference = "medium";
  const prefixes: PrefixConfig[] = [];
  const routes: RouteConfig[] = [];
  const rdnss: NamesConfig[] = [];
  const dnssl: NamesConfig[] = [];
  const values = reader.block(INTERFACE, (word) => {
    if (!["prefix", "route", "RDNSS", "DNSSL", "AdvDefaultPreference"].includes(word)) return false;
    reader.take();
    if (word === "prefix") prefixes.push(prefixConfig(reader));
    else if (word === "route") routes.push(routeConfig(reader));
    else if (word === "RDNSS")
      rdnss.push(namesConfig(reader, (each) => parseIpv6(each) !== undefined, "AdvRDNSSLifetime", "FlushRDNSS"));
    else if (word === "DNSSL")
      dnssl.push(namesConfig(reader, (each) => domain(reader, each), "AdvDNSSLLifetime", "FlushDNSSL"));
    else {
      preference = reader.preference();
      reader.expect(";");
    }
    return true;
  });
  const longest = values.get("MaxRtrAdvInterval") ?? 600;
  const short = (names: readonly NamesConfig[]) =>
    names.some(
      ({ lifetimeSeconds }) => lifetimeSeconds !== undefined && lifetimeSeconds > 0 && lifetimeSeconds < longest,
    );
  if (short(rdnss)) reader.warnings.push("AdvRDNSSLifetime must be at least MaxRtrAdvInterval");
  if (short(dnssl)) reader.warnings.push("AdvDNSSLLifetime must be at least MaxRtrAdvInterval");
  return { name, values, preference, prefixes, routes, rdnss, dnssl };
}

/** Reads a configuration file; `file` is how it is called in messages. */
export function parseRadvdConfig(file: string, text: string): ParsedConfig {
  const reader = new Reader(file, text);
  const interfaces: InterfaceConfig[] = [];
  try {
    do {
      const one = interfaceConfig(reader);
      if (interfaces.some(({ name }) => name === one.name))
        throw reader.refuse(`duplicate interface definition for ${one.name}`);
      interfaces.push(one);
    } while (reader.more);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.parsed;
    throw refusal;
  }
  // The original puts each before those that it has.
  return { kind: "config", interfaces: interfaces.reverse(), warnings: reader.warnings };
}
