/**
 * watch(1) of procps 4.0: a command every so often, over the whole screen. The same: the heading, -n, -t, -x, -g, -e, the end
 * by Ctrl-C. Simplified: differences (-d) are not marked. Like the real one it needs a terminal.
 */
import type { ExitStatus, OpenFile, SignalName, Signals } from "../../../core/process.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { badUsage, options } from "./support.ts";

const HOME = "\x1b[H";
const CLEAR = "\x1b[H\x1b[2J";
const REST_OF_LINE = "\x1b[K";
const REST_OF_SCREEN = "\x1b[J";
const ENTER_SCREEN = "\x1b[?1049h";
const LEAVE_SCREEN = "\x1b[?1049l";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** ctime(3): `Mon Nov 28 09:00:00 2026`. */
function timeOf(micros: number): string {
  const date = new Date((WORLD_BEGAN_MICROS + micros) / 1000);
  const day = String(date.getUTCDate()).padStart(2);
  const clock = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${clock} ${date.getUTCFullYear()}`;
}

export const watch: Program = {
  name: "watch",
  path: "/usr/bin/watch",
  summary: "run a command every few seconds and show its output",
  async run(context) {
    const parsed = options(context.argv, "+n:dtxgecb", {
      interval: "n",
      differences: "d",
      "no-title": "t",
      exec: "x",
      chgexit: "g",
      errexit: "e",
      color: "c",
      beep: "b",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    if (operands.length === 0) {
      void context.stderr.write("\nUsage:\n watch [options] command\n");
      return 1;
    }
    const given = flags.get("n");
    const seconds = given === undefined ? 2 : Number(given.replace(",", "."));
    if (Number.isNaN(seconds)) {
      void context.stderr.write(`watch: failed to parse argument: '${given}'\n`);
      return 1;
    }
    const { terminal } = context.stdout;
    if (terminal === undefined) {
      void context.stderr.write(`Error opening terminal: ${context.env["TERM"] ?? "unknown"}.\n`);
      return 1;
    }
    const interval = Math.min(Math.max(seconds, 0.1), 2_678_400);
    const argv = flags.has("x") ? operands : ["sh", "-c", operands.join(" ")];
    const waking = wakingSignals(context);
    let before: string | undefined;
    let previous: readonly string[] | undefined;
    let status: ExitStatus = 0;
    await context.stdout.write(`${ENTER_SCREEN}${CLEAR}`);
    while (waking.signals.pending === undefined) {
      const output = await outputOf(context, argv);
      const left = `Every ${interval.toFixed(1)}s: ${operands.join(" ")}`;
      const right = `${context.kernel.hostname}: ${timeOf(context.kernel.nowMicros())}`;
      const room = Math.max(0, terminal.columns - right.length - 1);
      const heading = flags.has("t") ? [] : [`${left.slice(0, room).padEnd(room)} ${right}`, ""];
      const lines = [...heading, ...output.text.replace(/\n$/, "").split("\n")].slice(0, terminal.rows);
      const cut = lines.map((line) => line.slice(0, terminal.columns));
      const marked = flags.has("d") && previous !== undefined ? cut.map(changesOf(previous, heading.length)) : cut;
      previous = cut;
      const shown = marked.map((line) => `${line}${REST_OF_LINE}`).join("\r\n");
      await context.stdout.write(`${HOME}${shown}${REST_OF_SCREEN}`);
      if (flags.has("e") && output.status !== 0) {
        status = 8;
        break;
      }
      if (flags.has("g") && before !== undefined && before !== output.text) break;
      before = output.text;
      if (waking.signals.pending === undefined) await context.kernel.sleep(Math.round(interval * 1e6), waking.signals);
    }
    waking.release();
    await context.stdout.write(LEAVE_SCREEN);
    return status;
  },
};

/** With -d: characters that are not what stood there before, in reverse. */
function changesOf(previous: readonly string[], from: number): (line: string, row: number) => string {
  return (line, row) => {
    if (row < from) return line;
    const old = previous[row] ?? "";
    let out = "";
    let reversed = false;
    for (let at = 0; at < Math.max(line.length, old.length); at++) {
      const char = line[at] ?? " ";
      const changed = char !== (old[at] ?? " ");
      if (changed !== reversed) out += changed ? "\x1b[7m" : "\x1b[27m";
      reversed = changed;
      out += char;
    }
    return reversed ? `${out}\x1b[27m` : out;
  };
}

/** Signals as a wait sees them, INT among those that end it: watch catches that and leaves in order. */
function wakingSignals(context: ProcessContext): { readonly signals: Signals; release(): void } {
  const own = context.self.signals;
  const listeners = new Set<(signal: SignalName) => void>();
  let interrupted: SignalName | undefined;
  const wake = (signal: SignalName): void => {
    for (const listener of [...listeners]) listener(signal);
  };
  const uncatch = own.catch("INT", () => {
    interrupted = "INT";
    wake("INT");
  });
  const deaf = own.listen(wake);
  const signals: Signals = {
    get pending() {
      return interrupted ?? own.pending;
    },
    listen: (handler) => {
      listeners.add(handler);
      return () => void listeners.delete(handler);
    },
    catch: () => () => {},
  };
  return {
    signals,
    release: () => {
      uncatch();
      deaf();
    },
  };
}

/** What a command prints, to both streams. */
async function outputOf(
  context: ProcessContext,
  argv: readonly string[],
): Promise<{ readonly text: string; readonly status: ExitStatus }> {
  let text = "";
  const into: OpenFile = {
    path: "pipe:[watch]",
    read: () => null,
    write: (more) => {
      text += more;
    },
    close: () => {},
    retain: () => into,
  };
  const path = context.kernel.which(argv[0] ?? "", context.env);
  const files = new Map(context.descriptors).set(1, into).set(2, into);
  const started =
    path === undefined ? undefined : context.kernel.exec(path, { argv, env: context.env, cwd: context.cwd, files });
  if (!started?.ok) return { text: `watch: ${argv[0]}: No such file or directory\n`, status: 127 };
  const status = await started.value.status;
  return { text, status };
}
