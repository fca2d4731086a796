/**
 * Settings of bridges and of their ports, by their names on the command line (`ip link set type bridge`, `type
 * bridge_slave`, `bridge link set`, files below /sys/class/net/BR/bridge).
 */
import type { BridgePort, BridgeSettings } from "../model/bridge.ts";
import { PORT_STATE } from "../model/bridge.ts";
import type { Link } from "../model/link.ts";
import { isUp } from "../model/link.ts";
import { selectAllPorts, selectPortStates } from "./bridge-port.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

/** Name on the command line to field and the range the kernel takes (net/bridge/br_netlink.c, br_stp.c). */
const BRIDGE_NUMBERS: Readonly<Record<string, readonly [keyof BridgeSettings, number, number]>> = {
  // Times in hundredths of a second; limits of br_private.h. A forward delay has limits only with spanning tree on.
  forward_delay: ["forwardDelay", 0, 0xffffffff],
  hello_time: ["helloTime", 100, 1000],
  max_age: ["maxAge", 600, 4000],
  ageing_time: ["ageingTime", 0, 0xffffffff],
  priority: ["priority", 0, 65535],
  stp_state: ["stpState", 0, 1],
  group_fwd_mask: ["groupForwardMask", 0, 65535],
};
const BRIDGE_SWITCHES: Readonly<Record<string, keyof BridgeSettings>> = {
  vlan_filtering: "vlanFiltering",
  mcast_snooping: "mcastSnooping",
  nf_call_iptables: "nfCallIptables",
  nf_call_ip6tables: "nfCallIp6tables",
  nf_call_arptables: "nfCallArptables",
};
const PORT_NUMBERS: Readonly<Record<string, readonly [keyof BridgePort, number, number]>> = {
  state: ["state", 0, 4],
  priority: ["priority", 0, 63],
  cost: ["cost", 1, 65535],
  mcast_router: ["mcastRouter", 0, 3],
};
const PORT_SWITCHES: Readonly<Record<string, keyof BridgePort>> = {
  hairpin: "hairpin",
  guard: "guard",
  root_block: "rootBlock",
  fastleave: "fastLeave",
  mcast_fast_leave: "fastLeave",
  learning: "learning",
  flood: "flood",
  mcast_flood: "mcastFlood",
  bcast_flood: "bcastFlood",
  mcast_to_unicast: "mcastToUnicast",
  proxy_arp: "proxyArp",
  proxy_arp_wifi: "proxyArpWifi",
  neigh_suppress: "neighSuppress",
  vlan_tunnel: "vlanTunnel",
  isolated: "isolated",
  locked: "locked",
};

type Settings = Readonly<Record<string, number>>;

/** The fields that settings stand for, or the kernel's refusal. */
function read<T>(
  settings: Settings,
  numbers: Readonly<Record<string, readonly [keyof T, number, number]>>,
  switches: Readonly<Record<string, keyof T>>,
): { ok: true; fields: Partial<T> } | { ok: false; error: ReturnType<typeof refuse>["error"] } {
  const fields: Partial<Record<keyof T, number | boolean>> = {};
  for (const [name, value] of Object.entries(settings)) {
    const number = numbers[name];
    const flag = switches[name];
    if (number) {
      if (value < number[1] || value > number[2]) return refuse("ERANGE");
      fields[number[0]] = value;
    } else if (flag !== undefined) fields[flag] = value !== 0;
    else return refuse("EOPNOTSUPP");
  }
  return { ok: true, fields: fields as Partial<T> };
}

/** `ip link set DEV type bridge ...` and `type bridge_slave ...`. With `dry` only checks. */
export function applyBridgeSettings(
  tx: Transaction,
  link: Link,
  info: { readonly type: string; readonly settings: Settings },
  dry: boolean,
): Outcome {
  if (info.type === "bridge_slave") return setPort(tx, link, info.settings, dry);
  if (info.type !== link.kind.type || link.kind.type !== "bridge") return refuse("EOPNOTSUPP");
  return setBridge(tx, link, info.settings, dry);
}

const TIMERS = ["forwardDelay", "helloTime", "maxAge", "ageingTime"] as const;

/** Hundredths of a second that the kernel keeps in its ticks, of which there are 250 a second: odd ones lose one. */
function inJiffies(hundredths: number): number {
  return Math.floor((Math.floor(hundredths * 2.5) * 2) / 5);
}

export function setBridge(tx: Transaction, bridge: Link, settings: Settings, dry: boolean): Outcome {
  if (bridge.kind.type !== "bridge") return refuse("EOPNOTSUPP");
  // br_stp_set_bridge_priority takes sixteen bits of whatever it is given.
  const { priority } = settings;
  const masked = priority === undefined ? settings : { ...settings, priority: priority & 0xffff };
  const wanted = read<BridgeSettings>(masked, BRIDGE_NUMBERS, BRIDGE_SWITCHES);
  if (!wanted.ok) return wanted;
  const before = bridge.kind.settings;
  const next = { ...before, ...wanted.fields };
  if (next.stpState !== 0 && (next.forwardDelay < 200 || next.forwardDelay > 3000) && "forward_delay" in settings)
    return refuse("ERANGE");
  if (dry) return DONE;
  for (const timer of TIMERS) next[timer] = inJiffies(next[timer]);
  tx.changeLink(bridge, { kind: { ...bridge.kind, settings: next } });
  if (next.stpState !== before.stpState) selectAllPorts(tx, bridge.id);
  // br_stp_set_bridge_priority, changed or not.
  else if ("priority" in settings) selectPortStates(tx, bridge.id);
  tx.noteLink(bridge.id);
  return DONE;
}

export function setPort(tx: Transaction, link: Link, settings: Settings, dry: boolean): Outcome {
  if (!link.port || link.master === undefined) return refuse("EOPNOTSUPP");
  const wanted = read<BridgePort>(settings, PORT_NUMBERS, PORT_SWITCHES);
  if (!wanted.ok) return wanted;
  if (wanted.fields.state !== undefined) {
    const bridge = tx.link(link.master);
    // br_set_port_state: not while the kernel's own spanning tree decides; not on a port that does not work.
    if (bridge.kind.type === "bridge" && bridge.kind.settings.stpState === 1) return refuse("EBUSY");
    if ((!isUp(link) || !link.carrier) && wanted.fields.state !== PORT_STATE.disabled) return refuse("ENETDOWN");
  }
  if (dry) return DONE;
  tx.changeLink(link, { port: { ...link.port, ...wanted.fields } });
  tx.note("link", "new", link.netns, link.id, { noun: "port", link: tx.link(link.id) });
  return DONE;
}
