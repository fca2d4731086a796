/** jobs, wait, fg, bg, kill, disown, suspend, trap. */

import { strerror } from "../../../core/errors.ts";
import { type ExitStatus, SIGNAL, type SignalName } from "../../../core/process.ts";
import { runText } from "../execute/script.ts";
import { quotePlain, quoteSingle } from "../expand/transform.ts";
import { waitForeground } from "../foreground.ts";
import type { Job } from "../jobs.ts";
import { reportDeaths, reportEnds } from "../report.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { shownName, trapName } from "../trap.ts";
import { VALID_NAME } from "../variable.ts";
import { type Builtin, readOptions } from "./builtin.ts";

export const jobs: Builtin = function* (shell, args): Run<ExitStatus> {
  if (args[0] === "-x") return yield* runOnJobs(shell, args.slice(1));
  const options = readOptions(shell, "jobs", args, "lnprs", "jobs [-lnprs] [jobspec ...] or jobs -x command [args]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  let text = "";
  let status: ExitStatus = 0;
  const chosen: Job[] = [];
  shell.jobs.cleanUp();
  for (const spec of operands) {
    const job = findNamed(shell, "jobs", spec.startsWith("%") ? spec : `%${spec}`);
    if (job === undefined) {
      shell.complain(`jobs: ${spec}: no such job`);
      status = 1;
    } else chosen.push(job);
  }
  for (const job of operands.length > 0 ? chosen : [...shell.jobs.shown]) {
    if (given.has("r") && job.state !== "running") continue;
    if (given.has("s") && job.state !== "stopped") continue;
    job.stopUnreported = false;
    text += given.has("p") ? `${job.pid}\n` : shell.jobs.line(job, given.has("l"));
    if (job.state === "done") job.reported = true;
  }
  shell.jobs.cleanUp();
  yield* shell.print(text, "jobs");
  return status;
};

/** `jobs -x command`: words that name jobs become their process groups, which without job control is the shell's. */
function* runOnJobs(shell: Shell, words: readonly string[]): Run<ExitStatus> {
  const argv = words.map((word) => {
    const job = word.startsWith("%") ? findNamed(shell, "jobs", word) : undefined;
    return job === undefined ? word : String(shell.options.monitor ? (job.children[0]?.pid ?? job.pid) : shell.group);
  });
  return yield* runText(shell, argv.map(quoteSingle).join(" "), { keepLine: true });
}

/** The job that `%spec` names; one that several could be is told to be ambiguous, and none. */
function findNamed(shell: Shell, name: string, spec: string): Job | undefined {
  if (!shell.jobs.isAmbiguous(spec)) return shell.jobs.find(spec);
  shell.complain(`${name}: ${spec.replace(/^%\??/, "")}: ambiguous job spec`);
  return undefined;
}

function findJob(shell: Shell, name: string, spec: string): Job | undefined {
  return spec.startsWith("%")
    ? findNamed(shell, name, spec)
    : shell.jobs.list.find(
        (job) => String(job.pid) === spec || job.children.some((child) => String(child.pid) === spec),
      );
}

function* waitOne(shell: Shell, job: Job): Run<ExitStatus> {
  const status = job.state === "done" ? job.status : yield* shell.signals.waitFor(job.ended, -1);
  if (status < 0) return shell.signals.interruptedStatus();
  if (shell.interactive) reportEnds(shell, [job]);
  reportDeaths(shell);
  job.reported = true;
  return status;
}

export const wait: Builtin = function* (shell, args): Run<ExitStatus> {
  const status = yield* waitFor(shell, args);
  if (shell.jobs.deaths.length > 0) reportDeaths(shell);
  return status;
};

function* waitFor(shell: Shell, args: readonly string[]): Run<ExitStatus> {
  const options = readOptions(shell, "wait", args, "fnp:", "wait [-fn] [-p var] [id ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  const variable = given.get("p");
  if (variable !== undefined) {
    if (!VALID_NAME.test(variable)) {
      shell.complain(`wait: \`${variable}': not a valid identifier`);
      return 1;
    }
    if (shell.variables.get(variable)?.readonly) {
      shell.complain(`wait: ${variable}: cannot unset: readonly variable`);
      return 1;
    }
    shell.variables.remove(variable);
  }
  if (given.has("n")) {
    const among = operands.length === 0 ? shell.jobs.list.filter((job) => !job.reported) : [];
    for (const spec of operands) {
      const job = findJob(shell, "wait", spec);
      if (job === undefined || job.reported) shell.complain(`wait: ${spec}: no such job`);
      else among.push(job);
    }
    if (among.length === 0) return 127;
    const done = among.find((job) => job.state === "done");
    const first =
      done ??
      (yield* shell.signals.waitFor<Job | undefined>(
        Promise.race(among.map((job) => job.ended.then(() => job))),
        undefined,
      ));
    if (first === undefined) return shell.signals.interruptedStatus();
    if (shell.interactive) reportEnds(shell, [first]);
    reportDeaths(shell);
    first.reported = true;
    if (variable !== undefined) shell.parameters.assign(variable, String(first.pid));
    return first.status;
  }
  if (operands.length === 0) {
    return yield* waitForAll(shell);
  }
  let status: ExitStatus = 0;
  for (const spec of operands) {
    const job = findJob(shell, "wait", spec);
    if (variable !== undefined && (job !== undefined || shell.jobs.finished.has(Number(spec))))
      shell.parameters.assign(variable, String(job?.pid ?? spec));
    if (job !== undefined) {
      status = yield* waitOne(shell, job);
      continue;
    }
    const running = shell.jobs.substitutions.get(Number(spec));
    if (running !== undefined) {
      status = yield* shell.signals.waitFor(running, -1);
      if (status < 0) return shell.signals.interruptedStatus();
      continue;
    }
    const known = shell.jobs.finished.get(Number(spec));
    if (known !== undefined) status = known;
    else if (spec.startsWith("%")) {
      shell.complain(`wait: ${spec}: no such job`);
      status = 127;
    } else if (/^\d+$/.test(spec)) {
      shell.complain(`wait: pid ${spec} is not a child of this shell`);
      status = 127;
    } else {
      shell.complain(`wait: \`${spec}': not a pid or valid job spec`);
      status = 1;
    }
  }
  return status;
}

/** `wait` alone (jobs.c, wait_for_background_pids): what has ended is forgotten, but what `$!` names in a script. */
function* waitForAll(shell: Shell): Run<ExitStatus> {
  const { jobs } = shell;
  // What never waited would still run if processes took their time here; what else has ended already is passed over.
  const atOnce = (job: Job) => job.children.every((child) => typeof child.status === "number");
  if (shell.interactive) reportEnds(shell, jobs.list.filter(atOnce));
  for (const job of [...jobs.list]) {
    if (job.state === "done") continue;
    const status = yield* waitOne(shell, job);
    if (shell.traps.pending.some((name) => name !== "CHLD") || shell.interrupted || shell.signals.deadly !== undefined)
      return status;
  }
  for (const running of [...jobs.substitutions.values()]) {
    if ((yield* shell.signals.waitFor(running, -1)) < 0) return shell.signals.interruptedStatus();
  }
  reportDeaths(shell);
  const keeps = !shell.interactive && !shell.commandString;
  for (const job of jobs.list) if (!keeps || job.pid !== shell.lastBackground) job.reported = true;
  jobs.cleanUp();
  jobs.finished.clear();
  return 0;
}

export const foreground: Builtin = function* (shell, args, name): Run<ExitStatus> {
  if (!shell.options.monitor) {
    shell.complain(`${name}: no job control`);
    return 1;
  }
  const spec = args[0] ?? "%+";
  const job = findJob(shell, name, spec.startsWith("%") ? spec : `%${spec}`);
  if (job === undefined) {
    shell.complain(`${name}: ${args[0] ?? "current"}: no such job`);
    return 1;
  }
  const control = shell.jobControl;
  const group = job.children[0]?.pid ?? job.pid;
  if (name === "bg") {
    if (job.state === "running") {
      shell.complain(`bg: job ${job.id} already in background`);
      return 0;
    }
    const line = `[${job.id}]${shell.jobs.mark(job)} ${job.text} &\n`;
    proceed(shell, job);
    return yield* shell.print(line, "bg");
  }
  if (job.state === "done") {
    shell.complain(`fg: job has terminated`);
    shell.jobs.remove(job);
    return 1;
  }
  yield* shell.print(`${job.text}\n`, "fg");
  if (control !== undefined) control.foreground = group;
  proceed(shell, job);
  shell.jobs.touch(job);
  shell.budget.processes += job.children.length;
  return yield* waitForeground(shell, job.children, () => job.text, [], job);
};

function proceed(shell: Shell, job: Job): void {
  job.state = "running";
  signalAll(shell, job, "CONT");
}

/** The job's process group, which has more in it than the shell started; without job control its processes. */
function signalAll(shell: Shell, job: Job, name: SignalName): void {
  const control = shell.jobControl;
  const leader = job.children[0]?.pid;
  if (control !== undefined && leader !== undefined) control.signal(leader, name);
  else for (const child of job.children) child.signal(name);
}

export const disown: Builtin = (shell, args) => {
  const options = readOptions(shell, "disown", args, "ahr", "disown [-h] [-ar] [jobspec ... | pid ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  const chosen: Job[] = [];
  let status: ExitStatus = 0;
  if (operands.length === 0 && (given.has("a") || given.has("r")))
    chosen.push(...shell.jobs.list.filter((job) => !given.has("r") || job.state === "running"));
  else {
    for (const spec of operands.length === 0 ? ["%+"] : operands) {
      const job = findJob(shell, "disown", spec);
      if (job !== undefined) chosen.push(job);
      else {
        shell.complain(`disown: ${operands.length === 0 ? "current" : spec}: no such job`);
        status = 1;
      }
    }
  }
  // With -h they stay, and would only be spared a SIGHUP, which a shell of ours sends nobody.
  if (!given.has("h")) for (const job of chosen) shell.jobs.remove(job);
  return status;
};

export const suspend: Builtin = (shell, args) => {
  const options = readOptions(shell, "suspend", args, "f", "suspend [-f]");
  if (options === undefined) return 2;
  const forced = options.given.has("f");
  if (!forced && !shell.options.monitor) {
    shell.complain("suspend: cannot suspend: no job control");
    return 1;
  }
  if (!forced && shell.shopts.login_shell) {
    shell.complain("suspend: cannot suspend a login shell");
    return 1;
  }
  const sent = shell.host.kill(shell.self.pid, "STOP");
  return sent.ok ? 0 : 1;
};

export const ALL_SIGNALS =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(
    " ",
  );

export const kill: Builtin = function* (shell, args): Run<ExitStatus> {
  const usage = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]";
  let signal: string | undefined = "TERM";
  let i = 0;
  const first = args[0] ?? "";
  if (first === "-l" || first === "-L") return yield* listSignals(shell, args.slice(1));
  if (first === "-s" || first === "-n") {
    signal = args[1];
    i = 2;
    if (signal === undefined) {
      shell.complain(`kill: ${first}: option requires an argument`);
      return 1;
    }
  } else if (/^-./.test(first) && first !== "--") {
    signal = first.slice(1);
    i = 1;
  }
  if (args[i] === "--") i++;
  if (i >= args.length) {
    shell.usage(usage);
    return 2;
  }
  const number = /^\d+$/.test(signal)
    ? Number(signal)
    : ALL_SIGNALS.indexOf(signal.toUpperCase().replace(/^SIG/, "")) + 1 || -1;
  if (number < 0 || number > 64) {
    shell.complain(`kill: ${signal}: invalid signal specification`);
    return 1;
  }
  const name = Object.entries(SIGNAL).find(([, value]) => value === number)?.[0] as SignalName | undefined;
  let failed = false;
  let sentOne = false;
  for (const target of args.slice(i)) {
    if (target.startsWith("%")) {
      const job = findNamed(shell, "kill", target);
      if (job === undefined) {
        if (!shell.jobs.isAmbiguous(target)) shell.complain(`kill: ${target}: no such job`);
        failed = true;
      } else {
        sentOne = true;
        if (name !== undefined) signalJob(shell, job, name);
      }
      continue;
    }
    if (!/^-?\d+$/.test(target)) {
      shell.complain(`kill: ${target}: arguments must be process or job IDs`);
      failed = true;
      continue;
    }
    const sent = shell.host.kill(Number(target), number === 0 ? undefined : (name ?? "CONT"));
    if (!sent.ok) {
      shell.complain(`kill: (${target}) - ${strerror(sent.error)}`);
      failed = true;
    } else sentOne = true;
  }
  // One that got it is enough.
  return failed && !sentOne ? 1 : 0;
};

/** A stopped job is to see what ends it, so it goes on as well. */
function signalJob(shell: Shell, job: Job, name: SignalName): void {
  signalAll(shell, job, name);
  if (job.state === "stopped" && (name === "TERM" || name === "HUP")) signalAll(shell, job, "CONT");
}

function* listSignals(shell: Shell, args: readonly string[]): Run<ExitStatus> {
  if (args.length === 0) {
    const cells = ALL_SIGNALS.map((name, at) => `${String(at + 1).padStart(2)}) SIG${name}`);
    let text = "";
    cells.forEach((cell, at) => {
      text += cell + ((at + 1) % 5 === 0 ? "\n" : "\t");
    });
    return yield* shell.print(text.endsWith("\n") ? text : `${text}\n`, "kill");
  }
  let text = "";
  let status: ExitStatus = 0;
  for (const arg of args) {
    const number = /^\d+$/.test(arg) ? (Number(arg) > 128 ? Number(arg) - 128 : Number(arg)) : undefined;
    const name = arg.toUpperCase().replace(/^SIG/, "");
    const at = name === "EXIT" ? 0 : ALL_SIGNALS.indexOf(name) + 1 || -1;
    const shown = number === undefined ? (at < 0 ? undefined : at) : number === 0 ? "EXIT" : ALL_SIGNALS[number - 1];
    if (shown === undefined) {
      shell.complain(`kill: ${arg}: invalid signal specification`);
      status = 1;
    } else text += `${shown}\n`;
  }
  const printed = yield* shell.print(text, "kill");
  return printed === 0 ? status : printed;
}

export const trap: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "trap", args, "lp", "trap [-lp] [[arg] signal_spec ...]");
  if (options === undefined) return 2;
  const { given, operands } = options;
  if (given.has("l")) return yield* listSignals(shell, []);
  if (operands.length === 0 || given.has("p")) {
    const wanted = operands.map(trapName);
    let text = "";
    let status: ExitStatus = 0;
    const listed = new Map(shell.traps.listed());
    for (const [at, name] of (operands.length > 0 ? wanted : [...listed.keys()]).entries()) {
      const command = name === undefined ? undefined : listed.get(name);
      if (name === undefined) {
        yield* shell.print(text, "trap");
        text = "";
        shell.complain(`trap: ${operands[at]}: invalid signal specification`);
        status = 1;
      } else if (command !== undefined) text += `trap -- ${quotePlain(command)} ${shownName(name)}\n`;
    }
    const printed = yield* shell.print(text, "trap");
    return printed === 0 ? status : printed;
  }
  const [command = "", ...names] = operands;
  const reset = command === "-" || (names.length === 0 && trapName(command) !== undefined) || /^\d+$/.test(command);
  const targets = command === "-" ? names : reset ? operands : names;
  if (targets.length === 0) {
    shell.usage("trap: usage: trap [-lp] [[arg] signal_spec ...]");
    return 2;
  }
  let status: ExitStatus = 0;
  for (const target of targets) {
    const name = trapName(target);
    if (name === undefined) {
      shell.complain(`trap: ${target}: invalid signal specification`);
      status = 1;
    } else shell.traps.set(shell, name, reset ? undefined : command);
  }
  return status;
};
