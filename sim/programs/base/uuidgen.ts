/**
 * uuidgen of util-linux 2.38.1 (RFC 4122): by chance or by the clock. Same as it: its words and complaints; which option wins.
 * Simplified: the node of what the clock makes is a number by chance, as on a machine without a network card (uuid_generate_time).
 * Absent: hashes of names (--md5, --sha1).
 */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { hexChance, randomUuid, uuidSequence } from "../../kernel/uuid.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { complain } from "./support.ts";

const SHORT = "rtVhn:N:msx";
const LONG: LongOptions = {
  random: "r",
  time: "t",
  version: "V",
  help: "h",
  namespace: "n:",
  name: "N:",
  md5: "m",
  sha1: "s",
  hex: "x",
};

const HELP = `
Usage:
 uuidgen [options]

Create a new UUID value.

Options:
 -r, --random        generate random-based uuid
 -t, --time          generate time-based uuid
 -n, --namespace ns  generate hash-based uuid in this namespace
                       available namespaces: @dns @url @oid @x500
 -N, --name name     generate hash-based uuid from this name
 -m, --md5           generate md5 hash
 -s, --sha1          generate sha1 hash
 -x, --hex           interpret name as hex string

 -h, --help          display this help
 -V, --version       display version

For more details see uuidgen(1).
`;

const HINT = "Try 'uuidgen --help' for more information.";

/** Between the Gregorian calendar's first day and 1970, in 100 nanoseconds (RFC 4122 section 4.1.4). */
const GREGORIAN_TICKS = 0x01b21dd213814000n;

/** By the clock (version 1). */
function timeUuid(context: ProcessContext): string {
  const random = (bound: number) => context.kernel.random(bound);
  const ticks = (BigInt(context.kernel.wallMicros()) * 10n + GREGORIAN_TICKS).toString(16).padStart(15, "0");
  // The multicast bit tells a node by chance from a network card's.
  const node = `${hexChance(random, 1)}${(1 + 2 * random(8)).toString(16)}${hexChance(random, 10)}`;
  return `${ticks.slice(7)}-${ticks.slice(3, 7)}-1${ticks.slice(0, 3)}-${uuidSequence(random)}-${node}`;
}

export const uuidgen: Program = {
  name: "uuidgen",
  path: "/usr/bin/uuidgen",
  summary: "make a new identifier that nobody else has",
  run(context) {
    const given = new Map<string, string>();
    for (const option of getoptLong(context.argv, SHORT, LONG)) {
      if (option.kind === "error") {
        void context.stderr.write(`${context.argv[0]}: ${option.text}\n${HINT}\n`);
        return 1;
      }
      if (option.kind === "operand") continue;
      if (option.name === "V" || option.name === "h") {
        void context.stdout.write(option.name === "h" ? HELP : "uuidgen from util-linux 2.38.1\n");
        return 0;
      }
      if (option.name === "r") given.delete("t");
      else given.set(option.name, option.value);
    }
    const wrong = given.has("n")
      ? given.has("N")
        ? given.has("m") || given.has("s")
          ? undefined
          : "--namespace requires --md5 or --sha1"
        : "--namespace requires --name argument"
      : given.has("N")
        ? "--name requires --namespace argument"
        : given.has("m") || given.has("s")
          ? "--md5 or --sha1 requires --namespace argument"
          : undefined;
    if (wrong) return complain(context, `${wrong}\n${HINT}`);
    if (given.has("n")) {
      void context.stderr.write(`netnone: uuidgen: option "--namespace" is not modelled\n`);
      return 1;
    }
    void context.stdout.write(
      `${given.has("t") ? timeUuid(context) : randomUuid((bound) => context.kernel.random(bound))}\n`,
    );
    return 0;
  },
};
