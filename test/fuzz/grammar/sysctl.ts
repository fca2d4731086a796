/** Settings of the network. */
import { type Production, step } from "./author.ts";

export const sysctl: Production = (author) => {
  const { random, belief, mood } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const dev = random.pick(belief.in(netns))?.name ?? "A";
  const key = random.weighted<string>([
    [6, "net.ipv4.ip_forward"],
    [2, `net.ipv4.conf.${dev}.rp_filter`],
    [1, "net.ipv4.conf.all.rp_filter"],
    [1, `net.ipv4.conf.${dev}.forwarding`],
    [1, `net.ipv4.conf.${dev}.proxy_arp`],
    [1, `net.ipv4.conf.${dev}.arp_ignore`],
    [mood.ipv6 ? 2 : 1, `net.ipv6.conf.${dev}.disable_ipv6`],
    [1, "net.ipv4.nosuch"],
    [
      4,
      random.pick([
        `net.ipv4.conf.${dev}.arp_announce`,
        `net.ipv4.conf.${dev}.arp_filter`,
        `net.ipv4.conf.${dev}.accept_local`,
        `net.ipv4.conf.${dev}.route_localnet`,
        `net.ipv4.conf.${dev}.ignore_routes_with_linkdown`,
        `net.ipv4.conf.${dev}.promote_secondaries`,
        "net.ipv4.conf.default.promote_secondaries",
        "net.ipv4.ip_nonlocal_bind",
        "net.ipv4.icmp_echo_ignore_all",
        "net.ipv4.fib_multipath_hash_policy",
        "net.ipv4.neigh.default.gc_thresh1",
        `net.ipv4.neigh.${dev}.retrans_time_ms`,
        "net.ipv6.conf.all.forwarding",
        `net.ipv6.conf.${dev}.forwarding`,
        `net.ipv6.conf.${dev}.keep_addr_on_down`,
        `net.ipv6.conf.${dev}.addr_gen_mode`,
        `net.ipv6.conf.${dev}.hop_limit`,
        `net.ipv6.conf.${dev}.mtu`,
        "net.ipv6.conf.all.keep_addr_on_down",
        "net.ipv6.bindv6only",
        "net.ipv4.ip_default_ttl",
      ]),
    ],
  ]);
  const value = random.weighted([
    [6, "1"],
    [4, "0"],
    [1, "2"],
    [1, "x"],
  ]);
  const argv = random.weighted<readonly string[]>([
    [5, ["sysctl", "-w", `${key}=${value}`]],
    [2, ["sysctl", `${key}=${value}`]],
    [2, ["sysctl", key]],
    [1, ["sysctl", "-n", key]],
  ]);
  return [step(author, netns, argv, mood.dad ? "dad" : "link")];
};
