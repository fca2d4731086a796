import fc from "fast-check";
import { expect, it } from "vitest";
import { type Ipv4, ipv4Network } from "../address/ipv4.ts";
import { type Ipv6, ipv6FromBytes, ipv6Network } from "../address/ipv6.ts";
import type { Prefix } from "../address/prefix.ts";
import type { Route } from "./route.ts";
import { routeKey } from "./route-key.ts";

/** Few bits, so that prefixes often lie within each other. */
const prefix4 = fc
  .record({ address: fc.constantFrom(0, 0xa0000000, 0xa0010000, 0xa00100ff, 0xffffffff), length: fc.nat(32) })
  .map(({ address, length }): Prefix => ({ address: ipv4Network(address as Ipv4, length), length }));
const prefix6 = fc
  .record({ bytes: fc.array(fc.constantFrom(0, 1, 0x80, 0xff), { minLength: 16, maxLength: 16 }), length: fc.nat(128) })
  .map(({ bytes, length }): Prefix => ({ address: ipv6Network(ipv6FromBytes(bytes), length), length }));

function routes(family: "inet" | "inet6") {
  const prefix = family === "inet" ? prefix4 : prefix6;
  return fc
    .record({
      destination: prefix,
      from: family === "inet6" ? fc.option(prefix, { nil: undefined }) : fc.constant(undefined),
      table: fc.constantFrom(254, 255, 10, 266, 0xfffffffe),
      tos: fc.constantFrom(0, 4, 255),
      metric: fc.constantFrom(0, 1, 256, 1024, 0xffffffff),
    })
    .map(
      ({ from, ...rest }): Route => ({
        ...rest,
        ...(from && from.length > 0 && { from }),
        family,
        type: "unicast",
        protocol: 3,
        scope: 0,
        prefSource: undefined,
        nextHops: [],
        metrics: {},
        preference: "medium",
      }),
    );
}

function contains(outer: Prefix, inner: Prefix): boolean {
  if (outer.length > inner.length) return false;
  return typeof outer.address === "number"
    ? ipv4Network(inner.address as Ipv4, outer.length) === outer.address
    : ipv6Network(inner.address as Ipv6, outer.length) === outer.address;
}

/** The octets of addresses are those of their text only in IPv4. */
function bits(address: Prefix["address"]): string {
  return routeKey({ destination: { address, length: 128 }, family: "inet6", table: 0, tos: 0, metric: 0 } as Route);
}

/** The rules one by one, as the kernel's walk has them. */
function compare(a: Route, b: Route): number {
  if (a.table !== b.table) return (a.table & 255) - (b.table & 255) || b.table - a.table;
  return comparePlaces(a, b) || b.tos - a.tos || a.metric - b.metric;
}

function compareDestinations(a: Prefix, b: Prefix): number {
  if (typeof a.address === "number") return a.address - (b.address as number) || b.length - a.length;
  if (a.length !== b.length && (contains(a, b) || contains(b, a))) return b.length - a.length;
  const [x, y] = [bits(a.address), bits(b.address)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function comparePlaces(a: Route, b: Route): number {
  const byDestination = compareDestinations(a.destination, b.destination);
  if (!a.from && !b.from) return byDestination;
  if (byDestination === 0) return a.from && b.from ? compareDestinations(a.from, b.from) : a.from ? -1 : 1;
  const [shorter, longer] = a.destination.length < b.destination.length ? [a, b] : [b, a];
  if (a.destination.length === b.destination.length || !shorter.from) return byDestination;
  return contains(shorter.destination, longer.destination) ? (shorter === a ? -1 : 1) : byDestination;
}

for (const family of ["inet", "inet6"] as const)
  it(`keys of ${family} sort as a dump does`, () => {
    fc.assert(
      fc.property(routes(family), routes(family), (a, b) => {
        const [x, y] = [routeKey(a), routeKey(b)];
        expect(x < y ? -1 : x > y ? 1 : 0).toBe(Math.sign(compare(a, b)));
      }),
      { numRuns: 5000 },
    );
  });
