/**
 * Productions: what a person at a prompt does next, given what they believe. Weights follow what tutorials, lab scripts
 * and questions on the web are made of; the rarer options are there because they exist.
 */
import { type Belief, type BelievedLink, hostOf } from "./belief.ts";
import { inNetns } from "./invocation.ts";
import type { Random } from "./random.ts";
import type { After, Step } from "./step.ts";
import {
  BRIDGES,
  LENGTHS4,
  MACS,
  NAMESPACES,
  NETWORKS4,
  NETWORKS6,
  PAIRS,
  REMOTE4,
  REMOTE6,
  RENAMES,
  TABLES,
} from "./words.ts";

/** What one script is like throughout. */
export interface Mood {
  /** Duplicate address detection is left on, and waited for. */
  readonly dad: boolean;
  readonly ipv6: boolean;
  /** MAC addresses are given, not left to chance: a bridge takes the least of its ports'. */
  readonly macs: boolean;
}

export interface Author {
  readonly random: Random;
  readonly belief: Belief;
  readonly mood: Mood;
}

type Production = (author: Author) => readonly Step[];

function step(author: Author, netns: string, argv: readonly string[], after?: After, looks?: boolean): Step {
  return { argv: inNetns(author.random, netns, argv), after, looks: looks ?? false };
}

/** What a change to a link's state sets off. */
function aftermath({ mood, belief }: Author, comesUp: boolean, link?: BelievedLink): After {
  if (comesUp && mood.dad) {
    return "dad";
  }
  // Two ends in two namespaces may have the same number, and are no urgent case for link watch then (linkwatch_urgent_event).
  if (link?.peer && link.peer.netns !== link.netns) {
    return "watch";
  }
  // Nor is a bridge, whose ports begin or cease to work.
  return belief.bridges().length > 0 ? "watch" : "link";
}

/** Nobody asks for routers, at times of chance, which bridges would learn from; and addresses are nobody's else. */
export function steadyIpv6({ dad }: Mood): readonly string[] {
  const quiet = "net.ipv6.conf.default.router_solicitations=0";
  return ["sysctl", "-qw", quiet, ...(dad ? [] : ["net.ipv6.conf.default.accept_dad=0"])];
}

const addNamespace: Production = (author) => {
  const name = author.random.pick(NAMESPACES);
  author.belief.addNamespace(name);
  const steps: Step[] = [{ argv: ["ip", "netns", "add", name] }];
  // Where IPv6 is switched off it is so in the first namespace alone.
  steps.push({ argv: ["ip", "netns", "exec", name, ...steadyIpv6(author.mood)], kept: true });
  if (author.random.chance(0.6)) {
    steps.push(step(author, name, ["ip", "link", "set", "lo", "up"], "link"));
  }
  return steps;
};

const deleteNamespace: Production = ({ random, belief }) => {
  const name = random.pick(belief.namespaces.slice(1)) ?? random.pick(NAMESPACES);
  belief.dropNamespace(name);
  return [{ argv: ["ip", "netns", random.pick(["del", "delete", "del"]), name], after: "netns", looks: true }];
};

const addVeth: Production = (author) => {
  const { random, belief, mood } = author;
  const [one, other] = random.pick(PAIRS);
  const netns = random.chance(0.75) ? "" : (random.pick(belief.namespaces) ?? "");
  const there = random.chance(0.25) ? (random.pick(belief.namespaces) ?? "") : netns;
  const first = belief.addLink({ name: one, netns, type: "veth" });
  const second = belief.addLink({ name: other, netns: there, type: "veth" });
  first.peer = second;
  second.peer = first;
  const words = ["ip", "link", "add", ...(random.chance(0.15) ? ["name"] : []), one];
  if (mood.macs) {
    words.push("address", newMac(author));
  } else if (random.chance(0.12)) {
    words.push("address", random.pick(MACS));
  }
  if (random.chance(0.08)) {
    words.push("mtu", random.pick(["1400", "9000", "1500"]));
  }
  words.push("type", "veth", "peer", ...(random.chance(0.85) ? ["name"] : []), other);
  if (mood.macs) {
    words.push("address", newMac(author));
  }
  if (there !== netns && there !== "") {
    words.push("netns", there);
  }
  // Link watch, in no hurry, makes something else of a new end when the other one has been moved before (default_operstate).
  return [step(author, netns, words, "watch")];
};

