/**
 * Network devices as net-tools 2.10 sees them: by the flags of ioctl(2) and by labels, which old tools take for devices of
 * their own (netdevice(7), lib/interface.c of net-tools).
 */
import type { IpAddress } from "../../address/prefix.ts";
import type { KernelError } from "../../errors.ts";
import type { Inet4Address } from "../../model/address.ts";
import { IFF, isOperUp, isUp, type Link } from "../../model/link.ts";
import { LONGEST_NAME } from "../../operation/link.ts";
import type { Operation } from "../../operation/operation.ts";
import type { Result } from "../../result.ts";
import type { Outcome } from "../ip/run.ts";
import { linkOfIoctl, linksOf, type View } from "../ip/view.ts";

/** What the programs of net-tools need of the machine. */
/** A name that servers have yet to be asked for; `resolve` of a host that can ask throws it where nothing is half done. */
export class UnaskedName {
  readonly name: string;
  readonly family: "inet" | "inet6";

  constructor(name: string, family: "inet" | "inet6") {
    this.name = name;
    this.family = family;
  }
}

export interface NetToolsHost {
  view(): View;
  apply(operation: Operation): Result<unknown, KernelError>;
  /** The IPv4 or IPv6 address of a name; undefined for what is none. */
  resolve(name: string, family: "inet" | "inet6"): string | undefined;
  /** CAP_NET_ADMIN, without which no ioctl changes anything. */
  readonly privileged: boolean;
  /** The name of an address, where it has one (getnameinfo(3)). */
  nameOf(address: IpAddress): string | undefined;
  /** A file as text; undefined for what cannot be read. */
  readFile(path: string): string | undefined;
}

export const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

export function said(stdout: string): Outcome {
  return { stdout, stderr: "", status: 0 };
}

export function complained(stderr: string, status: number): Outcome {
  return { stdout: "", stderr: `${stderr}\n`, status };
}

/** A device, or one of the labels on its addresses (`eth0:1`). */
export interface OldDevice {
  readonly name: string;
  readonly link: Link;
  /** What SIOCGIFADDR answers: the first address under this label. */
  readonly address: Inet4Address | undefined;
  readonly alias: boolean;
}

/** IFF_RUNNING of linux/if.h: set by who answers, not by who owns the device (dev_get_flags). */
const IFF_RUNNING = 0x40;

/** The sixteen bits of SIOCGIFFLAGS. */
export function oldFlags(link: Link): number {
  const running = isUp(link) && isOperUp(link.operState) ? IFF_RUNNING : 0;
  return (link.flags & 0xffff) | running;
}

/** Name of a flag in `ifconfig`, and its letter in `ifconfig -s` and `netstat -i`, each in its program's order. */
const WORDS: readonly (readonly [number, string])[] = [
  [IFF.UP, "UP"],
  [IFF.BROADCAST, "BROADCAST"],
  [IFF.LOOPBACK, "LOOPBACK"],
  [IFF.POINTOPOINT, "POINTOPOINT"],
  [IFF.NOTRAILERS, "NOTRAILERS"],
  [IFF_RUNNING, "RUNNING"],
  [IFF.NOARP, "NOARP"],
  [IFF.PROMISC, "PROMISC"],
  [IFF.ALLMULTI, "ALLMULTI"],
  [IFF.SLAVE, "SLAVE"],
  [IFF.MASTER, "MASTER"],
  [IFF.MULTICAST, "MULTICAST"],
  [IFF.DYNAMIC, "DYNAMIC"],
];
const LETTERS: readonly (readonly [number, string])[] = [
  [IFF.ALLMULTI, "A"],
  [IFF.BROADCAST, "B"],
  [IFF.LOOPBACK, "L"],
  [IFF.MULTICAST, "M"],
  [IFF.DYNAMIC, "d"],
  [IFF.PROMISC, "P"],
  [IFF.NOTRAILERS, "N"],
  [IFF.NOARP, "O"],
  [IFF.POINTOPOINT, "P"],
  [IFF.SLAVE, "s"],
  [IFF.MASTER, "m"],
  [IFF_RUNNING, "R"],
  [IFF.UP, "U"],
];

export function flagWords(flags: number): string {
  return WORDS.filter(([bit]) => flags & bit)
    .map(([, word]) => word)
    .join(",");
}

export function flagLetters(flags: number): string {
  return LETTERS.filter(([bit]) => flags & bit)
    .map(([, letter]) => letter)
    .join("");
}

/** nstrcmp of net-tools: runs of digits compare as numbers. */
function compareNames(a: string, b: string): number {
  const [one, other] = [a.match(/\d+|\D/g) ?? [], b.match(/\d+|\D/g) ?? []];
  for (let i = 0; i < one.length && i < other.length; i++) {
    const [x = "", y = ""] = [one[i], other[i]];
    if (x === y) continue;
    if (/^\d/.test(x) && /^\d/.test(y) && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return one.length - other.length;
}

/** Every device and label, in the order of `ifconfig -a`. */
export function oldDevices(view: View): OldDevice[] {
  const devices = linksOf(view).flatMap((link): OldDevice[] => {
    const labels = [...new Set(link.inet.map(({ label }) => label))].filter((label) => label !== link.name);
    return [link.name, ...labels].map((name) => oldDevice(link, name));
  });
  return devices.sort((a, b) => compareNames(a.name, b.name));
}

function oldDevice(link: Link, name: string): OldDevice {
  return { name, link, alias: name !== link.name, address: link.inet.find(({ label }) => label === name) };
}

/** A device by its name or a label, which need not be in use: `eth0:7` is `eth0` without an address. */
export function findOldDevice(view: View, name: string): OldDevice | undefined {
  const link = linkOfIoctl(view, name.replace(/:.*$/, ""));
  return link && oldDevice(link, name.slice(0, LONGEST_NAME));
}
