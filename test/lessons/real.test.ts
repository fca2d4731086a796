/**
 * Every lesson proves itself on a real kernel with a real docker daemon too: before a step its check fails, after the
 * step's commands, typed into terminals in a sandbox, it passes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { execa } from "execa";
import { describe, expect, inject, test } from "vitest";
import type { JsonObject } from "../../core/observation.ts";
import { holds, type Scene } from "../../lessons/check.ts";
import { formatProblem, parseLesson } from "../../lessons/load.ts";
import type { LessonCommand } from "../../lessons/schema.ts";
import { observe } from "../../real/observe.ts";
import { runInside, type Sandbox } from "../../real/sandbox/sandbox.ts";
import { openWorld } from "../../real/sandbox/world.ts";

const gap = inject("gaps").docker;
const folder = new URL("../../lessons/", import.meta.url);
const lessons = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => {
    const lesson = parseLesson(readFileSync(new URL(`${entry.name}/lesson.yaml`, folder), "utf8"));
    if (!lesson.ok) throw new Error(lesson.error.map((problem) => formatProblem(entry.name, problem)).join("\n"));
    return lesson.value;
  });

/** A prompt at the end of what a terminal has printed: of the shell outside or of the one in a container. */
const PROMPT = /(^|\n)[^\n]*[#$] $/;
const PATIENCE_MILLISECONDS = 60_000;

/** Starts a shell with a terminal of its own in the sandbox; script(1) makes the terminal. */
function startShell(sandbox: Sandbox) {
  const [file, ...args] = sandbox.enter(["script", "-qfc", "bash --norc -i", "/dev/null"]);
  return execa(file, args, {
    extendEnv: false,
    env: { ...sandbox.env, TERM: "dumb" },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
    buffer: false,
    reject: false,
  });
}

class RealTerminal {
  readonly #child: ReturnType<typeof startShell>;
  #printed = "";
  #heard: () => void = () => undefined;

  constructor(sandbox: Sandbox) {
    this.#child = startShell(sandbox);
    this.#child.stdout.on("data", (chunk: Buffer) => {
      this.#printed += chunk.toString().replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
      this.#heard();
    });
  }

  /** Enters a line and waits for the prompt after it; answers with all that appeared. */
  async enter(line: string): Promise<string> {
    await this.prompt(line);
    this.#printed = "";
    this.#child.stdin.write(`${line}\n`);
    return await this.prompt(line);
  }

  async prompt(line: string): Promise<string> {
    const giveUpAt = Date.now() + PATIENCE_MILLISECONDS;
    while (!PROMPT.test(this.#printed)) {
      if (Date.now() > giveUpAt) throw new Error(`no prompt at ${JSON.stringify(line)}: ${this.#printed}`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
        setTimeout(resolve, 1000);
      });
    }
    return this.#printed;
  }

  async close(): Promise<void> {
    this.#child.stdin.destroy();
    await this.#child;
  }
}

/** Prints a line for each name under /run/netns and for each process given: what it is, and its namespace's inode. */
const IDENTITIES = String.raw`
for path in /run/netns/*; do
  [ -L "$path" ] || [ -e "$path" ] || continue
  echo "name $(stat -L -c %i "$path" 2>/dev/null || echo -) ${"${path##*/}"}"
done
for pid; do echo "pid $(stat -L -c %i "/proc/$pid/ns/net") $pid"; done
`;

/** A sandbox as lesson checks see it. */
async function realScene(sandbox: Sandbox): Promise<Scene> {
  const { hosts } = await observe(sandbox);
  const observation = hosts.host;
  if (!observation) throw new Error("a sandbox is one host");
  const running = observation.containers.filter((container) => pidOf(container) > 0);
  const { stdout } = await runInside(sandbox, [
    "bash",
    "-c",
    IDENTITIES,
    "identities",
    ...running.map(pidOf).map(String),
  ]);
  const names = new Map<string, string | undefined>();
  const keyOfInode = new Map<string, string>();
  const inodeOfPid = new Map<number, string>();
  for (const line of stdout.split("\n").filter((each) => each !== "")) {
    const [kind, inode = "", word = ""] = line.split(" ");
    if (kind === "pid") inodeOfPid.set(Number(word), inode);
    else {
      names.set(word, inode === "-" || !observation.netns[word] ? undefined : word);
      if (inode !== "-" && observation.netns[word]) keyOfInode.set(inode, word);
    }
  }
  const containerOfKey = new Map<string, JsonObject>();
  for (const container of running) {
    const name = String(container.Name).slice(1);
    const inode = inodeOfPid.get(pidOf(container)) ?? "";
    if (!keyOfInode.has(inode) && observation.netns[name]) keyOfInode.set(inode, name);
    containerOfKey.set(keyOfInode.get(inode) ?? "", container);
  }
  return {
    observation,
    names,
    netnsOf: (id) => {
      const container = running.find((candidate) => candidate.Id === id);
      return container && keyOfInode.get(inodeOfPid.get(pidOf(container)) ?? "");
    },
    // Unlike the simulator's probe it leaves a neighbor behind; no check of the same step looks at one after it.
    reachable: async (key, to) => {
      const container = containerOfKey.get(key);
      const enter =
        key === "" ? [] : ["nsenter", container ? `--net=/proc/${pidOf(container)}/ns/net` : `--net=/run/netns/${key}`];
      return (await runInside(sandbox, [...enter, "ping", "-c", "1", "-W", "2", to])).status === 0;
    },
  };
}

function pidOf(container: JsonObject): number {
  const { State: state } = container;
  if (typeof state !== "object" || state === null || !("Pid" in state)) return 0;
  return Number(state.Pid);
}

describe.skipIf(gap !== null)(
  `lessons on the kernel${gap === null ? "" : ` (skipped: ${gap})`}`,
  { timeout: 180_000 },
  () => {
    test.each(lessons.map((lesson) => [lesson.id, lesson] as const))("%s", async (_id, lesson) => {
      const opened = await openWorld(lesson.world);
      if (!opened.ok) throw new Error(opened.error.missing);
      const sandbox = opened.value;
      const terminals = new Map(lesson.terminals.map((name) => [name, new RealTerminal(sandbox)]));
      const enter = async ({ in: name, run }: LessonCommand): Promise<void> => {
        await terminals.get(name)?.enter(run);
      };
      try {
        for (const step of lesson.steps) {
          expect([step.id, await holds(step.check, await realScene(sandbox))]).toEqual([step.id, false]);
          for (const command of step.solution) await enter(command);
          // What ends with a process ends a few milliseconds after it.
          await expect.poll(async () => holds(step.check, await realScene(sandbox)), { timeout: 10_000 }).toBe(true);
        }
      } finally {
        for (const terminal of terminals.values()) await terminal.close();
        await sandbox.close();
      }
    });
  },
);
