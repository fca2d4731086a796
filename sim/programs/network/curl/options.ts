/** The command line of `curl` 7.88 (curl(1), src/tool_getparam.c): what is modelled, and the names of what is not. */
import { notModelled, type Refusal } from "../../../../core/command/args.ts";
import { LETTERS, longOption, UNMODELLED_LETTERS, USUALLY_ON } from "./option-names.ts";

/** `ascii`: @FILE is a file without its newlines; `binary`: as it is; `raw`: no file. */
export type DataKind = "ascii" | "binary" | "raw" | "urlencode" | "json";

export interface CurlOptions {
  readonly flags: ReadonlySet<string>;
  readonly urls: readonly string[];
  /** Where each address goes, in order; what has none goes to standard output. */
  readonly outputs: readonly ({ readonly file: string } | "remote-name")[];
  readonly headers: readonly string[];
  /** What -d and its kin add, as they were given. */
  readonly data: readonly { readonly text: string; readonly kind: DataKind }[];
  /** --url-query. */
  readonly queries: readonly string[];
  /** -T: the file for each address, in order, or standard input (`-`, `.`). */
  readonly uploads: readonly string[];
  readonly method: string | undefined;
  readonly agent: string | undefined;
  readonly referer: string | undefined;
  readonly format: string | undefined;
  readonly device: string | undefined;
  readonly timeoutMicros: number | undefined;
  readonly connectMicros: number | undefined;
  readonly redirects: number;
  /** `NAME:PASSWORD`. */
  readonly user: string | undefined;
  /** Pairs `NAME=VALUE` as they are sent. */
  readonly cookie: string | undefined;
  readonly range: string | undefined;
  /** -C: from which octet on, or `-`: behind what is there. */
  readonly resumed: string | undefined;
  /** `HOST:PORT:ADDRESS[,ADDRESS]...`. */
  readonly resolved: readonly string[];
  /** --connect-to: `HOST1:PORT1:HOST2:PORT2`. */
  readonly elsewhere: readonly string[];
  readonly headFile: string | undefined;
  readonly directory: string | undefined;
  /** Octets. */
  readonly largest: number | undefined;
  readonly ports: readonly [from: number, to: number] | undefined;
  readonly retries: number;
  readonly retryMicros: number | undefined;
}

export const SEE = "curl: try 'curl --help' or 'curl --manual' for more information\n";

