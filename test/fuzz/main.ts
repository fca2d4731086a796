/**
 * `npm run fuzz -- --runs N --seed S [--commands 20-40] [--lanes N] [--failures N] [--mistakes] [--vm] [--rare N] [--tally]`: looks for scripts that the simulator
 * and this machine's kernel answer differently. Exit code 0: none found, 1: some, 2: usage, 3: no kernel to ask.
 */
import { Command, InvalidArgumentError } from "commander";
import { renderDifferences } from "../../core/compare/outcome.ts";
import { oracleGap } from "../../real/oracle-gap.ts";
import { openRounds } from "../../real/oracle-rounds.ts";
import { openVmRounds } from "../../real/vm/vm-rounds.ts";
import { addToFuzzTally } from "../fidelity/fuzz-tally.ts";
import { type CampaignOptions, renderDifference, renderFailure, runCampaign, scriptSteps, seedOf } from "./campaign.ts";
import { scriptOf } from "./step.ts";

function count(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError("a number, please");
  }
  return Number(text);
}

function each(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, count(text)];
}

function range(text: string): readonly [number, number] {
  const [, low, high] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (low === undefined || Number(high ?? low) < Number(low) || Number(low) < 1) {
    throw new InvalidArgumentError("a number or a range such as 20-40, please");
  }
  return [Number(low), Number(high ?? low)];
}

async function main(
  options: CampaignOptions & { readonly print?: boolean; readonly verbose?: boolean; readonly tally?: boolean },
): Promise<number> {
  if (options.print === true) {
    for (let run = 0; run < options.runs; run++) {
      process.stdout.write(scriptOf(scriptSteps(options, seedOf(options, run)), `Run ${run} of seed ${options.seed}.`));
    }
    return 0;
  }
  const gap = options.vm === true ? undefined : await oracleGap("root");
  if (gap !== undefined) {
    console.error(`fuzz: ${gap}`);
    return 3;
  }
  const rounds = await (options.vm === true ? openVmRounds() : openRounds());
  if (!rounds.ok) {
    console.error(`fuzz: ${rounds.error.missing}\n${rounds.error.remedy}`);
    return 3;
  }
  const equal: (readonly (readonly string[])[])[] = [];
  const startedAt = Date.now();
  // Whoever breaks it off is told how far it came.
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
  const result = await runCampaign(rounds.value, options, {
    signal: stopping.signal,
    equal: (steps) => equal.push(steps.map(({ argv }) => argv)),
    failed: (failure) =>
      console.log(options.mistakes === true ? renderDifference(failure) : `${renderFailure(failure)}\n`),
    suspected: (seed, first) => {
      if (options.verbose === true) {
        console.log(`suspected, seed ${seed}\n${renderDifferences([first])}`);
      }
    },
    unsteady: (seed, found) => {
      if (options.verbose === true) {
        console.log(`unsteady, seed ${seed}\n${renderDifferences(found)}`);
      }
    },
    progress: (runs, suspects) => {
      // In a file, now and then is enough.
      if (process.stderr.isTTY) process.stderr.write(`\r${runs} of ${options.runs}, ${suspects} suspected`);
      else if (runs % 250 === 0) console.error(`${runs} of ${options.runs}, ${suspects} suspected`);
    },
  });
  await rounds.value.close();
  if (options.tally === true) {
    addToFuzzTally(equal);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(
    `seed ${options.seed}: ${result.runs} runs of ${result.commands} commands in ${seconds.toFixed(0)} s (${(result.runs / seconds).toFixed(1)}/s), ` +
      `${result.failures.length} kinds of difference, ${result.repeated} more runs with one of them, ` +
      `${result.unsteady} that differed once and not again, ${result.refused} that came to what is refused by name`,
  );
  return result.failures.length === 0 ? 0 : 1;
}

const program = new Command("fuzz")
  .option("--runs <n>", "scripts to try", count, 100)
  .option("--seed <s>", "where scripts come from; a fresh one when not given", count, Date.now() % 1_000_000_000)
  .option("--script <seed...>", "the scripts that a report names, in place of fresh ones", each)
  .option("--commands <low-high>", "length of scripts (20-40; with --mistakes 120-160)", range)
  .option("--lanes <n>", "scripts at the same time", count, 80)
  .option("--failures <n>", "stop after so many kinds of difference", count, 5)
  .option(
    "--mistakes",
    "long scripts of mistaken lines in a world that stays as it is, and every kind of difference in them",
  )
  .option("--whole", "say what differs as it was found, without shrinking it")
  .option("--vm", "on Debian's kernel in a virtual machine, with the kinds of links that come as modules")
  .option("--rare <n>", "write what few people write so many times as often", count)
  .option("--tally", "add what was equal to the counts of the fidelity page (test/fuzz/tally.json)")
  .option("--print", "print the scripts instead of running them")
  .option("--verbose", "show what differed once and not again, too")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
program.parse();
const { script, ...given } = program.opts<CampaignOptions & { readonly script?: readonly number[] }>();
const options = { ...given, commands: given.commands ?? (given.mistakes === true ? [120, 160] : [20, 40]) };
process.exitCode = await main(script ? { ...options, scripts: script, runs: script.length } : options);
