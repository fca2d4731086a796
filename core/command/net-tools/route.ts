/**
 * `route` of net-tools 2.10 (route(8)): routes are shown from /proc/net and changed by ioctl(2), which knows the main table alone.
 *
 * Same as Linux: networks and hosts with mask, gateway, metric, mss, window, irtt, reject and device, IPv6 likewise; errors.
 * Simplified: routes that are marked as made or changed by a daemon (mod, dyn, reinstate) are not told from others.
 * Absent (refused by name): other families than these two.
 */
import { type Ipv4, ipv4Mask, ipv4Network, parseIpv4 } from "../../address/ipv4.ts";
import { parseIpv6 } from "../../address/ipv6.ts";
import { type IpAddress, isMulticast } from "../../address/prefix.ts";
import { addressTypeByTable } from "../../datapath/fib.ts";
import { strerror } from "../../errors.ts";
import { PROTO, TABLE } from "../../model/route.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { RouteSpec } from "../../operation/route.ts";
import { atoi, notModelled } from "../args.ts";
import { getoptLong, type LongOptions } from "../getopt-long.ts";
import type { Outcome } from "../ip/run.ts";
import { linkLabelled, linkOfIoctl } from "../ip/view.ts";
import { networkNamed } from "../network-names.ts";
import { complained, DONE, findOldDevice, type NetToolsHost, said } from "./device.ts";
import { FAMILY_OPTIONS, readFamilies, routeInfo, unroutable } from "./families.ts";
import { detailOf } from "./route-print.ts";
import {
  helped,
  hostError,
  misused,
  readMaskLength,
  USAGE_STATUS,
  type Usage,
  versionText,
  whyNoHost6,
} from "./usage.ts";

const USAGE: Usage = [
  {
    text: `Usage: route [-nNvee] [-FC] [<AF>]           List kernel routing tables
       route [-v] [-FC] {add|del|flush} ...  Modify routing table for AF.

       route {-h|--help} [<AF>]              Detailed usage syntax for specified AF.
       route {-V|--version}                  Display version/author and exit.

        -v, --verbose            be verbose
        -n, --numeric            don't resolve names
        -e, --extend             display other/more information
        -F, --fib                display Forwarding Information Base (default)
        -C, --cache              display routing cache instead of FIB

  <AF>=Use -4, -6, '-A <af>' or '--<af>'; default: inet
  List of possible address families (which support routing):
`,
  },
  {
    text:
      "    inet (DARPA Internet) inet6 (IPv6) ax25 (AMPR AX.25) \n" +
      "    netrom (AMPR NET/ROM) rose (AMPR ROSE) ipx (Novell IPX) \n" +
      "    ddp (Appletalk DDP) x25 (CCITT X.25) \n",
    list: true,
  },
];
const USAGE4 =
  "Usage: inet_route [-vF] del {-host|-net} Target[/prefix] [gw Gw] [metric M] [[dev] If]\n" +
  "       inet_route [-vF] add {-host|-net} Target[/prefix] [gw Gw] [metric M]\n" +
  "                              [netmask N] [mss Mss] [window W] [irtt I]\n" +
  "                              [mod] [dyn] [reinstate] [[dev] If]\n" +
  "       inet_route [-vF] add {-host|-net} Target[/prefix] [metric M] reject\n" +
  "       inet_route [-FC] flush      NOT supported\n";
const USAGE6 =
  "Usage: inet6_route [-vF] del Target\n" +
  "       inet6_route [-vF] add Target [gw Gw] [metric M] [[dev] If]\n" +
  "       inet6_route [-FC] flush      NOT supported\n";
/** What an ioctl that was refused and a name that is none end with. */
const IOCTL_STATUS = 7;
const NAME_STATUS = 6;

interface Options {
  numeric: boolean;
  extended: number;
  families: string[];
  cache: boolean;
  fib: boolean;
  help: boolean;
}

