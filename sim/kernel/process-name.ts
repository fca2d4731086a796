/** How a process is named by what looks for it or lists it: after its program, a login shell without its hyphen. */

/** The last part of the path in its first argument; empty where it has none. `/proc/PID/comm` keeps 15 characters of it. */
export function processName({ argv }: { readonly argv: readonly string[] }): string {
  return (argv[0] ?? "").replace(/^-/, "").split("/").at(-1) ?? "";
}
