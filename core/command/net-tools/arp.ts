/**
 * `arp` of net-tools 2.10 (arp(8)): the neighbor table as /proc/net/arp has it, and SIOCSARP and SIOCDARP.
 *
 * Same as Linux: both ways of listing, entries told (for good, or `temp`), proxies (`pub`), by device and host, errors.
 * Simplified: entries come in the order they were made; the kernel's have the order of a hash with a key of the day.
 * Absent (refused by name): other kinds of hardware than Ethernet.
 */

import { formatIpv4, type Ipv4, parseIpv4 } from "../../address/ipv4.ts";
import { type Mac, parseMac } from "../../address/mac.ts";
import { lookupRoute } from "../../datapath/fib.ts";
import { type Errno, strerror } from "../../errors.ts";
import { SCOPE } from "../../model/address.ts";
import { type Hardware, hardwareOf, IFF, type Link } from "../../model/link.ts";
import type { Neighbor } from "../../model/neighbor.ts";
import { LONGEST_NAME } from "../../operation/link.ts";
import { SELF } from "../../operation/netns-ref.ts";
import { NOT_MODELLED, notModelled } from "../args.ts";
import { selectProxies } from "../ip/neighbor.ts";
import type { Outcome } from "../ip/run.ts";
import { linkOfIoctl, linksOf, nameOf, type View } from "../ip/view.ts";
import { complained, DONE, type NetToolsHost, said } from "./device.ts";
import { HARDWARE, helped, hostError, misused, readEther, type Usage, versionText } from "./usage.ts";

const USAGE: Usage = [
  {
    text: `Usage:
  arp [-vn]  [<HW>] [-i <if>] [-a] [<hostname>]             <-Display ARP cache
  arp [-v]          [-i <if>] -d  <host> [pub]               <-Delete ARP entry
  arp [-vnD] [<HW>] [-i <if>] -f  [<filename>]            <-Add entry from file
  arp [-v]   [<HW>] [-i <if>] -s  <host> <hwaddr> [temp]            <-Add entry
  arp [-v]   [<HW>] [-i <if>] -Ds <host> <if> [netmask <nm>] pub          <-''-

        -a                       display (all) hosts in alternative (BSD) style
        -e                       display (all) hosts in default (Linux) style
        -s, --set                set a new ARP entry
        -d, --delete             delete a specified entry
        -v, --verbose            be verbose
        -n, --numeric            don't resolve names
        -i, --device             specify network interface (e.g. eth0)
        -D, --use-device         read <hwaddr> from given device
        -A, -p, --protocol       specify protocol family
        -f, --file               read new entries from file or from /etc/ethers

  <HW>=Use '-H <hw>' to specify hardware address type. Default: ether
  List of possible hardware types (which support ARP):
`,
  },
  {
    text:
      "    ash (Ash) ether (Ethernet) ax25 (AMPR AX.25) \n" +
      "    netrom (AMPR NET/ROM) rose (AMPR ROSE) arcnet (ARCnet) \n" +
      "    dlci (Frame Relay DLCI) fddi (Fiber Distributed Data Interface) hippi (HIPPI) \n" +
      "    irda (IrLAP) x25 (generic X.25) eui64 (Generic EUI-64) \n",
    list: true,
  },
];
const VERSION = versionText("+I18N +SELINUX", "(ether)");
/** Address families that the program knows, of which the kernel has ARP for one. */
const FAMILIES = ["unix", "inet", "inet6", "ax25", "netrom", "rose", "ipx", "ddp", "ec", "ash", "x25"];
const FAILED = 255;

