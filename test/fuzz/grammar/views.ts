/** Looks at the state. */
import type { BelievedLink } from "../belief.ts";
import type { Step } from "../step.ts";
import { type Author, step } from "./author.ts";

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
