/**
 * The engine's answers to names in networks of users: a server at 127.0.0.11 in each namespace that is in one.
 *
 * Same as docker 20.10: what is known (containers, aliases, links, names with their network's behind a dot, addresses backwards),
 * that a known name has no other addresses than those of IPv4, and whom the rest is asked of and for how long. Simplified: it
 * listens at port 53 itself, there being no netfilter to lead there; it does not answer over TCP.
 */
import type { Ipv4 } from "../../core/address/ipv4.ts";
import type { IpAddress } from "../../core/address/prefix.ts";
import type { Received } from "../../core/datapath/datapath.ts";
import type { NetnsId, SocketId } from "../../core/model/id.ts";
import { DNS_CODE, DNS_TYPE, type DnsMessage, type DnsRecord, emitDns, parseDns } from "../../core/wire/dns.ts";
import type { Host } from "../kernel/host.ts";

/** What the engine knows of names, seen from one container. */
export interface KnownNames {
  /** The addresses of a name; undefined when nobody has it. */
  addresses(name: string): readonly Ipv4[] | undefined;
  /** `c1.blue` for an address in one of the container's networks. */
  nameOf(address: Ipv4): string | undefined;
}

const ADDRESS = 0x7f00000b as Ipv4;
const PORT = 53;
/** respTTL. */
const TTL_SECONDS = 600;
/** What the engine takes to answer. */
const THOUGHT_MICROS = 100;
/** extIOTimeout: how long each of the servers outside is waited for. */
const OUTSIDE_MICROS = 4_000_000;

export class NameService {
  readonly #host: Host;
  readonly #netns: NetnsId;
  readonly #known: KnownNames;
  readonly #servers: readonly IpAddress[];
  #socket: SocketId | undefined;
  readonly #outside = new Set<() => void>();

  constructor(host: Host, netns: NetnsId, known: KnownNames, servers: readonly IpAddress[]) {
    this.#host = host;
    this.#netns = netns;
    this.#known = known;
    this.#servers = servers;
  }

  open(): void {
    const receive = (received: Received) => this.#receive(received);
    const opened = this.#host.datapath.openUdp(this.#netns, "inet", receive, { port: PORT, address: ADDRESS });
    if (opened.ok) this.#socket = opened.value.socket;
  }

  close(): void {
    for (const end of [...this.#outside]) end();
    if (this.#socket !== undefined) this.#host.datapath.close(this.#socket);
    this.#socket = undefined;
  }

  #receive({ packet }: Received): void {
    const { payload, source } = packet;
    if (payload.kind !== "udp") return;
    const query = parseDns(payload.data);
    const [question] = query?.questions ?? [];
    if (!query || query.response || !question) return;
    const { datapath, clock, nowMicros } = this.#host;
    const reply = (bytes: Uint8Array) => {
      if (this.#socket === undefined) return;
      datapath.sendUdp(this.#socket, source, payload.sourcePort, bytes);
      clock.kick();
    };
    clock.at(nowMicros + THOUGHT_MICROS, () => {
      const answers = this.#answers(question.name, question.type);
      if (answers) reply(emitDns(this.#response(query, answers)));
      else this.#askOutside(payload.data, query.id, 0, reply);
    });
  }

  #response(query: DnsMessage, answers: readonly DnsRecord[]): DnsMessage {
    return { ...query, response: true, recursionAvailable: true, code: DNS_CODE.ok, answers };
  }

  /** What is known of a name; undefined when others are to be asked. */
  #answers(name: string, type: number): readonly DnsRecord[] | undefined {
    if (type === DNS_TYPE.ptr) {
      const [, d, c, b, a] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/i.exec(name) ?? [];
      const address = [a, b, c, d].reduce((sum, octet) => sum * 256 + Number(octet), 0) as Ipv4;
      const found = a === undefined ? undefined : this.#known.nameOf(address);
      return found === undefined ? undefined : [{ name, type, ttl: TTL_SECONDS, data: found }];
    }
    const addresses = this.#known.addresses(name);
    if (!addresses) return undefined;
    if (type !== DNS_TYPE.a) return [];
    // Who has a name with others comes first as chance will have it.
    const first = addresses.length > 1 ? this.#host.random(addresses.length) : 0;
    const turned = [...addresses.slice(first), ...addresses.slice(0, first)];
    return turned.map((data) => ({ name, type, ttl: TTL_SECONDS, data }));
  }

  /** Passes a query on to the servers outside, one after the other; nobody is told when none answers. */
  #askOutside(query: Uint8Array, id: number, at: number, reply: (bytes: Uint8Array) => void): void {
    const server = this.#servers[at];
    if (server === undefined) return;
    const { datapath, clock, nowMicros } = this.#host;
    let socket: SocketId | undefined;
    const end = () => {
      cancel();
      this.#outside.delete(end);
      if (socket !== undefined) datapath.close(socket);
    };
    const next = () => {
      end();
      this.#askOutside(query, id, at + 1, reply);
    };
    const cancel = clock.at(nowMicros + OUTSIDE_MICROS, next);
    this.#outside.add(end);
    const receive = ({ packet: { payload } }: Received) => {
      if (payload.kind !== "udp" || parseDns(payload.data)?.id !== id) return;
      end();
      reply(payload.data);
    };
    const family = typeof server === "number" ? "inet" : "inet6";
    const source = datapath.sourceFor(this.#netns, server);
    const opened = datapath.openUdp(this.#netns, family, receive, {
      ...(source.ok ? { address: source.value } : {}),
      remote: { address: server, port: PORT },
    });
    if (opened.ok) socket = opened.value.socket;
    if (!opened.ok || !datapath.sendUdp(opened.value.socket, server, PORT, query).ok) next();
    clock.kick();
  }
}
