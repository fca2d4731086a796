/**
 * `netstat` of net-tools 2.10 (netstat(8)): the routing table, the table of devices, multicast groups, and which sockets
 * are to be listed.
 */
import { formatIpv4, type Ipv4 } from "../../address/ipv4.ts";
import { isUp } from "../../model/link.ts";
import { getoptLong, type LongOptions } from "../getopt-long.ts";
import type { Outcome } from "../ip/run.ts";
import { linksOf, type View } from "../ip/view.ts";
import { complained, type NetToolsHost, oldDevices, said } from "./device.ts";
import { printInterface, printTable } from "./ifconfig-print.ts";
import { printRoutes4, printRoutes6, status4 } from "./route-print.ts";
import { statisticsFamily } from "./statistics.ts";
import { helped, misused, NET_TOOLS_VERSION, USAGE_STATUS, type Usage, versionText } from "./usage.ts";

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
  /** SCTP is asked for, which the kernel does not have. */
  readonly sctp: boolean;
}

const LONG: LongOptions = {
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
  inet: "4",
  ip: "4",
  tcpip: "4",
  inet6: "6",
  ax25: "ax25",
  x25: "x25",
  ipx: "ipx",
  netrom: "netrom",
  rose: "rose",
  ddp: "ddp",
};
const SHORT = "rigsMvWnNepcolaFCtuUSwx46A:VZh2f";
const VERSION = versionText("+NEW_ADDRT +RTF_IRTT +RTF_REJECT +FW_MASQUERADE +I18N +SELINUX").replace(
  NET_TOOLS_VERSION,
  `${NET_TOOLS_VERSION}Fred Baumgarten, Alan Cox, Bernd Eckenfels, Phil Blundell, Tuan Hoang, Brian Micek and others\n`,
);
/** Families that this kernel has nothing of, as the program calls them, and those that it lists nothing of. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  ax25: "AX25",
  x25: "X25",
  ipx: "IPX",
  netrom: "NETROM",
  rose: "ROSE",
};
const EMPTY_FAMILIES = ["ddp", "ec", "ash"];
const CACHE =
  "Kernel IP routing cache\nSource          Destination     Gateway         Flags   MSS Window  irtt Iface\n";

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
  const families = new Set<string>();
  let extended = 0;
  let modes = 0;
  for (const option of getoptLong(argv, SHORT, LONG)) {
    // Operands mean nothing.
    if (option.kind === "operand") continue;
    if (option.kind === "error") return misused(USAGE, option.text.endsWith("'?'") ? "" : `netstat: ${option.text}\n`);
    const { name, value } = option;
    if (name === "2" || name === "f")
      return complained(
        "netstat: feature `AF BLUETOOTH' not supported.\nPlease recompile `net-tools' with newer kernel source or full configuration.",
        1,
      );
    if (name === "Z") return complained("SELinux is not enabled on this machine.", 1);
    if (name === "e") extended++;
    else if (Object.hasOwn(UNSUPPORTED, name) || EMPTY_FAMILIES.includes(name)) families.add(name);
    else if (name === "4") families.add("inet");
    else if (name === "6") families.add("inet6");
    else if (name === "A") {
      for (const family of value.split(",")) {
        const known =
          ["inet", "inet6", "unix", ...EMPTY_FAMILIES].includes(family) || Object.hasOwn(UNSUPPORTED, family);
        if (known) families.add(family);
        else return complained(`Unknown address family \`${family}'.`, 1);
      }
    }
    letters.add(name);
    if ("risM".includes(name)) modes++;
  }
  if (letters.has("V")) return said(VERSION);
  if (letters.has("h")) return helped(USAGE);
  if (modes > 1) return misused(USAGE);
  if (letters.has("M")) return complained("netstat: no support for `ip_masquerade' on this system.", 1);
  if (letters.has("s")) {
    if (letters.has("x")) families.add("unix");
    const refused = statisticsFamily([...families]);
    if (refused !== undefined)
      return { ...said(`netstat: No statistics support for specified address family: ${refused}\n`), status: 1 };
    return { kind: "statistics", letters, six: families.has("inet6") };
  }
  const view = host.view();
  const numeric = letters.has("n");
  if (letters.has("r")) {
    const detail = extended > 1 ? "all" : extended === 1 ? "metric" : "window";
    if (families.has("unix")) return complained("No routing for address family `unix'.", USAGE_STATUS);
    const kept = letters.has("F") || !letters.has("C") ? printRoutes4(view, { numeric, extended: detail }) : "";
    const four = kept + (letters.has("C") ? CACHE : "");
    if (!families.has("inet6")) return { ...said(four), status: kept === "" ? 0 : status4(view) };
    return said((families.has("inet") ? four : "") + printRoutes6(view, numeric));
  }
  if (letters.has("i")) return said(interfaces(view, letters.has("a"), extended > 0));
  if (letters.has("g")) return said(groups(view));
  const missing = [...families].find((family) => Object.hasOwn(UNSUPPORTED, family));
  if (missing !== undefined && families.size === 1)
    return complained(`netstat: no support for \`AF ${UNSUPPORTED[missing]}' on this system.`, 1);
  for (const family of EMPTY_FAMILIES) families.delete(family);
  return socketShow(letters, families, extended > 0);
}

function socketShow(letters: ReadonlySet<string>, families: ReadonlySet<string>, extended: boolean): SocketShow {
  const inet = families.has("inet") || families.has("inet6");
  const chosen = ["t", "u", "w", "x", "U", "S"].some((letter) => letters.has(letter));
  const any = !chosen && (inet || !families.has("unix"));
  const numeric = letters.has("n");
  return {
    sctp: letters.has("S"),
    tcp: any || letters.has("t"),
    udp: any || letters.has("u"),
    unix: letters.has("x") || families.has("unix") || (!chosen && families.size === 0),
    listening: letters.has("l"),
    all: letters.has("a"),
    internet: any || ["t", "u", "w", "U", "S"].some((letter) => letters.has(letter)),
    numericHosts: numeric || letters.has("hosts"),
    numericPorts: numeric || letters.has("ports"),
    numericUsers: numeric || letters.has("users"),
    extended,
    programs: letters.has("p"),
    timers: letters.has("o"),
    wide: letters.has("W"),
    family: families.has("inet") === families.has("inet6") ? undefined : families.has("inet") ? "inet" : "inet6",
  };
}

function interfaces(view: View, all: boolean, extended: boolean): string {
  const devices = oldDevices(view);
  if (!extended) return `${INTERFACE_HEAD}${printTable(view, devices, all, "Iface             MTU")}`;
  const shown = devices.filter(({ link }) => all || isUp(link));
  return `${INTERFACE_HEAD}${shown.map((device) => printInterface(view, device)).join("")}`;
}

/** IPv4 groups by device, then IPv6 groups: /proc/net/igmp and /proc/net/igmp6. */
function groups(view: View): string {
  const lines = [
    "IPv6/IPv4 Group Memberships",
    "Interface       RefCnt Group",
    "--------------- ------ ---------------------",
  ];
  const line = (name: string, group: string) => lines.push(`${name.padEnd(15)} 1      ${group}`);
  for (const { name, groups4 } of linksOf(view)) for (const group of groups4) line(name, formatIpv4(group as Ipv4));
  for (const { name, groups6 } of linksOf(view)) for (const group of groups6) line(name, group);
  return `${lines.join("\n")}\n`;
}
