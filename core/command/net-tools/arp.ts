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
import { carriesSource, routeSource4 } from "../../datapath/source.ts";
import { type Errno, strerror } from "../../errors.ts";
import { SCOPE } from "../../model/address.ts";
import { type Hardware, hardwareOf, IFF, type Link } from "../../model/link.ts";
import type { Neighbor } from "../../model/neighbor.ts";
import { LONGEST_NAME } from "../../operation/link.ts";
import { SELF } from "../../operation/netns-ref.ts";
import { NOT_MODELLED, notModelled } from "../args.ts";
import { getoptLong } from "../getopt-long.ts";
import { selectProxies } from "../ip/neighbor.ts";
import type { Outcome } from "../ip/run.ts";
import { hereOf, linkOfIoctl, linksOf, nameOf, type View } from "../ip/view.ts";
import { complained, DONE, type NetToolsHost, said } from "./device.ts";
import { HARDWARE, helped, hostError, misused, readEther, USAGE_STATUS, type Usage, versionText } from "./usage.ts";

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
  /** `-a` is the BSD style, which `-e` takes back. */
  bsd: boolean;
  linux: boolean;
  numeric: boolean;
  verbose: boolean;
  device: string | undefined;
  useDevice: boolean;
  family: string;
  hardware: string | undefined;
}

const LONG = {
  verbose: "v",
  version: "V",
  all: "a",
  delete: "d",
  file: "f",
  numeric: "n",
  set: "s",
  protocol: "A:",
  "hw-type": "H:",
  device: "i:",
  help: "h",
  "use-device": "D",
  symbolic: "N",
};

/** Runs `arp`; `argv` begins with the program's name. */
export function runArp(host: NetToolsHost, argv: readonly string[]): Outcome {
  const options: Options = {
    mode: "show",
    notes: "",
    bsd: false,
    linux: false,
    numeric: false,
    verbose: false,
    device: undefined,
    useDevice: false,
    family: "inet",
    hardware: undefined,
  };
  const rest: string[] = [];
  for (const each of getoptLong(argv, "A:H:adfp:nsei:t:vh?DNV", LONG)) {
    if (each.kind === "operand") rest.push(each.text);
    else if (each.kind === "error") return misused(USAGE, `${options.notes}arp: ${each.text}\n`);
    else {
      const outcome = option(options, each.name, each.value);
      if (outcome) return { ...outcome, stderr: options.notes + outcome.stderr };
    }
  }
  const outcome = refused(options) ?? carryOut(host, options, rest);
  return { ...outcome, stderr: options.notes + outcome.stderr };
}

function carryOut(host: NetToolsHost, options: Options, rest: readonly string[]): Outcome {
  switch (options.mode) {
    case "set":
      return set(host, options, rest);
    case "delete":
      return remove(host, options, rest);
    case "file":
      return setAll(host, options, rest[0] ?? "/etc/ethers");
    case "show":
      return show(host, options, rest[0]);
  }
}

const MODES: Readonly<Record<string, Options["mode"]>> = { a: "show", f: "file", d: "delete", s: "set" };

/** What ends the program at once. */
function option(options: Options, name: string, value: string): Outcome | undefined {
  const mode = MODES[name];
  if (mode !== undefined) {
    options.mode = mode;
    options.bsd ||= name === "a";
    return undefined;
  }
  switch (name) {
    case "v":
      options.verbose = true;
      return undefined;
    case "n":
      options.numeric = true;
      return undefined;
    case "e":
      options.linux = true;
      return undefined;
    case "D":
      options.useDevice = true;
      return undefined;
    case "i":
      options.device = value.slice(0, LONGEST_NAME);
      return undefined;
    case "A":
    case "p":
      if (!FAMILIES.includes(value)) return complained(`arp: ${value}: unknown address family.`, FAILED);
      options.family = value;
      return undefined;
    case "H":
    case "t":
      if (!Object.hasOwn(HARDWARE, value)) return complained(`arp: ${value}: unknown hardware type.`, FAILED);
      options.hardware = value;
      return undefined;
    case "V":
      return said(VERSION);
    case "h":
      return helped(USAGE);
    case "N":
      options.notes += "arp: -N not yet supported.\n";
      return undefined;
    default:
      return misused(USAGE);
  }
}

