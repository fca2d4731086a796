/** The folders of this machine that a script in the simulator may read: its own, and those that were asked for. */
import * as fs from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Errno } from "../core/errors.ts";
import { err, ok, type Result } from "../core/result.ts";
import { errnoOf } from "../real/host/open-file.ts";
import { decode } from "../real/host/text.ts";
import type { SharedEntry, SharedFolder } from "../sim/kernel/shared-folder.ts";
import { usageFailure } from "./failure.ts";
import { reason, type Script } from "./script.ts";

/** More than this is no script: not read into memory. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** What is inside of another is a part of it. */
export function scriptFolders(script: Script, asked: readonly string[]): readonly SharedFolder[] {
  const own = script.path === undefined ? [] : [dirname(resolve(script.path))];
  const wanted = asked.map(askedFolder);
  const paths = [...new Set([...own, ...wanted])];
  const outer = paths.filter((path) => !paths.some((other) => other !== path && isBelow(path, other)));
  return outer.map((path) => ({ path, asked: wanted.includes(path), entries: () => entriesOf(path) }));
}

function askedFolder(path: string): string {
  try {
    fs.readdirSync(path);
  } catch (error) {
    throw usageFailure(`cannot read ${path}: ${reason(error)}`);
  }
  const folder = resolve(path);
  if (folder === "/" || MADE_BY_THE_KERNEL.test(folder)) {
    throw usageFailure(`--files ${path}: the simulated machine has its own`);
  }
  return folder;
}

const MADE_BY_THE_KERNEL = /^\/(?:proc|sys|dev|run|var\/run)(?:\/|$)/;

function isBelow(path: string, other: string): boolean {
  return path.startsWith(other.endsWith("/") ? other : `${other}/`);
}

/** What cannot be read is as good as empty. */
function entriesOf(folder: string): readonly SharedEntry[] {
  try {
    return fs.readdirSync(folder).flatMap((name) => entryOf(join(folder, name)) ?? []);
  } catch {
    return [];
  }
}

function entryOf(path: string): SharedEntry | undefined {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    return undefined;
  }
  const { size } = stat;
  const common = { name: basename(path), mode: stat.mode & 0o7777, modifiedMicros: Math.round(stat.mtimeMs * 1000) };
  if (stat.isSymbolicLink()) {
    return { ...common, type: "symlink", target: fs.readlinkSync(path) };
  }
  if (stat.isDirectory()) {
    return { ...common, type: "directory", entries: () => entriesOf(path) };
  }
  return stat.isFile() ? { ...common, type: "file", size, read: () => readFile(path) } : undefined;
}

/** What has become a link or a fifo since it was looked at is not followed, and not waited for. */
function readFile(path: string): Result<string, Errno> {
  let fd: number | undefined;
  try {
    fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
    return fs.fstatSync(fd).size > LARGEST_FILE ? err("EFBIG") : ok(decode(fs.readFileSync(fd)));
  } catch (error) {
    return err(errnoOf(error));
  } finally {
    if (fd !== undefined) {
      fs.closeSync(fd);
    }
  }
}
