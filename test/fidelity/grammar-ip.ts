/** What `ip` takes: each object and command, each kind of link. */
import { ANY_NAME } from "../../core/command/args.ts";
import { OBJECT_COMMANDS, OPTION_WORDS, parseIp, parseIpOptions } from "../../core/command/ip/parse.ts";
import { keywordCandidates } from "./candidates.ts";
import { type Ask, type Grammar, isRefusedWhole, knownWords, type Word } from "./probe.ts";

const ask: Ask = (argv) => {
  const parsed = parseIp(argv, ANY_NAME);
  return "refusal" in parsed
    ? { status: parsed.refusal.status, text: parsed.refusal.stderr }
    : { status: 0, text: JSON.stringify(parsed.command) };
};

/** What stands before the options of a command, where something must. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  "link add": ["x0"],
  "link set": ["dev", "x0"],
  "link change": ["dev", "x0"],
  "address add": ["10.0.0.1/8"],
  "address change": ["10.0.0.1/8"],
  "address replace": ["10.0.0.1/8"],
  "address delete": ["10.0.0.1/8"],
  "neighbour add": ["10.0.0.1"],
  "neighbour change": ["10.0.0.1"],
  "neighbour replace": ["10.0.0.1"],
  "neighbour delete": ["10.0.0.1"],
  "neighbour get": ["10.0.0.1"],
  "route add": ["10.0.0.0/8"],
  "route append": ["10.0.0.0/8"],
  "route prepend": ["10.0.0.0/8"],
  "route change": ["10.0.0.0/8"],
  "route replace": ["10.0.0.0/8"],
  "route delete": ["10.0.0.0/8"],
  "route get": ["10.0.0.1"],
  "nexthop add": ["id", "1"],
  "nexthop replace": ["id", "1"],
};

/** Commands whose last words are names. */
const NAMES_ONLY = new Set(["ip netns add", "ip netns delete", "ip netns pids", "ip netns exec"]);

export async function ipGrammar(): Promise<readonly Grammar[]> {
  const candidates = keywordCandidates(["core/command", "core/model", "core/operation"]);
  const grammars: Grammar[] = [
    { command: "ip -", title: "ip, options", words: await optionWords() },
    { command: "ip", title: "ip, objects", words: await knownWords(ask, [["ip"]], candidates) },
  ];
  for (const [object, commands] of Object.entries(OBJECT_COMMANDS)) {
    if (object === "monitor") {
      grammars.push({ command: "ip monitor", words: await knownWords(ask, [["ip", "monitor"]], candidates) });
      continue;
    }
    for (const command of commands) {
      const line = `ip ${object} ${command}`;
      if (/^(?:help|list|lst)$/.test(command) || NAMES_ONLY.has(line)) {
        continue;
      }
      const before = BEFORE[`${object} ${command}`] ?? [];
      const beginnings = [
        ["ip", object, command, ...before],
        ["ip", object, command],
        ...(before.length === 0 ? [["ip", "-6", object, command]] : []),
      ];
      const refused = await isRefusedWhole(ask, ["ip", object, command]);
      grammars.push({ command: line, words: await knownWords(ask, beginnings, candidates), refused });
    }
  }
  return [...grammars, ...(await kindGrammars(candidates))].map((grammar) => ({
    ...grammar,
    words: grammar.words.filter(({ name }) => name !== "help"),
  }));
}

/** Options and the ways to shorten them: the first that begins so is meant. */
async function optionWords(): Promise<readonly Word[]> {
  const shorter = OPTION_WORDS.flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 2)),
  );
  const askOptions: Ask = (argv) => ({ status: 0, text: JSON.stringify(parseIpOptions(argv)) });
  return knownWords(askOptions, [["ip"]], [...new Set(shorter)]);
}

async function kindGrammars(candidates: readonly string[]): Promise<readonly Grammar[]> {
  const add = ["ip", "link", "add", "x0", "type"];
  const kinds = await knownWords(ask, [add], candidates);
  const grammars: Grammar[] = [{ command: "ip link add type", words: kinds }];
  const slaves = ["bridge_slave", "bond_slave", "vrf_slave"].map((name): Word => ({ name, also: [], state: "taken" }));
  for (const { name: kind, state } of [...kinds, ...slaves]) {
    const set = ["ip", "link", "set", "x0", "type", kind];
    const words =
      state === "refused"
        ? []
        : await knownWords(ask, kind.endsWith("_slave") ? [set] : [[...add, kind], set], candidates);
    if (words.length > 0) {
      grammars.push({ command: `ip link type ${kind}`, words });
    }
  }
  return grammars;
}
