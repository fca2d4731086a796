/** declare, typeset, local, export, readonly, unset: variables and their attributes. */
import { parse } from "unbash";
import type { ExitStatus } from "../../../core/process.ts";
import { type ArrayArgument, arrayArguments, assignArray, assignElements } from "../execute/assign.ts";
import { trace } from "../execute/simple.ts";
import { arrayLiteral, attributes, quoteDouble, quoteListed, quoteTrace } from "../expand/transform.ts";
import type { ShellFunction } from "../function.ts";
import { printFunction } from "../print.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { VALID_NAME, type Variable } from "../variable.ts";
import { type Builtin, readOptions } from "./builtin.ts";

const USAGE: Readonly<Record<string, string>> = {
  declare: "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
  typeset: "typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]",
  local: "local [option] name[=value] ...",
  export: "export [-fn] [name[=value] ...] or export -p",
  readonly: "readonly [-aAf] [name[=value] ...] or readonly -p",
};

interface Wish {
  readonly on: Set<string>;
  readonly off: Set<string>;
}

export const declare: Builtin = function* (shell, args, name): Run<ExitStatus> {
  const arrays = new Map(arrayArguments(shell));
  arrayArguments(shell).clear();
  const wish: Wish = { on: new Set(), off: new Set() };
  if (name === "local" && shell.functionDepth === 0) {
    shell.complain("local: can only be used in a function");
    return 1;
  }
  const allowed = name === "export" ? "aAfnp" : name === "readonly" ? "aAfp" : "+aAcfFgiIlnrtuxp";
  const options = readOptions(shell, name, args, allowed, USAGE[name] ?? "");
  if (options === undefined) return 2;
  for (const { sign, letter } of options.list) (sign === "-" ? wish.on : wish.off).add(letter);
  if (name === "export") {
    if (wish.on.has("n")) {
      wish.on.delete("n");
      wish.off.add("x");
    } else wish.on.add("x");
  }
  if (name === "readonly") wish.on.add("r");
  const { operands } = options;
  const first = args.length - operands.length;
  if (wish.on.has("f") || wish.on.has("F")) return yield* functions(shell, operands, wish, name);
  if (operands.length === 0 || wish.on.has("p")) return yield* list(shell, operands, wish, name);
  // They choose what is listed, and mean nothing else.
  if (name === "export") for (const letter of "aA") wish.on.delete(letter);
  let status: ExitStatus = 0;
  for (let at = 0; at < operands.length; at++) {
    const ok = yield* declareOne(shell, operands[at] ?? "", arrays.get(first + at + 1), wish, name);
    if (!ok) status = 1;
    if (shell.flow !== undefined) return 1;
  }
  return status;
};

