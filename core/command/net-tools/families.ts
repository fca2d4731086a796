/** Address families by the words that the programs of net-tools 2.10 know (lib/af.c), and what becomes of their routing tables. */
import type { Outcome } from "../ip/run.ts";
import { complained, type NetToolsHost, said } from "./device.ts";
import { HEAD6, printRoutes4, printRoutes6, type RouteShow, status4 } from "./route-print.ts";
import { USAGE_STATUS } from "./usage.ts";

/** aftrans: words and the names of the families that they stand for. */
const ALIASES: Readonly<Record<string, string>> = {
  ax25: "ax25",
  ip: "inet",
  ip6: "inet6",
  ipx: "ipx",
  rose: "rose",
  appletalk: "ddp",
  netrom: "netrom",
  inet: "inet",
  inet6: "inet6",
  ddp: "ddp",
  unix: "unix",
  tcpip: "inet",
  econet: "ec",
  x25: "x25",
  ash: "ash",
  bluetooth: "bluetooth",
};

/** AFTRANS_OPTS: families as long options, all of which stand for the family that they name. */
export const FAMILY_OPTIONS = Object.fromEntries(
  "ax25 x25 ip ipx appletalk netrom inet inet6 ddp rose unix bluetooth tcpip"
    .split(" ")
    .map((name) => [name, "family"]),
);

/** aftrans_opt: the names of families with commas between them; what it says of a word for none. */
export function readFamilies(text: string): readonly string[] | Outcome {
  const families: string[] = [];
  for (const word of text.split(",")) {
    const family = Object.hasOwn(ALIASES, word) ? ALIASES[word] : undefined;
    if (family === undefined) return complained(`Unknown address family \`${word}'.`, 1);
    families.push(family);
  }
  return families;
}

/** Families without a routing table, and what the programs say of those whose tables the kernel lacks. */
const UNROUTED = ["unix", "ec", "ash"];
const TABLELESS: Readonly<Record<string, Outcome>> = {
  ipx: {
    stdout: "IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.\n",
    stderr: "No such file or directory\n",
    status: 1,
  },
  ax25: {
    stdout: "AX.25 not configured in this system.\n",
    stderr: "/proc/net/ax25_route: No such file or directory\n",
    status: 1,
  },
  ddp: {
    stdout: "",
    stderr:
      "Error opening /proc/net/atalk_route: No such file or directory\nDDP (AppleTalk) not configured on this system.\n",
    status: 1,
  },
  netrom: {
    stdout: "NET/ROM not configured in this system.\n",
    stderr: "/proc/net/nr_nodes: No such file or directory\n/proc/net/nr_neigh: No such file or directory\n",
    status: 1,
  },
  rose: {
    stdout: "",
    stderr: "/proc/net/rose_nodes: No such file or directory\nROSE not configured in this system.\n",
    status: 1,
  },
  x25: { stdout: "X.25 not configured in this system.\n", stderr: "", status: 1 },
};

const CACHES: Readonly<Record<RouteShow["extended"], string>> = {
  metric: "Source          Destination     Gateway         Flags Metric Ref    Use Iface\n",
  window: "Source          Destination     Gateway         Flags   MSS Window  irtt Iface\n",
  all: "Source          Destination     Gateway         Flags Metric Ref    Use Iface    MSS   Window irtt  HH  Arp\n",
  none: "",
};

/** What of the routing tables is shown: the tables, and the caches that they had. */
export interface RouteInfo extends RouteShow {
  readonly fib: boolean;
  readonly cache: boolean;
}

/** route_info of lib/getroute.c: the tables one after the other, until one cannot be shown. */
export function routeInfo(host: NetToolsHost, families: readonly string[], show: RouteInfo): Outcome {
  const view = host.view();
  let stdout = "";
  const ended = (outcome: Outcome): Outcome => ({ ...outcome, stdout: stdout + outcome.stdout });
  for (const family of families) {
    if (family === "inet") {
      if (show.fib) stdout += printRoutes4(view, show);
      const status = show.fib ? status4(view) : 0;
      if (status !== 0) return ended({ stdout: "", stderr: "", status });
      if (show.cache) stdout += `Kernel IP routing cache\n${CACHES[show.extended]}`;
    } else if (family === "inet6") {
      if (show.fib) stdout += printRoutes6(view, show);
      if (show.cache) stdout += `Kernel IPv6 routing cache\n${HEAD6}\n`;
    } else if (UNROUTED.includes(family))
      return ended(complained(`No routing for address family \`${family}'.`, USAGE_STATUS));
    else return ended(TABLELESS[family] ?? complained(`Address family \`${family}' not supported.`, USAGE_STATUS));
  }
  return said(stdout);
}

/** What of a kernel without IPX and its like the program says of a change of a routing table; undefined for what has one. */
export function unroutable(family: string): Outcome | undefined {
  if (family === "ipx") return { stdout: "", stderr: "IPX: this needs to be written\n", status: 1 };
  if (family === "netrom") return { stdout: "", stderr: "NET/ROM: this needs to be written\n", status: 1 };
  if (family === "inet" || family === "inet6" || family === "x25") return undefined;
  return complained(`No routing for address family \`${family}'.`, USAGE_STATUS);
}
