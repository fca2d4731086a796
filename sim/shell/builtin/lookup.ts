/** type, command, builtin, hash, alias, unalias, enable, caller. */

import type { ExitStatus } from "../../../core/process.ts";
import { findProgram, runProgram, searchPath } from "../execute/program.ts";
import { quotePlain } from "../expand/transform.ts";
import { printFunction } from "../print.ts";
import { forbids } from "../restricted.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { hashOrder } from "../variable.ts";
import { type Builtin, readOptions, wholeNumber } from "./builtin.ts";
import { runBuiltin } from "./help.ts";
import { BUILTINS } from "./table.ts";

const KEYWORDS = new Set(
  "if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc".split(" "),
);

/** Where `command -p` looks: what confstr(3) says of _CS_PATH. */
const STANDARD_PATH = "/bin:/usr/bin";

interface Meaning {
  readonly kind: "alias" | "keyword" | "function" | "builtin" | "file";
  readonly value: string;
}

/** Everything that a name could run, first meaning first. */
function meanings(shell: Shell, name: string, all: boolean, path?: string): Meaning[] {
  const found: Meaning[] = [];
  const alias = shell.aliases.get(name);
  if (alias !== undefined && shell.shopts.expand_aliases) found.push({ kind: "alias", value: alias });
  if (KEYWORDS.has(name)) found.push({ kind: "keyword", value: name });
  if (shell.functions.has(name)) found.push({ kind: "function", value: name });
  if (shell.builtins().has(name)) found.push({ kind: "builtin", value: name });
  if (!all && found.length > 0) return found.slice(0, 1);
  if (name.includes("/")) {
    if (shell.host.files.access(shell.absolute(name), 1)) found.push({ kind: "file", value: name });
  } else if (all) {
    const files: string[] = [];
    searchPath(shell, name, path ?? shell.parameters.scalar("PATH") ?? "", files);
    for (const file of files) found.push({ kind: "file", value: file });
  } else {
    const file = path === undefined ? findProgram(shell, name) : searchPath(shell, name, path);
    if (file !== undefined && shell.host.files.access(file, 0)) found.push({ kind: "file", value: file });
  }
  return found;
}

function describe(shell: Shell, name: string, meaning: Meaning, all = false): string {
  switch (meaning.kind) {
    case "alias":
      return `${name} is aliased to \`${meaning.value}'\n`;
    case "keyword":
      return `${name} is a shell keyword\n`;
    case "builtin":
      return `${name} is a shell builtin\n`;
    case "function": {
      const found = shell.functions.get(name);
      return `${name} is a function\n${found === undefined ? "" : printFunction(found)}`;
    }
    case "file":
      return !all && shell.hashed.get(name)?.path === meaning.value
        ? `${name} is hashed (${meaning.value})\n`
        : `${name} is ${meaning.value}\n`;
  }
}

export const type: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "type", args, "afptP", "type [-afptP] name [name ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  let status: ExitStatus = 0;
  let text = "";
  for (const name of operands) {
    let found = meanings(shell, name, given.has("a") || given.has("P"));
    if (given.has("f")) found = found.filter((meaning) => meaning.kind !== "function");
    if (given.has("P")) found = found.filter((meaning) => meaning.kind === "file");
    if (!given.has("a")) found = found.slice(0, 1);
    if (found.length === 0) {
      if (!given.has("t") && !given.has("p") && !given.has("P")) {
        text = yield* flush(shell, text);
        shell.complain(`type: ${name}: not found`);
      }
      status = 1;
    }
    for (const meaning of found) {
      if (given.has("t")) text += `${meaning.kind}\n`;
      else if (given.has("p") || given.has("P")) text += meaning.kind === "file" ? `${meaning.value}\n` : "";
      else text += describe(shell, name, meaning, given.has("a"));
    }
  }
  yield* shell.print(text, "type");
  return status;
};

function* flush(shell: Shell, text: string): Run<string> {
  yield* shell.print(text, "type");
  return "";
}

