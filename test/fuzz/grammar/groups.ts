/** Multicast: groups of links, and what bridges know of them. */
import { type Production, step } from "./author.ts";

const GROUPS = ["239.1.1.1", "239.1.1.2", "ff0e::1", "33:33:00:00:00:05"] as const;

export const group: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) return [];
  const bridge = random.pick(belief.bridges(link.netns))?.name ?? "br0";
  const port = random.pick(belief.links.filter(({ master }) => master === bridge))?.name ?? link.name;
  const argv = random.weighted<readonly string[]>([
    [
      2,
      [
        "ip",
        "maddr",
        random.pick(["add", "del"]),
        random.pick(["33:33:00:00:00:05", "01:00:5e:00:00:05", "239.1.1.1"]),
        "dev",
        link.name,
      ],
    ],
    [2, ["ip", "maddr", "show", "dev", link.name]],
    [
      4,
      [
        "bridge",
        "mdb",
        random.pick(["add", "add", "replace"]),
        "dev",
        bridge,
        "port",
        random.chance(0.85) ? port : bridge,
        "grp",
        random.pick(GROUPS),
        ...random.pick([[], ["permanent"], ["temp"]]),
      ],
    ],
    [2, ["bridge", "mdb", ...random.pick([[], ["show"], ["show", "dev", bridge]])]],
  ]);
  return [step(author, link.netns, argv, "link", argv.includes("show"))];
};
