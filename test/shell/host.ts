/** A world for the shell's tests: files in memory, pipes, processes, time that passes only when everybody waits. */
import type { Errno } from "../../core/errors.ts";
import {
  type ChildProcess,
  type ExecRequest,
  type ExitStatus,
  type OpenFile,
  type ProcessSelf,
  type ShellHost,
  SIGNAL,
  type SignalName,
  type Signals,
} from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { runBash } from "../../sim/shell/bash.ts";
import { DASH } from "../../sim/shell/dialect/almquist/dash.ts";
import type { Dialect } from "../../sim/shell/dialect/dialect.ts";
import { MemoryFiles } from "./memory-files.ts";
import { PROGRAMS, type TestProgram } from "./programs.ts";

const PIPE_CAPACITY = 65536;

class SignalState implements Signals {
  pending: SignalName | undefined;
  readonly #handlers = new Map<SignalName, Set<() => void>>();
  readonly #listeners = new Set<(signal: SignalName) => void>();

  listen(handler: (signal: SignalName) => void): () => void {
    this.#listeners.add(handler);
    return () => this.#listeners.delete(handler);
  }

  catch(signal: SignalName, handler: () => void): () => void {
    const set = this.#handlers.get(signal) ?? new Set();
    this.#handlers.set(signal, set);
    set.add(handler);
    return () => set.delete(handler);
  }

