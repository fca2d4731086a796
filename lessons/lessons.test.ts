/** Every lesson: it loads, and its texts speak of the same steps and the same commands as its solution, in each language. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatProblem, parseLesson } from "./load.ts";
import type { Lesson } from "./schema.ts";
import { commandsOf, parseLessonText, type TextBlock } from "./text.ts";

const folder = new URL("./", import.meta.url);
const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

function read(name: string, file: string): string {
  return readFileSync(new URL(`${name}/${file}`, folder), "utf8");
}

function lessonOf(name: string): Lesson {
  const lesson = parseLesson(read(name, "lesson.yaml"));
  if (!lesson.ok) throw new Error(lesson.error.map((problem) => formatProblem(name, problem)).join("\n"));
  return lesson.value;
}

test("there are lessons", () => {
  expect(names).toContain("none-walkthrough");
});

describe.each(names)("%s", (name) => {
  test("is called like its folder", () => {
    expect(lessonOf(name).id).toBe(name);
  });

  test.each(["en", "zh"])("%s has every step, with the solution's commands and a hint", (language) => {
    const text = parseLessonText(read(name, `${language}.md`));
    const { steps, terminals } = lessonOf(name);
    expect(text.title).not.toBe("");
    expect(text.introduction.length).toBeGreaterThan(0);
    expect(text.steps.map((step) => step.id)).toEqual(steps.map((step) => step.id));
    for (const [index, step] of text.steps.entries()) {
      expect(commandsOf(step)).toEqual(steps[index]?.solution.map(({ in: terminal, run }) => ({ in: terminal, run })));
      expect(step.hint.length).toBeGreaterThan(0);
      const kinds = new Set(step.blocks.map((block: TextBlock) => (block.kind === "commands" ? block.terminal : "")));
      for (const kind of kinds) if (kind !== "") expect(terminals).toContain(kind);
    }
  });
});
