/** What a program gets to see of its process. */
import type { FileSystem, OpenFile } from "../../core/process.ts";
import type { ProcessContext } from "../program.ts";
import type { Host } from "./host.ts";
import type { Process } from "./process.ts";
import { ProcessFile } from "./process-file.ts";
import { Syscalls } from "./syscalls.ts";

/** A descriptor that is not open: reads find the end, writes go nowhere. */
const CLOSED: OpenFile = {
  path: "",
  read: () => null,
  write: () => {},
  close: () => {},
  retain: () => CLOSED,
};

/** Its streams are made when it first uses them: most commands of a script say nothing. */
class Context implements ProcessContext {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly kernel: Syscalls;
  readonly self: Process;
  #files: FileSystem | undefined;
  // What was open at the beginning, and from the first use on what the process uses of it.
  #stdin: OpenFile;
  #stdout: OpenFile;
  #stderr: OpenFile;

  constructor(host: Host, process: Process) {
    this.argv = process.argv;
    this.env = process.env;
    this.cwd = process.cwd;
    this.kernel = new Syscalls(host, process);
    this.self = process;
    this.#stdin = process.files.get(0) ?? CLOSED;
    this.#stdout = process.files.get(1) ?? CLOSED;
    this.#stderr = process.files.get(2) ?? CLOSED;
  }

  get stdin(): OpenFile {
    return (this.#stdin = this.#used(this.#stdin));
  }
  get stdout(): OpenFile {
    return (this.#stdout = this.#used(this.#stdout));
  }
  get stderr(): OpenFile {
    return (this.#stderr = this.#used(this.#stderr));
  }
  get descriptors(): ReadonlyMap<number, OpenFile> {
    return new Map(this.self.files);
  }
  get files(): FileSystem {
    return (this.#files ??= this.self.outside?.files(this.kernel.files) ?? this.kernel.files);
  }

  #used(file: OpenFile): OpenFile {
    return file instanceof ProcessFile && file.belongsTo(this.self)
      ? file
      : new ProcessFile(file, this.self, this.kernel.host);
  }
}

/** The context of a process, for its program. */
export function contextOf(host: Host, process: Process): ProcessContext {
  return new Context(host, process);
}
