import { expect, test } from "vitest";
import type { HostObservation } from "../core/observation.ts";
import type { Scene } from "./check.ts";
import { Progress } from "./progress.ts";
import type { Lesson } from "./schema.ts";

const step = (id: string): Lesson["steps"][number] => ({
  id,
  check: { container: { name: id } },
  solution: [{ in: "host", run: `docker run --name ${id} base`, look: false }],
});
const lesson: Lesson = {
  id: "demo",
  world: "docker",
  terminals: ["host"],
  steps: [step("one"), step("two"), step("three")],
};

function sceneWith(...names: string[]): Scene {
  const observation: HostObservation = {
    netns: {},
    containers: names.map((name) => ({ Name: `/${name}`, State: { Running: true } })),
    networks: [],
  };
  return { observation, names: new Map(), netnsOf: () => undefined, reachable: () => false };
}

test("steps tick off in their order, and one look may tick off several", async () => {
  const progress = new Progress(lesson);
  expect(await progress.look(sceneWith("two"), 1)).toEqual([]);
  expect((await progress.look(sceneWith("one", "two"), 2)).map(({ id }) => id)).toEqual(["one", "two"]);
  expect(progress.current?.id).toBe("three");
  expect([0, 1, 2].map((index) => progress.isDone(index))).toEqual([true, true, false]);
});

test("what was done stays done when its state is gone", async () => {
  const progress = new Progress(lesson);
  await progress.look(sceneWith("one"), 1);
  await progress.look(sceneWith(), 2);
  expect(progress.doneCount).toBe(1);
});

test("taking back a command takes back what it ticked off, and no more", async () => {
  const progress = new Progress(lesson);
  await progress.look(sceneWith("one"), 1);
  await progress.look(sceneWith("one", "two"), 4);
  progress.takeBack(3);
  expect(progress.current?.id).toBe("two");
  progress.takeBack(1);
  expect(progress.doneCount).toBe(1);
  progress.takeBack(0);
  expect(progress.doneCount).toBe(0);
});

test("reset forgets everything; the end has no current step", async () => {
  const progress = new Progress(lesson);
  await progress.look(sceneWith("one", "two", "three"), 1);
  expect(progress.current).toBeUndefined();
  progress.reset();
  expect(progress.current?.id).toBe("one");
});
