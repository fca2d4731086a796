/**
 * `curl` 7.88 (curl(1)) for plain HTTP: its requests, what -v tells, redirections, -w, exit codes and complaints.
 *
 * Simplified: the progress meter shows simulated times and is drawn at the beginning and at the end.
 * Absent (refused by name): other protocols and TLS, jars of cookies, forms, proxies, reuse of connections.
 */

import { formatIp } from "../../../../core/address/prefix.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { StreamSocket } from "../../../kernel/stream.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import {
  AnswerReader,
  byteLength,
  FINISH_MICROS,
  type Head,
  type HttpUrl,
  headerOf,
  makeParents,
  parseUrl,
  resolveLocation,
  withoutDots,
} from "../http-client.ts";
import { readAll } from "../read-all.ts";
import { resolve } from "../resolve.ts";
import { Connector } from "./connect.ts";
import { type Globbed, globbed, globComplaint, withParts } from "./glob.ts";
import { type CurlOptions, parseCurl, SEE } from "./options.ts";
import { METER_HEAD, meter } from "./progress.ts";
import { escaped, methodOf, type Request, requestOf, type Upload } from "./request.ts";
import { type Answered, newTransfer } from "./transfer.ts";
import { writtenOut } from "./write-out.ts";

const VERSION =
  "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.17 zlib/1.2.13 brotli/1.0.9 zstd/1.5.4 libidn2/2.3.3 libpsl/0.21.2 (+libidn2/2.3.3) libssh2/1.10.0 nghttp2/1.52.0 librtmp/2.3 OpenLDAP/2.5.13\n";
/** What libcurl speaks in Debian, and curl here does not. */
const OTHER_SCHEMES =
  "dict ftp ftps gopher gophers https imap imaps ldap ldaps mqtt pop3 pop3s rtmp rtmpe rtmps rtmpt rtmpte rtmpts rtsp scp sftp smb smbs smtp smtps telnet tftp".split(
    " ",
  );
const STDIO_BUFFER = 4096;
/** How long the server is given to ask for the body (CURLOPT_EXPECT_100_TIMEOUT_MS). */
const CONTINUE_MICROS = 1_000_000;
/** As much as is read of a body at once. */
const UPLOAD_BUFFER = 65_536;
const LAST_CHUNK = "0\r\n\r\n";
const BAD_URL = "URL using bad/illegal format or missing URL";

export const curl: Program = {
  name: "curl",
  path: "/usr/bin/curl",
  summary: "fetch over HTTP",
  async run(context) {
    const options = parseCurl(context.argv);
    if ("status" in options) {
      await context.stderr.write(options.stderr);
      return options.status;
    }
    if (options.flags.has("V")) {
      await context.stdout.write(VERSION);
      return 0;
    }
    const session = new Session(context, options);
    let status: ExitStatus = 0;
    for (const header of options.headers)
      if (header.startsWith("@") && !options.flags.has("s") && session.readFile(header.slice(1)) === undefined)
        await context.stderr.write(`Warning: Failed to open ${header.slice(1)}!\n`);
    const over = () => context.self.signals.pending || (status !== 0 && options.flags.has("fail-early"));
    for (const [i, text] of options.urls.entries()) {
      const all = options.flags.has("g") ? [{ url: text, parts: [] }] : globbed(text);
      if ("why" in all) status = await session.complain(3, globComplaint(text, all));
      else
        for (const each of all) {
          status = await session.fetch(each, i);
          if (over()) break;
        }
      if (over() || "why" in all) break;
    }
    await session.flush();
    return status;
  },
  complete: () =>
    "-v -s -S -f -i -I -o -O -L -X -d -D -H -A -u -b -w -m -k -4 -6 --connect-timeout --interface --max-redirs --resolve --retry --json --data-urlencode -T".split(
      " ",
    ),
};

class Session {
  readonly #context: ProcessContext;
  readonly #options: CurlOptions;
  #connections = 0;
  /** The versions that the servers answered with: what speaks 1.0 is spoken to so. */
  readonly #old = new Set<string>();
  readonly #connector: Connector;
  #transfer = newTransfer(0);
  /** What -T sends with the transfer under way. */
  #upload: Upload | undefined;
  #buffer = "";
  /** -C: from which octet on the transfer under way goes. */
  #resumed: number | undefined;
  /** The progress meter has been begun. */
  #drawn = false;

