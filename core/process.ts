/**
 * What a process looks like to the program that runs in it, whoever runs the process: the simulator's kernel or, in
 * real mode, this machine. The shell is written against these types alone, so it is the same shell for both.
 */
import type { Errno } from "./errors.ts";
import type { Resource, ResourceLimit } from "./resource-limit.ts";
import type { Result } from "./result.ts";

/** 0 to 255; 128 + n after signal n. */
export type ExitStatus = number;

export type SignalName =
  | "HUP"
  | "INT"
  | "QUIT"
  | "ILL"
  | "TRAP"
  | "ABRT"
  | "BUS"
  | "FPE"
  | "KILL"
  | "USR1"
  | "SEGV"
  | "USR2"
  | "PIPE"
  | "ALRM"
  | "TERM"
  | "STKFLT"
  | "CHLD"
  | "CONT"
  | "STOP"
  | "TSTP"
  | "TTIN"
  | "TTOU"
  | "URG"
  | "XCPU"
  | "XFSZ"
  | "VTALRM"
  | "PROF"
  | "WINCH"
  | "IO"
  | "PWR"
  | "SYS";

/** signal(7), x86-64. */
export const SIGNAL: Readonly<Record<SignalName, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
};

/**
 * The signals a process got. A program that waits passes this on to what it waits for; after `pending` is set to a
 * deadly signal, waits end at once and the program is expected to return (its status is then 128 + the signal).
 */
export interface Signals {
  /** The deadly signal that ends this process, once there is one. */
  readonly pending: SignalName | undefined;
  /** Called for every signal that arrives; answers with a function that stops listening. */
  listen(handler: (signal: SignalName) => void): () => void;
  /** Programs that catch a signal (ping prints its statistics on INT) say so; caught signals do not end waits of others. */
  catch(signal: SignalName, handler: () => void): () => void;
  /** The process ends as if by this signal, whatever it catches: what a shell does whose command died of Ctrl-C. */
  die?(signal: SignalName): void;
  /** While the process is stopped: resolves when it goes on. What computes without waiting looks at it now and then. */
  readonly stopped?: Promise<void> | undefined;
  /** Signals whose handler only ends the process: they end it even where the default action would not (pid 1). */
  endBy?(signals: readonly SignalName[]): void;
  /** What it ignores from its start, as long as it does not catch it (SIG_IGN). */
  readonly ignored?: ReadonlySet<SignalName>;
}

/** termios(3) as far as line editing needs it, and the window's size in cells. */
/** termios(3): flags and special characters under the names that stty(1) has for them; "" is no character. */
export interface TerminalModes {
  readonly flags: Readonly<Record<string, boolean>>;
  readonly characters: Readonly<Record<string, string>>;
  readonly min: number;
  readonly time: number;
  readonly speed: number;
}

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  /**
   * Raw: keys arrive as they are typed, unechoed, and none is a signal; a line feed stays a line feed unless
   * `processOutput` (a line editor at the prompt keeps it on for the jobs that print behind its back). Cooked: by line,
   * with echo, erase, Ctrl-C and Ctrl-D.
   */
  setRaw(raw: boolean, options?: { readonly processOutput?: boolean }): void;
  onResize(handler: () => void): () => void;
  /** tcgetattr(3) and tcsetattr(3): how it is where it is not raw. A host may leave it out. */
  modes?: TerminalModes;
  /** TIOCSWINSZ. */
  setSize?(columns: number, rows: number): void;
}

/**
 * An open file description (open(2)). Text is a JavaScript string; a byte that is not UTF-8 travels as the lone
 * surrogate U+DC00 + byte, so that every byte string survives.
 */
export interface OpenFile {
  /** What /proc/self/fd shows: `/dev/pts/0`, `pipe:[1234]`, a path. */
  readonly path: string;
  /** It was opened for one of both alone. */
  readonly access?: "read" | "write" | undefined;
  /** The next chunk, at least one character; null at end of file. Waits end with null when a deadly signal is pending. */
  read(signals?: Signals): string | null | Promise<string | null>;
  /** As `read`, for who reads to the end and shares the file with nobody: more at once, where `read` takes little. */
  readBlock?(signals?: Signals): string | null | Promise<string | null>;
  /**
   * Puts back what a reader took too much of: a chunk is read, a line is wanted, and the rest belongs to whoever
   * reads next (`{ read x; cat; } <file`, lines pasted into a terminal behind the one that runs first).
   */
  unread?(text: string): void;
  /** Answers with a promise where the reader must catch up first. */
  write(text: string): void | Promise<void>;
  /** Why the last write was refused (a value that /proc/sys does not take); nothing when it was not. */
  readonly writeError?: Errno | undefined;
  /**
   * Of a regular file: for how many bytes there is room before it is as long as `limit`, where that is less than `wanted`;
   * else any number that is not less.
   */
  roomBelow?(limit: number, wanted: number): number;
  /** A directory opened for reading: reads fail with EISDIR. */
  readonly directory?: boolean;
  /** True for the write end of a pipe that nobody can read any more: what is written is lost, and the writer ends by PIPE. */
  readonly broken?: boolean;
  /** One reference less; the last one closes. */
  close(): void;
  /** One reference more: dup(2), fork(2). */
  retain(): OpenFile;
  readonly terminal?: Terminal | undefined;
  /** flock(2), of what can be locked; a host may leave it out. */
  readonly lock?: FileLock | undefined;
}

