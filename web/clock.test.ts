import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PageClock } from "./clock.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether a wait is over, without waiting for it. */
function watch(promise: Promise<void>): { over: boolean } {
  const state = { over: false };
  void promise.then(() => {
    state.over = true;
  });
  return state;
}

async function pass(millis: number): Promise<void> {
  for (let rest = millis; rest > 0; rest -= 100) await vi.advanceTimersByTimeAsync(Math.min(100, rest));
}

test("a simulated second is a second", async () => {
  const clock = new PageClock();
  const wait = watch(clock.waitMicros(0, 1_000_000));
  await pass(990);
  expect(wait.over).toBe(false);
  await pass(20);
  expect(wait.over).toBe(true);
});

test.each([
  [10, 100],
  [0.1, 10_000],
])("at %d times the speed it is %d ms", async (speed, millis) => {
  const clock = new PageClock();
  clock.setSpeed(speed);
  const wait = watch(clock.waitMicros(0, 1_000_000));
  await pass(millis * 0.9);
  expect(wait.over).toBe(false);
  await pass(millis * 0.2);
  expect(wait.over).toBe(true);
});

test("no time passes while it is paused, or while a packet travels", async () => {
  const clock = new PageClock();
  const wait = watch(clock.waitMicros(0, 1_000_000));
  clock.setPaused(true);
  await pass(5000);
  expect(wait.over).toBe(false);
  clock.setPaused(false);
  const release = clock.hold();
  await pass(5000);
  expect(wait.over).toBe(false);
  release();
  release();
  await pass(1100);
  expect(wait.over).toBe(true);
});

test("a step runs until a packet has been seen and nothing follows", async () => {
  const clock = new PageClock();
  clock.setPaused(true);
  let now = 0;
  const reached: number[] = [];
  const run = async (): Promise<void> => {
    for (const next of [100_000, 200_000, 200_010, 200_020, 300_000, 400_000]) {
      await clock.waitMicros(now, next);
      now = next;
      reached.push(next);
      if (next >= 200_000) clock.packetSeen(next);
    }
  };
  void run();
  await pass(1000);
  expect(reached).toEqual([]);
  clock.step(now);
  await pass(1000);
  expect(reached).toEqual([100_000, 200_000, 200_010, 200_020]);
  expect(clock.paused).toBe(true);
  expect(clock.stepping).toBe(false);
});

test("a step that meets no packet ends", async () => {
  const clock = new PageClock();
  clock.setPaused(true);
  const wait = watch(clock.waitMicros(0, 60_000_000));
  clock.step(0);
  await pass(100);
  expect(wait.over).toBe(false);
  expect(clock.stepping).toBe(false);
});

test("time starts again after a reset", async () => {
  const clock = new PageClock();
  await Promise.all([clock.waitMicros(0, 3_000_000), pass(3100)]);
  const wait = watch(clock.waitMicros(0, 500_000));
  await pass(400);
  expect(wait.over).toBe(false);
  await pass(200);
  expect(wait.over).toBe(true);
});
