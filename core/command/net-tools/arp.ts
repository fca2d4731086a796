/**
 * `arp` of net-tools 2.10 (arp(8)): the neighbor table as /proc/net/arp has it, and SIOCSARP and SIOCDARP.
 *
 * Same as Linux: both ways of listing, entries told (for good, or `temp`), proxies (`pub`), by device and host, errors.
 * Simplified: entries come in the order they were made; the kernel's have the order of a hash with a key of the day.
 * Absent (refused by name): reading entries from a file, other kinds of hardware than Ethernet, masks of proxies.
 */

import { formatIpv4, type Ipv4, parseIpv4 } from "../../address/ipv4.ts";
import { type Mac, parseMac } from "../../address/mac.ts";
import { lookupRoute } from "../../datapath/fib.ts";
import { strerror } from "../../errors.ts";
import type { Neighbor } from "../../model/neighbor.ts";
import { SELF } from "../../operation/netns-ref.ts";
import { NOT_MODELLED, notModelled } from "../args.ts";
import { selectProxies } from "../ip/neighbor.ts";
import type { Outcome } from "../ip/run.ts";
import { linkNamed, linksOf, nameOf, type View } from "../ip/view.ts";
import { complained, DONE, type NetToolsHost, said } from "./device.ts";
import { IFCONFIG_VERSION, whyNoHost } from "./ifconfig.ts";

const USAGE = "Usage:\n  arp [-vn]  [<HW>] [-i <if>] [-a] [<hostname>]             <-Display ARP cache\n";
const USAGE_STATUS = 3;
const FAILED = 255;

interface Options {
  mode: "show" | "set" | "delete";
  style: "linux" | "bsd";
  numeric: boolean;
  verbose: boolean;
  device: string | undefined;
  useDevice: boolean;
}

/** Runs `arp`; `argv` begins with the program's name. */
export function runArp(host: NetToolsHost, argv: readonly string[]): Outcome {
  const options: Options = {
    mode: "show",
    style: "linux",
    numeric: false,
    verbose: false,
    device: undefined,
    useDevice: false,
  };
  const rest: string[] = [];
  const words = argv.slice(1);
  while (words.length > 0) {
    const word = words.shift() as string;
    if (!word.startsWith("-") || word === "-") {
      rest.push(word);
      continue;
    }
    const outcome = option(options, word, words);
    if (outcome) return outcome;
  }
  if (options.mode === "set") return set(host, options, rest);
  if (options.mode === "delete") return remove(host, options, rest);
  return show(host, options, rest[0]);
}

const LONG: Readonly<Record<string, string>> = {
  "--verbose": "v",
  "--version": "V",
  "--all": "a",
  "--delete": "d",
  "--file": "f",
  "--numeric": "n",
  "--set": "s",
  "--protocol": "A",
  "--hw-type": "H",
  "--device": "i",
  "--help": "h",
  "--use-device": "D",
};

function option(options: Options, word: string, words: string[]): Outcome | undefined {
  if (word.startsWith("--") && !Object.hasOwn(LONG, word))
    return complained(`arp: unrecognized option '${word}'\n${USAGE.trimEnd()}`, USAGE_STATUS);
  const letters = word.startsWith("--") ? (LONG[word] ?? "") : word.slice(1);
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i] as string;
    switch (letter) {
      case "v":
        options.verbose = true;
        break;
      case "n":
        options.numeric = true;
        break;
      case "a":
        options.style = "bsd";
        break;
      case "e":
        options.style = "linux";
        break;
      case "s":
        options.mode = "set";
        break;
      case "d":
        options.mode = "delete";
        break;
      case "D":
        options.useDevice = true;
        break;
      case "i":
      case "A":
      case "p":
      case "H":
      case "t": {
        const value = letters.slice(i + 1) || words.shift();
        if (value === undefined)
          return complained(`arp: option requires an argument -- '${letter}'\n${USAGE.trimEnd()}`, USAGE_STATUS);
        if (letter === "i") options.device = value;
        else if (value !== "inet" && value !== "ether")
          return { stdout: "", ...notModelled("arp", "option", `-${letter} ${value}`), status: NOT_MODELLED };
        return undefined;
      }
      case "V":
        return said(IFCONFIG_VERSION);
      case "h":
      case "?":
        return { stdout: "", stderr: USAGE, status: 0 };
      case "f":
        return { stdout: "", ...notModelled("arp", "option", "-f"), status: NOT_MODELLED };
      default:
        return complained(`arp: invalid option -- '${letter}'\n${USAGE.trimEnd()}`, USAGE_STATUS);
    }
  }
  return undefined;
}

/** A line of /proc/net/arp (arp_seq_show): entries that were never asked for (NUD_NOARP) are left out. */
interface ArpLine {
  readonly address: Ipv4;
  /** Undefined while nobody has answered; `<from_interface>` for a proxy. */
  readonly mac: Mac | "<from_interface>" | undefined;
  readonly permanent: boolean;
  readonly proxy: boolean;
  readonly device: string;
}

function linesOf(view: View): ArpLine[] {
  const proxies = selectProxies(view, { proxy: true, unused: false }, "inet").map(
    ({ address, link }): ArpLine => ({
      address: address as Ipv4,
      mac: "<from_interface>",
      permanent: true,
      proxy: true,
      device: nameOf(view, link),
    }),
  );
  const known = linksOf(view).flatMap((link) =>
    [...(view.runtime.neighbors.get(link.id)?.values() ?? [])].flatMap((neighbor: Neighbor): ArpLine[] => {
      if (typeof neighbor.address !== "number" || neighbor.state === "NOARP") return [];
      const known = neighbor.state !== "INCOMPLETE" && neighbor.state !== "FAILED" && neighbor.state !== "NONE";
      return [
        {
          address: neighbor.address,
          mac: known ? neighbor.mac : undefined,
          permanent: neighbor.state === "PERMANENT",
          proxy: false,
          device: nameOf(view, link.id),
        },
      ];
    }),
  );
  return [...known, ...proxies];
}

