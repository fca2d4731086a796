/**
 * `ethtool` 6.1 (ethtool(8)) for virtual devices: what their drivers answer, which is little.
 *
 * Same as Linux: settings, driver, statistics, features and switching them, permanent address, channels and time stamping of veth, bridge and lo;
 * what the drivers refuse.
 * Simplified: a veth's counters of XDP are always 0, for there is no XDP.
 * Absent (refused by name): classification and hashing of what comes in, firmware, other kinds of devices.
 */
import { isUp, type Link, lowerOf, queuesInUse } from "../../model/link.ts";
import { answersForSpeed, linkSpeed } from "../../model/link-speed.ts";
import { readCounters } from "../../model/runtime.ts";
import { LONGEST_NAME } from "../../operation/link.ts";
import type { Operation } from "../../operation/operation.ts";
import { NOT_MODELLED, notModelled, parseInteger } from "../args.ts";
import type { Outcome } from "../ip/run.ts";
import { linkNamed, type View } from "../ip/view.ts";
import { CHANGING, change, NO_NAME } from "./change.ts";
import { featureJson, featureText, setFeatures } from "./features.ts";

const MISUSED: Outcome = {
  stdout: "",
  stderr: "ethtool: bad command line argument(s)\nFor more information run ethtool -h\n",
  status: 1,
};

export interface EthtoolHost {
  view(): View;
  apply(operation: Operation): { readonly ok: boolean };
  /** uname(2)'s release of the kernel. */
  readonly release: string;
  /** CAP_NET_ADMIN. */
  readonly privileged: boolean;
}

interface Command {
  readonly names: readonly string[];
  /** Undefined: no such device. */
  run(view: View, link: Link | undefined, name: string, release: string): Outcome;
}

function said(stdout: string): Outcome {
  return { stdout, stderr: "", status: 0 };
}

function failed(stderr: string, status: number): Outcome {
  return { stdout: "", stderr: `${stderr}\n`, status };
}

const UNSUPPORTED = "Operation not supported";
const RULES = (why: string) =>
  `Cannot get RX rings: ${why}\nrxclass: Cannot get RX class rule count: ${why}\nRX classification rule retrieval failed`;

interface Refused {
  readonly names: readonly string[];
  readonly status: number;
  /** What is said, of requests by ioctl(2) with the error; those by netlink (undefined) have words of their own. */
  readonly text?: (why: string) => string;
  /** What is said of a device that is not there, where it is the first question that fails. */
  readonly missing?: readonly [text: string, status: number];
}

/** Requests that go by ioctl(2) say what they were about; those by netlink do not (netlink/netlink.c of ethtool). */
const REFUSED: readonly Refused[] = [
  { names: ["-a", "--show-pause"], status: 1 },
  { names: ["-g", "--show-ring"], status: 1 },
  { names: ["-m", "--dump-module-eeprom", "--module-info"], status: 1 },
  { names: ["--show-eee"], status: 1 },
  { names: ["--show-fec"], status: 1 },
  { names: ["--show-priv-flags"], status: 1 },
  { names: ["--cable-test"], status: 1 },
  {
    names: ["--show-tunnels"],
    status: 1,
    text: (why) =>
      why === UNSUPPORTED
        ? `netlink error: device does not report tunnel offload info\nnetlink error: ${why}`
        : NO_NAME,
  },
  {
    names: ["-d", "--register-dump"],
    status: 74,
    text: (why) => `Cannot get register dump: ${why}`,
    missing: ["Cannot get driver information", 72],
  },
  {
    names: ["-e", "--eeprom-dump"],
    status: 74,
    text: (why) => `Cannot get EEPROM data: ${why}`,
    missing: ["Cannot get driver information", 74],
  },
  { names: ["-t", "--test"], status: 74, text: (why) => `Cannot test: ${why}`, missing: ["Cannot get strings", 74] },
  { names: ["-p", "--identify"], status: 255, text: (why) => `Cannot identify NIC: ${why}` },
  { names: ["-r", "--negotiate"], status: 255, text: (why) => `Cannot restart autonegotiation: ${why}` },
  { names: ["-u", "-n", "--show-nfc", "--show-ntuple"], status: 1, text: RULES },
  {
    names: ["-x", "--show-rxfh", "--show-rxfh-indir"],
    status: 1,
    text: (why) => `Cannot get RX ring count: ${why}`,
  },
  { names: ["-w", "--get-dump"], status: 1, text: (why) => `Can not get dump level: ${why}` },
];

