/** Networks of the driver `bridge`: a bridge of the host, and a veth pair for each container. */
import { type Ipv4, ipv4Broadcast } from "../../core/address/ipv4.ts";
import { parseMac } from "../../core/address/mac.ts";
import { strerror } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { LONGEST_NAME } from "../../core/operation/link.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import { ok } from "../../core/result.ts";
import type { Host } from "../kernel/host.ts";
import type { AddressPool } from "./address-pool.ts";
import { type Answer, refuse } from "./answer.ts";
import { hexadecimal } from "./names.ts";
import { EngineFailure, hostNetns, must, Wiring } from "./network.ts";

export class BridgeWiring extends Wiring {
  readonly bridge: string;
  readonly #mtu: number | undefined;
  #made = false;

  constructor(
    host: Host,
    addresses: { readonly pool: AddressPool; readonly gateway: Ipv4; readonly chosen: boolean },
    settings: { readonly bridge: string; readonly mtu: number | undefined },
  ) {
    super(host, addresses.pool, addresses.gateway, addresses.chosen);
    this.bridge = settings.bridge;
    this.#mtu = settings.mtu;
  }

  /** Makes the bridge where there is none of its name: its MAC, its address, up. */
  make(): Answer<undefined> {
    const { host, bridge } = this;
    if (bridge.length > LONGEST_NAME)
      return refuse("failed to check bridge interface existence: numerical result out of range");
    const netns = hostNetns(host);
    const mac = parseMac(
      `02:42:${hexadecimal((bound) => host.random(bound), 8)
        .match(/../g)
        ?.join(":")}`,
    );
    const made = host.applyAs(host.kernelCaller(netns), {
      kind: "linkAdd",
      netns: SELF,
      link: { name: bridge, txQueueLength: 0, ...(mac ? { mac } : {}) },
      info: { type: "bridge", settings: {} },
    });
    // A bridge that is there already is taken as it is, and left when the network goes.
    this.#made = made.ok;
    if (!made.ok && made.error.errno !== "EEXIST")
      return refuse(`failed to create bridge ${bridge}: ${strerror(made.error.errno).toLowerCase()}`);
    if (!made.ok) this.#clear(netns);
    const local = { address: this.gateway, length: this.pool.subnet.length };
    const broadcast = ipv4Broadcast(local.address, local.length);
    try {
      must(host, netns, {
        kind: "addressAdd",
        netns: SELF,
        mode: "add",
        address: { device: bridge, local, broadcast },
      });
      must(host, netns, { kind: "linkSet", netns: SELF, device: bridge, changes: { up: true } });
      must(host, netns, { kind: "sysctlSet", netns: SELF, path: "net/ipv4/ip_forward", value: "1" });
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      this.unmake();
      return refuse(strerror(error.error.errno).toLowerCase());
    }
    return ok();
  }

  /** A bridge that is taken over loses the IPv4 addresses that it had. */
  #clear(netns: NetnsId): void {
    const { host, bridge } = this;
    const { links, netns: all } = host.world.latest;
    const id = all[netns]?.names.get(bridge);
    for (const { local: address, prefixLength: length } of (id === undefined ? undefined : links[id])?.inet ?? [])
      host.applyAs(host.kernelCaller(netns), {
        kind: "addressDelete",
        netns: SELF,
        address: { device: bridge, local: { address, length } },
      });
  }

  unmake(): void {
    if (this.#made) this.delete(hostNetns(this.host), this.bridge);
  }

  protected makeEnds(): { readonly hostDevice: string; readonly inside: string } {
    const { host } = this;
    const here = hostNetns(host);
    const hostDevice = this.vethName();
    const inside = this.vethName();
    must(host, here, {
      kind: "linkAdd",
      netns: SELF,
      link: { name: hostDevice, txQueueLength: 0 },
      info: { type: "veth", peer: { name: inside, txQueueLength: 0 } },
    });
    if (this.#mtu !== undefined)
      for (const device of [hostDevice, inside])
        must(host, here, { kind: "linkSet", netns: SELF, device, changes: { mtu: this.#mtu } });
    must(host, here, { kind: "bridgePortAdd", netns: SELF, bridge: this.bridge, device: hostDevice });
    must(host, here, { kind: "linkSet", netns: SELF, device: hostDevice, changes: { up: true } });
    return { hostDevice, inside };
  }
}
