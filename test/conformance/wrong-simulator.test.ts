/** A comparison that cannot fail proves nothing: each of these simulators has one rule flipped, and each is caught. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { verify } from "../../cli/command/verify.ts";
import { newSimulator } from "../../cli/simulator.ts";
import { simulatorOutcome } from "../../cli/verify/simulator-outcome.ts";
import { comparable, differences } from "../../core/compare/outcome.ts";
import type { Operation } from "../../core/operation/operation.ts";
import { conformanceCases, type Golden, goldenPath } from "./cases.ts";

const flipped = vi.hoisted((): { flip: ((operation: Operation) => Operation) | undefined } => ({ flip: undefined }));

vi.mock("../../core/operation/apply.ts", async (importOriginal) => {
  const right = await importOriginal<typeof import("../../core/operation/apply.ts")>();
  return {
    ...right,
    apply: (...[world, caller, operation]: Parameters<typeof right.apply>) =>
      right.apply(world, caller, flipped.flip?.(operation) ?? operation),
  };
});

const { root: gap } = inject("gaps");

/** The rule that the tests below have in common: every prefix one bit too short. */
const oneOff = (operation: Operation): Operation =>
  operation.kind === "addressAdd" && typeof operation.address.local.address === "number"
    ? {
        ...operation,
        address: {
          ...operation.address,
          local: { ...operation.address.local, length: operation.address.local.length - 1 },
        },
      }
    : operation;

async function found(id: string): Promise<readonly string[]> {
  const each = conformanceCases().find((candidate) => candidate.id === id);
  if (each === undefined) {
    throw new Error(`no case ${id}`);
  }
  const golden: Golden = JSON.parse(readFileSync(goldenPath(id), "utf8"));
  const outcome = await simulatorOutcome(
    await newSimulator("bare", 1, "fast", { firstNetns: "sandbox" }),
    each.script,
    id.replace(/^.*\//, ""),
  );
  return differences(golden.outcome, comparable(each.script, outcome)).map(({ where }) => where);
}

describe("a simulator with a flipped rule is told from the kernel", () => {
  afterEach(() => {
    flipped.flip = undefined;
  });

  it("is not told when nothing is flipped", async () => {
    expect(await found("link/addresses")).toEqual([]);
  });

  it.each<[string, (operation: Operation) => Operation, string]>([
    ["an address one off", oneOff, "ip addr show A: stdout"],
    [
      "links stay down",
      (operation) =>
        operation.kind === "linkSet" && operation.changes.up === true
          ? { ...operation, changes: { ...operation.changes, up: false } }
          : operation,
      "ip route: stdout",
    ],
    [
      "routes are replaced instead of added",
      (operation) => (operation.kind === "routeAdd" ? { ...operation, mode: "replace" } : operation),
      "sudo ip route add 10.9.0.0/16 via 10.3.0.9: status",
    ],
  ])("%s", async (_, flip, place) => {
    flipped.flip = flip;
    expect((await found("link/addresses")).some((where) => where.includes(place))).toBe(true);
  });
});

describe.skipIf(gap !== null)(`netnone verify${gap === null ? "" : ` (skipped: ${gap})`}`, () => {
  const said: string[] = [];
  afterEach(() => {
    flipped.flip = undefined;
    said.length = 0;
    vi.restoreAllMocks();
  });

  it.each([
    [
      "answers 0 for the simulator as it is",
      undefined,
      0,
      /^.*addresses\.sh: no difference in the output of \d+ commands/,
    ],
    [
      "answers 1 for one with a flipped rule, and shows where",
      oneOff,
      1,
      /ip addr show A: stdout\n[^]*\n +- +inet 10\.3\.0\.1\/24 .*\n +\+ +inet 10\.3\.0\.1\/23 [^]*\d+ differences in/,
    ],
  ] as const)("%s", async (_, flip, status, report) => {
    vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
    flipped.flip = flip;
    expect(await verify("test/conformance/link/addresses.sh", { host: "bare", seed: 1 })).toBe(status);
    expect(said.join("")).toMatch(report);
  });
});
