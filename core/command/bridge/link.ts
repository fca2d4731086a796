/** `bridge link` (bridge/link.c): the ports of bridges and their settings. */
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { type Args, matches, parseUnsigned } from "../args.ts";
import { deviceNamed, linksByArrival, type View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import { printPort } from "./port-print.ts";
import type { BridgeHost, BridgeOptions, BridgeRequest } from "./request.ts";

const LINK_USAGE = "Usage: bridge link { set dev DEV [ OPTION VALUE ]... | show [ dev DEV ] }\n";

/** Words of `bridge link set` that take on or off, and those that take a number. */
export const PORT_SWITCHES: Readonly<Record<string, string>> = {
  guard: "guard",
  hairpin: "hairpin",
  fastleave: "fastleave",
  root_block: "root_block",
  learning: "learning",
  flood: "flood",
  mcast_flood: "mcast_flood",
  bcast_flood: "bcast_flood",
  mcast_to_unicast: "mcast_to_unicast",
  neigh_suppress: "neigh_suppress",
  vlan_tunnel: "vlan_tunnel",
  isolated: "isolated",
  locked: "locked",
};
/** A port's settings as the words that `bridge link set` takes. */
export function bridgePortWords(settings: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(settings).flatMap(([word, value]) => [
    word,
    Object.hasOwn(PORT_SWITCHES, word) ? (value === 0 ? "off" : "on") : String(value),
  ]);
}

/** States of a port by their words, as they are numbered. */
export const PORT_STATES = ["disabled", "listening", "learning", "forwarding", "blocking"];

/** `bridge link`: prints, refuses, or says what is to be done. */
export function runLink({ args, host, options, netns, out }: BridgeRequest): Operation | undefined {
  const word = args.more ? args.take() : "show";
  if (matches(word, "set") || matches(word, "change")) return linkSet(args, host, netns);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) {
    let device: string | undefined;
    // Words that it does not know are passed over, as iproute2 does.
    while (args.more) {
      if (args.take() !== "dev") continue;
      const given = args.value();
      if (device !== undefined) args.duplicate("dev", given);
      device = given;
    }
    if (device !== undefined && !args.refusal && !host.names.device(device))
      args.refuse(255, `Cannot find device "${device}"\n`);
    if (!args.refusal) printPorts(out, host.view(), options, device);
  } else if (matches(word, "help")) args.refuse(255, LINK_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "bridge link help".\n`);
  return undefined;
}

/** parse_on_off, with the status that `bridge` makes of its errno. */
function onOff(args: Args, word: string): boolean {
  return args.oneOfOnOffElse(word, 234);
}

/** atoi(3) of glibc, by way of strtol(3): what is too big for a long is the greatest one, of which an int takes the lower half. */
function atoi(text: string): number {
  const digits = /^[+-]?\d+/.exec(text)?.[0];
  if (digits === undefined) return 0;
  const limit = 2n ** 63n;
  const value = BigInt(digits.replace(/^\+/, ""));
  return Number(BigInt.asIntN(32, value >= limit ? limit - 1n : value < -limit ? -limit : value));
}

function linkSet(args: Args, host: BridgeHost, netns: NetnsRef): Operation | undefined {
  const settings: Record<string, number> = {};
  let device: string | undefined;
  let self = false;
  let master = false;
  // Read by atoi(3) into a number of so many bits: a cost of 0 is none, and so is what is negative of the others.
  const number = (word: "cost" | "priority" | "mcast_router"): void => {
    const whole = atoi(args.value());
    if (word === "cost") {
      if (whole !== 0) settings[word] = whole >>> 0;
      return;
    }
    const value = word === "priority" ? (whole << 16) >> 16 : (whole << 24) >> 24;
    if (value >= 0) settings[word] = value;
  };
  while (args.more) {
    const word = args.take();
    if (word === "dev") device = args.value();
    else if (Object.hasOwn(PORT_SWITCHES, word)) {
      settings[PORT_SWITCHES[word] ?? word] = onOff(args, word) ? 1 : 0;
    } else if (word === "cost" || word === "priority" || word === "mcast_router") number(word);
    else if (word === "state") {
      const given = args.value();
      const named = PORT_STATES.indexOf(given);
      const state = named >= 0 ? named : parseUnsigned(given);
      if (state === undefined && !args.refusal) args.refuse(255, "Error: invalid STP port state\n");
      settings.state = state ?? 0;
    } else if (word === "self") self = true;
    else if (word === "master") master = true;
    else if (word === "nobackup_port") continue;
    else if (word === "learning_sync") onOff(args, word);
    else if (word === "hwmode") {
      // It is the device itself that has one.
      const mode = args.value();
      if (mode !== "vepa" && mode !== "veb") args.refuse(255, 'Mode argument must be "vepa" or "veb".\n');
      self = true;
      master = false;
    } else if (word === "backup_port") args.unmodelled("bridge link", word);
    else args.refuse(255, LINK_USAGE);
  }
  if (args.refusal) return undefined;
  if (device === undefined) args.refuse(255, "Device is a required argument.\n");
  else if (!host.names.device(device)) args.refuse(255, `Cannot find bridge device "${device}"\n`);
  if (args.refusal || device === undefined) return undefined;
  const target = deviceNamed(host.view(), device);
  // rtnl_bridge_setlink: a bridge itself is asked and does nothing, being no port of its own (br_setlink).
  if (self && !master && target?.kind.type === "bridge") return undefined;
  if (self || (target && target.port === undefined)) args.refuse(255, "RTNETLINK answers: Operation not supported\n");
  // A state past the last one is refused by the kernel, not by iproute2.
  if ((settings.state ?? 0) > 4) args.refuse(255, "RTNETLINK answers: Invalid argument\n");
  if (Object.keys(settings).length === 0) return undefined;
  return { kind: "bridgePortSet", netns, device: target?.name ?? device, settings };
}

/** Ports of bridges, one line each, two with `-d`. */
function printPorts(out: Output, view: View, options: BridgeOptions, device: string | undefined): void {
  for (const port of linksByArrival(view)) {
    if (!port.port || port.master === undefined) continue;
    if (device !== undefined && deviceNamed(view, device)?.id !== port.id) continue;
    printPort(out, view, port, port.port, options.details);
  }
}
