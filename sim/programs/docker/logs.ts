/** `docker logs`: what a container has printed so far, and what it goes on to print. */
import type { ExitStatus } from "../../../core/process.ts";
import { type Call, noSuchContainer } from "./client.ts";
import type { FlagSpecs } from "./flags.ts";
import { timestamp } from "./text.ts";

export const LOGS_FLAGS: FlagSpecs = {
  follow: { kind: "bool", short: "f" },
  tail: { kind: "string", short: "n" },
  timestamps: { kind: "bool", short: "t" },
  since: { kind: "string", refused: true },
  until: { kind: "string", refused: true },
  details: { kind: "bool", refused: true },
};

export async function logs(call: Call): Promise<ExitStatus> {
  const { engine, flags, context } = call;
  const [name = ""] = flags.operands;
  const container = engine.find(name);
  if (!container) return noSuchContainer(call, name);
  // The log driver keeps lines, the container prints chunks.
  const lines: { text: string; stream: "stdout" | "stderr"; atMicros: number }[] = [];
  for (const { text, stream, atMicros } of container.log)
    for (const part of text.split(/(?<=\n)/)) {
      const last = lines.at(-1);
      if (last && last.stream === stream && !last.text.endsWith("\n")) last.text += part;
      else lines.push({ text: part, stream, atMicros });
    }
  const tail = flags.value("tail");
  const stamp = (line: { text: string; atMicros: number }) =>
    flags.on("timestamps") ? `${timestamp(line.atMicros)} ${line.text}` : line.text;
  for (const line of tail === undefined || tail === "all" ? lines : lines.slice(lines.length - Number(tail)))
    await (line.stream === "stderr" ? context.stderr : context.stdout).write(stamp(line));
  if (!flags.on("follow") || !container.running) return 0;
  const deaf = engine.listen(container, (text, stream) =>
    (stream === "stderr" ? context.stderr : context.stdout).write(text),
  );
  await Promise.race([
    engine.wait(container),
    new Promise<void>((resolve) => {
      context.self.signals.listen(() => {
        if (context.self.signals.pending) resolve();
      });
    }),
  ]);
  deaf();
  return 0;
}
