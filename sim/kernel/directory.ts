/** Directories of /proc and /sys: nobody can write to them, and what is in them is found when somebody looks. */
import { Directory, type Inode, type Viewer } from "./inode.ts";

/** A directory whose entries are made when they are looked up. */
export class GeneratedDirectory extends Directory {
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
