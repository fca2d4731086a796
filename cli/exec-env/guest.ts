/** One command of the real shell: a connection of shim.pl, and the process of the simulated world that it stands for. */
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import type { ExitStatus, OpenFile, SignalName, Signals } from "../../core/process.ts";
import { err, ok } from "../../core/result.ts";
import { Decoder } from "../../real/host/text.ts";
import type { Guest, GuestSession, Outside } from "../../sim/kernel/outside.ts";
import type { ProcessContext } from "../../sim/program.ts";
import { type Commands, findOnPath, isExecutable } from "./commands.ts";
import { machineFiles } from "./machine-files.ts";
import {
  type Call,
  CONTEXT,
  type Frame,
  FrameReader,
  frame,
  isForwarded,
  isWhole,
  readCallFrame,
  readChildEnd,
  readContext,
  readWindow,
} from "./protocol.ts";

export interface GuestWorld {
  readonly session: GuestSession;
  readonly commands: Commands;
  /** Where the commands are on this machine's PATH. */
  readonly bin: string;
  /** Called when somebody begins to wait for simulated time, who has others to start first or not; answers with what ends it. */
  readonly waiting: (afterOthers: boolean) => () => void;
  /** Lets simulated time catch up with the machine's. */
  readonly catchUp: () => void;
}

/** Variables that a program sets for the command it runs, and that must stay as they are for commands of this machine. */
const KEPT: ReadonlySet<string> = new Set(["PATH", "HOME", "LOGNAME", "USER", "SHELL", "MAIL"]);

export function serveGuest(world: GuestWorld, socket: Socket): void {
  const connection = new Connection(world, socket);
  socket.on("data", (bytes: Buffer) => connection.received(bytes));
  socket.on("error", () => socket.destroy());
  socket.on("close", () => connection.closed());
  // The shim may say no more and still listen.
  socket.on("end", () => socket.destroy());
}

class Connection {
  readonly #world: GuestWorld;
  readonly #socket: Socket;
  readonly #reader = new FrameReader();
  readonly #call: Partial<Call> = {};
  readonly #input = new Decoder();
  #guest: Guest | undefined;
  #gone = false;
  /** Ends that simulated time passes for it. */
  #endWait: (() => void) | undefined;
  #wantsInput: ((text: string | null) => void) | undefined;
  #rest = "";
  #inputEnded = false;
  readonly #children = new Map<number, (status: ExitStatus) => void>();
  #lastChild = 0;
  /** The shim has become a command of this machine, and the connection is all that is left of it. */
  #replaced: ((status: ExitStatus) => void) | undefined;
  readonly #resizers = new Set<() => void>();

  constructor(world: GuestWorld, socket: Socket) {
    this.#world = world;
    this.#socket = socket;
  }

  received(bytes: Buffer): void {
    const frames = this.#reader.read(bytes);
    if (frames === undefined || !frames.every((each) => this.#act(each))) {
      this.#socket.destroy();
    }
  }

  /** False for what does not belong here. */
  #act(given: Frame): boolean {
    const guest = this.#guest;
    if (guest === undefined) {
      return given.type === "g" ? isWhole(this.#call) && this.#start(this.#call) : readCallFrame(this.#call, given);
    }
    switch (given.type) {
      case "i":
        return this.#takeInput(given.data);
      case "s": {
        const name = given.data.toString("latin1");
        if (isForwarded(name)) {
          guest.signal(name);
        }
        return isForwarded(name);
      }
      case "w": {
        const end = readChildEnd(given.data);
        const tell = end && this.#children.get(end.id);
        if (end !== undefined) {
          this.#children.delete(end.id);
          tell?.(end.status);
        }
        return tell !== undefined;
      }
      case "z": {
        const size = readWindow(given.data);
        Object.assign(this.#call, size);
        for (const resized of this.#resizers) {
          resized();
        }
        return size !== undefined;
      }
      default:
        return false;
    }
  }

  /** The connection is gone: the command was killed, or all who inherited it have ended. */
  closed(): void {
    this.#gone = true;
    this.#wantsInput?.(null);
    this.#replaced?.(0);
    this.#guest?.signal("KILL");
  }

  #start(call: Call): boolean {
    const { session, commands, catchUp } = this.#world;
    const name = (call.argv[0] ?? "").replace(/^.*\//, "");
    const program = commands.programs.get(name);
    if (program === undefined) {
      return false;
    }
    catchUp();
    const [stdin, stdout, stderr] = call.terminals;
    const files = new Map<number, OpenFile>([
      [0, this.#stdin(stdin ?? false)],
      [1, this.#output("o", stdout ?? false)],
      [2, this.#output("E", stderr ?? false)],
    ]);
    this.#setWaiting(true);
    const started = session.start({
      program,
      argv: call.argv,
      env: call.env,
      cwd: call.cwd,
      files,
      ignores: call.ignores,
      outside: this.#outside(call, files),
      pid: call.pid,
      within: readContext(call.env[CONTEXT]),
    });
    if (!started.ok) {
      this.#setWaiting(false);
      this.#send("E", `${name}: the network namespace that this ran in has gone\n`);
      this.#end(1, undefined);
      return true;
    }
    this.#guest = started.value;
    const { status } = started.value;
    if (typeof status === "number") {
      this.#end(status, started.value.endedBy);
    } else {
      void status.then((ended) => this.#end(ended, started.value.endedBy));
    }
    return true;
  }

  #end(status: ExitStatus, signal: SignalName | undefined): void {
    this.#setWaiting(false);
    if (this.#replaced === undefined) {
      this.#send("x", `${status}\0${signal ?? ""}`);
      this.#socket.end();
    }
  }

  #send(type: string, text: string): boolean {
    return this.#gone || this.#socket.write(frame(type, text));
  }

  /** A command in the background waits too, but nobody waits for it. */
  #setWaiting(waits: boolean): void {
    this.#endWait?.();
    const { argv, ignores } = this.#call;
    const inBackground = ignores?.includes("INT") ?? false;
    this.#endWait = waits && !inBackground ? this.#world.waiting(/(?:^|\/)sleep$/.test(argv?.[0] ?? "")) : undefined;
  }

  // Descriptors

  #output(type: string, isTerminal: boolean): OpenFile {
    const isGone = (): boolean => this.#gone;
    const file: OpenFile = {
      path: isTerminal ? "/dev/pts/0" : `pipe:[${type === "o" ? 2 : 3}]`,
      read: () => null,
      write: (text) => {
        // What is one write of the program may be more than one frame takes.
        let taken = true;
        for (let at = 0; at < text.length; at += CHUNK) {
          taken = this.#send(type, text.slice(at, at + CHUNK));
        }
        return taken || this.#gone ? undefined : this.#drained();
      },
      get broken() {
        return isGone();
      },
      close: () => undefined,
      retain: () => file,
      ...(isTerminal ? { terminal: this.#terminal() } : {}),
    };
    return file;
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#socket.off("drain", done);
        this.#socket.off("close", done);
        resolve();
      };
      this.#socket.on("drain", done);
      this.#socket.on("close", done);
    });
  }

  #stdin(isTerminal: boolean): OpenFile {
    const file: OpenFile = {
      path: isTerminal ? "/dev/pts/0" : "pipe:[1]",
      read: (signals) => this.#read(signals),
      unread: (text) => {
        this.#rest = text + this.#rest;
      },
      write: () => undefined,
      close: () => undefined,
      retain: () => file,
      ...(isTerminal ? { terminal: this.#terminal() } : {}),
    };
    return file;
  }

  /** Nothing is read of this machine's input that the program has not asked for: the next command may want it. */
  #read(signals: Signals | undefined): string | null | Promise<string | null> {
    if (this.#rest !== "") {
      const text = this.#rest;
      this.#rest = "";
      return text;
    }
    if (this.#inputEnded || this.#gone || signals?.pending !== undefined) {
      return null;
    }
    this.#send("r", "");
    return new Promise((resolve) => {
      const deaf = signals?.listen(() => {
        if (signals.pending !== undefined) {
          this.#wantsInput?.(null);
          this.#send("n", "");
        }
      });
      this.#wantsInput = (text) => {
        this.#wantsInput = undefined;
        deaf?.();
        resolve(text);
      };
    });
  }

