/** The request that curl sends: its method, its headers in their order, its body. */

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
}

/** Headers that curl writes itself, which -H can replace or take away. */
const OWN_HEADERS =
  "host authorization range user-agent accept accept-encoding referer cookie content-length content-type".split(" ");

/** The request for `url` as it is sent, and the body that follows it. */
export function requestOf(
  url: HttpUrl,
  options: CurlOptions,
  { redirected, old, readFile }: RequestCircumstances,
): { readonly text: string; readonly upload: string } {
  const { flags, data, headers, agent, referer, user, range, cookie } = options;
  const posts = data.length > 0 && !flags.has("G") && !redirected;
  const body = data.map((part) => dataText(part, readFile)).join("&");
  const method = methodOf(options, redirected);
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
  const version = flags.has("0") || old ? "1.0" : "1.1";
  const text = `${method} ${url.path}${query} HTTP/${version}\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
  return { text, upload: posts ? body : "" };
}

/** -X's word, or what the other options make of it. */
export function methodOf({ flags, data, method }: CurlOptions, redirected: boolean): string {
  if (method !== undefined) return method;
  if (flags.has("I")) return "HEAD";
  return data.length > 0 && !flags.has("G") && !redirected ? "POST" : "GET";
}

/** What one -d adds: its text, or a file's; without newlines, but as --data-binary. */
function dataText(
  { text, raw, binary }: CurlOptions["data"][number],
  readFile: RequestCircumstances["readFile"],
): string {
  if (raw || !text.startsWith("@")) return text;
  const read = readFile(text.slice(1)) ?? "";
  return binary ? read : read.replaceAll(/[\r\n]/g, "");
}
