/**
 * busybox's httpd (networking/httpd.c of 1.35): the files of a directory over HTTP.
 *
 * Same as the original: its headers and pages, what it takes for a request, kinds of files by their names, ranges, ETags, its log,
 * going to the background. Absent (refused by name): inetd mode, configuration files, other users, passwords, CGI programs.
 */
import { formatEnd } from "../../../core/address/mapped.ts";
import type { IpAddress } from "../../../core/address/prefix.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { StreamSocket } from "../../kernel/stream.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { options as parseOptions } from "../base/support.ts";
import { httpDate } from "../network/http-date.ts";
import { ask, resolve } from "../network/resolve.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `httpd [-ifv[v]] [-c CONFFILE] [-p [IP:]PORT] [-u USER[:GRP]] [-r REALM] [-h HOME]
or httpd -d/-e/-m STRING

Serve files over HTTP

	-f		Stay in the foreground
	-v[v]		Tell of requests
	-p [IP:]PORT	Where to listen (default *:80)
	-h HOME		The directory to serve (default .)
	-e STRING	Encode for HTML
	-d STRING	Decode what a URL has encoded
`;
const TYPES: Readonly<Record<string, string>> = {
  ...{ txt: "text/plain", h: "text/plain", c: "text/plain", cc: "text/plain", cpp: "text/plain" },
  ...{ htm: "text/html", html: "text/html", css: "text/css", js: "application/javascript" },
  ...{ jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", png: "image/png", svg: "image/svg+xml" },
  ...{ wav: "audio/wav", mid: "audio/midi", midi: "audio/midi", mp3: "audio/mpeg" },
  ...{ avi: "video/x-msvideo", qt: "video/quicktime", mov: "video/quicktime", mpe: "video/mpeg", mpeg: "video/mpeg" },
};
/** What the pages of refusals say. */
const PAGES: Readonly<Record<number, readonly [name: string, text: string]>> = {
  400: ["Bad Request", "Unsupported method"],
  403: ["Forbidden", ""],
  404: ["Not Found", "The requested URL was not found"],
  501: ["Not Implemented", "The requested method is not recognized"],
};
const DEFAULT_PORT = 80;
const MOST_PORT = 65_535;

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { kernel, self, files, stdout, stderr } = context;
  const parsed = parseOptions(context.argv, "c:d:e:fh:im:p:r:u:v");
  if (parsed.problem !== undefined) {
    say(context, parsed.problem);
    return showUsage(context, USAGE);
  }
  const { flags, given } = parsed;
  const [encoded, decoded] = [flags.get("e"), flags.get("d")];
  if (encoded !== undefined || decoded !== undefined) {
    await stdout.write(decoded === undefined ? encode(encoded ?? "") : decode(decoded.replaceAll("+", " ")));
    return 0;
  }
  for (const letter of "icmru")
    if (flags.has(letter)) {
      await stderr.write(`netnone: httpd: option -${letter} is not modelled\n`);
      return 3;
    }
  const home = flags.get("h") ?? ".";
  const directory = home.startsWith("/") ? home : `${context.cwd}/${home}`;
  const entered = files.readDir(directory);
  if (!entered.ok) return say(context, `can't change directory to '${home}': ${strerror(entered.error)}`);
  for (const conf of ["/etc/httpd.conf", `${directory}/httpd.conf`])
    if (files.stat(conf).ok) {
      await stderr.write(`netnone: httpd: the configuration file ${conf} is not modelled\n`);
      return 3;
    }
  const at = await where(context, flags.get("p"));
  if (typeof at === "string") return say(context, at);
  const listener = kernel.stream(typeof at.address === "number" ? "inet" : "inet6");
  listener.socket.reuseAddress = true;
  const errno = listener.bind(at.address === "::" ? undefined : at.address, at.port) ?? listener.listen(9);
  if (errno) return say(context, `bind: ${strerror(errno)}`);
  if (!flags.has("f")) {
    listener.close();
    const { argv, env, cwd, descriptors } = context;
    const again = { argv: [...argv, "-f"], env, cwd, files: descriptors, background: true, group: "own" as const };
    const path = kernel.which("httpd", env) ?? "/bin/httpd";
    return kernel.exec(path, again).ok ? 0 : 1;
  }
  const verbosity = given.filter(([name]) => name === "v").length;
  for (;;) {
    const accepted = await listener.accept(self.signals);
    if (!accepted.ok) return 0;
    // A child for each: one that fails takes only its connection with it.
    serve(context, accepted.value, directory.replace(/\/$/, ""), verbosity)
      .catch(() => {})
      .then(() => accepted.value.close());
  }
}

/** Where to listen, or what is wrong with that (create_and_bind_stream_or_die). */
async function where(context: ProcessContext, text: string | undefined) {
  if (text === undefined) return { address: "::" as IpAddress, port: DEFAULT_PORT };
  if (/^\d+$/.test(text) && Number(text) <= MOST_PORT) return { address: "::" as IpAddress, port: Number(text) };
  const [, host = text, service] = /^(.*):([^:]*)$/.exec(text) ?? [];
  if (service === undefined)
    return /^\d+$/.test(text) ? "bind: Cannot assign requested address" : `bad address '${text}'`;
  if (!/^\d+$/.test(service) || Number(service) > MOST_PORT) return `bad port '${service}'`;
  await ask(context, host);
  const found = resolve(context, host)[0];
  return found ? { address: found.address, port: Number(service) } : `bad address '${text}'`;
}

