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
}

/** The format with its variables and escapes replaced, and the complaints about variables that there are not. */
export function writtenOut(format: string, of: WriteOut): { readonly text: string; readonly complaint: string } {
  const variables = variablesOf(of);
  let complaint = "";
  const text = format.replaceAll(/%%|%\{([^}]*)\}|\\([nrt])/g, (whole, name: string | undefined, letter: string) => {
    if (whole === "%%") return "%";
    if (letter) return { n: "\n", r: "\r", t: "\t" }[letter] ?? "";
    const value = Object.hasOwn(variables, name ?? "") ? variables[name ?? ""] : undefined;
    if (value === undefined) complaint += `curl: unknown --write-out variable: '${name}'\n`;
    return value ?? "";
  });
  return { text, complaint };
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
    url_effective: url.includes("://") ? url : `http://${url}${/[/?]/.test(url) ? "" : "/"}`,
    redirect_url: redirectOf(head, url),
    filename_effective: file ?? "",
    size_request: String(transfer.requested),
    ssl_verify_result: "0",
    num_headers: String(head ? head.lines.length - 1 : 0),
    urlnum: "0",
    time_namelookup: seconds(0),
    time_connect: seconds(since(transfer.connectedMicros)),
    time_appconnect: seconds(0),
    time_pretransfer: seconds(since(transfer.connectedMicros)),
    time_redirect: seconds(0),
    time_starttransfer: seconds(since(transfer.answeredMicros)),
    scheme: "HTTP",
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
