/**
 * `ethtool -k` and `-K` (netlink/features.c of ethtool 6.1): what a device does for the stack, and switching it.
 *
 * Same as the original: the names, old and the kernel's, the order, what is said when less or more came of it than was asked.
 */
import { type FeatureState, featuresOf } from "../../model/feature.ts";
import type { Link } from "../../model/link.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import type { Outcome } from "../ip/run.ts";
import type { View } from "../ip/view.ts";

/** What `-k` lists, in order: `#` a line for a group, `>` one of a group, and behind a colon the kernel's name where it is another. */
const LISTED = `
rx-checksumming:rx-checksum #tx-checksumming >tx-checksum-ipv4 >tx-checksum-ip-generic >tx-checksum-ipv6
>tx-checksum-fcoe-crc >tx-checksum-sctp #scatter-gather >tx-scatter-gather >tx-scatter-gather-fraglist
#tcp-segmentation-offload >tx-tcp-segmentation >tx-tcp-ecn-segmentation >tx-tcp-mangleid-segmentation
>tx-tcp6-segmentation >tx-tcp-accecn-segmentation generic-segmentation-offload:tx-generic-segmentation
generic-receive-offload:rx-gro large-receive-offload:rx-lro rx-vlan-offload:rx-vlan-hw-parse
tx-vlan-offload:tx-vlan-hw-insert ntuple-filters:rx-ntuple-filter receive-hashing:rx-hashing highdma
rx-vlan-filter vlan-challenged tx-gso-robust tx-fcoe-segmentation tx-gre-segmentation tx-gre-csum-segmentation
tx-ipxip4-segmentation tx-ipxip6-segmentation tx-udp_tnl-segmentation tx-udp_tnl-csum-segmentation
tx-gso-partial tx-tunnel-remcsum-segmentation tx-sctp-segmentation tx-esp-segmentation tx-udp-segmentation
tx-gso-list tx-nocache-copy loopback rx-fcs rx-all tx-vlan-stag-hw-insert rx-vlan-stag-hw-parse
rx-vlan-stag-filter l2-fwd-offload hw-tc-offload esp-hw-offload esp-tx-csum-hw-offload
rx-udp_tunnel-port-offload tls-hw-tx-offload tls-hw-rx-offload rx-gro-hw tls-hw-record rx-gro-list
macsec-hw-offload rx-udp-gro-forwarding hsr-tag-ins-offload hsr-tag-rm-offload hsr-fwd-offload hsr-dup-offload
`
  .trim()
  .split(/\s+/);

/** The kernel's names by the number of the bit. */
const BITS = `
tx-scatter-gather tx-checksum-ipv4 tx-checksum-ip-generic tx-checksum-ipv6 highdma tx-scatter-gather-fraglist
tx-vlan-hw-insert rx-vlan-hw-parse rx-vlan-filter tx-vlan-stag-hw-insert rx-vlan-stag-hw-parse
rx-vlan-stag-filter vlan-challenged tx-generic-segmentation rx-gro rx-lro tx-tcp-segmentation tx-gso-robust
tx-tcp-ecn-segmentation tx-tcp-mangleid-segmentation tx-tcp6-segmentation tx-fcoe-segmentation
tx-gre-segmentation tx-gre-csum-segmentation tx-ipxip4-segmentation tx-ipxip6-segmentation
tx-udp_tnl-segmentation tx-udp_tnl-csum-segmentation tx-gso-partial tx-tunnel-remcsum-segmentation
tx-sctp-segmentation tx-esp-segmentation tx-udp-segmentation tx-gso-list tx-tcp-accecn-segmentation
tx-checksum-fcoe-crc tx-checksum-sctp rx-ntuple-filter rx-hashing rx-checksum tx-nocache-copy loopback rx-fcs
rx-all l2-fwd-offload hw-tc-offload esp-hw-offload esp-tx-csum-hw-offload rx-udp_tunnel-port-offload
tls-hw-tx-offload tls-hw-rx-offload rx-gro-hw tls-hw-record rx-gro-list macsec-hw-offload rx-udp-gro-forwarding
hsr-tag-ins-offload hsr-tag-rm-offload hsr-fwd-offload hsr-dup-offload
`
  .trim()
  .split(/\s+/);

