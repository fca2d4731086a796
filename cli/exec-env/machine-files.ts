/**
 * Files as the programs of exec-env see them: the simulated machine's where the kernel speaks (/proc, /sys, /run/netns) or
 * where names get their meaning (/etc/hosts and the like), this machine's everywhere else, and the caller's own
 * descriptors by their names in /dev.
 */
import { constants, open, read } from "node:fs";
import type { FileSystem, OpenFile, OpenMode } from "../../core/process.ts";
import { err, ok } from "../../core/result.ts";
import { sandboxFiles } from "../../real/host/files.ts";
import { Decoder } from "../../real/host/text.ts";

const INSIDE =
  /^\/(?:proc|sys|(?:var\/)?run\/netns|etc\/(?:passwd|group|hosts|hostname|resolv\.conf|nsswitch\.conf))(?:\/|$)/;

/** `/dev/fd/63` is what `<(commands)` of a shell comes to. */
const DESCRIPTOR = /^\/(?:dev|proc\/self)\/fd\/(\d{1,4})$|^\/dev\/(stdin|stdout|stderr)$/;

export interface Caller {
  /** On this machine; its descriptors can be opened again through /proc. */
  readonly pid: number;
  /** Its descriptors 0 to 2, as the simulated process has them. */
  readonly files: ReadonlyMap<number, OpenFile>;
}

export function machineFiles(inside: FileSystem, caller: Caller): FileSystem {
  const machine = sandboxFiles("");
  const of = (path: string): FileSystem => (INSIDE.test(path) ? inside : machine);

  /** The caller's own descriptor, or what it is on this machine. */
  function ownDescriptor(path: string): OpenFile | string | undefined {
    const [, number, name] = DESCRIPTOR.exec(path) ?? [];
    const index = name === undefined ? number : String(["stdin", "stdout", "stderr"].indexOf(name));
    return index === undefined ? undefined : (caller.files.get(Number(index)) ?? `/proc/${caller.pid}/fd/${index}`);
  }

  /** Reading a pipe or a terminal waits for who writes there, and the world must not. */
  function mayWait(path: string): boolean {
    const stat = machine.stat(path);
    return stat.ok && (stat.value.type === "fifo" || stat.value.type === "char");
  }

  function openFile(path: string, mode: OpenMode, permissions?: number): ReturnType<FileSystem["open"]> {
    const own = ownDescriptor(path);
    if (own !== undefined && typeof own !== "string") {
      return ok(own.retain());
    }
    if (own === undefined && INSIDE.test(path)) {
      return inside.open(path, mode, permissions);
    }
    const place = own ?? path;
    if (mode !== "read") {
      return machine.open(place, mode, permissions);
    }
    if (mayWait(place)) {
      return ok(waitingFile(path, place));
    }
    const text = machine.readFile(place);
    return text.ok ? ok(readFile(path, text.value)) : text;
  }

  return {
    stat: (path, options) => of(path).stat(path, options),
    readDir: (path) => of(path).readDir(path),
    readLink: (path) => of(path).readLink(path),
    realPath: (path) => of(path).realPath(path),
    open: openFile,
    readFile: (path) => {
      const own = ownDescriptor(path);
      if (own === undefined && INSIDE.test(path)) {
        return inside.readFile(path);
      }
      const place = own ?? path;
      return typeof place !== "string" || mayWait(place) ? err("EAGAIN") : machine.readFile(place);
    },
    writeFile: (path, text) => of(path).writeFile(path, text),
    mkdir: (path, permissions) => of(path).mkdir(path, permissions),
    rmdir: (path) => of(path).rmdir(path),
    unlink: (path) => of(path).unlink(path),
    symlink: (target, path) => of(path).symlink(target, path),
    link: (from, to) => (of(from) === of(to) ? of(from).link(from, to) : err("EXDEV")),
    rename: (from, to) => (of(from) === of(to) ? of(from).rename(from, to) : err("EXDEV")),
    chmod: (path, permissions) => of(path).chmod(path, permissions),
    mkfifo: (path, permissions) => of(path).mkfifo(path, permissions),
    access: (path, bits) => of(path).access(path, bits),
  };
}

/** A file that has been read. */
function readFile(path: string, text: string): OpenFile {
  let rest = text;
  const file: OpenFile = {
    path,
    read: () => {
      const all = rest;
      rest = "";
      return all === "" ? null : all;
    },
    unread: (back) => {
      rest = back + rest;
    },
    write: () => undefined,
    close: () => undefined,
    retain: () => file,
  };
  return file;
}

/** A file of this machine that is opened, and read, when somebody reads it. */
function waitingFile(path: string, place: string): OpenFile {
  const decoder = new Decoder();
  const buffer = Buffer.alloc(65_536);
  let descriptor: Promise<number | undefined> | undefined;
  const opened = () =>
    new Promise<number | undefined>((resolve) =>
      open(place, constants.O_RDONLY, (error, fd) => resolve(error === null ? fd : undefined)),
    );
  const next = async (): Promise<string | null> => {
    descriptor ??= opened();
    const fd = await descriptor;
    for (;;) {
      const count = await new Promise<number>((resolve) =>
        fd === undefined
          ? resolve(0)
          : read(fd, buffer, 0, buffer.length, null, (error, bytes) => resolve(error === null ? bytes : 0)),
      );
      const text = count === 0 ? decoder.end() : decoder.write(Buffer.from(buffer.subarray(0, count)));
      if (text !== "" || count === 0) {
        return text === "" ? null : text;
      }
    }
  };
  const file: OpenFile = { path, read: next, write: () => undefined, close: () => undefined, retain: () => file };
  return file;
}
