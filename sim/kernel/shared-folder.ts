/**
 * Folders of the machine that the simulator runs on, as a simulated machine has them: at their own paths, copied when
 * somebody looks. What is written there stays in the simulator, and a link leads where its target leads inside of it, so
 * nothing of the machine can be seen but the folders that were given.
 *
 * Same as Linux: names, permission bits, sizes, times of change, links. Simplified: everything is the script's user's.
 * Absent: devices, fifos and sockets.
 */
import type { Errno } from "../../core/errors.ts";
import type { Result } from "../../core/result.ts";
import type { Host } from "./host.ts";
import { Directory, type Inode, type InodeOptions, LazyDirectory, NOBODY, Symlink, TextFile } from "./inode.ts";
import { WORLD_BEGAN_MICROS } from "./release.ts";
import { place } from "./root.ts";

/** A folder as the embedder reads it, when it is asked. */
export interface SharedFolder {
  /** Absolute, without links in it that the simulated machine does not have. */
  readonly path: string;
  /** Somebody asked for it: also where the simulated machine has a directory of its own. */
  readonly asked: boolean;
  entries(): readonly SharedEntry[];
}

export type SharedEntry = {
  readonly name: string;
  /** Permission bits. */
  readonly mode: number;
  /** Since 1970. */
  readonly modifiedMicros: number;
} & (
  | { readonly type: "file"; readonly size: number; read(): Result<string, Errno> }
  | { readonly type: "directory"; entries(): readonly SharedEntry[] }
  | { readonly type: "symlink"; readonly target: string }
);

/** Directories of the simulated machine whose names other folders of its kind may add to; the rest of it stays as it is. */
const OPEN = /^\/(?:root|home\/[^/]+|tmp|var\/tmp|mnt|media|opt|srv)$/;
/** File systems that the kernel makes. */
const CLOSED = /^\/(?:proc|sys|dev|run|var\/run)(?:\/|$)/;

type Owner = Pick<InodeOptions, "uid" | "gid">;

/** A directory whose entries are the machine's, beside those that it has already; from the first look on it is its own. */
class SharedDirectory extends LazyDirectory {
  readonly #machine: () => readonly SharedEntry[];
  readonly #owner: Owner;

  constructor(machine: () => readonly SharedEntry[], owner: Owner, options: InodeOptions, over?: Directory) {
    super(options);
    this.#machine = machine;
    this.#owner = owner;
    for (const name of over?.names(NOBODY) ?? []) {
      const inode = over?.lookup(name, NOBODY);
      if (inode) this.put(name, inode);
    }
  }

  protected override fill(): void {
    for (const entry of this.#machine())
      if (!this.entries.has(entry.name)) this.put(entry.name, inodeOf(entry, this.#owner));
  }
}

/** A file that is read when somebody opens it. */
class SharedFile extends TextFile {
  #unread: { readonly size: number; read(): Result<string, Errno> } | undefined;

  constructor(file: { readonly size: number; read(): Result<string, Errno> }, options: InodeOptions) {
    super("", options);
    this.#unread = file;
  }

  override get size(): number {
    return this.#unread?.size ?? super.size;
  }

  override load(): Errno | undefined {
    const text = this.#unread?.read();
    this.#unread = undefined;
    if (text?.ok) this.text = text.value;
    return text?.ok === false ? text.error : undefined;
  }
}

function inodeOf(entry: SharedEntry, owner: Owner): Inode {
  const options = { ...owner, mode: entry.mode, modifiedMicros: entry.modifiedMicros - WORLD_BEGAN_MICROS };
  if (entry.type === "directory") return new SharedDirectory(() => entry.entries(), owner, options);
  return entry.type === "file"
    ? new SharedFile(entry, options)
    : new Symlink(entry.target, { ...options, mode: 0o777 });
}

/**
 * Lets who runs on a machine read a folder. Unless it was asked for, not where the simulated machine has a directory of its
 * own, as /usr/bin: what is in there is what netnone models.
 */
export function shareFolder(
  host: Host,
  folder: SharedFolder,
  owner: { readonly uid: number; readonly gid: number },
): void {
  const root = host.pidNamespace.init?.mounts.root;
  if (!root || folder.path === "/" || CLOSED.test(folder.path)) return;
  const there = lookUp(root, folder.path);
  const over = there instanceof Directory ? there : undefined;
  if (there && !over) return;
  if (over && !folder.asked && !OPEN.test(folder.path) && !(over instanceof SharedDirectory)) return;
  const options: InodeOptions = over ? { mode: over.mode, uid: over.uid, gid: over.gid } : { ...owner, mode: 0o755 };
  place(root, folder.path, new SharedDirectory(() => folder.entries(), owner, options, over));
}

/** Whether a path leads to a directory of the machine. */
export function hasDirectory(host: Host, path: string): boolean {
  const root = host.pidNamespace.init?.mounts.root;
  return root !== undefined && lookUp(root, path) instanceof Directory;
}

/** What is at an absolute path below the root's own tree, links not followed. */
function lookUp(root: Directory, path: string): Inode | undefined {
  let at: Inode | undefined = root;
  for (const name of path.split("/"))
    if (name !== "") at = at instanceof Directory ? at.lookup(name, NOBODY) : undefined;
  return at;
}
