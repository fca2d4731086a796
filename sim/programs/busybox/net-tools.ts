/**
 * busybox's ifconfig, route, arp and netstat (1.35.0 of Debian 12): the same ioctls as net-tools, other words around them.
 *
 * Absent (refused by name): IPv6 tables of route and netstat.
 */
import { parseIpv4 } from "../../../core/address/ipv4.ts";
import { parseIpv6 } from "../../../core/address/ipv6.ts";
import { parseMac } from "../../../core/address/mac.ts";
import { atoi, notModelled } from "../../../core/command/args.ts";
import { runArp } from "../../../core/command/net-tools/arp.ts";
import { printBusyboxInterface, printBusyboxRoutes } from "../../../core/command/net-tools/busybox-print.ts";
import { findOldDevice, type NetToolsHost, oldDevices } from "../../../core/command/net-tools/device.ts";
import {
  dropLabel,
  setAddress,
  setBroadcast,
  setNetmask,
  setPeer,
} from "../../../core/command/net-tools/inet-ioctl.ts";
import { runRoute } from "../../../core/command/net-tools/route.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import { isUp } from "../../../core/model/link.ts";
import type { LinkChanges } from "../../../core/operation/link.ts";
import { SELF } from "../../../core/operation/netns-ref.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { Result } from "../../../core/result.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { netToolsHost } from "../network/net-tools.ts";
import { printBusyboxSockets } from "../network/netstat.ts";
import { afterWrite } from "../network/outcome.ts";
import { say, showUsage } from "./usage.ts";

const IFCONFIG_USAGE = `ifconfig [-a] [IFACE] [ADDRESS]

Configure a network interface
`;
const ROUTE_USAGE = `route [-ne] [-A inet[6]] [{add|del} [-net|-host] TARGET [netmask MASK]
	[gw GATEWAY] [metric N] [mss BYTES] [window BYTES] [reject] [IFACE]]

Show or edit kernel routing tables

	-n	Don't resolve names
	-e	Display other/more information
	-A inet[6]	Select address family
`;
const ARP_USAGE = `arp 
[-vn]	[-H HWTYPE] [-i IF] -a [HOSTNAME]
`;
const NETSTAT_USAGE = `netstat [-ral] [-tuwx] [-en]

Display networking information

	-r	Routing table
	-a	All sockets
	-l	Listening sockets
		Else: connected sockets
	-t	TCP sockets
	-u	UDP sockets
	-w	Raw sockets
	-x	Unix sockets
		Else: all socket types
	-e	Other/more information
	-n	Don't resolve names
`;

type Answer = ExitStatus | Promise<ExitStatus>;

function refuse(context: ProcessContext, program: string, option: string): Answer {
  const { stderr, status } = notModelled(program, "option", option);
  return afterWrite(context.stderr.write(stderr), status);
}

const FLAGS: Readonly<Record<string, (on: boolean) => LinkChanges>> = {
  arp: (on) => ({ arp: on }),
  promisc: (on) => ({ promisc: on }),
  allmulti: (on) => ({ allMulticast: on }),
  multicast: (on) => ({ multicast: on }),
};

/** ifconfig_main: the first ioctl that fails ends it. */
class Ifconfig {
  readonly #host: NetToolsHost;
  readonly #context: ProcessContext;
  readonly #name: string;
  readonly #device: string;
  #words: string[];
  /** It has ended, with this status. */
  #over: ExitStatus | undefined;

  constructor(context: ProcessContext, name: string, words: readonly string[]) {
    this.#context = context;
    this.#host = netToolsHost(context);
    this.#name = name;
    this.#device = name.replace(/:.*$/, "");
    this.#words = [...words];
  }

  run(): Answer {
    let addressed = false;
    while (this.#words.length > 0 && this.#over === undefined)
      addressed = this.#word(this.#words.shift() as string) || addressed;
    // Whoever gives an address wants the device up.
    if (addressed && this.#over === undefined) this.#flags({ up: true });
    return this.#over ?? 0;
  }

  #fail(text: string): void {
    this.#over = say(this.#context, text);
  }

  #ioctl(call: string, result: Result<unknown, { readonly errno: Errno }>): void {
    if (!result.ok) this.#fail(`${call}: ${strerror(result.error.errno)}`);
  }

