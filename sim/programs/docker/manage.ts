/** The subcommands that do something to containers by name: stop, restart, kill, rm, wait, rename, pause, top, port. */
import { type ExitStatus, SIGNAL, type SignalName } from "../../../core/process.ts";
import type { Container } from "../../engine/container.ts";
import { type Call, noSuchContainer, refused } from "./client.ts";
import type { FlagSpecs } from "./flags.ts";
import { timestamp } from "./text.ts";

/** Does something to each container named; the worst outcome counts. */
async function each(
  call: Call,
  act: (container: Container, name: string) => ExitStatus | Promise<ExitStatus>,
  missing: (name: string) => ExitStatus = (name) => noSuchContainer(call, name, true),
): Promise<ExitStatus> {
  let worst = 0;
  for (const name of call.flags.operands) {
    const container = call.engine.find(name);
    worst = Math.max(worst, container ? await act(container, name) : missing(name));
  }
  return worst;
}

export const STOP_FLAGS: FlagSpecs = { time: { kind: "string", short: "t" } };

export function stop(call: Call): Promise<ExitStatus> {
  const seconds = Number(call.flags.value("time") ?? 10);
  return each(call, async (container, name) => {
    await call.engine.stop(container, seconds);
    void call.out(`${name}\n`);
    return 0;
  });
}

export function restart(call: Call): Promise<ExitStatus> {
  const seconds = Number(call.flags.value("time") ?? 10);
  return each(call, async (container, name) => {
    await call.engine.stop(container, seconds);
    const started = await call.engine.start(container);
    if (!started.ok) return refused(call, { message: `Cannot restart container ${name}: ${started.error.message}` });
    void call.out(`${name}\n`);
    return 0;
  });
}

export const KILL_FLAGS: FlagSpecs = { signal: { kind: "string", short: "s" } };

export function kill(call: Call): Promise<ExitStatus> {
  const wanted = (call.flags.value("signal") ?? "KILL").toUpperCase().replace(/^SIG/, "");
  const signal = (Object.keys(SIGNAL) as SignalName[]).find(
    (name) => name === wanted || String(SIGNAL[name]) === wanted,
  );
  return each(
    call,
    async (container, name) => {
      if (!signal) return refused(call, { message: `Invalid signal: ${call.flags.value("signal")}` });
      if (!container.running)
        return refused(call, { message: `Cannot kill container: ${name}: Container ${container.id} is not running` });
      const ended = signal === "KILL" ? call.engine.wait(container) : undefined;
      call.engine.kill(container, signal);
      await ended;
      void call.out(`${name}\n`);
      return 0;
    },
    (name) => refused(call, { message: `Cannot kill container: ${name}: No such container: ${name}` }),
  );
}

export const RM_FLAGS: FlagSpecs = {
  force: { kind: "bool", short: "f" },
  volumes: { kind: "bool", short: "v" },
  link: { kind: "bool", short: "l", refused: true },
};

/** Names go to standard output as they are removed; what went wrong follows. */
export async function rm(call: Call): Promise<ExitStatus> {
  const problems: string[] = [];
  let status = 0;
  for (const name of call.flags.operands) {
    const container = call.engine.find(name);
    if (!container) {
      problems.push(`Error: No such container: ${name}`);
      // With --force, what is not there counts as removed.
      if (!call.flags.on("force")) status = 1;
      continue;
    }
    const removed = await call.engine.remove(container, call.flags.on("force"));
    if (removed.ok) void call.out(`${name}\n`);
    else {
      problems.push(`Error response from daemon: ${removed.error.message}`);
      status = 1;
    }
  }
  if (problems.length > 0) call.error(`${problems.join("\n")}\n`);
  return problems.some((problem) => problem.startsWith("Error response")) ? 1 : status;
}

export function wait(call: Call): Promise<ExitStatus> {
  return each(call, async (container) => {
    void call.out(`${await call.engine.wait(container)}\n`);
    return 0;
  });
}

export function rename(call: Call): ExitStatus {
  const [name = "", next = ""] = call.flags.operands;
  const container = call.engine.find(name);
  const done = container && call.engine.rename(container, next);
  if (done?.ok) return 0;
  if (done) refused(call, done.error);
  else noSuchContainer(call, name, true);
  call.error(`Error: failed to rename container named ${name}\n`);
  return 1;
}

export function pause(call: Call, paused: boolean): Promise<ExitStatus> {
  return each(call, (container, name) => {
    const done = call.engine.pause(container, paused);
    if (!done.ok) return refused(call, done.error);
    void call.out(`${name}\n`);
    return 0;
  });
}

/** `ps -ef` of the host, what is in the container of it. */
export function top(call: Call): ExitStatus {
  const [name = ""] = call.flags.operands;
  const container = call.engine.find(name);
  if (!container) return noSuchContainer(call, name, true);
  const { running } = container;
  if (!running) return refused(call, { message: `Container ${container.id} is not running` });
  const rows = [...running.init.pidNamespace.processes.values()].map((process) => [
    process.credentials.uid === 0 ? "root" : String(process.credentials.uid),
    String(process.hostPid),
    String(process.parent?.hostPid ?? 0),
    "0",
    timestamp(process.startedMicros).slice(11, 16),
    process.session.terminal?.replace(/^.*:/, "") ?? "?",
    "00:00:00",
    process.argv.join(" "),
  ]);
  const all = [["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"], ...rows];
  // tabwriter with cells of at least twenty.
  void call.out(
    all.map((row) => `${row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(20) : cell)).join("")}\n`).join(""),
  );
  return 0;
}

export function port(call: Call): ExitStatus {
  const [name = "", wanted] = call.flags.operands;
  const container = call.engine.find(name);
  if (!container) return noSuchContainer(call, name);
  const lines = (container.running?.sandbox.ports ?? []).map(({ protocol, port: inside, hostIp, hostPort }) => ({
    key: `${inside}/${protocol}`,
    text: `${hostIp}:${hostPort}`,
  }));
  if (wanted === undefined) {
    const texts = lines.map(({ key, text }) => `${key} -> ${text}\n`);
    // Naturally sorted: by number where they differ in one.
    void call.out(texts.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)).join(""));
    return 0;
  }
  const [number = "", protocol = "tcp"] = wanted.split("/");
  if (!/^\d+$/.test(number) || Number(number) > 65_535) {
    const why = /^\d+$/.test(number) ? "value out of range" : "invalid syntax";
    call.error(`strconv.ParseUint: parsing "${number}": ${why}\n`);
    return 1;
  }
  const key = `${number}/${protocol}`;
  const found = lines.filter((line) => line.key === key);
  for (const { text } of found) void call.out(`${text}\n`);
  if (found.length > 0) return 0;
  call.error(`Error: No public port '${key}' published for ${name}\n`);
  return 1;
}
