/**
 * Where the directories of paths are, as a mount namespace's processes with the same rights have found them (the kernel's dcache).
 * A command is looked for in the same few directories each time; what is in a directory is not kept, only where it is.
 */
import type { Credentials } from "./kernel.ts";
import type { Place } from "./path.ts";

/** How often something has happened that may lead a path to another directory, in any world. */
let changes = 0;

/**
 * To be told when a directory or a symbolic link goes or is replaced, when something is mounted on or taken off a directory, and
 * when a directory's owner or mode changes. What is merely new changes no directory that was there.
 */
export function directoriesChanged(): void {
  changes++;
}

/** A directory, and how many symbolic links had to be followed to get there. */
export interface KnownDirectory {
  readonly place: Place;
  readonly links: number;
}

export class DirectoryCache {
  readonly #places = new Map<string, KnownDirectory>();
  #as: Credentials | undefined;
  #changes = 0;

  /** The directory of that path, where it is known and all on the way to it may be searched. */
  get(path: string, as: Credentials): KnownDirectory | undefined {
    return this.#as === as && this.#changes === changes ? this.#places.get(path) : undefined;
  }

  set(path: string, as: Credentials, known: KnownDirectory): void {
    if (this.#as !== as || this.#changes !== changes) {
      this.#places.clear();
      this.#as = as;
      this.#changes = changes;
    }
    this.#places.set(path, known);
  }
}
