/** `type macvlan` and `type macvtap` (ip/iplink_macvlan.c). */
import type { Mac } from "../../../address/mac.ts";
import { macBucket } from "../../../address/mac-hash.ts";
import { isMacvlan, type Link } from "../../../model/link.ts";
import { type KindSettings, numberIn, textIn } from "../../../operation/link.ts";
import { type Args, matches } from "../../args.ts";
import { ethernetAddress, takeLinkAddress } from "../../names.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const usage = (
  type: string,
): string => `Usage: ... ${type} mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]

MODE: private | vepa | bridge | passthru | source
MODE_FLAG: null | nopromisc | nodst
MODE_OPTS: for mode "source":
\tmacaddr { { add | del } <macaddr> | set [ <macaddr> [ <macaddr>  ... ] ] | flush }
BC_QUEUE_LEN: Length of the rx queue for broadcast/multicast: [0-4294967295]
`;

const MODES: Readonly<Record<string, number>> = { private: 1, vepa: 2, bridge: 4, passthru: 8, source: 16 };
const NOPROMISC = 1;
const NODST = 2;
const FLAGS: Readonly<Record<string, number>> = { nopromisc: NOPROMISC, nodst: NODST, null: 0 };

function takeMode(args: Args): number {
  const word = args.value();
  const mode = MODES[word];
  if (mode === undefined && !args.refusal)
    args.refuse(
      1,
      `Error: argument of "mode" must be "private", "vepa", "bridge", "passthru" or "source", not "${word}"\n`,
    );
  return mode ?? 0;
}

function takeFlag(args: Args): number {
  const word = args.value();
  const flag = FLAGS[word];
  if (flag === undefined && !args.refusal)
    args.refuse(1, `Error: argument of "flag" must be "nopromisc", "nodst" or "null", not "${word}"\n`);
  return flag ?? 0;
}

function takeLength(args: Args): number {
  const word = args.value();
  const length = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  if (!(length <= 0xffffffff) && !args.refusal)
    args.refuse(1, `Error: argument of "bcqueuelen" must be a positive integer [0-4294967295], not "${word}"\n`);
  return length;
}

/** `add MAC`, `del MAC`, `set MAC ...`, `flush`. */
function takeSources(args: Args, type: string): string {
  const verb = args.value();
  if (args.refusal) return "";
  if (verb === "flush") return verb;
  if (verb !== "add" && verb !== "del" && verb !== "set") {
    args.refuse(1, usage(type));
    return "";
  }
  const macs: Mac[] = [];
  const take = () => {
    const mac = ethernetAddress(takeLinkAddress(args));
    if (mac) macs.push(mac);
    else args.refuse(2, "RTNETLINK answers: Invalid argument\n");
  };
  if (verb !== "set") take();
  else while (args.more && !args.refusal) take();
  return [verb, ...macs].join(" ");
}

function parse(args: Args, type: string): KindSettings {
  const settings: Record<string, number | string> = {};
  while (args.more) {
    const word = args.take();
    if (matches(word, "mode")) settings["mode"] = takeMode(args);
    else if (matches(word, "flag")) settings["flag"] = (numberIn(settings, "flag") ?? 0) | takeFlag(args);
    else if (matches(word, "macaddr")) settings["macaddr"] = takeSources(args, type);
    else if (matches(word, "nopromisc")) settings["flag"] = (numberIn(settings, "flag") ?? 0) | NOPROMISC;
    else if (matches(word, "nodst")) settings["flag"] = (numberIn(settings, "flag") ?? 0) | NODST;
    else if (matches(word, "bcqueuelen")) settings["bcqueuelen"] = takeLength(args);
    else if (matches(word, "help")) args.refuse(1, usage(type));
    else args.refuse(1, `${type}: unknown option "${word}"?\n${usage(type)}`);
  }
  // Only a mode said with it counts, not the one that the link has.
  if ((numberIn(settings, "flag") ?? 0) & NOPROMISC && settings["mode"] !== MODES["passthru"])
    args.refuse(1, `${type}: nopromisc flag only valid in passthru mode\n${usage(type)}`);
  return settings;
}

function nameOf(table: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(table).find((word) => table[word] === value) ?? String(value);
}

function render(settings: KindSettings): readonly string[] {
  const mode = numberIn(settings, "mode");
  const flag = numberIn(settings, "flag");
  const { bcqueuelen } = settings;
  const macaddr = textIn(settings, "macaddr");
  return [
    ...(mode === undefined ? [] : ["mode", nameOf(MODES, mode)]),
    ...(flag === 0 ? ["flag", "null"] : []),
    ...((flag ?? 0) & NOPROMISC ? ["flag", "nopromisc"] : []),
    ...((flag ?? 0) & NODST ? ["flag", "nodst"] : []),
    ...(bcqueuelen === undefined ? [] : ["bcqueuelen", String(bcqueuelen)]),
    // The addresses of `set` go on to the end.
    ...(macaddr === undefined ? [] : ["macaddr", ...macaddr.split(" ")]),
  ];
}

function print(out: Output, view: View, { kind }: Link): void {
  if (!isMacvlan(kind)) return;
  out.field("mode", kind.mode, `mode ${kind.mode} `);
  if (kind.noPromisc) out.field("nopromisc", true, "nopromisc ");
  if (kind.noDestination) out.field("nodst", true, "nodst ");
  out.field("bcqueuelen", kind.broadcastQueue, `bcqueuelen ${kind.broadcastQueue} `);
  const used = Math.max(0, ...(view.config.links[kind.lower]?.uppers ?? []).map((id) => wishOf(view.config.links[id])));
  out.field("usedbcqueuelen", used, `usedbcqueuelen ${used} `);
  if (kind.mode !== "source") return;
  const sources = kind.sources.toSorted((a, b) => macBucket(a) - macBucket(b));
  out.field("macaddr_count", sources.length, `remotes (${sources.length}) `);
  if (sources.length > 0) out.field("macaddr_data", sources, sources.map((mac) => `${mac} `).join(""));
}

function wishOf(link: Link | undefined): number {
  return link && isMacvlan(link.kind) && !link.kind.leaving ? link.kind.broadcastQueue : 0;
}

const grammar = (type: string): KindGrammar => ({
  usage: usage(type),
  parse: (args) => parse(args, type),
  render,
  print,
  words: ["mode", "flag", "nopromisc", "nodst", "bcqueuelen", "macaddr"],
});

export const MACVLAN_WORDS = grammar("macvlan");
export const MACVTAP_WORDS = grammar("macvtap");
