/**
 * What the bonding driver shows in /proc/net/bonding and below /sys/class/net (drivers/net/bonding/bond_procfs.c,
 * bond_sysfs.c, bond_sysfs_slave.c), and what may be written there.
 *
 * Same as Linux: texts, names, refusals. Absent: the churn of links, which is always monitored.
 */
import { formatIpv4, parseIpv4 } from "../../core/address/ipv4.ts";
import { parseUnsigned } from "../../core/command/args.ts";
import type { Errno } from "../../core/errors.ts";
import {
  BOND_MODE,
  BOND_OPTIONS,
  type Bond,
  type BondOption,
  type BondSlave,
  bondValue,
} from "../../core/model/bond.ts";
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import { activeAggregator, activePorts, type LacpParams } from "../../core/model/lacp.ts";
import type { Link } from "../../core/model/link.ts";
import { speedOf } from "../../core/model/link-speed.ts";
import type { KindSettings, LinkChanges } from "../../core/operation/link.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import type { Operation } from "../../core/operation/operation.ts";
import { err, ok } from "../../core/result.ts";
import { GeneratedDirectory, sysfsDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, GeneratedFile, type Inode, SysfsFile, SysfsLink } from "./inode.ts";
import { KERNEL } from "./release.ts";

function bondsOf(host: Host, netns: NetnsId): Link[] {
  const { links, netns: namespaces } = host.world.latest;
  const own = (namespaces[netns]?.byIndex.ids ?? []).flatMap((id) => links[id] ?? []);
  return own.filter(({ kind }) => kind.type === "bond");
}

export function hasBonding(host: Host): boolean {
  return host.world.runtime.modules.has("bonding");
}

/** /proc/net/bonding. */
export function procBonding(host: Host, netns: () => NetnsId): Directory {
  const named = (name: string) => bondsOf(host, netns()).find((bond) => bond.name === name);
  return new GeneratedDirectory(
    () => bondsOf(host, netns()).map(({ name }) => name),
    (name) => {
      const id = named(name)?.id;
      if (id === undefined) return undefined;
      return new GeneratedFile((viewer) => {
        const link = host.world.latest.links[id];
        return link ? ok(describe(host, link, viewer.credentials.capabilities.has("CAP_NET_ADMIN"))) : err("ENODEV");
      });
    },
    0o555,
  );
}

const MODE_NAMES = [
  "load balancing (round-robin)",
  "fault-tolerance (active-backup)",
  "load balancing (xor)",
  "fault-tolerance (broadcast)",
  "IEEE 802.3ad Dynamic link aggregation",
];
const STATUS: Readonly<Record<BondSlave["link"], string>> = {
  UP: "up",
  GOING_DOWN: "going down",
  DOWN: "down",
  GOING_BACK: "going back",
};

function word(option: BondOption["word"], value: number): string {
  return BOND_OPTIONS.find((each) => each.word === option)?.names?.[value] ?? String(value);
}

/** bond_info_show_master, bond_info_show_slave. */
function describe(host: Host, link: Link, privileged: boolean): string {
  const { links } = host.world.latest;
  if (link.kind.type !== "bond") return "";
  const bond = link.kind;
  const { params } = bond;
  const nameOf = (id: LinkId | undefined) => (id === undefined ? "None" : (links[id]?.name ?? "None"));
  const lines = [`Ethernet Channel Bonding Driver: v${KERNEL.release}`, ""];
  const failOver = params.mode === BOND_MODE.activeBackup && params.fail_over_mac !== 0;
  lines.push(
    `Bonding Mode: ${MODE_NAMES[params.mode]}${failOver ? ` (fail_over_mac ${word("fail_over_mac", params.fail_over_mac)})` : ""}`,
  );
  if (params.mode === BOND_MODE.xor || params.mode === BOND_MODE.lacp)
    lines.push(
      `Transmit Hash Policy: ${word("xmit_hash_policy", params.xmit_hash_policy)} (${params.xmit_hash_policy})`,
    );
  if (params.mode === BOND_MODE.activeBackup) {
    const reselect =
      bond.primary === undefined ? "" : ` (primary_reselect ${word("primary_reselect", params.primary_reselect)})`;
    lines.push(`Primary Slave: ${nameOf(bond.primary)}${reselect}`, `Currently Active Slave: ${nameOf(bond.active)}`);
  }
  lines.push(
    `MII Status: ${link.carrier ? "up" : "down"}`,
    `MII Polling Interval (ms): ${params.miimon}`,
    `Up Delay (ms): ${bondValue(params, "updelay")}`,
    `Down Delay (ms): ${bondValue(params, "downdelay")}`,
    `Peer Notification Delay (ms): ${bondValue(params, "peer_notify_delay")}`,
  );
  if (params.arp_interval > 0)
    lines.push(
      `ARP Polling Interval (ms): ${params.arp_interval}`,
      `ARP Missed Max: ${params.arp_missed_max}`,
      `ARP IP target/s (n.n.n.n form):${bond.arpTargets.map((each) => ` ${formatIpv4(each)}`).join(",")}`,
      `NS IPv6 target/s (xx::xx form):${bond.nsTargets.map((each) => ` ${each}`).join(",")}`,
    );
  if (params.mode === BOND_MODE.lacp) lines.push(...describeLacp(host, link, bond, privileged));
  for (const id of bond.slaves) {
    const slave = links[id];
    if (slave?.bondSlave) lines.push(...describeSlave(host, bond, slave, slave.bondSlave, privileged));
  }
  return `${lines.join("\n")}\n`;
}

