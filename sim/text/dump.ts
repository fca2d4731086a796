/**
 * od, hexdump and xxd: bytes as people look at them. The same as coreutils' od (-A, -t with a c d o u x and sizes, -j, -N, -v, -w,
 * the old letters), bsdmainutils' hexdump (plain, -C, -c, -v, -n, -s) and vim's xxd (plain, -p, -r, -c, -g, -l, -s, -u). Absent:
 * floating point, hexdump -e, xxd -b and -i.
 */

import type { ExitStatus } from "../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import { changedContext, type ProcessContext, type Program } from "../program.ts";
import { shownName } from "../programs/base/quote.ts";
import { badUsage, complain, options } from "../programs/base/support.ts";
import { put } from "./command.ts";
import { type LineSource, openLines } from "./lines.ts";

/** The bytes of the operands, or of standard input, up to `limit`. */
async function bytesOf(
  context: ProcessContext,
  names: readonly string[],
  limit: number,
): Promise<{ readonly bytes: number[]; readonly status: ExitStatus }> {
  const bytes: number[] = [];
  let status: ExitStatus = 0;
  for (const name of names.length === 0 ? ["-"] : names) {
    const zero = name === "/dev/zero";
    if (zero) {
      while (bytes.length < limit && bytes.length < 1 << 20) bytes.push(0);
      continue;
    }
    const source: LineSource | undefined = openLines(context, name, "\n", (reason) => {
      status = complain(context, `${context.argv[0]?.endsWith("od") ? shownName(name) : name}: ${reason}`);
    });
    if (source === undefined) continue;
    for (let line = await source.next(); line !== undefined; line = await source.next()) {
      for (const byte of bytesOfText(line.ended ? `${line.text}\n` : line.text)) bytes.push(byte);
      if (bytes.length >= limit) break;
    }
    source.close();
  }
  return { bytes: bytes.slice(0, limit), status };
}

/** `16`, `0x10`, `010`, `1k`. */
function countOf(text: string | undefined): number | undefined {
  const match = /^(0[xX][0-9A-Fa-f]+|\d+)([bkKmM]?)$/.exec(text ?? "");
  if (match === null) return undefined;
  const digits = match[1] ?? "0";
  const value = /^0[xX]/.test(digits)
    ? Number(digits)
    : digits.startsWith("0")
      ? Number.parseInt(digits, 8)
      : Number(digits);
  return value * ({ b: 512, k: 1024, K: 1024, m: 1 << 20, M: 1 << 20 }[match[2] ?? ""] ?? 1);
}

const NAMES =
  "nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp".split(
    " ",
  );
const ESCAPED: Readonly<Record<number, string>> = {
  0: "\\0",
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
};

interface Shape {
  readonly kind: "a" | "c" | "d" | "o" | "u" | "x";
  readonly size: number;
  /** Cells that one item takes, without the blank before it. */
  readonly width: number;
  readonly text: boolean;
}

const WIDTHS: Readonly<Record<string, readonly number[]>> = {
  d: [0, 4, 6, 0, 11, 0, 0, 0, 20],
  o: [0, 3, 6, 0, 11, 0, 0, 0, 22],
  u: [0, 3, 5, 0, 10, 0, 0, 0, 20],
  x: [0, 2, 4, 0, 8, 0, 0, 0, 16],
};

/** The value of -t; a string is the complaint. */
function shapesOf(type: string): readonly Shape[] | string {
  const shapes: Shape[] = [];
  for (let rest = type; rest !== ""; ) {
    const match = /^([acdoux])(\d+|[CSIL])?(z?)/.exec(rest);
    if (match === null) return `invalid character ‘${rest[0]}’ in type string ‘${type}’`;
    const kind = match[1] as Shape["kind"];
    const named = { C: 1, S: 2, I: 4, L: 8 }[match[2] ?? ""];
    const size = kind === "a" || kind === "c" ? 1 : (named ?? (match[2] === undefined ? 4 : Number(match[2])));
    if (![1, 2, 4, 8].includes(size))
      return `invalid type string ‘${type}’;\nthis system doesn't provide a ${size}-byte integral type`;
    const width = kind === "a" || kind === "c" ? 3 : (WIDTHS[kind]?.[size] ?? 3);
    shapes.push({ kind, size, width, text: match[3] === "z" });
    rest = rest.slice(match[0].length);
  }
  return shapes;
}

