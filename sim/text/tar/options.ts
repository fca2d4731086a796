/** The words of tar's command line: the old cluster without a dash, short and long options, and what stands where. */
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import type { ProcessContext } from "../../program.ts";

export type Action = "c" | "x" | "t" | "r";

export interface Wanted {
  readonly action: Action;
  readonly file: string;
  readonly verbose: number;
  /** Compressed by gzip: asked for, or told by the name with -a. */
  readonly gzip: boolean;
  readonly given: ReadonlySet<string>;
  readonly strip: number;
  readonly excluded: readonly string[];
  /** Names in the order given; a directory to go to before one. */
  readonly words: readonly { readonly directory?: string; readonly name?: string; readonly list?: string }[];
}

const LONG: LongOptions = {
  create: "c",
  extract: "x",
  get: "x",
  list: "t",
  append: "r",
  file: "f:",
  verbose: "v",
  gzip: "z",
  gunzip: "z",
  ungzip: "z",
  bzip2: "j",
  xz: "J",
  zstd: "zstd",
  "auto-compress": "a",
  directory: "C:",
  "preserve-permissions": "p",
  "same-permissions": "p",
  "absolute-names": "P",
  "to-stdout": "O",
  "keep-old-files": "k",
  "skip-old-files": "skip",
  overwrite: "overwrite",
  exclude: "exclude:",
  "exclude-from": "X:",
  "files-from": "T:",
  "strip-components": "strip:",
  dereference: "h",
  "remove-files": "remove",
  "no-recursion": "shallow",
  wildcards: "wildcards",
  "numeric-owner": "numeric",
  "same-owner": "same-owner",
  "no-same-owner": "o",
  "no-same-permissions": "no-p",
  touch: "m",
  sparse: "S",
  "one-file-system": "one",
  warning: "warning:",
  format: "H:",
  "force-local": "local",
  totals: "totals",
  version: "version",
  help: "help",
};

const SHORT = "cxtrf:vzjJaC:pPOkX:T:hmoSH:wlnguUWd";
const NOT_MODELLED: Readonly<Record<string, string>> = {
  j: "bzip2",
  J: "xz",
  zstd: "zstd",
  d: "comparing (-d)",
  u: "updating (-u)",
  w: "confirmation (-w)",
  help: "its help",
};

/** The command line's meaning; a number is the status it ends with, after a word on why. */
export function wantedOf(context: ProcessContext): Wanted | number {
  const say = (text: string, hint = true): number => {
    void context.stderr.write(
      `tar: ${text}\n${hint ? "Try 'tar --help' or 'tar --usage' for more information.\n" : ""}`,
    );
    return 2;
  };
  const [own = "tar", first, ...rest] = context.argv;
  let argv: readonly string[] = context.argv;
  if (first !== undefined && !first.startsWith("-")) {
    // `tar czf FILE`: each letter that takes a value takes the next word.
    const words = [...rest];
    const options: string[] = [];
    for (const letter of first) {
      const place = SHORT.indexOf(letter);
      if (place < 0 || letter === ":") options.push(`-${letter}`);
      else if (SHORT[place + 1] !== ":") options.push(`-${letter}`);
      else {
        const value = words.shift();
        if (value === undefined) return say(`Old option '${letter}' requires an argument.`);
        options.push(`-${letter}`, value);
      }
    }
    argv = [own, ...options, ...words];
  }
  let action: Action | undefined;
  let [file, verbose, strip] = ["-", 0, 0];
  const given = new Set<string>();
  const excluded: string[] = [];
  const words: { directory?: string; name?: string; list?: string }[] = [];
  for (const option of getoptLong(argv, SHORT, LONG)) {
    if (option.kind === "operand") words.push({ name: option.text });
    else if (option.kind === "error") {
      say(option.text);
      return 64;
    } else if (/^[cxtr]$/.test(option.name)) {
      if (action !== undefined && action !== option.name)
        return say("You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option");
      action = option.name as Action;
    } else if (option.name === "f") file = option.value;
    else if (option.name === "v") verbose++;
    else if (option.name === "C") words.push({ directory: option.value });
    else if (option.name === "T") words.push({ list: option.value });
    else if (option.name === "exclude") excluded.push(option.value);
    else if (option.name === "strip") strip = Number(option.value) || 0;
    else if (option.name === "X") {
      const path = option.value.startsWith("/") ? option.value : `${context.cwd}/${option.value}`;
      const read = context.files.readFile(path);
      if (!read.ok) return say(`${option.value}: Cannot open: No such file or directory`, false);
      excluded.push(...read.value.split("\n").filter((line) => line !== ""));
    } else if (option.name === "version") {
      void context.stdout.write("tar (GNU tar) 1.34\n");
      return 0;
    } else if (Object.hasOwn(NOT_MODELLED, option.name))
      return say(`netnone: ${NOT_MODELLED[option.name]} is not modelled`, false);
    else given.add(option.name);
  }
  if (action === undefined) return say("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
  const named = words.some((word) => word.name !== undefined || word.list !== undefined);
  if (action === "c" && !named) return say("Cowardly refusing to create an empty archive");
  const gzip = given.has("z") || (given.has("a") && action === "c" && /\.(?:tgz|taz|gz)$/.test(file));
  return { action, file, verbose, gzip, given, strip, excluded, words };
}
