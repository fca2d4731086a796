/** Kinds of links that come as modules, and VLANs of bridges: not every kernel has them. */
import { KINDS } from "../words.ts";
import { aftermath, type Production, step } from "./author.ts";
import { macWords } from "./upper-links.ts";

export const addVlan: Production = (author) => {
  const { random, belief } = author;
  const lower = belief.pickLink(random);
  if (lower === undefined) return [];
  const name = random.chance(0.4) ? `${lower.name}.10` : random.pick(KINDS.vlan);
  belief.addLink({ name, netns: lower.netns, type: "vlan" });
  const id = random.weighted<readonly string[]>([
    [8, ["id", random.pick(["10", "20", "5"])]],
    [1, ["id", random.pick(["0", "4095", "4094", "x"])]],
    [1, []],
  ]);
  const more = random.weighted<readonly string[]>([
    [8, []],
    [1, ["protocol", "802.1ad"]],
    [1, ["reorder_hdr", "off"]],
    [1, ["loose_binding", "on"]],
    [1, ["gvrp", "on"]],
  ]);
  const named = random.chance(0.5) ? ["link", lower.name, "name", name] : [name, "link", lower.name];
  return [step(author, lower.netns, ["ip", "link", "add", ...named, "type", "vlan", ...id, ...more], "watch")];
};

export const addDummy: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const name = random.pick(KINDS.dummy);
  belief.addLink({ name, netns, type: "dummy" });
  return [step(author, netns, ["ip", "link", "add", name, ...macWords(author), "type", "dummy"])];
};

export const addBond: Production = (author) => {
  const { random, belief } = author;
  const netns = random.chance(0.8) ? "" : (random.pick(belief.namespaces) ?? "");
  const name = random.pick(KINDS.bond);
  belief.addLink({ name, netns, type: "bond" });
  const options = random.weighted<readonly string[]>([
    [5, ["mode", "active-backup", "miimon", "100"]],
    [2, ["mode", "active-backup"]],
    [2, ["mode", random.pick(["1", "balance-rr", "balance-xor"]), "miimon", "100"]],
    [1, []],
    [1, ["miimon", "100"]],
  ]);
  return [step(author, netns, ["ip", "link", "add", name, ...macWords(author), "type", "bond", ...options])];
};

export const addVrf: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const name = random.pick(KINDS.vrf);
  belief.addLink({ name, netns, type: "vrf" });
  const table = random.weighted<readonly string[]>([
    [8, ["table", random.pick(["10", "100"])]],
    [1, []],
    [1, ["table", "main"]],
  ]);
  return [step(author, netns, ["ip", "link", "add", name, ...macWords(author), "type", "vrf", ...table], "watch")];
};

/** A link under a bond or into a VRF. */
export const enslave: Production = (author) => {
  const { random, belief } = author;
  const master = random.pick(belief.links.filter(({ type }) => type === "bond" || type === "vrf"));
  if (master === undefined) return [];
  const near = belief.in(master.netns).filter(({ type }) => !["bond", "vrf", "lo"].includes(type));
  const link = random.pick(near) ?? belief.pickLink(random);
  if (link === undefined) return [];
  link.master = master.name;
  const set = (...words: readonly string[]) =>
    step(author, link.netns, ["ip", "link", "set", link.name, ...words], "watch");
  // A bond takes what is down.
  if (master.type === "vrf" || random.chance(0.2)) return [set("master", master.name)];
  link.up = false;
  return [set("down"), set("master", master.name)];
};

/** VLANs of a bridge's ports. */
export const bridgeVlan: Production = (author) => {
  const { random, belief } = author;
  const bridge = random.pick(belief.bridges());
  if (bridge === undefined) return [];
  const port = random.pick(belief.links.filter(({ master }) => master === bridge.name)) ?? belief.pickLink(random);
  const filtering = [
    "ip",
    "link",
    "set",
    bridge.name,
    "type",
    "bridge",
    "vlan_filtering",
    random.pick(["1", "1", "0"]),
  ];
  if (port === undefined || random.chance(0.3))
    return [step(author, bridge.netns, filtering, aftermath(author, true, bridge))];
  const vid = random.weighted<string>([
    [6, random.pick(["10", "20", "1"])],
    [2, "10-12"],
    [1, random.pick(["0", "4095", "4094", "12-10"])],
  ]);
  const flags = random.weighted<readonly string[]>([
    [4, []],
    [3, ["pvid", "untagged"]],
    [1, ["untagged"]],
    [1, ["pvid"]],
  ]);
  const [device, self] = random.chance(0.2) ? [bridge.name, ["self"]] : [port.name, []];
  const verb = random.pick(["add", "add", "add", "del"]);
  return [step(author, bridge.netns, ["bridge", "vlan", verb, "vid", vid, "dev", device, ...flags, ...self], "watch")];
};

/** What only these have to show. */
export const moduleViews: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const vrf = random.pick(belief.links.filter(({ type }) => type === "vrf"))?.name ?? "vrf0";
  const argv = random.weighted<readonly string[]>([
    [3, ["bridge", ...random.pick([[], ["-d"], ["-c=never"], ["-j"]]), "vlan", ...random.pick([[], ["show"]])]],
    [2, ["ip", "-d", "link", "show", "type", random.pick(["vlan", "bond", "vrf", "dummy", "bridge", "bond_slave"])]],
    [1, ["ip", "vrf", ...random.pick([[], ["show"], ["show", vrf]])]],
    [1, ["ip", "route", "show", "vrf", vrf]],
    [1, ["ip", "addr", "show", "vrf", vrf]],
    [1, ["ip", "neigh", "show", "vrf", vrf]],
    [1, ["ip", "route", "get", "10.0.0.3", "vrf", vrf]],
  ]);
  return [step(author, netns, argv, undefined, true)];
};
