/** `${ }` that dash or ash cannot read: it is a mistake when it is come upon, not when the text is parsed (expand.c, evalvar). */
import type { ParameterExpansionPart } from "unbash";
import type { Dialect } from "../dialect.ts";

export function isBadSubstitution(part: ParameterExpansionPart, { name }: Dialect): boolean {
  if (part.index !== undefined) return true;
  if (part.prefix === "!" && part.parameter !== "") return true;
  if (part.parameter === "" && part.prefix === undefined) return true;
  switch (part.operation?.type) {
    case undefined:
    case "Default":
    case "Remove":
      return false;
    case "Slice":
    case "Replace":
      return name === "dash";
    default:
      return true;
  }
}
