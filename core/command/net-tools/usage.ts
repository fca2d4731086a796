/** The usage, versions and lists that the programs of net-tools 2.10 share (lib/nstrcmp.c aside: lib/hw.c, lib/af.c, version.h). */
import { parseInteger } from "../args.ts";
import type { Outcome } from "../ip/run.ts";

/** E_USAGE. */
export const USAGE_STATUS = 3;

export const NET_TOOLS_VERSION = "net-tools 2.10\n";
const FAMILIES_BUILT = "AF: (inet) +UNIX +INET +INET6 +IPX +AX25 +NETROM +X25 +ATALK +ECONET +ROSE -BLUETOOTH\n";

/** What `-V` says of what is built in. @param hardware the kind of hardware that is meant by itself */
export function versionText(features: string, hardware = ""): string {
  const kinds = `HW: ${hardware} +ETHER +ARC +SLIP +PPP +TUNNEL -TR +AX25 +NETROM +X25 +FR +ROSE +ASH +SIT +FDDI +HIPPI +HDLC/LAPB +EUI64 \n`;
  return `${NET_TOOLS_VERSION}${features}\n${FAMILIES_BUILT}${kinds}`;
}

/** A usage: lines of its own, and lists that go to the error output even where help was asked for. */
export type Usage = readonly { readonly text: string; readonly list?: true }[];

/** `--help`, and what follows an option that is none in programs that take that for a call for help. */
export function helped(usage: Usage, stderr = ""): Outcome {
  const part = (list: boolean) => usage.filter((each) => (each.list ?? false) === list).map(({ text }) => text);
  return { stdout: part(false).join(""), stderr: stderr + part(true).join(""), status: 0 };
}

/** What a wrong command line ends with. */
export function misused(usage: Usage, stderr = ""): Outcome {
  return { stdout: "", stderr: stderr + usageText(usage), status: USAGE_STATUS };
}

export function usageText(usage: Usage): string {
  return usage.map(({ text }) => text).join("");
}

function isPossibleName(name: string): boolean {
  return /^(?!-)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?$/i.test(name);
}

/** h_strerror of a name that is none: a server is asked for what could be one, the rest is refused at once. */
function whyNoHost(name: string): string {
  // gethostbyname: of figures alone is what looks like an address, but for one with a dot at its end.
  return isPossibleName(name) && !/^[\d.]*\d$/.test(name) ? "Host name lookup failure" : "Unknown host";
}

/** inet_aftype.herror. */
export function hostError(name: string): string {
  return name === "" ? "Unknown server error" : `${name}: ${whyNoHost(name)}`;
}

/**
 * INET_getmask of what stands behind a slash: a number as strtol(3) reads it. A word of 32 bits is shifted by it, of which
 * the processor takes five bits: /32 comes out as /0.
 */
export function readMaskLength(text: string): number | undefined {
  const [, sign, digits] = /^\s*([-+]?)(0x[\da-f]+|\d+|)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const base = /^0x/i.test(digits) ? 16 : digits.startsWith("0") ? 8 : 10;
  return ((Number.parseInt(digits, base) || 0) * (sign === "-" ? -1 : 1)) & 31;
}

/** inet_aton(3): up to four numbers, decimal, octal or hexadecimal, of which the last takes what room is left. */
function isIpv4Number(text: string): boolean {
  const parts = text
    .split(".")
    .map((part) => (/^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(part) ? parseInteger(part) : undefined));
  const last = parts.length - 1;
  return last < 4 && parts.every((part, at) => part !== undefined && part < (at === last ? 256 ** (4 - last) : 256));
}

/** INET6_resolve: it says what getaddrinfo(3) answered (EAI_AGAIN, EAI_NONAME, EAI_ADDRFAMILY) before it says why. */
export function whyNoHost6(name: string): string {
  if (isIpv4Number(name)) return `getaddrinfo: ${name}: -9\n${name}: Resolver Error 0 (no error)`;
  return isPossibleName(name)
    ? `getaddrinfo: ${name}: -3\n${name}: Host name lookup failure`
    : `getaddrinfo: ${name}: -2\n${name}: Unknown host`;
}

/** Kinds of hardware, by the word for them, that exist (hwtypes of lib/hw.c); true where they take part in ARP. */
export const HARDWARE: Readonly<Record<string, boolean>> = {
  loop: false,
  slip: false,
  cslip: false,
  slip6: false,
  cslip6: false,
  adaptive: false,
  ash: true,
  ether: true,
  ax25: true,
  netrom: true,
  rose: true,
  tunnel: false,
  ppp: false,
  hdlc: false,
  lapb: false,
  arcnet: true,
  dlci: true,
  frad: false,
  sit: false,
  fddi: true,
  hippi: true,
  irda: true,
  ec: false,
  x25: true,
  eui64: true,
};

/** in_ether: pairs of hexadecimal digits, colons between them or not, no more than six read; what is missing is 0. */
export function readEther(text: string): string | undefined {
  const octets: string[] = [];
  let rest = text;
  while (rest !== "" && octets.length < 6) {
    const pair = /^([0-9a-f])(?:([0-9a-f])|(?=:|$)):?/i.exec(rest);
    if (!pair) return undefined;
    octets.push(pair[2] === undefined ? `0${pair[1]}` : `${pair[1]}${pair[2]}`);
    rest = rest.slice(Math.max(1, pair[0].length));
  }
  while (octets.length < 6) octets.push("00");
  return octets.join(":").toLowerCase();
}
