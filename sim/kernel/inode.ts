/**
 * Inodes: what names in the file tree stand for. Files hold text as everything here does (core/process.ts: OpenFile).
 *
 * Same as Linux: types, permission bits, link counts, symbolic and magic links, fifos, devices.
 * Times of access are kept as on a mount with `relatime`. Absent: blocks, extended attributes.
 */
import type { Errno } from "../../core/errors.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { DeviceNumbers, FileLock, FileStat, OpenFile, OpenMode } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Program } from "../program.ts";
import { directoriesChanged } from "./directory-cache.ts";
import { dropLock, lockOn } from "./file-lock.ts";
import type { Credentials } from "./kernel.ts";

/** Who looks: names below /proc and /sys mean something else to each process. `hostPid` is its number on the host. */
export interface Viewer {
  readonly hostPid: number;
  readonly credentials: Credentials;
}

const DAY_MICROS = 86_400e6;

let lastInode = 0;

/** Unique in a run of the program, so not the same from one world to the next; nothing prints them but `ls -i` and `stat`. */
export function nextInode(): number {
  return ++lastInode;
}

export interface InodeOptions {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly modifiedMicros?: number;
  readonly device?: number;
  readonly inode?: number;
  readonly numbers?: DeviceNumbers;
  /** Nobody may make it somebody else's or give it another mode (proc_sys_setattr). */
  readonly fixed?: boolean;
  /** On a mount that is read-only: EROFS for writers. */
  readonly readOnly?: boolean;
  /** What its mode forbids is forbidden to root, too (test_perm of fs/proc/proc_sysctl.c). */
  readonly strict?: boolean;
}

export abstract class Inode {
  abstract readonly type: FileStat["type"];
  // Only declared, for the constructor sets them: to define them first is slow where there are so many subclasses.
  declare readonly inode: number;
  declare readonly device: number;
  declare mode: number;
  declare uid: number;
  declare gid: number;
  declare modifiedMicros: number;
  declare accessedMicros: number;
  declare changedMicros: number;
  declare readonly bornMicros: number;
  /** Names that it has besides the first. */
  declare otherNames: number;
  declare readonly fixed: boolean;

  constructor(options: InodeOptions, mode: number) {
    this.inode = options.inode ?? nextInode();
    this.device = options.device ?? 1;
    this.mode = options.mode ?? mode;
    this.uid = options.uid ?? 0;
    this.gid = options.gid ?? 0;
    const now = options.modifiedMicros ?? 0;
    this.modifiedMicros = now;
    this.accessedMicros = now;
    this.changedMicros = now;
    this.bornMicros = now;
    this.otherNames = 0;
    this.fixed = options.fixed ?? false;
  }

  /** st_nlink. */
  get links(): number {
    return 1 + this.otherNames;
  }

  get size(): number {
    return 0;
  }

  /** Permissions have been checked; `path` is what /proc/PID/fd will show. */
  abstract open(path: string, mode: OpenMode, viewer: Viewer): Result<OpenFile, Errno>;

  stat(): FileStat {
    return {
      type: this.type,
      size: this.size,
      mode: this.mode,
      uid: this.uid,
      gid: this.gid,
      modifiedMicros: this.modifiedMicros,
      accessedMicros: this.accessedMicros,
      changedMicros: this.changedMicros,
      bornMicros: this.keepsBirth ? this.bornMicros : undefined,
      inode: this.inode,
      device: this.device,
      links: this.links,
    };
  }

  /** Is root bound by its mode, too (proc_sys_permission)? */
  get ruledByMode(): boolean {
    return false;
  }

  /** Does its file system know when it was made? */
  protected get keepsBirth(): boolean {
    return false;
  }

  /** Its text or its entries have been read: relatime_need_update of fs/inode.c. */
  accessed(nowMicros: number): void {
    const { accessedMicros: last } = this;
    if (last <= this.modifiedMicros || last <= this.changedMicros || nowMicros - last >= DAY_MICROS)
      this.accessedMicros = nowMicros;
  }

