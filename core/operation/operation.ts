/**
 * Operations: one thing that a user can ask the kernel to do, as a typed value. They name devices and namespaces as the
 * user does; what the names mean is decided when the operation is applied, by whoever applies it.
 *
 * One file per noun beside this one holds the operation's type, its kernel semantics and its inverse.
 */
import type { NetnsId } from "../model/id.ts";
import type { Route } from "../model/route.ts";
import type { ActionOperation } from "./action.ts";
import type { AddressOperation } from "./address.ts";
import type { AddressLabelOperation } from "./address-label.ts";
import type { BridgeOperation } from "./bridge.ts";
import type { FeaturesSet } from "./feature.ts";
import type { FilterOperation } from "./filter.ts";
import type { LinkOperation } from "./link.ts";
import type { MplsOperation } from "./mpls.ts";
import type { NeighborOperation } from "./neighbor.ts";
import type { NetnsOperation } from "./netns.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { NexthopOperation } from "./nexthop.ts";
import type { ClassOperation, QdiscOperation } from "./qdisc.ts";
import type { RouteOperation } from "./route.ts";
import type { RuleOperation } from "./rule.ts";
import type { SysctlOperation } from "./sysctl.ts";
import type { TokenSet } from "./token.ts";
import type { TunnelOperation } from "./tunnel.ts";
import type { TuntapOperation } from "./tuntap.ts";

export type Operation =
  | LinkOperation
  | AddressOperation
  | RouteOperation
  | MplsOperation
  | RuleOperation
  | NeighborOperation
  | NetnsOperation
  | BridgeOperation
  | FeaturesSet
  | NexthopOperation
  | QdiscOperation
  | ClassOperation
  | FilterOperation
  | ActionOperation
  | SysctlOperation
  | TunnelOperation
  | TokenSet
  | AddressLabelOperation
  | TuntapOperation;

/** Who asks: the caller's namespace and rights, and what namespace names mean to it. */
export interface Caller {
  readonly netns: NetnsId;
  /** CAP_NET_ADMIN over the namespace that is acted on. */
  readonly netAdmin: boolean;
  /** Undefined when there is no such name or process. */
  findNetns(ref: NetnsRef): NetnsId | undefined;
  /** It names devices to ioctls, which tell nobody of them, and has not asked rtnetlink before. */
  readonly byIoctl?: boolean;
}

/**
 * What an operation changed, as rtnetlink would notify it (`ip monitor`). `verb` is RTM_NEW* or RTM_DEL*. A list of
 * these is all that listeners get; they look the rest up in the configuration.
 */
export interface Change {
  readonly noun: "netns" | "link" | "address" | "route" | "rule" | "neighbor" | "fdb" | "mdb" | "sysctl" | "nexthop";
  readonly verb: "new" | "delete";
  readonly netns: NetnsId;
  /** LinkId, of an address that of its link, a route itself, or what else identifies the thing. */
  readonly subject: number | string | Route;
}
