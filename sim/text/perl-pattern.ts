/** Patterns of Perl's kind as grep -P takes them. */
import { parsePerl } from "../../core/regex/perl.ts";
import { TooBig } from "../../core/regex/program.ts";
import { Regex } from "../../core/regex/regex.ts";
import { type Pattern, type PatternOptions, placed } from "./posix-pattern.ts";

/** Reads a pattern. */
export function perlPattern(
  source: string,
  { ignoreCase = false, lines = false, where }: Omit<PatternOptions, "kind">,
): Pattern {
  const parsed = parsePerl(source, ignoreCase);
  if (!("node" in parsed)) return parsed;
  try {
    return { regex: new Regex(placed(parsed.node, where), { groups: parsed.groups, lines, perl: true }) };
  } catch (error) {
    if (error instanceof TooBig) return { error: "regular expression is too large" };
    throw error;
  }
}
