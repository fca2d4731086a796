/** `brctl` of bridge-utils 1.7.1: reading, effects through the bridge operations, and what it prints. */

import { macBytes } from "../address/mac.ts";
import { type KernelError, strerror } from "../errors.ts";
import type { BridgePort } from "../model/bridge.ts";
import { JIFFIES_PER_SECOND } from "../model/jiffies.ts";
import type { Link } from "../model/link.ts";
import type { FdbEntry } from "../model/neighbor.ts";
import { portIdOf } from "../model/stp.ts";
import { deviceOfLabel, LONGEST_NAME } from "../operation/link.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Operation } from "../operation/operation.ts";
import type { Result } from "../result.ts";
import { parseInteger } from "./args.ts";
import { getoptLong } from "./getopt-long.ts";
import { portState } from "./ip/bridge-print.ts";
import type { Outcome } from "./ip/run.ts";
import { idDigits, portTreeOf, treeOf } from "./ip/tree.ts";
import { linkLabelled, linkOfIoctl, linksOf, type View } from "./ip/view.ts";

interface Host {
  view(): View;
  apply(operation: Operation): Result<unknown, KernelError>;
}

interface Command {
  readonly name: string;
  /** Fewest and most arguments. */
  readonly least: number;
  readonly most: number;
  readonly help: string;
  run(host: Host, args: readonly string[]): Outcome;
}

const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

function failed(text: string): Outcome {
  return { stdout: "", stderr: `${text}\n`, status: 1 };
}

/** The kernel cuts what is too long for a name. */
function cut(name: string): string {
  return name.slice(0, 15);
}

function addBridge(host: Host, [bridge = ""]: readonly string[]): Outcome {
  const result = host.apply({ kind: "bridgeAdd", netns: SELF, bridge: cut(bridge) });
  if (result.ok) return DONE;
  if (result.error.errno === "EEXIST")
    return failed(`device ${bridge} already exists; can't create bridge with the same name`);
  return failed(`add bridge failed: ${strerror(result.error.errno)}`);
}

function deleteBridge(host: Host, [bridge = ""]: readonly string[]): Outcome {
  const result = host.apply({ kind: "bridgeDelete", netns: SELF, bridge: cut(bridge) });
  if (result.ok) return DONE;
  const { errno } = result.error;
  if (errno === "ENXIO" || errno === "ENODEV") return failed(`bridge ${bridge} doesn't exist; can't delete it`);
  if (errno === "EBUSY") return failed(`bridge ${bridge} is still up; can't delete it`);
  return failed(`can't delete bridge ${bridge}: ${strerror(errno)}`);
}

/** ENODEV may be either of the two; brctl looks again to tell which. */
function missing(host: Host, bridge: string, device: string): Outcome {
  return linkLabelled(host.view(), device) === undefined
    ? failed(`interface ${device} does not exist!`)
    : failed(`bridge ${bridge} does not exist!`);
}

/** What brctl tries where no bridge is, an old ioctl, is one of bonds for a slave that there is none of (BOND_ENSLAVE_OLD). */
function errnoAt(host: Host, bridge: string, { errno }: Pick<KernelError, "errno">): KernelError["errno"] {
  return errno === "EOPNOTSUPP" && linkOfIoctl(host.view(), bridge)?.kind.type === "bond" ? "ENODEV" : errno;
}

function addPorts(host: Host, [bridge = "", ...devices]: readonly string[]): Outcome {
  for (const device of devices) {
    if (linkLabelled(host.view(), device) === undefined) return missing(host, bridge, device);
    const result = host.apply({ kind: "bridgePortAdd", netns: SELF, bridge, device });
    if (result.ok) continue;
    const errno = errnoAt(host, bridge, result.error);
    if (errno === "ENODEV") return missing(host, bridge, device);
    if (errno === "EBUSY")
      return failed(`device ${device} is already a member of a bridge; can't add it to bridge ${bridge}.`);
    if (errno === "ELOOP")
      return failed(`device ${device} is a bridge device itself; can't add a bridge device to a bridge device.`);
    return failed(`can't add ${device} to bridge ${bridge}: ${strerror(errno)}`);
  }
  return DONE;
}

