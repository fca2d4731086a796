/**
 * open(2) of a named pipe, which waits for its other end. Node would wait in one of its few threads, where nothing can call
 * it off; so a program of the sandbox waits in its place, ends when it is told to or with the sandbox, and holds the end
 * that it got until netnone has one of its own.
 */
import { spawn } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import type { Errno } from "../../core/errors.ts";
import type { OpenFile, Opening } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { signalInside } from "./inside.ts";
import { Descriptor, errnoOf } from "./open-file.ts";

/** Opens the end that is asked for, says so, and keeps it until its standard input ends. */
const WAITER = `use Fcntl;
sysopen(my $end, $ARGV[0], $ARGV[1] eq "read" ? O_RDONLY : O_WRONLY) or do { print $! + 0, "\\n"; exit };
syswrite(STDOUT, "open\\n");
sysread(STDIN, my $nothing, 1);`;

/** `path` is the fifo inside, `outside` the same as seen from here, both without links. */
export function openFifo(
  sandbox: Sandbox,
  path: string,
  outside: string,
  mode: "read" | "write",
): Result<OpenFile, Errno> | Opening {
  if (mode === "write") {
    // Somebody may be reading already.
    try {
      const end = openSync(outside, constants.O_WRONLY | constants.O_NONBLOCK);
      const file = new Descriptor(path, endOf(outside, mode), true);
      closeSync(end);
      return ok(file);
    } catch (error) {
      const errno = errnoOf(error);
      if (errno !== "ENXIO") return err(errno);
    }
  }
  const [file, ...args] = sandbox.enter(["perl", "-e", WAITER, path, mode]);
  const waiter = spawn(file, args, { env: { ...sandbox.env }, stdio: ["pipe", "pipe", "ignore"] });
  let cancelled = false;
  const opened = new Promise<Result<OpenFile, Errno>>((resolve) => {
    let got: Result<OpenFile, Errno> = err("EINTR");
    waiter.stdin.on("error", () => undefined);
    waiter.stdout.once("data", () => {
      if (cancelled) return;
      try {
        got = ok(new Descriptor(path, endOf(outside, mode), true));
      } catch (error) {
        got = err(errnoOf(error));
      }
      waiter.stdin.end();
    });
    waiter.once("error", () => resolve(err("EIO")));
    // Not before the waiter's own end is closed: whoever opens the fifo after ours is would meet one that nobody uses.
    waiter.once("close", () => {
      if (cancelled && got.ok) got.value.close();
      resolve(cancelled ? err("EINTR") : got);
    });
  });
  return {
    opened,
    cancel: () => {
      cancelled = true;
      signalInside(waiter.pid ?? 0, "KILL");
    },
  };
}

/** An end that blocks, as children expect, without waiting for the other one: which has been there. */
function endOf(outside: string, mode: "read" | "write"): number {
  const both = openSync(outside, constants.O_RDWR);
  try {
    return openSync(outside, mode === "read" ? constants.O_RDONLY : constants.O_WRONLY);
  } finally {
    closeSync(both);
  }
}