interface Options {
  mode: "show" | "set" | "delete" | "file";
  /** Said before anything is done. */
  notes: string;
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
    notes: "",
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
    if (word === "--") {
      rest.push(...words);
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      rest.push(word);
      continue;
    }
    const outcome = option(options, word, words);
    if (outcome) return outcome;
  }
  const { mode, notes } = options;
  const outcome =
    mode === "set"
      ? set(host, options, rest)
      : mode === "delete"
        ? remove(host, options, rest)
        : mode === "file"
          ? setAll(host, options, rest[0] ?? "/etc/ethers")
          : show(host, options, rest[0]);
  return { ...outcome, stderr: notes + outcome.stderr };
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
    return misused(USAGE, `arp: unrecognized option '${word}'\n`);
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
        options.mode = "show";
        break;
      case "e":
        options.style = "linux";
        options.mode = "show";
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
        if (value === undefined) return misused(USAGE, `arp: option requires an argument -- '${letter}'\n`);
        if (letter === "i") options.device = value;
        else if (letter === "A" || letter === "p") return refusedFamily(value);
        else return refusedHardware(letter, value);
        return undefined;
      }
      case "V":
        return said(VERSION);
      case "h":
      case "?":
        return helped(USAGE);
      case "f":
        options.mode = "file";
        break;
      case "N":
        options.notes += "arp: -N not yet supported.\n";
        break;
      default:
        return misused(USAGE, `arp: invalid option -- '${letter}'\n`);
    }
  }
  return undefined;
}

function refusedFamily(family: string): Outcome | undefined {
  if (!FAMILIES.includes(family)) return complained(`arp: ${family}: unknown address family.`, FAILED);
  return family === "inet" ? undefined : complained(`arp: ${family}: kernel only supports 'inet'.`, FAILED);
}

function refusedHardware(letter: string, kind: string): Outcome | undefined {
  if (!Object.hasOwn(HARDWARE, kind)) return complained(`arp: ${kind}: unknown hardware type.`, FAILED);
  if (!HARDWARE[kind]) return complained(`arp: ${kind}: hardware type without ARP support.`, FAILED);
  if (kind === "ether") return undefined;
  return { stdout: "", ...notModelled("arp", "option", `-${letter} ${kind}`), status: NOT_MODELLED };
}

/** A line of /proc/net/arp (arp_seq_show): entries that nobody is asked for, or has been yet, are left out (NEIGH_SEQ_SKIP_NOARP). */
interface ArpLine {
  readonly address: Ipv4;
  /** Undefined while nobody has answered; `<from_interface>` for a proxy. */
  readonly mac: Mac | "<from_interface>" | undefined;
  readonly permanent: boolean;
  readonly proxy: boolean;
  readonly device: string;
  /** What arp calls the kind of hardware (get_hwntype). */
  readonly hardware: string;
}

/** Kinds of hardware by arp's words; it takes others for Ethernet. */
const HARDWARE_WORDS: Partial<Record<Hardware, string>> = { loopback: "loop", ipip: "tunnel", sit: "sit" };

function linesOf(view: View): ArpLine[] {
  const proxies = selectProxies(view, { proxy: true, unused: false }, "inet").map(
    ({ address, link }): ArpLine => ({
      address: address as Ipv4,
      mac: "<from_interface>",
      permanent: true,
      proxy: true,
      device: nameOf(view, link),
      hardware: "*",
    }),
  );
  const known = linksOf(view).flatMap((link) =>
    [...(view.runtime.neighbors.get(link.id)?.values() ?? [])].flatMap((neighbor: Neighbor): ArpLine[] => {
      if (typeof neighbor.address !== "number" || neighbor.state === "NOARP" || neighbor.state === "NONE") return [];
      const known = neighbor.state !== "INCOMPLETE" && neighbor.state !== "FAILED";
      return [
        {
          address: neighbor.address,
          mac: known ? neighbor.mac : undefined,
          permanent: neighbor.state === "PERMANENT",
          proxy: false,
          device: nameOf(view, link.id),
          hardware: HARDWARE_WORDS[hardwareOf(link)] ?? "ether",
        },
      ];
    }),
  );
  return [...known, ...proxies];
}