  /** Its text or its entries are other ones. */
  modified(nowMicros: number): void {
    this.modifiedMicros = nowMicros;
    this.changedMicros = nowMicros;
  }
}

/** A directory that cannot be written to unless a subclass says otherwise: /proc and /sys. */
export abstract class Directory extends Inode {
  readonly type = "directory";
  /** What open(2) says of a file that is to be made here, where none can be: lookup_open of fs/namei.c. */
  readonly creating?: Errno;

  constructor(options: InodeOptions = {}) {
    super(options, 0o755);
  }

  override get links(): number {
    return 2;
  }

  abstract lookup(name: string, viewer: Viewer): Inode | undefined;
  abstract names(viewer: Viewer): readonly string[];

  add(_name: string, _inode: Inode, _nowMicros: number): Result<undefined, Errno> {
    return err("EPERM");
  }

  remove(_name: string, _nowMicros: number): Result<undefined, Errno> {
    return err("EPERM");
  }

  open(path: string, mode: OpenMode): Result<OpenFile, Errno> {
    if (mode !== "read") return err("EISDIR");
    let references = 1;
    const lock = () => lockOn(this, file);
    const file: OpenFile = {
      path,
      read: () => null,
      write: () => {},
      close: () => {
        if (--references === 0) dropLock(this, file);
      },
      retain: () => {
        references++;
        return file;
      },
      directory: true,
      get lock() {
        return lock();
      },
    };
    return ok(file);
  }
}

function countOf(inode: Inode | undefined): 0 | 1 {
  return inode?.type === "directory" ? 1 : 0;
}

/** An ordinary directory in memory. */
export class TreeDirectory extends Directory {
  readonly #entries = new Map<string, Inode>();
  /** How many of them are directories: each names this one. */
  #directories = 0;
  /** Who wants to hear of what comes and goes (inotify(7)). */
  readonly watchers = new Set<(event: "add" | "delete", name: string) => void>();

  override get size(): number {
    return 4096;
  }

  protected override get keepsBirth(): boolean {
    return true;
  }

  override get links(): number {
    return 2 + this.#directories;
  }

  protected get entries(): ReadonlyMap<string, Inode> {
    return this.#entries;
  }

  /** Puts something in the place of whatever was called so. */
  protected put(name: string, inode: Inode, old = this.#entries.get(name)): void {
    this.#entries.set(name, inode);
    this.#directories += countOf(inode) - countOf(old);
  }

  lookup(name: string): Inode | undefined {
    return this.#entries.get(name);
  }

  names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  override add(name: string, inode: Inode, nowMicros: number): Result<undefined, Errno> {
    const old = this.#entries.get(name);
    if (old && old.type !== "file") directoriesChanged();
    this.put(name, inode, old);
    this.modified(nowMicros);
    inode.changedMicros = nowMicros;
    for (const watcher of this.watchers) watcher("add", name);
    return ok();
  }

  override remove(name: string, nowMicros: number): Result<undefined, Errno> {
    // Files come and go all the time, and no way leads through one.
    const inode = this.#entries.get(name);
    if (inode?.type !== "file") directoriesChanged();
    this.#entries.delete(name);
    this.#directories -= countOf(inode);
    this.modified(nowMicros);
    if (inode) inode.changedMicros = nowMicros;
    for (const watcher of this.watchers) watcher("delete", name);
    return ok();
  }
}

/** tmpfs lists the newest entry first (fs/libfs.c, simple_offset_dir_operations). */
export class TmpfsDirectory extends TreeDirectory {
  override get size(): number {
    return 40 + 20 * this.entries.size;
  }

  override names(): readonly string[] {
    return [...this.entries.keys()].reverse();
  }
}

/** Who looks on nobody's behalf. */
export const NOBODY: Viewer = { hostPid: 0, credentials: { uid: 0, gid: 0, groups: [], capabilities: new Set() } };

