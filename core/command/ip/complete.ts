/** What may stand at a place of an `ip` command line, from the parser's own tables. */

import { ROUTE_TYPES } from "../names.ts";
import { BRIDGE_OPTIONS } from "./bridge-options.ts";
import { DRIVEN_TYPES } from "./kind/table.ts";
import { OBJECT_COMMANDS, OPTION_WORDS, objectNamed } from "./parse.ts";
import { METRIC_WORDS } from "./route-metrics.ts";

const ON_OFF = ["on", "off"];

/** What follows a keyword, whatever the object. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  dev: ["<device>"],
  master: ["<device>"],
  vrf: ["<device>"],
  oif: ["<device>"],
  iif: ["<device>"],
  netns: ["<netns>", "<process>"],
  arp: ON_OFF,
  multicast: ON_OFF,
  allmulticast: ON_OFF,
  promisc: ON_OFF,
  carrier: ON_OFF,
  type: ["veth", "bridge", "dummy", ...DRIVEN_TYPES, "bridge_slave", "bond_slave", "vrf_slave"],
  addrgenmode: ["eui64", "none", "stable_secret", "random"],
  scope: ["global", "link", "host", "site"],
  table: ["main", "local", "default", "all"],
  lookup: ["main", "local", "default"],
  proto: ["kernel", "boot", "static"],
  nud: ["permanent", "reachable", "stale", "noarp", "incomplete", "delay", "probe", "failed", "none", "all"],
  user: [],
  mtu: [],
  name: [],
  address: [],
  via: ["inet6"],
  metric: [],
  lladdr: [],
};

const LINK_SET = [
  "up",
  "down",
  "dev",
  "name",
  "address",
  "broadcast",
  "txqueuelen",
  "mtu",
  "netns",
  "multicast",
  "allmulticast",
  "promisc",
  "arp",
  "master",
  "nomaster",
  "vrf",
  "type",
  "alias",
  "group",
  "mode",
  "state",
  "addrgenmode",
];

/** Keywords that a command takes, by object and command. */
const KEYWORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  link: {
    add: [
      "name",
      "address",
      "txqueuelen",
      "mtu",
      "index",
      "numtxqueues",
      "numrxqueues",
      "netns",
      "up",
      "type",
      "peer",
      ...BRIDGE_OPTIONS,
    ],
    set: ["<device>", ...LINK_SET],
    delete: ["<device>", "dev", "group", "type"],
    show: ["<device>", "dev", "up", "master", "nomaster", "vrf", "type", "group"],
    property: ["add", "del", "dev", "altname"],
  },
  address: {
    add: [
      "dev",
      "local",
      "peer",
      "broadcast",
      "scope",
      "label",
      "metric",
      "valid_lft",
      "preferred_lft",
      "nodad",
      "noprefixroute",
    ],
    delete: ["dev", "local", "peer", "broadcast", "label"],
    show: [
      "<device>",
      "dev",
      "up",
      "scope",
      "to",
      "label",
      "master",
      "vrf",
      "type",
      "permanent",
      "dynamic",
      "secondary",
      "primary",
      "tentative",
      "deprecated",
      "dadfailed",
    ],
    flush: ["<device>", "dev", "scope", "to", "label", "permanent", "dynamic"],
  },
  route: {
    add: [
      "default",
      "to",
      "via",
      "dev",
      "src",
      "metric",
      "table",
      "vrf",
      "proto",
      "scope",
      "onlink",
      "nexthop",
      "weight",
      "tos",
      "pref",
      "realms",
      "expires",
      "from",
      "nhid",
      ...METRIC_WORDS,
      ...ROUTE_TYPES,
    ],
    show: [
      "default",
      "table",
      "vrf",
      "dev",
      "proto",
      "scope",
      "type",
      "via",
      "src",
      "root",
      "match",
      "exact",
      "metric",
      "realms",
      "cached",
    ],
    get: ["from", "oif", "vrf", "mark", "tos", "fibmatch"],
  },
  neighbour: {
    add: ["dev", "lladdr", "nud", "proxy", "router"],
    delete: ["dev", "lladdr", "proxy"],
    show: ["dev", "nud", "proxy", "master", "vrf", "unused"],
    get: ["dev"],
    flush: ["dev", "nud", "all"],
  },
  rule: {
    add: [
      "not",
      "from",
      "to",
      "pref",
      "tos",
      "fwmark",
      "iif",
      "oif",
      "lookup",
      "l3mdev",
      "goto",
      "nop",
      "blackhole",
      "unreachable",
      "prohibit",
      "suppress_prefixlength",
    ],
    show: ["from", "to", "pref", "fwmark", "iif", "oif", "table", "l3mdev"],
  },
  nexthop: {
    add: ["id", "encap", "via", "dev", "onlink", "blackhole", "group", "type", "fdb", "proto"],
    delete: ["id"],
    get: ["id"],
    show: ["id", "dev", "master", "groups", "fdb", "proto"],
    flush: ["id", "dev", "master", "groups", "proto"],
  },
  tunnel: {
    add: [
      ...["mode", "remote", "local", "dev", "ttl", "tos", "pmtudisc", "nopmtudisc", "key", "ikey", "okey"],
      ...["seq", "iseq", "oseq", "csum", "icsum", "ocsum"],
      ...["hoplimit", "encaplimit", "tclass", "flowlabel", "dscp", "allow-localremote"],
    ],
    change: ["<device>", "mode", "remote", "local", "dev", "ttl", "tos", "pmtudisc", "nopmtudisc", "key"],
    del: ["<device>", "mode", "remote", "local"],
    show: ["<device>", "mode", "remote", "local", "dev", "key"],
  },
  tuntap: {
    add: ["dev", "mode", "user", "group", "one_queue", "pi", "vnet_hdr", "multi_queue"],
    del: ["<device>", "dev", "mode", "multi_queue"],
  },
  vrf: { show: ["<device>"], exec: ["<device>", "default"], pids: ["<device>"], identify: ["<process>"] },
  addrlabel: { add: ["prefix", "dev", "label"], delete: ["prefix", "dev", "label"] },
  token: { set: ["dev"], delete: ["dev"], get: ["dev"], list: ["dev"] },
  netconf: { show: ["dev"] },
  ntable: { show: ["dev", "name"], change: ["name", "dev", "queue", "base_reachable", "retrans", "ucast_probes"] },
  netns: {
    delete: ["<netns>"],
    exec: ["<netns>"],
    set: ["<netns>", "auto"],
    pids: ["<netns>"],
    identify: ["<process>"],
    "list-id": ["nsid", "target-nsid"],
  },
};