function resolve(host: NetToolsHost, name: string): Ipv4 | Outcome {
  const text = host.resolve(name, "inet");
  return (text === undefined ? undefined : parseIpv4(text)) ?? complained(hostError(name), FAILED);
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
      (options.device === undefined || line.device === options.device.slice(0, LONGEST_NAME)),
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

function linuxLine({ address, mac, permanent, proxy, device, hardware }: ArpLine): string {
  const name = formatIpv4(address).padEnd(23);
  if (mac === undefined && !proxy) return `${name}          (incomplete)                              ${device}`;
  const flags = `${proxy ? "" : "C"}${permanent ? "M" : ""}${proxy ? "P" : ""}`;
  return `${name}  ${hardware.padEnd(7)} ${(mac ?? "").padEnd(19)} ${flags.padEnd(21)} ${device}`;
}

function bsdLine({ address, mac, permanent, proxy, device, hardware }: ArpLine): string {
  const at = mac === undefined ? "<incomplete>" : proxy ? mac : `${mac} [${hardware}]`;
  return `? (${formatIpv4(address)}) at ${at} ${permanent ? "PERM " : ""}${proxy ? "PUB " : ""}on ${device}`;
}

/** The words behind host and address, as both arp_set and arp_del read them; undefined where the usage is called for. */
interface Words {
  readonly temporary: boolean;
  readonly pub: boolean;
  readonly dontpub: boolean;
  readonly narrow: boolean;
  readonly device: string | undefined;
}

const WITHOUT_EFFECT = ["trail", "auto", "priv"];

function readWords(words: readonly string[]): Words | undefined {
  const read = { temporary: false, pub: false, dontpub: false, narrow: false, device: undefined as string | undefined };
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift() as string;
    if (word === "temp") read.temporary = true;
    else if (word === "pub") read.pub = true;
    else if (word === "dontpub") read.dontpub = true;
    else if (word === "dev" || word === "netmask") {
      const value = rest.shift();
      if (value === undefined) return undefined;
      if (word === "dev") read.device = value;
      else read.narrow ||= value !== "255.255.255.255";
    } else if (!WITHOUT_EFFECT.includes(word)) return undefined;
  }
  return read;
}

/** arp_set of arp.c and arp_req_set of net/ipv4/arp.c. */
function set(host: NetToolsHost, options: Options, words: readonly string[]): Outcome {
  const [name, hardware, ...rest] = words;
  if (name === undefined) return complained("arp: need host name", FAILED);
  const address = resolve(host, name);
  if (typeof address !== "number") return address;
  if (hardware === undefined) return complained("arp: need hardware address", FAILED);
  const view = host.view();
  const text = options.useDevice ? linkOfIoctl(view, hardware)?.mac : readEther(hardware);
  const mac = text === undefined ? undefined : parseMac(text);
  if (mac === undefined)
    return complained(
      options.useDevice
        ? `arp: cant get HW-Address for \`${hardware}': No such device.`
        : "arp: invalid hardware address",
      FAILED,
    );
  const read = readWords(rest);
  if (!read) return misused(USAGE);
  const named = read.device ?? options.device ?? (options.useDevice ? hardware : undefined);
  const failed = change(host, address, mac, named, read);
  const note = options.verbose ? "arp: SIOCSARP()\n" : "";
  if (failed === undefined) return { ...DONE, stderr: note };
  return complained(`${note}SIOCSARP: ${strerror(failed)}`, FAILED);
}

/** SIOCSARP: without a name the device is the one that the host is on, of a proxy the one that has the address. */
function change(
  host: NetToolsHost,
  address: Ipv4,
  mac: Mac,
  named: string | undefined,
  read: Words,
): Errno | undefined {
  if (read.dontpub || read.narrow) return "EINVAL";
  const view = host.view();
  const link =
    named === undefined
      ? read.pub
        ? linksOf(view).find((each) => each.mac === mac)
        : deviceOn(view, address)
      : linkOfIoctl(view, named);
  if (typeof link === "string") return link;
  if (!link) return "ENODEV";
  if (link.flags & IFF.LOOPBACK) return "EINVAL";
  const device = link.name;
  const neighbor = read.pub
    ? // arp_req_set_public: not for good.
      { device, address, proxy: true, state: "NONE" as const }
    : { device, address, mac, state: read.temporary ? ("STALE" as const) : ("PERMANENT" as const) };
  const made = host.apply({ kind: "neighborAdd", netns: SELF, mode: "replace", neighbor });
  return made.ok ? undefined : made.error.errno;
}

