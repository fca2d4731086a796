/** jobs, wait, fg, bg, kill, trap (jobs.c and trap.c of dash). */
import { strerror } from "../../../../../core/errors.ts";
import { type ChildProcess, type ExitStatus, SIGNAL, type SignalName } from "../../../../../core/process.ts";
import type { Builtin } from "../../../builtin/builtin.ts";
import { ALL_SIGNALS } from "../../../builtin/job.ts";
import { waitForeground } from "../../../foreground.ts";
import { endedText, type Job } from "../../../jobs.ts";
import type { Run } from "../../../run.ts";
import type { Shell } from "../../../shell.ts";
import { type TrapName, trapName } from "../../../trap.ts";
import { singleQuote } from "../quote.ts";
import { raise } from "../raise.ts";
import { nextOptions, numberOf } from "./option.ts";

/** How a process ended or was stopped, as the list has it (sprint_status). */
function stateOf(job: Job): string {
  if (job.state === "running") return "Running";
  if (job.state === "stopped") return "Stopped";
  const by = job.children.at(-1)?.endedBy;
  if (by !== undefined) return endedText(job.status, by);
  return job.status === 0 ? "Done" : `Done(${job.status})`;
}

/** Without job control the shell does not keep what a job's commands were. */
function commandsOf(shell: Shell, job: Job): readonly string[] {
  if (!shell.options.monitor) return job.children.map(() => "");
  return job.children.length > 1 ? job.text.split(" | ") : [job.text];
}

/** One job as `jobs` shows it (showjob). */
export function jobLine(shell: Shell, job: Job, long: boolean): string {
  const mark = shell.jobs.mark(job);
  const head = shell.dialect.name === "ash" ? `[${job.id}]${mark}  ` : `[${job.id}] ${mark} `;
  const texts = commandsOf(shell, job);
  const pid = (child: ChildProcess | undefined): string => `${child?.pid ?? job.pid} `;
  const first = `${head}${long ? pid(job.children[0]) : ""}${stateOf(job)}`;
  let text = `${first}${" ".repeat(Math.max(1, 33 - first.length))}${texts[0] ?? ""}`;
  job.children.slice(1).forEach((child, at) => {
    if (long) {
      const start = `${" ".repeat(head.length)}${pid(child)}`;
      text += ` |\n${start}${" ".repeat(Math.max(1, 33 - start.length))}${texts[at + 1] ?? ""}`;
    } else text += ` | ${texts[at + 1] ?? ""}`;
  });
  return `${text}\n`;
}

/** The job that `%x` names; undefined after an error, which has been raised. */
function jobOf(shell: Shell, spec: string | undefined, needsControl: boolean): Job | undefined {
  const named = spec ?? "%%";
  const job = named.startsWith("%") && !shell.jobs.isAmbiguous(named) ? shell.jobs.find(named) : undefined;
  if (job === undefined) {
    if (spec === undefined) raise(shell, "No current job");
    else raise(shell, shell.jobs.isAmbiguous(named) ? `${spec}: ambiguous` : `No such job: ${spec}`);
    return undefined;
  }
  if (needsControl && !shell.options.monitor) {
    raise(shell, `job ${spec ?? "(null)"} not created under job control`);
    return undefined;
  }
  return job;
}

export const jobs: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "lp");
  if (options === undefined) return 2;
  const kind = options.order.at(-1);
  const chosen: Job[] = [];
  for (const spec of options.operands) {
    const job = jobOf(shell, spec, false);
    if (job === undefined) return 2;
    chosen.push(job);
  }
  // The current one first.
  const all = [...shell.jobs.shown].reverse();
  const { current } = shell.jobs;
  if (current !== undefined && all.includes(current)) all.splice(0, 0, ...all.splice(all.indexOf(current), 1));
  let text = "";
  for (const job of chosen.length > 0 ? chosen : all) {
    text += kind === "p" ? `${job.children[0]?.pid ?? job.pid}\n` : jobLine(shell, job, kind === "l");
    job.stopUnreported = false;
    if (job.state === "done") job.reported = true;
  }
  shell.jobs.cleanUp();
  return yield* shell.print(text, "jobs");
};

export const wait: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "");
  if (options === undefined) return 2;
  if (options.operands.length === 0) {
    for (const job of [...shell.jobs.list]) {
      if (job.state !== "running") continue;
      const status = yield* shell.signals.waitFor(job.ended, -1);
      if (status < 0) return shell.signals.interruptedStatus();
    }
    return 0;
  }
  let status: ExitStatus = 0;
  for (const spec of options.operands) {
    let job: Job | undefined;
    if (spec.startsWith("%")) {
      job = jobOf(shell, spec, false);
      if (job === undefined) return 2;
    } else {
      const pid = numberOf(shell, spec);
      if (pid === undefined) return 2;
      job = shell.jobs.list.find((each) => each.children.at(-1)?.pid === pid);
      if (job === undefined) {
        status = shell.jobs.finished.get(pid) ?? 127;
        continue;
      }
    }
    const waited = job.state === "done" ? undefined : yield* shell.signals.waitFor(job.ended, -1);
    if (waited !== undefined && waited < 0) return shell.signals.interruptedStatus();
    const by = job.children.at(-1)?.endedBy;
    if (by !== undefined && by !== "INT" && by !== "PIPE" && waited !== undefined)
      shell.usage(endedText(job.status, by));
    status = job.status;
  }
  return status;
};

