/**
 * `ip ntable` (ip/ipntable.c): the parameters of the neighbor tables. They are those below /proc/sys/net/ipv4/neigh and
 * ipv6/neigh, in milliseconds.
 *
 * Simplified: `reachable`, which the kernel draws anew now and then, shows its base. Absent: statistics (`-s`); changing a
 * table's own parameters and thresholds, which a namespace other than the first one has none of, is ENOENT everywhere.
 */

import type { Family } from "../../address/prefix.ts";
import { hasInet6 } from "../../model/family-mtu.ts";
import type { Link } from "../../model/link.ts";
import { neighSetting } from "../../model/sysctl.ts";
import { neighDefaults } from "../../model/sysctl-conf.ts";

import type { Operation } from "../../operation/operation.ts";
import { type Args, matches, type Names, parseUnsigned, parseUnsigned64 } from "../args.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpScope } from "./command.ts";
import { deviceNamed, linksByArrival, type View } from "./view.ts";

const NTABLE_USAGE =
  "Usage: ip ntable change name NAME [ dev DEV ] PARMS\n       ip ntable show [ dev DEV ] [ name NAME ]\n";

export const NTABLE_COMMANDS = ["show", "list", "lst", "change", "help"];

const NAMES = { inet: "arp_cache", inet6: "ndisc_cache" } as const;

/** Octets that the kernel counts for one frame that waits. */
const QUEUED_FRAME = 2090;
const JIFFY_MILLIS = 4;

interface Parameter {
  /** Of the file below neigh/DEV. */
  readonly file: string;
  /** Milliseconds, or whatever is shown, in one unit of the file. */
  readonly unit: number;
  /** A time that the kernel keeps in jiffies. */
  readonly time: boolean;
}

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  base_reachable: { file: "base_reachable_time_ms", unit: 1, time: true },
  retrans: { file: "retrans_time_ms", unit: 1, time: true },
  gc_stale: { file: "gc_stale_time", unit: 1000, time: true },
  delay_probe: { file: "delay_first_probe_time", unit: 1000, time: true },
  queue: { file: "unres_qlen_bytes", unit: 1 / QUEUED_FRAME, time: false },
  app_probes: { file: "app_solicit", unit: 1, time: false },
  ucast_probes: { file: "ucast_solicit", unit: 1, time: false },
  mcast_probes: { file: "mcast_solicit", unit: 1, time: false },
  anycast_delay: { file: "anycast_delay", unit: 10, time: true },
  proxy_delay: { file: "proxy_delay", unit: 10, time: true },
  proxy_queue: { file: "proxy_qlen", unit: 1, time: false },
  locktime: { file: "locktime", unit: 10, time: true },
};
const THRESHOLDS = ["thresh1", "thresh2", "thresh3", "gc_int"];

export function parseNtable(args: Args, names: Names, scope: IpScope): IpCommand {
  names.askForAll?.();
  const word = args.more ? args.take() : "show";
  if (["show", "lst", "list"].some((keyword) => matches(word, keyword))) return parseShow(args, names);
  if (matches(word, "change") || word === "chg") return parseChange(args, names, scope);
  if (matches(word, "help")) args.refuse(255, NTABLE_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip ntable help".\n`);
  return { kind: "nothing" };
}

function parseShow(args: Args, names: Names): IpCommand {
  let device: string | undefined;
  let name: string | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "dev") {
      device = args.value();
      if (!args.refusal && !names.device(device)) args.invalid('"DEV" is invalid', device);
    } else if (word === "name") name = args.value();
    else args.invalid("unknown", word);
  }
  const filter = { ...(device !== undefined && { device }), ...(name !== undefined && { name }) };
  return { kind: "query", query: { kind: "ntables", ...filter } };
}

/** get_u64, of which msecs_to_jiffies takes the lower half. */
function parseMillis(text: string): number | undefined {
  const value = parseUnsigned64(text);
  return value === undefined ? undefined : Number(BigInt.asUintN(32, value));
}

