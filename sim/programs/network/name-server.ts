/**
 * The resolver of the C library (resolver(5), resolv/res_send.c, getaddrinfo(3)): what is not in /etc/hosts is asked of the
 * servers in /etc/resolv.conf, by packets of UDP. What came of it is kept for the process, so that `resolve` finds it.
 *
 * Same as glibc 2.36: with no server named it asks 127.0.0.1; both addresses of a name are asked for by one socket; a server that
 * refuses or is silent is followed by the next; two attempts of five seconds; search lists and `ndots`. Absent: TCP.
 */
import { type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import type { FileSystem, Signals } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import { DNS_CODE, DNS_TYPE, type DnsMessage, emitDns, parseDns } from "../../../core/wire/dns.ts";
import type { DatagramSocket } from "../../kernel/datagram.ts";
import type { Kernel } from "../../kernel/kernel.ts";

/** What the resolver uses of a process. */
export interface Asker {
  readonly files: Pick<FileSystem, "readFile">;
  readonly kernel: Pick<Kernel, "datagram" | "nowMicros" | "random">;
  readonly self: { readonly signals: Signals };
}

/** `any`: both families at once, as getaddrinfo(3) asks when nobody chose one. */
export type AskFamily = "inet" | "inet6" | "any";

/** What a name came to: its addresses, or which of gai_strerror(3)'s words is true of it. */
export interface NameAnswer {
  readonly addresses: readonly IpAddress[];
  /** The name that the addresses are of, behind aliases. */
  readonly canonical: string;
  readonly failure: "again" | "unknown" | "no-data" | undefined;
}

const PORT = 53;
const MAX_SERVERS = 3;
const SECOND_MICROS = 1_000_000;

interface Settings {
  readonly servers: readonly IpAddress[];
  readonly search: readonly string[];
  readonly dots: number;
  readonly timeoutMicros: number;
  readonly attempts: number;
}

/** resolv.conf(5); without a server it is this host. */
function readSettings(files: Asker["files"]): Settings {
  const read = files.readFile("/etc/resolv.conf");
  const servers: IpAddress[] = [];
  let search: readonly string[] = [];
  const options = new Map<string, number>();
  for (const line of read.ok ? read.value.split("\n") : []) {
    const [word, ...rest] = line.trim().split(/\s+/);
    const address = word === "nameserver" ? parseIp(rest[0] ?? "") : undefined;
    if (address !== undefined && servers.length < MAX_SERVERS) servers.push(address);
    if (word === "search" || word === "domain") search = word === "domain" ? rest.slice(0, 1) : rest;
    if (word === "options")
      for (const option of rest) {
        const [name = "", value] = option.split(":");
        options.set(name, Number(value));
      }
  }
  return {
    servers: servers.length > 0 ? servers : [0x7f000001 as IpAddress],
    search,
    dots: options.get("ndots") ?? 1,
    timeoutMicros: (options.get("timeout") || 5) * SECOND_MICROS,
    attempts: options.get("attempts") || 2,
  };
}

/** One server, asked once: its answers by type, or why there are none. */
async function askOnce(
  asker: Asker,
  server: IpAddress,
  queries: readonly DnsMessage[],
  timeoutMicros: number,
): Promise<readonly DnsMessage[] | "refused" | "silent" | "interrupted"> {
  const { kernel, self } = asker;
  const socket: DatagramSocket = kernel.datagram(typeof server === "string" ? "inet6" : "inet");
  try {
    if (socket.connect(server, PORT)) return "refused";
    for (const query of queries) {
      const text = textOfBytes(emitDns(query));
      // What the query before brought is told first; the query goes out all the same.
      if ((await socket.send(text)) === "ECONNREFUSED" && query !== queries[0]) await socket.send(text);
    }
    const answers: DnsMessage[] = [];
    const until = kernel.nowMicros() + timeoutMicros;
    while (answers.length < queries.length) {
      const left = until - kernel.nowMicros();
      if (left <= 0) return "silent";
      const got = await socket.receive(self.signals, left);
      if (!got.ok && got.error === "EINTR") return "interrupted";
      if (!got.ok) return got.error === "EAGAIN" ? "silent" : "refused";
      const message = parseDns(Uint8Array.from(bytesOfText(got.value.text)));
      const isOurs = queries.some(({ id }) => id === message?.id);
      if (message?.response && isOurs && !answers.some(({ id }) => id === message.id)) answers.push(message);
    }
    return answers;
  } finally {
    socket.close();
  }
}

/** res_nsend: every server in turn, as often as there are attempts. */
async function ask(
  asker: Asker,
  settings: Settings,
  name: string,
  types: readonly number[],
): Promise<readonly DnsMessage[] | undefined> {
  const queries = types.map(
    (type): DnsMessage => ({
      id: asker.kernel.random(0x10000),
      response: false,
      recursionWanted: true,
      code: DNS_CODE.ok,
      questions: [{ name, type }],
      answers: [],
    }),
  );
  for (let attempt = 0; attempt < settings.attempts; attempt++)
    for (const server of settings.servers) {
      const answers = await askOnce(asker, server, queries, settings.timeoutMicros);
      if (answers === "interrupted") return undefined;
      if (typeof answers === "string" || answers.some(({ code }) => code === DNS_CODE.serverFailure)) continue;
      return answers;
    }
  return undefined;
}

/** The names that stand for what was written: by the search list, and as it is (res_nsearch). */
function candidates(name: string, { search, dots }: Settings): readonly string[] {
  if (name.endsWith(".")) return [name.slice(0, -1)];
  const searched = search.filter((domain) => domain !== ".").map((domain) => `${name}.${domain.replace(/\.$/, "")}`);
  return name.split(".").length - 1 >= dots ? [name, ...searched] : [...searched, name];
}

const TYPES: Readonly<Record<AskFamily, readonly number[]>> = {
  inet: [DNS_TYPE.a],
  inet6: [DNS_TYPE.aaaa],
  any: [DNS_TYPE.a, DNS_TYPE.aaaa],
};

async function lookUp(asker: Asker, text: string, family: AskFamily): Promise<NameAnswer> {
  const settings = readSettings(asker.files);
  let failure: NameAnswer["failure"] = "unknown";
  for (const name of candidates(text, settings)) {
    const addresses: IpAddress[] = [];
    let canonical = name;
    const answers = await ask(asker, settings, name, TYPES[family]);
    if (!answers) return { addresses: [], canonical: text, failure: "again" };
    for (const { answers: records } of answers)
      for (const { type, data, name: owner } of records) {
        if ((type !== DNS_TYPE.a && type !== DNS_TYPE.aaaa) || data === undefined) continue;
        addresses.push(data as IpAddress);
        canonical = owner;
      }
    if (answers.some(({ code }) => code === DNS_CODE.ok)) failure = "no-data";
    if (addresses.length > 0) return { addresses, canonical, failure: undefined };
  }
  return { addresses: [], canonical: text, failure };
}

/** Answers by process, for as long as it lasts. */
const answered = new WeakMap<object, Map<string, NameAnswer>>();

/** What servers have said of a name to this process, asked for whichever family. */
export function answerFor(files: object, text: string): NameAnswer | undefined {
  const own = answered.get(files);
  const all = (["any", "inet6", "inet"] as const).flatMap(
    (family) => own?.get(`${family} ${text.toLowerCase()}`) ?? [],
  );
  return all.find(({ addresses }) => addresses.length > 0) ?? all.at(-1);
}

/** Asks servers for a name, once for the process; a name that none can be is not asked for. */
export async function askServers(asker: Asker, text: string, family: AskFamily): Promise<NameAnswer> {
  const key = `${family} ${text.toLowerCase()}`;
  const known = answered.get(asker.files)?.get(key);
  if (known) return known;
  const answer = await lookUp(asker, text, family);
  const own = answered.get(asker.files) ?? new Map<string, NameAnswer>();
  answered.set(asker.files, own.set(key, answer));
  return answer;
}
