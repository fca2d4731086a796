/** mapfile: lines from a descriptor into an array. */
import type { ExitStatus } from "../../../core/process.ts";
import { runText } from "../execute/script.ts";
import { quoteSingle } from "../expand/transform.ts";
import type { Run } from "../run.ts";
import { VALID_NAME } from "../variable.ts";
import { type Builtin, readOptions, wholeNumber } from "./builtin.ts";
import { readLine } from "./read.ts";

const MAP_USAGE =
  "mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]";

export const mapfile: Builtin = function* (shell, args, name): Run<ExitStatus> {
  const options = readOptions(shell, name, args, "d:n:O:s:tu:C:c:", MAP_USAGE.replace("mapfile", name));
  if (options === undefined) return 2;
  const array = options.operands[0] ?? "MAPFILE";
  if (!VALID_NAME.test(array)) {
    shell.complain(`${name}: \`${array}': not a valid identifier`);
    return 1;
  }
  const { given } = options;
  for (const [letter, what] of [
    ["n", "line count"],
    ["O", "array origin"],
    ["s", "line count"],
    ["c", "callback quantum"],
  ] as const) {
    const value = given.get(letter);
    const number = value === undefined ? 1 : wholeNumber(value);
    if (number !== undefined && number >= (letter === "c" ? 1 : 0)) continue;
    shell.complain(`${name}: ${value}: invalid ${what}`);
    return 1;
  }
  const most = Number(given.get("n") ?? 0);
  const quantum = given.get("c") ?? "5000";
  const delimiter = given.get("d") === undefined ? "\n" : given.get("d") || "\0";
  const callback = given.get("C");
  const skip = Number(given.get("s") ?? 0);
  const origin = Number(given.get("O") ?? 0);
  const descriptor = wholeNumber(given.get("u") ?? "0");
  if (descriptor === undefined) {
    shell.complain(`${name}: ${given.get("u")}: invalid file descriptor specification`);
    return 1;
  }
  if (!shell.files.has(descriptor)) {
    shell.complain(`${name}: ${descriptor}: invalid file descriptor: Bad file descriptor`);
    return 1;
  }
  const target = shell.parameters.resolveName(array);
  if (shell.variables.get(target)?.entries !== undefined) {
    shell.complain(`${name}: ${array}: not an indexed array`);
    return 1;
  }
  const variable = shell.variables.own(target);
  if (variable.readonly) {
    shell.complain(`${array}: readonly variable`);
    return 1;
  }
  if (!given.has("O") || variable.items === undefined) variable.items = new Map();
  variable.value = undefined;
  let seen = 0;
  let index = origin;
  for (;;) {
    if (most > 0 && index - origin >= most) break;
    const line = yield* readLine(shell, descriptor, { delimiter: delimiter[0] ?? "\n", raw: true, nulls: true });
    if (line === undefined || (!line.complete && line.text === "")) break;
    yield* shell.mind(1);
    if (variable.items.size >= shell.budget.limits.words) shell.stop(`more than ${shell.budget.limits.words} lines`);
    if (shell.flow !== undefined) return 1;
    if (seen++ < skip) continue;
    // A line ends for whoever keeps it where its first NUL is.
    const whole = line.text + (given.has("t") || !line.complete ? "" : delimiter);
    const text = whole.includes("\0") ? whole.slice(0, whole.indexOf("\0")) : whole;
    if (callback !== undefined && (seen - skip) % Number(quantum) === 0) {
      yield* runText(shell, `${callback} ${index} ${quoteSingle(text)}`, { keepLine: true });
      if (shell.flow !== undefined) return 1;
    }
    variable.items.set(index++, text);
    if (!line.complete) break;
  }
  return 0;
};