/** encodeString: all but letters and digits. */
function encode(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** percent_decode_in_place: what is no code stays. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (codes) =>
    textOfBytes(
      codes
        .slice(1)
        .split("%")
        .map((code) => Number.parseInt(code, 16)),
    ),
  );
}

/** The path in the directory that a request means; a wrong code is a bad request, a zero or a slash in one is nowhere. */
function pathOf(target: string): string | 400 | 404 {
  if (!target.startsWith("/")) return 400;
  const asked = target.replace(/\?.*$/s, "");
  if (/%(?![0-9A-Fa-f]{2})/.test(asked)) return 400;
  if (/%(?:00|2f)/i.test(asked)) return 404;
  const decoded = decode(asked);
  const parts: string[] = [];
  for (const part of decoded.split("/"))
    if (part === "..") {
      if (parts.pop() === undefined) return 400;
    } else if (part !== "" && part !== ".") parts.push(part);
  return `/${parts.join("/")}${parts.length > 0 && /\/\.{0,2}$/.test(decoded) ? "/" : ""}`;
}

async function serve(
  context: ProcessContext,
  connection: StreamSocket,
  home: string,
  verbosity: number,
): Promise<void> {
  const { self, kernel, stderr, files } = context;
  const { domain, remoteAddress, remotePort } = connection.socket;
  const shown = formatEnd(domain, remoteAddress as IpAddress);
  const log = async (text: string, least = 1): Promise<void> => {
    if (verbosity >= least) await stderr.write(`${domain === "inet6" ? `[${shown}]` : shown}:${remotePort}: ${text}\n`);
  };
  const answer = async (status: string, rest: string, type: string | undefined, body: string): Promise<void> => {
    const kind = type === undefined ? "" : `Content-type: ${type}\r\n`;
    await log(`response:${status.slice(0, 3)}`);
    const date = httpDate(kernel.wallMicros());
    await connection.send(`HTTP/1.1 ${status}\r\nDate: ${date}\r\nConnection: close\r\n${kind}${rest}\r\n${body}`);
  };
  const refuse = (code: number): Promise<void> => {
    const [name, text] = PAGES[code] as readonly [string, string];
    const title = `${code} ${name}`;
    const page = `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${text}\n</BODY></HTML>\n`;
    return answer(title, "", "text/html", page);
  };

  let request = "";
  while (!/\r?\n\r?\n/.test(request) && !/^[^ \n]*( [^ \n]*)?\r?\n/.test(request)) {
    const got = await connection.receive(self.signals);
    if (!got.ok || got.value === null) break;
    request += got.value;
  }
  const line = /^[^\r\n]*/.exec(request)?.[0] ?? "";
  if (line === "") return;
  const [method = "", target, version] = line.split(" ");
  if (target === undefined || version === undefined || !version.startsWith("HTTP/")) return refuse(400);
  const path = pathOf(target);
  if (path === 400) return refuse(400);
  if (path === 404) return refuse(404);
  await log(`url:${path}`, 2);
  if (path.startsWith("/cgi-bin/")) {
    if (path === "/cgi-bin/") return refuse(403);
    if (files.stat(`${home}${path}`).ok) await stderr.write("netnone: httpd: CGI programs are not modelled\n");
    else await log(`can't execute '${path.replace(/^.*\//, "")}': No such file or directory`);
    return refuse(404);
  }
  let name = `${home}${path}`;
  const found = files.stat(name);
  if (found.ok && found.value.type === "directory") {
    if (!path.endsWith("/")) return answer("302 Found", `Location: ${path}/\r\n`, "text/html", "");
    name += "index.html";
  }
  const stat = files.stat(name);
  const text = files.readFile(name);
  if (!stat.ok || !text.ok) return refuse(404);
  if (!/^(?:GET|HEAD)$/i.test(method)) return refuse(501);
  const header = (word: string) => new RegExp(`^${word}: *(.*?)\r?$`, "im").exec(request)?.[1];
  const modifiedMicros = WORLD_BEGAN_MICROS + stat.value.modifiedMicros;
  const octets = bytesOfText(text.value);
  const etag = `"${Math.floor(modifiedMicros / 1e6).toString(16)}-${octets.length.toString(16)}"`;
  if (header("If-None-Match") === etag) return answer("304 Not Modified", "", "text/html", "");
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(header("Range") ?? "") ?? [];
  const from = Number(first ?? 0);
  const to = last ? Math.min(Number(last), octets.length - 1) : octets.length - 1;
  const part = first !== undefined && from <= to;
  const sent = part ? octets.slice(from, to + 1) : octets;
  const headers =
    `${part ? `Content-Range: bytes ${from}-${to}/${octets.length}\r\n` : ""}Accept-Ranges: bytes\r\n` +
    `Last-Modified: ${httpDate(modifiedMicros)}\r\nETag: ${etag}\r\nContent-Length: ${sent.length}\r\n`;
  const type = part ? "text/html" : TYPES[/\.([^./]+)$/.exec(name)?.[1] ?? ""];
  await answer(part ? "206 Partial Content" : "200 OK", headers, type, textOfBytes(sent));
}

export const busyboxHttpd: Program = {
  name: "busybox httpd",
  path: "/usr/sbin/httpd",
  summary: "serve files over HTTP",
  run,
};
