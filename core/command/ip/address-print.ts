/** `ip addr show` (ip/ipaddress.c): a link's first lines, then one entry an address. */

import { ipv4Mask } from "../../address/ipv4.ts";
import { IPV6_ANY, type Ipv6, ipv6Network } from "../../address/ipv6.ts";
import type { Family, IpAddress, Prefix } from "../../address/prefix.ts";
import type { Inet4Address, Inet6Address, Lifetime } from "../../model/address.ts";
import type { Link } from "../../model/link.ts";
import { formatHost } from "../host-names.ts";
import { formatScope } from "../names.ts";
import type { Output } from "../output.ts";
import type { AddressFilter, IpOptions } from "./command.ts";
import { askedLinks, printBriefLink, printLink, printStatistics, showsLink } from "./link-print.ts";
import type { View } from "./view.ts";

export type Inet =
  | { readonly family: "inet"; readonly address: Inet4Address }
  | { readonly family: "inet6"; readonly address: Inet6Address };

const FOREVER = 4294967295;

/** Seconds that are left of a lifetime. */
export function secondsLeft(lifetime: Lifetime, nowMicros: number): number {
  if (lifetime === "forever") return FOREVER;
  return Math.max(0, lifetime.seconds - Math.floor((nowMicros - lifetime.atMicros) / 1_000_000));
}

/** Words between scope and label, in iproute2's order. */
function flagWords({ family, address }: Inet): string[] {
  const words: string[] = [];
  if (family === "inet") {
    if (address.secondary) words.push("secondary");
    if (address.deprecated) words.push("deprecated");
    if (address.valid !== "forever") words.push("dynamic");
  } else {
    if (address.marks?.includes("temporary")) words.push("temporary");
    if (address.noDad) words.push("nodad");
    if (address.dadFailed) words.push("dadfailed");
    if (address.marks?.includes("home")) words.push("home");
    if (address.deprecated) words.push("deprecated");
    if (address.tentative) words.push("tentative");
    if (!address.permanent) words.push("dynamic");
  }
  const marks = family === "inet6" ? (address.marks ?? []) : [];
  if (marks.includes("mngtmpaddr")) words.push("mngtmpaddr");
  if (address.noPrefixRoute) words.push("noprefixroute");
  if (marks.includes("autojoin") || (family === "inet" && address.autoJoin)) words.push("autojoin");
  if (marks.includes("stable-privacy")) words.push("stable-privacy");
  return words;
}

/** Does the address have the flag that a filter names? */
function hasFlag(inet: Inet, flag: string): boolean {
  if (flag.startsWith("-")) return !hasFlag(inet, flag.slice(1));
  const words = flagWords(inet);
  if (flag === "permanent") return !words.includes("dynamic");
  const secondary = words.includes("secondary") || words.includes("temporary");
  if (flag === "primary") return !secondary;
  return flag === "secondary" || flag === "temporary" ? secondary : words.includes(flag);
}

function within(address: IpAddress, prefix: Prefix): boolean {
  if (typeof address === "number")
    return typeof prefix.address === "number" && ((address ^ prefix.address) & ipv4Mask(prefix.length)) === 0;
  if (typeof prefix.address === "number") return false;
  return ipv6Network(address, prefix.length) === ipv6Network(prefix.address as Ipv6, prefix.length);
}

