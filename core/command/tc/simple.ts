/** The disciplines that have little to say: `pfifo`, `bfifo`, `prio`, `pfifo_fast`, `noqueue` (tc/q_fifo.c and q_prio.c of iproute2). */
import { PRIOMAP } from "../../model/qdisc.ts";
import type { QdiscRequest } from "../../operation/qdisc.ts";
import { type Args, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import { formatSize, parseSize } from "./units.ts";

const FIFO_USAGE = "Usage: ... <[p|b]fifo | pfifo_head_drop> [ limit NUMBER ]\n";
const PRIO_USAGE = "Usage: ... prio bands NUMBER priomap P1 P2...[multiqueue]\n";

function fifo(kind: "pfifo" | "bfifo" | "pfifo_head_drop"): QdiscGrammar {
  return {
    parse(args) {
      let limit: number | undefined;
      while (args.more) {
        const word = args.take();
        if (word === "limit")
          limit = takeValue(args, parseSize, (text) =>
            args.refuse(1, `${kind}: Illegal value for "limit": "${text}"\n`),
          );
        else if (word === "help") args.refuse(1, FIFO_USAGE);
        else args.refuse(1, `${kind}: unknown parameter "${word}"\n${FIFO_USAGE}`);
      }
      return limit === undefined ? { kind } : { kind, limit };
    },
    render: (options) => (options.kind === kind && options.limit !== undefined ? ["limit", String(options.limit)] : []),
    print(out, options) {
      if (options.kind === kind)
        out.field(
          "limit",
          options.limit,
          `limit ${kind === "bfifo" ? formatSize(options.limit) : `${options.limit}p`}`,
        );
    },
    words: ["limit"],
  };
}

export const PFIFO = fifo("pfifo");
export const BFIFO = fifo("bfifo");
export const PFIFO_HEAD_DROP = fifo("pfifo_head_drop");

/** All words that are left. */
function parsePriomap(args: Args, bands: number): readonly number[] {
  const map: number[] = [];
  while (args.more) {
    const band = takeValue(args, parseUnsigned, () => args.refuse(1, 'Illegal "priomap" element\n')) ?? 0;
    if (band > bands) args.refuse(1, '"priomap" element is out of bands\n');
    map.push(band);
  }
  if (map.length > 16) args.refuse(1, '"priomap" index > TC_PRIO_MAX=15\n');
  return [...map, ...PRIOMAP.slice(map.length)].slice(0, 16);
}

function printBands(out: Output, bands: number, priomap: readonly number[]): Output {
  out.field("bands", bands, `bands ${bands} priomap`);
  return out
    .json("priomap", [...priomap])
    .text(priomap.map((band) => ` ${band}`).join(""))
    .json("multiqueue", false);
}

export const PRIO: QdiscGrammar = {
  parse(args) {
    let bands = 3;
    let priomap = PRIOMAP;
    while (args.more) {
      const word = args.take();
      if (word === "bands") bands = takeValue(args, parseUnsigned, () => args.refuse(1, 'Illegal "bands"\n')) ?? 0;
      else if (word === "priomap") priomap = parsePriomap(args, bands);
      // Nothing is made of it any more.
      else if (word === "multiqueue") continue;
      else if (word === "help") args.refuse(1, PRIO_USAGE);
      else args.refuse(1, `What is "${word}"?\n${PRIO_USAGE}`);
    }
    return { kind: "prio", bands, priomap };
  },
  render: (options) =>
    options.kind === "prio" ? ["bands", String(options.bands), "priomap", ...options.priomap.map(String)] : [],
  print(out, options) {
    if (options.kind === "prio") printBands(out, options.bands, options.priomap);
  },
  words: ["bands", "priomap"],
};

/** @param refuse what tc says of more words: `noqueue` is the kernel's alone, tc has nothing to read its words with. */
function wordless(kind: "pfifo_fast" | "noqueue", refuse: (args: Args) => void): QdiscGrammar {
  return {
    parse(args): QdiscRequest | undefined {
      if (args.more) refuse(args);
      return args.refusal ? undefined : { kind };
    },
    render: () => [],
    print(out, options) {
      if (options.kind === "pfifo_fast") printBands(out, 3, PRIOMAP);
    },
    words: [],
  };
}

export const PFIFO_FAST = wordless("pfifo_fast", (args) =>
  args.refuse(255, "qdisc 'pfifo_fast' does not support option parsing\n"),
);
export const NOQUEUE = wordless("noqueue", (args) =>
  args.refuse(1, `Unknown qdisc "noqueue", hence option "${args.peek}" is unparsable\n`),
);
