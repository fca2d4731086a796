/**
 * The files of a process in the shape that just-bash's commands ask for them. Bytes that are no UTF-8 are lone
 * surrogates here and bytes there.
 */

import type { IFileSystem } from "just-bash/browser";
import { type Errno, strerror } from "../../core/errors.ts";
import type { FileStat, OpenFile } from "../../core/process.ts";
import type { Result } from "../../core/result.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import { descriptorOf } from "../descriptor-path.ts";
import type { ProcessContext } from "../program.ts";

/** Errors as the commands expect them: thrown, with a code, worded as Node words them. */
class FileError extends Error {
  readonly code: Errno;
  constructor(errno: Errno, call: string, path: string) {
    super(`${errno}: ${strerror(errno).toLowerCase()}, ${call} '${path}'`);
    this.code = errno;
  }
}

function value<T>(result: Result<T, Errno>, call: string, path: string): T {
  if (result.ok) return result.value;
  throw new FileError(result.error, call, path);
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(bytesOfText(text));
export const textOf = (content: string | Uint8Array): string =>
  typeof content === "string" ? content : textOfBytes(content);

/** Bytes as a string with one character each, and back. */
export function latin1Of(text: string): string {
  let out = "";
  for (const byte of bytesOfText(text)) out += String.fromCharCode(byte);
  return out;
}
export const textOfLatin1 = (bytes: string): string => textOfBytes([...bytes].map((char) => char.charCodeAt(0) & 255));

/** Everything that a file still has to give. */
export async function readToEnd(file: OpenFile, context: ProcessContext): Promise<string> {
  const chunks: string[] = [];
  for (;;) {
    const chunk = await file.read(context.self.signals);
    if (chunk === null) return chunks.join("");
    chunks.push(chunk);
  }
}

function shape(stat: FileStat) {
  return {
    isFile: stat.type !== "directory" && stat.type !== "symlink",
    isDirectory: stat.type === "directory",
    isSymbolicLink: stat.type === "symlink",
    mode: stat.mode,
    size: stat.size,
    mtime: new Date(stat.modifiedMicros / 1000),
    dev: stat.device,
    ino: stat.inode,
  };
}

/** The process's own descriptor, where the path names one. */
export function descriptor(context: ProcessContext, path: string): OpenFile | undefined {
  const own = descriptorOf(path);
  return own === undefined ? undefined : context.descriptors.get(own);
}

/** `gathered`: what the descriptors among the operands had to give, read before the command began. */
export function filesOf(context: ProcessContext, gathered: ReadonlyMap<string, string>): IFileSystem {
  const { files } = context;
  const read = async (path: string): Promise<string> => {
    const own = gathered.get(path);
    if (own !== undefined) return own;
    return value(files.readFile(path), "open", path);
  };
  const write = async (path: string, text: string, mode: "write" | "append"): Promise<void> => {
    const opened = value(files.open(path, mode), "open", path);
    await opened.write(text);
    opened.close();
  };
  const remove = (path: string, recursive: boolean): void => {
    const stat = value(files.stat(path, { follow: false }), "rm", path);
    if (stat.type !== "directory") {
      value(files.unlink(path), "unlink", path);
      return;
    }
    if (recursive) for (const name of value(files.readDir(path), "scandir", path)) remove(`${path}/${name}`, true);
    value(files.rmdir(path), "rmdir", path);
  };
  const copy = async (from: string, to: string): Promise<void> => {
    const stat = value(files.stat(from), "cp", from);
    if (stat.type === "directory") {
      value(files.mkdir(to), "mkdir", to);
      for (const name of value(files.readDir(from), "scandir", from)) await copy(`${from}/${name}`, `${to}/${name}`);
    } else await write(to, await read(from), "write");
  };
  const children = (path: string): string[] =>
    [...value(files.readDir(path), "scandir", path)].filter((name) => name !== "." && name !== "..").sort();
  return {
    readFile: async (path, options) => {
      const encoding = typeof options === "string" ? options : options?.encoding;
      const text = await read(path);
      return encoding === "binary" || encoding === "latin1" ? latin1Of(text) : text;
    },
    readFileBuffer: async (path) => bytesOf(await read(path)),
    writeFile: (path, content) => write(path, textOf(content), "write"),
    appendFile: (path, content) => write(path, textOf(content), "append"),
    exists: async (path) => gathered.has(path) || files.stat(path).ok,
    stat: async (path) => {
      if (!gathered.has(path)) return shape(value(files.stat(path), "stat", path));
      return { isFile: true, isDirectory: false, isSymbolicLink: false, mode: 0o600, size: 0, mtime: new Date(0) };
    },
    lstat: async (path) => shape(value(files.stat(path, { follow: false }), "lstat", path)),
    mkdir: async (path, options) => {
      if (!options?.recursive) {
        value(files.mkdir(path), "mkdir", path);
        return;
      }
      const parts = path.split("/");
      for (let n = 2; n <= parts.length; n++) {
        const made = files.mkdir(parts.slice(0, n).join("/"));
        if (!made.ok && made.error !== "EEXIST") value(made, "mkdir", path);
      }
    },
    readdir: async (path) => children(path),
    readdirWithFileTypes: async (path) =>
      children(path).map((name) => {
        const stat = files.stat(`${path === "/" ? "" : path}/${name}`, { follow: false });
        const type = stat.ok ? stat.value.type : "file";
        return {
          name,
          isFile: type !== "directory" && type !== "symlink",
          isDirectory: type === "directory",
          isSymbolicLink: type === "symlink",
        };
      }),
    rm: async (path, options) => {
      if (options?.force && !files.stat(path, { follow: false }).ok) return;
      remove(path, options?.recursive ?? false);
    },
    cp: (from, to) => copy(from, to),
    mv: async (from, to) => {
      value(files.rename(from, to), "rename", from);
    },
    resolvePath: (base, path) => resolvePath(base, path),
    getAllPaths: () => [],
    chmod: async (path, mode) => {
      value(files.chmod(path, mode), "chmod", path);
    },
    symlink: async (target, path) => {
      value(files.symlink(target, path), "symlink", path);
    },
    link: async (from, to) => {
      value(files.link(from, to), "link", from);
    },
    readlink: async (path) => value(files.readLink(path), "readlink", path),
    realpath: async (path) => value(files.realPath(path), "realpath", path),
    utimes: async () => {},
  };
}

/** A path made absolute, without `.` and `..`; nothing has the empty one. */
export function resolvePath(base: string, path: string): string {
  if (path === "") return "";
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${base}/${path}`).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}