/** Commands that take the keywords of another. */
const LIKE: Readonly<Record<string, string>> = {
  change: "add",
  replace: "add",
  append: "add",
  prepend: "add",
  list: "show",
  lst: "show",
  save: "show",
};

/** The words that may stand at the last place; those that do not begin as it does are left out, placeholders stay. */
export function completeIp(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? "";
  return candidates(words.slice(1, -1)).filter((word) => word.startsWith("<") || word.startsWith(last));
}

function candidates(before: readonly string[]): readonly string[] {
  let at = 0;
  while (at < before.length && before[at]?.startsWith("-")) {
    const option = before[at];
    at += 1;
    if (option === "-n" || option === "-netns") {
      if (at === before.length) return ["<netns>"];
      at += 1;
    } else if (option === "-b" || option === "-batch") {
      if (at === before.length) return ["<file>"];
      at += 1;
    } else if (option === "-f" || option === "-family") {
      if (at === before.length) return ["inet", "inet6", "link"];
      at += 1;
    }
  }
  const [objectWord, commandWord, ...rest] = before.slice(at);
  if (objectWord === undefined) return [...Object.keys(OBJECT_COMMANDS), ...OPTION_WORDS];
  const object = objectNamed(objectWord);
  const commands = object === undefined ? undefined : OBJECT_COMMANDS[object];
  if (object === undefined || !commands) return [];
  if (commandWord === undefined) return commands;
  // All its words stand in any order.
  if (object === "monitor")
    return rest.at(-1) === "dev" || (rest.length === 0 && commandWord === "dev") ? ["<device>"] : commands;
  const command = commands.find((candidate) => candidate.startsWith(commandWord));
  if (command === undefined) return [];
  const previous = rest.at(-1);
  if (previous !== undefined && Object.hasOwn(AFTER, previous)) return AFTER[previous] ?? [];
  const byCommand = KEYWORDS[object];
  const keywords = byCommand?.[command] ?? byCommand?.[LIKE[command] ?? ""] ?? [];
  if (object === "netns" || object === "vrf") return rest.length === 0 ? keywords : [];
  return keywords.filter((word) => !rest.includes(word) || word.startsWith("<"));
}