function refusal({ names, status, text, missing }: Refused): Command["run"] {
  return (_, link) => {
    const asks = names.includes("-d") || names.includes("-e");
    if (!link && missing) return failed(`${missing[0]}: No such device`, missing[1]);
    if (link?.kind.type === "loopback" && asks && missing) return failed(`${missing[0]}: ${UNSUPPORTED}`, missing[1]);
    if (!text) return failed(link ? `netlink error: ${UNSUPPORTED}` : NO_NAME, status);
    return failed(text(link ? UNSUPPORTED : "No such device"), status);
  };
}

/** `driver` and `version` of -i; of those without a version of their own it is the kernel's (ethtool_get_drvinfo). */
const DRIVERS: Readonly<
  Record<
    string,
    { readonly driver?: string; readonly version?: string; readonly unset?: string; readonly firmware?: string }
  >
> = {
  veth: { version: "1.0" },
  bridge: { version: "2.3", unset: "N/A" },
  macvlan: { version: "0.1" },
  macvtap: { driver: "macvlan", version: "0.1" },
  vxlan: { version: "0.1" },
  tun: { version: "1.6" },
  ipvlan: { version: "0.1" },
  vlan: { driver: "802.1Q VLAN Support", version: "1.8" },
  // BOND_ABI_VERSION.
  bond: { driver: "bonding", firmware: "2" },
  vrf: { version: "1.1" },
  ifb: {},
  dummy: {},
  gre: {},
  gretap: {},
  ipip: {},
  sit: {},
  ip6tnl: {},
  ip6gre: {},
  ip6gretap: {},
};

const SETTINGS = `\tSupported ports: [  ]
\tSupported link modes:   Not reported
\tSupported pause frame use: No
\tSupports auto-negotiation: No
\tSupported FEC modes: Not reported
\tAdvertised link modes:  Not reported
\tAdvertised pause frame use: No
\tAdvertised auto-negotiation: No
\tAdvertised FEC modes: Not reported
`;

/** Drivers that have a level for messages. */
const MESSAGES = "        Current message level: 0x00000000 (0)\n                              \n";
const LEVEL: Readonly<Record<string, string>> = { tun: MESSAGES, ipvlan: MESSAGES };

function settings(view: View, link: Link | undefined, name: string): Outcome {
  // Five requests, each refused on its own.
  if (!link) return { stdout: "No data available\n", stderr: `${Array(5).fill(NO_NAME).join("\n")}\n`, status: 75 };
  const detected = `\tLink detected: ${isUp(link) && link.carrier ? "yes" : "no"}\n`;
  switch (link.kind.type) {
    case "ifb":
    case "dummy":
    case "vrf":
    case "gre":
    case "gretap":
    case "ipip":
    case "sit":
    case "ip6tnl":
    case "ip6gre":
    case "ip6gretap":
      return { stdout: "No data available\n", stderr: "", status: 75 };
    case "loopback":
    case "veth":
    case "macvlan":
    case "macvtap":
    case "ipvlan":
    case "vlan":
    case "tun":
    case "bond":
    case "bridge":
    case "vxlan":
      return said(`Settings for ${name}:\n${linkSettings(view, link)}${LEVEL[link.kind.type] ?? ""}${detected}`);
    default:
      return unmodelledKind(link);
  }
}