/** What is looked at once all options are read. */
function refused({ family, hardware }: Options): Outcome | undefined {
  if (family !== "inet") return complained(`arp: ${family}: kernel only supports 'inet'.`, FAILED);
  if (hardware === undefined || hardware === "ether") return undefined;
  if (!HARDWARE[hardware]) return complained(`arp: ${hardware}: hardware type without ARP support.`, FAILED);
  return { stdout: "", ...notModelled("arp", "option", `-H ${hardware}`), status: NOT_MODELLED };
}

/** A line of /proc/net/arp (arp_seq_show): entries that nobody is asked for, or has been yet, are left out (NEIGH_SEQ_SKIP_NOARP). */
interface ArpLine {
  readonly address: Ipv4;
  /** Undefined while nobody has answered; `<from_interface>` for a proxy. */
  readonly mac: Mac | "<from_interface>" | undefined;
  readonly permanent: boolean;
  readonly proxy: boolean;
  readonly device: string;
  /** `-H` of it. */
  readonly type: string;
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
      type: "",
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
          type: HARDWARE_WORDS[hardwareOf(link)] ?? hardwareOf(link),
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
  const { device, hardware } = options;
  const shown = all.filter(
    (line) =>
      (wanted === undefined || line.address === wanted) &&
      (device === undefined || line.device === device) &&
      (hardware === undefined || line.type === hardware),
  );
  const linux = options.linux || !options.bsd;
  const named = (address: Ipv4) => (options.numeric ? undefined : host.nameOf(address));
  const out = shown.map((line) => (linux ? linuxLine(line, named) : bsdLine(line, named)));
  if (linux && shown.length > 0) out.unshift(HEAD);
  if (options.verbose)
    out.push(`Entries: ${all.length}\tSkipped: ${all.length - shown.length}\tFound: ${shown.length}`);
  if (shown.length === 0) {
    if (wanted !== undefined && !options.bsd) out.push(`${name} (${formatIpv4(wanted)}) -- no entry`);
    else if (wanted !== undefined || device !== undefined || hardware !== undefined)
      out.push(`arp: in ${all.length} entries no match found.`);
  }
  return said(out.map((line) => `${line}\n`).join(""));
}

type Named = (address: Ipv4) => string | undefined;

function linuxLine({ address, mac, permanent, proxy, device, hardware }: ArpLine, named: Named): string {
  const name = (named(address) ?? formatIpv4(address)).slice(0, 23).padEnd(23);
  if (mac === undefined && !proxy) return `${name}          (incomplete)                              ${device}`;
  const flags = `${proxy ? "" : "C"}${permanent ? "M" : ""}${proxy ? "P" : ""}`;
  return `${name}  ${hardware.padEnd(7)} ${(mac ?? "").padEnd(19)} ${flags.padEnd(21)} ${device}`;
}

function bsdLine({ address, mac, permanent, proxy, device, hardware }: ArpLine, named: Named): string {
  const at = mac === undefined ? "<incomplete>" : proxy ? mac : `${mac} [${hardware}]`;
  const name = named(address) ?? "?";
  return `${name} (${formatIpv4(address)}) at ${at} ${permanent ? "PERM " : ""}${proxy ? "PUB " : ""}on ${device}`;
}

/** The words behind host and address, as both arp_set and arp_del read them. */
interface Words {
  temporary: boolean;
  pub: boolean;
  priv: boolean;
  dontpub: boolean;
  /** The mask, where it is not that of a host. */
  mask: Ipv4 | undefined;
  device: string | undefined;
}

const WITHOUT_EFFECT = ["trail", "auto"];

