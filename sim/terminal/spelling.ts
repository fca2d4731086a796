/** Paths as they were probably meant (bash(1), `dirspell` and spell-correct-word): each part one mistake from a name that is there. */
import type { FileSystem } from "../../core/process.ts";

/** How far apart names are: 0 the same, 1 two letters exchanged, 2 one letter wrong, missing or too many, 3 more. */
function distance(typed: string, name: string): 0 | 1 | 2 | 3 {
  let at = 0;
  while (at < typed.length && typed[at] === name[at]) at++;
  if (at === typed.length && at === name.length) return 0;
  const a = typed.slice(at);
  const b = name.slice(at);
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)) return 1;
  if (a !== "" && b !== "" && a.slice(1) === b.slice(1)) return 2;
  if ((a !== "" && a.slice(1) === b) || (b !== "" && a === b.slice(1))) return 2;
  return 3;
}

/** The path with names that are there; undefined where a part is like none. */
export function correctedPath(files: FileSystem, cwd: string, path: string): string | undefined {
  let done = /^\/*/.exec(path)?.[0] ?? "";
  for (const [, name = "", slashes = ""] of path.slice(done.length).matchAll(/([^/]+)(\/*)/g)) {
    const directory = path.startsWith("/") ? done : `${cwd}/${done}`;
    const names = files.readDir(directory === "" ? "/" : directory);
    if (!names.ok) return undefined;
    let best: string | undefined;
    let least = 3;
    // The last of those that are as near, but for one that is the same.
    for (const each of name === "." || name === ".." ? [name] : [".", "..", ...names.value]) {
      const apart = distance(name, each);
      if (apart > least || apart === 3) continue;
      best = each;
      least = apart;
      if (apart === 0) break;
    }
    // One letter is no hint at what was meant.
    if (best === undefined || (name.length > 0 && (best === "." || best === "..") && best !== name)) return undefined;
    done += best + slashes;
  }
  return done;
}
