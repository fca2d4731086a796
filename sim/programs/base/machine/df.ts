/** df(1) of coreutils 9.1, of the file systems that /proc/self/mountinfo names. Absent: -a's file systems without blocks by name. */
import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { shownName } from "../quote.ts";
import { absolute, complain, complainOfUse } from "../support.ts";
import { type Mount, mountAt, mountsOf, type Room, roomOf } from "./mounts.ts";

const LONG: LongOptions = {
  all: "a",
  "block-size": "B:",
  "human-readable": "h",
  si: "H",
  inodes: "i",
  local: "l",
  "no-sync": "no-sync",
  output: "output::",
  portability: "P",
  "print-type": "T",
  sync: "sync",
  total: "total",
  type: "t:",
  "exclude-type": "x:",
};

const FIELDS = "source fstype itotal iused iavail ipcent size used avail pcent file target".split(" ");
const HEADS: Readonly<Record<string, string>> = {
  source: "Filesystem",
  fstype: "Type",
  itotal: "Inodes",
  iused: "IUsed",
  iavail: "IFree",
  ipcent: "IUse%",
  used: "Used",
  avail: "Avail",
  pcent: "Use%",
  file: "File",
  target: "Mounted on",
};
/** Columns that begin at the left, and how wide each is at least. */
const LEFT = new Set(["source", "fstype", "file", "target"]);
const LEAST: Readonly<Record<string, number>> = {
  ...{ source: 14, fstype: 4, itotal: 5, iused: 5, iavail: 5, ipcent: 4, size: 5, used: 5, avail: 5, pcent: 4 },
  ...{ file: 0, target: 0 },
};

/** In how large units sizes are shown: so many bytes with a letter behind, or scaled as people read them. */
interface Unit {
  readonly scaled?: 1000 | 1024;
  readonly bytes: number;
  readonly suffix: string;
}

const POWERS = ["", "K", "M", "G", "T", "P"];

function unitOf(text: string): Unit | undefined {
  if (text === "human-readable") return { scaled: 1024, bytes: 1, suffix: "" };
  if (text === "si") return { scaled: 1000, bytes: 1, suffix: "" };
  const found = /^(\d*)([kKMGTP]?)(i?B)?$/.exec(text);
  if (found === null || text === "" || (found[2] === "" && found[3] !== undefined)) return undefined;
  const [, count = "", letter = "", tail] = found;
  const base = tail === "B" ? 1000 : 1024;
  const bytes = (count === "" ? 1 : Number(count)) * base ** POWERS.indexOf(letter.toUpperCase());
  if (bytes === 0) return undefined;
  const shown = base === 1000 && letter === "K" ? "k" : letter === "k" && base === 1024 ? "K" : letter;
  return { bytes, suffix: count === "" && letter !== "" ? `${shown}${tail ?? ""}` : "" };
}

/** human_readable() of gnulib, rounding up. */
function sized(bytes: number, { scaled, bytes: unit, suffix }: Unit): string {
  if (scaled === undefined) return `${Math.ceil(bytes / unit)}${suffix}`;
  let power = 0;
  let value = bytes;
  while (value >= scaled && power < POWERS.length - 1) {
    value /= scaled;
    power++;
  }
  const letter = scaled === 1000 && power === 1 ? "k" : POWERS[power];
  if (power === 0) return String(bytes);
  const tenths = Math.ceil(value * 10) / 10;
  if (tenths < 10) return `${tenths.toFixed(1)}${letter}`;
  const whole = Math.ceil(value);
  return whole < scaled ? `${whole}${letter}` : `1.0${POWERS[power + 1]}`;
}

/** What the column of sizes is called: `1K-blocks`, `1MB-blocks`, `512B-blocks`. */
function blocksHead({ scaled, bytes, suffix }: Unit, portable: boolean): string {
  if (scaled !== undefined) return "Size";
  if (portable) return `${bytes}-blocks`;
  if (suffix !== "") return `1${suffix}-blocks`;
  for (const [base, tail] of [
    [1024, ""],
    [1000, "B"],
  ] as const)
    for (let power = POWERS.length - 1; power > 0; power--)
      if (bytes % base ** power === 0)
        return `${bytes / base ** power}${base === 1000 && power === 1 ? "k" : POWERS[power]}${tail}-blocks`;
  return `${bytes}B-blocks`;
}

interface Wish {
  readonly flags: ReadonlySet<string>;
  readonly columns: readonly string[];
  readonly unit: Unit;
  readonly types: readonly string[];
  readonly excluded: readonly string[];
  readonly operands: readonly string[];
}

