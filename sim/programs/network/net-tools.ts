/** `ifconfig`, `route`, `arp` and `netstat` of net-tools: core/command/net-tools over this process's kernel. */
import { formatIp } from "../../../core/address/prefix.ts";
import { runArp } from "../../../core/command/net-tools/arp.ts";
import { type NetToolsHost, UnaskedName } from "../../../core/command/net-tools/device.ts";
import { runIfconfig } from "../../../core/command/net-tools/ifconfig.ts";
import { INTERFACE_HEAD, netstatRepeats, runNetstat } from "../../../core/command/net-tools/netstat.ts";
import { runRoute } from "../../../core/command/net-tools/route.ts";
import { printStatistics } from "../../../core/command/net-tools/statistics.ts";
import { type ExitStatus, SIGNAL } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { nameOf } from "./hosts.ts";
import { viewOf } from "./ip.ts";
import { printSockets } from "./netstat.ts";
import { printAtExit, printOutcome } from "./outcome.ts";
import { ask, isUnasked, type Resolved, resolve, withNames } from "./resolve.ts";

/** What the programs of net-tools see of a process. */
export function netToolsHost(
  { kernel, files, cwd }: ProcessContext,
  named: (name: string, family: "inet" | "inet6") => readonly Resolved[] = (name) => resolve({ files, kernel }, name),
): NetToolsHost {
  return {
    view: () => viewOf(kernel, kernel.netns),
    apply: kernel.applyByIoctl.bind(kernel),
    resolve: (name, family) => {
      const found = named(name, family).find(({ address }) => (typeof address === "number") === (family === "inet"));
      return found && formatIp(found.address);
    },
    privileged: kernel.credentials.capabilities.has("CAP_NET_ADMIN"),
    nameOf: (address) => nameOf(files, address),
    readFile: (path) => {
      const read = files.readFile(path.startsWith("/") ? path : `${cwd}/${path}`);
      return read.ok ? read.value : undefined;
    },
  };
}

/** Runs a program that may have to ask servers for the names that it is given. */
async function withHost(
  context: ProcessContext,
  run: (host: NetToolsHost, argv: readonly string[]) => Parameters<typeof printOutcome>[1],
): Promise<ExitStatus> {
  const outcome = await withNames(context, (named) => run(netToolsHost(context, named), context.argv));
  return printAtExit(context, outcome);
}

/** `ifconfig` does word by word what it reads, so nothing may be read twice: names are asked for where it meets them. */
async function configure(context: ProcessContext): Promise<ExitStatus> {
  const { files, argv } = context;
  const host = netToolsHost(context, (name, family) => {
    if (isUnasked(files, name, family)) throw new UnaskedName(name, family);
    return resolve(context, name);
  });
  const steps = runIfconfig(host, argv);
  for (;;) {
    const step = steps.next();
    if (step.done) return printAtExit(context, step.value);
    await ask(context, step.value.name, step.value.family);
  }
}

const SECOND = 1_000_000;
const DEVICES = ["<device>"];

export const ifconfig: Program = {
  name: "ifconfig",
  path: "/usr/sbin/ifconfig",
  summary: "show and change network interfaces, the old way",
  run: configure,
  complete: (words) =>
    words.length <= 2
      ? ["-a", "-s", ...DEVICES]
      : ["up", "down", "netmask", "broadcast", "mtu", "hw", "ether", "add", "del", "promisc", "arp", "txqueuelen"],
};

export const route: Program = {
  name: "route",
  path: "/usr/sbin/route",
  summary: "show and change the routing table, the old way",
  run: (context) => withHost(context, runRoute),
  complete: (words) =>
    words.length <= 2
      ? ["-n", "-e", "-6", "add", "del"]
      : words.at(-2) === "dev"
        ? DEVICES
        : ["-net", "-host", "default", "gw", "netmask", "dev", "metric", "reject"],
};

export const arp: Program = {
  name: "arp",
  path: "/usr/sbin/arp",
  summary: "show and change the ARP table, the old way",
  run: (context) => withHost(context, runArp),
  complete: (words) => (words.at(-2) === "-i" ? DEVICES : ["-a", "-n", "-e", "-v", "-i", "-s", "-d", "-D"]),
};

export const netstat: Program = {
  name: "netstat",
  path: "/usr/bin/netstat",
  summary: "show routes, interfaces, multicast groups and sockets, the old way",
  run: (context) => (netstatRepeats(context.argv) ? repeat(context) : list(context, false)),
  complete: () => "-r -n -i -e -g -s -a -t -u -w -x -l -p -o -W -c -4 -6".split(" "),
};

/** @param again it is no more the first time: the table of devices goes without its name then */
function list(context: ProcessContext, again: boolean): ExitStatus | Promise<ExitStatus> {
  const shown = runNetstat(netToolsHost(context), context.argv);
  if ("stdout" in shown)
    return printAtExit(context, again ? { ...shown, stdout: shown.stdout.replace(INTERFACE_HEAD, "") } : shown);
  if ("kind" in shown) {
    const read = (name: string) => {
      const text = context.files.readFile(`/proc/net/${name}`);
      return text.ok ? text.value : "";
    };
    return printOutcome(context, { stdout: printStatistics(shown, read), stderr: "", status: 0 });
  }
  const { text, complaint } = printSockets(context, shown);
  return printAtExit(context, { stdout: text, stderr: complaint, status: shown.status });
}

/** `-c`: once a second, until something ends it. */
async function repeat(context: ProcessContext): Promise<ExitStatus> {
  const { kernel, self } = context;
  for (let again = false; ; again = true) {
    const status = await list(context, again);
    if (status !== 0) return status;
    await kernel.sleep(SECOND, self.signals);
    const { pending } = self.signals;
    if (pending !== undefined) return 128 + SIGNAL[pending];
  }
}
