/**
 * `netstat` of net-tools 2.10 (netstat(8)): the routing table, the table of devices, multicast groups, and which sockets
 * are to be listed.
 */
import type { Ipv4 } from "../../address/ipv4.ts";
import type { Ipv6 } from "../../address/ipv6.ts";
import { formatIp, type IpAddress } from "../../address/prefix.ts";
import { isUp } from "../../model/link.ts";
import { getoptLong, type LongOptions } from "../getopt-long.ts";
import type { Outcome } from "../ip/run.ts";
import { linksByArrival, type View } from "../ip/view.ts";
import { complained, type NetToolsHost, oldDevices, said } from "./device.ts";
import { FAMILY_OPTIONS, readFamilies, routeInfo } from "./families.ts";
import { printInterface, printTable } from "./ifconfig-print.ts";
import { detailOf } from "./route-print.ts";
import { statisticsFamily } from "./statistics.ts";
import { helped, misused, NET_TOOLS_VERSION, type Usage, versionText } from "./usage.ts";

const FAMILY_LIST =
  "    inet (DARPA Internet) inet6 (IPv6) ax25 (AMPR AX.25) \n" +
  "    netrom (AMPR NET/ROM) rose (AMPR ROSE) ipx (Novell IPX) \n" +
  "    ddp (Appletalk DDP) x25 (CCITT X.25) \n";
const USAGE: Usage = [
  {
    text: `usage: netstat [-vWeenNcCF] [<Af>] -r         netstat {-V|--version|-h|--help}
       netstat [-vWnNcaeol] [<Socket> ...]
       netstat { [-vWeenNac] -i | [-cnNe] -M | -s [-6tuw] }

        -r, --route              display routing table
        -i, --interfaces         display interface table
        -g, --groups             display multicast group memberships
        -s, --statistics         display networking statistics (like SNMP)
        -M, --masquerade         display masqueraded connections

        -v, --verbose            be verbose
        -W, --wide               don't truncate IP addresses
        -n, --numeric            don't resolve names
        --numeric-hosts          don't resolve host names
        --numeric-ports          don't resolve port names
        --numeric-users          don't resolve user names
        -N, --symbolic           resolve hardware names
        -e, --extend             display other/more information
        -p, --programs           display PID/Program name for sockets
        -o, --timers             display timers
        -c, --continuous         continuous listing

        -l, --listening          display listening server sockets
        -a, --all                display all sockets (default: connected)
        -F, --fib                display Forwarding Information Base (default)
        -C, --cache              display routing cache instead of FIB
        -Z, --context            display SELinux security context for sockets

  <Socket>={-t|--tcp} {-u|--udp} {-U|--udplite} {-S|--sctp} {-w|--raw}
           {-x|--unix} --ax25 --ipx --netrom
  <AF>=Use '-6|-4' or '-A <af>' or '--<af>'; default: inet
  List of possible address families (which support routing):
`,
  },
  { text: FAMILY_LIST, list: true },
];

/** Statistics of the protocols are to be shown, for whoever has them. */
export interface StatisticsShow {
  readonly kind: "statistics";
  readonly letters: ReadonlySet<string>;
  readonly six: boolean;
}

/** Which sockets are listed, and what of them; for whoever knows the sockets. */
export interface SocketShow {
  readonly tcp: boolean;
  readonly udp: boolean;
  readonly unix: boolean;
  /** Anything but Unix sockets: raw ones alone, too. */
  readonly internet: boolean;
  readonly listening: boolean;
  readonly all: boolean;
  readonly numericHosts: boolean;
  readonly numericPorts: boolean;
  readonly numericUsers: boolean;
  /** Owner and inode. */
  readonly extended: boolean;
  readonly programs: boolean;
  readonly timers: boolean;
  /** Addresses are not cut. */
  readonly wide: boolean;
  readonly family: "inet" | "inet6" | undefined;
  /** Memberships in groups, as text, between those of the internet and Unix sockets. */
  readonly groups: string;
  /** What is said of what the kernel does not have, and the status that it ends with. */
  readonly complaint: string;
  readonly status: number;
}

