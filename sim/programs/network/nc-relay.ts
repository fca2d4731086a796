/**
 * What nc does once it is connected (readwrite of netcat.c, OpenBSD 1.219 with Debian's -q): both ways until there is nothing
 * more to do, which is when both inputs are gone, or both outputs, or for a listener the network's.
 */
import type { Signals } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";
import { Interrupt } from "./interrupt.ts";

export interface RelayOptions {
  readonly listening: boolean;
  /** -d: standard input is never read. */
  readonly deaf: boolean;
  /** -C: lines end in CR and LF. */
  readonly crlf: boolean;
  /** -N: the end of the input is passed on. */
  readonly shuts: boolean;
  /** -w: nothing for so long in either direction, and it is over. */
  readonly idleMicros: number | undefined;
  /** -q: how long it goes on behind the end of the input. */
  readonly quitMicros: number | undefined;
  /** -W: pieces that are taken from the network. */
  readonly limit: number | undefined;
}

export interface Peer {
  /** What came; null at the end, undefined when the connection is broken. */
  receive(signals: Signals): Promise<string | null | undefined>;
  /** False: it cannot be sent. */
  send(text: string, signals: Signals): Promise<boolean>;
  shutdown(): Promise<unknown>;
  close(): void;
}

/** Line ends that have no CR yet get one (fillbuf of Debian's patch). */
function withCr(text: string): string {
  return text.replaceAll(/(?<!\r)\n/g, "\r\n");
}

/** Runs until it is done; the peer is closed then. */
export async function readWrite(context: ProcessContext, options: RelayOptions, peer: Peer): Promise<void> {
  const { self, stdin, stdout, kernel } = context;
  const { listening, deaf, crlf, shuts, idleMicros, quitMicros, limit } = options;
  const stop = new Interrupt(self.signals);
  const { signals } = stop;
  const gone = { input: deaf, netIn: false, netOut: false };
  let active = kernel.nowMicros();
  const check = () => {
    if ((gone.input && gone.netIn) || (listening && gone.netIn)) stop.end();
  };
  const inputEnded = async () => {
    gone.input = true;
    if (quitMicros === 0) stop.end();
    else if (shuts && !gone.netOut) await peer.shutdown();
    gone.netOut = true;
    check();
    if (quitMicros === undefined || stop.over) return;
    await kernel.sleep(quitMicros, signals);
    stop.end();
  };
  const upload = async () => {
    while (!gone.input && !stop.over) {
      const text = await stdin.read(signals);
      if (stop.over) return;
      active = kernel.nowMicros();
      if (text === null || text === "" || !(await peer.send(crlf ? withCr(text) : text, signals))) {
        await inputEnded();
        return;
      }
    }
  };
  const download = async () => {
    for (let count = 1; !stop.over; count++) {
      const text = await peer.receive(signals);
      if (stop.over) return;
      active = kernel.nowMicros();
      if (text === null || text === undefined) {
        gone.netIn = true;
        // A broken connection takes the way out with it, and with that the reason to read.
        if (text === undefined) gone.input = true;
        check();
        return;
      }
      await stdout.write(text);
      if (limit !== undefined && count >= limit) stop.end();
    }
  };
  const watch = async () => {
    while (idleMicros !== undefined && !stop.over) {
      // poll(2) finds what is there at once, however short it may wait.
      const left = active + Math.max(1, idleMicros) - kernel.nowMicros();
      if (left <= 0) stop.end();
      else await kernel.sleep(left, signals);
    }
  };
  if (deaf && shuts) {
    await peer.shutdown();
    gone.netOut = true;
  }
  // Whatever ends one of them (SIGPIPE, for one) ends the program.
  let failure: { readonly reason: unknown } | undefined;
  for (const part of [upload, download, watch])
    part().catch((reason: unknown) => {
      failure ??= { reason };
      stop.end();
    });
  await stop.ended;
  peer.close();
  if (failure) throw (failure as { readonly reason: unknown }).reason;
  // delay_exit: both sides were done before the time of -q was over.
  if (quitMicros && gone.netIn && !self.signals.pending) await kernel.sleep(quitMicros, self.signals);
}
