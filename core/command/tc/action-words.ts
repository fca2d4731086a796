/** Words that all kinds of actions have: what is to happen next, and a number (tc/tc_util.c of iproute2). */
import type { Control } from "../../model/filter.ts";
import { type Args, matches } from "../args.ts";

const CONTROLS: Readonly<Record<string, Control>> = {
  pass: "pass",
  ok: "pass",
  drop: "drop",
  shot: "drop",
  pipe: "pipe",
  continue: "continue",
  reclassify: "reclassify",
  stolen: "stolen",
};
const UNMODELLED = ["goto", "jump", "trap"];

/** action_a2n. */
export function controlNamed(word: string): Control | undefined {
  return Object.hasOwn(CONTROLS, word) ? CONTROLS[word] : undefined;
}

/** parse_action_control_dflt: the next word if it is one of these. */
export function parseControl(args: Args, what: string): Control | undefined {
  if (!args.more) return undefined;
  if (UNMODELLED.includes(args.peek)) args.unmodelled(what, args.peek);
  const control = controlNamed(args.peek);
  if (control) args.take();
  return control;
}

/** `index N`, if it is next; 0 is none. */
export function parseIndex(args: Args, refuse: () => void): { readonly index?: number } {
  if (!args.more || !matches(args.peek, "index")) return {};
  args.take();
  const text = args.value();
  const value = /^\s*\+?\d+$/.test(text) ? Number.parseInt(text, 10) : undefined;
  if (args.refusal) return {};
  if (value === undefined || value > 0xffffffff) {
    refuse();
    return {};
  }
  return value ? { index: value } : {};
}
