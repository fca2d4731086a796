/** ls(1) and stat(1). Texts of coreutils 9.1; dates as the world's clock tells them. */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { decodeEscapes } from "../../shell/expand/escape.ts";
import { quotedName } from "./quote.ts";
import { absolute, badUsage, complain, groups, options, userOf } from "./support.ts";

const TYPE_LETTER: Readonly<Record<FileStat["type"], string>> = {
  file: "-",
  directory: "d",
  symlink: "l",
  fifo: "p",
  socket: "s",
  char: "c",
  block: "b",
};

/** `drwxr-xr-x`. */
function modeText(stat: FileStat): string {
  let text = TYPE_LETTER[stat.type];
  for (const shift of [6, 3, 0]) {
    const bits = (stat.mode >> shift) & 7;
    text += `${bits & 4 ? "r" : "-"}${bits & 2 ? "w" : "-"}${bits & 1 ? "x" : "-"}`;
  }
  if (stat.mode & 0o1000) text = text.slice(0, 9) + (stat.mode & 1 ? "t" : "T");
  return text;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `May  6 10:00`, in UTC. */
function dateText(micros: number): string {
  const date = new Date((WORLD_BEGAN_MICROS + micros) / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

/** Names as ls quotes them on a terminal; elsewhere they stay as they are. */
function shown(context: ProcessContext, name: string): string {
  return context.stdout.terminal && /[^\w@%+=:,./-]/.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : name;
}

function list(context: ProcessContext, entries: readonly Entry[], flags: ReadonlyMap<string, string>): string {
  const suffix = (entry: Entry) => {
    if (!flags.has("F") && !(flags.has("p") && entry.stat.type === "directory")) return "";
    if (entry.stat.type === "directory") return "/";
    if (entry.stat.type === "symlink") return flags.has("l") ? "" : "@";
    if (entry.stat.type === "fifo") return "|";
    return entry.stat.type === "file" && entry.stat.mode & 0o111 ? "*" : "";
  };
  const inode = (entry: Entry) => (flags.has("i") ? `${entry.stat.inode} ` : "");
  const label = (entry: Entry) => `${inode(entry)}${shown(context, entry.name)}${suffix(entry)}`;
  if (flags.has("l")) {
    const rows = entries.map((entry) => {
      const { stat } = entry;
      const owner = flags.has("n") ? undefined : userOf(context.files, stat.uid)?.name;
      const group = flags.has("n") ? undefined : groups(context.files).find(({ gid }) => gid === stat.gid)?.name;
      const target = stat.type === "symlink" ? context.files.readLink(entry.path) : undefined;
      return {
        mode: modeText(stat),
        links: stat.type === "directory" ? "2" : "1",
        owner: owner ?? String(stat.uid),
        group: group ?? String(stat.gid),
        size: String(stat.size),
        date: dateText(stat.modifiedMicros),
        name: `${label(entry)}${target?.ok ? ` -> ${shown(context, target.value)}` : ""}`,
      };
    });
    const width = (key: "links" | "owner" | "group" | "size") => Math.max(0, ...rows.map((row) => row[key].length));
    const [links, owner, group, size] = [width("links"), width("owner"), width("group"), width("size")];
    return rows
      .map(
        (row) =>
          `${row.mode} ${row.links.padStart(links)} ${row.owner.padEnd(owner)} ${row.group.padEnd(group)} ${row.size.padStart(size)} ${row.date} ${row.name}\n`,
      )
      .join("");
  }
  const labels = entries.map(label);
  const columns = context.stdout.terminal?.columns;
  if (columns === undefined || flags.has("1")) return labels.map((text) => `${text}\n`).join("");
  return inColumns(labels, columns);
}

/** As many columns as fit, filled downwards, two blanks apart. */
function inColumns(labels: readonly string[], width: number): string {
  for (let rows = 1; rows <= labels.length; rows++) {
    const columns: string[][] = [];
    for (let at = 0; at < labels.length; at += rows) columns.push(labels.slice(at, at + rows));
    const widths = columns.map((column) => Math.max(...column.map((text) => text.length)));
    if (rows < labels.length && widths.reduce((sum, each) => sum + each + 2, -2) > width) continue;
    let text = "";
    for (let row = 0; row < rows; row++) {
      const cells = columns.map((column, at) => column[row]?.padEnd((widths[at] ?? 0) + 2) ?? "");
      text += `${cells.join("").trimEnd()}\n`;
    }
    return text;
  }
  return "";
}

export const ls: Program = {
  name: "ls",
  path: "/usr/bin/ls",
  summary: "list directory contents",
  run(context) {
    const parsed = options(context.argv, "alA1dhFpinrtRUSLCkgGoBN", {
      all: "a",
      "almost-all": "A",
      directory: "d",
      inode: "i",
      "ignore-backups": "B",
      "human-readable": "h",
      reverse: "r",
      recursive: "R",
      dereference: "L",
      classify: "F",
      "no-group": "G",
      "numeric-uid-gid": "n",
      literal: "N",
      "group-directories-first": "directories",
      color: "color",
      sort: "sort",
    });
    const wrong = badUsage(context, parsed, 2);
    if (wrong !== undefined) return wrong;
    const flags = new Map(parsed.flags);
    if (/^(?:always|yes|force)?$/.test(flags.get("color") ?? "never"))
      return complain(context, "netnone: colors are not modelled (--color=auto or --color=never)", 2);
    const order = { time: "t", size: "S", none: "U" }[flags.get("sort") ?? ""];
    if (order !== undefined) flags.set(order, "");
    else if (flags.has("sort") && flags.get("sort") !== "name")
      return complain(context, `netnone: --sort=${flags.get("sort")} is not modelled`, 2);
    if (flags.has("n") || flags.has("o") || flags.has("g")) flags.set("l", "");
    const operands = parsed.operands.length > 0 ? parsed.operands : ["."];
    let status: ExitStatus = 0;
    const single: Entry[] = [];
    const directories: string[] = [];
    for (const path of operands) {
      const full = absolute(context, path);
      // A link given by name is followed to its directory, but a dangling or, with -l, any link is shown itself.
      const followed = context.files.stat(full);
      const own = context.files.stat(full, { follow: false });
      const stat =
        followed.ok && !(flags.has("l") && own.ok && own.value.type === "symlink" && !path.endsWith("/"))
          ? followed
          : own;
      if (!stat.ok) {
        status = complain(context, `cannot access ${quotedName(path)}: ${strerror(stat.error)}`, 2);
        continue;
      }
      if (stat.value.type === "directory" && !flags.has("d")) directories.push(path);
      else single.push({ name: path, path: full, stat: stat.value });
    }
    const sort = (entries: Entry[]) => {
      if (!flags.has("U")) entries.sort((a, b) => collate(a.name, b.name));
      if (flags.has("t")) entries.sort((a, b) => b.stat.modifiedMicros - a.stat.modifiedMicros);
      if (flags.has("S")) entries.sort((a, b) => b.stat.size - a.stat.size);
      if (flags.has("r")) entries.reverse();
      if (flags.has("directories"))
        entries.sort((a, b) => Number(b.stat.type === "directory") - Number(a.stat.type === "directory"));
      return entries;
    };
    let text = single.length > 0 ? list(context, sort(single), flags) : "";
    const titled = operands.length > 1 || flags.has("R");
    const showDirectory = (path: string): void => {
      const full = absolute(context, path);
      const names = context.files.readDir(full);
      if (!names.ok) {
        void context.stdout.write(text);
        text = "";
        status = complain(context, `cannot open directory ${quotedName(path)}: ${strerror(names.error)}`, 2);
        return;
      }
      const given = flags.has("B") ? names.value.filter((name) => !name.endsWith("~")) : names.value;
      const all = flags.has("a") ? [".", "..", ...given] : given;
      const entries: Entry[] = [];
      for (const name of all) {
        if (name.startsWith(".") && !flags.has("a") && !flags.has("A")) continue;
        const entryPath = `${full === "/" ? "" : full}/${name}`;
        const stat = context.files.stat(entryPath, { follow: flags.has("L") });
        if (stat.ok) entries.push({ name, path: entryPath, stat: stat.value });
      }
      if (titled) text += `${text === "" ? "" : "\n"}${path}:\n`;
      if (flags.has("l")) text += `total ${entries.reduce((sum, { stat }) => sum + blocks(stat), 0)}\n`;
      text += list(context, sort(entries), flags);
      if (flags.has("R"))
        for (const entry of entries)
          if (entry.stat.type === "directory" && entry.name !== "." && entry.name !== "..")
            showDirectory(`${path.replace(/\/$/, "")}/${entry.name}`);
    };
    for (const path of directories.sort(collate)) showDirectory(path);
    void context.stdout.write(text);
    return status;
  },
};

/** The C.UTF-8 locale of a machine without others: by code point. */
function collate(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Kibibytes on disk in blocks of 4 KiB. */
function blocks(stat: FileStat): number {
  return stat.type === "file" || stat.type === "directory" ? Math.ceil(stat.size / 4096) * 4 : 0;
}

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

export const stat: Program = {
  name: "stat",
  path: "/usr/bin/stat",
  summary: "display file status",
  run(context) {
    const parsed = options(context.argv, "Lc:fP:", { dereference: "L", format: "c", printf: "P" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    let status: ExitStatus = 0;
    for (const path of parsed.operands) {
      const full = absolute(context, path);
      const found = context.files.stat(full, { follow: parsed.flags.has("L") });
      if (!found.ok) {
        status = complain(
          context,
          `cannot ${parsed.flags.has("L") ? "stat" : "statx"} ${quotedName(path)}: ${strerror(found.error)}`,
        );
        continue;
      }
      const s = found.value;
      const owner = userOf(context.files, s.uid)?.name ?? "UNKNOWN";
      const group = groups(context.files).find(({ gid }) => gid === s.gid)?.name ?? "UNKNOWN";
      const target = context.files.readLink(full);
      const name = s.type === "symlink" && target.ok ? `${path} -> ${target.value}` : path;
      const type = s.type === "file" && s.size === 0 ? "regular empty file" : TYPE_NAME[s.type];
      const escaped = parsed.flags.get("P");
      const format = parsed.flags.get("c") ?? (escaped === undefined ? undefined : decodeEscapes(escaped, "ansi").text);
      const seconds = Math.floor((WORLD_BEGAN_MICROS + s.modifiedMicros) / 1_000_000);
      const human = `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")}.${String(s.modifiedMicros % 1_000_000).padStart(6, "0")}000 +0000`;
      if (format !== undefined) {
        const fields: Readonly<Record<string, string>> = {
          a: s.mode.toString(8),
          A: modeText(s),
          d: String(s.device),
          F: type,
          g: String(s.gid),
          G: group,
          h: "1",
          i: String(s.inode),
          n: path,
          N:
            s.type === "symlink" && target.ok
              ? `${quotedName(path)} -> ${quotedName(target.value)}`
              : `${quotedName(path)}`,
          s: String(s.size),
          u: String(s.uid),
          U: owner,
          Y: String(seconds),
          X: String(seconds),
          Z: String(seconds),
          x: human,
          y: human,
          z: human,
          w: "-",
          W: "0",
          b: String(blocks(s) * 2),
          B: "512",
          o: "4096",
          f: modeBits(s).toString(16),
        };
        void context.stdout.write(
          `${format.replace(
            /%([-#0]*)(\d*)(?:\.(\d+))?(.)/g,
            (all, marks: string, width: string, most: string | undefined, letter: string) => {
              let text = letter === "%" ? "%" : (fields[letter] ?? all);
              if (marks.includes("#")) text = `${letter === "a" ? "0" : letter === "f" ? "0x" : ""}${text}`;
              if (most !== undefined && /[A-Z]/.test(letter)) text = text.slice(0, Number(most));
              if (marks.includes("-")) return text.padEnd(Number(width));
              return text.padStart(Number(width), marks.includes("0") && /[a-z]/.test(letter) ? "0" : " ");
            },
          )}${escaped === undefined ? "\n" : ""}`,
        );
        continue;
      }
      const time = human;
      void context.stdout.write(
        [
          `  File: ${name}`,
          `  Size: ${String(s.size).padEnd(10)}\tBlocks: ${String(blocks(s) * 2).padEnd(10)} IO Block: 4096   ${type}`,
          `Device: 0,${s.device}\tInode: ${String(s.inode).padEnd(10)}  Links: ${s.type === "directory" ? 2 : 1}`,
          `Access: (${s.mode.toString(8).padStart(4, "0")}/${modeText(s)})  Uid: (${String(s.uid).padStart(5)}/${owner.padStart(8)})   Gid: (${String(s.gid).padStart(5)}/${group.padStart(8)})`,
          `Access: ${time}`,
          `Modify: ${time}`,
          `Change: ${time}`,
          " Birth: -",
          "",
        ].join("\n"),
      );
    }
    return status;
  },
};
