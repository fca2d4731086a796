/** set, shift, shopt, getopts, let. */
import type { ExitStatus } from "../../../core/process.ts";
import { evaluateIn } from "../expand/arith-text.ts";
import { arrayLiteral, quoteListed } from "../expand/transform.ts";
import { isSetOption, isShopt, optionOfLetter, SET_OPTIONS, type SetOption } from "../option.ts";
import { enableHistory } from "../remember.ts";
import { restrict } from "../restricted.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { VALID_NAME } from "../variable.ts";
import { readlineOf } from "./bind.ts";
import { type Builtin, readOptions, tooManyArguments, wholeNumber } from "./builtin.ts";

const SET_USAGE = "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]";

export const set: Builtin = function* (shell, args): Run<ExitStatus> {
  if (args.length === 0) return yield* shell.print(allVariables(shell), "set");
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") {
      shell.positional = args.slice(i + 1);
      return 0;
    }
    if (arg === "-") {
      shell.options.xtrace = false;
      shell.options.verbose = false;
      if (i + 1 < args.length) shell.positional = args.slice(i + 1);
      return 0;
    }
    if (!/^[-+]/.test(arg) || arg.length < 2) break;
    const on = arg.startsWith("-");
    for (const letter of arg.slice(1)) {
      if (letter === "o") {
        const name = args[i + 1];
        if (name === undefined) return yield* shell.print(optionTable(shell, on), "set");
        i++;
        if (!isSetOption(name)) {
          shell.complain(`set: ${name}: invalid option name`);
          return 2;
        }
        setOption(shell, name, on);
        continue;
      }
      if (letter === "r" && on) {
        restrict(shell, !shell.commandString);
        continue;
      }
      const option = optionOfLetter(letter);
      if (option === undefined) {
        shell.complain(`set: ${arg[0]}${letter}: invalid option`);
        shell.usage(`set: usage: ${SET_USAGE}`);
        return letter === "r" ? 1 : 2;
      }
      setOption(shell, option, on);
    }
  }
  if (i < args.length) shell.positional = args.slice(i);
  return 0;
};

function setOption(shell: Shell, option: SetOption, on: boolean): void {
  if (option === "history") return enableHistory(shell, on);
  shell.options[option] = on;
  if (option === "histexpand") shell.readingChanged++;
  if (option !== "vi" && option !== "emacs") return;
  if (on) shell.options[option === "vi" ? "emacs" : "vi"] = false;
  if (!on || shell.dialect.almquist !== undefined) return;
  // A script's editor takes the mode when it is asked for.
  if (shell.readline !== undefined) readlineOf(shell).edit(option);
}

function optionTable(shell: Shell, readable: boolean): string {
  return Object.keys(SET_OPTIONS)
    .filter(isSetOption)
    .map((name) =>
      readable
        ? `${name.padEnd(15)}\t${shell.options[name] ? "on" : "off"}\n`
        : `set ${shell.options[name] ? "-" : "+"}o ${name}\n`,
    )
    .join("");
}

function allVariables(shell: Shell): string {
  let text = "";
  const listed = shell.parameters.listed();
  for (const name of [...listed.keys()].sort()) {
    const variable = listed.get(name);
    if (variable === undefined || variable.bare) continue;
    if (variable.items !== undefined || variable.entries !== undefined) text += `${name}=${arrayLiteral(variable)}\n`;
    else if (variable.value !== undefined)
      text += `${name}=${variable.value === "" ? "" : quoteListed(variable.value)}\n`;
  }
  return text;
}

export const shift: Builtin = (shell, args) => {
  const word = args[0];
  const count = word === undefined ? 1 : wholeNumber(word);
  if (count === undefined) {
    shell.complain(`shift: ${word}: numeric argument required`);
    return 1;
  }
  if (args.length > 1) return tooManyArguments(shell, "shift");
  if (count < 0) {
    shell.complain(`shift: ${word}: shift count out of range`);
    return 1;
  }
  if (count > shell.positional.length) {
    if (shell.shopts.shift_verbose) shell.complain(`shift: ${count}: shift count out of range`);
    return 1;
  }
  shell.positional = shell.positional.slice(count);
  return 0;
};

