/**
 * fuser (psmisc 23.6): processes that use a file, a directory, or a port. The same: what stands on standard output and what on standard
 * error, -v, -u, -s, -a, -n, -k, -i, signals, statuses. Absent: -M, -w; -m takes all of one file system.
 */

import { portOf } from "../../../../core/capture/services.ts";
import type { ExitStatus, SignalName } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { signalNamed } from "../../base/processes.ts";
import { SIGNAL_LINES } from "../../base/signal-list.ts";
import { absolute, userOf } from "../../base/support.ts";
import { type Held, type Holder, holders } from "./holders.ts";

const USAGE = `Usage: fuser [-fIMuvw] [-a|-s] [-4|-6] [-c|-m|-n SPACE]
             [-k [-i] [-SIGNAL]] NAME...
       fuser -l
       fuser -V
Show which processes use the named files, sockets, or filesystems.

  -a,--all              display unused files too
  -i,--interactive      ask before killing (ignored without -k)
  -I,--inode            use always inodes to compare files
  -k,--kill             kill processes accessing the named file
  -l,--list-signals     list available signal names
  -m,--mount            show all processes using the named filesystems or
                        block device
  -M,--ismountpoint     fulfill request only if NAME is a mount point
  -n,--namespace SPACE  search in this name space (file, udp, or tcp)
  -s,--silent           silent operation
  -SIGNAL               send this signal instead of SIGKILL
  -u,--user             display user IDs
  -v,--verbose          verbose output
  -w,--writeonly        kill only processes with write access
  -V,--version          display version information
  -4,--ipv4             search IPv4 sockets only
  -6,--ipv6             search IPv6 sockets only
  udp/tcp names: [local_port][,[rmt_host][,[rmt_port]]]

`;

const LONG: Readonly<Record<string, string>> = {
  all: "a",
  interactive: "i",
  inode: "I",
  kill: "k",
  "list-signals": "l",
  mount: "m",
  namespace: "n",
  silent: "s",
  user: "u",
  verbose: "v",
  ipv4: "4",
  ipv6: "6",
};

interface Order {
  readonly flags: ReadonlySet<string>;
  readonly signal: SignalName;
  /** What is looked for, and in which name space. */
  readonly names: readonly { readonly name: string; readonly space: string }[];
}

function orderOf(context: ProcessContext): Order | string {
  const flags = new Set<string>();
  const names: { name: string; space: string }[] = [];
  let signal: SignalName = "KILL";
  let space = "file";
  const words = context.argv.slice(1);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "-") space = "file";
    else if (word.startsWith("--")) {
      const letter = LONG[word.slice(2)];
      if (letter === undefined) return `Invalid option ${word.slice(2)}`;
      if (letter === "n") space = words[++at] ?? "";
      else flags.add(letter);
    } else if (/^-(?:SIG)?[A-Z0-9]+$/.test(word) && signalNamed(word.slice(1)) !== undefined && !/^-[46]$/.test(word))
      signal = signalNamed(word.slice(1)) ?? signal;
    else if (word.startsWith("-")) {
      for (let i = 1; i < word.length; i++) {
        const letter = word[i] ?? "";
        if (!"aIiklmnsuv46cf".includes(letter)) return `Invalid option ${letter}`;
        if (letter !== "n") {
          flags.add(letter);
          continue;
        }
        space = word.slice(i + 1) || (words[++at] ?? "");
        if (!["file", "tcp", "udp"].includes(space)) return "Invalid namespace name";
        break;
      }
    } else {
      const port = /^(.*)\/(tcp|udp)$/.exec(word);
      if (port !== null && space === "file") names.push({ name: port[1] ?? "", space: port[2] ?? "" });
      else names.push({ name: word, space });
    }
  }
  return { flags, signal, names };
}

/** Letters of how a process uses a file: open, its root, where it is, its program. */
type Use = Readonly<Record<"F" | "r" | "c" | "e", boolean>>;

function useOf(holder: Holder, matches: (held: Held) => boolean): Use | undefined {
  const found = holder.held.filter(matches);
  if (found.length === 0) return undefined;
  const as = (what: Held["as"]): boolean => found.some((held) => held.as === what);
  return { F: found.some(({ as: name }) => typeof name === "number"), r: as("rtd"), c: as("cwd"), e: as("txt") };
}

