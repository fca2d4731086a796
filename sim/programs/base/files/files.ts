/** Programs that work on files and directories: coreutils, as far as people use them around network scripts. */

import { getoptLong, type LongOptions } from "../../../../core/command/getopt-long.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import { bytesOfText } from "../../../../core/text-bytes.ts";
import type { Program } from "../../../program.ts";
import { newMode } from "../mode-change.ts";
import { quotedName, shownName } from "../quote.ts";
import { absolute, badUsage, complain, complainOfUse, missingOperand, onlyOperands, options } from "../support.ts";
import { cp, mv } from "./copy-move.ts";
import { ln } from "./ln.ts";
import { rm, rmdir, unlink } from "./remove.ts";

/** Does something to each operand and remembers the worst outcome. */
export function each(paths: readonly string[], act: (path: string) => ExitStatus): ExitStatus {
  let worst = 0;
  for (const path of paths) worst = Math.max(worst, act(path));
  return worst;
}

const MKDIR_LONG: LongOptions = { context: "Z::", mode: "m:", parents: "p", verbose: "v" };

const mkdir: Program = {
  name: "mkdir",
  path: "/usr/bin/mkdir",
  summary: "make directories",
  run(context) {
    let [mode, parents, verbose] = [undefined as string | undefined, false, false];
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "pm:vZ", MKDIR_LONG)) {
      if (option.kind === "error") return complainOfUse(context, option.text);
      if (option.kind === "operand") operands.push(option.text);
      else if (option.name === "m") mode = option.value;
      else if (option.name === "p") parents = true;
      else if (option.name === "v") verbose = true;
    }
    if (operands.length === 0) return missingOperand(context);
    const bits = mode === undefined ? undefined : newMode(mode, 0o777, true, context.self.umask);
    if (mode !== undefined && bits === undefined) return complain(context, `invalid mode ‘${mode}’`);
    /** Why a directory could not be made. */
    const make = (path: string, own: boolean): Errno | undefined => {
      const full = absolute(context, path);
      const made = context.files.mkdir(full, own ? bits : undefined);
      if (!made.ok) return made.error;
      if (own && bits !== undefined) context.files.chmod(full, bits);
      if (verbose) void context.stdout.write(`mkdir: created directory ${quotedName(path)}\n`);
      return undefined;
    };
    const fail = (path: string, errno: Errno) =>
      complain(context, `cannot create directory ‘${path}’: ${strerror(errno)}`);
    const isDirectory = (path: string) => {
      const there = context.files.stat(absolute(context, path));
      return there.ok && there.value.type === "directory";
    };
    return each(operands, (path) => {
      const names = parents ? path.replace(/\/+$/, "").split("/") : [];
      for (let i = 1; i < names.length; i++) {
        const above = names.slice(0, i).join("/");
        if (above === "" || isDirectory(above)) continue;
        const failed = make(above, false);
        if (failed) return fail(above, failed === "EEXIST" ? "ENOTDIR" : failed);
      }
      if (parents && isDirectory(path)) return 0;
      const failed = make(path, true);
      return failed ? fail(path, failed) : 0;
    });
  },
};

/** As `cat -v` shows it: `^X` for control characters, `M-` for bytes with their highest bit. */
function visible(text: string): string {
  let out = "";
  for (const byte of bytesOfText(text)) {
    const low = byte & 127;
    if (byte >= 128) out += "M-";
    if (low === 127) out += "^?";
    else if (low < 32 && !(byte === 9)) out += `^${String.fromCharCode(low + 64)}`;
    else out += String.fromCharCode(low);
  }
  return out;
}

const cat: Program = {
  name: "cat",
  path: "/usr/bin/cat",
  summary: "print files",
  async run(context) {
    const parsed = options(context.argv, "unAvetTEbs", {
      "number-nonblank": "b",
      number: "n",
      "squeeze-blank": "s",
      "show-nonprinting": "v",
      "show-ends": "E",
      "show-tabs": "T",
      "show-all": "A",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const has = (letters: string): boolean => [...letters].some((letter) => parsed.flags.has(letter));
    const nonBlank = has("b");
    const number = has("nb");
    const [ends, tabs, controls, squeeze] = [has("AEe"), has("ATt"), has("Aevt"), has("s")];
    let blank = 0;
    let line = 1;
    let atStart = true;
    const show = (text: string): string => {
      if (!number && !ends && !tabs && !controls && !squeeze) return text;
      let out = "";
      for (const part of text.split(/(?<=\n)/)) {
        if (atStart) blank = part === "\n" ? blank + 1 : 0;
        if (squeeze && blank > 1) continue;
        if (number && atStart && !(nonBlank && part === "\n")) out += `${String(line++).padStart(6)}\t`;
        const body = part.replace(/\n$/, "");
        const seen = controls ? visible(body) : body;
        out += (tabs ? seen.replaceAll("\t", "^I") : seen) + (part === body ? "" : ends ? "$\n" : "\n");
        atStart = part.endsWith("\n");
      }
      return out;
    };
    let status = 0;
    for (const path of parsed.operands.length > 0 ? parsed.operands : ["-"]) {
      let file = context.stdin;
      if (path !== "-") {
        const opened = context.files.open(absolute(context, path), "read");
        if (!opened.ok) {
          status = complain(context, `${shownName(path)}: ${strerror(opened.error)}`);
          continue;
        }
        file = opened.value;
      }
      if (file.directory) {
        status = complain(context, `${shownName(path)}: ${strerror("EISDIR")}`);
        continue;
      }
      for (;;) {
        const chunk = file.read(context.self.signals);
        const text = typeof chunk === "string" || chunk === null ? chunk : await chunk;
        if (text === null) break;
        await context.stdout.write(show(text));
        const { writeError } = context.stdout;
        if (writeError !== undefined)
          return complain(context, `${path === "-" ? "write error" : path}: ${strerror(writeError)}`);
      }
      if (path !== "-") file.close();
      if (context.self.signals.pending) break;
    }
    return status;
  },
};

const link: Program = {
  name: "link",
  path: "/usr/bin/link",
  summary: "give a file another name",
  run(context) {
    const operands = onlyOperands(context, 2);
    if (typeof operands === "number") return operands;
    const [from, to] = operands;
    if (from === undefined) return missingOperand(context);
    if (to === undefined) return complainOfUse(context, `missing operand after ‘${from}’`);
    const made = context.files.link(absolute(context, from), absolute(context, to));
    if (made.ok) return 0;
    return complain(context, `cannot create link ${quotedName(to)} to ${quotedName(from)}: ${strerror(made.error)}`);
  },
};

export const filePrograms: readonly Program[] = [cat, cp, link, ln, mkdir, mv, rm, rmdir, unlink];
