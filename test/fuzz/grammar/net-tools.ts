/** What people wrote before there was `ip`, and many still do. */
import { NETWORKS4 } from "../words.ts";
import { aftermath, gateway, type Production, step } from "./author.ts";

export const netTools: Production = (author) => {
  const { random, belief } = author;
  const link = belief.pickLink(random);
  if (link === undefined || link.type === "tun") return [];
  const { name, netns } = link;
  const host = `${random.pick(NETWORKS4)}${random.between(1, 5)}`;
  const near = gateway(author, netns, false);
  const argv = random.weighted<readonly string[]>([
    [4, ["ifconfig", name, host, "netmask", "255.255.255.0", ...random.pick([[], ["up"]])]],
    [2, ["ifconfig", name, `${host}/${random.pick(["24", "16", "33"])}`, ...random.pick([[], ["up"]])]],
    [1, ["ifconfig", name, "0.0.0.0"]],
    [1, ["ifconfig", `${name}:0`, host]],
    [2, ["ifconfig", name, random.pick(["up", "down"])]],
    [1, ["ifconfig", name, "mtu", random.pick(["1400", "68"])]],
    [1, ["ifconfig", name, random.pick(["-arp", "arp", "promisc", "-promisc", "allmulti", "-multicast"])]],
    [1, ["ifconfig", name, "add", "fd00::7/64"]],
    [3, ["route", "add", "default", "gw", near, ...random.pick([[], [name], ["dev", name]])]],
    [2, ["route", "add", "-net", "10.9.0.0", "netmask", "255.255.0.0", "gw", near]],
    [1, ["route", "add", "-net", "10.10.0.0/24", ...random.pick([["dev", name], [name], ["reject"]])]],
    [1, ["route", "add", "-host", "8.8.8.8", "gw", near, "metric", "5"]],
    [2, ["route", "del", ...random.pick([["default"], ["-net", "10.9.0.0/16"], ["-host", "8.8.8.8"]])]],
    [2, ["arp", "-s", near, "02:00:00:00:00:07", ...random.pick([[], ["-i", name]])]],
    [1, ["arp", "-d", near]],
    [3, ["route", ...random.pick([["-n"], ["-ne"]])]],
    [2, ["netstat", random.pick(["-rn", "-rne", "-nr"])]],
    [2, ["arp", random.pick(["-n", "-an"])]],
    [1, ["ethtool", ...random.pick([[], ["-i"]]), name]],
  ]);
  return [step(author, netns, argv, argv[0] === "ifconfig" ? aftermath(author, true, link) : "link", argv.length < 3)];
};
