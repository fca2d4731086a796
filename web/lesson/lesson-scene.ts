/** A simulator as lesson checks see it. */

import { parseIp } from "../../core/address/prefix.ts";
import { isReachable } from "../../core/datapath/reachable.ts";
import type { Config } from "../../core/model/config.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { Scene } from "../../lessons/check.ts";
import type { Simulator } from "../../sim/simulator.ts";

/** Looks at the world as it is now. */
export function lessonScene(simulator: Simulator): Scene {
  const { hosts } = simulator.observe();
  const observation = hosts.host ?? Object.values(hosts)[0] ?? { netns: {}, containers: [], networks: [] };
  const config = simulator.config();
  const ids = simulator.netnsNames();
  const containers = simulator.containers();
  // An observation knows a namespace by its first name under /run/netns, or else by its container's.
  const keyOf = (netns: number): string | undefined => {
    for (const [name, id] of ids) if (id === netns && observation.netns[name]) return name;
    const container = containers.find((candidate) => candidate.netns === netns);
    return container && observation.netns[container.name] ? container.name : undefined;
  };
  const idOf = (key: string): NetnsId | undefined =>
    Object.values(config.netns).find((netns) => keyOf(netns.id) === key)?.id;
  return {
    observation,
    names: new Map([...ids].map(([name, netns]) => [name, netns === undefined ? undefined : keyOf(netns)])),
    netnsOf: (id) => {
      const netns = containers.find((candidate) => candidate.id === id)?.netns;
      return netns === undefined ? undefined : keyOf(netns);
    },
    reachable: (key, to) => {
      const address = parseIp(to);
      const netns = key === "" ? rootOf(config) : idOf(key);
      return address !== undefined && netns !== undefined && isReachable(config, simulator.runtime(), netns, address);
    },
  };
}

/** The host's own namespace is the first that was made. */
function rootOf(config: Config): NetnsId | undefined {
  return Object.values(config.netns).reduce<NetnsId | undefined>(
    (first, netns) => (first === undefined || netns.id < first ? netns.id : first),
    undefined,
  );
}
