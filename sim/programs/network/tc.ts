/** `tc` of iproute2: core/command/tc over this process's kernel. */
import { askForAll, deviceNamed } from "../../../core/command/ip/view.ts";
import { completeTc, parseTcOptions, runTc, type TcOptions } from "../../../core/command/tc/tc.ts";
import type { NetnsId } from "../../../core/model/id.ts";
import { indexIn } from "../../../core/model/link.ts";
import { SELF } from "../../../core/operation/netns-ref.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { runBatch } from "./batch.ts";
import { askingView, enterNetns } from "./ip.ts";
import { printOutcome } from "./outcome.ts";

function run(context: ProcessContext): ExitStatus | Promise<ExitStatus> {
  const { options, words, outcome } = parseTcOptions(context.argv);
  const netns = enterNetns(context, options);
  if (netns === undefined) return 255;
  if (outcome) return printOutcome(context, outcome);
  if (options.batch !== undefined)
    return runBatch(context, options.batch, options.force, (line) => runCommand(context, options, netns, line));
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
  const view = () => askingView(kernel, netns);
  const hasDevice = (name: string) => indexIn(name) > 0 || deviceNamed(view(), name) !== undefined;
  const host = { view, hasDevice, apply: kernel.apply.bind(kernel) };
  askForAll(view());
  return printOutcome(context, runTc(host, options, words, where));
}

export const tc: Program = {
  name: "tc",
  path: "/usr/sbin/tc",
  summary: "delay, lose, queue and shape what a device sends",
  run,
  complete: completeTc,
};
