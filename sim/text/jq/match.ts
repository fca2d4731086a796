/** `test`, `match` and their kin (f_match): Perl's patterns, matched in bounded time; places in characters. */
import { perlPattern } from "../perl-pattern.ts";
import { described, fail, type Json } from "./value.ts";

const FLAGS = "gimxsnlp";

export function matchAll(value: Json, pattern: Json, flags: Json, testing: boolean): Json {
  if (typeof value !== "string") return fail(`${described(value)} cannot be matched, as it is not a string`);
  if (typeof pattern !== "string") return fail(`${described(pattern)} cannot be matched, as it is not a string`);
  if (flags !== null && typeof flags !== "string") return fail(`${described(flags)} is not a string`);
  const letters = flags ?? "";
  if ([...letters].some((letter) => !FLAGS.includes(letter))) return fail(`${letters} is not a valid modifier string`);
  const options = (letters.includes("x") ? "x" : "") + (letters.includes("p") ? "s" : "");
  const source = options === "" ? pattern : `(?${options})${pattern}`;
  const read = perlPattern(source, { ignoreCase: letters.includes("i"), lines: false });
  if ("error" in read) return fail(`Regex failure: ${complaint(read.error)}`);
  if ("unmodelled" in read) return fail(`netnone: ${read.unmodelled} in a pattern is not modelled`);
  const { regex } = read;
  if (testing) return regex.test(value);
  const names = groupNames(pattern);
  const place = (at: number): number => [...value.slice(0, at)].length;
  const out: Json[] = [];
  for (const span of regex.matches(value)) {
    const text = value.slice(span.start, span.end);
    if (letters.includes("n") && text === "") continue;
    // The search ends where the text does.
    if (text === "" && span.start === value.length && out.length > 0) break;
    if (text === "") {
      // Of an empty match no groups are told.
      out.push(
        new Map<string, Json>([
          ["offset", place(span.start)],
          ["length", 0],
          ["string", ""],
          ["captures", []],
        ]),
      );
      if (!letters.includes("g")) break;
      continue;
    }
    const captures = regex.captures(value, span).slice(1);
    let from = span.start;
    out.push(
      new Map<string, Json>([
        ["offset", place(span.start)],
        ["length", [...text].length],
        ["string", text],
        [
          "captures",
          captures.map((found, at): Json => {
            const start = found === undefined ? -1 : value.indexOf(found, from);
            if (found !== undefined && found !== "") from = start;
            return new Map<string, Json>([
              ["offset", found === undefined ? -1 : place(start)],
              [found === undefined ? "string" : "length", found === undefined ? null : [...found].length],
              [found === undefined ? "length" : "string", found === undefined ? 0 : found],
              ["name", names[at] ?? null],
            ]);
          }),
        ],
      ]),
    );
    if (!letters.includes("g")) break;
  }
  return out;
}

/** Names of the groups in their order. */
function groupNames(pattern: string): (string | undefined)[] {
  const out: (string | undefined)[] = [];
  for (const [whole, , name] of pattern.matchAll(
    /\\[\s\S]|\[(?:\\.|[^\]])*\]|\((?!\?(?!<[a-zA-Z_]|P<|'))(\?P?[<']([a-zA-Z_]\w*)[>'])?/g,
  ))
    if (whole.startsWith("(")) out.push(name);
  return out;
}

/** Oniguruma's words for what PCRE calls otherwise. */
function complaint(error: string): string {
  if (/missing closing parenthesis/.test(error)) return "end pattern with unmatched parenthesis";
  if (/unmatched closing parenthesis/.test(error)) return "unmatched close parenthesis";
  if (/missing terminating \]/.test(error)) return "premature end of char-class";
  if (/does not follow a repeatable/.test(error)) return "target of repeat operator is not specified";
  if (/numbers out of order/.test(error)) return "upper is smaller than lower in repeat range";
  if (/\\ at end/.test(error)) return "end pattern at escape";
  return error;
}
