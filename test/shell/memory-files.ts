/** A small file system in memory, enough for a shell's tests: files, directories, symbolic links, fifos, permissions. */
import type { Errno } from "../../core/errors.ts";
import type { FileStat, FileSystem, OpenFile, OpenMode } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";

interface Node {
  type: FileStat["type"];
  text: string;
  target: string;
  children: Map<string, Node>;
  mode: number;
  inode: number;
  modifiedMicros: number;
}

export class MemoryFiles implements FileSystem {
  #inodes = 2;
  readonly #root = this.#node("directory", 0o755);
  readonly #now: () => number;
  /** Is the user root, whom permissions do not stop? */
  readonly privileged: boolean;

  constructor(now: () => number, privileged = true) {
    this.#now = now;
    this.privileged = privileged;
  }

  #node(type: FileStat["type"], mode: number): Node {
    return { type, text: "", target: "", children: new Map(), mode, inode: this.#inodes++, modifiedMicros: 0 };
  }

  #walk(path: string, follow: boolean, hops = 0): Result<{ node: Node; path: string }, Errno> {
    if (hops > 40) return err("ELOOP");
    let node = this.#root;
    const at: string[] = [];
    const trail: Node[] = [];
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] ?? "";
      if (part === "..") {
        node = trail.pop() ?? this.#root;
        at.pop();
        continue;
      }
      if (node.type !== "directory") return err("ENOTDIR");
      const next = node.children.get(part);
      if (next === undefined) return err("ENOENT");
      const last = i === parts.length - 1;
      if (next.type === "symlink" && (!last || follow || path.endsWith("/"))) {
        const base = next.target.startsWith("/") ? next.target : `/${[...at, next.target].join("/")}`;
        return this.#walk([base, ...parts.slice(i + 1)].join("/"), follow, hops + 1);
      }
      trail.push(node);
      at.push(part);
      node = next;
    }
    if (path.endsWith("/") && node.type !== "directory") return err("ENOTDIR");
    return ok({ node, path: `/${at.join("/")}` });
  }

  #parent(path: string): Result<{ parent: Node; name: string }, Errno> {
    const clean = path.replace(/\/+$/, "");
    const slash = clean.lastIndexOf("/");
    const found = this.#walk(clean.slice(0, slash) || "/", true);
    if (!found.ok) return found;
    if (found.value.node.type !== "directory") return err("ENOTDIR");
    return ok({ parent: found.value.node, name: clean.slice(slash + 1) });
  }

  stat(path: string, options?: { readonly follow?: boolean }): Result<FileStat, Errno> {
    const found = this.#walk(path, options?.follow ?? true);
    if (!found.ok) return found;
    const { node } = found.value;
    return ok({
      type: node.type,
      size: node.text.length,
      mode: node.mode,
      uid: 0,
      gid: 0,
      modifiedMicros: node.modifiedMicros,
      accessedMicros: node.modifiedMicros,
      changedMicros: node.modifiedMicros,
      inode: node.inode,
      device: 1,
      links: 1,
    });
  }

  readDir(path: string): Result<readonly string[], Errno> {
    const found = this.#walk(path, true);
    if (!found.ok) return found;
    return found.value.node.type === "directory" ? ok([...found.value.node.children.keys()]) : err("ENOTDIR");
  }

  readLink(path: string): Result<string, Errno> {
    const found = this.#walk(path, false);
    if (!found.ok) return found;
    return found.value.node.type === "symlink" ? ok(found.value.node.target) : err("EINVAL");
  }

  realPath(path: string): Result<string, Errno> {
    const found = this.#walk(path, true);
    return found.ok ? ok(found.value.path) : found;
  }

  open(path: string, mode: OpenMode, permissions = 0o666): Result<OpenFile, Errno> {
    const found = this.#walk(path, true);
    if (!found.ok && (found.error !== "ENOENT" || mode === "read")) return found;
    let node: Node;
    if (found.ok) {
      if (mode === "create-exclusive") return err("EEXIST");
      node = found.value.node;
      if (node.type === "directory" && mode !== "read") return err("EISDIR");
    } else {
      const where = this.#parent(path);
      if (!where.ok) return where;
      if (path.endsWith("/")) return err("EISDIR");
      node = this.#node("file", permissions);
      where.value.parent.children.set(where.value.name, node);
    }
    if (path === "/dev/null") return ok(nothing);
    if (mode === "write") node.text = "";
    if (mode !== "read") node.modifiedMicros = this.#now();
    return ok(this.#description(node, path, mode));
  }

  #description(node: Node, path: string, mode: OpenMode): OpenFile {
    let offset = 0;
    const file: OpenFile = {
      path,
      read: () => {
        if (offset >= node.text.length) return null;
        const chunk = node.text.slice(offset, offset + 4096);
        offset += chunk.length;
        return chunk;
      },
      unread: (text) => {
        offset -= text.length;
      },
      write: (text) => {
        if (mode === "read") return;
        if (mode === "append") offset = node.text.length;
        const gap = offset > node.text.length ? "\0".repeat(offset - node.text.length) : "";
        node.text = node.text.slice(0, offset) + gap + text + node.text.slice(offset + text.length);
        offset += text.length;
        node.modifiedMicros = this.#now();
      },
      close: () => {},
      retain: () => {
        return file;
      },
    };
    return file;
  }

  readFile(path: string): Result<string, Errno> {
    const found = this.#walk(path, true);
    if (!found.ok) return found;
    return found.value.node.type === "directory" ? err("EISDIR") : ok(found.value.node.text);
  }

  writeFile(path: string, text: string): Result<undefined, Errno> {
    const opened = this.open(path, "write");
    if (!opened.ok) return opened;
    void opened.value.write(text);
    return ok();
  }

  #add(path: string, node: Node): Result<undefined, Errno> {
    const where = this.#parent(path);
    if (!where.ok) return where;
    if (where.value.parent.children.has(where.value.name)) return err("EEXIST");
    where.value.parent.children.set(where.value.name, node);
    return ok();
  }

  mkdir(path: string, permissions = 0o755): Result<undefined, Errno> {
    return this.#add(path, this.#node("directory", permissions));
  }

  /** A character device. */
  device(path: string): Result<undefined, Errno> {
    return this.#add(path, this.#node("char", 0o666));
  }

  mkfifo(path: string, permissions = 0o644): Result<undefined, Errno> {
    return this.#add(path, this.#node("fifo", permissions));
  }

  symlink(target: string, path: string): Result<undefined, Errno> {
    const node = this.#node("symlink", 0o777);
    node.target = target;
    return this.#add(path, node);
  }

  link(from: string, to: string): Result<undefined, Errno> {
    const found = this.#walk(from, false);
    return found.ok ? this.#add(to, found.value.node) : found;
  }

  #remove(path: string, directory: boolean): Result<undefined, Errno> {
    const where = this.#parent(path);
    if (!where.ok) return where;
    const node = where.value.parent.children.get(where.value.name);
    if (node === undefined) return err("ENOENT");
    if (directory !== (node.type === "directory")) return err(directory ? "ENOTDIR" : "EISDIR");
    if (node.children.size > 0) return err("ENOTEMPTY");
    where.value.parent.children.delete(where.value.name);
    return ok();
  }

  rmdir(path: string): Result<undefined, Errno> {
    return this.#remove(path, true);
  }

  unlink(path: string): Result<undefined, Errno> {
    return this.#remove(path, false);
  }

  rename(from: string, to: string): Result<undefined, Errno> {
    const source = this.#parent(from);
    const target = this.#parent(to);
    if (!source.ok) return source;
    if (!target.ok) return target;
    const node = source.value.parent.children.get(source.value.name);
    if (node === undefined) return err("ENOENT");
    source.value.parent.children.delete(source.value.name);
    target.value.parent.children.set(target.value.name, node);
    return ok();
  }

  chmod(path: string, permissions: number): Result<undefined, Errno> {
    const found = this.#walk(path, true);
    if (!found.ok) return found;
    found.value.node.mode = permissions;
    return ok();
  }

  access(path: string, bits: number): boolean {
    const found = this.#walk(path, true);
    if (!found.ok) return false;
    const { mode, type } = found.value.node;
    if (this.privileged) return (bits & 1) === 0 || type === "directory" || (mode & 0o111) !== 0;
    return ((mode >> 6) & bits) === bits;
  }
}

const nothing: OpenFile = {
  path: "/dev/null",
  read: () => null,
  write() {},
  close() {},
  retain: () => nothing,
};
