/**
 * What the kernel makes of requests about labels (mpls_route_add, mpls_route_del, find_outdev and resize_platform_label_table of
 * net/mpls/af_mpls.c, mpls_build_state of mpls_iptunnel.c).
 *
 * Same as Linux: which labels there may be, ways that are found by the routes of IP, the words of errors.
 */
import type { KernelError } from "../errors.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { FIRST_LABEL, IMPLICIT_NULL, type MplsEncap, type MplsHop, type MplsRoute } from "../model/mpls.ts";
import { PROTO } from "../model/route.ts";
import { ok, type Result } from "../result.ts";
import { lookupFib } from "./fib.ts";
import type { MplsHopSpec, MplsModule, MplsRouteAdd, MplsRouteDelete, MplsRouteSpec } from "./mpls.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** mpls_router comes when somebody asks for what needs it (lwtunnel_build_state). */
function loadMpls(tx: Transaction, netns: NetnsId): void {
  setLoaded(tx, netns, true);
}

/** Of all namespaces of the machine. */
function setLoaded(tx: Transaction, netns: NetnsId, loaded: boolean): void {
  const { host, mplsLoaded = false } = tx.netns(netns);
  if (mplsLoaded === loaded) return;
  for (const each of Object.values(tx.draft.netns)) if (each.host === host) tx.ownNetns(each.id).mplsLoaded = loaded;
}

export function mplsModule(tx: Transaction, caller: Caller, op: MplsModule): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  setLoaded(tx, here.value, op.loaded);
  return DONE;
}

/** nla_get_labels: what may be put on. */
function checkLabels(labels: readonly number[]): Outcome {
  return labels.includes(IMPLICIT_NULL)
    ? refuse("EINVAL", "Implicit NULL Label (3) can not be used in encapsulation")
    : DONE;
}

export function checkEncap(tx: Transaction, netns: NetnsId, { labels }: MplsEncap): Outcome {
  loadMpls(tx, netns);
  return checkLabels(labels);
}

/** mpls_label_ok. */
function checkLabel(tx: Transaction, netns: NetnsId, label: number): Outcome {
  if (label < FIRST_LABEL) return refuse("EINVAL", "Invalid label - must be MPLS_LABEL_FIRST_UNRESERVED or higher");
  const labels = Number(tx.netns(netns).sysctls["mpls.platform_labels"] ?? 0);
  return label >= labels ? refuse("EINVAL", "Label >= configured maximum in platform_labels") : DONE;
}

/** find_outdev. */
function outLink(tx: Transaction, netns: NetnsId, { device, via }: MplsHopSpec): Result<Link, KernelError> {
  if (device !== undefined) return resolveLink(tx, netns, device);
  if (!via || via.family === "link") return refuse("ENODEV");
  const answer = lookupFib(tx, netns, via.family, { destination: via.host });
  const link = answer?.hop?.link === undefined ? undefined : tx.findLink(answer.hop.link);
  return link ? ok(link) : refuse("ENETUNREACH");
}

function hopsOf(tx: Transaction, netns: NetnsId, { hops }: MplsRouteSpec): Result<readonly MplsHop[], KernelError> {
  const made: MplsHop[] = [];
  for (const spec of hops) {
    const link = outLink(tx, netns, spec);
    if (!link.ok) return link;
    made.push({ labels: spec.labels ?? [], ...(spec.via && { via: spec.via }), link: link.value.id });
  }
  return ok(made);
}

export function mplsRouteAdd(tx: Transaction, caller: Caller, { netns: ref, mode, route }: MplsRouteAdd): Outcome {
  const here = resolveNetns(caller, ref);
  if (!here.ok) return here;
  const netns = here.value;
  if (!tx.netns(netns).mplsLoaded) return refuse("EOPNOTSUPP");
  for (const { labels = [] } of route.hops) {
    const checked = checkLabels(labels);
    if (!checked.ok) return checked;
  }
  const fits = checkLabel(tx, netns, route.label);
  if (!fits.ok) return fits;
  if (mode === "append") return refuse("EINVAL", "MPLS does not support route append");
  const before = tx.netns(netns).mplsRoutes ?? [];
  const known = before.find(({ label }) => label === route.label);
  if (known && mode !== "replace" && mode !== "change") return refuse("EEXIST");
  if (!known && mode === "change") return refuse("ENOENT");
  const hops = hopsOf(tx, netns, route);
  if (!hops.ok) return hops;
  const made: MplsRoute = {
    label: route.label,
    hops: hops.value,
    protocol: route.protocol ?? PROTO.boot,
    ...(route.ttlPropagate !== undefined && { ttlPropagate: route.ttlPropagate }),
    several: route.several ?? false,
  };
  store(tx, netns, [...before.filter((each) => each !== known), made]);
  return DONE;
}

function store(tx: Transaction, netns: NetnsId, routes: readonly MplsRoute[]): void {
  const own = tx.ownNetns(netns);
  if (routes.length === 0) delete own.mplsRoutes;
  else own.mplsRoutes = routes.toSorted((a, b) => a.label - b.label);
}

/** That there was none is not told. */
export function mplsRouteDelete(tx: Transaction, caller: Caller, op: MplsRouteDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  if (!tx.netns(here.value).mplsLoaded) return refuse("EOPNOTSUPP");
  const fits = checkLabel(tx, here.value, op.label);
  if (!fits.ok) return fits;
  keepRoutes(tx, here.value, ({ label }) => label !== op.label);
  return DONE;
}

function keepRoutes(tx: Transaction, netns: NetnsId, keeps: (route: MplsRoute) => boolean): void {
  const before = tx.netns(netns).mplsRoutes;
  if (before && !before.every(keeps)) store(tx, netns, before.filter(keeps));
}

/** resize_platform_label_table: labels beyond the last one have no routes. */
export function limitLabels(tx: Transaction, netns: NetnsId, count: number): void {
  keepRoutes(tx, netns, ({ label }) => label < count);
}

/** mpls_ifdown of a link that ends: ways over it go, and routes that have no other. */
export function forgetMplsLink(tx: Transaction, netns: NetnsId, link: LinkId): void {
  const before = tx.netns(netns).mplsRoutes;
  if (!before?.some(({ hops }) => hops.some((hop) => hop.link === link))) return;
  const left = before.map((route) => ({ ...route, hops: route.hops.filter((hop) => hop.link !== link) }));
  store(
    tx,
    netns,
    left.filter(({ hops }) => hops.length > 0),
  );
}
