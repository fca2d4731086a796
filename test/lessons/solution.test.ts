/**
 * Every lesson proves itself on the simulator: before a step its check fails, after the solution it passes, and with one
 * command left out it fails.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { holds } from "../../lessons/check.ts";
import { formatProblem, parseLesson } from "../../lessons/load.ts";
import type { Lesson, LessonCommand } from "../../lessons/schema.ts";
import type { SimTerminal } from "../../sim/kernel/login.ts";
import { createSimulator } from "../../sim/simulator.ts";
import { lessonScene } from "../../web/lesson/lesson-scene.ts";

const folder = new URL("../../lessons/", import.meta.url);
const lessons = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => {
    const lesson = parseLesson(readFileSync(new URL(`${entry.name}/lesson.yaml`, folder), "utf8"));
    if (!lesson.ok) throw new Error(lesson.error.map((problem) => formatProblem(entry.name, problem)).join("\n"));
    return lesson.value;
  });

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** A shell's prompt at the end of what a terminal has printed, colours and cursor movements aside. */
const PROMPT = /[a-z]+@[\w-]+:\S+[$#] $/;
/** Far more than any command here needs. */
const PATIENCE_TICKS = 20_000;

/** A learner at the lesson's terminals. */
class Learner {
  readonly simulator;
  readonly #terminals = new Map<string, { terminal: SimTerminal; printed: string }>();

  constructor(lesson: Lesson) {
    this.simulator = createSimulator({ world: lesson.world, seed: 1, tick, pace: "fast" });
    for (const name of lesson.terminals) {
      const terminal = this.simulator.openTerminal({ user: "user", columns: 200, rows: 50 });
      const seat = { terminal, printed: "" };
      terminal.onOutput((text) => {
        seat.printed += text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
      });
      this.#terminals.set(name, seat);
    }
  }

  async enter({ in: name, run }: LessonCommand): Promise<void> {
    const seat = this.#terminals.get(name);
    if (!seat) throw new Error(name);
    await this.#prompt(seat, run);
    seat.printed = "";
    seat.terminal.input(`${run}\r`);
    await this.#prompt(seat, run);
  }

  async #prompt(seat: { printed: string }, line: string): Promise<void> {
    for (let ticks = 0; ticks < PATIENCE_TICKS; ticks++) {
      await tick();
      if (PROMPT.test(seat.printed)) return;
    }
    throw new Error(`no prompt at ${JSON.stringify(line)}: ${seat.printed}`);
  }
}

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))("%s", (_id, lesson) => {
  test("each step's check fails before its commands and passes after them", async () => {
    const learner = new Learner(lesson);
    for (const step of lesson.steps) {
      expect([step.id, await holds(step.check, lessonScene(learner.simulator))]).toEqual([step.id, false]);
      for (const command of step.solution) await learner.enter(command);
      expect([step.id, await holds(step.check, lessonScene(learner.simulator))]).toEqual([step.id, true]);
    }
  });

  const needed = lesson.steps.flatMap((step, index) =>
    step.solution.filter((command) => !command.look).map((command) => [command.run, index, command] as const),
  );
  test.each(needed)("without `%s` its step is not done", async (_run, index, left) => {
    const learner = new Learner(lesson);
    for (const step of lesson.steps.slice(0, index + 1)) {
      for (const command of step.solution) if (command !== left && !command.look) await learner.enter(command);
    }
    const check = lesson.steps[index]?.check;
    expect(check && (await holds(check, lessonScene(learner.simulator)))).toBe(false);
  });
});
