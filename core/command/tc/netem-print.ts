/** What `tc qdisc show` says of `netem` (netem_print_opt of tc/q_netem.c). */
import { type LossModel, microsOf, type Netem, type NetemRate, type NetemSlot } from "../../model/qdisc.ts";
import type { Output } from "../output.ts";
import { formatNanos, formatPercent, formatRate, formatTime, shareOf } from "./units.ts";

/** An object of JSON whose first field and correlation are shown in the text. */
function printChance(out: Output, key: string, field: string, word: string, chance: number, correlation: number): void {
  if (chance === 0) return;
  out.openObject(key).field(field, shareOf(chance), ` ${word} ${formatPercent(chance)}`);
  out.field("correlation", shareOf(correlation), correlation > 0 ? ` ${formatPercent(correlation)}` : "").close();
}

function printLossModel(out: Output, model: LossModel): void {
  const { kind, ...shares } = model;
  const named: Readonly<Record<string, number>> =
    model.kind === "state" ? shares : { p: model.p, r: model.r, "1-h": 0xffffffff - model.h, "1-k": model.k };
  out.openObject(`loss-${kind}`).text(` loss ${kind}`);
  for (const [name, share] of Object.entries(named))
    out.field(name, shareOf(share), ` ${name} ${formatPercent(share)}`);
  out.close();
}

/** A number that is shown when it is not 0. */
function printInteger(out: Output, name: string, value: number): void {
  out.field(name, value, value === 0 ? "" : ` ${name} ${value}`);
}

function printRate(out: Output, { rate, packetOverhead, cellSize, cellOverhead }: NetemRate): void {
  if (rate === 0) return;
  out.openObject("rate").field("rate", rate, ` rate ${formatRate(rate)}`);
  printInteger(out, "packetoverhead", packetOverhead);
  printInteger(out, "cellsize", cellSize);
  printInteger(out, "celloverhead", cellOverhead);
  out.close();
}

function printSlot(out: Output, slot: NetemSlot): void {
  const { minNanos, maxNanos, delayNanos, jitterNanos, packets, bytes } = slot;
  const time = (name: string, nanos: number, text: string) =>
    out.field(name, nanos / 1e9, `${text} ${formatNanos(nanos)}`);
  out.openObject("slot");
  if (jitterNanos > 0) {
    time("distribution", delayNanos, " slot distribution");
    time("jitter", jitterNanos, "");
  } else {
    time("min-delay", minNanos, " slot");
    time("max-delay", maxNanos, "");
  }
  printInteger(out, "packets", packets);
  printInteger(out, "bytes", bytes);
  out.close();
}

export function printNetem(out: Output, options: Netem): void {
  const { limit, gap, ecn, lossModel, slot } = options;
  out.field("limit", limit, `limit ${limit | 0}`);
  if (options.delayTicks > 0) {
    const [delay, jitter] = [microsOf(options.delayTicks), microsOf(options.jitterTicks)];
    const correlation = options.delayCorrelation;
    out.openObject("delay").field("delay", delay / 1e6, ` delay ${formatTime(delay)}`);
    out.field("jitter", jitter / 1e6, jitter > 0 ? `  ${formatTime(jitter)}` : "");
    const shown = jitter > 0 && correlation > 0;
    out.field("correlation", shareOf(correlation), shown ? ` ${formatPercent(correlation)}` : "").close();
  }
  printChance(out, "loss-random", "loss", "loss", options.loss, options.lossCorrelation);
  if (lossModel) printLossModel(out, lossModel);
  printChance(out, "duplicate", "duplicate", "duplicate", options.duplicate, options.duplicateCorrelation);
  printChance(out, "reorder", "reorder", "reorder", options.reorder, options.reorderCorrelation);
  printChance(out, "corrupt", "corrupt", "corrupt", options.corrupt, options.corruptCorrelation);
  printRate(out, options.rate);
  if (slot) printSlot(out, slot);
  out.field("ecn", ecn, ecn ? " ecn " : "").field("gap", gap, gap > 0 ? ` gap ${gap}` : "");
}
