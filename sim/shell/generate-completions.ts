/** What a completion specification generates (pcomplete.c): actions, globs, words, functions, commands; filtered and dressed. */

import { FUNCTION_NAMES } from "../terminal/readline/function-names.ts";
import { ALL_SIGNALS } from "./builtin/job.ts";
import type { CompletionSpec } from "./completion-spec.ts";
import { callFunction } from "./execute/function.ts";
import { glob } from "./expand/glob.ts";
import { matchesPattern } from "./expand/pattern.ts";
import { quoteSingle } from "./expand/transform.ts";
import { expandTemplate } from "./expand/word.ts";
import { isSetOption, SET_OPTIONS } from "./option.ts";
import type { Run } from "./run.ts";
import type { Shell } from "./shell.ts";
import { valuesOf } from "./variable.ts";

/** What stands on the line when somebody asks. */
export interface CompletionRequest {
  readonly command: string;
  readonly word: string;
  readonly previous?: string;
  /** The line up to its end, the place in it, the words, and which of them is completed; without a terminal none. */
  readonly line?: string;
  readonly point?: number;
  readonly words?: readonly string[];
  readonly at?: number;
}

const KEYWORDS =
  "if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc".split(" ");

/** In the order in which bash lists them, what the filter leaves. */
export function* generate(shell: Shell, spec: CompletionSpec, request: CompletionRequest): Run<string[]> {
  const { word } = request;
  const found: string[] = [];
  for (const action of spec.actions)
    found.push(...namesOf(shell, action, word).filter((name) => name.startsWith(word)));
  if (spec.glob !== undefined) found.push(...glob(shell.host.files, shell.cwd, spec.glob, shell.shopts));
  if (spec.words !== undefined)
    found.push(...(yield* wordsOf(shell, spec.words)).filter((each) => each.startsWith(word)));
  if (spec.function !== undefined) found.push(...(yield* fromFunction(shell, spec, spec.function, request)));
  if (spec.command !== undefined) {
    const words = [request.command, word, request.previous ?? ""].map(quoteSingle);
    const output = yield* expandTemplate(shell, `$(${spec.command} ${words.join(" ")})`);
    found.push(...output.split("\n").filter((line) => line !== ""));
  }
  const kept = spec.filter === undefined ? found : found.filter((each) => survives(spec.filter ?? "", word, each));
  const dressed = kept.map((each) => `${spec.prefix ?? ""}${each}${spec.suffix ?? ""}`);
  if (spec.options.has("plusdirs") || (dressed.length === 0 && spec.options.has("dirnames")))
    dressed.push(...namesOf(shell, "directory", word));
  return dressed;
}

/** -X: `&` is the word, `!` in front turns the pattern round. */
function survives(filter: string, word: string, candidate: string): boolean {
  const pattern = filter.replace(/\\&|&/g, (found) => (found === "&" ? word : "&"));
  return pattern.startsWith("!") ? matchesPattern(pattern.slice(1), candidate) : !matchesPattern(pattern, candidate);
}

/** -W: expanded, split at IFS; what is quoted in it stays together. */
function* wordsOf(shell: Shell, list: string): Run<string[]> {
  const separators = shell.parameters.scalar("IFS") ?? " \t\n";
  const text = yield* expandTemplate(shell, list);
  const words: string[] = [];
  let part = "";
  for (const char of `${text}${separators[0] ?? " "}`) {
    if (!separators.includes(char)) part += char;
    else {
      if (part !== "") words.push(part);
      part = "";
    }
  }
  return words;
}

function* fromFunction(shell: Shell, spec: CompletionSpec, name: string, request: CompletionRequest): Run<string[]> {
  const called = shell.functions.get(name);
  if (called === undefined) {
    shell.complain(`completion: function \`${name}' not found`);
    return [];
  }
  const { variables } = shell;
  const set = (variable: string, value: string): void => {
    const own = variables.own(variable);
    own.items = undefined;
    own.value = value;
  };
  set("COMP_LINE", request.line ?? "");
  set("COMP_POINT", String(request.point ?? 0));
  set("COMP_TYPE", "9");
  set("COMP_KEY", "9");
  set("COMP_CWORD", String(request.at ?? -1));
  const words = variables.own("COMP_WORDS");
  words.value = undefined;
  words.items = new Map((request.words ?? []).map((each, index) => [index, each]));
  variables.remove("COMPREPLY");
  const before = shell.completing;
  const running = { command: request.command, options: spec.options };
  // Only at a terminal there is something for compopt.
  if (request.line !== undefined) shell.completing = running;
  yield* callFunction(shell, called, [name, request.command, request.word, request.previous ?? ""]);
  shell.completing = before;
  shell.completed = running.options;
  const reply = variables.get("COMPREPLY");
  const answers = reply === undefined ? [] : valuesOf(reply);
  for (const each of ["COMP_LINE", "COMP_POINT", "COMP_TYPE", "COMP_KEY", "COMP_CWORD", "COMP_WORDS", "COMPREPLY"])
    variables.remove(each);
  return answers;
}

/** Second fields of a file of accounts, hosts and the like. */
function fields(shell: Shell, path: string, separator: RegExp, from: number, to: number): string[] {
  const text = shell.host.files.readFile(path);
  if (!text.ok) return [];
  const lines = text.value.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.flatMap((line) => line.split(separator).slice(from, to));
}

function namesOf(shell: Shell, action: string, word: string): readonly string[] {
  const sorted = (names: Iterable<string>): string[] => [...names].sort();
  const { variables } = shell;
  switch (action) {
    case "binding":
      return FUNCTION_NAMES;
    case "alias":
      return sorted(shell.aliases.keys());
    case "arrayvar":
      return sorted(variables.names().filter((name) => variables.get(name)?.items ?? variables.get(name)?.entries));
    case "builtin":
    case "helptopic":
    case "enabled":
      return sorted(shell.builtins().keys());
    case "disabled":
      return sorted(shell.disabled);
    case "function":
      return sorted(shell.functions.keys());
    case "keyword":
      return KEYWORDS;
    case "variable":
      return sorted(variables.names());
    case "export":
      return sorted(Object.keys(variables.environment()));
    case "setopt":
      return Object.keys(SET_OPTIONS).filter(isSetOption);
    case "shopt":
      return Object.keys(shell.shopts);
    case "signal":
      return ["EXIT", ...ALL_SIGNALS.map((name) => `SIG${name}`), "DEBUG", "ERR", "RETURN"];
    case "user":
      return fields(shell, "/etc/passwd", /:/, 0, 1);
    case "group":
      return fields(shell, "/etc/group", /:/, 0, 1);
    case "hostname":
      return fields(shell, "/etc/hosts", /\s+/, 1, 99);
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
    default:
      // Jobs by their names, services, stopped and running ones: none that scripts have.
      return [];
  }
}
