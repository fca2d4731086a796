/**
 * What the kernel does when it is asked: one operation on a world. Everything is checked before anything is changed, so
 * that after an error the configuration is as it was; all but `ip link set`, which keeps what came before the refusal.
 */

import type { Ipv6 } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import { type KernelError, kernelError } from "../errors.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import type { Bpdu, StpTimer } from "../model/stp.ts";
import type { World } from "../model/world.ts";
import { err, ok, type Result } from "../result.ts";
import type { RouterAdvertisement } from "../wire/frame.ts";
import type { Lacpdu } from "../wire/lacp.ts";
import { actionAdd, actionDelete, actionFlush } from "./action-change.ts";
import { addressAdd, addressDelete, expireAddress } from "./address-change.ts";
import { addressLabelChange } from "./address-label-change.ts";
import { arpRound } from "./bond-arp.ts";
import { monitorBond, resendGroups } from "./bond-monitor.ts";
import { bridgeAdd, bridgeDelete, bridgePortAdd, bridgePortDelete, bridgePortSet, bridgeSet } from "./bridge-change.ts";
import { fdbChange, fdbFlush } from "./bridge-fdb.ts";
import { advancePort, portIds } from "./bridge-port.ts";
import { vlanChange } from "./bridge-vlan.ts";
import { cleanUpFdb } from "./fdb-cleanup.ts";
import { featuresSet } from "./feature-set.ts";
import { chainAdd, chainDelete } from "./filter-chains.ts";
import { filterAdd, filterDelete } from "./filter-change.ts";
import { changeMembership } from "./group-membership.ts";
import { beginDadAgain, completeDad, passUnasked } from "./inet6.ts";
import { addressTaken } from "./inet6-link.ts";
import { lacpRound, receiveLacpdu } from "./lacp.ts";
import { linkAdd } from "./link-add.ts";
import { linkDelete } from "./link-delete.ts";
import { linkSet } from "./link-set.ts";
import { linkWatchTimer, syncLink } from "./link-watch.ts";
import { expireGroups, groupAsked, learnGroups, mdbChange, type Report } from "./mdb.ts";
import { mplsModule, mplsRouteAdd, mplsRouteDelete } from "./mpls-change.ts";
import { neighborAdd, neighborDelete } from "./neighbor-change.ts";
import { createNetns, destroyNetns, netnsSetId } from "./netns-change.ts";
import { balanceBuckets, nexthopAdd, nexthopDelete } from "./nexthop-change.ts";
import type { Caller, Change, Operation } from "./operation.ts";
import { qdiscAdd, qdiscDelete } from "./qdisc-change.ts";
import { classAdd, classDelete } from "./qdisc-class.ts";
import { startQuerier } from "./querier.ts";
import { routeAdd, routeDelete } from "./route-change.ts";
import { routeCollectorTimer } from "./route-expiry.ts";
import { receiveAdvertisement, routerIsHost } from "./router-advertisement.ts";
import { ruleAdd, ruleDelete } from "./rule-change.ts";
import { receiveBpdu, stpTimer } from "./stp-events.ts";
import { sysctlSet } from "./sysctl-set.ts";
import { tokenSet } from "./token-set.ts";
import { DONE, type Outcome, Transaction } from "./transaction.ts";
import { tunnelAdd, tunnelChange, tunnelDelete } from "./tunnel-change.ts";
import type { TuntapSpec } from "./tuntap.ts";
import { closeTuntap, openTuntap, tuntapAdd, tuntapDelete } from "./tuntap-change.ts";
import { vlanGlobalSet, vlanSet } from "./vlan-options.ts";
import { ageEntry } from "./vxlan-fdb.ts";
import { vniChange } from "./vxlan-vni.ts";

export { createHost, plugCard } from "./netns-change.ts";

/**
 * Applies an operation in the open draft of the world. Answers with what changed, in the order in which rtnetlink would
 * tell it, or with the kernel's error; what a link was changed in before that stays (`tx` has it). Without CAP_NET_ADMIN
 * everything is EPERM.
 */
export function apply(
  world: World,
  caller: Caller,
  op: Operation,
  tx = new Transaction(world),
): Result<readonly Change[], KernelError> {
  if (!caller.netAdmin) return err(kernelError("EPERM"));
  tx.byIoctl = caller.byIoctl ?? false;
  const outcome = dispatch(tx, caller, op);
  return outcome.ok ? ok(tx.changes) : outcome;
}

