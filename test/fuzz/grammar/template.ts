/**
 * Lines as patterns: `ip link set @dev {up|mtu {1400|x}|}`. Braces hold a choice, of nothing too; what begins with @ is something
 * that the author knows.
 */
import { MACS, NETWORKS4, NETWORKS6 } from "../words.ts";
import { type Author, gateway } from "./author.ts";

type Part = string | readonly (readonly Part[])[];

/** What one line speaks of throughout. */
export interface Topic {
  readonly netns: string;
  readonly dev: string;
  readonly bridge: string;
  readonly port: string;
}

/** A namespace and something in it. */
export function newTopic({ random, belief }: Author): Topic {
  const netns = random.pick(belief.namespaces) ?? "";
  const here = belief.in(netns);
  const dev = random.pick(random.chance(0.9) ? here.filter(({ type }) => type !== "lo") : here)?.name ?? "A";
  const bridge = random.pick(belief.bridges(netns))?.name ?? "br0";
  const port = random.pick(here.filter(({ master }) => master === bridge))?.name ?? dev;
  return { netns, dev, bridge, port };
}

/** The words of one line that the pattern allows. */
export function expand(pattern: string, author: Author, topic: Topic): readonly string[] {
  const said = choose(read(pattern), author);
  return said
    .split(" ")
    .flatMap((word) => (word === "" ? [] : [word.replaceAll(/@\w+/g, (name) => known(name, author, topic))]));
}

function known(name: string, author: Author, topic: Topic): string {
  const { random, belief } = author;
  switch (name) {
    case "@dev":
      return topic.dev;
    case "@bridge":
      return topic.bridge;
    case "@port":
      return topic.port;
    case "@other":
      return random.pick(belief.in(topic.netns))?.name ?? "B";
    case "@netns":
      return random.pick(belief.namespaces.slice(1)) ?? "c1";
    case "@mac":
      return random.pick(MACS);
    case "@near":
      return gateway(author, topic.netns, false);
    case "@near6":
      return gateway(author, topic.netns, true);
    case "@host":
      return `${random.pick(NETWORKS4)}${random.between(1, 5)}`;
    case "@host6":
      return `${random.pick(NETWORKS6)}${random.between(1, 4)}`;
    case "@awk":
      return name;
    default:
      throw new Error(`no pattern knows ${name}`);
  }
}

function choose(parts: readonly Part[], author: Author): string {
  return parts
    .map((part) => (typeof part === "string" ? part : choose(author.random.pick(part) ?? [], author)))
    .join("");
}

const parsed = new Map<string, readonly Part[]>();

/** Text and choices, in order. */
function read(pattern: string): readonly Part[] {
  const before = parsed.get(pattern);
  if (before !== undefined) return before;
  const tokens = pattern.match(/[{|}]|[^{|}]+/g) ?? [];
  let at = 0;
  const sequence = (): readonly Part[] => {
    const parts: Part[] = [];
    while (at < tokens.length && tokens[at] !== "|" && tokens[at] !== "}") {
      const token = tokens[at++] ?? "";
      parts.push(token === "{" ? choice() : token);
    }
    return parts;
  };
  const choice = (): readonly (readonly Part[])[] => {
    const ways = [sequence()];
    while (tokens[at] === "|") {
      at++;
      ways.push(sequence());
    }
    if (tokens[at++] !== "}") throw new Error(`a choice without an end: ${pattern}`);
    return ways;
  };
  const parts = [...sequence()];
  // Outside of braces it is the shell's.
  while (tokens[at] === "|") {
    at++;
    parts.push("|", ...sequence());
  }
  if (at < tokens.length) throw new Error(`a brace too many: ${pattern}`);
  parsed.set(pattern, parts);
  return parts;
}
