/** nice, renice, ionice and taskset: how urgent a process is, and where it may run (coreutils 9.1, util-linux 2.38). */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { become } from "./processes.ts";
import { badUsage, complain, complainOfUse, hintOfUse, options, users } from "./support.ts";

/** What util-linux says of a program that it cannot start. */
const toExecute = (name: string): string => `failed to execute ${name}`;

const nice: Program = {
  name: "nice",
  path: "/usr/bin/nice",
  summary: "run a program with another priority",
  run(context) {
    // `-5` and `--5` are adjustments, too.
    const words = [...context.argv];
    for (let at = 1; at < words.length && words[at]?.startsWith("-"); at++) {
      const number = /^-([-+]?\d+)$/.exec(words[at] ?? "")?.[1];
      if (number !== undefined) words[at] = `-n${number}`;
      else if (words[at] === "-n" || words[at] === "--adjustment") at++;
    }
    const parsed = options(words, "+n:", { adjustment: "n" });
    const wrong = badUsage(context, parsed, 125);
    if (wrong !== undefined) return wrong;
    const given = parsed.flags.get("n");
    if (given !== undefined && !/^\s*[-+]?\d+$/.test(given))
      return complain(context, `invalid adjustment ‘${given}’`, 125);
    const { kernel } = context;
    const own = kernel.schedulingOf(kernel.pid);
    const now = own.ok ? own.value.nice : 0;
    if (parsed.operands.length === 0) {
      if (given !== undefined) {
        complain(context, "a command must be given with an adjustment");
        return hintOfUse(context, 125);
      }
      void context.stdout.write(`${now}\n`);
      return 0;
    }
    const set = kernel.schedule(kernel.pid, { nice: now + Number(given ?? 10) });
    if (!set.ok) complain(context, `cannot set niceness: ${strerror("EACCES")}`);
    return become(context, parsed.operands, context.env, context.cwd, (name) => `‘${name}’`);
  },
};

const KINDS = { p: "process ID", g: "process group ID", u: "user ID" } as const;

const renice: Program = {
  name: "renice",
  path: "/usr/bin/renice",
  summary: "change the priority of what runs",
  run(context) {
    const words = context.argv.slice(1);
    const few = (): ExitStatus => complainOfUse(context, "not enough arguments");
    let relative = false;
    if (words[0] === "-n" || words[0] === "--priority") words.shift();
    else if (words[0] === "--relative") {
      relative = true;
      words.shift();
    }
    if (words.length < 2) return few();
    const priority = words.shift() ?? "";
    if (!/^\s*[-+]?\d+$/.test(priority)) return complainOfUse(context, `invalid priority '${priority}'`);
    let kind: keyof typeof KINDS = "p";
    let status: ExitStatus = 0;
    for (const word of words) {
      const option = /^(?:-([pgu])|--(pid|pgrp|user))$/.exec(word);
      if (option !== null) {
        kind = (option[1] ?? (option[2] === "pgrp" ? "g" : option[2]?.[0])) as keyof typeof KINDS;
        continue;
      }
      const id = kind === "u" ? users(context.files).find(({ name }) => name === word)?.uid : undefined;
      if (id === undefined && !/^\d+$/.test(word)) {
        status = complain(context, kind === "u" ? `unknown user ${word}` : `bad ${KINDS[kind]} value: ${word}`);
        continue;
      }
      status = one(context, kind, id ?? Number(word), Number(priority), relative) || status;
    }
    return status;
  },
};

function one(
  context: ProcessContext,
  kind: keyof typeof KINDS,
  id: number,
  priority: number,
  relative: boolean,
): ExitStatus {
  const { kernel } = context;
  const pids =
    kind === "u"
      ? kernel
          .processes()
          .filter(({ uid }) => uid === id)
          .map(({ pid }) => pid)
      : [id];
  const before = pids.map((pid) => kernel.schedulingOf(pid)).find((each) => each.ok);
  const about = `${id} (${KINDS[kind]})`;
  if (before?.ok !== true) return complain(context, `failed to get priority for ${about}: ${strerror("ESRCH")}`);
  for (const pid of pids) {
    const nice = relative ? before.value.nice + priority : priority;
    const set = kernel.schedule(pid, { nice });
    if (!set.ok) return complain(context, `failed to set priority for ${about}: ${strerror(set.error)}`);
  }
  const after = kernel.schedulingOf(pids[0] ?? 0);
  void context.stdout.write(
    `${about} old priority ${before.value.nice}, new priority ${after.ok ? after.value.nice : 0}\n`,
  );
  return 0;
}

const IO_CLASSES = ["none", "realtime", "best-effort", "idle"];

