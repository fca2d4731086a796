/**
 * `ethtool` 6.1 (ethtool(8)) for virtual devices: what their drivers answer, which is little.
 *
 * Same as Linux: settings, driver, statistics, features and switching them, permanent address, channels and time stamping of veth, bridge and lo;
 * what the drivers refuse.
 * Simplified: a veth's counters of XDP are always 0, for there is no XDP.
 * Absent (refused by name): changing settings (`-s`) of devices that take them, other kinds of devices.
 */
import { isOperUp, isUp, type Link, lowerOf } from "../../model/link.ts";
import { speedOf } from "../../operation/bond-monitor.ts";
import type { Operation } from "../../operation/operation.ts";
import { NOT_MODELLED, notModelled } from "../args.ts";
import type { Outcome } from "../ip/run.ts";
import { linkNamed, linksOf, type View } from "../ip/view.ts";
import { featureText, setFeatures } from "./features.ts";

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

const NO_NAME = "netlink error: no device matches name (offset 24)\nnetlink error: No such device";

/** Requests that go by ioctl(2) say what they were about; those by netlink do not (netlink/netlink.c of ethtool). */
const UNSUPPORTED: readonly (readonly [readonly string[], string, number])[] = [
  [["-a", "--show-pause"], "netlink error: Operation not supported", 1],
  [["-g", "--show-ring"], "netlink error: Operation not supported", 1],
  [["-c", "--show-coalesce"], "netlink error: Operation not supported", 1],
  [["-m", "--dump-module-eeprom", "--module-info"], "netlink error: Operation not supported", 1],
  [["--show-eee"], "netlink error: Operation not supported", 1],
  [["--show-fec"], "netlink error: Operation not supported", 1],
  [["-d", "--register-dump"], "Cannot get register dump: Operation not supported", 74],
  [["-e", "--eeprom-dump"], "Cannot get EEPROM data: Operation not supported", 74],
  [["-t", "--test"], "Cannot test: Operation not supported", 74],
  [["-p", "--identify"], "Cannot identify NIC: Operation not supported", 255],
  [["-r", "--negotiate"], "Cannot restart autonegotiation: Operation not supported", 255],
];

/** `driver` and `version` of -i; of those without a version of their own it is the kernel's (ethtool_get_drvinfo). */
const DRIVERS: Readonly<
  Record<string, { readonly driver?: string; readonly version?: string; readonly unset?: string }>
> = {
  veth: { version: "1.0" },
  bridge: { version: "2.3", unset: "N/A" },
  macvlan: { version: "0.1" },
  macvtap: { driver: "macvlan", version: "0.1" },
  vxlan: { version: "0.1" },
  tun: { version: "1.6" },
  ipvlan: { version: "0.1" },
  vlan: { driver: "802.1Q VLAN Support", version: "1.8" },
  bond: { driver: "bonding" },
  vrf: { version: "1.1" },
  ifb: {},
  dummy: {},
  gre: {},
  gretap: {},
  ipip: {},
  sit: {},
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

/** bond_ethtool_get_link_ksettings. */
function bondSettings(view: View, bond: Link): string {
  const speed = speedOf(view.config.links, bond);
  return speed === undefined
    ? "\tSpeed: Unknown!\n\tDuplex: Unknown! (255)\n"
    : `\tSpeed: ${speed}Mb/s\n\tDuplex: Full\n`;
}

/** The speed of a bridge is that of its fastest port that is up and answers (br_get_link_ksettings). */
function bridgeSpeed(view: View, bridge: Link): string {
  const fast = linksOf(view).some(
    (port) => port.master === bridge.id && port.kind.type === "veth" && isUp(port) && isOperUp(port.operState),
  );
  return fast ? "10000Mb/s" : "Unknown!";
}

function settings(view: View, link: Link | undefined, name: string): Outcome {
  // Five requests, each refused on its own.
  if (!link) return { stdout: "No data available\n", stderr: `${Array(5).fill(NO_NAME).join("\n")}\n`, status: 75 };
  const detected = `\tLink detected: ${isUp(link) && link.carrier ? "yes" : "no"}\n`;
  switch (link.kind.type) {
    case "loopback":
      return said(`Settings for ${name}:\n${detected}`);
    case "veth":
    case "macvlan":
    case "macvtap":
    case "ipvlan":
    case "vlan":
    case "tun":
      return said(
        `Settings for ${name}:\n${SETTINGS}\tSpeed: 10000Mb/s\n\tDuplex: Full\n\tAuto-negotiation: off\n\tPort: Twisted Pair\n\tPHYAD: 0\n\tTransceiver: internal\n\tMDI-X: Unknown\n${LEVEL[link.kind.type] ?? ""}${detected}`,
      );
    case "bond":
      return said(
        `Settings for ${name}:\n${SETTINGS}${bondSettings(view, link)}\tAuto-negotiation: off\n\tPort: Other\n\tPHYAD: 0\n\tTransceiver: internal\n${detected}`,
      );
    case "dummy":
    case "vrf":
    case "gre":
    case "gretap":
    case "ipip":
    case "sit":
      return { stdout: "No data available\n", stderr: "", status: 75 };
    case "bridge":
    case "vxlan":
      return said(
        `Settings for ${name}:\n${SETTINGS}\tSpeed: ${link.kind.type === "vxlan" ? "Unknown!" : bridgeSpeed(view, link)}\n\tDuplex: Unknown! (255)\n\tAuto-negotiation: off\n\tPort: Other\n\tPHYAD: 0\n\tTransceiver: internal\n${detected}`,
      );
    default:
      return unmodelledKind(link);
  }
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
    `driver: ${known.driver ?? type}\nversion: ${known.version ?? release}\nfirmware-version: ${unset}\nexpansion-rom-version: \nbus-info: ${bus}\nsupports-statistics: ${yes}\nsupports-test: no\nsupports-eeprom-access: no\nsupports-register-dump: no\nsupports-priv-flags: no\n`,
  );
}

