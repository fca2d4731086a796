/** The kernel as a shell in the simulator meets it. */
import type { ProcessSelf, ShellHost } from "../../core/process.ts";
import { Child } from "./child.ts";
import { connectTo } from "./connect.ts";
import { waitForOther } from "./fifo.ts";
import { nextInode } from "./inode.ts";
import { Pipe } from "./pipe.ts";
import { forksLeft, limitOf, setLimit, writeWithin } from "./resource-limit.ts";
import { Syscalls } from "./syscalls.ts";

/** A builtin with its words, on a machine that is none of the fastest. */
const COMMAND_MICROS = 5;

/** The kernel as the shell wants it. */
export function shellHostOf(
  kernel: Syscalls,
  user: { readonly uid: number; readonly name: string; readonly home: string },
): ShellHost {
  const { host, process } = kernel;
  return {
    files: kernel.files,
    chdir: (path) => void (process.cwd = path),
    open: (path, mode, permissions) => {
      const file = kernel.files.open(path, mode, permissions);
      return file.ok ? waitForOther(file.value) : file;
    },
    connect: (to, signals) => connectTo(kernel, to, signals),
    user,
    limits: {
      get: (resource) => limitOf(process, resource),
      set: (resource, limit) => setLimit(process, resource, limit),
      get forksLeft() {
        return forksLeft(host, process);
      },
      write: (file, text) => writeWithin(host, process, file, text),
    },
    get hostname() {
      return process.uts.hostname;
    },
    get jobControl() {
      return kernel.jobControl;
    },
    exec: (path, request) => kernel.execve(path, request),
    fork: (request, body) => {
      host.spendFork();
      const spawned = host.spawn(
        {
          parent: process,
          argv: process.argv,
          env: request.env,
          cwd: request.cwd,
          files: request.files,
          ...kernel.groupOf(request),
        },
        (child) => body(child as ProcessSelf, shellHostOf(new Syscalls(host, child), user)),
      );
      return new Child(host, process, spawned);
    },
    pipe: () => {
      const pipe = new Pipe(nextInode());
      return { reader: pipe.reader(), writer: pipe.writer() };
    },
    nowMicros: () => kernel.wallMicros(),
    sleep: (micros, signals) => kernel.sleep(micros, signals),
    commandMicros: COMMAND_MICROS,
    compute: (micros, signals) => kernel.compute(micros, signals),
    kill: (pid, signal) => kernel.kill(pid, signal),
    random: () => kernel.random(32768),
  };
}
