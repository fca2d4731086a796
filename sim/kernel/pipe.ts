/** Pipes (pipe(7)): a buffer of 64 KiB between a write end and a read end. */
import type { OpenFile, Signals } from "../../core/process.ts";

const CAPACITY = 65536;

export class Pipe {
  readonly #chunks: string[] = [];
  #size = 0;
  #readers = 0;
  #writers = 0;
  /** How often an end has been opened. */
  readersOpened = 0;
  writersOpened = 0;
  /** Everybody who waits for the other side to do something. */
  #waiting: (() => void)[] = [];
  readonly #path: string;

  constructor(inode: number, path = `pipe:[${inode}]`) {
    this.#path = path;
  }

  get writers(): number {
    return this.#writers;
  }

  get readers(): number {
    return this.#readers;
  }

  /** Lets everybody who waits look again. */
  wake(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  reader(): OpenFile {
    let count = 1;
    this.#readers++;
    this.readersOpened++;
    this.wake();
    const file: OpenFile = {
      path: this.#path,
      access: "read",
      read: (signals) => this.#read(signals),
      unread: (text) => {
        this.#chunks.unshift(text);
        this.#size += text.length;
      },
      write: () => {},
      close: () => {
        if (--count > 0) return;
        this.#readers--;
        this.#closed();
      },
      retain: () => {
        count++;
        return file;
      },
    };
    return file;
  }

  writer(): OpenFile {
    let count = 1;
    this.#writers++;
    this.writersOpened++;
    this.wake();
    const broken = () => this.#readers === 0;
    const file: OpenFile = {
      path: this.#path,
      access: "write",
      get broken() {
        return broken();
      },
      read: () => null,
      write: (text) => this.#write(text),
      close: () => {
        if (--count > 0) return;
        this.#writers--;
        this.#closed();
      },
      retain: () => {
        count++;
        return file;
      },
    };
    return file;
  }

  /** With the last end goes what is in it (fs/pipe.c, put_pipe_info). */
  #closed(): void {
    if (this.#readers === 0 && this.#writers === 0) {
      this.#chunks.length = 0;
      this.#size = 0;
    }
    this.wake();
  }

  #take(): string | null | undefined {
    if (this.#chunks.length > 0) {
      const text = this.#chunks.join("");
      this.#chunks.length = 0;
      this.#size = 0;
      this.wake();
      return text;
    }
    return this.#writers === 0 ? null : undefined;
  }

  #read(signals?: Signals): string | null | Promise<string | null> {
    const text = this.#take();
    return text === undefined ? this.#waitForText(signals) : text;
  }

  async #waitForText(signals?: Signals): Promise<string | null> {
    const deaf = signals?.listen(() => this.wake());
    try {
      for (;;) {
        if (signals?.pending) return null;
        const text = this.#take();
        if (text !== undefined) return text;
        await this.changed();
      }
    } finally {
      deaf?.();
    }
  }

  /** With nobody left to read, what is written is lost; `broken` tells the writer, who ends by SIGPIPE. */
  #write(text: string): void | Promise<void> {
    if (text === "" || this.#readers === 0) return;
    this.#chunks.push(text);
    this.#size += text.length;
    this.wake();
    if (this.#size > CAPACITY) return this.#waitForRoom();
  }

  async #waitForRoom(): Promise<void> {
    while (this.#size > CAPACITY && this.#readers > 0) await this.changed();
  }
}
