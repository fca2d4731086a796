/** export, readonly, local, unset, set, shift, getopts (var.c and options.c of dash). */
import type { ExitStatus } from "../../../../../core/process.ts";
import type { Builtin } from "../../../builtin/builtin.ts";
import type { Run } from "../../../run.ts";
import type { Shell } from "../../../shell.ts";
import { VALID_NAME } from "../../../variable.ts";
import { isOn, optionsOf, setOption } from "../options.ts";
import { singleQuote } from "../quote.ts";
import { raise } from "../raise.ts";
import { nextOptions, numberOf } from "./option.ts";

/** `name` or `name=value`. */
function split(word: string): { readonly name: string; readonly value: string | undefined } {
  const at = word.indexOf("=");
  return at < 0 ? { name: word, value: undefined } : { name: word.slice(0, at), value: word.slice(at + 1) };
}

const line = (name: string, value: string | undefined): string =>
  value === undefined ? `${name}\n` : `${name}=${singleQuote(value)}\n`;

function listed(shell: Shell, prefix: string, wanted: (name: string) => boolean): string {
  return shell.variables
    .names()
    .filter(wanted)
    .sort()
    .map((name) => prefix + line(name, shell.variables.get(name)?.value))
    .join("");
}

export const exportOrReadonly: Builtin = function* (shell, args, name): Run<ExitStatus> {
  const options = nextOptions(shell, args, "p");
  if (options === undefined) return 2;
  const attribute = name === "export" ? "exported" : "readonly";
  if (options.given.has("p") || options.operands.length === 0)
    return yield* shell.print(
      listed(shell, `${name} `, (each) => shell.variables.get(each)?.[attribute] === true),
      name,
    );
  for (const word of options.operands) {
    const { name: variable, value } = split(word);
    if (!VALID_NAME.test(variable)) return raise(shell, `${variable}: bad variable name`);
    if (value !== undefined) shell.parameters.assign(variable, value);
    if (shell.flow !== undefined) return 2;
    shell.variables.own(variable)[attribute] = true;
  }
  return 0;
};

export const local: Builtin = (shell, args) => {
  if (shell.functionDepth === 0) return raise(shell, "not in a function");
  for (const word of args) {
    const { name, value } = split(word);
    if (name === "-" && value === undefined) {
      // The options of `set`, as they are now, come back when the function ends.
      shell.localOptions ??= { ...shell.options };
      continue;
    }
    if (!VALID_NAME.test(name)) return raise(shell, `${name}: bad variable name`);
    const before = shell.variables.get(name);
    const fresh = !shell.variables.isLocal(name);
    shell.variables.makeLocal(name);
    if (fresh && before !== undefined) {
      // It keeps what it was (mklocal).
      const made = shell.variables.own(name);
      made.value = before.value;
      made.readonly = before.readonly;
    }
    if (value !== undefined) shell.parameters.assign(name, value);
    if (shell.flow !== undefined) return 2;
  }
  return 0;
};

export const unset: Builtin = (shell, args) => {
  const options = nextOptions(shell, args, "fv");
  if (options === undefined) return 2;
  const kind = options.order.at(-1);
  for (const name of options.operands) {
    if (kind === "f") {
      shell.functions.delete(name);
      continue;
    }
    if (!VALID_NAME.test(name)) return raise(shell, `${name}: bad variable name`);
    if (shell.variables.get(name)?.readonly) return raise(shell, `${name}: is read only`);
    shell.variables.remove(name);
    if (name === "PATH") shell.hashed.clear();
  }
  return 0;
};

