/**
 * Completion that knows the world: what may stand where the cursor is. Commands on PATH, builtins and functions where a
 * command is wanted; a program's own grammar behind its name (`Program.complete`); devices, namespaces, containers; variables
 * behind `$`; files else. Commands that run commands (`sudo`, `ip netns exec NAME`, `env`, ...) are seen through.
 *
 * What `complete` says of a command goes before all that. Where nothing goes on, a pattern that one file matches becomes its name.
 */
import type { NetnsId } from "../../core/model/id.ts";
import type { FileSystem } from "../../core/process.ts";
import type { CompletionContext, Program } from "../program.ts";
import { readCommandLine, type Word } from "./command-line.ts";
import { completeHost, completePattern } from "./complete-special.ts";
import type { Completion, CompletionManner, CompletionMatch, NamedFile } from "./session.ts";
import { join, opening, quoted } from "./word-quoting.ts";

/** What completion asks of the shell and the world it is in. */
export interface CompletionWorld {
  /** The directory and the system calls of the shell's process. */
  readonly context: CompletionContext;
  readonly home: string | undefined;
  /** Directories of PATH. */
  readonly path: readonly string[];
  /** Builtins, keywords, functions, aliases. */
  readonly shellCommands: readonly string[];
  readonly variables: readonly string[];
  /** Names and short ids of containers; `running` leaves out the others. */
  containers?(options: { readonly running: boolean }): readonly string[];
  images?(): readonly string[];
  /** What `complete` has for the command of these words (the first; the last is being typed); undefined when nothing. */
  programmed?(words: readonly Word[], line: string): Promise<Programmed> | undefined;
  /** The program that a command name starts. */
  program(name: string): Pick<Program, "name" | "complete"> | undefined;
}

/** Words that a completion specification found, and its options. */
export interface Programmed {
  readonly words: readonly string[];
  readonly options: ReadonlySet<string>;
}

interface World extends CompletionWorld {
  readonly manner: CompletionManner;
}

const USUAL: CompletionManner = { ignoreCase: false, mapCase: false, hidden: true };

/** Whether a name goes on from what was typed. */
export function goesOn(name: string, typed: string, { ignoreCase, mapCase }: CompletionManner): boolean {
  if (!ignoreCase) return name.startsWith(typed);
  const like = (text: string): string => (mapCase ? text.replaceAll("_", "-") : text).toLowerCase();
  return like(name).startsWith(like(typed));
}

const NOTHING: Completion = { start: 0, matches: [] };
/** Commands that run the command behind their options; the options that take a value. */
const PREFIXES: Readonly<Record<string, string>> = {
  sudo: "ugChpDRrTt",
  env: "uCS",
  nohup: "",
  exec: "a",
  command: "",
  builtin: "",
  xargs: "IdEnPLsa",
  watch: "nd",
  time: "of",
  nice: "n",
  setsid: "",
  strace: "eop",
  timeout: "ks",
  nsenter: "tSG",
  unshare: "",
};
/** Options of `nsenter` with an attached value or none take no further word; `timeout` has one operand before the command. */
const OPERANDS: Readonly<Record<string, number>> = { timeout: 1 };
const DEVICE_BEFORE = new Set(["dev", "master", "oif", "iif", "-i", "-I"]);

/** What may stand at the end of `line`, which is cut at the cursor. */
export function completeLine(
  line: string,
  world: CompletionWorld,
  manner: CompletionManner = USUAL,
): Completion | Promise<Completion> {
  return completeIn(line, { ...world, manner });
}

