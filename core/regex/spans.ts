/** Where a tree with complements may end: sets of places taken from one part to the next. Slow, and bounded. */
import { codeAt } from "./boundary.ts";
import { Effort } from "./effort.ts";
import type { Node } from "./node.ts";

/** One octet for each place of a text: 1 where a match may end. */
export type Ends = Uint8Array;

export function endsOf(node: Node, text: string, from: number): Ends {
  const starts = new Uint8Array(text.length + 1);
  starts[from] = 1;
  return advance(node, text, starts, new Effort());
}

function advance(node: Node, text: string, starts: Ends, effort: Effort): Ends {
  const places = text.length + 1;
  const out = new Uint8Array(places);
  effort.spend(places * 2);
  switch (node.kind) {
    case "set":
      for (let at = 0; at < text.length; at++) {
        if (starts[at] !== 1) continue;
        const code = codeAt(text, at);
        if (node.test(code)) out[at + (code > 0xffff ? 2 : 1)] = 1;
      }
      return out;
    case "cat":
      return node.parts.reduce((at, part) => advance(part, text, at, effort), starts);
    case "alt":
      for (const branch of node.branches) merge(out, advance(branch, text, starts, effort));
      return out;
    case "repeat": {
      let reached = starts;
      if (node.min === 0) merge(out, starts);
      for (let n = 1; n <= node.max; n++) {
        reached = advance(node.node, text, reached, effort);
        const more = merge(out, n >= node.min ? reached : new Uint8Array(places));
        if (n >= node.min && !more) break;
      }
      return out;
    }
    case "not":
      // What begins at each place by itself: whatever does not match from there.
      for (let at = starts.indexOf(1); at >= 0; at = starts.indexOf(1, at + 1)) {
        const alone = new Uint8Array(places);
        alone[at] = 1;
        const matched = advance(node.node, text, alone, effort);
        for (let end = at; end < places; end++) if (matched[end] !== 1) out[end] = 1;
      }
      return out;
    default:
      throw new Error(`no part of a shell pattern: ${node.kind}`);
  }
}

/** Adds to `into`; true when something was new. */
function merge(into: Ends, from: Ends): boolean {
  let changed = false;
  for (let at = 0; at < from.length; at++) {
    if (from[at] !== 1 || into[at] === 1) continue;
    into[at] = 1;
    changed = true;
  }
  return changed;
}
