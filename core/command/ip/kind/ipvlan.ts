/** `type ipvlan` (ip/iplink_ipvlan.c). */
import type { Link } from "../../../model/link.ts";
import { type KindSettings, numberIn } from "../../../operation/link.ts";
import { type Args, matches } from "../../args.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const USAGE = `Usage: ... ipvlan [ mode MODE ] [ FLAGS ]

MODE: l3 | l3s | l2
FLAGS: bridge | private | vepa
(first values are the defaults if nothing is specified).
`;

const MODES = ["l2", "l3", "l3s"];
const FLAGS = ["bridge", "private", "vepa"];

function parse(args: Args): KindSettings {
  const settings: Record<string, number> = {};
  // Flags are part of the message whenever anything is said of the kind.
  if (args.more) settings["flags"] = 0;
  let given = false;
  while (args.more) {
    const word = args.take();
    const flag = given ? -1 : FLAGS.findIndex((candidate) => matches(word, candidate));
    if (matches(word, "mode")) {
      const mode = args.value();
      if (MODES.includes(mode)) settings["mode"] = MODES.indexOf(mode);
      else if (!args.refusal) args.refuse(1, 'Error: argument of "mode" must be either "l2", "l3" or "l3s"\n');
    } else if (flag >= 0) {
      settings["flags"] = flag;
      given = true;
    } else if (matches(word, "help")) args.refuse(1, USAGE);
    else args.refuse(1, `ipvlan: unknown option "${word}"?\n${USAGE}`);
  }
  return settings;
}

function render(settings: KindSettings): readonly string[] {
  const mode = numberIn(settings, "mode");
  const flags = numberIn(settings, "flags");
  return [
    ...(mode === undefined ? [] : ["mode", MODES[mode] ?? String(mode)]),
    ...(flags === undefined ? [] : [FLAGS[flags] ?? String(flags)]),
  ];
}

function print(out: Output, _view: View, { kind }: Link): void {
  if (kind.type !== "ipvlan") return;
  out.field("mode", kind.mode, ` mode ${kind.mode} `);
  out.field(kind.flag, true, `${kind.flag} `);
}

export const IPVLAN_WORDS: KindGrammar = { usage: USAGE, parse, render, print, words: ["mode", ...FLAGS] };