function deletePorts(host: Host, [bridge = "", ...devices]: readonly string[]): Outcome {
  for (const device of devices) {
    if (linkLabelled(host.view(), device) === undefined) return missing(host, bridge, device);
    const result = host.apply({ kind: "bridgePortDelete", netns: SELF, bridge, device });
    if (result.ok) continue;
    const errno = errnoAt(host, bridge, result.error);
    if (errno === "ENODEV") return missing(host, bridge, device);
    if (errno === "EINVAL") return failed(`device ${device} is not a port of ${bridge}`);
    return failed(`can't delete ${device} from ${bridge}: ${strerror(errno)}`);
  }
  return DONE;
}

/** Seconds with a fraction, as sscanf(3) reads them with `%lf`, whatever follows; undefined for what is no number. */
function seconds(text: string): number | undefined {
  const [, sign = "", digits] = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (sign === "-" ? -1 : 1);
}

/** The same with `%i`: decimal, 0x, leading zero for octal. */
function integer(text: string): number | undefined {
  const [digits] = /^\s*[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text) ?? [];
  const value = digits === undefined ? undefined : parseInteger(digits);
  // An int keeps 32 bits of what is read.
  return value === undefined ? undefined : value | 0;
}

function setting(
  word: string,
  doing: string,
  bad: string,
  read: (text: string) => number | undefined,
): (host: Host, args: readonly string[]) => Outcome {
  return (host, [bridge = "", value = ""]) => {
    const number = read(value);
    if (number === undefined) return failed(`bad ${bad}`);
    const result = host.apply({ kind: "bridgeSet", netns: SELF, bridge, settings: { [word]: number } });
    return result.ok ? DONE : failed(`${doing} failed: ${strerror(errnoAt(host, bridge, result.error))}`);
  };
}

/** Microseconds as they are cut, and of those hundredths of a second (__tv_to_jiffies). */
const hundredths = (text: string): number | undefined => {
  const value = seconds(text);
  if (value === undefined) return undefined;
  const whole = Math.trunc(value);
  return Math.floor((whole * 1_000_000 + Math.trunc((value - whole) * 1_000_000)) / 10_000);
};

const whole =
  (limit: number) =>
  (text: string): number | undefined => {
    const value = integer(text);
    return value === undefined ? undefined : value & limit;
  };

function onOff(text: string): boolean | undefined {
  if (["on", "yes", "1"].includes(text)) return true;
  if (["off", "no", "0"].includes(text)) return false;
  return undefined;
}

function setStp(host: Host, [bridge = "", value = ""]: readonly string[]): Outcome {
  const on = onOff(value);
  if (on === undefined) return failed("expect on/off for argument");
  const result = host.apply({ kind: "bridgeSet", netns: SELF, bridge, settings: { stp_state: on ? 1 : 0 } });
  return result.ok ? DONE : failed(`set stp status failed: ${strerror(errnoAt(host, bridge, result.error))}`);
}

/**
 * port_set of libbridge: files below /sys/class/net/DEV/brport, which a device that is no port of a bridge has none of. Where that fails
 * the old ioctl of the bridge is tried, which looks at the bridge too.
 */
function setPort(
  host: Host,
  bridge: string,
  device: string,
  settings: Record<string, number>,
): KernelError | undefined {
  const view = host.view();
  if (linkOfIoctl(view, device) === undefined) return { errno: "ENODEV" };
  const isPort = linkOfIoctl(view, device)?.port !== undefined;
  const result = isPort ? host.apply({ kind: "bridgePortSet", netns: SELF, device, settings }) : undefined;
  if (result?.ok) return undefined;
  const master = linkOfIoctl(view, bridge);
  if (!master) return { errno: "ENODEV" };
  if (master.kind.type !== "bridge") return { errno: errnoAt(host, bridge, { errno: "EOPNOTSUPP" }) };
  return result?.error ?? { errno: "ENOENT" };
}

function portSetting(word: string, doing: string, bad: string): (host: Host, args: readonly string[]) => Outcome {
  return (host, [bridge = "", device = "", value = ""]) => {
    const number = integer(value);
    if (number === undefined) return failed(`bad ${bad}`);
    const error = setPort(host, bridge, device, { [word]: number });
    return error ? failed(`${doing} failed: ${strerror(error.errno)}`) : DONE;
  };
}

