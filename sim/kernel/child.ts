/** A process as its parent knows it. */
import type { ChildProcess, SignalName } from "../../core/process.ts";
import type { Host, Spawned } from "./host.ts";
import type { Process } from "./process.ts";

export class Child implements ChildProcess {
  readonly pid: number;
  readonly status: ChildProcess["status"];
  readonly #host: Host;
  readonly #process: Process;

  constructor(host: Host, parent: Process, { process, status }: Spawned) {
    this.pid = process.pids.get(parent.pidNamespace) ?? process.hostPid;
    this.status = status;
    this.#host = host;
    this.#process = process;
  }

  get endedBy(): SignalName | undefined {
    return this.#process.endedBy;
  }
  get stoppedBy(): SignalName | undefined {
    return this.#process.stoppedBy;
  }

  signal(signal: SignalName): void {
    this.#host.signal(this.#process, signal);
  }

  onState(listener: Parameters<Process["onState"]>[0]): () => void {
    return this.#process.onState(listener);
  }
}
