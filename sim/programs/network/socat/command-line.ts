/** The options of `socat` 1.7.4 (main of socat.c): what stands before the two addresses. */
import { notModelled, type Refusal } from "../../../../core/command/args.ts";

export interface Options {
  readonly way: "both" | "right" | "left";
  readonly lingerMicros: number;
  readonly idleMicros: number | undefined;
  readonly family: "inet" | "inet6" | undefined;
  /** How much is told: 0 errors, 1 warnings too, 2 notices too. */
  readonly verbosity: number;
  /** `-v` and `-x`: what passes is shown. */
  readonly showsText: boolean;
  readonly showsOctets: boolean;
  /** `-lp` and `-lu`: by which name it reports, and whether it tells microseconds. */
  readonly name: string;
  readonly micros: boolean;
  /** `-lh`: reports name the machine. */
  readonly tellsHost: boolean;
  /** `-lf` and `-ly`: where reports go in place of the error output; with the system's log nobody reads them. */
  readonly log: string | "syslog" | undefined;
  /** `-b`: octets that are read at once. */
  readonly blockSize: number;
  readonly addresses: readonly string[];
}

/** `status`: what ends it; `complaint`: what socat says, without date and pid; `text`: what goes to standard output. */
export type CommandLine = Options | Refusal | { readonly complaint: string } | { readonly text: string };

/** As programs are told of it. */
export const VERSION = "1.7.4.4";
const VERSION_TEXT = `socat by Gerhard Rieger and contributors - see www.dest-unreach.org
socat version ${VERSION} on 06 Nov 2022 08:15:51
`;
const TAKE_VALUE = ["-t", "-T", "-b"];
const UNMODELLED = /^-(h{1,3}|\?{1,3}|d{3,}|d\d|D|lm.*|r.*|R.*|s|S.*|g|L.*|W.*)$/;

export const DEFAULTS: Options = {
  way: "both",
  lingerMicros: 500_000,
  idleMicros: undefined,
  family: undefined,
  verbosity: 0,
  showsText: false,
  showsOctets: false,
  name: "socat",
  micros: false,
  tellsHost: false,
  log: undefined,
  blockSize: 8192,
  addresses: [],
};

/** Reads what follows the program's name. */
export function parseSocat(argv: readonly string[]): CommandLine {
  const words = argv.slice(1);
  let options: Options = DEFAULTS;
  const set = (some: Partial<Options>) => {
    options = { ...options, ...some };
  };
  while (words[0]?.startsWith("-") && words[0] !== "-") {
    const word = words.shift() as string;
    if (word.startsWith("-,") || word.startsWith("-:")) {
      words.unshift(word);
      break;
    }
    const short = word.slice(0, 2);
    if (word === "-V") return { text: VERSION_TEXT };
    if (word === "-u" || word === "-U") {
      const way = word === "-u" ? "right" : "left";
      if (options.way !== "both" && options.way !== way)
        return { complaint: `${word} and ${word === "-u" ? "-U" : "-u"} must not be combined` };
      set({ way });
    } else if (word === "-4") set({ family: "inet" });
    else if (word === "-6") set({ family: "inet6" });
    else if (word === "-d" || word === "-dd") {
      const verbosity = options.verbosity + word.length - 1;
      if (verbosity > 2) return notModelled("socat", "option", "-d -d -d");
      set({ verbosity });
    } else if (word === "-v") set({ showsText: true });
    else if (word === "-x") set({ showsOctets: true });
    else if (word === "-ls") set({ log: undefined });
    else if (word === "-lh") set({ tellsHost: true });
    else if (word.startsWith("-ly")) set({ log: "syslog" });
    else if (word.startsWith("-lf")) set({ log: word.length > 3 ? word.slice(3) : (words.shift() ?? "") });
    else if (word === "-lu") set({ micros: true });
    else if (word.startsWith("-lp")) set({ name: word.length > 3 ? word.slice(3) : (words.shift() ?? "") });
    else if (TAKE_VALUE.includes(short)) {
      const text = word.length > 2 ? word.slice(2) : words.shift();
      if (text === undefined) return { complaint: `option ${short} requires an argument; use option "-h" for help` };
      const number = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(text)?.[0];
      if (number === undefined) return { complaint: `parseopts(): missing numerical value of option "${short}"` };
      if (number !== text) return { complaint: `parseopts(): trailing garbage in numerical arg of option "${short}"` };
      if (short === "-t") set({ lingerMicros: Number(text) * 1_000_000 });
      else if (short === "-b") set({ blockSize: Math.trunc(Number(text)) });
      else if (short === "-T") set({ idleMicros: Number(text) * 1_000_000 });
    } else if (UNMODELLED.test(word)) return notModelled("socat", "option", word);
    else if (/^-[vx][a-zA-Z]/.test(word))
      return {
        status: 1,
        stderr: 'Do not merge single character options, i.e. use "-v -x" instead of "-vx"\n'.replace(
          /"-v -x" instead of "-vx"/,
          `"-${word[1]} -${word[2]}" instead of "${word.slice(0, 3)}"`,
        ),
      };
    else return { complaint: `unknown option "${word}"; use option "-h" for help` };
  }
  set({ addresses: words });
  return options;
}
