/** Files and connections that the shell opens for itself: redirections, `source`, `$(< )`. */
import { type Errno, strerror } from "../../core/errors.ts";
import type { ConnectRefusal, ConnectTo, OpenFile, OpenMode } from "../../core/process.ts";
import { err, type Result } from "../../core/result.ts";
import { descriptorOf } from "../descriptor-path.ts";
import { freeDescriptor } from "./descriptor.ts";
import { Patience } from "./patience.ts";
import type { Run } from "./run.ts";
import type { Shell } from "./shell.ts";

/** Connects for a redirection; says itself what is wrong besides the name (lib/sh/netopen.c). */
export function* connect(shell: Shell, to: ConnectTo): Run<Result<OpenFile, Errno>> {
  const { host } = shell;
  if (host.connect === undefined) return err("ENOENT");
  const patience = new Patience(shell.self.signals);
  const connecting = host.connect(to, patience);
  for (;;) {
    const result = yield* shell.signals.waitFor<Result<OpenFile, ConnectRefusal> | undefined>(connecting, undefined);
    if (result === undefined) {
      if (shell.signals.deadly === undefined && !shell.interrupted) continue;
      patience.end();
      return err("EINTR");
    }
    if (result.ok) return result;
    const { error } = result;
    if ("reason" in error) {
      shell.complain(`${error.of}: ${error.reason}`);
      return err("EINVAL");
    }
    if (error.errno !== "EINTR")
      void shell.files.get(2)?.write(`${shell.nameOf(shell.source)}: ${error.call}: ${strerror(error.errno)}\n`);
    return err(error.errno);
  }
}

/** Opens a file for the shell; `/dev/fd/3` and its kin are the shell's own descriptors. EINTR when a signal ends the wait. */
export function* openPath(shell: Shell, path: string, mode: OpenMode): Run<Result<OpenFile, Errno>> {
  if (descriptorOf(path) !== undefined) {
    const file = shell.openedAt(path);
    return file === undefined ? err("ENOENT") : { ok: true, value: file.retain() };
  }
  if (path === "") return err("ENOENT");
  if (freeDescriptor(shell) === undefined) return err("EMFILE");
  const { host } = shell;
  const permissions = 0o666 & ~shell.umask;
  const absolute = shell.absolute(path);
  const open = () => host.open?.(absolute, mode, permissions) ?? host.files.open(absolute, mode, permissions);
  let opening = open();
  const { signals } = shell.self;
  // A signal with a trap does not end the wait: its trap runs afterwards (redir.c, redir_open).
  while ("opened" in opening) {
    const { opened, cancel } = opening;
    let deaf: (() => void) | undefined;
    const halted = new Promise<"halted">((resolve) => {
      deaf = signals.listen(() => signals.stopped !== undefined && resolve("halted"));
    });
    const either = Promise.race([opened, halted]);
    const result = yield* shell.signals.waitFor<Result<OpenFile, Errno> | "halted" | undefined>(either, undefined);
    deaf?.();
    if (result === "halted") {
      // A stop interrupts the call, which begins again when the process goes on (signal(7)): nobody meets one who is stopped.
      cancel();
      while (signals.stopped !== undefined && shell.signals.deadly === undefined)
        yield* shell.signals.waitFor(signals.stopped, undefined);
      opening = open();
    } else if (result !== undefined) return result;
    if (shell.signals.deadly === undefined && !shell.interrupted) continue;
    if ("opened" in opening) opening.cancel();
    return err("EINTR");
  }
  return opening;
}
