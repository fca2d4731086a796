/** `sysctl` of procps: core/command/sysctl over this process's files. */
import { readsStdin, runSysctl, sysctlName, sysctlPath } from "../../../core/command/sysctl.ts";
import type { CompletionContext, Program } from "../../program.ts";
import { printOutcome } from "./outcome.ts";

/** Names that begin as the last word does, one component further. */
function complete(words: readonly string[], context: CompletionContext): readonly string[] {
  const last = words.at(-1) ?? "";
  if (last.startsWith("-")) return ["-a", "-e", "-n", "-N", "-p", "-q", "-r", "-w"];
  const path = sysctlPath(last);
  const directory = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const entries = context.files.readDir(directory === "" ? "/proc/sys" : `/proc/sys/${directory}`);
  if (!entries.ok) return [];
  return entries.value
    .map((entry) => sysctlName(directory === "" ? entry : `${directory}/${entry}`))
    .filter((name) => name.startsWith(last));
}

export const sysctl: Program = {
  name: "sysctl",
  path: "/usr/sbin/sysctl",
  summary: "show and change kernel parameters",
  run: async (context) => {
    let stdin = "";
    if (readsStdin(context.argv)) {
      for (;;) {
        const chunk = await context.stdin.read(context.self.signals);
        if (chunk === null) break;
        stdin += chunk;
      }
    }
    return printOutcome(context, runSysctl(context.files, context.cwd, context.argv, stdin));
  },
  complete,
};
