/** `ip link set` of busybox: an ioctl for each thing (netdevice(7)), so that what went before an error stays done. */
import { parseMac } from "../../../core/address/mac.ts";
import { linkNamed } from "../../../core/command/ip/view.ts";
import { strerror } from "../../../core/errors.ts";
import type { LinkChanges } from "../../../core/operation/link.ts";
import { SELF } from "../../../core/operation/netns-ref.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";
import { viewOf } from "../network/ip.ts";
import { say } from "./usage.ts";

type Step = readonly [call: string, changes: LinkChanges];

interface Wanted {
  device?: string;
  mac?: string;
  name?: string;
  qlen?: string;
  mtu?: string;
  master?: string | null;
  netns?: string;
  flags: LinkChanges;
}

const SWITCHES = { arp: "arp", multicast: "multicast", allmulticast: "allMulticast", promisc: "promisc" } as const;
const VALUES: Readonly<Record<string, "mac" | "name" | "qlen" | "mtu" | "master" | "netns">> = {
  address: "mac",
  name: "name",
  qlen: "qlen",
  txqueuelen: "qlen",
  mtu: "mtu",
  master: "master",
  netns: "netns",
};

/** Reads the words; a text is what is wrong with them. */
function read(words: readonly string[]): Wanted | string {
  const wanted: Wanted = { flags: {} };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const key = Object.hasOwn(VALUES, word) ? VALUES[word] : undefined;
    const toggle = Object.hasOwn(SWITCHES, word) ? SWITCHES[word as keyof typeof SWITCHES] : undefined;
    if (word === "up" || word === "down") wanted.flags = { ...wanted.flags, up: word === "up" };
    else if (word === "nomaster") wanted.master = null;
    else if (key !== undefined || toggle !== undefined) {
      const value = words[++at];
      if (value === undefined) return 'command line is not complete, try "help"';
      if (key !== undefined) wanted[key] = value;
      else if (toggle !== undefined) {
        if (value !== "on" && value !== "off") return `invalid argument '${value}' to '${word}'`;
        wanted.flags = { ...wanted.flags, [toggle]: value === "on" };
      }
    } else {
      const device = word === "dev" ? words[++at] : word;
      if (device === undefined) return 'command line is not complete, try "help"';
      if (wanted.device !== undefined) return `either "dev" is duplicate, or "${device}" is garbage`;
      wanted.device = device;
    }
  }
  return wanted.device === undefined ? '"dev" requires an argument' : wanted;
}

/** What it asks the kernel for, in its order; a text is what is wrong. */
function steps(context: ProcessContext, wanted: Wanted): readonly Step[] | string {
  const { kernel } = context;
  const list: Step[] = [];
  if (wanted.mac !== undefined) {
    const mac = parseMac(wanted.mac);
    if (mac === undefined) return `"${wanted.mac}" is invalid lladdr`;
    list.push(["SIOCSIFHWADDR", { mac }]);
  }
  if (wanted.name !== undefined) list.push(["SIOCSIFNAME", { name: wanted.name }]);
  for (const [key, call, field] of [
    ["qlen", "SIOCSIFTXQLEN", "txQueueLength"],
    ["mtu", "SIOCSIFMTU", "mtu"],
  ] as const) {
    const text = wanted[key];
    if (text === undefined) continue;
    if (!/^\d+$/.test(text)) return `invalid number '${text}'`;
    list.push([call, { [field]: Number(text) }]);
  }
  if (wanted.master !== undefined) {
    const { master } = wanted;
    if (master !== null && !linkNamed(viewOf(kernel, kernel.netns), master)) return `can't find device '${master}'`;
    list.push(["RTNETLINK answers", { master }]);
  }
  if (wanted.netns !== undefined) {
    if (!/^\d+$/.test(wanted.netns)) return `invalid number '${wanted.netns}'`;
    list.push(["RTNETLINK answers", { netns: { by: "pid", pid: Number(wanted.netns) } }]);
  }
  if (Object.keys(wanted.flags).length > 0) list.push(["SIOCSIFFLAGS", wanted.flags]);
  return list;
}

/** Flags that a link has already need no privilege: the second ioctl is left out. */
function changesNothing(context: ProcessContext, device: string, { up, ...others }: LinkChanges): boolean {
  const { kernel } = context;
  const link = linkNamed(viewOf(kernel, kernel.netns), device);
  return link !== undefined && Object.keys(others).length === 0 && up === ((link.flags & 1) !== 0);
}

/** `ip link set DEVICE ...`; status 2 whatever goes wrong. */
export function linkSet(context: ProcessContext, words: readonly string[]): ExitStatus {
  const { kernel } = context;
  const wanted = read(words);
  if (typeof wanted === "string") return say(context, wanted, 2);
  const list = steps(context, wanted);
  if (typeof list === "string") return say(context, list, 2);
  let device = wanted.device ?? "";
  for (const [call, changes] of list) {
    if (call === "SIOCSIFFLAGS") {
      if (!linkNamed(viewOf(kernel, kernel.netns), device)) return say(context, "SIOCGIFFLAGS: No such device", 2);
      if (changesNothing(context, device, changes)) continue;
    }
    const done = kernel.apply({ kind: "linkSet", netns: SELF, device, changes });
    if (!done.ok) {
      const { errno } = done.error;
      if (call === "RTNETLINK answers" && done.error.device !== undefined)
        return say(context, `can't find device '${done.error.device}'`, 2);
      return say(context, `${call}: ${strerror(errno)}`, 2);
    }
    device = changes.name ?? device;
  }
  return 0;
}