function setHairpin(host: Host, [bridge = "", device = "", value = ""]: readonly string[]): Outcome {
  const on = onOff(value);
  if (on === undefined) return failed("expect on/off for argument");
  if (linkOfIoctl(host.view(), bridge) === undefined) return missing(host, bridge, device);
  const error = setPort(host, bridge, device, { hairpin: on ? 1 : 0 });
  if (!error) return DONE;
  if (error.errno === "ENODEV" && linkOfIoctl(host.view(), bridge)?.kind.type !== "bond")
    return missing(host, bridge, device);
  // The old ioctl that it tries then is none of bridges, whoever asks.
  const errno = error.errno === "EPERM" ? "EOPNOTSUPP" : error.errno;
  return failed(`can't set ${device} to hairpin on bridge ${bridge}: ${strerror(errno)}`);
}

function bridgesOf(view: View): Link[] {
  return linksOf(view)
    .filter((link) => link.kind.type === "bridge")
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function portsOf(view: View, bridge: Link): Link[] {
  return linksOf(view)
    .filter((link) => link.master === bridge.id)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function show(host: Host, names: readonly string[]): Outcome {
  const view = host.view();
  let stdout = "bridge name\tbridge id\t\tSTP enabled\tinterfaces\n";
  let stderr = "";
  let status = 0;
  let shown = 0;
  const line = (bridge: Link, name: string): void => {
    shown++;
    const stp = bridge.kind.type === "bridge" && bridge.kind.settings.stpState !== 0 ? "yes" : "no";
    const ports = portsOf(view, bridge).map((port) => port.name);
    stdout += `${name}\t\t${idDigits(treeOf(view, bridge).bridge)}\t${stp}\t\t${ports.join("\n\t\t\t\t\t\t\t")}\n`;
  };
  if (names.length === 0) for (const bridge of bridgesOf(view)) line(bridge, bridge.name);
  for (const name of names) {
    const link = namedAsIoctl(view, name);
    if (link?.kind.type === "bridge") {
      line(link, name);
      continue;
    }
    stderr +=
      link && link.kind.type !== "bond" ? `device ${name} is not a bridge!\n` : `bridge ${name} does not exist!\n`;
    status = 1;
  }
  return { stdout: shown === 0 ? "" : stdout, stderr, status };
}

/** Local to the bridge: its own addresses and its ports'. */
function isLocal(view: View, entry: FdbEntry): boolean {
  return entry.state === "permanent" && view.config.links[entry.port] !== undefined;
}

function showMacs(host: Host, [name = ""]: readonly string[]): Outcome {
  const view = host.view();
  const bridge = namedAsIoctl(view, name);
  if (!bridge) return failed("read of forward table failed: No such device");
  if (bridge.kind.type !== "bridge")
    return failed(`read of forward table failed: ${strerror(errnoAt(host, name, { errno: "EOPNOTSUPP" }))}`);
  // br_fdb_fillbuf leaves out the entry that is the bridge's own.
  const known = [...(view.runtime.fdb.get(bridge.id)?.values() ?? [])].filter(({ port }) => port !== bridge.id);
  const entries = known.toSorted((a, b) => (a.mac < b.mac ? -1 : 1));
  let stdout = "port no\tmac addr\t\tis local?\tageing timer\n";
  for (const entry of entries) {
    const port = view.config.links[entry.port]?.port?.number ?? 0;
    const local = isLocal(view, entry);
    const age = entry.state === "learned" ? Math.max(0, view.runtime.nowMicros - entry.updatedMicros) : 0;
    const bytes = Array.from(macBytes(entry.mac), (byte) => byte.toString(16).padStart(2, "0")).join(":");
    stdout += `${String(port).padStart(3)}\t${bytes}\t${local ? "yes" : "no"}\t\t${clock(age / 10_000)}\n`;
  }
  return { stdout, stderr: "", status: 0 };
}

/** The bridge that an ioctl means: by name, alternative name, their first 15 characters, or label. */
function namedAsIoctl(view: View, name: string): Link | undefined {
  const device = deviceOfLabel(name.slice(0, LONGEST_NAME));
  return linkOfIoctl(view, name) ?? (device === undefined ? undefined : linkOfIoctl(view, device));
}

/** Hundredths of a second as `%4i.%.2i`. */
function clock(value: number): string {
  const whole = Math.floor(value);
  return `${String(Math.floor(whole / 100)).padStart(4)}.${String(whole % 100).padStart(2, "0")}`;
}

function showStp(host: Host, [name = ""]: readonly string[]): Outcome {
  const view = host.view();
  const bridge = namedAsIoctl(view, name);
  if (!bridge || bridge.kind.type === "bond") return failed(`bridge ${name} does not exist!`);
  if (bridge.kind.type !== "bridge") return failed(`device ${name} is not a bridge!`);
  const { settings } = bridge.kind;
  const tree = treeOf(view, bridge);
  const flags = [
    ...(tree.topologyChange ? ["TOPOLOGY_CHANGE "] : []),
    ...(tree.topologyChangeDetected ? ["TOPOLOGY_CHANGE_DETECTED "] : []),
  ];
  // Under another name than in /sys brctl asks by an old ioctl, which leaves three of the times in jiffies (old_dev_ioctl).
  const unturned = (value: number) =>
    clock(name === bridge.name ? value : Math.floor((value * JIFFIES_PER_SECOND) / 100));
  let stdout =
    `${name}\n` +
    ` bridge id\t\t${idDigits(tree.bridge)}\n` +
    ` designated root\t${idDigits(tree.root)}\n` +
    ` root port\t\t${column(tree.rootPort)}\t\t\tpath cost\t\t${column(tree.rootPathCost)}\n` +
    ` max age\t\t${clock(tree.maxAge)}\t\t\tbridge max age\t\t${unturned(settings.maxAge)}\n` +
    ` hello time\t\t${clock(tree.helloTime)}\t\t\tbridge hello time\t${unturned(settings.helloTime)}\n` +
    ` forward delay\t\t${unturned(tree.forwardDelay)}\t\t\tbridge forward delay\t${clock(settings.forwardDelay)}\n` +
    ` ageing time\t\t${clock(tree.ageingTime)}\n` +
    ` hello timer\t\t${clock(tree.helloTimer)}\t\t\ttcn timer\t\t${clock(tree.tcnTimer)}\n` +
    ` topology change timer\t${clock(tree.topologyChangeTimer)}\t\t\tgc timer\t\t${clock(tree.gcTimer)}\n` +
    ` flags\t\t\t${flags.join("")}\n\n\n`;
  for (const port of portsOf(view, bridge)) if (port.port) stdout += portText(view, bridge, port, port.port);
  return { stdout, stderr: "", status: 0 };
}

/** `%4i`. */
function column(value: number): string {
  return String(value).padStart(4);
}

function portText(view: View, bridge: Link, link: Link, port: BridgePort): string {
  const tree = portTreeOf(view, bridge, link, port);
  const hex = (value: number) => value.toString(16).padStart(4, "0");
  const flags = [
    ...(tree.configPending ? ["CONFIG_PENDING "] : []),
    ...(tree.topologyChangeAck ? ["TOPOLOGY_CHANGE_ACK "] : []),
  ];
  return (
    `${link.name} (${port.number})\n` +
    ` port id\t\t${hex(portIdOf(port))}\t\t\tstate\t\t${portState(port).padStart(15)}\n` +
    ` designated root\t${idDigits(tree.designatedRoot)}\tpath cost\t\t${column(port.cost)}\n` +
    ` designated bridge\t${idDigits(tree.designatedBridge)}\tmessage age timer\t${clock(tree.messageAgeTimer)}\n` +
    ` designated port\t${hex(tree.designatedPort)}\t\t\tforward delay timer\t${clock(tree.forwardDelayTimer)}\n` +
    ` designated cost\t${column(tree.designatedCost)}\t\t\thold timer\t\t${clock(tree.holdTimer)}\n` +
    ` flags\t\t\t${flags.join("")}${port.hairpin ? "\n hairpin mode\t\t   1" : ""}\n\n`
  );
}

const BRCTL_COMMANDS: readonly Command[] = [
  { name: "addbr", least: 1, most: 1, help: "<bridge>\t\tadd bridge", run: addBridge },
  { name: "delbr", least: 1, most: 1, help: "<bridge>\t\tdelete bridge", run: deleteBridge },
  {
    name: "addif",
    least: 2,
    most: Number.POSITIVE_INFINITY,
    help: "<bridge> <device>\tadd interface to bridge",
    run: addPorts,
  },
  {
    name: "delif",
    least: 2,
    most: Number.POSITIVE_INFINITY,
    help: "<bridge> <device>\tdelete interface from bridge",
    run: deletePorts,
  },
  { name: "hairpin", least: 3, most: 3, help: "<bridge> <port> {on|off}\tturn hairpin on/off", run: setHairpin },
  {
    name: "setageing",
    least: 2,
    most: 2,
    help: "<bridge> <time>\t\tset ageing time",
    run: setting("ageing_time", "set ageing time", "ageing time value", hundredths),
  },
  {
    name: "setbridgeprio",
    least: 2,
    most: 2,
    help: "<bridge> <prio>\t\tset bridge priority",
    run: setting("priority", "set bridge priority", "priority", whole(0xffff)),
  },
  {
    name: "setfd",
    least: 2,
    most: 2,
    help: "<bridge> <time>\t\tset bridge forward delay",
    run: setting("forward_delay", "set forward delay", "forward delay value", hundredths),
  },
  {
    name: "sethello",
    least: 2,
    most: 2,
    help: "<bridge> <time>\t\tset hello time",
    run: setting("hello_time", "set hello timer", "hello timer value", hundredths),
  },
  {
    name: "setmaxage",
    least: 2,
    most: 2,
    help: "<bridge> <time>\t\tset max message age",
    run: setting("max_age", "set max age", "max age value", hundredths),
  },
  {
    name: "setpathcost",
    least: 3,
    most: 3,
    help: "<bridge> <port> <cost>\tset path cost",
    run: portSetting("cost", "set path cost", "path cost value"),
  },
  {
    name: "setportprio",
    least: 3,
    most: 3,
    help: "<bridge> <port> <prio>\tset port priority",
    run: portSetting("priority", "set port priority", "path priority value"),
  },
  {
    name: "show",
    least: 0,
    most: Number.POSITIVE_INFINITY,
    help: "[ <bridge> ]\t\tshow a list of bridges",
    run: show,
  },
  { name: "showmacs", least: 1, most: 1, help: "<bridge>\t\tshow a list of mac addrs", run: showMacs },
  { name: "showstp", least: 1, most: 1, help: "<bridge>\t\tshow bridge stp info", run: showStp },
  { name: "stp", least: 2, most: 2, help: "<bridge> {on|off}\tturn stp on/off", run: setStp },
];

const USAGE = `Usage: brctl [commands]\ncommands:\n${BRCTL_COMMANDS.map(({ name, help }) => `\t${name.padEnd(10)}\t${help}\n`).join("")}`;

/** Runs `brctl ...`; `argv` begins with the program's name. */
export function runBrctl(host: Host, argv: readonly string[]): Outcome {
  const words: string[] = [];
  for (const each of getoptLong(argv, "Vh", { help: "h", version: "V" })) {
    if (each.kind === "operand") words.push(each.text);
    else if (each.kind === "error")
      return { stdout: USAGE, stderr: `brctl: ${each.text}\nUnknown option '?'\n`, status: 1 };
    else return { ...DONE, stdout: each.name === "V" ? "bridge-utils, 1.7\n" : USAGE };
  }
  const [first, ...args] = words;
  if (first === undefined) return { stdout: USAGE, stderr: "", status: 1 };
  const command = BRCTL_COMMANDS.find(({ name }) => name === first);
  if (!command) return { stdout: USAGE, stderr: `never heard of command [${first}]\n`, status: 1 };
  if (args.length < command.least)
    return {
      stdout: `Incorrect number of arguments for command\nUsage: brctl ${command.name} ${command.help}\n`,
      stderr: "",
      status: 1,
    };
  return command.run(host, args);
}

/** What may follow on a command line. */
export function completeBrctl(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? "";
  const at = words.length - 1;
  const command = words[1] ?? "";
  if (at === 1) return BRCTL_COMMANDS.map(({ name }) => name).filter((name) => name.startsWith(last));
  const ON_OFF = ["on", "off"].filter((word) => word.startsWith(last));
  if (command === "addbr") return [];
  if (at === 2) return ["<device>"];
  if (["addif", "delif"].includes(command) || (at === 3 && ["hairpin", "setpathcost", "setportprio"].includes(command)))
    return ["<device>"];
  if ((command === "stp" && at === 3) || (command === "hairpin" && at === 4)) return ON_OFF;
  return [];
}
