/** What people ask for when they do not want all of it, and entries that answer for others. */
import { MACS, NETWORKS4 } from "../words.ts";
import { gateway, type Production, step } from "./author.ts";

export const proxy: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) return [];
  const address = gateway(author, link.netns, random.chance(0.2));
  const words = random.weighted<readonly string[]>([
    [3, ["add", "proxy", address, "dev", link.name]],
    [2, ["del", "proxy", address, "dev", link.name]],
    [2, ["show", "proxy"]],
  ]);
  return [step(author, link.netns, ["ip", "neigh", ...words])];
};

export const selectorViews: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const dev = random.pick(belief.in(netns))?.name ?? "A";
  const near = gateway(author, netns, false);
  const argv = random.weighted<readonly string[]>([
    [
      5,
      [
        "ip",
        "route",
        random.pick(["show", "list"]),
        ...random.pick([
          ["match", near],
          ["root", "10.0.0.0/8"],
          ["exact", "default"],
          ["via", near],
          ["proto", "kernel"],
          ["scope", "link"],
          ["type", "blackhole"],
          ["src", near],
          ["table", "all", "dev", dev],
          ["10.0.0.0/8"],
          ["cache"],
        ]),
      ],
    ],
    [
      4,
      [
        "ip",
        "route",
        "get",
        near,
        ...random.pick([
          ["from", "10.0.0.2"],
          ["from", "10.0.0.9", "iif", dev],
          ["oif", dev],
          ["mark", "1"],
          ["fibmatch"],
          ["tos", "0x10"],
          ["uid", "1000"],
          ["ipproto", "tcp", "dport", "80"],
        ]),
      ],
    ],
    [1, ["ip", "route", "flush", ...random.pick([["cache"], ["table", "100"], ["proto", "static"], ["dev", dev]])]],
    [
      3,
      [
        "ip",
        "addr",
        "show",
        ...random.pick([
          ["scope", "global"],
          ["to", "10.0.0.0/8"],
          ["label", `${dev}*`],
          ["up"],
          ["permanent"],
          ["type", "veth"],
          ["master", "br0"],
          ["tentative"],
          ["dev", dev, "primary"],
        ]),
      ],
    ],
    [
      1,
      [
        "ip",
        "addr",
        "flush",
        ...random.pick([
          ["scope", "global"],
          ["to", "10.0.0.0/24"],
          ["label", dev],
        ]),
        "dev",
        dev,
      ],
    ],
    [
      2,
      [
        "ip",
        "neigh",
        "show",
        ...random.pick([["dev", dev], ["nud", "permanent"], [near], ["to", "10.0.0.0/8"], ["master", "br0"]]),
      ],
    ],
    [1, ["ip", "neigh", "get", near, "dev", dev]],
    [1, ["ip", "neigh", "flush", ...random.pick([["all"], ["nud", "stale"], ["dev", dev]])]],
    [
      2,
      [
        "ip",
        "rule",
        ...random.pick([["show"], ["list", "table", "100"], ["show", "from", "10.0.0.0/24"], ["show", "pref", "100"]]),
      ],
    ],
    [1, ["ip", "rule", "flush"]],
    [1, ["ip", "-6", "rule"]],
    [
      1,
      [
        "ip",
        "addrlabel",
        ...random.pick([["list"], ["add", "prefix", "fd00::/16", "label", "7"], ["del", "prefix", "fd00::/16"]]),
      ],
    ],
    [1, ["ip", "token", ...random.pick([[], ["set", "::1", "dev", dev], ["get", "dev", dev]])]],
    [1, ["ip", "-details", "-brief", "link"]],
    [1, ["ip", "-N", "route", "show", "table", "all"]],
    [1, ["ip", "-r", "-h", "-s", "route"]],
    [1, ["ip", "-all", "netns", "exec", "ip", "link", "show", "lo"]],
    [1, ["ip", "vrf", "show"]],
    [1, ["bridge", "fdb", "get", random.pick(MACS), "dev", dev]],
    [1, ["bridge", "-j", ...random.pick([["fdb"], ["link"], ["mdb"]])]],
    [1, ["bridge", "fdb", "flush", "dev", dev]],
    [1, ["bridge", "vlan", ...random.pick([[], ["show"], ["add", "dev", dev, "vid", "10"]])]],
    [
      1,
      [
        "ip",
        "netns",
        ...random.pick([
          ["set", "c1", "7"],
          ["identify", "1"],
          ["list-id", "nsid", "0"],
        ]),
      ],
    ],
    [1, ["ip", "link", "help"]],
    [1, ["ip", "link", "show", random.pick(["group", "vrf", "nomaster"]), ...random.pick([["5"], ["default"], []])]],
    [1, ["ping", "-c", "1", "-W", "1", `${random.pick(NETWORKS4)}255`]],
  ]);
  return [step(author, netns, argv, argv[0] === "ping" ? "resolve" : undefined, true)];
};
