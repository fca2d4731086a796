/** `type macvlan` (ip/iplink_macvlan.c). Source mode and the lengths of its queue are refused. */
import type { Link } from "../../../model/link.ts";
import type { KindSettings } from "../../../operation/link.ts";
import { type Args, matches } from "../../args.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const USAGE = "Usage: ... macvlan mode { private | vepa | bridge | passthru }\n";

const MODES: Readonly<Record<string, number>> = { private: 1, vepa: 2, bridge: 4, passthru: 8 };
const UNMODELLED = ["flag", "macaddr", "bcqueuelen"];

function takeMode(args: Args): number {
  const word = args.value();
  if (args.refusal) return 0;
  if (word === "source") args.unmodelled("ip link: macvlan: mode", word);
  const mode = MODES[word];
  if (mode === undefined)
    args.refuse(
      1,
      `Error: argument of "mode" must be "private", "vepa", "bridge", "passthru" or "source", not "${word}"\n`,
    );
  return mode ?? 0;
}

function parse(args: Args): KindSettings {
  const settings: Record<string, number> = {};
  while (args.more) {
    const word = args.take();
    const real = UNMODELLED.find((candidate) => matches(word, candidate));
    if (matches(word, "mode")) settings["mode"] = takeMode(args);
    else if (real !== undefined || word === "nopromisc") args.unmodelled("ip link: macvlan", real ?? word);
    else if (matches(word, "help")) args.refuse(1, USAGE);
    else args.refuse(1, `macvlan: unknown option "${word}"?\n${USAGE}`);
  }
  return settings;
}

function render({ mode }: KindSettings): readonly string[] {
  const word = Object.keys(MODES).find((candidate) => MODES[candidate] === mode);
  return word === undefined ? [] : ["mode", word];
}

/** As long as nobody sets it (MACVLAN_DEFAULT_BC_QUEUE_LEN). */
const BROADCAST_QUEUE = 1000;

function print(out: Output, _view: View, { kind }: Link): void {
  if (kind.type !== "macvlan") return;
  out.field("mode", kind.mode, `mode ${kind.mode} `);
  out.field("bcqueuelen", BROADCAST_QUEUE, `bcqueuelen ${BROADCAST_QUEUE} `);
  out.field("usedbcqueuelen", BROADCAST_QUEUE, `usedbcqueuelen ${BROADCAST_QUEUE} `);
}

export const MACVLAN_WORDS: KindGrammar = { parse, render, print, words: ["mode"] };
