/** The request that curl sends: its method, its headers in their order, its body. */

import { bytesOfText } from "../../../../core/text-bytes.ts";
import { authorityOf, byteLength, type HttpUrl } from "../http-client.ts";
import { base64 } from "./base64.ts";
import type { CurlOptions } from "./options.ts";

interface RequestCircumstances {
  /** This URL came from a redirection. */
  readonly redirected: boolean;
  /** The server speaks HTTP/1.0. */
  readonly old: boolean;
  /** A file's octets; undefined when it cannot be read. */
  readonly readFile: (name: string) => string | undefined;
  /** -C: from which octet on. */
  readonly resumed: number | undefined;
  /** What -T sends. */
  readonly upload: Upload | undefined;
}

/** A body by -T; one whose length is not known beforehand goes in chunks. */
export interface Upload {
  readonly text: string;
  readonly sized: boolean;
}

export interface Request {
  /** Everything up to the body. */
  readonly head: string;
  /** The path with its query. */
  readonly target: string;
  /** The body as it is sent. */
  readonly body: string;
  /** It goes in chunks, the last of which is not in `body`. */
  readonly chunked: boolean;
  /** The server is to say first that it wants the body (RFC 9110, section 10.1.1). */
  readonly expects: boolean;
}

/** A body of more octets is not sent before the server asks for it (EXPECT_100_THRESHOLD). */
const MUCH = 1_048_576;

/** The request for `url` as it is sent (Curl_http). What -H says of a header takes the place of curl's own, among the other words of -H. */
export function requestOf(
  url: HttpUrl,
  options: CurlOptions,
  { redirected, old, readFile, upload, resumed }: RequestCircumstances,
): Request {
  const { flags, data, agent, referer, user, cookie, queries } = options;
  const range = resumed === undefined ? options.range : `${resumed}-`;
  const text = joined(data, readFile);
  const posts = !upload && data.length > 0 && !flags.has("G") && !redirected;
  const given = givenHeaders(options, readFile);
  const own = (name: string, value: string | undefined): string =>
    value === undefined || given.has(name.toLowerCase()) ? "" : `${name}: ${value}\r\n`;
  const version = flags.has("0") || old ? "1.0" : "1.1";
  const whole = upload ? upload.text : posts ? text : "";
  const length = byteLength(whole);
  const chunked = upload !== undefined && !upload.sized && version === "1.1";
  const asks = version === "1.1" && (upload ? chunked || length > 0 : length > MUCH);
  const added = flags.has("G") && text !== "" ? text : queries.map((each) => queryText(each, readFile)).join("&");
  // curl_url_set writes encoded octets in small letters.
  const query = added.replaceAll(/%[0-9A-F]{2}/gi, (octet) => octet.toLowerCase());
  const path = query === "" ? url.path : `${url.path}${url.path.includes("?") ? "&" : "?"}${query}`;
  const lines = [
    given.get("host") === undefined ? `Host: ${authorityOf(url)}\r\n` : `${given.get("host")}\r\n`,
    own("Authorization", user === undefined ? undefined : `Basic ${base64(user)}`),
    own("Range", range === undefined ? undefined : `bytes=${range}`),
    own("User-Agent", agent === "" ? undefined : (agent ?? "curl/7.88.1")),
    own("Accept", "*/*"),
    own("Accept-Encoding", flags.has("compressed") ? "deflate, gzip, br, zstd" : undefined),
    own("Referer", referer),
    own("Cookie", cookie),
    own("Transfer-Encoding", chunked ? "chunked" : undefined),
    ...[...given].map(([name, line]) => (name === "host" || line === "" ? "" : `${line}\r\n`)),
    own("Content-Length", (posts || upload) && !chunked ? String(length) : undefined),
    own("Content-Type", posts ? "application/x-www-form-urlencoded" : undefined),
    own("Expect", asks ? "100-continue" : undefined),
  ];
  const expects = version === "1.1" && lines.some((line) => /^expect: *100-continue/i.test(line));
  const body = chunked && whole !== "" ? `${length.toString(16)}\r\n${whole}\r\n` : whole;
  return {
    head: `${methodOf(options, redirected, upload !== undefined)} ${path} HTTP/${version}\r\n${lines.join("")}\r\n`,
    target: path,
    body,
    chunked,
    expects,
  };
}

/** The lines of -H by their names in small letters; an empty one takes curl's own away. `NAME;` is a header without a value. */
function givenHeaders(
  { headers, data }: CurlOptions,
  readFile: RequestCircumstances["readFile"],
): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  const lines = headers.flatMap((header) =>
    header.startsWith("@") ? (readFile(header.slice(1)) ?? "").split(/\r?\n/) : [header],
  );
  for (const header of lines) {
    const [, name = "", sign, value = ""] = /^([^:;]+)([:;])(.*)$/.exec(header) ?? [];
    if (name === "") continue;
    const line = sign === ";" ? `${name}:` : value.trim() === "" ? "" : `${name}:${value}`;
    // The same header may be sent more than once.
    const before = given.get(name.toLowerCase());
    given.set(name.toLowerCase(), before && line ? `${before}\r\n${line}` : (before ?? line));
  }
  if (!data.some(({ kind }) => kind === "json")) return given;
  for (const name of ["Content-Type", "Accept"])
    if (!given.has(name.toLowerCase())) given.set(name.toLowerCase(), `${name}: application/json`);
  return given;
}

/** -X's word, or what the other options make of it. */
export function methodOf({ flags, data, method }: CurlOptions, redirected: boolean, uploads: boolean): string {
  if (method !== undefined) return method;
  if (uploads) return "PUT";
  if (flags.has("I")) return "HEAD";
  return data.length > 0 && !flags.has("G") && !redirected ? "POST" : "GET";
}

/** What the options of data add, one to the other; JSON follows without a sign. */
function joined(data: CurlOptions["data"], readFile: RequestCircumstances["readFile"]): string {
  return data.reduce((before, part, index) => {
    const sign = index === 0 || part.kind === "json" ? "" : "&";
    return before + sign + dataText(part, readFile);
  }, "");
}

/** What one option of data adds: its text, or a file's. */
function dataText({ text, kind }: CurlOptions["data"][number], readFile: RequestCircumstances["readFile"]): string {
  if (kind === "urlencode") return encoded(text, readFile);
  if (kind === "raw" || !text.startsWith("@")) return text;
  const read = readFile(text.slice(1)) ?? "";
  return kind === "ascii" ? read.replaceAll(/[\r\n]/g, "") : read;
}

/** --url-query: as it is behind a plus, else encoded. */
function queryText(text: string, readFile: RequestCircumstances["readFile"]): string {
  return text.startsWith("+") ? text.slice(1) : encoded(text, readFile);
}

/** --data-urlencode: `CONTENT`, `=CONTENT`, `NAME=CONTENT`, `@FILE` or `NAME@FILE`. */
function encoded(text: string, readFile: RequestCircumstances["readFile"]): string {
  const [, name = "", sign, rest = ""] = /^([^=]*)(=)(.*)$/s.exec(text) ??
    /^([^@]*)(@)(.*)$/s.exec(text) ?? ["", "", "", text];
  const content = sign === "@" ? (readFile(rest) ?? "") : rest;
  const value = escaped(content).replaceAll("%20", "+");
  return name === "" ? value : `${name}=${value}`;
}

/** curl_easy_escape: every octet that RFC 3986, section 2.3, does not leave alone. */
export function escaped(text: string): string {
  return bytesOfText(text)
    .map((octet) => {
      const character = String.fromCharCode(octet);
      return /[\w.~-]/.test(character) ? character : `%${octet.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}
