/** Pathname expansion (bash(1)) against the files of the process. */
import type { FileSystem } from "../../../core/process.ts";
import { hasPattern, matchesPattern, unquotePattern } from "./pattern.ts";

export interface GlobOptions {
  readonly dotglob: boolean;
  readonly globstar: boolean;
  readonly nocaseglob: boolean;
  /** `.` and `..` match nothing but themselves. */
  readonly globskipdots: boolean;
}

/** Text order of the C locale, by bytes; JavaScript's order of code units differs only beyond U+D7FF. */
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The paths that match, sorted; empty when none does. `cwd` is absolute. */
export function glob(files: FileSystem, cwd: string, pattern: string, options: GlobOptions): string[] {
  const absolute = pattern.startsWith("/");
  const lead = /^\/*/.exec(pattern)?.[0] ?? "";
  const components = pattern.slice(lead.length).split(/(\/+)/);
  let found: string[] = [lead];
  const real = (path: string): string =>
    absolute ? path || "/" : path === "" ? cwd : `${cwd === "/" ? "" : cwd}/${path}`;
  for (let i = 0; i < components.length; i += 2) {
    const component = components[i] ?? "";
    const separator = components[i + 1] ?? "";
    const next: string[] = [];
    for (const base of found) {
      if (component === "") {
        if (base !== "" && isDirectory(files, real(base))) next.push(base + separator);
      } else if (component === "**" && options.globstar) {
        descend(files, real, base, separator, options, next);
      } else if (!hasPattern(component)) {
        const path = base + unquotePattern(component);
        if (separator !== "" ? isDirectory(files, real(path)) : files.stat(real(path), { follow: false }).ok) {
          next.push(path + separator);
        }
      } else {
        const names = files.readDir(real(base));
        if (!names.ok) continue;
        const explicitDot = component.startsWith(".") || component.startsWith("\\.");
        const candidates = explicitDot && !options.globskipdots ? [".", "..", ...names.value] : names.value;
        for (const name of [...candidates].sort(byName)) {
          if (name.startsWith(".") && !explicitDot && !options.dotglob) continue;
          if ((name === "." || name === "..") && !explicitDot) continue;
          if (!matchesPattern(component, name, options.nocaseglob)) continue;
          if (separator === "" || isDirectory(files, real(base + name))) next.push(base + name + separator);
        }
      }
    }
    found = next;
    if (found.length === 0) return [];
  }
  return found.sort(byName);
}

/** `**`: everything below `base`, or with a separator every directory, itself included. */
function descend(
  files: FileSystem,
  real: (path: string) => string,
  base: string,
  separator: string,
  options: GlobOptions,
  into: string[],
): void {
  if (separator !== "" || base !== "") into.push(base);
  const below = (directory: string): void => {
    const names = files.readDir(real(directory));
    if (!names.ok) return;
    for (const name of [...names.value].sort(byName)) {
      if (name === "." || name === ".." || (name.startsWith(".") && !options.dotglob)) continue;
      const stat = files.stat(real(directory + name), { follow: false });
      const isDirectory = stat.ok && stat.value.type === "directory";
      if (separator === "") into.push(directory + name);
      else if (isDirectory) into.push(directory + name + separator);
      if (isDirectory) below(`${directory}${name}/`);
    }
  };
  below(base);
}

function isDirectory(files: FileSystem, path: string): boolean {
  const stat = files.stat(path);
  return stat.ok && stat.value.type === "directory";
}
