/** Words of completion as the line takes them. */
import type { Word } from "./command-line.ts";

const SPECIAL = /[\s\\'"`$&|;<>(){}[\]*?!#~]/g;

/** The quote with which the word began and in which it is still. */
export function opening(last: Word): string {
  return last.quote !== "" && last.raw.startsWith(last.quote) ? last.quote : "";
}

/** A name as the line needs it: behind a quote as it is, else with backslashes. */
export function quoted(name: string, last: Word): string {
  if (last.quote === "'") return name.replaceAll("'", "'\\''");
  if (last.quote === '"' && opening(last) !== "") return name.replace(/[\\"$`]/g, "\\$&");
  return name.replace(SPECIAL, "\\$&");
}

export function join(directory: string, name: string): string {
  if (directory === "") return name;
  return directory.endsWith("/") ? directory + name : `${directory}/${name}`;
}
