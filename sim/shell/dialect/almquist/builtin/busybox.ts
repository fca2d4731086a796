/** read and kill as busybox has them (shell/shell_common.c and procps/kill.c). */
import { strerror } from "../../../../../core/errors.ts";
import { type ExitStatus, SIGNAL, type SignalName } from "../../../../../core/process.ts";
import type { Builtin } from "../../../builtin/builtin.ts";
import { ALL_SIGNALS } from "../../../builtin/job.ts";
import { read } from "../../../builtin/read.ts";
import type { Run } from "../../../run.ts";
import { VALID_NAME } from "../../../variable.ts";
import { raise } from "../raise.ts";
import { nextOptions } from "./option.ts";

/** bash's, but for arrays and the line editor. */
export const readOfBusybox: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = nextOptions(shell, args, "p:u:rt:n:sd:");
  if (options === undefined) return 2;
  const count = options.given.get("n");
  if (count !== undefined && !/^\d+$/.test(count)) return raise(shell, "invalid count");
  const invalid = options.operands.find((name) => !VALID_NAME.test(name));
  if (invalid !== undefined) {
    shell.usage(`sh: read: '${invalid}': bad variable name`);
    return 1;
  }
  const result = read(shell, args, "read");
  return typeof result === "number" ? result : yield* result;
};

function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  const at = ALL_SIGNALS.indexOf(text.toUpperCase().replace(/^SIG/, ""));
  return at < 0 ? undefined : at + 1;
}

export const killOfBusybox: Builtin = function* (shell, args): Run<ExitStatus> {
  const refuse = (problem: string): ExitStatus => {
    shell.usage(`sh: ${problem}`);
    return 1;
  };
  let signal: number = SIGNAL.TERM;
  let targets = args;
  const [first = ""] = args;
  if (first === "-l") {
    const [of] = args.slice(1);
    if (of === undefined)
      return yield* shell.print(
        ALL_SIGNALS.map((name, at) => `${String(at + 1).padStart(2)}) ${name === "IO" ? "POLL" : name}\n`).join(""),
        "kill",
      );
    const number = numberOf(of);
    if (number === undefined) return refuse(`unknown signal '${of}'`);
    return yield* shell.print(/^\d/.test(of) ? `${ALL_SIGNALS[number - 1] ?? number}\n` : `${number}\n`, "kill");
  }
  if (first.startsWith("-") && first !== "--") {
    const name = first === "-s" ? args[1] : first.slice(1);
    targets = args.slice(first === "-s" ? 2 : 1);
    const number = name === undefined ? undefined : numberOf(name);
    if (number === undefined) return refuse(`bad signal name '${name ?? ""}'`);
    signal = number;
  }
  if (targets[0] === "--") targets = targets.slice(1);
  if (targets.length === 0) return refuse("you need to specify whom to kill");
  const name = Object.entries(SIGNAL).find(([, value]) => value === signal)?.[0] as SignalName | undefined;
  let status: ExitStatus = 0;
  for (const target of targets) {
    const job = target.startsWith("%") ? shell.jobs.find(target) : undefined;
    if (target.startsWith("%") && job === undefined) return raise(shell, `${target}: no such job`);
    if (job === undefined && !/^-?\d+$/.test(target)) {
      status = refuse(`invalid number '${target}'`);
      continue;
    }
    const pid = job?.children[0]?.pid ?? Number(target);
    const sent = shell.host.kill(pid, signal === 0 ? undefined : (name ?? "CONT"));
    if (!sent.ok) status = refuse(`can't kill pid ${pid}: ${strerror(sent.error)}`);
  }
  return status;
};