function describeLacp(host: Host, link: Link, { params, slaves }: Bond, privileged: boolean): string[] {
  const lacp = host.world.runtime.bonds.get(link.id)?.lacp;
  const lines = [
    "",
    "802.3ad info",
    `LACP active: ${word("lacp_active", params.lacp_active)}`,
    `LACP rate: ${word("lacp_rate", params.lacp_rate)}`,
    `Min links: ${params.min_links}`,
    `Aggregator selection policy (ad_select): ${word("ad_select", params.ad_select)}`,
  ];
  if (!privileged) return lines;
  const actor = lacp?.slaves.get(slaves[0] as LinkId)?.port.actor;
  lines.push(
    `System priority: ${actor?.systemPriority ?? 0}`,
    `System MAC address: ${actor?.system ?? "00:00:00:00:00:00"}`,
  );
  const active = activeAggregator(lacp);
  if (!lacp || !active) return [...lines, `bond ${link.name} has no active aggregator`];
  return [
    ...lines,
    "Active Aggregator Info:",
    `\tAggregator ID: ${active.id}`,
    `\tNumber of ports: ${activePorts(lacp, active)}`,
    `\tActor Key: ${active.actorKey}`,
    `\tPartner Key: ${active.partnerKey}`,
    `\tPartner Mac Address: ${active.partnerSystem}`,
  ];
}

function describeSlave(host: Host, bond: Bond, link: Link, slave: BondSlave, privileged: boolean): string[] {
  const speed = speedOf(host.world.latest.links, link);
  const lines = [
    "",
    `Slave Interface: ${link.name}`,
    `MII Status: ${STATUS[slave.link]}`,
    speed === undefined ? "Speed: Unknown" : `Speed: ${speed} Mbps`,
    speed === undefined ? "Duplex: Unknown" : "Duplex: full",
    `Link Failure Count: ${slave.failures}`,
    `Permanent HW addr: ${slave.permanentMac}`,
    `Slave queue ID: ${slave.queueId}`,
  ];
  if (bond.params.mode !== BOND_MODE.lacp || link.master === undefined) return lines;
  const lacp = host.world.runtime.bonds.get(link.master)?.lacp;
  const port = lacp?.slaves.get(link.id)?.port;
  const aggregator = port?.aggregator === undefined ? undefined : lacp?.slaves.get(port.aggregator)?.aggregator;
  if (!port || !aggregator) return [...lines, "Aggregator ID: N/A"];
  lines.push(
    `Aggregator ID: ${aggregator.id}`,
    "Actor Churn State: monitoring",
    "Partner Churn State: monitoring",
    "Actor Churned Count: 0",
    "Partner Churned Count: 0",
  );
  if (!privileged) return lines;
  return [...lines, ...describeEnd("actor", port.actor), ...describeEnd("partner", port.partner)];
}

function describeEnd(end: "actor" | "partner", params: Readonly<LacpParams>): string[] {
  return [
    `details ${end} lacp pdu:`,
    `    system priority: ${params.systemPriority}`,
    `    system mac address: ${params.system}`,
    `    ${end === "actor" ? "port" : "oper"} key: ${params.key}`,
    `    port priority: ${params.portPriority}`,
    `    port number: ${params.portNumber}`,
    `    port state: ${params.state}`,
  ];
}

type Write = (text: string, link: Link) => Errno | undefined;

function changing(host: Host, link: Link, operation: Operation): Errno | undefined {
  const done = host.applyAs(host.kernelCaller(link.netns), operation);
  return done.ok ? undefined : done.error.errno;
}

function setting(host: Host, link: Link, settings: KindSettings, type = "bond"): Errno | undefined {
  const info = { type, settings };
  return changing(host, link, { kind: "linkSet", netns: SELF, device: link.name, changes: {}, info });
}

