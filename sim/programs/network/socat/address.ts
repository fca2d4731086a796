/** Address specifications of `socat` 1.7.4 (socat(1)): `KEYWORD:PARAMETER:...,OPTION=VALUE,...`. */
import { NOT_MODELLED, type Refusal } from "../../../../core/command/args.ts";
import { MULTICAST_OPTIONS } from "./multicast.ts";

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
  | "dual";

export interface Address {
  readonly kind: AddressKind;
  readonly family: "inet" | "inet6" | undefined;
  /** What stood between the colons. */
  readonly parameters: readonly string[];
  /** Options without a value have the empty one. */
  readonly options: ReadonlyMap<string, string>;
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
};
/** What socat knows besides, or the beginning of it. */
const UNMODELLED =
  /^(openssl|ssl|dtls|pty|tun|interface|ip|ip4|ip6|sctp|dccp|vsock|proxy|socks|pipe|fifo|echo|socket|rawip|udplite|datagram)/;
const OPTIONS =
  /^(retry|forever|interval|accept-timeout|max-children|broadcast|so-broadcast|so-bindtodevice|bindtodevice|interface|if|keepalive|so-keepalive|linger|so-linger|crnl|crlf|shut-none|shut-down|fork|reuseaddr|so-reuseaddr|reuseport|so-reuseport|bind|sourceport|sp|connect-timeout|creat|append|o-append|trunc|o-trunc|rdonly|wronly|rdwr|nodelay|tcp-nodelay|pf|backlog|ignoreeof|pipes|stderr)$/;

/** `complaint` is what socat says of it, without date and pid. */
export function parseAddress(text: string): Address | Refusal | { readonly complaint: string } {
  const both = text.split("!!");
  if (both.length === 2) {
    const parts = both.map(parseAddress);
    for (const part of parts) if (!("kind" in part)) return part;
    return { kind: "dual", family: undefined, parameters: [], options: new Map(), parts: parts as [Address, Address] };
  }
  const [specification = "", ...options] = splitOptions(text);
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
  if (parameters.length !== count) {
    const name = (colon < 0 ? specification : specification.slice(0, colon)).toUpperCase();
    return { complaint: `${name}: wrong number of parameters (${parameters.length} instead of ${count})` };
  }
  return readOptions(kind, family, isAbstract ? parameters.map((name) => `\0${name}`) : parameters, options);
}

/** Options of sockets with names in the file tree. */
const UNIX_OPTIONS = /^(unlink-early|unlink-close|mode|perm|user|group|umask)$/;

function readOptions(
  kind: AddressKind,
  family: Address["family"],
  parameters: readonly string[],
  options: readonly string[],
): Address | Refusal | { readonly complaint: string } {
  const map = new Map<string, string>();
  for (const option of options) {
    if (option === "") continue;
    const [name = "", value = ""] = option.split(/=(.*)/s);
    const isKnown = OPTIONS.test(name) || MULTICAST_OPTIONS.includes(name);
    if (!isKnown && !(kind.startsWith("unix") && UNIX_OPTIONS.test(name))) return refuse(`option "${name}"`);
    const number = ["retry", "max-children"].includes(name) ? Number.parseInt(value, 10) : 0;
    if (Number.isNaN(number)) return { complaint: `parseopts(): missing numerical value of option "${option}"` };
    if (name === "pf" && !Object.hasOwn(FAMILIES, value)) return { complaint: `unknown protocol family "${value}"` };
    map.set(name, value);
  }
  if (map.has("max-children") && !map.has("fork"))
    return { complaint: "option max-children not allowed without option fork" };
  return { kind, family, parameters, options: map };
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

/** Commas divide but for those in quotes, which are taken off. */
function splitOptions(text: string): string[] {
  const out = [""];
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quote !== "") {
      if (character === quote) quote = "";
      else out.push(`${out.pop()}${character}`);
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "\\" && i + 1 < text.length) out.push(`${out.pop()}${text[++i]}`);
    else if (character === ",") out.push("");
    else out.push(`${out.pop()}${character}`);
  }
  return out;
}

/** Colons divide but for those of an IPv6 address in brackets. */
function splitParameters(text: string): string[] {
  return text.match(/(?:\[[^\]]*\]|[^:])+|(?<=^|:)(?=:|$)/g) ?? [""];
}