/** What the driver says of itself, or that of the device below, as far as it says anything. */
function linkSettings(view: View, link: Link): string {
  const speed = linkSpeed(view.config.links, link);
  if (speed === undefined) return "";
  const { type } = answersForSpeed(view.config.links, link).kind;
  const wire = type === "veth" || type === "tun";
  // A bridge never says how its ports speak.
  const duplex = speed === "unknown" || type === "bridge" ? "Unknown! (255)" : "Full";
  return (
    `${SETTINGS}\tSpeed: ${speed === "unknown" ? "Unknown!" : `${speed}Mb/s`}\n\tDuplex: ${duplex}\n\tAuto-negotiation: off\n` +
    `\tPort: ${wire ? "Twisted Pair" : "Other"}\n\tPHYAD: 0\n\tTransceiver: internal\n${wire ? "\tMDI-X: Unknown\n" : ""}`
  );
}

function unmodelledKind({ kind }: Link): Outcome {
  return { stdout: "", ...notModelled("ethtool", "type", kind.type), status: NOT_MODELLED };
}

function driver(_: View, link: Link | undefined, _name: string, release: string): Outcome {
  if (!link) return failed("Cannot get driver information: No such device", 71);
  if (link.kind.type === "loopback") return failed("Cannot get driver information: Operation not supported", 71);
  const known = DRIVERS[link.kind.type];
  if (!known) return unmodelledKind(link);
  const { type } = link.kind;
  const yes = type === "veth" || type === "ifb" ? "yes" : "no";
  const unset = known.unset ?? "";
  const bus = link.kind.type === "tun" ? link.kind.mode : unset;
  return said(
    `driver: ${known.driver ?? type}\nversion: ${known.version ?? release}\nfirmware-version: ${known.firmware ?? unset}\nexpansion-rom-version: \nbus-info: ${bus}\nsupports-statistics: ${yes}\nsupports-test: no\nsupports-eeprom-access: no\nsupports-register-dump: no\nsupports-priv-flags: no\n`,
  );
}

/** A veth pair uses one queue of those it has until somebody asks for more (veth_init_queues). */
const IN_USE = { rx: 1, tx: 1 };

function statistics(view: View, link: Link | undefined): Outcome {
  if (!link) return failed("Cannot get stats strings information: No such device", 96);
  const lines =
    link.kind.type === "veth" ? vethStatistics(view, link) : link.kind.type === "ifb" ? ifbStatistics(view, link) : [];
  if (lines.length === 0) return failed("no stats available", 94);
  return said(`NIC statistics:\n${lines.map((line) => `     ${line}\n`).join("")}`);
}

/** veth_get_strings, of the queues in use. */
function vethStatistics(view: View, link: Link): readonly string[] {
  const peer = lowerOf(link);
  const lines = [`peer_ifindex: ${(peer !== undefined && view.config.links[peer]?.ifindex) || 0}`];
  const used = queuesInUse(link);
  for (let queue = 0; queue < used.rx; queue++)
    for (const name of ["xdp_packets", "xdp_bytes", "drops", "xdp_redirect", "xdp_drops", "xdp_tx", "xdp_tx_errors"])
      lines.push(`rx_queue_${queue}_${name}: 0`);
  for (let queue = 0; queue < used.tx; queue++)
    for (const name of ["xdp_xmit", "xdp_xmit_errors"]) lines.push(`tx_queue_${queue}_${name}: 0`);
  return lines;
}

/** ifb_get_strings and ifb_get_ethtool_stats: all that comes goes by the first queue. */
function ifbStatistics(view: View, { id, queues }: Link): readonly string[] {
  const c = readCounters(view.runtime, id);
  const of = (way: string, packets: number, bytes: number) =>
    Array.from({ length: queues.tx }, (_, queue) => [
      `${way}_queue_${queue}_packets: ${queue === 0 ? packets : 0}`,
      `${way}_queue_${queue}_bytes: ${queue === 0 ? bytes : 0}`,
    ]).flat();
  return [...of("rx", c?.rxPackets ?? 0, c?.rxBytes ?? 0), ...of("tx", c?.txPackets ?? 0, c?.txBytes ?? 0)];
}

function phyStatistics(_: View, link: Link | undefined): Outcome {
  return link ? failed("no stats available", 94) : failed("Cannot get stats strings information: No such device", 96);
}

