/** What a container reads and prints: its terminal or its pipes, and the log that the engine keeps of them. */
import type { OpenFile } from "../../core/process.ts";
import type { Host } from "../kernel/host.ts";
import { Pipe } from "../kernel/pipe.ts";
import { openPty, type Pty } from "../terminal/pty.ts";
import type { Container } from "./container.ts";

/** The terminal of a container's pid 1 (`-t`). */
export function openContainerTerminal(host: Host, container: Container, key: string): Pty {
  const pty = openPty({
    path: "/dev/pts/0",
    columns: 80,
    rows: 24,
    signalForeground: (signal) => {
      host.signalTerminal(key, signal);
      host.clock.kick();
    },
    mayRead: (signals) => host.terminalRead(signals),
    tick: () => host.clock.settled(),
  });
  host.terminals.set(key, {
    owner: 0,
    leader: undefined,
    open: () => pty.open(),
    prompted: () => {},
    entered: () => {},
  });
  pty.onOutput((text) => printed(host, container, text, "stdout"));
  return pty;
}

/** Something that the container printed, for its log and for who listens. */
function printed(host: Host, container: Container, text: string, stream: "stdout" | "stderr"): void | Promise<void> {
  container.log.push({ stream, text, atMicros: host.nowMicros });
  const waits: Promise<void>[] = [];
  for (const listener of [...container.listeners]) {
    const wait = listener(text, stream);
    if (wait) waits.push(wait);
  }
  if (waits.length > 0) return Promise.all(waits).then(() => {});
}

/** Descriptors 0 to 2 of pid 1, and what is needed to feed and to drain them. */
export function openStreams(
  host: Host,
  container: Container,
  pty: Pty | undefined,
): { files: Map<number, OpenFile>; stdin: OpenFile | undefined; drained: Promise<void> } {
  if (pty) {
    const slave = pty.open();
    const input: OpenFile = {
      path: "/dev/ptmx",
      read: () => null,
      write: (text) => {
        pty.input(text);
        host.clock.kick();
      },
      close: () => {},
      retain: () => input,
    };
    return {
      files: new Map([
        [0, slave],
        [1, slave.retain()],
        [2, slave.retain()],
      ]),
      stdin: input,
      drained: Promise.resolve(),
    };
  }
  const stdinPipe = new Pipe(0);
  const reader = stdinPipe.reader();
  const writer = stdinPipe.writer();
  if (!container.options.openStdin) writer.close();
  const drains: Promise<void>[] = [];
  const output = (stream: "stdout" | "stderr"): OpenFile => {
    const pipe = new Pipe(0);
    const writer = pipe.writer();
    const end = pipe.reader();
    drains.push(
      (async () => {
        for (;;) {
          const text = await end.read();
          if (text === null) return end.close();
          await printed(host, container, text, stream);
        }
      })(),
    );
    return writer;
  };
  const files = new Map([
    [0, reader],
    [1, output("stdout")],
    [2, output("stderr")],
  ]);
  return {
    files,
    stdin: container.options.openStdin ? writer : undefined,
    drained: Promise.all(drains).then(() => {}),
  };
}
