/** `type ifb`: it has no words of its own, and iproute2 reads nothing behind it. */
import type { KindGrammar } from "./kind.ts";

export const IFB_WORDS: KindGrammar = {
  usage: "Usage: ... ifb\n",
  bare: true,
  parse: (args) => {
    args.takeAll();
    return {};
  },
  render: () => [],
  print: () => undefined,
  words: [],
};
