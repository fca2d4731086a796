/**
 * What a process has open, by the number of its descriptor. Mostly that is three or four files: two short lists are made and
 * searched in less time than the engine takes to set up a hash table, and every command has one of its own.
 */
import type { OpenFile } from "../../core/process.ts";

/** A table of open files, as whoever starts a program gives it. */
type Files = Iterable<readonly [number, OpenFile]> & { readonly size: number };

export class FileTable implements Iterable<readonly [number, OpenFile]> {
  /** In the order in which they were opened, and beside them the files. */
  #numbers: number[];
  #files: OpenFile[];

  /** What a child is born with: the same files, each held once more. */
  constructor(inherited: Files) {
    const numbers = new Array<number>(inherited.size);
    const files = new Array<OpenFile>(inherited.size);
    let at = 0;
    for (const [number, file] of inherited) {
      numbers[at] = number;
      files[at++] = file.retain();
    }
    this.#numbers = numbers;
    this.#files = files;
  }

  get size(): number {
    return this.#numbers.length;
  }

  get numbers(): readonly number[] {
    return this.#numbers;
  }

  get(number: number): OpenFile | undefined {
    const at = this.#numbers.indexOf(number);
    return at < 0 ? undefined : this.#files[at];
  }

  /** The least number that nothing is open under, from `from` on. */
  free(from: number): number {
    let number = from;
    while (this.#numbers.includes(number)) number++;
    return number;
  }

  set(number: number, file: OpenFile): void {
    const at = this.#numbers.indexOf(number);
    if (at >= 0) this.#files[at] = file;
    else {
      this.#numbers.push(number);
      this.#files.push(file);
    }
  }

  delete(number: number): void {
    const at = this.#numbers.indexOf(number);
    if (at >= 0) this.#remove(at);
  }

  /** Whatever numbers it is open under. */
  forget(file: OpenFile): void {
    for (let at = this.#files.length - 1; at >= 0; at--) if (this.#files[at] === file) this.#remove(at);
  }

  /** Closes all files, once it has none any more. */
  close(): void {
    const files = this.#files;
    this.#numbers = [];
    this.#files = [];
    for (const file of files) file.close();
  }

  /** In place of what was open, other files, each held once more; what was open is closed then. */
  replace(files: Files): void {
    const next = new FileTable(files);
    const old = this.#files;
    this.#numbers = next.#numbers;
    this.#files = next.#files;
    for (const file of old) file.close();
  }

  *[Symbol.iterator](): Generator<readonly [number, OpenFile]> {
    for (const [at, number] of this.#numbers.entries()) yield [number, this.#files[at] as OpenFile];
  }

  #remove(at: number): void {
    this.#numbers.splice(at, 1);
    this.#files.splice(at, 1);
  }
}
