/** Words that all kinds of actions have: what is to happen next, and a number (tc/tc_util.c of iproute2). */
import type { Control } from "../../model/filter.ts";
import { type Args, matches } from "../args.ts";
import type { Output } from "../output.ts";

/** In the order that decides what a shortened one means. */
const CONTROLS = [
  ["continue", "continue"],
  ["drop", "drop"],
  ["shot", "drop"],
  ["pass", "pass"],
  ["ok", "pass"],
  ["reclassify", "reclassify"],
  ["pipe", "pipe"],
  ["goto", "goto"],
  ["jump", "jump"],
  ["trap", "trap"],
] as const;
/** TC_ACT_EXT_VAL_MASK. */
const MOST = 0x0fff_ffff;

/** action_a2n: the word of what is to happen next that a word is or begins. */
export function controlWord(word: string): (typeof CONTROLS)[number][1] | undefined {
  return CONTROLS.find(([known]) => matches(word, known))?.[1];
}

/** The number behind a word, in decimal. */
function takeNumber(args: Args): number | undefined {
  const text = args.value();
  const number = /^\s*\+?\d+$/.test(text) ? Number.parseInt(text, 10) : undefined;
  return number === undefined || number > MOST ? undefined : number;
}

/**
 * __parse_action_control: the next word, with what belongs to it. Undefined where it is none of these, or was not said to the
 * end: `complain` is told why.
 */
export function takeControl(args: Args, complain: (said: string) => void): Control | undefined {
  const word = args.peek;
  const control = args.more ? controlWord(word) : undefined;
  if (control === undefined) {
    if (args.more) complain(`Bad action type ${word}\n`);
    return undefined;
  }
  args.take();
  if (control === "goto") {
    const keyword = args.value();
    if (args.refusal) return undefined;
    if (!matches(keyword, "chain")) {
      complain('"chain index" expected\n');
      return undefined;
    }
    const chain = takeNumber(args);
    if (chain !== undefined) return `goto chain ${chain}`;
    complain('Illegal "chain index"\n');
    return undefined;
  }
  if (control === "jump") {
    const text = args.peek;
    const count = takeNumber(args);
    if (count !== undefined) return `jump ${count}`;
    complain(`Invalid "jump count" (${text})\n`);
    return undefined;
  }
  return control;
}

/**
 * parse_action_control_dflt: the next word if it is one of these. What is not said to the end is told of, and is what would have
 * been meant without a word.
 */
export function parseControl(args: Args): Control | undefined {
  if (!args.more || controlWord(args.peek) === undefined) return undefined;
  const left = args.rest.length;
  const control = takeControl(args, (said) => args.warn(said));
  // The words are still there to be read.
  if (control === undefined && !args.refusal) while (args.rest.length < left) args.back();
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

/** The words of what is to happen next. */
export function controlWords(control: Control): readonly string[] {
  return control.split(" ");
}

/** print_action_control: between two texts. */
export function printControl(out: Output, before: string, control: Control, behind: string): void {
  const [type = "", ...rest] = control.split(" ");
  const number = Number(rest.at(-1));
  out.json("control_action", {
    type,
    ...(type === "goto" && { chain: number }),
    ...(type === "jump" && { jump: number }),
  });
  out.text(`${before}${control}${behind}`);
}
