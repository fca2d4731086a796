/** `bridge` of iproute2: core/command/bridge over this process's kernel. */

import { Args, matches } from "../../../core/command/args.ts";
import { parseBridgeCommandLine, runBridge } from "../../../core/command/bridge/bridge.ts";
import { completeBridge } from "../../../core/command/bridge/complete.ts";
import { bridgeMessage, KnownLinks, parseBridgeMonitor } from "../../../core/command/bridge/monitor.ts";
import { askForAll } from "../../../core/command/ip/view.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { runBatch } from "./batch.ts";
import { askingView, enterNetns, namesOf } from "./ip.ts";
import { printMessages } from "./ip-monitor.ts";
import { printOutcome } from "./outcome.ts";

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { kernel } = context;
  const { options, words, outcome } = parseBridgeCommandLine(context.argv);
  const netns = enterNetns(context, options);
  if (netns === undefined) return 255;
  if (outcome) return printOutcome(context, outcome);
  const host = {
    view: () => askingView(kernel, netns),
    apply: kernel.apply.bind(kernel),
    names: namesOf(kernel, netns),
  };
  askForAll(host.view());
  if (options.batch !== undefined)
    return runBatch(context, options.batch, options.force, (line) =>
      printOutcome(context, runBridge(host, options, line)),
    );
  const [object = "", ...rest] = words;
  if (!matches(object, "monitor")) return printOutcome(context, runBridge(host, options, words));
  const args = new Args(rest);
  const monitor = parseBridgeMonitor(args);
  if (args.refusal) return printOutcome(context, { stdout: "", ...args.refusal });
  const links = new KnownLinks(host.view());
  return printMessages(
    context,
    (told) => bridgeMessage(host.view(), monitor, told, options, links),
    options.timestamp ? "long" : undefined,
    // print_mdb_mon does not flush.
    ({ noun }) => noun === "mdb",
  );
}

export const bridge: Program = {
  name: "bridge",
  path: "/usr/sbin/bridge",
  summary: "show and change ports of bridges and their forwarding database",
  run,
  complete: completeBridge,
};