/** @param revoke `priv` takes `pub` back */
function readWords(host: NetToolsHost, words: readonly string[], revoke: boolean): Words | Outcome {
  const read: Words = {
    ...{ temporary: false, pub: false, priv: false, dontpub: false },
    ...{ mask: undefined, device: undefined },
  };
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift() as string;
    if (word === "temp") read.temporary = true;
    else if (word === "pub") read.pub = true;
    else if (word === "priv") {
      read.priv = true;
      if (revoke) read.pub = false;
    } else if (word === "dontpub") read.dontpub = true;
    else if (word === "dev" || word === "netmask") {
      const value = rest.shift();
      if (value === undefined) return misused(USAGE);
      if (word === "dev") read.device = value.slice(0, LONGEST_NAME);
      else if (value !== "255.255.255.255") {
        const mask = resolve(host, value);
        if (typeof mask !== "number") return mask;
        read.mask = mask;
      }
    } else if (!WITHOUT_EFFECT.includes(word)) return misused(USAGE);
  }
  return read;
}

/** The address that is told, and of which kind of hardware it is. */
function hardwareAddress(host: NetToolsHost, options: Options, text: string): Told | Outcome {
  if (!options.useDevice) {
    const octets = readEther(text);
    const mac = octets === undefined ? undefined : parseMac(octets);
    if (mac === undefined) return complained("arp: invalid hardware address", FAILED);
    return { mac, hardware: "ether", note: "" };
  }
  const link = linkOfIoctl(host.view(), text.slice(0, LONGEST_NAME));
  if (!link) return complained(`arp: cant get HW-Address for \`${text}': No such device.`, FAILED);
  const hardware = hardwareOf(link);
  if (options.hardware !== undefined && hardware !== "ether") return complained("arp: protocol type mismatch.", FAILED);
  const word = HARDWARE_WORDS[hardware] ?? "ether";
  const note = options.verbose ? `arp: device \`${text}' has HW address ${word} \`${link.mac}'.\n` : "";
  return { mac: link.mac as Mac, hardware, note };
}

interface Told {
  readonly mac: Mac;
  readonly hardware: Hardware;
  readonly note: string;
}

/** arp_set of arp.c and arp_req_set of net/ipv4/arp.c. */
function set(host: NetToolsHost, options: Options, words: readonly string[]): Outcome {
  const [name, hardware, ...rest] = words;
  if (name === undefined) return complained("arp: need host name", FAILED);
  const address = resolve(host, name);
  if (typeof address !== "number") return address;
  if (hardware === undefined) return complained("arp: need hardware address", FAILED);
  const told = hardwareAddress(host, options, hardware);
  if ("status" in told) return told;
  const read = readWords(host, rest, true);
  if ("status" in read) return { ...read, stderr: told.note + read.stderr };
  options.device = read.device ?? options.device;
  const failed = change(host, address, told, options.device, read);
  const note = told.note + (options.verbose ? "arp: SIOCSARP()\n" : "");
  if (failed === undefined) return { ...DONE, stderr: note };
  return complained(`${note}SIOCSARP: ${strerror(failed)}`, FAILED);
}

/** arp_req_set_proxy: a mask of nothing stands for everybody. */
function answerForAll(host: NetToolsHost, device: string | undefined, on: boolean): Errno | undefined {
  const path = `net/ipv4/conf/${device ?? "all"}/proxy_arp`;
  const done = host.apply({ kind: "sysctlSet", netns: SELF, path, value: on ? "1" : "0" });
  return done.ok ? undefined : "ENXIO";
}