/** The lock of an open file description on its file. */
export interface FileLock {
  /** Takes it, in place of the one it has; false when others have it and keep it. */
  take(how: "shared" | "exclusive"): boolean;
  drop(): void;
  /** Resolves when somebody has let go. */
  changed(): Promise<void>;
}

export type OpenMode = "read" | "write" | "append" | "readwrite" | "create-exclusive";

/** Major and minor (Documentation/admin-guide/devices.txt). */
export type DeviceNumbers = readonly [major: number, minor: number];

export interface FileStat {
  readonly type: "file" | "directory" | "symlink" | "fifo" | "socket" | "char" | "block";
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Microseconds of the world's clock: st_mtim, st_atim, st_ctim and, where the file system keeps it, stx_btime. */
  readonly modifiedMicros: number;
  readonly accessedMicros: number;
  readonly changedMicros: number;
  readonly bornMicros?: number | undefined;
  readonly inode: number;
  readonly device: number;
  /** Of a device: its major and its minor number (st_rdev). */
  readonly numbers?: DeviceNumbers | undefined;
  /** Names that it has; a directory's own and those of the directories in it. */
  readonly links: number;
}

export interface FileTimes {
  readonly accessedMicros?: number | undefined;
  readonly modifiedMicros?: number | undefined;
}

/** Files as one process sees them: absolute paths in, errno out. */
export interface FileSystem {
  stat(path: string, options?: { readonly follow?: boolean }): Result<FileStat, Errno>;
  readDir(path: string): Result<readonly string[], Errno>;
  readLink(path: string): Result<string, Errno>;
  /** Follows every link: realpath(3). */
  realPath(path: string): Result<string, Errno>;
  open(path: string, mode: OpenMode, permissions?: number): Result<OpenFile, Errno>;
  readFile(path: string): Result<string, Errno>;
  writeFile(path: string, text: string): Result<undefined, Errno>;
  mkdir(path: string, permissions?: number): Result<undefined, Errno>;
  rmdir(path: string): Result<undefined, Errno>;
  /** utimensat(2): both times are the present one, or what is given is set and the rest left; a host may leave it out. */
  touch?(path: string, times?: FileTimes, options?: { readonly follow?: boolean }): Result<undefined, Errno>;
  unlink(path: string): Result<undefined, Errno>;
  symlink(target: string, path: string): Result<undefined, Errno>;
  link(from: string, to: string): Result<undefined, Errno>;
  rename(from: string, to: string): Result<undefined, Errno>;
  chmod(path: string, permissions: number): Result<undefined, Errno>;
  /** chown(2); a host may leave it out. */
  chown?(path: string, uid: number, gid: number): Result<undefined, Errno>;
  mkfifo(path: string, permissions?: number): Result<undefined, Errno>;
  /** access(2) with the bits r 4, w 2, x 1. */
  access(path: string, bits: number): boolean;
}

/**
 * What starts a child: fork(2), execve(2). The host retains every file for the child and closes those references when
 * the child ends; the caller keeps its own.
 */
export interface ExecRequest {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** umask(2) of who starts it, for a host whose processes carry none of their own. */
  readonly umask?: number;
  /** Descriptor number to open file; 0, 1, 2 are expected to be there. */
  readonly files: ReadonlyMap<number, OpenFile>;
  /** execve(2) without fork(2): the program takes over this process, its pid and its signals. A host may start a child instead. */
  readonly replaces?: ProcessSelf | undefined;
  /** An asynchronous command of a shell without job control: the keys for INT and QUIT do not end it. */
  readonly background?: boolean | undefined;
  /** setpgid(2): a process group of its own, or that of the process with this pid; the caller's when missing. */
  readonly group?: "own" | number | undefined;
  /** The group takes the terminal before the child runs (tcsetpgrp(3)). */
  readonly foreground?: boolean | undefined;
  /** Signals that the child ignores until it says otherwise, besides those that the caller ignores. */
  readonly ignores?: readonly SignalName[] | undefined;
}

