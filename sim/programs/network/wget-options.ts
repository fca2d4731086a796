/** The command line of GNU `wget` 1.21 (wget(1), src/main.c): what is modelled, and the names of what is not. */
import { notModelled, type Refusal } from "../../../core/command/args.ts";
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";

export interface WgetOptions {
  readonly urls: readonly string[];
  /** Nothing, complaints and one line, everything. */
  readonly verbosity: "quiet" | "terse" | "verbose";
  readonly output: string | undefined;
  readonly folder: string | undefined;
  readonly showsHeaders: boolean;
  readonly spider: boolean;
  readonly keepsOld: boolean;
  /** `-c`: what is there already is the beginning. */
  readonly continues: boolean;
  /** `-i`: a file of more addresses; `-` is standard input. */
  readonly list: string | undefined;
  /** `-w`: how long it waits between two files. */
  readonly waitMicros: number;
  /** `-o` and `-a`: where it tells, instead of standard error. */
  readonly log: { readonly path: string; readonly appends: boolean } | undefined;
  readonly retriesRefused: boolean;
  readonly waitRetrySeconds: number;
  /** 0: no limit. */
  readonly tries: number;
  readonly timeoutMicros: number | undefined;
  readonly connectMicros: number | undefined;
  readonly readMicros: number;
  readonly redirects: number;
  readonly family: "inet" | "inet6" | undefined;
  readonly source: string | undefined;
  readonly agent: string;
  readonly headers: readonly string[];
  readonly method: string | undefined;
  readonly body: string | undefined;
  /** --post-file, --body-file. */
  readonly bodyFile: string | undefined;
  readonly bodyType: string | undefined;
  /** -x: folders as the address has them, with the host's name and the protocol above. */
  readonly directories: {
    readonly asked: boolean;
    readonly host: boolean;
    readonly protocol: boolean;
    readonly cut: number;
  };
}

const LONG: LongOptions = {
  version: "V",
  help: "h",
  quiet: "q",
  verbose: "v",
  "no-verbose": "nv",
  tries: "t:",
  timeout: "T:",
  "dns-timeout": "dns-timeout:",
  "connect-timeout": "connect-timeout:",
  "read-timeout": "read-timeout:",
  waitretry: "waitretry:",
  "retry-connrefused": "retry-connrefused",
  "output-document": "O:",
  "directory-prefix": "P:",
  "server-response": "S",
  spider: "spider",
  "no-clobber": "nc",
  "inet4-only": "4",
  "inet6-only": "6",
  "bind-address": "bind-address:",
  "user-agent": "U:",
  header: "header:",
  "post-data": "post-data:",
  method: "method:",
  "body-data": "body-data:",
  "post-file": "post-file:",
  "body-file": "body-file:",
  "force-directories": "x",
  "no-host-directories": "nH",
  "cut-dirs": "cut-dirs:",
  "protocol-directories": "protocol-directories",
  "max-redirect": "max-redirect:",
  "no-check-certificate": "no-check-certificate",
  "no-proxy": "no-proxy",
  "no-cache": "no-cache",
  "no-cookies": "no-cookies",
  "no-dns-cache": "no-dns-cache",
  "no-config": "no-config",
  "no-hsts": "no-hsts",
  ...Object.fromEntries(
    `background=b execute=e: output-file=o: append-output=a: debug=d report-speed=: input-file=i: force-html=F base=B: config=: rejected-log=:
    retry-on-http-error=: no-netrc= continue=c start-pos=: progress=: show-progress= timestamping=N no-if-modified-since=
    no-use-server-timestamps= wait=w: random-wait= quota=Q: limit-rate=: restrict-file-names=: ignore-case= prefer-family=: user=:
    password=: ask-password= use-askpass=: unlink= xattr= no-directories=nd
    http-user=: http-password=: default-page=: adjust-extension=E ignore-length= compression=: proxy-user=: proxy-password=:
    referer=: save-headers= no-http-keep-alive= load-cookies=: save-cookies=: keep-session-cookies=
    content-disposition= content-on-error= auth-no-challenge= secure-protocol=: https-only= certificate=: private-key=: ca-certificate=:
    ca-directory=: ciphers=: recursive=r level=l: delete-after= convert-links=k backup-converted=K mirror=m page-requisites=p accept=A:
    reject=R: accept-regex=: reject-regex=: domains=D: exclude-domains=: follow-ftp= span-hosts=H relative=L
    include-directories=I: exclude-directories=X: no-parent=np trust-server-names=`
      .split(/\s+/)
      .map((word) => word.split("="))
      .map(([name = "", letter = ""]) => [name, letter === "" || letter === ":" ? `${name}${letter}` : letter]),
  ),
};
const SHORT = "VhqvnbdFcNSxErkKmpHL46t:T:O:P:U:e:o:a:i:B:w:Q:l:A:R:D:I:X:";
const MODELLED =
  "V h q v nv nd nH x cut-dirs protocol-directories c i w o a t T dns-timeout connect-timeout read-timeout waitretry retry-connrefused O P S spider nc 4 6 bind-address U header post-data post-file method body-data body-file max-redirect no-check-certificate no-proxy no-cache no-cookies no-dns-cache no-config no-hsts".split(
    " ",
  );
const USAGE = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";
const READ_MICROS = 900_000_000;

