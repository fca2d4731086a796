/**
 * What a device says of its speed (__ethtool_get_link_ksettings): ethtool, sysfs and bonds ask it.
 *
 * Same as Linux: the speeds of veth and tun, of what stands on another device, of bonds and bridges. Absent: real hardware.
 */
import { BOND_MODE, type Bond } from "./bond.ts";
import type { Config } from "./config.ts";
import { isOperUp, isUp, type Link, underOf } from "./link.ts";

type Links = Config["links"];

/** Mbit/s, or that nobody knows. */
export type LinkSpeed = number | "unknown";

const SPEEDS: Readonly<Record<string, number>> = { veth: 10_000, tun: 10_000 };

/** The device that answers for another: what a VLAN, MACVLAN or the like stands on. */
export function answersForSpeed(links: Links, link: Link): Link {
  const id = link.kind.type === "bond" ? undefined : underOf(link);
  const below = id === undefined ? undefined : links[id];
  return below ? answersForSpeed(links, below) : link;
}

/** Undefined where the driver has no settings to tell (get_link_ksettings). */
export function linkSpeed(links: Links, asked: Link): LinkSpeed | undefined {
  const link = answersForSpeed(links, asked);
  const { kind } = link;
  if (kind.type === "bond") return bondSpeed(links, kind) ?? "unknown";
  if (kind.type === "bridge") return bridgeSpeed(links, link);
  return kind.type === "vxlan" ? "unknown" : SPEEDS[kind.type];
}

/** The speed as a number, where there is one. */
export function speedOf(links: Links, link: Link): number | undefined {
  const speed = linkSpeed(links, link);
  return speed === "unknown" ? undefined : speed;
}

/** bond_slave_can_tx. */
export function canTransmit(link: Link): boolean {
  return link.bondSlave?.link === "UP" && link.bondSlave.state === "ACTIVE" && isUp(link) && link.carrier;
}

/** bond_ethtool_get_link_ksettings: that of all slaves that send, or of the slowest where all send the same. */
function bondSpeed(links: Links, { slaves, params }: Pick<Bond, "slaves" | "params">): number | undefined {
  let sum: number | undefined;
  for (const id of slaves) {
    const slave = links[id];
    const speed = slave && canTransmit(slave) ? speedOf(links, slave) : undefined;
    if (speed === undefined) continue;
    sum = params.mode === BOND_MODE.broadcast ? Math.min(sum ?? speed, speed) : (sum ?? 0) + speed;
  }
  return sum;
}

/** br_get_link_ksettings: that of the fastest port that is up and answers. */
function bridgeSpeed(links: Links, bridge: Link): LinkSpeed {
  let fastest: LinkSpeed = "unknown";
  for (const port of Object.values(links)) {
    if (port?.master !== bridge.id || !isUp(port) || !isOperUp(port.operState)) continue;
    const speed = speedOf(links, port);
    if (speed !== undefined && (fastest === "unknown" || speed > fastest)) fastest = speed;
  }
  return fastest;
}