export interface ChildProcess {
  readonly pid: number;
  /** Its exit status; at once when it never had to wait. */
  readonly status: ExitStatus | Promise<ExitStatus>;
  /** The signal that ended it, once one has; a host that cannot tell leaves it out. */
  readonly endedBy?: SignalName | undefined;
  signal(signal: SignalName): void;
  /** The signal that has stopped it, as long as it is stopped. */
  readonly stoppedBy?: SignalName | undefined;
  /**
   * Tells each time the child is stopped by a signal, and each time it goes on (waitpid(2), WUNTRACED and WCONTINUED);
   * answers with a function that stops telling. A host without job control leaves it out.
   */
  onState?(listener: (state: { readonly stoppedBy: SignalName } | "continued") => void): () => void;
}

/** Process groups and the terminal that they share (setpgid(2), tcsetpgrp(3)). Groups are known by their leaders' pids. */
export interface JobControl {
  /** The group that has the terminal: its keys send signals to it, and only it may read. */
  foreground: number;
  /** Makes the caller the leader of a group of its own, which takes the terminal. Answers with the group that had it. */
  lead(): number;
  /** kill(2) of a group. */
  signal(group: number, signal: SignalName): void;
}

/** What one process may use. */
export interface ResourceLimits {
  get(resource: Resource): ResourceLimit;
  set(resource: Resource, limit: ResourceLimit): Result<undefined, Errno>;
  /** Processes that its user may start yet. */
  readonly forksLeft: number;
  /** Writes as this process: EFBIG where its limit on the size of files refuses it. */
  write(file: OpenFile, text: string): Errno | undefined | void | Promise<void>;
}

/** open(2) that waits: for the other end of a named pipe (fifo(7)). */
export interface Opening {
  readonly opened: Promise<Result<OpenFile, Errno>>;
  /** Gives up, as a signal makes open(2) do. */
  cancel(): void;
}

/** What `/dev/tcp/HOST/PORT` and `/dev/udp/HOST/PORT` name in redirections. */
export interface ConnectTo {
  readonly transport: "tcp" | "udp";
  readonly host: string;
  /** A number, or a name of services(5). */
  readonly service: string;
}

/** Why there is no connection: a name that getaddrinfo(3) does not know (in its words), or a call that failed. */
export type ConnectRefusal =
  | { readonly of: string; readonly reason: string }
  | { readonly call: "connect"; readonly errno: Errno };

/**
 * The world outside, as the shell sees it. `exec` runs a program that the shell has found on PATH (or by path); ENOENT
 * and EACCES are the shell's to word (`bash: foo: command not found`).
 */
export interface ShellHost {
  /** chdir(2), so that others see where the shell is; paths that it uses are absolute all the same. */
  chdir?(path: string): void;
  readonly files: FileSystem;
  /** open(2) of `files` as a process meets it that can wait: a named pipe needs somebody at its other end. */
  open?(path: string, mode: OpenMode, permissions: number): Result<OpenFile, Errno> | Opening;
  /** A socket, connected from the network namespace of this process; `signals` end the wait. */
  connect?(to: ConnectTo, signals: Signals): Promise<Result<OpenFile, ConnectRefusal>>;
  exec(path: string, request: ExecRequest): Result<ChildProcess, Errno>;
  /** A child that runs `body` of the shell itself: subshells, background jobs, sides of a pipeline. */
  fork(
    request: Omit<ExecRequest, "argv">,
    body: (self: ProcessSelf, host: ShellHost) => ExitStatus | Promise<ExitStatus>,
  ): ChildProcess;
  /** A connected pair: read end, write end. */
  pipe(): { readonly reader: OpenFile; readonly writer: OpenFile };
  /** What a here-document is read from. A host whose programs need no descriptor of their own leaves it out. */
  document?(text: string): Result<OpenFile, Errno>;
  nowMicros(): number;
  sleep(micros: number, signals: Signals): Promise<void>;
  /** What a command of a shell takes of the world's time, beside programs; left out where time passes by itself. */
  readonly commandMicros?: number;
  /** Lets this process have computed for so long. */
  compute?(micros: number, signals: Signals): Promise<void>;
  /** kill(2); without a signal it only asks whether the process is there. */
  kill(pid: number, signal: SignalName | undefined): Result<undefined, Errno>;
  readonly user: { readonly uid: number; readonly name: string; readonly home: string };
  readonly hostname: string;
  /** A host that limits nothing leaves it out. */
  readonly limits?: ResourceLimits | undefined;
  /** Of a process that has a controlling terminal. */
  readonly jobControl?: JobControl | undefined;
  /** 15-bit $RANDOM and other chance, from the world's seed. */
  random(): number;
}

/** Who a process is to itself. */
export interface ProcessSelf {
  readonly pid: number;
  readonly parentPid: number;
  readonly signals: Signals;
  /** umask(2), which children inherit; a host that keeps none leaves it out. */
  umask?: number;
  /** The device that its new sockets are bound to (`ip vrf exec`). */
  readonly boundTo?: string | undefined;
}
