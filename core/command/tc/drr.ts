/** `drr`: the discipline, which has no words, and its classes (tc/q_drr.c of iproute2). */
import type { ClassStats, DrrClass } from "../../model/qdisc.ts";
import type { DrrClassRequest } from "../../operation/qdisc.ts";
import type { Args } from "../args.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import { formatSize, parseSize } from "./units.ts";

const USAGE = "Usage: ... drr\n";
const CLASS_USAGE = "Usage: ... drr quantum SIZE\n";

function refuseWord(args: Args, word: string, usage: string): void {
  args.refuse(1, word === "help" ? usage : `What is "${word}"?\n${usage}`);
}

export const DRR: QdiscGrammar = {
  parse(args) {
    if (args.more) refuseWord(args, args.peek, USAGE);
    return args.refusal ? undefined : { kind: "drr" };
  },
  render: () => [],
  print: () => undefined,
  words: [],
};

/** drr_parse_class_opt. */
export function parseDrrClass(args: Args): DrrClassRequest {
  let quantum: number | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "quantum") quantum = takeValue(args, parseSize, () => args.refuse(1, 'Illegal "quantum"\n'));
    else refuseWord(args, word, CLASS_USAGE);
  }
  return quantum === undefined ? { kind: "drr" } : { kind: "drr", quantum };
}

export function renderDrrClass({ quantum }: DrrClassRequest): readonly string[] {
  return quantum === undefined ? ["drr"] : ["drr", "quantum", String(quantum)];
}

export function drrClassText({ quantum }: DrrClass): string {
  return `quantum ${formatSize(quantum)} `;
}

/** What -s says of a class by itself; one that nothing waits in has no deficit. */
export function drrStatsText({ deficit = 0 }: Pick<ClassStats, "deficit">): string {
  return ` deficit ${formatSize(deficit)} \n`;
}
