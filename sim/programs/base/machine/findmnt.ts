/**
 * findmnt(8) of util-linux 2.38: what is mounted, as a tree or a list. The same: a device or a directory as operand, -M, -S, -T, -t, -O, -i,
 * columns of what /proc/self/mountinfo and statfs(2) tell, -n, -l, -r, -P, -J, -D. Absent: fstab, --poll, the other columns.
 */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { absolute, complain, complainOfUse } from "../support.ts";
import { type Mount, mountAt, mountsOf, roomOf } from "./mounts.ts";

const LONG: LongOptions = {
  ...{ all: "A", ascii: "a", bytes: "b", canonicalize: "c", df: "D", "first-only": "f", invert: "i", json: "J" },
  ...{ list: "l", mountpoint: "M:", noheadings: "n", options: "O:", output: "o:", pairs: "P", raw: "r", source: "S:" },
  ...{
    target: "T:",
    types: "t:",
    notruncate: "u",
    nofsroot: "v",
    submounts: "R",
    kernel: "k",
    mtab: "m",
    real: "real",
  },
  ...{ pseudo: "pseudo", uniq: "U", evaluate: "e" },
};

/** A size as util-linux writes it: one digit behind the point where that is not 0. */
function sized(bytes: number, plain: boolean): string {
  if (plain || bytes === 0) return String(bytes);
  let value = bytes;
  let power = 0;
  while (value >= 1024 && power < 5) {
    value /= 1024;
    power++;
  }
  const tenths = Math.round(value * 10) / 10;
  return `${tenths}${["B", "K", "M", "G", "T", "P"][power]}`;
}

const RIGHT = new Set(["SIZE", "AVAIL", "USED", "USE%", "ID", "PARENT"]);

/** What comes first of the file system's options and the mount's, each once. */
function optionsOf({ options, superOptions }: Mount): string {
  const words = options.split(",");
  return [...words, ...superOptions.split(",").filter((word) => word !== "" && !words.includes(word))].join(",");
}

function cell(mount: Mount, column: string, bytes: boolean): string {
  const room = roomOf(mount);
  const blocks = (count: number): string => sized(count * 4096, bytes);
  switch (column) {
    case "TARGET":
      return mount.target;
    case "SOURCE":
      return mount.root === "/" ? mount.source : `${mount.source}[${mount.root}]`;
    case "FSTYPE":
      return mount.type;
    case "OPTIONS":
      return optionsOf(mount);
    case "VFS-OPTIONS":
      return mount.options;
    case "FS-OPTIONS":
      return mount.superOptions;
    case "FSROOT":
      return mount.root;
    case "MAJ:MIN":
      return mount.device;
    case "ID":
      return String(mount.id);
    case "PARENT":
      return String(mount.parent);
    case "SIZE":
      return blocks(room.blocks);
    case "AVAIL":
      return blocks(room.available);
    case "USED":
      return blocks(room.blocks - room.free);
    default: {
      const used = room.blocks - room.free;
      return room.blocks === 0 ? "-" : `${Math.round((used * 100) / room.blocks)}%`;
    }
  }
}

const COLUMNS = [
  ..."TARGET SOURCE FSTYPE OPTIONS VFS-OPTIONS FS-OPTIONS FSROOT MAJ:MIN ID PARENT SIZE AVAIL USED USE%".split(" "),
];
/** Real ones that say what is not known here. */
const OTHERS =
  "LABEL UUID PARTLABEL PARTUUID PROPAGATION OPT-FIELDS TID ACTION OLD-TARGET OLD-OPTIONS FREQ PASSNO".split(" ");

interface Wish {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly columns: readonly string[];
  readonly operands: readonly string[];
}

