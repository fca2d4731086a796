/** `action gact`, and what stands for itself: `drop`, `pass`, ... (tc/m_gact.c of iproute2). */
import type { Gact } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/action.ts";
import { type Args, matches } from "../args.ts";
import type { Output } from "../output.ts";
import { controlWords, parseIndex, printControl, takeControl } from "./action-words.ts";

export const GACT_USAGE = "Usage: ... gact <ACTION> [RAND] [INDEX]\n";
const MOST_VALUE = 10_000;

/** parse_gact: `word` has been taken; `refuse` says something and what becomes of it. */
export function parseGact(args: Args, word: string, refuse: (said: string) => void): ActionRequest | undefined {
  args.back();
  if (word !== "" && matches(word, "gact")) {
    args.take();
    if (!args.more) args.value();
  }
  const illegal = () => refuse('Illegal "index"\n');
  // One that is there by its number; where none is, the number of a new one that lets all pass.
  if (matches(args.peek, "index")) {
    const number = parseIndex(args, illegal);
    return args.refusal ? undefined : { kind: "gact", control: "pass", ...number };
  }
  const usage = (said: string) => args.refuse(255, `${said}${GACT_USAGE}`);
  const control = takeControl(args, usage);
  if (!control) return undefined;
  const random = args.more && matches(args.peek, "random") ? parseRandom(args, refuse) : undefined;
  if (args.more && !random && matches(args.peek, "help")) usage("");
  const number = parseIndex(args, illegal);
  if (args.more && matches(args.peek, "help")) usage("");
  return args.refusal ? undefined : { kind: "gact", control, ...(random && { random }), ...number };
}

function parseRandom(args: Args, refuse: (said: string) => void): Gact["random"] {
  args.take();
  const word = args.value();
  const type = (["netrand", "determ"] as const).find((each) => matches(word, each));
  if (!args.refusal && !type) refuse('Illegal "random type"\n');
  if (!args.more) args.value();
  const control = takeControl(args, (said) => args.refuse(255, `${said}${GACT_USAGE}`));
  const text = args.take();
  const value = /^\s*\+?\d+$/.test(text) ? Number.parseInt(text, 10) : undefined;
  if (args.refusal || !type || !control) return undefined;
  // What tc says of a value that is no number at all is chance: it is what stood in its memory.
  if (value === undefined || value > 0xffff) refuse("Illegal probability val 0x0\n");
  else if (value > MOST_VALUE) refuse(`Illegal probability val  0x${value.toString(16)}\n`);
  return { type, control, value: value ?? 0 };
}

export function renderGact({ control, random }: Gact): readonly string[] {
  if (!random) return controlWords(control);
  return [...controlWords(control), "random", random.type, ...controlWords(random.control), String(random.value)];
}

/** print_gact, up to the line of numbers. */
export function printGact(out: Output, { control, random }: Gact): void {
  out.field("kind", "gact", "gact ");
  printControl(out, "action ", control, "\n");
  out.openObject("prob");
  const type = random?.type ?? "none";
  out.field("random_type", type, `\t random type ${type}`);
  printControl(out, " ", random?.control ?? "pass", " ");
  out.field("val", random?.value ?? 0, `val ${random?.value ?? 0}`).close();
  out.text("\n\t ");
}
