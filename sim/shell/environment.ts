/** The variables that a shell starts with: its environment, and those that bash sets itself. */
import { printFunction } from "./print.ts";
import type { Shell } from "./shell.ts";
import { parseSource, Source } from "./source.ts";
import { VALID_NAME } from "./variable.ts";

const LOADABLES = "/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:/opt/pkg/lib/bash:.";

const BASH_VERSION = "5.2.15(1)-release";
/** The first line of `bash --version`. */
export const BASH_VERSION_LINE = `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)`;

/** Takes the environment over and sets what every shell that is called so has (bash(1), Shell Variables). */
export function importEnvironment(shell: Shell, env: Readonly<Record<string, string>>, calledAs: string): void {
  for (const [name, value] of Object.entries(env)) {
    const called = /^BASH_FUNC_(.+)%%$/.exec(name)?.[1];
    if (called !== undefined && value.startsWith("() {") && shell.dialect.almquist === undefined)
      importFunction(shell, called, value);
    if (!VALID_NAME.test(name)) continue;
    const variable = shell.variables.own(name);
    variable.value = value;
    variable.exported = true;
  }
  const preset = (name: string, value: string, exported = false): void => {
    const variable = shell.variables.own(name);
    variable.value ??= value;
    if (exported) variable.exported = true;
  };
  preset("IFS", " \t\n");
  const separators = shell.variables.own("IFS");
  separators.value = " \t\n";
  separators.exported = false;
  preset("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  preset("PS4", "+ ");
  preset("OPTIND", "1");
  if (shell.dialect.almquist !== undefined) {
    presetAlmquist(shell, preset);
    return;
  }
  preset("OPTERR", "1");
  shell.variables.own("OPTIND").integer = true;
  preset("HOSTNAME", shell.host.hostname);
  preset("HOSTTYPE", "x86_64");
  preset("MACHTYPE", "x86_64-pc-linux-gnu");
  preset("OSTYPE", "linux-gnu");
  preset("SHELL", "/bin/bash");
  preset("TERM", "dumb");
  shell.variables.own("BASH").value = pathOf(shell, calledAs);
  shell.variables.own("BASH").exported = false;
  preset("BASH_LOADABLES_PATH", LOADABLES);
  preset("BASH_VERSION", BASH_VERSION);
  const versions = shell.variables.own("BASH_VERSINFO");
  versions.items = new Map(["5", "2", "15", "1", "release", "x86_64-pc-linux-gnu"].map((text, index) => [index, text]));
  versions.readonly = true;
  for (const [name, value] of [
    ["UID", shell.host.user.uid],
    ["EUID", shell.host.user.uid],
    ["PPID", shell.self.parentPid],
  ] as const) {
    const variable = shell.variables.own(name);
    variable.value = String(value);
    variable.integer = true;
    variable.readonly = true;
    variable.exported = false;
  }
  exportVariable(shell, "PWD", shell.cwd);
  const level = shell.variables.own("SHLVL");
  level.value = String((Number.parseInt(level.value ?? "0", 10) || 0) + 1);
  level.exported = true;
  const old = shell.variables.own("OLDPWD");
  old.exported = true;
  preset("_", calledAs);
  shell.lastArgument = shell.variables.get("_")?.value ?? "";
  if (shell.interactive) {
    preset("PS1", "\\s-\\v\\$ ");
    preset("PS2", "> ");
  }
}

/** Where a shell that is called so is: by its path, or the first of its name on PATH. */
function pathOf(shell: Shell, calledAs: string): string {
  const name = calledAs.replace(/^-/, "");
  if (name.includes("/")) return shell.absolute(name);
  for (const directory of (shell.parameters.scalar("PATH") ?? "").split(":")) {
    const path = `${directory}/${name}`;
    if (directory !== "" && shell.host.files.access(path, 1)) return path;
  }
  return `/bin/${name}`;
}

/** dash and ash set less (their var.c). */
function presetAlmquist(shell: Shell, preset: (name: string, value: string) => void): void {
  shell.variables.own("OPTIND").value = "1";
  shell.variables.own("PPID").value = String(shell.self.parentPid);
  const plain = shell.host.user.uid === 0 ? "# " : "$ ";
  preset("PS1", shell.dialect.name === "ash" ? "\\w \\$ " : plain);
  preset("PS2", "> ");
  exportVariable(shell, "PWD", shell.cwd);
  if (shell.dialect.name !== "ash") return;
  preset("HOSTNAME", shell.host.hostname);
  preset("FUNCNAME", "");
  exportVariable(shell, "SHLVL", String((Number.parseInt(shell.variables.get("SHLVL")?.value ?? "0", 10) || 0) + 1));
}

/** The environment of a child: variables, and functions as `BASH_FUNC_name%%`. */
export function environmentOf(shell: Shell): Readonly<Record<string, string>> {
  const variables = shell.variables.environment();
  if (shell.exportedFunctions.size === 0) return variables;
  const made: Record<string, string> = { ...variables };
  for (const name of shell.exportedFunctions) {
    const found = shell.functions.get(name);
    if (found !== undefined)
      made[`BASH_FUNC_${name}%%`] = `() ${printFunction(found)
        .replace(/^[^\n]*\n/, "")
        .trimEnd()}`;
  }
  return made;
}

function importFunction(shell: Shell, name: string, value: string): void {
  const source = new Source(`${name} ${value}`, "environment");
  const { script, problem } = parseSource(source);
  const node = script.commands[0]?.command;
  if (problem !== undefined || node?.type !== "Function") return;
  shell.functions.set(name, { name, node, source });
  shell.exportedFunctions.add(name);
}

function exportVariable(shell: Shell, name: string, value: string): void {
  const variable = shell.variables.own(name);
  variable.value = value;
  variable.exported = true;
}
