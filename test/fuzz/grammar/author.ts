/** What every production needs: who writes, and the words and waits they share. */
import { type Belief, type BelievedLink, hostOf } from "../belief.ts";
import { inNetns } from "../invocation.ts";
import type { Random } from "../random.ts";
import type { After, Step } from "../step.ts";
import { LENGTHS4, NETWORKS4, NETWORKS6 } from "../words.ts";

/** What one script is like throughout. */
export interface Mood {
  /** Duplicate address detection is left on, and waited for. */
  readonly dad: boolean;
  readonly ipv6: boolean;
  /** MAC addresses are given, not left to chance: a bridge takes the least of its ports'. */
  readonly macs: boolean;
}

export interface Author {
  readonly random: Random;
  readonly belief: Belief;
  readonly mood: Mood;
}

export type Production = (author: Author) => readonly Step[];

export function step(author: Author, netns: string, argv: readonly string[], after?: After, looks?: boolean): Step {
  return { argv: inNetns(author.random, netns, argv), after, looks: looks ?? false };
}

/** What a change to a link's state sets off. */
export function aftermath({ mood, belief }: Author, comesUp: boolean, link?: BelievedLink): After {
  if (comesUp && mood.dad) {
    return "dad";
  }
  // Two ends in two namespaces may have the same number, and are no urgent case for link watch then (linkwatch_urgent_event).
  if (link?.peer && link.peer.netns !== link.netns) {
    return "watch";
  }
  // Nor is what has a carrier of its own, or what stands on another.
  if (link && link.type !== "veth") {
    return "watch";
  }
  // Nor is a bridge, whose ports begin or cease to work.
  return belief.bridges().length > 0 ? "watch" : "link";
}

/** Nobody asks for routers, at times of chance, which bridges would learn from; and addresses are nobody's else. */
export function steadyIpv6({ dad }: Mood): readonly string[] {
  const quiet = "net.ipv6.conf.default.router_solicitations=0";
  return ["sysctl", "-qw", quiet, ...(dad ? [] : ["net.ipv6.conf.default.accept_dad=0"])];
}

/** One that no other link of the script has, neither rising nor falling from link to link. */
export function newMac({ belief, random }: Author): string {
  const serial = belief.links.length + random.below(256) * 256;
  return `02:${random.pick(["1a", "f0", "00"])}:00:00:${hex(serial >> 8)}:${hex(serial & 255)}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** Addresses that hosts of one network have, so that some of them meet. */
export function newAddress(random: Random, ipv6: boolean): string {
  if (ipv6) {
    return `${random.pick(NETWORKS6)}${random.between(1, 4)}/${random.pick(["64", "64", "64", "128", "48"])}`;
  }
  return `${random.pick(NETWORKS4)}${random.between(1, 5)}/${random.pick(LENGTHS4)}`;
}

/** A gateway that is perhaps on link: a neighbor of one of the addresses there. */
export function gateway({ random, belief }: Author, netns: string, six: boolean): string {
  const addresses = belief
    .in(netns)
    .flatMap((link) => link.addresses)
    .filter((each) => each.includes(":") === six && !each.startsWith("127."));
  const near = random.pick(addresses);
  if (near === undefined || random.chance(0.1)) {
    return six ? `${random.pick(NETWORKS6)}9` : `${random.pick(NETWORKS4)}${random.between(1, 5)}`;
  }
  return hostOf(near).replace(/\d+$/, String(random.between(1, 9)));
}