const LONG: LongOptions = {
  ...FAMILY_OPTIONS,
  version: "V",
  interfaces: "i",
  help: "h",
  route: "r",
  statistics: "s",
  masquerade: "M",
  verbose: "v",
  numeric: "n",
  "numeric-hosts": "hosts",
  "numeric-ports": "ports",
  "numeric-users": "users",
  symbolic: "N",
  cache: "C",
  fib: "F",
  groups: "g",
  programs: "p",
  extend: "e",
  timers: "o",
  continuous: "c",
  listening: "l",
  all: "a",
  tcp: "t",
  udp: "u",
  udplite: "U",
  sctp: "S",
  raw: "w",
  unix: "x",
  wide: "W",
  context: "Z",
  protocol: "A:",
  l2cap: "2",
  rfcomm: "f",
};
const SHORT = "rigsMvWnNepcolaFCtuUSwx46A:VZh2f";
const VERSION = versionText("+NEW_ADDRT +RTF_IRTT +RTF_REJECT +FW_MASQUERADE +I18N +SELINUX").replace(
  NET_TOOLS_VERSION,
  `${NET_TOOLS_VERSION}Fred Baumgarten, Alan Cox, Bernd Eckenfels, Phil Blundell, Tuan Hoang, Brian Micek and others\n`,
);
/** Families that this kernel has nothing of, as the program calls them, in its order. */
const UNSUPPORTED: readonly (readonly [name: string, shown: string])[] = [
  ["ipx", "IPX"],
  ["ax25", "AX25"],
  ["x25", "X25"],
  ["netrom", "NETROM"],
  ["rose", "ROSE"],
];
const BLUETOOTH =
  "netstat: feature `AF BLUETOOTH' not supported.\nPlease recompile `net-tools' with newer kernel source or full configuration.\n";
const PROTOCOLS = ["t", "S", "u", "U", "w"];

/** What stands above the table of devices. */
export const INTERFACE_HEAD = "Kernel Interface table\n";

/** Is the listing to go on (`-c`)? */
export function netstatRepeats(argv: readonly string[]): boolean {
  const names = new Set<string>();
  for (const option of getoptLong(argv, SHORT, LONG)) if (option.kind === "option") names.add(option.name);
  return names.has("c") && !names.has("h") && !names.has("V");
}

/** Runs `netstat`; a listing of sockets comes back as what is to be shown. `argv` begins with the program's name. */
export function runNetstat(host: NetToolsHost, argv: readonly string[]): Outcome | SocketShow | StatisticsShow {
  const letters = new Set<string>();
  const families: string[] = [];
  let extended = 0;
  let modes = 0;
  for (const option of getoptLong(argv, SHORT, LONG)) {
    // Operands mean nothing.
    if (option.kind === "operand") continue;
    if (option.kind === "error") return misused(USAGE, option.text.endsWith("'?'") ? "" : `netstat: ${option.text}\n`);
    const { name, value, given } = option;
    if (name === "Z") return complained("SELinux is not enabled on this machine.", 1);
    if (name === "e") extended++;
    const named = { "4": "inet", "6": "inet6", x: "unix", family: given.slice(2), A: value }[name];
    if (named !== undefined) {
      const read = readFamilies(named);
      if ("status" in read) return read;
      families.push(...read);
    }
    letters.add(name);
    if ("risM".includes(name)) modes++;
  }
  if (letters.has("V")) return said(VERSION);
  if (letters.has("h")) return helped(USAGE);
  if (modes > 1) return misused(USAGE);
  if (letters.has("M")) return complained("netstat: no support for `ip_masquerade' on this system.", 1);
  if (letters.has("s")) {
    const refused = statisticsFamily(families);
    if (refused !== undefined)
      return { ...said(`netstat: No statistics support for specified address family: ${refused}\n`), status: 1 };
    return { kind: "statistics", letters, six: families.includes("inet6") };
  }
  const numeric = letters.has("n");
  if (letters.has("r")) {
    // What the programs call their first and second form is the other way round here.
    const swapped = [1, 2].includes(extended + 1) ? 2 - extended : extended + 1;
    const cache = letters.has("C");
    const fib = letters.has("F") || !cache;
    const show = { numeric, extended: detailOf(swapped), nameOf: host.nameOf, fib, cache } as const;
    return routeInfo(host, families.length === 0 ? ["inet"] : families, show);
  }
  if (letters.has("i")) return said(interfaces(host.view(), letters.has("a"), extended > 0));
  return socketShow(host, letters, new Set(families), extended > 0);
}

