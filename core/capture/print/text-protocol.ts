/**
 * Protocols of lines of text as tcpdump prints them (txtproto_print, print-http.c, print-ftp.c,
 * print-smtp.c, print-rtsp.c): the first line, or with -v all of them.
 */

/** What begins a request; undefined where every segment is read as lines. */
interface TextProtocol {
  readonly name: string;
  readonly requests: ReadonlySet<string> | undefined;
}

const HTTP: TextProtocol = {
  name: "http",
  requests: new Set(
    (
      "GET PUT COPY HEAD LOCK MOVE POLL POST BCOPY BMOVE MKCOL TRACE LABEL MERGE DELETE SEARCH UNLOCK REPORT UPDATE NOTIFY " +
      "BDELETE CONNECT OPTIONS CHECKIN PROPFIND CHECKOUT CCM_POST SUBSCRIBE PROPPATCH BPROPFIND BPROPPATCH UNCHECKOUT " +
      "MKACTIVITY MKWORKSPACE UNSUBSCRIBE RPC_CONNECT VERSION-CONTROL BASELINE-CONTROL"
    ).split(" "),
  ),
};
const RTSP: TextProtocol = {
  name: "rtsp",
  requests: new Set(
    "OPTIONS DESCRIBE ANNOUNCE SETUP PLAY PAUSE TEARDOWN GET_PARAMETER SET_PARAMETER REDIRECT RECORD".split(" "),
  ),
};
const FTP: TextProtocol = { name: "ftp", requests: undefined };
const SMTP: TextProtocol = { name: "smtp", requests: undefined };
const BY_PORT: Readonly<Record<number, TextProtocol>> = {
  21: FTP,
  25: SMTP,
  80: HTTP,
  554: RTSP,
  8080: HTTP,
  8554: RTSP,
};

/** What stands behind the length of a segment between these ports: `: HTTP: GET / HTTP/1.1`; nothing where none of them is known. */
export function printTextProtocol(
  bytes: Uint8Array,
  length: number,
  ports: readonly number[],
  verbose: boolean,
): string {
  const known = ports.flatMap((port) => BY_PORT[port] ?? [])[0];
  if (!known || length === 0) return "";
  const title = `: ${known.name.toUpperCase()}`;
  if (!talks(bytes, known)) return title;
  const { lines, cut } = textLines(bytes, verbose);
  const missing = cut ? ` [|${known.name}]` : "";
  if (!verbose) return `${title}${lines.map((line) => `: ${line}`).join("")}${missing}`;
  return `${title}, length: ${length}${lines.map((line) => `\n\t${line}`).join("")}${missing}`;
}

/** A request, or an answer that begins with a protocol's name and a code of three digits. */
function talks(bytes: Uint8Array, { requests }: TextProtocol): boolean {
  if (!requests) return true;
  const first = token(bytes, 0);
  if (requests.has(first.text.toUpperCase())) return true;
  return first.text !== "" && /^\d{3}$/.test(token(bytes, first.next).text);
}

/** fetch_token: what is no white space, and the white space behind it, but for the end of the line. */
function token(bytes: Uint8Array, from: number): { readonly text: string; readonly next: number } {
  const space = (octet: number | undefined) => octet === 32 || (octet !== undefined && octet >= 9 && octet <= 13);
  let at = from;
  let text = "";
  while (at < bytes.length && !space(bytes[at]) && (bytes[at] ?? 0) < 128)
    text += String.fromCharCode(bytes[at++] ?? 0);
  while (at < bytes.length && space(bytes[at]) && bytes[at] !== 10 && bytes[at] !== 13) at++;
  return { text, next: at };
}

/** print_txt_line: lines up to what is no text. `cut`: the last one has no end. */
function textLines(bytes: Uint8Array, all: boolean): { readonly lines: readonly string[]; readonly cut: boolean } {
  const lines: string[] = [];
  let line = "";
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0;
    const ends = octet === 10 || (octet === 13 && bytes[at + 1] === 10);
    if (ends) {
      lines.push(line);
      if (!all) return { lines, cut: false };
      line = "";
      if (octet === 13) at++;
    } else if ((octet < 32 || octet > 126) && octet !== 9) return { lines, cut: false };
    else line += String.fromCharCode(octet);
  }
  if (line !== "") lines.push(line);
  return { lines, cut: line !== "" };
}
