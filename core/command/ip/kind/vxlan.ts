/** `type vxlan` (ip/iplink_vxlan.c). */

import { IPV4_ANY } from "../../../address/ipv4.ts";
import { familyOf, formatIp, isMulticast, parseIp } from "../../../address/prefix.ts";
import type { Link } from "../../../model/link.ts";
import type { KindSettings } from "../../../operation/link.ts";
import { type Args, matches, type Names, parseUnsigned } from "../../args.ts";
import { formatHost } from "../../host-names.ts";
import { parseTos, takeAddress } from "../../names.ts";
import type { Output } from "../../output.ts";
import { linksOf, type View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const USAGE = `Usage: ... vxlan id VNI
		[ { group | remote } IP_ADDRESS ]
		[ local ADDR ]
		[ ttl TTL ]
		[ tos TOS ]
		[ df DF ]
		[ flowlabel LABEL ]
		[ dev PHYS_DEV ]
		[ dstport PORT ]
		[ srcport MIN MAX ]
		[ [no]learning ]
		[ [no]proxy ]
		[ [no]rsc ]
		[ [no]l2miss ]
		[ [no]l3miss ]
		[ ageing SECONDS ]
		[ maxaddress NUMBER ]
		[ [no]udpcsum ]
		[ [no]udp6zerocsumtx ]
		[ [no]udp6zerocsumrx ]
		[ [no]remcsumtx ] [ [no]remcsumrx ]
		[ [no]external ] [ gbp ] [ gpe ]
		[ [no]vnifilter ]

Where:	VNI	:= 0-16777215
	ADDR	:= { IP_ADDRESS | any }
	TOS	:= { NUMBER | inherit }
	TTL	:= { 1..255 | auto | inherit }
	DF	:= { unset | set | inherit }
	LABEL := 0-1048575
`;

const NO_PORT = `vxlan: destination port not specified
Will use Linux kernel default (non-standard value)
Use 'dstport 4789' to get the IANA assigned value
Use 'dstport 0' to get default and quiet this message
`;

const FLAGS = ["learning", "proxy", "l2miss", "l3miss", "udpcsum", "udp6zerocsumtx", "udp6zerocsumrx"] as const;
const MODES = ["external", "vnifilter"] as const;
const DF = ["unset", "set", "inherit"];
const TTL_INHERIT = 256;
const WORDS: Readonly<Record<string, string>> = {
  id: "id",
  vni: "id",
  group: "group",
  remote: "remote",
  local: "local",
  ttl: "ttl",
  hoplimit: "ttl",
  tos: "tos",
  dsfield: "tos",
};

class Reader {
  readonly settings: Record<string, number | string> = {};
  readonly #args: Args;
  readonly #names: Names;
  group = false;

  constructor(args: Args, names: Names) {
    this.#args = args;
    this.#names = names;
  }

  /** check_duparg, then the value. */
  #value(key: string, word: string): string {
    const value = this.#args.value();
    if (!this.#args.refusal && this.settings[key] !== undefined) this.#args.garbage(word, value);
    return value;
  }

  number(key: string, word: string, message: string, limit: number): void {
    const value = this.#value(key, word);
    const number = parseUnsigned(value, limit);
    if (this.#args.refusal) return;
    if (number === undefined) this.#args.invalid(message, value);
    else this.settings[key] = number;
  }

  address(word: string): void {
    const text = this.#args.value();
    if (this.#args.refusal) return;
    const key = word === "group" ? "remote" : word;
    if (this.settings[key] !== undefined) {
      if (key === "remote" && this.group !== (word === "group"))
        this.#args.refuse(1, "vxlan: both group and remote cannot be specified\n");
      else this.#args.garbage(word, text);
      return;
    }
    const known = this.settings[word === "local" ? "remote" : "local"];
    const wanted = typeof known === "string" ? familyOf(parseIp(known) ?? IPV4_ANY) : undefined;
    if (text === "any" || text === "all") this.#args.invalid(`invalid ${word} address`, text);
    const address = takeAddress(this.#args, wanted, text);
    if (this.#args.refusal) return;
    if (isMulticast(address) !== (word === "group")) this.#args.invalid(`invalid ${word} address`, text);
    this.group ||= word === "group";
    this.settings[word === "group" ? "remote" : word] = formatIp(address);
  }

  ttl(): void {
    const word = this.#value("ttl", "ttl");
    if (this.#args.refusal) return;
    if (word === "inherit") this.settings["ttl"] = TTL_INHERIT;
    else if (word === "auto") this.settings["ttl"] = 0;
    else {
      const ttl = parseUnsigned(word);
      if (ttl === undefined) this.#args.invalid("invalid TTL", word);
      else if (ttl > 255) this.#args.invalid("TTL must be <= 255", word);
      else this.settings["ttl"] = ttl;
    }
  }

  tos(): void {
    const word = this.#value("tos", "tos");
    if (this.#args.refusal) return;
    const tos = word === "inherit" ? 1 : parseTos(word);
    if (tos === undefined) this.#args.invalid("bad TOS value", word);
    else this.settings["tos"] = tos;
  }

  df(): void {
    const word = this.#value("df", "df");
    if (this.#args.refusal) return;
    if (!DF.includes(word)) this.#args.invalid("DF must be 'unset', 'set' or 'inherit'", word);
    this.settings["df"] = DF.indexOf(word);
  }

  device(): void {
    const name = this.#value("dev", "dev");
    if (!this.#args.refusal && !this.#names.device(name)) this.#args.refuse(255, `Cannot find device "${name}"\n`);
    this.settings["dev"] = name;
  }

  /** `none` and `unlimited` are 0. */
  orWord(key: string, none: string, message: string): void {
    if (this.#args.peek === none) {
      this.#args.take();
      this.settings[key] = 0;
    } else this.number(key, key, message, 0xffffffff);
  }
}

/** Words without a value in the order that decides what a shortened one means. */
const FLAG_ORDER = [
  ...["nolearning", "learning", "noproxy", "proxy", "norsc", "rsc", "nol2miss", "l2miss", "nol3miss", "l3miss"],
  ...["udpcsum", "noudpcsum", "udp6zerocsumtx", "noudp6zerocsumtx", "udp6zerocsumrx", "noudp6zerocsumrx"],
  ...["remcsumtx", "noremcsumtx", "remcsumrx", "noremcsumrx", "external", "noexternal", "gbp", "gpe"],
  ...["vnifilter", "novnifilter"],
];

function takeFlag(
  args: Args,
  settings: Record<string, number | string>,
  word: string,
  creating: boolean,
  said: Set<string>,
): boolean {
  const named = FLAG_ORDER.find((candidate) => matches(word, candidate));
  if (named === undefined) return false;
  const bare = named.startsWith("no") ? named.slice(2) : named;
  // These two are not shortened.
  if (bare === "vnifilter" && word !== named) return false;
  const flag = [...FLAGS, ...MODES].find((candidate) => candidate === bare);
  // check_duparg.
  if (said.has(bare)) args.garbage(word, word);
  // What is not modelled is off in what is new.
  else if (flag === undefined && creating && named !== bare) said.add(bare);
  else if (flag === undefined) args.unmodelled("ip link: vxlan", named);
  else {
    said.add(flag);
    settings[flag] = named === bare ? 1 : 0;
  }
  // What has the tunnel beside it learns only when that is said behind it.
  if (named === "external" && creating) settings["learning"] = 0;
  return true;
}

function parse(args: Args, names: Names, creating: boolean): KindSettings {
  const reader = new Reader(args, names);
  const { settings } = reader;
  const empty = !args.more;
  const said = new Set<string>();
  while (args.more) {
    const word = args.take();
    const named = Object.keys(WORDS).find((candidate) => matches(word, candidate));
    const meant = named === undefined ? undefined : WORDS[named];
    if (meant === "id") reader.number("id", "id", "invalid id", 0xffffff);
    else if (meant === "group" || meant === "remote" || meant === "local") reader.address(meant);
    else if (matches(word, "dev")) reader.device();
    else if (meant === "ttl") reader.ttl();
    else if (meant === "tos") reader.tos();
    else if (matches(word, "df")) reader.df();
    else if (matches(word, "label") || matches(word, "flowlabel"))
      reader.number("flowlabel", "flowlabel", "invalid flowlabel", 0xfffff);
    else if (matches(word, "ageing")) reader.orWord("ageing", "none", "ageing timer");
    else if (matches(word, "maxaddress")) reader.orWord("maxaddress", "unlimited", "max addresses");
    else if (matches(word, "port") || matches(word, "srcport")) {
      reader.number("srcport_min", "srcport", "min port", 0xffff);
      reader.number("srcport_max", "srcport", "max port", 0xffff);
    } else if (matches(word, "dstport")) reader.number("dstport", "dstport", "dst port", 0xffff);
    else if (takeFlag(args, settings, word, creating, said)) continue;
    else if (matches(word, "help")) args.refuse(1, USAGE);
    else args.refuse(1, `vxlan: unknown command "${word}"?\n${USAGE}`);
  }
  const external = settings["external"] === 1;
  if (args.refusal || empty) return settings;
  if (!external && settings["vnifilter"] === 1)
    args.refuse(1, "vxlan: vnifilter is valid only when 'external' is set\n");
  else if (external && settings["id"] !== undefined)
    args.refuse(1, "vxlan: both 'external' and vni cannot be specified\n");
  if (creating && settings["id"] === undefined && !external)
    args.refuse(1, "vxlan: missing virtual network identifier\n");
  if (reader.group && settings["dev"] === undefined) args.refuse(1, "vxlan: 'group' requires 'dev' to be specified\n");
  return settings;
}

function render(settings: KindSettings): readonly string[] {
  const remote = parseIp(String(settings["remote"] ?? ""));
  return Object.entries(settings).flatMap(([word, value]) => {
    if (word === "remote") return [remote !== undefined && isMulticast(remote) ? "group" : "remote", String(value)];
    if (word === "df") return [word, DF[Number(value)] ?? "unset"];
    if (word === "ttl") return [word, value === TTL_INHERIT ? "inherit" : value === 0 ? "auto" : String(value)];
    if (word === "tos") return [word, value === 1 ? "inherit" : `0x${Number(value).toString(16)}`];
    if (word === "srcport_min") return ["srcport", String(value), String(settings["srcport_max"] ?? value)];
    if (word === "srcport_max") return [];
    if (([...FLAGS, ...MODES] as readonly string[]).includes(word)) return [value === 0 ? `no${word}` : word];
    return [word, String(value)];
  });
}

/** The name that an index has here, whichever namespace it is of. */
function indexName(view: View, { kind }: Link): string | undefined {
  const over = kind.type === "vxlan" && kind.over !== undefined ? view.config.links[kind.over] : undefined;
  if (!over) return undefined;
  return linksOf(view).find(({ ifindex }) => ifindex === over.ifindex)?.name ?? `if${over.ifindex}`;
}

function print(out: Output, view: View, link: Link): void {
  const { kind } = link;
  if (kind.type !== "vxlan") return;
  if (kind.external) out.field("external", true, "external ");
  if (kind.vnis) out.field("vnifilter", true, "vnifilter");
  out.field("id", kind.id, `id ${kind.id} `);
  const { remote, local, ttl, tos } = kind;
  const six = typeof (remote ?? local) === "string" ? "6" : "";
  if (remote !== undefined) {
    const word = isMulticast(remote) ? "group" : "remote";
    out.field(`${word}${six}`, formatHost(remote), `${word} ${formatHost(remote)} `);
  }
  if (local !== undefined) out.field(`local${six}`, formatHost(local), `local ${formatHost(local)} `);
  const over = indexName(view, link);
  if (over !== undefined) out.field("link", over, `dev ${over} `);
  const [low, high] = kind.sourcePorts;
  out.openObject("port_range").json("low", low).json("high", high).close();
  out.text(`srcport ${low} ${high} `);
  out.field("port", kind.port, `dstport ${kind.port} `);
  out.field("learning", kind.learning, kind.learning ? "" : "nolearning ");
  if (kind.proxy) out.field("proxy", true, "proxy ");
  if (kind.l2miss) out.field("l2miss", true, "l2miss ");
  if (kind.l3miss) out.field("l3miss", true, "l3miss ");
  const hex = (value: number) => `0x${value.toString(16)}`;
  if (tos !== 0) out.field("tos", hex(tos), tos === 1 ? "tos inherit " : `tos ${hex(tos)} `);
  if (ttl === "inherit") out.text("ttl inherit ");
  else out.field("ttl", ttl, ttl === 0 ? "ttl auto " : `ttl ${ttl} `);
  const df = DF[kind.df] ?? "unset";
  out.field("df", df, kind.df === 0 ? "" : `df ${df} `);
  if (kind.label !== 0) out.field("label", hex(kind.label), `flowlabel ${hex(kind.label)} `);
  out.field("ageing", kind.ageingSeconds, `ageing ${kind.ageingSeconds} `);
  if (kind.maxAddresses !== 0) out.field("limit", kind.maxAddresses, `maxaddr ${kind.maxAddresses} `);
  for (const [key, word, on] of [
    ["udp_csum", "udpcsum", kind.udpCsum],
    ["udp_zero_csum6_tx", "udp6zerocsumtx", kind.zeroCsum6Tx],
    ["udp_zero_csum6_rx", "udp6zerocsumrx", kind.zeroCsum6Rx],
  ] as const)
    out.field(key, on, `${on ? "" : "no"}${word} `);
}

export const VXLAN_WORDS: KindGrammar = {
  usage: USAGE,
  parse,
  render,
  print,
  warning: (settings) => (Object.keys(settings).length > 0 && settings["dstport"] === undefined ? NO_PORT : undefined),
  words: [
    ...["id", "group", "remote", "local", "ttl", "tos", "df", "flowlabel", "dev", "dstport", "srcport", "ageing"],
    "maxaddress",
    ...[...FLAGS, ...MODES].flatMap((flag) => [flag, `no${flag}`]),
  ],
};
