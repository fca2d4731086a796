/**
 * dd of coreutils 9.1: if, of, bs, ibs, obs, count, skip, seek, status; iflag and oflag as far as they say what is counted and where it
 * goes (fullblock, count_bytes, skip_bytes, seek_bytes, append); conv of notrunc, sync, ucase, lcase, swab, excl, nocreat, and with cbs block and
 * unblock. It reads block by
 * block, so that a pipe keeps what it did not want. Flags that tell a kernel how to write mean nothing here. Absent, and refused
 * by name: conv of ascii, ebcdic and ibm. Simplified: what goes to a file is written at the end.
 */

import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import { SIGNAL } from "../../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { put } from "../../../text/command.ts";
import { quotedName } from "../quote.ts";
import { sizeOf } from "../sizes.ts";
import { absolute, complain, complainOfUse } from "../support.ts";
import { Records } from "./dd-records.ts";

export const MOST_BYTES = 64 << 20;
const NUMBERS = ["bs", "ibs", "obs", "count", "skip", "seek"] as const;
const CONVERSIONS = [
  "notrunc",
  "sync",
  "ucase",
  "lcase",
  "swab",
  "block",
  "unblock",
  "excl",
  "nocreat",
  "fsync",
  "fdatasync",
  "noerror",
  "sparse",
];
const FLAGS = [
  ...["fullblock", "count_bytes", "skip_bytes", "seek_bytes", "append"],
  ...["direct", "dsync", "sync", "nonblock", "noatime", "nocache", "noctty", "nofollow", "cio", "binary", "text"],
];

interface Wish {
  readonly words: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly conversions: ReadonlySet<string>;
  readonly input: ReadonlySet<string>;
  readonly output: ReadonlySet<string>;
}

function wishOf(context: ProcessContext): Wish | ExitStatus {
  const words = new Map<string, string>();
  const numbers = new Map<string, number>();
  for (const word of context.argv.slice(1)) {
    const match = /^(if|of|bs|ibs|obs|cbs|count|skip|seek|status|conv|iflag|oflag)=(.*)$/s.exec(word);
    if (match === null) return complainOfUse(context, `unrecognized operand ‘${word}’`);
    words.set(match[1] ?? "", match[2] ?? "");
  }
  for (const name of [...NUMBERS, "cbs"]) {
    const text = words.get(name);
    if (text === undefined) continue;
    const number = sizeOf(text);
    if (number === undefined || (number === 0 && name.endsWith("bs")))
      return complain(context, `invalid number: ‘${text}’`);
    numbers.set(name, number);
  }
  const list = (name: string, known: readonly string[], what: string): ReadonlySet<string> | ExitStatus => {
    const given = (words.get(name) ?? "").split(",").filter((word) => word !== "");
    const unknown = given.find((word) => !known.includes(word));
    if (unknown === undefined) return new Set(given);
    if (/^(ascii|ebcdic|ibm)$/.test(unknown)) return complain(context, `netnone: conv=${unknown} is not modelled`);
    return complainOfUse(context, `invalid ${what}: ‘${unknown}’`);
  };
  const conversions = list("conv", CONVERSIONS, "conversion");
  const input = list("iflag", FLAGS, "input flag");
  const output = list("oflag", FLAGS, "output flag");
  if (typeof conversions === "number") return conversions;
  if (typeof input === "number") return input;
  if (typeof output === "number") return output;
  if (conversions.has("block") && conversions.has("unblock"))
    return complain(context, "cannot combine block and unblock");
  const status = words.get("status");
  if (status !== undefined && !["none", "noxfer", "progress"].includes(status))
    return complainOfUse(context, `invalid status level: ‘${status}’`);
  return { words, numbers, conversions, input, output };
}

/** The next bytes, at most so many: one read(2), or as many as it takes (`fullblock`). Empty at the end. */
type Reader = (most: number, full: boolean) => Promise<number[]>;

