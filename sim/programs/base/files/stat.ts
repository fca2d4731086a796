/** stat(1) of coreutils 9.1. Absent: security contexts, which no file has here. */

import { strerror } from "../../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../../kernel/release.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { decodeEscapes } from "../../../shell/expand/escape.ts";
import { formatTime } from "../../../time/strftime.ts";
import { zoneOf } from "../../../time/zone.ts";
import { blocks, modeText } from "../file-mode.ts";
import { mountAt, type Room, roomOf } from "../machine/mounts.ts";
import { quotedName } from "../quote.ts";
import { absolute, badUsage, complain, complainOfUse, groups, options, userOf } from "../support.ts";

/** st_mode, with the type of the file. */
const modeBits = ({ type, mode }: FileStat): number =>
  mode |
  ({
    file: 0o100000,
    directory: 0o40000,
    symlink: 0o120000,
    fifo: 0o10000,
    socket: 0o140000,
    char: 0o20000,
    block: 0o60000,
  }[type] ?? 0);

const TYPE_NAME: Readonly<Record<FileStat["type"], string>> = {
  file: "regular file",
  directory: "directory",
  symlink: "symbolic link",
  fifo: "fifo",
  socket: "socket",
  char: "character special file",
  block: "block special file",
};

/** A value of a directive: numbers are filled up with zeros, moments have fractions when the precision asks for them. */
type Field = string | number | { readonly micros: number | undefined };

const whole = (micros: number): number => Math.floor((WORLD_BEGAN_MICROS + micros) / 1_000_000);

/** `2024-01-02 03:04:05.500000000 +0000`. */
function moment(context: ProcessContext, micros: number | undefined): string {
  if (micros === undefined) return "-";
  const nanos = (WORLD_BEGAN_MICROS + micros - whole(micros) * 1_000_000) * 1000;
  return formatTime("%F %T.%N %z", whole(micros), nanos, zoneOf(context.env.TZ));
}

function fieldsOf(context: ProcessContext, path: string, s: FileStat): Readonly<Record<string, () => Field>> {
  const full = absolute(context, path);
  const [major, minor] = s.numbers ?? [0, 0];
  return {
    a: () => s.mode.toString(8),
    A: () => modeText(s),
    b: () => blocks(s) * 2,
    B: () => 512,
    d: () => s.device,
    D: () => s.device.toString(16),
    Hd: () => 0,
    Ld: () => s.device,
    f: () => modeBits(s).toString(16),
    F: () => (s.type === "file" && s.size === 0 ? "regular empty file" : TYPE_NAME[s.type]),
    g: () => s.gid,
    G: () => groups(context.files).find(({ gid }) => gid === s.gid)?.name ?? "UNKNOWN",
    h: () => s.links,
    i: () => s.inode,
    m: () => mountAt(context, path)?.target ?? "?",
    n: () => path,
    N: () => {
      const target = s.type === "symlink" ? context.files.readLink(full) : undefined;
      return target?.ok === true ? `${quotedName(path)} -> ${quotedName(target.value)}` : quotedName(path);
    },
    o: () => 4096,
    r: () => major * 256 + minor,
    R: () => (major * 256 + minor).toString(16),
    Hr: () => major,
    Lr: () => minor,
    s: () => s.size,
    t: () => major.toString(16),
    T: () => minor.toString(16),
    u: () => s.uid,
    U: () => userOf(context.files, s.uid)?.name ?? "UNKNOWN",
    w: () => moment(context, s.bornMicros),
    W: () => ({ micros: s.bornMicros }),
    x: () => moment(context, s.accessedMicros),
    X: () => ({ micros: s.accessedMicros }),
    y: () => moment(context, s.modifiedMicros),
    Y: () => ({ micros: s.modifiedMicros }),
    z: () => moment(context, s.changedMicros),
    Z: () => ({ micros: s.changedMicros }),
    C: () => {
      complain(context, `failed to get security context of ${quotedName(path)}: No data available`);
      return "?";
    },
  };
}

/** Of a file system, for -f. */
function roomFields(path: string, room: Room): Readonly<Record<string, () => Field>> {
  return {
    a: () => room.available,
    b: () => room.blocks,
    c: () => room.inodes,
    d: () => room.inodesFree,
    f: () => room.free,
    i: () => "0",
    l: () => 255,
    n: () => path,
    s: () => 4096,
    S: () => 4096,
    t: () => room.magic.toString(16),
    T: () => room.name,
  };
}

function momentText(micros: number | undefined, precision: number): string {
  if (micros === undefined) return precision === 0 ? "0" : `0.${"0".repeat(precision)}`;
  const seconds = whole(micros);
  const nanos = (WORLD_BEGAN_MICROS + micros - seconds * 1_000_000) * 1000;
  return precision === 0
    ? String(seconds)
    : `${seconds}.${String(nanos).padStart(9, "0").padEnd(precision, "0").slice(0, precision)}`;
}

