/** Makes a script that two shells answer differently small: without lines, then commands, then words that it does not need. */
import { differenceOf, isSyntax } from "./difference.ts";

/** One that differs still, in the same way: what parses goes on parsing. */
export async function shrinkScript(script: string): Promise<string> {
  const first = await differenceOf(script);
  if (first === undefined) return script;
  const syntax = isSyntax(first);
  const differs = async (candidate: string): Promise<boolean> => {
    const found = await differenceOf(candidate);
    return found !== undefined && isSyntax(found) === syntax;
  };
  let small = script;
  for (const separator of ["\n", "; ", " "]) small = await without(small, separator, differs);
  return small;
}

async function without(
  script: string,
  separator: string,
  differs: (script: string) => Promise<boolean>,
): Promise<string> {
  let pieces = script.split(separator);
  for (let at = pieces.length - 1; at >= 0; at--) {
    const fewer = pieces.toSpliced(at, 1);
    if (await differs(fewer.join(separator))) pieces = fewer;
  }
  return pieces.join(separator);
}
