/**
 * What a process has open, by the number of its descriptor. Mostly that is three or four files: two short lists are made and
 * searched in less time than the engine takes to set up a hash table, and every command has one of its own.
 */
import type { OpenFile } from "../../core/process.ts";

export class FileTable implements Iterable<readonly [number, OpenFile]> {
  /** Ascending, and beside them the files. */
  #numbers: number[];
  #files: OpenFile[];

  private constructor(numbers: number[], files: OpenFile[]) {
    this.#numbers = numbers;
    this.#files = files;
  }

  /** What a child is born with: the same files, each held once more. */
  static inheriting(files: Iterable<readonly [number, OpenFile]>): FileTable {
    const table = new FileTable([], []);
    for (const [number, file] of files) table.set(number, file.retain());
    return table;
  }

  get size(): number {
    return this.#numbers.length;
  }

  get(number: number): OpenFile | undefined {
    const at = this.#numbers.indexOf(number);
    return at < 0 ? undefined : this.#files[at];
  }

  has(number: number): boolean {
    return this.#numbers.includes(number);
  }

  /** The least number that nothing is open under, from `from` on. */
  free(from = 0): number {
    let number = from;
    while (this.has(number)) number++;
    return number;
  }

  set(number: number, file: OpenFile): void {
    const numbers = this.#numbers;
    let at = numbers.length;
    while (at > 0 && (numbers[at - 1] as number) > number) at--;
    if (at > 0 && numbers[at - 1] === number) this.#files[at - 1] = file;
    else if (at === numbers.length) {
      numbers.push(number);
      this.#files.push(file);
    } else {
      numbers.splice(at, 0, number);
      this.#files.splice(at, 0, file);
    }
  }

  delete(number: number): void {
    const at = this.#numbers.indexOf(number);
    if (at < 0) return;
    this.#numbers.splice(at, 1);
    this.#files.splice(at, 1);
  }

  /** Whatever numbers it is open under. */
  forget(file: OpenFile): void {
    for (let at = this.#files.length - 1; at >= 0; at--)
      if (this.#files[at] === file) this.delete(this.#numbers[at] as number);
  }

  /** Closes all files, once it has none any more. */
  close(): void {
    const files = this.#files;
    this.#numbers = [];
    this.#files = [];
    for (const file of files) file.close();
  }

  /** In place of what was open, other files, each held once more; what was open is closed then. */
  replace(files: Iterable<readonly [number, OpenFile]>): void {
    const next = FileTable.inheriting(files);
    const old = this.#files;
    this.#numbers = next.#numbers;
    this.#files = next.#files;
    for (const file of old) file.close();
  }

  get numbers(): readonly number[] {
    return this.#numbers;
  }

  *[Symbol.iterator](): Generator<readonly [number, OpenFile]> {
    for (const [at, number] of this.#numbers.entries()) yield [number, this.#files[at] as OpenFile];
  }
}
