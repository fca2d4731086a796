/** `bridge` of iproute2 6.1: link, fdb, vlan (bridge/bridge.c, bridge/link.c, bridge/vlan.c). */
import type { KernelError } from "../../errors.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { ok, type Result } from "../../result.ts";
import { ANY_NAME, Args, matches, type Names, NOT_MODELLED, notModelled, parseUnsigned } from "../args.ts";
import { netlinkError, type Outcome } from "../ip/run.ts";
import { linkNamed, linksOf, type View } from "../ip/view.ts";
import { Output } from "../output.ts";
import {
  FDB_STATES,
  FDB_USAGE,
  FLUSH_KEYWORDS,
  getFdb,
  parseFdbChange,
  parseFdbFilter,
  parseFdbFlush,
  printFdb,
} from "./fdb.ts";
import { MDB_USAGE, parseMdbChange, showMdb } from "./mdb.ts";
import { parseBridgeMonitor } from "./monitor.ts";
import { printPort } from "./port-print.ts";
import { parseVlanChange, showTunnels, showVlans, VLAN_USAGE } from "./vlan.ts";

export interface BridgeOptions {
  readonly statistics: number;
  readonly details: boolean;
  readonly oneline: boolean;
  readonly json: boolean;
  readonly pretty: boolean;
  readonly colour: boolean;
  /** Ranges of VLANs in one line. */
  readonly compress: boolean;
  /** In front of each message of `monitor`. */
  readonly timestamp: boolean;
  readonly netns: string | undefined;
}

export interface BridgeHost {
  view(): View;
  apply(operation: Operation): Result<unknown, KernelError>;
  readonly names: Names;
}

const USAGE =
  "Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }\n" +
  "where  OBJECT := { link | fdb | mdb | vlan | monitor }\n" +
  "       OPTIONS := { -V | -s | -d | -o | -n NAME | -c[ompressvlans] | -color | -p | -j }\n";
const LINK_USAGE = "Usage: bridge link { set dev DEV [ OPTION VALUE ]... | show [ dev DEV ] }\n";

const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

/** The options in front of the object. */
export function parseBridgeCommandLine(argv: readonly string[]): {
  readonly options: BridgeOptions;
  readonly words: readonly string[];
  readonly outcome?: Outcome;
} {
  const args = new Args(argv, 1);
  const options = {
    statistics: 0,
    details: false,
    oneline: false,
    json: false,
    pretty: false,
    colour: false,
    compress: false,
    timestamp: false,
    netns: undefined as string | undefined,
  };
  let say: string | undefined;
  while (args.more && args.peek.startsWith("-")) {
    const given = args.take();
    if (given === "--") break;
    const word = given.startsWith("--") ? given.slice(1) : given;
    if (matches(word, "-help")) args.refuse(255, USAGE);
    else if (matches(word, "-Version")) say = "bridge utility, 6.1.0\n";
    else if (matches(word, "-stats") || matches(word, "-statistics")) options.statistics++;
    else if (matches(word, "-details")) options.details = true;
    else if (matches(word, "-oneline")) options.oneline = true;
    else if (matches(word, "-timestamp")) options.timestamp = true;
    else if (matches(word, "-netns")) options.netns = args.value();
    else if (matches(word.split("=", 1)[0] ?? "", "-color")) options.colour = !word.endsWith("=never");
    else if (matches(word, "-compressvlans")) options.compress = true;
    else if (matches(word, "-json")) options.json = true;
    else if (matches(word, "-pretty")) options.pretty = true;
    else if (matches(word, "-force") || matches(word, "-batch")) args.unmodelled("bridge", word);
    else args.refuse(255, `Option "${word}" is unknown, try "bridge help".\n`);
  }
  const { refusal } = args;
  if (refusal) return { options, words: [], outcome: { stdout: "", ...refusal } };
  if (say !== undefined) return { options, words: [], outcome: { ...DONE, stdout: say } };
  return { options, words: args.rest };
}

/** Runs what stands after the options. */
export function runBridge(host: BridgeHost, options: BridgeOptions, words: readonly string[]): Outcome {
  const args = new Args(words);
  const netns: NetnsRef = options.netns === undefined ? SELF : { by: "name", name: options.netns };
  if (!args.more) return { stdout: "", stderr: USAGE, status: 255 };
  const object = args.take();
  const out = new Output({ colour: options.colour && !options.json, oneline: options.oneline });
  let operation: Operation | undefined;
  if (matches(object, "link")) operation = link(args, host, options, netns, out);
  else if (matches(object, "fdb")) operation = fdb(args, host, options, netns, out);
  else if (matches(object, "mdb")) operation = mdb(args, host, options, netns, out);
  // Whoever runs this program listens; here there is nothing to be seen of it but what is wrong with its words.
  else if (matches(object, "monitor")) parseBridgeMonitor(args);
  else if (matches(object, "vni")) return { stdout: "", ...notModelled("bridge", "object", object) };
  else if (matches(object, "vlan")) operation = vlan(args, host, options, netns, out);
  else if (matches(object, "help")) return { stdout: "", stderr: USAGE, status: 255 };
  else return { stdout: "", stderr: `Object "${object}" is unknown, try "bridge help".\n`, status: 255 };
  if (args.refusal) return { stdout: "", ...args.refusal };
  if (operation) {
    const result = host.apply(operation);
    return result.ok ? DONE : { stdout: "", stderr: netlinkError(result.error), status: 255 };
  }
  return { ...DONE, stdout: options.json ? out.asJson(options.pretty) : out.asText };
}