/** One that no other link of the script has, neither rising nor falling from link to link. */
function newMac({ belief, random }: Author): string {
  const serial = belief.links.length + random.below(256) * 256;
  return `02:${random.pick(["1a", "f0", "00"])}:00:00:${hex(serial >> 8)}:${hex(serial & 255)}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

const addBridge: Production = (author) => {
  const { random, belief } = author;
  const name = random.pick(BRIDGES);
  const netns = random.chance(0.8) ? "" : (random.pick(belief.namespaces) ?? "");
  belief.addLink({ name, netns, type: "bridge" });
  if (random.chance(0.3)) {
    return [step(author, netns, ["brctl", "addbr", name])];
  }
  const options = random.weighted<readonly string[]>([
    [12, []],
    [1, ["stp_state", random.pick(["0", "1"])]],
    [1, ["forward_delay", random.pick(["0", "400", "1500", "100"])]],
    [1, ["priority", random.pick(["0", "4096", "65535", "70000"])]],
  ]);
  return [
    step(author, netns, [
      "ip",
      "link",
      "add",
      ...(random.chance(0.3) ? ["name"] : []),
      name,
      "type",
      "bridge",
      ...options,
    ]),
  ];
};

const setUp: Production = (author) => {
  const link = author.belief.pickLink(author.random);
  if (link === undefined) {
    return [];
  }
  link.up = true;
  const dev = author.random.chance(0.4) ? ["dev"] : [];
  return [step(author, link.netns, ["ip", "link", "set", ...dev, link.name, "up"], aftermath(author, true, link))];
};

const setDown: Production = (author) => {
  const link = author.belief.pickLink(author.random);
  if (link === undefined) {
    return [];
  }
  link.up = false;
  link.addresses.splice(0, link.addresses.length, ...link.addresses.filter((each) => !each.includes(":")));
  const down = step(author, link.netns, ["ip", "link", "set", link.name, "down"], aftermath(author, false, link));
  if (author.random.chance(0.4)) {
    return [down];
  }
  link.up = true;
  return [down, step(author, link.netns, ["ip", "link", "set", link.name, "up"], aftermath(author, true, link))];
};

const deleteLink: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  belief.dropLink(link);
  if (link.type === "bridge" && random.chance(0.5)) {
    return [step(author, link.netns, ["brctl", "delbr", link.name], "watch", true)];
  }
  const words = [
    "ip",
    "link",
    random.pick(["del", "del", "delete"]),
    ...(random.chance(0.3) ? ["dev"] : []),
    link.name,
  ];
  return [step(author, link.netns, words, "watch", true)];
};

const moveLink: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  const target = random.pick(belief.namespaces.slice(1));
  if (link === undefined || target === undefined) {
    return [];
  }
  const from = link.netns;
  const wasUp = link.up;
  link.netns = target;
  link.up = false;
  link.master = undefined;
  link.addresses.length = 0;
  const words = ["ip", "link", "set", ...(random.chance(0.3) ? ["dev"] : []), link.name, "netns", target];
  if (random.chance(0.15)) {
    const name = random.pick(RENAMES);
    link.name = name;
    words.push("name", name);
  }
  // The other end learns of it when link watch comes round, by where both are then.
  return [step(author, from, words, wasUp ? "watch" : aftermath(author, false), true)];
};

const renameLink: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  const before = link.name;
  link.name = random.pick(RENAMES);
  const rename = ["ip", "link", "set", ...(random.chance(0.5) ? ["dev"] : []), before, "name", link.name];
  if (link.up && random.chance(0.5)) {
    link.up = false;
    return [step(author, link.netns, ["ip", "link", "set", before, "down"], "watch"), step(author, link.netns, rename)];
  }
  return [step(author, link.netns, rename)];
};

const setAttribute: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  if (link.type === "lo") {
    return [
      step(author, link.netns, ["ip", "link", "set", "lo", "mtu", random.pick(["1500", "1279", "1280", "65536"])]),
    ];
  }
  const words = random.weighted<readonly string[]>([
    [5, ["mtu", random.pick(["1400", "9000", "1280", "1500", "68", "1279"])]],
    [4, ["address", random.pick(MACS)]],
    [2, ["txqueuelen", random.pick(["500", "0", "1000"])]],
    [2, ["alias", random.pick(["to the left", "x", ""])]],
    [1, ["arp", random.pick(["off", "on"])]],
    [1, ["multicast", random.pick(["off", "on"])]],
    [2, ["promisc", random.pick(["on", "off"])]],
    [1, ["allmulticast", random.pick(["on", "off"])]],
    [1, ["group", random.pick(["5", "default", "0"])]],
    [1, ["addrgenmode", random.pick(["none", "eui64"])]],
  ]);
  return [
    step(
      author,
      link.netns,
      ["ip", "link", "set", ...(random.chance(0.6) ? ["dev"] : []), link.name, ...words],
      // Detection begins anew when asking for addresses is switched on or off, within a second (addrconf_dad_kick).
      link.type === "bridge" || words[0] === "arp" ? "watch" : "link",
    ),
  ];
};

const setMaster: Production = (author) => {
  const { random, belief } = author;
  const bridge = random.pick(belief.bridges());
  if (bridge === undefined) {
    return addBridge(author);
  }
  const near = belief.in(bridge.netns).filter(({ type }) => type === "veth");
  const link = random.pick(near) ?? belief.pickLink(random);
  // The least of two MAC addresses that are chance is chance.
  if (link === undefined || (!author.mood.macs && belief.links.some(({ master }) => master === bridge.name))) {
    return [];
  }
  link.master = bridge.name;
  // A bridge without a port that works loses its carrier: link watch is in no hurry about that.
  const after = author.mood.dad ? aftermath(author, true) : "watch";
  return random.chance(0.35)
    ? [step(author, bridge.netns, ["brctl", "addif", bridge.name, link.name], after)]
    : [
        step(
          author,
          link.netns,
          ["ip", "link", "set", ...(random.chance(0.3) ? ["dev"] : []), link.name, "master", bridge.name],
          after,
        ),
      ];
};

const noMaster: Production = (author) => {
  const { random, belief } = author;
  const link = random.pick(belief.links.filter(({ master }) => master !== undefined));
  if (link?.master === undefined) {
    return [];
  }
  const { master } = link;
  link.master = undefined;
  return [
    random.chance(0.4)
      ? step(author, link.netns, ["brctl", "delif", master, link.name], "watch", true)
      : step(author, link.netns, ["ip", "link", "set", link.name, "nomaster"], "watch", true),
  ];
};

const setBridge: Production = (author) => {
  const { random, belief } = author;
  const bridge = random.pick(belief.bridges());
  if (bridge === undefined) {
    return [];
  }
  const port = random.pick(belief.links.filter(({ master }) => master === bridge.name))?.name ?? "A";
  const argv = random.weighted<readonly string[]>([
    [3, ["brctl", "stp", bridge.name, random.pick(["on", "off", "maybe"])]],
    [2, ["brctl", "setfd", bridge.name, random.pick(["0", "4", "15", "1", "90"])]],
    [1, ["brctl", "setageing", bridge.name, random.pick(["0", "30", "300"])]],
    [1, ["brctl", "sethello", bridge.name, random.pick(["2", "1", "11"])]],
    [1, ["brctl", "setbridgeprio", bridge.name, random.pick(["0", "100", "99999"])]],
    [1, ["brctl", "setpathcost", bridge.name, port, random.pick(["10", "0", "100"])]],
    [1, ["brctl", "setportprio", bridge.name, port, random.pick(["10", "0", "300"])]],
    [1, ["brctl", "hairpin", bridge.name, port, random.pick(["on", "off"])]],
    [
      2,
      [
        "bridge",
        "link",
        "set",
        "dev",
        port,
        random.pick(["hairpin", "guard", "learning", "flood", "isolated"]),
        random.pick(["on", "off"]),
      ],
    ],
    [1, ["bridge", "link", "set", "dev", port, random.pick(["cost", "priority"]), random.pick(["1", "10", "100"])]],
    [
      2,
      [
        "ip",
        "link",
        "set",
        bridge.name,
        "type",
        "bridge",
        random.pick(["stp_state", "ageing_time", "forward_delay"]),
        random.pick(["0", "1", "300"]),
      ],
    ],
  ]);
  return [step(author, bridge.netns, argv, author.mood.dad ? "dad" : "watch")];
};

/** Addresses that hosts of one network have, so that some of them meet. */
function newAddress(random: Random, ipv6: boolean): string {
  if (ipv6) {
    return `${random.pick(NETWORKS6)}${random.between(1, 4)}/${random.pick(["64", "64", "64", "128", "48"])}`;
  }
  return `${random.pick(NETWORKS4)}${random.between(1, 5)}/${random.pick(LENGTHS4)}`;
}

const addAddress: Production = (author) => {
  const { random, belief, mood } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  const six = mood.ipv6 && random.chance(0.25);
  const address = newAddress(random, six);
  link.addresses.push(address);
  const verb = random.weighted([
    [20, "add"],
    [2, "replace"],
    [1, "change"],
  ]);
  const words = [
    "ip",
    ...(six && random.chance(0.5) ? ["-6"] : []),
    random.pick(["addr", "addr", "address", "a"]),
    verb,
    address,
  ];
  const options = random.weighted<readonly string[]>([
    [20, []],
    [2, six ? [] : ["broadcast", "+"]],
    [2, six ? ["nodad"] : ["label", `${link.name}:1`]],
    [1, ["scope", random.pick(["link", "host", "global"])]],
    [1, ["noprefixroute"]],
    [1, six ? [] : ["brd", `${random.pick(NETWORKS4)}255`]],
    [1, ["metric", random.pick(["50", "1024"])]],
  ]);
  const dev = ["dev", link.name];
  words.push(...(random.chance(0.8) ? [...options, ...dev] : [...dev, ...options]));
  return [step(author, link.netns, words, six ? aftermath(author, true) : undefined)];
};

const addPeerAddress: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  const words = [
    "ip",
    "addr",
    "add",
    `10.1.1.${random.between(1, 3)}`,
    "peer",
    `10.1.1.${random.between(4, 6)}${random.pick(["", "/32", "/24"])}`,
  ];
  return [step(author, link.netns, [...words, "dev", link.name])];
};

const deleteAddress: Production = (author) => {
  const { random, belief } = author;
  const link = random.pick(belief.links.filter(({ addresses, type }) => addresses.length > 0 && type !== "lo"));
  const address = link && random.pick(link.addresses);
  if (link === undefined || address === undefined) {
    return [];
  }
  link.addresses.splice(link.addresses.indexOf(address), 1);
  if (random.chance(0.2)) {
    link.addresses.length = 0;
    return [
      step(author, link.netns, ["ip", ...random.pick([[], [], ["-4"], ["-6"]]), "addr", "flush", "dev", link.name]),
    ];
  }
  const given = random.chance(0.15) ? hostOf(address) : address;
  return [step(author, link.netns, ["ip", "addr", random.pick(["del", "del", "delete"]), given, "dev", link.name])];
};

/** A gateway that is perhaps on link: a neighbor of one of the addresses there. */
function gateway({ random, belief }: Author, netns: string, six: boolean): string {
  const addresses = belief
    .in(netns)
    .flatMap((link) => link.addresses)
    .filter((each) => each.includes(":") === six && !each.startsWith("127."));
  const near = random.pick(addresses);
  if (near === undefined || random.chance(0.1)) {
    return six ? `${random.pick(NETWORKS6)}9` : `${random.pick(NETWORKS4)}${random.between(1, 5)}`;
  }
  return hostOf(near).replace(/\d+$/, String(random.between(1, 9)));
}

const addRoute: Production = (author) => {
  const { random, belief, mood } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const six = mood.ipv6 && random.chance(0.2);
  const dev = random.pick(belief.in(netns).filter(({ type }) => type !== "lo"))?.name ?? "A";
  const to = six ? random.pick(REMOTE6) : random.pick(REMOTE4);
  const via = gateway(author, netns, six);
  const words: string[] = random.weighted<string[]>([
    [10, [to, "via", via]],
    [4, [to, "via", via, "dev", dev]],
    [4, [to, "dev", dev]],
    [1, [to, "via", via, "dev", dev, "onlink"]],
    [2, [random.pick(["blackhole", "unreachable", "prohibit"]), to]],
    [1, [to, "dev", dev, "scope", random.pick(["link", "host"])]],
    [1, [to, "dev", dev, "src", gateway(author, netns, six)]],
    [
      1,
      six
        ? [to, "via", via]
        : [to, "nexthop", "via", via, "nexthop", "via", gateway(author, netns, six), "weight", "2"],
    ],
  ]);
  const options = random.weighted<readonly string[]>([
    [12, []],
    [3, ["metric", random.pick(["100", "10", "0", "4294967295"])]],
    [2, ["table", random.pick(TABLES)]],
    [1, ["proto", random.pick(["static", "kernel", "99"])]],
    [1, ["mtu", random.pick(["1400", "900"])]],
  ]);
  const verb = random.weighted([
    [16, "add"],
    [3, "replace"],
    [1, "append"],
    [1, "change"],
  ]);
  const all = [...words, ...options];
  belief.routes.push({ netns, words: all });
  return [step(author, netns, ["ip", ...(six ? ["-6"] : []), random.pick(["route", "route", "r"]), verb, ...all])];
};

const deleteRoute: Production = (author) => {
  const { random, belief } = author;
  const known = random.pick(belief.routes);
  if (known === undefined || random.chance(0.15)) {
    return [
      step(author, random.pick(belief.namespaces) ?? "", [
        "ip",
        "route",
        random.pick(["del", "flush"]),
        random.pick(REMOTE4),
      ]),
    ];
  }
  const { words } = known;
  const less = random.weighted<readonly string[]>([
    [3, words],
    [3, words.slice(0, /^[a-z]+$/.test(words[0] ?? "") && words[0] !== "default" ? 2 : 1)],
    [1, words.slice(0, 3)],
  ]);
  const six = words.some((word) => word.includes("::"));
  return [step(author, known.netns, ["ip", ...(six ? ["-6"] : []), "route", "del", ...less])];
};

const rule: Production = (author) => {
  const { random, belief } = author;
  const old = random.pick(belief.rules);
  if (old !== undefined && random.chance(0.35)) {
    return [step(author, old.netns, ["ip", "rule", "del", ...old.words])];
  }
  const netns = random.pick(belief.namespaces) ?? "";
  const selector = random.weighted<readonly string[]>([
    [5, ["from", random.pick(["10.0.0.0/24", "10.0.1.2", "all"])]],
    [3, ["to", random.pick(["10.9.0.0/16", "8.8.8.8"])]],
    [2, ["fwmark", random.pick(["1", "0x10", "0x10/0xff"])]],
    [2, ["iif", random.pick(["A", "lo", "br0"])]],
    [1, ["oif", "B"]],
    [1, ["not", "from", "10.0.0.0/8"]],
    [1, ["tos", "0x10"]],
  ]);
  const action = random.weighted<readonly string[]>([
    [8, [random.pick(["lookup", "table"]), random.pick(TABLES)]],
    [1, ["blackhole"]],
    [1, ["unreachable"]],
    [1, ["prohibit"]],
    [1, ["goto", "32766"]],
  ]);
  const priority = random.chance(0.5)
    ? [random.pick(["priority", "pref"]), random.pick(["100", "1000", "32765", "0"])]
    : [];
  const words = [...selector, ...action, ...priority];
  belief.rules.push({ netns, words });
  return [step(author, netns, ["ip", "rule", "add", ...words])];
};

const neighbor: Production = (author) => {
  const { random, belief } = author;
  const old = random.pick(belief.neighbors);
  if (old !== undefined && random.chance(0.35)) {
    return [
      step(author, old.netns, ["ip", "neigh", random.pick(["del", "del", "flush"]), old.address, "dev", old.dev]),
    ];
  }
  const link = belief.pickLink(random);
  // The kernel keeps all neighbors on lo under 0.0.0.0, which nobody asks for.
  if (link === undefined || link.type === "lo") {
    return [];
  }
  const address = gateway(author, link.netns, author.mood.ipv6 && random.chance(0.15));
  belief.neighbors.push({ netns: link.netns, dev: link.name, address });
  const state = random.weighted<readonly string[]>([
    [5, []],
    [2, ["nud", random.pick(["permanent", "noarp", "stale"])]],
  ]);
  const verb = random.pick(["add", "add", "replace", "change"]);
  return [
    step(author, link.netns, [
      "ip",
      random.pick(["neigh", "neigh", "n", "neighbor"]),
      verb,
      address,
      "lladdr",
      random.pick(MACS),
      ...state,
      "dev",
      link.name,
    ]),
  ];
};

const fdb: Production = (author) => {
  const { random, belief } = author;
  const link = random.pick(belief.links.filter(({ master }) => master !== undefined)) ?? belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  const verb = random.weighted([
    [5, "add"],
    [2, "del"],
    [1, "replace"],
    [1, "append"],
  ]);
  const flags = random.weighted<readonly string[]>([
    [4, ["master"]],
    [2, ["master", random.pick(["static", "temp", "dynamic"])]],
    [1, ["master", "local"]],
  ]);
  return [step(author, link.netns, ["bridge", "fdb", verb, random.pick(MACS), "dev", link.name, ...flags])];
};

const sysctl: Production = (author) => {
  const { random, belief, mood } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const dev = random.pick(belief.in(netns))?.name ?? "A";
  const key = random.weighted<string>([
    [6, "net.ipv4.ip_forward"],
    [2, `net.ipv4.conf.${dev}.rp_filter`],
    [1, "net.ipv4.conf.all.rp_filter"],
    [1, `net.ipv4.conf.${dev}.forwarding`],
    [1, `net.ipv4.conf.${dev}.proxy_arp`],
    [1, `net.ipv4.conf.${dev}.arp_ignore`],
    [mood.ipv6 ? 2 : 1, `net.ipv6.conf.${dev}.disable_ipv6`],
    [1, "net.ipv4.nosuch"],
  ]);
  const value = random.weighted([
    [6, "1"],
    [4, "0"],
    [1, "2"],
    [1, "x"],
  ]);
  const argv = random.weighted<readonly string[]>([
    [5, ["sysctl", "-w", `${key}=${value}`]],
    [2, ["sysctl", `${key}=${value}`]],
    [2, ["sysctl", key]],
    [1, ["sysctl", "-n", key]],
  ]);
  return [step(author, netns, argv, mood.dad ? "dad" : "link")];
};

/** Somebody's address, seen from somewhere. */
const ping: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const target = random.pick(belief.links.filter(({ addresses }) => addresses.length > 0));
  const known = target && random.pick(target.addresses);
  const address = known === undefined || random.chance(0.1) ? gateway(author, netns, false) : hostOf(known);
  const source = random.chance(0.06)
    ? ["-I", random.pick(belief.in(netns).filter(({ type }) => type !== "lo"))?.name ?? "A"]
    : [];
  return [step(author, netns, ["ping", "-c", "1", "-W", "1", ...source, address], "resolve", true)];
};

/** Everything that state is made of, one look at a time. */
export function views(author: Author, count: number): readonly Step[] {
  const { random, belief } = author;
  const steps: Step[] = [];
  for (let index = 0; index < count; index++) {
    const netns = random.pick(belief.namespaces) ?? "";
    const link: BelievedLink | undefined = random.pick(belief.in(netns));
    const bridge = random.pick(belief.bridges(netns))?.name ?? "br0";
    const argv = random.weighted<readonly string[]>([
      [5, ["ip", "-d", "addr"]],
      [5, ["ip", random.pick(["a", "addr", "address"]), ...random.pick([[], ["show"]])]],
      [3, ["ip", "addr", "show", ...random.pick([[], ["dev"]]), link?.name ?? "A"]],
      [4, ["ip", random.pick(["link", "l"])]],
      [3, ["ip", "-d", "link", "show", link?.name ?? "A"]],
      [1, ["ip", "-br", random.pick(["addr", "link"])]],
      [1, ["ip", "-o", random.pick(["addr", "link"])]],
      [1, ["ip", "-j", random.pick(["addr", "link", "route", "rule"])]],
      [
        1,
        [
          "ip",
          "link",
          "show",
          random.pick(["up", "type", "master"]),
          ...random.pick([[], ["bridge"], ["veth"], [bridge]]),
        ],
      ],
      [5, ["ip", "route", "show", "table", "all"]],
      [4, ["ip", random.pick(["route", "r"])]],
      [1, ["ip", "-6", "route"]],
      [
        2,
        ["ip", "route", "get", random.pick(["10.0.0.3", "8.8.8.8", "10.9.1.1", "127.0.0.1", "192.168.1.1", "fd00::2"])],
      ],
      [1, ["ip", "route", "show", "table", random.pick(["100", "200", "local"])]],
      [1, ["ip", "route", "show", "dev", link?.name ?? "A"]],
      [2, ["ip", "rule"]],
      [4, ["ip", "neigh"]],
      [
        2,
        ["bridge", "fdb", ...random.pick([[], ["show"], ["show", "br", bridge], ["show", "dev", link?.name ?? "A"]])],
      ],
      [3, ["bridge", ...random.pick([[], ["-d"]]), "link"]],
      [1, ["ip", "-d", "-j", random.pick(["addr", "link"])]],
      [2, ["brctl", "show", ...random.pick([[], [], [bridge]])]],
      [1, ["brctl", random.pick(["showmacs", "showstp"]), bridge]],
      [1, ["ip", "netns", ...random.pick([[], ["list"], ["list-id"]])]],
      [2, ["ip", random.pick(["-4", "-6"]), ...random.pick([[], ["-d"]]), "addr"]],
    ]);
    steps.push(step(author, netns, argv, undefined, true));
  }
  return steps;
}

export const PRODUCTIONS: readonly (readonly [number, Production])[] = [
  [8, addNamespace],
  [2, deleteNamespace],
  [10, addVeth],
  [6, addBridge],
  [16, setUp],
  [5, setDown],
  [3, deleteLink],
  [10, moveLink],
  [4, renameLink],
  [6, setAttribute],
  [8, setMaster],
  [3, noMaster],
  [5, setBridge],
  [18, addAddress],
  [1, addPeerAddress],
  [4, deleteAddress],
  [10, addRoute],
  [4, deleteRoute],
  [4, rule],
  [4, neighbor],
  [3, fdb],
  [4, sysctl],
  [6, ping],
];
