/** The words of bash's command line (bash(1), OPTIONS): options of the shell, then what it is to run. */
import { isSetOption, isShopt, optionOfLetter, type SetOption, type Shopt } from "./option.ts";

export interface Invocation {
  /** The text of `-c`. */
  readonly command: string | undefined;
  /** The script's file as it was named; undefined when commands come from standard input. */
  readonly script: string | undefined;
  /** `$0`. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly interactive: boolean;
  readonly login: boolean;
  readonly version: boolean;
  readonly restricted?: boolean;
  /** Options that nothing here heeds. */
  readonly idle?: readonly string[];
  readonly set: readonly (readonly [SetOption, boolean])[];
  readonly shopt: readonly (readonly [Shopt, boolean])[];
}

/** They name what an interactive shell reads first, in place of files that are not read here either. */
const INIT_FILE = /^--(?:rcfile|init-file)$/;
const IGNORED = /^--(?:norc|noprofile|posix|noediting|verbose)$/;

/** A string is what is wrong with the words: a message without the shell's name. */
export function parseInvocation(argv: readonly string[]): Invocation | string {
  const set: [SetOption, boolean][] = [];
  const shopt: [Shopt, boolean][] = [];
  let wantsCommand = false;
  let fromInput = false;
  let interactive = false;
  let version = false;
  let restricted = argv[0]?.endsWith("rbash") ?? false;
  let login = argv[0]?.startsWith("-") ?? false;
  const called = argv[0] ?? "bash";
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--" || word === "-") {
      at++;
      break;
    }
    if (word.startsWith("--")) {
      if (word === "--login") login = true;
      else if (word === "--restricted") restricted = true;
      else if (word === "--version") version = true;
      else if (INIT_FILE.test(word)) {
        if (++at >= argv.length) return `${word.slice(2)}: option requires an argument`;
      } else if (!IGNORED.test(word)) return `${word}: invalid option`;
      continue;
    }
    if (!/^[-+]./.test(word)) break;
    const on = word.startsWith("-");
    for (const letter of word.slice(1)) {
      if (letter === "c") wantsCommand = true;
      else if (letter === "s") fromInput = true;
      else if (letter === "l") login = true;
      else if (letter === "i") interactive = true;
      else if (letter === "o" || letter === "O") {
        const name = argv[++at] ?? "";
        if (letter === "o" && isSetOption(name)) set.push([name, on]);
        else if (letter === "O" && isShopt(name)) shopt.push([name, on]);
        else
          return `line 0: ${letter === "o" ? `${called}: ${name}: invalid option name` : `${name}: invalid shell option name`}`;
      } else if (letter === "r") restricted = on;
      else if (letter !== "D") {
        const option = optionOfLetter(letter);
        if (option === undefined) return `${word[0]}${letter}: invalid option`;
        set.push([option, on]);
      }
    }
  }
  const operands = argv.slice(at);
  const options = { interactive, login, version, restricted, set, shopt };
  if (wantsCommand) {
    const [command, name = called, ...parameters] = operands;
    if (command === undefined) return "-c: option requires an argument";
    return { command, script: undefined, name, parameters, ...options };
  }
  const [script, ...parameters] = operands;
  if (fromInput || script === undefined)
    return { command: undefined, script: undefined, name: called, parameters: operands, ...options };
  return { command: undefined, script, name: script, parameters, ...options };
}

const LONG_OPTIONS =
  "debug debugger dump-po-strings dump-strings help init-file login noediting noprofile norc posix pretty-print rcfile restricted verbose version";

/** What bash says when it does not know an option, without the newline at the end. */
export function usageOf(called: string): string {
  return [
    `Usage:\t${called} [GNU long option] [option] ...`,
    `\t${called} [GNU long option] [option] script-file ...`,
    "GNU long options:",
    ...LONG_OPTIONS.split(" ").map((name) => `\t--${name}`),
    "Shell options:",
    "\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)",
    "\t-abefhkmnptuvxBCEHPT or -o option",
  ].join("\n");
}