export const set: Builtin = function* (shell, args): Run<ExitStatus> {
  const illegal = (letter: string): ExitStatus =>
    raise(
      shell,
      shell.dialect.almquist?.words.illegalOption(letter) ?? "",
      letter.length > 1 && shell.dialect.name === "ash" ? 1 : 2,
    );
  if (args.length === 0)
    return yield* shell.print(
      listed(shell, "", (name) => shell.variables.get(name)?.value !== undefined),
      "set",
    );
  const names = optionsOf(shell.dialect);
  let i = 0;
  let ended = false;
  for (; i < args.length && !ended; i++) {
    const word = args[i] ?? "";
    if (!/^[-+]/.test(word)) break;
    const on = word.startsWith("-");
    if (word === "-" || word === "--") {
      if (word === "-") for (const name of ["xtrace", "verbose"]) setOption(shell, name, false);
      else if (i + 1 === args.length) shell.positional = [];
      ended = true;
      continue;
    }
    for (const letter of word.slice(1)) {
      if (letter === "o") {
        const name = args[++i];
        if (name === undefined) {
          yield* shell.print(optionTable(shell, on), "set");
          continue;
        }
        if (!names.some((each) => each.name === name)) return illegal(`o ${name}`);
        setOption(shell, name, on);
        continue;
      }
      const found = names.find((each) => each.letter === letter);
      if (found === undefined) return illegal(letter);
      setOption(shell, found.name, on);
    }
  }
  if (i < args.length) shell.positional = args.slice(i);
  if (i < args.length || ended) shell.optionCursor = 0;
  return 0;
};

function optionTable(shell: Shell, readable: boolean): string {
  const names = optionsOf(shell.dialect);
  if (!readable) return names.map(({ name }) => `set ${isOn(shell, name) ? "-" : "+"}o ${name}\n`).join("");
  const head = shell.dialect.name === "dash" ? "Current option settings\n" : "";
  return head + names.map(({ name }) => `${name.padEnd(16)}${isOn(shell, name) ? "on" : "off"}\n`).join("");
}

export const shift: Builtin = (shell, args) => {
  const count = args[0] === undefined ? 1 : numberOf(shell, args[0]);
  if (count === undefined) return 2;
  if (count > shell.positional.length) return shell.dialect.name === "ash" ? 1 : raise(shell, "can't shift that many");
  shell.positional = shell.positional.slice(count);
  return 0;
};

export const getopts: Builtin = (shell, args) => {
  const [spec, name, ...given] = args;
  if (spec === undefined || name === undefined) return raise(shell, shell.dialect.almquist?.words.getoptsUsage ?? "");
  const words = given.length > 0 ? given : shell.positional;
  const silent = spec.startsWith(":");
  let index = Number(shell.parameters.scalar("OPTIND") ?? 1);
  if (!(index >= 1)) index = 1;
  let cursor = shell.optionCursor;
  let letter = "?";
  let done = false;
  let argument: string | undefined;
  let unsets = false;
  const complain = (text: string): void => {
    void shell.files.get(2)?.write(`${text}\n`);
    unsets = true;
  };
  const word = words[index - 1];
  if (cursor === 0 || cursor >= (word?.length ?? 0)) {
    cursor = 0;
    if (word === undefined || !word.startsWith("-") || word === "-") done = true;
    else if (word === "--") {
      index++;
      done = true;
    } else cursor = 1;
  }
  if (!done && word !== undefined) {
    const option = word[cursor++] ?? "";
    if (cursor >= word.length) {
      index++;
      cursor = 0;
    }
    const at = option === ":" ? -1 : spec.indexOf(option, silent ? 1 : 0);
    if (at < 0) {
      if (silent) argument = option;
      else complain(`Illegal option -${option}`);
    } else if (spec[at + 1] === ":") {
      if (cursor > 0) {
        argument = word.slice(cursor);
        index++;
        letter = option;
      } else if (words[index - 1] !== undefined) {
        argument = words[index - 1];
        index++;
        letter = option;
      } else if (silent) {
        argument = option;
        letter = ":";
      } else complain(`No arg for -${option} option`);
      cursor = 0;
    } else {
      letter = option;
      argument = "";
    }
  }
  if (unsets) shell.variables.remove("OPTARG");
  else if (argument !== undefined) shell.parameters.assign("OPTARG", argument);
  shell.parameters.assign("OPTIND", String(index));
  shell.optionCursor = done ? 0 : cursor;
  if (!VALID_NAME.test(name)) return raise(shell, `${name}: bad variable name`);
  shell.parameters.assign(name, letter);
  return done ? 1 : 0;
};