/** Reads the words as curl does: letters together, a value attached or in the next word, long names in full. */
export function parseCurl(argv: readonly string[]): CurlOptions | Refusal {
  const flags = new Set<string>(USUALLY_ON);
  const urls: string[] = [];
  const outputs: ({ file: string } | "remote-name")[] = [];
  const headers: string[] = [];
  const data: { text: string; kind: DataKind }[] = [];
  const queries: string[] = [];
  const uploads: string[] = [];
  const resolved: string[] = [];
  const elsewhere: string[] = [];
  const values = new Map<string, string>();
  const wrong = (text: string): Refusal => ({ status: 2, stderr: `curl: option ${text}\n${SEE}` });
  const take = (given: string, name: string, value: string): Refusal | undefined => {
    if (NUMBERS.includes(name)) {
      const negative = /^-\d/.test(value) && !(name === "max-redirs" && value === "-1");
      if (negative && name !== "max-redirs") return wrong(`${given}: expected a positive numerical parameter`);
      if (negative || !/^(\d+(\.\d*)?|\.\d+|-1)$/.test(value))
        return wrong(`${given}: expected a proper numerical parameter`);
    }
    if (name === "o") outputs.push({ file: value });
    else if (name === "H") headers.push(value);
    else if (Object.hasOwn(DATA_KINDS, name)) data.push({ text: value, kind: DATA_KINDS[name] as DataKind });
    else if (name === "url-query") queries.push(value);
    else if (name === "T") uploads.push(value);
    else if (name === "resolve") resolved.push(value);
    else if (name === "connect-to") elsewhere.push(value);
    else if (name === "u" && !value.includes(":")) return notModelled("curl", "option", `${given} ${value}`);
    else if (name === "b" && !value.includes("=")) return notModelled("curl", "option", `${given} ${value}`);
    else if (name === "local-port" && !isPortRange(value)) return wrong(`${given}: is badly used here`);
    else if (name === "max-filesize" && !/^\d+[kmgt]?$/i.test(value)) {
      const { status, stderr } = wrong(`${given}: is badly used here`);
      return { status, stderr: `Warning: invalid number specified for ${given.replace(/^-*/, "")}\n${stderr}` };
    } else if (name === "C" && value !== "-" && !/^\d+$/.test(value))
      return wrong(`${given}: expected a proper numerical parameter`);
    else if (name === "url") urls.push(value);
    else values.set(name, value);
    return undefined;
  };
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("-") || word === "-") {
      urls.push(word);
      continue;
    }
    if (word.startsWith("--")) {
      const long = longOption(word.slice(2));
      if (long.kind === "unmodelled") return notModelled("curl", "option", word);
      if (long.kind === "wrong") return wrong(`${word}: ${long.why}`);
      const { option, negated } = long;
      if (!option.endsWith(":")) {
        if (option === "O" && !negated) outputs.push("remote-name");
        if (negated) flags.delete(option);
        else flags.add(option);
        continue;
      }
      const value = argv[++i];
      if (value === undefined) return wrong(`${word}: requires parameter`);
      const refusal = take(word, option.slice(0, -1), value);
      if (refusal) return refusal;
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] as string;
      const option = Object.hasOwn(LETTERS, letter) ? (LETTERS[letter] as string) : undefined;
      if (option === undefined) {
        if (TAKE_VALUE.includes(letter) && at + 1 === word.length && i + 1 === argv.length)
          return wrong(`${word}: requires parameter`);
        if (UNMODELLED_LETTERS.includes(letter)) return notModelled("curl", "option", `-${letter}`);
        return wrong(`${word}: is unknown`);
      }
      if (!option.endsWith(":")) {
        if (option === "O") outputs.push("remote-name");
        // -N says that nothing is to wait in a buffer.
        if (option === "N") flags.delete(option);
        else flags.add(option);
        continue;
      }
      const value = at + 1 < word.length ? word.slice(at + 1) : argv[++i];
      if (value === undefined) return wrong(`${word}: requires parameter`);
      const refusal = take(word, letter, value);
      if (refusal) return refusal;
      break;
    }
  }
  if (flags.has("remote-name-all")) while (outputs.length < urls.length) outputs.push("remote-name");
  if (urls.length === 0 && !flags.has("V"))
    return { status: 2, stderr: argv.length > 1 ? `curl: no URL specified!\n${SEE}` : SEE };
  const asked = [
    ...(flags.has("I") ? ["HEAD (-I, --head)"] : []),
    ...(data.length > 0 && !flags.has("G") ? ["POST (-d, --data)"] : []),
    ...(uploads.length > 0 ? ["PUT (-T, --upload-file)"] : []),
  ];
  if (asked.length > 1) return { status: 2, stderr: flags.has("s") ? "" : conflict(data.length > 0, flags.has("I")) };
  const micros = (name: string) => {
    const value = Number(values.get(name) ?? 0);
    return value > 0 ? Math.round(value * 1_000_000) : undefined;
  };
  return {
    flags,
    urls,
    outputs,
    headers,
    data,
    queries,
    uploads,
    method: values.get("X"),
    agent: values.get("A"),
    referer: values.get("e"),
    format: values.get("w"),
    device: values.get("interface"),
    timeoutMicros: micros("m"),
    connectMicros: micros("connect-timeout"),
    redirects: redirectsOf(values.get("max-redirs")),
    resumed: values.get("C"),
    user: values.get("u"),
    cookie: values.get("b"),
    range: values.get("r"),
    resolved,
    elsewhere,
    headFile: values.get("D"),
    directory: values.get("output-dir"),
    largest: sizeOf(values.get("max-filesize")),
    ports: portsOf(values.get("local-port")),
    retries: Number(values.get("retry") ?? 0),
    retryMicros: micros("retry-delay"),
  };
}

const DATA_KINDS: Readonly<Record<string, DataKind>> = {
  d: "ascii",
  "data-binary": "binary",
  "data-raw": "raw",
  "data-urlencode": "urlencode",
  json: "json",
};
/** GetSizeParameter: octets, or so many of a larger unit. */
function sizeOf(text: string | undefined): number | undefined {
  const [, digits, unit = ""] = /^(\d+)([kmgt]?)$/i.exec(text ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** " kmgt".indexOf(unit.toLowerCase() || " ");
}

function redirectsOf(text: string | undefined): number {
  return text === "-1" ? Number.POSITIVE_INFINITY : Number(text ?? 50);
}

/** Ports from one to another, none above 65535. */
function isPortRange(text: string): boolean {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return from !== undefined && Number(to) <= 65_535 && Number(from) <= Number(to);
}

/** SetHTTPrequest: two methods at once. */
function conflict(posts: boolean, heads: boolean): string {
  const [one, other] =
    posts && heads
      ? ["POST", "(-d, --data) and HEAD (-I, --head)."]
      : posts
        ? ["POST", "(-d, --data) and PUT (-T, --upload-file)."]
        : ["HEAD", "(-I, --head) and PUT (-T, --upload-file)."];
  return `Warning: You can only select one HTTP request method! You asked for both ${one} \nWarning: ${other}\n`;
}

const TAKE_VALUE = "EKcFPhxUQYytz";
/** Options whose value is a number. */
const NUMBERS = ["m", "connect-timeout", "max-redirs", "retry", "retry-delay", "keepalive-time"];

function portsOf(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const [from = 0, to = from] = text.split("-").map(Number);
  return [from, to];
}
