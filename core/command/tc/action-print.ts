/** An action in a list, of a filter's or by itself (tc_print_one_action of tc/m_action.c). */
import { type CountedAction, countActions, references } from "../../model/action-table.ts";
import type { ActionStats, TcAction } from "../../model/filter.ts";
import { linksOf, type View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import { printAction } from "./action.ts";

/** All actions of the namespace. */
export function countedActions(view: View): readonly CountedAction[] {
  return countActions(view.config.netns[view.netns]?.actions ?? [], linksOf(view));
}

/** Opens an object, which is left open for what follows. */
export function printOneAction(
  out: Output,
  view: View,
  counted: CountedAction,
  order: number,
  statistics: boolean,
): void {
  const { action, bind } = counted;
  out.openObject().field("order", order, `\taction order ${order}: `);
  const device = action.kind === "mirred" ? nameOf(view, action) : "";
  const age = statistics ? ` ${timing(view, action)}` : "";
  printAction(out, action, device, { timing: age, references: references(counted), bind });
  if (!statistics) return;
  for (const [name, seconds] of ages(view, action)) out.json(name, seconds);
  printFigures(out, view.runtime.actions.get(action.id));
}

function nameOf(view: View, action: Extract<TcAction, { kind: "mirred" }>): string {
  return (action.device === undefined ? undefined : view.config.links[action.device]?.name) ?? "*";
}

/** print_tm. */
export function timing(view: View, action: TcAction): string {
  return ages(view, action)
    .map(([name, seconds]) => `${name === "last_used" ? "used" : name} ${seconds} sec`)
    .join(" ");
}

function ages(view: View, { id }: TcAction): readonly (readonly [string, number])[] {
  const stats = view.runtime.actions.get(id);
  const ago = (micros: number | undefined) => Math.floor((view.runtime.nowMicros - (micros ?? 0)) / 1_000_000);
  return [
    ["installed", ago(stats?.installedMicros)],
    ["last_used", ago(stats?.usedMicros)],
  ];
}

function printFigures(out: Output, stats: ActionStats | undefined): void {
  const { bytes = 0, packets = 0, drops = 0, overlimits = 0 } = stats ?? {};
  out.json("stats", { bytes, packets, drops, overlimits, requeues: 0, backlog: 0, qlen: 0 });
  out.text("\tAction statistics:\n");
  out.text(`\tSent ${bytes} bytes ${packets} pkt (dropped ${drops}, overlimits ${overlimits} requeues 0) \n`);
  out.text("\tbacklog 0b 0p requeues 0\n");
}
