/** Nexthop objects, and routes over them. */
import { REMOTE4 } from "../words.ts";
import { gateway, type Production, step } from "./author.ts";

export const nexthop: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const dev = random.pick(belief.in(netns))?.name ?? "A";
  const id = ["id", random.pick(["1", "2", "3"])];
  const verb = random.weighted([
    [6, "add"],
    [2, "replace"],
  ]);
  const words = random.weighted<readonly string[]>([
    [5, ["nexthop", verb, ...id, "via", gateway(author, netns, false), "dev", dev]],
    [1, ["nexthop", verb, ...id, "dev", dev]],
    [1, ["nexthop", verb, ...id, "via", gateway(author, netns, true), "dev", dev]],
    [1, ["nexthop", verb, ...id, "blackhole"]],
    [2, ["nexthop", verb, "id", "10", "group", random.pick(["1/2", "1,3/2", "2", "9"])]],
    [2, ["nexthop", "del", ...id]],
    [1, ["nexthop", "flush"]],
    [4, ["route", random.pick(["add", "replace"]), random.pick(REMOTE4), "nhid", random.pick(["1", "2", "10"])]],
    [2, ["nexthop", ...random.pick([[], ["show"], ["list"]])]],
    [1, ["-d", "nexthop"]],
    [1, ["-j", "nexthop"]],
    [1, ["nexthop", "get", ...id]],
    [1, ["nexthop", "show", ...random.pick([["dev", dev], ["groups"], ["master", "br0"]])]],
    [1, ["route"]],
  ]);
  return [step(author, netns, ["ip", ...words])];
};
