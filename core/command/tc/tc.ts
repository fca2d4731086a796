/**
 * `tc` of iproute2 6.1 (tc(8)): queueing disciplines and what classes they have.
 *
 * Same as Linux: `qdisc add|change|replace|link|del|show` by root, parent and handle, `class add|change|replace|del|show` of
 * htb, `filter add|change|replace|del|show`, `chain add|del|show`, text, JSON, statistics, errors; `actions`. Absent (refused by
 * name): templates of chains, blocks, other kinds of disciplines and filters.
 */

import type { KernelError } from "../../errors.ts";
import { indexIn } from "../../model/link.ts";
import { type ClassId, INGRESS_PARENT } from "../../model/qdisc.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import type { QdiscAdd } from "../../operation/qdisc.ts";
import type { Result } from "../../result.ts";
import { Args, enterNetns, matches, NETNS_OF_NO_NAME, notModelled } from "../args.ts";
import { colourOption } from "../colour.ts";
import { netlinkError, type Outcome } from "../ip/run.ts";
import { deviceNamed, linksByArrival, type View } from "../ip/view.ts";
import { Output } from "../output.ts";
import { runActions } from "./actions.ts";
import { CLASS_USAGE, parseClassChange, parseClassShow } from "./class-parse.ts";
import { classText } from "./class-print.ts";
import { printAsked, printAskedChain } from "./filter-get.ts";
import {
  FILTER_KINDS,
  FILTER_USAGE,
  parseChainChange,
  parseChainGet,
  parseFilterChange,
  parseFilterGet,
  parseFilterShow,
} from "./filter-parse.ts";
import { printChains, printFilters } from "./filter-print.ts";
import { FLOWER_WORDS } from "./flower.ts";
import { HTB_CLASS_WORDS, quantumWarning } from "./htb.ts";
import { takeDevice } from "./kind.ts";
import { parseClassId, parseHandle, parseQdiscChange, QDISC_USAGE } from "./qdisc-parse.ts";
import { printQdiscs } from "./qdisc-print.ts";
import { isQdiscKind, QDISC_KINDS, qdiscGrammar } from "./table.ts";

export interface TcHost {
  view(): View;
  /** Whether there is a device of a name, which is asked while the words are read. */
  hasDevice(name: string): boolean;
  apply(operation: Operation): Result<unknown, KernelError>;
}

export interface TcOptions {
  statistics: boolean;
  details: boolean;
  json: boolean;
  pretty: boolean;
  force: boolean;
  oneline: boolean;
  colour: boolean;
  netns: string | undefined;
  left?: readonly string[];
  /** A file of commands; `-` is standard input. */
  batch: string | undefined;
}

const USAGE =
  "Usage:\ttc [ OPTIONS ] OBJECT { COMMAND | help }\n\ttc [-force] -batch filename\n" +
  "where  OBJECT := { qdisc | class | filter }\n";
const DONE: Outcome = { stdout: "", stderr: "", status: 0 };
/** What asks for other names of times and classes, or for marks of time: of disciplines there is nothing to see of it. */
const PLAIN_OPTIONS = "-Numeric -nm -names -timestamp -tshort".split(" ");
const UNMODELLED_OPTIONS = "-raw -iec -brief -echo -graph".split(" ");

function said(stdout: string): Outcome {
  return { ...DONE, stdout };
}

