/** /proc/net/fib_trie and fib_triestat: the tables of IPv4 routes as the kernel keeps them (net/ipv4/fib_trie.c). */
import { formatIpv4, type Ipv4 } from "../../core/address/ipv4.ts";
import { childrenOf, isTrieNode, type Trie, trieOf } from "../../core/model/fib-trie.ts";
import type { Netns } from "../../core/model/netns.ts";
import { type Route, TABLE } from "../../core/model/route.ts";

const SCOPES: Readonly<Record<number, string>> = {
  0: "universe",
  200: "site",
  253: "link",
  254: "host",
  255: "nowhere",
};

/** Octets of what a trie is made of, on a machine of 64 bits. */
const SIZES = { leaf: 48, node: 40, alias: 56, pointer: 8 };

interface Table {
  readonly id: number;
  readonly routes: readonly Route[];
}

/**
 * Tables by the chain of their number (FIB_TABLE_HASHSZ). Until somebody enters a rule, `main` and `local` are one, and are shown twice
 * (fib_unmerge; simplified: they are one again when the rules are those of the beginning).
 */
function tablesOf({ routes4, rules4, tables4 }: Netns): Table[] {
  const merged = rules4.length === 3 && rules4.every(({ priority }) => [0, 32766, 32767].includes(priority));
  const both = [TABLE.main, TABLE.local] as readonly number[];
  return Object.keys(tables4 ?? {})
    .map(Number)
    .sort((a, b) => (a & 255) - (b & 255) || b - a)
    .map((id) => ({
      id,
      routes: [...routes4].filter(({ table }) => table === id || (merged && both.includes(id) && both.includes(table))),
    }));
}

function nameOf(id: number): string {
  return id === TABLE.local ? "Local:\n" : id === TABLE.main ? "Main:\n" : `Id ${id}:\n`;
}

const keyOf = ({ destination }: Route): number => destination.address as number;

/** The routes of one address: the longest prefix first, then by table, TOS and metric. */
function aliasesOf(routes: readonly Route[], key: number): Route[] {
  const order = (a: Route, b: Route): number =>
    b.destination.length - a.destination.length || b.table - a.table || b.tos - a.tos || a.metric - b.metric;
  return routes.filter((route) => keyOf(route) === key).sort(order);
}

export function fibTrieTable(netns: Netns): string {
  return tablesOf(netns)
    .map(({ id, routes }) => {
      const trie = trieOf(routes.map(keyOf));
      return trie ? nameOf(id) + rows(trie, routes, 0) : "";
    })
    .join("");
}

function rows(trie: Trie, routes: readonly Route[], depth: number): string {
  const indent = "   ".repeat(depth);
  const address = formatIpv4(trie.key as Ipv4);
  if (isTrieNode(trie)) {
    const { empty, full } = childrenOf(trie);
    const head = `${indent}  +-- ${address}/${32 - trie.pos - trie.bits} ${trie.bits} ${full} ${empty}\n`;
    return head + trie.children.map((child) => (child ? rows(child, routes, depth + 1) : "")).join("");
  }
  const lines = aliasesOf(routes, trie.key).map(({ destination, scope, type, tos }) => {
    const rest = tos === 0 ? "" : ` tos=${tos}`;
    return `${indent}     /${destination.length} ${SCOPES[scope] ?? `scope=${scope}`} ${type.toUpperCase()}${rest}\n`;
  });
  return `${indent}  |-- ${address}\n${lines.join("")}`;
}

export function fibTriestatTable(netns: Netns): string {
  const head = `Basic info: size of leaf: ${SIZES.leaf} bytes, size of tnode: ${SIZES.node} bytes.\n`;
  return (
    head +
    tablesOf(netns)
      .map(({ id, routes }) => nameOf(id) + statistics(routes))
      .join("")
  );
}

function statistics(routes: readonly Route[]): string {
  const trie = trieOf(routes.map(keyOf));
  let [leaves, depths, deepest, nodes, empty] = [0, 0, 0, 0, 0];
  const bySize: number[] = [];
  const walk = (at: Trie, depth: number): void => {
    if (!isTrieNode(at)) {
      leaves++;
      depths += depth;
      deepest = Math.max(deepest, depth);
      return;
    }
    nodes++;
    bySize[at.bits] = (bySize[at.bits] ?? 0) + 1;
    empty += childrenOf(at).empty;
    for (const child of at.children) if (child) walk(child, depth + 1);
  };
  if (trie) walk(trie, 0);
  const average = leaves === 0 ? 0 : Math.floor((depths * 100) / leaves);
  const sizes = [...bySize.entries()].filter(([, count]) => count);
  const pointers = sizes.reduce((sum, [bits, count]) => sum + 2 ** bits * count, 0);
  const bytes = SIZES.leaf * leaves + SIZES.alias * routes.length + SIZES.node * nodes + SIZES.pointer * pointers;
  return (
    `\tAver depth:     ${Math.floor(average / 100)}.${String(average % 100).padStart(2, "0")}\n` +
    `\tMax depth:      ${deepest}\n\tLeaves:         ${leaves}\n\tPrefixes:       ${routes.length}\n` +
    `\tInternal nodes: ${nodes}\n\t${sizes.map(([bits, count]) => `  ${bits}: ${count}`).join("")}\n` +
    `\tPointers: ${pointers}\nNull ptrs: ${empty}\nTotal size: ${Math.ceil(bytes / 1024)}  kB\n`
  );
}
