/** The text tools on the simulated kernel, and the machine's own: equal standard output, standard error and status. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createSimulator } from "../../sim/simulator.ts";
import { realBashVersion, runOnRealBash } from "./real-shell.ts";
import { caseOf, type Outcome } from "./row.ts";
import { awkRows } from "./table/awk.ts";
import { byteRows } from "./table/bytes.ts";
import { execTools } from "./table/exec.ts";
import { fileRows } from "./table/files.ts";
import { jqRows } from "./table/jq.ts";
import { limitRows } from "./table/limit.ts";
import { listingRows } from "./table/listing.ts";
import { programRows } from "./table/programs.ts";
import { regexTools } from "./table/regex.ts";
import { sedRows } from "./table/sed.ts";
import { signalTools } from "./table/signal.ts";
import { systemRows } from "./table/system.ts";
import { text } from "./table/text.ts";
import { timeRows } from "./table/time.ts";
import { toolRows } from "./table/tools.ts";
import { tortureTools } from "./table/torture.ts";

const GOLDEN = new URL("golden/text.json", import.meta.url);
const oracle = realBashVersion() !== undefined;
const recorded: Record<string, Outcome> = existsSync(GOLDEN) ? JSON.parse(readFileSync(GOLDEN, "utf8")) : {};
const update = process.env.UPDATE_GOLDEN === "1" && oracle;

async function simulated(script: string): Promise<Outcome> {
  const simulator = createSimulator({
    world: "bare",
    seed: 1,
    tick: () => new Promise((resolve) => setImmediate(resolve)),
    pace: "fast",
  });
  const out: string[] = [];
  const errors: string[] = [];
  const status = await simulator.runScript(`mkdir -p /tmp/work; cd /tmp/work; ${script}`, {
    user: "root",
    name: "bash",
    args: [],
    stdout: (chunk) => out.push(chunk),
    stderr: (chunk) => errors.push(chunk),
  });
  return { stdout: out.join(""), stderr: errors.join(""), status };
}

const rows = [
  ...text,
  ...sedRows,
  ...awkRows,
  ...jqRows,
  ...toolRows,
  ...listingRows,
  ...regexTools,
  ...signalTools,
  ...limitRows,
  ...byteRows,
  ...execTools,
  ...tortureTools,
  ...fileRows,
  ...systemRows,
  ...timeRows,
  ...programRows,
];

// On a busy machine the real shell may come too late to something; it does not three times.
const patient = { timeout: 60_000, retry: 2 };
test.each(rows.map((row) => [caseOf(row).script, caseOf(row)] as const))("%s", patient, async (_, row) => {
  let real = oracle ? await runOnRealBash(row) : recorded[row.script];
  if (real === undefined) throw new Error("no bash 5.2 here, and nothing recorded for this row");
  if (update) recorded[row.script] = real;
  const ours = await simulated(row.script);
  real = { ...real };
  if (row.deviation !== undefined) expect(ours).not.toEqual(real);
  else expect(ours).toEqual(real);
});

if (update) {
  afterAll(() => {
    writeFileSync(GOLDEN, `${JSON.stringify(recorded, null, 1)}\n`);
  });
}
