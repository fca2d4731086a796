/** `docker run`, `create`, `start`, `attach`, `exec`: containers begin, and clients are tied to what runs in them. */
import type { ExitStatus, OpenFile } from "../../../core/process.ts";
import { ok, type Result } from "../../../core/result.ts";
import type { Container, ContainerOptions } from "../../engine/container.ts";
import { Pipe } from "../../kernel/pipe.ts";
import { openPty } from "../../terminal/pty.ts";
import { attach, type Call, noSuchContainer, refused } from "./client.ts";
import type { FlagProblem, FlagSpecs } from "./flags.ts";
import { networkOptions } from "./network-flags.ts";

const REFUSED = { kind: "string", refused: true } as const;
const REFUSED_BOOL = { kind: "bool", refused: true } as const;

/** Flags of run and create; what changes nothing here is taken, what would change something is refused by name. */
export const RUN_FLAGS: FlagSpecs = {
  "cap-add": { kind: "list" },
  "cap-drop": { kind: "list" },
  entrypoint: { kind: "string" },
  env: { kind: "list", short: "e" },
  hostname: { kind: "string", short: "h" },
  init: REFUSED_BOOL,
  interactive: { kind: "bool", short: "i" },
  ip: { kind: "string" },
  ip6: REFUSED,
  label: { kind: "list", short: "l" },
  link: { kind: "list" },
  "mac-address": { kind: "string" },
  mount: REFUSED,
  name: { kind: "string" },
  net: { kind: "string" },
  network: { kind: "string" },
  "network-alias": { kind: "list" },
  "add-host": { kind: "list" },
  dns: { kind: "list" },
  "dns-search": { kind: "list" },
  "dns-opt": { kind: "list" },
  "dns-option": { kind: "list" },
  "net-alias": { kind: "list" },
  "env-file": REFUSED,
  expose: { kind: "list" },
  memory: { kind: "string", short: "m", refused: true },
  pid: REFUSED,
  privileged: { kind: "bool" },
  publish: { kind: "list", short: "p" },
  "publish-all": { kind: "bool", short: "P" },
  "read-only": REFUSED_BOOL,
  restart: REFUSED,
  rm: { kind: "bool" },
  sysctl: { kind: "list" },
  tty: { kind: "bool", short: "t" },
  ulimit: REFUSED,
  user: { kind: "string", short: "u" },
  userns: REFUSED,
  uts: REFUSED,
  volume: { kind: "string", short: "v", refused: true },
  "volumes-from": REFUSED,
  workdir: { kind: "string", short: "w" },
  detach: { kind: "bool", short: "d" },
  "detach-keys": REFUSED,
  attach: { kind: "string", short: "a", refused: true },
  "sig-proxy": { kind: "bool" },
  pull: { kind: "string" },
};

const NO_TERMINAL = "the input device is not a TTY\n";

/** What is asked for, or what the client says of it, and whether it says so before it reads the rest. */
function optionsOf(call: Call, attached: boolean): Result<ContainerOptions, FlagProblem> {
  const { flags, context } = call;
  const [image = "", ...command] = flags.operands;
  const wired = networkOptions(flags);
  if (!wired.ok) return wired;
  const network = flags.value("network") ?? flags.value("net") ?? "";
  const name = flags.value("name");
  const hostname = flags.value("hostname");
  const mac = flags.value("mac-address");
  const ip = flags.value("ip");
  const entrypoint = flags.value("entrypoint");
  return ok({
    ...(name === undefined ? {} : { name }),
    ...wired.value,
    ...(ip === undefined ? {} : { ip }),
    image,
    command,
    tty: flags.on("tty"),
    openStdin: flags.on("interactive"),
    attached,
    autoRemove: flags.on("rm"),
    network: network === "default" ? "" : network,
    ...(hostname === undefined ? {} : { hostname }),
    privileged: flags.on("privileged"),
    capAdd: flags.list("cap-add"),
    capDrop: flags.list("cap-drop"),
    // A bare name passes the client's own value on.
    env: flags.list("env").flatMap((entry) => {
      if (entry.includes("=")) return [entry];
      const own = context.env[entry];
      return own === undefined ? [] : [`${entry}=${own}`];
    }),
    user: flags.value("user") ?? "",
    workingDir: flags.value("workdir") ?? "",
    ...(mac === undefined ? {} : { mac }),
    labels: Object.fromEntries(
      flags.list("label").map((label) => [label.split("=")[0] ?? "", label.split("=").slice(1).join("=")]),
    ),
    ...(entrypoint === undefined ? {} : { entrypoint: [entrypoint] }),
  });
}

function notFoundLocally(call: Call, image: string): void {
  const reference = image.includes(":") ? image : `${image}:latest`;
  call.error(`Unable to find image '${reference}' locally\n`);
  call.error(
    `docker: Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 10.0.2.3:53: dial udp 10.0.2.3:53: connect: network is unreachable.\nSee 'docker run --help'.\n`,
  );
}