const NOTHING_TO_SEE = new Error("there is no network to look at");

/** The refusal of a command line that is real but not modelled; undefined where it is up to a network to answer. */
export function refuseBridge(argv: readonly string[]): Outcome | undefined {
  const nowhere: BridgeHost = {
    view: () => {
      throw NOTHING_TO_SEE;
    },
    apply: () => ok(),
    names: ANY_NAME,
  };
  const { options, words, outcome } = parseBridgeCommandLine(argv);
  try {
    const answer = outcome ?? runBridge(nowhere, options, words);
    return answer.status === NOT_MODELLED ? answer : undefined;
  } catch (error) {
    if (error !== NOTHING_TO_SEE) throw error;
    return undefined;
  }
}

/** Words of `bridge link set` that take on or off, and those that take a number. */
const SWITCHES: Readonly<Record<string, string>> = {
  guard: "guard",
  hairpin: "hairpin",
  fastleave: "fastleave",
  root_block: "root_block",
  learning: "learning",
  flood: "flood",
  mcast_flood: "mcast_flood",
  bcast_flood: "bcast_flood",
  mcast_to_unicast: "mcast_to_unicast",
  neigh_suppress: "neigh_suppress",
  vlan_tunnel: "vlan_tunnel",
  isolated: "isolated",
  locked: "locked",
};
/** A port's settings as the words that `bridge link set` takes. */
export function bridgePortWords(settings: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(settings).flatMap(([word, value]) => [
    word,
    Object.hasOwn(SWITCHES, word) ? (value === 0 ? "off" : "on") : String(value),
  ]);
}

const PORT_STATES = ["disabled", "listening", "learning", "forwarding", "blocking"];

function link(
  args: Args,
  host: BridgeHost,
  options: BridgeOptions,
  netns: NetnsRef,
  out: Output,
): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (matches(word, "set") || matches(word, "change")) return linkSet(args, host, netns);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) {
    let device: string | undefined;
    // Words that it does not know are passed over, as iproute2 does.
    while (args.more) if (args.take() === "dev") device = args.value();
    if (device !== undefined && !args.refusal && !host.names.device(device))
      args.refuse(255, `Cannot find device "${device}"\n`);
    if (!args.refusal) printPorts(out, host.view(), options, device);
  } else if (matches(word, "help")) args.refuse(255, LINK_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge link help".\n`);
  return undefined;
}

/** parse_on_off, with the status that `bridge` makes of its errno. */
function onOff(args: Args, word: string): boolean {
  const given = args.value();
  if (given !== "on" && given !== "off" && !args.refusal)
    args.refuse(234, `Error: argument of "${word}" must be one of "off", "on", not "${given}"\n`);
  return given === "on";
}

function linkSet(args: Args, host: BridgeHost, netns: NetnsRef): Operation | undefined {
  const settings: Record<string, number> = {};
  let device: string | undefined;
  let self = false;
  // Numbers are read by atoi(3): what is none is 0, which is no cost.
  const number = (word: string): void => {
    const value = parseUnsigned(/^\d*/.exec(args.value())?.[0] ?? "") ?? 0;
    if (value !== 0 || word !== "cost") settings[word] = value;
  };
  while (args.more) {
    const word = args.take();
    if (word === "dev") device = args.value();
    else if (Object.hasOwn(SWITCHES, word)) {
      settings[SWITCHES[word] ?? word] = onOff(args, word) ? 1 : 0;
    } else if (word === "cost" || word === "priority" || word === "mcast_router") number(word);
    else if (word === "state") {
      const given = args.value();
      const named = PORT_STATES.indexOf(given);
      const state = named >= 0 ? named : parseUnsigned(given);
      if (state === undefined && !args.refusal) args.refuse(255, "Error: invalid STP port state\n");
      // A state past the last one is refused by the kernel, not by iproute2.
      else if (state !== undefined && state > 4) args.refuse(255, "RTNETLINK answers: Invalid argument\n");
      settings.state = state ?? 0;
    } else if (word === "self") self = true;
    else if (word === "master" || word === "nobackup_port") continue;
    else if (word === "learning_sync") onOff(args, word);
    else if (word === "hwmode" || word === "backup_port") args.unmodelled("bridge link", word);
    else args.refuse(255, LINK_USAGE);
  }
  if (args.refusal) return undefined;
  if (device === undefined) args.refuse(255, "Device is a required argument.\n");
  else if (!host.names.device(device)) args.refuse(255, `Cannot find bridge device "${device}"\n`);
  if (args.refusal || device === undefined) return undefined;
  const target = linkNamed(host.view(), device);
  if (self || (target && target.port === undefined)) args.refuse(255, "RTNETLINK answers: Operation not supported\n");
  if (Object.keys(settings).length === 0) return undefined;
  return { kind: "bridgePortSet", netns, device, settings };
}