/** /sys/class/net/bonding_masters: `+NAME` makes a bond, `-NAME` ends one. */
export function bondingMasters(host: Host, netns: NetnsId): Inode {
  return new SysfsFile(
    () => {
      const names = bondsOf(host, netns).map(({ name }) => name);
      return ok(names.length === 0 ? "" : `${names.join(" ")}\n`);
    },
    {},
    (text, viewer) => {
      if (!viewer.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
      const name = text.trim().slice(1);
      const caller = host.kernelCaller(netns);
      if (text.startsWith("+") && name !== "") {
        const info = { type: "bond", settings: {} } as const;
        const made = host.applyAs(caller, { kind: "linkAdd", netns: SELF, link: { name }, info });
        return made.ok ? undefined : made.error.errno;
      }
      if (!text.startsWith("-") || name === "") return "EPERM";
      if (!bondsOf(host, netns).some((bond) => bond.name === name)) return "ENODEV";
      const ended = host.applyAs(caller, { kind: "linkDelete", netns: SELF, device: name });
      return ended.ok ? undefined : ended.error.errno;
    },
  );
}

const OTHER_NAMES: Readonly<Record<string, string>> = { peer_notify_delay: "peer_notif_delay" };
const ONLY_LACP: ReadonlySet<string> = new Set(["ad_actor_sys_prio", "ad_user_port_key"]);

/** /sys/class/net/BOND/bonding. */
export function bondEntries(host: Host, id: LinkId): Record<string, Inode> {
  const now = (): { readonly link: Link; readonly bond: Bond } | undefined => {
    const link = host.world.latest.links[id];
    return link?.kind.type === "bond" ? { link, bond: link.kind } : undefined;
  };
  const nameOf = (link: LinkId | undefined) => (link === undefined ? "" : (host.world.latest.links[link]?.name ?? ""));
  const line = (text: string) => (text === "" ? "" : `${text}\n`);
  const file = (read: (bond: Bond, link: Link) => string, write?: Write): Inode =>
    new SysfsFile(
      () => {
        const present = now();
        return present ? ok(read(present.bond, present.link)) : err("ENODEV");
      },
      {},
      write &&
        ((text, viewer) => {
          const present = now();
          if (!present) return "ENODEV";
          return viewer.credentials.capabilities.has("CAP_NET_ADMIN") ? write(text.trim(), present.link) : "EPERM";
        }),
    );
  const lacp = () => host.world.runtime.bonds.get(id)?.lacp;
  const aggregator = (read: (of: NonNullable<ReturnType<typeof activeAggregator>>) => string | number) =>
    file((bond) => {
      const active = bond.params.mode === BOND_MODE.lacp ? activeAggregator(lacp()) : undefined;
      return active ? `${read(active)}\n` : "";
    });
  const entries: Record<string, Inode> = {
    slaves: file(
      (bond) => line(bond.slaves.map(nameOf).join(" ")),
      (text, link) => writeSlaves(host, link, text),
    ),
    active_slave: file(
      (bond) => line(bond.params.mode === BOND_MODE.activeBackup ? nameOf(bond.active) : ""),
      (text, link) => setting(host, link, { active_slave: text }),
    ),
    primary: file(
      (bond) => line(nameOf(bond.primary)),
      (text, link) => setting(host, link, { primary: text }),
    ),
    arp_ip_target: file(
      (bond) => line(bond.arpTargets.map(formatIpv4).join(" ")),
      (text, link) => writeTarget(host, link, text),
    ),
    queue_id: file(
      (bond) => line(bond.slaves.map((each) => `${nameOf(each)}:${queueOf(host, each)}`).join(" ")),
      (text) => writeQueue(host, now()?.bond.slaves ?? [], text),
    ),
    mii_status: file((_, link) => (link.carrier ? "up\n" : "down\n")),
    ad_actor_system: file(
      (bond) => line(bond.params.mode === BOND_MODE.lacp ? bond.adActorSystem : ""),
      (text, link) => setting(host, link, { ad_actor_system: text }),
    ),
    ad_aggregator: aggregator((of) => of.id),
    ad_num_ports: aggregator((of) => activePorts(lacp() as NonNullable<ReturnType<typeof lacp>>, of)),
    ad_actor_key: aggregator((of) => of.actorKey),
    ad_partner_key: aggregator((of) => of.partnerKey),
    ad_partner_mac: aggregator((of) => of.partnerSystem),
  };
  for (const option of BOND_OPTIONS) {
    const inode = file(
      ({ params }) => {
        if (ONLY_LACP.has(option.word) && params.mode !== BOND_MODE.lacp) return "";
        const value = bondValue(params, option.word);
        return option.names ? `${option.names[value]} ${value}\n` : `${value}\n`;
      },
      (text, link) => writeOption(host, link, option, text),
    );
    entries[OTHER_NAMES[option.word] ?? option.word] = inode;
    if (option.word === "num_grat_arp") entries["num_unsol_na"] = inode;
  }
  return { bonding: sysfsDirectory(Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))) };
}