export async function run(call: Call): Promise<ExitStatus> {
  const { context, engine, flags } = call;
  const detached = flags.on("detach");
  const interactive = flags.on("interactive");
  if (!detached && flags.on("tty") && interactive && context.stdin.terminal === undefined) {
    call.error(NO_TERMINAL);
    return 1;
  }
  const asked = optionsOf(call, !detached);
  if (!asked.ok) return wrongOption(call, asked.error);
  const options = asked.value;
  if (options.network === "host" && (options.ports.length > 0 || options.publishAll))
    call.error("WARNING: Published ports are discarded when using host network mode\n");
  for (const server of options.dns)
    if (/^(127\.|::1$)/.test(server))
      call.error(`WARNING: Localhost DNS setting (--dns=${server}) may fail in containers.\n`);
  const created = await engine.create(options);
  if (!created.ok) {
    if (created.error.notFound) notFoundLocally(call, options.image);
    else
      call.error(`docker: Error response from daemon: ${sentence(created.error.message)}\nSee 'docker run --help'.\n`);
    return 125;
  }
  const container = created.value;
  // The client asks to be told of the end before it asks for the start.
  const ended = engine.wait(container);
  const early = detached ? undefined : collect(call, container);
  const started = await engine.start(container);
  // It has had the id since it was made, and prints it whether or not the container starts.
  if (detached) void call.out(`${container.id}\n`);
  if (!started.ok) {
    early?.drop();
    call.error(`docker: Error response from daemon: ${sentence(started.error.message)}\n`);
    if (!detached) call.error(`time="${now(call)}" level=error msg="error waiting for container: context canceled"\n`);
    if (options.autoRemove) await engine.remove(container, true);
    return started.error.status ?? 125;
  }
  if (detached) return 0;
  early?.drop();
  const outcome = await attach(call, container, {
    stdin: interactive,
    ended,
    proxySignals: !flags.on("tty"),
    printed: early?.printed ?? [],
  });
  return outcome === "detached" ? 0 : outcome;
}

/** With one full stop at its end, as the client's reports have it. */
function sentence(message: string): string {
  return `${message.replace(/\.$/, "")}.`;
}

/** What a container prints between its start and the moment somebody is attached. */
function collect(
  call: Call,
  container: Container,
): { readonly printed: [string, "stdout" | "stderr"][]; drop(): void } {
  const printed: [string, "stdout" | "stderr"][] = [];
  const deaf = call.engine.listen(container, (text, stream) => void printed.push([text, stream]));
  return { printed, drop: deaf };
}

function now(call: Call): string {
  const date = call.context.kernel.nowMicros();
  return new Date(1_714_989_600_000 + Math.floor(date / 1000)).toISOString().replace(/\.\d+Z$/, "Z");
}

function wrongOption(call: Call, { message, status }: FlagProblem): ExitStatus {
  call.error(`${message}\nSee 'docker ${call.command} --help'.\n`);
  return status;
}

export async function create(call: Call): Promise<ExitStatus> {
  const asked = optionsOf(call, true);
  if (!asked.ok) return wrongOption(call, asked.error);
  const options = asked.value;
  const created = await call.engine.create(options);
  if (created.ok) {
    void call.out(`${created.value.id}\n`);
    return 0;
  }
  if (created.error.notFound) notFoundLocally(call, options.image);
  else refused(call, created.error);
  return 1;
}

export const START_FLAGS: FlagSpecs = {
  attach: { kind: "bool", short: "a" },
  interactive: { kind: "bool", short: "i" },
};

export async function start(call: Call): Promise<ExitStatus> {
  const { engine, flags } = call;
  const attached = flags.on("attach") || flags.on("interactive");
  const failed: string[] = [];
  for (const name of flags.operands) {
    const container = engine.find(name);
    if (!container) {
      noSuchContainer(call, name, true);
      failed.push(name);
      continue;
    }
    const wasRunning = container.running !== undefined;
    const early = attached && !wasRunning ? collect(call, container) : undefined;
    const stopped = new Promise<ExitStatus>((resolve) => {
      if (!wasRunning) container.stopped.add(resolve);
    });
    const started = await engine.start(container);
    early?.drop();
    if (!started.ok) {
      refused(call, started.error);
      failed.push(name);
      continue;
    }
    if (attached) {
      const outcome = await attach(call, container, {
        stdin: flags.on("interactive"),
        ended: wasRunning ? engine.wait(container) : stopped,
        proxySignals: !container.options.tty,
        printed: early?.printed ?? [],
      });
      return outcome === "detached" ? 0 : outcome;
    }
    void call.out(`${name}\n`);
  }
  if (failed.length > 0) call.error(`Error: failed to start containers: ${failed.join(", ")}\n`);
  return failed.length > 0 ? 1 : 0;
}