function* declareOne(
  shell: Shell,
  operand: string,
  array: ArrayArgument | undefined,
  wish: Wish,
  builtin: string,
): Run<boolean> {
  if (builtin === "local" && operand === "-") {
    shell.localOptions ??= { ...shell.options };
    return true;
  }
  const match = /^([^=+[]*)(?:\[(.*?)\])?(\+?=)?([\s\S]*)$/s.exec(operand);
  const name = match?.[1] ?? "";
  if (!VALID_NAME.test(name) || (match?.[3] === undefined && match?.[4] !== "")) {
    shell.complain(`${builtin}: \`${operand}': not a valid identifier`);
    return false;
  }
  const problem = wish.on.has("n") ? referenceProblem(shell, name, match?.[3] && match[4], array, builtin) : undefined;
  if (problem !== undefined) {
    shell.complain(`${builtin}: ${problem}`);
    if (!problem.startsWith("warning")) return false;
  }
  const append = match?.[3] === "+=" || (array?.append ?? false);
  const global = wish.on.has("g") || builtin === "export" || builtin === "readonly";
  const target = wish.on.has("n") || wish.off.has("n") ? name : shell.parameters.resolveName(name);
  const fresh = shell.variables.get(target);
  if (fresh?.readonly && (match?.[3] !== undefined || array !== undefined || builtin === "local")) {
    shell.complain(
      builtin === "export" || builtin === "readonly"
        ? `${target}: readonly variable`
        : `${builtin}: ${target}: readonly variable`,
    );
    // What is exported is so, though its value stays.
    if (builtin === "export") shell.variables.own(target).exported = true;
    return false;
  }
  if (fresh?.readonly && wish.off.has("r")) {
    shell.complain(`${builtin}: ${target}: readonly variable`);
    return false;
  }
  const local = !global && shell.functionDepth > 0;
  if (local) shell.variables.makeLocal(target);
  const variable = shell.variables.own(target);
  // -I: the value and the attributes of the variable of that name further out.
  if (local && (wish.on.has("I") || shell.shopts.localvar_inherit) && fresh !== undefined && !fresh.reference)
    inherit(variable, fresh);
  if (!setAttributes(shell, target, variable, wish, builtin)) return false;
  const readonlyLater = wish.on.has("r");
  if (array !== undefined) yield* assignElements(shell, target, array.elements, append);
  else if (match?.[3] !== undefined) {
    const value = match[4] ?? "";
    // These two assign as a command of its own would, and say so.
    if (shell.options.xtrace && (builtin === "export" || builtin === "readonly"))
      yield* trace(shell, [`${match[1]}${match[3]}${value === "" ? "" : quoteTrace(value)}`], true);
    if (match[2] !== undefined) shell.parameters.assignElement(target, match[2], value, append);
    else if (wish.on.has("n")) shell.variables.own(target).value = value;
    else if ((wish.on.has("a") || wish.on.has("A")) && /^\(.*\)$/s.test(value)) {
      // "declare -a x='(1 2)'": the quoted list counts as one (declare.def, assign_compound_array_list).
      const statement = parse(`x=${value}`).commands[0]?.command;
      const [list] = statement?.type === "Command" ? statement.prefix : [];
      if (list?.type === "Assignment" && list.value?.type === "ArrayValue")
        yield* assignArray(shell, target, list.value, append);
    } else {
      shell.evaluationPrefix = `${builtin}: `;
      shell.parameters.assign(target, value, append);
      shell.evaluationPrefix = "";
    }
  }
  const now = shell.variables.own(target);
  if (readonlyLater) now.readonly = true;
  if (wish.on.has("n")) now.reference = true;
  return true;
}

/** What is wrong with a name reference; a warning lets it be. */
function referenceProblem(
  shell: Shell,
  name: string,
  value: string | undefined,
  array: ArrayArgument | undefined,
  builtin: string,
): string | undefined {
  if (array !== undefined) return `${name}: reference variable cannot be an array`;
  if (value === undefined) return undefined;
  if (value === name) {
    if (shell.functionDepth > 0 && builtin !== "export") return `warning: ${name}: circular name reference`;
    return `${name}: nameref variable self references not allowed`;
  }
  if (value === "") return "`': not a valid identifier";
  return /^[A-Za-z_]\w*(\[.+\])?$/s.test(value) ? undefined : `\`${value}': invalid variable name for name reference`;
}

function inherit(variable: Variable, from: Variable): void {
  variable.value = from.value;
  variable.items = from.items && new Map(from.items);
  variable.entries = from.entries && new Map(from.entries);
  variable.integer = from.integer;
  variable.letterCase = from.letterCase;
  variable.traced = from.traced;
  variable.bare = from.bare;
}

function setAttributes(shell: Shell, name: string, variable: Variable, wish: Wish, builtin: string): boolean {
  if ((wish.off.has("a") && variable.items !== undefined) || (wish.off.has("A") && variable.entries !== undefined)) {
    shell.complain(`${builtin}: ${name}: cannot destroy array variables in this way`);
    return false;
  }
  if (wish.on.has("A") && variable.items !== undefined) {
    shell.complain(`${builtin}: ${name}: cannot convert indexed to associative array`);
    return false;
  }
  if (wish.on.has("a") && variable.entries !== undefined) {
    shell.complain(`${builtin}: ${name}: cannot convert associative to indexed array`);
    return false;
  }
  if (wish.on.has("A") && variable.entries === undefined) {
    variable.entries = new Map(variable.value === undefined ? [] : [["0", variable.value]]);
    variable.bare = variable.value === undefined;
    variable.value = undefined;
  }
  if (wish.on.has("a") && variable.items === undefined) {
    variable.items = new Map(variable.value === undefined ? [] : [[0, variable.value]]);
    variable.bare = variable.value === undefined;
    variable.value = undefined;
  }
  if (wish.on.has("i")) variable.integer = true;
  if (wish.off.has("i")) variable.integer = false;
  if (wish.on.has("x")) variable.exported = true;
  if (wish.off.has("x")) variable.exported = false;
  const cases = ["u", "l", "c"].filter((letter) => wish.on.has(letter));
  if (cases.length > 1) variable.letterCase = undefined;
  else if (wish.on.has("c")) variable.letterCase = "capital";
  else if (wish.on.has("u")) variable.letterCase = "upper";
  else if (wish.on.has("l")) variable.letterCase = "lower";
  if (wish.on.has("t")) variable.traced = true;
  if (wish.off.has("t")) variable.traced = false;
  if (wish.off.has("u") || wish.off.has("l") || wish.off.has("c")) variable.letterCase = undefined;
  if (wish.off.has("n")) variable.reference = false;
  return true;
}

/** `declare -p` of one variable. */
function declarationText(name: string, variable: Variable): string {
  const letters = attributes(variable);
  const head = `declare -${letters === "" ? "-" : letters} ${name}`;
  if (variable.items !== undefined || variable.entries !== undefined) {
    const empty = (variable.items?.size ?? variable.entries?.size ?? 0) === 0;
    return empty ? (variable.bare ? head : `${head}=()`) : `${head}=${arrayLiteral(variable)}`;
  }
  return variable.value === undefined ? head : `${head}=${quoteDouble(variable.value)}`;
}

function* list(shell: Shell, names: readonly string[], wish: Wish, builtin: string): Run<ExitStatus> {
  let text = "";
  let status: ExitStatus = 0;
  if (names.length > 0) {
    for (const name of names) {
      const computed = builtin === "local" ? undefined : shell.parameters.computed(name);
      const variable = computed ?? shell.variables.get(name);
      if (variable === undefined || (builtin === "local" && !shell.variables.isLocal(name))) {
        yield* shell.print(text, builtin);
        text = "";
        shell.complain(`${builtin}: ${name}: not found`);
        status = 1;
      } else text += `${declarationText(name, variable)}\n`;
    }
    const printed = yield* shell.print(text, builtin);
    return printed === 0 ? status : printed;
  }
  const listed = shell.parameters.listed();
  const all = builtin === "local" ? shell.variables.localNames() : [...listed.keys()];
  const wanted = "aAirxnul".split("").filter((letter) => wish.on.has(letter));
  for (const name of all.sort()) {
    const variable = listed.get(name);
    if (variable === undefined) continue;
    const letters = attributes(variable);
    if (wanted.some((letter) => !letters.includes(letter))) continue;
    if (builtin === "local" || (wanted.length === 0 && !wish.on.has("p"))) {
      if (builtin === "local") text += `${declarationText(name, variable)}\n`;
      else if (variable.bare) continue;
      else if (variable.items !== undefined || variable.entries !== undefined)
        text += `${name}=${arrayLiteral(variable)}\n`;
      else if (variable.value !== undefined)
        text += `${name}=${quoteListed(variable.value ?? "").replace(/^''$/, "")}\n`;
    } else text += `${declarationText(name, variable)}\n`;
  }
  if (wanted.length === 0 && !wish.on.has("p") && builtin !== "local") {
    for (const name of [...shell.functions.keys()].sort()) {
      const found = shell.functions.get(name);
      if (found !== undefined) text += printFunction(found);
    }
  }
  return yield* shell.print(text, builtin);
}

function* functions(shell: Shell, names: readonly string[], wish: Wish, builtin: string): Run<ExitStatus> {
  let text = "";
  let status: ExitStatus = 0;
  // What functions cannot be; the first of them by their value is named.
  const wrong =
    names.length > 0 && !wish.on.has("p") ? ["n", "i", "A", "a"].find((letter) => wish.on.has(letter)) : undefined;
  if (wrong !== undefined && builtin !== "export" && builtin !== "readonly") {
    shell.complain(`${builtin}: -${wrong}: invalid option`);
    return 1;
  }
  const making = names.find((name) => name.includes("="));
  if (making !== undefined && builtin !== "export" && builtin !== "readonly") {
    shell.complain(`${builtin}: cannot use \`-f' to make functions`);
    return 1;
  }
  const changes = [...wish.on, ...wish.off].some((letter) => !"fFgIp".includes(letter));
  if (names.length > 0 && changes && !wish.on.has("p")) {
    for (const name of names) {
      const found = shell.functions.get(name);
      if (found !== undefined) {
        if (wish.off.has("r") && found.readonly) {
          shell.complain(`${builtin}: ${name}: readonly function`);
          status = 1;
          continue;
        }
        if (wish.on.has("r")) found.readonly = true;
        if (wish.on.has("t") || wish.off.has("t")) found.traced = wish.on.has("t");
        if (wish.on.has("x")) shell.exportedFunctions.add(name);
        if (wish.off.has("x")) shell.exportedFunctions.delete(name);
        continue;
      }
      if (builtin === "export" || builtin === "readonly") shell.complain(`${builtin}: ${name}: not a function`);
      status = 1;
    }
    return status;
  }
  // Without names those are shown that have all of the attributes, which no function has of arrays and numbers.
  const asked = names.length > 0 ? [] : [...wish.on].filter((letter) => "aAinrtx".includes(letter));
  for (const name of names.length > 0 ? names : [...shell.functions.keys()].sort()) {
    const found = shell.functions.get(name);
    if (found !== undefined && asked.some((letter) => !functionLetters(shell, found).includes(letter))) continue;
    if (found === undefined) status = 1;
    else if (wish.on.has("F"))
      text += names.length > 0 ? `${name}\n` : `declare ${functionLetters(shell, found)} ${name}\n`;
    else {
      const letters = functionLetters(shell, found);
      // Who names a function wants to see its text.
      const plain = letters === "-f" || (names.length > 0 && !wish.on.has("p"));
      text += `${printFunction(found)}${plain ? "" : `declare ${letters} ${name}\n`}`;
    }
  }
  const printed = yield* shell.print(text, builtin);
  return printed === 0 ? status : printed;
}

function functionLetters(shell: Shell, found: ShellFunction): string {
  return `-f${found.readonly === true ? "r" : ""}${found.traced === true ? "t" : ""}${shell.exportedFunctions.has(found.name) ? "x" : ""}`;
}

export const unset: Builtin = (shell, args) => {
  let status: ExitStatus = 0;
  let mode = "";
  let i = 0;
  for (; i < args.length && /^-./.test(args[i] ?? ""); i++) {
    if (args[i] === "--") {
      i++;
      break;
    }
    mode = (args[i] ?? "").slice(1);
    if (!/^[fvn]+$/.test(mode)) {
      shell.complain(`unset: -${mode[0]}: invalid option`);
      shell.usage("unset: usage: unset [-f] [-v] [-n] [name ...]");
      return 2;
    }
  }
  for (const name of args.slice(i)) {
    if (mode.includes("f")) {
      if (shell.functions.get(name)?.readonly) {
        shell.complain(`unset: ${name}: cannot unset: readonly function`);
        status = 1;
      } else shell.functions.delete(name);
      continue;
    }
    const element = /^([A-Za-z_]\w*)\[([\s\S]*)\]$/.exec(name);
    if (element) {
      if (!unsetElement(shell, element[1] ?? "", element[2] ?? "")) status = 1;
      if (shell.flow !== undefined) return 1;
      continue;
    }
    if (!VALID_NAME.test(name)) {
      if (mode === "" && shell.functions.delete(name)) continue;
      if (mode !== "") {
        shell.complain(`unset: \`${name}': not a valid identifier`);
        status = 1;
      }
      continue;
    }
    const target = mode.includes("n") ? name : shell.parameters.resolveName(name);
    const variable = shell.variables.get(target);
    shell.parameters.forgetMeaning(target);
    if (variable === undefined) {
      if (mode === "") shell.functions.delete(name);
    } else if (variable.readonly) {
      shell.complain(`unset: ${target}: cannot unset: readonly variable`);
      status = 1;
    } else {
      shell.variables.remove(target);
      if (target === "PATH") shell.hashed.clear();
    }
  }
  return status;
};

function unsetElement(shell: Shell, rawName: string, subscript: string): boolean {
  const name = shell.parameters.resolveName(rawName);
  const found = shell.variables.get(name);
  if (found === undefined) return true;
  if (found.readonly) {
    shell.complain(`unset: ${name}: cannot unset: readonly variable`);
    return false;
  }
  const variable = shell.variables.own(name);
  if (subscript === "@" || subscript === "*") {
    // Of an associative array these are keys like others.
    variable.items?.clear();
    variable.entries?.delete(subscript);
    return true;
  }
  if (variable.entries !== undefined) {
    variable.entries.delete(subscript.replace(/^(["'])(.*)\1$/s, "$2"));
    return true;
  }
  if (variable.items === undefined) {
    if (subscript === "0") {
      shell.variables.remove(name);
      return true;
    }
    shell.complain(`unset: ${name}: not an array variable`);
    return false;
  }
  const index = shell.parameters.indexOf(`unset: [${subscript}]`, subscript, variable.items);
  if (index !== undefined) variable.items.delete(index);
  return index !== undefined;
}
