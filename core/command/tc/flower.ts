/** `flower`: fields of a packet by their names (tc/f_flower.c of iproute2). What is not listed here is refused by name. */
import { parseMac } from "../../address/mac.ts";
import { formatIp, type Prefix } from "../../address/prefix.ts";
import type { FlowerKeys, Masked } from "../../model/filter.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { type Args, parseUnsigned } from "../args.ts";
import { readPrefix } from "../names.ts";
import type { Output } from "../output.ts";
import {
  maskedWords,
  parseIcmpField,
  parseIpFlags,
  parseOctet,
  parsePort,
  parseTcpFlags,
  printIcmpField,
  printIpFlags,
  printMasked,
  printPorts,
  printTcpFlags,
} from "./flower-masked.ts";

type Read = { -readonly [K in keyof FlowerKeys]: FlowerKeys[K] };

const IP_PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58, sctp: 132 };
const TCP_LIKE: readonly number[] = [IP_PROTOCOL.tcp, IP_PROTOCOL.udp, IP_PROTOCOL.sctp];
const ICMP_LIKE = [1, 58];
const VLANS: readonly number[] = [ETHER_TYPE.vlan, ETHER_TYPE.serviceVlan];
const UNMODELLED = (
  "num_of_vlans cvlan_id cvlan_prio cvlan_ethtype pppoe_sid ppp_proto mpls mpls_label mpls_tc mpls_bos mpls_ttl " +
  "enc_dst_ip enc_src_ip enc_key_id enc_tos enc_ttl geneve_opts vxlan_opts erspan_opts " +
  "gtp_opts enc_dst_port ct_state ct_label ct_mark ct_zone skip_sw verbose hw_tc"
).split(" ");
const USAGE = "Usage: ... flower [ MATCH-LIST ] [ skip_hw ] [ action ACTION-SPEC ] [ classid CLASSID ]\n";

/** What IP packets are looked into for: the protocol itself, or what a tag says is behind it. */
function etherTypeOf(protocol: number, keys: FlowerKeys): number {
  return VLANS.includes(protocol) ? (keys.vlanEtherType ?? 0) : protocol;
}

function parseMacMask(text: string): FlowerKeys["sourceMac"] {
  const [address = "", mask] = text.split("/");
  const mac = parseMac(address);
  if (mac === undefined) return undefined;
  if (mask === undefined) return { address: mac, bits: 48 };
  const ones = /^(ff:|00:)*(ff|00)$/i.test(mask) ? mask.toLowerCase().split("ff").length - 1 : undefined;
  const bits = ones === undefined ? parseUnsigned(mask, 48) : 8 * ones;
  return bits === undefined ? undefined : { address: mac, bits };
}

const WORDS: readonly string[] = [
  ...["indev", "dst_mac", "src_mac", "vlan_id", "vlan_prio", "vlan_ethtype", "ip_proto", "ip_tos", "ip_ttl"],
  ...["dst_ip", "src_ip", "dst_port", "src_port", "tcp_flags", "ip_flags", "type", "code", "skip_hw"],
  ...["arp_tip", "arp_sip", "arp_op", "arp_tha", "arp_sha"],
];
export const FLOWER_WORDS = WORDS;

const MACS = {
  dst_mac: "destinationMac",
  src_mac: "sourceMac",
  arp_tha: "arpTargetMac",
  arp_sha: "arpSourceMac",
} as const;
const ARP_OPERATIONS: Readonly<Record<string, number>> = { request: 1, reply: 2 };

/** What ll_addr_a2n says of what it does not like, be it the address or the mask: of that part. */
function invalidMac(text: string): string {
  const [address = "", mask = "0"] = text.split("/");
  const wrong = parseMac(address) === undefined ? address : /^\d+$/.test(mask) ? "" : mask;
  const part = wrong.split(":").find((each) => !/^[0-9a-f]{1,2}$/i.test(each));
  return part === undefined || wrong === "" ? "" : `"${part}" is invalid lladdr.\n`;
}

