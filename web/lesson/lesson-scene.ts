/** A simulator as lesson checks see it. */
import type { Scene } from "../../lessons/check.ts";
import type { Simulator } from "../../sim/simulator.ts";

/** Looks at the world as it is now. */
export function lessonScene(simulator: Simulator): Scene {
  const { hosts } = simulator.observe();
  const observation = hosts.host ?? Object.values(hosts)[0] ?? { netns: {}, containers: [], networks: [] };
  const ids = simulator.netnsNames();
  const containers = simulator.containers();
  // An observation knows a namespace by its first name under /run/netns, or else by its container's.
  const keyOf = (netns: number): string | undefined => {
    for (const [name, id] of ids) if (id === netns && observation.netns[name]) return name;
    const container = containers.find((candidate) => candidate.netns === netns);
    return container && observation.netns[container.name] ? container.name : undefined;
  };
  return {
    observation,
    names: new Map([...ids].map(([name, netns]) => [name, netns === undefined ? undefined : keyOf(netns)])),
    netnsOf: (id) => {
      const netns = containers.find((candidate) => candidate.id === id)?.netns;
      return netns === undefined ? undefined : keyOf(netns);
    },
    reachable: () => false,
  };
}
