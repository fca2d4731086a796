/** Addresses. */
import { hostOf } from "../belief.ts";
import { NETWORKS4 } from "../words.ts";
import { aftermath, newAddress, type Production, step } from "./author.ts";

export const addAddress: Production = (author) => {
  const { random, belief, mood } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  const six = mood.ipv6 && random.chance(0.25);
  const address = newAddress(random, six);
  link.addresses.push(address);
  const verb = random.weighted([
    [20, "add"],
    [2, "replace"],
    [1, "change"],
  ]);
  const words = [
    "ip",
    ...(six && random.chance(0.5) ? ["-6"] : []),
    random.pick(["addr", "addr", "address", "a"]),
    verb,
    address,
  ];
  const options = random.weighted<readonly string[]>([
    [20, []],
    [2, six ? [] : ["broadcast", "+"]],
    [2, six ? ["nodad"] : ["label", `${link.name}:1`]],
    [1, ["scope", random.pick(["link", "host", "global"])]],
    [1, ["noprefixroute"]],
    [1, six ? [] : ["brd", `${random.pick(NETWORKS4)}255`]],
    [1, ["metric", random.pick(["50", "1024"])]],
  ]);
  const dev = ["dev", link.name];
  words.push(...(random.chance(0.8) ? [...options, ...dev] : [...dev, ...options]));
  return [step(author, link.netns, words, six ? aftermath(author, true) : undefined)];
};

export const addPeerAddress: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) {
    return [];
  }
  const words = [
    "ip",
    "addr",
    "add",
    `10.1.1.${random.between(1, 3)}`,
    "peer",
    `10.1.1.${random.between(4, 6)}${random.pick(["", "/32", "/24"])}`,
  ];
  return [step(author, link.netns, [...words, "dev", link.name])];
};

export const deleteAddress: Production = (author) => {
  const { random, belief } = author;
  const link = random.pick(belief.links.filter(({ addresses, type }) => addresses.length > 0 && type !== "lo"));
  const address = link && random.pick(link.addresses);
  if (link === undefined || address === undefined) {
    return [];
  }
  link.addresses.splice(link.addresses.indexOf(address), 1);
  if (random.chance(0.2)) {
    link.addresses.length = 0;
    return [
      step(author, link.netns, ["ip", ...random.pick([[], [], ["-4"], ["-6"]]), "addr", "flush", "dev", link.name]),
    ];
  }
  const given = random.chance(0.15) ? hostOf(address) : address;
  return [step(author, link.netns, ["ip", "addr", random.pick(["del", "del", "delete"]), given, "dev", link.name])];
};