function wishOf(context: ProcessContext): Wish | ExitStatus {
  const flags = new Set<string>();
  const types: string[] = [];
  const excluded: string[] = [];
  const operands: string[] = [];
  const fields: string[] = [];
  const { env } = context;
  let unit =
    unitOf(env.DF_BLOCK_SIZE ?? env.BLOCK_SIZE ?? env.BLOCKSIZE ?? "") ??
    unitOf(env.POSIXLY_CORRECT === undefined ? "1024" : "512");
  let chosen = false;
  for (const option of getoptLong(context.argv, "aB:iF:hHklmPTt:vx:", LONG)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") {
      operands.push(option.text);
      continue;
    }
    const { name, value, given } = option;
    if (name === "B") {
      unit = unitOf(value);
      if (unit === undefined)
        return complain(context, `invalid ${given === "-B" ? "-B" : "--block-size"} argument '${value}'`);
    } else if (name === "h" || name === "H") unit = unitOf(name === "h" ? "human-readable" : "si");
    else if (name === "k" || name === "m") unit = { bytes: name === "k" ? 1024 : 1_048_576, suffix: "" };
    else if (name === "t" || name === "F") types.push(value);
    else if (name === "x") excluded.push(value);
    else if (name === "output") {
      chosen = true;
      for (const field of value === "" ? [] : value.split(",")) {
        if (!FIELDS.includes(field)) return complainOfUse(context, `option --output: field ‘${field}’ unknown`);
        if (fields.includes(field))
          return complainOfUse(context, `option --output: field ‘${field}’ used more than once`);
        fields.push(field);
      }
    } else flags.add(name);
  }
  if (chosen)
    for (const letter of "iPT")
      if (flags.has(letter)) return complainOfUse(context, `options -${letter} and --output are mutually exclusive`);
  const typed = flags.has("T") ? ["fstype"] : [];
  const counts = flags.has("i") ? "itotal iused iavail ipcent" : "size used avail pcent";
  const columns = chosen
    ? fields.length === 0
      ? FIELDS
      : fields
    : ["source", ...typed, ...counts.split(" "), "target"];
  if (chosen) flags.add("output");
  return { flags, columns, unit: unit ?? { bytes: 1024, suffix: "" }, types, excluded, operands };
}

interface Row {
  readonly mount: Pick<Mount, "source" | "type" | "target">;
  readonly room: Room;
  readonly file: string;
}

const percent = (used: number, available: number): string =>
  used + available === 0 ? "-" : `${Math.ceil((used * 100) / (used + available))}%`;

function cell({ mount, room, file }: Row, field: string, { unit }: Wish): string {
  const size = (blocks: number): string => sized(blocks * 4096, unit);
  const count = (inodes: number): string => (unit.scaled === undefined ? String(inodes) : sized(inodes, unit));
  switch (field) {
    case "source":
      return mount.source;
    case "fstype":
      return mount.type;
    case "itotal":
      return count(room.inodes);
    case "iused":
      return count(room.inodes - room.inodesFree);
    case "iavail":
      return count(room.inodesFree);
    case "ipcent":
      return percent(room.inodes - room.inodesFree, room.inodesFree);
    case "size":
      return size(room.blocks);
    case "used":
      return size(room.blocks - room.free);
    case "avail":
      return size(room.available);
    case "pcent":
      return percent(room.blocks - room.free, room.available);
    case "file":
      return file;
    default:
      return mount.target;
  }
}

function table(wish: Wish, rows: readonly Row[]): string {
  const { columns, unit, flags } = wish;
  const portable = flags.has("P") && unit.scaled === undefined;
  const plain = unit.scaled === undefined && !flags.has("output");
  const heads = columns.map((field) => {
    if (field === "size") return blocksHead(unit, portable);
    if (field === "avail" && plain) return "Available";
    return field === "pcent" && portable ? "Capacity" : (HEADS[field] ?? "");
  });
  const cells = [heads, ...rows.map((row) => columns.map((field) => cell(row, field, wish)))];
  const widths = columns.map((field, index) =>
    Math.max(LEAST[field] ?? 0, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  return cells
    .map((line) => {
      const padded = line.map((text, index) => {
        if (!LEFT.has(columns[index] ?? "")) return text.padStart(widths[index] ?? 0);
        return index === columns.length - 1 ? text : text.padEnd(widths[index] ?? 0);
      });
      return `${padded.join(" ")}\n`;
    })
    .join("");
}

/** Without operands: file systems that have blocks, each once. */
function everywhere(context: ProcessContext, all: boolean): readonly Row[] {
  const seen = new Set<string>();
  return mountsOf(context)
    .map((mount) => ({ mount, room: roomOf(mount), file: "-" }))
    .filter(({ mount, room }) => {
      if (all) return true;
      if (room.blocks === 0 || seen.has(mount.device)) return false;
      seen.add(mount.device);
      return true;
    });
}

function totalOf(rows: readonly Row[], target: string): Row {
  const sum = (of: (room: Room) => number): number => rows.reduce((total, { room }) => total + of(room), 0);
  const room: Room = {
    blocks: sum(({ blocks }) => blocks),
    free: sum(({ free }) => free),
    available: sum(({ available }) => available),
    inodes: sum(({ inodes }) => inodes),
    inodesFree: sum(({ inodesFree }) => inodesFree),
    magic: 0,
    name: "",
  };
  return { mount: { source: "total", type: "-", target }, room, file: "-" };
}

export const df: Program = {
  name: "df",
  path: "/usr/bin/df",
  summary: "how full the disks are",
  run(context) {
    const wish = wishOf(context);
    if (typeof wish === "number") return wish;
    const { operands, types, excluded, flags, columns } = wish;
    let status: ExitStatus = 0;
    const named = operands.flatMap((path): Row[] => {
      const stat = context.files.stat(absolute(context, path));
      const mount = stat.ok ? mountAt(context, path) : undefined;
      if (!stat.ok) status = complain(context, `${shownName(path)}: ${strerror(stat.error)}`);
      return mount === undefined ? [] : [{ mount, room: roomOf(mount), file: path }];
    });
    if (operands.length > 0 && named.length === 0) return status;
    const rows = (operands.length > 0 ? named : everywhere(context, flags.has("a"))).filter(
      ({ mount }) => (types.length === 0 || types.includes(mount.type)) && !excluded.includes(mount.type),
    );
    if (rows.length === 0) return complain(context, "no file systems processed");
    // The word for the sum stands in the first column that has words.
    const total = flags.has("total") ? [totalOf(rows, columns.includes("source") ? "-" : "total")] : [];
    void context.stdout.write(table(wish, [...rows, ...total]));
    return status;
  },
};