  constructor(context: ProcessContext, options: CurlOptions) {
    this.#context = context;
    this.#options = options;
    this.#connector = new Connector(context, options, (text) => this.#say(text));
  }

  /** fwrite(3) to standard output: what does not go to a terminal waits for its buffer to be full, or for the end. */
  async #print(text: string): Promise<void> {
    this.#buffer += text;
    if (this.#buffer.length >= STDIO_BUFFER || this.#context.stdout.terminal) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#buffer;
    this.#buffer = "";
    if (text !== "") await this.#context.stdout.write(text);
  }

  async #say(text: string): Promise<void> {
    if (this.#options.flags.has("v")) await this.#context.stderr.write(text);
  }

  /** One of the command line's addresses, with whatever it leads to. */
  async fetch({ url: given, parts }: Globbed, number: number): Promise<ExitStatus> {
    const output = this.#options.outputs[number];
    const source = this.#options.uploads[number];
    const text = slashed(source === undefined ? given : withFileName(given, source));
    const { kernel, stderr, stdout, files, cwd } = this.#context;
    const { flags, redirects } = this.#options;
    this.#transfer = newTransfer(kernel.nowMicros());
    this.#old.clear();
    const refuse = (status: ExitStatus, why: string) => this.complain(status, why);
    this.#upload = source === undefined ? undefined : await this.#uploadOf(source);
    if (source !== undefined && this.#upload === undefined) {
      await stderr.write(`curl: Can't open '${source}'!\n${SEE}`);
      return await refuse(26, "Failed to open/read local data from file/application");
    }
    for (const entry of this.#options.resolved) {
      const fault = await this.#connector.preresolve(entry);
      if (fault !== undefined) return await refuse(49, fault);
    }
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? "http";
    if (/^[:/?#]/.test(text)) return await refuse(3, BAD_URL);
    if (OTHER_SCHEMES.includes(scheme)) {
      await stderr.write(`netnone: curl: ${scheme}:// is not modelled\n`);
      return 3;
    }
    const { range, resumed } = this.#options;
    if (scheme === "file" && (flags.has("I") || range !== undefined || resumed !== undefined)) {
      await stderr.write("netnone: curl: parts and heads of file:// are not modelled\n");
      return 3;
    }
    if (scheme !== "http" && scheme !== "file")
      return await refuse(1, `Protocol "${scheme}" not supported or disabled in libcurl`);
    let file: string | undefined;
    if (output === "remote-name") {
      file = /^[^/?#]*\/(?:[^?#]*\/)?([^/?#]+)/.exec(text.replace(/^[a-z]+:\/\//i, ""))?.[1];
      if (file === undefined) return await refuse(23, "Failed writing received data to disk/application");
    } else if (output && output.file !== "-") file = withParts(output.file, parts);
    const metered =
      !flags.has("s") && flags.has("progress-meter") && (file !== undefined || stdout.terminal === undefined);
    let body = "";
    let failed = false;
    const { directory, headFile } = this.#options;
    if (file !== undefined && directory !== undefined) file = `${directory}/${file}`;
    const target = file === undefined ? undefined : pathIn(cwd, file);
    if (target !== undefined && flags.has("create-dirs")) makeParents(this.#context, target);
    const write = async (piece: string) => {
      if (target === undefined) await this.#print(piece);
      else if (!failed && !(target === "/dev/null")) {
        body += piece;
        const wrote = files.writeFile(target, body);
        if (wrote.ok) return;
        failed = true;
        if (!flags.has("s")) await stderr.write(`Warning: Failed to open the file ${file}: ${strerror(wrote.error)}\n`);
      }
    };
    let answered: Answered = { head: undefined, status: 3, text: BAD_URL };
    let address = text;
    const there = resumed === "-" && target !== undefined ? (this.readFile(target) ?? "") : "";
    this.#resumed = resumed === undefined ? undefined : resumed === "-" ? byteLength(there) : Number(resumed);
    if (this.#resumed === 0) this.#resumed = undefined;
    if (this.#resumed !== undefined && target !== undefined) body = there || (this.readFile(target) ?? "");
    const before = body;
    if (scheme === "file") answered = await this.#readUrl(text, write);
    let followed = 0;
    let left = this.#options.retries;
    let pause = this.#options.retryMicros ?? 1_000_000;
    this.#drawn = false;
    while (scheme === "http") {
      const parsed = parseUrl(address);
      if (typeof parsed === "string") break;
      const url = flags.has("path-as-is") ? parsed : { ...parsed, path: withoutDots(parsed.path) };
      if (metered && !this.#drawn)
        await stderr.write(METER_HEAD + meter({ expected: 0, received: 0, sent: 0, micros: 0 }));
      this.#drawn = metered;
      answered = await this.#exchange(url, write, followed > 0, () => failed);
      const location = answered.head && headerOf(answered.head, "location");
      const code = answered.head?.status ?? 0;
      const why = left > 0 ? this.#transient(answered) : undefined;
      if (why !== undefined) {
        if (answered.status !== 0) await refuse(answered.status, answered.text);
        if (!flags.has("s")) await stderr.write(warning(why, pause, left));
        await kernel.sleep(pause, this.#context.self.signals);
        if (this.#context.self.signals.pending) return answered.status;
        if (this.#options.retryMicros === undefined) pause = Math.min(2 * pause, 600_000_000);
        left--;
        // Only what counts the body begins anew.
        Object.assign(this.#transfer, { beganMicros: kernel.nowMicros(), received: 0, expected: undefined });
        body = before;
        continue;
      }
      if (answered.status !== 0 || !flags.has("L") || location === undefined || code < 300 || code > 399) break;
      if (followed >= redirects) {
        answered = { ...answered, status: 47, text: `Maximum (${redirects}) redirects followed` };
        break;
      }
      followed++;
      address = resolveLocation(url, location);
      await this.#say(`* Issue another request to this URL: '${address}'\n`);
    }
    if (answered.status === 0 && target !== undefined && this.#transfer.received === 0 && target !== "/dev/null")
      if (answered.head && !flags.has("I")) files.writeFile(target, body);
    if (headFile !== undefined && headFile !== "-") files.writeFile(pathIn(cwd, headFile), this.#transfer.heads);
    const format = this.#options.format === undefined ? undefined : await this.#formatText(this.#options.format);
    if (format !== undefined) {
      const { pieces, complaint } = writtenOut(format, {
        answered,
        transfer: this.#transfer,
        nowMicros: kernel.nowMicros(),
        method: methodOf(this.#options, false, this.#upload !== undefined),
        url: scheme === "file" ? address : this.#effective(address),
        given: given,
        number,
        referer: this.#options.referer,
        scheme: scheme === "file" ? "FILE" : "HTTP",
        version: VERSION.replace(/^.*?\) /, "").trimEnd(),
        redirects: followed,
        connections: this.#connections,
        file,
      });
      for (const { to, text } of pieces)
        if (to === "stdout") await this.#print(text);
        else await stderr.write(text);
      if (complaint !== "") await stderr.write(complaint);
    }
    return answered.status === 0 ? 0 : await refuse(answered.status, answered.text);
  }

  /** `curl: (7) ...`, where it says anything. */
  async complain(status: ExitStatus, why: string): Promise<ExitStatus> {
    const { flags } = this.#options;
    if (!flags.has("s") || flags.has("S")) await this.#context.stderr.write(`curl: (${status}) ${why}\n`);
    return status;
  }

  /** What --retry calls a failure that may not come again (post_per_transfer of src/tool_operate.c). */
  #transient({ status, head, text }: Answered): string | undefined {
    const { flags } = this.#options;
    if (status === 28 || status === 6) return "timeout";
    if (status === 7 && flags.has("retry-connrefused") && text.endsWith("Couldn't connect to server"))
      return "connection refused";
    if ((status === 0 || status === 22) && [408, 429, 500, 502, 503, 504].includes(head?.status ?? 0))
      return "HTTP error";
    return status !== 0 && flags.has("retry-all-errors") ? "(retrying all errors)" : undefined;
  }

  /** -w @FILE, or standard input. */
  async #formatText(format: string): Promise<string> {
    if (!format.startsWith("@")) return format;
    const text = format === "@-" ? await readAll(this.#context.stdin, this.#context) : this.readFile(format.slice(1));
    // As of any option that is read from a file, ends of lines are taken away.
    return (text ?? "").replaceAll(/[\r\n]/g, "");
  }

  /** %{url_effective}: with what curl makes of the address, the query that options add to it, and its fragment. */
  #effective(address: string): string {
    const url = parseUrl(address);
    if (typeof url === "string") return address;
    const [, user = "", port = ""] = /^(?:[a-z]+:\/\/)?([^@/?#]*@)?(?:\[[^\]]*\]|[^:/?#]*)(:\d+)?/i.exec(address) ?? [];
    const [literal] = resolve(this.#context, url.host);
    const host = literal?.literal && typeof literal.address === "number" ? formatIp(literal.address) : url.host;
    const target = this.#transfer.target ?? (this.#options.flags.has("path-as-is") ? url.path : withoutDots(url.path));
    return `http://${user}${host}${port}${target}${/#.*$/s.exec(address)?.[0] ?? ""}`;
  }

  /** file://: a file of this machine (lib/file.c). */
  async #readUrl(text: string, write: (piece: string) => Promise<unknown>): Promise<Answered> {
    const [, host = "", path = "/"] = /^file:\/\/([^/]*)(\/.*)?$/is.exec(text) ?? [];
    if (host !== "" && host !== "localhost" && host !== "127.0.0.1")
      return { head: undefined, status: 3, text: BAD_URL };
    const name = decodeURIComponent(path.replace(/[?#].*$/s, ""));
    const read = this.#context.files.readFile(name);
    const folder = this.#context.files.stat(name);
    if (folder.ok && folder.value.type === "directory") return { head: undefined, status: 0, text: "" };
    if (!read.ok) return { head: undefined, status: 37, text: `Couldn't open file ${name}` };
    this.#transfer.received = byteLength(read.value);
    await write(read.value);
    return { head: undefined, status: 0, text: "" };
  }

  /** A file's text; undefined when it cannot be read. */
  readFile(name: string): string | undefined {
    const { files, cwd } = this.#context;
    const read = files.readFile(pathIn(cwd, name));
    return read.ok ? read.value : undefined;
  }

  /** What -T is to send; undefined when the file cannot be read. */
  async #uploadOf(source: string): Promise<Upload | undefined> {
    if (isStdin(source)) return { text: await readAll(this.#context.stdin, this.#context), sized: false };
    const text = this.readFile(source);
    return text === undefined ? undefined : { text, sized: true };
  }

  /** The meter for the last time, at the end of what it measures. */
  async #drawEnd(): Promise<void> {
    if (!this.#drawn) return;
    const { expected, received, sent } = this.#transfer;
    await this.#context.stderr.write(`${meter({ expected, received, sent, micros: this.#elapsed() })}\n`);
  }

  #elapsed(): number {
    return this.#context.kernel.nowMicros() - this.#transfer.beganMicros;
  }

  #millis(): number {
    return Math.floor(this.#elapsed() / 1000);
  }

  /** One request and its answer. */
  async #exchange(
    url: HttpUrl,
    write: (piece: string) => Promise<unknown>,
    redirected: boolean,
    failed: () => boolean,
  ): Promise<Answered> {
    const { self, kernel } = this.#context;
    const { flags, timeoutMicros } = this.#options;
    const number = this.#connections++;
    const over = async (status: ExitStatus, text: string, told = true): Promise<Answered> => {
      if (told) await this.#say(`* ${text}\n`);
      await this.#drawEnd();
      await this.#say(`* Closing connection ${number}\n`);
      return { head: undefined, status, text };
    };
    const connected = await this.#connector.connect(url, number, this.#transfer.beganMicros);
    if ("status" in connected) {
      // A name that is not known is found out before the meter is drawn again.
      if (connected.status !== 6) await this.#drawEnd();
      await this.#say(`* Closing connection ${number}\n`);
      return { head: undefined, ...connected };
    }
    const { socket, remote, local } = connected;
    Object.assign(this.#transfer, { remote, local, connectedMicros: kernel.nowMicros() });
    const { user } = this.#options;
    if (user !== undefined) await this.#say(`* Server auth using Basic with user '${user.replace(/:.*/s, "")}'\n`);
    const request = requestOf(url, this.#options, {
      redirected,
      old: this.#old.has(url.host),
      readFile: (name) => this.readFile(name),
      upload: this.#upload,
      resumed: this.#resumed,
    });
    this.#transfer.requested += byteLength(request.head);
    this.#transfer.target = request.target;
    await this.#say(request.head.replaceAll(/[^\n]*\n/g, "> $&"));
    let askedUntilMicros: number | undefined;
    const reader = new AnswerReader(socket, self.signals, () => {
      const overAt = timeoutMicros === undefined ? undefined : this.#transfer.beganMicros + timeoutMicros;
      const until = Math.min(overAt ?? Number.POSITIVE_INFINITY, askedUntilMicros ?? Number.POSITIVE_INFINITY);
      return Number.isFinite(until) ? Math.max(0, until - kernel.nowMicros()) : undefined;
    });
    const shortfall = async (why: { readonly kind: string; readonly errno?: Errno }) => {
      socket.close();
      if (why.kind === "nothing") return await over(52, "Empty reply from server");
      if (why.kind === "broken") return await over(56, `Recv failure: ${strerror(why.errno as Errno)}`);
      const of = this.#transfer.expected === undefined ? "" : ` out of ${this.#transfer.expected}`;
      return await over(
        28,
        `Operation timed out after ${this.#millis()} milliseconds with ${this.#transfer.received}${of} bytes received`,
      );
    };
    let head: Awaited<ReturnType<AnswerReader["head"]>>;
    let held = request.expects;
    if (held) {
      await socket.send(request.head);
      askedUntilMicros = kernel.nowMicros() + CONTINUE_MICROS;
      head = await reader.head();
      askedUntilMicros = undefined;
      const late = head !== undefined && "kind" in head && head.kind === "late";
      if (late) await this.#say("* Done waiting for 100-continue\n");
      const asked = head !== undefined && "status" in head && head.status === 100;
      if (asked) await this.#showInterim(head as Head, write);
      held = !late && !asked;
      if (!held) head = undefined;
    }
    if (!held) await this.#sendBody(socket, request);
    head ??= await reader.head();
    while (head && "status" in head && head.status < 200 && head.status !== 101) {
      await this.#showInterim(head, write);
      head = await reader.head();
    }
    this.#transfer.answeredMicros = kernel.nowMicros();
    if (head && "kind" in head) return await shortfall(head);
    if (!head && !flags.has("http0.9")) {
      socket.close();
      return await over(1, "Received HTTP/0.9 when not allowed");
    }
    let keeps = false;
    if (head) {
      keeps = await this.#showHead(head, held);
      if (head.version === "1.0") this.#old.add(url.host);
      if (flags.has("f") && head.status >= 400) {
        this.#transfer.expected = Number(headerOf(head, "content-length") ?? 0);
        socket.close();
        return { ...(await over(22, `The requested URL returned error: ${head.status}`)), head };
      }
      this.#transfer.heads += head.text;
      if (this.#options.headFile === "-") await this.#print(head.text);
      if (flags.has("i") || flags.has("I")) await write(head.text);
    }
    const redirects = flags.has("L") && head && head.status >= 300 && head.status < 400 && headerOf(head, "location");
    const length = head && headerOf(head, "content-length");
    if (length !== undefined && !flags.has("I")) this.#transfer.expected = Number(length);
    if (this.#resumed !== undefined && head && !redirects && headerOf(head, "content-range") === undefined) {
      socket.close();
      if (this.#transfer.expected === this.#resumed) {
        await this.#drawEnd();
        await this.#say(`* The entire document is already downloaded\n* Closing connection ${number}\n`);
        return { head, status: 0, text: "" };
      }
      return { ...(await over(33, "HTTP server doesn't seem to support byte ranges. Cannot resume.")), head };
    }
    const { largest } = this.#options;
    if (largest && this.#transfer.expected !== undefined && this.#transfer.expected > largest) {
      socket.close();
      return { ...(await over(63, "Maximum file size exceeded")), head };
    }
    let told = false;
    const take = async (piece: string) => {
      if (!told && !redirects) await this.#say(`{ [${byteLength(piece)} bytes data]\n`);
      told = true;
      if (redirects) return;
      this.#transfer.received += byteLength(piece);
      await write(piece);
    };
    const empty = flags.has("I") || (head && (head.status === 204 || head.status === 304));
    const lack = empty ? undefined : await reader.body(head, take);
    await kernel.compute(FINISH_MICROS, self.signals);
    socket.close();
    if (failed()) return await over(23, "Failure writing output to destination");
    if (lack && "kind" in lack) return await shortfall(lack);
    if (lack) return { ...(await over(18, `transfer closed with ${lack.wanted} bytes remaining to read`)), head };
    if (!redirects) await this.#drawEnd();
    if (head && head.status >= 400 && flags.has("fail-with-body"))
      return { ...(await over(22, `The requested URL returned error: ${head.status}`)), head };
    await this.#say(
      keeps ? `* Connection #${number} to host ${url.name} left intact\n` : `* Closing connection ${number}\n`,
    );
    return { head, status: 0, text: "" };
  }

  /** The body, with the head before it unless the server has asked for it. */
  async #sendBody(socket: StreamSocket, { head, body, chunked, expects }: Request): Promise<void> {
    const octets = byteLength(body);
    this.#transfer.sent = octets;
    if (octets > 0) await this.#say(`} [${Math.min(octets, UPLOAD_BUFFER)} bytes data]\n`);
    await socket.send(expects ? body : head + body);
    if (chunked) {
      await this.#say(
        `* Signaling end of chunked upload via terminating chunk.\n} [${LAST_CHUNK.length} bytes data]\n`,
      );
      await socket.send(LAST_CHUNK);
    } else if (octets > 0 && (expects || this.#upload)) await this.#say("* We are completely uploaded and fine\n");
  }

  /** An answer that only says that one is to come (RFC 9110, section 15.2). */
  async #showInterim(head: Head, write: (piece: string) => Promise<unknown>): Promise<void> {
    await this.#say(head.lines.map((line) => `< ${line}\r\n`).join(""));
    this.#transfer.heads += head.text;
    if (this.#options.headFile === "-") await this.#print(head.text);
    if (this.#options.flags.has("i")) await write(head.text);
  }

  /** The head as -v tells it, and what curl makes of it; `held`: the body has not been sent. True: the connection would go on. */
  async #showHead(head: Head, held: boolean): Promise<boolean> {
    const [first = "", ...rest] = head.lines;
    const old = head.version === "1.0";
    const chunked = headerOf(head, "transfer-encoding") !== undefined;
    const empty = this.#options.flags.has("I") || head.status === 204 || head.status === 304;
    const sized = chunked || headerOf(head, "content-length") !== undefined || empty;
    const closes = /\bclose\b/i.test(headerOf(head, "connection") ?? "");
    if (old) await this.#say("* HTTP 1.0, assume close after body\n");
    await this.#say(`< ${first}\r\n${rest.map((line) => `< ${line}\r\n`).join("")}`);
    if (!old && !sized && !closes) await this.#say("* no chunk, no close, no size. Assume close to signal end\n");
    const stops = held && !old && head.status >= 400;
    if (stops) await this.#say("* HTTP error before end of send, stop sending\n");
    await this.#say("< \r\n");
    return !old && sized && !closes && !stops;
  }
}

/** One to three slashes behind a scheme are two. */
function slashed(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*):\/{1,3}(?=[^/])/i, (_, scheme: string) =>
    scheme.toLowerCase() === "file" ? `file://${/^file:\/\/(?!\/)/i.test(text) ? "" : "/"}` : `${scheme}://`,
  );
}

/** -T's words for standard input. */
function isStdin(source: string): boolean {
  return source === "-" || source === ".";
}

/** An upload to what looks like a directory goes to the file's name in it (add_file_name_to_url). */
function withFileName(url: string, source: string): string {
  const [, start = "", path = "", query = ""] = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*)([^?#]*)(.*)$/is.exec(url) ?? [];
  if (isStdin(source) || query.startsWith("?") || !(path === "" || path.endsWith("/"))) return url;
  return `${start}${path === "" ? "/" : path}${escaped(source.replace(/.*\//s, ""))}${query}`;
}

function pathIn(cwd: string, file: string): string {
  return file.startsWith("/") ? file : `${cwd}/${file}`;
}

/** warnf of src/tool_msgs.c: lines of 79 letters. */
function warning(why: string, pauseMicros: number, left: number): string {
  const room = 79 - "Warning: ".length;
  let rest = `Problem : ${why}. Will retry in ${Math.floor(pauseMicros / 1_000_000)} seconds. ${left} retries left.`;
  let out = "";
  while (rest.length > room) {
    const cut = rest.lastIndexOf(" ", room - 1);
    const at = cut > 0 ? cut + 1 : room;
    out += `Warning: ${rest.slice(0, at)}\n`;
    rest = rest.slice(at);
  }
  return `${out}Warning: ${rest}\n`;
}
