/** Links upon others, and those of other kinds than veth and bridge. */
import type { BelievedLink } from "../belief.ts";
import { KINDS } from "../words.ts";
import { aftermath, newMac, type Production, step } from "./author.ts";

/** `address` as the mood of the script asks for. */
export function macWords(author: Parameters<Production>[0]): readonly string[] {
  return author.mood.macs ? ["address", newMac(author)] : [];
}

export const addMacvlan: Production = (author) => {
  const { random, belief } = author;
  const lower = belief.pickLink(random);
  if (lower === undefined) return [];
  const name = random.pick(KINDS.macvlan);
  belief.addLink({ name, netns: lower.netns, type: "macvlan" });
  const mode = random.weighted<readonly string[]>([
    [8, ["mode", "bridge"]],
    [1, []],
    [1, ["mode", "private"]],
    [1, ["mode", "vepa"]],
    [1, ["mode", "passthru"]],
    [1, ["mode", "routed"]],
  ]);
  const words = ["ip", "link", "add", ...(random.chance(0.3) ? ["name"] : [])];
  const link = random.chance(0.5) ? [name, "link", lower.name] : ["link", lower.name, "name", name];
  return [step(author, lower.netns, [...words, ...link, ...macWords(author), "type", "macvlan", ...mode], "watch")];
};

export const addVxlan: Production = (author) => {
  const { random, belief } = author;
  const lower = belief.pickLink(random);
  if (lower === undefined) return [];
  const name = random.pick(KINDS.vxlan);
  belief.addLink({ name, netns: lower.netns, type: "vxlan" });
  const where = random.weighted<readonly string[]>([
    [4, ["remote", "10.0.0.2", "dev", lower.name]],
    [3, ["local", "10.0.0.1", "remote", "10.0.0.2"]],
    [2, ["group", "239.1.1.1", "dev", lower.name]],
    [1, ["local", "10.0.0.1"]],
    [1, ["dev", lower.name, "nolearning"]],
    [1, ["remote", "fd00::2"]],
    [1, ["group", "10.0.0.1", "dev", lower.name]],
    [1, ["group", "239.1.1.1"]],
  ]);
  const rest = random.weighted<readonly string[]>([
    [6, ["dstport", "4789"]],
    [1, ["dstport", "0"]],
    [1, []],
    [1, ["dstport", "4789", "ttl", "64"]],
  ]);
  const id = random.weighted<readonly string[]>([
    [8, ["id", random.pick(["42", "100"])]],
    [1, ["vni", "42"]],
    [1, ["id", "16777216"]],
    [1, []],
  ]);
  return [
    step(author, lower.netns, [
      "ip",
      "link",
      "add",
      name,
      ...macWords(author),
      "type",
      "vxlan",
      ...id,
      ...where,
      ...rest,
    ]),
  ];
};

export const addTap: Production = (author) => {
  const { random, belief } = author;
  const netns = random.chance(0.8) ? "" : (random.pick(belief.namespaces) ?? "");
  const name = random.pick(KINDS.tap);
  const old = belief.links.find((link) => link.name === name && link.netns === netns);
  const mode = name.startsWith("tun") ? "tun" : "tap";
  if (old !== undefined && random.chance(0.5)) {
    belief.dropLink(old);
    return [step(author, netns, ["ip", "tuntap", "del", "dev", name, "mode", mode], "watch", true)];
  }
  belief.addLink({ name, netns, type: mode });
  const dev = random.chance(0.6) ? ["dev"] : [];
  const user = random.weighted<readonly string[]>([
    [6, []],
    [1, ["user", "root"]],
    [1, ["group", "0"]],
  ]);
  return [step(author, netns, ["ip", "tuntap", "add", ...dev, name, "mode", mode, ...user])];
};

export const addIfb: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const name = random.pick(KINDS.ifb);
  belief.addLink({ name, netns, type: "ifb" });
  return [step(author, netns, ["ip", "link", "add", name, ...macWords(author), "type", "ifb"])];
};

/** What only links of some kinds have. */
export const setKind: Production = (author) => {
  const { random, belief } = author;
  const link = random.pick(belief.links.filter(({ type }) => !["lo", "veth"].includes(type)));
  if (link === undefined) return [];
  const words = random.weighted<readonly string[]>(OPTIONS[link.type] ?? OPTIONS["tap"] ?? []);
  return [step(author, link.netns, ["ip", "link", "set", link.name, ...words], aftermath(author, true, link))];
};

const OPTIONS: Partial<Record<BelievedLink["type"], readonly (readonly [number, readonly string[]])[]>> = {
  bridge: [
    [1, ["type", "bridge", "mcast_snooping", "0"]],
    [1, ["type", "bridge", "mcast_querier", "1"]],
    [1, ["type", "bridge", "no_linklocal_learn", "1"]],
    [1, ["type", "bridge", "group_fwd_mask", "8"]],
    [1, ["type", "bridge", "fdb_max_learned", "5"]],
    [1, ["type", "bridge", "max_age", "700"]],
    [1, ["type", "bridge", "nosuch", "1"]],
  ],
  macvlan: [
    [3, ["type", "macvlan", "mode", "private"]],
    [3, ["type", "macvlan", "mode", "vepa"]],
    [1, ["type", "macvlan", "mode", "passthru"]],
    [1, ["type", "macvlan", "bcqueuelen", "10"]],
  ],
  vxlan: [
    [2, ["type", "vxlan", "ttl", "8"]],
    [1, ["type", "vxlan", "remote", "10.0.0.3"]],
    [1, ["type", "vxlan", "nolearning"]],
    [1, ["type", "vxlan", "id", "43"]],
    [1, ["type", "vxlan", "ageing", "30"]],
  ],
  vlan: [
    [2, ["type", "vlan", "loose_binding", "on"]],
    [1, ["type", "vlan", "reorder_hdr", "off"]],
    [1, ["type", "vlan", "id", "11"]],
    [1, ["type", "vlan", "ingress-qos-map", "1:2"]],
    [1, ["mtu", "1496"]],
  ],
  bond: [
    [2, ["type", "bond", "mode", "balance-rr"]],
    [2, ["type", "bond", "miimon", "100"]],
    [1, ["type", "bond", "mode", "nosuch"]],
    [1, ["type", "bond", "active_slave", "A"]],
    [1, ["type", "bond", "primary", "A"]],
    [1, ["type", "bond", "updelay", "200"]],
  ],
  vrf: [
    [1, ["type", "vrf", "table", "20"]],
    [1, ["type", "vrf", "table", "0"]],
  ],
  tap: [
    [1, ["txqueuelen", "10"]],
    [1, ["mtu", "1400"]],
    [1, ["mtu", "70000"]],
    [1, ["carrier", "off"]],
    [1, ["carrier", "on"]],
    [1, ["altname", "x"]],
  ],
};

/** Other names of a link, and by them. */
export const altname: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined) return [];
  const name = random.pick(["another-name-for-it", "alt0", "A"]);
  const words = random.weighted<readonly string[]>([
    [4, ["property", "add", "dev", link.name, "altname", name]],
    [2, ["property", "del", "dev", link.name, "altname", name]],
    [1, ["show", name]],
    [1, ["show", "altname", name]],
    [1, ["set", name, "alias", "called so"]],
  ]);
  return [step(author, link.netns, ["ip", "link", ...words])];
};
