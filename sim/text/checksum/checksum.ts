/**
 * md5sum and its kin, cksum and sum of coreutils 9.1. The same: lines of both forms, names with odd characters, -c with all it
 * says, cksum -a. SM3 and other lengths of BLAKE2b are refused.
 */

import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText } from "../../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { shownName } from "../../programs/base/quote.ts";
import { complain, complainOfUse } from "../../programs/base/support.ts";
import { put, refusedOutput } from "../command.ts";
import { readToEnd, resolvePath } from "../files.ts";
import { type HashName, hash } from "./hash.ts";
import { check, lineOf } from "./lines.ts";

/** The text of an operand; undefined, and a word on why, where there is none. */
async function contentOf(context: ProcessContext, name: string): Promise<string | undefined> {
  if (name === "-") return await readToEnd(context.stdin, context);
  const opened = context.files.open(resolvePath(context.cwd, name), "read");
  if (opened.ok && opened.value.directory !== true) {
    try {
      return await readToEnd(opened.value, context);
    } finally {
      opened.value.close();
    }
  }
  if (opened.ok) opened.value.close();
  complain(context, `${shownName(name)}: ${strerror(opened.ok ? "EISDIR" : opened.error)}`);
  return undefined;
}

const LONG: LongOptions = {
  binary: "b",
  check: "c",
  tag: "tag",
  text: "t",
  zero: "z",
  "ignore-missing": "ignore-missing",
  quiet: "quiet",
  status: "status",
  strict: "strict",
  warn: "w",
  help: "help",
  version: "version",
};

const OF_CHECKING = ["ignore-missing", "status", "w", "quiet", "strict"];

function sumProgram(name: string, algorithm: HashName): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: `${algorithm} checksums`,
    async run(context) {
      const given = new Set<string>();
      const operands: string[] = [];
      for (const option of getoptLong(context.argv, "bctwz", LONG)) {
        if (option.kind === "operand") operands.push(option.text);
        else if (option.kind === "error") return complainOfUse(context, option.text);
        else {
          // Each of them takes back what the other said.
          if (option.name === "t" || option.name === "b") given.delete(option.name === "t" ? "b" : "t");
          if (option.name === "tag") given.delete("t");
          given.add(option.name);
        }
      }
      return await sums(context, algorithm, given, operands);
    },
  };
}

/** What all of them do once they know their options. */
async function sums(
  context: ProcessContext,
  algorithm: HashName,
  given: ReadonlySet<string>,
  operands: readonly string[],
): Promise<ExitStatus> {
  if (given.has("help") || given.has("version")) return complain(context, "netnone: its help is not modelled");
  const checks = given.has("c");
  if (checks && given.has("tag"))
    return complainOfUse(context, "the --tag option is meaningless when verifying checksums");
  if (checks && given.has("z"))
    return complainOfUse(context, "the --zero option is not supported when verifying checksums");
  if (given.has("tag") && given.has("t")) return complainOfUse(context, "--tag does not support --text mode");
  if (checks && (given.has("b") || given.has("t")))
    return complainOfUse(context, "the --binary and --text options are meaningless when verifying checksums");
  for (const name of OF_CHECKING)
    if (!checks && given.has(name))
      return complainOfUse(
        context,
        `the --${name === "w" ? "warn" : name} option is meaningful only when verifying checksums`,
      );
  const digest = (text: string) => context.kernel.outside(hash(algorithm, text));
  let status: ExitStatus = 0;
  for (const name of operands.length === 0 ? ["-"] : operands) {
    const text = await contentOf(context, name);
    if (text === undefined) status = 1;
    else if (checks) {
      if (!(await check(context, name, text, { algorithm, digest, given }))) status = 1;
    } else {
      const line = lineOf(name, await digest(text), { algorithm, given });
      if (!(await put(context.stdout, line))) return refusedOutput(context);
    }
  }
  return status;
}

/** The CRC of POSIX: the polynomial of Ethernet over the octets and then over their number. */
function crc(bytes: readonly number[]): number {
  let value = 0;
  const feed = (byte: number): void => {
    value ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  };
  for (const byte of bytes) feed(byte);
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256)) feed(length & 255);
  return ~value >>> 0;
}

