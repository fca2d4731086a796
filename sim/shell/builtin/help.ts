/**
 * help (bash(1)): how builtins and compound commands are written, and in a line of our own words what they do.
 *
 * Same as bash: synopses, patterns and prefixes, -d, -s, statuses and the message for what is unknown. Different: texts are a
 * line each.
 */
import type { ExitStatus } from "../../../core/process.ts";
import { matchesPattern } from "../expand/pattern.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

/** Name, synopsis, what it does. */
const TOPICS: readonly (readonly [name: string, synopsis: string, summary: string])[] = [
  ["%", "job_spec [&]", "bring a job to the front"],
  ["(( ... ))", "(( expression ))", "evaluate arithmetic"],
  [".", ". filename [arguments]", "run the commands of a file in this shell"],
  [":", ":", "do nothing, successfully"],
  ["[", "[ arg... ]", "test, with a ] at the end"],
  ["[[ ... ]]", "[[ expression ]]", "judge an expression"],
  ["alias", "alias [-p] [name[=value] ... ]", "show and set aliases"],
  ["bg", "bg [job_spec ...]", "let a stopped job go on in the background"],
  [
    "bind",
    "bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]",
    "key bindings of the line editor",
  ],
  ["break", "break [n]", "leave loops"],
  ["builtin", "builtin [shell-builtin [arg ...]]", "run a builtin, whatever function has its name"],
  ["caller", "caller [expr]", "where the function at hand was called"],
  ["case", "case WORD in [PATTERN [| PATTERN]...) COMMANDS ;;]... esac", "run commands by what a word matches"],
  ["cd", "cd [-L|[-P [-e]] [-@]] [dir]", "change the working directory"],
  ["command", "command [-pVv] command [arg ...]", "run a command past functions, or say what it is"],
  [
    "compgen",
    "compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]",
    "possible completions",
  ],
  [
    "complete",
    "complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]",
    "how words of a command are completed",
  ],
  ["compopt", "compopt [-o|+o option] [-DEI] [name ...]", "options of completion"],
  ["continue", "continue [n]", "go on with the next turn of a loop"],
  ["coproc", "coproc [NAME] command [redirections]", "a command with pipes to it"],
  [
    "declare",
    "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
    "set variables and their attributes",
  ],
  ["dirs", "dirs [-clpv] [+N] [-N]", "the stack of directories"],
  ["disown", "disown [-h] [-ar] [jobspec ... | pid ...]", "forget jobs"],
  ["echo", "echo [-neE] [arg ...]", "write words"],
  ["enable", "enable [-a] [-dnps] [-f filename] [name ...]", "take builtins into use and out of it"],
  ["eval", "eval [arg ...]", "run words as a command"],
  [
    "exec",
    "exec [-cl] [-a name] [command [argument ...]] [redirection ...]",
    "let a program take the place of the shell, or change its descriptors",
  ],
  ["exit", "exit [n]", "end the shell"],
  ["export", "export [-fn] [name[=value] ...] or export -p", "give variables to commands"],
  ["false", "false", "fail"],
  [
    "fc",
    "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]",
    "list commands of the history, or run them again",
  ],
  ["fg", "fg [job_spec]", "bring a job to the front"],
  ["for ((", "for (( exp1; exp2; exp3 )); do COMMANDS; done", "run commands while arithmetic is not 0"],
  ["for", "for NAME [in WORDS ... ] ; do COMMANDS; done", "run commands for each word"],
  ["function", "function name { COMMANDS ; } or name () { COMMANDS ; }", "define a function"],
  ["getopts", "getopts optstring name [arg ...]", "read options of a script"],
  ["hash", "hash [-lr] [-p pathname] [-dt] [name ...]", "where commands were found"],
  ["help", "help [-dms] [pattern ...]", "what builtins do"],
  [
    "history",
    "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]",
    "the commands that were entered",
  ],
  [
    "if",
    "if COMMANDS; then COMMANDS; [ elif COMMANDS; then COMMANDS; ]... [ else COMMANDS; ] fi",
    "run commands where others succeed",
  ],
  ["jobs", "jobs [-lnprs] [jobspec ...] or jobs -x command [args]", "what runs in the background"],
  ["kill", "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]", "send signals"],
  ["let", "let arg [arg ...]", "evaluate arithmetic"],
  ["local", "local [option] name[=value] ...", "variables of a function"],
  ["logout", "logout [n]", "end a login shell"],
  [
    "mapfile",
    "mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
    "read lines into an array",
  ],
  ["popd", "popd [-n] [+N | -N]", "go back to a directory of the stack"],
  ["printf", "printf [-v var] format [arguments]", "write by a format"],
  ["pushd", "pushd [-n] [+N | -N | dir]", "go to a directory and remember this one"],
  ["pwd", "pwd [-LP]", "the working directory"],
  [
    "read",
    "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]",
    "read a line into variables",
  ],
  [
    "readarray",
    "readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
    "read lines into an array",
  ],
  ["readonly", "readonly [-aAf] [name[=value] ...] or readonly -p", "variables that keep their value"],
  ["return", "return [n]", "leave a function"],
  ["select", "select NAME [in WORDS ... ;] do COMMANDS; done", "let the user choose a word"],
  [
    "set",
    "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]",
    "options of the shell and positional parameters",
  ],
  ["shift", "shift [n]", "drop positional parameters"],
  ["shopt", "shopt [-pqsu] [-o] [optname ...]", "further options of the shell"],
  ["source", "source filename [arguments]", "run the commands of a file in this shell"],
  ["suspend", "suspend [-f]", "stop the shell"],
  ["test", "test [expr]", "judge an expression"],
  ["time", "time [-p] pipeline", "how long a pipeline takes"],
  ["times", "times", "processor time that was used"],
  ["trap", "trap [-lp] [[arg] signal_spec ...]", "what signals and events run"],
  ["true", "true", "succeed"],
  ["type", "type [-afptP] name [name ...]", "what a name runs"],
  [
    "typeset",
    "typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]",
    "set variables and their attributes",
  ],
  ["ulimit", "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]", "limits of resources"],
  ["umask", "umask [-p] [-S] [mode]", "permissions that new files lack"],
  ["unalias", "unalias [-a] name [name ...]", "remove aliases"],
  ["unset", "unset [-f] [-v] [-n] [name ...]", "remove variables and functions"],
  ["until", "until COMMANDS; do COMMANDS-2; done", "run commands until others succeed"],
  ["variables", "variables - Names and meanings of some shell variables", "names that mean something to the shell"],
  ["wait", "wait [-fn] [-p var] [id ...]", "wait for jobs"],
  ["while", "while COMMANDS; do COMMANDS-2; done", "run commands while others succeed"],
  ["{ ... }", "{ COMMANDS ; }", "commands as one"],
];

