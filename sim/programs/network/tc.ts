/** `tc` of iproute2: core/command/tc over this process's kernel. */
import { completeTc, parseTcOptions, runTc, type TcOptions } from "../../../core/command/tc/tc.ts";
import { splitBatchLine } from "../../../core/command/words.ts";
import { strerror } from "../../../core/errors.ts";
import type { NetnsId } from "../../../core/model/id.ts";
import { SELF } from "../../../core/operation/netns-ref.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { openNetns, viewOf } from "./ip.ts";
import { afterWrite, printOutcome } from "./outcome.ts";

function run(context: ProcessContext): ExitStatus | Promise<ExitStatus> {
  const { options, words, outcome } = parseTcOptions(context.argv);
  if (outcome) return printOutcome(context, outcome);
  const netns = options.netns === undefined ? context.kernel.netns : openNetns(context, options.netns);
  if (netns === undefined) return 255;
  if (options.batch !== undefined) return runBatch(context, options, netns, options.batch);
  return runCommand(context, options, netns, words);
}

function runCommand(
  context: ProcessContext,
  options: TcOptions,
  netns: NetnsId,
  words: readonly string[],
): ExitStatus | Promise<ExitStatus> {
  const { kernel } = context;
  const where = options.netns === undefined ? SELF : ({ by: "name", name: options.netns } as const);
  const host = { view: () => viewOf(kernel, netns), apply: kernel.apply.bind(kernel) };
  return printOutcome(context, runTc(host, options, words, where));
}

/** `tc -batch FILE`: one command a line, until one fails; on to the end with `-force`. */
async function runBatch(
  context: ProcessContext,
  options: TcOptions,
  netns: NetnsId,
  file: string,
): Promise<ExitStatus> {
  let text = "";
  if (file === "-") {
    for (;;) {
      const chunk = await context.stdin.read(context.self.signals);
      if (chunk === null) break;
      text += chunk;
    }
  } else {
    const read = context.files.readFile(file.startsWith("/") ? file : `${context.cwd}/${file}`);
    if (!read.ok)
      return afterWrite(context.stderr.write(`Cannot open file "${file}" for reading: ${strerror(read.error)}\n`), 255);
    text = read.value;
  }
  let status: ExitStatus = 0;
  for (const [i, line] of text.split("\n").entries()) {
    const words = splitBatchLine(line);
    if (words.length === 0 || (await runCommand(context, options, netns, words)) === 0) continue;
    await context.stderr.write(`Command failed ${file}:${i + 1}\n`);
    status = 1;
    if (!options.force) break;
  }
  return status;
}

export const tc: Program = {
  name: "tc",
  path: "/usr/sbin/tc",
  summary: "delay, lose, queue and shape what a device sends",
  run,
  complete: completeTc,
};
