/**
 * bind (bash(1)): the keys and the settings of the line editor.
 *
 * Same as bash: all options, what they print, init files with their conditions, macros, `-x` commands.
 */
import type { ExitStatus } from "../../../core/process.ts";
import { FUNCTION_NAMES } from "../../terminal/readline/function-names.ts";
import { readSequence, showMacro, showSequence } from "../../terminal/readline/key-sequence.ts";
import type { Binding } from "../../terminal/readline/keymap.ts";
import {
  type KeymapView,
  Readline,
  type ReadlineWorld,
  readCommandBinding,
  SAME_FUNCTIONS,
} from "../../terminal/readline/readline.ts";
import { keymapNamed } from "../../terminal/readline/variables.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

const USAGE =
  "bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]";

/** As many places as `-P` and `-q` tell of. */
const MOST_SHOWN = 5;

/** What a readline of this shell reads from and complains to. */
function readlineWorld(shell: Shell): ReadlineWorld {
  return {
    home: shell.parameters.scalar("HOME"),
    terminalName: shell.parameters.scalar("TERM") ?? "dumb",
    readFile: (path) => {
      const read = shell.host.files.readFile(shell.absolute(path));
      return read.ok ? read.value : undefined;
    },
    complain: (message) => void shell.files.get(2)?.write(`${message}\n`),
  };
}

/** The readline of a shell, with what its init file says. A subshell changes one of its own. */
export function readlineOf(shell: Shell): Readline {
  if (shell.readline !== undefined) {
    if (shell.readline.owner !== shell) {
      shell.readline = shell.readline.copy();
      shell.readline.owner = shell;
    }
    return shell.readline;
  }
  const { parameters } = shell;
  const locale = ["LC_ALL", "LC_CTYPE", "LANG"].map((name) => parameters.scalar(name)).find((each) => each);
  const readline = new Readline(/utf-?8$/i.test(locale ?? ""), isDumb(shell));
  readline.owner = shell;
  shell.readline = readline;
  if (shell.options.vi) readline.edit("vi");
  readInitFile(shell, readline);
  return readline;
}

/** Readline binds the keys that terminfo(5) has for TERM; where it has nothing, none. */
const isDumb = (shell: Shell): boolean => ["", "dumb", "unknown"].includes(shell.parameters.scalar("TERM") ?? "");

/** INPUTRC, else ~/.inputrc, else /etc/inputrc. */
export function readInitFile(shell: Shell, readline: Readline): void {
  const world = readlineWorld(shell);
  const named = shell.parameters.scalar("INPUTRC");
  if (named !== undefined && named !== "") readline.readFile(named, world);
  else if (world.home === undefined || !readline.readFile(`${world.home}/.inputrc`, world))
    readline.readFile("/etc/inputrc", world);
}

export const bind: Builtin = function* (shell, args): Run<ExitStatus> {
  if (!shell.options.emacs && !shell.options.vi) shell.complain("bind: warning: line editing not enabled");
  const options = readOptions(shell, "bind", args, "lpsvPSVXm:f:q:u:r:x:", USAGE);
  if (options === undefined) return 2;
  const readline = readlineOf(shell);
  const { given, operands } = options;
  const keymap = given.get("m");
  const kept = readline.variables.get("keymap") ?? "emacs";
  if (keymap !== undefined) {
    const name = keymapNamed(keymap);
    if (name === undefined) {
      shell.complain(`bind: \`${keymap}': invalid keymap name`);
      return 1;
    }
    readline.variables.set("keymap", name);
  }
  const view = readline.view();
  const shown = [..."lpPsSvVX"].filter((letter) => given.has(letter)).map((letter) => show(readline, view, letter));
  const status = yield* shell.print(shown.join(""), "bind");
  const changed = change(shell, readline, view, given) ?? (yield* query(shell, readline, view, given.get("q")));
  for (const operand of changed === 0 ? operands : []) readline.readLine(operand, readlineWorld(shell));
  // What an operand sets with `set keymap` stays, what -m names does not.
  if (keymap !== undefined) readline.variables.set("keymap", kept);
  return changed === 0 ? status : changed;
};

