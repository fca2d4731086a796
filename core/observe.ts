/**
 * What the tools would print of a world, as JSON: each list is read out of the very printers that answer the user's
 * `ip -j` and `bridge -j`, so that an observation and a listing never differ.
 */
import { ANY_NAME } from "./command/args.ts";
import { parseBridgeCommandLine, runBridge } from "./command/bridge/bridge.ts";
import { parseIp } from "./command/ip/parse.ts";
import { type Outcome, runIp } from "./command/ip/run.ts";
import type { View } from "./command/ip/view.ts";
import { kernelError } from "./errors.ts";
import type { Config } from "./model/config.ts";
import type { NetnsId } from "./model/id.ts";
import type { Runtime } from "./model/runtime.ts";
import type { World } from "./model/world.ts";
import type { HostObservation, JsonObject, NetnsObservation, Observation } from "./observation.ts";
import { err } from "./result.ts";

/** A machine to observe. */
export interface ObservedHost {
  readonly name: string;
  /**
   * What its namespaces are called: "" the host's own, others by /run/netns. One with several names is shown under each;
   * the first is what `link-netns` says.
   */
  readonly netns: ReadonlyMap<NetnsId, string | readonly string[]>;
  /** Namespaces of running containers, by container, the oldest first: the name of a namespace that has no other. */
  readonly containerNetns?: ReadonlyMap<string, NetnsId>;
  /** `docker inspect` of every container and network; nothing when there is no engine. */
  readonly containers?: readonly JsonObject[];
  readonly networks?: readonly JsonObject[];
  /** `iptables-save` in a namespace; empty when missing. */
  readonly iptables?: (netns: NetnsId) => string;
}

export function observe(world: World, hosts: readonly ObservedHost[]): Observation {
  const { config, runtime } = world;
  const observed: Record<string, HostObservation> = {};
  for (const host of hosts) {
    const netns: Record<string, NetnsObservation> = {};
    const names = new Map([...host.netns].map(([id, given]) => [id, typeof given === "string" ? [given] : given]));
    for (const [name, id] of host.containerNetns ?? []) if (!names.has(id)) names.set(id, [name]);
    for (const [id, shown] of names) {
      if (!config.netns[id]) continue;
      const seen = observeNetns(config, runtime, id, {
        netnsName: (other) => firstName(host.netns.get(other)),
        ...(host.iptables && { iptables: host.iptables }),
      });
      for (const name of shown) netns[name] = seen;
    }
    observed[host.name] = { netns, containers: host.containers ?? [], networks: host.networks ?? [] };
  }
  return { version: 1, hosts: observed };
}

/** The name that stands for a namespace under /run/netns; the host's own has none. */
function firstName(names: string | readonly string[] | undefined): string | undefined {
  const name = typeof names === "object" ? names[0] : names;
  return name === "" ? undefined : name;
}

/** One namespace, as the host's root would list it. */
function observeNetns(
  config: Config,
  runtime: Runtime,
  netns: NetnsId,
  options: Pick<View, "netnsName"> & Pick<ObservedHost, "iptables">,
): NetnsObservation {
  const view: View = { config, runtime, netns, netnsName: options.netnsName };
  const readOnly = { view: () => view, apply: () => err(kernelError("EROFS")), names: ANY_NAME };
  const ip = (...words: readonly string[]): readonly JsonObject[] => {
    const parsed = parseIp(["ip", ...words], ANY_NAME);
    if ("refusal" in parsed) throw new Error(parsed.refusal.stderr);
    const outcome = runIp({ ...readOnly, uid: 0, terminal: false }, parsed.options, parsed.command);
    if (!("stdout" in outcome)) throw new Error(`ip ${words.join(" ")} is no listing`);
    return read(outcome);
  };
  const bridge = (...words: readonly string[]): readonly JsonObject[] => {
    const parsed = parseBridgeCommandLine(["bridge", ...words]);
    return read(parsed.outcome ?? runBridge(readOnly, parsed.options, parsed.words));
  };
  return {
    addr: ip("-j", "-d", "addr"),
    route: [
      ...ip("-4", "-j", "-d", "route", "show", "table", "all"),
      ...ip("-6", "-j", "-d", "route", "show", "table", "all"),
    ],
    rule: [...ip("-j", "rule"), ...ip("-6", "-j", "rule")],
    neigh: ip("-j", "neigh"),
    fdb: bridge("-j", "fdb"),
    vlan: bridge("-j", "vlan"),
    iptables: options.iptables?.(netns) ?? "",
  };
}

/** The list that a listing printed; one that failed or had nothing to say is empty. */
function read(outcome: Outcome): readonly JsonObject[] {
  const text = outcome.status === 0 ? outcome.stdout.trim() : "";
  return text === "" ? [] : (JSON.parse(text) as readonly JsonObject[]);
}
