/**
 * Records golden files from the oracle: `npm run golden [-- PART-OF-A-CASE-ID ...]`. Needs root, docker and the tools
 * themselves; each case gets a sandbox of its own.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { oracleOutcome } from "../../cli/verify/oracle-outcome.ts";
import { comparable } from "../../core/compare/outcome.ts";
import { toolVersions } from "../../real/versions.ts";
import { type ConformanceCase, conformanceCases, type Golden, goldenPath } from "./cases.ts";

const wanted = process.argv.slice(2);
const versions = await toolVersions();
const waiting = conformanceCases().filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));

async function record(each: ConformanceCase): Promise<void> {
  const name = each.id.replace(/^.*\//, "");
  const run = await oracleOutcome(each.script, { world: each.oracle === "docker" ? "docker" : "bare", name });
  if (!run.ok) {
    console.error(`${run.error.missing}\n${run.error.remedy}`);
    process.exit(3);
  }
  const golden: Golden = { versions, outcome: comparable(each.script, run.value) };
  const path = goldenPath(each.id);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(golden, null, 1)}\n`);
  console.log(each.id);
}

/** Cases mostly wait, so several go on at a time; more than a few would make each other late. */
async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    await record(next);
  }
}
await Promise.all([work(), work(), work()]);