const WIDTH = 80;

/** Those to whom `--help` is a word like any other. */
const UNHELPFUL: ReadonlySet<string> = new Set([":", "true", "false", "echo", "test", "["]);

/** Runs a builtin, or says what it is for when that is asked of it. */
export function* runBuiltin(shell: Shell, builtin: Builtin, args: readonly string[], name: string): Run<ExitStatus> {
  if (args[0] === "--help" && !UNHELPFUL.has(name)) {
    const [, synopsis, summary] = TOPICS.find(([each]) => each === name) ?? [];
    yield* shell.print(`${name}: ${synopsis}\n    ${summary}\n`, name);
    return 2;
  }
  const result = builtin(shell, args, name);
  return typeof result === "number" ? result : yield* result;
}

export const help: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "help", args, "dms", "help [-dms] [pattern ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  if (operands.length === 0) return yield* shell.print(overview(shell.disabled), "help");
  let text = /[*?]|\[.*\]/.test(operands[0] ?? "")
    ? `Shell commands matching keyword${operands.length > 1 ? "s" : ""} \`${operands.join(", ")}'\n\n`
    : "";
  let matched = false;
  for (const pattern of operands) {
    let found = TOPICS.filter(([name]) => name === pattern || matchesPattern(pattern, name));
    if (found.length === 0) found = TOPICS.filter(([name]) => name.startsWith(pattern));
    matched ||= found.length > 0;
    for (const [name, synopsis, summary] of found) {
      if (given.has("d")) text += `${name} - ${summary}\n`;
      else if (given.has("m")) text += `NAME\n    ${name} - ${summary}\n\nSYNOPSIS\n    ${synopsis}\n\n`;
      else if (given.has("s")) text += `${name}: ${synopsis}\n`;
      else text += `${name}: ${synopsis}\n    ${summary}\n`;
    }
  }
  yield* shell.print(text, "help");
  if (matched) return 0;
  const last = operands.at(-1);
  shell.complain(`help: no help topics match \`${last}'.  Try \`help help' or \`man -k ${last}' or \`info ${last}'.`);
  return 1;
};

/** All synopses in two columns; a star marks what is not in use. */
function overview(disabled: ReadonlySet<string>): string {
  const half = WIDTH / 2;
  const cells = TOPICS.map(([name, synopsis]) => `${disabled.has(name) ? "*" : " "}${synopsis}`);
  const rows = Math.ceil(cells.length / 2);
  const cut = (cell: string, width: number): string => (cell.length > width ? `${cell.slice(0, width - 1)}>` : cell);
  let text =
    "Commands of the shell itself. `help NAME' tells more; programs are on PATH, most of them answer to --help.\n\n";
  for (let row = 0; row < rows; row++) {
    const right = cells[row + rows];
    const left = cut(cells[row] ?? "", half - 2);
    text += right === undefined ? `${left}\n` : `${left.padEnd(half)}${cut(right, half - 2)}\n`;
  }
  return text;
}
