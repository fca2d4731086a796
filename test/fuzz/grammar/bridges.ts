/** Bridges, their ports and their fdb. */
import { BRIDGES, MACS } from "../words.ts";
import { aftermath, type Production, step } from "./author.ts";

export const addBridge: Production = (author) => {
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

export const setMaster: Production = (author) => {
  const { random, belief } = author;
  const bridge = random.pick(belief.bridges());
  if (bridge === undefined) {
    return addBridge(author);
  }
  const near = belief.in(bridge.netns).filter(({ type }) => type !== "bridge" && type !== "lo");
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

export const noMaster: Production = (author) => {
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

export const setBridge: Production = (author) => {
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

export const fdb: Production = (author) => {
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