const plain = {
  /** BSD's: 16 bits that turn, and blocks of a kilobyte. */
  bsd: (bytes: readonly number[], named: boolean, name: string): string => {
    let value = 0;
    for (const byte of bytes) value = (((value >> 1) | ((value & 1) << 15)) + byte) & 0xffff;
    const blocks = Math.ceil(bytes.length / 1024);
    return `${String(value).padStart(5, "0")} ${String(blocks).padStart(5)}${named ? ` ${name}` : ""}\n`;
  },
  /** System V's: the sum, folded, and blocks of half a kilobyte. */
  sysv: (bytes: readonly number[], named: boolean, name: string): string => {
    let sum = 0;
    for (const byte of bytes) sum = (sum + byte) % 2 ** 32;
    const folded = (sum % 65536) + Math.floor(sum / 65536);
    const value = (folded & 0xffff) + (folded >> 16);
    return `${value} ${Math.ceil(bytes.length / 512)}${named ? ` ${name}` : ""}\n`;
  },
  crc: (bytes: readonly number[], named: boolean, name: string): string =>
    `${crc(bytes)} ${bytes.length}${named ? ` ${name}` : ""}\n`,
};

async function plainSums(
  context: ProcessContext,
  kind: keyof typeof plain,
  operands: readonly string[],
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  for (const name of operands.length === 0 ? ["-"] : operands) {
    const text = await contentOf(context, name);
    if (text === undefined) {
      status = 1;
      continue;
    }
    const line = plain[kind](bytesOfText(text), operands.length > 0, name);
    if (!(await put(context.stdout, line))) return refusedOutput(context);
  }
  return status;
}

const sum: Program = {
  name: "sum",
  path: "/usr/bin/sum",
  summary: "16-bit checksums and numbers of blocks",
  async run(context) {
    let kind: "bsd" | "sysv" = "bsd";
    const operands: string[] = [];
    for (const option of getoptLong(context.argv, "rs", { sysv: "s", help: "help", version: "version" })) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") return complainOfUse(context, option.text);
      else if (option.name === "r") kind = "bsd";
      else if (option.name === "s") kind = "sysv";
      else return complain(context, `netnone: --${option.name} is not modelled`);
    }
    return await plainSums(context, kind, operands);
  },
};

const ALGORITHMS = ["bsd", "sysv", "crc", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "sm3"];

const cksum: Program = {
  name: "cksum",
  path: "/usr/bin/cksum",
  summary: "checksums and sizes",
  async run(context) {
    let algorithm = "crc";
    const given = new Set<string>(["tag"]);
    const operands: string[] = [];
    const long = { ...LONG, algorithm: "a:", untagged: "untagged", debug: "debug", length: "l:" };
    for (const option of getoptLong(context.argv, "a:cl:wz", long)) {
      if (option.kind === "operand") operands.push(option.text);
      else if (option.kind === "error") return complainOfUse(context, option.text);
      else if (option.name === "a") {
        algorithm = option.value;
        if (ALGORITHMS.includes(algorithm)) continue;
        complain(context, `invalid argument ‘${algorithm}’ for ‘--algorithm’`);
        void context.stderr.write(`Valid arguments are:\n${ALGORITHMS.map((each) => `  - ‘${each}’\n`).join("")}`);
        void context.stderr.write(`Try '${context.argv[0]} --help' for more information.\n`);
        return 1;
      } else if (option.name === "untagged") given.delete("tag");
      else if (option.name === "l") return complain(context, "netnone: --length is not modelled");
      else given.add(option.name);
    }
    if (algorithm === "sm3") return complain(context, `netnone: the algorithm ${algorithm} is not modelled`);
    if (given.has("c")) given.delete("tag");
    const simple = algorithm === "bsd" || algorithm === "sysv" || algorithm === "crc" ? algorithm : undefined;
    if (simple !== undefined && given.has("c"))
      return complain(
        context,
        "netnone: --check is modelled with --algorithm=md5, sha1, sha224, sha256, sha384, sha512, blake2b",
      );
    return simple === undefined
      ? await sums(
          context,
          algorithm === "blake2b" ? "BLAKE2b" : (algorithm.toUpperCase() as HashName),
          given,
          operands,
        )
      : await plainSums(context, simple, operands);
  },
};

export const checksumPrograms: readonly Program[] = [
  cksum,
  sum,
  sumProgram("b2sum", "BLAKE2b"),
  sumProgram("md5sum", "MD5"),
  sumProgram("sha1sum", "SHA1"),
  sumProgram("sha224sum", "SHA224"),
  sumProgram("sha256sum", "SHA256"),
  sumProgram("sha384sum", "SHA384"),
  sumProgram("sha512sum", "SHA512"),
];
