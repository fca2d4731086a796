/** Tilde expansion (bash(1)): `~`, `~/x`, `~+`, `~-`, `~name`. */
import type { Shell } from "../shell.ts";

/**
 * What the tilde at the start of `text` stands for, and how much of the text it takes. A name of which a part is quoted or
 * expanded is none: `~$user`, `~"root"`; `last` tells that the word ends with the text.
 */
export function expandTilde(
  shell: Shell,
  text: string,
  inValue: boolean,
  last: boolean,
): { readonly path: string; readonly length: number } | undefined {
  // To bash a colon ends it anywhere.
  const name = (inValue || shell.dialect.almquist === undefined ? /^~([^/:\\]*)/ : /^~([^/\\]*)/).exec(text)?.[1] ?? "";
  const end = text[name.length + 1];
  if (end === "\\" || (end === undefined && !last)) return undefined;
  const path = directoryOf(shell, name);
  return path === undefined ? undefined : { path, length: name.length + 1 };
}

function directoryOf(shell: Shell, name: string): string | undefined {
  if (shell.dialect.almquist !== undefined) {
    if (name === "") return shell.parameters.scalar("HOME");
    if (name === "+" || name === "-") return undefined;
  }
  if (name === "") return shell.parameters.scalar("HOME") ?? shell.host.user.home;
  if (name === "+") return shell.cwd;
  if (name === "-") return shell.parameters.scalar("OLDPWD");
  if (name === shell.host.user.name) return shell.host.user.home;
  const accounts = shell.host.files.readFile("/etc/passwd");
  if (!accounts.ok) return undefined;
  for (const line of accounts.value.split("\n")) {
    const fields = line.split(":");
    if (fields[0] === name) return fields[5];
  }
  return undefined;
}
