/**
 * Pipes of the kernel's between what the shell has as a file, and no descriptor of this machine stands for (a connection,
 * who records what is printed), and the programs that it starts.
 */
import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, readSync, unlinkSync } from "node:fs";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { PipeEnds } from "./pipe-stock.ts";
import { HostSignals } from "./signals.ts";
import { Decoder, decode, encode } from "./text.ts";

/** open(2): a descriptor that stands for the file and opens neither of its ends. */
const O_PATH = 0o10000000;

export interface KernelPipe extends PipeEnds {
  /** The pipe itself, to open an end of it again. */
  readonly path: number;
}

let pipesMade = 0;

/** A fifo(7) that has lost its name: of this kind of pipe it can be told whether anybody reads it. */
export function makePipe(sandbox: Sandbox): KernelPipe {
  const name = `${sandbox.root}/run/netnone/pipe-${pipesMade++}`;
  spawnSync("mkfifo", ["-m", "600", name]);
  // With both ends open neither of the others has to wait for its partner (fifo(7)).
  const both = openSync(name, constants.O_RDWR);
  const pipe = {
    readEnd: openSync(name, constants.O_RDONLY),
    writeEnd: openSync(name, constants.O_WRONLY),
    path: openSync(name, O_PATH),
  };
  closeSync(both);
  unlinkSync(name);
  return pipe;
}

/** An end of the pipe that does not wait; ENXIO for the write end of what nobody reads. */
function openAgain({ path }: KernelPipe, access: number): number {
  return openSync(`/proc/self/fd/${path}`, access | constants.O_NONBLOCK);
}

/** A write of so much is in the pipe whole or not at all (pipe(7), PIPE_BUF). */
const PIPE_BUF = 4096;
const CAPACITY = 65_536;

/**
 * Feeds a child until the file or the child ends; resolves when what the child has not read is back in the file, for
 * whoever reads next, as it is there with a pipe that the two share.
 */
export async function pumpInto(pipe: KernelPipe, ended: Promise<ExitStatus>, open: OpenFile): Promise<void> {
  const rest = new Rest(pipe);
  closeSync(pipe.readEnd);
  const stream = new Socket({ fd: pipe.writeEnd, readable: false, writable: true });
  stream.on("error", () => undefined);
  const signals = new HostSignals();
  let over = false;
  const stopped = ended.then(() => {
    over = true;
    signals.deliver("PIPE");
  });
  /** What the file gave and the pipe has not got, and the piece of it that is on its way. */
  let left: Buffer = Buffer.alloc(0);
  let underway: { readonly size: number; readonly done: Promise<void> } | undefined;
  while (!over) {
    const text = await open.read(signals);
    if (text === null) break;
    left = encode(text);
    while (left.length > 0 && !over) {
      const piece = left.subarray(0, PIPE_BUF);
      const done = new Promise<void>((resolve) => stream.write(piece, () => resolve()));
      underway = { size: piece.length, done };
      await Promise.race([done, stopped]);
      if (over) break;
      underway = undefined;
      left = left.subarray(piece.length);
    }
  }
  if (!over) {
    // The end of the file is the end of the pipe.
    await new Promise<void>((resolve) => stream.end(resolve));
    await letOpen(pipe, stopped, () => over);
  }
  if (!rest.isAnothers()) {
    const taken = rest.take();
    if (underway !== undefined) {
      // There is room for it now.
      await underway.done;
      left = left.subarray(underway.size);
      taken.push(...rest.take());
    }
    const back = Buffer.concat([...taken, left]);
    if (back.length > 0) open.unread?.(decode(back));
  }
  stream.destroy();
  rest.close();
  closeSync(pipe.path);
}

/** What a child leaves in its pipe when it ends: an own read end keeps it there. */
class Rest {
  readonly #pipe: KernelPipe;
  #end: number;

  constructor(pipe: KernelPipe) {
    this.#pipe = pipe;
    this.#end = openAgain(pipe, constants.O_RDONLY);
  }

  /** Whether somebody else reads, whom the child has left behind. */
  isAnothers(): boolean {
    const spare = openAgain(this.#pipe, constants.O_WRONLY);
    closeSync(this.#end);
    try {
      closeSync(openAgain(this.#pipe, constants.O_WRONLY));
      return true;
    } catch {
      return false;
    } finally {
      this.#end = openAgain(this.#pipe, constants.O_RDONLY);
      closeSync(spare);
    }
  }

  take(): Buffer[] {
    const taken: Buffer[] = [];
    for (;;) {
      const block = Buffer.alloc(CAPACITY);
      try {
        const count = readSync(this.#end, block, 0, CAPACITY, null);
        if (count === 0) return taken;
        taken.push(block.subarray(0, count));
      } catch {
        return taken; // EAGAIN: the write end is open, and there is no more.
      }
    }
  }

  close(): void {
    closeSync(this.#end);
  }
}

/**
 * Who opens a fifo to read (`cat /dev/stdin`, `diff <(one) <(other)`) waits for a writer, other than with a pipe of
 * pipe(2): lets one come and go as long as the child runs.
 */
async function letOpen(pipe: KernelPipe, ended: Promise<void>, over: () => boolean): Promise<void> {
  for (let wait = 1; !over(); wait = Math.min(wait * 2, 50)) {
    closeSync(openAgain(pipe, constants.O_WRONLY));
    await Promise.race([pause(wait, undefined, { ref: false }), ended]);
  }
}

/** Hands on what the child writes until it and whatever else holds the pipe have closed it, or nobody reads. */
export async function pumpOut(pipe: PipeEnds, open: OpenFile): Promise<void> {
  closeSync(pipe.writeEnd);
  const broken = (): boolean => open.broken === true;
  if (broken()) {
    // Nobody reads any more, and the child is to meet that.
    closeSync(pipe.readEnd);
    return;
  }
  const decoder = new Decoder();
  for await (const chunk of new Socket({ fd: pipe.readEnd, readable: true, writable: false })) {
    await open.write(decoder.write(Buffer.from(chunk)));
    if (broken()) {
      // Leaving the loop closes this end, so that its next write ends the child.
      break;
    }
  }
  const rest = decoder.end();
  if (rest !== "") {
    await open.write(rest);
  }
}