/** fnmatch(3) as far as labels need it: `*` and `?`. */
function glob(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`).test(text);
}

function addressesOf(link: Link, family: Family | undefined): Inet[] {
  const all: Inet[] = [
    ...link.inet.map((address): Inet => ({ family: "inet", address })),
    ...link.inet6.map((address): Inet => ({ family: "inet6", address })),
  ];
  return all.filter((inet) => family === undefined || inet.family === family);
}

export function selectAddresses(link: Link, filter: AddressFilter, family: Family | undefined): Inet[] {
  return addressesOf(link, family).filter(
    (inet) =>
      (filter.scope === undefined || inet.address.scope === filter.scope) &&
      filter.flags.every((flag) => hasFlag(inet, flag)) &&
      (filter.to === undefined || within(inet.address.local, filter.to)) &&
      // An address of IPv6 has no label: the name of its link stands for it.
      (filter.label === undefined || glob(filter.label, inet.family === "inet" ? inet.address.label : link.name)),
  );
}

/** What a filter says about addresses, rather than links, makes links without a fitting address disappear. */
function familyFor(filter: AddressFilter, options: IpOptions): Family | undefined {
  if (options.family === "inet" || options.family === "inet6") return options.family;
  if (filter.to) return typeof filter.to.address === "number" ? "inet" : "inet6";
  return undefined;
}

/** One address; behind the link's index and name with `-o`, and where `headed`; behind its index alone when it is given. */
export function printAddress(
  out: Output,
  link: Pick<Link, "ifindex" | "name">,
  inet: Inet,
  view: View,
  options: IpOptions,
  headed = options.oneline,
  index?: number,
): void {
  const { address } = inet;
  const colour = inet.family;
  if (options.brief) {
    out.openObject();
    printLocal(out, inet, colour);
    out.close();
    return;
  }
  out.openObject();
  if (index !== undefined) out.field("index", index, `if${index}:`).line();
  if (headed) out.text(`${link.ifindex}: ${link.name}    `);
  else out.text("    ");
  out.field("family", inet.family, `${inet.family} `);
  printLocal(out, inet, colour);
  if (inet.family === "inet" && inet.address.broadcast !== undefined) {
    const text = formatHost(inet.address.broadcast);
    out.text("brd ").coloured(colour, "broadcast", text, `${text} `);
  }
  const scope = formatScope(address.scope);
  out.field("scope", scope, `scope ${scope} `);
  for (const word of flagWords(inet)) out.field(word, true, `${word} `);
  if (inet.family === "inet") out.field("label", inet.address.label, inet.address.label);
  const valid = secondsLeft(address.valid, view.runtime.nowMicros);
  // inet_fill_ifaddr: what is valid forever is said to be preferred as long.
  const forever = inet.family === "inet" && valid === FOREVER;
  const preferred = forever ? FOREVER : secondsLeft(address.preferred, view.runtime.nowMicros);
  const shown = (seconds: number): string => (seconds === FOREVER ? "forever" : `${seconds}sec`);
  out.line().field("valid_life_time", valid, `       valid_lft ${shown(valid)} `);
  out.field("preferred_life_time", preferred, `preferred_lft ${shown(preferred)}`).text("\n");
  out.close();
}

/** The kernel leaves out the other end's address of zeros. */
function isZero(address: IpAddress): boolean {
  return address === 0 || address === IPV6_ANY;
}

/** `10.0.0.1 peer 10.0.0.2/24 metric 5 `. */
function printLocal(out: Output, inet: Inet, colour: Family): void {
  const { address } = inet;
  const local = formatHost(address.local);
  out.coloured(colour, "local", local, local);
  if (address.peer !== undefined && !isZero(address.peer) && address.peer !== address.local) {
    const peer = formatHost(address.peer);
    out.text(" peer ").coloured(colour, "address", peer, peer);
  }
  out.field("prefixlen", address.prefixLength, `/${address.prefixLength} `);
  if (address.metric !== 0) out.field("metric", address.metric, `metric ${address.metric} `);
}

/** Everything `ip addr show` prints. */
export function printAddresses(
  out: Output,
  view: View,
  filter: AddressFilter,
  options: IpOptions,
  asLink = false,
): void {
  const asHardware = options.family === "link";
  const family = familyFor(filter, options);
  const bare = options.oneline && !asHardware && !options.json && !options.brief;
  const inet6Dump = options.family === "inet6" && filter.device === undefined;
  for (const link of askedLinks(view, filter, inet6Dump)) {
    const addresses = asHardware ? [] : selectAddresses(link, filter, family);
    if (!asHardware && addresses.length === 0) {
      const none = link.inet.length === 0 && link.inet6.length === 0;
      if (family !== undefined || !none) continue;
    }
    out.openObject();
    const shown = showsLink(view, link, filter, inet6Dump);
    if (shown === "no") {
      out.close();
      continue;
    }
    // Who asks for a label is shown addresses and not their link.
    const hidden = shown === "addresses";
    if (hidden && asHardware) {
      out.close();
      continue;
    }
    if (!hidden && options.brief) printBriefLink(out, view, link, asHardware);
    else if (!hidden && !bare) {
      printLink(out, view, link, options, { asLink, addressLine: family === undefined, inet6Dump });
      out.text("\n");
    }
    if (!asHardware) {
      out.openList("addr_info");
      // One of the family that does not fit leaves an empty object (print_selected_addrinfo).
      for (const inet of addressesOf(link, family))
        if (addresses.some(({ address }) => address === inet.address)) printAddress(out, link, inet, view, options);
        else out.openObject().close();
      out.close();
      if (options.brief) out.text("\n");
    }
    if (options.statistics > 0 && !options.brief && !bare && !hidden) {
      printStatistics(out, view, link, options);
      out.text("\n");
    }
    out.close();
  }
}
