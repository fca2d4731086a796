/**
 * truncate, dd, install, sync and arch of coreutils 9.1, as far as scripts use them: truncate -s with + and -, -c; dd with if, of, bs,
 * count, skip and status; install with -m, -d and -D.
 */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { readToEnd } from "../../text/files.ts";
import { absolute, badUsage, complain, complainAbout, complainOfUse, missingOperand, options } from "./support.ts";

const MOST_BYTES = 64 << 20;

/** `10`, `4k`, `1M`, `2MB`. */
function sizeOf(text: string): number | undefined {
  const match = /^(\d+)(?:([cwbkKMG])(B|iB)?)?$/.exec(text);
  if (match === null) return undefined;
  const power = match[3] === "B" ? 1000 : 1024;
  const unit = { c: 1, w: 2, b: 512, k: power, K: power, M: power ** 2, G: power ** 3 }[match[2] ?? "c"] ?? 1;
  return Number(match[1]) * unit;
}

function write(context: ProcessContext, path: string, text: string, mode?: number): ExitStatus {
  const opened = context.files.open(absolute(context, path), "write", mode);
  if (!opened.ok) return complain(context, `cannot open '${path}' for writing: ${strerror(opened.error)}`);
  if (text !== "") void opened.value.write(text);
  opened.value.close();
  return 0;
}

