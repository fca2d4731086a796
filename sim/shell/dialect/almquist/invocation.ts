/** The command line of dash and ash (options.c, procargs). */
import type { Invocation } from "../../invocation.ts";
import type { SetOption } from "../../option.ts";
import type { Dialect } from "../dialect.ts";
import { kept, optionsOf } from "./options.ts";

/** A string is what is wrong with the words. */
export function parseAlmquistInvocation(argv: readonly string[], dialect: Dialect): Invocation | string {
  const names = optionsOf(dialect);
  const set: [SetOption, boolean][] = [];
  const idle: string[] = [];
  const called = argv[0] ?? dialect.name;
  let wantsCommand = false;
  let fromInput = false;
  let interactive = false;
  let login = argv[0]?.startsWith("-") ?? false;
  const give = (name: string, on: boolean): void => {
    const option = kept(name);
    if (name === "interactive") interactive = on;
    else if (name === "stdin") fromInput = on;
    else if (option !== undefined) set.push([option, on]);
    else if (on) idle.push(name);
  };
  const illegal = (letter: string): string => dialect.almquist?.words.illegalOption(letter) ?? "";
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--" || word === "-") {
      at++;
      break;
    }
    if (!/^[-+]./.test(word)) break;
    const on = word.startsWith("-");
    for (const letter of word.slice(1)) {
      if (letter === "c" && on) wantsCommand = true;
      else if (letter === "l" && on) login = true;
      else if (letter === "i") interactive = on;
      else if (letter === "s") fromInput = on;
      else if (letter === "o") {
        const name = argv[++at] ?? "";
        if (!names.some((each) => each.name === name)) return illegal(`o ${name}`);
        give(name, on);
      } else {
        const found = names.find((each) => each.letter === letter);
        if (found === undefined) return illegal(letter);
        give(found.name, on);
      }
    }
  }
  const operands = argv.slice(at);
  const options = { interactive, login, version: false, set, idle, shopt: [] };
  if (wantsCommand) {
    const [command, name = called, ...parameters] = operands;
    if (command === undefined) return "-c requires an argument";
    return { command, script: undefined, name, parameters, ...options };
  }
  const [script, ...parameters] = operands;
  if (fromInput || script === undefined)
    return { command: undefined, script: undefined, name: called, parameters: operands, ...options };
  return { command: undefined, script, name: script, parameters, ...options };
}