/** Reads the options in front of the object; `argv` begins with the program's name. */
export function parseTcOptions(argv: readonly string[]): {
  readonly options: Readonly<TcOptions>;
  readonly words: readonly string[];
  readonly outcome?: Outcome;
} {
  const options: TcOptions = {
    statistics: false,
    details: false,
    json: false,
    pretty: false,
    force: false,
    oneline: false,
    colour: false,
    netns: undefined,
    batch: undefined,
  };
  let at = 1;
  for (; argv[at]?.startsWith("-"); at++) {
    const word = argv[at] as string;
    const option = word.startsWith("--") ? word.slice(1) : word;
    if (matches(option, "-stats") || matches(option, "-statistics")) options.statistics = true;
    else if (matches(option, "-details")) options.details = true;
    else if (matches(option, "-json")) options.json = true;
    else if (matches(option, "-pretty")) options.pretty = true;
    else if (matches(option, "-force")) options.force = true;
    else if (matches(option, "-oneline")) options.oneline = true;
    else if (matches(option, "-netns")) {
      const name = argv[++at];
      if (name === undefined)
        return { options, words: [], outcome: { stdout: "", stderr: NETNS_OF_NO_NAME, status: 255 } };
      enterNetns(options, name);
    } else if (matches(option, "-batch")) options.batch = argv[++at] ?? "-";
    else if (matches(option, "-Version"))
      return { options, words: [], outcome: said("tc utility, iproute2-6.1.0, libbpf 1.1.2\n") };
    else if (matches(option, "-cf") || matches(option, "-conf")) at++;
    else if (colourOption(option) !== undefined) options.colour = colourOption(option) === "always";
    else if (PLAIN_OPTIONS.some((known) => matches(option, known))) continue;
    else if (matches(option, "-help")) return { options, words: [], outcome: { ...DONE, stderr: USAGE } };
    else if (UNMODELLED_OPTIONS.some((known) => matches(option, known)))
      return { options, words: [], outcome: { stdout: "", ...notModelled("tc", "option", word) } };
    else {
      const stderr = `Option "${word}" is unknown, try "tc -help".\n`;
      return { options, words: [], outcome: { stdout: "", stderr, status: 255 } };
    }
  }
  return { options, words: argv.slice(at) };
}

const OBJECTS = ["qdisc", "class", "filter", "chain", "actions", "monitor", "exec"];

/** Runs one command of tc; `netns` is the namespace it is about, as operations name it. */
export function runTc(host: TcHost, options: TcOptions, words: readonly string[], netns: NetnsRef): Outcome {
  const args = new Args(words);
  if (!args.more) return { ...DONE, stderr: USAGE };
  const word = args.take();
  if (matches(word, "help")) return { ...DONE, stderr: USAGE };
  const object = OBJECTS.find((known) => matches(word, known));
  if (object === "qdisc") return runQdisc(host, options, args, netns);
  if (object === "class") return runClass(host, options, args, netns);
  if (object === "filter") return runFilter(host, options, args, netns);
  if (object === "chain") return runChain(host, options, args, netns);
  if (object === "actions") return runActions(host, options, args, netns);
  if (object !== undefined) return { stdout: "", ...notModelled("tc", "object", object) };
  return { stdout: "", stderr: `Object "${word}" is unknown, try "tc help".\n`, status: 255 };
}

function done(host: TcHost, operation: Operation): Outcome {
  const result = host.apply(operation);
  if (result.ok) return DONE;
  const { error } = result;
  return { stdout: "", stderr: netlinkError(error), status: error.device === undefined ? 2 : 1 };
}

const MODES: readonly QdiscAdd["mode"][] = ["add", "change", "replace", "link"];

function runQdisc(host: TcHost, options: TcOptions, args: Args, netns: NetnsRef): Outcome {
  const command = args.more ? args.take() : "show";
  const mode = MODES.find((word) => matches(command, word));
  if (mode !== undefined || matches(command, "delete")) {
    const operation = parseQdiscChange(mode, args, netns);
    if ("stderr" in operation) return { stdout: "", ...operation };
    const outcome = done(host, operation);
    return { ...outcome, stderr: (args.warnings ?? "") + outcome.stderr };
  }
  if (["list", "show", "lst"].some((known) => matches(command, known))) return showQdiscs(host.view(), options, args);
  if (matches(command, "help")) return { ...DONE, stderr: QDISC_USAGE };
  return { stdout: "", stderr: `Command "${command}" is unknown, try "tc qdisc help".\n`, status: 255 };
}

function showQdiscs(view: View, options: TcOptions, args: Args): Outcome {
  let device: string | undefined;
  let parent: "root" | ClassId | undefined;
  let handle: number | undefined;
  const once = (word: string) => {
    if (parent) args.invalid("parent is already specified", word);
    else if (handle) args.invalid("handle is already specified", word);
  };
  while (args.more) {
    const word = args.take();
    if (word === "dev") device = takeDevice(args);
    else if (word === "root" || word === "ingress" || word === "clsact") {
      once(word);
      parent = word === "root" ? "root" : INGRESS_PARENT;
    } else if (matches(word, "parent")) {
      once(word);
      const text = args.value();
      parent = text === "root" ? "root" : parseClassId(text);
      if (!parent) args.invalid("invalid parent ID", text);
    } else if (matches(word, "handle")) {
      once(word);
      const text = args.value();
      handle = parseHandle(text);
      if (handle === undefined) args.invalid("invalid handle ID", text);
    } else if (word === "block") args.unmodelled("tc qdisc show", word);
    else if (matches(word, "help")) args.refuse(0, QDISC_USAGE);
    else if (word !== "invisible") args.refuse(255, `What is "${word}"? Try "tc qdisc help".\n`);
  }
  if (args.refusal) return { stdout: "", ...args.refusal };
  const only = device === undefined ? undefined : deviceNamed(view, device);
  if (device !== undefined && !only) return unknownDevice(device);
  const out = new Output({ colour: options.colour && !options.json, oneline: options.oneline });
  const show = { ...options, naming: only === undefined, parent, handle };
  for (const link of only ? [only] : linksByArrival(view)) printQdiscs(out, view, link, show);
  return said(options.json ? out.asJson(options.pretty) : out.asText);
}

