/** Routes and rules. */
import { REMOTE4, REMOTE6, TABLES } from "../words.ts";
import { gateway, type Production, step } from "./author.ts";

export const addRoute: Production = (author) => {
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

export const deleteRoute: Production = (author) => {
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

export const rule: Production = (author) => {
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
