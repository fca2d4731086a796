/** What people get wrong: a right line with one thing changed. */
import type { Random } from "./random.ts";
import type { Step } from "./step.ts";

type Mistake = (argv: readonly string[], random: Random) => readonly string[];

function replaceWhere(
  argv: readonly string[],
  random: Random,
  fits: RegExp,
  by: (word: string) => string,
): readonly string[] {
  const places = argv.flatMap((word, index) => (fits.test(word) ? [index] : []));
  const place = random.pick(places);
  return place === undefined ? argv : argv.map((word, index) => (index === place ? by(word) : word));
}

const ADDRESS = /^[\da-f.:]+(\/\d+)?$/;

const MISTAKES: readonly (readonly [number, Mistake])[] = [
  // A device that is not there, or is called almost so.
  [
    4,
    (argv, random) =>
      replaceWhere(argv, random, /^(?:[A-D]|veth.*|br\d|v-.*|eth\d|docker1)$/, (word) =>
        random.pick(["nosuch0", `${word}x`, word.toUpperCase(), "an-interface-name-too-long"]),
      ),
  ],
  // A namespace that is not there.
  [
    2,
    (argv, random) =>
      replaceWhere(argv, random, /^(?:c\d|red|blue|ns0)$/, (word) => random.pick(["nosuch", `${word}1`])),
  ],
  // A prefix length that is missing, too long or no number.
  [
    3,
    (argv, random) =>
      replaceWhere(argv, random, /\/\d+$/, (word) =>
        word.replace(/\/\d+$/, random.pick(["", "/33", "/abc", "/-1", "/0", "/129", "/"])),
      ),
  ],
  // An address that is none.
  [
    2,
    (argv, random) =>
      replaceWhere(argv, random, ADDRESS, () =>
        random.pick([
          "10.0.0.256",
          "10.0.0",
          "10.0.0.0.1",
          "fd00:::1",
          "fd00::g",
          "localhost",
          "300",
          "0.0.0.0",
          "127.0.0.1/8",
          "224.0.0.1",
          "::",
        ]),
      ),
  ],
  // A number that is none, or too big.
  [
    2,
    (argv, random) =>
      replaceWhere(argv, random, /^\d+$/, () =>
        random.pick(["abc", "-1", "99999999999", "0", "10", "0x10", "70000", "1.5"]),
      ),
  ],
  // A word too few.
  [3, (argv, random) => argv.filter((_, index) => index < 2 || index !== argv.length - 1 || random.below(1) > 0)],
  [
    2,
    (argv, random) => {
      const gone = random.between(2, Math.max(2, argv.length - 1));
      return argv.filter((_, index) => index !== gone);
    },
  ],
  // Two words in the wrong order.
  [
    2,
    (argv, random) => {
      const at = random.between(1, Math.max(1, argv.length - 2));
      const [one, other] = [argv[at], argv[at + 1]];
      return one === undefined || other === undefined
        ? argv
        : [...argv.slice(0, at), other, one, ...argv.slice(at + 2)];
    },
  ],
  // A word mistyped.
  [
    3,
    (argv, random) => {
      const at = random.between(1, argv.length - 1);
      return argv.map((word, index) => (index === at && word.length > 2 ? mistype(word, random) : word));
    },
  ],
  // A word too many.
  [1, (argv, random) => [...argv, random.pick(["up", "foo", "dev", "10.0.0.1"])]],
];

function mistype(word: string, random: Random): string {
  const at = random.between(0, word.length - 2);
  return random.pick([
    `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
    `${word.slice(0, at)}${word.slice(at + 1)}`,
    `${word}s`,
  ]);
}

/**
 * A ping without its count would never end, and a namespace is not to be left for a shell. Some slips hit programs that have
 * nothing to do with networks, or settings of the machine: `link` of coreutils, options, variables and files of sudo, /proc/sys/dev.
 */
function isSafe(argv: readonly string[]): boolean {
  // coreutils has a program of that name, which is run in one namespace or in all.
  const exec = argv.indexOf("exec");
  if (
    (exec >= 0 && argv.slice(exec + 1, exec + 3).includes("link")) ||
    (argv[0] === "sudo" && /^-|^(?:link|set)$|=|\//.test(argv[1] ?? ""))
  )
    return false;
  // One for every device breaks kernels.
  if (argv.includes("proxy") && !argv.includes("dev")) return false;
  if (argv.includes("sysctl") && argv.includes("dev")) return false;
  // What is refused by name is not told from what is wrong with it.
  if (argv.includes("encap")) return false;
  // This kernel answers EINVAL where ss asks for all families, some of which it lacks, and it has no module for FOU.
  const ss = argv.indexOf("ss");
  const said = ss < 0 ? [] : argv.slice(ss + 1);
  if (ss >= 0 && !said.some((word) => /^-[a-zA-Z]*[tuwxf0]/.test(word))) return false;
  // Sums are of all that the machine has.
  if (said.some((word) => /^-[a-zA-Z]*s/.test(word))) return false;
  if (/(?:^| )ip(?: -n \S+| -\S+)* fo?u?(?: |$)/.test(argv.join(" "))) return false;
  if (argv.includes("ping")) {
    const at = argv.indexOf("ping");
    return argv.slice(at + 1, at + 5).join(" ") === "-c 1 -W 1" && argv.length <= at + 8;
  }
  return !argv.includes("monitor") && !argv.includes("bash");
}

/** The step with a mistake in it. It waits for what it would have set off, and for what it may set off instead. */
export function withMistake(step: Step, random: Random): Step {
  const argv = random.weighted(MISTAKES)(step.argv, random);
  return isSafe(argv) ? { ...step, argv, after: step.after ?? "link" } : step;
}
