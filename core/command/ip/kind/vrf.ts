/** `type vrf` (ip/iplink_vrf.c). */
import type { Link } from "../../../model/link.ts";
import { type KindSettings, numberIn } from "../../../operation/link.ts";
import { type Args, matches } from "../../args.ts";
import { parseTable } from "../../names.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const USAGE = "Usage: ... vrf table TABLEID\n";

function parse(args: Args): KindSettings {
  const settings: Record<string, number> = {};
  while (args.more) {
    const word = args.take();
    if (matches(word, "table")) {
      const given = args.value();
      const table = parseTable(given);
      if (table === undefined && !args.refusal) args.invalid("invalid table ID\n", given);
      settings["table"] = table ?? 0;
    } else if (matches(word, "help")) args.refuse(1, USAGE);
    else args.refuse(1, `vrf: unknown option "${word}"?\n${USAGE}`);
  }
  return settings;
}

function render(settings: KindSettings): readonly string[] {
  const table = numberIn(settings, "table");
  return table === undefined ? [] : ["table", String(table)];
}

function print(out: Output, _view: View, { kind }: Link): void {
  if (kind.type === "vrf") out.field("table", kind.table, `table ${kind.table} `);
}

export const VRF_WORDS: KindGrammar = {
  usage: USAGE,
  parse,
  render,
  print,
  printSlave: (out, view, _link, master) => print(out, view, master),
  words: ["table"],
};
