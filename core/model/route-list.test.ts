import fc from "fast-check";
import { expect, it } from "vitest";
import type { Ipv4 } from "../address/ipv4.ts";
import { type Route, TABLE } from "./route.ts";
import { routeKey } from "./route-key.ts";
import { RouteList } from "./route-list.ts";

function route(metric: number): Route {
  return {
    family: "inet",
    type: "unicast",
    destination: { address: 0 as Ipv4, length: 0 },
    table: TABLE.main,
    tos: 0,
    protocol: 3,
    scope: 0,
    prefSource: undefined,
    metric,
    nextHops: [],
    metrics: {},
    preference: "medium",
  };
}

const metrics = (list: Iterable<Route>) => [...list].map(({ metric }) => metric);

it("changes as an array does, however large", () => {
  const change = fc.record({ at: fc.nat(), remove: fc.nat(900), add: fc.nat(1200) });
  fc.assert(
    fc.property(fc.nat(2000), fc.array(change, { maxLength: 12 }), (size, changes) => {
      let serial = 0;
      const fresh = (count: number) => Array.from({ length: count }, () => route(serial++));
      const array = fresh(size);
      const list = new RouteList(array);
      const before = list.copy();
      const kept = metrics(array);
      for (const { at, remove, add } of changes) {
        const from = at % (array.length + 1);
        const gone = Math.min(remove, array.length - from);
        const routes = fresh(add);
        array.splice(from, gone, ...routes);
        list.splice(from, gone, routes);
        expect(list.length).toBe(array.length);
        expect(list.at(from)).toBe(array[from]);
      }
      expect(metrics(list)).toEqual(metrics(array));
      expect(list.countBefore("\uffff")).toBe(array.length);
      list.splice(0, array.length, []);
      expect(list.countBefore("\uffff")).toBe(0);
      list.splice(0, 0, array);
      const wanted = array[array.length >> 1];
      if (wanted) expect(list.findIndex(({ metric }) => metric === wanted.metric)).toBe(array.length >> 1);
      expect(list.at(array.length)).toBeUndefined();
      expect(list.filter(({ metric }) => metric % 3 === 0)).toEqual(array.filter(({ metric }) => metric % 3 === 0));
      expect(metrics(before)).toEqual(kept);
    }),
    { numRuns: 60 },
  );
});

it("finds a border", () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(3000), (size, border) => {
      const list = new RouteList(Array.from({ length: size }, (_, i) => route(i)));
      expect(list.countBefore(routeKey(route(border)))).toBe(Math.min(size, border));
      expect(list.countBefore(routeKey(route(border)), true)).toBe(Math.min(size, border + 1));
    }),
  );
});
