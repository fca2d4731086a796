/**
 * pstree (psmisc 23.6): processes below each other. The same: -p, -a, -c, -n, -u, -s, -A, -U, a process or a user to begin with, equal
 * leaves as one. Absent: threads, -g, -h, -H, -N, -S, -Z; lines are not cut to the terminal's width.
 */
import type { ProcessEntry } from "../../kernel/kernel.ts";
import { processName } from "../../kernel/process-name.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { complain, options, userOf, users } from "./support.ts";

interface Node {
  readonly entry: ProcessEntry;
  readonly children: Node[];
}

/** What branches are drawn with. */
interface Signs {
  readonly first: string;
  readonly only: string;
  readonly branch: string;
  readonly last: string;
  readonly bar: string;
}

const ASCII: Signs = { first: "-+-", only: "---", branch: " |-", last: " `-", bar: " | " };
const LINES: Signs = { first: "─┬─", only: "───", branch: " ├─", last: " └─", bar: " │ " };

const shortName = (entry: ProcessEntry): string => processName(entry).slice(0, 15);

class Drawing {
  readonly #flags: ReadonlySet<string>;
  readonly #signs: Signs;
  readonly #context: ProcessContext;

  constructor(context: ProcessContext, flags: ReadonlySet<string>, signs: Signs) {
    this.#context = context;
    this.#flags = flags;
    this.#signs = signs;
  }

  #label(node: Node, parent: Node | undefined): string {
    const { entry } = node;
    const notes: string[] = [];
    if (this.#flags.has("p")) notes.push(String(entry.pid));
    if (this.#flags.has("u") && parent !== undefined && parent.entry.uid !== entry.uid)
      notes.push(userOf(this.#context.files, entry.uid)?.name ?? String(entry.uid));
    const name = shortName(entry);
    if (!this.#flags.has("a")) return notes.length === 0 ? name : `${name}(${notes.join(",")})`;
    const words = [name, ...entry.argv.slice(1)].join(" ");
    const id = notes.length === 0 ? "" : `,${notes.join(",")}`;
    return `${words.slice(0, name.length)}${id}${words.slice(name.length)}`;
  }

  /** The lines of a process and those below it; equal ones count once, with their number before. */
  lines(node: Node, parent?: Node): readonly string[] {
    const label = this.#label(node, parent);
    const children = this.#flags.has("n")
      ? node.children.toSorted((a, b) => a.entry.pid - b.entry.pid)
      : node.children.toSorted((a, b) => {
          const [one, other] = [shortName(a.entry), shortName(b.entry)];
          return one < other ? -1 : one > other ? 1 : a.entry.pid - b.entry.pid;
        });
    let blocks: readonly (readonly string[])[] = children.map((child) => this.lines(child, node));
    if (!this.#flags.has("c") && !this.#flags.has("p") && !this.#flags.has("a")) blocks = this.#together(blocks);
    if (this.#flags.has("a"))
      return [label, ...blocks.flatMap((block, at) => this.#below(block, at === blocks.length - 1))];
    const indent = " ".repeat(label.length);
    const drawn = blocks.flatMap((block, at) => {
      const last = at === blocks.length - 1;
      const { first, only, branch, last: end, bar } = this.#signs;
      const lead = at === 0 ? label + (last ? only : first) : indent + (last ? end : branch);
      return block.map((line, row) => (row === 0 ? lead : indent + (last ? "   " : bar)) + line);
    });
    return drawn.length === 0 ? [label] : drawn;
  }

  #below(block: readonly string[], last: boolean): readonly string[] {
    const { branch, last: end, bar } = this.#signs;
    return block.map((line, row) => ` ${row === 0 ? (last ? end : branch) : last ? "   " : bar}${line}`);
  }

  #together(blocks: readonly (readonly string[])[]): readonly string[][] {
    const groups = new Map<string, { block: readonly string[]; count: number }>();
    for (const block of blocks) {
      const key = block.join("\n");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { block, count: 1 });
      else group.count++;
    }
    return [...groups.values()].map(({ block, count }) => {
      if (count === 1) return [...block];
      const lead = `${count}*[`;
      const rows = block.map((line, row) => (row === 0 ? lead : " ".repeat(lead.length)) + line);
      return rows.map((row, at) => (at === 0 ? `${row}]` : row));
    });
  }
}

export const pstree: Program = {
  name: "pstree",
  path: "/usr/bin/pstree",
  summary: "show processes as a tree",
  run(context) {
    const parsed = options(context.argv, "pacnusAUGlhT", {
      "show-pids": "p",
      arguments: "a",
      "compact-not": "c",
      "numeric-sort": "n",
      "uid-changes": "u",
      "show-parents": "s",
      ascii: "A",
      unicode: "U",
      long: "l",
      "highlight-all": "h",
      "hide-threads": "T",
    });
    const problem = parsed.problem;
    if (problem !== undefined) return complain(context, problem);
    const flags = new Set(parsed.flags.keys());
    const nodes = new Map<number, Node>();
    for (const entry of context.kernel.processes()) nodes.set(entry.pid, { entry, children: [] });
    for (const node of nodes.values()) nodes.get(node.entry.parentPid)?.children.push(node);
    const [operand] = parsed.operands;
    let roots = [...nodes.values()].filter(({ entry }) => !nodes.has(entry.parentPid));
    if (operand !== undefined && /^\d+$/.test(operand)) {
      const node = nodes.get(Number(operand));
      // Nothing is said of one that is not there.
      if (node === undefined) return 0;
      roots = [flags.has("s") ? onlyWayTo(nodes, node) : node];
    } else if (operand !== undefined) {
      const user = users(context.files).find(({ name }) => name === operand);
      if (user === undefined) {
        void context.stderr.write(`No such user name: ${operand}\n`);
        return 1;
      }
      roots = [...nodes.values()].filter(
        ({ entry }) => entry.uid === user.uid && nodes.get(entry.parentPid)?.entry.uid !== user.uid,
      );
    }
    const signs = flags.has("U") || (context.stdout.terminal !== undefined && !flags.has("A")) ? LINES : ASCII;
    const drawing = new Drawing(context, flags, signs);
    void context.stdout.write(
      roots
        .map((root) =>
          drawing
            .lines(root)
            .map((line) => `${line}\n`)
            .join(""),
        )
        .join(""),
    );
    return 0;
  },
};

/** The process with those above it, and nobody beside them. */
function onlyWayTo(nodes: ReadonlyMap<number, Node>, node: Node): Node {
  const parent = nodes.get(node.entry.parentPid);
  return parent === undefined ? node : onlyWayTo(nodes, { entry: parent.entry, children: [node] });
}
