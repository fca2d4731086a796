/** netnone's own shell over the sandbox: the evaluator of the simulator with the handlers of real mode. */
import type { ExitStatus, OpenFile, SignalName } from "../core/process.ts";
import { sandboxHost } from "../real/host/host.ts";
import { type Guard, guardModelled } from "../real/host/modelled.ts";
import { Descriptor } from "../real/host/open-file.ts";
import { HostSignals } from "../real/host/signals.ts";
import type { Sandbox } from "../real/sandbox/sandbox.ts";
import { refuseDocker } from "../sim/programs/docker/docker.ts";
import { runScript } from "../sim/shell/bash.ts";
import { Shell } from "../sim/shell/shell.ts";
import type { Script } from "./script.ts";

/** Descriptors 0 to 2: netnone's own, or the files given. */
export interface ShellStreams {
  readonly stdin: OpenFile;
  readonly stdout: OpenFile;
  readonly stderr: OpenFile;
}

export function ownStreams(): ShellStreams {
  return {
    stdin: new Descriptor("/dev/stdin", 0, false),
    stdout: new Descriptor("/dev/stdout", 1, false),
    stderr: new Descriptor("/dev/stderr", 2, false),
  };
}

/** A file that hands on what is written to it. */
export function outlet(path: string, write: (text: string) => void | Promise<void>): OpenFile {
  const file: OpenFile = { path, read: () => null, write, close: () => undefined, retain: () => file };
  return file;
}

/** Refuses by name what the simulator would refuse. */
const MODELLED = guardModelled({ docker: refuseDocker });
const ANYTHING: Guard = () => undefined;

/** What comes to netnone is the script's: its traps, and its end. */
const OWN_SIGNALS = ["HUP", "INT", "TERM", "USR1", "USR2"] as const satisfies readonly SignalName[];

/**
 * Runs a script to its end; with `passThrough` also what is not modelled. Ctrl-C reaches the programs it runs by itself, and
 * ends the script as it ends bash.
 */
export async function runOwnShell(
  sandbox: Sandbox,
  script: Pick<Script, "text" | "name" | "commandString">,
  args: readonly string[],
  streams: ShellStreams,
  options: { readonly passThrough?: boolean } = {},
): Promise<ExitStatus> {
  const signals = new HostSignals();
  const host = sandboxHost(sandbox, options.passThrough ? ANYTHING : MODELLED, signals);
  const deliver = (signal: NodeJS.Signals): void => signals.deliver(signal.slice("SIG".length) as SignalName);
  for (const name of OWN_SIGNALS) process.on(`SIG${name}`, deliver);
  try {
    const shell = new Shell({
      host,
      self: { pid: process.pid, parentPid: process.ppid, signals },
      env: sandbox.env,
      cwd: "/root",
      files: new Map([
        [0, streams.stdin],
        [1, streams.stdout],
        [2, streams.stderr],
      ]),
      name: script.name,
      arguments: args,
      // A script that starts no program would never see Ctrl-C.
      tick: () => new Promise((resolve) => setImmediate(resolve)),
    });
    return await runScript(shell, script.text, script);
  } finally {
    host.end();
    for (const name of OWN_SIGNALS) process.off(`SIG${name}`, deliver);
  }
}
