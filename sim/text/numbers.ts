/**
 * numfmt, shuf, fmt and du of coreutils 9.1, as far as scripts ask for them. numfmt: --to, --from with si, iec and iec-i, --suffix,
 * --field, --padding, --header, rounding away from zero; absent: --format, --invalid, --round. shuf: -e, -i, -n, -r; its order is the world's own. fmt: -w. du: -s, -h,
 * -a, -c, -b, -k, -d.
 */

import { notModelled } from "../../core/command/args.ts";
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import type { Program } from "../program.ts";
import { quotedName, shownName } from "../programs/base/quote.ts";
import { absolute, badUsage, complain, complainAbout, hintOfUse, options } from "../programs/base/support.ts";
import { put } from "./command.ts";
import { readToEnd } from "./files.ts";
import { openLines } from "./lines.ts";

const UNITS = "KMGTPEZY";

/** A number with its unit; a string is the complaint. */
function parsed(text: string, from: string): number | string {
  const match = /^(-?\d+(?:\.\d+)?)([KMGTPEZY]?)(i?)$/.exec(text);
  if (match === null) return /^-?\d/.test(text) ? `invalid suffix in input: ‘${text}’` : `invalid number: ‘${text}’`;
  const [, digits = "", unit = "", binary] = match;
  if (unit === "") return Number(digits);
  if (from === "none") return `rejecting suffix in input: ‘${text}’ (consider using --from)`;
  const power = from === "si" || (from === "auto" && binary === "") ? 1000 : 1024;
  return Number(digits) * power ** (UNITS.indexOf(unit) + 1);
}

function scaled(value: number, to: string): string {
  if (to === "none") return String(Number.isInteger(value) ? value : Math.ceil(value * 10) / 10);
  const power = to === "si" ? 1000 : 1024;
  let amount = Math.abs(value);
  let unit = -1;
  while (amount >= power && unit < UNITS.length - 1) {
    amount /= power;
    unit++;
  }
  let text = unit < 0 || amount >= 9.95 ? String(Math.ceil(amount)) : (Math.ceil(amount * 10 - 1e-9) / 10).toFixed(1);
  if (Number(text) >= power) {
    unit++;
    text = "1.0";
  }
  const name = unit < 0 ? "" : (to === "si" && unit === 0 ? "K" : (UNITS[unit] ?? "")) + (to === "iec-i" ? "i" : "");
  return `${value < 0 ? "-" : ""}${text}${name}`;
}

const NUMFMT_LONG = {
  debug: "debug",
  delimiter: "d",
  field: "field:",
  format: "format:",
  from: "from:",
  "from-unit": "from-unit:",
  grouping: "grouping",
  header: "header::",
  invalid: "invalid:",
  padding: "padding:",
  round: "round:",
  suffix: "suffix:",
  to: "to:",
  "to-unit": "to-unit:",
  "zero-terminated": "z",
};
const NUMFMT_UNMODELLED = ["format", "invalid", "round"];

