/**
 * What devices can do for the stack (the drivers' `features` and `hw_features`; include/linux/netdev_features.h), and what of it
 * is on when somebody switched some (__netdev_update_features, netdev_fix_features of net/core/dev.c).
 *
 * Same as Linux: what each kind of device has and may be switched, what needs what.
 * Simplified: macvlan, ipvlan and vlan as they are on a veth (a macvlan on a bridge, too); a bridge that has ports as with
 * ports of veth.
 */
import type { Link } from "./link.ts";

/** Kinds of links in the order of the letters. */
const KINDS = [
  "veth",
  "bridge",
  "loopback",
  "macvlan",
  "vxlan",
  "tun",
  "ifb",
  "dummy",
  "vlan",
  "ipvlan",
  "vrf",
  "gre",
  "gretap",
  "ipip",
  "sit",
  "ip6tnl",
  "ip6gre",
  "ip6gretap",
] as const;
type FeatureKind = (typeof KINDS)[number];

/**
 * The kernel's names (netdev_features_strings), with a letter for each kind: `O` on and may be switched, `o` on for good, `F` off
 * and may be switched, `-` off for good, `r` wanted and may be switched, and yet off.
 */
const FEATURES: readonly (readonly [name: string, letters: string])[] = [
  ["rx-checksum", "O-ooO----oO-------"],
  ["tx-checksum-ipv4", "------------------"],
  ["tx-checksum-ip-generic", "OOooOrOOOoOOOOOOOO"],
  ["tx-checksum-ipv6", "------------------"],
  ["tx-checksum-fcoe-crc", "--------r---------"],
  ["tx-checksum-sctp", "O-o-----O-O-------"],
  ["tx-scatter-gather", "OOooOOOOOoOOOOOOOO"],
  ["tx-scatter-gather-fraglist", "OOooOOOOOoOOOOOOOO"],
  ["tx-tcp-segmentation", "OOOoOrOOOoOOOOOOOO"],
  ["tx-tcp-ecn-segmentation", "OOOoOrOOOoOOOOOOOO"],
  ["tx-tcp-mangleid-segmentation", "OOOoOFOOOoOOOOOOOO"],
  ["tx-tcp6-segmentation", "OOOoOrOOOoOOOOOOOO"],
  ["tx-tcp-accecn-segmentation", "OOOoO-OOOoOOOOOOOO"],
  ["tx-generic-segmentation", "OOOOOOOOOOOOOOOOOO"],
  ["rx-gro", "FOOrOOOOOrOOOOOOOO"],
  ["rx-lro", "---F--------------"],
  ["rx-vlan-hw-parse", "O-----------------"],
  ["tx-vlan-hw-insert", "OO---OO-----------"],
  ["rx-ntuple-filter", "------------------"],
  ["rx-hashing", "------------------"],
  ["highdma", "OOoo--OOOoOOOOOOOO"],
  ["rx-vlan-filter", "------------------"],
  ["vlan-challenged", "--o------oo-------"],
  ["tx-gso-robust", "-O-o-----o--------"],
  ["tx-fcoe-segmentation", "-O------r---------"],
  ["tx-gre-segmentation", "OO-o--OOOo--------"],
  ["tx-gre-csum-segmentation", "OO-o--OOOo--------"],
  ["tx-ipxip4-segmentation", "OO-o--OOOo--------"],
  ["tx-ipxip6-segmentation", "OO-o--OOOo--------"],
  ["tx-udp_tnl-segmentation", "OO-o-rOOOo--------"],
  ["tx-udp_tnl-csum-segmentation", "OO-o-rOOOo--------"],
  ["tx-gso-partial", "-O----------------"],
  ["tx-tunnel-remcsum-segmentation", "-O----------------"],
  ["tx-sctp-segmentation", "OOOoO-OOOoOOOOOOOO"],
  ["tx-esp-segmentation", "-O----------------"],
  ["tx-udp-segmentation", "OOOoOrOOOoOOOOOOOO"],
  ["tx-gso-list", "OOOoO-OOOoOOOOOOOO"],
  ["tx-nocache-copy", "FF-FFFFFFFFFFFFFFF"],
  ["loopback", "--o---------------"],
  ["rx-fcs", "------------------"],
  ["rx-all", "------------------"],
  ["tx-vlan-stag-hw-insert", "OO---OO-----------"],
  ["rx-vlan-stag-hw-parse", "O-----------------"],
  ["rx-vlan-stag-filter", "------------------"],
  ["l2-fwd-offload", "------------------"],
  ["hw-tc-offload", "------------------"],
  ["esp-hw-offload", "------------------"],
  ["esp-tx-csum-hw-offload", "------------------"],
  ["rx-udp_tunnel-port-offload", "------------------"],
  ["tls-hw-tx-offload", "------------------"],
  ["tls-hw-rx-offload", "------------------"],
  ["rx-gro-hw", "------------------"],
  ["tls-hw-record", "------------------"],
  ["rx-gro-list", "FFFFFFFFFFFFFFFFFF"],
  ["macsec-hw-offload", "------------------"],
  ["rx-udp-gro-forwarding", "FFFFFFFFFFFFFFFFFF"],
  ["hsr-tag-ins-offload", "------------------"],
  ["hsr-tag-rm-offload", "------------------"],
  ["hsr-fwd-offload", "------------------"],
  ["hsr-dup-offload", "------------------"],
];
const LETTERS = new Map(FEATURES);