/** Ports of bridges, one line each, two with `-d`. */
function printPorts(out: Output, view: View, options: BridgeOptions, device: string | undefined): void {
  for (const port of linksOf(view)) {
    if (!port.port || port.master === undefined) continue;
    if (device !== undefined && linkNamed(view, device)?.id !== port.id) continue;
    printPort(out, view, port, port.port, options.details);
  }
}

const VERBS = [
  ["add", "add"],
  ["append", "append"],
  ["replace", "replace"],
  ["delete", "delete"],
] as const;

function fdb(
  args: Args,
  host: BridgeHost,
  options: BridgeOptions,
  netns: NetnsRef,
  out: Output,
): Operation | undefined {
  const word = args.more ? args.take() : "show";
  const verb = VERBS.find(([keyword]) => matches(word, keyword))?.[1];
  if (verb) return parseFdbChange(args, host.names, netns, verb);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) {
    const filter = parseFdbFilter(args, host.names);
    if (!args.refusal) printFdb(out, host.view(), filter, options.statistics > 0);
  } else if (matches(word, "get")) getFdb(args, host.names, host.view, out, options.statistics > 0);
  else if (matches(word, "flush")) return parseFdbFlush(args, host.names, netns);
  else if (matches(word, "help")) args.refuse(255, FDB_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge fdb help".\n`);
  return undefined;
}

function mdb(
  args: Args,
  host: BridgeHost,
  options: BridgeOptions,
  netns: NetnsRef,
  out: Output,
): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (matches(word, "add")) return parseMdbChange(args, host.names, netns, "add");
  if (matches(word, "delete")) return parseMdbChange(args, host.names, netns, "delete");
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list"))
    showMdb(args, host.names, host.view, out, { details: options.details, statistics: options.statistics > 0 });
  else if (matches(word, "help")) args.refuse(255, MDB_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge mdb help".\n`);
  return undefined;
}

function vlan(
  args: Args,
  host: BridgeHost,
  options: BridgeOptions,
  netns: NetnsRef,
  out: Output,
): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (matches(word, "add")) return parseVlanChange(args, host.names, netns, "add");
  if (matches(word, "delete")) return parseVlanChange(args, host.names, netns, "delete");
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) {
    const { details, compress } = options;
    showVlans(args, host.names, host.view, out, { statistics: options.statistics > 0, details, compress });
  } else if (matches(word, "tunnelshow")) showTunnels(args, host.names, out);
  else if (matches(word, "set") || matches(word, "global")) args.unmodelled("bridge vlan", word);
  else if (matches(word, "help")) args.refuse(255, VLAN_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge vlan help".\n`);
  return undefined;
}

const VERBS_OF: Readonly<Record<string, readonly string[]>> = {
  link: ["set", "show"],
  fdb: ["add", "append", "replace", "del", "get", "show", "flush"],
  mdb: ["add", "del", "show"],
  vlan: ["add", "del", "show", "tunnelshow"],
  monitor: ["link", "fdb", "mdb", "vlan", "all"],
};

/** What may stand after an object and its verb. */
function wordsAfter(object: string, verb: string): readonly string[] {
  const query = verb === "show";
  switch (object) {
    case "link":
      return query ? ["dev"] : ["dev", "cost", "priority", "state", ...Object.keys(SWITCHES)];
    case "fdb":
      if (query) return ["br", "dev", "brport", "vlan", "state", "dynamic"];
      if (verb === "get") return ["br", "dev", "brport", "vlan", "self", "master"];
      if (verb === "flush") return ["dev", "brport", "vlan", "self", "master", ...FLUSH_KEYWORDS];
      return ["dev", "master", "self", "vlan", "static", "dynamic", "permanent", "sticky", "extern_learn", "use"];
    case "mdb":
      return query ? ["dev", "vid"] : ["dev", "port", "grp", "src", "permanent", "temp", "vid"];
    case "vlan":
      return query || verb === "tunnelshow" ? ["dev", "vid"] : ["vid", "dev", "pvid", "untagged", "self", "master"];
    default:
      return [];
  }
}

/** What may follow on a command line. */
export function completeBridge(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? "";
  const before = words.slice(1, -1).filter((word) => !word.startsWith("-"));
  const offer = (): readonly string[] => {
    const [object, verb] = before;
    const previous = before.at(-1) ?? "";
    if (object === undefined) return Object.keys(VERBS_OF);
    if (["dev", "br", "brport", "port"].includes(previous)) return ["<device>"];
    if (verb === undefined) return VERBS_OF[object] ?? [];
    if (object === "link" && Object.hasOwn(SWITCHES, previous)) return ["on", "off"];
    if (previous === "state") return object === "link" ? PORT_STATES : FDB_STATES;
    if (previous === "vid" || previous === "vlan") return [];
    return wordsAfter(object, verb);
  };
  return offer().filter((word) => word.startsWith("<") || word.startsWith(last));
}
