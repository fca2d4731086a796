/**
 * `ip route`, `ip address` and `ip rule` `save`, `restore` and `showdump` (ip/iproute.c, ip/ipaddress.c, ip/iprule.c): a
 * number that says of what the dump is, then the kernel's messages as they came.
 *
 * Same as Linux: every octet but numbers of messages and processes, and when addresses were made.
 */
import type { Family } from "../../../address/prefix.ts";
import { type KernelError, kernelError } from "../../../errors.ts";
import type { Route } from "../../../model/route.ts";
import { type NetnsRef, SELF } from "../../../operation/netns-ref.ts";
import type { Operation } from "../../../operation/operation.ts";
import { routeSpecOf } from "../../../operation/remake.ts";
import { concat } from "../../../wire/bytes.ts";
import * as nl from "../../../wire/netlink.ts";
import { Output } from "../../output.ts";
import { printAddress, selectAddresses } from "../address-print.ts";
import type { DumpCommand, DumpOf, IpOptions } from "../command.ts";
import { selectLinks } from "../link-print.ts";
import { printRoute, selectRoutes } from "../route-print.ts";
import { selectRules } from "../rule-print.ts";
import { type IpHost, missingTable, netlinkError, type Outcome } from "../run.ts";
import type { View } from "../view.ts";
import { emitAddress, parseAddress, RTM_NEWADDR } from "./address.ts";
import { emitRoute, parseRoute, RTM_NEWROUTE, withIndexes } from "./route.ts";
import { emitRule, parseRule, RTM_NEWRULE } from "./rule.ts";

/** What a dump begins with, and how the programs end that find something else. */
const KINDS = {
  route: { magic: 0x45311224, mismatch: 1, broken: 2, noun: "route" },
  address: { magic: 0x47361222, mismatch: 255, broken: 255, noun: "address" },
  rule: { magic: 0x71706986, mismatch: 255, broken: 255, noun: "rule" },
} as const;

const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

function familyIn({ family }: IpOptions): Family | undefined {
  return family === "link" ? undefined : family;
}

/** `save`: what goes to standard output, and what there is to say. */
export function saveDump(
  view: View,
  options: IpOptions,
  command: Extract<DumpCommand, { verb: "save" }>,
  header: { readonly sequence: number; readonly pid: number },
): { readonly bytes: Uint8Array; readonly outcome: Outcome } {
  const { magic } = KINDS[command.of];
  const family = familyIn(options);
  const messages = (type: number, filtered: boolean, bodies: readonly Uint8Array[]) => {
    const flags = nl.NLM_F.multi | (filtered ? nl.NLM_F.dumpFiltered : 0);
    return concat(nl.u32(magic), ...bodies.map((body) => nl.message({ type, flags, ...header }, body)));
  };
  switch (command.of) {
    case "route": {
      const { filter } = command;
      const missing = missingTable(view, filter.table, family ?? "inet");
      if (missing)
        return { bytes: nl.u32(magic), outcome: { ...DONE, stderr: `${missing}Dump terminated\n`, status: 2 } };
      const filtered = filter.table !== 0 || filter.device !== undefined || filter.protocol !== undefined;
      const routes = selectRoutes(view, filter, family).map((route) => emitRoute(view, route));
      return { bytes: messages(RTM_NEWROUTE, filtered, routes), outcome: DONE };
    }
    case "address": {
      // What the kernel can be asked for, and no more of the filter.
      const { device } = command.filter;
      const filter = { flags: [], ...(device !== undefined && { device }) };
      const links = selectLinks(view, filter);
      const of = (one: Family) =>
        family !== undefined && family !== one
          ? []
          : links.flatMap((link) => selectAddresses(link, filter, one).map((inet) => emitAddress(view, link, inet)));
      const bodies = [...of("inet"), ...of("inet6")];
      return { bytes: messages(RTM_NEWADDR, filter.device !== undefined, bodies), outcome: DONE };
    }
    case "rule":
      return {
        bytes: messages(
          RTM_NEWRULE,
          false,
          selectRules(view, {}, family).map((rule) => emitRule(view, rule)),
        ),
        outcome: DONE,
      };
  }
}

/** route_dump_check_magic and kin. */
function checkMagic(of: DumpOf, bytes: Uint8Array): Outcome | undefined {
  const { magic, mismatch } = KINDS[of];
  const whole = bytes.length >= 4;
  const found = whole ? nl.read(bytes, 0, 4) : 0;
  if (found === magic) return undefined;
  return {
    ...DONE,
    stderr: `Magic mismatch (${whole ? 1 : 0} elems, ${found.toString(16)} magic)\n`,
    status: mismatch,
  };
}

/** Why a dump cannot be read from here, before anything is. */
export function refuseInput(of: DumpOf, terminal: boolean): Outcome | undefined {
  const { noun, mismatch } = KINDS[of];
  if (!terminal) return undefined;
  const from = of === "rule" ? "stdin" : "a terminal";
  return { ...DONE, stderr: `Can't restore ${noun} dump from ${from}\n`, status: mismatch };
}