function moduleParameters(_: View, link: Link | undefined, name: string): Outcome {
  return link ? said(`Module parameters for ${name}:\n`) : failed(NO_NAME, 1);
}

function features(view: View, link: Link | undefined): Outcome {
  if (!link) return failed(NO_NAME, 1);
  const text = featureText(view, link);
  return text === undefined ? unmodelledKind(link) : said(text);
}

function permanent(_: View, link: Link | undefined): Outcome {
  if (!link) return failed("netlink error: No such device", 1);
  const mac = link.kind.type === "ether" ? (link.permanentMac ?? link.mac) : undefined;
  return said(`Permanent address: ${mac ?? "not set"}\n`);
}

const COMBINED = "RX:\t\tn/a\nTX:\t\tn/a\nOther:\t\tn/a\nCombined:\t";

function channels(_: View, link: Link | undefined, name: string): Outcome {
  if (!link) return failed(NO_NAME, 1);
  if (link.kind.type === "tun")
    return said(
      `Channel parameters for ${name}:\nPre-set maximums:\n${COMBINED}1\nCurrent hardware settings:\n${COMBINED}0\n`,
    );
  if (link.kind.type !== "veth") return failed("netlink error: Operation not supported", 1);
  const counts = ({ rx, tx }: { rx: number; tx: number }) =>
    `RX:\t\t${rx}\nTX:\t\t${tx}\nOther:\t\tn/a\nCombined:\tn/a\n`;
  return said(
    `Channel parameters for ${name}:\nPre-set maximums:\n${counts(link.queues)}Current hardware settings:\n${counts(IN_USE)}`,
  );
}

/** tun has nothing but frames that wait to be taken together. */
const COALESCING = `Adaptive RX: n/a  TX: n/a
stats-block-usecs: n/a
sample-interval: n/a
pkt-rate-low: n/a
pkt-rate-high: n/a

rx-usecs: n/a
rx-frames: 0
rx-usecs-irq: n/a
rx-frames-irq: n/a

tx-usecs: n/a
tx-frames: n/a
tx-usecs-irq: n/a
tx-frames-irq: n/a

rx-usecs-low: n/a
rx-frame-low: n/a
tx-usecs-low: n/a
tx-frame-low: n/a

rx-usecs-high: n/a
rx-frame-high: n/a
tx-usecs-high: n/a
tx-frame-high: n/a

CQE mode RX: n/a  TX: n/a

`;

function coalescing(_: View, link: Link | undefined, name: string): Outcome {
  if (link?.kind.type === "tun") return said(`Coalesce parameters for ${name}:\n${COALESCING}`);
  return failed(link ? `netlink error: ${UNSUPPORTED}` : NO_NAME, 1);
}

/** Drivers that take the time when they send; a macvlan asks the device below. */
function sendsStamped(view: View, link: Link): boolean {
  const below = lowerOf(link);
  const lower = below === undefined ? undefined : view.config.links[below];
  if (link.kind.type === "macvlan" || link.kind.type === "macvtap")
    return lower !== undefined && sendsStamped(view, lower);
  return ["veth", "loopback", "tun"].includes(link.kind.type);
}

function timeStamping(view: View, link: Link | undefined, name: string): Outcome {
  if (!link) return failed(NO_NAME, 1);
  const sends = sendsStamped(view, link) ? "\tsoftware-transmit\n" : "";
  return said(
    `Time stamping parameters for ${name}:\nCapabilities:\n${sends}\tsoftware-receive\n\tsoftware-system-clock\nPTP Hardware Clock: none\nHardware Transmit Timestamp Modes: none\nHardware Receive Filter Modes: none\n`,
  );
}

const COMMANDS: readonly Command[] = [
  { names: ["-i", "--driver"], run: driver },
  { names: ["-S", "--statistics"], run: statistics },
  { names: ["-k", "--show-features", "--show-offload"], run: features },
  { names: ["-P", "--show-permaddr"], run: permanent },
  { names: ["-l", "--show-channels"], run: channels },
  { names: ["-T", "--show-time-stamping"], run: timeStamping },
  { names: ["-c", "--show-coalesce"], run: coalescing },
  { names: ["--phy-statistics"], run: phyStatistics },
  { names: ["--show-module"], run: moduleParameters },
  ...REFUSED.map((refused): Command => ({ names: refused.names, run: refusal(refused) })),
];