function itemOf(shape: Shape, bytes: readonly number[]): string {
  const byte = bytes[0] ?? 0;
  if (shape.kind === "c")
    return ESCAPED[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, "0"));
  if (shape.kind === "a") {
    const low = byte & 127;
    return low === 127 ? "del" : (NAMES[low] ?? String.fromCharCode(low));
  }
  let value = 0n;
  for (let i = shape.size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  if (shape.kind === "d") return String(BigInt.asIntN(shape.size * 8, value));
  const text = value.toString(shape.kind === "o" ? 8 : shape.kind === "u" ? 10 : 16);
  return shape.kind === "u" ? text : text.padStart(shape.width, "0");
}

const printable = (bytes: readonly number[]): string =>
  bytes.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");

export const od: Program = {
  name: "od",
  path: "/usr/bin/od",
  summary: "show bytes",
  async run(context) {
    // The old letters are types.
    const old: Readonly<Record<string, string>> = {
      a: "a",
      b: "o1",
      c: "c",
      d: "u2",
      i: "dI",
      l: "dL",
      o: "o2",
      s: "d2",
      x: "x2",
    };
    const types: string[] = [];
    const argv = context.argv.flatMap((word, index) => {
      if (index === 0) return [word];
      if (/^-[abcdilosx]+$/.test(word)) {
        for (const letter of word.slice(1)) types.push(old[letter] ?? "o2");
        return [];
      }
      // Each -t adds a line.
      const match = /^-(?:v*t|-format=)(.*)$/.exec(word);
      const value = match?.[1] === "" ? context.argv[index + 1] : match?.[1];
      if (value !== undefined) types.push(value);
      return [word];
    });
    const parsed = options(argv, "A:t:j:N:vw:", {
      "address-radix": "A",
      format: "t",
      "skip-bytes": "j",
      "read-bytes": "N",
      "output-duplicates": "v",
      width: "w",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const shapes: Shape[] = [];
    for (const type of types.length === 0 ? ["o2"] : types) {
      const found = shapesOf(type);
      if (typeof found === "string") return complain(context, found);
      shapes.push(...found);
    }
    const radix = flags.get("A") ?? "o";
    if (!/^[doxn]$/.test(radix))
      return complain(context, `invalid output address radix '${radix}'; it must be one character from [doxn]`);
    const skip = flags.has("j") ? countOf(flags.get("j")) : 0;
    const limit = flags.has("N") ? countOf(flags.get("N")) : Number.POSITIVE_INFINITY;
    if (skip === undefined) return complain(context, `invalid -j argument '${flags.get("j")}'`);
    if (limit === undefined) return complain(context, `invalid -N argument '${flags.get("N")}'`);
    const width = Number(flags.get("w") ?? 16) || 32;
    const { bytes: all, status } = await bytesOf(context, operands, skip + limit);
    const bytes = all.slice(skip);
    if (status !== 0 && all.length === 0) return status;
    const address = (at: number): string =>
      radix === "n"
        ? ""
        : at.toString(radix === "d" ? 10 : radix === "x" ? 16 : 8).padStart(radix === "x" ? 6 : 7, "0");
    // Items of all types stand under each other: every type gets as many cells for a byte as the widest.
    const largest = Math.max(...shapes.map(({ size }) => size));
    const cells = Math.max(...shapes.map(({ size, width: each }) => ((each + 1) * largest) / size));
    let out = "";
    let before = "";
    let starred = false;
    for (let at = 0; at < bytes.length; at += width) {
      const row = bytes.slice(at, at + width);
      const key = row.join(",");
      if (row.length === width && key === before && !flags.has("v") && at + width <= bytes.length && at > 0) {
        if (!starred) out += "*\n";
        starred = true;
        continue;
      }
      starred = false;
      before = key;
      for (const [index, shape] of shapes.entries()) {
        const lead = address(skip + at);
        let line = index === 0 ? lead : " ".repeat(lead.length);
        const pad = Math.round((cells * shape.size) / largest);
        for (let i = 0; i < row.length; i += shape.size)
          line += itemOf(shape, row.slice(i, i + shape.size)).padStart(pad);
        if (shape.text) {
          const missing = Math.floor((width - row.length) / shape.size);
          line += `${" ".repeat(missing * pad)}  >${printable(row)}<`;
        }
        out += `${line}\n`;
      }
    }
    if (radix !== "n") out += `${address(skip + bytes.length)}\n`;
    await put(context.stdout, out);
    return status;
  },
};

export const hexdump: Program = {
  name: "hexdump",
  path: "/usr/bin/hexdump",
  summary: "show bytes in hexadecimal",
  async run(context) {
    const parsed = options(context.argv, "Ccvxbdon:s:", {
      canonical: "C",
      "no-squeezing": "v",
      length: "n",
      skip: "s",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const skip = countOf(flags.get("s") ?? "0") ?? 0;
    const limit = flags.has("n") ? (countOf(flags.get("n")) ?? 0) : Number.POSITIVE_INFINITY;
    const { bytes: all, status } = await bytesOf(context, operands, skip + limit);
    const bytes = all.slice(skip);
    if (status !== 0 && all.length === 0) return complain(context, "all input file arguments failed");
    const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
    const canonical = flags.has("C");
    const digits = canonical ? 8 : 7;
    let out = "";
    let before = "";
    let starred = false;
    for (let at = 0; at < bytes.length; at += 16) {
      const row = bytes.slice(at, at + 16);
      const key = row.join(",");
      if (row.length === 16 && key === before && !flags.has("v")) {
        if (!starred) out += "*\n";
        starred = true;
        continue;
      }
      starred = false;
      before = key;
      let line = hex(skip + at, digits);
      if (canonical) {
        for (let i = 0; i < 16; i++) {
          const byte = row[i];
          line += `${i % 8 === 0 ? "  " : " "}${byte === undefined ? "  " : hex(byte, 2)}`;
        }
        line += `  |${printable(row)}|`;
      } else if (flags.has("c") || flags.has("b")) {
        for (let i = 0; i < 16; i++) {
          const byte = row[i];
          const shape: Shape = { kind: flags.has("c") ? "c" : "o", size: 1, width: 3, text: false };
          line += byte === undefined ? "    " : ` ${itemOf(shape, [byte]).padStart(3)}`;
        }
      } else {
        const kind = flags.has("d") ? "u" : flags.has("o") ? "o" : "x";
        const wide = flags.has("x") || kind !== "x";
        for (let i = 0; i < 16; i += 2) {
          const value = (row[i] ?? 0) | ((row[i + 1] ?? 0) << 8);
          const text =
            kind === "x"
              ? hex(value, 4)
              : kind === "u"
                ? String(value).padStart(5, "0")
                : value.toString(8).padStart(6, "0");
          const item = wide ? text.padStart(7) : text.padStart(4);
          line += ` ${row[i] === undefined ? " ".repeat(item.length) : item}`;
        }
      }
      out += `${line}\n`;
    }
    if (bytes.length > 0) out += `${hex(skip + bytes.length, digits)}\n`;
    await put(context.stdout, out);
    return status;
  },
};

/** hexdump -C under its other name. */
export const hd: Program = {
  ...hexdump,
  name: "hd",
  path: "/usr/bin/hd",
  run(context) {
    const [name = "hd", ...words] = context.argv;
    return hexdump.run(changedContext(context, { argv: [name, "-C", ...words] }));
  },
};

export const xxd: Program = {
  name: "xxd",
  path: "/usr/bin/xxd",
  summary: "make a hexadecimal dump, or undo one",
  async run(context) {
    const parsed = options(
      context.argv.map((word) => word.replace(/^-(?:ps|postscript|plain)$/, "-p").replace(/^-revert$/, "-r")),
      "prul:c:g:s:",
    );
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const plain = flags.has("p");
    const skip = countOf(flags.get("s") ?? "0") ?? 0;
    const limit = flags.has("l") ? (countOf(flags.get("l")) ?? 0) : Number.POSITIVE_INFINITY;
    if (flags.has("r")) {
      const { bytes, status } = await bytesOf(context, operands.slice(0, 1), Number.POSITIVE_INFINITY);
      const text = textOfBytes(bytes);
      const digits = plain
        ? text.replace(/[^0-9A-Fa-f]/g, "")
        : text
            .split("\n")
            .map((line) => (/^[0-9A-Fa-f]+:((?: ?[0-9A-Fa-f]{2})*)/.exec(line)?.[1] ?? "").replace(/ /g, ""))
            .join("");
      const made = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
      await put(context.stdout, textOfBytes(made));
      return status;
    }
    const columns = Number(flags.get("c") ?? (plain ? 30 : 16)) || 16;
    const group = Number(flags.get("g") ?? 2) || columns;
    const { bytes: all, status } = await bytesOf(context, operands.slice(0, 1), skip + limit);
    const bytes = all.slice(skip);
    const hex = (byte: number): string => {
      const text = byte.toString(16).padStart(2, "0");
      return flags.has("u") ? text.toUpperCase() : text;
    };
    let out = "";
    for (let at = 0; at < bytes.length; at += columns) {
      const row = bytes.slice(at, at + columns);
      if (plain) {
        out += `${row.map(hex).join("")}\n`;
        continue;
      }
      let body = "";
      for (let i = 0; i < columns; i++) {
        body += row[i] === undefined ? "  " : hex(row[i] ?? 0);
        if ((i + 1) % group === 0 && i + 1 < columns) body += " ";
      }
      out += `${(skip + at).toString(16).padStart(8, "0")}: ${body}  ${printable(row)}\n`;
    }
    await put(context.stdout, out);
    return status;
  },
};
