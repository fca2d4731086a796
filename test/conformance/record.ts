/**
 * Records golden files from the oracle: `npm run golden [-- PART-OF-A-CASE-ID ...]`. Needs root, docker and the tools
 * themselves, and for the virtual machine what `real/vm` names; each case gets a sandbox of its own.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { oracleOutcome } from "../../cli/verify/oracle-outcome.ts";
import { vmOutcomes } from "../../cli/verify/vm-outcome.ts";
import { comparable, type Outcome } from "../../core/compare/outcome.ts";
import type { Unavailable } from "../../real/sandbox/requirements.ts";
import { toolVersions } from "../../real/versions.ts";
import { type ConformanceCase, caseName, conformanceCases, type Golden, goldenPath } from "./cases.ts";

const wanted = process.argv.slice(2);
const versions = await toolVersions();
const chosen = conformanceCases().filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));
const waiting = chosen.filter(({ oracle }) => oracle !== "vm");

function giveUp({ missing, remedy }: Unavailable): never {
  console.error(`${missing}\n${remedy}`);
  process.exit(3);
}

function write(each: ConformanceCase, from: Golden["versions"], outcome: Outcome): void {
  const golden: Golden = { versions: from, outcome: comparable(each.script, outcome) };
  const path = goldenPath(each.id);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(golden, null, 1)}\n`);
  console.log(each.id);
}

async function record(each: ConformanceCase): Promise<void> {
  const run = await oracleOutcome(each.script, {
    world: each.oracle === "docker" ? "docker" : "bare",
    name: caseName(each),
  });
  write(each, versions, run.ok ? run.value : giveUp(run.error));
}

/** One boot of the machine for all that need it. */
async function recordInVm(cases: readonly ConformanceCase[]): Promise<void> {
  if (cases.length === 0) {
    return;
  }
  const done = await vmOutcomes(cases.map((each) => ({ text: each.script, name: caseName(each), first: each.first })));
  const { kernel, outcomes } = done.ok ? done.value : giveUp(done.error);
  for (const [index, each] of cases.entries()) {
    const outcome = outcomes[index];
    if (outcome !== undefined) {
      write(each, { ...versions, kernel }, outcome);
    }
  }
}

/** Cases mostly wait, so several go on at a time; more than a few would make each other late. */
async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    await record(next);
  }
}
await Promise.all([work(), work(), work()]);
await recordInVm(chosen.filter(({ oracle }) => oracle === "vm"));