/** off_flag_def: the old names, short and long, and what the kernel's names look like that they stand for. */
const OLD: readonly (readonly [short: string, long: string, pattern: RegExp])[] = [
  ["rx", "rx-checksumming", /^rx-checksum$/],
  ["tx", "tx-checksumming", /^tx-checksum-.*$/],
  ["sg", "scatter-gather", /^tx-scatter-gather.*$/],
  ["tso", "tcp-segmentation-offload", /^tx-tcp.*-segmentation$/],
  ["ufo", "udp-fragmentation-offload", /^tx-udp-fragmentation$/],
  ["gso", "generic-segmentation-offload", /^tx-generic-segmentation$/],
  ["gro", "generic-receive-offload", /^rx-gro$/],
  ["lro", "large-receive-offload", /^rx-lro$/],
  ["rxvlan", "rx-vlan-offload", /^rx-vlan-hw-parse$/],
  ["txvlan", "tx-vlan-offload", /^tx-vlan-hw-insert$/],
  ["ntuple", "ntuple-filters", /^rx-ntuple-filter$/],
  ["rxhash", "receive-hashing", /^rx-hashing$/],
];

type Features = ReadonlyMap<string, FeatureState>;

const word = (on: boolean) => (on ? "on" : "off");

/** dump_features. */
function lines(features: Features): readonly string[] {
  return LISTED.map((entry, at) => {
    if (entry.startsWith("#")) {
      const group: string[] = [];
      for (let i = at + 1; LISTED[i]?.startsWith(">"); i++) group.push((LISTED[i] as string).slice(1));
      return `${entry.slice(1)}: ${word(group.some((name) => features.get(name)?.active))}`;
    }
    const [name = "", kernel = name] = entry.replace(">", "").split(":");
    const state = features.get(kernel) ?? { active: false, wanted: false, fixed: true };
    const aside = state.fixed ? " [fixed]" : state.active === state.wanted ? "" : ` [requested ${word(state.wanted)}]`;
    return `${entry.startsWith(">") ? "\t" : ""}${name}: ${word(state.active)}${aside}`;
  });
}

/** The text of `ethtool -k`; undefined for a kind whose features are not known here. */
export function featureText(view: View, link: Link): string | undefined {
  const features = featuresOf(link, view.config.links);
  return features && `Features for ${link.name}:\n${lines(features).join("\n")}\n`;
}

