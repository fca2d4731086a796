/**
 * busybox's wget (networking/wget.c of 1.35): files over plain HTTP.
 *
 * Same as the original: its words and exit statuses, names of files, redirections, the request that it sends.
 * Simplified: the bar is drawn once, when everything is there; names are looked up in /etc/hosts alone.
 * Absent (refused by name): TLS and FTP, -c, -o, proxies.
 */
import { formatIp } from "../../../core/address/prefix.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { absolute, options as parseOptions } from "../base/support.ts";
import {
  AnswerReader,
  byteLength,
  type Head,
  type HttpUrl,
  headerOf,
  parseUrl,
  resolveLocation,
} from "../network/http-client.ts";
import { ask, resolve } from "../network/resolve.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
	[--post-data STR | --post-file FILE] [-Y on/off]
	[--no-check-certificate] [-P DIR] [-U AGENT] URL...

Retrieve files via HTTP or FTP

	--spider	Only check URL existence: $? is 0 if exists
	--header STR	Add STR (of form 'header: value') to headers
	--post-data STR	Send STR using POST method
	--post-file FILE	Send FILE using POST method
	--no-check-certificate	Don't validate the server's certificate
	-c		Continue retrieval of aborted transfer
	-q		Quiet
	-P DIR		Save to DIR (default .)
	-S    		Show server response
	-O FILE		Save to FILE ('-' for stdout)
	-o LOGFILE	Log messages to FILE
	-U STR		Use STR for User-Agent header
	-Y on/off	Use proxy
`;

/** The letters of long options that have none. */
const LONG = {
  continue: "c",
  quiet: "q",
  "server-response": "S",
  "output-document": "O",
  "output-file": "o",
  "directory-prefix": "P",
  proxy: "Y",
  "user-agent": "U",
  timeout: "T",
  tries: "t",
  spider: "1",
  header: "2",
  "post-data": "3",
  "post-file": "4",
  "no-check-certificate": "5",
};
const SECOND_MICROS = 1_000_000;
const MOST_REDIRECTS = 20;
const TIMEOUT_SECONDS = 900;

interface Settings {
  readonly quiet: boolean;
  readonly shows: boolean;
  readonly spider: boolean;
  readonly output: string | undefined;
  readonly folder: string | undefined;
  readonly agent: string;
  readonly headers: readonly string[];
  readonly post: string | undefined;
  readonly timeoutMicros: number;
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { argv, files } = context;
  const parsed = parseOptions(argv, "cqSO:o:P:Y:U:T:t:12:3:4:5", LONG);
  const problem = parsed.problem;
  if (problem !== undefined) say(context, problem);
  if (problem !== undefined || parsed.operands.length === 0) return showUsage(context, USAGE);
  const { flags } = parsed;
  for (const [letter, name] of [
    ["c", "-c"],
    ["o", "-o"],
  ] as const)
    if (flags.has(letter)) {
      await context.stderr.write(`netnone: wget: option ${name} is not modelled\n`);
      return 3;
    }
  const timeout = flags.get("T");
  if (timeout !== undefined && !/^\d+$/.test(timeout)) return say(context, `invalid number '${timeout}'`);
  let post = flags.get("3");
  const postFile = flags.get("4");
  if (postFile !== undefined) {
    const read = files.readFile(absolute(context, postFile));
    if (!read.ok) return say(context, `can't open '${postFile}': ${strerror(read.error)}`);
    post = read.value;
  }
  const settings: Settings = {
    quiet: flags.has("q"),
    shows: flags.has("S"),
    spider: flags.has("1"),
    output: flags.get("O"),
    folder: flags.get("P"),
    agent: flags.get("U") ?? "Wget",
    headers: headersOf(argv),
    post,
    timeoutMicros: Number(timeout ?? TIMEOUT_SECONDS) * SECOND_MICROS,
  };
  for (const url of parsed.operands) {
    const status = await new Download(context, settings).fetch(url);
    if (status !== 0) return status;
  }
  return 0;
}

/** `--header` may be given several times. */
function headersOf(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word, at) => {
    if (word === "--header") return argv[at + 1] ?? [];
    return word.startsWith("--header=") ? word.slice("--header=".length) : [];
  });
}

/** The last part of the path with its query, or what stands for a folder. */
function nameOf(url: HttpUrl): string {
  const name = url.path.slice(url.path.replace(/\?.*$/, "").lastIndexOf("/") + 1);
  return name === "" ? "index.html" : name;
}

/** Host and port as they were written. */
function authority(text: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/?#]*@)?([^/?#]*)/i.exec(text)?.[1] ?? "";
}

class Download {
  readonly #context: ProcessContext;
  readonly #settings: Settings;

  constructor(context: ProcessContext, settings: Settings) {
    this.#context = context;
    this.#settings = settings;
  }

  async #tell(text: string): Promise<void> {
    if (!this.#settings.quiet) await this.#context.stderr.write(text);
  }

