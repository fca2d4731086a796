/**
 * `nsenter` and `unshare` of util-linux 2.38 (nsenter(1), unshare(1)).
 *
 * Same as the original: options, what it complains of, network, mount and host name namespaces, namespaces kept in files (`--net=FILE`).
 * Simplified: a new namespace of IPC, cgroups or time makes no difference; what a process has in common with its target (all
 * but the network, outside containers) is entered by doing nothing.
 * Of a namespace of users it is known who one is and over what one has rights. Absent (refused by name): a new namespace of PIDs for
 * children alone (`-p` without `-f`), maps of users that are not root, other users, another root.
 */
import { notModelled } from "../../../core/command/args.ts";
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import type { ChildProcess, ExitStatus } from "../../../core/process.ts";
import type { Capability, Credentials } from "../../kernel/kernel.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { absolute, complain, complainOfUse } from "./support.ts";

type Answer = ExitStatus | Promise<ExitStatus>;

function unmodelled(context: ProcessContext, option: string): Answer {
  const { status, stderr } = notModelled(context.argv[0]?.replace(/^.*\//, "") ?? "", "option", option);
  const writing = context.stderr.write(stderr);
  return writing === undefined ? status : writing.then(() => status);
}

/**
 * Goes through a command line: operands become `words`, `each` is told every option but those that both programs end at. What ends
 * the program is answered.
 */
function readCommandLine(
  context: ProcessContext,
  program: string,
  short: string,
  long: LongOptions,
  words: string[],
  each: (name: string, value: string, given: string) => Answer | undefined,
): Answer | undefined {
  for (const option of getoptLong(context.argv, short, long)) {
    if (option.kind === "error") return complainOfUse(context, option.text);
    if (option.kind === "operand") {
      words.push(option.text);
      continue;
    }
    const { name, value, given } = option;
    if (name === "V") {
      void context.stdout.write(`${program} from util-linux 2.38.1\n`);
      return 0;
    }
    if (name === "h") return unmodelled(context, given);
    if (name === "S" || name === "G") {
      if (!/^\d+$/.test(value)) return complain(context, `failed to parse ${name === "S" ? "uid" : "gid"}: '${value}'`);
      return unmodelled(context, given);
    }
    const ended = each(name, value, given);
    if (ended !== undefined) return ended;
  }
  return undefined;
}

/** Starts a program, or a shell when there is none, in another network namespace and in place of this process. */
function inNamespace(
  context: ProcessContext,
  netns: ProcessContext["kernel"]["netns"],
  words: readonly string[],
  refused: string,
  {
    cwd = context.cwd,
    ownMounts = false,
    mountsOf,
    pidsOf,
    procAt,
    forks = false,
    ownPids = false,
    credentials,
  }: {
    readonly cwd?: string | undefined;
    readonly ownMounts?: boolean;
    readonly mountsOf?: number | undefined;
    readonly pidsOf?: number | undefined;
    readonly procAt?: string | undefined;
    /** It is waited for, and what it ends by is the answer. */
    readonly forks?: boolean;
    readonly ownPids?: boolean;
    readonly credentials?: Credentials | undefined;
  } = {},
): Answer {
  if (pidsOf !== undefined || mountsOf !== undefined) {
    const argv = words.length > 0 ? words : ["/bin/sh"];
    const request = { argv, env: context.env, cwd, files: context.descriptors };
    const started = context.kernel.execInside(request, { netns, mountsOf, pidsOf });
    if (started.ok) return started.value.status;
    if (started.error === "EPERM") return complain(context, `${refused}: ${strerror("EPERM")}`);
    const missing = started.error === "ENOENT";
    return complain(context, `failed to execute ${argv[0]}: ${strerror(started.error)}`, missing ? 127 : 126);
  }
  const argv = words.length > 0 ? words : [context.env.SHELL ?? "/bin/sh"];
  const path = context.kernel.which(argv[0] ?? "", context.env);
  const apart = ownPids || procAt !== undefined || credentials !== undefined;
  const other = netns !== context.kernel.netns || ownMounts || apart;
  if (other && !context.kernel.credentials.capabilities.has("CAP_SYS_ADMIN"))
    return complain(context, `${refused}: ${strerror("EPERM")}`);
  const request = { argv, env: context.env, cwd, files: context.descriptors };
  const started =
    path === undefined
      ? undefined
      : other
        ? context.kernel.execIn(netns, path, forks ? request : { ...request, replaces: context.self }, {
            ...{ ownMounts, mountsOf, procAt, ownPids, credentials },
          })
        : context.kernel.exec(path, forks ? request : { ...request, replaces: context.self });
  if (started?.ok) return forks ? ended(context, started.value) : started.value.status;
  const place = procAt === undefined ? undefined : context.files.stat(procAt);
  if (place && !(place.ok && place.value.type === "directory"))
    return complain(context, `mount ${procAt} failed: ${strerror(place.ok ? "ENOTDIR" : place.error)}`);
  if (mountsOf !== undefined && started?.error === "EINVAL") return unmodelled(context, "-m");
  const errno = started?.error ?? "ENOENT";
  return complain(context, `failed to execute ${argv[0]}: ${strerror(errno)}`, errno === "ENOENT" ? 127 : 126);
}

/** What unshare makes of how its child ended: it ends by the same signal, where it can (main of unshare.c). */
async function ended(context: ProcessContext, child: ChildProcess): Promise<ExitStatus> {
  const status = await child.status;
  const { endedBy } = child;
  if (endedBy === "KILL") return complain(context, `sigprocmask unblock failed: ${strerror("EINVAL")}`);
  if (endedBy !== undefined) context.self.signals.die?.(endedBy);
  return status;
}

/** The letters of namespaces, and their files below /proc/PID/ns, in the order in which nsenter opens them. */
const NAMESPACES: readonly (readonly [letter: string, file: string, long: string])[] = [
  ["U", "user", "user"],
  ["C", "cgroup", "cgroup"],
  ["i", "ipc", "ipc"],
  ["u", "uts", "uts"],
  ["n", "net", "net"],
  ["p", "pid", "pid"],
  ["m", "mnt", "mount"],
  ["T", "time", "time"],
];
const NAMESPACE_OPTIONS: LongOptions = Object.fromEntries(NAMESPACES.map(([letter, , long]) => [long, `${letter}::`]));

const NSENTER_SHORT = "+ahVt:m::u::i::n::p::C::U::T::S:G:w::r::W::FZ";
const NSENTER_LONG: LongOptions = {
  ...NAMESPACE_OPTIONS,
  all: "a",
  help: "h",
  version: "V",
  target: "t:",
  setuid: "S:",
  setgid: "G:",
  root: "r::",
  wd: "w::",
  wdns: "W::",
  "no-fork": "F",
  "preserve-credentials": "preserve-credentials",
  "follow-context": "Z",
};

export const nsenter: Program = {
  name: "nsenter",
  path: "/usr/bin/nsenter",
  summary: "run a program in the namespaces of another process",
  run(context) {
    const words: string[] = [];
    /** What was asked for, and the file that was named. */
    const wanted = new Map<string, string>();
    let target: number | undefined;
    let all = false;
    let workDirectory: string | undefined;
    const ended = readCommandLine(context, "nsenter", NSENTER_SHORT, NSENTER_LONG, words, (name, value, given) => {
      if (name === "t") {
        if (!/^[+-]?\d+$/.test(value)) return complain(context, `failed to parse pid: '${value}'`);
        target = Number(value) >>> 0;
      } else if (name === "a") all = true;
      else if (name === "w" || name === "W") workDirectory = value;
      else if (name === "r") {
        if (value !== "") return unmodelled(context, given);
      } else if (NAMESPACES.some(([letter]) => letter === name))
        wanted.set(name, value === "" && given.endsWith("=") ? "=" : value);
      return undefined;
    });
    if (ended !== undefined) return ended;
    if (all && !target) return complain(context, "no target PID specified for --all");
    let { netns } = context.kernel;
    let mountsOf: number | undefined;
    let pidsOf: number | undefined;
    for (const [letter, file] of NAMESPACES) {
      const named = wanted.get(letter) ?? (all ? "" : undefined);
      if (named === undefined) continue;
      if (named === "" && !target) return complain(context, `neither filename nor target pid supplied for ns/${file}`);
      const path = named === "=" ? "" : named === "" ? `/proc/${target}/ns/${file}` : named;
      if (letter === "n") {
        const opened = context.kernel.netnsOf(absolute(context, path));
        if (path === "" || (!opened.ok && opened.error !== "EINVAL"))
          return complain(context, `cannot open ${path}: ${strerror(opened.ok ? "ENOENT" : opened.error)}`);
        if (!opened.ok) return complain(context, `reassociate to namespace 'ns/net' failed: ${strerror("EINVAL")}`);
        netns = opened.value;
        continue;
      }
      const there = context.files.readLink(absolute(context, path));
      const here = context.files.readLink(`/proc/${context.kernel.pid}/ns/${file}`);
      if (!there.ok && named === "") return complain(context, `cannot open ${path}: ${strerror(there.error)}`);
      // /proc/PID/ns/mnt names a process as well as -t does.
      const owner = target ?? Number(/^\/proc\/(\d+)\/ns\//.exec(path)?.[1] ?? Number.NaN);
      if ((letter === "m" || letter === "p") && there.ok && here.ok && !Number.isNaN(owner)) {
        const other = there.value === here.value ? undefined : owner;
        if (letter === "m") mountsOf = other;
        else pidsOf = other;
        continue;
      }
      // What another namespace of these would show, nobody looks at here.
      if ((letter === "i" || letter === "C") && there.ok) continue;
      if (letter === "u" && named === "" && there.ok && target !== undefined) {
        const entered = context.kernel.enterUts(target);
        if (entered.ok) continue;
        return complain(context, `reassociate to namespace 'ns/uts' failed: ${strerror(entered.error)}`);
      }
      if (!there.ok || !here.ok || there.value !== here.value) return unmodelled(context, `-${letter}`);
      // setns(2): nobody enters the namespace of users that he is in.
      if (letter === "U" && !all)
        return complain(context, `reassociate to namespace 'ns/user' failed: ${strerror("EINVAL")}`);
    }
    let cwd: string | undefined;
    if (workDirectory !== undefined) {
      const told = context.files.readLink(`/proc/${target}/cwd`);
      cwd = workDirectory === "" ? (told.ok ? told.value : context.cwd) : absolute(context, workDirectory);
      const there = context.files.stat(cwd);
      if (!there.ok) return complain(context, `cannot open ${workDirectory}: ${strerror(there.error)}`);
    }
    return inNamespace(context, netns, words, "reassociate to namespace 'ns/net' failed", { cwd, mountsOf, pidsOf });
  },
};

const UNSHARE_SHORT = "+fhVmuinpCTUrR:w:S:G:c";
const UNSHARE_LONG: LongOptions = {
  ...NAMESPACE_OPTIONS,
  help: "h",
  version: "V",
  fork: "f",
  "kill-child": "kill-child::",
  "mount-proc": "mount-proc::",
  "map-user": "map-user:",
  "map-users": "map-users:",
  "map-group": "map-group:",
  "map-groups": "map-groups:",
  "map-root-user": "r",
  "map-current-user": "c",
  "map-auto": "map-auto",
  propagation: "propagation:",
  setgroups: "setgroups:",
  "keep-caps": "keep-caps",
  setuid: "S:",
  setgid: "G:",
  root: "R:",
  wd: "w:",
  monotonic: "monotonic:",
  boottime: "boottime:",
};
const PROPAGATIONS = ["slave", "private", "shared", "unchanged"];
/** Namespaces that make no difference to the network, and what only matters where others are made. */
const NO_DIFFERENCE = ["f", "i", "C", "T", "c", "kill-child", "keep-caps"];
/** What root of another namespace of users has no rights over, but in namespaces that were made along with it. */
const OF_NETWORK: readonly Capability[] = ["CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_NET_BIND_SERVICE"];
const OF_OTHERS: readonly Capability[] = ["CAP_SYS_TIME"];

/** Who one is in a namespace of users of its own: root, or without a map nobody, who loses all rights with the next program. */
function credentialsInside(own: Credentials, made: ReadonlySet<string>): Credentials {
  if (!made.has("r") && !made.has("c")) return { ...own, capabilities: new Set(), unmapped: true };
  const lost = new Set<Capability>([
    ...(made.has("n") ? [] : OF_NETWORK),
    ...(made.has("m") || made.has("mount-proc") ? [] : (["CAP_SYS_ADMIN"] as const)),
    ...OF_OTHERS,
  ]);
  return { ...own, capabilities: new Set([...own.capabilities].filter((each) => !lost.has(each))) };
}

export const unshare: Program = {
  name: "unshare",
  path: "/usr/bin/unshare",
  summary: "run a program in new namespaces",
  run(context) {
    const words: string[] = [];
    const made = new Set<string>();
    let keptIn: string | undefined;
    let procAt: string | undefined;
    let workDirectory: string | undefined;
    const ended = readCommandLine(context, "unshare", UNSHARE_SHORT, UNSHARE_LONG, words, (name, value, given) => {
      if (name === "propagation") {
        if (!PROPAGATIONS.includes(value)) return complain(context, `unsupported propagation mode: ${value}`);
        if (value === "shared" || value === "slave") return unmodelled(context, `${given}=${value}`);
      } else if (name === "setgroups") {
        if (value !== "allow" && value !== "deny")
          return complain(context, `unsupported --setgroups argument '${value}'`);
        return unmodelled(context, given);
      } else if (name === "w") workDirectory = value;
      else if (name === "n") {
        if (value !== "") keptIn = value;
      } else if ((name === "m" || name === "u") && value !== "") return unmodelled(context, given);
      else if (name === "mount-proc") procAt = value === "" ? "/proc" : value;
      else if (name === "p" && value === "") made.add(name);
      else if (!NO_DIFFERENCE.includes(name) && !"mUru".includes(name)) return unmodelled(context, given);
      made.add(name);
      return undefined;
    });
    if (ended !== undefined) return ended;
    const apart = made.has("U") || made.has("r") || made.has("c");
    // Whose files are whose is not mapped for anybody but root.
    if (apart && !context.kernel.credentials.capabilities.has("CAP_SYS_ADMIN"))
      return unmodelled(context, made.has("U") ? "-U" : "-r");
    if (made.has("p") && !made.has("f")) return unmodelled(context, "-p");
    if (made.has("n")) {
      const done = context.kernel.unshareNet();
      if (!done.ok) return complain(context, `unshare failed: ${strerror(done.error)}`);
    }
    if (made.has("u")) {
      const done = context.kernel.unshareUts();
      if (!done.ok) return complain(context, `unshare failed: ${strerror(done.error)}`);
    }
    const { netns, pid } = context.kernel;
    if (keptIn !== undefined) {
      const bound = context.kernel.bindNetns(netns, absolute(context, keptIn));
      if (!bound.ok)
        return complain(context, `mount /proc/${pid}/ns/net on ${keptIn} failed: ${strerror(bound.error)}`);
    }
    const cwd = workDirectory === undefined ? undefined : absolute(context, workDirectory);
    if (cwd !== undefined) {
      const there = context.files.stat(cwd);
      if (!there.ok) return complain(context, `cannot chdir to '${workDirectory}': ${strerror(there.error)}`);
    }
    return inNamespace(context, netns, words, "unshare failed", {
      cwd,
      ownMounts: made.has("m") || (apart && netns === context.kernel.netns),
      procAt: procAt && absolute(context, procAt),
      forks: made.has("f"),
      ownPids: made.has("p"),
      credentials: apart ? credentialsInside(context.kernel.credentials, made) : undefined,
    });
  },
};
