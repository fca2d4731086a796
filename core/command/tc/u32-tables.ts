/** Hash tables of `u32`: words that make, fill and link them (u32_parse_opt of tc/f_u32.c). */
import type { U32Link, U32Move } from "../../model/filter.ts";
import type { U32Request } from "../../operation/filter.ts";
import { type Args, matches, parseInteger, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import { takeValue } from "./kind.ts";

/** What the words say, one by one. */
export interface U32Words {
  divisor?: number;
  order?: number;
  place?: { table: number; bucket: number };
  link?: number;
  hashMask?: number;
  hashOffset?: number;
  plus?: number;
  variable?: { mask: number; shift: number; at: number };
  eat?: true;
}

interface Handle {
  readonly table: number;
  readonly bucket: number;
  readonly handle: number;
}

/** get_u32_handle: `TABLE:BUCKET:NODE` in hexadecimal, or all of it as one number. */
export function parseU32Handle(text: string): Handle | undefined {
  if (text.startsWith("0x")) {
    const whole = parseUnsigned(text);
    if (whole === undefined) return undefined;
    return { table: whole >>> 20, bucket: (whole >>> 12) & 0xff, handle: whole & 0xfff };
  }
  const parts = /^([0-9a-f]*):(?:([0-9a-f]*)(?::([0-9a-f]*).*)?)?$/i.exec(text);
  if (!parts) return undefined;
  const [table = 0, bucket = 0, handle = 0] = parts.slice(1).map((part) => Number.parseInt(part || "0", 16));
  return table > 0xfff || bucket > 0xff || handle > 0xfff ? undefined : { table, bucket, handle };
}

export function u32HandleWords(table = 0, bucket = 0, handle = 0): string {
  const hex = (value: number) => (value === 0 ? "" : value.toString(16));
  return `${hex(table)}:${hex(bucket)}:${hex(handle)}`;
}

/** A power of two. */
function parseDivisor(text: string): number | undefined {
  const value = parseUnsigned(text);
  return value === undefined || value === 0 || value > 0x100 || (value & (value - 1)) !== 0 ? undefined : value;
}

function hexadecimal(text: string, most: number): number | undefined {
  const value = /^\s*\+?(0x)?[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : undefined;
  return value === undefined || value > most ? undefined : value;
}

function integer(text: string): number | undefined {
  const value = parseInteger(text);
  return value === undefined || Math.abs(value) > 0x7fffffff ? undefined : value;
}

/** parse_hashkey: as many words as are of it. */
function parseHashKey(args: Args, words: U32Words): void {
  const illegal = () => args.refuse(1, 'Illegal "hashkey"\n');
  while (args.more) {
    if (matches(args.peek, "mask")) {
      args.take();
      words.hashMask = takeValue(args, (text) => hexadecimal(text, 0xffffffff), illegal) ?? 0;
    } else if (matches(args.peek, "at")) {
      args.take();
      const at = takeValue(args, integer, illegal) ?? 0;
      if (at % 4 !== 0) illegal();
      words.hashOffset = at;
    } else return;
  }
}

/** parse_offset: the same. */
function parseOffset(args: Args, words: U32Words): void {
  const illegal = (said = "") => args.refuse(1, `${said}Illegal "offset"\n`);
  const variable = () => (words.variable ??= { mask: 0, shift: 0, at: 0 });
  const value = (parse: (text: string) => number | undefined) => takeValue(args, parse, () => illegal()) ?? 0;
  while (args.more) {
    const word = args.peek;
    const known = ["plus", "at", "mask", "shift", "eat"].find((each) => matches(word, each));
    if (!known) return;
    args.take();
    if (known === "plus") words.plus = value(integer);
    else if (known === "mask") variable().mask = value((text) => hexadecimal(text, 0xffff));
    else if (known === "shift") variable().shift = value(integer);
    else if (known === "eat") words.eat = true;
    else {
      const at = value(integer);
      if (at % 2 !== 0) illegal('offset "at" must be even\n');
      variable().at = at;
    }
  }
}

/** One word; false for what is none of these. `handle` is whether one was given to the filter. */
export function parseU32Word(args: Args, word: string, words: U32Words, handle: boolean): boolean {
  const illegal = (name: string) => () => args.refuse(1, `Illegal "${name}"\n`);
  if (matches(word, "offset")) {
    if (!args.more) args.value();
    parseOffset(args, words);
  } else if (matches(word, "hashkey")) {
    if (!args.more) args.value();
    parseHashKey(args, words);
  } else if (matches(word, "divisor")) words.divisor = takeValue(args, parseDivisor, illegal("divisor")) ?? 1;
  else if (matches(word, "order")) words.order = takeValue(args, (text) => parseUnsigned(text), illegal("order")) ?? 0;
  else if (word === "link" || word === "ht") {
    const text = args.value();
    const given = args.refusal ? undefined : parseU32Handle(text);
    if (!given) illegal(word)();
    else if (given.handle !== 0 && (word === "link" || handle)) args.refuse(1, `"${word}" must be a hash table.\n`);
    else if (word === "link") words.link = given.table;
    else words.place = { table: given.table, bucket: given.bucket };
  } else return false;
  return true;
}

/** The words as a request. */
export function u32Words(words: U32Words): Pick<U32Request, "divisor" | "place" | "link"> {
  const { divisor, place, link, hashMask = 0, hashOffset = 0, plus, variable, eat = false } = words;
  const move: U32Move | undefined = plus !== undefined || variable || eat ? { plus, variable, eat } : undefined;
  const leads = link !== undefined || hashMask !== 0 || move;
  return {
    ...(divisor !== undefined && { divisor }),
    ...(place && { place }),
    ...(leads && { link: { table: link ?? 0, hashMask, hashOffset, ...(move && { move }) } }),
  };
}

export function renderTables({ divisor, place, link }: U32Request): readonly string[] {
  const words: string[] = [];
  if (divisor !== undefined) words.push("divisor", String(divisor));
  if (place) words.push("ht", `${place.table.toString(16)}:${place.bucket.toString(16)}:`);
  if (!link) return words;
  const { table, hashMask, hashOffset, move } = link;
  if (table !== 0) words.push("link", `${table.toString(16)}:`);
  if (hashMask !== 0) words.push("hashkey", "mask", hashMask.toString(16), "at", String(hashOffset));
  if (!move) return words;
  words.push("offset");
  const { plus, variable, eat } = move;
  if (variable)
    words.push("at", String(variable.at), "mask", variable.mask.toString(16), "shift", String(variable.shift));
  if (plus !== undefined) words.push("plus", String(plus));
  return eat ? [...words, "eat"] : words;
}

/** Where a node leads, in the lines behind its keys. JSON of an offset has a text in it that no name stands before. */
export function printLink(out: Output, { hashMask, hashOffset, move }: U32Link): void {
  if (move && (move.variable || move.plus !== undefined)) {
    out.text("\n    offset ");
    const { variable, plus = 0 } = move;
    if (variable) {
      const { mask, shift, at } = variable;
      out.text(`${mask.toString(16).padStart(4, "0")}>>${shift} at ${at} `);
    }
    if (plus !== 0) out.text(`plus ${plus} `);
  }
  if (move?.eat) out.text(" eat ");
  if (hashMask === 0) return;
  const mask = hashMask.toString(16);
  out.field("hash_mask", mask, `\n    hash mask ${mask.padStart(8, "0")} `);
  out.field("hash_off", hashOffset, `at ${hashOffset} `);
}