export const numfmt: Program = {
  name: "numfmt",
  path: "/usr/bin/numfmt",
  summary: "numbers from and to people's units",
  async run(context) {
    const read = options(context.argv, "d:z", NUMFMT_LONG);
    const wrong = badUsage(context, read);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = read;
    const unmodelled = NUMFMT_UNMODELLED.find((name) => flags.has(name));
    if (unmodelled !== undefined) {
      const { stderr, status } = notModelled("numfmt", "option", `--${unmodelled}`);
      await context.stderr.write(stderr);
      return status;
    }
    const [from, to] = [flags.get("from") ?? "none", flags.get("to") ?? "none"];
    for (const [name, value] of [
      ["from", from],
      ["to", to],
    ] as const)
      if (!/^(?:none|si|iec|iec-i)$/.test(value) && !(name === "from" && value === "auto")) {
        complain(context, `invalid argument ‘${value}’ for ‘--${name}’`);
        const units = ["none", ...(name === "from" ? ["auto"] : []), "si", "iec", "iec-i"];
        await context.stderr.write(`Valid arguments are:\n${units.map((unit) => `  - ‘${unit}’\n`).join("")}`);
        return hintOfUse(context, 1);
      }
    const suffix = flags.get("suffix") ?? "";
    const field = Number(flags.get("field") ?? 1);
    const delimiter = flags.get("d");
    const header = flags.get("header");
    const heads = header === undefined ? 0 : header === "" ? 1 : Number(header);
    if (header !== undefined && !(heads > 0)) return complain(context, `invalid header value ‘${header}’`);
    let status: ExitStatus = 0;
    const convert = (text: string): string | undefined => {
      const bare = suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
      const value = parsed(bare, from);
      if (typeof value === "string") {
        status = complain(context, value, 2);
        return undefined;
      }
      const shown =
        scaled((value * Number(flags.get("from-unit") ?? 1)) / Number(flags.get("to-unit") ?? 1), to) + suffix;
      const width = Number(flags.get("padding") ?? 0);
      return width < 0 ? shown.padEnd(-width) : shown.padStart(width);
    };
    const line = (text: string): string | undefined => {
      if (delimiter !== undefined) {
        const parts = text.split(delimiter);
        const made = convert(parts[field - 1] ?? "");
        if (made === undefined) return undefined;
        parts[field - 1] = made;
        return parts.join(delimiter);
      }
      const parts = text.match(/\s*\S+/g) ?? [];
      const part = parts[field - 1];
      if (part === undefined) return text;
      const bare = part.trimStart();
      const made = convert(bare);
      if (made === undefined) return undefined;
      const lead = part.slice(0, part.length - bare.length);
      // A number keeps the cells it had.
      parts[field - 1] = lead.length > 0 ? made.padStart(part.length) : made;
      return parts.join("");
    };
    const lines =
      operands.length > 0
        ? operands
        : (await readToEnd(context.stdin, context))
            .replace(flags.has("z") ? /\0$/ : /\n$/, "")
            .split(flags.has("z") ? "\0" : "\n");
    const end = flags.has("z") ? "\0" : "\n";
    for (const [nth, text] of lines.entries()) {
      // What is given as operands has no head.
      const made = operands.length === 0 && nth < heads ? text : line(text);
      if (made === undefined) return status;
      await put(context.stdout, `${made}${end}`);
    }
    return status;
  },
};

export const shuf: Program = {
  name: "shuf",
  path: "/usr/bin/shuf",
  summary: "lines in any order",
  async run(context) {
    const given = options(context.argv, "ei:n:rz", { echo: "e", "input-range": "i", "head-count": "n", repeat: "r" });
    const wrong = badUsage(context, given);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = given;
    let items: string[];
    const range = flags.get("i");
    if (range !== undefined) {
      const match = /^(\d+)-(\d+)$/.exec(range);
      const [low, high] = [Number(match?.[1]), Number(match?.[2])];
      if (match === null || high < low - 1) return complain(context, `invalid input range: ‘${range}’`);
      items = Array.from({ length: Math.min(high - low + 1, 1_000_000) }, (_, index) => String(low + index));
    } else if (flags.has("e")) items = [...operands];
    else {
      const source = openLines(context, operands[0] ?? "-", "\n", (reason) =>
        complain(context, `${shownName(operands[0] ?? "")}: ${reason}`),
      );
      if (source === undefined) return 1;
      items = [];
      for (let line = await source.next(); line !== undefined; line = await source.next()) items.push(line.text);
      source.close();
    }
    const count = flags.has("n") ? Number(flags.get("n")) : items.length;
    if (!Number.isInteger(count) || count < 0) return complain(context, `invalid line count: ‘${flags.get("n")}’`);
    const out: string[] = [];
    const repeat = flags.has("r");
    while (items.length > 0 && out.length < Math.min(count, 1_000_000)) {
      const at = context.kernel.random(items.length);
      out.push(`${items[at] ?? ""}\n`);
      if (!repeat) items.splice(at, 1);
    }
    await put(context.stdout, out.join(""));
    return 0;
  },
};

