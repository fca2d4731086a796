/** curl's -w: variables of a transfer, written into a format (src/tool_writeout.c). */

import { formatIp } from "../../../../core/address/prefix.ts";
import { byteLength, type Head, headerOf, parseUrl, resolveLocation } from "../http-client.ts";
import type { Answered, Transfer } from "./transfer.ts";

interface WriteOut {
  readonly answered: Answered;
  readonly transfer: Transfer;
  readonly nowMicros: number;
  readonly method: string;
  /** The last URL asked for, how many redirections led there, how many connections were made for all. */
  readonly url: string;
  readonly redirects: number;
  readonly connections: number;
  /** What -o or -O wrote to. */
  readonly file: string | undefined;
  /** The URL as it was given, how many were given before it. */
  readonly given: string;
  readonly number: number;
  readonly referer: string | undefined;
  readonly scheme: "HTTP" | "FILE";
  /** libcurl and what it is linked with. */
  readonly version: string;
}

/** What -w writes, piece by piece, to one stream or the other. */
export interface Written {
  readonly to: "stdout" | "stderr";
  readonly text: string;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The format with its variables and escapes replaced, and the complaints about variables that there are not (ourWriteOut). */
export function writtenOut(
  format: string,
  of: WriteOut,
): { readonly pieces: readonly Written[]; readonly complaint: string } {
  const variables = variablesOf(of);
  const { head, status } = of.answered;
  let complaint = "";
  let to: Written["to"] = "stdout";
  const pieces: Written[] = [];
  const say = (text: string) => pieces.push({ to, text });
  for (const [whole, header, name, letter] of format.matchAll(/%%|%header\{([^}]*)\}|%\{([^}]*)\}|\\([nrt])|[\s\S]/g)) {
    if (whole === "%%") say("%");
    else if (letter) say(ESCAPES[letter] ?? "");
    else if (header !== undefined) say((head && headerOf(head, header)) ?? "");
    else if (name === undefined) say(whole);
    else if (name === "stdout" || name === "stderr") to = name;
    else if (name === "onerror") {
      if (status === 0) break;
    } else if (name === "json") say(jsonOf(variables, of));
    else if (name === "header_json") say(headersJson(head));
    else if (Object.hasOwn(variables, name)) say(String(variables[name] ?? ""));
    else complaint += `curl: unknown --write-out variable: '${name}'\n`;
  }
  return { pieces, complaint };
}

/** Variables that are numbers in %{json}, and those that say nothing there where they are empty. */
const NUMBERS =
  "exitcode http_code http_connect local_port num_certs num_connects num_headers num_redirects proxy_ssl_verify_result remote_port response_code size_download size_header size_request size_upload speed_download speed_upload ssl_verify_result time_appconnect time_connect time_namelookup time_pretransfer time_redirect time_starttransfer time_total urlnum".split(
    " ",
  );

/** ourWriteOutJSON: the variables by name, and which curl says it. */
function jsonOf(variables: ReturnType<typeof variablesOf>, { version }: WriteOut): string {
  const names = Object.keys(variables).sort();
  const fields = names.map((name) => {
    const value = variables[name] ?? "";
    if (NUMBERS.includes(name))
      return `"${name}":${/^0\d/.test(value) && !value.includes(".") ? Number(value) : value}`;
    return `"${name}":${value === "" && name !== "certs" ? "null" : JSON.stringify(value)}`;
  });
  return `{${fields.join(",")},"curl_version":${JSON.stringify(version)}}`;
}

/** headerJSON: every header's values under its name in small letters. */
function headersJson(head: Head | undefined): string {
  const byName = new Map<string, string[]>();
  for (const line of head?.lines.slice(1) ?? []) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  const entries = [...byName].map(([name, values]) => `${JSON.stringify(name)}:${JSON.stringify(values)}`);
  return `{${entries.join(",\n")}\n}`;
}

function variablesOf({
  answered: { head, status, text },
  transfer,
  nowMicros,
  method,
  url,
  redirects,
  connections,
  file,
  given,
  number,
  referer,
  scheme,
}: WriteOut): Readonly<Record<string, string>> {
  const elapsed = nowMicros - transfer.beganMicros;
  const seconds = (micros: number) => (micros / 1_000_000).toFixed(6);
  const since = (at: number) => Math.max(0, at - transfer.beganMicros);
  return {
    http_code: String(head?.status ?? 0).padStart(3, "0"),
    response_code: String(head?.status ?? 0).padStart(3, "0"),
    http_version: head === undefined ? "0" : head.version === "1.0" ? "1" : head.version,
    content_type: (head && headerOf(head, "content-type")) ?? "",
    size_download: String(transfer.received),
    size_upload: String(transfer.sent),
    size_header: String(head ? byteLength(head.text) : 0),
    remote_ip: transfer.remote ? formatIp(transfer.remote.address) : "",
    remote_port: String(transfer.remote?.port ?? 0),
    local_ip: transfer.local ? formatIp(transfer.local.address) : "",
    local_port: String(transfer.local?.port ?? 0),
    num_redirects: String(redirects),
    num_connects: String(connections),
    url: given,
    url_effective: url,
    redirect_url: redirectOf(head, url),
    filename_effective: file ?? "",
    size_request: String(transfer.requested),
    ssl_verify_result: "0",
    num_headers: String(head ? head.lines.length - 1 : 0),
    urlnum: String(number),
    certs: "",
    num_certs: "0",
    proxy_ssl_verify_result: "0",
    referer: referer ?? "",
    http_connect: "000",
    ftp_entry_path: "",
    speed_upload: String(elapsed === 0 ? 0 : Math.floor((transfer.sent * 1_000_000) / elapsed)),
    time_namelookup: seconds(0),
    time_connect: seconds(since(transfer.connectedMicros)),
    time_appconnect: seconds(0),
    time_pretransfer: seconds(since(transfer.connectedMicros)),
    time_redirect: seconds(0),
    time_starttransfer: seconds(since(transfer.answeredMicros)),
    scheme,
    method,
    exitcode: String(status),
    errormsg: text,
    time_total: seconds(elapsed),
    speed_download: String(elapsed === 0 ? 0 : Math.floor((transfer.received * 1_000_000) / elapsed)),
  };
}

/** Where a redirection that was not followed would lead. */
function redirectOf(head: Head | undefined, address: string): string {
  const location = head && head.status >= 300 && head.status < 400 ? headerOf(head, "location") : undefined;
  const url = parseUrl(address);
  return location === undefined || typeof url === "string" ? "" : resolveLocation(url, location);
}
