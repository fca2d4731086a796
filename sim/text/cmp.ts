/** cmp (diffutils 3.8): two files, byte by byte. */
import { bytesOfText } from "../../core/text-bytes.ts";
import type { Program } from "../program.ts";
import { options } from "../programs/base/support.ts";
import { put } from "./command.ts";
import { misuse, sideOf } from "./diff.ts";

const UNITS: Readonly<Record<string, number>> = { kB: 1000, K: 1024, KiB: 1024, MB: 1e6, M: 1048576, MiB: 1048576 };

/** A number of bytes, with a unit behind or without. */
function bytesIn(text: string): number | undefined {
  const match = /^(\d+)([kKM]i?B?)?$/.exec(text);
  if (match === null) return undefined;
  const unit = match[2] === undefined ? 1 : UNITS[match[2]];
  return unit === undefined ? undefined : Number(match[1]) * unit;
}

/** A byte as -b shows it. */
function shown(byte: number): string {
  if (byte >= 128) return `M-${shown(byte - 128)}`;
  if (byte === 127) return "^?";
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
}

const octal = (byte: number): string => byte.toString(8).padStart(3);

export const cmp: Program = {
  name: "cmp",
  path: "/usr/bin/cmp",
  summary: "compare two files byte by byte",
  async run(context) {
    const { flags, operands, problem } = options(context.argv, "sbli:n:", {
      quiet: "s",
      silent: "s",
      "print-bytes": "b",
      verbose: "l",
      "ignore-initial": "i",
      bytes: "n",
    });
    if (problem !== undefined) return misuse(context, problem);
    if (flags.has("s") && flags.has("l")) return misuse(context, "options -l and -s are incompatible");
    const [first, second = "-", skipFirst, skipSecond, extra] = operands;
    if (first === undefined) return misuse(context, "missing operand after 'cmp'");
    if (extra !== undefined) return misuse(context, `extra operand '${extra}'`);
    const given = flags.get("i") ?? (skipFirst === undefined ? "0" : `${skipFirst}:${skipSecond ?? "0"}`);
    const [skipA = "", skipB = skipA] = given.split(":");
    const skips = [bytesIn(skipA), bytesIn(skipB)];
    if (skips[0] === undefined || skips[1] === undefined)
      return misuse(context, `invalid --ignore-initial value '${given}'`);
    const limit = flags.has("n") ? bytesIn(flags.get("n") ?? "") : Number.POSITIVE_INFINITY;
    if (limit === undefined) return misuse(context, `invalid --bytes value '${flags.get("n")}'`);
    const a = await sideOf(context, first, false);
    const b = a && (await sideOf(context, second, false));
    if (a === undefined || b === undefined) return 2;
    const part = (text: string, skip: number): readonly number[] => [...bytesOfText(text)].slice(skip).slice(0, limit);
    const [x, y] = [part(a.text, skips[0]), part(b.text, skips[1])];
    const common = Math.min(x.length, y.length);
    const width = String(common).length;
    let out = "";
    let status = 0;
    for (let at = 0; at < common && (flags.has("l") || status === 0); at++) {
      const [one = 0, other = 0] = [x[at], y[at]];
      if (one === other) continue;
      status = 1;
      if (flags.has("s")) break;
      const both = flags.has("b") ? `${octal(one)} ${shown(one).padEnd(4)} ${octal(other)} ${shown(other)}` : undefined;
      if (flags.has("l")) out += `${String(at + 1).padStart(width)} ${both ?? `${octal(one)} ${octal(other)}`}\n`;
      else {
        const line = x.slice(0, at).filter((byte) => byte === 10).length + 1;
        const bytes = both === undefined ? "" : ` is ${octal(one)} ${shown(one)} ${octal(other)} ${shown(other)}`;
        out += `${first} ${second} differ: byte ${at + 1}, line ${line}${bytes}\n`;
      }
    }
    await put(context.stdout, out);
    if (x.length === y.length || (status === 1 && !flags.has("l"))) return status;
    if (flags.has("s")) return 1;
    const [short, bytes] = x.length < y.length ? [first, x] : [second, y];
    const newlines = bytes.filter((byte) => byte === 10).length;
    const where = bytes.at(-1) === 10 ? `line ${newlines}` : `in line ${newlines + 1}`;
    const behind = common === 0 ? "which is empty" : `after byte ${common}${flags.has("l") ? "" : `, ${where}`}`;
    void context.stderr.write(`cmp: EOF on ${short} ${behind}\n`);
    return 1;
  },
};
