/** One line of `bridge link` (bridge/link.c), two with `-d`. */
import type { BridgePort } from "../../model/bridge.ts";
import { type Link, linkFlags } from "../../model/link.ts";
import { portState } from "../ip/bridge-print.ts";
import { printPeerName } from "../ip/link-print.ts";
import { nameOf, type View } from "../ip/view.ts";
import type { Output } from "../output.ts";

/** `state` is what the bridge knows of it; undefined in messages about the device alone. */
export function printPort(out: Output, view: View, port: Link, state: BridgePort | undefined, details: boolean): void {
  out.openObject().field("ifindex", port.ifindex, `${port.ifindex}: `);
  const lower = printPeerName(out, view, port);
  printRest(out, view, port, linkFlags(view.config, port, lower), state, details);
}

/** The same of a message: what it stands on is `lower`, by the name and in the state that are remembered. */
export function printToldPort(
  out: Output,
  view: View,
  port: Link,
  state: BridgePort | undefined,
  details: boolean,
  lower: { readonly name: string; readonly up: boolean } | undefined,
): void {
  out.text(`${port.ifindex}: `);
  out.paint("ifname", lower === undefined ? `${port.name}: ` : `${port.name}@${lower.name}: `);
  const flags = linkFlags({ links: {} }, port);
  printRest(out, view, port, lower?.up === false ? [...flags, "M-DOWN"] : flags, state, details);
}

function printRest(
  out: Output,
  view: View,
  port: Link,
  flags: readonly string[],
  state: BridgePort | undefined,
  details: boolean,
): void {
  out.field("flags", flags, `<${flags.join(",")}> `);
  out.field("mtu", port.mtu, `mtu ${port.mtu} `);
  if (port.master !== undefined) out.field("master", nameOf(view, port.master), `master ${nameOf(view, port.master)} `);
  if (state) printState(out, state, details);
  out.text("\n").close();
}

function printState(out: Output, state: BridgePort, details: boolean): void {
  out.field("state", portState(state), `state ${portState(state)} `);
  out.field("priority", state.priority, `priority ${state.priority} `).field("cost", state.cost, `cost ${state.cost} `);
  if (details) {
    out.line().text("    ");
    const onOff = (key: string, value: boolean): void => {
      out.field(key, value, `${key} ${value ? "on" : "off"} `);
    };
    onOff("hairpin", state.hairpin);
    onOff("guard", state.guard);
    onOff("root_block", state.rootBlock);
    onOff("fastleave", state.fastLeave);
    onOff("learning", state.learning);
    onOff("flood", state.flood);
    onOff("mcast_flood", state.mcastFlood);
    onOff("bcast_flood", state.bcastFlood);
    out.field("mcast_router", state.mcastRouter, `mcast_router ${state.mcastRouter} `);
    onOff("mcast_to_unicast", state.mcastToUnicast);
    onOff("neigh_suppress", state.neighSuppress);
    onOff("vlan_tunnel", state.vlanTunnel);
    onOff("isolated", state.isolated);
    onOff("locked", state.locked);
  }
}
