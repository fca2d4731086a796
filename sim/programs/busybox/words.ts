/**
 * Applets that do what the host's programs of the same name do and say otherwise what went wrong (bb_error_msg and
 * bb_perror_msg of busybox 1.35). Simplified: about options the host's programs complain.
 */
import type { ExitStatus, OpenFile } from "../../../core/process.ts";
import { changedContext, type ProcessContext, type Program } from "../../program.ts";

interface Wording {
  /** What a line on standard error becomes, behind the applet's name; the first that fits counts. */
  readonly lines: readonly (readonly [RegExp, string | ((...parts: string[]) => string)])[];
  /** Statuses that differ. */
  readonly statuses?: Readonly<Record<number, ExitStatus>>;
}

const ERROR = "([A-Z].*)";
/** `can't open 'x': No such file or directory`, of the host's `WORDS 'x': ...`. */
const about = (words: string, own: string): readonly [RegExp, string] => [
  new RegExp(`^${words}[ :]*['‘](.*)['’][^:]*: ${ERROR}$`),
  own,
];

const WORDINGS: Readonly<Record<string, Wording>> = {
  awk: { lines: [[/^cannot open (.*) \(([A-Z].*)\)$/, "$1: $2"]], statuses: { 2: 1 } },
  cat: {
    lines: [
      [/^.*: (Is a directory)$/, "read error: $1"],
      [/^(.*): ([A-Z].*)$/, "can't open '$1': $2"],
    ],
  },
  chmod: { lines: [about("cannot access", "$1: $2"), [/^invalid mode: ‘(.*)’$/, "invalid mode '$1'"]] },
  chown: { lines: [about("cannot access", "$1: $2"), [/^invalid user: ‘(.*)’$/, "unknown user $1"]] },
  cp: {
    lines: [
      about("cannot stat", "can't stat '$1': $2"),
      about("cannot create regular file", "can't create '$1': $2"),
      [/^-r not specified; (omitting directory .*)$/, "$1"],
    ],
  },
  cut: { lines: [[/^you must specify a (list of .*)$/, "expected a $1"]] },
  date: { lines: [[/^invalid date ‘(.*)’$/, "invalid date '$1'"]] },
  diff: { lines: [[/^(.*): (No such file or directory)$/, "can't stat '$1': $2"]] },
  du: { lines: [about("cannot access", "$1: $2")] },
  env: { lines: [[/^‘(.*)’: ([A-Z].*)$/, "can't execute '$1': $2"]] },
  expr: {
    lines: [
      [/^non-integer argument$/, "non-numeric argument"],
      [/^missing operand$/, "too few arguments"],
      [/^syntax error: .*$/, "syntax error"],
    ],
  },
  find: { lines: [about("", "$1: $2"), [/^unknown predicate `(.*)'$/, "unrecognized: $1"]] },
  head: {
    lines: [about("cannot open", "$1: $2"), [/^invalid number of (?:lines|bytes): ‘(.*)’$/, "invalid number '$1'"]],
  },
  id: { lines: [[/^‘(.*)’: no such user$/, "unknown user $1"]] },
  kill: {
    lines: [
      [/^\((-?\d+)\) - (.*)$/, "can't kill pid $1: $2"],
      [/^unknown signal -?(.*)$/, "bad signal name '$1'"],
    ],
  },
  ln: { lines: [about("failed to (?:create symbolic link|create hard link|access)", "$1: $2")] },
  ls: {
    lines: [about("cannot access", "$1: $2"), about("cannot open directory", "can't open '$1': $2")],
    statuses: { 2: 1 },
  },
  md5sum: { lines: [[/^(.*): ([A-Z].*)$/, "can't open '$1': $2"]] },
  mkdir: { lines: [about("cannot create directory", "can't create directory '$1': $2")] },
  mkfifo: { lines: [about("cannot create fifo", "$1: $2")] },
  mv: {
    lines: [
      about("cannot stat", "can't rename '$1': $2"),
      [/^cannot move '(.*)' to '.*': ([A-Z].*)$/, "can't rename '$1': $2"],
    ],
  },
  rm: {
    lines: [
      [/^cannot remove '(.*)': Is a directory$/, "'$1' is a directory"],
      about("cannot remove", "can't remove '$1': $2"),
    ],
  },
  rmdir: { lines: [about("failed to remove", "'$1': $2")] },
  sed: { lines: [[/^can't read (.*): ([A-Z].*)$/, "$1: $2"]], statuses: { 2: 1 } },
  sleep: { lines: [[/^invalid time interval ‘(.*)’$/, "invalid number '$1'"]] },
  sort: { lines: [[/^cannot read: (.*)$/, "$1"]] },
  stat: { lines: [about("cannot statx", "can't stat '$1': $2")] },
  sysctl: {
    lines: [
      [
        /^cannot stat \/proc\/sys\/(.*): No such file or directory$/,
        (_, path) => `error: '${path?.replaceAll("/", ".")}' is an unknown key`,
      ],
      [/^setting key "(.*)": ([A-Z].*)$/, "error setting key '$1': $2"],
    ],
  },
  tail: {
    lines: [
      about("cannot open", "can't open '$1': $2"),
      [/^error reading '.*': (.*)$/, "read error: $1"],
      [/^invalid number of (?:lines|bytes): ‘(.*)’$/, "invalid number '$1'"],
    ],
  },
  touch: { lines: [about("cannot touch", "$1: $2")] },
  uniq: { lines: [[/^(.*): ([A-Z].*)$/, "can't open '$1': $2"]] },
};

/** A line in the applet's words; undefined for a hint that busybox does not give. */
function reworded(applet: string, line: string, lines: Wording["lines"]): string | undefined {
  if (/^Try '.* --help' for more information\.$/.test(line)) return undefined;
  const said = line.startsWith(`${applet}: `) ? line.slice(applet.length + 2) : line;
  const rule = lines.find(([pattern]) => pattern.test(said));
  if (!rule) return line;
  const [pattern, own] = rule;
  return `${applet}: ${typeof own === "string" ? said.replace(pattern, own) : own(...(pattern.exec(said) ?? []))}`;
}

/** Standard error of a program that has its lines put in other words. */
function rewording(inner: OpenFile, applet: string, lines: Wording["lines"]): OpenFile {
  return {
    path: inner.path,
    terminal: inner.terminal,
    read: (signals) => inner.read(signals),
    write: (text) =>
      inner.write(
        text
          .split(/(?<=\n)/)
          .map((line) => {
            const end = line.endsWith("\n") ? "\n" : "";
            const own = reworded(applet, line.slice(0, line.length - end.length), lines);
            return own === undefined ? "" : own + end;
          })
          .join(""),
      ),
    close: () => inner.close(),
    retain: () => inner.retain(),
  };
}

/** The program of the host as the applet `name`; the program itself where both say the same. */
export function inBusyboxWords(name: string, program: Program): Program {
  const wording = Object.hasOwn(WORDINGS, name) ? WORDINGS[name] : undefined;
  if (!wording) return program;
  const { lines, statuses = {} } = wording;
  const told = (status: ExitStatus): ExitStatus => statuses[status] ?? status;
  return {
    ...program,
    run(context: ProcessContext) {
      const stderr = rewording(context.stderr, name, lines);
      const descriptors = new Map(context.descriptors).set(2, stderr);
      const status = program.run(changedContext(context, { stderr, descriptors }));
      return typeof status === "number" ? told(status) : status.then(told);
    },
  };
}