export const fmt: Program = {
  name: "fmt",
  path: "/usr/bin/fmt",
  summary: "fill lines of paragraphs",
  async run(context) {
    const argv = context.argv.map((word) => (/^-\d+$/.test(word) ? `-w${word.slice(1)}` : word));
    const given = options(argv, "w:g:sut", { width: "w", goal: "g", "split-only": "s" });
    const wrong = badUsage(context, given);
    if (wrong !== undefined) return wrong;
    const width = Number(given.flags.get("w") ?? 75);
    const goal = Number(given.flags.get("g") ?? Math.floor((width * 187) / 200));
    let status: ExitStatus = 0;
    const lines: string[] = [];
    for (const name of given.operands.length === 0 ? ["-"] : given.operands) {
      const source = openLines(context, name, "\n", (reason) => {
        status = complain(context, `cannot open ${quotedName(name)} for reading: ${reason}`);
      });
      if (source === undefined) continue;
      for (let line = await source.next(); line !== undefined; line = await source.next()) lines.push(line.text);
      source.close();
    }
    let out = "";
    let paragraph: string[] = [];
    let indent = "";
    const flush = (): void => {
      if (paragraph.length > 0) out += filled(paragraph, indent, width, goal);
      paragraph = [];
    };
    for (const line of lines) {
      const lead = /^\s*/.exec(line)?.[0] ?? "";
      if (line.trim() === "") {
        flush();
        out += "\n";
        continue;
      }
      if (paragraph.length > 0 && lead !== indent) flush();
      if (paragraph.length === 0) indent = lead;
      paragraph.push(...line.trim().split(/\s+/));
    }
    flush();
    await put(context.stdout, out);
    return status;
  },
};

/** The breaks that cost least (fmt.c): the square of what a line lacks to the goal; the last line is free. */
function filled(words: readonly string[], indent: string, width: number, goal: number): string {
  const best: { cost: number; next: number; length: number }[] = Array.from({ length: words.length + 1 }, () => ({
    cost: 0,
    next: words.length,
    length: 0,
  }));
  for (let from = words.length - 1; from >= 0; from--) {
    let cost = Number.POSITIVE_INFINITY;
    let next = from + 1;
    let chosen = 0;
    let length = indent.length;
    for (let to = from; to < words.length; to++) {
      length += (words[to]?.length ?? 0) + (to > from ? 1 : 0);
      if (length >= width && to > from) break;
      const after = best[to + 1];
      const last = to + 1 === words.length;
      const short = last ? 0 : (goal - length) * 10;
      // Lines of different lengths cost half of that.
      const ragged = last || after?.next === words.length ? 0 : (length - (after?.length ?? 0)) * 10;
      const total = short * short + (ragged * ragged) / 2 + (after?.cost ?? 0) + 4900;
      if (total < cost) {
        cost = total;
        next = to + 1;
        chosen = length;
      }
    }
    best[from] = { cost, next, length: chosen };
  }
  let out = "";
  for (let at = 0; at < words.length; ) {
    const next = best[at]?.next ?? words.length;
    out += `${indent}${words.slice(at, next).join(" ")}\n`;
    at = next;
  }
  return out;
}

const BLOCK = 4096;

export const du: Program = {
  name: "du",
  path: "/usr/bin/du",
  summary: "how much room files take",
  run(context) {
    const given = options(context.argv, "sahcbkmd:x", {
      summarize: "s",
      all: "a",
      "human-readable": "h",
      total: "c",
      bytes: "b",
      "max-depth": "d",
    });
    const wrong = badUsage(context, given);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = given;
    const exact = flags.has("b");
    const deepest = flags.has("s") ? 0 : flags.has("d") ? Number(flags.get("d")) : Number.POSITIVE_INFINITY;
    let status: ExitStatus = 0;
    let out = "";
    const shown = (bytes: number): string => {
      if (flags.has("h")) return bytes === 0 ? "0" : scaled(bytes, "iec");
      return String(exact ? bytes : flags.has("m") ? Math.ceil(bytes / 1048576) : bytes / 1024);
    };
    const measure = (path: string, depth: number): number => {
      const full = absolute(context, path);
      const stat = context.files.stat(full, { follow: false });
      if (!stat.ok) {
        status = complainAbout(context, "cannot access", path, stat.error);
        return 0;
      }
      const { type, size } = stat.value;
      let total = exact ? size : Math.ceil(size / BLOCK) * BLOCK;
      if (type === "directory") {
        total = BLOCK;
        const names = context.files.readDir(full);
        if (!names.ok)
          status = complain(context, `cannot read directory ${quotedName(path)}: ${strerror(names.error)}`);
        else for (const name of names.value) total += measure(`${path.replace(/\/+$/, "")}/${name}`, depth + 1);
      }
      if (depth === 0 || (depth <= deepest && (type === "directory" || flags.has("a"))))
        out += `${shown(total)}\t${path}\n`;
      return total;
    };
    let total = 0;
    for (const path of operands.length === 0 ? ["."] : operands) total += measure(path, 0);
    if (flags.has("c")) out += `${shown(total)}\ttotal\n`;
    void context.stdout.write(out);
    return status;
  },
};
