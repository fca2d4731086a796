/**
 * The networks of an engine: `bridge`, `host` and `none` from its start, and those that users make and remove.
 *
 * Same as docker 20.10: what is refused and in which words and order; the subnets of networks for which nobody chose one.
 */
import { formatIpv4, parseIpv4 } from "../../core/address/ipv4.ts";
import { TABLE } from "../../core/model/route.ts";
import { err, ok } from "../../core/result.ts";
import type { Host } from "../kernel/host.ts";
import { AddressPool, formatSubnet, overlap, PredefinedSubnets, parseSubnet, type Subnet } from "./address-pool.ts";
import { type Answer, refuse } from "./answer.ts";
import { BridgeWiring } from "./bridge-network.ts";
import { hostNetns, type IpamConfig, type Network, type Wiring } from "./network.ts";
import { type StackedDriver, StackedWiring, stackedMode } from "./stacked-network.ts";

/** What `docker network create` asks for; of subnets at most one. */
export interface NetworkSpec {
  readonly name: string;
  readonly driver: string;
  readonly subnet?: string;
  readonly range?: string;
  readonly gateway?: string;
  readonly auxiliary: Readonly<Record<string, string>>;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** Where the addresses of a network come from. */
interface Addresses {
  readonly subnet: Subnet;
  readonly pool: AddressPool;
  readonly gateway: NonNullable<ReturnType<typeof parseIpv4>>;
  readonly chosen: boolean;
  readonly ipam: IpamConfig;
}

const BRIDGE_NAME = "com.docker.network.bridge.name";
const MTU = "com.docker.network.driver.mtu";

const DEFAULT_BRIDGE_OPTIONS = {
  "com.docker.network.bridge.default_bridge": "true",
  "com.docker.network.bridge.enable_icc": "true",
  "com.docker.network.bridge.enable_ip_masquerade": "true",
  "com.docker.network.bridge.host_binding_ipv4": "0.0.0.0",
  [BRIDGE_NAME]: "docker0",
  [MTU]: "1500",
};

export class Networks {
  readonly #host: Host;
  readonly #newId: () => string;
  readonly #predefined = new PredefinedSubnets();
  #list: Network[] = [];

  /** @param address docker0's own, with its prefix length: `172.17.42.1/16` */
  constructor(host: Host, newId: () => string, address: string) {
    this.#host = host;
    this.#newId = newId;
    const gateway = parseIpv4(address.split("/")[0] ?? "");
    const subnet = parseSubnet(address);
    if (gateway === undefined || !subnet) throw new Error(`${address} is no address`);
    const pool = new AddressPool(subnet);
    pool.request(gateway);
    const wiring = new BridgeWiring(host, { pool, gateway, chosen: false }, { bridge: "docker0", mtu: undefined });
    const made = wiring.make();
    if (!made.ok) throw new Error(made.error.message);
    const plain = { createdMicros: host.nowMicros, internal: false, attachable: false, labels: {}, predefined: true };
    const ipam = [{ Subnet: formatSubnet(subnet), Gateway: formatIpv4(gateway) }] satisfies IpamConfig[];
    const options = DEFAULT_BRIDGE_OPTIONS;
    this.#list = [
      { ...plain, name: "bridge", id: newId(), driver: "bridge", options, ipam, wiring },
      { ...plain, name: "host", id: newId(), driver: "host", options: {}, ipam: [], wiring: undefined },
      { ...plain, name: "none", id: newId(), driver: "null", options: {}, ipam: [], wiring: undefined },
    ];
  }

  /** In the order of their making. */
  get list(): readonly Network[] {
    return this.#list;
  }

  /** By name, by id, or by the beginning of an id that no other has. */
  find(reference: string): Network | undefined {
    const exact = this.#list.find(({ name }) => name === reference) ?? this.#list.find(({ id }) => id === reference);
    if (exact) return exact;
    const matching = this.#list.filter(({ id }) => id.startsWith(reference));
    return reference !== "" && matching.length === 1 ? matching[0] : undefined;
  }

