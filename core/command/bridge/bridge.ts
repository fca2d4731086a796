import type { NetnsRef } from "../../operation/netns-ref.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { ok } from "../../result.ts";
import { ANY_NAME, Args, matches, NOT_MODELLED, takeNetns } from "../args.ts";
import { colourOption } from "../colour.ts";
import { netlinkError, type Outcome } from "../ip/run.ts";
import { begunList, Output } from "../output.ts";
import { runFdb } from "./fdb.ts";
import { runLink } from "./link.ts";
import { runMdb } from "./mdb.ts";
import { parseBridgeMonitor } from "./monitor.ts";
import type { BridgeHost, BridgeOptions, BridgeRequest } from "./request.ts";
import { runVlan } from "./vlan.ts";
import { runVni } from "./vni.ts";

const USAGE =
  "Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }\n" +
  "where  OBJECT := { link | fdb | mdb | vlan | vni | monitor }\n" +
  "       OPTIONS := { -V | -s | -d | -o | -n NAME | -c[ompressvlans] | -color | -p | -j }\n";
const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

/** `-family`: said and without effect, for what a bridge has is of no family. */
function takeFamily(args: Args): void {
  if (!args.more) {
    args.refuse(255, USAGE);
    return;
  }
  const family = args.take();
  if (family === "help") args.refuse(255, USAGE);
  else if (family !== "inet" && family !== "inet6") args.invalid("invalid protocol family", family);
}

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
    left: [] as readonly string[],
    batch: undefined as string | undefined,
    force: false,
  };
  let say: string | undefined;
  while (args.more && args.peek.startsWith("-")) {
    const given = args.take();
    if (given === "--") break;
    const word = given.startsWith("--") ? given.slice(1) : given;
    if (matches(word, "-help")) args.refuse(255, USAGE);
    else if (matches(word, "-Version")) {
      say = "bridge utility, 6.1.0\n";
      break;
    } else if (matches(word, "-stats") || matches(word, "-statistics")) options.statistics++;
    else if (matches(word, "-details")) options.details = true;
    else if (matches(word, "-oneline")) options.oneline = true;
    else if (matches(word, "-timestamp")) options.timestamp = true;
    else if (matches(word, "-family")) takeFamily(args);
    else if (word === "-4" || word === "-6") continue;
    else if (matches(word, "-netns")) takeNetns(options, args);
    else if (colourOption(word) !== undefined) options.colour = colourOption(word) === "always";
    else if (matches(word, "-compressvlans")) options.compress = true;
    else if (matches(word, "-json")) options.json = true;
    else if (matches(word, "-pretty")) options.pretty = true;
    else if (matches(word, "-force")) options.force = true;
    else if (matches(word, "-batch")) {
      if (args.more) options.batch = args.take();
      else args.refuse(255, USAGE);
    } else args.refuse(255, `Option "${word}" is unknown, try "bridge help".\n`);
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
  const request: BridgeRequest = { args, host, options, netns, out };
  let operation: Operation | undefined;
  if (matches(object, "link")) operation = runLink(request);
  else if (matches(object, "fdb")) operation = runFdb(request);
  else if (matches(object, "mdb")) operation = runMdb(request);
  else if (matches(object, "vlan")) operation = runVlan(request);
  // Whoever runs this program listens; here there is nothing to be seen of it but what is wrong with its words.
  else if (matches(object, "monitor")) parseBridgeMonitor(args);
  else if (matches(object, "vni")) operation = runVni(request);
  else if (matches(object, "help")) return { stdout: "", stderr: USAGE, status: 255 };
  else return { stdout: "", stderr: `Object "${object}" is unknown, try "bridge help".\n`, status: 255 };
  if (args.refusal) {
    // JSON that was begun stays open.
    const begun = out.asText !== "" && options.json ? begunList(options) : out.asText;
    return { stdout: begun, ...args.refusal };
  }
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
