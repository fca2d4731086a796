/**
 * Pipes as pipe(2) makes them. Node has no call for one (what it gives children are sockets, whose writers get ECONNRESET
 * where a pipe's end by SIGPIPE, and which /dev/stdin does not open again), and a fifo makes whoever opens it again wait
 * for its other end. So a program makes some in advance, and they are opened through its /proc/PID/fd (proc(5)).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readdirSync } from "node:fs";

/** Descriptors of the two ends, which children inherit and which wait. */
export interface PipeEnds {
  readonly readEnd: number;
  readonly writeEnd: number;
}

/** How many are made at once, and how few there are when the next ones are asked for. */
const BATCH = 32;
const FEW = 8;

/** Keeps them until it is killed, or until netnone is gone. */
const MAKER = `pipe($r[$_], $w[$_]) for 1 .. ${BATCH}; sysread(STDIN, $nothing, 1)`;
/** Behind its standard streams: read end, write end, and so on. */
const FIRST = 3;
const LAST = FIRST + 2 * BATCH - 1;

const stock: PipeEnds[] = [];
let maker: ChildProcess | undefined;

/** A pipe that nobody has. Throws where no program can be started. */
export function takePipe(): PipeEnds {
  if (stock.length === 0) collect();
  const ends = stock.shift();
  if (ends === undefined) throw new Error("no pipe could be made: perl cannot be started");
  if (stock.length < FEW) prepare();
  return ends;
}

function prepare(): ChildProcess {
  if (maker !== undefined) return maker;
  maker = spawn("perl", ["-e", MAKER], { stdio: ["pipe", "ignore", "ignore"], cwd: "/" });
  maker.on("error", () => undefined);
  // What waits for nothing but this is at its end.
  maker.unref();
  const { stdin } = maker;
  stdin?.on("error", () => undefined);
  if (stdin !== null && "unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return maker;
}

/** Takes over what the maker has made, and ends it, as its own descriptors would keep every pipe open. */
function collect(): void {
  const { pid } = prepare();
  if (pid === undefined) return;
  const descriptors = (): readonly number[] => {
    try {
      return readdirSync(`/proc/${pid}/fd`).map(Number);
    } catch {
      return [];
    }
  };
  waitUntil(() => descriptors().includes(LAST));
  for (let number = FIRST; number < LAST; number += 2) {
    const end = (at: number, flags: string): number => openSync(`/proc/${pid}/fd/${at}`, flags);
    stock.push({ readEnd: end(number, "r"), writeEnd: end(number + 1, "w") });
  }
  maker?.kill("SIGKILL");
  maker = undefined;
  waitUntil(() => descriptors().length === 0);
}

/** Nothing else can go on before there is a pipe. */
function waitUntil(done: () => boolean): void {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let millis = 0; millis < MOST_MILLIS && !done(); millis++) Atomics.wait(cell, 0, 0, 1);
}

const MOST_MILLIS = 10_000;
