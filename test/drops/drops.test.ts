/** Why packets are dropped: the simulator's journeys and the kernel's own trace give the same reasons. */
import { describe, expect, inject, it } from "vitest";
import { newSimulator } from "../../cli/simulator.ts";
import type { Hop } from "../../core/trace.ts";
import { DROP_CASES, type DropCase } from "./cases.ts";
import { kernelDrops, tracefsGap } from "./kernel.ts";

const required = (process.env["NETNONE_REQUIRE"] ?? "").split(",").includes("root");
const gap = inject("gaps").root ?? (await tracefsGap()) ?? null;

const PROTOCOLS: Readonly<Record<string, string>> = { ipv4: "ip", ipv6: "ip6", arp: "arp" };

async function simulatedDrops({ setUp, provoke }: DropCase): Promise<readonly string[]> {
  const simulator = await newSimulator("bare", 1);
  const run = (script: string) =>
    simulator.runScript(script, {
      user: "root",
      name: "drops",
      args: [],
      stdin: "",
      stdout: () => undefined,
      stderr: () => undefined,
    });
  await run(setUp);
  const found = new Set<string>();
  // What is sent knows its packet before it has a frame.
  const protocols = new Map<number, string>();
  const stop = simulator.onHop((hop: Hop) => {
    const kind = hop.frame?.payload.kind;
    if (kind !== undefined) protocols.set(hop.packet, PROTOCOLS[kind] ?? kind);
    if (hop.verdict.kind === "drop")
      found.add(`${protocols.get(hop.packet) ?? (setUp.includes("2001:") ? "ip6" : "ip")} ${hop.verdict.reason}`);
  });
  await run(provoke);
  stop();
  return [...found].sort();
}

describe("the simulator drops for the reasons that the kernel gave", () => {
  it.each(DROP_CASES.map((each) => [each.name, each] as const))("%s", async (_, each) => {
    expect(await simulatedDrops(each)).toEqual([...each.want].sort());
  });
});

describe("the kernel now drops for them", () => {
  it("can be asked where it has to be", () => {
    if (required) expect(gap).toBeNull();
  });

  it.skipIf(gap !== null).each(DROP_CASES.map((each) => [each.name, each] as const))("%s", async (_, each) => {
    expect(await kernelDrops(each)).toEqual([...each.want].sort());
  });
});