/** bond_option_queue_id_set: `SLAVE:NUMBER`. */
function writeQueue(host: Host, slaves: readonly LinkId[], text: string): Errno | undefined {
  const [, name, queue] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  const slave = slaves.map((id) => host.world.latest.links[id]).find((each) => each?.name === name);
  if (!slave || queue === undefined) return "EPERM";
  return setting(host, slave, { queue_id: Number(queue) }, "bond_slave");
}

function queueOf(host: Host, id: LinkId): number {
  return host.world.latest.links[id]?.bondSlave?.queueId ?? 0;
}

/** BOND_MODE_ALB: the modes behind LACP are real and not modelled. */
const LAST_MODE = 6;

/** Below what any option takes. */
const NO_VALUE = -1;

/** bond_opt_parse: a name, `default`, or a number. What is none of them is refused behind what the bond's state refuses. */
function writeOption(host: Host, link: Link, option: BondOption, text: string): Errno | undefined {
  const named = option.names?.indexOf(text) ?? -1;
  const value = text === "default" ? option.initial : named >= 0 ? named : parseUnsigned(text);
  const absent = option.word === "mode" && value !== undefined && value > BOND_MODE.lacp && value <= LAST_MODE;
  return absent ? "EOPNOTSUPP" : setting(host, link, { [option.word]: value ?? NO_VALUE });
}

/** bond_option_slaves_set. */
function writeSlaves(host: Host, link: Link, text: string): Errno | undefined {
  const sign = text[0];
  const device = text.slice(1);
  if ((sign !== "+" && sign !== "-") || device === "") return "EPERM";
  const { links, netns } = host.world.latest;
  const id = netns[link.netns]?.names.get(device);
  const slave = id === undefined ? undefined : links[id];
  if (!slave) return "ENODEV";
  if (sign === "+" && slave.master !== undefined) return "EBUSY";
  if (sign === "-" && slave.master !== link.id) return "EINVAL";
  const changes: LinkChanges = { master: sign === "+" ? link.name : null };
  return changing(host, link, { kind: "linkSet", netns: SELF, device, changes });
}

/** bond_option_arp_ip_targets_set: `+ADDRESS`, `-ADDRESS`. */
function writeTarget(host: Host, link: Link, text: string): Errno | undefined {
  const address = parseIpv4(text.slice(1));
  if (link.kind.type !== "bond" || address === undefined || !/^[+-]/.test(text)) return "EPERM";
  const { arpTargets } = link.kind;
  const there = arpTargets.includes(address);
  if (there === text.startsWith("+")) return "EINVAL";
  const next = there ? arpTargets.filter((other) => other !== address) : [...arpTargets, address];
  return setting(host, link, { arp_ip_target: next.map(formatIpv4).join(",") });
}

/** /sys/class/net/SLAVE/bonding_slave. */
export function bondSlaveEntries(host: Host, id: LinkId): Record<string, Inode> {
  const show = (read: (slave: BondSlave) => string | number) =>
    new SysfsFile(() => {
      const slave = host.world.latest.links[id]?.bondSlave;
      return slave ? ok(`${read(slave)}\n`) : err("ENODEV");
    });
  const port = () => {
    const master = host.world.latest.links[id]?.master;
    const lacp = master === undefined ? undefined : host.world.runtime.bonds.get(master)?.lacp;
    const own = lacp?.slaves.get(id)?.port;
    const home = own?.aggregator === undefined ? undefined : lacp?.slaves.get(own.aggregator)?.aggregator;
    return own && home ? { own, home } : undefined;
  };
  const master = host.world.latest.links[id]?.master;
  const bond = master === undefined ? undefined : host.world.latest.links[master];
  return {
    bonding_slave: sysfsDirectory({
      ad_actor_oper_port_state: show(() => port()?.own.actor.state ?? "N/A"),
      ad_aggregator_id: show(() => port()?.home.id ?? "N/A"),
      ad_partner_oper_port_state: show(() => port()?.own.partner.state ?? "N/A"),
      link_failure_count: show(({ failures }) => failures),
      mii_status: show(({ link }) => STATUS[link]),
      perm_hwaddr: show(({ permanentMac }) => permanentMac),
      queue_id: show(({ queueId }) => queueId),
      state: show(({ state }) => state.toLowerCase()),
    }),
    ...(bond ? { master: new SysfsLink(`../${bond.name}`) } : {}),
  };
}
