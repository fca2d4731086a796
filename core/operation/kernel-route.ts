/** Routes that follow from addresses (proto kernel), of both families. */
import type { IpAddress } from "../address/prefix.ts";
import { type Link, l3TableOf } from "../model/link.ts";
import { NO_METRICS, PROTO, type Route } from "../model/route.ts";
import type { Transaction } from "./transaction.ts";

/** What such routes differ in. `table` is that of a link that belongs to no VRF. */
type KernelRoute = Pick<Route, "family" | "type" | "destination" | "table" | "scope" | "metric"> & {
  readonly source: IpAddress | undefined;
};

/** Out of the link, in the table of its VRF where it has one (l3mdev_fib_table); down where the link has no carrier. */
export function kernelRoute({ draft }: Transaction, link: Link, of: KernelRoute): Route {
  return {
    family: of.family,
    type: of.type,
    destination: of.destination,
    table: l3TableOf(draft.links, link) ?? of.table,
    tos: 0,
    protocol: PROTO.kernel,
    scope: of.scope,
    prefSource: of.source,
    metric: of.metric,
    nextHops: [
      {
        link: link.id,
        via: undefined,
        onlink: false,
        weight: 1,
        linkDown: of.type !== "local" && of.type !== "anycast" && !link.carrier,
        dead: false,
      },
    ],
    metrics: NO_METRICS,
    preference: "medium",
  };
}
