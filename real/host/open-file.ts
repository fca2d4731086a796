/** Open files of the shell in real mode: descriptors of this machine, and pipes between the shell and its children. */
import { closeSync, fstatSync, read, readSync, writeSync } from "node:fs";
import { type Errno, isErrno } from "../../core/errors.ts";
import type { OpenFile, Signals } from "../../core/process.ts";
import { Decoder, encode } from "./text.ts";

/** Node's `code` is the errno's name; one that the model does not know is an input/output error. */
export function errnoOf(error: unknown): Errno {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return isErrno(code) ? code : "EIO";
}

/**
 * A descriptor of this machine; children inherit it as it is. The shell reads it a character at a time, as bash does:
 * whoever reads next, in whatever process, finds the rest.
 */
export class Descriptor implements OpenFile {
  readonly path: string;
  readonly fd: number;
  readonly directory: boolean;
  readonly #owned: boolean;
  readonly #seekable: boolean;
  #references = 1;
  #writeError: Errno | undefined;

  /** `owned` descriptors are closed with the last reference; 0 to 2 of netnone itself are not. */
  constructor(path: string, fd: number, owned: boolean) {
    this.path = path;
    this.fd = fd;
    this.#owned = owned;
    const stat = fstatSync(fd);
    this.directory = stat.isDirectory();
    this.#seekable = stat.isFile();
  }

  read(signals?: Signals): string | null | Promise<string | null> {
    return this.#seekable ? this.#readNow() : this.#readWhenThere(signals);
  }

  #readNow(): string | null {
    const decoder = new Decoder();
    const byte = Buffer.alloc(1);
    while (readSync(this.fd, byte, 0, 1, null) === 1) {
      const text = decoder.write(byte);
      if (text !== "") {
        return text;
      }
    }
    return decoder.end() || null;
  }

  async #readWhenThere(signals: Signals | undefined): Promise<string | null> {
    const decoder = new Decoder();
    const byte = Buffer.alloc(1);
    for (;;) {
      const count = await new Promise<number>((resolve) => {
        const stop = signals?.listen(() => {
          if (signals.pending !== undefined) {
            resolve(0);
          }
        });
        read(this.fd, byte, 0, 1, null, (error, bytes) => {
          stop?.();
          resolve(error === null ? bytes : 0);
        });
      });
      if (count === 0) {
        return decoder.end() || null;
      }
      const text = decoder.write(byte);
      if (text !== "") {
        return text;
      }
    }
  }

  get writeError(): Errno | undefined {
    return this.#writeError;
  }

  write(text: string): void {
    let bytes = encode(text);
    this.#writeError = undefined;
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(writeSync(this.fd, bytes));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EAGAIN") {
          continue;
        }
        this.#writeError = errnoOf(error);
        return;
      }
    }
  }

  close(): void {
    this.#references--;
    if (this.#references === 0 && this.#owned) {
      closeSync(this.fd);
    }
  }

  retain(): OpenFile {
    this.#references++;
    return this;
  }
}

/** How much a pipe holds before its writers wait, as pipe(7). */
const CAPACITY = 65_536;

/** A pipe in memory; where a child is at one end, its own pipe is pumped from or into it. */
export class Pipe {
  #text = "";
  #readers = 0;
  #writers = 0;
  #waiting: (() => void)[] = [];

  #changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) {
      resolve();
    }
  }

  reader(): OpenFile {
    this.#readers++;
    return this.#end({
      path: "pipe:[1]",
      read: async (signals) => {
        const stop = signals?.listen(() => this.#wake());
        while (this.#text === "" && this.#writers > 0 && signals?.pending === undefined) {
          await this.#changed();
        }
        stop?.();
        const text = this.#text;
        this.#text = "";
        this.#wake();
        return text === "" ? null : text;
      },
      unread: (text) => {
        this.#text = text + this.#text;
      },
      write: () => undefined,
      closed: () => {
        this.#readers--;
      },
    });
  }

  writer(): OpenFile {
    this.#writers++;
    return this.#end({
      path: "pipe:[1]",
      read: () => null,
      write: async (text) => {
        while (this.#text.length >= CAPACITY && this.#readers > 0) {
          await this.#changed();
        }
        if (this.#readers > 0) {
          this.#text += text;
          this.#wake();
        }
      },
      broken: () => this.#readers === 0,
      closed: () => {
        this.#writers--;
      },
    });
  }

  #end(end: {
    readonly path: string;
    readonly read: OpenFile["read"];
    readonly write: OpenFile["write"];
    readonly unread?: (text: string) => void;
    readonly broken?: () => boolean;
    readonly closed: () => void;
  }): OpenFile {
    let references = 1;
    const wake = () => this.#wake();
    const file: OpenFile = {
      path: end.path,
      read: end.read,
      write: end.write,
      ...(end.unread === undefined ? {} : { unread: end.unread }),
      get broken() {
        return end.broken?.() ?? false;
      },
      close: () => {
        references--;
        if (references === 0) {
          end.closed();
          wake();
        }
      },
      retain: () => {
        references++;
        return file;
      },
    };
    return file;
  }
}
