/** type, command, hash, alias, unalias (exec.c and alias.c of dash). */
import type { ExitStatus } from "../../../../../core/process.ts";
import type { Builtin } from "../../../builtin/builtin.ts";
import { findProgram, runProgram, searchPath } from "../../../execute/program.ts";
import type { Run } from "../../../run.ts";
import type { Shell } from "../../../shell.ts";
import { singleQuote } from "../quote.ts";
import { callBuiltin } from "../raise.ts";
import { nextOptions } from "./option.ts";

const KEYWORDS = new Set("! case do done elif else esac fi for if in then until while { }".split(" "));
const DEFAULT_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

/** What a name would run, in the words of `type`, or as `command -v` says it; undefined where nothing. */
function describe(shell: Shell, name: string, path: string | undefined, short: boolean): string | undefined {
  const { dialect } = shell;
  const say = (long: string): string => (short ? `${name}\n` : `${name} is ${long}\n`);
  if (KEYWORDS.has(name) || (dialect.name === "ash" && name === "function")) return say("a shell keyword");
  const alias = shell.aliases.get(name);
  if (alias !== undefined)
    return short ? `alias ${name}=${singleQuote(alias)}\n` : `${name} is an alias for ${alias}\n`;
  if (shell.functions.has(name)) return say(dialect.name === "ash" ? "a function" : "a shell function");
  if (dialect.builtins.has(name)) return say(`a ${dialect.almquist?.special.has(name) ? "special " : ""}shell builtin`);
  if (name.includes("/")) {
    if (!shell.host.files.access(shell.absolute(name), 1)) return undefined;
    return short ? `${name}\n` : `${name} is ${name}\n`;
  }
  const tracked = shell.hashed.has(name) && path === undefined;
  const found = path === undefined ? findProgram(shell, name) : searchPath(shell, name, path);
  if (found === undefined || !shell.host.files.access(found, 1)) return undefined;
  return short ? `${found}\n` : `${name} is ${tracked ? "a tracked alias for " : ""}${found}\n`;
}

function* tell(
  shell: Shell,
  names: readonly string[],
  options: { readonly path?: string | undefined; readonly short: boolean },
  as: string,
): Run<ExitStatus> {
  let text = "";
  let status: ExitStatus = 0;
  for (const name of names) {
    const told = describe(shell, name, options.path, options.short);
    if (told === undefined) {
      status = 127;
      if (!options.short) text += `${name}: not found\n`;
    } else text += told;
  }
  const printed = yield* shell.print(text, as);
  return printed === 0 ? status : printed;
}

export const type: Builtin = (shell, args) =>
  tell(shell, args[0] === "--" ? args.slice(1) : args, { short: false }, "type");

export const command: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "pvV");
  if (options === undefined) return 2;
  const { given, operands } = options;
  const [name] = operands;
  if (name === undefined) return 0;
  const path = given.has("p") ? DEFAULT_PATH : undefined;
  // Of several names it tells of the first.
  if (given.has("v") || given.has("V")) return yield* tell(shell, [name], { path, short: given.has("v") }, "command");
  const builtin = shell.builtins().get(name);
  if (builtin !== undefined) return yield* callBuiltin(shell, builtin, name, operands.slice(1));
  const outer = shell.commandName;
  shell.commandName = undefined;
  const result = runProgram(shell, operands, () => operands.join(" "));
  const status = typeof result === "number" ? result : yield* result;
  shell.commandName = outer;
  return status;
};

export const hash: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "r");
  if (options === undefined) return 2;
  if (options.given.has("r")) {
    shell.hashed.clear();
    return 0;
  }
  if (options.operands.length === 0)
    return yield* shell.print([...shell.hashed.values()].map(({ path }) => `${path}\n`).join(""), "hash");
  let status: ExitStatus = 0;
  for (const name of options.operands) {
    if (shell.functions.has(name) || shell.dialect.builtins.has(name)) continue;
    shell.hashed.delete(name);
    const found = name.includes("/") ? undefined : searchPath(shell, name, shell.parameters.scalar("PATH") ?? "");
    if (found === undefined || !shell.host.files.access(found, 1)) {
      shell.complain(`${name}: not found`);
      status = 1;
    } else shell.hashed.set(name, { path: found, hits: 0 });
  }
  return status;
};

const line = (name: string, value: string): string => `${name}=${singleQuote(value)}\n`;

export const alias: Builtin = function* (shell, args): Run<ExitStatus> {
  if (args.length === 0)
    return yield* shell.print([...shell.aliases].map(([name, value]) => line(name, value)).join(""), "alias");
  let status: ExitStatus = 0;
  for (const word of args) {
    const at = word.indexOf("=", 1);
    if (at > 0) {
      shell.aliases.set(word.slice(0, at), word.slice(at + 1));
      shell.readingChanged++;
      continue;
    }
    const value = shell.aliases.get(word);
    if (value === undefined) {
      shell.usage(`alias: ${word} not found`);
      status = 1;
    } else yield* shell.print(line(word, value), "alias");
  }
  return status;
};

export const unalias: Builtin = (shell, args) => {
  const options = nextOptions(shell, args, "a");
  if (options === undefined) return 2;
  shell.readingChanged++;
  if (options.given.has("a")) {
    shell.aliases.clear();
    return 0;
  }
  let status: ExitStatus = 0;
  for (const name of options.operands) {
    if (shell.aliases.delete(name)) continue;
    shell.usage(`unalias: ${name} not found`);
    status = 1;
  }
  return status;
};