const VERSION = versionText("+NEW_ADDRT +RTF_IRTT +RTF_REJECT +I18N +SELINUX");
/** Runs `route`; `argv` begins with the program's name. */
export function runRoute(host: NetToolsHost, argv: readonly string[]): Outcome {
  const options: Options = { numeric: false, extended: 0, families: [], cache: false, fib: false, help: false };
  const rest: string[] = [];
  let complaints = "";
  // `-net` and `-host` are no options wherever they stand, and no commands either: the program gives them another sign.
  const words = argv.map((word) => (word === "-net" || word === "-host" ? `#${word.slice(1)}` : word));
  for (const each of getoptLong(words, "A:eCFhnN64Vv?", LONG)) {
    if (each.kind === "operand") rest.push(each.text);
    else if (each.kind === "error") {
      complaints += `route: ${each.text}\n`;
      options.help = true;
    } else {
      const outcome = option(options, each.name, each.name === "family" ? each.given.slice(2) : each.value);
      if (outcome) return { ...outcome, stderr: complaints + outcome.stderr };
    }
  }
  const family = options.families.at(-1) ?? "inet";
  if (options.help) {
    if (options.families.length === 0) return helped(USAGE, complaints);
    const refused = unroutable(family);
    return refused
      ? { ...refused, stderr: complaints + refused.stderr }
      : { stdout: usageOf(family), stderr: complaints, status: 0 };
  }
  const [action, ...spec] = rest;
  if (action === undefined) return show(host, options);
  const removes = action === "del" || action === "delete";
  if (action !== "add" && action !== "flush" && !removes) return misused(USAGE);
  if (options.families.length > 1)
    return complained(
      `Please don't supply more than one address family.\nAddress family \`${options.families.join(",")}' not supported.`,
      USAGE_STATUS,
    );
  const refused = unroutable(family);
  if (refused) return refused;
  if (action === "flush")
    return complained(`Flushing \`${family}' routing table not supported\n${usageOf(family).trimEnd()}`, USAGE_STATUS);
  if (options.cache && family === "inet")
    return complained(`Modifying \`inet' routing cache not supported\n${USAGE4.trimEnd()}`, USAGE_STATUS);
  if (family === "x25" && spec.length > 0) return { stdout: "", ...notModelled("route", "option", "-A x25") };
  if (spec.length === 0)
    return family === "inet" ? said(USAGE4) : { stdout: "", stderr: usageOf(family), status: USAGE_STATUS };
  return (family === "inet" ? change4 : change6)(host, removes ? "del" : "add", spec);
}

const USAGE_X25 =
  "Usage: x25_route [-v] del Target[/mask] [dev] If\n       x25_route [-v] add Target[/mask] [dev] If\n";

function usageOf(family: string): string {
  if (family === "x25") return USAGE_X25;
  return family === "inet" ? USAGE4 : USAGE6;
}

const LONG: LongOptions = {
  ...FAMILY_OPTIONS,
  extend: "e",
  verbose: "v",
  version: "V",
  numeric: "n",
  symbolic: "N",
  protocol: "A:",
  cache: "C",
  fib: "F",
  help: "h",
};
/** What ends the program at once. */
function option(options: Options, name: string, value: string): Outcome | undefined {
  switch (name) {
    case "n":
      options.numeric = true;
      return undefined;
    case "N":
      options.numeric = true;
      return undefined;
    case "e":
      options.extended++;
      return undefined;
    case "v":
      return undefined;
    case "F":
      options.fib = true;
      return undefined;
    case "C":
      options.cache = true;
      return undefined;
    case "V":
      return said(VERSION);
    case "h":
    case "?":
      options.help = true;
      return undefined;
    default: {
      const read = readFamilies({ "4": "inet", "6": "inet6" }[name] ?? value);
      if ("status" in read) return read;
      options.families.push(...read);
      return undefined;
    }
  }
}

function show(host: NetToolsHost, { numeric, extended, families, cache, fib }: Options): Outcome {
  const info = { numeric, extended: detailOf(extended + 1), nameOf: host.nameOf, fib: fib || !cache, cache } as const;
  return routeInfo(host, families.length === 0 ? ["inet"] : families, info);
}

function refused(action: "add" | "del", errno: Parameters<typeof strerror>[0]): Outcome {
  return complained(`${action === "add" ? "SIOCADDRT" : "SIOCDELRT"}: ${strerror(errno)}`, IOCTL_STATUS);
}

function usage4(text?: string): Outcome {
  return {
    stdout: "",
    stderr: `${text === undefined ? "" : `route: ${text}\n`}${USAGE4}`,
    status: USAGE_STATUS,
  };
}

interface Words {
  gateway?: string;
  netmask?: { readonly text: string; readonly mask: number };
  device?: string;
  metric?: number;
  mss?: number;
  window?: number;
  irtt?: number;
  reject?: true;
}

const NUMBERS = ["metric", "mss", "window", "irtt"] as const;

/**
 * The words behind the target, one after the other: what ends the program where it stands. A device by itself comes last.
 * @param masked the target has said its mask
 */
