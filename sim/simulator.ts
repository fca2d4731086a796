/** The simulator as the page, the command line and the tests hold it. */

import { type NumberNames, withNames } from "../core/command/number-names.ts";
import { Network } from "../core/datapath/network.ts";
import { MACHINE } from "../core/machine.ts";
import type { BridgeVlans, Config } from "../core/model/config.ts";
import { EMPTY_CONFIG } from "../core/model/config.ts";
import type { NetnsId } from "../core/model/id.ts";
import type { Runtime } from "../core/model/runtime.ts";
import { newRuntime } from "../core/model/runtime.ts";
import { World } from "../core/model/world.ts";
import type { Observation } from "../core/observation.ts";
import { observe } from "../core/observe.ts";
import type { Change } from "../core/operation/operation.ts";
import type { ExitStatus } from "../core/process.ts";
import type { HopListener } from "../core/trace.ts";
import { startEngine } from "./engine/engine.ts";
import { bootHost, setUpCard } from "./kernel/boot.ts";
import { Clock, type Pace } from "./kernel/clock.ts";
import type { Host, SimContainer } from "./kernel/host.ts";
import { openTerminal, type SimTerminal } from "./kernel/login.ts";
import { type GuestSession, openGuestSession } from "./kernel/outside.ts";
import { WORLD_BEGAN_MICROS } from "./kernel/release.ts";
import { runScript, type ScriptOptions } from "./kernel/script.ts";
import { Syscalls } from "./kernel/syscalls.ts";
import { bash, runBashScript } from "./programs/base/bash.ts";
import { BUSYBOX_PROGRAMS } from "./programs/busybox/index.ts";
import { containerDocument, networkDocument } from "./programs/docker/documents.ts";
import { nameFile, nameOfAccount } from "./programs/network/ip-names.ts";
import { PROGRAMS } from "./programs/registry.ts";
import type { ShellLimits } from "./shell/limits.ts";

export interface SimulatorOptions {
  /** `docker`: one host with docker0 172.17.42.1/16, eth0 and the engine. `bare`: one host with nothing but `lo`, up. */
  readonly world: "docker" | "bare";
  readonly seed: number;
  /** Resolves after everything that can run now has run (setImmediate, MessageChannel): how quiescence is told. */
  readonly tick: () => Promise<void>;
  /**
   * How simulated time passes. `fast`: as soon as everything waits, the clock jumps to the next timer. `paced`: not before
   * `waitMicros` lets it; the page maps it to real time, pauses it, steps it.
   */
  readonly pace: Pace;
  /**
   * Whether the first namespace is the machine's own (init_net): new ones then take over its IPv4 settings, and it has those of
   * the whole machine. In a `sandbox` it is one that somebody made. Of a machine unless told otherwise.
   */
  readonly firstNetns?: "machine" | "sandbox";
  /** Whether the kernel's bridges know VLANs: from the first time that somebody asks for them on, unless told otherwise. */
  readonly bridgeVlans?: BridgeVlans;
  /** Simulated microseconds that each start of a program takes beyond what it takes on a machine with nothing else to do. */
  readonly slownessMicros?: number;
}

export interface Simulator {
  /** Immutable; compare by identity to see whether something changed. */
  config(): Config;
  runtime(): Runtime;
  observe(): Observation;
  /** Since the world began. */
  nowMicros(): number;
  /** Resolves when so many simulated microseconds have passed, with whatever runs meanwhile. */
  sleep(micros: number): Promise<void>;
  /** Lets time pass at once, what is due meanwhile in its order: whatever runs, runs so much later. */
  letPass(micros: number): void;
  onHop(listener: HopListener): () => void;
  /** After operations took effect, once per command at most. */
  onChange(listener: (changes: readonly Change[]) => void): () => void;
  /** Containers as the picture needs them. */
  containers(): readonly SimContainer[];
  /** Names of namespaces under /run/netns, with the namespace they stand for (undefined: dangling). */
  netnsNames(): ReadonlyMap<string, number | undefined>;
  openTerminal(options: {
    readonly user: "root" | "user";
    readonly columns: number;
    readonly rows: number;
  }): SimTerminal;
  runScript(script: string, options: ScriptOptions & { readonly limits?: Partial<ShellLimits> }): Promise<ExitStatus>;
  /** For a shell of another machine, whose commands become processes here; `argv` and `pid` are its own. */
  openGuestSession(argv: readonly string[], pid: number): GuestSession;
}