const truncate: Program = {
  name: "truncate",
  path: "/usr/bin/truncate",
  summary: "make a file shorter or longer",
  run(context) {
    const parsed = options(context.argv, "cs:r:o", { "no-create": "c", size: "s", reference: "r" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const usage = (text: string): ExitStatus => {
      return complainOfUse(context, text);
    };
    const size = flags.get("s");
    if (size === undefined && !flags.has("r")) return usage("you must specify either ‘--size’ or ‘--reference’");
    if (operands.length === 0) return usage("missing file operand");
    let base: number | undefined;
    const reference = flags.get("r");
    if (reference !== undefined) {
      const stat = context.files.stat(absolute(context, reference));
      if (!stat.ok) return complain(context, `cannot stat '${reference}': ${strerror(stat.error)}`);
      base = stat.value.size;
    }
    const amount = size === undefined ? 0 : sizeOf(size.replace(/^[-+]/, ""));
    if (amount === undefined || amount > MOST_BYTES) return complain(context, `Invalid number: ‘${size}’`);
    let status: ExitStatus = 0;
    for (const path of operands) {
      const read = context.files.readFile(absolute(context, path));
      if (!read.ok && flags.has("c")) continue;
      const bytes = read.ok ? bytesOfText(read.value) : [];
      const wanted =
        base ??
        (size?.startsWith("+")
          ? bytes.length + amount
          : size?.startsWith("-")
            ? Math.max(0, bytes.length - amount)
            : amount);
      const made =
        wanted <= bytes.length ? bytes.slice(0, wanted) : [...bytes, ...Array<number>(wanted - bytes.length).fill(0)];
      status = Math.max(status, write(context, path, textOfBytes(made)));
    }
    return status;
  },
};

const dd: Program = {
  name: "dd",
  path: "/usr/bin/dd",
  summary: "copy blocks",
  async run(context) {
    const began = context.kernel.nowMicros();
    const given = new Map<string, string>();
    for (const word of context.argv.slice(1)) {
      const match = /^(if|of|bs|ibs|obs|count|skip|seek|status|conv|iflag|oflag)=(.*)$/s.exec(word);
      if (match === null) {
        return complainOfUse(context, `unrecognized operand ‘${word}’`);
      }
      given.set(match[1] ?? "", match[2] ?? "");
    }
    for (const name of ["seek", "conv", "iflag", "oflag"])
      if (given.has(name)) return complain(context, `netnone: ${name} is not modelled`);
    const size = sizeOf(given.get("bs") ?? given.get("ibs") ?? "512");
    const count = given.has("count") ? sizeOf(given.get("count") ?? "") : undefined;
    const skip = sizeOf(given.get("skip") ?? "0");
    if (size === undefined || size === 0) return complain(context, `invalid number: ‘${given.get("bs")}’`);
    if (skip === undefined || (given.has("count") && count === undefined))
      return complain(context, `invalid number: ‘${given.get(skip === undefined ? "skip" : "count")}’`);
    const limit = count === undefined ? Number.POSITIVE_INFINITY : count * size;
    const from = given.get("if");
    let bytes: number[];
    if (from === "/dev/zero" || from === "/dev/urandom") {
      if (limit > MOST_BYTES) return complain(context, `netnone: more than ${MOST_BYTES} bytes are not modelled`);
      bytes = Array.from({ length: limit }, () => (from === "/dev/zero" ? 0 : context.kernel.random(256)));
    } else {
      const opened = from === undefined ? undefined : context.files.open(absolute(context, from), "read");
      if (opened !== undefined && !opened.ok)
        return complain(context, `failed to open '${from}': ${strerror(opened.error)}`);
      bytes = [...bytesOfText(await readToEnd(opened?.value ?? context.stdin, context))].slice(skip * size);
      opened?.value.close();
      if (limit < bytes.length) bytes = bytes.slice(0, limit);
    }
    const to = given.get("of");
    const text = textOfBytes(bytes);
    if (to === undefined) await context.stdout.write(text);
    else {
      const status = write(context, to, text);
      if (status !== 0) return status;
    }
    const records = `${Math.floor(bytes.length / size)}+${bytes.length % size === 0 ? 0 : 1} records`;
    const seconds = (context.kernel.nowMicros() - began) / 1e6 || 1e-6;
    const lines = [`${records} in`, `${records} out`];
    if (given.get("status") !== "noxfer")
      lines.push(
        `${bytes.length} byte${bytes.length === 1 ? "" : "s"} copied, ${seconds.toPrecision(6)} s, ${(bytes.length / seconds / 1000).toFixed(1)} kB/s`,
      );
    if (given.get("status") !== "none") void context.stderr.write(lines.map((line) => `${line}\n`).join(""));
    return 0;
  },
};

const install: Program = {
  name: "install",
  path: "/usr/bin/install",
  summary: "copy files and set their modes",
  run(context) {
    const parsed = options(context.argv, "m:dDo:g:vpcT", {
      mode: "m",
      directory: "d",
      owner: "o",
      group: "g",
      verbose: "v",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length === 0) return missingOperand(context);
    const mode = Number.parseInt(flags.get("m") ?? "755", 8);
    if (!/^[0-7]{1,4}$/.test(flags.get("m") ?? "755")) return complain(context, `invalid mode ‘${flags.get("m")}’`);
    const parents = (path: string): void => {
      const parts = absolute(context, path).split("/");
      for (let i = 2; i <= parts.length; i++) context.files.mkdir(parts.slice(0, i).join("/"));
    };
    if (flags.has("d")) {
      for (const path of operands) {
        parents(path);
        context.files.chmod(absolute(context, path), mode);
      }
      return 0;
    }
    if (operands.length === 1) {
      return complainOfUse(context, `missing destination file operand after '${operands[0]}'`);
    }
    const target = operands.at(-1) ?? "";
    const into = context.files.stat(absolute(context, target));
    const isDirectory = into.ok && into.value.type === "directory";
    let status: ExitStatus = 0;
    for (const source of operands.slice(0, -1)) {
      const read = context.files.readFile(absolute(context, source));
      if (!read.ok) {
        status = complainAbout(context, "cannot stat", source, read.error);
        continue;
      }
      const path = isDirectory ? `${target.replace(/\/$/, "")}/${source.split("/").at(-1)}` : target;
      if (flags.has("D")) parents(path.split("/").slice(0, -1).join("/") || ".");
      const done = write(context, path, read.value, mode);
      if (done === 0) context.files.chmod(absolute(context, path), mode);
      status = Math.max(status, done);
    }
    return status;
  },
};

const sync: Program = { name: "sync", path: "/usr/bin/sync", summary: "write files to the disk", run: () => 0 };
const arch: Program = {
  name: "arch",
  path: "/usr/bin/arch",
  summary: "the architecture of the machine",
  run(context) {
    void context.stdout.write("x86_64\n");
    return 0;
  },
};

export const copyPrograms: readonly Program[] = [arch, dd, install, sync, truncate];
