/**
 * `netstat` of net-tools 2.10 (netstat(8)): the routing table, the table of devices and multicast groups.
 *
 * Absent (refused by name): protocol statistics (`-s`), masquerading, continuous listing.
 */
import { formatIpv4, type Ipv4 } from "../../address/ipv4.ts";
import { isUp } from "../../model/link.ts";
import { NOT_MODELLED, notModelled } from "../args.ts";
import type { Outcome } from "../ip/run.ts";
import { linksOf, type View } from "../ip/view.ts";
import { complained, type NetToolsHost, oldDevices, said } from "./device.ts";
import { IFCONFIG_VERSION } from "./ifconfig.ts";
import { printInterface, printTable } from "./ifconfig-print.ts";
import { printRoutes4, printRoutes6 } from "./route-print.ts";

const USAGE = "usage: netstat [-vWeenNcCF] [<Af>] -r         netstat {-V|--version|-h|--help}\n";
const USAGE_STATUS = 3;

/** Which sockets are listed, and what of them; for whoever knows the sockets. */
export interface SocketShow {
  readonly tcp: boolean;
  readonly udp: boolean;
  readonly raw: boolean;
  readonly unix: boolean;
  readonly listening: boolean;
  readonly all: boolean;
  readonly numeric: boolean;
  readonly programs: boolean;
  readonly family: "inet" | "inet6" | undefined;
}

const LONG: Readonly<Record<string, string>> = {
  "--route": "r",
  "--interfaces": "i",
  "--groups": "g",
  "--statistics": "s",
  "--masquerade": "M",
  "--verbose": "v",
  "--wide": "W",
  "--numeric": "n",
  "--numeric-hosts": "n",
  "--numeric-ports": "n",
  "--symbolic": "N",
  "--extend": "e",
  "--programs": "p",
  "--timers": "o",
  "--continuous": "c",
  "--listening": "l",
  "--all": "a",
  "--fib": "F",
  "--cache": "C",
  "--tcp": "t",
  "--udp": "u",
  "--raw": "w",
  "--unix": "x",
  "--inet": "4",
  "--inet6": "6",
  "--version": "V",
  "--help": "h",
};
const UNMODELLED = "sMcoUSCZ";
const KNOWN = "rigvWnNeplaFtuwx46VAh?";

/** Runs `netstat`; a listing of sockets comes back as what is to be shown. `argv` begins with the program's name. */
export function runNetstat(host: NetToolsHost, argv: readonly string[]): Outcome | SocketShow {
  const letters = new Set<string>();
  let family: "inet" | "inet6" | undefined;
  let extended = 0;
  const words = argv.slice(1);
  while (words.length > 0) {
    const word = words.shift() as string;
    if (!word.startsWith("-")) return { stdout: "", stderr: USAGE, status: USAGE_STATUS };
    if (word.startsWith("--") && !Object.hasOwn(LONG, word))
      return complained(`netstat: unrecognized option '${word}'\n${USAGE.trimEnd()}`, USAGE_STATUS);
    for (const letter of word.startsWith("--") ? (LONG[word] ?? "") : word.slice(1)) {
      if (UNMODELLED.includes(letter))
        return { stdout: "", ...notModelled("netstat", "option", word), status: NOT_MODELLED };
      if (!KNOWN.includes(letter))
        return complained(`netstat: invalid option -- '${letter}'\n${USAGE.trimEnd()}`, USAGE_STATUS);
      if (letter === "e") extended++;
      if (letter === "4") family = "inet";
      if (letter === "6") family = "inet6";
      if (letter === "A") family = words.shift() === "inet6" ? "inet6" : "inet";
      letters.add(letter);
    }
  }
  if (letters.has("V")) return said(IFCONFIG_VERSION);
  if (letters.has("h") || letters.has("?")) return { stdout: "", stderr: USAGE, status: 0 };
  const view = host.view();
  const numeric = letters.has("n");
  if (letters.has("r"))
    return said(
      family === "inet6"
        ? printRoutes6(view, numeric)
        : printRoutes4(view, { numeric, extended: extended > 1 ? "all" : extended === 1 ? "metric" : "window" }),
    );
  if (letters.has("i")) return said(interfaces(view, letters.has("a"), extended > 0));
  if (letters.has("g")) return said(groups(view));
  const any = ["t", "u", "w", "x"].some((letter) => letters.has(letter));
  return {
    tcp: !any || letters.has("t"),
    udp: !any || letters.has("u"),
    raw: !any || letters.has("w"),
    unix: !any || letters.has("x"),
    listening: letters.has("l"),
    all: letters.has("a"),
    numeric,
    programs: letters.has("p"),
    family,
  };
}

function interfaces(view: View, all: boolean, extended: boolean): string {
  const devices = oldDevices(view);
  if (!extended) return `Kernel Interface table\n${printTable(view, devices, all, "Iface             MTU")}`;
  const shown = devices.filter(({ link }) => all || isUp(link));
  return `Kernel Interface table\n${shown.map((device) => printInterface(view, device)).join("")}`;
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