/** What a name is called, and which of what is held it means; what is wrong with it else. */
function wanted(
  context: ProcessContext,
  { name, space }: Order["names"][number],
  flags: ReadonlySet<string>,
): { readonly shown: string; readonly matches: (held: Held) => boolean } | string {
  if (space === "file") {
    const path = absolute(context, name);
    const stat = context.files.stat(path);
    if (!stat.ok) return `Specified filename ${name} does not exist.`;
    const real = context.files.realPath(path);
    const { inode, device } = stat.value;
    return {
      shown: real.ok ? real.value : path,
      matches: (held) => held.stat?.device === device && (flags.has("m") || held.stat.inode === inode),
    };
  }
  const [local = "", , remote = ""] = name.split(",");
  const number = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : portOf(text));
  const [port, peer] = [number(local), number(remote)];
  if ((local !== "" && port === undefined) || (remote !== "" && peer === undefined))
    return `${name}/${space}: unknown service`;
  return {
    shown: `${name}/${space}`,
    matches: ({ socket }) =>
      socket !== undefined &&
      socket.netid === space &&
      (port === undefined || socket.localPort === port) &&
      (peer === undefined || socket.peerPort === peer) &&
      !(flags.has("4") && socket.family !== "inet") &&
      !(flags.has("6") && socket.family !== "inet6"),
  };
}

async function asks(context: ProcessContext, pid: number): Promise<boolean> {
  await context.stderr.write(`Kill process ${pid} ? (y/N) `);
  let answer = "";
  while (!answer.includes("\n")) {
    const read = await context.stdin.read(context.self.signals);
    if (read === null) break;
    answer += read;
  }
  return /^[yY]/.test(answer);
}

export const fuser: Program = {
  name: "fuser",
  path: "/usr/bin/fuser",
  summary: "tell which processes use a file or a port",
  async run(context): Promise<ExitStatus> {
    const order = orderOf(context);
    const misuse = (message: string): ExitStatus => {
      void context.stderr.write(`${message}\n${USAGE}`);
      return 1;
    };
    if (typeof order === "string") return misuse(`fuser: ${order}`);
    const { flags, names, signal } = order;
    if (flags.has("l")) {
      await context.stdout.write(SIGNAL_LINES);
      return 0;
    }
    if (names.length === 0) return misuse("No process specification given");
    let status: ExitStatus = 1;
    let titled = !flags.has("v");
    const silent = flags.has("s");
    const tell = (text: string): void => void (silent ? undefined : context.stderr.write(text));
    for (const each of names) {
      const target = wanted(context, each, flags);
      if (typeof target === "string") {
        await context.stderr.write(`${target}\n`);
        if (flags.has("a")) tell(`${each.name}:\n`);
        continue;
      }
      const found = holders(context).flatMap((holder) => {
        const use = holder.pid === context.self.pid ? undefined : useOf(holder, target.matches);
        return use === undefined ? [] : [{ holder, use }];
      });
      if (found.length === 0 && !flags.has("a")) continue;
      if (!titled) tell(`${" ".repeat(21)}USER        PID ACCESS COMMAND\n`);
      titled = true;
      tell(`${target.shown}:`.padEnd(20));
      found.forEach(({ holder, use }, index) => {
        const user = userOf(context.files, holder.uid)?.name ?? String(holder.uid);
        if (flags.has("v")) tell(`${index === 0 ? "" : " ".repeat(20)} ${user.padEnd(8)} `);
        if (!silent) void context.stdout.write(` ${String(holder.pid).padStart(5)}`);
        const letter = (name: keyof Use, blank: string): string => (use[name] ? name : blank);
        if (flags.has("v"))
          tell(` ${letter("F", ".")}${letter("r", ".")}${letter("c", ".")}${letter("e", ".")}. ${holder.name}\n`);
        else tell(`${letter("r", "")}${letter("c", "")}${letter("e", "")}${flags.has("u") ? `(${user})` : ""}`);
      });
      if (!flags.has("v") || found.length === 0) tell("\n");
      if (found.length > 0) status = 0;
      if (!flags.has("k")) continue;
      for (const { holder } of found)
        if (!flags.has("i") || (await asks(context, holder.pid))) context.kernel.kill(holder.pid, signal);
    }
    return status;
  },
};
