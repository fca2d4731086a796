/** Which members a command line is about: names, patterns, and what is left out. */
import type { Member } from "./archive.ts";
import type { Wanted } from "./options.ts";

/** The members that the names of the command line are about, or all. */
export function choose(
  wanted: Wanted,
  members: readonly Member[],
): { readonly chosen: readonly Member[]; readonly missing: readonly string[] } {
  const { excluded, given } = wanted;
  const names = wanted.words.flatMap((word) => (word.name === undefined ? [] : [word.name]));
  const used = new Set<string>();
  const chosen = members.filter((member) => {
    if (excludes(excluded, member.name)) return false;
    if (names.length === 0) return true;
    const bare = member.name.replace(/\/$/, "");
    let any = false;
    for (const name of names) {
      const wish = name.replace(/(.)\/+$/, "$1");
      const pattern = given.has("wildcards") ? patternOf(wish) : undefined;
      if (pattern ? !pattern.test(bare) : bare !== wish && !bare.startsWith(`${wish}/`)) continue;
      used.add(name);
      any = true;
    }
    return any;
  });
  return { chosen, missing: names.filter((name) => !used.has(name)) };
}

const patterns = new Map<string, RegExp>();

/** fnmatch(3) where `*` matches slashes, too, and what a pattern names may be a directory above. */
function patternOf(text: string): RegExp {
  const known = patterns.get(text);
  if (known) return known;
  const source = text
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\[!/g, "[^")
    .replace(/\*+/g, "[^]*")
    .replace(/\?/g, "[^]");
  let made: RegExp;
  try {
    made = new RegExp(`^${source}(?:/|$)`);
  } catch {
    made = /(?!)/;
  }
  patterns.set(text, made);
  return made;
}

/** Patterns of --exclude match a name or what stands behind any slash of it. */
export function excludes(excluded: readonly string[], name: string): boolean {
  const bare = name.replace(/\/$/, "");
  return excluded.some((pattern) => {
    const compiled = patternOf(pattern.replace(/(.)\/$/, "$1"));
    for (let from = 0; from >= 0; from = bare.indexOf("/", from) + 1 || -1)
      if (compiled.test(bare.slice(from))) return true;
    return false;
  });
}
