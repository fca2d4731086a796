/** `bridge` of iproute2: core/command/bridge over this process's kernel. */
import { completeBridge, parseBridgeCommandLine, runBridge } from "../../../core/command/bridge/bridge.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { namesOf, openNetns, viewOf } from "./ip.ts";
import { printOutcome } from "./outcome.ts";

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { kernel } = context;
  const { options, words, outcome } = parseBridgeCommandLine(context.argv);
  if (outcome) return printOutcome(context, outcome);
  let netns = kernel.netns;
  if (options.netns !== undefined) {
    const opened = openNetns(context, options.netns);
    if (opened === undefined) return 255;
    netns = opened;
  }
  const host = {
    view: () => viewOf(kernel, netns),
    apply: kernel.apply.bind(kernel),
    names: namesOf(kernel, netns),
  };
  return printOutcome(context, runBridge(host, options, words));
}

export const bridge: Program = {
  name: "bridge",
  path: "/usr/sbin/bridge",
  summary: "show and change ports of bridges and their forwarding database",
  run,
  complete: completeBridge,
};
