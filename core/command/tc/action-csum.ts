/** `action csum` (tc/m_csum.c of iproute2). */
import type { Csum, CsumTarget } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/action.ts";
import { type Args, matches } from "../args.ts";
import type { Output } from "../output.ts";
import { controlWords, parseControl, parseIndex, printControl } from "./action-words.ts";

const USAGE = "Usage: ... csum <UPDATE>\n";
/** In the order in which they are printed. */
const TARGETS: readonly CsumTarget[] = ["iph", "icmp", "igmp", "tcp", "udp", "udplite", "sctp"];
/** In the order in which they are looked for. */
const WORDS: readonly (readonly [word: string, target: CsumTarget | undefined])[] = [
  ["iph", "iph"],
  ["ip4h", "iph"],
  ["ipv4h", "iph"],
  ...TARGETS.slice(1).map((each) => [each, each] as const),
  ["and", undefined],
  ["or", undefined],
  ["+", undefined],
];

/** parse_csum: `csum` has been taken; `refuse` says something and what becomes of it. */
export function parseCsum(args: Args, refuse: (said: string) => void): ActionRequest | undefined {
  const chosen = new Set<CsumTarget>();
  args.back();
  while (args.more && matches(args.peek, "csum")) {
    args.take();
    if (!args.more) args.value();
    for (;;) {
      const known = args.more ? WORDS.find(([word]) => matches(args.peek, word)) : undefined;
      if (!known) break;
      args.take();
      if (known[1]) chosen.add(known[1]);
    }
  }
  if (args.more && matches(args.peek, "help")) args.refuse(255, USAGE);
  if (chosen.size === 0) refuse("Illegal csum construct, empty <UPDATE> list\n");
  const control = parseControl(args) ?? "pass";
  const text = args.rest[1];
  const index = parseIndex(args, () => refuse(`Illegal "index" (${text}) <csum>\n`));
  if (args.refusal) return undefined;
  return { kind: "csum", control, targets: TARGETS.filter((each) => chosen.has(each)), ...index };
}

export function renderCsum({ targets, control }: Csum): readonly string[] {
  return ["csum", ...targets, ...controlWords(control)];
}

/** print_csum, up to the line of numbers. */
export function printCsum(out: Output, { targets, control }: Csum): void {
  const list = targets.join(", ");
  out.field("kind", "csum", "csum ").field("csum", list, `(${list}) `);
  printControl(out, "action ", control, "\n\t");
}