function dispatch(tx: Transaction, caller: Caller, op: Operation): Outcome {
  switch (op.kind) {
    case "linkAdd":
      return linkAdd(tx, caller, op);
    case "linkSet":
      return linkSet(tx, caller, op);
    case "linkDelete":
      return linkDelete(tx, caller, op);
    case "addressAdd":
      return addressAdd(tx, caller, op);
    case "addressDelete":
      return addressDelete(tx, caller, op);
    case "routeAdd":
      return routeAdd(tx, caller, op);
    case "routeDelete":
      return routeDelete(tx, caller, op);
    case "ruleAdd":
      return ruleAdd(tx, caller, op);
    case "ruleDelete":
      return ruleDelete(tx, caller, op);
    case "neighborAdd":
      return neighborAdd(tx, caller, op);
    case "neighborDelete":
      return neighborDelete(tx, caller, op);
    case "nexthopAdd":
      return nexthopAdd(tx, caller, op);
    case "nexthopDelete":
      return nexthopDelete(tx, caller, op);
    case "netnsCreate":
      createNetns(tx, op.host, caller.netns);
      return DONE;
    case "netnsDestroy":
      return destroyNetns(tx, op.id);
    case "netnsSetId":
      return netnsSetId(tx, caller, op);
    case "bridgeAdd":
      return bridgeAdd(tx, caller, op);
    case "bridgeDelete":
      return bridgeDelete(tx, caller, op);
    case "bridgePortAdd":
      return bridgePortAdd(tx, caller, op);
    case "bridgePortDelete":
      return bridgePortDelete(tx, caller, op);
    case "bridgePortSet":
      return bridgePortSet(tx, caller, op);
    case "bridgeSet":
      return bridgeSet(tx, caller, op);
    case "fdbChange":
      return fdbChange(tx, caller, op);
    case "fdbFlush":
      return fdbFlush(tx, caller, op);
    case "mdbChange":
      return mdbChange(tx, caller, op);
    case "vlanSet":
      return vlanSet(tx, caller, op);
    case "vlanGlobalSet":
      return vlanGlobalSet(tx, caller, op);
    case "vniChange":
      return vniChange(tx, caller, op);
    case "vlanChange":
      return vlanChange(tx, caller, op);
    case "qdiscAdd":
      return qdiscAdd(tx, caller, op);
    case "qdiscDelete":
      return qdiscDelete(tx, caller, op);
    case "classAdd":
      return classAdd(tx, caller, op);
    case "classDelete":
      return classDelete(tx, caller, op);
    case "mplsRouteAdd":
      return mplsRouteAdd(tx, caller, op);
    case "mplsRouteDelete":
      return mplsRouteDelete(tx, caller, op);
    case "mplsModule":
      return mplsModule(tx, caller, op);
    case "chainAdd":
      return chainAdd(tx, caller, op);
    case "chainDelete":
      return chainDelete(tx, caller, op);
    case "filterAdd":
      return filterAdd(tx, caller, op);
    case "filterDelete":
      return filterDelete(tx, caller, op);
    case "actionAdd":
      return actionAdd(tx, caller, op);
    case "actionDelete":
      return actionDelete(tx, caller, op);
    case "actionFlush":
      return actionFlush(tx, caller, op);
    case "tunnelAdd":
      return tunnelAdd(tx, caller, op);
    case "tunnelChange":
      return tunnelChange(tx, caller, op);
    case "tunnelDelete":
      return tunnelDelete(tx, caller, op);
    case "tuntapAdd":
      return tuntapAdd(tx, caller, op);
    case "tuntapDelete":
      return tuntapDelete(tx, caller, op);
    case "featuresSet":
      return featuresSet(tx, caller, op);
    case "addressLabelAdd":
    case "addressLabelDelete":
    case "addressLabelFlush":
      return addressLabelChange(tx, caller, op);
    case "tokenSet":
      return tokenSet(tx, caller, op);
    case "sysctlSet":
      return sysctlSet(tx, caller, op);
  }
}