/** A number that no device has has nothing (`indexIn`). */
function unknownDevice(name: string): Outcome {
  return indexIn(name) > 0 ? DONE : { stdout: "", stderr: `Cannot find device "${name}"\n`, status: 1 };
}

function runClass(host: TcHost, options: TcOptions, args: Args, netns: NetnsRef): Outcome {
  const command = args.more ? args.take() : "show";
  const mode = (["add", "change", "replace"] as const).find((word) => matches(command, word));
  if (mode !== undefined || matches(command, "delete")) {
    const operation = parseClassChange(mode, args, netns);
    if ("stderr" in operation) return { stdout: "", ...operation };
    const outcome = done(host, operation);
    if (outcome.status > 0 || operation.kind === "classDelete") return outcome;
    const link = deviceNamed(host.view(), operation.class.device);
    return link ? { ...outcome, stderr: quantumWarning(link, operation) } : outcome;
  }
  if (matches(command, "help")) return { stdout: "", stderr: CLASS_USAGE, status: 0 };
  if (!["list", "show", "lst"].some((known) => matches(command, known)))
    return { stdout: "", stderr: `Command "${command}" is unknown, try "tc class help".\n`, status: 255 };
  const filter = parseClassShow(args);
  if (args.refusal) return { stdout: "", ...args.refusal };
  // Classes of no device are none.
  if (filter.device === undefined) return DONE;
  const view = host.view();
  const link = deviceNamed(view, filter.device);
  if (!link) return unknownDevice(filter.device);
  return filter.root ? DONE : said(classText(view, link, { ...options, ...filter }));
}

/** What was asked of the kernel by rtnl_talk: that it refused is said once more. */
function talked(outcome: Outcome): Outcome {
  if (outcome.status !== 2) return outcome;
  return { ...outcome, stderr: `${outcome.stderr}We have an error talking to the kernel\n` };
}

function runFilter(host: TcHost, options: TcOptions, args: Args, netns: NetnsRef): Outcome {
  const command = args.more ? args.take() : "show";
  const mode = (["add", "change", "replace"] as const).find((word) => matches(command, word));
  if (mode !== undefined || matches(command, "delete")) {
    const operation = parseFilterChange(mode, args, netns, (name) => host.hasDevice(name));
    if ("stderr" in operation) return { stdout: "", ...operation };
    return talked(done(host, operation));
  }
  if (matches(command, "get")) return getFilter(host, options, args);
  if (matches(command, "help")) return { stdout: "", stderr: FILTER_USAGE, status: 255 };
  if (!["list", "show", "lst"].some((known) => matches(command, known)))
    return { stdout: "", stderr: `Command "${command}" is unknown, try "tc filter help".\n`, status: 255 };
  const query = parseFilterShow(args);
  if (options.pretty && !options.json) args.unmodelled("tc filter show", "-p");
  if (args.refusal) return { stdout: "", ...args.refusal };
  if (query.device === undefined) return options.json ? said(new Output().asJson(options.pretty)) : DONE;
  const view = host.view();
  const link = deviceNamed(view, query.device);
  if (!link) return unknownDevice(query.device);
  const out = new Output();
  if (!printFilters(out, view, link, { statistics: options.statistics, query })) {
    if (options.json) return { stdout: "", ...notModelled("tc filter show", "option", "-j") };
    const stderr = "Error: Buffer too small for object.\nDump terminated\n";
    return { stdout: out.asText, stderr, status: 1 };
  }
  return said(options.json ? out.asJson(options.pretty) : out.asText);
}

const CHAIN_USAGE = "Usage: tc chain [ add | del | get | show ] [ dev STRING ]\n";

