/** What busybox's applets (1.35.0 of Debian 12) have in common: how they complain and how they explain themselves. */
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";

const BANNER = "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n\n";

/** The applet's name as it was called. */
function appletName(context: Pick<ProcessContext, "argv">): string {
  return context.argv[0]?.split("/").at(-1) ?? "busybox";
}

/** bb_error_msg: `ping: bad address 'x'`; answers with `status`. */
export function say(
  context: Pick<ProcessContext, "argv" | "stderr">,
  text: string,
  status: ExitStatus = 1,
): ExitStatus {
  void context.stderr.write(`${appletName(context)}: ${text}\n`);
  return status;
}

/** bb_show_usage: the banner and the applet's help, always on standard error, always status 1. */
export function showUsage(context: Pick<ProcessContext, "stderr">, usage: string): ExitStatus {
  void context.stderr.write(`${BANNER}Usage: ${usage}`);
  return 1;
}