function resolve(host: NetToolsHost, name: string): Ipv4 | Outcome {
  const text = host.resolve(name, "inet");
  return (text === undefined ? undefined : parseIpv4(text)) ?? complained(`${name}: ${whyNoHost(name)}`, FAILED);
}

const HEAD = "Address                  HWtype  HWaddress           Flags Mask            Iface";

function show(host: NetToolsHost, options: Options, name: string | undefined): Outcome {
  let wanted: Ipv4 | undefined;
  if (name !== undefined) {
    const address = resolve(host, name);
    if (typeof address !== "number") return address;
    wanted = address;
  }
  const all = linesOf(host.view());
  const shown = all.filter(
    (line) =>
      (wanted === undefined || line.address === wanted) &&
      (options.device === undefined || line.device === options.device),
  );
  if (shown.length === 0 && wanted !== undefined) return said(`${name} (${formatIpv4(wanted)}) -- no entry\n`);
  const out = shown.map((line) => (options.style === "bsd" ? bsdLine(line) : linuxLine(line)));
  if (options.style === "linux" && shown.length > 0) out.unshift(HEAD);
  if (options.verbose)
    out.push(`Entries: ${all.length}\tSkipped: ${all.length - shown.length}\tFound: ${shown.length}`);
  else if (shown.length === 0 && options.device !== undefined)
    out.push(`arp: in ${all.length} entries no match found.`);
  return said(out.map((line) => `${line}\n`).join(""));
}

function linuxLine({ address, mac, permanent, proxy, device }: ArpLine): string {
  const name = formatIpv4(address).padEnd(23);
  if (mac === undefined && !proxy) return `${name}          (incomplete)                              ${device}`;
  const type = proxy ? "*" : "ether";
  const flags = `${proxy ? "" : "C"}${permanent ? "M" : ""}${proxy ? "P" : ""}`;
  return `${name}  ${type.padEnd(7)} ${(mac ?? "").padEnd(19)} ${flags.padEnd(21)} ${device}`;
}

function bsdLine({ address, mac, permanent, proxy, device }: ArpLine): string {
  const at = mac === undefined ? "<incomplete>" : proxy ? mac : `${mac} [ether]`;
  return `? (${formatIpv4(address)}) at ${at} ${permanent ? "PERM " : ""}${proxy ? "PUB " : ""}on ${device}`;
}

/** arp_req_set: the device is the one that was named, or the one by which the host is reached. */
function set(host: NetToolsHost, options: Options, words: readonly string[]): Outcome {
  const [name, hardware, ...rest] = words;
  if (name === undefined) return complained("arp: need host name", FAILED);
  const address = resolve(host, name);
  if (typeof address !== "number") return address;
  if (hardware === undefined) return complained("arp: need hardware address", FAILED);
  const unmodelled = rest.find((word) => word !== "temp" && word !== "pub");
  if (unmodelled !== undefined)
    return { stdout: "", ...notModelled("arp", "option", unmodelled), status: NOT_MODELLED };
  const view = host.view();
  const proxy = rest.includes("pub");
  const mac = options.useDevice ? linkNamed(view, hardware)?.mac : parseMac(hardware);
  if (mac === undefined)
    return complained(
      options.useDevice
        ? `arp: cannot get HW-Address for \`${hardware}': No such device.`
        : "arp: invalid hardware address",
      FAILED,
    );
  const named = options.device ?? (options.useDevice ? hardware : undefined);
  const device = named ?? deviceTo(view, address);
  if (device === undefined) return complained("SIOCSARP: Network is unreachable", FAILED);
  if (linkNamed(view, device) === undefined || (proxy && named === undefined))
    return complained("SIOCSARP: No such device", FAILED);
  const neighbor = proxy
    ? { device, address, proxy }
    : { device, address, mac, state: rest.includes("temp") ? ("STALE" as const) : ("PERMANENT" as const) };
  const made = host.apply({ kind: "neighborAdd", netns: SELF, mode: "replace", neighbor });
  return made.ok ? DONE : complained(`SIOCSARP: ${strerror(made.error.errno)}`, FAILED);
}

/** The device by which the host is reached (ip_route_output of arp_req_set). */
function deviceTo(view: View, address: Ipv4): string | undefined {
  const found = lookupRoute(view.config, view.netns, { destination: address });
  return found.kind === "route" ? nameOf(view, found.nextHop.link) : undefined;
}

/** arp_req_delete. */
function remove(host: NetToolsHost, options: Options, words: readonly string[]): Outcome {
  const [name, ...rest] = words;
  if (name === undefined) return complained("arp: need host name", FAILED);
  const address = resolve(host, name);
  if (typeof address !== "number") return address;
  const view = host.view();
  const proxy = rest.includes("pub");
  const entry = linesOf(view).find(
    (line) =>
      line.address === address &&
      line.proxy === proxy &&
      (options.device === undefined || line.device === options.device),
  );
  if (!entry) return { stdout: `No ARP entry for ${name}\n`, stderr: "", status: FAILED };
  const gone = host.apply({
    kind: "neighborDelete",
    netns: SELF,
    neighbor: { device: entry.device, address, ...(proxy ? { proxy } : {}) },
  });
  return gone.ok ? DONE : complained(`SIOCDARP(dontpub): ${strerror(gone.error.errno)}`, FAILED);
}
