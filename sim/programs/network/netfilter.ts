/**
 * The programs of netfilter, which is not modelled: each says so, whatever it is told, and changes nothing. Without them scripts
 * would hear that they are missing, and real ones on PATH would be asked instead.
 */
import type { Program } from "../../program.ts";

const NAMES = [
  "arptables",
  "conntrack",
  "ebtables",
  "ip6tables",
  "ip6tables-restore",
  "ip6tables-save",
  "ipset",
  "iptables",
  "iptables-restore",
  "iptables-save",
  "nft",
];

export const netfilterPrograms: readonly Program[] = NAMES.map((name) => ({
  name,
  path: `/usr/sbin/${name}`,
  summary: "packet filter (not modelled)",
  async run(context) {
    await context.stderr.write(`netnone: ${name}: netfilter is not modelled\n`);
    return 3;
  },
}));
