/** Queueing disciplines. */
import { type Production, step } from "./author.ts";

export const qdisc: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) return [];
  const dev = ["dev", link.name];
  const verb = random.weighted([
    [8, "add"],
    [3, "replace"],
    [1, "change"],
    [1, "link"],
  ]);
  const words = random.weighted<readonly string[]>([
    [
      4,
      [
        "qdisc",
        verb,
        ...dev,
        "root",
        "handle",
        "5:",
        "tbf",
        "rate",
        random.pick(["1mbit", "500kbit", "0", "10mbps"]),
        "burst",
        "32kbit",
        "latency",
        "400ms",
      ],
    ],
    [
      2,
      [
        "qdisc",
        verb,
        ...dev,
        "root",
        "handle",
        "6:",
        random.pick(["pfifo", "bfifo", "pfifo_fast"]),
        ...random.pick([[], ["limit", "10"]]),
      ],
    ],
    [
      2,
      [
        "qdisc",
        verb,
        ...dev,
        "root",
        "handle",
        "1:",
        "htb",
        ...random.pick([[], ["default", "10"], ["default", "0x10"]]),
      ],
    ],
    [
      2,
      [
        "class",
        verb,
        ...dev,
        "parent",
        "1:",
        "classid",
        random.pick(["1:1", "1:10", "1:20", "2:1"]),
        "htb",
        "rate",
        "1mbit",
        ...random.pick([[], ["ceil", "2mbit"], ["burst", "15k"]]),
      ],
    ],
    [1, ["qdisc", verb, ...dev, "parent", "1:10", "handle", "10:", "pfifo", "limit", "5"]],
    [1, ["qdisc", verb, ...dev, random.pick(["ingress", "clsact"])]],
    [
      2,
      [
        "filter",
        verb,
        ...dev,
        "protocol",
        "ip",
        "parent",
        "1:",
        "prio",
        "1",
        "u32",
        "match",
        "ip",
        random.pick(["dst", "src"]),
        "10.0.0.2/32",
        "flowid",
        "1:10",
      ],
    ],
    [2, ["qdisc", "del", ...dev, "root"]],
    [1, ["qdisc", "del", ...dev, "ingress"]],
    [3, ["qdisc", "show", ...random.pick([dev, []])]],
    [1, ["-d", "qdisc", "show", ...dev]],
    [1, ["class", "show", ...dev]],
    [1, ["filter", "show", ...dev, ...random.pick([[], ["parent", "1:"]])]],
    [1, ["qdisc", "list"]],
  ]);
  return [step(author, link.netns, ["tc", ...words])];
};