const ionice: Program = {
  name: "ionice",
  path: "/usr/bin/ionice",
  summary: "run a program with another priority of its disk accesses",
  run(context) {
    const parsed = options(context.argv, "+c:n:p:P:u:t", {
      class: "c",
      classdata: "n",
      pid: "p",
      pgid: "P",
      uid: "u",
      ignore: "t",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const { kernel } = context;
    const data = flags.get("n");
    if (data !== undefined && !/^\d+$/.test(data)) return complain(context, `invalid class data argument: '${data}'`);
    const word = flags.get("c");
    const named = word === undefined ? undefined : IO_CLASSES.indexOf(word.toLowerCase());
    const number = word !== undefined && /^\d+$/.test(word) ? Number(word) : named;
    if (number === -1) return complain(context, `unknown scheduling class: '${word}'`);
    if (flags.has("P") || flags.has("u")) return complain(context, "netnone: -P and -u are not modelled");
    if (number !== undefined && number > 3) complain(context, `unknown prio class ${number}`);
    const ioClass = number ?? (data === undefined ? undefined : 2);
    if (data !== undefined && (ioClass === 0 || ioClass === 3))
      complain(context, `ignoring given class data for ${IO_CLASSES[ioClass]} class`);
    const ioLevel = ioClass === 0 ? 0 : ioClass === 3 ? 7 : Number(data ?? 4);
    const pidWord = flags.get("p");
    const pids = pidWord === undefined ? [kernel.pid] : [pidWord, ...operands].map(Number);
    if (pids.some((pid) => !Number.isInteger(pid)))
      return complain(
        context,
        `invalid PID argument: '${[pidWord, ...operands].find((each) => !/^\d+$/.test(each ?? ""))}'`,
      );
    for (const pid of pids) {
      if (ioClass === undefined) {
        if (pidWord === undefined && operands.length > 0) break;
        const found = kernel.schedulingOf(pid);
        if (!found.ok) return complain(context, `ioprio_get failed: ${strerror(found.error)}`);
        const { ioClass: is, ioLevel: level } = found.value;
        void context.stdout.write(is === 3 ? "idle\n" : `${IO_CLASSES[is]}: prio ${level}\n`);
        continue;
      }
      const set = ioClass > 3 ? ({ ok: false, error: "EINVAL" } as const) : kernel.schedule(pid, { ioClass, ioLevel });
      if (!set.ok && ioClass <= 3 && !flags.has("t"))
        return complain(context, `ioprio_set failed: ${strerror(set.error)}`);
    }
    if (pidWord !== undefined || operands.length === 0) return 0;
    return become(context, operands, context.env, context.cwd, toExecute);
  },
};

/** `0,1`, `0-3`: a list of processors, in which two in a row are no range. */
function listOf(processors: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < processors.length; ) {
    let end = at;
    while (processors[end + 1] === (processors[end] ?? 0) + 1) end++;
    const [first, last] = [processors[at], processors[end]];
    parts.push(end === at ? `${first}` : end === at + 1 ? `${first},${last}` : `${first}-${last}`);
    at = end + 1;
  }
  return parts.join(",");
}

function readList(text: string): readonly number[] | undefined {
  const numbers: number[] = [];
  for (const part of text.split(",")) {
    const range = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part);
    if (range === null) return undefined;
    const [first, last, step] = [Number(range[1]), Number(range[2] ?? range[1]), Number(range[3] ?? 1)];
    if (last < first || step === 0) return undefined;
    for (let number = first; number <= last; number += step) numbers.push(number);
  }
  return numbers;
}

function readMask(text: string): readonly number[] | undefined {
  if (!/^(?:0x)?[\da-f]+$/i.test(text)) return undefined;
  const mask = BigInt(`0x${text.replace(/^0x/i, "")}`);
  return Array.from({ length: mask.toString(2).length }, (_, bit) => bit).filter((bit) => (mask >> BigInt(bit)) & 1n);
}

const taskset: Program = {
  name: "taskset",
  path: "/usr/bin/taskset",
  summary: "choose the processors that a program runs on",
  run(context) {
    const parsed = options(context.argv, "+apc", { "all-tasks": "a", pid: "p", "cpu-list": "c" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const { flags, operands } = parsed;
    const { kernel } = context;
    const bad = (): ExitStatus => complainOfUse(context, "bad usage");
    if (operands.length < (flags.has("p") ? 1 : 2)) return bad();
    const list = flags.has("c");
    const wanted = flags.has("p") && operands.length === 1 ? undefined : operands[0];
    const processors = wanted === undefined ? undefined : list ? readList(wanted) : readMask(wanted);
    if (wanted !== undefined && processors === undefined)
      return complain(context, `failed to parse CPU ${list ? "list" : "mask"}: ${wanted}`);
    const last = operands.at(-1) ?? "";
    if (flags.has("p") && !/^\d+$/.test(last)) return complain(context, `invalid PID argument: '${last}'`);
    const pid = flags.has("p") ? Number(last) : kernel.pid;
    const tell = (which: string): ExitStatus => {
      const found = kernel.schedulingOf(pid);
      if (!found.ok) return complain(context, `failed to get pid ${pid}'s affinity: ${strerror(found.error)}`);
      const of = found.value.processors;
      const mask = of.reduce((sum, number) => sum + 2 ** number, 0).toString(16);
      void context.stdout.write(`pid ${pid}'s ${which} affinity ${list ? `list: ${listOf(of)}` : `mask: ${mask}`}\n`);
      return 0;
    };
    if (flags.has("p")) {
      const status = tell("current");
      if (status !== 0 || processors === undefined) return status;
    }
    if (processors !== undefined) {
      const set = kernel.schedule(pid, { processors });
      if (!set.ok) return complain(context, `failed to set pid ${pid}'s affinity: ${strerror(set.error)}`);
    }
    return flags.has("p") ? tell("new") : become(context, operands.slice(1), context.env, context.cwd, toExecute);
  },
};

export const schedulingPrograms: readonly Program[] = [ionice, nice, renice, taskset];
