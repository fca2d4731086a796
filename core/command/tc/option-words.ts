/** Options of a discipline read by a table of its words, each of which sets a field. */
import { type Args, parseUnsigned } from "../args.ts";
import { takeValue } from "./kind.ts";

export type Reader<R> = (args: Args, read: R) => void;
export type Writable<R> = { -readonly [K in keyof R]: R[K] };

/** A word with a value behind it, which goes to a field. */
export function field<R>(
  name: keyof R,
  word: string,
  parse: (text: string) => number | undefined,
): Reader<Writable<R>> {
  return (args, read) => {
    const value = takeValue(args, parse, () => args.refuse(1, `Illegal "${word}"\n`));
    if (value !== undefined) read[name] = value as never;
  };
}

export function flag<R>(name: keyof R, value: boolean): Reader<Writable<R>> {
  return (_, read) => void (read[name] = value as never);
}

/** Reads words by a table; `real` are those that tc knows besides. */
export function readWords<R extends { readonly kind: string }>(
  args: Args,
  read: Writable<R>,
  words: Readonly<Record<string, Reader<Writable<R>>>>,
  real: readonly string[],
  usage: string,
): R | undefined {
  while (args.more) {
    const word = args.take();
    if (Object.hasOwn(words, word)) words[word]?.(args, read);
    else if (real.includes(word)) args.unmodelled(`tc qdisc: ${read.kind}`, word);
    else if (word === "help") args.refuse(1, usage);
    else args.refuse(1, `What is "${word}"?\n${usage}`);
  }
  return args.refusal ? undefined : (read as R);
}

export const unsigned = (text: string) => parseUnsigned(text);