/** @param seekable routes are read three times over, which a pipe does not allow */
export function restoreDump(
  host: Pick<IpHost, "view" | "apply">,
  options: IpOptions,
  of: DumpOf,
  bytes: Uint8Array,
  seekable: boolean,
): Outcome {
  const wrong = checkMagic(of, bytes);
  if (wrong) return wrong;
  if (of === "route" && !seekable) return { ...DONE, stderr: "Failed to restore: ftell: Illegal seek\n", status: 1 };
  const { broken } = KINDS[of];
  const { messages, problem } = nl.messages(bytes, 4);
  const netns: NetnsRef = options.netns === undefined ? SELF : { by: "name", name: options.netns };
  let stderr = "";
  /** Goes on after what is there already. */
  const goesOn = (operation: Operation | KernelError): boolean => {
    const error = "kind" in operation ? failure(host, operation) : operation;
    if (error) stderr += netlinkError(error);
    return !error || error.errno === "EEXIST";
  };
  for (const round of of === "route" ? [0, 1, 2] : [0]) {
    for (const { body } of messages) {
      const operation = operationOf(host.view(), of, body, round, netns);
      if (operation && !goesOn(operation)) return { ...DONE, stderr, status: broken };
    }
    if (problem !== undefined) return { ...DONE, stderr: stderr + problem, status: broken };
  }
  return { ...DONE, stderr };
}

function failure(host: Pick<IpHost, "apply">, operation: Operation): KernelError | undefined {
  const result = host.apply(operation);
  return result.ok ? undefined : result.error;
}

/** fib_check_nh, fib6_nh_init: a next hop by way of a device that is not here. */
function withoutDevice({ family, nextHops }: Route): KernelError {
  const byGateway = family === "inet" && nextHops.some(({ link, via }) => link !== undefined && link < 0 && via);
  return byGateway ? kernelError("ENETUNREACH", "Nexthop has invalid gateway") : kernelError("ENODEV");
}

/** rtm_to_fib_config, fib_get_nhs: what the kernel says itself of a hop nobody may say to it. */
function asleepHops({ family, nextHops }: Route): KernelError | undefined {
  if (family !== "inet" || !nextHops.some(({ linkDown, dead }) => linkDown || dead)) return undefined;
  const where = nextHops.length > 1 ? "flags for nexthop" : "rtm_flags";
  return kernelError("EINVAL", `Invalid ${where} - can not contain DEAD or LINKDOWN`);
}

/** What a message asks for when it is sent back to the kernel. */
function operationOf(
  view: View,
  of: DumpOf,
  body: Uint8Array,
  round: number,
  netns: NetnsRef,
): Operation | KernelError | undefined {
  switch (of) {
    case "route": {
      const read = parseRoute(view, body);
      if (!read) return kernelError("EINVAL");
      if (read.round !== round) return undefined;
      const asleep = asleepHops(read.route);
      if (asleep) return asleep;
      if (read.missing.length > 0) return withoutDevice(read.route);
      const { expiresMicros: _, ...route } = read.route;
      return { kind: "routeAdd", netns, mode: "prepend", route: routeSpecOf(view.config, route, true) };
    }
    case "address": {
      const read = parseAddress(view, body);
      if (!read) return kernelError("EINVAL");
      if (read.spec) return { kind: "addressAdd", netns, mode: "add", address: read.spec };
      const inet = read.inet.family === "inet";
      return kernelError("ENODEV", inet ? "ipv4: Device not found" : "ipv6: Unable to find the interface");
    }
    case "rule": {
      const rule = parseRule(body);
      return rule ? { kind: "ruleAdd", netns, rule, twice: true } : kernelError("EINVAL");
    }
  }
}

/** `showdump`. */
export function showDump(view: View, options: IpOptions, of: "route" | "address", bytes: Uint8Array): Outcome {
  const wrong = checkMagic(of, bytes);
  if (wrong) return wrong;
  const { messages, problem } = nl.messages(bytes, 4);
  const out = new Output({ oneline: options.oneline });
  if (of === "address") {
    out.openObject();
    out.openList("addr_info");
  }
  for (const { body } of messages) {
    if (of === "route") {
      const read = parseRoute(view, body);
      if (read) printRoute(out, withIndexes(view), read.route, options, { table: 0, cached: false });
      continue;
    }
    const read = parseAddress(view, body);
    if (!read) continue;
    const { ifindex, inet } = read;
    printAddress(out, { ifindex, name: `if${ifindex}` }, inet, view, options, options.oneline, ifindex);
  }
  if (of === "address") out.close().close();
  const json = of === "address" && options.json;
  const ended = { stderr: problem ?? "", status: problem === undefined ? 0 : KINDS[of].broken };
  return { stdout: json ? out.asJson(options.pretty) : out.asText, ...ended };
}
