/**
 * Where the directories of paths are, as a mount namespace's processes with the same rights have found them (the kernel's dcache).
 * A command is looked for in the same few directories each time; what is in a directory is not kept, only where it is. Of programs
 * the file is kept too: whoever asks looks whether the name still stands for it.
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

const MOST_PROGRAMS = 500;

export class DirectoryCache {
  readonly #places = new Map<string, KnownDirectory>();
  /** The files that paths to programs have led to, which may have gone since. */
  readonly #programs = new Map<string, Place>();
  #as: Credentials | undefined;
  #changes = 0;

  /** The directory of that path, where it is known and all on the way to it may be searched. */
  get(path: string, as: Credentials): KnownDirectory | undefined {
    return this.#isValid(as) ? this.#places.get(path) : undefined;
  }

  /** The place that the path of a program led to, by way of the same directories and links as it would now. */
  getProgram(path: string, as: Credentials): Place | undefined {
    return this.#isValid(as) ? this.#programs.get(path) : undefined;
  }

  set(path: string, as: Credentials, known: KnownDirectory): void {
    this.#begin(as);
    this.#places.set(path, known);
  }

  setProgram(path: string, as: Credentials, place: Place): void {
    this.#begin(as);
    if (this.#programs.size >= MOST_PROGRAMS) this.#programs.clear();
    this.#programs.set(path, place);
  }

  #isValid(as: Credentials): boolean {
    return this.#as === as && this.#changes === changes;
  }

  /** What is known under other circumstances is forgotten. */
  #begin(as: Credentials): void {
    if (this.#isValid(as)) return;
    this.#places.clear();
    this.#programs.clear();
    this.#as = as;
    this.#changes = changes;
  }
}
