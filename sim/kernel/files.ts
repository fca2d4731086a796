/** The system calls on files, as one process makes them. */
import type { Errno } from "../../core/errors.ts";
import type { FileStat, FileSystem, FileTimes, OpenFile, OpenMode } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { descriptorOf } from "../descriptor-path.ts";
import { permits, permitsByMode } from "./credentials.ts";
import { directoriesChanged } from "./directory-cache.ts";
import { fifo } from "./fifo.ts";
import {
  Directory,
  type Inode,
  type InodeOptions,
  keepTimes,
  Symlink,
  TextFile,
  TmpfsDirectory,
  TreeDirectory,
} from "./inode.ts";
import { find, pathOf, type Resolver, resolve, USUAL_UMASK } from "./path.ts";
import { SocketFile, type UnixEnd } from "./unix.ts";

const WANTED: Readonly<Record<OpenMode, number>> = {
  read: 4,
  write: 2,
  append: 2,
  readwrite: 6,
  "create-exclusive": 2,
};

/** What the system calls on files ask of those of the process. */
export interface FilesKernel {
  nowMicros(): number;
  /** What the process is given for a file. */
  opened(file: OpenFile): OpenFile;
}

/** S_ISGID. */
const SET_GID = 0o2000;

export class Files implements FileSystem {
  readonly #as: Resolver;
  readonly #kernel: FilesKernel;

  constructor(as: Resolver, kernel: FilesKernel) {
    this.#as = as;
    this.#kernel = kernel;
  }