export const foregroundOrBackground: Builtin = function* (shell, args, name): Run<ExitStatus> {
  const options = nextOptions(shell, args, "");
  if (options === undefined) return 2;
  const job = jobOf(shell, options.operands[0], true);
  if (job === undefined) return 2;
  const control = shell.jobControl;
  const leader = job.children[0]?.pid ?? job.pid;
  const proceed = (): void => {
    job.state = "running";
    if (control !== undefined) control.signal(leader, "CONT");
    else for (const child of job.children) child.signal("CONT");
  };
  if (name === "bg") {
    proceed();
    return yield* shell.print(`[${job.id}] ${job.text}\n`, "bg");
  }
  yield* shell.print(`${job.text}\n`, "fg");
  if (control !== undefined) control.foreground = leader;
  proceed();
  shell.jobs.touch(job);
  shell.budget.processes += job.children.length;
  return yield* waitForeground(shell, job.children, () => job.text, [], job);
};

/** A signal by number or by its name without SIG, whatever the case; the least is 1, or 0 for traps. */
function signalNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  const at = ALL_SIGNALS.indexOf(text.toUpperCase());
  return at < 0 ? (text.toUpperCase() === "EXIT" ? 0 : undefined) : at + 1;
}

/** As the C library's table has it for dash: without a name for 16, and with the real-time ones. */
function listedName(number: number): string {
  if (number === 16 || number === 32 || number === 33) return String(number);
  if (number < 32) return ALL_SIGNALS[number - 1] ?? String(number);
  if (number === 34) return "RTMIN";
  if (number === 64) return "RTMAX";
  return number < 50 ? `RTMIN+${number - 34}` : `RTMAX-${64 - number}`;
}

const KILL_USAGE = "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]";

export const kill: Builtin = function* (shell, args): Run<ExitStatus> {
  const [first] = args;
  if (first === undefined) return raise(shell, KILL_USAGE);
  let signal: number | undefined;
  let lists = false;
  let targets = args;
  if (first.startsWith("-")) {
    signal = signalNumber(first.slice(1));
    if (signal !== undefined) targets = args.slice(1);
    else {
      const options = nextOptions(shell, args, "ls:");
      if (options === undefined) return 2;
      const name = options.given.get("s");
      lists = options.given.has("l");
      if (name !== undefined) {
        signal = signalNumber(name);
        if (signal === undefined) return raise(shell, `invalid signal number or name: ${name}`);
      }
      targets = options.operands;
    }
  }
  if (lists) {
    if (signal !== undefined) return raise(shell, KILL_USAGE);
    return yield* listSignals(shell, targets[0]);
  }
  signal ??= SIGNAL.TERM;
  if (targets.length === 0) return raise(shell, KILL_USAGE);
  const name = Object.entries(SIGNAL).find(([, value]) => value === signal)?.[0] as SignalName | undefined;
  let status: ExitStatus = 0;
  for (const target of targets) {
    const problem = send(shell, target, signal, name);
    if (problem === "raised") return 2;
    if (problem === undefined) continue;
    shell.complain(`${problem}\n`);
    status = 1;
  }
  return status;
};

/** Sends to a process or to a job's group; answers with what went wrong. */
function send(shell: Shell, target: string, signal: number, name: SignalName | undefined): string | undefined {
  const what = signal === 0 ? undefined : (name ?? "CONT");
  if (target.startsWith("%")) {
    const job = jobOf(shell, target, false);
    if (job === undefined) return "raised";
    // Without job control no group has its number.
    const control = shell.jobControl;
    if (control === undefined) return shell.options.monitor ? undefined : strerror("ESRCH");
    if (what !== undefined) control.signal(job.children[0]?.pid ?? job.pid, what);
    return undefined;
  }
  const group = target.startsWith("-");
  const number = numberOf(shell, group ? target.slice(1) : target);
  if (number === undefined) return "raised";
  const sent = shell.host.kill(group ? -number : number, what);
  return sent.ok ? undefined : strerror(sent.error);
}

function* listSignals(shell: Shell, of: string | undefined): Run<ExitStatus> {
  if (of === undefined) {
    let text = "0\n";
    for (let number = 1; number <= 64; number++) text += `${listedName(number)}\n`;
    return yield* shell.print(text, "kill");
  }
  const given = numberOf(shell, of);
  if (given === undefined) return 2;
  const number = given > 128 ? given - 128 : given;
  if (number < 1 || number > 64) return raise(shell, `invalid signal number or exit status: ${of}`);
  return yield* shell.print(`${listedName(number)}\n`, "kill");
}

/** There are no traps but those of signals and of the end. */
function trapOf(text: string): TrapName | undefined {
  const name = signalNumber(text) === undefined ? undefined : trapName(text);
  return name === "ERR" || name === "DEBUG" || name === "RETURN" ? undefined : name;
}

export const trap: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "");
  if (options === undefined) return 2;
  const { operands } = options;
  const [first = ""] = operands;
  if (operands.length === 0) {
    const listed = shell.traps
      .listed()
      .filter(([name]) => shell.traps.commands.has(name))
      .map(([name, command]) => `trap -- ${singleQuote(command)} ${name}\n`);
    return yield* shell.print(listed.join(""), "trap");
  }
  const resets = operands.length === 1 || /^\d+$/.test(first);
  const command = resets || first === "-" ? undefined : first;
  for (const word of resets ? operands : operands.slice(1)) {
    const name = trapOf(word);
    if (name === undefined) {
      if (shell.dialect.name === "ash") shell.complain(`${word}: invalid signal specification`);
      else shell.usage(`trap: ${word}: bad trap`);
      return 1;
    }
    shell.traps.set(shell, name, command);
  }
  return 0;
};