/** Options that are real and change what is not modelled. */
const UNMODELLED = [
  ..."-E -W -N -U -X -f --flash --set-eee --set-priv-flags --set-fec --reset --set-module --cable-test-tdr".split(" "),
  ..."--config-nfc --config-ntuple --rxfh --set-rxfh-indir --change-eeprom --set-dump".split(" "),
];
/** How many words those need at least, beside a device. */
const LEAST: Readonly<Record<string, number>> = { "--set-eee": 0, "--set-priv-flags": 0, "--set-fec": 0, "-E": 0 };

/** Words for completion. */
export const ETHTOOL_OPTIONS: readonly string[] = [...COMMANDS.flatMap(({ names }) => names), ...CHANGING];

/** Options that switch features. */
const SWITCHING = ["-K", "--features", "--offload"];

/** Commands that read their words by the parser of netlink, which says what it did not expect. */
const PARSED = (
  "-T --show-time-stamping -l --show-channels -c --show-coalesce -g --show-ring -a --show-pause -k --show-features " +
  "--show-offload --show-eee --show-fec --show-priv-flags --show-tunnels --show-module"
).split(" ");
/** Commands that do not look at more words. */
const HEEDLESS = ["-P", "--show-permaddr", "--cable-test"];

/** What is said of words behind the device; undefined where nobody looks at them. */
function misused(option: string, rest: readonly string[]): Outcome | undefined {
  const [word] = rest;
  if (word === undefined || HEEDLESS.includes(option)) return undefined;
  // For how many seconds the light is to blink.
  const seconds = parseInteger(word);
  const fits = seconds !== undefined && seconds >= -(2 ** 31) && seconds < 2 ** 31;
  if (["-p", "--identify"].includes(option) && rest.length === 1 && fits) return undefined;
  if (PARSED.includes(option)) return failed(`ethtool: unexpected parameter '${word}'`, 1);
  if (["-m", "--dump-module-eeprom", "--module-info"].includes(option))
    return failed(`ethtool (-m): unknown parameter '${word}'`, 1);
  if (["-S", "--statistics"].includes(option)) return failed(`ethtool (-S): unknown parameter '${word}'`, 1);
  return MISUSED;
}

/** What `--json` is understood with; nothing else is looked at with it. */
function runJson(view: View, [option = "", device, ...rest]: readonly string[]): Outcome {
  const link = device === undefined ? undefined : linkNamed(view, device);
  const refuses = ["-a", "--show-pause", "--show-fec"].includes(option);
  if (device === undefined || !(refuses || FEATURES.includes(option))) return MISUSED;
  if (rest.length > 0) return failed(`ethtool: unexpected parameter '${rest[0]}'`, 1);
  if (!link) return { stdout: "[ ]\n", stderr: `${NO_NAME}\n`, status: 1 };
  if (refuses) return { stdout: "[ ]\n", stderr: `netlink error: ${UNSUPPORTED}\n`, status: 1 };
  const text = featureJson(view, link);
  return text === undefined ? unmodelledKind(link) : said(text);
}

const FEATURES = ["-k", "--show-features", "--show-offload"];

/** Commands that ioctl(2) alone answers, which has no room for a name that long; -S by itself says so in other words. */
const BY_IOCTL = (
  "-i --driver -p --identify -r --negotiate -u -n --show-nfc --show-ntuple -x --show-rxfh --show-rxfh-indir -w --get-dump " +
  "-d --register-dump -e --eeprom-dump -t --test --phy-statistics"
).split(" ");

function tooLong(option: string, name: string): Outcome | undefined {
  if (name.length <= LONGEST_NAME) return undefined;
  if (BY_IOCTL.includes(option))
    return failed("ethtool netlink support for subcommand missing, device name longer than 15 not supported", 1);
  return option === "-S" || option === "--statistics"
    ? failed("ioctl-only request, device name longer than 15 not supported", 1)
    : undefined;
}