class Invalid extends Error {
  /** What was written before. */
  readonly before: string;
  constructor(directive: string, before: string) {
    super(directive);
    this.before = before;
  }
}

function shown(format: string, fields: Readonly<Record<string, () => Field>>): string {
  let out = "";
  let end = 0;
  for (const found of format.matchAll(/%([-'+ #0I]*)(\d*)(?:(\.)(\d*))?((?:[HL](?=[dr]))?.|$)/gsu)) {
    out += format.slice(end, found.index);
    end = found.index + found[0].length;
    out += directive(found, fields, out);
  }
  return out + format.slice(end);
}

function directive(found: RegExpExecArray, fields: Readonly<Record<string, () => Field>>, before: string): string {
  const [all, marks = "", width, dot, digits, letter = ""] = found;
  if (letter === "" || letter === "%") {
    if (all !== "%" && all !== "%%") throw new Invalid(all, before);
    return "%";
  }
  const value = Object.hasOwn(fields, letter) ? fields[letter]?.() : "?";
  const precision = dot === undefined ? 0 : digits === "" ? 9 : Number(digits);
  let text = typeof value === "object" ? momentText(value.micros, precision) : String(value ?? "");
  const numeric = typeof value !== "string" || /^[aDfRtT]$/.test(letter);
  if (marks.includes("#")) text = `${letter === "a" ? "0" : /^[DfRtT]$/.test(letter) ? "0x" : ""}${text}`;
  if (typeof value === "number" && marks.includes("+")) text = `+${text}`;
  if (!numeric && dot !== undefined) text = text.slice(0, Number(digits));
  if (marks.includes("-")) return text.padEnd(Number(width));
  return text.padStart(Number(width), marks.includes("0") && numeric ? "0" : " ");
}

const TERSE = "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o";
const TERSE_ROOM = "%n %i %l %t %s %S %b %f %a %c %d";
const ROOM = `  File: "%n"
    ID: %-8i Namelen: %-7l Type: %T
Block size: %-10s Fundamental block size: %S
Blocks: Total: %-10b Free: %-10f Available: %a
Inodes: Total: %-10c Free: %d`;

/** What stat prints where no format is given: devices have a line of their own. */
function usual({ type }: FileStat): string {
  const device = type === "char" || type === "block" ? "Device type: %Hr,%Lr" : "";
  return `  File: ${type === "symlink" ? "%N" : "%n"}
  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F
Device: %Hd,%Ld\tInode: %-11i Links: ${device === "" ? "%h" : `%-5h ${device}`}
Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)
Access: %x
Modify: %y
Change: %z
 Birth: %w`;
}

export const stat: Program = {
  name: "stat",
  path: "/usr/bin/stat",
  summary: "display file status",
  run(context) {
    const parsed = options(context.argv, "Lc:ftP:C:", {
      dereference: "L",
      format: "c",
      printf: "P",
      "file-system": "f",
      terse: "t",
      cached: "C",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length === 0) return complainOfUse(context, "missing operand");
    const escaped = flags.get("P");
    const asked = flags.get("c") ?? (escaped === undefined ? undefined : decodeEscapes(escaped, "ansi").text);
    const terse = flags.has("t");
    let status: ExitStatus = 0;
    for (const path of operands) {
      const system = flags.has("f");
      const found = context.files.stat(absolute(context, path), { follow: flags.has("L") || system });
      const mount = system && found.ok ? mountAt(context, path) : undefined;
      if (!found.ok) {
        const doing = system
          ? `cannot read file system information for ${quotedName(path)}`
          : `cannot ${flags.has("L") ? "stat" : "statx"} ${quotedName(path)}`;
        status = complain(context, `${doing}: ${strerror(found.error)}`);
        continue;
      }
      const room = mount === undefined ? undefined : roomFields(path, roomOf(mount));
      const plain = room === undefined ? (terse ? TERSE : usual(found.value)) : terse ? TERSE_ROOM : ROOM;
      const fields = room ?? {
        ...fieldsOf(context, path, found.value),
        // The listing writes links as they are, whatever is in their names.
        ...(asked === undefined && found.value.type === "symlink" ? { N: () => linked(context, path) } : {}),
      };
      try {
        void context.stdout.write(`${shown(asked ?? plain, fields)}${escaped === undefined ? "\n" : ""}`);
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        void context.stdout.write(error.before);
        return complain(context, `‘${error.message}’: invalid directive`);
      }
      if (asked !== undefined && /%[-'+ #0I]*\d*C/.test(asked)) status = 1;
    }
    return status;
  },
};

function linked(context: ProcessContext, path: string): string {
  const target = context.files.readLink(absolute(context, path));
  return target.ok ? `${path} -> ${target.value}` : path;
}
