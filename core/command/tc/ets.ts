/** `ets`: enhanced transmission selection, the discipline and its classes (tc/q_ets.c of iproute2). */
import type { QdiscOptions } from "../../model/qdisc.ts";
import { ETS_MOST_BANDS } from "../../model/qdisc.ts";
import type { EtsClassRequest } from "../../operation/qdisc.ts";
import type { Args } from "../args.ts";
import type { Output } from "../output.ts";
import type { QdiscGrammar } from "./kind.ts";

const USAGE = "Usage: ... ets [bands NUMBER] [strict NUMBER] [quanta Q1 Q2...] [priomap P1 P2...]\n";
const CLASS_USAGE = "Usage: ... ets [quantum Q1]\n";
/** TC_PRIO_MAX. */
const MOST_PRIORITY = 15;

/** get_unsigned of base 10. */
function decimal(text: string): number | undefined {
  const value = /^\s*\+?\d+$/.test(text) ? Number.parseInt(text, 10) : undefined;
  return value === undefined || value > 0xffffffff ? undefined : value;
}

/** parse_quantum: the next word. */
function takeQuantum(args: Args): number {
  const quantum = decimal(args.value());
  if (quantum === undefined) args.refuse(1, 'Illegal "quanta" element\n');
  else if (quantum === 0) args.refuse(1, '"quanta" must be > 0\n');
  return quantum ?? 0;
}

/** parse_nbands: the next word. */
function takeBands(args: Args, what: "bands" | "strict"): number {
  const count = decimal(args.value());
  if (count === undefined) args.refuse(1, `Illegal "${what}"\n`);
  else if (count > ETS_MOST_BANDS) args.refuse(1, `The number of "${what}" must be <= ${ETS_MOST_BANDS}\n`);
  return count ?? 0;
}

function takeBand(args: Args, before: number): number {
  const band = decimal(args.value());
  if (band === undefined) args.refuse(1, 'Illegal "priomap" element\n');
  if (before > MOST_PRIORITY) args.refuse(1, `"priomap" index cannot be higher than ${MOST_PRIORITY}\n`);
  return (band ?? 0) & 0xff;
}

export const ETS: QdiscGrammar = {
  parse(args) {
    let [bands, strict] = [0, 0];
    const quanta: number[] = [];
    const priomap: number[] = [];
    let list: "quanta" | "priomap" | undefined;
    while (args.more) {
      const word = args.peek;
      const known = (["bands", "strict", "quanta", "priomap", "help"] as const).find((each) => each === word);
      if (known) {
        args.take();
        const already = {
          bands: bands > 0,
          strict: strict > 0,
          quanta: quanta.length > 0,
          priomap: priomap.length > 0,
        };
        if (known === "help") args.refuse(1, USAGE);
        else if (already[known]) args.refuse(1, `Duplicate "${known}"\n`);
        else if (known === "bands") bands = takeBands(args, known);
        else if (known === "strict") strict = takeBands(args, known);
        list = known === "quanta" || known === "priomap" ? known : undefined;
      } else if (list === undefined) args.refuse(1, `What is "${word}"?\n${USAGE}`);
      if (list === "quanta") quanta.push(takeQuantum(args));
      else if (list === "priomap") priomap.push(takeBand(args, priomap.length));
    }
    bands ||= quanta.length + strict;
    if (bands === 0) args.refuse(1, `One of "bands", "quanta" or "strict" needs to be specified\n${USAGE}`);
    if (strict + quanta.length > bands)
      args.refuse(1, `Not enough total bands to cover all the strict bands and quanta\n${USAGE}`);
    if (priomap.some((band) => band >= bands)) args.refuse(1, '"priomap" element is out of bounds\n');
    return args.refusal ? undefined : { kind: "ets", bands, strict, quanta, priomap };
  },
  render(options) {
    if (options.kind !== "ets") return [];
    const { bands, strict, quanta, priomap } = options;
    const list = (word: string, numbers: readonly number[]) =>
      numbers.length === 0 ? [] : [word, ...numbers.map(String)];
    return [
      ...["bands", String(bands)],
      ...(strict === 0 ? [] : ["strict", String(strict)]),
      ...list("quanta", quanta),
      ...list("priomap", priomap),
    ];
  },
  print(out, options) {
    if (options.kind !== "ets") return;
    const { bands, strict, quanta, priomap } = options;
    out.field("bands", bands, `bands ${bands} `);
    if (strict > 0) out.field("strict", strict, `strict ${strict} `);
    if (quanta.length > 0) printList(out, "quanta", quanta);
    printList(out, "priomap", priomap);
  },
  words: ["bands", "strict", "quanta", "priomap"],
};

function printList(out: Output, word: string, numbers: readonly number[]): void {
  out.json(word, [...numbers]).text(`${word}${numbers.map((each) => ` ${each}`).join("")} `);
}

/** ets_parse_copt. */
export function parseEtsClass(args: Args): EtsClassRequest {
  let quantum: number | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "quantum") {
      if (quantum) args.refuse(1, 'Duplicate "quantum"\n');
      quantum = takeQuantum(args);
    } else if (word === "help") args.refuse(1, CLASS_USAGE);
    else args.refuse(1, `What is "${word}"?\n${CLASS_USAGE}`);
  }
  return quantum === undefined ? { kind: "ets" } : { kind: "ets", quantum };
}

export function renderEtsClass({ quantum }: EtsClassRequest): readonly string[] {
  return quantum === undefined ? ["ets"] : ["ets", "quantum", String(quantum)];
}

/** ets_print_copt. */
export function etsClassText({ strict, quanta }: Extract<QdiscOptions, { kind: "ets" }>, minor: number): string {
  const quantum = quanta[minor - 1 - strict];
  return quantum === undefined ? "" : `quantum ${quantum} `;
}