function readerOf(context: ProcessContext, name: string | undefined): Reader | ExitStatus {
  if (name === "/dev/zero" || name === "/dev/urandom" || name === "/dev/random")
    return (most) =>
      Promise.resolve(Array.from({ length: most }, () => (name === "/dev/zero" ? 0 : context.kernel.random(256))));
  const opened = name === undefined ? undefined : context.files.open(absolute(context, name), "read");
  if (opened !== undefined && !opened.ok)
    return complain(context, `failed to open ${quotedName(name ?? "")}: ${strerror(opened.error)}`);
  const file = opened?.value ?? context.stdin;
  return async (most, full) => {
    const bytes: number[] = [];
    do {
      const chunk = await file.read(context.self.signals);
      if (chunk === null) break;
      const read = bytesOfText(chunk);
      const room = most - bytes.length;
      if (read.length > room) file.unread?.(textOfBytes(read.splice(room)));
      for (const byte of read) bytes.push(byte);
    } while (full && bytes.length < most);
    return bytes;
  };
}

function converted(bytes: number[], size: number, conversions: ReadonlySet<string>): number[] {
  const made = bytes;
  if (conversions.has("sync")) while (made.length < size) made.push(0);
  if (conversions.has("swab"))
    for (let at = 0; at + 1 < made.length; at += 2) [made[at], made[at + 1]] = [made[at + 1] ?? 0, made[at] ?? 0];
  if (conversions.has("ucase")) return made.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte));
  if (conversions.has("lcase")) return made.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
  return made;
}

/** `3.0 kB`, `2.9 KiB`, `10 MB` (human_readable); undefined below the first unit. */
function human(bytes: number, base: 1000 | 1024, exact: boolean): string | undefined {
  if (bytes < base) return undefined;
  const units =
    base === 1000 ? ["B", "kB", "MB", "GB", "TB", "PB", "EB"] : ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  if (Math.round(value * 10) / 10 >= base) {
    value /= base;
    unit++;
  }
  return `${value.toFixed(value < (exact ? 9.95 : 99.95) ? 1 : 0)} ${units[unit]}`;
}

function summary(bytes: number, seconds: number): string {
  const plain = `${bytes} byte${bytes === 1 ? "" : "s"}`;
  const [si, iec] = [human(bytes, 1000, true), human(bytes, 1024, true)];
  const amount = si === undefined ? plain : iec === undefined ? `${plain} (${si})` : `${plain} (${si}, ${iec})`;
  const rate = bytes / seconds;
  const time =
    seconds >= 1e-4
      ? String(Number(seconds.toPrecision(6)))
      : seconds.toExponential(5).replace(/\.?0*e-(\d)$/, "e-0$1");
  return `${amount} copied, ${time} s, ${human(rate, 1000, false) ?? `${(rate / 1000).toFixed(1)} kB`}/s\n`;
}

