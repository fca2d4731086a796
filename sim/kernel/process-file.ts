/**
 * A descriptor as the program of one process uses it: a stopped process neither reads nor writes until it goes on, and one
 * that writes into a pipe nobody reads any more ends there and then by SIGPIPE (pipe(7)), or into a file that is as long as its
 * limit allows, by SIGXFSZ.
 */
import type { Errno } from "../../core/errors.ts";
import type { FileLock, OpenFile, Signals, Terminal } from "../../core/process.ts";
import type { Host } from "./host.ts";
import { ProcessKilled } from "./killed.ts";
import type { Process } from "./process.ts";
import { writeWithin } from "./resource-limit.ts";

export class ProcessFile implements OpenFile {
  readonly #file: OpenFile;
  readonly #process: Process;
  readonly #host: Host;
  #refused: Errno | undefined;

  constructor(file: OpenFile, process: Process, host: Host) {
    this.#host = host;
    this.#file = file;
    this.#process = process;
  }

  belongsTo(process: Process): boolean {
    return this.#process === process;
  }

  get path(): string {
    return this.#file.path;
  }
  get access(): OpenFile["access"] {
    return this.#file.access;
  }
  get broken(): boolean {
    return this.#file.broken ?? false;
  }
  get directory(): boolean {
    return this.#file.directory ?? false;
  }
  get writeError(): Errno | undefined {
    return this.#refused ?? this.#file.writeError;
  }
  get terminal(): Terminal | undefined {
    return this.#file.terminal;
  }
  get lock(): FileLock | undefined {
    return this.#file.lock;
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
    const writing = writeWithin(this.#host, this.#process, this.#file, text);
    this.#refused = typeof writing === "string" ? writing : undefined;
    if (this.#refused !== undefined && this.#process.signals.pending === "XFSZ") throw new ProcessKilled("XFSZ");
    this.#check();
    if (writing instanceof Promise) return writing.then(() => this.#check());
  }

  #check(): void {
    if (this.#file.broken) throw new ProcessKilled("PIPE");
  }

  close(): void {
    this.#file.close();
  }

  roomBelow(limit: number, wanted: number): number {
    return this.#file.roomBelow?.(limit, wanted) ?? Number.POSITIVE_INFINITY;
  }

  retain(): OpenFile {
    return this.#file.retain();
  }
}
