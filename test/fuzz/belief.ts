/**
 * What the author of a script believes the world to look like: enough to write lines that mostly work. Mistakes and
 * refusals make it wrong, as with people; nothing depends on its being right.
 */
import type { Random } from "./random.ts";

export interface BelievedLink {
  name: string;
  /** Name of its namespace; "" for the host's own. */
  netns: string;
  readonly type:
    | "veth"
    | "bridge"
    | "lo"
    | "macvlan"
    | "vxlan"
    | "tap"
    | "tun"
    | "ifb"
    | "vlan"
    | "dummy"
    | "bond"
    | "vrf";
  up: boolean;
  master: string | undefined;
  peer: BelievedLink | undefined;
  /** Address and prefix length as text. */
  readonly addresses: string[];
}

export class Belief {
  readonly namespaces: string[] = [""];
  readonly links: BelievedLink[] = [{ ...LO, netns: "", up: true, addresses: ["127.0.0.1/8"] }];
  /** Lines about routes and rules that worked, as people take them back: `["10.5.0.0/16", "via", "10.0.0.2"]`. */
  readonly routes: { readonly netns: string; readonly words: readonly string[] }[] = [];
  readonly rules: { readonly netns: string; readonly words: readonly string[] }[] = [];
  readonly neighbors: { readonly netns: string; readonly dev: string; readonly address: string }[] = [];

  /** What is written for this one changes nothing in the other. */
  copy(): Belief {
    const { namespaces, links, routes, rules, neighbors } = this;
    return Object.assign(new Belief(), structuredClone({ namespaces, links, routes, rules, neighbors }));
  }

  addNamespace(name: string): void {
    if (!this.namespaces.includes(name)) {
      this.namespaces.push(name);
      this.links.push({ ...LO, netns: name, up: false, addresses: [] });
    }
  }

  dropNamespace(name: string): void {
    remove(this.namespaces, (other) => other === name);
    for (const link of this.links.filter(({ netns }) => netns === name)) {
      this.dropLink(link);
    }
  }

  dropLink(link: BelievedLink): void {
    remove(this.links, (other) => other === link || other === link.peer);
  }

  addLink(link: Omit<BelievedLink, "up" | "master" | "peer" | "addresses">): BelievedLink {
    const added = { ...link, up: false, master: undefined, peer: undefined, addresses: [] };
    this.links.push(added);
    return added;
  }

  in(netns: string): readonly BelievedLink[] {
    return this.links.filter((link) => link.netns === netns);
  }

  bridges(netns?: string): readonly BelievedLink[] {
    return this.links.filter((link) => link.type === "bridge" && (netns === undefined || link.netns === netns));
  }

  /** A link that is worth working with: `lo` seldom. */
  pickLink(random: Random): BelievedLink | undefined {
    const others = this.links.filter(({ type }) => type !== "lo");
    return others.length === 0 || random.chance(0.04) ? random.pick(this.links) : random.pick(others);
  }
}

const LO = { name: "lo", type: "lo", master: undefined, peer: undefined } as const;

function remove<T>(list: T[], unwanted: (item: T) => boolean): void {
  for (let index = list.length - 1; index >= 0; index--) {
    const item = list[index];
    if (item !== undefined && unwanted(item)) {
      list.splice(index, 1);
    }
  }
}

/** The host part of an address written as `10.0.0.2/24`. */
export function hostOf(address: string): string {
  return address.replace(/\/.*$/, "");
}
