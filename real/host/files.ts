/**
 * The sandbox's files, reached through /proc/PID/root. Links are followed here, one name at a time, because the kernel
 * would follow an absolute link from outside to the machine's own files.
 */
import * as fs from "node:fs";
import type { Errno } from "../../core/errors.ts";
import type { FileStat, FileSystem, OpenFile, OpenMode } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { Descriptor, errnoOf } from "./open-file.ts";
import { dependsOnNetns } from "./settings.ts";
import { decode, encode } from "./text.ts";

/** path_resolution(7): as many links as Linux follows. */
const MOST_LINKS = 40;

const OPEN_FLAGS: Readonly<Record<OpenMode, number>> = {
  read: fs.constants.O_RDONLY,
  write: fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_TRUNC,
  append: fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_APPEND,
  readwrite: fs.constants.O_RDWR | fs.constants.O_CREAT,
  "create-exclusive": fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL,
};

/** `hold` is for a root whose network namespace is not the caller's (settings.ts). */
export function sandboxFiles(root: string, hold?: (path: string) => Result<string, Errno>): FileSystem {
  /** The path inside with every link followed, the last one only where asked. */
  function resolve(path: string, follow: boolean): Result<string, Errno> {
    let pending = path.split("/").filter((name) => name !== "" && name !== ".");
    const done: string[] = [];
    let links = 0;
    while (pending.length > 0) {
      const [name = "", ...rest] = pending;
      pending = rest;
      if (name === "..") {
        done.pop();
        continue;
      }
      const here = `/${[...done, name].join("/")}`;
      if (hold !== undefined && dependsOnNetns(here)) {
        done.push(name); // No links are below, and to look would be to look at the machine's own.
        continue;
      }
      const stat = fs.lstatSync(root + here, { throwIfNoEntry: false });
      // Links below /proc/PID lead to what has no path (ns/net, fd/3): the kernel follows them by themselves.
      const isMagic = done[0] === "proc" && /^\d+$/.test(done[1] ?? "");
      if (stat?.isSymbolicLink() && !isMagic && (follow || rest.length > 0)) {
        links++;
        if (links > MOST_LINKS) {
          return err("ELOOP");
        }
        const target = fs.readlinkSync(root + here);
        if (target.startsWith("/")) {
          done.length = 0;
        }
        pending = [...target.split("/").filter((part) => part !== "" && part !== "."), ...rest];
        continue;
      }
      if (stat !== undefined && rest.length > 0 && !stat.isDirectory() && !stat.isSymbolicLink()) {
        return err("ENOTDIR");
      }
      done.push(name);
    }
    return ok(`/${done.join("/")}`);
  }

  interface Place {
    /** The path inside, without links. */
    readonly inside: string;
    /** The path from outside that leads to the same file. */
    readonly outside: string;
    /** `outside` is a link in /proc to a descriptor that `hold` keeps open; what is meant is always the file. */
    readonly held: boolean;
  }

  function locate(path: string, follow: boolean): Result<Place, Errno> {
    const inside = resolve(path, follow);
    if (!inside.ok) return inside;
    if (hold === undefined || !dependsOnNetns(inside.value)) {
      return ok({ inside: inside.value, outside: root + inside.value, held: false });
    }
    const handle = hold(inside.value);
    return handle.ok ? ok({ inside: inside.value, outside: root + handle.value, held: true }) : handle;
  }

  /** Resolves, acts, and turns what Node throws into an errno. */
  function at<T>(path: string, follow: boolean, act: (outside: string, place: Place) => T): Result<T, Errno> {
    try {
      const place = locate(path, follow);
      return place.ok ? ok(act(place.value.outside, place.value)) : place;
    } catch (error) {
      return err(errnoOf(error));
    }
  }

  return {
    stat: (path, options) =>
      at(path, options?.follow !== false, (outside, { held }) =>
        toStat(
          options?.follow === false && !held
            ? fs.lstatSync(outside, { bigint: true })
            : fs.statSync(outside, { bigint: true }),
        ),
      ),
    readDir: (path) => at(path, true, (outside) => fs.readdirSync(outside)),
    readLink: (path) => at(path, false, (outside) => fs.readlinkSync(outside)),
    realPath(path) {
      const place = locate(path, true);
      if (!place.ok) return place;
      return fs.existsSync(place.value.outside) ? ok(place.value.inside) : err("ENOENT");
    },
    open: (path, mode, permissions = 0o666): Result<OpenFile, Errno> =>
      at(
        path,
        mode !== "create-exclusive",
        (outside) => new Descriptor(path, fs.openSync(outside, OPEN_FLAGS[mode], permissions), true),
      ),
    readFile: (path) => at(path, true, (outside) => decode(fs.readFileSync(outside))),
    writeFile: (path, text) => at(path, true, (outside) => void fs.writeFileSync(outside, encode(text))),
    mkdir: (path, permissions = 0o777) =>
      at(path, false, (outside) => void fs.mkdirSync(outside, { mode: permissions })),
    rmdir: (path) => at(path, false, (outside) => void fs.rmdirSync(outside)),
    unlink: (path) => at(path, false, (outside) => void fs.unlinkSync(outside)),
    symlink: (target, path) => at(path, false, (outside) => void fs.symlinkSync(target, outside)),
    link: (from, to) => between(from, to, fs.linkSync),
    rename: (from, to) => between(from, to, fs.renameSync),
    chmod: (path, permissions) => at(path, true, (outside) => void fs.chmodSync(outside, permissions)),
    // Node has no mkfifo(3); nothing of the shell's own asks for one, and mkfifo(1) is a program.
    mkfifo: () => err("EOPNOTSUPP"),
    access(path, bits) {
      const allowed = at(path, true, (outside) => fs.accessSync(outside, bits));
      return allowed.ok;
    },
  };

  function between(from: string, to: string, act: (from: string, to: string) => void): Result<undefined, Errno> {
    const source = locate(from, false);
    return source.ok ? at(to, false, (outside) => void act(source.value.outside, outside)) : source;
  }
}

function toStat(stat: fs.BigIntStats): FileStat {
  return {
    type: stat.isFile()
      ? "file"
      : stat.isDirectory()
        ? "directory"
        : stat.isSymbolicLink()
          ? "symlink"
          : stat.isFIFO()
            ? "fifo"
            : stat.isSocket()
              ? "socket"
              : stat.isBlockDevice()
                ? "block"
                : "char",
    size: Number(stat.size),
    mode: Number(stat.mode & 0o7777n),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    modifiedMicros: Number(stat.mtimeNs / 1000n),
    accessedMicros: Number(stat.atimeNs / 1000n),
    changedMicros: Number(stat.ctimeNs / 1000n),
    inode: Number(stat.ino),
    device: Number(stat.dev),
    links: Number(stat.nlink),
  };
}
