/** `ip vrf exec`, `identify` and `pids`: which processes are in which VRF (ip/ipvrf.c). */
import type { VrfCommand } from "../../../core/command/ip/command.ts";
import { strerror } from "../../../core/errors.ts";
import type { NetnsId } from "../../../core/model/id.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";

/**
 * @param here the namespace that `ip` was sent to
 * @param run runs a command there
 */
export async function runVrf(
  context: ProcessContext,
  command: VrfCommand,
  here: NetnsId,
  run: (argv: readonly string[]) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { kernel, stdout, stderr } = context;
  switch (command.kind) {
    case "identify": {
      const pid = command.pid ?? kernel.pid;
      const process = kernel.processes().find((entry) => entry.pid === pid);
      if (!process) {
        await stderr.write(`Failed to lookup vrf association: ${strerror("ENOENT")}\n`);
        return 1;
      }
      if (process.vrf !== undefined) await stdout.write(`${process.vrf}\n`);
      return 0;
    }
    case "pids":
      for (const { pid, argv, netns, vrf } of kernel.processes())
        if (netns === here && vrf === command.name)
          await stdout.write(`${String(pid).padStart(5)}  ${(argv[0] ?? "").replace(/^.*\//, "").slice(0, 15)}\n`);
      return 0;
    case "exec": {
      const entered = kernel.enterVrf(command.name, here);
      if (entered.ok) return run(command.argv);
      await stderr.write(`Failed to load BPF prog: '${strerror(entered.error)}'\n`);
      return 1;
    }
  }
}