export const shopt: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "shopt", args, "pqsuo", "shopt [-pqsu] [-o] [optname ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  if (given.has("s") && given.has("u")) {
    shell.complain("shopt: cannot set and unset shell options simultaneously");
    return 1;
  }
  const setOptions = given.has("o");
  const known = (name: string): boolean => (setOptions ? isSetOption(name) : isShopt(name));
  const state = (name: string): boolean =>
    setOptions ? isSetOption(name) && shell.options[name] : isShopt(name) && shell.shopts[name];
  let status: ExitStatus = 0;
  let text = "";
  const change = given.has("s") ? true : given.has("u") ? false : undefined;
  const names =
    operands.length > 0
      ? operands
      : Object.keys(setOptions ? shell.options : shell.shopts).filter(
          (name) => change === undefined || state(name) === change,
        );
  for (const name of names) {
    if (!known(name)) {
      shell.complain(`shopt: ${name}: invalid ${setOptions ? "" : "shell "}option name`);
      status = 1;
      continue;
    }
    if (change !== undefined && operands.length > 0) {
      if (setOptions && isSetOption(name)) setOption(shell, name, change);
      else if (isShopt(name)) shell.shopts[name] = change;
      if (name === "expand_aliases") shell.readingChanged++;
      continue;
    }
    if (operands.length > 0 && !state(name)) status = 1;
    if (given.has("q")) continue;
    if (given.has("p"))
      text += setOptions ? `set ${state(name) ? "-" : "+"}o ${name}\n` : `shopt ${state(name) ? "-s" : "-u"} ${name}\n`;
    else text += `${name.padEnd(15)}\t${state(name) ? "on" : "off"}\n`;
  }
  yield* shell.print(text, "shopt");
  return status;
};

export const letBuiltin: Builtin = (shell, args) => {
  if (args.length === 0) {
    shell.complain("let: expression expected");
    return 1;
  }
  let value: bigint | undefined = 0n;
  for (const arg of args) {
    value = evaluateIn(shell, arg, { prefix: "let: ", gentle: true });
    if (shell.forgiveAbort() || value === undefined) return 1;
  }
  return value === 0n ? 1 : 0;
};

export const getopts: Builtin = (shell, all) => {
  const args = readOptions(shell, "getopts", all, "", "getopts optstring name [arg ...]")?.operands;
  if (args === undefined) return 2;
  const [spec, name, ...given] = args;
  if (spec === undefined || name === undefined) {
    shell.usage("getopts: usage: getopts optstring name [arg ...]");
    return 2;
  }
  if (!VALID_NAME.test(name)) {
    shell.complain(`getopts: \`${name}': not a valid identifier`);
    return 1;
  }
  const words = args.length > 2 ? given : shell.positional;
  const silent = spec.startsWith(":");
  const letters = silent ? spec.slice(1) : spec;
  let index = Math.max(1, Number(shell.parameters.scalar("OPTIND") ?? 1) || 1);
  let cursor = shell.optionCursor;
  const done = (): ExitStatus => {
    shell.parameters.assign("OPTIND", String(index));
    shell.forgiveAbort();
    shell.parameters.assign(name, "?");
    shell.forgiveAbort();
    shell.variables.remove("OPTARG");
    shell.optionCursor = 0;
    return 1;
  };
  const word = words[index - 1];
  if (cursor === 0) {
    if (word === undefined || !word.startsWith("-") || word === "-") return done();
    if (word === "--") {
      index++;
      return done();
    }
    cursor = 1;
  }
  const letter = word?.[cursor] ?? "";
  cursor++;
  const at = letter === ":" ? -1 : letters.indexOf(letter);
  const last = cursor >= (word?.length ?? 0);
  const finish = (value: string, argument: string | undefined): ExitStatus => {
    shell.parameters.assign("OPTIND", String(index));
    shell.forgiveAbort();
    shell.optionCursor = cursor;
    shell.parameters.assign(name, value);
    const refused = shell.forgiveAbort();
    if (argument === undefined) shell.variables.remove("OPTARG");
    else shell.parameters.assign("OPTARG", argument);
    shell.forgiveAbort();
    return refused ? 2 : shell.flow === undefined ? 0 : 1;
  };
  const advance = (): void => {
    index++;
    cursor = 0;
  };
  const quiet = silent || shell.parameters.scalar("OPTERR") === "0";
  if (at < 0) {
    if (last) advance();
    if (!quiet) void shell.files.get(2)?.write(`${shell.argumentZero}: illegal option -- ${letter}\n`);
    return finish("?", silent ? letter : undefined);
  }
  if (letters[at + 1] !== ":") {
    if (last) advance();
    return finish(letter, undefined);
  }
  if (!last) {
    const argument = word?.slice(cursor) ?? "";
    advance();
    return finish(letter, argument);
  }
  advance();
  const argument = words[index - 1];
  if (argument === undefined) {
    if (!quiet) void shell.files.get(2)?.write(`${shell.argumentZero}: option requires an argument -- ${letter}\n`);
    return finish(silent ? ":" : "?", silent ? letter : undefined);
  }
  index++;
  return finish(letter, argument);
};
