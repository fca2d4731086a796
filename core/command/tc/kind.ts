/** What a kind of queueing discipline has to say on the command line of tc: one file a kind beside this one. */
import type { Link } from "../../model/link.ts";
import type { QdiscOptions, QdiscStats } from "../../model/qdisc.ts";
import { LONGEST_NAME } from "../../operation/link.ts";
import type { QdiscRequest } from "../../operation/qdisc.ts";
import type { Args } from "../args.ts";
import type { Output } from "../output.ts";

export interface QdiscGrammar {
  /** Reads the words behind the kind; an error sticks to `args`, and the answer is undefined. */
  parse(args: Args): QdiscRequest | undefined;
  /** Options of this kind as words; of another kind none. */
  render(options: QdiscRequest): readonly string[];
  print(out: Output, options: QdiscOptions, details: boolean, stats: QdiscStats): void;
  /** Figures of its own behind those that all have. */
  printStats?(
    out: Output,
    stats: QdiscStats,
    nowMicros: number,
    options: QdiscOptions | undefined,
    link: Pick<Link, "mtu">,
  ): void;
  /** For completion. */
  readonly words: readonly string[];
}

/** How many characters of a kind's name tc keeps (the 16 bytes of `k` in tc/tc_qdisc.c and its like). */
export const LONGEST_KIND = 15;

/** The name behind `dev`, as much of it as a name can have (IFNAMSIZ). */
export function takeDevice(args: Args): string {
  return args.value().slice(0, LONGEST_NAME);
}

/** The value behind a keyword; where there is none, or one that is none, an error. */
export function takeValue<T>(
  args: Args,
  parse: (text: string) => T | undefined,
  refuse: (text: string) => void,
): T | undefined {
  const text = args.value();
  if (args.refusal) return undefined;
  const value = parse(text);
  if (value === undefined) refuse(text);
  return value;
}
