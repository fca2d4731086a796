/**
 * The trie that the kernel keeps the IPv4 routes of a table in (net/ipv4/fib_trie.c; "IP-address lookup using LC-tries",
 * Nilsson and Karlsson): as /proc/net/fib_trie shows it.
 *
 * Same as Linux: when nodes are made larger and smaller. Simplified: it is built anew, the least prefix first, so that a node
 * that was large for the sake of routes that are gone is not.
 */
import { type Ipv4, ipv4Network } from "../address/ipv4.ts";

const KEY_BITS = 32;
const MAX_WORK = 10;

export interface TrieLeaf {
  readonly bits: 0;
  readonly pos: 0;
  readonly key: number;
}

export interface TrieNode {
  /** How many bits of the key choose a child, and how many stand behind them. */
  readonly bits: number;
  readonly pos: number;
  readonly key: number;
  readonly children: readonly (Trie | undefined)[];
}

export type Trie = TrieLeaf | TrieNode;

interface Node extends TrieNode {
  parent: Node | undefined;
  readonly children: (Leaf | Node | undefined)[];
}
interface Leaf extends TrieLeaf {
  parent: Node | undefined;
}
type Any = Leaf | Node;

export function isTrieNode(trie: Trie): trie is TrieNode {
  return trie.bits > 0;
}

function isNode(any: Any | undefined): any is Node {
  return any !== undefined && any.bits > 0;
}

function newNode(key: number, pos: number, bits: number): Node {
  return {
    bits,
    pos,
    key: ipv4Network(key as Ipv4, KEY_BITS - pos - bits),
    children: new Array(2 ** bits).fill(undefined),
    parent: undefined,
  };
}

/** Where a key stands among a node's children; beyond them if it is none of its. */
function indexIn(key: number, { key: own, pos }: { readonly key: number; readonly pos: number }): number {
  return Math.floor(((key ^ own) >>> 0) / 2 ** pos);
}

function isFull({ pos }: TrieNode, child: Any | Trie | undefined): boolean {
  return child !== undefined && child.bits > 0 && child.pos + child.bits === pos;
}

/** How many children of a node there are not, and how many begin where it ends. */
export function childrenOf(node: TrieNode): { readonly empty: number; readonly full: number } {
  let empty = 0;
  let full = 0;
  for (const child of node.children) {
    if (child === undefined) empty++;
    else if (isFull(node, child)) full++;
  }
  return { empty, full };
}

class Builder {
  root: Any | undefined;

  insert(key: number): void {
    let parent: Node | undefined;
    let at = this.root;
    while (isNode(at)) {
      const index = indexIn(key, at);
      if (index >= 2 ** at.bits) break;
      parent = at;
      at = at.children[index];
    }
    if (at && !isNode(at) && at.key === key) return;
    if (at) {
      // Somebody else is there: both come under a node that tells them apart.
      const node = newNode(key, 31 - Math.clz32(key ^ at.key), 1);
      this.#put(parent, key, node);
      this.#set(node, indexIn(key, node) ^ 1, at);
      parent = node;
    }
    this.#put(parent, key, { bits: 0, pos: 0, key, parent: undefined });
    for (let node = parent; node; ) node = this.#resize(node);
  }

  #set(node: Node, index: number, child: Any | undefined): void {
    node.children[index] = child;
    if (child) child.parent = node;
  }

  #put(parent: Node | undefined, key: number, child: Any | undefined): void {
    if (parent) this.#set(parent, indexIn(key, parent), child);
    else {
      this.root = child;
      if (child) child.parent = undefined;
    }
  }

  /** Answers with the parent. */
  #resize(start: Node): Node | undefined {
    const { parent } = start;
    let node = start;
    let work = MAX_WORK;
    while (work > 0 && this.#shouldInflate(node)) {
      node = this.#replace(node, this.#inflated(node));
      work--;
    }
    if (work !== MAX_WORK) return parent;
    while (work > 0 && this.#shouldHalve(node)) {
      node = this.#replace(node, this.#halved(node));
      work--;
    }
    const left = node.children.filter((child) => child !== undefined);
    if (left.length < 2) this.#put(parent, node.key, left[0]);
    return parent;
  }

  #shouldInflate(node: Node): boolean {
    const size = node.children.length;
    const { empty, full } = childrenOf(node);
    const used = size - empty + full;
    return used > 1 && node.pos > 0 && 50 * used >= size * (node.parent ? 50 : 30);
  }

  #shouldHalve(node: Node): boolean {
    const size = node.children.length;
    const used = size - childrenOf(node).empty;
    return used > 1 && node.bits > 1 && 100 * used < size * (node.parent ? 25 : 15);
  }

  #inflated(old: Node): Node {
    const node = newNode(old.key, old.pos - 1, old.bits + 1);
    old.children.forEach((child, index) => {
      if (child === undefined) return;
      if (!isNode(child) || !isFull(old, child)) this.#set(node, indexIn(child.key, node), child);
      else if (child.bits === 1) {
        this.#set(node, 2 * index, child.children[0]);
        this.#set(node, 2 * index + 1, child.children[1]);
      } else
        for (const half of [0, 1]) {
          const part = newNode((child.key | (half * 2 ** node.pos)) >>> 0, child.pos, child.bits - 1);
          const count = part.children.length;
          for (let i = 0; i < count; i++) this.#set(part, i, child.children[half * count + i]);
          this.#set(node, 2 * index + half, part);
        }
    });
    return node;
  }

  #halved(old: Node): Node {
    const node = newNode(old.key, old.pos + 1, old.bits - 1);
    for (let index = 0; index < old.children.length; index += 2) {
      const [low, high] = [old.children[index], old.children[index + 1]];
      if (low === undefined || high === undefined) {
        this.#set(node, index / 2, low ?? high);
        continue;
      }
      const both = newNode(low.key, old.pos, 1);
      this.#set(both, 0, low);
      this.#set(both, 1, high);
      this.#set(node, index / 2, both);
    }
    return node;
  }

  #replace(old: Node, node: Node): Node {
    this.#put(old.parent, node.key, node);
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (isNode(child) && isFull(node, child)) this.#resize(child);
    }
    return node;
  }
}

/** The trie of the addresses of some prefixes; undefined for none. */
export function trieOf(keys: Iterable<number>): Trie | undefined {
  const builder = new Builder();
  for (const key of [...new Set(keys)].sort((a, b) => a - b)) builder.insert(key);
  return builder.root;
}
