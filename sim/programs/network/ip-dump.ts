/** `ip route save`, `restore`, `showdump` and their relatives: octets to standard output and from standard input. */
import type { DumpCommand, IpOptions } from "../../../core/command/ip/command.ts";
import { refuseInput, restoreDump, saveDump, showDump } from "../../../core/command/ip/dump/dump.ts";
import type { IpHost } from "../../../core/command/ip/run.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext } from "../../program.ts";
import type { IpNames } from "./ip-names.ts";
import { printOutcome } from "./outcome.ts";
import { readAll } from "./read-all.ts";

export async function runDump(
  context: ProcessContext,
  options: IpOptions,
  command: DumpCommand,
  host: IpHost,
  names: IpNames,
): Promise<ExitStatus> {
  const { kernel, stdin, stdout, stderr } = context;
  if (command.verb === "save") {
    if (stdout.terminal !== undefined) {
      await stderr.write("Not sending a binary stream to stdout\n");
      return 1;
    }
    const sequence = Math.floor((WORLD_BEGAN_MICROS + kernel.nowMicros()) / 1_000_000);
    const { bytes, outcome } = saveDump(host.view(), options, command, { sequence, pid: kernel.pid });
    await stdout.write(textOfBytes(bytes));
    return printOutcome(context, outcome);
  }
  const { of } = command;
  const refused = refuseInput(of, stdin.terminal !== undefined);
  if (refused) return printOutcome(context, refused);
  const bytes = Uint8Array.from(bytesOfText(await readAll(stdin, context)));
  const seekable = !stdin.path.startsWith("pipe:");
  const outcome = names.within(() =>
    command.verb === "restore"
      ? restoreDump(host, options, of, bytes, seekable)
      : showDump(host.view(), options, command.of, bytes),
  );
  return printOutcome(context, outcome);
}