  #takeInput(data: Buffer): boolean {
    const ends = data.length === 0;
    // A character that is cut in two waits for its other half.
    const text = ends ? this.#input.end() : this.#input.write(data);
    this.#inputEnded ||= ends;
    if (text === "" && !ends) {
      this.#send("r", "");
    } else if (this.#wantsInput === undefined) {
      this.#rest += text;
    } else {
      this.#wantsInput(text === "" ? null : text);
    }
    return true;
  }

  #terminal(): OpenFile["terminal"] {
    const call = this.#call;
    return {
      get columns() {
        return call.columns ?? 80;
      },
      get rows() {
        return call.rows ?? 24;
      },
      setRaw: (raw, options) => void this.#send("m", raw ? (options?.processOutput ? "rawout" : "raw") : "cooked"),
      onResize: (handler) => {
        this.#resizers.add(handler);
        return () => void this.#resizers.delete(handler);
      },
    };
  }

  // The machine around it

  #outside(call: Call, files: ReadonlyMap<number, OpenFile>): Outside {
    const { commands, bin } = this.#world;
    return {
      files: (inside) => machineFiles(inside, { pid: call.pid, files }),
      which: (name, _env, cwd) => findOnPath(name, call.env["PATH"], cwd),
      executable: (path) => {
        const own = path.startsWith(`${bin}/`) ? commands.programs.get(path.slice(bin.length + 1)) : commands.at(path);
        if (own !== undefined && !(path.startsWith(`${bin}/`) && commands.forPaths.includes(own.name))) {
          return ok(own);
        }
        return isExecutable(path) ? ok("outside") : err(existsSync(path) ? "EACCES" : "ENOENT");
      },
      run: (path, context, replaces) => this.#run(path, context, call, replaces),
    };
  }

  /** A command of this machine, which knows by its environment in which process of the simulated world it runs. */
  #run(path: string, context: ProcessContext, call: Call, replaces: boolean): Promise<ExitStatus> {
    const { argv, cwd, kernel } = context;
    const id = ++this.#lastChild;
    const changes = Object.entries(context.env)
      .filter(([name, value]) => !KEPT.has(name) && call.env[name] !== value)
      .map(([name, value]) => `${name}=${value}`);
    changes.push(`${CONTEXT}=${kernel.pid}.${kernel.netns}`);
    this.#send("f", [id, replaces ? 1 : "", cwd, argv.length + 1, path, ...argv, ...changes].join("\0"));
    // Whoever waits for it waits for this machine.
    this.#setWaiting(false);
    const stop = context.self.signals.listen((signal) => {
      if (replaces) {
        tell(call.pid, signal);
      } else {
        this.#send("k", `${id}\0${signal}`);
      }
    });
    return new Promise((resolve) => {
      const done = (status: ExitStatus): void => {
        stop();
        this.#setWaiting(!replaces);
        resolve(status);
      };
      if (replaces) {
        this.#replaced = done;
      } else {
        this.#children.set(id, done);
      }
    });
  }
}

const CHUNK = 65_536;

/** The command that has taken the shim's place has its pid, too. */
function tell(pid: number, signal: SignalName): void {
  try {
    process.kill(pid, `SIG${signal}`);
  } catch {
    // It has just ended.
  }
}
