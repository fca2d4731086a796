/** `bridge vni` (bridge/vni.c): the networks of VXLAN interfaces that have several. */
import { formatIp, type IpAddress, isMulticast } from "../../address/prefix.ts";
import type { Link, Vni } from "../../model/link.ts";
import type { VniCounters } from "../../model/runtime.ts";
import type { VniChange } from "../../operation/bridge.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { type Args, atoi, type Names } from "../args.ts";
import { formatHost } from "../host-names.ts";
import { deviceNamed, linksByArrival, type View } from "../ip/view.ts";
import { takeAddress } from "../names.ts";
import type { Output } from "../output.ts";
import type { BridgeRequest } from "./request.ts";

const VNI_USAGE =
  "Usage: bridge vni { add | delete } vni VNI [ { group | remote } ADDRESS ] dev DEV\n" +
  "       bridge vni { show } [ dev DEV ]\n";

const HEADER = "dev               vni              group/remote   \n";
const NAME_WIDTH = 18;
const VNI_WIDTH = 14;
const BELOW = " ".repeat(19);

/** `5`, `5-7`, and several of them behind commas; what is no number is 0 (atoi). */
function vnisOf(list: string): VniChange["vnis"] {
  const parts = list.split(",").filter((part) => part !== "");
  return parts.map((part) => {
    const [first = "", last] = part.split(/-(.*)/, 2);
    const start = atoi(first) >>> 0;
    // An end of 0 is not sent.
    return { start, end: (last === undefined ? 0 : atoi(last) >>> 0) || start };
  });
}

/** Words it does not know are passed over, as vni_modify does. */
function parseChange(args: Args, names: Names, netns: NetnsRef, verb: VniChange["verb"]): VniChange | undefined {
  let device: string | undefined;
  let list: string | undefined;
  let remote: IpAddress | undefined;
  while (args.more && !args.refusal) {
    const word = args.take();
    if (word === "dev") device = args.value();
    else if (word === "vni") {
      const given = args.value();
      if (list !== undefined) args.invalid("duplicate vni", given);
      list = given;
    } else if (word === "group" || word === "remote") {
      if (remote !== undefined) {
        args.invalid("duplicate group", word);
        break;
      }
      const given = args.peek;
      remote = takeAddress(args, undefined);
      if (!args.refusal && word === "group" && !isMulticast(remote)) args.invalid("invalid group address", given);
    } else if (word === "help") args.refuse(255, VNI_USAGE);
  }
  if (args.refusal) return undefined;
  if (device === undefined || list === undefined) args.refuse(255, "Device and VNI ID are required arguments.\n");
  else if (!names.device(device)) args.refuse(255, `Cannot find vxlan device "${device}"\n`);
  if (args.refusal || device === undefined || list === undefined) return undefined;
  return { kind: "vniChange", netns, verb, device, vnis: vnisOf(list), ...(remote !== undefined && { remote }) };
}

/** The command line of a change, from the verb on. */
export function vniChangeWords({ verb, device, vnis, remote }: VniChange): readonly string[] {
  const list = vnis.map(({ start, end }) => (start === end ? String(start) : `${start}-${end}`)).join(",");
  const to = remote === undefined ? [] : [isMulticast(remote) ? "group" : "remote", formatIp(remote)];
  return [verb, "dev", device, "vni", list, ...to];
}

function show(args: Args, names: Names, view: () => View, out: Output, statistics: boolean): void {
  let device: string | undefined;
  while (args.more) {
    if (args.take() !== "dev") continue;
    if (device !== undefined) args.duplicate("dev", args.value());
    else device = args.value();
  }
  if (args.refusal) return;
  if (device !== undefined && !names.device(device)) {
    args.refuse(255, `Cannot find device "${device}"\n`);
    return;
  }
  out.text(HEADER);
  const here = view();
  const asked = device === undefined ? undefined : deviceNamed(here, device);
  if (asked && (asked.kind.type !== "vxlan" || !asked.kind.vnis)) {
    const problem =
      asked.kind.type === "vxlan" ? "RTNETLINK answers: Invalid argument" : "Error: The device is not a vxlan device.";
    args.refuse(1, `${problem}\nDump ternminated\n`);
    return;
  }
  for (const link of asked ? [asked] : linksByArrival(here)) printLink(out, here, link, statistics);
}

interface Range {
  readonly first: Vni;
  last: number;
}

/** Networks in a row with the same end are one line, unless they are counted (vxlan_vnifilter_dump_dev). */
function rangesOf(vnis: readonly Vni[], together: boolean): Range[] {
  const ranges: Range[] = [];
  for (const one of vnis) {
    const before = ranges.at(-1);
    if (together && before && one.vni === before.last + 1 && one.remote === before.first.remote) before.last = one.vni;
    else ranges.push({ first: one, last: one.vni });
  }
  return ranges;
}

/** One of an interface's networks as a message tells of it. */
export function printVni(out: Output, view: View, link: Link, vni: Vni): void {
  if (link.kind.type === "vxlan") printLink(out, view, { ...link, kind: { ...link.kind, vnis: [vni] } }, false);
}

function printLink(out: Output, view: View, { id, name, kind }: Link, statistics: boolean): void {
  if (kind.type !== "vxlan" || !kind.vnis || kind.vnis.length === 0) return;
  out.openObject().coloured("ifname", "ifname", name, name.padEnd(NAME_WIDTH)).openList("vnis");
  for (const [index, { first, last }] of rangesOf(kind.vnis, !statistics).entries()) {
    const { vni, remote } = first;
    out.openObject().text(index === 0 ? "" : " ".repeat(NAME_WIDTH));
    if (last === vni) out.field("vni", vni, ` ${String(vni).padEnd(VNI_WIDTH)}`);
    else out.field("vni", vni, ` ${vni}`).field("vniEnd", last, `-${String(last).padEnd(VNI_WIDTH)} `);
    if (remote !== undefined) {
      const word = isMulticast(remote) ? "group" : "remote";
      out.field(word, formatHost(remote), ` ${formatHost(remote)}`);
    }
    if (statistics) printStatistics(out, view.runtime.vnis.get(id)?.get(vni));
    out.text("\n").close();
  }
  out.text("\n").close().close();
}

function printStatistics(out: Output, counters: VniCounters | undefined): void {
  out.openObject("stats");
  for (const way of ["rx", "tx"] as const) {
    out.text(`\n${BELOW}${way.toUpperCase()}: `);
    for (const [word, key] of [
      ["bytes", `${way}Bytes`],
      ["pkts", `${way}Packets`],
      ["drops", `${way}Drops`],
      ["errors", `${way}Errors`],
    ] as const) {
      const value = counters?.[key] ?? 0;
      out.field(`${way}_${word}`, value, `${word} ${value} `);
    }
  }
  out.close();
}

/** `bridge vni`: prints, refuses, or says what is to be done. */
export function runVni({ args, host, options, netns, out }: BridgeRequest): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (word === "add" || word === "delete") return parseChange(args, host.names, netns, word);
  if (word === "show" || word === "lst" || word === "list")
    show(args, host.names, host.view, out, options.statistics > 0);
  else if (word === "help") args.refuse(255, VNI_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge vni help".\n`);
  return undefined;
}