export const ATTACH_FLAGS: FlagSpecs = {
  "no-stdin": { kind: "bool" },
  "sig-proxy": { kind: "bool" },
  "detach-keys": REFUSED,
};

export async function attachCommand(call: Call): Promise<ExitStatus> {
  const { context, engine, flags } = call;
  const [name = ""] = flags.operands;
  const container = engine.find(name);
  if (!container) return noSuchContainer(call, name);
  if (!container.running) {
    call.error("You cannot attach to a stopped container, start it first\n");
    return 1;
  }
  if (container.state === "paused") {
    call.error("You cannot attach to a paused container, unpause it first\n");
    return 1;
  }
  const stdin = container.options.openStdin && !flags.on("no-stdin");
  if (stdin && container.options.tty && context.stdin.terminal === undefined) {
    call.error(NO_TERMINAL);
    return 1;
  }
  const outcome = await attach(call, container, {
    stdin,
    ended: engine.wait(container),
    proxySignals: !container.options.tty,
    printed: [],
  });
  if (outcome !== "detached") return outcome;
  call.error("read escape sequence\n");
  return 0;
}

export const EXEC_FLAGS: FlagSpecs = {
  detach: { kind: "bool", short: "d" },
  "detach-keys": REFUSED,
  env: { kind: "list", short: "e" },
  "env-file": REFUSED,
  interactive: { kind: "bool", short: "i" },
  privileged: { kind: "bool" },
  tty: { kind: "bool", short: "t" },
  user: { kind: "string", short: "u" },
  workdir: { kind: "string", short: "w" },
};

/** What `docker exec` takes before the command runs. */
const EXEC_MICROS = 80_000;

export async function exec(call: Call): Promise<ExitStatus> {
  const { context, engine, flags } = call;
  const [name = "", ...argv] = flags.operands;
  const tty = flags.on("tty");
  const detached = flags.on("detach");
  if (tty && flags.on("interactive") && !detached && context.stdin.terminal === undefined) {
    call.error(NO_TERMINAL);
    return 1;
  }
  const container = engine.find(name);
  if (!container) return noSuchContainer(call, name);
  await context.kernel.sleep(EXEC_MICROS, context.self.signals);
  const { host } = engine;
  let number = 1;
  while (host.terminals.has(`${container.id}:pts/${number}`)) number++;
  const key = `${container.id}:pts/${number}`;
  const pty = tty
    ? openPty({
        path: `/dev/pts/${number}`,
        columns: context.stdin.terminal?.columns ?? 80,
        rows: context.stdin.terminal?.rows ?? 24,
        signalForeground: (signal) => host.signalTerminal(key, signal),
        mayRead: (signals) => host.terminalRead(signals),
        tick: () => host.clock.settled(),
      })
    : undefined;
  const null_ = new Pipe(0);
  const files = new Map<number, OpenFile>();
  if (pty) {
    const slave = pty.open();
    files.set(0, slave).set(1, slave.retain()).set(2, slave.retain());
    host.terminals.set(key, {
      owner: 0,
      leader: undefined,
      open: () => pty.open(),
      prompted: () => {},
      entered: () => {},
    });
  } else {
    const silent: OpenFile = {
      path: "/dev/null",
      read: () => null,
      write: () => {},
      close: () => {},
      retain: () => silent,
    };
    files.set(0, flags.on("interactive") && !detached ? context.stdin.retain() : null_.reader());
    files.set(1, detached ? silent : context.stdout.retain());
    files.set(2, detached ? silent : context.stderr.retain());
  }
  const started = engine.exec(container, {
    argv,
    env: flags.list("env").map((entry) => (entry.includes("=") ? entry : `${entry}=${context.env[entry] ?? ""}`)),
    user: flags.value("user") ?? "",
    workingDir: flags.value("workdir") ?? "",
    privileged: flags.on("privileged"),
    files,
    terminal: pty ? key : undefined,
  });
  for (const file of files.values()) file.close();
  if (!started.ok) {
    host.terminals.delete(key);
    const { message, status } = started.error;
    // The daemon writes this one into the stream itself, as to a terminal.
    if (status === 126) void call.out(`${message}\r\n`);
    else refused(call, started.error);
    return status ?? 1;
  }
  const { status } = started.value;
  if (detached) return 0;
  if (!pty) return status;
  const ended = Promise.resolve(status);
  const input: OpenFile = {
    path: "",
    read: () => null,
    write: (text) => pty.input(text),
    close: () => {},
    retain: () => input,
  };
  const outcome = await attach(call, container, {
    stdin: flags.on("interactive"),
    ended,
    proxySignals: false,
    printed: [],
    session: { pty, input },
  });
  host.terminals.delete(key);
  return outcome === "detached" ? 0 : outcome;
}
