/** Neighbor entries. */
import { MACS } from "../words.ts";
import { gateway, type Production, step } from "./author.ts";

export const neighbor: Production = (author) => {
  const { random, belief } = author;
  const old = random.pick(belief.neighbors);
  if (old !== undefined && random.chance(0.35)) {
    return [
      step(author, old.netns, ["ip", "neigh", random.pick(["del", "del", "flush"]), old.address, "dev", old.dev]),
    ];
  }
  const link = belief.pickLink(random);
  // The kernel keeps all neighbors on lo under 0.0.0.0, which nobody asks for; those on tun have no address to show.
  if (link === undefined || link.type === "lo" || link.type === "tun") {
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