export const command: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "command", args, "pvV", "command [-pVv] command [arg ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  if (given.has("p") && forbids(shell, "command: -p")) return 1;
  const [name] = operands;
  if (name === undefined) return 0;
  if (given.has("v") || given.has("V")) {
    let status: ExitStatus = 1;
    let text = "";
    for (const each of operands) {
      const [meaning] = meanings(shell, each, false, given.has("p") ? STANDARD_PATH : undefined);
      if (meaning !== undefined) status = 0;
      if (meaning === undefined) {
        if (given.has("V")) shell.complain(`command: ${each}: not found`);
      } else if (given.has("V")) text += describe(shell, each, meaning);
      else text += meaning.kind === "alias" ? `alias ${each}=${quotePlain(meaning.value)}\n` : `${meaning.value}\n`;
    }
    yield* shell.print(text, "command");
    return status;
  }
  const builtin = shell.builtins().get(name);
  if (builtin !== undefined) return yield* runBuiltin(shell, builtin, operands.slice(1), name);
  if (given.has("p") && !name.includes("/")) {
    // What it finds there is remembered as if it had been found on PATH.
    const path = searchPath(shell, name, STANDARD_PATH);
    if (path === undefined) shell.hashed.delete(name);
    else shell.hashed.set(name, { path, hits: 0 });
  }
  const result = runProgram(shell, operands, () => operands.join(" "));
  return typeof result === "number" ? result : yield* result;
};

export const builtinCommand: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "builtin", args, "", "builtin [shell-builtin [arg ...]]");
  if (options === undefined) return 2;
  const [name, ...rest] = options.operands;
  if (name === undefined) return 0;
  const builtin = shell.builtins().get(name);
  if (builtin === undefined) {
    shell.complain(`builtin: ${name}: not a shell builtin`);
    return 1;
  }
  return yield* runBuiltin(shell, builtin, rest, name);
};

export const hash: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "hash", args, "rldtp:", "hash [-lr] [-p pathname] [-dt] [name ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  if (given.has("r")) shell.hashed.clear();
  if (given.has("r") && operands.length === 0) return 0;
  const line = (name: string, path: string): string => `builtin hash -p ${path} ${name}\n`;
  if (operands.length === 0) {
    if (shell.hashed.size === 0 && given.has("l")) return 0;
    if (shell.hashed.size === 0) return yield* shell.print("hash: hash table empty\n", "hash");
    let text = given.has("l") ? "" : "hits\tcommand\n";
    for (const name of hashOrder([...shell.hashed.keys()], 256)) {
      const found = shell.hashed.get(name);
      if (found === undefined) continue;
      text += given.has("l") ? line(name, found.path) : `${String(found.hits).padStart(4)}\t${found.path}\n`;
    }
    return yield* shell.print(text, "hash");
  }
  let status: ExitStatus = 0;
  let text = "";
  const missing = (name: string): void => {
    shell.complain(`hash: ${name}: not found`);
    status = 1;
  };
  for (const name of operands) {
    const path = given.get("p");
    if (path?.includes("/") && forbids(shell, `hash: ${path}`)) {
      status = 1;
      continue;
    }
    const known = shell.hashed.get(name)?.path;
    if (path !== undefined) {
      const stat = shell.host.files.stat(shell.absolute(path));
      if (stat.ok && stat.value.type === "directory") {
        shell.complain(`hash: ${path}: Is a directory`);
        status = 1;
      } else shell.hashed.set(name, { path, hits: 0 });
    } else if (given.has("d")) {
      // An empty table is no complaint (phash_remove).
      if (shell.hashed.size > 0 && !shell.hashed.delete(name)) missing(name);
    } else if (given.has("t")) {
      if (known === undefined) missing(name);
      else if (given.has("l")) text += line(name, known);
      else text += operands.length > 1 ? `${name}\t${known}\n` : `${known}\n`;
    } else if (!name.includes("/") && !shell.functions.has(name) && !shell.builtins().has(name)) {
      const found = searchPath(shell, name, shell.parameters.scalar("PATH") ?? "");
      if (found === undefined || !shell.host.files.access(found, 1)) missing(name);
      else shell.hashed.set(name, { path: found, hits: 0 });
    }
  }
  yield* shell.print(text, "hash");
  return status;
};