function completeIn(line: string, world: World): Completion | Promise<Completion> {
  const { words, redirect } = readCommandLine(line);
  const last = words.at(-1);
  if (last === undefined) return NOTHING;
  switch (world.manner.kind) {
    case "command":
      return completeCommand(last, world);
    case "file":
      return completeFile(last, world, "any");
    case "user":
      return completeUser(last, world);
    case "variable":
      return completeVariable(last, /(\$?\{?)(\w*)$/.exec(last.raw), world);
    case "host":
      return completeHost(last, world);
    case "pattern":
    case "pattern*":
      return completePattern(last, world, world.manner.kind === "pattern*" ? "*" : "");
    default:
  }
  const variable = /(\$\{?)(\w*)$/.exec(last.quote === "'" ? "" : last.raw);
  if (variable !== null && !/(^|[^\\])(\\\\)*\\$/.test(last.raw.slice(0, variable.index))) {
    return completeVariable(last, variable, world);
  }
  if (redirect) return orPattern(completeFile(last, world, "any"), last, world);
  const programmed = words.length > 1 ? world.programmed?.(words, line) : undefined;
  const otherwise = (): Completion =>
    last.raw.slice(breakAt(last) - 1).startsWith("@")
      ? completeHost(last, world)
      : orPattern(completeWords(words, world, world.context.kernel.netns), last, world);
  if (programmed === undefined) return otherwise();
  if (programmed instanceof Promise)
    return programmed.then((found) => completeProgrammed(found, last, world, otherwise));
  return completeProgrammed(programmed, last, world, otherwise);
}

/** Where nothing goes on: the one file that a pattern matches (attempt_shell_completion). */
function orPattern(found: Completion, last: Word, world: World): Completion {
  if (found.matches.length > 0 || !/[*?[]/.test(last.raw)) return found;
  const matched = completePattern(last, world, "");
  return world.manner.all === true || matched.matches.length === 1 ? matched : found;
}

/** What a specification found, as the line takes it: quoted only where the words are names of files. */
function completeProgrammed(
  { words, options }: Programmed,
  last: Word,
  world: World,
  otherwise: () => Completion,
): Completion {
  if (words.length === 0) {
    if (options.has("bashdefault")) return otherwise();
    return options.has("default") ? completeFile(last, world, "any") : NOTHING;
  }
  const cut = breakAt(last);
  const { files, cwd } = world.context;
  const matches = [...new Set(options.has("nosort") ? words : [...words].sort())].map((word): CompletionMatch => {
    const file = options.has("filenames") ? fileAt(files, word.startsWith("/") ? word : join(cwd, word)) : undefined;
    const isDirectory = file?.directory === true;
    const text = options.has("filenames") && !options.has("noquote") ? quoted(word, last) : word;
    return {
      text: `${cut > 0 ? "" : opening(last)}${text}`,
      label: word,
      suffix: isDirectory ? "/" : options.has("nospace") ? "" : `${last.quote} `,
      ...(file === undefined ? {} : { file }),
    };
  });
  return { start: last.start + cut, matches };
}

/** As COMP_WORDBREAKS has it: behind `=`, `:` and `@` a word starts anew. */
export function breakAt(last: Word): number {
  return last.quote === "" ? Math.max(...["=", ":", "@"].map((char) => last.raw.lastIndexOf(char))) + 1 : 0;
}

function completeWords(words: readonly Word[], world: World, netns: NetnsId): Completion {
  const last = words.at(-1);
  const [command] = words;
  if (last === undefined || command === undefined) return NOTHING;
  if (words.length === 1 && /^[A-Za-z_]\w*\+?=/.test(last.raw)) return completeFile(last, world, "any");
  if (words.length === 1) return completeCommand(last, world);
  const name = command.value.split("/").at(-1) ?? "";
  const inner = innerCommand(name, words, world, netns);
  if (inner !== undefined && inner.words.length > 0) return completeWords(inner.words, world, inner.netns);
  if (name === "cd" || name === "rmdir" || name === "pushd") return completeFile(last, world, "directory");
  if (name === "export" || name === "unset" || name === "declare" || name === "local" || name === "readonly") {
    return choose(last, world.variables, world.manner);
  }
  if (name === "type" || name === "which" || name === "man") return completeCommand(last, world);
  const program = world.program(command.value);
  const answers = program?.complete?.([program.name, ...words.slice(1).map((word) => word.value)], world.context);
  if (answers === undefined) {
    const before = words.at(-2)?.value ?? "";
    return DEVICE_BEFORE.has(before)
      ? choose(last, devices(world, netns), world.manner)
      : completeFile(last, world, "any");
  }
  return replaceNames(last, answers, world, netns);
}

/** The command that a command runs, with the namespace it runs in. */
function innerCommand(
  name: string,
  words: readonly Word[],
  world: World,
  netns: NetnsId,
): { readonly words: readonly Word[]; readonly netns: NetnsId } | undefined {
  if (name === "ip") {
    // ip [ OPTIONS ] netns exec NAME command: objects and verbs may be shortened.
    const object = words.findIndex((word, index) => index > 0 && !word.value.startsWith("-"));
    const [noun, verb, target] = words.slice(object).map((word) => word.value);
    if (object < 0 || noun === undefined || verb === undefined || target === undefined) return undefined;
    if (noun.length < 3 || !"netns".startsWith(noun) || verb.length < 1 || !"exec".startsWith(verb)) return undefined;
    const inside = world.context.kernel.findNetns({ by: "name", name: target });
    return { words: words.slice(object + 3), netns: inside ?? netns };
  }
  const valued = PREFIXES[name];
  if (valued === undefined) return undefined;
  let operands = OPERANDS[name] ?? 0;
  let at = 1;
  // The word being typed is never skipped: it may be the command.
  for (; at < words.length - 1; at++) {
    const value = words[at]?.value ?? "";
    if (value === "--") {
      at++;
      break;
    }
    if (/^-[a-zA-Z]$/.test(value) && valued.includes(value[1] ?? "")) at++;
    else if (value.startsWith("-") || /^\w+=/.test(value)) continue;
    else if (operands > 0) operands--;
    else break;
  }
  const inner = words.slice(at);
  const [first] = inner;
  if (first === undefined || operands > 0 || (inner.length === 1 && first.value.startsWith("-"))) return undefined;
  return { words: inner, netns };
}

function devices({ context }: CompletionWorld, netns: NetnsId): readonly string[] {
  return Object.values(context.kernel.config().links)
    .filter((link) => link.netns === netns)
    .map((link) => link.name);
}

/** Puts names of the world where a program asks for them. */
function replaceNames(last: Word, answers: readonly string[], world: World, netns: NetnsId): Completion {
  const { kernel } = world.context;
  const words: string[] = [];
  let files: "any" | "directory" | undefined;
  for (const answer of answers) {
    switch (answer) {
      case "<file>":
        files = "any";
        break;
      case "<directory>":
        files ??= "directory";
        break;
      case "<device>":
        words.push(...devices(world, netns));
        break;
      case "<netns>":
        words.push(...kernel.netnsNames());
        break;
      case "<container>":
        words.push(...(world.containers?.({ running: false }) ?? []));
        break;
      case "<image>":
        words.push(...(world.images?.() ?? []));
        break;
      case "<process>":
        words.push(...kernel.processes().map((process) => String(process.pid)));
        break;
      default:
        words.push(answer);
    }
  }
  const chosen = choose(last, words, world.manner);
  if (files === undefined) return chosen;
  const found = completeFile(last, world, files);
  return chosen.matches.length === 0 ? found : { start: last.start, matches: [...chosen.matches, ...found.matches] };
}

/** Names of users behind a tilde. */
function completeUser(last: Word, world: World): Completion {
  const read = world.context.files.readFile("/etc/passwd");
  const names = read.ok
    ? read.value.split("\n").flatMap((line) => line.split(":", 1).filter((name) => name !== ""))
    : [];
  const typed = last.raw.replace(/^~/, "");
  const matches = unique(names.filter((name) => goesOn(name, typed, world.manner))).map((name) => ({
    text: `${last.raw.startsWith("~") ? "~" : ""}${name}`,
    label: `${last.raw.startsWith("~") ? "~" : ""}${name}`,
    suffix: " ",
  }));
  return { start: last.start, matches };
}

function completeVariable(last: Word, variable: RegExpExecArray | null, world: World): Completion {
  const [, sign = "$", name = ""] = variable ?? [];
  const before = last.raw.slice(0, variable?.index ?? 0);
  const matches = unique(world.variables.filter((each) => goesOn(each, name, world.manner))).map((each) => ({
    text: `${before}${sign}${each}${sign === "${" ? "}" : ""}`,
    label: `${sign}${each}${sign === "${" ? "}" : ""}`,
    suffix: last.quote === "" ? " " : "",
  }));
  return { start: last.start, matches };
}

function completeCommand(last: Word, world: World): Completion {
  if (last.value.includes("/") || last.value.startsWith("~")) return completeFile(last, world, "executable");
  const { files } = world.context;
  const names = [...world.shellCommands];
  for (const directory of world.path) {
    const entries = files.readDir(directory);
    if (!entries.ok) continue;
    for (const name of entries.value) {
      if (goesOn(name, last.value, world.manner) && isExecutable(files, join(directory, name))) names.push(name);
    }
  }
  const found = choose(last, names, world.manner);
  // Directories of the place may lead to a program.
  return found.matches.length > 0 || last.value === "" ? found : completeFile(last, world, "directory");
}

function isExecutable(files: FileSystem, path: string): boolean {
  const stat = files.stat(path);
  return stat.ok && stat.value.type === "file" && (stat.value.mode & 0o111) !== 0;
}

/** What a name leads to. */
export function fileAt(files: FileSystem, path: string): NamedFile | undefined {
  const own = files.stat(path, { follow: false });
  if (!own.ok) return undefined;
  const target = files.stat(path);
  return {
    kind: own.value.type,
    executable: own.value.type === "file" && (own.value.mode & 0o111) !== 0,
    directory: target.ok && target.value.type === "directory",
  };
}

function completeFile(last: Word, world: World, wanted: "any" | "directory" | "executable"): Completion {
  const { files, cwd } = world.context;
  // As COMP_WORDBREAKS has it: behind `=` and `:` a path starts anew.
  const cut = last.quote === "" ? Math.max(last.raw.lastIndexOf("="), last.raw.lastIndexOf(":")) + 1 : 0;
  const typed = cut > 0 ? last.raw.slice(cut).replace(/\\(.)/g, "$1") : last.value;
  const slash = typed.lastIndexOf("/") + 1;
  const directory = typed.slice(0, slash);
  const prefix = typed.slice(slash);
  const tilde = directory.startsWith("~/") && last.quote === "" ? world.home : undefined;
  const path =
    tilde !== undefined ? tilde + directory.slice(1) : directory.startsWith("/") ? directory : join(cwd, directory);
  const entries = files.readDir(path === "" ? "/" : path);
  if (!entries.ok) return NOTHING;
  const matches: CompletionMatch[] = [];
  // They are named by those who begin to.
  const names = prefix.startsWith(".") ? [".", "..", ...entries.value] : entries.value;
  for (const name of names) {
    if (!goesOn(name, prefix, world.manner) || (name.startsWith(".") && prefix === "" && !world.manner.hidden))
      continue;
    const full = join(path, name);
    const file = fileAt(files, full);
    const isDirectory = file?.directory === true;
    if (wanted === "directory" && !isDirectory) continue;
    if (wanted === "executable" && !isDirectory && !isExecutable(files, full)) continue;
    const head =
      tilde === undefined
        ? quoted(directory, last)
        : world.manner.tilde === true
          ? quoted(inFull(tilde + directory.slice(1)), last)
          : `~${quoted(directory.slice(1), last)}`;
    matches.push({
      text: `${opening(last)}${head}${quoted(name, last)}`,
      label: name,
      suffix: isDirectory ? "/" : `${last.quote} `,
      ...(file === undefined ? {} : { file }),
    });
  }
  return { start: last.start + cut, matches };
}

/** An absolute path without `.` and `..`. */
function inFull(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return `/${parts.map((part) => `${part}/`).join("")}`;
}

/** Words that continue what was typed. */
function choose(last: Word, words: readonly string[], manner: CompletionManner): Completion {
  const matches = unique(words.filter((word) => goesOn(word, last.value, manner))).map((word) => ({
    text: `${opening(last)}${quoted(word, last)}`,
    label: word,
    // `--option=` wants its value at once.
    suffix: word.endsWith("=") ? "" : `${last.quote} `,
  }));
  return { start: last.start, matches };
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}
