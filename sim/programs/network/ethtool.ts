/** `ethtool`: core/command/ethtool over this process's kernel. */
import { ETHTOOL_OPTIONS, runEthtool } from "../../../core/command/ethtool/ethtool.ts";
import type { Program } from "../../program.ts";
import { viewOf } from "./ip.ts";
import { printOutcome } from "./outcome.ts";

export const ethtool: Program = {
  name: "ethtool",
  path: "/usr/sbin/ethtool",
  summary: "ask a network device what it is and can do",
  run: (context) => {
    const { kernel } = context;
    return printOutcome(context, runEthtool(viewOf(kernel, kernel.netns), context.argv));
  },
  complete: (words) => (words.length <= 2 ? [...ETHTOOL_OPTIONS, "<device>"] : ["<device>"]),
};
