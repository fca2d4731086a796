/** Lines of standard input or of files, one at a time, as they come. */
import { strerror } from "../../core/errors.ts";
import type { OpenFile } from "../../core/process.ts";
import type { ProcessContext } from "../program.ts";
import { resolvePath } from "./files.ts";

export interface Line {
  /** Without its separator. */
  readonly text: string;
  /** False for the last line of a file that ends without one. */
  readonly ended: boolean;
}

/** One open file, read to the next separator. */
export class LineSource {
  readonly #file: OpenFile;
  readonly #context: ProcessContext;
  readonly #separator: string;
  #text = "";
  #at = 0;
  #done = false;

  constructor(context: ProcessContext, file: OpenFile, separator = "\n") {
    this.#context = context;
    this.#file = file;
    this.#separator = separator;
  }

  /** Fills up to the next separator; false at the end. */
  async #fill(): Promise<boolean> {
    while (!this.#done && this.#text.indexOf(this.#separator, this.#at) < 0) {
      const chunk = await this.#file.read(this.#context.self.signals);
      if (chunk === null) this.#done = true;
      else {
        this.#text = this.#text.slice(this.#at) + chunk;
        this.#at = 0;
      }
    }
    return this.#at < this.#text.length;
  }

  async next(): Promise<Line | undefined> {
    const here = this.#text.indexOf(this.#separator, this.#at);
    if (here < 0 && !(await this.#fill())) return undefined;
    const end = here < 0 ? this.#text.indexOf(this.#separator, this.#at) : here;
    const text = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + this.#separator.length;
    return { text, ended: end >= 0 };
  }

  /** Whether something is left; waits until that is known. */
  async more(): Promise<boolean> {
    if (this.#at < this.#text.length) return true;
    return await this.#fill();
  }

  /** Leaves to others what comes behind the line that was read last: of a file, or of anything when nothing was read ahead. */
  release(unbuffered: boolean): void {
    const rest = this.#text.slice(this.#at);
    this.#text = "";
    this.#at = 0;
    if (rest !== "" && (unbuffered || canSeek(this.#file))) this.#file.unread?.(rest);
  }

  close(): void {
    this.#file.close();
  }
}

/** Whether a reader can go back in it (lseek(2)): not in pipes, sockets and terminals. */
export const canSeek = (file: OpenFile): boolean => file.terminal === undefined && !/^(?:pipe|socket):/.test(file.path);

/** Opens an operand, `-` being standard input; what cannot be read is told, in the words that `say` gives. */
export function openLines(
  context: ProcessContext,
  name: string,
  separator: string,
  say: (reason: string, isDirectory: boolean) => void,
): LineSource | undefined {
  if (name === "-") return new LineSource(context, context.stdin.retain(), separator);
  const opened = context.files.open(resolvePath(context.cwd, name), "read");
  if (!opened.ok) {
    say(strerror(opened.error), false);
    return undefined;
  }
  if (opened.value.directory) {
    opened.value.close();
    say(strerror("EISDIR"), true);
    return undefined;
  }
  return new LineSource(context, opened.value, separator);
}
