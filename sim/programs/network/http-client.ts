/**
 * What clients of HTTP have in common (RFC 9112): addresses, the head of an answer and the ways in which its body may end.
 * Bodies are text as everywhere here, counted in octets.
 *
 * Absent: TLS, proxies, compression, trailers.
 */
import type { Errno } from "../../../core/errors.ts";
import type { Signals } from "../../../core/process.ts";
import { bytesOfText } from "../../../core/text-bytes.ts";
import type { StreamSocket } from "../../kernel/stream.ts";
import type { ProcessContext } from "../../program.ts";

export interface HttpUrl {
  readonly scheme: string;
  /** As it was written, with the brackets of an IPv6 address, without its zone. */
  readonly host: string;
  /** The device of a link-local address, behind `%` or `%25` (RFC 6874). */
  readonly zone: string | undefined;
  /** Without them. */
  readonly name: string;
  readonly port: number;
  /** With its `?query`, without `#fragment`; begins with `/`. */
  readonly path: string;
}

/** `http` is what is meant without a scheme. What is wrong with it is said by the part that is. */
export function parseUrl(text: string): HttpUrl | "scheme" | "port" | "host" | "text" {
  if (/[\s\0]/.test(text)) return "text";
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  const rest = scheme ? text.slice(scheme[0].length) : text;
  const name = (scheme?.[1] ?? "http").toLowerCase();
  if (name !== "http") return "scheme";
  const parts = /^(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?([^#]*)/.exec(rest);
  const [, host = "", port = "", path = ""] = parts ?? [];
  if (host === "" || host === "[]") return "host";
  if (!/^\d*$/.test(port) || Number(port) > 65_535) return "port";
  const [, numeric, zone] = /^\[([^%\]]*)(?:%(?:25)?([^\]]*))?\]$/.exec(host) ?? [];
  return {
    scheme: name,
    host: numeric === undefined ? host : `[${numeric}]`,
    name: numeric ?? host,
    zone,
    port: port === "" ? 80 : Number(port),
    path: path.startsWith("/") ? path : `/${path}`,
  };
}

/** `HOST` or `HOST:PORT` as the Host header has it. */
export function authorityOf({ host, port }: HttpUrl): string {
  return port === 80 ? host : `${host}:${port}`;
}

/** The address that a Location leads to from a page. */
export function resolveLocation(base: HttpUrl, location: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) return location;
  const origin = `${base.scheme}://${authorityOf(base)}`;
  if (location.startsWith("//")) return `${base.scheme}:${location}`;
  if (location.startsWith("/")) return origin + location;
  return `${origin}${base.path.replace(/[?#].*$/, "").replace(/[^/]*$/, "")}${location}`;
}

export interface Head {
  /** `1.0`. */
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  /** The lines without their ends, the status line first. */
  readonly lines: readonly string[];
  /** Everything up to the body, as it came. */
  readonly text: string;
}

/** The value of the first header of that name, whatever its case. */
export function headerOf({ lines }: Head, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(":");
    if (colon >= 0 && line.slice(0, colon).toLowerCase() === wanted) return line.slice(colon + 1).trim();
  }
  return undefined;
}

/** Why an answer is not whole: nothing came, the time was over, the connection broke. */
export type Shortfall = { readonly kind: "nothing" | "late" } | { readonly kind: "broken"; readonly errno: Errno };

export function byteLength(text: string): number {
  return bytesOfText(text).length;
}

/** As much of a text as so many octets hold. */
function firstOctets(text: string, octets: number): string {
  if (byteLength(text) <= octets) return text;
  let at = 0;
  let count = 0;
  for (const character of text) {
    if (count >= octets) break;
    count += byteLength(character);
    at += character.length;
  }
  return text.slice(0, at);
}

/** How long curl and wget are busy after the last of an answer until they close: a server that ends with it has closed by then. */
export const FINISH_MICROS = 1000;

/** Reads one answer from a connection, piece by piece. */
export class AnswerReader {
  readonly #socket: StreamSocket;
  readonly #signals: Signals;
  readonly #leftMicros: () => number | undefined;
  #buffer = "";
  #ended = false;