/** `--json -k`: groups have no more than whether one of theirs is on. */
export function featureJson(view: View, link: Link): string | undefined {
  const features = featuresOf(link, view.config.links);
  if (!features) return undefined;
  const entries = LISTED.map((entry, at): string => {
    const group = entry.startsWith("#");
    const [name = "", kernel = name] = entry.replace(/^[#>]/, "").split(":");
    const members: string[] = [];
    for (let i = at + 1; group && LISTED[i]?.startsWith(">"); i++) members.push((LISTED[i] as string).slice(1));
    const state = features.get(kernel) ?? { active: false, wanted: false, fixed: true };
    const active = group ? members.some((member) => features.get(member)?.active) : state.active;
    const fixed = group ? "null" : String(state.fixed);
    // What cannot be switched is never asked for.
    const requested = group ? "null" : String(state.wanted && !state.fixed);
    return `        "${name}": {\n            "active": ${active},\n            "fixed": ${fixed},\n            "requested": ${requested}\n        }`;
  });
  return `[ {\n        "ifname": "${link.name}",\n${entries.join(",\n")}\n    } ]\n`;
}

/** What a request names: the kernel's names with what they shall be, or a name that nobody knows and where it stood. */
interface Request {
  readonly wanted: Readonly<Record<string, boolean>>;
  readonly unknownAt: number | undefined;
}

/** Octets of a netlink attribute with a text. */
const attribute = (text: string) => 4 + Math.ceil((text.length + 1) / 4) * 4;
/** The headers of the message, and the attributes that hold the bits. */
const HEADERS = 16 + 4 + 4;
const FLAGS = 8;
const NESTS = 8;

function request(device: string, pairs: readonly (readonly [name: string, on: boolean])[]): Request {
  const wanted: Record<string, boolean> = {};
  let offset = HEADERS + attribute(device) + FLAGS + NESTS;
  for (const [name, on] of pairs) {
    const old = OLD.find(([short, long]) => name === short || name === long);
    const names = old ? BITS.filter((bit) => old[2].test(bit)) : [name];
    for (const each of names) {
      if (!BITS.includes(each)) return { wanted, unknownAt: offset + 4 };
      wanted[each] = on;
      offset += 4 + attribute(each) + (on ? 4 : 0);
    }
  }
  return { wanted, unknownAt: undefined };
}

/** show_feature_changes: what came of it where that is not just what was asked. */
function changes(wanted: Request["wanted"], before: Features, after: Features): string {
  const out: string[] = [];
  let differs = false;
  for (const name of BITS) {
    const active = after.get(name)?.active ?? false;
    const changed = active !== (before.get(name)?.active ?? false);
    const asked = wanted[name];
    if (asked !== undefined && asked !== active) out.push(`${name}: ${word(active)} [requested ${word(asked)}]`);
    else if (changed && asked === undefined) out.push(`${name}: ${word(active)} [not requested]`);
    else {
      if (changed) out.push(`${name}: ${word(active)}`);
      continue;
    }
    differs = true;
  }
  return differs ? `Actual changes:\n${out.join("\n")}\n` : "";
}

const FAILED = 92;

/** Runs `ethtool -K DEVICE NAME on|off ...`; `words` begins with the device. Undefined for a device not known here. */
export function setFeatures(
  host: {
    view(): View;
    apply(operation: Operation): { readonly ok: boolean };
  },
  words: readonly string[],
  find: (view: View, name: string) => Link | undefined,
): Outcome | undefined {
  const [device = "", ...rest] = words;
  const pairs: (readonly [string, boolean])[] = [];
  for (let i = 0; i < rest.length; i += 2) {
    const value = rest[i + 1];
    if (value !== "on" && value !== "off")
      return {
        stdout: "",
        stderr: `ethtool (-K): flag '${value ?? "(null)"}' for parameter '(null)' is not followed by 'on' or 'off'\n`,
        status: 1,
      };
    pairs.push([rest[i] as string, value === "on"]);
  }
  const link = find(host.view(), device);
  if (!link)
    return {
      stdout: "",
      stderr: "netlink error: no device matches name (offset 24)\nnetlink error: No such device\n",
      status: FAILED,
    };
  const before = featuresOf(link, host.view().config.links);
  if (!before) return undefined;
  const { wanted, unknownAt } = request(device, pairs);
  if (unknownAt !== undefined)
    return {
      stdout: "",
      stderr: `netlink error: bit name not found (offset ${unknownAt})\nnetlink error: Operation not supported\n`,
      status: FAILED,
    };
  const done = host.apply({ kind: "featuresSet", netns: SELF, device, wanted });
  if (!done.ok) return { stdout: "", stderr: "netlink error: Operation not permitted\n", status: FAILED };
  const now = find(host.view(), device) ?? link;
  const after = featuresOf(now, host.view().config.links) ?? before;
  const nothing = Object.entries(wanted).every(([name, on]) => after.get(name)?.active !== on);
  return {
    stdout: changes(wanted, before, after),
    stderr: nothing ? "Could not change any device features\n" : "",
    status: nothing ? 1 : 0,
  };
}
