/** A machine starts: its first namespaces, its file tree, pid 1. */
import { parseIpv4 } from "../../core/address/ipv4.ts";
import { parseMac } from "../../core/address/mac.ts";
import { MACHINE } from "../../core/machine.ts";
import { createHost, plugCard } from "../../core/operation/apply.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import type { Program } from "../program.ts";
import { ROOT } from "./credentials.ts";
import { Host, type HostOptions } from "./host.ts";
import { hostRoot, mountAll } from "./root.ts";

/** Inode numbers that the first namespaces of a kernel have (include/linux/proc_ns.h, and nsfs's first for the network). */
const FIRST = { net: 4026531840, mnt: 4026531841, uts: 4026531838 } as const;

/**
 * Boots a machine with `lo` up. pid 1 is there, and the number of the next process is as on a machine that has been up
 * for a while.
 */
export function bootHost(
  options: HostOptions,
  programs: readonly Program[],
  firstNetns: "machine" | "sandbox" = "sandbox",
): Host {
  const host = new Host(options);
  const netns = createHost(options.world, options.name, firstNetns);
  host.netnsReferences.add(netns, FIRST.net);
  const root = hostRoot(options.name, programs);
  const mounts = mountAll(host, root, {
    pidNamespace: host.pidNamespace,
    netns,
    inode: FIRST.mnt,
    source: "/dev/vda1",
    type: "ext4",
    readOnly: false,
  });
  host.spawn(
    {
      parent: undefined,
      argv: ["/sbin/init"],
      env: {},
      cwd: "/",
      files: new Map(),
      credentials: ROOT,
      netns,
      mounts,
      uts: { hostname: options.name, inode: FIRST.uts },
      session: { terminal: undefined },
    },
    () => new Promise(() => {}),
  );
  host.pidNamespace.skipTo(2000 + host.random(2000));
  host.applyAs(host.kernelCaller(netns), { kind: "linkSet", netns: SELF, device: "lo", changes: { up: true } });
  return host;
}

/** Plugs the machine's network card in and sets it up, as a network manager does at boot. */
export function setUpCard(host: Host): void {
  const { device, mac, address, broadcast, gateway } = MACHINE.uplink;
  const netns = host.pidNamespace.init?.netns;
  const [text = "", length = ""] = address.split("/");
  const card = parseMac(mac);
  const local = parseIpv4(text);
  const all = parseIpv4(broadcast);
  const via = parseIpv4(gateway);
  if (netns === undefined || !card || local === undefined || all === undefined || via === undefined)
    throw new Error("the machine's card is not as it should be");
  plugCard(host.world, netns, device, card);
  const caller = host.kernelCaller(netns);
  host.applyAs(caller, { kind: "linkSet", netns: SELF, device, changes: { up: true } });
  host.applyAs(caller, {
    kind: "addressAdd",
    netns: SELF,
    mode: "add",
    address: { device, local: { address: local, length: Number(length) }, broadcast: all },
  });
  host.applyAs(caller, {
    kind: "routeAdd",
    netns: SELF,
    mode: "add",
    route: { family: "inet", nextHops: [{ via, device }] },
  });
}