function parseChange(args: Args, names: Names, { netns, options }: IpScope): IpCommand {
  let device: string | undefined;
  let name: string | undefined;
  const wanted: [parameter: Parameter, value: number, word: string][] = [];
  let thresholds = false;
  while (args.more) {
    const word = args.take();
    const parameter = Object.hasOwn(PARAMETERS, word) ? PARAMETERS[word] : undefined;
    if (word === "name") name = args.value();
    else if (word === "dev") {
      device = args.value();
      if (!args.refusal && !names.device(device)) args.noDevice(device);
    } else if (parameter || THRESHOLDS.includes(word)) {
      const given = args.value();
      // Times are of 64 bits.
      const value = parameter?.time || word === "gc_int" ? parseMillis(given) : parseUnsigned(given);
      if (value === undefined && !args.refusal) args.invalid(`"${word}" value is invalid`, given);
      if (parameter) wanted.push([parameter, value ?? 0, word]);
      else thresholds = true;
    } else args.invalid("unknown", word);
  }
  if (name === undefined) args.refuse(255, 'Error: argument "NAME" is required\n');
  if (wanted.length === 0 && !thresholds) args.refuse(255, "Not enough information: changeable attributes required.\n");
  const family = name === NAMES.inet ? "ipv4" : name === NAMES.inet6 ? "ipv6" : undefined;
  const other = options.family === (family === "ipv4" ? "inet6" : "inet");
  if (family === undefined || device === undefined || thresholds || other)
    args.refuse(2, "RTNETLINK answers: No such file or directory\n");
  const operations = wanted.map(([{ file, unit, time }, value, word]): Operation => {
    const rounded = time ? Math.ceil(value / JIFFY_MILLIS) * JIFFY_MILLIS : value;
    const inFile = Math.round((rounded / unit) * 1e6) / 1e6;
    // The file's unit is coarser than what the kernel keeps, and the longest time of all is another there.
    if (!Number.isInteger(inFile) || (time && value > 0x7fffffff)) args.unmodelled("ip ntable", `${word} ${value}`);
    return { kind: "sysctlSet", netns, path: `net/${family}/neigh/${device}/${file}`, value: String(inFile) };
  });
  return { kind: "applyAll", operations };
}

/** The tables' own, then those of devices, the newest first. */
export function printNtables(
  out: Output,
  view: View,
  asked: { readonly device?: string; readonly name?: string },
  family: Family | undefined,
): void {
  const only = asked.device === undefined ? undefined : deviceNamed(view, asked.device);
  for (const each of ["inet", "inet6"] as const) {
    if ((family !== undefined && family !== each) || (asked.name !== undefined && asked.name !== NAMES[each])) continue;
    const links = linksByArrival(view).filter((link) => each === "inet" || hasInet6(link));
    for (const link of [undefined, ...links.reverse()])
      if (!only || link?.id === only.id) printTable(out, view, each, link);
  }
}

/** Each neighbor of a device holds on to the parameters that it was made by (neigh_parms_clone). */
function holders(view: View, family: Family, link: Link | undefined): number {
  let count = 1;
  for (const address of (link && view.runtime.neighbors.get(link.id)?.keys()) ?? [])
    if ((typeof address === "number") === (family === "inet")) count++;
  return count;
}

function printTable(out: Output, view: View, family: Family, link: Link | undefined): void {
  const ip = family === "inet" ? "ipv4" : "ipv6";
  const value = (word: string): number => {
    const { file, unit } = PARAMETERS[word] as Parameter;
    const own = link ? neighSetting(link, ip, file) : (neighDefaults(ip)[file] ?? 0);
    return Math.floor(own * unit + 1e-6);
  };
  const row = (fields: readonly (readonly [word: string, value: number])[]): void => {
    out.line().text("    ");
    for (const [word, number] of fields)
      out.field(word === "gc_int" ? "gc_interval" : word, number, `${word} ${number} `);
  };
  const rowOf = (...words: readonly string[]): void => row(words.map((word) => [word, value(word)]));
  out.openObject().field("family", family, `${family} `).field("name", NAMES[family], `${NAMES[family]} `);
  if (link) out.line().text("    dev ").coloured("ifname", "dev", link.name, `${link.name} `);
  else
    row([
      ["thresh1", 128],
      ["thresh2", 512],
      ["thresh3", 1024],
      ["gc_int", 30000],
    ]);
  const base = value("base_reachable");
  row([
    ["refcnt", holders(view, family, link)],
    ["reachable", base],
    ["base_reachable", base],
    ["retrans", value("retrans")],
  ]);
  rowOf("gc_stale", "delay_probe", "queue");
  rowOf("app_probes", "ucast_probes", "mcast_probes");
  rowOf("anycast_delay", "proxy_delay", "proxy_queue", "locktime");
  out.line().text("\n").close();
}