  async fetch(given: string): Promise<ExitStatus> {
    const first = parseUrl(given);
    if (first === "scheme") {
      const [, scheme = ""] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(given) ?? [];
      if (!["https", "ftp", "ftps"].includes(scheme.toLowerCase()))
        return say(this.#context, `not an http or ftp url: ${given}`);
      await this.#context.stderr.write(`netnone: wget: ${scheme}:// is not modelled\n`);
      return 3;
    }
    if (typeof first === "string")
      return say(this.#context, first === "port" ? `bad port in '${given}'` : "bad address ''");
    // The file is called as what was asked for, wherever that leads.
    const name = nameOf(first);
    let url = first;
    let text = given;
    for (let followed = 0; ; followed++) {
      const next = await this.#once(url, authority(text), name);
      if (typeof next === "number") return next;
      if (followed >= MOST_REDIRECTS) return say(this.#context, "too many redirections");
      text = resolveLocation(url, next);
      const parsed = parseUrl(text);
      if (typeof parsed === "string") return say(this.#context, `not an http or ftp url: ${next}`);
      url = parsed;
    }
  }

  /** One request; the address that the answer leads to, or how it ended. */
  async #once(url: HttpUrl, shown: string, name: string): Promise<ExitStatus | string> {
    const context = this.#context;
    const { kernel, self } = context;
    const { spider, output, timeoutMicros } = this.#settings;
    await ask(context, url.name);
    const found = resolve(context, url.name)[0];
    if (!found) return say(context, `bad address '${url.host}'`);
    const numeric = typeof found.address === "number" ? formatIp(found.address) : `[${formatIp(found.address)}]`;
    await this.#tell(`Connecting to ${shown} (${numeric}:${url.port})\n`);
    const socket = kernel.stream(typeof found.address === "number" ? "inet" : "inet6");
    try {
      const { zone } = found;
      const errno = await socket.connect(found.address, url.port, self.signals, { timeoutMicros, zone });
      if (self.signals.pending) return 1;
      if (errno === "EINPROGRESS") return say(context, "download timed out");
      if (errno) return say(context, `can't connect to remote host (${formatIp(found.address)}): ${strerror(errno)}`);
      await socket.send(this.#request(url, shown), self.signals);
      const reader = new AnswerReader(socket, self.signals, () => timeoutMicros);
      const head = await reader.head();
      if (head === undefined) return say(context, "bad response");
      if ("kind" in head) {
        if (head.kind === "late") return say(context, "download timed out");
        const why = head.kind === "broken" ? `: ${strerror(head.errno)}` : "";
        return say(context, `error getting response${why}`);
      }
      if (this.#settings.shows) for (const line of [...head.lines, ""]) await this.#tell(`  ${line}\n`);
      const location = headerOf(head, "location");
      if ([300, 301, 302, 303, 307, 308].includes(head.status) && location !== undefined) return location;
      if (head.status < 200 || head.status >= 300) return say(context, `server returned error: ${head.lines[0] ?? ""}`);
      if (spider) {
        await this.#tell("remote file exists\n");
        return 0;
      }
      return await this.#save(
        reader,
        head,
        output ?? (this.#settings.folder ? `${this.#settings.folder}/${name}` : name),
      );
    } finally {
      socket.close();
    }
  }

  async #save(reader: AnswerReader, head: Head, to: string): Promise<ExitStatus> {
    const context = this.#context;
    const { files, stdout } = context;
    const printed = to === "-";
    const path = absolute(context, to);
    if (!printed && this.#settings.output === undefined && files.stat(path).ok)
      return say(context, `can't open '${to}': ${strerror("EEXIST")}`);
    if (!printed) {
      const made = files.writeFile(path, "");
      if (!made.ok) return say(context, `can't open '${to}': ${strerror(made.error)}`);
    }
    await this.#tell(printed ? "writing to stdout\n" : `saving to '${to}'\n`);
    let text = "";
    const short = await reader.body(head, async (piece) => {
      text += piece;
      if (printed) await stdout.write(piece);
    });
    if (!printed) files.writeFile(path, text);
    if (short !== undefined)
      return say(
        context,
        "kind" in short && short.kind === "late" ? "download timed out" : "connection closed prematurely",
      );
    await this.#tell(bar(printed ? "-" : (to.split("/").at(-1) ?? to), byteLength(text)));
    await this.#tell(printed ? "written to stdout\n" : `'${to}' saved\n`);
    return 0;
  }

  #request(url: HttpUrl, host: string): string {
    const { agent, headers, post } = this.#settings;
    const method = post === undefined ? "GET" : "POST";
    const body =
      post === undefined
        ? ""
        : `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${byteLength(post)}\r\n`;
    const more = headers.map((header) => `${header}\r\n`).join("");
    return `${method} ${url.path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${agent}\r\nConnection: close\r\n${more}${body}\r\n${post ?? ""}`;
  }
}

/** bb_progress_update when everything is there: a screen of 80 columns, five places for the size. */
function bar(name: string, size: number): string {
  let value = size;
  let unit = " ";
  for (const next of ["k", "M", "G"]) {
    if (value <= 99_999) break;
    value = Math.floor(value / 1024);
    unit = next;
  }
  return `${name.slice(0, 20).padEnd(20)} 100% |${"*".repeat(32)}| ${String(value).padStart(5)}${unit} 0:00:00 ETA\n`;
}

export const busyboxWget: Program = {
  name: "busybox wget",
  path: "/usr/bin/wget",
  summary: "fetch files over HTTP",
  run,
};
