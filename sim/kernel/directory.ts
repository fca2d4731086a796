/** Directories of /proc and /sys: nobody can write to them, and what is in them is found when somebody looks. */
import type { Errno } from "../../core/errors.ts";
import { err, type Result } from "../../core/result.ts";
import { Directory, type Inode, type Viewer } from "./inode.ts";

/** A directory whose entries are made when they are looked up. */
export class GeneratedDirectory extends Directory {
  /** The lookup itself fails in /proc; sysfs finds that there is nothing, and has no operation that would make it. */
  override readonly creating: Errno = "ENOENT";
  readonly #names: (viewer: Viewer) => readonly string[];
  readonly #lookup: (name: string, viewer: Viewer) => Inode | undefined;

  constructor(
    names: (viewer: Viewer) => readonly string[],
    lookup: (name: string, viewer: Viewer) => Inode | undefined,
    mode = 0o755,
    owner: { readonly uid: number; readonly gid: number } = { uid: 0, gid: 0 },
  ) {
    super({ mode, device: 3, ...owner });
    this.#names = names;
    this.#lookup = lookup;
  }

  lookup(name: string, viewer: Viewer): Inode | undefined {
    return this.#lookup(name, viewer);
  }

  names(viewer: Viewer): readonly string[] {
    return this.#names(viewer);
  }
}

/** A directory with fixed entries. */
export function fixedDirectory(entries: Readonly<Record<string, Inode>>, mode = 0o755): Directory {
  return new GeneratedDirectory(
    () => Object.keys(entries),
    (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
    mode,
  );
}

/** One of /proc/sys, which nobody may write to, not even root (proc_sys_permission). */
export class SysctlDirectory extends GeneratedDirectory {
  override get ruledByMode(): boolean {
    return true;
  }

  override remove(): Result<undefined, Errno> {
    return err("EACCES");
  }
}

/** One of sysfs. */
export class SysfsDirectory extends GeneratedDirectory {
  override readonly creating: Errno = "EACCES";
}

/** One of sysfs, with fixed entries. */
export function sysfsDirectory(entries: Readonly<Record<string, Inode>>): Directory {
  return new SysfsDirectory(
    () => Object.keys(entries),
    (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
  );
}
