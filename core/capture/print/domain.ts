/** Messages of the domain name system as tcpdump prints them (print-domain.c): A, AAAA, CNAME, PTR; of other types their number. */
import { formatIp } from "../../address/prefix.ts";
import { DNS_TYPE, type DnsQuestion, type DnsRecord, parseDns } from "../../wire/dns.ts";
import type { PrintOptions } from "./options.ts";

const TYPES: Readonly<Record<number, string>> = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  255: "ANY",
};
const CODES: Readonly<Record<number, string>> = {
  1: " FormErr",
  2: " ServFail",
  3: " NXDomain",
  4: " NotImp",
  5: " Refused",
};

const dotted = (name: string) => `${name}.`;
const typeName = (type: number) => TYPES[type] ?? `Type${type}`;
const questionText = ({ name, type }: DnsQuestion) => ` ${typeName(type)}? ${dotted(name)}`;

/** Seconds as unsigned_relts_print has them. */
function relative(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ["w", 604_800],
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ];
  let rest = seconds;
  let text = "";
  for (const [letter, size] of units) {
    if (rest >= size) text += `${Math.floor(rest / size)}${letter}`;
    rest %= size;
  }
  return text === "" ? "0s" : text;
}

function recordText({ name, type, ttl, data }: DnsRecord, verbose: number): string {
  const owner = verbose > 0 ? ` ${dotted(name)}` : "";
  const life = verbose > 2 ? ` [${relative(ttl)}]` : "";
  const isAddress = type === DNS_TYPE.a || type === DNS_TYPE.aaaa;
  const shown =
    data === undefined
      ? ""
      : ` ${isAddress ? formatIp(data as Parameters<typeof formatIp>[0]) : dotted(data as string)}`;
  return `${owner}${life} ${typeName(type)}${shown}`;
}

/** @param size of the message, without the header of UDP; undefined when it is none that can be read */
export function printDomain(bytes: Uint8Array, size: number, { verbose }: PrintOptions): string | undefined {
  const message = parseDns(bytes);
  if (!message) return undefined;
  const { id, questions, answers } = message;
  const several = questions.length === 1 ? "" : ` [${questions.length}q]`;
  if (!message.response) {
    const wanted = message.recursionWanted ? "+" : "";
    return `${id}${wanted}${several}${questions.map(questionText).join("")} (${size})`;
  }
  const flags = `${message.authoritative ? "*" : ""}${message.recursionAvailable ? "" : "-"}`;
  const asked = verbose > 1 && questions.length > 0 ? ` q:${questions.map(questionText).join(",")}` : "";
  const told = answers.map((record) => recordText(record, verbose)).join(",");
  return `${id}${CODES[message.code] ?? ""}${flags}${several}${asked} ${answers.length}/0/0${told} (${size})`;
}
