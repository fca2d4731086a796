/** What is typed while a world is built anew reaches the new world; undos and resets have their turns. */
import { setImmediate } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { createSimulator } from "../sim/simulator.ts";
import { PageClock } from "./clock.ts";
import { Session } from "./session.ts";

/** A session with one terminal at its prompt; `screen` is what it has printed since it was cleared last. */
async function oneTerminal() {
  const screen = { text: "" };
  const clock = new PageClock();
  clock.setSpeed(1_000);
  const session = new Session({
    create: createSimulator,
    world: "bare",
    seed: 1,
    clock,
    tick: () => setImmediate(),
    listener: {
      output: (_terminal, data) => {
        screen.text += stripVTControlCharacters(data);
      },
      cleared: () => {
        screen.text = "";
      },
      ended: () => {},
      changed: () => {},
      settled: () => {},
      replaced: () => {},
    },
  });
  session.open(1, 80, 24);
  const typed = async (line: string): Promise<void> => {
    session.input(1, `${line}\r`);
    await shown(line);
  };
  const shown = (text: string): Promise<void> =>
    expect.poll(() => (session.atPrompt(1) ? screen.text : ""), { timeout: 20_000 }).toContain(text);
  await shown("$");
  return { session, screen, typed, shown };
}

test("keys typed while a line is taken back reach the new world", async () => {
  const { session, screen, typed, shown } = await oneTerminal();
  await typed("echo one");
  await typed("echo two");
  const undone = session.undo();
  for (const key of "echo $((40 + 2))\r") session.input(1, key);
  expect(await undone).toBe("echo two");
  await shown("\r42\r\n");
  expect(screen.text).not.toContain("two");
  expect(session.lastCommand).toBe("echo $((40 + 2))");
  expect(session.commandCount).toBe(2);
});

test("two undos at once take back two lines, and what is typed meanwhile comes after both", async () => {
  const { session, screen, typed, shown } = await oneTerminal();
  await typed("echo one");
  await typed("echo two");
  const undone = Promise.all([session.undo(), session.undo(), session.undo()]);
  session.input(1, "echo three\r");
  expect(await undone).toEqual(["echo two", "echo one", undefined]);
  await shown("\rthree\r\n");
  expect(screen.text).not.toContain("one");
  expect(session.commandCount).toBe(1);
});

test("a terminal opened, resized or closed while a world is built anew is so in the new world", async () => {
  const { session, screen, typed } = await oneTerminal();
  await typed("echo one");
  const reset = session.reset();
  session.resize(1, 100, 30);
  session.open(2, 80, 24);
  await reset;
  await expect.poll(() => session.atPrompt(1) && session.atPrompt(2)).toBe(true);
  await typed("tput cols");
  expect(screen.text).toContain("\r100\r\n");
  const undone = session.undo();
  session.close(2);
  await undone;
  expect(session.atPrompt(2)).toBe(false);
});