/** What somebody wants of a device otherwise than its driver has it, by the kernel's name. */
export type WantedFeatures = Readonly<Record<string, boolean>>;

export interface FeatureState {
  readonly wanted: boolean;
  readonly active: boolean;
  readonly fixed: boolean;
}

/** Undefined: it is not known here what a device of this kind can do. */
function featureKindOf(link: Link, links: Readonly<Record<number, Link>>): FeatureKind | undefined {
  const { kind } = link;
  const type = kind.type === "macvtap" ? "macvlan" : kind.type;
  if (type === "macvlan" || type === "ipvlan" || type === "vlan") {
    const lower = "lower" in kind && kind.lower !== undefined ? links[kind.lower]?.kind.type : undefined;
    if (lower !== "veth" && !(type === "macvlan" && lower === "bridge")) return undefined;
  }
  return KINDS.find((each) => each === type);
}

/** What there is by hand of a link above others that its letters do not say. */
function aside(link: Link, links: Readonly<Record<number, Link>>, name: string): Partial<FeatureState> | undefined {
  const { kind } = link;
  if (kind.type === "bridge") {
    const ports = Object.values(links).some((each) => each.master === link.id);
    return ports && (name === "tx-gso-robust" || name === "tx-fcoe-segmentation") ? { active: false } : undefined;
  }
  if ((kind.type === "macvlan" || kind.type === "macvtap") && links[kind.lower]?.kind.type === "bridge") {
    if (name === "rx-checksum") return { active: false, wanted: false };
    if (name === "rx-gro") return { active: link.wanted?.["rx-gro"] ?? true };
  }
  return undefined;
}

const TSO = ["tx-tcp-segmentation", "tx-tcp-ecn-segmentation", "tx-tcp-mangleid-segmentation", "tx-tcp6-segmentation"];

/** netdev_fix_features: what is of no use without something else goes. */
function fix(on: Map<string, boolean>): void {
  const without = (needed: string, names: readonly string[]) => {
    if (!on.get(needed)) for (const name of names) on.set(name, false);
  };
  without("tx-scatter-gather", [...TSO, "tx-generic-segmentation"]);
  without("tx-checksum-ip-generic", ["tx-tcp-segmentation", "tx-tcp-ecn-segmentation", "tx-tcp6-segmentation"]);
  without("tx-tcp-segmentation", ["tx-tcp-mangleid-segmentation"]);
  without("tx-checksum-ip-generic", ["tx-udp-segmentation"]);
}

/** Every feature of a device by the kernel's name; undefined for kinds that are not known here. */
export function featuresOf(
  link: Link,
  links: Readonly<Record<number, Link>>,
): ReadonlyMap<string, FeatureState> | undefined {
  const kind = featureKindOf(link, links);
  if (kind === undefined) return undefined;
  const column = KINDS.indexOf(kind);
  const letterOf = (name: string) => LETTERS.get(name)?.[column] ?? "-";
  const wanted = new Map<string, boolean>();
  const on = new Map<string, boolean>();
  for (const [name] of FEATURES) {
    const letter = letterOf(name);
    const fixed = letter === "o" || letter === "-";
    const wants = (fixed ? undefined : link.wanted?.[name]) ?? (letter !== "-" && letter !== "F");
    wanted.set(name, wants);
    on.set(name, wants && letter !== "r");
  }
  fix(on);
  return new Map(
    FEATURES.map(([name]) => {
      const letter = letterOf(name);
      const state = {
        wanted: wanted.get(name) ?? false,
        active: on.get(name) ?? false,
        fixed: letter === "o" || letter === "-",
      };
      return [name, { ...state, ...aside(link, links, name) }];
    }),
  );
}
