/** `ethtool`: core/command/ethtool over this process's kernel. */
import { ETHTOOL_OPTIONS, runEthtool } from "../../../core/command/ethtool/ethtool.ts";
import { KERNEL } from "../../kernel/release.ts";
import type { Program } from "../../program.ts";
import { viewOf } from "./ip.ts";
import { printOutcome } from "./outcome.ts";

export const ethtool: Program = {
  name: "ethtool",
  path: "/usr/sbin/ethtool",
  summary: "ask a network device what it is and can do",
  run: (context) => {
    const { kernel } = context;
    const host = {
      view: () => viewOf(kernel, kernel.netns),
      apply: kernel.applyByIoctl.bind(kernel),
      release: KERNEL.release,
      privileged: kernel.credentials.capabilities.has("CAP_NET_ADMIN"),
    };
    const { stdout, stderr, status } = runEthtool(host, context.argv);
    // What went wrong is told at once, what was done only at the end, when standard output is written.
    const complaining = stderr === "" ? undefined : context.stderr.write(stderr);
    return complaining === undefined
      ? printOutcome(context, { stdout, stderr: "", status })
      : complaining.then(() => printOutcome(context, { stdout, stderr: "", status }));
  },
  complete: (words) => (words.length <= 2 ? [...ETHTOOL_OPTIONS, "<device>"] : ["<device>"]),
};
