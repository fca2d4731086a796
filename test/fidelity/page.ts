/** The fidelity page: what is compared, what is simplified, what is refused, from the parsers and the tests. */
import { DEVIATIONS } from "../../core/compare/state.ts";
import type { FuzzTally } from "./fuzz-tally.ts";
import { ipGrammar } from "./grammar-ip.ts";
import { programGrammars } from "./grammar-programs.ts";
import { compared, type Tally } from "./lines.ts";
import type { Grammar, Word } from "./probe.ts";
import { remarks } from "./simplified.ts";

interface Counts {
  readonly cases: Tally;
  readonly recorded: Tally;
  readonly fuzzed: Readonly<Record<string, number>>;
}

function total(counts: Counts, keys: readonly string[]): { readonly tests: number; readonly fuzzed: number } {
  const sum = (of: (key: string) => number | undefined): number => keys.reduce((all, key) => all + (of(key) ?? 0), 0);
  return {
    tests: sum((key) => counts.cases.get(key)) + sum((key) => counts.recorded.get(key)),
    fuzzed: sum((key) => counts.fuzzed[key]),
  };
}

/** A number that changes with every campaign; the test that looks whether the page is up to date leaves it out. */
function fuzzed(number: number): string {
  return `~${number}`;
}

export function withoutFuzzCounts(page: string): string {
  return page.replaceAll(/~\d+/g, "~");
}

/** Words of an option that other words of the command begin with, too, are not counted for it. */
function keysOf(commands: readonly string[], { name, also }: Word): readonly string[] {
  return commands.flatMap((command) => [name, ...also].map((word) => `${command}: ${word}`));
}

function code(word: string): string {
  return `\`${word}\``;
}

interface Section {
  /** Commands that take the same words: add, change, replace. */
  readonly commands: readonly string[];
  readonly title?: string | undefined;
  readonly words: readonly Word[];
}

/** Commands of one object with the same words share a section. */
function sections(grammars: readonly Grammar[]): readonly Section[] {
  const found: { commands: string[]; title: string | undefined; words: readonly Word[]; key: string }[] = [];
  for (const { command, words, title, countedAs } of grammars) {
    const key = `${command.replace(/ [^ ]+$/, "")}|${JSON.stringify(words)}`;
    const same = found.find((section) => section.key === key);
    if (same === undefined) {
      found.push({ commands: [countedAs ?? command], title, words, key });
    } else {
      same.commands.push(command);
    }
  }
  return found;
}

function titleOf(commands: readonly string[]): string {
  const [first = "", ...others] = commands;
  return [first.replace(/ -$/, ""), ...others.map((command) => command.replace(/^.* /, ""))].join(", ");
}

function renderSection({ commands, title, words }: Section, counts: Counts): string {
  const uses = total(counts, commands);
  const compared: string[] = [];
  const untried: string[] = [];
  const refused: string[] = [];
  for (const word of words) {
    if (word.state === "refused") {
      refused.push(code(word.name));
      continue;
    }
    const { tests, fuzzed: runs } = total(counts, keysOf(commands, word));
    if (tests + runs === 0) {
      untried.push(code(word.name));
    } else {
      compared.push(`${code(word.name)} ${tests}${runs > 0 ? ` ${fuzzed(runs)}` : ""}`);
    }
  }
  const lines = [`**${title ?? titleOf(commands)}** — ${uses.tests} lines compared, ${fuzzed(uses.fuzzed)} fuzzed`];
  const row = (title: string, list: readonly string[]): void => {
    if (list.length > 0) {
      lines.push(`- ${title}: ${list.join(", ")}`);
    }
  };
  row("equal", compared);
  row("taken, compared nowhere", untried);
  row("refused", refused);
  return lines.join("\n");
}

function renderProgram(name: string, grammars: readonly Grammar[], counts: Counts): string {
  const whole = grammars.filter(({ refused }) => refused === true).map(({ command }) => code(command));
  const blocks = sections(grammars.filter(({ refused }) => refused !== true)).map((section) =>
    renderSection(section, counts),
  );
  if (whole.length > 0) {
    blocks.push(`Refused whole: ${whole.join(", ")}`);
  }
  return `### ${name}\n\n${blocks.join("\n\n")}\n`;
}

/** The page as Markdown. */
export async function fidelityPage(fuzz: FuzzTally): Promise<string> {
  const seen = compared();
  const counts: Counts = { cases: seen.caseCommands, recorded: seen.recorded, fuzzed: fuzz.words };
  const grammars = [...(await ipGrammar()), ...(await programGrammars())];
  const programs = new Map<string, Grammar[]>();
  for (const grammar of grammars) {
    const [name = ""] = grammar.command.split(" ");
    programs.set(name, [...(programs.get(name) ?? []), grammar]);
  }
  const all = grammars.flatMap(({ command, countedAs, words }) =>
    words.map((word) => ({ command: countedAs ?? command, word })),
  );
  const taken = all.filter(({ word }) => word.state === "taken");
  const tried = taken.filter(({ command, word }) => {
    const { tests, fuzzed: runs } = total(counts, keysOf([command], word));
    return tests + runs > 0;
  });
  const scripts = Object.values(seen.cases).reduce((sum, each) => sum + each, 0);
  return `# Fidelity

What of Linux's network commands is the same here, what is simplified, and what is refused by name. This page is made by
\`npm run fidelity\` from the parsers (every word that they know, found out by asking them) and from the tests; nothing in it
is written by hand.

| compared with the real programs and kernels | |
|---|---|
| scripts, output, exit statuses and final state (\`test/conformance\`) | ${scripts}: ${Object.entries(seen.cases)
    .map(([oracle, number]) => `${number} with ${ORACLES[oracle] ?? oracle}`)
    .join(", ")} |
| command lines in them | ${seen.caseCommandCount} |
| single command lines, output and status (\`core/command/golden\`) | ${seen.recordedCount} |
| scripts made by chance (\`npm run fuzz\`), compared after every command | ${fuzzed(fuzz.runs)}, of ${fuzzed(fuzz.commands)} commands |
| words that the parsers take | ${taken.length}, of which ${tried.length} were compared |
| words that are refused by name | ${all.length - taken.length} |

Numbers behind a word: the command lines with it that were compared, then (~) those of the fuzzer. *Taken, compared nowhere*
is what the parser knows and no test has used yet: it is believed to be right, not known to be.

## Differences that are tolerated

${DEVIATIONS.map(({ where, reason }) => `- ${code(where)}: ${reason}`).join("\n")}

Whatever is chance on both sides is mapped one to one before comparing: MAC addresses that were not given and what derives
from them, process ids, container ids, times, round-trip times.

## Commands

${[...programs].map(([name, own]) => renderProgram(name, own, counts)).join("\n")}
## Simplified and absent

By the files that model it.

${renderRemarks()}
`;
}

const ORACLES: Readonly<Record<string, string>> = {
  root: "a kernel's namespaces",
  docker: "a docker daemon",
  vm: "Debian's kernel in a virtual machine",
};

function renderRemarks(): string {
  const byFile = new Map<string, string[]>();
  for (const { file, subject, kind, text } of remarks()) {
    const lines = byFile.get(file) ?? [`**${subject}** ([${file}](../${file}))`];
    byFile.set(file, [...lines, `- ${kind.toLowerCase()}: ${text}`]);
  }
  return [...byFile.values()].map((lines) => lines.join("\n")).join("\n\n");
}
