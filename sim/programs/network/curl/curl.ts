/**
 * `curl` 7.88 (curl(1)) for plain HTTP: its requests, what -v tells, redirections, -w, exit codes and complaints.
 *
 * Simplified: the progress meter shows simulated times and is drawn at the beginning and at the end.
 * Absent (refused by name): other protocols and TLS, jars of cookies, uploads, proxies, reuse of connections.
 */

import type { IpAddress } from "../../../../core/address/prefix.ts";
import { formatIp, parseIp } from "../../../../core/address/prefix.ts";
import { linkNamed } from "../../../../core/command/ip/view.ts";
import { type Errno, errnoNumber, strerror } from "../../../../core/errors.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import {
  AnswerReader,
  authorityOf,
  byteLength,
  type Head,
  type HttpUrl,
  headerOf,
  parseUrl,
  resolveLocation,
} from "../http-client.ts";
import { viewOf } from "../ip.ts";
import { resolve } from "../resolve.ts";
import { base64 } from "./base64.ts";
import { type CurlOptions, parseCurl } from "./options.ts";
import { METER_HEAD, meter } from "./progress.ts";

const VERSION =
  "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.17 zlib/1.2.13 brotli/1.0.9 zstd/1.5.4 libidn2/2.3.3 libpsl/0.21.2 (+libidn2/2.3.3) libssh2/1.10.0 nghttp2/1.52.0 librtmp/2.3 OpenLDAP/2.5.13\n";
/** What libcurl speaks in Debian, and curl here does not. */
const OTHER_SCHEMES =
  "dict file ftp ftps gopher gophers https imap imaps ldap ldaps mqtt pop3 pop3s rtmp rtmpe rtmps rtmpt rtmpte rtmpts rtsp scp sftp smb smbs smtp smtps telnet tftp".split(
    " ",
  );
const STDIO_BUFFER = 4096;
const CONNECT_MICROS = 300_000_000;
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
    for (const [i, url] of options.urls.entries()) {
      status = await session.fetch(url, options.outputs[i]);
      if (context.self.signals.pending || (status !== 0 && options.flags.has("fail-early"))) break;
    }
    await session.flush();
    return status;
  },
  complete: () =>
    "-v -s -S -f -i -I -o -O -L -X -d -D -H -A -u -b -w -m -k -4 -6 --connect-timeout --interface --max-redirs --resolve --retry".split(
      " ",
    ),
};

interface Answered {
  readonly head: Head | undefined;
  readonly status: ExitStatus;
  readonly text: string;
}

class Session {
  readonly #context: ProcessContext;
  readonly #options: CurlOptions;
  #connections = 0;
  /** The versions that the servers answered with: what speaks 1.0 is spoken to so. */
  readonly #old = new Set<string>();
  readonly #known = new Set<string>();
  #remote: { address: IpAddress; port: number } | undefined;
  #local: { address: IpAddress; port: number } | undefined;
  #received = 0;
  #expected: number | undefined;
  #sent = 0;
  #began = 0;
  #buffer = "";
  /** The progress meter has been begun. */
  #drawn = false;
  /** What --resolve told, by host and port. */
  readonly #given = new Map<string, readonly IpAddress[]>();
  /** Every head that came, for -D. */
  #heads = "";
  #requested = 0;
  /** When the connection was there, and when the first of the answer. */
  #connectedAt = 0;
  #answeredAt = 0;

