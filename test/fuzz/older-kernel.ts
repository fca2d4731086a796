/**
 * What Debian's kernel says in other words than the one whose words the simulator has: the same refusals, told with an errno alone.
 * Whatever is not listed here is a difference.
 */
import type { Difference } from "../../core/compare/outcome.ts";

/** What the newer kernel says (Linux 6.18), and the older one (6.1) for the same reason. */
const SAID_BEFORE: readonly (readonly [now: string, before: string])[] = [
  ["Error: ipv4: Address already assigned.", "RTNETLINK answers: File exists"],
  ["Error: ipv6: address already assigned.", "RTNETLINK answers: File exists"],
  ["Error: ipv6: address not found.", "RTNETLINK answers: Cannot assign requested address"],
  ["Error: ipv4: Address not found.", "RTNETLINK answers: Cannot assign requested address"],
  // It looks at the device before it looks at the group.
  ["Error: IPv4 entry group address is local multicast.", "Error: bridge: Device is not a bridge."],
  ["Error: ipv6: IPv6 is disabled on this device.", "RTNETLINK answers: Permission denied"],
  ["Error: The interface netns is immutable.", "RTNETLINK answers: Invalid argument"],
];

/** What is in its namespace already stays there, but that the older kernel first asks whether it can be moved at all. */
const STAYS = /\bnetns [\w-]+: (?:stderr|status)$/;

/** What came to depend on checksums later (netdev_fix_features). */
const ETHTOOL_FEATURE = /^tx-udp-segmentation: off \[not requested\]$/;

/** What the older kernel tells its log alone (htb_change_class). */
const TOLD_THE_LOG = /^Warning: sch_htb: quantum of class \w+ is (?:small|big)\. Consider r2q change\.$/;

/** Whether nothing differs but such words. */
export function isOlderKernels({ where, lines }: Difference): boolean {
  const of = (sign: string) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(2));
  const [before, now] = [of("-"), of("+")];
  if (before.length === 0 && now.length > 0 && now.every((line) => ETHTOOL_FEATURE.test(line))) return true;
  if (before.length === 0 && now.length > 0 && now.every((line) => TOLD_THE_LOG.test(line))) return true;
  if (STAYS.test(where)) {
    const said = before.join("\n");
    if (now.length === 0 && said === "RTNETLINK answers: Invalid argument") return true;
    if (said === "2" && now.join() === "0") return true;
  }
  return (
    where.endsWith(": stderr") &&
    before.length === now.length &&
    now.every((line, at) => SAID_BEFORE.some(([newer, older]) => newer === line && older === before[at]))
  );
}
