/** The interface that the simulator and a real Linux host implement alike. */
import type { KernelError } from "./errors.ts";
import type { Observation } from "./observation.ts";
import type { Change, Operation } from "./operation/operation.ts";
import type { ExitStatus, OpenFile, Signals } from "./process.ts";
import type { Result } from "./result.ts";

/** A program that watches or exercises the network and streams its output: ping, traceroute, tcpdump, nc. */
export interface Probe {
  readonly argv: readonly string[];
}

export interface ProcessIo {
  readonly stdin: OpenFile;
  readonly stdout: OpenFile;
  readonly stderr: OpenFile;
  readonly signals: Signals;
}

export interface Backend {
  execute(operation: Operation): Promise<Result<readonly Change[], KernelError>>;
  probe(probe: Probe, io: ProcessIo): Promise<ExitStatus>;
  observe(): Promise<Observation>;
}