/** SIOCSARP: without a name the device is the one that the host is on, of a proxy the one that has the address. */
function change(
  host: NetToolsHost,
  address: Ipv4,
  { mac, hardware }: Told,
  named: string | undefined,
  read: Words,
): Errno | undefined {
  if (!host.privileged) return "EPERM";
  if (!read.pub && (read.dontpub || read.mask !== undefined)) return "EINVAL";
  const view = host.view();
  const asked = named === undefined ? undefined : linkOfIoctl(view, named);
  if (named !== undefined && !asked) return "ENODEV";
  if (asked && hardwareOf(asked) !== hardware) return "EINVAL";
  if (read.pub && read.mask !== undefined && read.mask !== 0) return "EINVAL";
  const owner = read.pub ? linksOf(view).find((each) => each.mac === mac && hardwareOf(each) === hardware) : undefined;
  const link = asked ?? (read.pub ? (owner ?? "ENODEV") : deviceOn(view, address));
  if (typeof link === "string") return link;
  if (read.pub && read.mask === 0) return answerForAll(host, link.name, true);
  if (!read.pub && (hardwareOf(link) !== hardware || link.flags & IFF.LOOPBACK)) return "EINVAL";
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
  if (!out) return "ENETUNREACH";
  const source = routeSource4(view.config, found.route, found.nextHop, out, undefined);
  return carriesSource(out, hereOf(view), source) ? out : "EINVAL";
}

/** arp_del: what was told first, then what is answered for others, unless one of them is named. */
function remove(host: NetToolsHost, options: Options, words: readonly string[]): Outcome {
  const [name, ...rest] = words;
  if (name === undefined) return complained("arp: need host name", FAILED);
  const address = resolve(host, name);
  if (typeof address !== "number") return address;
  const read = readWords(host, rest, false);
  const notes = options.verbose
    ? rest.filter((word, i) => !/^(?:dev|netmask)$/.test(rest[i - 1] ?? "") || word === "")
    : [];
  let note = notes.map((word) => `args=${word}\n`).join("");
  if ("status" in read) return { ...read, stderr: note + read.stderr };
  const named = read.device ?? options.device;
  const both = !read.pub && !read.priv;
  // By mistake it names the mask.
  const shown = read.mask === undefined ? name : (rest[rest.lastIndexOf("netmask") + 1] ?? name);
  for (const pub of [...(both || read.priv ? [false] : []), ...(both || read.pub ? [true] : [])]) {
    if (options.verbose) note += `arp: SIOCDARP(${pub ? "pub" : "dontpub"})\n`;
    const errno = forget(host, address, named, pub, read);
    if (errno === undefined) return { ...DONE, stderr: note };
    if (errno !== "ENXIO" && errno !== "ENOENT")
      return complained(`${note}SIOCDARP(${pub ? "pub" : "dontpub"}): ${strerror(errno)}`, FAILED);
  }
  return { stdout: `No ARP entry for ${shown}\n`, stderr: note, status: FAILED };
}

/** SIOCDARP (arp_req_delete): proxies have a device, so that those of no device are none. */
function forget(
  host: NetToolsHost,
  address: Ipv4,
  named: string | undefined,
  proxy: boolean,
  { dontpub, mask }: Words,
): Errno | undefined {
  if (!host.privileged) return "EPERM";
  if (!proxy && (dontpub || mask !== undefined)) return "EINVAL";
  const view = host.view();
  if (named !== undefined && !linkOfIoctl(view, named)) return "ENODEV";
  if (proxy && mask === 0) return answerForAll(host, named, false);
  if (proxy && mask !== undefined) return "EINVAL";
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
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const last = index === lines.length - 1;
    if (last && line === "") continue;
    if (options.verbose) stderr += `>> ${line}${last ? "" : "\n"}`;
    if (line.startsWith("#") || line === "") continue;
    const words = line.trim().split(/\s+/);
    const where = `on line ${index + 1} of etherfile ${path} !\n`;
    const [first, second, ...others] = words;
    if (first === undefined || second === undefined) {
      stderr += `arp: format error ${where}`;
      continue;
    }
    // Lines of ethers(5) begin with the hardware's address.
    const outcome = set(host, options, first.includes(":") ? [second, first, ...others] : words);
    stderr += outcome.stderr;
    // A usage ends the program.
    if (outcome.status === USAGE_STATUS) return { ...outcome, stderr };
    if (outcome.status !== 0) stderr += `arp: cannot set entry ${where}`;
  }
  return { stdout: "", stderr, status: 0 };
}