/** One key; false where the word is none. */
export function parseFlowerKey(args: Args, word: string, protocol: number, read: Read): boolean {
  if (UNMODELLED.includes(word)) {
    args.unmodelled("tc filter: flower", word);
    return true;
  }
  if (!WORDS.includes(word)) return false;
  if (word === "skip_hw") {
    read.skip = "skip_hw";
    return true;
  }
  const text = args.value();
  if (args.refusal) return true;
  const illegal = () => args.refuse(1, `Illegal "${word}"\n`);
  const number = (most: number) => {
    const value = parseUnsigned(text.replace(/\/(0xff|255)$/, ""), most);
    if (value === undefined) illegal();
    return value;
  };
  const put = (key: "tos" | "ttl" | "tcpFlags" | "ipFlags", value: Masked | undefined) => {
    if (value) read[key] = value;
    else illegal();
  };
  const ether = etherTypeOf(protocol, read);
  const ip = ether === ETHER_TYPE.ipv4 || ether === ETHER_TYPE.ipv6;
  const { ipProtocol = 0 } = read;
  switch (word) {
    case "indev":
      read.indev = text;
      break;
    case "dst_mac":
    case "src_mac":
    case "arp_tha":
    case "arp_sha": {
      const mac = parseMacMask(text);
      if (mac) read[MACS[word]] = mac;
      else args.refuse(1, `${invalidMac(text)}Illegal "${word}"\n`);
      break;
    }
    case "arp_tip":
    case "arp_sip": {
      const prefix = readPrefix(text, "inet");
      if (ether !== ETHER_TYPE.arp) illegal();
      else if (typeof prefix?.address !== "number")
        args.refuse(1, `Error: inet prefix is expected rather than "${text}".\n`, true);
      else if (word === "arp_tip") read.arpTarget = prefix;
      else read.arpSource = prefix;
      break;
    }
    case "arp_op":
      if (ether !== ETHER_TYPE.arp) illegal();
      else if (Object.hasOwn(ARP_OPERATIONS, text)) read.arpOperation = ARP_OPERATIONS[text];
      else read.arpOperation = number(0xff);
      break;
    case "vlan_id":
    case "vlan_prio":
    case "vlan_ethtype":
      if (!VLANS.includes(protocol)) {
        args.refuse(1, `Can't set "${word}" if ethertype isn't 802.1Q or 802.1AD and num_of_vlans is 0\n`);
      } else if (word === "vlan_id") read.vlanId = number(0xfff);
      else if (word === "vlan_prio") read.vlanPriority = number(7);
      else {
        const type = { ip: ETHER_TYPE.ipv4, ipv4: ETHER_TYPE.ipv4, ipv6: ETHER_TYPE.ipv6, arp: ETHER_TYPE.arp }[text];
        if (type === undefined) args.invalid("invalid vlan_ethtype", text);
        read.vlanEtherType = type;
      }
      break;
    case "ip_proto": {
      const known = Object.hasOwn(IP_PROTOCOLS, text) ? IP_PROTOCOLS[text] : undefined;
      const raw = /^[0-9a-f]{1,2}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
      const illegalHere =
        (text === "icmp" && ether !== ETHER_TYPE.ipv4) || (text === "icmpv6" && ether !== ETHER_TYPE.ipv6);
      if (!ip || illegalHere) args.refuse(1, `Illegal "eth_type" for ip proto\nIllegal "ip_proto"\n`);
      else if ((known ?? raw) === undefined) illegal();
      else read.ipProtocol = known ?? raw;
      break;
    }
    case "ip_tos":
    case "ip_ttl":
      // fl_set_key: of what is no IP they are not looked at.
      if (ip || parseOctet(text) === undefined) put(word === "ip_tos" ? "tos" : "ttl", parseOctet(text));
      break;
    case "dst_ip":
    case "src_ip": {
      const prefix = ip ? readPrefix(text, ether === ETHER_TYPE.ipv4 ? "inet" : "inet6") : undefined;
      if (!ip) illegal();
      else if (!prefix)
        args.refuse(
          1,
          `Error: ${ether === ETHER_TYPE.ipv4 ? "inet" : "inet6"} prefix is expected rather than "${text}".\n`,
          true,
        );
      else if (word === "dst_ip") read.destination = prefix;
      else read.source = prefix;
      break;
    }
    case "dst_port":
    case "src_port":
      putPort(args, read, word, text);
      break;
    case "tcp_flags":
      put("tcpFlags", parseTcpFlags(text));
      break;
    case "ip_flags":
      put("ipFlags", parseIpFlags(text, read.ipFlags));
      break;
    default: {
      const value = ICMP_LIKE.includes(ipProtocol) ? parseIcmpField(text) : undefined;
      if (!value) args.refuse(1, `Illegal "icmp ${word}"\n`);
      else if (word === "type") read.icmpType = value;
      else read.icmpCode = value;
    }
  }
  return true;
}

/** A port, a range of them or some bits of one, of protocols that have ports. */
function putPort(args: Args, read: Read, word: "dst_port" | "src_port", text: string): void {
  const key = parsePort(text);
  if (typeof key === "string") args.refuse(1, `${key}Illegal "${word}"\n`);
  else if (!key || !TCP_LIKE.includes(read.ipProtocol ?? 0)) args.refuse(1, `Illegal "${word}"\n`);
  else if (word === "dst_port") read.destinationPort = key;
  else read.sourcePort = key;
}

export { USAGE as FLOWER_USAGE };

/** An object of JSON as the text shows it: `ipv4`, `ipv6` or `arp`, the others by number. */
function etherTypeName(type: number): string {
  if (type === ETHER_TYPE.ipv4) return "ipv4";
  return type === ETHER_TYPE.ipv6 ? "ipv6" : type === ETHER_TYPE.arp ? "arp" : type.toString(16).padStart(4, "0");
}

function macText({ address, bits }: NonNullable<FlowerKeys["sourceMac"]>): string {
  return bits === 48 ? address : `${address}/${bits}`;
}

