/** What the simulator takes for the walkthrough's wiring: shell, parser, process start and kernel model, all of it. */
import { spawn } from "node:child_process";
import { createSimulator, type Simulator } from "../../sim/simulator.ts";
import { wiringScript } from "./wiring-script.ts";

async function wire(count: number): Promise<{ readonly simulator: Simulator; readonly seconds: number }> {
  const simulator = createSimulator({
    world: "bare",
    seed: 1,
    tick: () => new Promise((resolve) => setImmediate(resolve)),
    pace: "fast",
  });
  let said = "";
  const listen = (text: string): void => {
    said += text;
  };
  const script = wiringScript(count);
  const started = performance.now();
  const status = await simulator.runScript(script, {
    user: "root",
    name: "wiring",
    args: [],
    stdout: listen,
    stderr: listen,
  });
  const seconds = (performance.now() - started) / 1000;
  const { netns, links } = simulator.config();
  const [spaces, devices] = [Object.keys(netns).length, Object.keys(links).length];
  if (status !== 0 || said !== "" || spaces !== count + 1 || devices !== 3 * count + 2)
    throw new Error(`the simulator refused the wiring: ${status}, ${spaces} namespaces, ${devices} links: ${said}`);
  return { simulator, seconds };
}

/** Seconds to wire `count` containers by the script. */
export async function simulatorWiringSeconds(count: number): Promise<number> {
  return (await wire(count)).seconds;
}

/** Bytes on the heap that a world of `count` containers holds. Needs `node --expose-gc`. */
export async function simulatorMemoryBytes(count: number): Promise<number> {
  const collect = globalThis.gc;
  if (!collect) throw new Error("memory is measured with node --expose-gc");
  await wire(10);
  collect();
  const before = process.memoryUsage().heapUsed;
  const { simulator } = await wire(count);
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  // Holds on to the world until it has been weighed.
  if (Object.keys(simulator.config().netns).length !== count + 1) throw new Error("the world has gone");
  return bytes;
}

export interface ChildRun {
  readonly seconds: number;
  readonly stdout: string;
  readonly status: number | null;
}

/** Runs node on a script, from its start to its end. */
export function runNode(args: readonly string[]): Promise<ChildRun> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ seconds: (performance.now() - started) / 1000, stdout, status }));
  });
}
