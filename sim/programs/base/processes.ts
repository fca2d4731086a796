/** Programs about processes: kill, sleep, timeout; what changes their namespaces is in namespaces.ts. */
import { strerror } from "../../../core/errors.ts";
import { type ExitStatus, SIGNAL, type SignalName } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { nsenter, unshare } from "./namespaces.ts";
import { ps } from "./ps.ts";
import { listSignals } from "./signal-list.ts";
import { badUsage, complain, complainOfUse, hintOfUse, missingOperand, options } from "./support.ts";

/** Runs another program in place of this one; 126 or 127 and a word when it cannot be. */
export function become(
  context: ProcessContext,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = context.env,
  cwd = context.cwd,
  told = (name: string): string => `failed to run command '${name}'`,
): ExitStatus | Promise<ExitStatus> {
  const [name = ""] = argv;
  const path = context.kernel.which(name, env);
  const request = { argv, env, cwd, files: context.descriptors, replaces: context.self };
  const started = path === undefined ? undefined : context.kernel.exec(path, request);
  if (started?.ok) return started.value.status;
  const errno = started?.error ?? "ENOENT";
  return complain(context, `${told(name)}: ${strerror(errno)}`, errno === "ENOENT" ? 127 : 126);
}

/** `TERM`, `SIGTERM`, `15`. */
export function signalNamed(text: string): SignalName | undefined {
  const name = text.toUpperCase().replace(/^SIG/, "");
  for (const [known, number] of Object.entries(SIGNAL) as [SignalName, number][])
    if (known === name || String(number) === text) return known;
  return undefined;
}

const kill: Program = {
  name: "kill",
  path: "/usr/bin/kill",
  summary: "send a signal to a process",
  run(context) {
    const words = context.argv.slice(1);
    let signal: SignalName | undefined = "TERM";
    const first = words[0];
    const test = first === "-0";
    if (first === "-l" || first === "-L") return listSignals(context, first, words[1]);
    if (first === "-s" || first === "-n") {
      signal = signalNamed(words[1] ?? "");
      words.splice(0, 2);
    } else if (first?.startsWith("-") && first !== "--") {
      signal = signalNamed(first.slice(1));
      words.shift();
    }
    if (words[0] === "--") words.shift();
    if (!signal && !test) return complain(context, `unknown signal ${first}`);
    let status = 0;
    for (const word of words) {
      const pid = Number(word);
      const sent = Number.isInteger(pid) ? context.kernel.kill(pid, test ? undefined : signal) : undefined;
      if (!sent) status = complain(context, `failed to parse argument: '${word}'`);
      else if (!sent.ok) status = complain(context, `(${word}) - ${strerror(sent.error)}`);
    }
    return status;
  },
};

const UNITS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86400 };

/** `1.5`, `10s`, `2m`; microseconds. */
function duration(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  if (!match) return text === "infinity" ? Number.MAX_SAFE_INTEGER / 4 : undefined;
  return Math.round(Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1) * 1_000_000);
}

const sleep: Program = {
  name: "sleep",
  path: "/usr/bin/sleep",
  summary: "wait for an amount of time",
  async run(context) {
    const words = context.argv.slice(1);
    if (words.length === 0) return missingOperand(context);
    let micros = 0;
    for (const word of words) {
      const each = duration(word);
      if (each === undefined) return complainOfUse(context, `invalid time interval ‘${word}’`);
      micros += each;
    }
    await context.kernel.sleep(micros, context.self.signals);
    return 0;
  },
};

const timeout: Program = {
  name: "timeout",
  path: "/usr/bin/timeout",
  summary: "run a command with a time limit",
  async run(context) {
    const parsed = options(context.argv, "+s:k:vfp", {
      signal: "s",
      "kill-after": "k",
      foreground: "f",
      verbose: "v",
      "preserve-status": "p",
    });
    const wrong = badUsage(context, parsed, 125);
    if (wrong !== undefined) return wrong;
    const [limit, ...argv] = parsed.operands;
    const refuse = (text: string): ExitStatus => complainOfUse(context, text, 125);
    const later = parsed.flags.get("k");
    const kill = later === undefined ? undefined : duration(later);
    if (later !== undefined && kill === undefined) return refuse(`invalid time interval ‘${later}’`);
    const name = parsed.flags.get("s") ?? "TERM";
    const signal = signalNamed(name);
    if (!signal && name !== "0") return refuse(`‘${name}’: invalid signal`);
    if (limit === undefined || argv.length === 0) return hintOfUse(context, 125);
    const micros = duration(limit);
    if (micros === undefined) return refuse(`invalid time interval ‘${limit}’`);
    const path = context.kernel.which(argv[0] ?? "", context.env);
    const request = { argv, env: context.env, cwd: context.cwd, files: context.descriptors };
    const started = path === undefined ? undefined : context.kernel.exec(path, request);
    if (!started?.ok) {
      const errno = started?.error ?? "ENOENT";
      return complain(
        context,
        `failed to run command ‘${argv[0]}’: ${strerror(errno)}`,
        errno === "ENOENT" ? 127 : 126,
      );
    }
    const child = started.value;
    const deaf = context.self.signals.listen((arrived) => child.signal(arrived));
    let expired = false;
    let over = false;
    const limitReached = async () => {
      if (micros === 0) return;
      await context.kernel.sleep(micros, untilEnd);
      if (over) return;
      expired = true;
      const send = (which: SignalName | undefined): void => {
        if (parsed.flags.has("v")) complain(context, `sending signal ${which ?? "EXIT"} to command ‘${argv[0]}’`);
        if (which !== undefined) child.signal(which);
      };
      send(signal);
      if (kill !== undefined) {
        await context.kernel.sleep(kill, untilEnd);
        if (!over) send("KILL");
      }
    };
    // The wait for the limit ends with the child.
    const enders: ((signal: SignalName) => void)[] = [];
    const ended: { pending: SignalName | undefined } = { pending: undefined };
    const untilEnd = {
      get pending() {
        return ended.pending;
      },
      listen: (handler: (signal: SignalName) => void) => onOver(handler),
      catch: () => () => {},
    };
    function onOver(handler: (signal: SignalName) => void): () => void {
      enders.push(handler);
      return () => {};
    }
    if (typeof child.status !== "number") void limitReached();
    const status = await child.status;
    over = true;
    ended.pending = "TERM";
    for (const end of enders) end("TERM");
    deaf();
    // It dies as its command did (timeout.c), unless the command's own status is wanted.
    if (!expired && child.endedBy === "KILL") context.self.signals.die?.("KILL");
    if (!expired || (parsed.flags.has("p") && status !== 137)) return status;
    if (signal !== "KILL" && status !== 137) return 124;
    context.self.signals.die?.("KILL");
    return 137;
  },
};

export const processPrograms: readonly Program[] = [kill, nsenter, ps, sleep, timeout, unshare];
