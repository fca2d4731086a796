/** What every subcommand of the client needs: the engine behind its socket, words for errors, streams between terminals. */
import type { ExitStatus, OpenFile } from "../../../core/process.ts";
import type { Container, EngineError } from "../../engine/container.ts";
import { Engine } from "../../engine/engine.ts";
import { Syscalls } from "../../kernel/syscalls.ts";
import { changedContext, type ProcessContext } from "../../program.ts";
import type { Pty } from "../../terminal/pty.ts";
import type { Flags } from "./flags.ts";

export interface Call {
  readonly context: ProcessContext;
  readonly engine: Engine;
  readonly flags: Flags;
  /** `run`, `network ls`. */
  readonly command: string;
  out(text: string): void | Promise<void>;
  error(text: string): void;
}

const SOCKET = "/var/run/docker.sock";

/** The engine, if this process may talk to it: root, and members of the group docker. */
export function connect(context: ProcessContext): Engine | string {
  const kernel = context.kernel;
  const engine = kernel instanceof Syscalls ? kernel.host.engine : undefined;
  if (!(engine instanceof Engine))
    return `Cannot connect to the Docker daemon at unix://${SOCKET}. Is the docker daemon running?`;
  const { uid, gid, groups } = context.kernel.credentials;
  if (uid === 0 || [gid, ...groups].includes(998)) return engine;
  return `Got permission denied while trying to connect to the Docker daemon socket at unix://${SOCKET}: dial unix ${SOCKET}: connect: permission denied`;
}

/** `Error response from daemon: ...`; answers with the status. */
export function refused(call: Call, error: EngineError, status: ExitStatus = 1): ExitStatus {
  call.error(`Error response from daemon: ${error.message}\n`);
  return status;
}

export function noSuchContainer(call: Call, name: string, daemon = false): ExitStatus {
  call.error(`Error${daemon ? " response from daemon" : ""}: No such container: ${name}\n`);
  return 1;
}

/** The keys that take a client off its container: Ctrl-P Ctrl-Q. */
const DETACH = "\x10\x11";

/**
 * Carries a client's input to a container until either ends; answers with true when the user typed the keys to detach. A
 * lone Ctrl-P waits for the key behind it, as the real client does.
 */
async function carryInput(
  context: ProcessContext,
  target: OpenFile,
  options: { readonly detachable: boolean; readonly over: () => boolean },
): Promise<"detached" | "ended"> {
  let held = "";
  for (;;) {
    const chunk = await context.stdin.read(context.self.signals);
    if (options.over()) {
      if (chunk !== null) context.stdin.unread?.(chunk);
      return "ended";
    }
    if (chunk === null) return "ended";
    let text = held + chunk;
    held = "";
    if (options.detachable) {
      const keys = text.indexOf(DETACH);
      if (keys >= 0) {
        await target.write(text.slice(0, keys));
        return "detached";
      }
      if (text.endsWith("\x10")) {
        held = "\x10";
        text = text.slice(0, -1);
      }
    }
    if (text !== "") await target.write(text);
  }
}

/** Attached to a container: its output here, our input there, until it stops or the user detaches. */
export async function attach(
  call: Call,
  container: Container,
  options: {
    readonly stdin: boolean;
    readonly ended: Promise<ExitStatus>;
    readonly proxySignals: boolean;
    /** What the container printed before the client was there. */
    readonly printed: readonly (readonly [string, "stdout" | "stderr"])[];
    /** A process of its own in the container (`docker exec -it`), not the container's first. */
    readonly session?: { readonly pty: Pty; readonly input: OpenFile };
  },
): Promise<ExitStatus | "detached"> {
  const { context, engine } = call;
  const { session } = options;
  const tty = session !== undefined || container.options.tty;
  const terminal = tty ? context.stdin.terminal : undefined;
  const print = (text: string, stream: "stdout" | "stderr") =>
    stream === "stderr" ? context.stderr.write(text) : context.stdout.write(text);
  for (const [text, stream] of options.printed) void print(text, stream);
  const deaf = session
    ? session.pty.onOutput((text) => print(text, "stdout"))
    : engine.listen(container, (text, stream) => print(text, stream));
  const pty = session?.pty ?? container.running?.pty;
  const resize = () => {
    if (terminal) pty?.resize(terminal.columns, terminal.rows);
  };
  const undoResize = terminal?.onResize(resize);
  if (terminal && options.stdin) terminal.setRaw(true);
  resize();
  const undoSignals = options.proxySignals
    ? (["INT", "TERM", "HUP", "QUIT", "USR1", "USR2"] as const).map((signal) =>
        context.self.signals.catch(signal, () => void engine.kill(container, signal)),
      )
    : [];
  let over = false;
  const gone = options.ended.then((status) => {
    over = true;
    return status;
  });
  const target = session?.input ?? container.running?.stdin;
  // A reader that is still waiting when the container has stopped gives back what it gets.
  const reading = new AbortableRead(context);
  const carried =
    options.stdin && target
      ? carryInput(reading.context, target, { detachable: terminal !== undefined, over: () => over }).then((how) => {
          if (how === "ended" && !over && !tty && container.options.attached) target.close();
          return how;
        })
      : undefined;
  const detached = carried?.then(async (how): Promise<ExitStatus | "detached"> => (how === "detached" ? how : gone));
  const outcome: ExitStatus | "detached" = await (detached ? Promise.race([gone, detached]) : gone);
  reading.stop();
  for (const undo of undoSignals) undo();
  deaf();
  undoResize?.();
  if (terminal && options.stdin) terminal.setRaw(false);
  return outcome;
}

/** Standard input whose waits can be called off when nobody wants the answer any more. */
class AbortableRead {
  readonly context: ProcessContext;
  readonly #stoppers = new Set<() => void>();
  #stopped = false;

  constructor(context: ProcessContext) {
    const stoppers = this.#stoppers;
    const isStopped = () => this.#stopped;
    const signals = {
      get pending() {
        return context.self.signals.pending ?? (isStopped() ? ("TERM" as const) : undefined);
      },
      listen: (handler: (signal: "TERM") => void) => {
        const stop = () => handler("TERM");
        stoppers.add(stop);
        const deaf = context.self.signals.listen(stop);
        return () => {
          stoppers.delete(stop);
          deaf();
        };
      },
      catch: () => () => {},
    };
    this.context = changedContext(context, {
      self: { ...context.self, pid: context.self.pid, parentPid: context.self.parentPid, signals },
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const stop of [...this.#stoppers]) stop();
  }
}