/** What -f, -u, -r and -x ask for; undefined where nothing has gone wrong. */
function change(
  shell: Shell,
  readline: Readline,
  { keymap, prefix }: KeymapView,
  given: ReadonlyMap<string, string>,
): ExitStatus | undefined {
  const refuse = (message: string): ExitStatus => {
    shell.complain(`bind: ${message}`);
    return 1;
  };
  const file = given.get("f");
  if (file !== undefined && !readline.readFile(file, readlineWorld(shell)))
    return refuse(`${file}: cannot read: No such file or directory`);
  const unbound = given.get("u");
  if (unbound !== undefined) {
    if (!FUNCTION_NAMES.includes(unbound)) return refuse(`\`${unbound}': unknown function name`);
    for (const [octets, binding] of keymap.sorted(prefix))
      if (binding.kind === "function" && binding.name === (SAME_FUNCTIONS[unbound] ?? unbound)) keymap.delete(octets);
  }
  const removed = given.get("r");
  if (removed !== undefined) keymap.delete(prefix + readSequence(removed, readline.isOn("convert-meta")));
  const command = given.get("x");
  if (command !== undefined) {
    const read = readCommandBinding(command, readline.isOn("convert-meta"));
    if (typeof read === "string") return refuse(`${command}: ${read}`);
    keymap.set(prefix + read.octets, { kind: "command", command: read.command });
  }
  return undefined;
}

function* query(shell: Shell, readline: Readline, view: KeymapView, name: string | undefined): Run<ExitStatus> {
  if (name === undefined) return 0;
  if (!FUNCTION_NAMES.includes(name)) {
    shell.complain(`bind: \`${name}': unknown function name`);
    return 1;
  }
  const keys = placesOf(readline, view).get(name) ?? [];
  const found = keys.length > 0 ? `can be invoked via ${places(keys)}` : "is not bound to any keys.\n";
  yield* shell.print(`${name} ${found}`, "bind");
  return keys.length > 0 ? 0 : 1;
}

const places = (keys: readonly string[]): string =>
  `${keys.slice(0, MOST_SHOWN).join(", ")}${keys.length > MOST_SHOWN ? ", ..." : "."}\n`;

/** Every sequence of a keymap as it is shown, with what it does. */
function shownKeys(readline: Readline, { keymap, prefix }: KeymapView): readonly (readonly [string, Binding])[] {
  const convertMeta = readline.isOn("convert-meta");
  return keymap
    .sorted(prefix)
    .map(([octets, binding]) => [
      `"${showSequence(octets.slice(prefix.length), keymap.begins(octets), convertMeta)}"`,
      binding,
    ]);
}

/** Per function the sequences that run it. */
function placesOf(readline: Readline, view: KeymapView): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [keys, binding] of shownKeys(readline, view)) {
    if (binding.kind !== "function") continue;
    const list = found.get(binding.name) ?? [];
    found.set(binding.name, list);
    list.push(keys);
  }
  for (const [name, same] of Object.entries(SAME_FUNCTIONS)) {
    const keys = found.get(same);
    if (keys !== undefined) found.set(name, keys);
  }
  return found;
}

/** What `bind` prints with a letter of the keymap that is edited with; for dump-functions and its like. */
export const describeReadline = (readline: Readline, letter: string): string => show(readline, readline.view(), letter);

/** What -l, -p, -P, -s, -S, -v, -V and -X print. */
function show(readline: Readline, view: KeymapView, letter: string): string {
  const lines = (texts: Iterable<string>): string => [...texts].map((text) => `${text}\n`).join("");
  switch (letter) {
    case "l":
      return lines(FUNCTION_NAMES);
    case "v":
      return lines([...readline.variables].map(([name, value]) => `set ${name} ${value}`));
    case "V":
      return lines([...readline.variables].map(([name, value]) => `${name} is set to \`${value}'`));
    case "p":
    case "P": {
      const found = placesOf(readline, view);
      const told = FUNCTION_NAMES.map((name) => {
        const keys = found.get(name);
        if (letter === "p")
          return keys === undefined ? `# ${name} (not bound)\n` : lines(keys.map((key) => `${key}: ${name}`));
        return keys === undefined ? `${name} is not bound to any keys\n` : `${name} can be found on ${places(keys)}`;
      });
      return `\n${told.join("")}`;
    }
    case "X":
      return lines(
        shownKeys(readline, view).flatMap(([keys, binding]) =>
          binding.kind === "command" ? [`${keys}: "${showMacro(binding.command)}"`] : [],
        ),
      );
    default:
      return lines(
        shownKeys(readline, view).flatMap(([keys, binding]) => {
          if (binding.kind !== "macro") return [];
          const text = showMacro(binding.octets);
          return [letter === "s" ? `${keys}: "${text}"` : `${keys.slice(1, -1)} outputs ${text}`];
        }),
      );
  }
}
