/**
 * GNU `wget` 1.21 (wget(1), src/http.c, connect.c, retr.c): files over plain HTTP.
 *
 * Same as the original: names of files, what it tells of connections, answers and redirections, when it tries again, exit codes.
 * Simplified: rates are those of the simulated network; on a terminal there are dots where wget draws a bar.
 * Absent (refused by name): TLS and FTP, recursion, -N, reuse of connections.
 */
import { formatIp, type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import { type Errno, strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import {
  AnswerReader,
  authorityOf,
  byteLength,
  FINISH_MICROS,
  type Head,
  type HttpUrl,
  headerOf,
  makeParents,
  parseUrl,
  resolveLocation,
  withoutDots,
} from "./http-client.ts";
import { ask, resolve, whyUnknown } from "./resolve.ts";
import { parseWget, type WgetOptions } from "./wget-options.ts";
import { dots, rateText, secondsText } from "./wget-progress.ts";

/** wget(1), EXIT STATUS. */
const EXIT = { generic: 1, parse: 2, io: 3, network: 4, server: 8 } as const;
/** Those that are not worth another try (retryable_socket_connect_error). */
const FATAL: readonly Errno[] = ["ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", "EINVAL"];

export const wget: Program = {
  name: "wget",
  path: "/usr/bin/wget",
  summary: "fetch files over HTTP",
  async run(context) {
    const options = parseWget(context.argv);
    if ("text" in options) {
      await context.stdout.write(options.text);
      return 0;
    }
    if ("status" in options) {
      await context.stderr.write(options.stderr);
      return options.status;
    }
    return await new Wget(context, options).run();
  },
  complete: () =>
    "-q -nv -c -i -o -a -w -O -P -S -T -t -nc -4 -6 -U --spider --header --post-data --bind-address".split(" "),
};

interface Try {
  readonly status: ExitStatus;
  /** Another try may help. */
  readonly again: boolean;
  readonly location?: string;
}

class Wget {
  readonly #context: ProcessContext;
  #options: WgetOptions;
  /** It has said that there is no address to be bound to. */
  #unbound = false;
  #files = 0;
  #bytes = 0;
  #micros = 0;
  /** What -O has got so far: everything goes to one file. */
  #document = "";
  /** What the file of -o or -a holds. */
  #logged = "";

  constructor(context: ProcessContext, options: WgetOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** To standard error, or to the file of -o. */
  async #tell(text: string): Promise<void> {
    const { log } = this.#options;
    if (log === undefined) await this.#context.stderr.write(text);
    else this.#context.files.writeFile(this.#absolute(log.path), (this.#logged += text));
  }

  async #say(text: string): Promise<void> {
    if (this.#options.verbosity === "verbose") await this.#tell(text);
  }

  async #complain(text: string): Promise<void> {
    if (this.#options.verbosity !== "quiet") await this.#tell(text);
  }

  #now(): string {
    const micros = this.#context.kernel.wallMicros();
    return new Date(micros / 1000).toISOString().replace("T", " ").slice(0, 19);
  }

  #absolute(name: string): string {
    return name.startsWith("/") ? name : `${this.#context.cwd}/${name}`;
  }

  async run(): Promise<ExitStatus> {
    const { files, kernel, self } = this.#context;
    const { output, log, list, waitMicros } = this.#options;
    if (log !== undefined) {
      const there = log.appends ? files.readFile(this.#absolute(log.path)) : undefined;
      if (there?.ok) this.#logged = there.value;
      const made = files.writeFile(this.#absolute(log.path), this.#logged);
      if (!made.ok) {
        await this.#context.stderr.write(`wget: ${log.path}: ${strerror(made.error)}\n`);
        return EXIT.generic;
      }
    }
    const { bodyFile } = this.#options;
    if (bodyFile !== undefined) {
      const body = files.readFile(this.#absolute(bodyFile));
      if (!body.ok) {
        await this.#complain(`BODY data file \u2018${bodyFile}\u2019 missing: ${strerror(body.error)}\n`);
        return EXIT.parse;
      }
      this.#options = { ...this.#options, body: body.value };
    }
    if (this.#options.keepsOld && output !== undefined && files.stat(this.#absolute(output)).ok) {
      await this.#say(`File \u2018${output}\u2019 already there; not retrieving.\n`);
      return EXIT.generic;
    }
    const began = kernel.nowMicros();
    if (
      output !== undefined &&
      output !== "-" &&
      output !== "/dev/null" &&
      !this.#options.spider &&
      !this.#options.continues
    ) {
      const made = files.writeFile(this.#absolute(output), "");
      if (!made.ok) {
        await this.#tell(`${output}: ${strerror(made.error)}\n`);
        return EXIT.generic;
      }
    }
    let status: ExitStatus = 0;
    const urls = [...this.#options.urls];
    const given = urls.length;
    let listed: readonly string[] = [];
    for (let i = 0; i <= urls.length; i++) {
      if (i === given && list !== undefined) {
        listed = await this.#listed(list);
        if (listed.some(isNoAddress)) status = EXIT.generic;
        urls.push(...listed.filter((url) => !isNoAddress(url)));
      }
      const url = urls[i];
      if (url === undefined) break;
      if (i > 0 && waitMicros > 0) await kernel.sleep(waitMicros, self.signals);
      const result = await this.#retrieve(url);
      // The gravest is the one with the smallest number, but for success and server errors.
      if (result !== 0) status = status === 0 ? result : Math.min(status, result);
      if (self.signals.pending) return status;
    }
    if (list !== undefined && listed.length === 0) await this.#complain(`No URLs found in ${list}.\n`);
    if ((urls.length > 1 || list !== undefined) && this.#bytes > 0) {
      const wall = secondsText(kernel.nowMicros() - began);
      await this.#complain(
        `FINISHED --${this.#now()}--\nTotal wall clock time: ${wall}s\nDownloaded: ${this.#files} files, ${this.#bytes} in ${secondsText(this.#micros)}s (${rateText(this.#bytes, this.#micros)})\n`,
      );
    }
    return status;
  }

  /** get_urls_file: a line each, of which those that are no addresses are complained of. */
  async #listed(list: string): Promise<readonly string[]> {
    const { files, stdin, self } = this.#context;
    let text = "";
    if (list === "-")
      for (
        let part = await stdin.read(self.signals);
        part !== null && part !== "";
        part = await stdin.read(self.signals)
      )
        text += part;
    else {
      const read = files.readFile(this.#absolute(list));
      if (!read.ok) {
        await this.#complain(`${list}: ${strerror(read.error)}\n`);
        return [];
      }
      text = read.value;
    }
    const lines = text.split("\n").map((line) => line.trim());
    for (const line of lines)
      if (isNoAddress(line)) await this.#complain(`${list}: Invalid URL http://${line}: Invalid host name\n`);
    return lines.filter((line) => line !== "");
  }

  /** retrieve_url: one address of the command line, with what it leads to. */
  async #retrieve(given: string): Promise<ExitStatus> {
    const { redirects } = this.#options;
    // What no address may hold as it is goes as an octet in figures (url_escape).
    let text = given.replaceAll(/[\s"<>\\^`{|}]/g, (character) => encodeURIComponent(character));
    for (let followed = 0; ; followed++) {
      const url = parseUrl(text);
      if (typeof url === "string") {
        const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
        if (url === "scheme" && ["https", "ftp", "ftps"].includes(scheme ?? "")) {
          await this.#tell(`netnone: wget: ${scheme}:// is not modelled\n`);
          return 3;
        }
        const why = {
          scheme: `Unsupported scheme \u2018${scheme}\u2019`,
          port: "Bad port number",
          host: "Invalid host name",
          text: "Invalid host name",
        };
        await this.#complain(`${text === "" ? "http://" : text}: ${why[url]}.\n`);
        return EXIT.generic;
      }
      if (url.zone !== undefined) {
        await this.#complain(`${text}: Invalid IPv6 numeric address.\n`);
        return EXIT.generic;
      }
      const [, , bare = "", path = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^#]*)/i.exec(text) ?? [];
      const full = `http://${bare}${withoutDots(path)}`;
      const shown = /^[^/]*\/\/[^/?#]*$/.test(full) ? `${full}/` : full;
      const result = await this.#tries({ ...url, path: withoutDots(url.path) }, shown, given);
      if (result.location === undefined) return result.status;
      if (followed >= redirects) {
        await this.#complain(`${redirects} redirections exceeded.\n`);
        return EXIT.server;
      }
      text = resolveLocation(url, result.location);
    }
  }

  /** http_loop. */
  async #tries(url: HttpUrl, shown: string, given: string): Promise<Try> {
    const { kernel, self, files } = this.#context;
    const { tries, spider, waitRetrySeconds, output, keepsOld } = this.#options;
    const name = this.#fileName(given);
    if (keepsOld && output === undefined && files.stat(this.#absolute(name)).ok) {
      await this.#say(`File \u2018${name}\u2019 already there; not retrieving.\n\n`);
      return { status: 0, again: false };
    }
    if (spider) await this.#say("Spider mode enabled. Check if remote file exists.\n");
    for (let count = 1; ; count++) {
      if (count > 1) await kernel.sleep(Math.min(count - 1, waitRetrySeconds) * 1_000_000, self.signals);
      const which = count === 1 ? "" : `(try:${String(count).padStart(2)})  `;
      await this.#say(`--${this.#now()}--  ${which}${shown}\n`);
      const result = await this.#once(url, shown, name, count === tries);
      if (!result.again || self.signals.pending) return result;
      if (count === tries) return result;
    }
  }

  /** url_file_name: the last part of the path, in -P's folder. */
  #fileName(text: string): string {
    const whole = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/#.*$/, "");
    const [, host = "", way = ""] = /^([^/?]*)(.*)$/s.exec(whole) ?? [];
    const path = host + withoutDots(way);
    const last = /^[^/?]*\/(?:[^?]*\/)?([^/]*)$/.exec(path)?.[1] ?? "";
    const file = last === "" || last.startsWith("?") ? `index.html${last}` : last;
    const { folder, directories } = this.#options;
    const parents = directories.asked ? way.replace(/\?.*$/s, "").split("/").slice(1, -1).slice(directories.cut) : [];
    const top = directories.asked
      ? [...(directories.protocol ? ["http"] : []), ...(directories.host ? [host.replace(/^[^@]*@/, "")] : [])]
      : [];
    const name = [...top, ...parents, file].join("/");
    return folder === undefined ? name : `${folder.replace(/\/$/, "")}/${name}`;
  }

  async #giveUp(text: string, last: boolean): Promise<Try> {
    await this.#complain(text);
    await this.#say(last ? "Giving up.\n\n" : "Retrying.\n\n");
    return { status: EXIT.network, again: true };
  }

  /** gethttp. */
  async #once(url: HttpUrl, shown: string, name: string, last: boolean): Promise<Try> {
    const { self } = this.#context;
    const { spider, readMicros, verbosity, showsHeaders } = this.#options;
    const connected = await this.#connect(url, last);
    if ("status" in connected) return connected;
    const { socket } = connected;
    const has = this.#begun(name);
    await socket.send(this.#request(url, has));
    await this.#say("HTTP request sent, awaiting response... ");
    const reader = new AnswerReader(socket, self.signals, () => (Number.isFinite(readMicros) ? readMicros : undefined));
    const head = await reader.head();
    if (head && "kind" in head) {
      socket.close();
      if (head.kind === "nothing") return await this.#giveUp("No data received.\n", last);
      const why = head.kind === "broken" ? strerror(head.errno) : "Connection timed out";
      return await this.#giveUp(`Read error (${why}) in headers.\n`, last);
    }
    const code = head?.status ?? 200;
    const reason = head ? head.reason || "(no description)" : "No headers, assuming HTTP/0.9";
    await this.#say(showsHeaders ? "\n" : `${code} ${reason}\n`);
    if (showsHeaders && head && verbosity !== "quiet")
      await this.#tell(head.lines.map((line) => `  ${line}\n`).join(""));
    const location = head && headerOf(head, "location");
    if (location !== undefined && code >= 300 && code < 400) {
      socket.close();
      await this.#say(`Location: ${location} [following]\n`);
      return { status: 0, again: false, location };
    }
    const whole = head && code === 200 ? Number(headerOf(head, "content-length") ?? Number.NaN) : Number.NaN;
    if (has > 0 && (code === 416 || has >= whole)) {
      socket.close();
      await this.#say("\n    The file is already fully retrieved; nothing to do.\n\n");
      return { status: 0, again: false };
    }
    if (code === 206) {
      socket.close();
      await this.#context.stderr.write("netnone: wget: parts of a file (206) are not modelled\n");
      return { status: 3, again: false };
    }
    if (code < 200 || code >= 300) {
      socket.close();
      return await this.#serverError(code, reason, shown);
    }
    const length = head && headerOf(head, "content-length");
    const type = head && headerOf(head, "content-type")?.replace(/;.*/, "");
    const size = length === undefined ? "unspecified" : sizeText(Number(length));
    await this.#say(`Length: ${size}${type === undefined ? "" : ` [${type}]`}\n`);
    if (spider) {
      socket.close();
      await this.#say("Remote file exists.\n\n");
      if (verbosity === "terse") await this.#tell(`${this.#now()} URL: ${shown} ${code} ${reason}\n`);
      return { status: 0, again: false };
    }
    const result = await this.#save(reader, head, name, shown, last);
    await this.#context.kernel.compute(FINISH_MICROS, self.signals);
    socket.close();
    return result;
  }

  async #serverError(code: number, reason: string, shown: string): Promise<Try> {
    const { spider, verbosity } = this.#options;
    if (verbosity === "terse") await this.#complain(`${shown}:\n`);
    if (spider && code === 404) await this.#complain("Remote file does not exist -- broken link!!!\n");
    else await this.#complain(`${this.#now()} ERROR ${code}: ${reason}.\n`);
    await this.#say("\n");
    return { status: EXIT.server, again: false };
  }

  /** The body into its file, and what is told of that. */
  async #save(reader: AnswerReader, head: Head | undefined, name: string, shown: string, last: boolean): Promise<Try> {
    const { kernel, files, stdout } = this.#context;
    const { output, verbosity } = this.#options;
    const target = output ?? (this.#options.continues ? name : this.#unique(name));
    const where = target === "-" ? "STDOUT" : target;
    await this.#say(`Saving to: \u2018${where}\u2019\n`);
    if (output === undefined) makeParents(this.#context, this.#absolute(target));
    if (output === undefined) {
      const made = files.writeFile(this.#absolute(target), "");
      if (!made.ok) {
        await this.#complain(
          `${target}: ${strerror(made.error)}\n\nCannot write to \u2018${target}\u2019 (${strerror(made.error)}).\n`,
        );
        return { status: EXIT.io, again: false };
      }
    }
    const began = kernel.nowMicros();
    let bytes = 0;
    let text = output === undefined ? "" : this.#document;
    const lack = await reader.body(head, async (piece) => {
      bytes += byteLength(piece);
      if (target === "-") await stdout.write(piece);
      else text += piece;
    });
    const micros = kernel.nowMicros() - began;
    if (target !== "-" && target !== "/dev/null") files.writeFile(this.#absolute(target), text);
    if (output !== undefined) this.#document = text;
    const length = head && headerOf(head, "content-length");
    const total = length === undefined ? undefined : Number(length);
    await this.#say(dots(bytes, total, micros));
    const rate = rateText(bytes, micros);
    if (lack && "kind" in lack) {
      const why = lack.kind === "broken" ? strerror(lack.errno) : "Connection timed out";
      const of = total === undefined ? "" : `/${total}`;
      await this.#say(`${this.#now()} (${rate}) - Read error at byte ${bytes}${of} (${why}). `);
      return await this.#giveUp("", last);
    }
    if (lack) {
      await this.#say(`${this.#now()} (${rate}) - Connection closed at byte ${bytes}. `);
      return await this.#giveUp("", last);
    }
    this.#files++;
    this.#bytes += bytes;
    this.#micros += micros;
    const sizes = total === undefined ? String(bytes) : `${bytes}/${total}`;
    const done = target === "-" ? "written to stdout" : `\u2018${target}\u2019 saved`;
    await this.#say(`${this.#now()} (${rate}) - ${done} [${sizes}]\n\n`);
    if (verbosity === "terse") await this.#tell(`${this.#now()} URL:${shown} [${sizes}] -> "${target}" [1]\n`);
    return { status: 0, again: false };
  }

  /** unique_name: what is there already stays. */
  #unique(name: string): string {
    const { files } = this.#context;
    if (!files.stat(this.#absolute(name)).ok) return name;
    for (let i = 1; ; i++) if (!files.stat(this.#absolute(`${name}.${i}`)).ok) return `${name}.${i}`;
  }

  /** How much of the file is there that -c goes on with. */
  #begun(name: string): number {
    const { continues, output } = this.#options;
    if (!continues) return 0;
    const there = this.#context.files.readFile(this.#absolute(output ?? name));
    return there.ok ? byteLength(there.value) : 0;
  }

  #request(url: HttpUrl, has: number): string {
    const { agent, headers, method, spider, body, bodyType } = this.#options;
    const named = new Map(headers.map((header) => [header.replace(/:.*$/, "").trim().toLowerCase(), header]));
    const own: (readonly [string, string])[] = [
      ["host", `Host: ${authorityOf(url)}`],
      ["range", has > 0 ? `Range: bytes=${has}-` : ""],
      ["user-agent", agent === "" ? "" : `User-Agent: ${agent}`],
      ["accept", "Accept: */*"],
      ["accept-encoding", "Accept-Encoding: identity"],
      ["connection", "Connection: Keep-Alive"],
    ];
    if (body !== undefined)
      own.push(
        ["content-type", `Content-Type: ${bodyType}`],
        ["content-length", `Content-Length: ${byteLength(body)}`],
      );
    const lines = own.map(([name, line]) => {
      const given = named.get(name);
      named.delete(name);
      return given ?? line;
    });
    const all = [...lines, ...named.values()].filter((line) => line !== "");
    const verb = method ?? (spider ? "HEAD" : "GET");
    return `${verb} ${url.path} HTTP/1.1\r\n${all.map((line) => `${line}\r\n`).join("")}\r\n${body ?? ""}`;
  }

  /** connect_to_host: one address of the host after the other. */
  async #connect(
    url: HttpUrl,
    last: boolean,
  ): Promise<{ readonly socket: ReturnType<ProcessContext["kernel"]["stream"]> } | Try> {
    const { files, kernel, self } = this.#context;
    const { family, connectMicros, verbosity, source, retriesRefused } = this.#options;
    const literal = parseIp(url.name);
    const fits = (address: IpAddress) => family === undefined || (typeof address === "number") === (family === "inet");
    const unresolved = async () => {
      await ask(this.#context, url.name, family ?? "any");
      return resolve(this.#context, url.name).map(({ address }) => address);
    };
    if (literal === undefined) await this.#say(`Resolving ${url.name} (${url.name})... `);
    const found = (literal === undefined ? await unresolved() : [literal]).filter(fits);
    const unknown = async (why: string) => {
      await this.#say(`failed: ${why}.\n`);
      await this.#complain(`wget: unable to resolve host address \u2018${url.name}\u2019\n`);
      return { status: EXIT.network, again: false };
    };
    if (literal === undefined) {
      if (found.length === 0) return await unknown(whyUnknown(files, url.name));
      await this.#say(`${found.map(formatIp).join(", ")}\n`);
    } else if (found.length === 0) return await unknown("Address family for hostname not supported");
    let errno: Errno = "ECONNREFUSED";
    for (const address of found) {
      const text = typeof address === "number" || literal === undefined ? formatIp(address) : `[${formatIp(address)}]`;
      const named = literal === undefined ? `${url.name} (${url.name})|${text}|` : text;
      await this.#say(`Connecting to ${named}:${url.port}... `);
      const socket = kernel.stream(typeof address === "number" ? "inet" : "inet6");
      if (source !== undefined) await ask(this.#context, source);
      const from = source === undefined ? undefined : resolve(this.#context, source).find((each) => fits(each.address));
      if (source !== undefined && !from && !this.#unbound) {
        this.#unbound = true;
        await this.#complain(`wget: unable to resolve bind address \u2018${source}\u2019; disabling bind.\n`);
      }
      const failed =
        (from && socket.bind(from.address, 0)) ??
        (await socket.connect(
          address,
          url.port,
          self.signals,
          connectMicros === undefined ? {} : { timeoutMicros: connectMicros },
        ));
      if (failed === undefined) {
        await this.#say("connected.\n");
        return { socket };
      }
      socket.close();
      errno = failed === "EINPROGRESS" ? "ETIMEDOUT" : failed;
      if (verbosity !== "quiet") await this.#tell(`failed: ${strerror(errno)}.\n`);
    }
    if (FATAL.includes(errno) && !(retriesRefused && errno === "ECONNREFUSED"))
      return { status: EXIT.network, again: false };
    return await this.#giveUp("", last);
  }
}

/** A line of a list without a host, as comments are that wget does not know. */
function isNoAddress(line: string): boolean {
  return /^[#?/]/.test(line);
}

/** `1048576 (1.0M)`: from a kilobyte on a second time for people (human_readable). */
function sizeText(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < 3) {
    size /= 1024;
    unit++;
  }
  return `${bytes} (${size < 10 ? size.toFixed(1) : String(Math.round(size))}${"KMGT"[unit]})`;
}
