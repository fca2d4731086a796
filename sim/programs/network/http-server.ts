/**
 * `python3 -m http.server`: the files of a directory over HTTP (Lib/http/server.py of Python 3.11).
 *
 * Same as the original: its headers, its error page, its log, listings of directories, a thread for each connection.
 * Absent: everything else that Python is (refused by name).
 */

import { formatEnd } from "../../../core/address/mapped.ts";
import { formatIp, type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import { strerror } from "../../../core/errors.ts";
import { bytesOfText } from "../../../core/text-bytes.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { StreamSocket } from "../../kernel/stream.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { httpDate, logDate } from "./http-date.ts";

/** 127.0.0.1. */
const LOCALHOST = 0x7f000001;
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  htm: "text/html",
  txt: "text/plain",
  css: "text/css",
  js: "text/javascript",
  json: "application/json",
  png: "image/png",
};
function errorPage(code: number, message: string, explanation: string): string {
  return `<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: ${code}</p>
        <p>Message: ${message}.</p>
        <p>Error code explanation: ${code} - ${explanation}.</p>
    </body>
</html>
`;
}

export const python3: Program = {
  name: "python3",
  path: "/usr/bin/python3",
  summary: "serve files over HTTP: python3 -m http.server",
  async run(context) {
    const { argv, kernel, self, stderr, stdout } = context;
    const words = argv.slice(1).filter((word) => word !== "-u");
    if (words[0] !== "-m" || words[1] !== "http.server") {
      await stderr.write("netnone: python3: only -m http.server is modelled\n");
      return 2;
    }
    let port = 8000;
    let bind: IpAddress | undefined;
    let directory = ".";
    for (let i = 2; i < words.length; i++) {
      const word = words[i] as string;
      if (word === "-b" || word === "--bind") bind = parseIp(words[++i] ?? "");
      else if (word === "-d" || word === "--directory") directory = words[++i] ?? directory;
      else if (/^\d+$/.test(word)) port = Number(word);
      else {
        await stderr.write(`netnone: python3 -m http.server: ${word} is not modelled\n`);
        return 2;
      }
    }
    const dual = bind === undefined && prefersInet6(kernel);
    const listener = kernel.stream(dual || typeof bind === "string" ? "inet6" : "inet");
    listener.socket.reuseAddress = true;
    const errno = listener.bind(bind, port) ?? listener.listen(5);
    if (errno) {
      await stderr.write(
        `OSError: [Errno ${errno === "EADDRINUSE" ? 98 : errno === "EACCES" ? 13 : 99}] ${strerror(errno)}\n`,
      );
      return 1;
    }
    const address = bind !== undefined ? formatIp(bind) : dual ? "::" : "0.0.0.0";
    const url = address.includes(":") ? `[${address}]` : address;
    // Without -u what goes to a file or a pipe waits in a buffer, which nobody writes out when a signal ends it.
    if (argv.includes("-u") || stdout.terminal)
      await stdout.write(`Serving HTTP on ${address} port ${port} (http://${url}:${port}/) ...\n`);
    for (;;) {
      const accepted = await listener.accept(self.signals);
      if (!accepted.ok) return 0;
      // A thread that fails (its log is a pipe that nobody reads) takes only its connection with it.
      serve(context, accepted.value, directory.startsWith("/") ? directory : `${context.cwd}/${directory}`)
        .catch(() => {})
        .then(() => accepted.value.close());
    }
  },
};

/**
 * Which wildcard getaddrinfo(3) puts first: IPv4's where a socket can be connected to it, which takes 127.0.0.1 on lo, otherwise
 * IPv6's, which takes connections of both.
 */
function prefersInet6(kernel: Kernel): boolean {
  const { links, netns } = kernel.config();
  const lo = netns[kernel.netns]?.byIndex.get(1);
  return lo === undefined || !links[lo]?.inet.some(({ local }) => local === LOCALHOST);
}