/** What only an administrator may ask for: by netlink, where nobody looks for the device first, and by ioctl(2). */
const ADMIN =
  "-s --change -L --set-channels -A --pause -C --coalesce -G --set-ring -K --features --offload -r --negotiate -p --identify -t --test -d --register-dump -e --eeprom-dump".split(
    " ",
  );
const NOT_PERMITTED = "netlink error: Operation not permitted\n";

/** The same for who is no administrator: what is wrong with the words is found before the kernel is asked. */
function withoutPrivilege(first: string, outcome: Outcome): Outcome {
  const missing = `${NO_NAME}\n`;
  if (!first.startsWith("-")) {
    // Of the settings, those for waking are not to be seen by everybody.
    const place = outcome.stderr.startsWith(missing) ? 2 * missing.length : 0;
    const rest = outcome.stderr.slice(place);
    return {
      ...outcome,
      stderr: outcome.stderr.slice(0, place) + NOT_PERMITTED + (place > 0 ? rest.slice(missing.length) : rest),
    };
  }
  if (!ADMIN.includes(first)) return outcome;
  if (outcome.status === 0 || outcome.stderr.startsWith("netlink error:"))
    return { stdout: "", stderr: NOT_PERMITTED, status: outcome.status || 1 };
  return { ...outcome, stderr: outcome.stderr.replace(UNSUPPORTED, "Operation not permitted") };
}

/** Runs `ethtool`; `argv` begins with the program's name. */
export function runEthtool(host: EthtoolHost, argv: readonly string[]): Outcome {
  const outcome = runAsAdministrator(host, argv);
  return host.privileged || argv[1] === undefined ? outcome : withoutPrivilege(argv[1], outcome);
}

function runAsAdministrator(host: EthtoolHost, argv: readonly string[]): Outcome {
  const [, first, second, ...rest] = argv;
  const view = host.view();
  if (first === undefined) return MISUSED;
  if (first === "--version") return said("ethtool version 6.1\n");
  if (first === "-h" || first === "--help")
    return said(
      "ethtool version 6.1\nUsage:\n        ethtool [ FLAGS ] DEVNAME\tDisplay standard information about device\n",
    );
  if (first === "--json") return runJson(view, argv.slice(2));
  if (first === "-I" || first === "--include-statistics")
    return runAsAdministrator(host, ["ethtool", ...argv.slice(2)]);
  if (first === "--debug")
    return /^\d+$/.test(second ?? "") ? runAsAdministrator(host, ["ethtool", ...argv.slice(3)]) : MISUSED;
  // More words are not looked at.
  if (!first.startsWith("-")) {
    const link = linkNamed(view, first);
    return settings(view, link, link?.name ?? first);
  }
  if (second === undefined) return MISUSED;
  if (SWITCHING.includes(first)) {
    const outcome = setFeatures(host, argv.slice(2), linkNamed);
    const link = linkNamed(view, second);
    return outcome ?? (link ? unmodelledKind(link) : MISUSED);
  }
  const changed = change(argv.slice(1), (name) => linkNamed(view, name));
  if (changed) return changed;
  const command = COMMANDS.find(({ names }) => names.includes(first));
  if (command) {
    if (first === "-S" && (rest[0] === "--all-groups" || rest[0] === "--groups"))
      return linkNamed(view, second) ? said(`Standard stats for ${second}:\n`) : failed(NO_NAME, 1);
    const link = linkNamed(view, second);
    // The kernel's answer calls it by its own name.
    const name = link?.name ?? second;
    return tooLong(first, second) ?? misused(first, rest) ?? command.run(view, link, name, host.release);
  }
  if (UNMODELLED.includes(first))
    return rest.length < (LEAST[first] ?? 1)
      ? MISUSED
      : { stdout: "", ...notModelled("ethtool", "option", first), status: NOT_MODELLED };
  return MISUSED;
}
