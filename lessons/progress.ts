/** How far a learner is: steps tick off in their order, and what was ticked stays so until it is taken back. */
import { holds, type Scene } from "./check.ts";
import type { Lesson, LessonStep } from "./schema.ts";

export class Progress {
  readonly lesson: Lesson;
  /** For each step that is done, how many command lines had been entered by then. */
  readonly #done: number[] = [];

  constructor(lesson: Lesson) {
    this.lesson = lesson;
  }

  get doneCount(): number {
    return this.#done.length;
  }

  /** The step to do next; undefined when all are done. */
  get current(): LessonStep | undefined {
    return this.lesson.steps[this.#done.length];
  }

  isDone(index: number): boolean {
    return index < this.#done.length;
  }

  /** Ticks off the steps whose checks hold, one after the other; answers with those that are new. */
  async look(scene: Scene, commands: number): Promise<LessonStep[]> {
    const fresh: LessonStep[] = [];
    for (let step = this.current; step; step = this.current) {
      const index = this.#done.length;
      if (!(await holds(step.check, scene))) break;
      // Somebody else may have looked, or reset, while a probe was under way.
      if (this.#done.length !== index) break;
      this.#done.push(commands);
      fresh.push(step);
    }
    return fresh;
  }

  /** Unticks what was done by a command line that is taken back: `commands` are left. */
  takeBack(commands: number): void {
    while ((this.#done.at(-1) ?? -1) > commands) this.#done.pop();
  }

  reset(): void {
    this.#done.length = 0;
  }
}