async function serve(context: ProcessContext, connection: StreamSocket, directory: string): Promise<void> {
  const { self, kernel, stderr, files } = context;
  let request = "";
  while (!/\r?\n\r?\n/.test(request)) {
    const got = await connection.receive(self.signals);
    if (!got.ok || got.value === null) return;
    request += got.value;
  }
  const line = /^[^\r\n]*/.exec(request)?.[0] ?? "";
  const [method = "", target = "/"] = line.split(" ");
  const now = kernel.wallMicros();
  const { domain, remoteAddress } = connection.socket;
  const peer = formatEnd(domain, remoteAddress as IpAddress);
  const log = (text: string) => stderr.write(`${peer} - - [${logDate(now)}] ${text}\n`);
  const head = (status: string, rest: string) =>
    `HTTP/1.0 ${status}\r\nServer: SimpleHTTP/0.6 Python/3.11.2\r\nDate: ${httpDate(now)}\r\n${rest}\r\n`;
  const refuse = async (code: number, message: string, explanation: string) => {
    await log(`code ${code}, message ${message}`);
    await log(`"${line}" ${code} -`);
    const page = errorPage(code, message, explanation);
    await connection.send(
      head(
        `${code} ${message}`,
        `Connection: close\r\nContent-Type: text/html;charset=utf-8\r\nContent-Length: ${page.length}\r\n`,
      ),
    );
    if (method !== "HEAD") await connection.send(page);
  };
  if (method !== "GET" && method !== "HEAD") {
    await refuse(501, `Unsupported method ('${method}')`, "Server does not support this operation");
    return;
  }
  const path = decodeURIComponent(target.replace(/[?#].*$/, ""));
  const safe: string[] = [];
  for (const part of path.split("/"))
    if (part === "..") safe.pop();
    else if (part !== "" && part !== ".") safe.push(part);
  let name = `${directory}/${safe.join("/")}`;
  const entries = files.readDir(name);
  if (entries.ok) {
    if (!path.endsWith("/")) {
      await log(`"${line}" 301 -`);
      const [before = "", query] = target.split("?");
      const location = `${before}/${query === undefined ? "" : `?${query}`}`;
      await connection.send(head("301 Moved Permanently", `Location: ${location}\r\nContent-Length: 0\r\n`));
      return;
    }
    const folder = name.replace(/\/$/, "");
    name = `${folder}/index.html`;
    if (!files.stat(name).ok && !files.stat(`${folder}/index.htm`).ok) {
      const page = listing(context, path, folder, entries.value);
      await log(`"${line}" 200 -`);
      const length = bytesOfText(page).length;
      await connection.send(head("200 OK", `Content-type: text/html; charset=utf-8\r\nContent-Length: ${length}\r\n`));
      if (method === "GET") await connection.send(page);
      return;
    }
    if (!files.stat(name).ok) name = `${folder}/index.htm`;
  }
  const stat = files.stat(name);
  const text = files.readFile(name);
  if (!stat.ok || !text.ok) {
    await refuse(404, "File not found", "Nothing matches the given URI");
    return;
  }
  await log(`"${line}" 200 -`);
  const extension = /\.([^./]+)$/.exec(name)?.[1] ?? "";
  const type = TYPES[extension] ?? "application/octet-stream";
  const length = bytesOfText(text.value).length;
  const modified = httpDate(WORLD_BEGAN_MICROS + stat.value.modifiedMicros);
  await connection.send(
    head("200 OK", `Content-type: ${type}\r\nContent-Length: ${length}\r\nLast-Modified: ${modified}\r\n`),
  );
  if (method === "GET") await connection.send(text.value);
}

/** list_directory: names in order whatever their case, folders with a slash, links with an at sign. */
function listing({ files }: ProcessContext, path: string, folder: string, names: readonly string[]): string {
  const quoted = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const key = (name: string) => name.toLowerCase();
  const sorted = [...names].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const items = sorted.map((name) => {
    const stat = files.stat(`${folder}/${name}`);
    const link = files.readLink(`${folder}/${name}`).ok;
    const slash = stat.ok && stat.value.type === "directory" ? "/" : "";
    return `<li><a href="${encodeURIComponent(name)}${slash}">${quoted(name)}${link ? "@" : slash}</a></li>\n`;
  });
  const title = `Directory listing for ${quoted(path)}`;
  return `<!DOCTYPE HTML>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
<hr>
<ul>
${items.join("")}</ul>
<hr>
</body>
</html>
`;
}
