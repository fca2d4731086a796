/** The kinds of queueing disciplines that tc knows words of. */
import type { QdiscOptions } from "../../model/qdisc.ts";
import { CAKE } from "./cake.ts";
import { CODEL } from "./codel.ts";
import { DRR } from "./drr.ts";
import { ETS } from "./ets.ts";
import { FQ, FQ_CODEL, SFQ } from "./fair.ts";
import { HTB } from "./htb.ts";
import type { QdiscGrammar } from "./kind.ts";
import { NETEM } from "./netem.ts";
import { PIE } from "./pie.ts";
import { MQ, MULTIQ } from "./queues.ts";
import { RED } from "./red.ts";
import { BFIFO, NOQUEUE, PFIFO, PFIFO_FAST, PFIFO_HEAD_DROP, PRIO } from "./simple.ts";
import { TBF } from "./tbf.ts";

type Kind = QdiscOptions["kind"];

const GRAMMARS: Readonly<Record<Kind, QdiscGrammar>> = {
  netem: NETEM,
  tbf: TBF,
  prio: PRIO,
  pfifo: PFIFO,
  bfifo: BFIFO,
  pfifo_head_drop: PFIFO_HEAD_DROP,
  fq_codel: FQ_CODEL,
  codel: CODEL,
  fq: FQ,
  sfq: SFQ,
  red: RED,
  pie: PIE,
  cake: CAKE,
  drr: DRR,
  htb: HTB,
  ets: ETS,
  multiq: MULTIQ,
  mq: MQ,
  pfifo_fast: PFIFO_FAST,
  noqueue: NOQUEUE,
};

/** Kinds that Linux has and this model does not. */
export const UNMODELLED_QDISCS: readonly string[] =
  "blackhole cbq cbs choke etf fq_pie gred hfsc hhf mqprio plug qfq sfb skbprio taprio".split(" ");

export const QDISC_KINDS = Object.keys(GRAMMARS) as readonly Kind[];

export function isQdiscKind(word: string): word is Kind {
  return Object.hasOwn(GRAMMARS, word);
}

export function qdiscGrammar(kind: Kind): QdiscGrammar {
  return GRAMMARS[kind];
}
