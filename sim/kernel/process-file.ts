/**
 * A descriptor as the program of one process uses it: a stopped process neither reads nor writes until it goes on, and one
 * that writes into a pipe nobody reads any more ends there and then by SIGPIPE (pipe(7)).
 */
import type { Errno } from "../../core/errors.ts";
import type { OpenFile, Signals, Terminal } from "../../core/process.ts";
import { ProcessKilled } from "./killed.ts";
import type { Process } from "./process.ts";

export class ProcessFile implements OpenFile {
  readonly #file: OpenFile;
  readonly #process: Process;

  constructor(file: OpenFile, process: Process) {
    this.#file = file;
    this.#process = process;
  }

  get path(): string {
    return this.#file.path;
  }
  get broken(): boolean {
    return this.#file.broken ?? false;
  }
  get directory(): boolean {
    return this.#file.directory ?? false;
  }
  get writeError(): Errno | undefined {
    return this.#file.writeError;
  }
  get terminal(): Terminal | undefined {
    return this.#file.terminal;
  }

  read(signals?: Signals): string | null | Promise<string | null> {
    if (this.#process.stopped) return this.#process.running().then(() => this.read(signals));
    const text = this.#file.read(signals);
    return text instanceof Promise ? this.#whenRunning(text) : text;
  }

  async #whenRunning(reading: Promise<string | null>): Promise<string | null> {
    const text = await reading;
    if (this.#process.stopped) await this.#process.running();
    return text;
  }

  unread(text: string): void {
    this.#file.unread?.(text);
  }

  write(text: string): void | Promise<void> {
    if (this.#process.stopped) return this.#process.running().then(() => this.write(text));
    const writing = this.#file.write(text);
    this.#check();
    return writing?.then(() => this.#check());
  }

  #check(): void {
    if (this.#file.broken) throw new ProcessKilled("PIPE");
  }

  close(): void {
    this.#file.close();
  }

  retain(): OpenFile {
    return this.#file.retain();
  }
}
