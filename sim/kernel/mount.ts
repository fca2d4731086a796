/**
 * What a process sees as its file tree: a root and the mounts on it (mount_namespaces(7)).
 *
 * Same as Linux: a mount covers the directory or file it is put on; a namespace made by `ip netns exec` gets to see what
 * is mounted in the one it came from, but not the other way round. Absent: propagation between peers, bind mounts of
 * ordinary files.
 */
import { DirectoryCache, directoriesChanged } from "./directory-cache.ts";
import type { Directory, Inode } from "./inode.ts";

export interface Mount {
  readonly source: string;
  readonly path: string;
  readonly type: string;
  readonly options: string;
  readonly root: Inode;
}

export class MountNamespace {
  readonly root: Directory;
  readonly directories = new DirectoryCache();
  readonly #parent: MountNamespace | undefined;
  /** By the inode they cover, the last one on top. */
  readonly #mounts = new Map<Inode, Mount[]>();
  readonly #hidden = new Set<Inode>();
  /** In order, as they are listed. */
  readonly #listed: Mount[] = [];
  /** Inode number of the namespace: /proc/PID/ns/mnt. */
  readonly inode: number;

  constructor(root: Directory, inode: number, parent?: MountNamespace) {
    this.root = root;
    this.inode = inode;
    this.#parent = parent;
  }

  /** What is mounted on an inode. */
  on(inode: Inode): Mount | undefined {
    const own = this.#mounts.get(inode)?.at(-1);
    if (own || this.#hidden.has(inode)) return own;
    return this.#parent?.on(inode);
  }

  /** Lists what is there without covering anything: the root itself. */
  note(mount: Mount): void {
    this.#listed.push(mount);
  }

  mount(covered: Inode, mount: Mount): void {
    // The files of `ip netns` are no directories.
    if (covered.type !== "file") directoriesChanged();
    this.#listed.push(mount);
    const stack = this.#mounts.get(covered);
    if (stack) stack.push(mount);
    else this.#mounts.set(covered, [mount]);
  }

  /** Takes the topmost mount off; undefined when there is none. */
  unmount(covered: Inode): Mount | undefined {
    if (covered.type !== "file") directoriesChanged();
    const stack = this.#mounts.get(covered);
    const mount = stack?.pop();
    if (stack?.length === 0) this.#mounts.delete(covered);
    if (mount) {
      this.#listed.splice(this.#listed.lastIndexOf(mount), 1);
      return mount;
    }
    const inherited = this.on(covered);
    if (inherited) this.#hidden.add(covered);
    return inherited;
  }

  /** In the order they were made, as /proc/mounts lists them. */
  list(): readonly Mount[] {
    const hidden = new Set([...this.#hidden].map((inode) => this.#parent?.on(inode)));
    return [...(this.#parent?.list() ?? []).filter((mount) => !hidden.has(mount)), ...this.#listed];
  }
}
