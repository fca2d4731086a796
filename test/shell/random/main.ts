/**
 * `npm run fuzz:shell -- --runs N --seed S`: random scripts on the evaluator and on the machine's bash, and those that they answer
 * differently, made small. Exit code 0: none found, 1: some, 2: usage, 3: no bash to ask.
 */
import { Command, InvalidArgumentError } from "commander";
import { runSeed } from "../../fuzz/random.ts";
import { realBashVersion } from "../real-shell.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { randomScript } from "./script.ts";
import { shrinkScript } from "./shrink.ts";

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("a number, please");
  return Number(text);
}

const show = (script: string, { real, ours }: Difference): string =>
  [
    script.trimEnd(),
    ...[real, ours].flatMap(({ stdout, stderr, status }, at) => [
      `--- ${at === 0 ? "bash" : "netnone"}: ${status}`,
      (stdout + stderr).trimEnd(),
    ]),
    "",
  ].join("\n");

async function main({ runs, seed }: { readonly runs: number; readonly seed: number }): Promise<number> {
  if (realBashVersion() === undefined) {
    console.error("fuzz:shell: there is no bash 5.2 here that root may run");
    return 3;
  }
  const kinds = new Set<string>();
  let different = 0;
  for (let run = 0; run < runs; run++) {
    const script = randomScript(runSeed(seed, run));
    if ((await differenceOf(script)) !== undefined) {
      different++;
      const small = await shrinkScript(script);
      const difference = await differenceOf(small);
      if (difference !== undefined && !kinds.has(small))
        console.log(`Run ${run} of seed ${seed}\n${show(small, difference)}`);
      kinds.add(small);
    }
    if ((run + 1) % 250 === 0) console.error(`${run + 1} of ${runs}, ${different} different`);
  }
  console.log(`${runs} scripts, ${different} different`);
  return different === 0 ? 0 : 1;
}

const program = new Command("fuzz:shell")
  .option("--runs <number>", "how many scripts", count, 500)
  .option("--seed <number>", "what they begin with", count, Date.now() % 1_000_000_000)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
program.parse();
process.exitCode = await main(program.opts());