/** A directory that is filled when somebody first looks into it. */
export abstract class LazyDirectory extends TreeDirectory {
  #filled = false;

  /** Puts what there is into it; called once. */
  protected abstract fill(): void;

  #look(): void {
    if (this.#filled) return;
    this.#filled = true;
    this.fill();
  }

  override lookup(name: string): Inode | undefined {
    this.#look();
    return super.lookup(name);
  }

  override names(): readonly string[] {
    this.#look();
    return super.names();
  }

  override add(name: string, inode: Inode, nowMicros: number): Result<undefined, Errno> {
    this.#look();
    return super.add(name, inode, nowMicros);
  }

  override remove(name: string, nowMicros: number): Result<undefined, Errno> {
    this.#look();
    return super.remove(name, nowMicros);
  }
}

/**
 * A directory of a container's root: the image's until it is looked at, then a copy of its own (overlayfs copies when
 * somebody writes; which of both cannot be told from inside).
 */
export class OverlayDirectory extends LazyDirectory {
  readonly #lower: Directory;

  constructor(lower: Directory, options: InodeOptions = {}) {
    super({ mode: lower.mode, uid: lower.uid, gid: lower.gid, modifiedMicros: lower.modifiedMicros, ...options });
    this.#lower = lower;
  }

  protected override fill(): void {
    for (const name of this.#lower.names(NOBODY)) {
      const inode = this.#lower.lookup(name, NOBODY);
      if (inode) this.put(name, copyUp(inode));
    }
  }
}

function copyUp(inode: Inode): Inode {
  if (inode instanceof Directory) return new OverlayDirectory(inode);
  if (inode instanceof TextFile) {
    const { mode, uid, gid, modifiedMicros } = inode;
    return new TextFile(inode.text, { mode, uid, gid, modifiedMicros }, inode.program);
  }
  return inode;
}

/** A regular file. `program` is what execve(2) finds in it when it is one of the simulator's own. */
export class TextFile extends Inode {
  readonly type = "file";
  text: string;
  readonly program: Program | undefined;

  constructor(text = "", options: InodeOptions = {}, program?: Program) {
    super(options, program ? 0o755 : 0o644);
    this.text = text;
    this.program = program;
  }

  override get size(): number {
    return byteLength(this.text);
  }

  protected override get keepsBirth(): boolean {
    return true;
  }

  /** Reads what is elsewhere until somebody wants it. */
  load(): Errno | undefined {
    return undefined;
  }

  open(path: string, mode: OpenMode): Result<OpenFile, Errno> {
    const failed = this.load();
    if (failed) return err(failed);
    if (mode === "write") this.text = "";
    return ok(new TextFileDescription(this, path, mode));
  }
}

/** Bytes of a text as files hold it (core/process.ts: OpenFile). */
function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit >= 0xd800 && unit < 0xdc00) {
      // A pair of surrogates: four bytes for two units.
      bytes += 2;
      i++;
    } else if (unit >= 0xdc80 && unit <= 0xdcff) bytes += 0;
    else bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}

const READ_CHUNK = 65536;

/** Characters of one file: then its disk is full. */
const MOST_TEXT = 1 << 28;

class TextFileDescription implements OpenFile {
  readonly path: string;
  readonly #file: TextFile;
  readonly #mode: OpenMode;
  #offset = 0;
  /** How many bytes the first so many characters are, as far as somebody has asked. */
  #counted = { characters: 0, bytes: 0 };
  #references = 1;
  writeError: Errno | undefined;
  /** The clock of whoever opened it. */
  now: (() => number) | undefined;

  constructor(file: TextFile, path: string, mode: OpenMode) {
    this.#file = file;
    this.path = path;
    this.#mode = mode;
  }

  get access(): OpenFile["access"] {
    return this.#mode === "read" ? "read" : this.#mode === "readwrite" ? undefined : "write";
  }

