/**
 * Cases that are run live do not depend on how fast the machine is: neither on how long a command takes, nor on how much later
 * somebody looks at what they leave.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { comparable, differences, renderDifferences } from "../../core/compare/outcome.ts";
import { type ConformanceCase, conformanceCases, type Golden, goldenPath } from "./cases.ts";
import { simulatedOutcome } from "./simulated.ts";

const live = conformanceCases()
  .filter(({ oracle }) => oracle === "root" || oracle === "docker")
  .map((each) => [each.id, each] as const);

const recorded = ({ id }: ConformanceCase): Golden["outcome"] =>
  JSON.parse(readFileSync(goldenPath(id), "utf8")).outcome;

/** The script with a moment of rest before each of its commands. */
function rested(each: ConformanceCase, pause: string): string {
  const starts = new Set(recorded(each).commands.map(({ line }) => line));
  // On the line of the command, whose number errors name; not between a command and one that asks for its status.
  const lines = each.script.split("\n");
  return lines
    .map((text, index) => (starts.has(index + 1) && !/\$\?|PIPESTATUS/.test(text) ? `${pause}; ${text}` : text))
    .join("\n");
}

describe("a slow machine: each start of a program takes 20 ms longer, and there is a rest of 40 before each command", () => {
  const pause = "sleep 0.0401";
  const wait = "sleep 1.0001";
  it.each(live)("%s", async (_, each) => {
    const script = `${rested(each, pause)}\n${wait}`;
    const slow = comparable(script, await simulatedOutcome(each, { script, slownessMicros: 20_000 }));
    const isOurs = ({ command }: { readonly command: string }) => command === pause || command === wait;
    // What runs in the background says nothing between two lines, where it could fall to either.
    expect(slow.commands.filter((command) => isOurs(command) && command.stdout + command.stderr !== "")).toEqual([]);
    const golden = recorded(each);
    const commands = slow.commands.filter((command) => !isOurs(command));
    // The status is now that of the wait; the last command's own is compared with the others.
    expect(renderDifferences(differences(golden, { ...slow, commands, status: golden.status }))).toBe("");
  });
});
