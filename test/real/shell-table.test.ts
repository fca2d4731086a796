/** The rows of the shell's table give in real mode, over the sandbox's own programs and files, what bash gives. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { outlet } from "../../cli/real-shell.ts";
import type { OpenFile } from "../../core/process.ts";
import { sandboxHost } from "../../real/host/host.ts";
import { HostSignals } from "../../real/host/signals.ts";
import { openSandbox, type Sandbox } from "../../real/sandbox/sandbox.ts";
import { runBash } from "../../sim/shell/bash.ts";
import { type Case, caseOf, type Outcome } from "../shell/row.ts";
import { TABLE } from "../shell/table/table.ts";

const gap = inject("gaps").root;
const WORK = "/tmp/work";
const recorded: Record<string, Outcome> = JSON.parse(
  readFileSync(new URL("../shell/golden/table.json", import.meta.url), "utf8"),
);

describe.skipIf(gap !== null)(`the shell's table in a sandbox${gap === null ? "" : ` (skipped: ${gap})`}`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    const opened = await openSandbox();
    if (!opened.ok) throw new Error(opened.error.missing);
    sandbox = opened.value;
  });
  afterAll(() => sandbox?.close());

  async function run({ script, stdin }: Case): Promise<Outcome> {
    // The sandbox's /tmp is its own.
    const directory = `${sandbox.root}${WORK}`;
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    const said = { stdout: "", stderr: "" };
    const signals = new HostSignals();
    const host = sandboxHost(sandbox, undefined, signals);
    let input: string | null = stdin;
    const from: OpenFile = {
      ...outlet("pipe:[1]", () => undefined),
      read: () => {
        const text = input;
        input = null;
        return text === "" ? null : text;
      },
      unread: (text) => {
        input = text + (input ?? "");
      },
      retain: () => from,
    };
    const status = await runBash({
      argv: ["bash", "-c", script],
      host,
      self: { pid: process.pid, parentPid: process.ppid, signals },
      env: {
        PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: "/root",
        PWD: WORK,
        LC_ALL: "C.UTF-8",
      },
      cwd: WORK,
      files: new Map<number, OpenFile>([
        [0, from],
        [1, outlet("pipe:[2]", (more) => void (said.stdout += more))],
        [2, outlet("pipe:[3]", (more) => void (said.stderr += more))],
      ]),
      tick: () => new Promise((resolve) => setImmediate(resolve)),
    });
    host.end();
    return { ...said, status };
  }

  for (const [subject, rows] of Object.entries(TABLE)) {
    const cases = rows.map(caseOf).filter((row) => row.deviation === undefined);
    it.each(cases.map((row) => [row.script, row] as const))(`${subject}: %s`, { retry: 2 }, async (_, row) => {
      const key = row.stdin === "" ? row.script : `${row.script}\0${row.stdin}`;
      expect(await run(row)).toEqual(recorded[key]);
    });
  }
});