export const dd: Program = {
  name: "dd",
  path: "/usr/bin/dd",
  summary: "copy blocks",
  async run(context) {
    const began = context.kernel.nowMicros();
    const wish = wishOf(context);
    if (typeof wish === "number") return wish;
    const { words, numbers, conversions, input, output } = wish;
    const size = numbers.get("bs") ?? numbers.get("ibs") ?? 512;
    const outSize = numbers.get("bs") ?? numbers.get("obs") ?? 512;
    const count = numbers.get("count") ?? Number.POSITIVE_INFINITY;
    const limit = input.has("count_bytes") ? count : count * size;
    if (
      words.get("if")?.startsWith("/dev/") &&
      limit > MOST_BYTES &&
      words.get("if") !== "/dev/null" &&
      words.get("if") !== "/dev/stdin"
    )
      return complain(context, `netnone: more than ${MOST_BYTES} bytes are not modelled`);
    const read = readerOf(context, words.get("if"));
    if (typeof read === "number") return read;
    const to = words.get("of");
    const target = to === undefined ? undefined : openTarget(context, to, conversions);
    if (typeof target === "number") return target;
    const skipped = (numbers.get("skip") ?? 0) * (input.has("skip_bytes") ? 1 : size);
    for (let left = skipped; left > 0; ) {
      const bytes = await read(Math.min(left, size), false);
      if (bytes.length === 0) break;
      left -= bytes.length;
    }
    const width = numbers.get("cbs");
    const recodes = width !== undefined && (conversions.has("block") || conversions.has("unblock"));
    const records = recodes ? new Records(width, conversions.has("unblock")) : undefined;
    const all: number[] = [];
    let [whole, partial, taken, written] = [0, 0, 0, 0];
    let status: ExitStatus = 0;
    /** Answers with a status where that is all. */
    const write = async (block: readonly number[]): Promise<ExitStatus | undefined> => {
      written += block.length;
      if (target !== undefined) for (const byte of block) all.push(byte);
      else if (block.length > 0 && !(await put(context.stdout, textOfBytes([...block])))) {
        const { writeError } = context.stdout;
        if (writeError === undefined) return 128 + SIGNAL.PIPE;
        status = complain(context, `error writing 'standard output': ${strerror(writeError)}`);
      }
      return undefined;
    };
    for (let blocks = 0; taken < limit && (input.has("count_bytes") || blocks < count); blocks++) {
      const most = Math.min(size, limit - taken);
      const bytes = most === 0 ? [] : await read(most, input.has("fullblock"));
      if (bytes.length === 0) break;
      taken += bytes.length;
      if (bytes.length === size) whole++;
      else partial++;
      const made = converted(bytes, size, conversions);
      const ended = await write(records === undefined ? made : records.feed(made));
      if (ended !== undefined) return ended;
      if (status !== 0) break;
      if (context.self.signals.pending !== undefined) break;
    }
    const ended = records === undefined ? undefined : await write(records.end());
    if (ended !== undefined) return ended;
    if (target !== undefined) {
      const at = (numbers.get("seek") ?? 0) * (output.has("seek_bytes") ? 1 : outSize);
      const kept = !output.has("append") ? at : conversions.has("notrunc") ? target.before.length : 0;
      const before = target.before.slice(0, kept);
      while (before.length < at && !output.has("append")) before.push(0);
      const rest = conversions.has("notrunc") && !output.has("append") ? target.before.slice(at + all.length) : [];
      target.write(textOfBytes([...before, ...all, ...rest]));
    }
    const { pending } = context.self.signals;
    const out =
      outSize === size && records === undefined
        ? `${whole}+${partial}`
        : `${Math.floor(written / outSize)}+${written % outSize === 0 ? 0 : 1}`;
    if (words.get("status") !== "none") {
      const truncated = records?.truncated ?? 0;
      const seconds = (context.kernel.nowMicros() - began) / 1e6 || 1e-6;
      const lines = `${whole}+${partial} records in\n${conversions.has("sync") && outSize === size && records === undefined ? `${whole + partial}+0` : out} records out\n${truncated === 0 ? "" : `${truncated} truncated record${truncated === 1 ? "" : "s"}\n`}`;
      void context.stderr.write(words.get("status") === "noxfer" ? lines : lines + summary(written, seconds));
    }
    return pending === undefined ? status : 128 + SIGNAL[pending];
  },
};

interface Target {
  readonly before: number[];
  write(text: string): void;
}

/** The file that `of` names: opened at once, as its name may be wrong; what was in it, unless it is cut. */
function openTarget(context: ProcessContext, name: string, conversions: ReadonlySet<string>): Target | ExitStatus {
  const path = absolute(context, name);
  const stat = context.files.stat(path);
  const refuse = (errno: Parameters<typeof strerror>[0]): ExitStatus =>
    complain(context, `failed to open ${quotedName(name)}: ${strerror(errno)}`);
  if (stat.ok && conversions.has("excl")) return refuse("EEXIST");
  if (!stat.ok && conversions.has("nocreat")) return refuse(stat.error);
  const regular = stat.ok && stat.value.type === "file";
  const read = regular ? context.files.readFile(path) : undefined;
  const opened = context.files.open(path, regular ? "append" : "write");
  if (!opened.ok) return refuse(opened.error);
  return {
    before: read?.ok ? bytesOfText(read.value) : [],
    write(text) {
      opened.value.close();
      const again = context.files.open(path, "write");
      if (!again.ok) return;
      if (text !== "") void again.value.write(text);
      again.value.close();
    },
  };
}