  constructor(context: ProcessContext, options: CurlOptions) {
    this.#context = context;
    this.#options = options;
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
  async fetch(text: string, output: CurlOptions["outputs"][number] | undefined): Promise<ExitStatus> {
    const { kernel, stderr, stdout, files, cwd } = this.#context;
    const { flags, redirects } = this.#options;
    this.#began = kernel.nowMicros();
    this.#old.clear();
    this.#received = 0;
    this.#sent = 0;
    this.#requested = 0;
    this.#connectedAt = this.#answeredAt = 0;
    this.#expected = undefined;
    this.#remote = this.#local = undefined;
    const refuse = (status: ExitStatus, why: string) => this.#complain(status, why);
    for (const entry of this.#options.resolved) {
      const fault = await this.#preresolve(entry);
      if (fault !== undefined) return await refuse(49, fault);
    }
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? "http";
    if (OTHER_SCHEMES.includes(scheme)) {
      await stderr.write(`netnone: curl: ${scheme}:// is not modelled\n`);
      return 3;
    }
    if (scheme !== "http") return await refuse(1, `Protocol "${scheme}" not supported or disabled in libcurl`);
    let file: string | undefined;
    if (output === "remote-name") {
      file = /^[^/?#]*\/(?:[^?#]*\/)?([^/?#]+)/.exec(text.replace(/^[a-z]+:\/\//i, ""))?.[1];
      if (file === undefined) return await refuse(23, "Failed writing received data to disk/application");
    } else if (output && output.file !== "-") file = output.file;
    const metered =
      !flags.has("s") && !flags.has("no-progress-meter") && (file !== undefined || stdout.terminal === undefined);
    let body = "";
    let failed = false;
    const { directory, headFile } = this.#options;
    if (file !== undefined && directory !== undefined) file = `${directory}/${file}`;
    const target = file === undefined ? undefined : pathIn(cwd, file);
    if (target !== undefined && flags.has("create-dirs")) makeParents(this.#context, target);
    this.#heads = "";
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
    let followed = 0;
    let left = this.#options.retries;
    let pause = this.#options.retryMicros ?? 1_000_000;
    this.#drawn = false;
    for (;;) {
      const given = parseUrl(address);
      if (typeof given === "string") break;
      const url = flags.has("path-as-is") ? given : { ...given, path: withoutDots(given.path) };
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
        this.#began = kernel.nowMicros();
        this.#received = 0;
        this.#expected = undefined;
        body = "";
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
    if (answered.status === 0 && target !== undefined && this.#received === 0 && target !== "/dev/null")
      if (answered.head && !flags.has("I")) files.writeFile(target, body);
    if (headFile !== undefined && headFile !== "-") files.writeFile(pathIn(cwd, headFile), this.#heads);
    await this.#writeOut(answered, address, followed, file);
    return answered.status === 0 ? 0 : await refuse(answered.status, answered.text);
  }

  async #complain(status: ExitStatus, why: string): Promise<ExitStatus> {
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

  /** --resolve puts addresses where a name's would be found. What is wrong with it, if anything. */
  async #preresolve(entry: string): Promise<string | undefined> {
    const [, host = "", port, list = ""] = /^([^:]+):(\d+):(.+)$/.exec(entry) ?? [];
    const addresses = list.split(",").map((each) => parseIp(each.replace(/^\[|\]$/g, "")));
    if (host === "" || host === "*" || addresses.some((address) => address === undefined))
      return `Couldn't parse CURLOPT_RESOLVE entry '${entry}'`;
    this.#given.set(`${host}:${port}`, addresses as IpAddress[]);
    await this.#say(`* Added ${host}:${port}:${list} to DNS cache\n`);
    return undefined;
  }

  /** The meter for the last time, at the end of what it measures. */
  async #drawEnd(): Promise<void> {
    if (!this.#drawn) return;
    const [expected, received, sent] = [this.#expected, this.#received, this.#sent];
    await this.#context.stderr.write(`${meter({ expected, received, sent, micros: this.#elapsed() })}\n`);
  }

  #elapsed(): number {
    return this.#context.kernel.nowMicros() - this.#began;
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
    const connected = await this.#connect(url, number);
    if ("status" in connected) {
      // A name that is not known is found out before the meter is drawn again.
      if (connected.status !== 6) await this.#drawEnd();
      await this.#say(`* Closing connection ${number}\n`);
      return { head: undefined, ...connected };
    }
    const { socket } = connected;
    this.#connectedAt = kernel.nowMicros();
    const { user } = this.#options;
    if (user !== undefined) await this.#say(`* Server auth using Basic with user '${user.replace(/:.*/s, "")}'\n`);
    const { text, upload } = this.#request(url, redirected);
    this.#requested += byteLength(text);
    await this.#say(text.replaceAll(/[^\n]*\n/g, "> $&"));
    if (upload !== "") await this.#say(`} [${byteLength(upload)} bytes data]\n`);
    this.#sent = byteLength(upload);
    await socket.send(text + upload);
    const reader = new AnswerReader(socket, self.signals, () =>
      timeoutMicros === undefined ? undefined : Math.max(0, this.#began + timeoutMicros - kernel.nowMicros()),
    );
    const shortfall = async (why: { readonly kind: string; readonly errno?: Errno }) => {
      socket.close();
      if (why.kind === "nothing") return await over(52, "Empty reply from server");
      if (why.kind === "broken") return await over(56, `Recv failure: ${strerror(why.errno as Errno)}`);
      const of = this.#expected === undefined ? "" : ` out of ${this.#expected}`;
      return await over(
        28,
        `Operation timed out after ${this.#millis()} milliseconds with ${this.#received}${of} bytes received`,
      );
    };
    const head = await reader.head();
    this.#answeredAt = kernel.nowMicros();
    if (head && "kind" in head) return await shortfall(head);
    if (!head && !flags.has("http0.9")) {
      socket.close();
      return await over(1, "Received HTTP/0.9 when not allowed");
    }
    let keeps = false;
    if (head) {
      keeps = await this.#showHead(head);
      if (head.version === "1.0") this.#old.add(url.host);
      if (flags.has("f") && head.status >= 400) {
        this.#expected = Number(headerOf(head, "content-length") ?? 0);
        socket.close();
        return { ...(await over(22, `The requested URL returned error: ${head.status}`)), head };
      }
      this.#heads += head.text;
      if (this.#options.headFile === "-") await this.#print(head.text);
      if (flags.has("i") || flags.has("I")) await write(head.text);
    }
    const redirects = flags.has("L") && head && head.status >= 300 && head.status < 400 && headerOf(head, "location");
    const length = head && headerOf(head, "content-length");
    if (length !== undefined && !flags.has("I")) this.#expected = Number(length);
    const { largest } = this.#options;
    if (largest && this.#expected !== undefined && this.#expected > largest) {
      socket.close();
      return { ...(await over(63, "Maximum file size exceeded")), head };
    }
    let told = false;
    const take = async (piece: string) => {
      if (!told && !redirects) await this.#say(`{ [${byteLength(piece)} bytes data]\n`);
      told = true;
      if (redirects) return;
      this.#received += byteLength(piece);
      await write(piece);
    };
    const empty = flags.has("I") || (head && (head.status === 204 || head.status === 304));
    const lack = empty ? undefined : await reader.body(head, take);
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

  /** The head as -v tells it, and what curl makes of it. True: the connection would go on. */
  async #showHead(head: Head): Promise<boolean> {
    const [first = "", ...rest] = head.lines;
    const old = head.version === "1.0";
    const chunked = headerOf(head, "transfer-encoding") !== undefined;
    const empty = this.#options.flags.has("I") || head.status === 204 || head.status === 304;
    const sized = chunked || headerOf(head, "content-length") !== undefined || empty;
    const closes = /\bclose\b/i.test(headerOf(head, "connection") ?? "");
    if (old) await this.#say("* HTTP 1.0, assume close after body\n");
    await this.#say(`< ${first}\r\n${rest.map((line) => `< ${line}\r\n`).join("")}`);
    if (!old && !sized && !closes) await this.#say("* no chunk, no close, no size. Assume close to signal end\n");
    await this.#say("< \r\n");
    return !old && sized && !closes;
  }

  #request(url: HttpUrl, redirected: boolean): { readonly text: string; readonly upload: string } {
    const { flags, data, headers, agent, referer, user, range, cookie } = this.#options;
    const posts = data.length > 0 && !flags.has("G") && !redirected;
    const body = data.map((part) => this.#dataText(part)).join("&");
    const method = this.#method(redirected);
    const given = new Map<string, string>();
    const extra: string[] = [];
    for (const header of headers) {
      const parts = /^([^:;]+)([:;])(.*)$/.exec(header);
      if (!parts) continue;
      const [, name = "", sign, value = ""] = parts;
      const line = sign === ";" ? `${name}:` : value.trim() === "" ? "" : `${name}:${value}`;
      if (OWN_HEADERS.includes(name.toLowerCase())) given.set(name.toLowerCase(), line);
      else if (line !== "") extra.push(line);
    }
    const own: (readonly [string, string])[] = [
      ["host", `Host: ${authorityOf(url)}`],
      ["authorization", user === undefined ? "" : `Authorization: Basic ${base64(user)}`],
      ["range", range === undefined ? "" : `Range: bytes=${range}`],
      ["user-agent", agent === "" ? "" : `User-Agent: ${agent ?? "curl/7.88.1"}`],
      ["accept", "Accept: */*"],
      ["accept-encoding", flags.has("compressed") ? "Accept-Encoding: deflate, gzip, br, zstd" : ""],
      ["referer", referer === undefined ? "" : `Referer: ${referer}`],
      ["cookie", cookie === undefined ? "" : `Cookie: ${cookie}`],
    ];
    const tail: (readonly [string, string])[] = posts
      ? [
          ["content-length", `Content-Length: ${byteLength(body)}`],
          ["content-type", "Content-Type: application/x-www-form-urlencoded"],
        ]
      : [];
    const lines = [
      ...own.map(([name, line]) => given.get(name) ?? line),
      ...extra,
      ...tail.map(([name, line]) => given.get(name) ?? line),
    ].filter((line) => line !== "");
    const query = flags.has("G") && body !== "" ? `${url.path.includes("?") ? "&" : "?"}${body}` : "";
    const version = flags.has("0") || this.#old.has(url.host) ? "1.0" : "1.1";
    const text = `${method} ${url.path}${query} HTTP/${version}\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
    return { text, upload: posts ? body : "" };
  }

  #method(redirected = false): string {
    const { flags, data, method } = this.#options;
    if (method !== undefined) return method;
    if (flags.has("I")) return "HEAD";
    return data.length > 0 && !flags.has("G") && !redirected ? "POST" : "GET";
  }

  #dataText({ text, raw, binary }: CurlOptions["data"][number]): string {
    if (raw || !text.startsWith("@")) return text;
    const { files, cwd } = this.#context;
    const name = text.slice(1);
    const read = files.readFile(name.startsWith("/") ? name : `${cwd}/${name}`);
    if (!read.ok) return "";
    return binary ? read.value : read.value.replaceAll(/[\r\n]/g, "");
  }

  /** A connection to one of the host's addresses, or why there is none. */
  async #connect(
    url: HttpUrl,
    number: number,
  ): Promise<
    | { readonly socket: ReturnType<ProcessContext["kernel"]["stream"]> }
    | { readonly status: ExitStatus; readonly text: string }
  > {
    const { files, kernel, self } = this.#context;
    const { flags, timeoutMicros, connectMicros } = this.#options;
    const literal = parseIp(url.name);
    const zone = await this.#zoneOf(url);
    const given = this.#given.get(`${url.name}:${url.port}`);
    const known = given ?? resolve(files, url.name).map(({ address }) => address);
    const all = literal === undefined ? [...known] : [literal];
    // get_localhost of lib/hostip.c knows this name by itself.
    if (url.name === "localhost" && !given) all.reverse();
    const wanted = (address: IpAddress) => !flags.has(typeof address === "number" ? "6" : "4");
    const addresses = all.filter(wanted);
    if (addresses.length === 0) {
      if (all.length > 0) return { status: 7, text: "Couldn't connect to server" };
      const text = `Could not resolve host: ${url.name}`;
      await this.#say(`* ${text}\n`);
      return { status: 6, text };
    }
    if (given || this.#known.has(url.host)) await this.#say(`* Hostname ${url.name} was found in DNS cache\n`);
    this.#known.add(url.host);
    let why = "Couldn't connect to server";
    let status: ExitStatus = 7;
    // The first complaint is the one that is kept.
    let kept: string | undefined;
    for (const address of addresses) {
      const shown = formatIp(address);
      await this.#say(`*   Trying ${typeof address === "number" ? shown : `[${shown}]`}:${url.port}...\n`);
      const socket = kernel.stream(typeof address === "number" ? "inet" : "inet6");
      socket.socket.noDelay = true;
      const unbound = await this.#bind(socket, address);
      if (unbound !== undefined) {
        socket.close();
        why = "Failed binding local connection end";
        status = 45;
        kept = unbound;
        continue;
      }
      const before = kernel.nowMicros();
      const limit = Math.min(timeoutMicros ?? CONNECT_MICROS, connectMicros ?? CONNECT_MICROS);
      const errno = await socket.connect(address, url.port, self.signals, { timeoutMicros: limit, zone });
      if (errno === undefined) {
        const { localAddress, localPort } = socket.socket;
        this.#remote = { address, port: url.port };
        this.#local = { address: localAddress as IpAddress, port: localPort };
        await this.#say(`* Connected to ${url.name} (${shown}) port ${url.port} (#${number})\n`);
        return { socket };
      }
      socket.close();
      if (errno === "EINPROGRESS") {
        if (connectMicros === undefined || connectMicros > limit) {
          const text = `Connection timed out after ${this.#millis()} milliseconds`;
          await this.#say(`* ${text}\n`);
          return { status: 28, text };
        }
        const family = typeof address === "number" ? "ipv4" : "ipv6";
        await this.#say(`* ${family} connect timeout after ${Math.floor(limit / 1000)}ms, move on!\n`);
        why = "Timeout was reached";
        status = 28;
        continue;
      }
      const later = errno === "ECONNREFUSED" || kernel.nowMicros() > before;
      await this.#say(
        later
          ? `* connect to ${shown} port ${url.port} failed: ${strerror(errno)}\n`
          : `* Immediate connect fail for ${shown}: ${strerror(errno)}\n`,
      );
    }
    const text = `Failed to connect to ${url.name} port ${url.port} after ${this.#millis()} ms: ${why}`;
    await this.#say(`* ${text}\n`);
    return { status, text: status === 45 ? (kept ?? text) : text };
  }

  /** zonefrom_url: what is no device, is said and not asked for. */
  async #zoneOf({ zone }: HttpUrl): Promise<string | undefined> {
    const { kernel } = this.#context;
    if (zone === undefined || /^\d+$/.test(zone) || linkNamed(viewOf(kernel, kernel.netns), zone)) return zone;
    await this.#say(`* Invalid zoneid: ${zone}; No such device\n`);
    return undefined;
  }

  /** --interface: a device, or an address of this host; --local-port. What went wrong, if anything. */
  async #bind(socket: ReturnType<ProcessContext["kernel"]["stream"]>, to: IpAddress): Promise<string | undefined> {
    const { device, ports } = this.#options;
    const { kernel, files } = this.#context;
    let found: IpAddress | undefined;
    if (device !== undefined && linkNamed(viewOf(kernel, kernel.netns), device)) socket.socket.device = device;
    else if (device !== undefined) {
      const family = (address: IpAddress) => (typeof address === "number" ? 2 : 10);
      found = resolve(files, device).find(({ address }) => family(address) === family(to))?.address;
      if (found === undefined) {
        await this.#say(`* Could not resolve host: ${device}\n* Couldn't bind to '${device}'\n`);
        return `Couldn't bind to '${device}'`;
      }
      await this.#say(
        `* Name '${device}' family ${family(to)} resolved to '${formatIp(found)}' family ${family(found)}\n`,
      );
    }
    if (found === undefined && ports === undefined) return undefined;
    const [from, last] = ports ?? [0, 0];
    for (let port = from; ; port++) {
      const errno = socket.bind(found, port);
      if (!errno) {
        await this.#say(`* Local port: ${port}\n`);
        return undefined;
      }
      if (port >= last || errno !== "EADDRINUSE") {
        const text = `bind failed with errno ${errnoNumber(errno)}: ${strerror(errno)}`;
        await this.#say(`* ${text}\n`);
        return text;
      }
      await this.#say(`* Bind to local port ${port} failed, trying next\n`);
    }
  }

  /** Where a redirection that was not followed would lead. */
  #redirectOf(head: Head | undefined, address: string): string {
    const location = head && head.status >= 300 && head.status < 400 ? headerOf(head, "location") : undefined;
    const url = parseUrl(address);
    return location === undefined || typeof url === "string" ? "" : resolveLocation(url, location);
  }

  /** -w. */
  async #writeOut(
    { head, status, text }: Answered,
    url: string,
    redirects: number,
    file: string | undefined,
  ): Promise<void> {
    const { format } = this.#options;
    const { stderr } = this.#context;
    if (format === undefined) return;
    const seconds = (micros: number) => (micros / 1_000_000).toFixed(6);
    const since = (at: number) => Math.max(0, at - this.#began);
    const variables: Readonly<Record<string, string>> = {
      http_code: String(head?.status ?? 0).padStart(3, "0"),
      response_code: String(head?.status ?? 0).padStart(3, "0"),
      http_version: head === undefined ? "0" : head.version === "1.0" ? "1" : head.version,
      content_type: (head && headerOf(head, "content-type")) ?? "",
      size_download: String(this.#received),
      size_upload: String(this.#sent),
      size_header: String(head ? byteLength(head.text) : 0),
      remote_ip: this.#remote ? formatIp(this.#remote.address) : "",
      remote_port: String(this.#remote?.port ?? 0),
      local_ip: this.#local ? formatIp(this.#local.address) : "",
      local_port: String(this.#local?.port ?? 0),
      num_redirects: String(redirects),
      num_connects: String(this.#connections),
      url_effective: url.includes("://") ? url : `http://${url}${/[/?]/.test(url) ? "" : "/"}`,
      redirect_url: this.#redirectOf(head, url),
      filename_effective: file ?? "",
      size_request: String(this.#requested),
      ssl_verify_result: "0",
      num_headers: String(head ? head.lines.length - 1 : 0),
      urlnum: "0",
      time_namelookup: seconds(0),
      time_connect: seconds(since(this.#connectedAt)),
      time_appconnect: seconds(0),
      time_pretransfer: seconds(since(this.#connectedAt)),
      time_redirect: seconds(0),
      time_starttransfer: seconds(since(this.#answeredAt)),
      scheme: "HTTP",
      method: this.#method(),
      exitcode: String(status),
      errormsg: text,
      time_total: seconds(this.#elapsed()),
      speed_download: String(this.#elapsed() === 0 ? 0 : Math.floor((this.#received * 1_000_000) / this.#elapsed())),
    };
    let complaint = "";
    const out = format.replaceAll(/%%|%\{([^}]*)\}|\\([nrt])/g, (whole, name: string | undefined, letter: string) => {
      if (whole === "%%") return "%";
      if (letter) return { n: "\n", r: "\r", t: "\t" }[letter] ?? "";
      const value = Object.hasOwn(variables, name ?? "") ? variables[name ?? ""] : undefined;
      if (value === undefined) complaint += `curl: unknown --write-out variable: '${name}'\n`;
      return value ?? "";
    });
    await this.#print(out);
    if (complaint !== "") await stderr.write(complaint);
  }
}

const OWN_HEADERS =
  "host authorization range user-agent accept accept-encoding referer cookie content-length content-type".split(" ");

function pathIn(cwd: string, file: string): string {
  return file.startsWith("/") ? file : `${cwd}/${file}`;
}

/** --create-dirs. */
function makeParents({ files }: ProcessContext, path: string): void {
  const parts = path.split("/").slice(1, -1);
  for (let i = 1; i <= parts.length; i++) files.mkdir(`/${parts.slice(0, i).join("/")}`);
}

/** dedotdotify of RFC 3986, section 5.2.4. */
function withoutDots(path: string): string {
  const [, way = "", rest = ""] = /^([^?]*)(.*)$/s.exec(path) ?? [];
  if (!/(^|\/)\.\.?(\/|$)/.test(way)) return path;
  const kept: string[] = [];
  const parts = way.split("/").slice(1);
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (part === "..") kept.pop();
    if (part !== ".." && part !== ".") kept.push(part);
    else if (last) kept.push("");
  }
  return `/${kept.join("/")}${rest}`;
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
