/**
 * Which of several default routes of one metric serves what this host sends: a gateway that does not answer is passed over
 * (fib_select_default and fib_detect_death of net/ipv4/fib_semantics.c).
 */
import type { IpAddress } from "../address/prefix.ts";
import type { Config } from "../model/config.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { isValid } from "../model/neighbor.ts";
import type { Route } from "../model/route.ts";
import type { Runtime } from "../model/runtime.ts";
import { equalRange } from "../operation/fib.ts";
import type { FibResult } from "./fib.ts";

type FoundRoute = Extract<FibResult, { kind: "route" }>;

/** Whether a route is one of several among which every packet may choose anew. */
export function isOneOfSeveral(config: Config, netns: NetnsId, route: Route): boolean {
  return candidates(config, netns, route).length > 1;
}

/** The default routes that stand at the place of the one that was found, which is the first of them. */
function candidates(config: Config, netns: NetnsId, found: Route): readonly Route[] {
  if (found.destination.length > 0 || found.family !== "inet") return [];
  const routes = config.netns[netns]?.routes4;
  if (!routes || found.type !== "unicast" || found.nextHops.length !== 1) return [];
  const { start, end } = equalRange(routes, found);
  if (end - start < 2) return [];
  const all: Route[] = [];
  for (let at = start; at < end; at++) {
    const route = routes.at(at) as Route;
    const [hop] = route.nextHops;
    if (route.type === "unicast" && route.scope === found.scope && hop?.via !== undefined && !hop.ownGateway)
      all.push(route);
  }
  return all[0] === found ? all : [];
}

/**
 * The one that serves. Nobody is asked of whom nothing is known; who was chosen last and has not been heard of since has to let the
 * others have a try, so that with time all of them are.
 */
export function selectDefault(config: Config, netns: NetnsId, runtime: Runtime, found: FoundRoute): FoundRoute {
  const routes = candidates(config, netns, found.route);
  if (routes.length < 2) return found;
  const before = runtime.defaultChoices.get(found.route) ?? -1;
  let resort = -1;
  for (const [order, { nextHops }] of routes.entries()) {
    const [hop] = nextHops;
    const state = stateOf(runtime, hop?.link, hop?.via);
    const valid = state !== undefined && isValid(state);
    if (state === undefined || state === "REACHABLE" || (valid && order !== before)) {
      runtime.defaultChoices.set(found.route, order);
      return answer(found, routes[order]);
    }
    if (valid || (resort < 0 && order > before && state !== "INCOMPLETE")) resort = order;
  }
  runtime.defaultChoices.set(found.route, resort);
  return resort < 0 ? found : answer(found, routes[resort]);
}

function stateOf({ neighbors }: Runtime, link: LinkId | undefined, via: IpAddress | undefined) {
  return link === undefined || via === undefined ? undefined : neighbors.get(link)?.get(via)?.state;
}

function answer(found: FoundRoute, route: Route | undefined): FoundRoute {
  const nextHop = route?.nextHops[0];
  return route === undefined || route === found.route || !nextHop ? found : { ...found, route, nextHop };
}
