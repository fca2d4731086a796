/** `type tun` (ip/iplink_tun.c): only shown; rtnetlink makes none. */
import type { Link } from "../../../model/link.ts";
import { accountName } from "../../number-names.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

function print(out: Output, _view: View, { kind }: Link): void {
  if (kind.type !== "tun") return;
  const onOff = (word: string, on: boolean) => out.field(word, on, `${word} ${on ? "on" : "off"} `);
  out.field("type", kind.mode, `type ${kind.mode} `);
  onOff("pi", kind.pi);
  onOff("vnet_hdr", kind.vnetHdr);
  if (kind.multiQueue) {
    out.field("multi_queue", true, "multi_queue ");
    out.field("numqueues", 0, "numqueues 0 ");
    out.field("numdisabled", 0, "numdisabled 0 ");
  } else out.json("multi_queue", false);
  onOff("persist", !kind.transient);
  for (const [word, id] of [
    ["user", kind.user],
    ["group", kind.group],
  ] as const) {
    if (id === undefined) continue;
    const name = accountName(word, id);
    out.field(word, name ?? id, `${word} ${name ?? id} `);
  }
}

export const TUN_WORDS: KindGrammar = {
  parse: (args) => {
    args.takeAll();
    return {};
  },
  render: () => [],
  print,
  words: [],
};
