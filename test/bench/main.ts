/**
 * The bench: the simulator's cost of wiring and pinging beside the real kernel's in the same run, how the cost grows,
 * start-up and memory. Prints a table and exits 0 whatever the figures are; a refusal by either side is an error.
 *
 * `--quick`: smaller counts, fewer runs. `--memory N`: prints the bytes that a world of N containers holds, for itself.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { kernelPingRate, kernelWiringSeconds, withKernel } from "./kernel.ts";
import { pingRoundTrips } from "./ping.ts";
import { runNode, simulatorMemoryBytes, simulatorWiringSeconds } from "./simulator.ts";

interface Row {
  readonly what: string;
  readonly simulator: string;
  readonly kernel: string;
  readonly ratio: string;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The median of several runs, one after the other. */
async function medianOf(runs: number, measure: () => number | Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < runs; i++) values.push(await measure());
  return median(values);
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function printTable(rows: readonly Row[]): void {
  const all: Row[] = [{ what: "", simulator: "simulator", kernel: "kernel", ratio: "ratio" }, ...rows];
  const width = (key: keyof Row) => Math.max(...all.map((row) => row[key].length));
  const [what, simulator, kernel, ratio] = [width("what"), width("simulator"), width("kernel"), width("ratio")];
  for (const row of all) {
    const cells = [
      row.what.padEnd(what),
      row.simulator.padStart(simulator),
      row.kernel.padStart(kernel),
      row.ratio.padStart(ratio),
    ];
    console.log(cells.join("  ").trimEnd());
  }
}

const micros = (seconds: number): string => `${(seconds * 1e6).toFixed(0)} us`;
const rate = (perSecond: number): string => `${Math.round(perSecond).toLocaleString("en")} /s`;
const times = (ratio: number): string => `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)} x`;

async function bench(quick: boolean): Promise<void> {
  const containers = quick ? 100 : 1000;
  const many = quick ? 1000 : 10_000;
  const few = 100;
  const pings = quick ? 20_000 : 200_000;

  progress("warming up");
  for (let i = 0; i < 5; i++) await simulatorWiringSeconds(few);
  pingRoundTrips(20_000);

  progress(`simulator: wiring ${containers} containers`);
  const wiring = (await medianOf(quick ? 15 : 7, () => simulatorWiringSeconds(containers))) / containers;
  progress(`simulator: wiring ${few} containers`);
  // Ten worlds a run: one alone is over so soon that whatever else the machine does decides.
  const ten = async () => {
    let seconds = 0;
    for (let i = 0; i < 10; i++) seconds += await simulatorWiringSeconds(few);
    return seconds / 10;
  };
  const small = (await medianOf(5, ten)) / few;
  progress(`simulator: wiring ${many} containers`);
  const large = (await medianOf(3, () => simulatorWiringSeconds(many))) / many;
  progress("simulator: ping");
  const pinging = pings / (await medianOf(5, () => pingRoundTrips(pings)));

  let why: string | undefined;
  /** The median of the kernel's runs, each in a sandbox of its own; undefined, and `why`, without a sandbox. */
  const kernelMedian = async (runs: number, measure: Parameters<typeof withKernel<number>>[0]) => {
    const values: number[] = [];
    for (let i = 0; i < runs && why === undefined; i++) {
      const done = await withKernel(measure);
      if ("why" in done) why = done.why;
      else values.push(done.value);
    }
    return values.length > 0 ? median(values) : undefined;
  };
  progress("kernel: ping -f");
  const kernelPinging = await kernelMedian(quick ? 1 : 5, (sandbox) => kernelPingRate(sandbox, 50_000));
  progress(`kernel: wiring ${containers} containers`);
  const kernelSeconds = await kernelMedian(quick ? 1 : 3, (sandbox) => kernelWiringSeconds(sandbox, containers));
  const kernelWiring = kernelSeconds === undefined ? undefined : kernelSeconds / containers;

  progress("start-up");
  const cli = fileURLToPath(new URL("../cli/netnone.js", import.meta.url));
  const startUp = existsSync(cli)
    ? await medianOf(quick ? 3 : 9, async () => {
        const run = await runNode([cli, "run", "-c", "true"]);
        if (run.status !== 0) throw new Error(`netnone run -c true ended with ${run.status}`);
        return run.seconds;
      })
    : undefined;
  progress(`memory of ${many} containers`);
  const weighed = await runNode(["--expose-gc", fileURLToPath(import.meta.url), "--memory", String(many)]);
  const bytes = Number(weighed.stdout);
  progress("");

  const none = "-";
  printTable([
    {
      what: `wiring ${containers} containers, each`,
      simulator: micros(wiring),
      kernel: kernelWiring === undefined ? none : micros(kernelWiring),
      ratio: kernelWiring === undefined ? none : times(kernelWiring / wiring),
    },
    {
      what: "ping round trips",
      simulator: rate(pinging),
      kernel: kernelPinging === undefined ? none : rate(kernelPinging),
      ratio: kernelPinging === undefined ? none : times(pinging / kernelPinging),
    },
    { what: `wiring ${few} containers, each`, simulator: micros(small), kernel: none, ratio: none },
    {
      what: `wiring ${many} containers, each`,
      simulator: micros(large),
      kernel: none,
      ratio: `${times(large / small)} of ${few}`,
    },
    {
      what: "netnone run -c true",
      simulator: startUp === undefined ? "not built" : `${(startUp * 1000).toFixed(0)} ms`,
      kernel: none,
      ratio: none,
    },
    {
      what: `memory of ${many} containers, each`,
      simulator: `${(bytes / many / 1024).toFixed(1)} KiB`,
      kernel: none,
      ratio: none,
    },
  ]);
  if (why !== undefined) console.log(`The kernel's side is missing: ${why}`);
  if (startUp === undefined) console.log("The command line is not built: npm run build:cli");
}

const [first, second] = process.argv.slice(2);
if (first === "--memory") console.log(await simulatorMemoryBytes(Number(second)));
else if (first === undefined || first === "--quick") await bench(first === "--quick");
else {
  console.error("usage: npm run bench [-- --quick]");
  process.exitCode = 2;
}
