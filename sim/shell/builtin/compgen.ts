/**
 * compgen (bash(1)): -W, -G, -f, -d, -c, -v, -a, -b, -k, -e, -A, with -P, -S and -X. complete and compopt are refused: at the
 * prompt words are completed by what netnone knows of the programs.
 */
import type { ExitStatus } from "../../../core/process.ts";
import { glob } from "../expand/glob.ts";
import { matchesPattern } from "../expand/pattern.ts";
import { expandTemplate } from "../expand/word.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

const USAGE =
  "compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]";
const ACTIONS: Readonly<Record<string, string>> = {
  a: "alias",
  b: "builtin",
  c: "command",
  d: "directory",
  e: "export",
  f: "file",
  k: "keyword",
  v: "variable",
};
const KEYWORDS =
  "if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc".split(" ");

export const compgen: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "compgen", args, "abcdefgjksuvo:A:G:W:F:C:X:P:S:", USAGE);
  if (options === undefined) return 2;
  const { given, operands } = options;
  const word = operands[0] ?? "";
  const found: string[] = [];
  const actions = Object.keys(ACTIONS)
    .filter((letter) => given.has(letter))
    .map((letter) => ACTIONS[letter] ?? "");
  const named = given.get("A");
  if (named !== undefined) actions.push(named);
  for (const action of actions) {
    const names = namesOf(shell, action, word);
    if (names === undefined) {
      shell.complain(`compgen: ${action}: invalid action name`);
      return 2;
    }
    found.push(...names.filter((name) => name.startsWith(word)));
  }
  const pattern = given.get("G");
  if (pattern !== undefined) found.push(...glob(shell.host.files, shell.cwd, pattern, shell.shopts));
  const list = given.get("W");
  if (list !== undefined) {
    const separators = shell.parameters.scalar("IFS") ?? " \t\n";
    const text = yield* expandTemplate(shell, list);
    let part = "";
    for (const char of `${text}${separators[0] ?? " "}`) {
      if (!separators.includes(char)) part += char;
      else {
        if (part !== "" && part.startsWith(word)) found.push(part);
        part = "";
      }
    }
  }
  const filter = given.get("X");
  const kept =
    filter === undefined
      ? found
      : found.filter((each) =>
          filter.startsWith("!") ? matchesPattern(filter.slice(1), each) : !matchesPattern(filter, each),
        );
  if (kept.length === 0) return 1;
  const lines = kept.map((each) => `${given.get("P") ?? ""}${each}${given.get("S") ?? ""}\n`);
  return yield* shell.print(lines.join(""), "compgen");
};

function namesOf(shell: Shell, action: string, word: string): readonly string[] | undefined {
  const sorted = (names: Iterable<string>): string[] => [...names].sort();
  switch (action) {
    case "alias":
      return sorted(shell.aliases.keys());
    case "builtin":
    case "helptopic":
      return sorted(shell.builtins().keys());
    case "enabled":
      return sorted(shell.builtins().keys());
    case "disabled":
      return sorted(shell.disabled);
    case "function":
      return sorted(shell.functions.keys());
    case "keyword":
      return KEYWORDS;
    case "variable":
      return sorted(shell.variables.names());
    case "export":
      return sorted(Object.keys(shell.variables.environment()));
    case "file":
    case "directory":
      return glob(shell.host.files, shell.cwd, `${word.replace(/[*?[\\]/g, "\\$&")}*`, shell.shopts).filter((path) => {
        const stat = shell.host.files.stat(shell.absolute(path));
        return action === "file" || (stat.ok && stat.value.type === "directory");
      });
    case "command": {
      const names = [...shell.aliases.keys(), ...KEYWORDS, ...shell.functions.keys(), ...shell.builtins().keys()];
      for (const directory of (shell.parameters.scalar("PATH") ?? "").split(":")) {
        const entries = shell.host.files.readDir(directory);
        if (entries.ok) names.push(...entries.value);
      }
      return names;
    }
  }
  return undefined;
}

export const complete: Builtin = (shell, _args, name) => {
  shell.complain(`${name}: netnone: programmable completion is not modelled`);
  return 1;
};
