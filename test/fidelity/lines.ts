/** Command lines that have been compared with the real programs: which commands they are, and which words they used. */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "unbash";
import { OBJECT_COMMANDS, objectNamed, parseIpOptions } from "../../core/command/ip/parse.ts";
import { conformanceCases } from "../conformance/cases.ts";

/** A command as grammars name it, and the words that follow. */
export interface Line {
  readonly command: string;
  readonly words: readonly string[];
}

const BRIDGE_OBJECTS = ["link", "fdb", "mdb", "vlan", "monitor", "vni"];
const BRIDGE_COMMANDS = [
  "add",
  "append",
  "replace",
  "del",
  "show",
  "list",
  "lst",
  "set",
  "get",
  "flush",
  "tunnelshow",
  "global",
];

/** What programs run others in front of. */
function unwrapped(argv: readonly string[]): readonly string[] {
  const [program, ...rest] = argv;
  if (program === "sudo") {
    return unwrapped(rest.slice(rest.findIndex((word) => !word.startsWith("-") && !word.includes("="))));
  }
  if (program === "ip") {
    const { words } = parseIpOptions(argv);
    if (objectNamed(words[0] ?? "") === "netns" && words[1] === "exec" && words.length > 3) {
      return unwrapped(words.slice(3));
    }
  }
  if (program === "nsenter" || program === "timeout" || program === "unshare") {
    const at = rest.findIndex((word) => /^(?:ip|bridge|brctl|ping6?|sysctl|tcpdump|arping|tc|ss)$/.test(word));
    return at < 0 ? argv : unwrapped(rest.slice(at));
  }
  return argv;
}

/** Every command that a command line is: `ip link add x type vlan` is also one of the kind. */
export function linesOf(argv: readonly string[]): readonly Line[] {
  const [path = "", ...rest] = unwrapped(argv);
  const program = path.replace(/^.*\//, "");
  switch (program) {
    case "ip":
      return ipLines(["ip", ...rest]);
    case "bridge": {
      const words = afterOptions(rest);
      const object = BRIDGE_OBJECTS.find((name) => name.startsWith(words[0] ?? "?"));
      const command = BRIDGE_COMMANDS.find((name) => name.startsWith(words[1] ?? "show"));
      return object === undefined
        ? []
        : object === "monitor" || command === undefined
          ? [{ command: `bridge ${object}`, words: words.slice(1) }]
          : [
              {
                command: `bridge ${object} ${/^(?:list|lst)$/.test(command) ? "show" : command}`,
                words: words.slice(2),
              },
            ];
    }
    case "brctl":
      return [{ command: "brctl", words: rest.slice(0, 1) }];
    case "docker":
      return [
        { command: "docker", words: rest.slice(0, 1) },
        ...(rest[0] === "network" ? [{ command: "docker network", words: rest.slice(1, 2) }] : []),
      ];
    case "":
      return [];
    default:
      return [
        { command: `${program} -`, words: rest.flatMap(optionsIn) },
        { command: program, words: rest },
      ];
  }
}

/** `-nvc` is three options. */
function optionsIn(word: string): readonly string[] {
  if (word.startsWith("--")) {
    return [word.replace(/=.*$/, "")];
  }
  return /^-[a-zA-Z0-9]/.test(word)
    ? [...word.slice(1).replace(/\d+.*$/, (rest) => rest.slice(0, word.length === 2 ? 1 : 0))].map(
        (letter) => `-${letter}`,
      )
    : [];
}

function afterOptions(words: readonly string[]): readonly string[] {
  let at = 0;
  while (words[at]?.startsWith("-")) {
    at += /^-n(?:etns)?$/.test(words[at] ?? "") ? 2 : 1;
  }
  return words.slice(at);
}

function ipLines(argv: readonly string[]): readonly Line[] {
  const { words } = parseIpOptions(argv);
  const options = argv.slice(1, argv.length - words.length);
  const lines: Line[] = [{ command: "ip", words: words.slice(0, 1).map((word) => objectNamed(word) ?? word) }];
  if (options.length > 0) {
    lines.push({ command: "ip -", words: options });
  }
  const object = objectNamed(words[0] ?? "");
  const commands = object === undefined ? undefined : OBJECT_COMMANDS[object];
  if (object === undefined || commands === undefined) {
    return lines;
  }
  if (object === "monitor") {
    return [...lines, { command: "ip monitor", words: words.slice(1) }];
  }
  const named = words[1] === undefined ? undefined : commands.find((name) => name.startsWith(words[1] ?? ""));
  const command = named ?? "show";
  const rest = words.slice(named === undefined ? 1 : 2);
  lines.push({ command: `ip ${object} ${/^(?:list|lst)$/.test(command) ? "show" : command}`, words: rest });
  const type = rest.indexOf("type");
  if (object === "link" && type >= 0 && /^(?:add|set|change|replace)$/.test(command)) {
    const kind = rest[type + 1] ?? "";
    lines.push({ command: "ip link add type", words: [kind] });
    lines.push({ command: `ip link type ${kind}`, words: rest.slice(type + 2) });
  }
  return lines;
}

/** Commands of a script, wherever in it they stand; words that are expanded stay as they are written. */
export function commandsOfScript(script: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    if (typeof node !== "object" || node === null) {
      return;
    }
    if ("type" in node && node.type === "Command" && "name" in node && "suffix" in node) {
      const words = [node.name, ...(Array.isArray(node.suffix) ? node.suffix : [])];
      found.push(
        words.flatMap((word: unknown) =>
          typeof word === "object" && word !== null && "value" in word && typeof word.value === "string"
            ? [word.value]
            : [],
        ),
      );
    }
    Object.values(node).forEach(visit);
  };
  visit(parse(script).commands);
  return found;
}

/** How often commands and words have been compared. Keys are `command` and `command: word`. */
export type Tally = Map<string, number>;

export function count(tally: Tally, lines: readonly Line[]): void {
  const add = (key: string): void => void tally.set(key, (tally.get(key) ?? 0) + 1);
  for (const { command, words } of lines) {
    add(command);
    for (const word of new Set(words)) {
      if (/^(?:-{1,2}[\w=-]+|[a-z][a-z\d_-]*)$/.test(word)) {
        add(`${command}: ${word}`);
      }
    }
  }
}

export interface Compared {
  /** Scripts by oracle. */
  readonly cases: Readonly<Record<string, number>>;
  /** Commands of theirs. */
  readonly caseCommands: Tally;
  readonly caseCommandCount: number;
  /** Recorded command lines of single programs. */
  readonly recorded: Tally;
  readonly recordedCount: number;
}

const RECORDINGS = "core/command/golden";

/** All that the repository holds recordings of. */
export function compared(): Compared {
  const cases: Record<string, number> = {};
  const caseCommands: Tally = new Map();
  let caseCommandCount = 0;
  for (const { oracle, script } of conformanceCases()) {
    cases[oracle] = (cases[oracle] ?? 0) + 1;
    for (const argv of commandsOfScript(script)) {
      caseCommandCount++;
      count(caseCommands, linesOf(argv));
    }
  }
  const recorded: Tally = new Map();
  let recordedCount = 0;
  for (const name of readdirSync(RECORDINGS).filter((file) => file.endsWith(".cases"))) {
    for (const argv of commandsOfScript(readFileSync(`${RECORDINGS}/${name}`, "utf8"))) {
      recordedCount++;
      count(recorded, linesOf(argv));
    }
  }
  return { cases, caseCommands, caseCommandCount, recorded, recordedCount };
}