  create(spec: NetworkSpec): Answer<Network> {
    const { name, driver } = spec;
    if (["bridge", "host", "none"].includes(name))
      return refuse(`operation is not permitted on predefined ${name} network`);
    if (name === "" || this.#list.some((network) => network.name === name))
      return refuse(`network with name ${name} already exists`);
    if (driver === "host" || driver === "null") return refuse(`only one instance of "${driver}" network is allowed`);
    if (driver !== "bridge" && driver !== "macvlan" && driver !== "ipvlan")
      return refuse(`plugin "${driver}" not found`);
    const addresses = this.#addressesFor(spec);
    if (!addresses.ok) return addresses;
    const id = this.#newId();
    const wiring = this.#wire(id, driver, spec, addresses.value);
    if (!wiring.ok) return wiring;
    const made = wiring.value.make();
    if (!made.ok) return made;
    const { internal, attachable, options, labels } = spec;
    const network: Network = {
      name,
      id,
      driver,
      createdMicros: this.#host.nowMicros,
      internal,
      attachable,
      options,
      labels,
      ipam: [addresses.value.ipam],
      predefined: false,
      wiring: wiring.value,
    };
    this.#list.push(network);
    return ok(network);
  }

  /** Takes a network away. @param isUsed whether a container has an end in it */
  remove(network: Network, isUsed: boolean): Answer<undefined> {
    if (network.predefined) return refuse(`${network.name} is a pre-defined network and cannot be removed`);
    if (isUsed)
      return refuse(`error while removing network: network ${network.name} id ${network.id} has active endpoints`);
    network.wiring?.unmake();
    this.#list = this.#list.filter((each) => each !== network);
    return ok();
  }

  #overlapsNetwork(subnet: Subnet): boolean {
    return this.#list.some(({ wiring }) => wiring && overlap(wiring.pool.subnet, subnet));
  }

  /** Whether a route of the host leads into a subnet. */
  #overlapsRoute(subnet: Subnet): boolean {
    const here = this.#host.world.latest.netns[hostNetns(this.#host)];
    return (here?.routes4 ?? []).some(
      ({ table, destination: { address, length } }) =>
        table === TABLE.main &&
        length > 0 &&
        typeof address === "number" &&
        overlap(subnet, { network: address, length }),
    );
  }

  #addressesFor(spec: NetworkSpec): Answer<Addresses> {
    const auxiliary = Object.keys(spec.auxiliary).length > 0 ? { AuxiliaryAddresses: spec.auxiliary } : {};
    const subnet =
      spec.subnet === undefined
        ? this.#predefined.take((each) => !this.#overlapsNetwork(each) && !this.#overlapsRoute(each))
        : parseSubnet(spec.subnet);
    if (!subnet)
      return spec.subnet === undefined
        ? refuse(
            "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network",
          )
        : refuse(`Invalid subnet ${spec.subnet} : invalid CIDR address: ${spec.subnet}`);
    if (this.#overlapsNetwork(subnet)) return refuse("Pool overlaps with other one on this address space");
    const pool = new AddressPool(subnet, spec.range === undefined ? undefined : parseSubnet(spec.range));
    const wanted = spec.gateway === undefined ? undefined : parseIpv4(spec.gateway);
    const gateway = pool.request(wanted);
    for (const text of Object.values(spec.auxiliary)) {
      const address = parseIpv4(text);
      if (address !== undefined) pool.request(address);
    }
    if (gateway === undefined) return refuse("failed to allocate gateway (): No available addresses on this pool");
    const chosen = spec.subnet !== undefined;
    return ok({
      subnet,
      pool,
      gateway,
      chosen,
      ipam: {
        Subnet: spec.subnet ?? formatSubnet(subnet),
        ...(spec.range === undefined ? {} : { IPRange: spec.range }),
        ...(spec.gateway !== undefined || !chosen ? { Gateway: formatIpv4(gateway) } : {}),
        ...auxiliary,
      },
    });
  }

  #wire(id: string, driver: "bridge" | StackedDriver, spec: NetworkSpec, addresses: Addresses): Answer<Wiring> {
    const { options } = spec;
    if (driver === "bridge") {
      const bridge = options[BRIDGE_NAME] ?? `br-${id.slice(0, 12)}`;
      const same = this.#list.find(
        ({ wiring, predefined }) => !predefined && wiring instanceof BridgeWiring && wiring.bridge === bridge,
      );
      if (same)
        return refuse(
          `cannot create network ${id} (${bridge}): conflicts with network ${same.id} (${bridge}): networks have same bridge name`,
        );
      const mtu = options[MTU];
      if (mtu !== undefined && !/^[+-]?\d+$/.test(mtu))
        return refuse(`failed to parse ${MTU} value: ${mtu} (strconv.Atoi: parsing "${mtu}": invalid syntax)`);
      return ok(
        new BridgeWiring(this.#host, addresses, { bridge, mtu: Number(mtu ?? 0) > 0 ? Number(mtu) : undefined }),
      );
    }
    const mode = stackedMode(driver, options);
    if (!mode.ok) return err(mode.error);
    const given = options["parent"] ?? "";
    if (given === "lo") return refuse(`loopback interface is not a valid ${driver} parent link`);
    const dummy = (network: { readonly id: string }) =>
      `${driver === "macvlan" ? "dm" : "di"}-${network.id.slice(0, 12)}`;
    const parent = given === "" ? dummy({ id }) : given;
    const same = this.#list.find(
      ({ wiring }) => wiring instanceof StackedWiring && wiring.driver === driver && wiring.parent === parent,
    );
    if (same) return refuse(`network ${dummy(same)} is already using parent interface ${parent}`);
    const settings = { driver, mode: mode.value, parent, isIsolated: given === "" || spec.internal };
    return ok(new StackedWiring(this.#host, addresses, settings));
  }
}