function prefixText({ address, length }: Prefix): string {
  return length === (typeof address === "number" ? 32 : 128) ? formatIp(address) : `${formatIp(address)}/${length}`;
}

function printArp(line: (name: string, value: string) => void, keys: FlowerKeys): void {
  const { arpSource, arpTarget, arpOperation, arpSourceMac, arpTargetMac } = keys;
  if (arpSource) line("arp_sip", prefixText(arpSource));
  if (arpTarget) line("arp_tip", prefixText(arpTarget));
  if (arpOperation !== undefined) {
    const name = Object.entries(ARP_OPERATIONS).find(([, number]) => number === arpOperation)?.[0];
    line("arp_op", name ?? String(arpOperation));
  }
  if (arpSourceMac) line("arp_sha", macText(arpSourceMac));
  if (arpTargetMac) line("arp_tha", macText(arpTargetMac));
}

/** flower_print_opt; every key in a line of its own. */
export function printFlower(out: Output, protocol: number, keys: FlowerKeys): void {
  const line = (name: string, value: string | number, text = String(value)) =>
    out.field(name, value, `\n  ${name} ${text}`);
  if (keys.indev !== undefined) out.field("indev", keys.indev, `\n  indev ${keys.indev}`);
  out.openObject("keys");
  if (keys.vlanId !== undefined) line("vlan_id", keys.vlanId);
  if (keys.vlanPriority !== undefined) line("vlan_prio", keys.vlanPriority);
  if (keys.vlanEtherType !== undefined) {
    const name =
      { [ETHER_TYPE.ipv4]: "ip", [ETHER_TYPE.ipv6]: "ipv6", [ETHER_TYPE.arp]: "arp" }[keys.vlanEtherType] ?? "";
    line("vlan_ethtype", name);
  }
  for (const [name, mac] of [
    ["dst_mac", keys.destinationMac],
    ["src_mac", keys.sourceMac],
  ] as const)
    if (mac) line(name, macText(mac));
  const ether = etherTypeOf(protocol, keys);
  if (ether === ETHER_TYPE.ipv4 || ether === ETHER_TYPE.ipv6 || (ether > 3 && !VLANS.includes(ether)))
    line("eth_type", etherTypeName(ether));
  if (keys.ipProtocol !== undefined) {
    const name = Object.entries(IP_PROTOCOLS).find(([, number]) => number === keys.ipProtocol)?.[0];
    line("ip_proto", name ?? keys.ipProtocol.toString(16).padStart(2, "0"));
  }
  printMasked(out, "ip_tos", keys.tos);
  printMasked(out, "ip_ttl", keys.ttl);
  for (const [name, prefix] of [
    ["dst_ip", keys.destination],
    ["src_ip", keys.source],
  ] as const) {
    if (prefix) line(name, prefixText(prefix));
  }
  printPorts(out, keys);
  // The kernel keeps flags of TCP alone.
  if (keys.ipProtocol === IP_PROTOCOL.tcp) printTcpFlags(line, keys.tcpFlags);
  printIcmpField(line, "icmp_type", keys.icmpType);
  printIcmpField(line, "icmp_code", keys.icmpCode);
  printArp(line, keys);
  printIpFlags(out, keys.ipFlags);
  out.close();
  if (keys.skip) out.field("skip_hw", true, "\n  skip_hw");
  out.field("not_in_hw", true, "\n  not_in_hw");
}

export function renderFlower(keys: FlowerKeys): readonly string[] {
  const words: string[] = [];
  const put = (word: string, value: string | number | undefined) => {
    if (value !== undefined) words.push(word, String(value));
  };
  const mac = (each: FlowerKeys["sourceMac"]) => each && `${each.address}/${each.bits}`;
  const prefix = (each: Prefix | undefined) => each && `${formatIp(each.address)}/${each.length}`;
  put("indev", keys.indev);
  put("vlan_id", keys.vlanId);
  put("vlan_prio", keys.vlanPriority);
  put(
    "vlan_ethtype",
    keys.vlanEtherType &&
      { [ETHER_TYPE.ipv4]: "ipv4", [ETHER_TYPE.ipv6]: "ipv6", [ETHER_TYPE.arp]: "arp" }[keys.vlanEtherType],
  );
  put("dst_mac", mac(keys.destinationMac));
  put("src_mac", mac(keys.sourceMac));
  put("ip_proto", keys.ipProtocol?.toString(16));
  put("dst_ip", prefix(keys.destination));
  put("src_ip", prefix(keys.source));
  for (const [word, value] of maskedWords(keys)) put(word, value);
  put("arp_sip", prefix(keys.arpSource));
  put("arp_tip", prefix(keys.arpTarget));
  put("arp_op", keys.arpOperation);
  put("arp_sha", mac(keys.arpSourceMac));
  put("arp_tha", mac(keys.arpTargetMac));
  if (keys.skip) words.push(keys.skip);
  return words;
}
