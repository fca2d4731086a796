/** Files and commands that a program of awk reads from and writes to, by name, until it closes them. */
import { strerror } from "../../../core/errors.ts";
import type { ChildProcess, ExitStatus, OpenFile } from "../../../core/process.ts";
import type { Regex } from "../../../core/regex/regex.ts";
import { textOfBytes } from "../../../core/text-bytes.ts";
import { nextInode } from "../../kernel/inode.ts";
import { Pipe } from "../../kernel/pipe.ts";
import type { ProcessContext } from "../../program.ts";
import { put } from "../command.ts";
import { latin1Of, resolvePath } from "../files.ts";

/** Text of the world as bytes with one character each, and back. */
export const bytesIn = (text: string): string => (/[^\x00-\x7f]/.test(text) ? latin1Of(text) : text);
const textOut = (bytes: string): string =>
  /[^\x00-\x7f]/.test(bytes) ? textOfBytes(Array.from(bytes, (char) => char.charCodeAt(0) & 255)) : bytes;

interface Writer {
  readonly file: OpenFile;
  readonly child: ChildProcess | undefined;
}

/** Records of one input, as RS cuts them. */
export class RecordReader {
  readonly #file: OpenFile;
  readonly #context: ProcessContext;
  readonly child: ChildProcess | undefined;
  #text = "";
  #done = false;

  constructor(context: ProcessContext, file: OpenFile, child?: ChildProcess) {
    this.#context = context;
    this.#file = file;
    this.child = child;
  }

  async #more(): Promise<boolean> {
    const chunk = await this.#file.read(this.#context.self.signals);
    if (chunk === null) this.#done = true;
    else this.#text += bytesIn(chunk);
    return !this.#done;
  }

  /** The next record; `separator` is a character, `""` for paragraphs, or a regular expression. */
  async next(separator: string | Regex): Promise<string | undefined> {
    if (separator === "") {
      for (;;) {
        this.#text = this.#text.replace(/^\n+/, "");
        if (this.#text !== "" || this.#done) break;
        await this.#more();
      }
    }
    for (;;) {
      const found = this.#find(separator);
      // A match at the very end may go on.
      if (found !== undefined && (this.#done || typeof separator === "string" || found[1] < this.#text.length)) {
        const record = this.#text.slice(0, found[0]);
        this.#text = this.#text.slice(found[1]);
        return record;
      }
      if (this.#done) {
        if (this.#text === "") return undefined;
        const record = separator === "" ? this.#text.replace(/\n+$/, "") : this.#text;
        this.#text = "";
        return record;
      }
      await this.#more();
    }
  }

  #find(separator: string | Regex): readonly [number, number] | undefined {
    if (separator === "") {
      const found = /\n\n+/.exec(this.#text);
      return found === null ? undefined : [found.index, found.index + found[0].length];
    }
    if (typeof separator === "string") {
      const at = this.#text.indexOf(separator);
      return at < 0 ? undefined : [at, at + 1];
    }
    const found = separator.find(this.#text);
    return found === undefined || found.start === found.end ? undefined : [found.start, found.end];
  }

  close(): void {
    this.#file.close();
  }
}

export class Streams {
  readonly #context: ProcessContext;
  readonly #writers = new Map<string, Writer>();
  readonly #readers = new Map<string, RecordReader>();

  constructor(context: ProcessContext) {
    this.#context = context;
  }

  /** `sh -c command`, with one end of a pipe as its descriptor `number`. */
  #start(command: string, number: 0 | 1): { readonly child: ChildProcess; readonly file: OpenFile } | undefined {
    const { kernel, env, cwd, descriptors } = this.#context;
    const pipe = new Pipe(nextInode());
    const [reader, writer] = [pipe.reader(), pipe.writer()];
    const files = new Map(descriptors);
    files.set(number, number === 0 ? reader : writer);
    const path = kernel.which("sh", env) ?? "/bin/sh";
    // mawk names it by its path here, and in system() the C library does not.
    const started = kernel.exec(path, { argv: ["/bin/sh", "-c", textOut(command)], env, cwd, files });
    if (!started.ok) return undefined;
    (number === 0 ? reader : writer).close();
    return { child: started.value, file: number === 0 ? writer : reader };
  }

  /** What `print > name` writes to; a string is the complaint. */
  writer(kind: ">" | ">>" | "|", name: string): OpenFile | string {
    const open = this.#writers.get(name);
    if (open !== undefined) return open.file;
    const { stdout, stderr, files, cwd } = this.#context;
    if (kind === "|") {
      const started = this.#start(name, 0);
      if (started === undefined) return `cannot open pipe "${name}"`;
      this.#writers.set(name, started);
      return started.file;
    }
    if (name === "/dev/stdout" || name === "-") return stdout;
    if (name === "/dev/stderr") return stderr;
    const opened = files.open(resolvePath(cwd, textOut(name)), kind === ">" ? "write" : "append");
    if (!opened.ok) return `cannot open "${name}" for output (${strerror(opened.error)})`;
    this.#writers.set(name, { file: opened.value, child: undefined });
    return opened.value;
  }

  async print(file: OpenFile, bytes: string): Promise<boolean> {
    return await put(file, textOut(bytes));
  }

  /** An operand; a string is why it cannot be read. */
  openFile(name: string): RecordReader | string {
    const { files, cwd } = this.#context;
    const opened = files.open(resolvePath(cwd, textOut(name)), "read");
    if (!opened.ok) return `cannot open ${name} (${strerror(opened.error)})`;
    if (opened.value.directory) return `read error (${strerror("EISDIR")})`;
    return new RecordReader(this.#context, opened.value);
  }

  reader(name: string, pipe: boolean): RecordReader | undefined {
    const key = `${pipe ? "|" : "<"}${name}`;
    const open = this.#readers.get(key);
    if (open !== undefined) return open;
    const { files, cwd, stdin } = this.#context;
    let made: RecordReader;
    if (pipe) {
      const started = this.#start(name, 1);
      if (started === undefined) return undefined;
      made = new RecordReader(this.#context, started.file, started.child);
    } else if (name === "-" || name === "/dev/stdin") made = new RecordReader(this.#context, stdin.retain());
    else {
      const opened = files.open(resolvePath(cwd, textOut(name)), "read");
      if (!opened.ok || opened.value.directory) return undefined;
      made = new RecordReader(this.#context, opened.value);
    }
    this.#readers.set(key, made);
    return made;
  }

  /** close(name): the status, -1 for what is not open. */
  async close(name: string): Promise<number> {
    let status = -1;
    const writer = this.#writers.get(name);
    if (writer !== undefined) {
      this.#writers.delete(name);
      writer.file.close();
      status = writer.child === undefined ? 0 : await writer.child.status;
    }
    for (const key of [`|${name}`, `<${name}`]) {
      const reader = this.#readers.get(key);
      if (reader === undefined) continue;
      this.#readers.delete(key);
      reader.close();
      status = reader.child === undefined ? 0 : await reader.child.status;
    }
    return status;
  }

  isOpen(name: string): boolean {
    return this.#writers.has(name);
  }

  async system(command: string): Promise<ExitStatus> {
    const { kernel, env, cwd, descriptors } = this.#context;
    const path = kernel.which("sh", env) ?? "/bin/sh";
    const started = kernel.exec(path, { argv: ["sh", "-c", textOut(command)], env, cwd, files: descriptors });
    return started.ok ? await started.value.status : 127;
  }

  async closeAll(): Promise<void> {
    for (const name of [...this.#writers.keys()]) await this.close(name);
    for (const key of [...this.#readers.keys()]) this.#readers.get(key)?.close();
  }
}
