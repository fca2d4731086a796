/** What goes between the two addresses of `socat` (_socat and xiotransfer of socat.c). */
import type { ExitStatus } from "../../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../../core/text-bytes.ts";
import type { ProcessContext } from "../../../program.ts";
import { Interrupt } from "../interrupt.ts";
import type { Channel } from "./channel.ts";
import type { Report } from "./report.ts";

const SECOND = 1_000_000;
/** Octets that a unit of text can take. */
const MOST_OCTETS = 3;

/** What is read at once: blocks of so many octets. */
function blocksOf(text: string, size: number): readonly string[] {
  if (text.length <= size / MOST_OCTETS || size <= 0) return [text];
  const octets = bytesOfText(text);
  if (octets.length <= size) return [text];
  return Array.from({ length: Math.ceil(octets.length / size) }, (_, i) =>
    textOfBytes(octets.slice(i * size, (i + 1) * size)),
  );
}

/** Both ways until one has ended, and then the other for as long as -t says. */
export async function relay(
  { self, kernel }: ProcessContext,
  report: Report,
  left: Channel,
  right: Channel,
): Promise<ExitStatus> {
  const { way, lingerMicros, idleMicros, blockSize } = report.options;
  await report.notice(`starting data transfer loop with FDs [${left.descriptors}] and [${right.descriptors}]`);
  const stop = new Interrupt(self.signals);
  let status: ExitStatus = 0;
  let failure: { readonly reason: unknown } | undefined;
  let active = kernel.nowMicros();
  let running = way === "both" ? 2 : 1;
  const copy = async (from: Channel, to: Channel) => {
    const direction = from === left ? ">" : "<";
    const ended = `socket ${from === left ? 1 : 2} (fd ${from.descriptors.split(",")[0]}) is at EOF`;
    while (!stop.over) {
      if (to.ready && !(await to.ready(stop.signals))) return;
      const got = await from.read(stop.signals);
      if (stop.over) return;
      active = kernel.nowMicros();
      if (got !== null && typeof got === "object") {
        status = await report.fail(`read(${from.descriptors.split(",")[0]}, 0x5581d4c2b000, 8192): ${got.complaint}`);
        stop.end();
        return;
      }
      if (got === null && from.ignoresEnd) {
        await kernel.sleep(SECOND, stop.signals);
        continue;
      }
      if (got === null) {
        await report.notice(ended);
        break;
      }
      const received = from.crnl ? got.replaceAll("\r", "") : got;
      const text = to.crnl ? received.replaceAll("\n", "\r\n") : received;
      let written: Awaited<ReturnType<Channel["write"]>> = true;
      for (const block of blocksOf(text, blockSize)) {
        await report.data(direction, block);
        written = await to.write(block);
        if (written !== true) break;
      }
      if (typeof written === "object") status = await report.fail(written.complaint);
      if (written !== true) break;
    }
    if (to.ends !== "none") await to.shutdown();
    if (--running === 0) stop.end();
    else await kernel.sleep(lingerMicros, stop.signals);
    stop.end();
  };
  const watch = async () => {
    while (idleMicros !== undefined && !stop.over) {
      const rest = active + idleMicros - kernel.nowMicros();
      if (rest <= 0) stop.end();
      else await kernel.sleep(rest, stop.signals);
    }
  };
  const parts = [watch()];
  if (way !== "left") parts.push(copy(left, right));
  if (way !== "right") parts.push(copy(right, left));
  for (const part of parts)
    part.catch((reason: unknown) => {
      failure ??= { reason };
      stop.end();
    });
  await stop.ended;
  left.close();
  right.close();
  if (failure) throw (failure as { readonly reason: unknown }).reason;
  if (status === 0 && !self.signals.pending) await report.notice("exiting with status 0");
  return status;
}