/** What happens of itself, when a timer of the runtime is due or a packet tells: nobody asks, so nobody is refused. */
export type KernelEvent =
  | {
      readonly kind: "dadBegun" | "dadCompleted" | "dadFailed" | "dadUnasked";
      readonly link: LinkId;
      readonly address: Ipv6;
    }
  | { readonly kind: "addressLifetime"; readonly link: LinkId; readonly address: IpAddress }
  | { readonly kind: "routeExpiry"; readonly netns: NetnsId }
  | { readonly kind: "nexthopBuckets"; readonly netns: NetnsId; readonly id: number }
  | { readonly kind: "mdb" | "fdbCleanup"; readonly bridge: LinkId }
  | { readonly kind: "vxlanAge"; readonly link: LinkId; readonly key: string }
  | { readonly kind: "stp"; readonly link: LinkId; readonly timer: StpTimer; readonly expiresMicros: number }
  | { readonly kind: "linkWatch"; readonly link?: LinkId }
  | { readonly kind: "bond"; readonly link: LinkId; readonly atMicros: number }
  | { readonly kind: "bondGroups"; readonly link: LinkId; readonly left: number }
  | { readonly kind: "bondArp"; readonly link: LinkId; readonly since: number; readonly atMicros: number }
  | { readonly kind: "lacp"; readonly link: LinkId; readonly since: number; readonly atMicros: number }
  | { readonly kind: "lacpdu"; readonly link: LinkId; readonly pdu: Lacpdu }
  | ({ readonly kind: "listener" } & Report)
  | {
      readonly kind: "groupAsked";
      readonly bridge: LinkId;
      readonly group: IpAddress;
      readonly vlan: number;
      readonly delayMicros: number;
    }
  | { readonly kind: "membership"; readonly link: LinkId; readonly group: IpAddress; readonly joined: boolean }
  | { readonly kind: "querierGone"; readonly bridge: LinkId; readonly family: "inet" | "inet6" }
  | {
      readonly kind: "routerAdvertised";
      readonly link: LinkId;
      readonly router: Ipv6;
      readonly message: RouterAdvertisement;
      readonly part: "router" | "options";
    }
  | {
      readonly kind: "tunOpened";
      readonly netns: NetnsId;
      readonly spec: TuntapSpec;
      readonly by: { readonly pid: number; readonly name: string };
    }
  | { readonly kind: "tunClosed"; readonly link: LinkId }
  | { readonly kind: "routerIsHost"; readonly netns: NetnsId; readonly router: Ipv6 }
  | { readonly kind: "bpdu"; readonly link: LinkId; readonly bpdu: Bpdu };

/** Applies an event of the kernel's own in the open draft of the world. */
export function applyEvent(world: World, event: KernelEvent): readonly Change[] {
  const tx = new Transaction(world);
  switch (event.kind) {
    case "dadBegun":
      beginDadAgain(tx, event.link, event.address);
      break;
    case "dadCompleted":
      completeDad(tx, event.link, event.address);
      break;
    case "dadUnasked":
      passUnasked(tx, event.link, event.address);
      break;
    case "dadFailed":
      addressTaken(tx, event.link, event.address);
      break;
    case "addressLifetime":
      expireAddress(tx, event.link, event.address);
      break;
    case "routeExpiry":
      routeCollectorTimer(tx, event.netns);
      break;
    case "stp":
      if (event.timer === "forwardDelay") advancePort(tx, event.link, event.expiresMicros);
      else stpTimer(tx, event.link, event.timer, event.expiresMicros);
      break;
    case "linkWatch":
      if (event.link === undefined) linkWatchTimer(tx);
      else syncLink(tx, event.link);
      break;
    case "bond":
      monitorBond(tx, event.link, event.atMicros);
      break;
    case "bondGroups":
      resendGroups(tx, event.link, event.left);
      break;
    case "bondArp":
      arpRound(tx, event.link, event.since, event.atMicros);
      break;
    case "lacp":
      lacpRound(tx, event.link, event.since, event.atMicros);
      break;
    case "lacpdu":
      receiveLacpdu(tx, event.link, event.pdu);
      break;
    case "fdbCleanup":
      cleanUpFdb(tx, event.bridge);
      break;
    case "nexthopBuckets":
      balanceBuckets(tx, event.netns, event.id);
      break;
    case "vxlanAge":
      ageEntry(tx, event.link, event.key);
      break;
    case "mdb":
      expireGroups(tx, event.bridge);
      break;
    case "listener":
      learnGroups(tx, event);
      break;
    case "groupAsked":
      groupAsked(tx, event.bridge, event.group, event.vlan, event.delayMicros);
      break;
    case "membership":
      changeMembership(tx, event.link, event.group, event.joined);
      break;
    case "querierGone": {
      const bridge = tx.findLink(event.bridge);
      if (bridge) startQuerier(tx, bridge, portIds(tx, bridge), [event.family]);
      break;
    }
    case "tunOpened":
      openTuntap(tx, event.netns, event.spec, event.by);
      break;
    case "tunClosed":
      closeTuntap(tx, event.link);
      break;
    case "routerIsHost":
      routerIsHost(tx, event.netns, event.router);
      break;
    case "routerAdvertised":
      receiveAdvertisement(tx, event.link, event.router, event.message, event.part);
      break;
    case "bpdu":
      receiveBpdu(tx, event.link, event.bpdu);
      break;
  }
  return tx.changes;
}