/** What it is asked to do; `text` instead of it goes to standard output. */
export function parseWget(argv: readonly string[]): WgetOptions | Refusal | { readonly text: string } {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const urls: string[] = [];
  const headers: string[] = [];
  // `-nv` and its like are one option of two letters.
  const words = argv.map((word) => (/^-n[a-zA-Z]$/.test(word) ? (TWO_LETTERS[word] ?? word) : word));
  for (const option of getoptLong(words, SHORT, LONG)) {
    if (option.kind === "operand") urls.push(option.text);
    else if (option.kind === "error") return { status: 2, stderr: `wget: ${option.text}\n${USAGE}` };
    else {
      const { name, value, given } = option;
      if (name === "V") return { text: "GNU Wget 1.21.3 built on linux-gnu.\n" };
      if (!MODELLED.includes(name)) return notModelled("wget", "option", given);
      if (name === "header") {
        if (value === "") headers.length = 0;
        else if (!isHeader(value))
          return { status: 2, stderr: `wget: --header: Invalid header \u2018${value}\u2019.\n` };
        else headers.push(value);
      } else values.set(name, value);
      flags.add(name);
    }
  }
  for (const [name, word] of TIMES)
    if (values.has(name) && timeOf(values.get(name)) === undefined) {
      const kind = /^-[\d.]/.test(values.get(name) ?? "") ? "Negative" : "Invalid";
      return { status: 2, stderr: `wget: --${word}: ${kind} time period \u2018${values.get(name)}\u2019\n` };
    }
  if (flags.has("h")) return notModelled("wget", "option", "--help");
  if (flags.has("q") && flags.has("v"))
    return { status: 1, stderr: `Can't be verbose and quiet at the same time.\n${USAGE}` };
  if (urls.length === 0 && !values.has("i")) return { status: 1, stderr: `wget: missing URL\n${USAGE}` };
  const all = timeOf(values.get("T"));
  const read = timeOf(values.get("read-timeout")) ?? all ?? READ_MICROS;
  if (values.has("post-data") && values.has("post-file"))
    return { status: 1, stderr: "You cannot specify both --post-data and --post-file.\n" };
  if (values.has("body-data") && values.has("body-file"))
    return { status: 1, stderr: "You cannot specify both --body-data and --body-file.\n" };
  if ((values.has("body-data") || values.has("body-file")) && !values.has("method"))
    return {
      status: 1,
      stderr: "You must specify a method through --method=HTTPMethod to use with --body-data or --body-file.\n",
    };
  const bodyFile = values.get("post-file") ?? values.get("body-file");
  const body = values.get("post-data") ?? values.get("body-data");
  const tries = values.get("t") ?? "20";
  return {
    urls,
    verbosity: flags.has("q") ? "quiet" : flags.has("nv") ? "terse" : "verbose",
    output: values.get("O"),
    folder: values.get("P"),
    showsHeaders: flags.has("S"),
    spider: flags.has("spider"),
    keepsOld: flags.has("nc"),
    continues: flags.has("c"),
    list: values.get("i"),
    waitMicros: timeOf(values.get("w")) ?? 0,
    log: logOf(values),
    retriesRefused: flags.has("retry-connrefused"),
    waitRetrySeconds: (timeOf(values.get("waitretry")) ?? 10_000_000) / 1_000_000,
    tries: /^\d+$/.test(tries) ? Number(tries) : tries === "inf" ? 0 : 20,
    timeoutMicros: all,
    connectMicros: (timeOf(values.get("connect-timeout")) ?? all) || undefined,
    readMicros: read === 0 ? Number.POSITIVE_INFINITY : read,
    redirects: Number(values.get("max-redirect") ?? 20),
    family: flags.has("4") ? "inet" : flags.has("6") ? "inet6" : undefined,
    source: values.get("bind-address"),
    agent: values.get("U") ?? "Wget/1.21.3",
    headers,
    method: values.get("method") ?? (values.has("post-data") || values.has("post-file") ? "POST" : undefined),
    body,
    bodyFile,
    bodyType: body === undefined && bodyFile === undefined ? undefined : "application/x-www-form-urlencoded",
    directories: {
      asked: flags.has("x") && !flags.has("nd"),
      host: !flags.has("nH"),
      protocol: flags.has("protocol-directories"),
      cut: Number(values.get("cut-dirs") ?? 0),
    },
  };
}

const TWO_LETTERS: Readonly<Record<string, string>> = {
  "-nv": "--no-verbose",
  "-nc": "--no-clobber",
  "-nd": "--no-directories",
  "-nH": "--no-host-directories",
  "-np": "--no-parent",
};
/** `-a` after `-o` and the other way round: both name the same file, and the later one is asked. */
function logOf(values: ReadonlyMap<string, string>): WgetOptions["log"] {
  const appended = values.get("a");
  const path = appended ?? values.get("o");
  return path === undefined ? undefined : { path, appends: appended !== undefined };
}

/** check_user_specified_header: a name and a colon, on one line. */
function isHeader(text: string): boolean {
  return /^[^:\s]+\s*:[^\n]*$/.test(text);
}

const TIMES = [
  ["T", "timeout"],
  ["dns-timeout", "dns-timeout"],
  ["connect-timeout", "connect-timeout"],
  ["read-timeout", "read-timeout"],
  ["waitretry", "waitretry"],
  ["w", "wait"],
] as const;

/** cmd_time: seconds, or with a letter for a longer unit; in microseconds. */
function timeOf(text: string | undefined): number | undefined {
  const parts = /^(\d+(?:\.\d*)?|\.\d+)([smhdw]?)$/.exec(text ?? "");
  if (!parts) return undefined;
  const unit = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }[parts[2] ?? ""] ?? 1;
  return Math.round(Number(parts[1]) * unit * 1_000_000);
}
