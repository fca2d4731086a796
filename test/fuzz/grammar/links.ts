/** veth pairs, and what is done to links of every kind. */
import { MACS, PAIRS, RENAMES } from "../words.ts";
import { aftermath, newMac, type Production, step } from "./author.ts";

export const addVeth: Production = (author) => {
  const { random, belief, mood } = author;
  const [one, other] = random.pick(PAIRS);
  const netns = random.chance(0.75) ? "" : (random.pick(belief.namespaces) ?? "");
  const there = random.chance(0.25) ? (random.pick(belief.namespaces) ?? "") : netns;
  const first = belief.addLink({ name: one, netns, type: "veth" });
  const second = belief.addLink({ name: other, netns: there, type: "veth" });
  first.peer = second;
  second.peer = first;
  const words = ["ip", "link", "add", ...(random.chance(0.15) ? ["name"] : []), one];
  if (mood.macs) {
    words.push("address", newMac(author));
  } else if (random.chance(0.12)) {
    words.push("address", random.pick(MACS));
  }
  if (random.chance(0.08)) {
    words.push("mtu", random.pick(["1400", "9000", "1500"]));
  }
  words.push("type", "veth", "peer", ...(random.chance(0.85) ? ["name"] : []), other);
  if (mood.macs) {
    words.push("address", newMac(author));
  }
  if (there !== netns && there !== "") {
    words.push("netns", there);
  }
  // Link watch, in no hurry, makes something else of a new end when the other one has been moved before (default_operstate).
  return [step(author, netns, words, "watch")];
};

export const setUp: Production = (author) => {
  const link = author.belief.pickLink(author.random);
  if (link === undefined) {
    return [];
  }
  link.up = true;
  const dev = author.random.chance(0.4) ? ["dev"] : [];
  return [step(author, link.netns, ["ip", "link", "set", ...dev, link.name, "up"], aftermath(author, true, link))];
};

export const setDown: Production = (author) => {
  const link = author.belief.pickLink(author.random);
  if (link === undefined) {
    return [];
  }
  link.up = false;
  link.addresses.splice(0, link.addresses.length, ...link.addresses.filter((each) => !each.includes(":")));
  const down = step(author, link.netns, ["ip", "link", "set", link.name, "down"], aftermath(author, false, link));
  if (author.random.chance(0.4)) {
    return [down];
  }
  link.up = true;
  return [down, step(author, link.netns, ["ip", "link", "set", link.name, "up"], aftermath(author, true, link))];
};

export const deleteLink: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  belief.dropLink(link);
  if (link.type === "bridge" && random.chance(0.5)) {
    return [step(author, link.netns, ["brctl", "delbr", link.name], "watch", true)];
  }
  const words = [
    "ip",
    "link",
    random.pick(["del", "del", "delete"]),
    ...(random.chance(0.3) ? ["dev"] : []),
    link.name,
  ];
  return [step(author, link.netns, words, "watch", true)];
};

export const moveLink: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  const target = random.pick(belief.namespaces.slice(1));
  if (link === undefined || target === undefined) {
    return [];
  }
  const from = link.netns;
  const wasUp = link.up;
  link.netns = target;
  link.up = false;
  link.master = undefined;
  link.addresses.length = 0;
  const words = ["ip", "link", "set", ...(random.chance(0.3) ? ["dev"] : []), link.name, "netns", target];
  if (random.chance(0.15)) {
    const name = random.pick(RENAMES);
    link.name = name;
    words.push("name", name);
  }
  // The other end learns of it when link watch comes round, by where both are then.
  return [step(author, from, words, wasUp ? "watch" : aftermath(author, false), true)];
};

export const renameLink: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  const before = link.name;
  link.name = random.pick(RENAMES);
  const rename = ["ip", "link", "set", ...(random.chance(0.5) ? ["dev"] : []), before, "name", link.name];
  if (link.up && random.chance(0.5)) {
    link.up = false;
    return [step(author, link.netns, ["ip", "link", "set", before, "down"], "watch"), step(author, link.netns, rename)];
  }
  return [step(author, link.netns, rename)];
};

export const setAttribute: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  if (link.type === "lo") {
    return [
      step(author, link.netns, ["ip", "link", "set", "lo", "mtu", random.pick(["1500", "1279", "1280", "65536"])]),
    ];
  }
  const words = random.weighted<readonly string[]>([
    [5, ["mtu", random.pick(["1400", "9000", "1280", "1500", "68", "1279"])]],
    [4, ["address", random.pick(MACS)]],
    [2, ["txqueuelen", random.pick(["500", "0", "1000"])]],
    [2, ["alias", random.pick(["to the left", "x", ""])]],
    [1, ["arp", random.pick(["off", "on"])]],
    [1, ["multicast", random.pick(["off", "on"])]],
    [2, ["promisc", random.pick(["on", "off"])]],
    [1, ["allmulticast", random.pick(["on", "off"])]],
    [1, ["group", random.pick(["5", "default", "0"])]],
    [1, ["addrgenmode", random.pick(["none", "eui64"])]],
  ]);
  return [
    step(
      author,
      link.netns,
      ["ip", "link", "set", ...(random.chance(0.6) ? ["dev"] : []), link.name, ...words],
      // Detection begins anew when asking for addresses is switched on or off, within a second (addrconf_dad_kick).
      link.type === "bridge" || words[0] === "arp" ? "watch" : "link",
    ),
  ];
};
