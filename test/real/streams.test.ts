/** Named pipes, and pipes that several read one after another, lose nothing and block nobody else: on both shells of ours. */
import { mkdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { outlet, runOwnShell } from "../../cli/real-shell.ts";
import { openSandbox, type Sandbox } from "../../real/sandbox/sandbox.ts";
import { createSimulator } from "../../sim/simulator.ts";
import { STREAMS } from "../shell/streams.ts";

const gap = inject("gaps").root;

describe.skipIf(gap !== null)(`streams in a sandbox${gap === null ? "" : ` (skipped: ${gap})`}`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    const opened = await openSandbox();
    if (!opened.ok) throw new Error(opened.error.missing);
    sandbox = opened.value;
  });
  afterAll(() => sandbox?.close());

  it.each(STREAMS)("%s", { retry: 1 }, async (script, printed) => {
    rmSync(`${sandbox.root}/tmp/streams`, { recursive: true, force: true });
    mkdirSync(`${sandbox.root}/tmp/streams`);
    let said = "";
    const say = (text: string): void => void (said += text);
    await runOwnShell(sandbox, { text: `cd /tmp/streams; ${script}`, name: "bash" }, [], {
      stdin: outlet("/dev/null", () => undefined),
      stdout: outlet("pipe:[2]", say),
      stderr: outlet("pipe:[3]", say),
    });
    expect(said).toBe(printed);
  });
});

describe("streams in the simulator", () => {
  it.each(STREAMS)("%s", async (script, printed) => {
    const simulator = createSimulator({
      world: "bare",
      seed: 1,
      tick: () => new Promise((resolve) => setImmediate(resolve)),
      pace: "fast",
    });
    let said = "";
    const say = (text: string): void => void (said += text);
    await simulator.runScript(`cd /tmp; ${script}`, { user: "root", name: "bash", args: [], stdout: say, stderr: say });
    expect(said).toBe(printed);
  });
});
