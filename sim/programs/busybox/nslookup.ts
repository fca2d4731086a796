/**
 * busybox's nslookup (networking/nslookup.c of 1.35, the large one): asks the servers of /etc/resolv.conf, or the one that is named.
 *
 * Same as the original: what is asked for without a type (both addresses, or the name of an address), its words, how long it waits
 * and how often it asks. Absent (refused by name): -debug, types whose answers nobody has here.
 */
import { parseIpv4 } from "../../../core/address/ipv4.ts";
import { formatIp, type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import { DNS_CODE, DNS_TYPE, type DnsMessage, emitDns, parseDns } from "../../../core/wire/dns.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { ask, resolve } from "../network/resolve.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]

Query DNS about HOST

QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any
`;
const TYPES: Readonly<Record<string, number>> = {
  soa: 6,
  ns: 2,
  a: DNS_TYPE.a,
  aaaa: DNS_TYPE.aaaa,
  cname: DNS_TYPE.cname,
  mx: 15,
  txt: 16,
  ptr: DNS_TYPE.ptr,
  srv: 33,
  any: 255,
};
const PORT = 53;
const TRIES = 2;
/** Five seconds over the tries. */
const WAIT_MICROS = 2_500_000;

async function run(context: ProcessContext): Promise<ExitStatus> {
  const words = context.argv.slice(1);
  const types: number[] = [];
  while (words[0]?.startsWith("-")) {
    const word = words.shift() as string;
    const [, text] = /^-(?:t|ty|typ|type|q|qu|que|quer|query|querytype)=(.*)$/.exec(word) ?? [];
    if (text === undefined && word === "-debug") {
      await context.stderr.write("netnone: nslookup: option -debug is not modelled\n");
      return 3;
    }
    if (text === undefined) return showUsage(context, USAGE);
    const type = TYPES[text.toLowerCase()];
    if (type === undefined) return say(context, `invalid query type "${text}"`);
    types.push(type);
  }
  const [host, server, more] = words;
  if (host === undefined || more !== undefined) return showUsage(context, USAGE);
  const servers = await serversOf(context, server);
  if (typeof servers === "string") return say(context, servers);
  const address = types.length === 0 ? parseIpv4(host) : undefined;
  const name = address === undefined ? host : `${formatIp(address).split(".").reverse().join(".")}.in-addr.arpa`;
  const wanted = types.length > 0 ? types : address === undefined ? [DNS_TYPE.a, DNS_TYPE.aaaa] : [DNS_TYPE.ptr];
  const queries = wanted.map(
    (type): DnsMessage => ({
      id: context.kernel.random(0x10000),
      response: false,
      recursionWanted: true,
      code: DNS_CODE.ok,
      questions: [{ name: name.replace(/\.$/, ""), type }],
      answers: [],
    }),
  );
  for (const each of servers) {
    const answers = await askServer(context, each, queries);
    if (typeof answers === "number") return answers;
    if (!answers) continue;
    await context.stdout.write(text(each, answers));
    return answers.some(({ code }) => code === DNS_CODE.ok) ? 0 : 1;
  }
  await context.stdout.write(";; connection timed out; no servers could be reached\n\n");
  return 1;
}

/** The server that was named, or those of /etc/resolv.conf; this host where nobody is. */
async function serversOf(context: ProcessContext, named: string | undefined): Promise<readonly IpAddress[] | string> {
  if (named !== undefined) {
    await ask(context, named);
    const found = resolve(context, named)[0];
    return found ? [found.address] : `bad address '${named}'`;
  }
  const read = context.files.readFile("/etc/resolv.conf");
  const lines = read.ok ? read.value.split("\n") : [];
  const servers = lines.flatMap((line) => parseIp(/^\s*nameserver\s+(\S+)/.exec(line)?.[1] ?? "") ?? []);
  return servers.length > 0 ? servers : [parseIpv4("127.0.0.1") as IpAddress];
}

/** The answers of one server in the order in which they came; undefined when there are none, a status when it cannot be asked. */
async function askServer(
  context: ProcessContext,
  server: IpAddress,
  queries: readonly DnsMessage[],
): Promise<readonly DnsMessage[] | ExitStatus | undefined> {
  const { kernel, self } = context;
  const socket = kernel.datagram(typeof server === "number" ? "inet" : "inet6");
  try {
    const errno = socket.connect(server, PORT);
    if (errno) return say(context, `can't connect to remote host (${formatIp(server)}): ${strerror(errno)}`);
    const answers: DnsMessage[] = [];
    for (let attempt = 0; attempt < TRIES; attempt++) {
      for (const query of queries)
        if (!answers.some(({ id }) => id === query.id)) await socket.send(textOfBytes(emitDns(query)));
      const until = kernel.nowMicros() + WAIT_MICROS;
      while (answers.length < queries.length && kernel.nowMicros() < until) {
        const got = await socket.receive(self.signals, until - kernel.nowMicros());
        if (!got.ok && got.error === "EINTR") return 1;
        if (!got.ok) {
          if (got.error !== "EAGAIN") say(context, `read: ${strerror(got.error)}`);
          break;
        }
        const message = parseDns(Uint8Array.from(bytesOfText(got.value.text)));
        if (message?.response && queries.some(({ id }) => id === message.id)) answers.push(message);
      }
      if (answers.length === queries.length) return answers;
    }
    return undefined;
  } finally {
    socket.close();
  }
}

function text(server: IpAddress, answers: readonly DnsMessage[]): string {
  const shown = formatIp(server);
  const where = typeof server === "string" ? `[${shown}]` : shown;
  let out = `Server:\t\t${shown}\nAddress:\t${where}:${PORT}\n\n`;
  for (const { code, questions, answers: records, authoritative } of answers) {
    if (code !== DNS_CODE.ok) {
      const why = code === DNS_CODE.noName ? "NXDOMAIN" : code === DNS_CODE.serverFailure ? "SERVFAIL" : String(code);
      out += `** server can't find ${questions[0]?.name ?? ""}: ${why}\n\n`;
      continue;
    }
    if (!authoritative) out += "Non-authoritative answer:\n";
    for (const { name, type, data } of records) {
      if (type === DNS_TYPE.a || type === DNS_TYPE.aaaa)
        out += `Name:\t${name}\nAddress: ${formatIp(data as IpAddress)}\n`;
      else if (type === DNS_TYPE.ptr) out += `${name}\tname = ${data}\n`;
      else if (type === DNS_TYPE.cname) out += `${name}\tcanonical name = ${data}\n`;
    }
    out += "\n";
  }
  return out;
}

export const busyboxNslookup: Program = {
  name: "busybox nslookup",
  path: "/usr/bin/nslookup",
  summary: "ask name servers about a host",
  run,
};