  #set(call: string, changes: LinkChanges): void {
    this.#ioctl(call, this.#host.apply({ kind: "linkSet", netns: SELF, device: this.#device, changes }));
  }

  #flags(changes: LinkChanges): void {
    if (!findOldDevice(this.#host.view(), this.#name)) this.#fail("SIOCGIFFLAGS: No such device");
    else this.#set("SIOCSIFFLAGS", changes);
  }

  #value(): string | undefined {
    const value = this.#words.shift();
    if (value === undefined) this.#over = showUsage(this.#context, IFCONFIG_USAGE);
    return value;
  }

  #address(word: string | undefined): ReturnType<typeof parseIpv4> {
    if (word === undefined) return undefined;
    const address = parseIpv4(this.#host.resolve(word, "inet") ?? "");
    if (address === undefined) this.#fail(`bad address '${word}'`);
    return address;
  }

  /** Answers whether an address was set. */
  #word(word: string): boolean {
    const off = word.startsWith("-");
    const plain = off ? word.slice(1) : word;
    const flag = Object.hasOwn(FLAGS, plain) ? FLAGS[plain] : undefined;
    if (flag) this.#flags(flag(!off));
    else if (word === "up") this.#flags({ up: true });
    else if (word === "down") this.#down();
    else if (word === "inet") return false;
    else if (["netmask", "broadcast", "pointopoint", "dstaddr"].includes(word)) this.#setting(word);
    else if (word === "mtu" || word === "txqueuelen") {
      const number = atoi(this.#value() ?? "0");
      if (this.#over === undefined)
        this.#set(
          word === "mtu" ? "SIOCSIFMTU" : "SIOCSIFTXQLEN",
          word === "mtu" ? { mtu: number } : { txQueueLength: number },
        );
    } else if (word === "hw") this.#hardware();
    else if (word === "add" || word === "del") this.#inet6(word);
    else {
      const address = this.#address(word);
      if (address === undefined) return false;
      this.#ioctl("SIOCSIFADDR", setAddress(this.#host, this.#name, address));
      return address !== 0;
    }
    return false;
  }

  #down(): void {
    if (this.#name.includes(":")) this.#ioctl("SIOCSIFFLAGS", dropLabel(this.#host, this.#name));
    else this.#flags({ up: false });
  }

  #setting(word: string): void {
    const address = this.#address(this.#value());
    if (address === undefined) return;
    if (word === "netmask") this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, this.#name, address));
    else if (word === "broadcast") this.#ioctl("SIOCSIFBRDADDR", setBroadcast(this.#host, this.#name, address));
    else this.#ioctl("SIOCSIFDSTADDR", setPeer(this.#host, this.#name, address));
  }

  #hardware(): void {
    const type = this.#value();
    const text = type === undefined ? undefined : this.#value();
    if (text === undefined) return;
    const mac = parseMac(text);
    if (mac === undefined) this.#fail(`invalid hw-addr ${text}`);
    else this.#set("SIOCSIFHWADDR", { mac });
  }

  #inet6(word: "add" | "del"): void {
    const [text = "", length] = (this.#value() ?? "").split("/");
    if (this.#over !== undefined) return;
    const address = parseIpv6(text);
    if (address === undefined) {
      this.#fail(`bad address '${text}'`);
      return;
    }
    const spec = { device: this.#device, local: { address, length: length === undefined ? 128 : Number(length) } };
    if (word === "add")
      this.#ioctl("SIOCSIFADDR", this.#host.apply({ kind: "addressAdd", netns: SELF, mode: "add", address: spec }));
    else this.#ioctl("SIOCDIFADDR", this.#host.apply({ kind: "addressDelete", netns: SELF, address: spec }));
  }
}

function ifconfig(context: ProcessContext): Answer {
  const words = context.argv.slice(1);
  const all = words[0] === "-a";
  if (all) words.shift();
  const [name, ...rest] = words;
  const view = netToolsHost(context).view();
  if (name?.startsWith("-")) return showUsage(context, IFCONFIG_USAGE);
  if (name === undefined) {
    const shown = oldDevices(view).filter(({ link }) => all || isUp(link));
    return afterWrite(context.stdout.write(shown.map((device) => printBusyboxInterface(view, device)).join("")), 0);
  }
  if (rest.length > 0) return new Ifconfig(context, name, rest).run();
  const device = findOldDevice(view, name);
  if (!device) return say(context, `${name}: error fetching interface information: Device not found`);
  return afterWrite(context.stdout.write(printBusyboxInterface(view, device)), 0);
}

/** Short options in front; undefined after complaining. */
function shortOptions(context: ProcessContext, known: string, usage: string): Set<string> | undefined {
  const letters = new Set<string>();
  for (const word of context.argv.slice(1)) {
    if (!word.startsWith("-") || word === "-net" || word === "-host") break;
    for (const letter of word.slice(1)) {
      if (!known.includes(letter)) {
        say(context, `invalid option -- '${letter}'`);
        showUsage(context, usage);
        return undefined;
      }
      letters.add(letter);
    }
  }
  return letters;
}

function route(context: ProcessContext): Answer {
  const options = shortOptions(context, "neA", ROUTE_USAGE);
  if (!options) return 1;
  const action = context.argv.findIndex((word) => word === "add" || word === "del" || word === "delete");
  if (options.has("A")) return refuse(context, "busybox route", "-A");
  if (action < 0) {
    if (context.argv.slice(1).some((word) => !word.startsWith("-"))) return showUsage(context, ROUTE_USAGE);
    const text = printBusyboxRoutes(netToolsHost(context).view(), options.has("n"), options.has("e"));
    return afterWrite(context.stdout.write(text), 0);
  }
  const outcome = runRoute(netToolsHost(context), ["route", ...context.argv.slice(action)]);
  switch (outcome.status) {
    case 0:
      return 0;
    case 7:
      return say(context, outcome.stderr.trimEnd());
    case 6:
      return say(context, `resolving ${outcome.stderr.split(":")[0]}`);
    default:
      return outcome.stderr.includes("doesn't match")
        ? say(context, "netmask and route address conflict")
        : showUsage(context, ROUTE_USAGE);
  }
}

function arp(context: ProcessContext): Answer {
  const changes = context.argv.some((word) => /^-[A-Za-z]*[sd]/.test(word));
  if (!changes && !shortOptions(context, "vnaeiAHptDsdf", ARP_USAGE)) return 1;
  const outcome = runArp(netToolsHost(context), changes ? context.argv : ["arp", "-a", ...context.argv.slice(1)]);
  if (outcome.status === 0) {
    // The BSD way of listing is the only one, with two blanks where net-tools has one.
    const text = outcome.stdout
      .replace(/(\[ether\]|<incomplete>) on /g, "$1  on ")
      .replace(/^(.*) \(.*\) -- no entry$/m, "No match found in 0 entries")
      .replace(/^arp: in (\d+) entries no match found\.$/m, "No match found in $1 entries");
    return text === "" ? 0 : afterWrite(context.stdout.write(text), 0);
  }
  return say(context, outcome.stderr.replace(/^arp: /, "").trimEnd() || "SIOCDARP(priv): No such file or directory");
}

function netstat(context: ProcessContext): Answer {
  const options = shortOptions(context, "ralentuwx", NETSTAT_USAGE);
  if (!options) return 1;
  if (!options.has("r")) {
    const any = !["t", "u", "w", "x"].some((letter) => options.has(letter));
    const shown = {
      tcp: any || options.has("t"),
      udp: any || options.has("u"),
      unix: any || options.has("x"),
      internet: any || ["t", "u", "w"].some((letter) => options.has(letter)),
      all: options.has("a"),
      listening: options.has("l"),
      numericHosts: options.has("n"),
      family: undefined,
    };
    return afterWrite(context.stdout.write(printBusyboxSockets(context, shown)), 0);
  }
  const text = printBusyboxRoutes(netToolsHost(context).view(), options.has("n"), !options.has("e"));
  return afterWrite(context.stdout.write(text), 0);
}

function applet(name: string, path: string, summary: string, run: Program["run"]): Program {
  return { name: `busybox ${name}`, path, summary, run, complete: () => ["<device>"] };
}

export const busyboxNetTools: readonly Program[] = [
  applet("ifconfig", "/sbin/ifconfig", "show and change network interfaces", ifconfig),
  applet("route", "/sbin/route", "show and change the routing table", route),
  applet("arp", "/sbin/arp", "show and change the ARP table", arp),
  applet("netstat", "/bin/netstat", "show the routing table", netstat),
];
