/** stat(1) of coreutils 9.1. */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus, FileStat } from "../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { Program } from "../../program.ts";
import { decodeEscapes } from "../../shell/expand/escape.ts";
import { blocks, modeText } from "./file-mode.ts";
import { quotedName } from "./quote.ts";
import { absolute, badUsage, complain, groups, options, userOf } from "./support.ts";

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
          h: String(s.links),
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
          `Device: 0,${s.device}\tInode: ${String(s.inode).padEnd(10)}  Links: ${s.links}`,
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