/** A veth pair uses one queue of those it has until somebody asks for more (veth_init_queues). */
const IN_USE = { rx: 1, tx: 1 };

function statistics(view: View, link: Link | undefined): Outcome {
  if (!link) return failed("Cannot get stats strings information: No such device", 96);
  if (link.kind.type !== "veth") return failed("no stats available", 94);
  const peer = lowerOf(link);
  const lines = [`peer_ifindex: ${(peer !== undefined && view.config.links[peer]?.ifindex) || 0}`];
  for (const name of ["xdp_packets", "xdp_bytes", "drops", "xdp_redirect", "xdp_drops", "xdp_tx", "xdp_tx_errors"])
    lines.push(`rx_queue_0_${name}: 0`);
  for (const name of ["xdp_xmit", "xdp_xmit_errors"]) lines.push(`tx_queue_0_${name}: 0`);
  return said(`NIC statistics:\n${lines.map((line) => `     ${line}\n`).join("")}`);
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

function channels(_: View, link: Link | undefined, name: string): Outcome {
  if (!link) return failed(NO_NAME, 1);
  if (link.kind.type !== "veth") return failed("netlink error: Operation not supported", 1);
  const counts = ({ rx, tx }: { rx: number; tx: number }) =>
    `RX:\t\t${rx}\nTX:\t\t${tx}\nOther:\t\tn/a\nCombined:\tn/a\n`;
  return said(
    `Channel parameters for ${name}:\nPre-set maximums:\n${counts(link.queues)}Current hardware settings:\n${counts(IN_USE)}`,
  );
}

function timeStamping(_: View, link: Link | undefined, name: string): Outcome {
  if (!link) return failed(NO_NAME, 1);
  const sends = link.kind.type === "veth" || link.kind.type === "loopback" ? "\tsoftware-transmit\n" : "";
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
  ...UNSUPPORTED.map(
    ([names, text, status]): Command => ({
      names,
      run: (_, link) => (link ? failed(text, status) : failed(NO_NAME, status)),
    }),
  ),
];

/** Options that are real and change what is not modelled. */
const UNMODELLED = [
  ..."-s --change -A --pause -C --coalesce -G --set-ring -L --set-channels -E -W -w -n -N -u -U".split(" "),
  ..."-x -X -f --flash --set-eee --set-priv-flags --show-priv-flags --json --debug -I --include-statistics".split(" "),
];

/** Words for completion. */
export const ETHTOOL_OPTIONS: readonly string[] = COMMANDS.flatMap(({ names }) => names);

/** Options that switch features. */
const SWITCHING = ["-K", "--features", "--offload"];

/** Runs `ethtool`; `argv` begins with the program's name. */
export function runEthtool(host: EthtoolHost, argv: readonly string[]): Outcome {
  const [, first, second, ...rest] = argv;
  const view = host.view();
  if (first === undefined) return MISUSED;
  if (first === "--version") return said("ethtool version 6.1\n");
  if (first === "-h" || first === "--help")
    return said("Usage:\n        ethtool [ FLAGS ] DEVNAME\tDisplay standard information about device\n");
  if (!first.startsWith("-")) return second === undefined ? settings(view, linkNamed(view, first), first) : MISUSED;
  if (SWITCHING.includes(first)) {
    if (second === undefined) return MISUSED;
    const outcome = setFeatures(host, argv.slice(2), linkNamed);
    const link = linkNamed(view, second);
    return outcome ?? (link ? unmodelledKind(link) : MISUSED);
  }
  const command = COMMANDS.find(({ names }) => names.includes(first));
  if (command) {
    if (second === undefined || rest.length > 0) return MISUSED;
    return command.run(view, linkNamed(view, second), second, host.release);
  }
  if (UNMODELLED.includes(first))
    return { stdout: "", ...notModelled("ethtool", "option", first), status: NOT_MODELLED };
  return MISUSED;
}
