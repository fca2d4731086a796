/** Runs a script on a machine for somebody outside: its text as `bash NAME`, its output to listeners. */
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import type { ProcessContext } from "../program.ts";
import { contextOf } from "./context.ts";
import type { Host } from "./host.ts";
import { type LoginUser, loginCredentials, loginEnvironment, loginHome } from "./login.ts";
import { hasDirectory, type SharedFolder, shareFolder } from "./shared-folder.ts";

/** Where input comes from as it is asked for: the next chunk, null at its end. Simulated time stands still meanwhile. */
export type ScriptInput = () => Promise<string | null>;

export interface ScriptOptions {
  readonly user: LoginUser;
  readonly name: string;
  readonly args: readonly string[];
  /** The text was given with `bash -c`. */
  readonly commandString?: boolean | undefined;
  readonly stdin?: string | ScriptInput;
  /** When they answer with a promise, the writer waits until the reader has caught up. */
  readonly stdout: (text: string) => unknown;
  readonly stderr: (text: string) => unknown;
  readonly onInterrupt?: (interrupt: () => void) => void;
  /** Folders of the embedder's machine that the script may read. */
  readonly folders?: readonly SharedFolder[];
  /** Where it starts, if the machine has that directory; else in its home. */
  readonly cwd?: string | undefined;
}

/** More than this is what nobody reads: `yes`. */
const MOST_OUTPUT = 200_000_000;

/** A descriptor that leads out of the simulated world. `flooded` is told once of too much. */
function outlet(host: Host, path: string, write: ScriptOptions["stdout"], flooded: () => void): OpenFile {
  let written = 0;
  const file: OpenFile = {
    path,
    read: () => null,
    write: (text) => {
      if (written > MOST_OUTPUT) return;
      written += text.length;
      if (written > MOST_OUTPUT) flooded();
      const taken = write(text);
      return taken instanceof Promise ? host.clock.busy<void>(taken) : undefined;
    },
    close: () => {},
    retain: () => file,
  };
  return file;
}

function inlet(host: Host, input: string | ScriptInput): OpenFile {
  let rest = typeof input === "string" ? input : "";
  let ended = typeof input === "string";
  let coming: Promise<void> | undefined;
  const more = (next: ScriptInput): Promise<void> => {
    coming ??= next().then((text) => {
      coming = undefined;
      ended = text === null;
      rest += text ?? "";
    });
    return coming;
  };
  const take = (): string | null => {
    const all = rest;
    rest = "";
    return all === "" ? null : all;
  };
  const file: OpenFile = {
    path: "pipe:[1]",
    read: (signals) => {
      if (rest !== "" || ended || typeof input === "string") return take();
      if (signals?.pending !== undefined) return null;
      let deaf: (() => void) | undefined;
      const interrupted = new Promise<void>((resolve) => {
        deaf = signals?.listen(() => signals.pending !== undefined && resolve());
      });
      // Who gives up waiting lets time go on; what comes later is the next reader's.
      return host.clock.busy(Promise.race([more(input), interrupted])).then(() => {
        deaf?.();
        return signals?.pending === undefined ? take() : null;
      });
    },
    unread: (back) => {
      rest = back + rest;
    },
    write: () => {},
    close: () => {},
    retain: () => file,
  };
  return file;
}

/** What a script that will never end is told; its status is that of SIGTERM. */
const STUCK = "everything waits for something that cannot happen any more: ended\n";
/** And one that says too much. */
const FLOODED = `stopped: more than ${MOST_OUTPUT} characters of output (limit)\n`;

/** `run` is the shell; the script's text is no file of the simulated machine, so it has got it already. */
export async function runScript(
  host: Host,
  options: ScriptOptions,
  run: (context: ProcessContext) => ExitStatus | Promise<ExitStatus>,
): Promise<ExitStatus> {
  const credentials = loginCredentials(options.user);
  for (const folder of options.folders ?? []) shareFolder(host, folder, credentials);
  const { cwd = "" } = options;
  const end = (why: string): void => {
    options.stderr(`${options.name}: ${why}`);
    host.signalSession(spawned.process, "TERM");
    host.signal(spawned.process, "KILL");
  };
  const flooded = (): void => end(FLOODED);
  const files = new Map<number, OpenFile>([
    [0, inlet(host, options.stdin ?? "")],
    [1, outlet(host, "pipe:[2]", options.stdout, flooded)],
    [2, outlet(host, "pipe:[3]", options.stderr, flooded)],
  ]);
  const spawned = host.spawn(
    {
      parent: undefined,
      argv: ["bash", options.name, ...options.args],
      env: loginEnvironment(options.user),
      cwd: cwd !== "" && hasDirectory(host, cwd) ? cwd : loginHome(options.user),
      files,
      credentials,
      session: { terminal: undefined },
    },
    (process) => run(contextOf(host, process)),
  );
  options.onInterrupt?.(() => host.signalSession(spawned.process, "INT"));
  const release = host.clock.hold(() => end(STUCK));
  const status = await spawned.status;
  release();
  return status;
}
