/** `brctl` of bridge-utils: core/command/brctl over this process's kernel. */
import { completeBrctl, runBrctl } from "../../../core/command/brctl.ts";
import type { Program } from "../../program.ts";
import { viewOf } from "./ip.ts";
import { printAtExit } from "./outcome.ts";

export const brctl: Program = {
  name: "brctl",
  path: "/usr/sbin/brctl",
  summary: "make and change Ethernet bridges",
  run(context) {
    const { kernel } = context;
    const host = { view: () => viewOf(kernel, kernel.netns), apply: kernel.applyByIoctl.bind(kernel) };
    return printAtExit(context, runBrctl(host, context.argv));
  },
  complete: completeBrctl,
};