function readWords(
  words: readonly string[],
  family: "inet" | "inet6",
  resolve: NetToolsHost["resolve"],
  masked = false,
): Words | Outcome {
  const read: Words = {};
  const rest = [...words];
  const old = family === "inet";
  const misread = (text?: string): Outcome =>
    old ? usage4(text) : { stdout: "", stderr: USAGE6, status: USAGE_STATUS };
  while (rest.length > 0) {
    const word = rest.shift() as string;
    const number = NUMBERS.find((each) => each === word || (each === "mss" && word === "mtu"));
    if (word === "mod" || word === "dyn" || (old && word === "reinstate")) continue;
    if (old && word === "reject") read.reject = true;
    else if (
      (number !== undefined && (old || number === "metric")) ||
      ["gw", "gateway", "dev", "device"].includes(word) ||
      (old && word === "netmask")
    ) {
      const value = rest.shift();
      if (value === undefined) return misread();
      if (number !== undefined) {
        const amount = atoi(value);
        if (number === "metric" && !/^\d/.test(value)) return misread();
        if (number === "mss" && (amount < 64 || amount > 65_536)) return misread("Invalid MSS/MTU.");
        if (number === "window" && amount < 128) return misread("Invalid window.");
        read[number] = amount;
      } else if (word === "netmask") {
        if (masked || read.netmask !== undefined) return misread();
        const mask = networkNamed(value) ?? resolve(value, "inet");
        if (mask === undefined) return noHost(value);
        read.netmask = { text: value, mask: parseIpv4(mask) ?? 0 };
      } else if (word.startsWith("g")) {
        if (read.gateway !== undefined) return misread();
        const gateway = resolve(value, family);
        if (old && gateway === undefined && networkNamed(value) !== undefined)
          return misread(`${value}: cannot use a NETWORK as gateway!`);
        if (gateway === undefined)
          return complained(old ? unknownHost(value) : `${value}: Resolver Error 0 (no error)`, NAME_STATUS);
        read.gateway = gateway;
      } else if (old && read.device !== undefined) return misread();
      else read.device = value;
    } else if (rest.length === 0 && (!old || read.device === undefined)) read.device = word;
    else return misread();
  }
  return read;
}

function unknownHost(name: string): string {
  return name === "" ? "Unknown host" : `${name}: Unknown host`;
}

/** A name that is looked for among networks and then among hosts; the other way round less is said of why not. */
function noHost(name: string, hostFirst = false): Outcome {
  return complained(hostFirst ? unknownHost(name) : hostError(name), NAME_STATUS);
}

/** INET_setroute of lib/inet_sr.c. */
function change4(host: NetToolsHost, action: "add" | "del", spec: readonly string[]): Outcome {
  const words = [...spec];
  let what: "#net" | "#host" | undefined;
  if (words[0] === "#net" || words[0] === "#host") what = words.shift() as typeof what;
  const target = words.shift();
  if (target === undefined) return usage4();
  const slash = target.indexOf("/");
  const name = slash < 0 ? target : target.slice(0, slash);
  const length = slash < 0 ? 0 : readMaskLength(target.slice(slash + 1));
  if (length === undefined) return usage4();
  const byName = networkNamed(name);
  const text = byName ?? host.resolve(name, "inet");
  const address = text === undefined ? undefined : parseIpv4(text);
  if (address === undefined) return noHost(name, what === "#host");
  const read = readWords(words, "inet", host.resolve, length !== 0);
  if ("status" in read) return read;
  // INET_resolve: without a word for it, `default` is a network, anything else a host, whatever its mask.
  const network = what === "#net" || (what === undefined && byName !== undefined);
  const bits = maskOf(read, length, network);
  const masked = length !== 0 || (read.netmask?.mask ?? 0) !== 0;
  if (!network && masked) {
    const hosts = (~bits >>> 0).toString(16).padStart(8, "0");
    return usage4(`netmask ${hosts} doesn't make sense with host route`);
  }
  const mask = Array.from({ length: 33 }, (_, long) => long).find((long) => ipv4Mask(long) === bits);
  if (mask === undefined) return usage4(`bogus netmask ${read.netmask?.text}`);
  if (ipv4Network(address, mask) !== address)
    // A mask of nothing is taken for none.
    return mask === 0 || (length === 0 && read.netmask === undefined)
      ? refused(action, "EINVAL")
      : usage4("netmask doesn't match route address");
  let via: Ipv4 | undefined;
  if (read.gateway !== undefined) {
    via = parseIpv4(read.gateway);
    if (via === 0 && action === "add" && !read.reject)
      return refused(action, read.device !== undefined && !linkOfIoctl(host.view(), read.device) ? "ENODEV" : "EINVAL");
  }
  // rtentry_to_fib_config: a label that is in use stands for its device and the address to come from.
  const labelled = read.device?.includes(":") ? findOldDevice(host.view(), read.device) : undefined;
  if (read.device?.includes(":") && !labelled?.address) return refused(action, "ENODEV");
  // rtentry_to_fib_config: what leads to a host's own address or to a broadcast one is taken to be on the link.
  const far = via !== undefined && addressTypeIn(host, via) === "unicast";
  const metrics = {
    // The kernel takes headers off what is called a segment here (rtentry_to_fib_config).
    ...(read.mss === undefined ? {} : { advmss: read.mss - 40 }),
    ...(read.window === undefined ? {} : { window: read.window }),
    ...(read.irtt === undefined ? {} : { rtt: (read.irtt & 0xffff) * 8 }),
  };
  const route: RouteSpec = {
    family: "inet",
    destination: { address, length: mask },
    // rtentry_to_fib_config: what it takes away is of a type, too.
    ...(action === "add" ? { protocol: PROTO.boot } : { type: "unicast" as const }),
    ...(read.metric === undefined ? {} : { metric: shortMetric(read.metric) }),
    ...(Object.keys(metrics).length > 0 ? { metrics } : {}),
    ...(read.reject ? { type: "unreachable" as const, scope: 254, tableless: true as const } : {}),
    ...(labelled?.address && { prefSource: labelled.address.local }),
    nextHops: read.reject ? [] : hopsOf(via, labelled?.link.name ?? read.device),
  };
  return apply(host, action, far || read.reject ? route : { ...route, scope: 253 });
}

