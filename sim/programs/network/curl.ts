/**
 * `curl` 7.88 (curl(1)) for plain HTTP: -s -S -f -I -o -m --connect-timeout -w '%{http_code}', its exit codes.
 *
 * Absent (refused by name): other protocols, the progress meter's figures (curl prints none when silent or on a terminal).
 */
import { parseIp } from "../../../core/address/prefix.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { resolve } from "./resolve.ts";

interface Request {
  readonly flags: Set<string>;
  output: string | undefined;
  timeoutMicros: number | undefined;
  connectMicros: number | undefined;
  format: string | undefined;
  url: string | undefined;
}

const LONG: Readonly<Record<string, string>> = {
  "--silent": "s",
  "--show-error": "S",
  "--fail": "f",
  "--head": "I",
  "--output": "o",
  "--max-time": "m",
  "--write-out": "w",
  "--include": "i",
  "--ipv4": "4",
  "--ipv6": "6",
  "--connect-timeout": "c",
};

function parse(argv: readonly string[]): Request | { readonly text: string; readonly status: ExitStatus } {
  const request: Request = {
    flags: new Set(),
    output: undefined,
    timeoutMicros: undefined,
    connectMicros: undefined,
    format: undefined,
    url: undefined,
  };
  const usage = "curl: try 'curl --help' or 'curl --manual' for more information\n";
  const value = (letter: string, text: string) => {
    if (letter === "o") request.output = text;
    else if (letter === "m") request.timeoutMicros = Number(text) * 1_000_000;
    else if (letter === "c") request.connectMicros = Number(text) * 1_000_000;
    else request.format = text.replaceAll("\\n", "\n").replaceAll("\\t", "\t");
  };
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("-") || word === "-") {
      request.url = word;
      continue;
    }
    const long = LONG[word];
    if (word.startsWith("--") && long === undefined)
      return { text: `netnone: curl: option ${word} is not modelled\n`, status: 2 };
    const letters = long ?? word.slice(1);
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] as string;
      if ("omwc".includes(letter)) {
        const text = at + 1 < letters.length ? letters.slice(at + 1) : argv[++i];
        if (text === undefined) return { text: `curl: option ${word}: requires parameter\n${usage}`, status: 2 };
        value(letter, text);
        break;
      }
      if (!"sSfIi46".includes(letter)) return { text: `netnone: curl: option -${letter} is not modelled\n`, status: 2 };
      request.flags.add(letter);
    }
  }
  return request.url === undefined ? { text: usage, status: 2 } : request;
}

export const curl: Program = {
  name: "curl",
  path: "/usr/bin/curl",
  summary: "fetch over HTTP",
  async run(context) {
    const request = parse(context.argv);
    if ("text" in request) {
      await context.stderr.write(request.text);
      return request.status;
    }
    return await fetch(context, request);
  },
  complete: () => ["-s", "-S", "-f", "-I", "-i", "-o", "-m", "-w", "-4", "-6"],
};

async function fetch(context: ProcessContext, request: Request): Promise<ExitStatus> {
  const { kernel, self, files } = context;
  const { flags } = request;
  const url = /^(?:http:\/\/)?(\[[^\]]+\]|[^:/?#]+)(?::(\d+))?([/?].*)?$/.exec(request.url ?? "");
  if (!url) {
    await context.stderr.write(`netnone: curl: ${request.url} is not modelled\n`);
    return 2;
  }
  const [, host = "", portText, path = "/"] = url;
  const port = portText === undefined ? 80 : Number(portText);
  const began = kernel.nowMicros();
  const complain = async (status: ExitStatus, text: string) => {
    if (request.format !== undefined)
      await context.stdout.write(request.format.replaceAll(/%\{(http_code|response_code)\}/g, "000"));
    if (!flags.has("s") || flags.has("S")) await context.stderr.write(`curl: (${status}) ${text}\n`);
    return status;
  };
  const bare = host.replace(/^\[|\]$/g, "");
  const address = parseIp(bare) ?? resolve(files, bare)[0]?.address;
  if (address === undefined) return await complain(6, `Could not resolve host: ${host}`);
  const socket = kernel.stream(typeof address === "number" ? "inet" : "inet6");
  socket.socket.noDelay = true;
  const limits = [request.timeoutMicros, request.connectMicros].filter((limit) => limit !== undefined);
  const timeout = limits.length === 0 ? 300_000_000 : Math.min(...limits);
  const millis = () => Math.floor((kernel.nowMicros() - began) / 1000);
  const errno = await socket.connect(address, port, self.signals, { timeoutMicros: timeout });
  if (errno === "EINPROGRESS") return await complain(28, `Connection timed out after ${millis()} milliseconds`);
  if (errno)
    return await complain(
      7,
      `Failed to connect to ${host} port ${port} after ${millis()} ms: Couldn't connect to server`,
    );
  const authority = port === 80 ? host : `${host}:${port}`;
  const method = flags.has("I") ? "HEAD" : "GET";
  await socket.send(
    `${method} ${path} HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n`,
  );
  let answer = "";
  const until = request.timeoutMicros === undefined ? undefined : began + request.timeoutMicros;
  for (;;) {
    const left = until === undefined ? undefined : Math.max(0, until - kernel.nowMicros());
    const got = await socket.receive(self.signals, left);
    if (!got.ok && got.error === "EAGAIN") {
      socket.close();
      return await complain(28, `Operation timed out after ${millis()} milliseconds with 0 bytes received`);
    }
    if (!got.ok) return await complain(56, "Recv failure: Connection reset by peer");
    if (got.value === null) break;
    answer += got.value;
    if (isWhole(answer, method)) break;
  }
  socket.close();
  if (answer === "") return await complain(52, "Empty reply from server");
  const split = /\r?\n\r?\n/.exec(answer);
  const head = split ? answer.slice(0, split.index + split[0].length) : answer;
  const body = split ? answer.slice(head.length) : "";
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(head)?.[1];
  if (status === undefined) return await complain(1, "Received HTTP/0.9 when not allowed");
  if (flags.has("f") && Number(status) >= 400) return await complain(22, `The requested URL returned error: ${status}`);
  const text = flags.has("I") ? head : flags.has("i") ? answer : body;
  if (request.output === undefined || request.output === "-") await context.stdout.write(text);
  else {
    const target = request.output.startsWith("/") ? request.output : `${context.cwd}/${request.output}`;
    if (target !== "/dev/null" && !files.writeFile(target, text).ok)
      return await complain(23, "Failure writing output to destination");
  }
  if (request.format !== undefined)
    await context.stdout.write(request.format.replaceAll(/%\{(http_code|response_code)\}/g, status));
  return 0;
}

/** A server that keeps the connection says how long its answer is. */
function isWhole(answer: string, method: string): boolean {
  const split = /\r?\n\r?\n/.exec(answer);
  if (!split) return false;
  if (method === "HEAD") return true;
  const head = answer.slice(0, split.index);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  return length !== undefined && answer.length - split.index - split[0].length >= Number(length);
}
