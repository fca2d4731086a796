/** `ip monitor` and `ip netns monitor`: they print what happens until a signal ends them. */
import type { IpOptions, MonitorCommand } from "../../../core/command/ip/command.ts";
import { Monitor } from "../../../core/command/ip/monitor.ts";
import type { View } from "../../../core/command/ip/view.ts";
import { strerror } from "../../../core/errors.ts";
import type { Notification } from "../../../core/model/notification.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext } from "../../program.ts";
import { formatTime } from "../../time/strftime.ts";
import type { IpNames } from "./ip-names.ts";
import { Wakeable } from "./wakeable.ts";

const HOUR_MICROS = 3_600_000_000;
/** What stdio holds back where nobody looks at it line by line. */
const BUFFER = 4096;

export async function runMonitor(
  context: ProcessContext,
  options: IpOptions,
  command: MonitorCommand,
  view: () => View,
  names: IpNames,
): Promise<ExitStatus> {
  const { stdout } = context;
  if (command.file !== undefined) return fromFile(context, command.file);
  const colour = options.colour === "always" || (options.colour === "auto" && stdout.terminal !== undefined);
  const monitor = new Monitor(view, options, command, colour);
  return printMessages(context, (told) => names.within(() => monitor.text(told)), options.timestamp);
}

/**
 * Prints what is told, as `text` has it, until a signal ends it.
 * @param held what the program leaves in stdio's buffer: where no terminal shows each line, it comes with what is printed next, or never
 */
export async function printMessages(
  context: ProcessContext,
  text: (told: Notification) => string | undefined,
  timestamp: IpOptions["timestamp"],
  held: (told: Notification) => boolean = () => false,
): Promise<ExitStatus> {
  const { kernel, stdout } = context;
  const queue: string[] = [];
  let buffer = "";
  const waker = new Wakeable(kernel, context.self);
  // Another processor runs this while the one who changed something still does: what is told is printed at once.
  let printing: Promise<void> | undefined;
  let failed: Promise<void> | undefined;
  const print = async () => {
    while (queue.length > 0) await stdout.write(queue.splice(0).join(""));
    printing = undefined;
  };
  const deaf = kernel.listenNetlink((told) => {
    const message = text(told);
    if (message === undefined) return;
    buffer += stamp(kernel.nowMicros(), timestamp) + message;
    const holds = stdout.terminal === undefined && held(told);
    const ready = holds ? buffer.length - (buffer.length % BUFFER) : buffer.length;
    if (ready === 0) return;
    queue.push(buffer.slice(0, ready));
    buffer = buffer.slice(ready);
    if (printing) return;
    const started = print();
    printing = started;
    started.catch(() => {
      failed = started;
      waker.wake();
    });
  });
  try {
    while (!context.self.signals.pending && !failed) await waker.sleep(HOUR_MICROS);
    await (failed ?? printing);
  } finally {
    deaf();
  }
  return 0;
}

/** print_timestamp of lib/utils.c. */
function stamp(nowMicros: number, style: IpOptions["timestamp"]): string {
  if (style === undefined) return "";
  const micros = WORLD_BEGAN_MICROS + nowMicros;
  const rest = micros % 1_000_000;
  const seconds = (micros - rest) / 1_000_000;
  if (style === "short") return `[${formatTime("%Y-%m-%dT%H:%M:%S", seconds)}.${String(rest).padStart(6, "0")}] `;
  return `Timestamp: ${formatTime("%a %b %e %H:%M:%S %Y", seconds)} ${rest} usec\n`;
}

/** Messages that rtmon(8) wrote: there is no such program here, so a file is empty or is none of its. */
async function fromFile(context: ProcessContext, file: string): Promise<ExitStatus> {
  const read = context.files.readFile(file.startsWith("/") ? file : `${context.cwd}/${file}`);
  if (read.ok && read.value === "") return 0;
  await context.stderr.write(
    read.ok ? 'netnone: ip monitor: option "file" is not modelled\n' : `Cannot fopen: ${strerror(read.error)}\n`,
  );
  return read.ok ? 3 : 255;
}

/** `ip netns monitor`: names that come and go, held back by stdio unless a terminal shows them. */
export async function monitorNetns(context: ProcessContext): Promise<ExitStatus> {
  const { kernel, stdout, files } = context;
  if (!files.stat("/run/netns").ok) files.mkdir("/run/netns", 0o755);
  const waker = new Wakeable(kernel, context.self);
  let text = "";
  const watching = kernel.watchDirectory("/run/netns", (event, name) => {
    text += `${event} ${name}\n`;
    if (stdout.terminal !== undefined || text.length >= BUFFER) waker.wake();
  });
  if (!watching.ok) return 1;
  try {
    while (!context.self.signals.pending) {
      await waker.sleep(HOUR_MICROS);
      const ready = stdout.terminal !== undefined ? text.length : text.length - (text.length % BUFFER);
      if (ready === 0 || context.self.signals.pending) continue;
      const chunk = text.slice(0, ready);
      text = text.slice(ready);
      await stdout.write(chunk);
    }
  } finally {
    watching.value();
  }
  return 0;
}