function socketShow(
  host: NetToolsHost,
  letters: ReadonlySet<string>,
  families: ReadonlySet<string>,
  extended: boolean,
): SocketShow {
  const named = families.has("inet") || families.has("inet6");
  const chosen = PROTOCOLS.some((letter) => letters.has(letter));
  const asked =
    named ||
    chosen ||
    letters.has("g") ||
    families.has("unix") ||
    letters.has("2") ||
    letters.has("f") ||
    families.has("bluetooth") ||
    UNSUPPORTED.some(([family]) => families.has(family));
  const internet = !asked || named || chosen;
  const protocol = (letter: string) => internet && (!chosen || letters.has(letter));
  const all = letters.has("a");
  const listening = letters.has("l");
  const verbose = letters.has("v");
  // What the kernel lacks: what is asked for by name ends the listing, of the rest -v alone tells.
  const sctp = protocol("S") && (chosen || !named);
  const missing: string[] = [];
  if (sctp && (chosen || verbose)) {
    const text = "netstat: no support for `AF INET (sctp)' on this system.\n";
    missing.push(...(chosen || !all ? [text] : [text, text]));
  }
  const ended = sctp && chosen;
  const absent = UNSUPPORTED.filter(([family]) => (asked ? families.has(family) : verbose));
  if (!ended)
    for (const [, shown] of asked ? absent.slice(0, 1) : absent)
      missing.push(`netstat: no support for \`AF ${shown}' on this system.\n`);
  const bluetooth = letters.has("2") || letters.has("f") || families.has("bluetooth");
  if (!ended && bluetooth && absent.length === 0) missing.push(BLUETOOTH);
  const numeric = letters.has("n");
  const four = families.has("inet") || !families.has("inet6");
  const six = families.has("inet6") || !families.has("inet");
  return {
    complaint: missing.join(""),
    status: missing.length > 0 && asked ? 1 : 0,
    tcp: protocol("t"),
    udp: protocol("u") && !ended,
    unix: (families.has("unix") || !asked) && !ended,
    listening,
    all,
    internet,
    groups: letters.has("g") && !ended ? groups(host, numeric || letters.has("hosts"), four, six) : "",
    numericHosts: numeric || letters.has("hosts"),
    numericPorts: numeric || letters.has("ports"),
    numericUsers: numeric || letters.has("users"),
    extended,
    programs: letters.has("p"),
    timers: letters.has("o"),
    wide: letters.has("W"),
    family: four && six ? undefined : four ? "inet" : "inet6",
  };
}

function interfaces(view: View, all: boolean, extended: boolean): string {
  const devices = oldDevices(view);
  if (!extended) return `${INTERFACE_HEAD}${printTable(view, devices, all, "Iface             MTU")}`;
  const shown = devices.filter(({ link }) => all || isUp(link));
  return `${INTERFACE_HEAD}${shown.map((device) => printInterface(view, device)).join("")}`;
}

/** IPv4 groups by device, then IPv6 groups: /proc/net/igmp and /proc/net/igmp6. */
function groups(host: NetToolsHost, numeric: boolean, four: boolean, six: boolean): string {
  const lines = [
    "IPv6/IPv4 Group Memberships",
    "Interface       RefCnt Group",
    "--------------- ------ ---------------------",
  ];
  const line = (name: string, group: IpAddress) => {
    const shown = (numeric ? undefined : host.nameOf(group)) ?? formatIp(group);
    lines.push(`${name.padEnd(15)} 1      ${shown}`);
  };
  const links = linksByArrival(host.view());
  if (four) for (const { name, groups4 } of links) for (const group of groups4) line(name, group as Ipv4);
  if (six) for (const { name, groups6 } of links) for (const group of groups6) line(name, group as Ipv6);
  return `${lines.join("\n")}\n`;
}
