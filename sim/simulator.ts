/** The simulator as the page, the command line and the tests hold it. */
import type { Config } from "../core/model/config.ts";
import type { Runtime } from "../core/model/runtime.ts";
import type { Observation } from "../core/observation.ts";
import type { Change } from "../core/operation/operation.ts";
import type { ExitStatus } from "../core/process.ts";
import type { HopListener } from "../core/trace.ts";

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
  readonly pace: "fast" | { waitMicros(fromMicros: number, toMicros: number): Promise<void> };
}

/** A terminal with a login shell in it, as an emulator sees it. */
export interface SimTerminal {
  /** What the user types or pastes, as xterm encodes it. */
  input(data: string): void;
  onOutput(listener: (data: string) => void): () => void;
  resize(columns: number, rows: number): void;
  /** The user's name as in the prompt, and whether a program or the shell's prompt has the terminal. */
  readonly atPrompt: boolean;
  /** Called whenever the shell shows its prompt again, and with each command line as it is entered. */
  onCommand(listener: (line: string) => void): () => void;
  onPrompt(listener: () => void): () => void;
  readonly closed: Promise<ExitStatus>;
  hangup(): void;
}

export interface Simulator {
  /** Immutable; compare by identity to see whether something changed. */
  config(): Config;
  runtime(): Runtime;
  observe(): Observation;
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
  runScript(
    script: string,
    options: {
      readonly user: "root" | "user";
      readonly name: string;
      readonly args: readonly string[];
      readonly stdin?: string;
      readonly stdout: (text: string) => void;
      readonly stderr: (text: string) => void;
      readonly onInterrupt?: (interrupt: () => void) => void;
    },
  ): Promise<ExitStatus>;
}

export interface SimContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly networkMode: string;
  readonly pid: number;
  readonly running: boolean;
  readonly netns: number | undefined;
}
