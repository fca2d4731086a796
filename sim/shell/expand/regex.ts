/** The expressions of `[[ =~ ]]`: regcomp(3) with REG_EXTENDED. */
import { parsePosix } from "../../../core/regex/posix.ts";
import { TooBig } from "../../../core/regex/program.ts";
import { Regex } from "../../../core/regex/regex.ts";

const compiled = new Map<string, Regex | undefined>();
const COMPILED_MAX = 200;

/** The expression compiled; undefined when it is not one. */
export function compileRegex(source: string, ignoreCase: boolean): Regex | undefined {
  const key = `${ignoreCase ? "i" : ""}/${source}`;
  if (compiled.has(key)) return compiled.get(key);
  if (compiled.size >= COMPILED_MAX) compiled.clear();
  const regex = compile(source, ignoreCase);
  compiled.set(key, regex);
  return regex;
}

function compile(source: string, ignoreCase: boolean): Regex | undefined {
  const parsed = parsePosix(source, { extended: true, ignoreCase, looseParenthesis: true });
  if ("error" in parsed) return undefined;
  try {
    return new Regex(parsed.node, { groups: parsed.groups });
  } catch (error) {
    if (error instanceof TooBig) return undefined;
    throw error;
  }
}