/** The device that the host is on the link of (arp_req_dev: ip_route_output with RT_SCOPE_LINK). */
function deviceOn(view: View, address: Ipv4): Link | Errno {
  const found = lookupRoute(view.config, view.netns, { destination: address, minScope: SCOPE.link });
  if (address === 0 || (found.kind === "route" && found.route.type === "local"))
    return linksOf(view).find(({ flags }) => flags & IFF.LOOPBACK) ?? "ENETUNREACH";
  if (found.kind !== "route") return found.errno;
  const out = found.nextHop.link === undefined ? undefined : view.config.links[found.nextHop.link];
  return out ?? "ENETUNREACH";
}

/** arp_del: what was told first, then what is answered for others, unless one of them is named. */
function remove(host: NetToolsHost, options: Options, words: readonly string[]): Outcome {
  const [name, ...rest] = words;
  if (name === undefined) return complained("arp: need host name", FAILED);
  const address = resolve(host, name);
  if (typeof address !== "number") return address;
  const read = readWords(rest);
  if (!read) return misused(USAGE);
  const named = read.device ?? options.device;
  const both = !read.pub && !rest.includes("priv");
  let note = "";
  for (const pub of read.pub ? [true] : both ? [false, true] : [false]) {
    if (options.verbose) note += `arp: SIOCDARP(${pub ? "pub" : "dontpub"})\n`;
    const errno = forget(host, address, named, pub);
    if (errno === undefined) return { ...DONE, stderr: note };
    if (errno !== "ENXIO" && errno !== "ENOENT")
      return complained(`${note}SIOCDARP(${pub ? "pub" : "dontpub"}): ${strerror(errno)}`, FAILED);
  }
  return { stdout: `No ARP entry for ${name}\n`, stderr: note, status: FAILED };
}

/** SIOCDARP (arp_req_delete): proxies have a device, so that those of no device are none. */
function forget(host: NetToolsHost, address: Ipv4, named: string | undefined, proxy: boolean): Errno | undefined {
  const view = host.view();
  if (named !== undefined && !linkOfIoctl(view, named)) return "ENODEV";
  if (proxy && named === undefined) return "ENXIO";
  const on = named ?? deviceOn(view, address);
  const device = typeof on === "string" ? named : on.name;
  if (device === undefined) return on as Errno;
  const there = linesOf(view).some(
    (line) => line.address === address && line.proxy === proxy && line.device === device,
  );
  if (!there) return "ENXIO";
  const neighbor = { device, address, ...(proxy ? { proxy } : {}) };
  const gone = host.apply({ kind: "neighborDelete", netns: SELF, neighbor });
  return gone.ok ? undefined : gone.error.errno;
}

/** arp_file: a line an entry, as the words of `-s`. */
function setAll(host: NetToolsHost, options: Options, path: string): Outcome {
  const text = host.readFile(path);
  if (text === undefined) return complained(`arp: cannot open etherfile ${path} !`, FAILED);
  let stderr = "";
  for (const [index, line] of text.split("\n").entries()) {
    if (line.startsWith("#") || line.trim() === "") continue;
    const words = line.trim().split(/\s+/);
    const where = `on line ${index + 1} of etherfile ${path} !\n`;
    if (words.length < 2) {
      stderr += `arp: format error ${where}`;
      continue;
    }
    const outcome = set(host, options, words);
    stderr += outcome.stderr;
    if (outcome.status !== 0) stderr += `arp: cannot set entry ${where}`;
  }
  return { stdout: "", stderr, status: 0 };
}
