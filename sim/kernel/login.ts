/** A user logs in: who that makes of a process, its environment, and a terminal with a login shell in it. */
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import type { Program } from "../program.ts";
import { openPty } from "../terminal/pty.ts";
import { contextOf } from "./context.ts";
import { NO_CAPABILITIES, ROOT } from "./credentials.ts";
import type { Host } from "./host.ts";
import type { Credentials } from "./kernel.ts";

export type LoginUser = "root" | "user";

/** The users of /etc/passwd (root.ts) that people log in as. */
export function loginCredentials(user: LoginUser): Credentials {
  return user === "root" ? ROOT : { uid: 1000, gid: 1000, groups: [1000, 27, 998], capabilities: NO_CAPABILITIES };
}

export function loginHome(user: LoginUser): string {
  return user === "root" ? "/root" : "/home/user";
}

/** What login(1) and Debian's profile set. An ordinary user's PATH has sbin too, so that `ip` and `brctl` are found. */
export function loginEnvironment(user: LoginUser): Readonly<Record<string, string>> {
  return {
    HOME: loginHome(user),
    LANG: "C.UTF-8",
    LOGNAME: user,
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    SHELL: "/bin/bash",
    USER: user,
  };
}

/** A terminal with a login shell in it, as an emulator sees it. */
export interface SimTerminal {
  /** What the user types or pastes, as xterm encodes it. */
  input(data: string): void;
  onOutput(listener: (data: string) => void): () => void;
  resize(columns: number, rows: number): void;
  /** The user's name as in the prompt, and whether a program or the shell's prompt has the terminal. */
  readonly atPrompt: boolean;
  /** Called whenever the shell shows its prompt again, and with each command line as it is entered, without its last newline. */
  onCommand(listener: (line: string) => void): () => void;
  onPrompt(listener: () => void): () => void;
  readonly closed: Promise<ExitStatus>;
  hangup(): void;
}

/** Opens a terminal with a login shell of the user. */
export function openTerminal(
  host: Host,
  shell: Program,
  options: { readonly user: LoginUser; readonly columns: number; readonly rows: number },
): SimTerminal {
  let number = 0;
  while (host.terminals.has(`pts/${number}`)) number++;
  const name = `pts/${number}`;
  const commands = new Set<(line: string) => void>();
  const prompts = new Set<() => void>();
  let atPrompt = false;
  const pty = openPty({
    path: `/dev/${name}`,
    columns: options.columns,
    rows: options.rows,
    signalForeground: (signal) => {
      host.signalTerminal(name, signal);
      host.clock.kick();
    },
    mayRead: (signals) => host.terminalRead(signals),
    tick: () => host.clock.settled(),
  });
  const credentials = loginCredentials(options.user);
  const slave = pty.open();
  const registered = {
    owner: credentials.uid,
    leader: undefined as number | undefined,
    open: () => pty.open(),
    prompted: () => {
      atPrompt = true;
      for (const listener of prompts) listener();
    },
    entered: (line: string) => {
      atPrompt = false;
      for (const listener of commands) listener(line);
    },
  };
  host.terminals.set(name, registered);
  const files = new Map<number, OpenFile>([0, 1, 2].map((descriptor) => [descriptor, slave]));
  const release = host.clock.hold(() => {});
  const spawned = host.spawn(
    {
      parent: undefined,
      argv: ["-bash"],
      env: { ...loginEnvironment(options.user), TERM: "xterm-256color" },
      cwd: loginHome(options.user),
      files,
      credentials,
      session: { terminal: name },
    },
    (process) => {
      registered.leader = process.hostPid;
      return shell.run(contextOf(host, process));
    },
  );
  slave.close();
  const closed: Promise<ExitStatus> = Promise.resolve(spawned.status).then((status) => {
    release();
    host.terminals.delete(name);
    return status;
  });
  return {
    input: (data) => {
      pty.input(data);
      host.clock.kick();
    },
    onOutput: (listener) => pty.onOutput(listener),
    resize: (columns, rows) => pty.resize(columns, rows),
    get atPrompt() {
      return atPrompt;
    },
    onCommand: (listener) => {
      commands.add(listener);
      return () => void commands.delete(listener);
    },
    onPrompt: (listener) => {
      prompts.add(listener);
      return () => void prompts.delete(listener);
    },
    closed,
    hangup: () => {
      pty.hangup();
      host.clock.kick();
    },
  };
}
