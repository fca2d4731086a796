/**
 * State as JSON objects, keys and order as `ip -j` and `bridge -j` print them: the printers' other side, for observations,
 * grading and comparison.
 */
import type { JsonObject } from "../../observation.ts";
import { printFdb } from "../bridge/fdb.ts";
import { Output } from "../output.ts";
import { printAddresses } from "./address-print.ts";
import { printNeighbor, selectNeighbors } from "./neighbor.ts";
import { NO_OPTIONS } from "./parse.ts";
import { printRoute, selectRoutes } from "./route-print.ts";
import { printRule, selectRules } from "./rule.ts";
import type { View } from "./view.ts";

const PLAIN = { ...NO_OPTIONS, json: true };
const DETAILED = { ...PLAIN, details: true };

/** `ip -j -d addr`. */
export function addressObjects(view: View): readonly JsonObject[] {
  const out = new Output();
  printAddresses(out, view, { flags: [] }, DETAILED);
  return out.objects;
}

/** `ip -j route show table all`: IPv4, then IPv6. */
export function routeObjects(view: View): readonly JsonObject[] {
  const out = new Output();
  const filter = { table: 0, cached: false };
  for (const route of selectRoutes(view, filter, undefined)) printRoute(out, view, route, PLAIN, filter);
  return out.objects;
}

/** `ip -j rule`, then `ip -j -6 rule`. */
export function ruleObjects(view: View): readonly JsonObject[] {
  const out = new Output();
  for (const family of ["inet", "inet6"] as const)
    for (const rule of selectRules(view, {}, family)) printRule(out, view, rule, PLAIN);
  return out.objects;
}

/** `ip -j neigh`. */
export function neighborObjects(view: View): readonly JsonObject[] {
  const out = new Output();
  for (const neighbor of selectNeighbors(view, { proxy: false, unused: false }, undefined))
    printNeighbor(out, view, neighbor, PLAIN, {});
  return out.objects;
}

/** `bridge -j fdb`. */
export function fdbObjects(view: View): readonly JsonObject[] {
  const out = new Output();
  printFdb(out, view, {}, false);
  return out.objects;
}

/** `bridge -j vlan`: empty without VLAN filtering in the kernel. */
export function vlanObjects(_view: View): readonly JsonObject[] {
  return [];
}
