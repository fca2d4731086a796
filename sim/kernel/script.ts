/** Runs a script on a machine for somebody outside: its text as `bash NAME`, its output to listeners. */
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import type { ProcessContext } from "../program.ts";
import type { Host } from "./host.ts";
import { type LoginUser, loginCredentials, loginEnvironment, loginHome } from "./login.ts";
import { contextOf } from "./syscalls.ts";

export interface ScriptOptions {
  readonly user: LoginUser;
  readonly name: string;
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly onInterrupt?: (interrupt: () => void) => void;
}

/** A descriptor that leads out of the simulated world. */
function outlet(path: string, write: (text: string) => void): OpenFile {
  const file: OpenFile = { path, read: () => null, write, close: () => {}, retain: () => file };
  return file;
}

function inlet(text: string): OpenFile {
  let rest = text;
  const file: OpenFile = {
    path: "pipe:[1]",
    read: () => {
      const all = rest;
      rest = "";
      return all === "" ? null : all;
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

/** `run` is the shell; the script's text is no file of the simulated machine, so it has got it already. */
export async function runScript(
  host: Host,
  options: ScriptOptions,
  run: (context: ProcessContext) => ExitStatus | Promise<ExitStatus>,
): Promise<ExitStatus> {
  const credentials = loginCredentials(options.user);
  const files = new Map<number, OpenFile>([
    [0, inlet(options.stdin ?? "")],
    [1, outlet("pipe:[2]", options.stdout)],
    [2, outlet("pipe:[3]", options.stderr)],
  ]);
  const spawned = host.spawn(
    {
      parent: undefined,
      argv: ["bash", options.name, ...options.args],
      env: loginEnvironment(options.user),
      cwd: loginHome(options.user),
      files,
      credentials,
      session: { terminal: undefined },
    },
    (process) => run(contextOf(host, process)),
  );
  options.onInterrupt?.(() => host.signalSession(spawned.process, "INT"));
  const release = host.clock.hold(() => {
    options.stderr(`${options.name}: ${STUCK}`);
    host.signalSession(spawned.process, "TERM");
    host.signal(spawned.process, "KILL");
  });
  const status = await spawned.status;
  release();
  return status;
}