  deliver(signal: SignalName): void {
    const handlers = this.#handlers.get(signal);
    if (signal !== "KILL" && handlers !== undefined && handlers.size > 0) {
      for (const handler of [...handlers]) handler();
    } else if (signal !== "CHLD" && signal !== "CONT" && signal !== "WINCH" && signal !== "STOP" && signal !== "TSTP") {
      this.pending ??= signal;
    }
    for (const listener of [...this.#listeners]) listener(signal);
  }
}

class Pipe {
  #text = "";
  #readers = 1;
  #writers = 1;
  #waiting: (() => void)[] = [];
  readonly reader: OpenFile;
  readonly writer: OpenFile;

  constructor(id: number) {
    const path = `pipe:[${id}]`;
    this.reader = {
      path,
      read: (signals) => this.#read(signals),
      unread: (text) => {
        this.#text = text + this.#text;
      },
      write() {},
      close: () => {
        this.#readers--;
        this.#wake();
      },
      retain: () => {
        this.#readers++;
        return this.reader;
      },
    };
    const isBroken = (): boolean => this.#readers <= 0;
    this.writer = {
      path,
      read: () => null,
      write: (text) => this.#write(text),
      get broken() {
        return isBroken();
      },
      close: () => {
        this.#writers--;
        this.#wake();
      },
      retain: () => {
        this.#writers++;
        return this.writer;
      },
    };
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) each();
  }

  #read(signals?: Signals): string | null | Promise<string | null> {
    if (this.#text !== "") {
      const text = this.#text;
      this.#text = "";
      this.#wake();
      return text;
    }
    if (this.#writers <= 0 || signals?.pending !== undefined) return null;
    return new Promise((resolve) => {
      const again = (): void => {
        stop?.();
        resolve(this.#read(signals));
      };
      const stop = signals?.listen(() => {
        if (signals.pending !== undefined) again();
      });
      this.#waiting.push(again);
    });
  }

  #write(text: string): void | Promise<void> {
    if (this.#readers <= 0) return;
    this.#text += text;
    if (this.#text.length <= PIPE_CAPACITY) {
      this.#wake();
      return;
    }
    this.#wake();
    return new Promise((resolve) => {
      const check = (): void => {
        if (this.#text.length <= PIPE_CAPACITY || this.#readers <= 0) resolve();
        else this.#waiting.push(check);
      };
      this.#waiting.push(check);
    });
  }
}

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

export class TestWorld {
  micros = 1_700_000_000_000_000;
  readonly files: MemoryFiles;
  #pids = 1000;
  #pipes = 5000;
  #seed = 42;
  #order = 0;
  #sleepers: Sleeper[] = [];
  #advancing = false;
  readonly processes = new Map<number, SignalState>();

  constructor() {
    this.files = new MemoryFiles(() => this.micros);
    for (const directory of ["/tmp", "/tmp/work", "/bin", "/usr", "/usr/bin", "/dev", "/etc", "/root", "/usr/sbin"])
      this.files.mkdir(directory);
    this.files.writeFile("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
    for (const device of ["/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr"]) this.files.device(device);
    for (const name of ["bash", "sh", ...PROGRAMS.keys()]) {
      this.files.writeFile(`/usr/bin/${name}`, "\x7fELF\0");
      this.files.chmod(`/usr/bin/${name}`, 0o755);
      this.files.symlink(`/usr/bin/${name}`, `/bin/${name}`);
    }
  }

  /** Time goes on to the next sleeper once everybody else had a turn. */
  #advance(): void {
    if (this.#advancing) return;
    this.#advancing = true;
    setImmediate(() => {
      this.#advancing = false;
      this.#sleepers.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.#sleepers.shift();
      if (next === undefined) return;
      this.micros = Math.max(this.micros, next.at);
      next.wake();
      if (this.#sleepers.length > 0) this.#advance();
    });
  }

  sleep(micros: number, signals: Signals): Promise<void> {
    if (signals.pending !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: this.micros + micros,
        order: this.#order++,
        wake: () => {
          stop();
          resolve();
        },
      };
      const stop = signals.listen(() => {
        if (signals.pending === undefined) return;
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        sleeper.wake();
      });
      this.#sleepers.push(sleeper);
      this.#advance();
    });
  }

  newPipe(): Pipe {
    return new Pipe(this.#pipes++);
  }

  kill(pid: number, signal: SignalName | undefined): Result<undefined, Errno> {
    const found = this.processes.get(pid);
    if (found === undefined) return err("ESRCH");
    if (signal !== undefined) found.deliver(signal);
    return ok();
  }

  random(): number {
    this.#seed = (Math.imul(this.#seed, 1103515245) + 12345) & 0x7fffffff;
    return (this.#seed >> 8) & 0x7fff;
  }

  start(
    parentPid: number,
    files: ReadonlyMap<number, OpenFile>,
    body: (self: ProcessSelf) => ExitStatus | Promise<ExitStatus>,
    replaces?: ProcessSelf,
  ): ChildProcess {
    const pid = replaces?.pid ?? ++this.#pids;
    const signals = new SignalState();
    const stopForwarding = replaces?.signals.listen((signal) => signals.deliver(signal));
    if (replaces === undefined) this.processes.set(pid, signals);
    const held = [...files.values()].map((file) => file.retain());
    const end = (status: ExitStatus): ExitStatus => {
      for (const file of held) file.close();
      stopForwarding?.();
      if (replaces === undefined) this.processes.delete(pid);
      return signals.pending === undefined ? status : 128 + SIGNAL[signals.pending];
    };
    const result = body({ pid, parentPid, signals });
    const status = typeof result === "number" ? end(result) : result.then(end);
    return { pid, status, signal: (signal) => signals.deliver(signal) };
  }

  exec(self: { readonly pid: number }, path: string, request: ExecRequest): Result<ChildProcess, Errno> {
    const stat = this.files.stat(path);
    if (!stat.ok) return stat;
    if (stat.value.type !== "file" || !this.files.access(path, 1)) return err("EACCES");
    const content = this.files.readFile(path);
    if (!content.ok) return content;
    const run = (program: string, argv: readonly string[]): Result<ChildProcess, Errno> => {
      const name = program.split("/").at(-1) ?? "";
      return ok(
        this.start(self.pid, request.files, (child) => this.#run(name, child, { ...request, argv }), request.replaces),
      );
    };
    if (content.value.startsWith("\x7fELF")) return run(path, request.argv);
    const hashbang = /^#![ \t]*(\S+)[ \t]*(.*?)[ \t]*(?:\n|$)/.exec(content.value);
    if (hashbang === null) return err("ENOEXEC");
    const [, interpreter = "", argument = ""] = hashbang;
    if (!this.files.stat(interpreter).ok) return err("ENOENT");
    return run(interpreter, [
      interpreter,
      ...(argument === "" ? [] : [argument]),
      request.argv[0] ?? path,
      ...request.argv.slice(1),
    ]);
  }

  #run(name: string, self: ProcessSelf, request: ExecRequest): ExitStatus | Promise<ExitStatus> {
    const host = this.host(self);
    if (name === "bash") return runBash({ ...request, host, self });
    if (name === "sh") return runBash({ ...request, host, self, dialect: DASH });
    const program: TestProgram | undefined = PROGRAMS.get(name);
    return program === undefined ? 127 : program({ ...request, self, host, world: this });
  }

  host(self: ProcessSelf): ShellHost {
    return {
      files: this.files,
      exec: (path, request) => this.exec(self, path, request),
      fork: (request, body) => this.start(self.pid, request.files, (child) => body(child, this.host(child))),
      pipe: () => this.newPipe(),
      nowMicros: () => this.micros,
      sleep: (micros, signals) => this.sleep(micros, signals),
      commandMicros: 5,
      compute: (micros, signals) => this.sleep(micros, signals),
      kill: (pid, signal) => this.kill(pid, signal),
      user: { uid: 0, name: "root", home: "/root" },
      hostname: "host",
      random: () => this.random(),
    };
  }
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Collects what is written. */
function collector(path: string): { readonly file: OpenFile; text(): string } {
  const chunks: string[] = [];
  const file: OpenFile = {
    path,
    read: () => null,
    write(text) {
      chunks.push(text);
    },
    close() {},
    retain: () => file,
  };
  return { file, text: () => chunks.join("") };
}

/** What the table's rows are run with, here and on the real bash. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  PWD: "/tmp/work",
  LC_ALL: "C.UTF-8",
};

export interface RunOptions {
  readonly stdin?: string;
  readonly argv?: readonly string[];
  /** bash without it. */
  readonly dialect?: Dialect;
  readonly limits?: Parameters<typeof runBash>[0]["limits"];
  readonly tick?: () => Promise<void> | undefined;
  readonly world?: TestWorld;
}

/** Runs `bash -c script` in a fresh world. */
export async function runInWorld(script: string, options: RunOptions = {}): Promise<Outcome> {
  const world = options.world ?? new TestWorld();
  const stdout = collector("/dev/pts/0");
  const stderr = collector("/dev/pts/0");
  const input = world.newPipe();
  if (options.stdin !== undefined && options.stdin !== "") void input.writer.write(options.stdin);
  input.writer.close();
  const files = new Map([
    [0, input.reader],
    [1, stdout.file],
    [2, stderr.file],
  ]);
  const child = world.start(1, files, (self) =>
    runBash({
      ...(options.dialect === undefined ? {} : { dialect: options.dialect }),
      host: world.host(self),
      self,
      env: ENVIRONMENT,
      cwd: "/tmp/work",
      files,
      argv: options.argv ?? ["bash", "-c", script],
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(options.tick === undefined ? {} : { tick: options.tick }),
    }),
  );
  const status = await child.status;
  return { stdout: stdout.text(), stderr: stderr.text(), status };
}