/** What namespaces are called in an observation: by their names under /run/netns. */
function namesOf(host: Host): Map<NetnsId, readonly string[]> {
  const names = new Map<NetnsId, readonly string[]>();
  const init = host.pidNamespace.init;
  if (!init) return names;
  names.set(init.netns, [""]);
  const kernel = new Syscalls(host, init);
  for (const name of kernel.netnsNames()) {
    const id = kernel.findNetns({ by: "name", name });
    if (id !== undefined) names.set(id, [...(names.get(id) ?? []), name]);
  }
  return names;
}

/** The files that name routing tables and their like on the machine. */
function numberNamesOf(host: Host): NumberNames {
  const { init } = host.pidNamespace;
  const files = init && new Syscalls(host, init).files;
  return {
    read: (file) => files && nameFile({ files }, file),
    account: (what, id) => files && nameOfAccount({ files }, what, id),
    numeric: false,
    loaded: undefined,
  };
}

/** Namespaces of the containers that run. */
function containerNetns(host: Host): ReadonlyMap<string, NetnsId> {
  return new Map(
    (host.engine?.list() ?? []).flatMap(({ name, netns }) =>
      netns === undefined ? [] : [[name, netns as NetnsId] as const],
    ),
  );
}

/** Longer than duplicate address detection and the first router solicitations take. */
const BOOT_MICROS = 20_000_000;

/** Makes a world and boots it. The same options give the same world; what happens in it follows from the input alone. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { bridgeVlans = EMPTY_CONFIG.bridgeVlans } = options;
  const world = new World({ ...EMPTY_CONFIG, bridgeVlans }, newRuntime(options.seed));
  const changeListeners = new Set<(changes: readonly Change[]) => void>();
  const datapath = new Network(world, (changes) => {
    for (const listener of changeListeners) listener(changes);
  });
  const clock = new Clock(datapath, options.tick, options.pace);
  const host = bootHost(
    { name: MACHINE.hostname, world, datapath, clock, changeListeners, slownessMicros: options.slownessMicros },
    PROGRAMS,
    options.firstNetns ?? "machine",
  );
  datapath.wallOffsetMicros = () => WORLD_BEGAN_MICROS + host.wallOffsetMicros;
  if (options.world === "docker") setUpCard(host);
  const engine = options.world === "docker" ? startEngine(host, [...PROGRAMS, ...BUSYBOX_PROGRAMS]) : undefined;
  // The machine has been up for a while: addresses are no longer tentative.
  clock.spend(BOOT_MICROS);
  return {
    config: () => world.config,
    runtime: () => world.runtime,
    observe: () =>
      // With the names that the machine's own files give numbers: who observes a real one asks its `ip`.
      withNames(numberNamesOf(host), () =>
        observe(world, [
          {
            name: host.name,
            netns: namesOf(host),
            containerNetns: containerNetns(host),
            ...(engine && {
              // The newest first, as `docker ps` lists them.
              containers: [...engine.containers.values()].reverse().map((each) => containerDocument(engine, each)),
              networks: engine.networks.map((each) => networkDocument(engine, each)),
            }),
          },
        ]),
      ),
    nowMicros: () => host.nowMicros,
    sleep: (micros) => clock.sleep(micros),
    letPass: (micros) => clock.spend(micros),
    onHop: (listener) => datapath.listen(listener),
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => void changeListeners.delete(listener);
    },
    containers: () => host.engine?.list() ?? [],
    netnsNames: () => {
      const init = host.pidNamespace.init;
      const kernel = init && new Syscalls(host, init);
      return new Map(kernel?.netnsNames().map((name) => [name, kernel.findNetns({ by: "name", name })]));
    },
    openTerminal: (wanted) => openTerminal(host, bash, wanted),
    openGuestSession: (argv, pid) => openGuestSession(host, argv, pid),
    runScript: (script, wanted) =>
      runScript(host, wanted, (context) => runBashScript(context, { ...wanted, text: script })),
  };
}
