/**
 * Processes by name: pgrep, pkill (procps 4.0), pidof (sysvinit), killall (psmisc). The same: what matches, the order,
 * statuses, messages. Simplified: names are not cut after 15 characters. Absent: by session, namespace, group, age.
 */
import type { ExitStatus, SignalName } from "../../../core/process.ts";
import { processName } from "../../kernel/process-name.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { posixPattern } from "../../text/posix-pattern.ts";
import { signalNamed } from "./processes.ts";
import { badUsage, complain, options, userOf, users } from "./support.ts";

/** A signal given as `-9`, `-KILL`, taken out of the words. */
function takeSignal(words: string[]): SignalName | undefined {
  for (let i = 0; i < words.length; i++) {
    const name = /^-(?:SIG)?([A-Z0-9]+)$/.exec(words[i] ?? "")?.[1];
    const signal = name === undefined ? undefined : signalNamed(name);
    if (signal === undefined) continue;
    words.splice(i, 1);
    return signal;
  }
  return undefined;
}

function search(context: ProcessContext): ExitStatus {
  const words = [...context.argv];
  const kills = processName({ argv: words }) === "pkill";
  // Signal 0 only asks whether there is somebody.
  const probe = kills ? words.indexOf("-0") : -1;
  if (probe >= 0) words.splice(probe, 1);
  const fromDash = kills ? takeSignal(words) : undefined;
  const parsed = options(words, "flaxnovcd:u:U:P:s:eit:", {
    full: "f",
    "list-name": "l",
    "list-full": "a",
    exact: "x",
    newest: "n",
    oldest: "o",
    inverse: "v",
    count: "c",
    delimiter: "d",
    euid: "u",
    uid: "U",
    "ignore-case": "i",
    terminal: "t",
    parent: "P",
    signal: "s",
    echo: "e",
  });
  const wrong = badUsage(context, parsed, 2);
  if (wrong !== undefined) return wrong;
  const { flags, operands } = parsed;
  const name = words[0]?.split("/").at(-1) ?? "";
  if (operands.length > 1 || (operands.length === 0 && !["u", "U", "P", "t"].some((flag) => flags.has(flag)))) {
    const problem = operands.length > 1 ? "only one pattern can be provided" : "no matching criteria specified";
    complain(context, problem);
    void context.stderr.write(`Try \`${name} --help' for more information.\n`);
    return 2;
  }
  const read = posixPattern([operands[0] ?? ""], {
    kind: "extended",
    looseParenthesis: true,
    ignoreCase: flags.has("i"),
    ...(flags.has("x") && { where: "line" }),
  });
  if (!("regex" in read)) return complain(context, "error" in read ? read.error : read.unmodelled, 2);
  const pattern = read.regex;
  const uid = flags.get("u") ?? flags.get("U");
  const terminals = flags.get("t")?.split(",");
  const wanted = users(context.files).find((user) => user.name === uid)?.uid ?? Number(uid);
  let found = context.kernel.processes().filter((entry) => {
    if (entry.pid === context.self.pid) return false;
    const matches =
      pattern.test(flags.has("f") ? entry.argv.join(" ") : processName(entry)) &&
      (uid === undefined || entry.uid === wanted) &&
      (terminals === undefined || terminals.includes(entry.terminal ?? "-")) &&
      (!flags.has("P") || flags.get("P")?.split(",").includes(String(entry.parentPid)) === true);
    return matches !== flags.has("v");
  });
  if (flags.has("n")) found = found.slice(-1);
  if (flags.has("o")) found = found.slice(0, 1);
  if (kills) {
    const signal = fromDash ?? signalNamed(flags.get("s") ?? "TERM");
    if (signal === undefined) return complain(context, `Unknown signal "${flags.get("s")}".`, 2);
    let done = 0;
    for (const entry of found) {
      const sent: { readonly ok: boolean } = probe >= 0 ? { ok: true } : context.kernel.kill(entry.pid, signal);
      if (sent.ok) done++;
      else complain(context, `killing pid ${entry.pid} failed: Operation not permitted`);
      if (sent.ok && flags.has("e")) void context.stdout.write(`${processName(entry)} killed (pid ${entry.pid})\n`);
    }
    if (flags.has("c")) void context.stdout.write(`${done}\n`);
    return done > 0 ? 0 : 1;
  }
  if (flags.has("c")) void context.stdout.write(`${found.length}\n`);
  else if (found.length > 0) {
    const lines = found.map((entry) =>
      flags.has("a")
        ? `${entry.pid} ${entry.argv.join(" ")}`
        : flags.has("l")
          ? `${entry.pid} ${processName(entry)}`
          : entry.pid,
    );
    void context.stdout.write(`${lines.join(flags.get("d") ?? "\n")}\n`);
  }
  return found.length > 0 ? 0 : 1;
}

const pgrep: Program = {
  name: "pgrep",
  path: "/usr/bin/pgrep",
  summary: "processes whose names match a pattern",
  run: search,
};

const pkill: Program = {
  name: "pkill",
  path: "/usr/bin/pkill",
  summary: "send a signal to processes whose names match a pattern",
  run: search,
};

const pidof: Program = {
  name: "pidof",
  path: "/usr/bin/pidof",
  summary: "the numbers of a program's processes",
  run(context) {
    const parsed = options(context.argv, "sxqo:", {});
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const pids = context.kernel
      .processes()
      .filter((entry) => parsed.operands.includes(processName(entry)) || parsed.operands.includes(entry.argv[0] ?? ""))
      .map(({ pid }) => pid)
      .reverse();
    const shown = parsed.flags.has("s") ? pids.slice(0, 1) : pids;
    if (shown.length > 0 && !parsed.flags.has("q")) void context.stdout.write(`${shown.join(" ")}\n`);
    return shown.length > 0 ? 0 : 1;
  },
};

const killall: Program = {
  name: "killall",
  path: "/usr/bin/killall",
  summary: "send a signal to processes by name",
  run(context) {
    const words = [...context.argv];
    const fromDash = takeSignal(words);
    const parsed = options(words, "s:qvu:w", { signal: "s", quiet: "q", verbose: "v", user: "u", wait: "w" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const signal = fromDash ?? signalNamed(parsed.flags.get("s") ?? "TERM");
    if (signal === undefined)
      return complain(context, `${parsed.flags.get("s")}: unknown signal; killall -l lists signals.`);
    let status: ExitStatus = 0;
    for (const name of parsed.operands) {
      const found = context.kernel
        .processes()
        .filter((entry) => processName(entry) === name && entry.pid !== context.self.pid)
        .filter((entry) => !parsed.flags.has("u") || userOf(context.files, entry.uid)?.name === parsed.flags.get("u"));
      if (found.length === 0) {
        status = 1;
        if (!parsed.flags.has("q")) void context.stderr.write(`${name}: no process found\n`);
      }
      for (const { pid } of found) {
        const sent = context.kernel.kill(pid, signal);
        if (!sent.ok) {
          status = 1;
          void context.stderr.write(`${name}(${pid}): Operation not permitted\n`);
        }
      }
    }
    return status;
  },
};

export const byNamePrograms: readonly Program[] = [killall, pgrep, pidof, pkill];