export const alias: Builtin = function* (shell, args): Run<ExitStatus> {
  const words = args.filter((arg) => arg !== "-p");
  const line = (name: string, value: string): string => `alias ${name}=${quotePlain(value)}\n`;
  if (words.length === 0)
    return yield* shell.print(
      [...shell.aliases]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => line(name, value))
        .join(""),
      "alias",
    );
  let status: ExitStatus = 0;
  for (const word of words) {
    const at = word.indexOf("=");
    if (at > 0) {
      const name = word.slice(0, at);
      if (/[\s/$`"'\\=|&;()<>]/.test(name)) {
        shell.complain(`alias: \`${name}': invalid alias name`);
        status = 1;
      } else {
        shell.aliases.set(name, word.slice(at + 1));
        shell.readingChanged++;
      }
      continue;
    }
    const value = shell.aliases.get(word);
    if (value === undefined) {
      shell.complain(`alias: ${word}: not found`);
      status = 1;
    } else yield* shell.print(line(word, value), "alias");
  }
  return status;
};

export const unalias: Builtin = (shell, args) => {
  if (args.length === 0) {
    shell.usage("unalias: usage: unalias [-a] name [name ...]");
    return 2;
  }
  let status: ExitStatus = 0;
  shell.readingChanged++;
  for (const name of args) {
    if (name === "-a") shell.aliases.clear();
    else if (!shell.aliases.delete(name)) {
      shell.complain(`unalias: ${name}: not found`);
      status = 1;
    }
  }
  return status;
};

export const caller: Builtin = function* (shell, args): Run<ExitStatus> {
  if (shell.frames.length === 0) return 1;
  const options = readOptions(shell, "caller", args, "", "caller [expr]");
  if (options === undefined) return 2;
  const [operand] = options.operands;
  const depth = operand === undefined ? undefined : wholeNumber(operand);
  if (operand !== undefined && depth === undefined) {
    shell.complain(`caller: ${operand}: invalid number`);
    shell.usage("caller: usage: caller [expr]");
    return 2;
  }
  const frames = [...shell.frames].reverse();
  const frame = frames[depth ?? 0];
  if (frame === undefined) return 1;
  const outer = frames[(depth ?? 0) + 1];
  const file = outer?.file ?? (shell.commandString ? "NULL" : shell.argumentZero);
  if (depth === undefined) return yield* shell.print(`${frame.line} ${file}\n`, "caller");
  // Below the functions of `bash -c` there is no main.
  if (outer === undefined && shell.commandString) return 1;
  return yield* shell.print(`${frame.line} ${outer?.name ?? "main"} ${file}\n`, "caller");
};

/** The special builtins of POSIX. */
export const SPECIAL: ReadonlySet<string> = new Set(
  ". : break continue eval exec exit export readonly return set shift source times trap unset".split(" "),
);

export const enable: Builtin = function* (shell, args): Run<ExitStatus> {
  const usage = "enable [-a] [-dnps] [-f filename] [name ...]";
  const options = readOptions(shell, "enable", args, "adnpsf:", usage);
  if (options === undefined) return 2;
  const { given, operands } = options;
  if (operands.length === 0 || given.has("p")) {
    let text = "";
    for (const name of [...BUILTINS.keys()].sort()) {
      const off = shell.disabled.has(name);
      if (given.has("s") && !SPECIAL.has(name)) continue;
      if (given.has("a") || off === given.has("n")) text += `enable ${off ? "-n " : ""}${name}\n`;
    }
    return yield* shell.print(text, "enable");
  }
  if ((given.has("f") || given.has("d") || !given.has("n")) && forbids(shell, "enable")) return 1;
  const library = given.get("f");
  if (library !== undefined) {
    shell.complain(
      shell.host.files.stat(shell.absolute(library)).ok
        ? "enable: netnone: loading builtins is not modelled"
        : `enable: cannot open shared object ${library}: ${library}: cannot open shared object file: No such file or directory`,
    );
    return 1;
  }
  let status: ExitStatus = 0;
  for (const name of operands) {
    if (!BUILTINS.has(name) || (given.has("s") && !SPECIAL.has(name))) {
      shell.complain(`enable: ${name}: not a shell builtin`);
      status = 1;
    } else if (given.has("d")) {
      shell.complain(`enable: ${name}: not dynamically loaded`);
      status = 1;
    } else if (given.has("n")) shell.disabled.add(name);
    else shell.disabled.delete(name);
  }
  return status;
};
