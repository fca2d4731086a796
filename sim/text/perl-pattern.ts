/**
 * Patterns of pcre2pattern(3) as JavaScript's: what scripts give to `grep -P`. Same: look-around, `\K` outside groups, named groups,
 * classes of POSIX, `\h`, `\A`, `\Z`, `\Q...\E`, inline `(?i)` in front. Absent, and refused by name: atomic groups, possessive
 * quantifiers, recursion, conditions, callouts, verbs.
 */

export type Pattern = { readonly regex: RegExp } | { readonly error: string } | { readonly unmodelled: string };

/** Classes of POSIX by name, as they stand between JavaScript's brackets. */
export const CLASSES: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\s",
  upper: "A-Z",
  word: "\\w",
  xdigit: "0-9A-Fa-f",
};

const ESCAPES: Readonly<Record<string, string>> = {
  h: "[ \\t]",
  H: "[^ \\t]",
  R: "(?:\\r\\n|\\n|\\r)",
  N: "[^\\n]",
  A: "^",
  Z: "$",
  z: "$",
  a: "\\x07",
  e: "\\x1b",
};

/** PCRE's words for what JavaScript complains of. */
const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/Unterminated group/, "missing closing parenthesis"],
  [/Unmatched '\)'/, "unmatched closing parenthesis"],
  [/Unterminated character class/, "missing terminating ] for character class"],
  [/Nothing to repeat/, "quantifier does not follow a repeatable item"],
  [/Range out of order/, "range out of order in character class"],
  [/at end of pattern/, "\\ at end of pattern"],
];

/** The class that starts at `at`, in JavaScript's notation, and where it ends. */
function classAt(text: string, at: number): readonly [string, number] {
  let out = "[";
  let i = at + 1;
  if (text[i] === "^") out += text[i++];
  if (text[i] === "]") {
    out += "\\]";
    i++;
  }
  while (i < text.length && text[i] !== "]") {
    const named = /^\[:(\w+):\]/.exec(text.slice(i));
    if (named && CLASSES[named[1] ?? ""] !== undefined) {
      out += CLASSES[named[1] ?? ""];
      i += named[0].length;
    } else if (text[i] === "\\") {
      out += text[i + 1] === "h" ? " \\t" : text.slice(i, i + 2);
      i += 2;
    } else {
      out += text[i] === "[" ? "\\[" : text[i];
      i++;
    }
  }
  return [i < text.length ? `${out}]` : out, i + 1];
}

/** Reads a pattern; `flags` are JavaScript's. */
export function perlPattern(source: string, flags: string): Pattern {
  let text = source;
  let ignoreCase = flags;
  const inline = /^\(\?([a-z]+)\)/.exec(text);
  if (inline) {
    if (/[^ims]/.test(inline[1] ?? "")) return { unmodelled: `pattern option (?${inline[1]})` };
    ignoreCase = [...new Set([...flags, ...(inline[1] ?? "")])].join("");
    text = text.slice(inline[0].length);
  }
  // Alternatives outside groups, each with what stands before its \K.
  const branches: { kept: string; matched: string }[] = [{ kept: "", matched: "" }];
  const last = () => branches.at(-1) as { kept: string; matched: string };
  let depth = 0;
  for (let i = 0; i < text.length; ) {
    const rest = text.slice(i);
    const char = text[i] as string;
    if (rest.startsWith("\\Q")) {
      const end = text.indexOf("\\E", i + 2);
      const literal = text.slice(i + 2, end < 0 ? undefined : end);
      last().matched += literal.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
      i = end < 0 ? text.length : end + 2;
    } else if (rest.startsWith("\\K")) {
      if (depth > 0) return { unmodelled: "\\K within a group" };
      const branch = last();
      branch.kept += branch.matched;
      branch.matched = "";
      i += 2;
    } else if (char === "\\") {
      last().matched += ESCAPES[text[i + 1] ?? ""] ?? text.slice(i, i + 2);
      i += 2;
    } else if (char === "[") {
      const [translated, end] = classAt(text, i);
      last().matched += translated;
      i = end;
    } else if (char === "|" && depth === 0) {
      branches.push({ kept: "", matched: "" });
      i++;
    } else {
      const group = /^\(\?(?:P(<\w+>)|P=(\w+)\)|([:=!]|<[=!]|<\w+>)|(.))/.exec(rest);
      if (group?.[4] !== undefined) return { unmodelled: `group (?${group[4]}` };
      if (rest.startsWith("(*")) return { unmodelled: "verb (*" };
      if (/^[*+?}]\+/.test(rest)) return { unmodelled: "possessive quantifier" };
      if (group?.[2] !== undefined) last().matched += `\\k<${group[2]}>`;
      else if (group) last().matched += `(?${group[1] ?? group[3]}`;
      else last().matched += char;
      if (char === "(" && group?.[2] === undefined) depth++;
      if (char === ")") depth--;
      i += group?.[0].length ?? 1;
    }
  }
  const joined = branches.map(({ kept, matched }) => (kept === "" ? matched : `(?<=${kept})${matched}`)).join("|");
  try {
    return { regex: new RegExp(joined, ignoreCase) };
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    return { error: COMPLAINTS.find(([pattern]) => pattern.test(said))?.[1] ?? "unrecognized character follows \\" };
  }
}
