/** A terminal of the simulator with a plain `bash` in it, as record-sessions.py starts the real one. */
import { Network } from "../../core/datapath/network.ts";
import { EMPTY_CONFIG } from "../../core/model/config.ts";
import { newRuntime } from "../../core/model/runtime.ts";
import { World } from "../../core/model/world.ts";
import { bootHost } from "../../sim/kernel/boot.ts";
import { Clock } from "../../sim/kernel/clock.ts";
import { openTerminal } from "../../sim/kernel/login.ts";
import { Syscalls } from "../../sim/kernel/syscalls.ts";
import { changedContext, type Program } from "../../sim/program.ts";
import { bash } from "../../sim/programs/base/bash.ts";
import { PROGRAMS } from "../../sim/programs/registry.ts";

const ENVIRONMENT: Readonly<Record<string, string>> = {
  TERM: "xterm-256color",
  LC_ALL: "C.UTF-8",
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  PS1: "$ ",
};

const shell: Program = {
  ...bash,
  run: (context) => bash.run(changedContext(context, { argv: ["bash"], env: ENVIRONMENT, cwd: "/tmp/work" })),
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Simulated time goes on only between steps, by as much as a step of the recording took. */
const STEP_MICROS = 250_000;

/** Plays keys, one step at a time; answers with all that was shown, and the status when the shell ended. */
export async function playSession(
  steps: readonly string[],
): Promise<{ readonly output: string; readonly status: number | "running" }> {
  const world = new World(EMPTY_CONFIG, newRuntime(7));
  const datapath = new Network(world);
  let allowedMicros = 0;
  let waiting: (() => void)[] = [];
  const clock = new Clock(datapath, turn, {
    async waitMicros(_, toMicros) {
      while (toMicros > allowedMicros) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  });
  const host = bootHost({ name: "host", world, datapath, clock, changeListeners: new Set() }, PROGRAMS);
  const { init } = host.pidNamespace;
  if (init === undefined) throw new Error("a machine without pid 1");
  new Syscalls(host, init).files.mkdir("/tmp/work");
  const terminal = openTerminal(host, shell, { user: "root", columns: 80, rows: 24 });
  let output = "";
  let status: number | "running" = "running";
  terminal.onOutput((data) => {
    output += data;
  });
  void terminal.closed.then((ended) => {
    status = ended;
  });
  const settle = async (): Promise<void> => {
    allowedMicros = host.nowMicros + STEP_MICROS;
    const wake = waiting;
    waiting = [];
    for (const each of wake) each();
    for (let turns = 0; turns < 80; turns++) await turn();
  };
  await settle();
  for (const step of steps) {
    terminal.input(step);
    await settle();
  }
  return { output, status };
}