/** do_chain. */
function runChain(host: TcHost, options: TcOptions, args: Args, netns: NetnsRef): Outcome {
  const command = args.more ? args.take() : "show";
  const adds = matches(command, "add");
  if (adds || matches(command, "delete")) {
    const operation = parseChainChange(adds, args, netns, (name) => host.hasDevice(name));
    if ("stderr" in operation) return { stdout: "", ...operation };
    return talked(done(host, operation));
  }
  if (matches(command, "get")) return getChain(host, options, args);
  if (matches(command, "help")) return { ...DONE, stderr: CHAIN_USAGE };
  if (!["list", "show", "lst"].some((known) => matches(command, known)))
    return { stdout: "", stderr: `Command "${command}" is unknown, try "tc chain help".\n`, status: 255 };
  const query = parseFilterShow(args);
  if (args.refusal) return { stdout: "", ...args.refusal };
  const out = new Output();
  if (query.device !== undefined) {
    const link = deviceNamed(host.view(), query.device);
    if (!link) return unknownDevice(query.device);
    printChains(out, link, query);
  } else if (!options.json) return DONE;
  return said(options.json ? out.asJson(options.pretty) : out.asText);
}

function getChain(host: TcHost, options: TcOptions, args: Args): Outcome {
  const asked = parseChainGet(args, (name) => host.hasDevice(name));
  if ("stderr" in asked) return { stdout: "", ...asked };
  const link = deviceNamed(host.view(), asked.device);
  if (!link) return unknownDevice(asked.device);
  const out = new Output();
  const problem = printAskedChain(out, link, asked);
  if (problem) return talked({ stdout: "", stderr: netlinkError(problem), status: 2 });
  return said(options.json ? out.asJson(options.pretty) : out.asText);
}

function getFilter(host: TcHost, options: TcOptions, args: Args): Outcome {
  const asked = parseFilterGet(args, (name) => host.hasDevice(name));
  if ("stderr" in asked) return { stdout: "", ...asked };
  const view = host.view();
  const link = deviceNamed(view, asked.device);
  if (!link) return talked({ stdout: "", stderr: "RTNETLINK answers: No such device\n", status: 2 });
  const out = new Output();
  const problem = printAsked(out, view, link, asked, options.statistics);
  if (problem) return talked({ stdout: "", stderr: netlinkError(problem), status: 2 });
  return said(options.json ? out.asJson(options.pretty) : out.asText);
}

/** Words for completion; `words` begins with the program's name and ends with what is being typed. */
export function completeTc(words: readonly string[]): readonly string[] {
  const [object, command] = words.slice(1, -1).filter((word) => !word.startsWith("-"));
  if (object === undefined) return ["qdisc", "class", "filter", "chain", "actions"];
  if (object === "actions")
    return command === undefined
      ? ["add", "change", "replace", "del", "get", "ls", "flush"]
      : completeFilter(["action"]);
  if (command === undefined)
    return object === "qdisc"
      ? [...MODES, "del", "show"]
      : ["add", "change", "replace", "del", "show", ...(object === "filter" ? ["get"] : [])];
  if (words.at(-2) === "dev") return ["<device>"];
  if (object === "filter") return completeFilter(words);
  if (object === "class") return words.includes("htb") ? HTB_CLASS_WORDS : ["dev", "parent", "classid", "htb"];
  const kind = words.find(isQdiscKind);
  return kind === undefined
    ? ["dev", "root", "parent", "handle", "ingress", "clsact", ...QDISC_KINDS]
    : qdiscGrammar(kind).words;
}

function completeFilter(words: readonly string[]): readonly string[] {
  if (words.includes("mirred")) return ["egress", "ingress", "redirect", "mirror", "dev"];
  if (words.includes("police")) return ["rate", "burst", "mtu", "conform-exceed"];
  if (words.includes("action")) return ["drop", "pass", "gact", "mirred", "police", "vlan", "skbedit", "csum", "pedit"];
  const kind = FILTER_KINDS.find((each) => words.includes(each));
  const more = ["action", "classid"];
  if (kind === "flower") return [...FLOWER_WORDS, ...more];
  if (kind === "u32") return ["match", "police", ...more];
  if (kind !== undefined) return more;
  return ["dev", "ingress", "egress", "parent", "protocol", "pref", "handle", "chain", ...FILTER_KINDS];
}