/** struct rtentry has a short for one more than the metric, and 0 in it says none (rtentry_to_fib_config). */
function shortMetric(metric: number): number {
  const one = ((metric + 1) << 16) >> 16;
  return one === 0 ? 0 : (one - 1) >>> 0;
}

function addressTypeIn(host: NetToolsHost, address: Ipv4): string {
  if (address === 0 || address === 0xffffffff) return "broadcast";
  if (isMulticast(address)) return "multicast";
  const { config, netns } = host.view();
  const here = config.netns[netns];
  return here ? addressTypeByTable(config, here, address, TABLE.main) : "unicast";
}

function hopsOf(via: IpAddress | undefined, device: string | undefined, onlink = false): RouteSpec["nextHops"] {
  if (via === undefined && device === undefined) return [];
  return [
    { ...(via === undefined ? {} : { via }), ...(device === undefined ? {} : { device }), ...(onlink && { onlink }) },
  ];
}

/** The mask that was given by its length or in full; a length of 0 says nothing. */
function maskOf(read: Words, length: number, network: boolean): number {
  if (length !== 0) return ipv4Mask(length);
  // Without a mask a network has none, which the kernel takes for `default` alone.
  return read.netmask?.mask ?? ipv4Mask(network ? 0 : 32);
}

function change6(host: NetToolsHost, action: "add" | "del", spec: readonly string[]): Outcome {
  const [target = "", ...words] = spec;
  const usage: Outcome = { stdout: "", stderr: USAGE6, status: USAGE_STATUS };
  const [name = "", length] = target === "default" ? ["::", "0"] : target.split("/");
  const bits = length === undefined ? 128 : Number.parseInt(length, 10) || 0;
  if (!(bits >= 0 && bits <= 128)) return usage;
  const text = host.resolve(name, "inet6");
  const address = text === undefined ? undefined : parseIpv6(text);
  if (address === undefined) return complained(whyNoHost6(name), 1);
  const read = readWords(words, "inet6", host.resolve);
  if ("status" in read) return read;
  const via = read.gateway === undefined ? undefined : parseIpv6(read.gateway);
  if (read.device !== undefined && !linkLabelled(host.view(), read.device))
    return complained("SIOGIFINDEX: No such device", IOCTL_STATUS);
  const metric = read.metric === undefined ? 1 : read.metric >>> 0;
  return apply(host, action, {
    family: "inet6",
    destination: { address, length: bits },
    ...(action === "add" ? { protocol: PROTO.boot } : {}),
    // What is not said is 1; 0 is the kernel's own for routes of users (IP6_RT_PRIO_USER), and any for what is taken away.
    ...(metric !== 0 ? { metric } : action === "add" ? { metric: 1024 } : {}),
    // RTF_HOST is the bit that is RTNH_F_ONLINK of next hops, and ip6_route_info_create takes it for that.
    nextHops: hopsOf(via, read.device, action === "add" && bits === 128),
  });
}

function apply(host: NetToolsHost, action: "add" | "del", route: RouteSpec): Outcome {
  const { scope: _, ...anyScope } = route;
  const result = host.apply(
    action === "add"
      ? { kind: "routeAdd", netns: SELF, mode: "prepend", route }
      : { kind: "routeDelete", netns: SELF, route: route.type === "unreachable" ? route : anyScope },
  );
  if (result.ok) return DONE;
  return refused(action, result.error.device === undefined ? result.error.errno : "ENODEV");
}