  read(): string | null {
    if (this.now !== undefined) this.#file.accessed(this.now());
    const text = this.#file.text;
    if (this.#offset >= text.length) return null;
    const chunk = text.slice(this.#offset, this.#offset + READ_CHUNK);
    this.#offset += chunk.length;
    return chunk;
  }

  unread(text: string): void {
    this.#offset -= text.length;
  }

  write(text: string): void {
    const file = this.#file;
    this.writeError = file.text.length + text.length > MOST_TEXT ? "ENOSPC" : undefined;
    if (this.writeError !== undefined) return;
    if (this.#mode === "append" || this.#offset === file.text.length) file.text += text;
    else {
      const before = file.text.slice(0, this.#offset).padEnd(this.#offset, "\0");
      file.text = before + text + file.text.slice(this.#offset + text.length);
    }
    this.#offset = this.#mode === "append" ? file.text.length : this.#offset + text.length;
    if (this.now !== undefined) file.modified(this.now());
  }

  roomBelow(limit: number, wanted: number): number {
    const at = this.#mode === "append" ? this.#file.text.length : this.#offset;
    // No character is more than three bytes.
    const least = limit - 3 * at;
    if (least >= wanted) return least;
    const from = this.#counted.characters <= at ? this.#counted : { characters: 0, bytes: 0 };
    const bytes = from.bytes + byteLength(this.#file.text.slice(from.characters, at));
    this.#counted = { characters: at, bytes };
    return limit - bytes;
  }

  get lock(): FileLock {
    return lockOn(this.#file, this);
  }

  close(): void {
    if (--this.#references === 0) dropLock(this.#file, this);
  }

  retain(): OpenFile {
    this.#references++;
    return this;
  }
}

/** Lets what is read and written through a file show in its times. */
export function keepTimes(file: OpenFile, now: () => number): void {
  if (file instanceof TextFileDescription) file.now = now;
}

/** A symbolic link; a magic link (proc(5)) also knows where it leads without any path. */
export class Symlink extends Inode {
  readonly type = "symlink";
  readonly #target: string | ((viewer: Viewer) => Result<string, Errno>);
  readonly follow: ((viewer: Viewer) => Result<Inode, Errno>) | undefined;

  constructor(
    target: string | ((viewer: Viewer) => Result<string, Errno>),
    options: InodeOptions = {},
    follow?: (viewer: Viewer) => Result<Inode, Errno>,
  ) {
    super(options, 0o777);
    this.#target = target;
    this.follow = follow;
  }

  override get size(): number {
    return typeof this.#target === "string" ? byteLength(this.#target) : 0;
  }

  protected override get keepsBirth(): boolean {
    return typeof this.#target === "string";
  }

  /** It leads everybody to the same. */
  get isFixed(): boolean {
    return typeof this.#target === "string" && this.follow === undefined;
  }

  target(viewer: Viewer): Result<string, Errno> {
    return typeof this.#target === "string" ? ok(this.#target) : this.#target(viewer);
  }

  open(): Result<OpenFile, Errno> {
    return err("ELOOP");
  }
}

/** A link of sysfs, which tells of no length. */
export class SysfsLink extends Symlink {
  override get size(): number {
    return 0;
  }
}

/** A character device, or anything else whose opening is a matter of its own. */
export class Device extends Inode {
  readonly type: "char" | "fifo" | "socket";
  readonly #open: (path: string, mode: OpenMode, viewer: Viewer) => Result<OpenFile, Errno>;
  readonly #numbers: DeviceNumbers | undefined;

  constructor(
    open: (path: string, mode: OpenMode, viewer: Viewer) => Result<OpenFile, Errno>,
    options: InodeOptions = {},
    type: "char" | "fifo" | "socket" = "char",
  ) {
    super(options, 0o666);
    this.#numbers = options.numbers;
    this.#open = open;
    this.type = type;
  }

  override stat(): FileStat {
    return { ...super.stat(), numbers: this.#numbers };
  }

  open(path: string, mode: OpenMode, viewer: Viewer): Result<OpenFile, Errno> {
    return this.#open(path, mode, viewer);
  }
}

/** A file whose text is made when it is opened, and whose writes do something: /proc, /sys. */
export class GeneratedFile extends Inode {
  readonly type = "file";
  readonly #read: (viewer: Viewer) => Result<string, Errno>;
  readonly #readOnly: boolean;
  readonly #strict: boolean;
  readonly #write: ((text: string, viewer: Viewer) => Errno | undefined) | undefined;

  constructor(
    read: (viewer: Viewer) => Result<string, Errno>,
    options: InodeOptions = {},
    write?: (text: string, viewer: Viewer) => Errno | undefined,
  ) {
    super(options, write ? 0o644 : 0o444);
    this.#read = read;
    this.#write = write;
    this.#readOnly = options.readOnly ?? false;
    this.#strict = options.strict ?? false;
  }

  open(path: string, mode: OpenMode, viewer: Viewer): Result<OpenFile, Errno> {
    if (this.#readOnly && mode !== "read") return err("EROFS");
    if (this.#strict && mode !== "read" && (this.mode & 0o222) === 0) return err("EACCES");
    if (this.#strict && (mode === "read" || mode === "readwrite") && (this.mode & 0o444) === 0) return err("EACCES");
    let rest: string | null = "";
    if (mode === "read" || mode === "readwrite") {
      const text = this.#read(viewer);
      if (!text.ok) return text;
      rest = text.value;
    }
    const write = this.#write;
    const file: OpenFile & { writeError?: Errno } = {
      path,
      read: () => {
        const text = rest;
        rest = null;
        return text === "" ? null : text;
      },
      unread: (text) => {
        rest = text + (rest ?? "");
      },
      write: (text) => {
        const failed = write ? write(text, viewer) : "EIO";
        if (failed) file.writeError = failed;
        else delete file.writeError;
      },
      close: () => {},
      retain: () => file,
    };
    return ok(file);
  }
}

/** A setting below /proc/sys: what its mode forbids is forbidden to root, too, and access(2) says so (test_perm of fs/proc/proc_sysctl.c). */
export class SysctlFile extends GeneratedFile {
  override get ruledByMode(): boolean {
    return true;
  }

  constructor(
    read: (viewer: Viewer) => Result<string, Errno>,
    options: InodeOptions = {},
    write?: (text: string, viewer: Viewer) => Errno | undefined,
  ) {
    super(read, { ...options, strict: true, fixed: true }, write);
  }
}

/** An attribute of sysfs: what it has no operation for is forbidden to root, too (kernfs_fop_open). */
export class SysfsFile extends GeneratedFile {
  constructor(
    read: (viewer: Viewer) => Result<string, Errno>,
    options: InodeOptions = {},
    write?: (text: string, viewer: Viewer) => Errno | undefined,
  ) {
    super(read, { ...options, strict: true }, write);
  }

  /** A page, whatever is in it. */
  override get size(): number {
    return 4096;
  }
}

/** A namespace as a file (nsfs): the end of /proc/PID/ns/net, and what `ip netns add` mounts. */
export class NamespaceFile extends Inode {
  readonly type = "file";
  readonly netns: NetnsId | undefined;
  readonly #references: { retain(): void; release(): void };

  constructor(
    inode: number,
    netns: NetnsId | undefined,
    references: { retain(): void; release(): void } = { retain: () => {}, release: () => {} },
  ) {
    super({ inode, device: 4 }, 0o444);
    this.netns = netns;
    this.#references = references;
  }

  open(path: string): Result<OpenFile, Errno> {
    let count = 1;
    this.#references.retain();
    const file: OpenFile = {
      path,
      read: () => null,
      write: () => {},
      close: () => {
        if (--count === 0) this.#references.release();
      },
      retain: () => {
        count++;
        return file;
      },
    };
    return ok(file);
  }
}
