/**
 * busybox's ip (networking/ip.c, libiproute of 1.35). The grammar is an old subset of iproute2's, so words are read by the
 * same parsers; what is printed, what errors say, and that `ip link set` works by ioctls, is its own.
 *
 * Simplified: a word out of place is always an invalid argument. Absent: `ip tunnel`.
 */
import type { Family } from "../../../core/address/prefix.ts";
import type { Names } from "../../../core/command/args.ts";
import type { IpCommand, IpFlush, IpOptions } from "../../../core/command/ip/command.ts";
import { NO_OPTIONS, parseIpCommand } from "../../../core/command/ip/parse.ts";
import { flushRound, runIp } from "../../../core/command/ip/run.ts";
import { linkNamed } from "../../../core/command/ip/view.ts";
import { type KernelError, strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { viewOf } from "../network/ip.ts";
import { afterWrite } from "../network/outcome.ts";
import { addressesText, linksText, neighborsText, type PrintOptions, routesText } from "./ip-print.ts";
import { linkSet } from "./link-set.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `ip [OPTIONS] address|route|link|tunnel|neigh|rule [ARGS]

OPTIONS := -f[amily] inet|inet6|link | -o[neline]

ip addr add|del IFADDR dev IFACE | show|flush [dev IFACE] [to PREFIX]
ip route list|flush|add|del|change|append|replace|test ROUTE
ip link set IFACE [up|down] [arp on|off] [multicast on|off]
	[promisc on|off] [mtu NUM] [name NAME] [qlen NUM] [address MAC]
	[master IFACE | nomaster] [netns PID]
ip tunnel add|change|del|show [NAME]
	[mode ipip|gre|sit] [remote ADDR] [local ADDR] [ttl TTL]
ip neigh show|flush [to PREFIX] [dev DEV] [nud STATE]
ip rule [list] | add|del SELECTOR ACTION
`;

const OBJECTS = ["address", "route", "link", "tunnel", "tunl", "neigh", "rule"];
/** The verbs of each object, the one it stands for without any first. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  address: ["list", "show", "lst", "add", "change", "chg", "replace", "delete", "flush"],
  route: ["list", "show", "lst", "add", "append", "change", "chg", "delete", "del", "get", "flush", "replace", "test"],
  link: ["show", "list", "lst", "set", "add", "delete"],
  neigh: ["show", "list", "lst", "flush"],
  rule: ["list", "show", "lst", "add", "delete"],
};

interface Parsed {
  readonly options: PrintOptions;
  readonly words: readonly string[];
}

/** Options before the object; undefined when there is one that it does not have. */
function readOptions(argv: readonly string[]): Parsed | undefined {
  let family: Family | "link" | undefined;
  let oneline = false;
  let at = 1;
  for (; at < argv.length && argv[at]?.startsWith("-"); at++) {
    const word = (argv[at] as string).replace(/^--/, "-");
    if (word === "-4" || word === "-6" || word === "-0")
      family = word === "-4" ? "inet" : word === "-6" ? "inet6" : "link";
    else if (word.length > 1 && "-oneline".startsWith(word)) oneline = true;
    else if (word.length > 1 && "-family".startsWith(word)) {
      const name = argv[++at];
      if (name !== "inet" && name !== "inet6" && name !== "link") return undefined;
      family = name;
    } else return undefined;
  }
  return { options: { family, oneline }, words: argv.slice(at) };
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const parsed = readOptions(context.argv);
  const [word, ...rest] = parsed?.words ?? [];
  const object = word === undefined ? undefined : OBJECTS.find((name) => name.startsWith(word));
  if (!parsed || object === undefined) return showUsage(context, USAGE);
  // There are no tunnels to list.
  if (object.startsWith("tun")) return 0;
  const status: ExitStatus = object === "link" ? 2 : 1;
  const verbs = VERBS[object] ?? [];
  const [given = verbs[0] ?? "", ...words] = rest;
  const verb = verbs.find((name) => name.startsWith(given));
  if (verb === undefined) return say(context, `invalid argument '${given}' to 'ip'`, status);
  if (object === "link" && verb === "set") return linkSet(context, words);
  if (object === "address" && verb === "flush" && words.length === 0) return say(context, "flush requires an argument");
  if (object === "address" && (verb === "add" || verb === "delete") && !words.includes("dev"))
    return say(context, 'need "dev IFACE"');
  if (object === "route" && verb === "get" && words.length === 0)
    return say(context, "need at least destination address");
  return work(context, parsed.options, [object, verb, ...words], status);
}

/** Reads the words as iproute2 does and answers in busybox's. */
function work(
  context: ProcessContext,
  options: PrintOptions,
  words: readonly string[],
  status: ExitStatus,
): ExitStatus | Promise<ExitStatus> {
  const { kernel } = context;
  const ipOptions: IpOptions = { ...NO_OPTIONS, ...options };
  let missing: string | undefined;
  const names: Names = {
    device: (name) => {
      const there = linkNamed(viewOf(kernel, kernel.netns), name) !== undefined;
      if (!there) missing ??= name;
      return there;
    },
    netns: () => false,
    vrf: () => undefined,
  };
  const parsed = parseIpCommand(words, ipOptions, names);
  if ("refusal" in parsed) {
    const device = missing ?? /(?:Cannot find device|Device) "([^"]*)"/.exec(parsed.refusal.stderr)?.[1];
    if (device !== undefined) return say(context, `can't find device '${device}'`, status);
    const prefix = /prefix is expected rather than "([^"/]*)/.exec(parsed.refusal.stderr)?.[1];
    if (prefix !== undefined) return say(context, `an inet prefix is expected rather than "${prefix}"`);
    return say(context, `invalid argument '${words.at(-1)}' to 'ip'`, status);
  }
  return answer(context, options, ipOptions, parsed.command, status);
}