  #now(): number {
    return this.#kernel.nowMicros();
  }

  stat(path: string, options?: { readonly follow?: boolean }): Result<FileStat, Errno> {
    const place = resolve(this.#as, path, options?.follow ?? true);
    return place.ok ? ok(place.value.inode.stat()) : place;
  }

  readDir(path: string): Result<readonly string[], Errno> {
    const place = resolve(this.#as, path);
    if (!place.ok) return place;
    const { inode } = place.value;
    if (!(inode instanceof Directory)) return err("ENOTDIR");
    if (!permits(this.#as.credentials, inode, 4)) return err("EACCES");
    inode.accessed(this.#now());
    return ok(inode.names(this.#as));
  }

  readLink(path: string): Result<string, Errno> {
    const place = resolve(this.#as, path, false);
    if (!place.ok) return place;
    const { inode } = place.value;
    return inode instanceof Symlink ? inode.target(this.#as) : err("EINVAL");
  }

  realPath(path: string): Result<string, Errno> {
    const place = resolve(this.#as, path);
    return place.ok ? ok(pathOf(place.value)) : place;
  }

  open(path: string, mode: OpenMode, permissions?: number): Result<OpenFile, Errno> {
    const file = this.#open(path, mode, permissions);
    return file.ok ? ok(this.#kernel.opened(file.value)) : file;
  }

  #open(path: string, mode: OpenMode, permissions = 0o666): Result<OpenFile, Errno> {
    const own = descriptorOf(path);
    if (own !== undefined) {
      // The process's own descriptor, whatever it is: `cat <(...)` reads a pipe by this name.
      const file = this.#as.files?.get(own);
      return file === undefined ? err("ENOENT") : ok(file.retain());
    }
    const found = find(this.#as, path, mode !== "create-exclusive");
    if (!found.ok) {
      // open_last_lookups of fs/namei.c: who would make a file does not ask what has the name, where only a directory may.
      const parent = /^(.*?)\/*[^/]+\/+$/.exec(path)?.[1];
      const made = mode !== "read" && found.error === "ENOTDIR" && parent !== undefined;
      return made && resolve(this.#as, `${parent}/.`).ok ? err("EISDIR") : found;
    }
    const { place, parent, name, directory } = found.value;
    if (!place) {
      if (mode === "read") return err("ENOENT");
      if (directory) return err("EISDIR");
      if (parent.inode instanceof Directory && parent.inode.creating) return err(parent.inode.creating);
      const made = this.#create(parent.inode, name, new TextFile("", this.#owned(parent.inode, permissions)));
      if (!made.ok) return made;
      return this.#timed(made.value.open(path, mode, this.#as));
    }
    if (mode === "create-exclusive") return err("EEXIST");
    const { inode } = place;
    if (inode instanceof Directory && mode !== "read") return err("EISDIR");
    if (!permits(this.#as.credentials, inode, WANTED[mode])) return err("EACCES");
    const file = inode.open(pathOf(place), mode, this.#as);
    if (file.ok && mode === "write" && inode instanceof TextFile) inode.modified(this.#now());
    return this.#timed(file);
  }

  #timed(file: Result<OpenFile, Errno>): Result<OpenFile, Errno> {
    if (file.ok) keepTimes(file.value, () => this.#now());
    return file;
  }

  readFile(path: string): Result<string, Errno> {
    const file = this.open(path, "read");
    if (!file.ok) return file;
    if (file.value.directory) return err("EISDIR");
    let text = "";
    for (;;) {
      const chunk = file.value.read();
      // What cannot answer at once is no file to be read whole.
      if (chunk !== null && typeof chunk !== "string") {
        file.value.close();
        return err("EAGAIN");
      }
      if (chunk === null) break;
      text += chunk;
    }
    file.value.close();
    return ok(text);
  }

  writeFile(path: string, text: string): Result<undefined, Errno> {
    const file = this.open(path, "write");
    if (!file.ok) return file;
    void file.value.write(text);
    const failed = file.value.writeError;
    file.value.close();
    return failed ? err(failed) : ok();
  }

  mkdir(path: string, permissions = 0o777): Result<undefined, Errno> {
    return this.#make(path, (parent) => directoryLike(parent, this.#owned(parent, permissions, true)), true);
  }

  symlink(target: string, path: string): Result<undefined, Errno> {
    if (target === "") return err("ENOENT");
    return this.#make(path, (parent) => new Symlink(target, { ...this.#owned(parent, 0o777), mode: 0o777 }), false);
  }

  mkfifo(path: string, permissions = 0o666): Result<undefined, Errno> {
    return this.#make(path, (parent) => fifo(this.#owned(parent, permissions)), false);
  }

  /** bind(2) of a socket to a path: EEXIST, and what making a file fails by. */
  makeSocket(path: string, socket: UnixEnd): Result<SocketFile, Errno> {
    const born: SocketFile[] = [];
    const made = this.#make(
      path,
      (parent) => {
        born.push(new SocketFile(this.#owned(parent, 0o777), socket));
        return born[0] as SocketFile;
      },
      false,
    );
    return made.ok ? ok(born[0] as SocketFile) : made;
  }

  /** unix_find_bsd: who is bound to a path. EACCES, ECONNREFUSED where nobody is. */
  socketAt(path: string): Result<UnixEnd, Errno> {
    const place = resolve(this.#as, path);
    if (!place.ok) return place;
    const { inode } = place.value;
    if (!permits(this.#as.credentials, inode, 2)) return err("EACCES");
    return inode instanceof SocketFile && inode.socket ? ok(inode.socket) : err("ECONNREFUSED");
  }

  link(from: string, to: string): Result<undefined, Errno> {
    const place = resolve(this.#as, from, false);
    if (!place.ok) return place;
    const { inode } = place.value;
    if (inode instanceof Directory) return err("EPERM");
    const target = find(this.#as, to, false);
    const device = place.value.parent?.inode.device;
    if (target.ok && !target.value.place && device !== undefined && target.value.parent.inode.device !== device)
      return err("EXDEV");
    const made = this.#make(to, () => inode, false);
    if (made.ok) inode.otherNames++;
    return made;
  }

  rmdir(path: string): Result<undefined, Errno> {
    const found = find(this.#as, path, false);
    if (!found.ok) return found;
    const { place, parent, name } = found.value;
    if (!place) return err("ENOENT");
    if (name === ".") return err("EINVAL");
    if (name === "..") return err("ENOTEMPTY");
    if (!(place.inode instanceof Directory)) return err("ENOTDIR");
    if (place.covered !== place.inode) return err("EBUSY");
    const refused = this.#mayRemove(parent.inode, place.inode);
    if (refused) return err(refused);
    // Whether a directory is empty only who could take it away looks.
    if (parent.inode instanceof TreeDirectory && place.inode.names(this.#as).length > 0) return err("ENOTEMPTY");
    return parent.inode instanceof Directory ? parent.inode.remove(name, this.#now()) : err("ENOTDIR");
  }

  unlink(path: string): Result<undefined, Errno> {
    const found = find(this.#as, path, false);
    if (!found.ok) return found;
    const { place, parent, name, directory } = found.value;
    if (!place) return err("ENOENT");
    if (place.inode instanceof Directory) return err("EISDIR");
    if (directory) return err("ENOTDIR");
    const refused = this.#mayRemove(parent.inode, place.covered);
    if (refused) return err(refused);
    if (place.covered !== place.inode) return err("EBUSY");
    if (!(parent.inode instanceof Directory)) return err("ENOTDIR");
    const removed = parent.inode.remove(name, this.#now());
    if (removed.ok) place.inode.otherNames--;
    return removed;
  }

  rename(from: string, to: string): Result<undefined, Errno> {
    const old = find(this.#as, from, false);
    if (!old.ok) return old;
    const next = find(this.#as, to, false);
    if (!next.ok) return next;
    if (old.value.parent.inode.device !== next.value.parent.inode.device) return err("EXDEV");
    const moved = old.value.place?.inode;
    const into = next.value.parent.inode;
    if (!next.value.place && into instanceof Directory && into.creating === "ENOENT") return err("ENOENT");
    if (!moved || !old.value.place) return err("ENOENT");
    if (old.value.place.covered !== moved) return err("EBUSY");
    const there = next.value.place?.inode;
    if (there === moved) return ok();
    if (there instanceof Directory) {
      if (!(moved instanceof Directory)) return err("EISDIR");
      if (there.names(this.#as).length > 0) return err("ENOTEMPTY");
    } else if (there && moved instanceof Directory) return err("ENOTDIR");
    for (let at: typeof next.value.parent | undefined = next.value.parent; at; at = at.parent)
      if (at.inode === moved) return err("EINVAL");
    const refused =
      this.#mayRemove(old.value.parent.inode, moved) ??
      (there ? this.#mayRemove(next.value.parent.inode, there) : undefined);
    if (refused) return err(refused);
    const created = this.#create(next.value.parent.inode, next.value.name, moved);
    if (!created.ok) return created;
    if (there) there.otherNames--;
    return old.value.parent.inode instanceof Directory
      ? old.value.parent.inode.remove(old.value.name, this.#now())
      : err("ENOTDIR");
  }

  chmod(path: string, permissions: number): Result<undefined, Errno> {
    const place = resolve(this.#as, path);
    if (!place.ok) return place;
    const { inode } = place.value;
    const { uid, capabilities } = this.#as.credentials;
    if (inode.uid !== uid && !capabilities.has("CAP_FOWNER")) return err("EPERM");
    if (inode.fixed) return err("EPERM");
    inode.mode = permissions & 0o7777;
    inode.changedMicros = this.#now();
    directoriesChanged();
    return ok();
  }

  access(path: string, bits: number): boolean {
    const place = resolve(this.#as, path);
    if (!place.ok) return false;
    const { inode } = place.value;
    // Who looks whether a program is there hears the truth; who starts it nevertheless, what is missing.
    if ((bits === 0 || (bits & 1) !== 0) && inode instanceof TextFile && inode.program?.absent === true) return false;
    if (inode.ruledByMode) return permitsByMode(this.#as.credentials, inode, bits);
    return permits(this.#as.credentials, inode, bits);
  }

  /** chown(2): root's alone, as far as it matters here. */
  chown(path: string, uid: number, gid: number): Result<undefined, Errno> {
    const place = resolve(this.#as, path);
    if (!place.ok) return place;
    if (!this.#as.credentials.capabilities.has("CAP_CHOWN") || place.value.inode.fixed) return err("EPERM");
    place.value.inode.uid = uid;
    place.value.inode.gid = gid;
    place.value.inode.changedMicros = this.#now();
    directoriesChanged();
    return ok();
  }

  /** utimensat(2): who may write may set the present time; other times are the owner's to set. */
  touch(path: string, times?: FileTimes, options?: { readonly follow?: boolean }): Result<undefined, Errno> {
    const place = resolve(this.#as, path, options?.follow ?? true);
    if (!place.ok) return place;
    const { inode } = place.value;
    const { credentials } = this.#as;
    if (inode.uid !== credentials.uid && !credentials.capabilities.has("CAP_FOWNER")) {
      if (times !== undefined) return err("EPERM");
      if (!permits(credentials, inode, 2)) return err("EACCES");
    }
    const now = this.#now();
    const { accessedMicros, modifiedMicros } = times ?? { accessedMicros: now, modifiedMicros: now };
    inode.accessedMicros = accessedMicros ?? inode.accessedMicros;
    inode.modifiedMicros = modifiedMicros ?? inode.modifiedMicros;
    inode.changedMicros = now;
    return ok();
  }

  /** inode_init_owner: what is made in a directory with a set-group-ID bit is of its group, and directories have the bit, too. */
  #owned(parent: Inode, permissions: number, directory = false): InodeOptions {
    const { uid, gid } = this.#as.credentials;
    const mode = permissions & ~(this.#as.umask ?? USUAL_UMASK);
    const inherits = (parent.mode & SET_GID) !== 0;
    return {
      mode: inherits && directory ? mode | SET_GID : mode,
      uid,
      gid: inherits ? parent.gid : gid,
      modifiedMicros: this.#now(),
    };
  }

  #make(path: string, inode: (parent: Inode) => Inode, directory: boolean): Result<undefined, Errno> {
    const found = find(this.#as, path, false);
    if (!found.ok) return found;
    if (found.value.place) return err("EEXIST");
    const { inode: parent } = found.value.parent;
    // Where the lookup itself fails, nobody asks whether the name may be made.
    if ((found.value.directory && !directory) || (parent instanceof Directory && parent.creating === "ENOENT"))
      return err("ENOENT");
    const made = this.#create(parent, found.value.name, inode(parent));
    return made.ok ? ok() : made;
  }

  #create(parent: Inode, name: string, inode: Inode): Result<Inode, Errno> {
    if (!(parent instanceof Directory)) return err("ENOTDIR");
    if (!permits(this.#as.credentials, parent, 3)) return err("EACCES");
    const added = parent.add(name, inode, this.#now());
    return added.ok ? ok(inode) : added;
  }

  /** may_delete of fs/namei.c: write and search permission, and the sticky bit. */
  #mayRemove(parent: Inode, inode: Inode): Errno | undefined {
    const who = this.#as.credentials;
    if (!permits(who, parent, 3)) return "EACCES";
    const sticky = (parent.mode & 0o1000) !== 0;
    if (sticky && inode.uid !== who.uid && parent.uid !== who.uid && !who.capabilities.has("CAP_FOWNER"))
      return "EPERM";
    return undefined;
  }
}

/** A directory is of the file system that it is made in. */
function directoryLike(parent: Inode, options: ConstructorParameters<typeof TreeDirectory>[0]): TreeDirectory {
  const made = { ...options, device: parent.device };
  return parent instanceof TmpfsDirectory ? new TmpfsDirectory(made) : new TreeDirectory(made);
}
