/** Pipes of the kernel's between the shell's files and the programs that it starts. */
import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, unlinkSync } from "node:fs";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { HostSignals } from "./signals.ts";
import { Decoder, encode } from "./text.ts";

/** open(2): a descriptor that stands for the file and opens neither of its ends. */
const O_PATH = 0o10000000;

export interface KernelPipe {
  readonly readEnd: number;
  readonly writeEnd: number;
  /** The pipe itself, to open an end of it again. */
  readonly path: number;
}

let pipesMade = 0;

/**
 * A pipe(7), through a fifo that loses its name at once. The pipes that Node makes for children are sockets, whose
 * writers get ECONNRESET where a pipe's end by SIGPIPE (`yes | head -1`), and which /dev/stdin does not open again.
 */
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

/** A child that has seen enough closes its end; what was taken from the file and not read is put back. */
export async function pumpInto(pipe: KernelPipe, ended: Promise<ExitStatus>, open: OpenFile): Promise<void> {
  closeSync(pipe.readEnd);
  const stream = new Socket({ fd: pipe.writeEnd, readable: false, writable: true });
  let closed = false;
  stream.on("error", () => {
    closed = true;
  });
  const signals = new HostSignals();
  let over = false;
  void ended.then(() => {
    closed = over = true;
    signals.deliver("PIPE");
  });
  while (!closed) {
    const text = await open.read(signals);
    if (text === null) {
      break;
    }
    if (closed) {
      open.unread?.(text);
      break;
    }
    await new Promise<void>((resolve) => stream.write(encode(text), () => resolve()));
  }
  await new Promise<void>((resolve) => stream.end(resolve));
  stream.destroy();
  await letOpen(pipe, () => over);
}

/**
 * Who opens a fifo to read (`cat /dev/stdin`, `diff <(one) <(other)`) waits for a writer, other than with a pipe of
 * pipe(2): lets one come and go as long as the child runs.
 */
async function letOpen({ path }: KernelPipe, over: () => boolean): Promise<void> {
  for (let wait = 1; !over(); wait = Math.min(wait * 2, 50)) {
    try {
      closeSync(openSync(`/proc/self/fd/${path}`, constants.O_WRONLY | constants.O_NONBLOCK));
    } catch {
      // Nobody has it open to read at the moment.
    }
    await pause(wait, undefined, { ref: false });
  }
  closeSync(path);
}

/** Hands on what the child writes until it and whatever else holds the pipe have closed it, or nobody reads. */
export async function pumpOut(pipe: KernelPipe, open: OpenFile): Promise<void> {
  closeSync(pipe.writeEnd);
  closeSync(pipe.path);
  const decoder = new Decoder();
  for await (const chunk of new Socket({ fd: pipe.readEnd, readable: true, writable: false })) {
    await open.write(decoder.write(Buffer.from(chunk)));
    if (open.broken === true) {
      // Leaving the loop closes this end, so that its next write ends the child.
      break;
    }
  }
  const rest = decoder.end();
  if (rest !== "") {
    await open.write(rest);
  }
}
