/** `${x:offset:length}` (bash(1), Substring Expansion). */
import type { ParameterExpansionPart, ParameterOperation } from "unbash";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { keysOf } from "../variable.ts";
import { expandArithmeticText } from "./arith-text.ts";
import type { Held } from "./parameter.ts";

/** `${x:offset:length}` of a value, of the positional parameters or of an array; undefined after an error, which has been reported. */
export function* slice(
  shell: Shell,
  part: ParameterExpansionPart,
  operation: Extract<ParameterOperation, { type: "Slice" }>,
  held: Held,
): Run<readonly string[] | undefined> {
  const prefix = `${part.parameter}${part.index === undefined ? "" : `[${part.index.text}]`}: `;
  const from = yield* expandArithmeticText(shell, operation.offset.text, prefix);
  if (from === undefined) return undefined;
  const count =
    operation.length === undefined ? undefined : yield* expandArithmeticText(shell, operation.length.text, prefix);
  if (operation.length !== undefined && count === undefined) return undefined;
  const failed = (): undefined => {
    shell.fail(`${operation.length?.text ?? ""}: substring expression < 0`, { kind: "abort", status: 1 });
    return undefined;
  };
  if (held.list === undefined) {
    if (!held.set) return [""];
    const units = [...(held.items[0] ?? "")];
    const start = from < 0n ? units.length + Number(from) : Number(from);
    if (start < 0 || start > units.length) return [""];
    if (count === undefined) return [units.slice(start).join("")];
    const end = count < 0n ? units.length + Number(count) : start + Number(count);
    return end < start ? failed() : [units.slice(start, end).join("")];
  }
  const positional = part.parameter === "@" || part.parameter === "*";
  const negative = count !== undefined && count < 0n;
  if (positional) {
    const all = [shell.argumentZero, ...held.items];
    const start = from < 0n ? all.length + Number(from) : Number(from);
    if (start < 0 || start > all.length) return [];
    if (negative) return failed();
    return all.slice(start, count === undefined ? undefined : start + Number(count));
  }
  const variable = shell.parameters.lookup(part.parameter);
  const keyed = variable?.entries !== undefined;
  const indexes = variable?.items === undefined ? held.items.map((_, index) => index) : keysOf(variable).map(Number);
  // Elements with keys are counted from one, and by their number (subst.c, verify_substring_values).
  const last = keyed ? indexes.length : (indexes.at(-1) ?? -1);
  const start = from < 0n ? last + 1 + Number(from) : Number(from);
  // Where nothing begins, no length is asked for.
  if (start < 0 || start > last) return [];
  if (negative) return failed();
  if (keyed) {
    // One of them is there at least (assoc.c, assoc_subrange).
    const begin = Math.max(start, 1) - 1;
    return held.items.slice(begin, count === undefined ? undefined : begin + Math.max(Number(count), 1));
  }
  const first = indexes.findIndex((index) => index >= start);
  return first < 0 ? [] : held.items.slice(first, count === undefined ? undefined : first + Number(count));
}
