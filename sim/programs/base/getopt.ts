/**
 * getopt(1) of util-linux: options of a script's own put in order. Same: both forms of its command line, what it prints and
 * what it complains of. Simplified: where operands stay in place (an optstring with `-` in front), those after `--` do, too.
 * Absent: quoting for csh, long options after a single dash (-a).
 */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";

const OWN_SHORT = "+ao:l:n:qQs:TuhV";
const OWN_LONG: LongOptions = {
  options: "o:",
  longoptions: "l:",
  name: "n:",
  quiet: "q",
  "quiet-output": "Q",
  shell: "s:",
  test: "T",
  unquoted: "u",
  help: "h",
  alternative: "a",
  version: "V",
};

const HELP =
  "\nUsage:\n getopt <optstring> <parameters>\n getopt [options] [--] <optstring> <parameters>\n" +
  " getopt [options] -o|--options <optstring> [options] [--] <parameters>\n";

const TEST_STATUS = 4;

interface Wanted {
  readonly short: string;
  readonly long: LongOptions;
  readonly name: string;
  readonly words: readonly string[];
  readonly quoted: boolean;
  readonly quiet: boolean;
  readonly silent: boolean;
}

/** Ready for a shell's `eval`: each apostrophe leaves its quotes and enters them again. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Names as `-l` has them: separated by commas or spaces, with colons that say what they take. */
function longOptions(text: string): LongOptions {
  const names = text.split(/[, \t\n]+/).filter((name) => name !== "");
  return Object.fromEntries(names.map((name) => [name.replace(/:{1,2}$/, ""), name]));
}

async function generate(context: ProcessContext, wanted: Wanted): Promise<ExitStatus> {
  const { short, long, name, words, quoted, quiet, silent } = wanted;
  const show = (text: string) => (quoted ? quote(text) : text);
  let line = "";
  let status = 0;
  const operands: string[] = [];
  const mute = quiet || short.replace(/^[-+]/, "").startsWith(":");
  const inPlace = short.startsWith("-");
  for (const option of getoptLong(["", ...words], inPlace ? short.slice(1) : short, long)) {
    if (option.kind === "operand") {
      if (inPlace) line += ` ${show(option.text)}`;
      else operands.push(option.text);
    } else if (option.kind === "error") {
      if (!mute) await context.stderr.write(`${name}: ${option.text}\n`);
      status = 1;
    } else {
      const letter = option.given.startsWith("--") ? undefined : option.name;
      const takes =
        letter === undefined ? long[option.name]?.endsWith(":") === true : short[short.indexOf(letter) + 1] === ":";
      line += ` ${letter === undefined ? `--${option.name}` : option.given}${takes ? ` ${show(option.value)}` : ""}`;
    }
  }
  line += ` --${operands.map((text) => ` ${show(text)}`).join("")}`;
  if (!silent) await context.stdout.write(`${line}\n`);
  return status;
}

export const getopt: Program = {
  name: "getopt",
  path: "/usr/bin/getopt",
  summary: "parse the options of a script",
  async run(context) {
    const misused = async (text: string): Promise<ExitStatus> => {
      await context.stderr.write(`getopt: ${text}\nTry 'getopt --help' for more information.\n`);
      return 2;
    };
    const refused = async (what: string): Promise<ExitStatus> => {
      await context.stderr.write(`netnone: getopt: ${what} is not modelled\n`);
      return 3;
    };
    const compatible = context.env.GETOPT_COMPATIBLE !== undefined;
    const first = context.argv[1];
    if (first === undefined) {
      if (!compatible) return misused("missing optstring argument");
      await context.stdout.write(" --\n");
      return 0;
    }
    const plain = { long: {}, name: "getopt", quoted: false, quiet: false, silent: false };
    if (!first.startsWith("-") || compatible)
      return generate(context, { ...plain, short: first.replace(/^[-+]+/, ""), words: context.argv.slice(2) });
    let short: string | undefined;
    let long: LongOptions = {};
    let name = "getopt";
    const flags = new Set<string>();
    const words: string[] = [];
    for (const option of getoptLong(context.argv, OWN_SHORT, OWN_LONG)) {
      if (option.kind === "error") return misused(option.text);
      if (option.kind === "operand") words.push(option.text);
      else if (option.name === "o") short = option.value;
      else if (option.name === "l") long = { ...long, ...longOptions(option.value) };
      else if (option.name === "n") name = option.value;
      else if (option.name === "T") return TEST_STATUS;
      else if (option.name === "s") {
        if (/^t?csh$/.test(option.value)) return refused(`quoting for ${option.value}`);
        if (option.value !== "sh" && option.value !== "bash")
          return misused("unknown shell after -s or --shell argument");
      } else if (option.name === "h" || option.name === "V") {
        await context.stdout.write(option.name === "h" ? HELP : "getopt from util-linux 2.38.1\n");
        return 0;
      } else flags.add(option.name);
    }
    short ??= words.shift();
    if (short === undefined) return misused("missing optstring argument");
    if (flags.has("a")) return refused("option -a");
    if (context.env.POSIXLY_CORRECT !== undefined && !/^[-+]/.test(short)) short = `+${short}`;
    return generate(context, {
      ...{ short, long, name, words },
      quoted: !flags.has("u"),
      quiet: flags.has("q"),
      silent: flags.has("Q"),
    });
  },
};
