/**
 * `ip stats` (ip/ipstats.c): counters of links by groups. Those that bridges and bonds keep of themselves, and asking cards to
 * count, are refused by name.
 */
import type { Link } from "../../model/link.ts";
import { type Args, type Names, noDevice, notModelled, type Refusal } from "../args.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope } from "./command.ts";
import { printStatistics } from "./link-print.ts";
import { deviceNamed, linksOf, type View } from "./view.ts";

const STATS_USAGE = `Usage: ip stats help
       ip stats show [ dev DEV ] [ group GROUP [ subgroup SUBGROUP [ suite SUITE ] ... ] ... ] ...
       ip stats set dev DEV l3_stats { on | off }
GROUP := { link | xstats | xstats_slave | offload | afstats }
xstats SUBGROUP := { bridge [ suite stp ] [ suite mcast ] | bond [ suite 802.3ad ] }
xstats_slave SUBGROUP := { bridge [ suite stp ] [ suite mcast ] | bond [ suite 802.3ad ] }
offload SUBGROUP := { cpu_hit | hw_stats_info | l3_stats }
afstats SUBGROUP := { mpls }
`;
export const STATS_COMMANDS = ["show", "set", "help"];

/** A group, a subgroup of it, a suite of that, as far as there are any. */
export type StatsPath = readonly string[];

/** All there are, in the order that they are shown in. */
const LEAVES: readonly StatsPath[] = [
  ["afstats", "mpls"],
  ["link"],
  ["offload", "l3_stats"],
  ["offload", "hw_stats_info"],
  ["offload", "cpu_hit"],
  ["xstats_slave", "bond", "802.3ad"],
  ["xstats", "bond", "802.3ad"],
  ["xstats_slave", "bridge", "mcast"],
  ["xstats_slave", "bridge", "stp"],
  ["xstats", "bridge", "mcast"],
  ["xstats", "bridge", "stp"],
];
const LEVELS = ["group", "subgroup", "suite"] as const;

function begins(leaf: StatsPath, path: StatsPath): boolean {
  return path.every((word, at) => leaf[at] === word);
}

/** One more word of a path: a group by itself is all of it, until a part is named. */
function select(args: Args, paths: StatsPath[], level: number): void {
  const name = args.value();
  const what = LEVELS[level] as string;
  const last = paths.at(-1) ?? [];
  const above = last.slice(0, level);
  const einval = (said: string) => args.refuse(22, `Error: ${said}\n`);
  if (args.refusal) return;
  if (above.length < level) einval(`${what} ${name} requested without selecting a ${LEVELS[above.length]} first`);
  else if (LEAVES.some((leaf) => leaf.length === level && begins(leaf, above)))
    einval(`${what} ${name} requested inside leaf ${LEVELS[level - 1]} ${above.at(-1)}`);
  else if (!LEAVES.some((leaf) => begins(leaf, [...above, name])))
    einval(`no ${what} named ${name} found inside ${above.at(-1) ?? "top-level"}`);
  if (level > 0 && last.length === level) paths.pop();
  paths.push([...above, name]);
}

export function parseStats(args: Args, names: Names, _scope: IpScope): IpCommand {
  const word = args.more ? args.take() : "show";
  if (word === "help") args.refuse(0, STATS_USAGE);
  else if (word === "set") return parseSet(args, names);
  else if (word !== "show") args.refuse(1, `Command "${word}" is unknown, try "ip stats help".\n`);
  let device: string | undefined;
  const paths: StatsPath[] = [];
  while (args.more) {
    const next = args.take();
    const level = (LEVELS as readonly string[]).indexOf(next);
    if (next === "dev") device = takeDevice(args, names, device);
    else if (level >= 0) select(args, paths, level);
    else args.refuse(22, `What is "${next}"?\n${STATS_USAGE}`);
  }
  return { kind: "query", query: { kind: "stats", paths, ...(device !== undefined && { device }) } };
}

function takeDevice(args: Args, names: Names, before: string | undefined): string {
  const name = args.value();
  if (before !== undefined) args.garbage("dev", name);
  else if (!args.refusal && !names.device(name)) args.noDevice(name);
  return name;
}

/** ipstats_set: virtual devices may be asked, and count nothing by it. */
function parseSet(args: Args, names: Names): IpCommand {
  let device: string | undefined;
  let asked = false;
  while (args.more) {
    const word = args.take();
    if (word === "dev") device = takeDevice(args, names, device);
    else if (word === "l3_stats") {
      asked = true;
      if (args.oneOfOnOff(word)) args.unmodelled("ip stats set", word);
    } else args.refuse(22, `What is "${word}"?\n${STATS_USAGE}`);
  }
  if (device === undefined) args.refuse(255, 'Not enough information: "dev" argument is required.\n');
  else if (!asked) args.refuse(255, "Not enough information: stat type to toggle is required.\n");
  return { kind: "nothing" };
}

/** What of a link a bridge or a bond counts. */
function isCounted({ kind, port, bondSlave }: Link, [group, of]: StatsPath): boolean {
  const slave = group === "xstats_slave";
  if (of === "bridge") return slave ? port !== undefined : kind.type === "bridge";
  return of === "bond" && (slave ? bondSlave !== undefined : kind.type === "bond");
}

/** Answers with why it cannot be shown. */
export function printStats(
  out: Output,
  view: View,
  asked: { readonly device?: string; readonly paths: readonly StatsPath[] },
  options: IpOptions,
): Refusal | undefined {
  const only = asked.device === undefined ? undefined : deviceNamed(view, asked.device);
  if (asked.device !== undefined && !only) return noDevice(asked.device);
  const leaves = LEAVES.filter((leaf) => asked.paths.length === 0 || asked.paths.some((path) => begins(leaf, path)));
  for (const link of only ? [only] : linksOf(view)) {
    for (const leaf of leaves) {
      if (isCounted(link, leaf)) return notModelled("ip stats", "type", leaf.join(" "));
      printLeaf(out, view, link, leaf, options);
    }
    if (!only) out.text("\n");
  }
  return undefined;
}

function printLeaf(out: Output, view: View, link: Link, leaf: StatsPath, options: IpOptions): void {
  out.openObject().json("ifindex", link.ifindex);
  out.field("ifname", link.name, `${link.ifindex}: ${link.name}:`);
  for (const [at, name] of leaf.entries()) out.field(LEVELS[at] as string, name, ` ${LEVELS[at]} ${name}`);
  const info = { request: false, used: false };
  switch (leaf.at(-1)) {
    case "link":
      out.line();
      // They are shown without being asked for, so that -s asks for more.
      printStatistics(out, view, link, { ...options, statistics: options.statistics + 1 }, false);
      out.line();
      break;
    case "l3_stats":
      out.json("info", info).text(" off used off\n");
      break;
    case "hw_stats_info":
      out.json("info", { l3_stats: info }).text("\n    l3_stats off used off\n");
      break;
    case "cpu_hit":
      out.text("\n\n");
      break;
    default:
      out.text("\n");
  }
  out.close();
}