function wishOf(context: ProcessContext): Wish | ExitStatus {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (const option of getoptLong(context.argv, "AabcDefiJklmM:nO:o:PRrS:T:t:UuvFps:w:", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") operands.push(option.text);
    else if (/^[Fpswm]$/.test(option.name)) return complain(context, `netnone: -${option.name} is not modelled`, 3);
    else {
      flags.add(option.name);
      values.set(option.name, option.value);
    }
  }
  const usual = flags.has("D") ? "SOURCE,FSTYPE,SIZE,USED,AVAIL,USE%,TARGET" : "TARGET,SOURCE,FSTYPE,OPTIONS";
  const columns = (values.get("o") ?? usual).toUpperCase().replace(/^\+/, `${usual},`).split(",");
  for (const column of columns) {
    if (OTHERS.includes(column)) return complain(context, `netnone: column ${column} is not modelled`, 3);
    if (!COLUMNS.includes(column)) return complain(context, `unknown column: ${column}`);
  }
  return { flags, values, columns, operands };
}

/** Those that the options pick, in their order; undefined where -T names nothing. */
function picked(context: ProcessContext, { flags, values, operands }: Wish): readonly Mount[] {
  const all = mountsOf(context);
  const below = values.get("T");
  if (below !== undefined) {
    const mount = mountAt(context, below);
    return mount === undefined ? [] : [mount];
  }
  const real = (path: string): string => {
    const found = context.files.realPath(absolute(context, path));
    return found.ok ? found.value : path;
  };
  const words = (letter: string): readonly string[] | undefined => values.get(letter)?.split(",");
  const tests: ((mount: Mount) => boolean)[] = [];
  const [types, wanted, source, target] = [words("t"), words("O"), values.get("S"), values.get("M")];
  if (types !== undefined)
    tests.push(({ type }) => types.some((word) => (word.startsWith("no") ? word.slice(2) !== type : word === type)));
  if (wanted !== undefined) tests.push((mount) => wanted.every((word) => optionsOf(mount).split(",").includes(word)));
  if (source !== undefined) tests.push((mount) => mount.source === source);
  if (target !== undefined) tests.push((mount) => mount.target === real(target));
  const [one, other] = operands;
  if (other !== undefined) tests.push((mount) => mount.source === one && mount.target === real(other));
  else if (one !== undefined) tests.push((mount) => mount.source === one || mount.target === real(one));
  const matches = (mount: Mount): boolean => tests.every((test) => test(mount));
  const found = tests.length === 0 ? all : all.filter((mount) => matches(mount) !== flags.has("i"));
  return flags.has("f") ? found.slice(0, 1) : found;
}

interface Node {
  readonly mount: Mount;
  readonly lead: string;
  readonly children: readonly Node[];
}

/** Each below the mount that it is on, as far as that is shown. */
function treeOf(mounts: readonly Mount[], ascii: boolean): readonly Node[] {
  const [branch, last, line] = ascii ? ["|-", "`-", "| "] : ["├─", "└─", "│ "];
  const nodes = (parents: readonly Mount[], lead: string, root: boolean): Node[] =>
    parents.map((mount, index) => {
      const end = index === parents.length - 1;
      const next = root ? "" : lead + (end ? "  " : line);
      const children = mounts.filter(({ parent, id }) => parent === mount.id && id !== mount.id);
      return { mount, lead: root ? "" : lead + (end ? last : branch), children: nodes(children, next, false) };
    });
  const ids = new Set(mounts.map(({ id }) => id));
  return nodes(
    mounts.filter(({ parent }) => !ids.has(parent)),
    "",
    true,
  );
}

const flat = (nodes: readonly Node[]): readonly Node[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

function json(nodes: readonly Node[], { columns, flags }: Wish): string {
  const object = ({ mount, children }: Node, indent: string): string => {
    const fields = columns.map((column) => {
      const text = cell(mount, column, flags.has("b"));
      const bare = column === "ID" || column === "PARENT" || (flags.has("b") && RIGHT.has(column) && column !== "USE%");
      return `${indent}   ${JSON.stringify(column.toLowerCase())}: ${bare ? text : JSON.stringify(text)}`;
    });
    if (children.length > 0)
      fields.push(
        `${indent}   "children": [\n${indent}      ${children.map((child) => object(child, `${indent}      `)).join(",")}\n${indent}   ]`,
      );
    return `{\n${fields.join(",\n")}\n${indent}}`;
  };
  return `{\n   "filesystems": [\n      ${nodes.map((node) => object(node, "      ")).join(",")}\n   ]\n}\n`;
}

const escapedRaw = (text: string): string =>
  text.replace(/[\s\\]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);

function shown(mounts: readonly Mount[], wish: Wish, ascii: boolean): string {
  const { flags, columns } = wish;
  const bytes = flags.has("b");
  const head = !flags.has("n");
  if (flags.has("J")) return json(treeOf(mounts, ascii), wish);
  if (flags.has("P")) {
    const pairs = (mount: Mount): string =>
      columns.map((column) => `${column.replace(/[:%-]/g, "_")}="${cell(mount, column, bytes)}"`).join(" ");
    return mounts.map((mount) => `${pairs(mount)}\n`).join("");
  }
  if (flags.has("r")) {
    const rows = mounts.map((mount) => columns.map((column) => escapedRaw(cell(mount, column, bytes))));
    return [...(head ? [columns] : []), ...rows].map((row) => `${row.join(" ")}\n`).join("");
  }
  const tree = columns.includes("TARGET") && !["l", "D", "S", "M", "T", "f"].some((letter) => flags.has(letter));
  const nodes = tree ? flat(treeOf(mounts, ascii)) : mounts.map((mount) => ({ mount, lead: "", children: [] }));
  const rows = nodes.map(({ mount, lead }) =>
    columns.map((column) => (column === "TARGET" ? lead : "") + cell(mount, column, bytes)),
  );
  const all = head ? [columns, ...rows] : rows;
  const widths = columns.map((_, index) => Math.max(0, ...all.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, index) => {
        if (RIGHT.has(columns[index] ?? "")) return text.padStart(widths[index] ?? 0);
        return index === columns.length - 1 ? text : text.padEnd(widths[index] ?? 0);
      })
      .join(" ");
  return all.map((row) => `${line(row)}\n`).join("");
}

export const findmnt: Program = {
  name: "findmnt",
  path: "/usr/bin/findmnt",
  summary: "find a mounted file system",
  run(context) {
    const wish = wishOf(context);
    if (typeof wish === "number") return wish;
    const mounts = picked(context, wish);
    // Who names a place or a source wants it; kinds and options only pick.
    const { operands, flags } = wish;
    if (mounts.length === 0) return operands.length > 0 || ["S", "M", "T"].some((letter) => flags.has(letter)) ? 1 : 0;
    const { LC_ALL, LC_CTYPE, LANG } = context.env;
    const ascii = wish.flags.has("a") || !/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "");
    void context.stdout.write(shown(mounts, wish, ascii));
    return 0;
  },
};
