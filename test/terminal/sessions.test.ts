/** Whole sessions at the prompt against bash's own: golden/sessions.json, recorded by record-sessions.py. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { OpenFile, Signals } from "../../core/process.ts";
import type { Kernel } from "../../sim/kernel/kernel.ts";
import { Shell } from "../../sim/shell/shell.ts";
import { openPty } from "../../sim/terminal/pty.ts";
import { runShellOnTerminal } from "../../sim/terminal/shell-on-terminal.ts";
import { TestWorld } from "../shell/host.ts";
import { screenOf } from "./screen.ts";

interface Golden {
  readonly sessions: readonly {
    readonly name: string;
    readonly steps: readonly string[];
    readonly output: string;
    readonly status: number;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/sessions.json", import.meta.url), "utf8"));

/** Where ours is another on purpose. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  trap: "what an INT trap prints at the prompt goes on a line of its own; bash prints it over the prompt",
  "syntax errors": "the parser takes `echo (` and a line end for a command; bash refuses it",
};

/** Long sleeps last until a signal ends them. */
class PatientWorld extends TestWorld {
  override sleep(micros: number, signals: Signals): Promise<void> {
    if (micros < 10_000_000) return super.sleep(micros, signals);
    return new Promise((resolve) => {
      const ignore = signals.listen(() => {
        if (signals.pending === undefined) return;
        ignore();
        resolve();
      });
    });
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function play(steps: readonly string[]): Promise<{ output: string; status: number | "running" }> {
  const world = new PatientWorld();
  let output = "";
  let shellPid = 0;
  const pty = openPty({
    path: "/dev/pts/0",
    columns: 80,
    rows: 24,
    signalForeground: (signal) => void world.kill(shellPid, signal),
  });
  pty.onOutput((data) => {
    output += data;
  });
  const file = pty.open();
  const files = new Map<number, OpenFile>([0, 1, 2].map((number) => [number, file]));
  let status: number | "running" = "running";
  const child = world.start(1, files, (self) => {
    shellPid = self.pid;
    const shell = new Shell({
      host: world.host(self),
      self,
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", PS1: "$ " },
      cwd: "/tmp/work",
      files,
      name: "bash",
      interactive: true,
    });
    return runShellOnTerminal(shell, {
      terminal: pty.terminal,
      kernel: {} as Partial<Kernel> as Kernel,
      program: () => undefined,
    });
  });
  void Promise.resolve(child.status).then((ended) => {
    status = ended;
  });
  await settle();
  for (const step of steps) {
    pty.input(step);
    await settle();
  }
  return { output: output.replace(/(\[\d+\] )\d+/g, "$1PID"), status };
}

it.each(golden.sessions)("$name", async ({ name, steps, output, status }) => {
  const ours = await play(steps);
  const [mine, theirs] = await Promise.all([screenOf([ours.output], 80, 24), screenOf([output], 80, 24)]);
  if (name in DEVIATIONS) return expect(mine).not.toEqual(theirs);
  expect(mine.rows).toEqual(theirs.rows);
  expect(ours.status).toBe(status);
});
