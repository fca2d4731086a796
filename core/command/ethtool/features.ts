/**
 * What devices can do for the stack, as `ethtool -k` lists it, by the kind of device (the drivers' `features` and
 * `hw_features`; net/ethtool/features.c), the bridge as long as it has no ports. One letter for veth, bridge and lo each: `O` on and may be switched, `o` on for good,
 * `F` off and may be switched, `-` off for good.
 */
export type FeatureKind = "veth" | "bridge" | "loopback";

/** A feature by itself, one that stands for those of its group, or one of a group. */
interface Feature {
  readonly name: string;
  readonly states: string;
  readonly member?: true;
}

const COLUMNS: readonly FeatureKind[] = ["veth", "bridge", "loopback"];

const FEATURES: readonly Feature[] = [
  { name: "rx-checksumming", states: "O-o" },
  { name: "tx-checksumming", states: "OOO" },
  { name: "tx-checksum-ipv4", states: "---", member: true },
  { name: "tx-checksum-ip-generic", states: "OOo", member: true },
  { name: "tx-checksum-ipv6", states: "---", member: true },
  { name: "tx-checksum-fcoe-crc", states: "---", member: true },
  { name: "tx-checksum-sctp", states: "O-o", member: true },
  { name: "scatter-gather", states: "OOO" },
  { name: "tx-scatter-gather", states: "OOo", member: true },
  { name: "tx-scatter-gather-fraglist", states: "OOo", member: true },
  { name: "tcp-segmentation-offload", states: "OOO" },
  { name: "tx-tcp-segmentation", states: "OOO", member: true },
  { name: "tx-tcp-ecn-segmentation", states: "OOO", member: true },
  { name: "tx-tcp-mangleid-segmentation", states: "OOO", member: true },
  { name: "tx-tcp6-segmentation", states: "OOO", member: true },
  { name: "tx-tcp-accecn-segmentation", states: "OOO", member: true },
  { name: "generic-segmentation-offload", states: "OOO" },
  { name: "generic-receive-offload", states: "FOO" },
  { name: "large-receive-offload", states: "---" },
  { name: "rx-vlan-offload", states: "O--" },
  { name: "tx-vlan-offload", states: "OO-" },
  { name: "ntuple-filters", states: "---" },
  { name: "receive-hashing", states: "---" },
  { name: "highdma", states: "OOo" },
  { name: "rx-vlan-filter", states: "---" },
  { name: "vlan-challenged", states: "--o" },
  { name: "tx-gso-robust", states: "-O-" },
  { name: "tx-fcoe-segmentation", states: "-O-" },
  { name: "tx-gre-segmentation", states: "OO-" },
  { name: "tx-gre-csum-segmentation", states: "OO-" },
  { name: "tx-ipxip4-segmentation", states: "OO-" },
  { name: "tx-ipxip6-segmentation", states: "OO-" },
  { name: "tx-udp_tnl-segmentation", states: "OO-" },
  { name: "tx-udp_tnl-csum-segmentation", states: "OO-" },
  { name: "tx-gso-partial", states: "-O-" },
  { name: "tx-tunnel-remcsum-segmentation", states: "-O-" },
  { name: "tx-sctp-segmentation", states: "OOO" },
  { name: "tx-esp-segmentation", states: "-O-" },
  { name: "tx-udp-segmentation", states: "OOO" },
  { name: "tx-gso-list", states: "OOO" },
  { name: "tx-nocache-copy", states: "FF-" },
  { name: "loopback", states: "--o" },
  { name: "rx-fcs", states: "---" },
  { name: "rx-all", states: "---" },
  { name: "tx-vlan-stag-hw-insert", states: "OO-" },
  { name: "rx-vlan-stag-hw-parse", states: "O--" },
  { name: "rx-vlan-stag-filter", states: "---" },
  { name: "l2-fwd-offload", states: "---" },
  { name: "hw-tc-offload", states: "---" },
  { name: "esp-hw-offload", states: "---" },
  { name: "esp-tx-csum-hw-offload", states: "---" },
  { name: "rx-udp_tunnel-port-offload", states: "---" },
  { name: "tls-hw-tx-offload", states: "---" },
  { name: "tls-hw-rx-offload", states: "---" },
  { name: "rx-gro-hw", states: "---" },
  { name: "tls-hw-record", states: "---" },
  { name: "rx-gro-list", states: "FFF" },
  { name: "macsec-hw-offload", states: "---" },
  { name: "rx-udp-gro-forwarding", states: "FFF" },
  { name: "hsr-tag-ins-offload", states: "---" },
  { name: "hsr-tag-rm-offload", states: "---" },
  { name: "hsr-fwd-offload", states: "---" },
  { name: "hsr-dup-offload", states: "---" },
];

/** Lines that stand for a group say `on` where one of the group is, and never that they are fixed. */
const HEADS: ReadonlySet<string> = new Set(["tx-checksumming", "scatter-gather", "tcp-segmentation-offload"]);

/** The lines of `ethtool -k` below the first; undefined for a kind whose features are not known here. */
export function featureLines(kind: string): readonly string[] | undefined {
  const column = COLUMNS.indexOf(kind as FeatureKind);
  if (column < 0) return undefined;
  return FEATURES.map(({ name, states, member }) => {
    const state = states[column] ?? "-";
    const fixed = (state === "o" || state === "-") && !HEADS.has(name);
    return `${member ? "\t" : ""}${name}: ${state.toLowerCase() === "o" ? "on" : "off"}${fixed ? " [fixed]" : ""}`;
  });
}
