/** Bracket expressions of POSIX (regex(7)) as glibc's parse_bracket_exp() reads them: a backslash is itself. */
import { anyCharacter, type CharTest, CLASS_TESTS, eitherTest, foldCase } from "./node.ts";

export interface BracketOptions {
  readonly ignoreCase: boolean;
  /** A list of what is not wanted does not want a newline either. */
  readonly keepsNewline: boolean;
}

type Element = { readonly code: number } | { readonly test: CharTest } | { readonly error: string };

const UNMATCHED = "Unmatched [, [^, [:, [., or [=";

/** The expression that starts at `at`: its test and where it ends. */
export function parseBracket(
  text: string,
  at: number,
  { ignoreCase, keepsNewline }: BracketOptions,
): { readonly test: CharTest; readonly end: number } | { readonly error: string } {
  let i = at + 1;
  const negated = text[i] === "^";
  if (negated) i++;
  const tests: CharTest[] = [];
  const singles = new Set<number>();

  /** A character, a class, or what stands between `[.` and `.]`; -1 for `i` where it does not end. */
  const element = (): Element => {
    const mark = text[i + 1];
    if (text[i] === "[" && (mark === ":" || mark === "." || mark === "=")) {
      const close = text.indexOf(`${mark}]`, i + 2);
      if (close < 0) {
        if (mark === ":" && !/^\[:\w*$/.test(text.slice(i))) return character();
        return { error: UNMATCHED };
      }
      const name = text.slice(i + 2, close);
      i = close + 2;
      if (mark === ":") {
        const test = CLASS_TESTS[ignoreCase && (name === "upper" || name === "lower") ? "alpha" : name];
        return test === undefined || name === "word" || name === "ascii"
          ? { error: "Invalid character class name" }
          : { test };
      }
      const code = name.codePointAt(0) ?? 0;
      return [...name].length === 1 ? { code } : { error: "Invalid collation character" };
    }
    return character();
  };
  const character = (): Element => {
    const code = text.codePointAt(i) ?? 0;
    i += code > 0xffff ? 2 : 1;
    return { code };
  };

  for (let first = true; ; first = false) {
    if (i >= text.length) return { error: UNMATCHED };
    if (text[i] === "]" && !first) break;
    if (text[i] === "-" && !first && text[i + 1] !== "]")
      return { error: i + 1 < text.length ? "Invalid range end" : UNMATCHED };
    const low = element();
    if ("error" in low) return low;
    if (text[i] === "-" && i + 1 < text.length && text[i + 1] !== "]") {
      i++;
      const high = element();
      if ("error" in high) return high;
      if (!("code" in low && "code" in high) || low.code > high.code) return { error: "Invalid range end" };
      const [from, to] = [low.code, high.code];
      tests.push((code) => code >= from && code <= to);
    } else if ("code" in low) singles.add(low.code);
    else tests.push(low.test);
  }
  if (singles.size > 0) tests.push((code) => singles.has(code));
  const either = tests.length === 1 ? (tests[0] as CharTest) : eitherTest(...tests);
  const folded = ignoreCase ? foldCase(either) : either;
  const test: CharTest = negated
    ? (code) => !folded(code) && anyCharacter(code) && !(keepsNewline && code === 10)
    : folded;
  return { test, end: i + 1 };
}