function answer(
  context: ProcessContext,
  options: PrintOptions,
  ipOptions: IpOptions,
  command: IpCommand,
  status: ExitStatus,
): ExitStatus | Promise<ExitStatus> {
  const { kernel } = context;
  const view = viewOf(kernel, kernel.netns);
  const print = (text: string) => afterWrite(text === "" ? undefined : context.stdout.write(text), 0);
  if (command.kind === "apply") {
    const done = kernel.apply(command.operation);
    return done.ok ? 0 : refused(context, done.error, status);
  }
  if (command.kind === "flush") return flush(context, ipOptions, command.flush);
  if (command.kind !== "query") return 0;
  const { query } = command;
  const device = "filter" in query && "device" in query.filter ? query.filter.device : undefined;
  if (device !== undefined && !linkNamed(view, device)) return say(context, `can't find device '${device}'`, status);
  if (query.kind === "links") return print(linksText(view, { flags: [], ...query.filter }, options));
  if (query.kind === "addresses") return print(addressesText(view, query.filter, options));
  if (query.kind === "routes") return print(routesText(view, query.filter, options));
  if (query.kind === "neighbors") return print(neighborsText(view, query.filter, options));
  const host = {
    view: () => view,
    apply: kernel.apply.bind(kernel),
    uid: kernel.credentials.uid,
    terminal: false,
  };
  const outcome = runIp(host, ipOptions, command);
  if (!("stdout" in outcome)) return 0;
  if (outcome.status !== 0) return say(context, outcome.stderr.trimEnd(), 2);
  // Rules are printed alike but for a space at the end.
  return print(query.kind === "routeGet" ? plainRoute(outcome.stdout) : outcome.stdout.replaceAll("\n", " \n"));
}

/** A route that was asked for, without what came after this ip's time. */
function plainRoute(text: string): string {
  const [line = ""] = text.split("\n");
  const plain = line.replace(/ (?:uid|proto|pref|table) \S+/g, "").replace(/ (src|metric) /g, "  $1 ");
  return `${plain.trimEnd()} \n`;
}

function refused(context: ProcessContext, error: KernelError, status: ExitStatus): ExitStatus {
  if (error.device !== undefined) return say(context, `can't find device '${error.device}'`, status);
  return say(context, `RTNETLINK answers: ${strerror(error.errno)}`, 2);
}

/** All deletions go out in one batch: what a primary address took along is an error by then. */
function flush(context: ProcessContext, options: IpOptions, flushing: IpFlush): ExitStatus {
  if (flushing.kind === "nexthops") return 0;
  const { kernel } = context;
  for (let round = 0; ; round++) {
    const operations = flushRound(viewOf(kernel, kernel.netns), options, flushing);
    if (flushing.kind === "neighbors") {
      if (operations.length === 0 && round === 0) void context.stdout.write("Nothing to flush\n");
      else if (operations.length === 0)
        void context.stdout.write(`*** Flush is complete after ${round} round(s) ***\n`);
    }
    if (operations.length === 0 || round === 10) return 0;
    if (flushing.kind === "neighbors")
      void context.stdout.write(`\n*** Round ${round + 1}, deleting ${operations.length} entries ***\n`);
    let error: KernelError | undefined;
    for (const operation of operations) {
      const done = kernel.apply(operation);
      if (!done.ok) error ??= done.error;
    }
    if (error) return say(context, `can't send flush request: ${strerror(error.errno)}`);
  }
}

export const busyboxIp: Program = {
  name: "busybox ip",
  path: "/sbin/ip",
  summary: "show and change links, addresses, routes and neighbors",
  run,
};