  /** `leftMicros` says how long the next wait may be; undefined: for ever. */
  constructor(socket: StreamSocket, signals: Signals, leftMicros: () => number | undefined) {
    this.#socket = socket;
    this.#signals = signals;
    this.#leftMicros = leftMicros;
  }

  /** More text in the buffer; false at the end. */
  async #more(): Promise<boolean | Shortfall> {
    const got = await this.#socket.receive(this.#signals, this.#leftMicros());
    if (!got.ok) return got.error === "EAGAIN" ? { kind: "late" } : { kind: "broken", errno: got.error };
    if (got.value === null) {
      this.#ended = true;
      return false;
    }
    this.#buffer += got.value;
    return true;
  }

  /** The head; undefined when what comes is no HTTP/1 (HTTP/0.9): its text is the body then. */
  async head(): Promise<Head | undefined | Shortfall> {
    for (;;) {
      if (this.#buffer.length >= 5 && !this.#buffer.startsWith("HTTP/")) return undefined;
      const end = /\r?\n\r?\n/.exec(this.#buffer);
      if (end) {
        const text = this.#buffer.slice(0, end.index + end[0].length);
        this.#buffer = this.#buffer.slice(text.length);
        const lines = text.split(/\r?\n/).slice(0, -2);
        const status = /^HTTP\/(\d(?:\.\d)?) +(\d{3}) ?(.*)$/.exec(lines[0] ?? "");
        if (!status) return undefined;
        const [, version = "", code = "", reason = ""] = status;
        return { version, status: Number(code), reason, lines, text };
      }
      const more = await this.#more();
      if (typeof more === "object") return more;
      if (!more) return this.#buffer === "" ? { kind: "nothing" } : undefined;
    }
  }

  /**
   * The body's pieces to `take`, until as many octets have come as the head says, or the last chunk, or the end. Answers with
   * how many octets are still wanted when the connection ended before; undefined when it is whole.
   */
  async body(
    head: Head | undefined,
    take: (text: string) => Promise<unknown>,
  ): Promise<{ readonly wanted: number } | Shortfall | undefined> {
    if (head && /\bchunked\b/i.test(headerOf(head, "transfer-encoding") ?? "")) return await this.#chunks(take);
    const length = head && headerOf(head, "content-length");
    let wanted = length === undefined ? Number.POSITIVE_INFINITY : Number(length);
    while (wanted > 0) {
      if (this.#buffer === "") {
        const more = this.#ended ? false : await this.#more();
        if (typeof more === "object") return more;
        if (!more) return Number.isFinite(wanted) ? { wanted } : undefined;
      }
      // What is behind the end of the body is none of it.
      const text = Number.isFinite(wanted) ? firstOctets(this.#buffer, wanted) : this.#buffer;
      this.#buffer = this.#buffer.slice(text.length);
      wanted -= byteLength(text);
      await take(text);
    }
    return undefined;
  }

  async #chunks(
    take: (text: string) => Promise<unknown>,
  ): Promise<{ readonly wanted: number } | Shortfall | undefined> {
    for (;;) {
      const size = /^([0-9a-f]+)[^\n]*\r?\n/i.exec(this.#buffer);
      const bytes = size ? Number.parseInt(size[1] ?? "", 16) : 0;
      const rest = size ? byteLength(this.#buffer.slice(size[0].length)) : 0;
      if (!size || rest < bytes + 2) {
        const more = this.#ended ? false : await this.#more();
        if (typeof more === "object") return more;
        if (!more) return { wanted: bytes };
        continue;
      }
      const after = this.#buffer.slice(size[0].length);
      const chunk = firstOctets(after, bytes);
      if (bytes > 0) await take(chunk);
      this.#buffer = after.slice(chunk.length).replace(/^\r?\n/, "");
      if (bytes === 0) return undefined;
    }
  }
}

/** Makes the folders that a file is to stand in. */
export function makeParents({ files }: Pick<ProcessContext, "files">, path: string): void {
  const parts = path.split("/").slice(1, -1);
  for (let i = 1; i <= parts.length; i++) files.mkdir(`/${parts.slice(0, i).join("/")}`);
}

/** dedotdotify of RFC 3986, section 5.2.4. */
export function withoutDots(path: string): string {
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
