/**
 * Networks of the drivers `macvlan` and `ipvlan`: a container's device stands on a device of the host.
 *
 * Same as docker 20.10: a parent that is missing is made (`eth0.10`: a VLAN; none given: a dummy, and the network leads
 * nowhere); a parent belongs to one network of a driver.
 */
import type { Ipv4 } from "../../core/address/ipv4.ts";
import { strerror } from "../../core/errors.ts";
import type { NewLinkKind } from "../../core/operation/link.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import { ok } from "../../core/result.ts";
import type { Host } from "../kernel/host.ts";
import type { AddressPool } from "./address-pool.ts";
import { type Answer, refuse } from "./answer.ts";
import { hasDevice, hostNetns, must, Wiring } from "./network.ts";

/** Modes by the words of `-o macvlan_mode=`, `-o ipvlan_mode=`, as the kernel numbers them. */
const MODES = {
  macvlan: { private: 1, vepa: 2, bridge: 4, passthru: 8 },
  ipvlan: { l2: 0, l3: 1, l3s: 2 },
} as const;
const DEFAULT_MODE = { macvlan: "bridge", ipvlan: "l2" } as const;

export type StackedDriver = keyof typeof MODES;

/** The mode that a network's options choose, or what is wrong with it. */
export function stackedMode(driver: StackedDriver, options: Readonly<Record<string, string>>): Answer<string> {
  const mode = options[`${driver}_mode`] ?? DEFAULT_MODE[driver];
  if (Object.hasOwn(MODES[driver], mode)) return ok(mode);
  return refuse(
    `requested ${driver} mode '${mode}' is not valid, '${DEFAULT_MODE[driver]}' mode is the ${driver} driver default`,
  );
}

export class StackedWiring extends Wiring {
  readonly driver: StackedDriver;
  readonly parent: string;
  readonly #mode: string;
  /** No parent was named: there is no way out. */
  readonly #isIsolated: boolean;
  #made = false;

  constructor(
    host: Host,
    addresses: { readonly pool: AddressPool; readonly gateway: Ipv4; readonly chosen: boolean },
    settings: {
      readonly driver: StackedDriver;
      readonly mode: string;
      readonly parent: string;
      readonly isIsolated: boolean;
    },
  ) {
    super(host, addresses.pool, addresses.gateway, addresses.chosen);
    this.driver = settings.driver;
    this.parent = settings.parent;
    this.#mode = settings.mode;
    this.#isIsolated = settings.isIsolated;
  }

  make(): Answer<undefined> {
    const { host, parent } = this;
    const netns = hostNetns(host);
    if (hasDevice(host, parent)) return ok();
    const [lower = "", tag, more] = parent.split(".");
    const add = (name: string, info: NewLinkKind, link?: string) =>
      host.applyAs(host.kernelCaller(netns), {
        kind: "linkAdd",
        netns: SELF,
        link: link === undefined ? { name } : { name, link },
        info,
      });
    if (this.#isIsolated) {
      const made = add(parent, { type: "dummy" });
      if (!made.ok) return refuse(strerror(made.error.errno).toLowerCase());
    } else {
      if (tag === undefined || more !== undefined)
        return refuse(`invalid subinterface vlan name ${parent}, example formatting is eth0.10`);
      if (!/^\d+$/.test(tag)) return refuse(`unable to parse a valid vlan id from: ${tag} (ex. eth0.10 for vlan 10)`);
      const id = Number(tag);
      if (id > 4094 || id < 1) return refuse(`vlan id must be between 1-4094, received: ${tag}`);
      if (!hasDevice(host, lower))
        return refuse(
          `-o parent interface ${this.driver === "macvlan" ? "does " : ""}was not found on the host: ${lower}`,
        );
      const made = add(parent, { type: "vlan", settings: { id } }, lower);
      if (!made.ok) return refuse(`failed to create ${parent} vlan link: ${strerror(made.error.errno).toLowerCase()}`);
    }
    this.#made = true;
    must(host, netns, { kind: "linkSet", netns: SELF, device: parent, changes: { up: true } });
    return ok();
  }

  unmake(): void {
    if (this.#made) this.delete(hostNetns(this.host), this.parent);
  }

  /** Of IPVLAN all have the parent's. */
  protected override get keepsMac(): boolean {
    return this.driver === "ipvlan";
  }

  protected override defaultRoute(device: string): { readonly via?: Ipv4; readonly device?: string } | undefined {
    if (this.#isIsolated) return undefined;
    return this.driver === "ipvlan" && this.#mode !== "l2" ? { device } : super.defaultRoute(device);
  }

  protected makeEnds(): { readonly inside: string } {
    const inside = this.vethName();
    const modes: Readonly<Record<string, number>> = MODES[this.driver];
    must(this.host, hostNetns(this.host), {
      kind: "linkAdd",
      netns: SELF,
      link: { name: inside, link: this.parent, txQueueLength: 0 },
      info: { type: this.driver, settings: { mode: modes[this.#mode] ?? 0 } },
    });
    return { inside };
  }
}
