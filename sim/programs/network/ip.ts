/** `ip` of iproute2: core/command/ip over this process's kernel, and what it does to names and processes itself. */
import type { Names } from "../../../core/command/args.ts";
import type { IpCommand, IpOptions, NetnsCommand } from "../../../core/command/ip/command.ts";
import { completeIp } from "../../../core/command/ip/complete.ts";
import { parseIpCommand, parseIpOptions } from "../../../core/command/ip/parse.ts";
import { type IpHost, netlinkError, runIp } from "../../../core/command/ip/run.ts";
import { askForAll, deviceNamed, type View, vrfTable } from "../../../core/command/ip/view.ts";
import { accountNumber } from "../../../core/command/names.ts";
import { Output } from "../../../core/command/output.ts";
import { type KernelError, strerror } from "../../../core/errors.ts";
import type { NetnsId } from "../../../core/model/id.ts";
import { indexIn, type Link } from "../../../core/model/link.ts";
import { givesNsid } from "../../../core/operation/nsid.ts";
import type { Operation } from "../../../core/operation/operation.ts";
import { moduleOfDevice } from "../../../core/operation/tunnel-module.ts";
import type { ExitStatus, FileSystem } from "../../../core/process.ts";
import type { Result } from "../../../core/result.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { groups, users } from "../base/support.ts";
import { runBatch } from "./batch.ts";
import { runDump } from "./ip-dump.ts";
import { monitorNetns, runMonitor } from "./ip-monitor.ts";
import { IpNames } from "./ip-names.ts";
import { runVrf } from "./ip-vrf.ts";
import { afterWrite, printOutcome } from "./outcome.ts";

/** A namespace as a process sees it. */
export function viewOf(kernel: Kernel, netns: NetnsId): View {
  return {
    config: kernel.config(),
    runtime: kernel.runtime(),
    netns,
    netnsName: (id) => kernel.netnsNames().find((name) => kernel.findNetns({ by: "name", name }) === id),
    askedAlone: (link) => kernel.watchLink(link.id),
  };
}

/** The same for a program that asks by rtnetlink. */
export function askingView(kernel: Kernel, netns: NetnsId): View {
  return {
    ...viewOf(kernel, netns),
    asked: (link) => {
      if (givesNsid(kernel.config(), link)) kernel.askForLink(link);
    },
  };
}

/** What a command line may ask about while it is read. */
class KernelNames implements Names {
  readonly #kernel: Kernel;
  readonly #netns: NetnsId;
  readonly #files: FileSystem | undefined;

  constructor(kernel: Kernel, netns: NetnsId, files: FileSystem | undefined) {
    this.#kernel = kernel;
    this.#netns = netns;
    this.#files = files;
  }

  device(name: string): boolean {
    return indexIn(name) > 0 || this.link(name) !== undefined;
  }
  link(name: string): Link | undefined {
    const find = () => deviceNamed(viewOf(this.#kernel, this.#netns), name);
    const found = find();
    // A name that there is no device of is asked for by an ioctl, too (if_nametoindex), which loads what it may be of.
    const module = found ? undefined : moduleOfDevice(name);
    return module !== undefined && this.#kernel.loadModule(module).ok ? find() : found;
  }
  askForAll(): void {
    askForAll(askingView(this.#kernel, this.#netns));
  }
  netns(name: string): boolean {
    // netns_get_fd: what is no namespace can be opened, too, and is the kernel's to refuse.
    const found = this.#kernel.netnsOf(name.includes("/") ? name : `/run/netns/${name}`);
    return found.ok || found.error === "EINVAL";
  }
  vrf(name: string): number | undefined {
    return vrfTable(viewOf(this.#kernel, this.#netns), name);
  }
  account(what: "user" | "group", name: string): number | undefined {
    if (this.#files === undefined) return accountNumber(name);
    if (what === "user") return users(this.#files).find((user) => user.name === name)?.uid;
    return groups(this.#files).find((group) => group.name === name)?.gid;
  }
}

export function namesOf(kernel: Kernel, netns: NetnsId, files?: FileSystem): Names {
  return new KernelNames(kernel, netns, files);
}

/** The kernel as one command works on it. */
class KernelHost implements IpHost {
  readonly #context: ProcessContext;
  readonly #netns: NetnsId;

  constructor(context: ProcessContext, netns: NetnsId) {
    this.#context = context;
    this.#netns = netns;
  }

  view(): View {
    return askingView(this.#context.kernel, this.#netns);
  }
  apply(operation: Operation): Result<unknown, KernelError> {
    return this.#context.kernel.apply(operation);
  }
  get uid(): number {
    return this.#context.kernel.credentials.uid;
  }
  get terminal(): boolean {
    return this.#context.stdout.terminal !== undefined;
  }
}

/** The namespace that a name under /run/netns stands for; undefined after saying why not. */
export function openNetns(context: ProcessContext, name: string): NetnsId | undefined {
  const { kernel } = context;
  const found = kernel.netnsOf(`/run/netns/${name}`);
  const id = found.ok ? found.value : undefined;
  const say = (text: string): undefined => void context.stderr.write(`${text}\n`);
  if (id === undefined) {
    // A file that is there and is no namespace opens, and is refused by setns(2).
    if (context.files.stat(`/run/netns/${name}`).ok)
      return say(`setting the network namespace "${name}" failed: Invalid argument`);
    return say(`Cannot open network namespace "${name}": No such file or directory`);
  }
  if (!kernel.credentials.capabilities.has("CAP_SYS_ADMIN"))
    return say(`setting the network namespace "${name}" failed: Operation not permitted`);
  return id;
}

/** The namespace that a program works in, after it entered each that its options name; undefined after saying why not. */
export function enterNetns(
  context: ProcessContext,
  { netns, left = [] }: Pick<IpOptions, "netns" | "left">,
): NetnsId | undefined {
  for (const name of left) if (openNetns(context, name) === undefined) return undefined;
  return netns === undefined ? context.kernel.netns : openNetns(context, netns);
}

/** Answers at once where nothing has to be waited for: scripts run it by the thousand. */
function run(context: ProcessContext): ExitStatus | Promise<ExitStatus> {
  const { options, words, refusal, say } = parseIpOptions(context.argv);
  const netns = enterNetns(context, options);
  if (netns === undefined) return 255;
  if (refusal) return afterWrite(context.stderr.write(refusal.stderr), refusal.status);
  if (say !== undefined) return afterWrite(context.stdout.write(say), 0);
  const names = new IpNames(context, options);
  if (options.batch !== undefined) {
    const lines: BatchState = { exit: () => {}, linked: false };
    return runBatch(context, options.batch, options.force, (line, exit) => {
      lines.exit = exit;
      return runCommand(context, options, netns, line, names, lines);
    });
  }
  return runCommand(context, options, netns, words, names);
}

/** What lasts from one line of a batch to the next. */
interface BatchState {
  /** The program ends with this command. */
  exit: () => void;
  /** There was a listing of links: from then on a device's addresses are shown as a link (`do_link` of ip/ipaddress.c). */
  linked: boolean;
}

/** A listing as the state of the batch makes it. */
function inBatch(command: IpCommand, batch: BatchState | undefined): IpCommand {
  if (!batch || command.kind !== "query") return command;
  const { query } = command;
  if (query.kind === "links") batch.linked = true;
  if (query.kind !== "addresses" || !batch.linked) return command;
  if (query.filter.device === undefined) return { kind: "query", query: { ...query, asLink: true } };
  return { kind: "query", query: { kind: "links", filter: query.filter } };
}

function runCommand(
  context: ProcessContext,
  options: IpOptions,
  netns: NetnsId,
  words: readonly string[],
  names: IpNames,
  batch?: BatchState,
): ExitStatus | Promise<ExitStatus> {
  const host = new KernelHost(context, netns);
  const outcome = names.within(() => {
    const parsed = parseIpCommand(words, options, namesOf(context.kernel, netns, context.files));
    return "refusal" in parsed ? parsed : runIp(host, options, inBatch(parsed.command, batch));
  });
  if ("refusal" in outcome) {
    if (outcome.refusal.exits) batch?.exit();
    return printOutcome(context, { stdout: "", ...outcome.refusal });
  }
  if (!("kind" in outcome)) return printOutcome(context, outcome);
  if (outcome.kind === "monitor") return runMonitor(context, options, outcome.monitor, () => host.view(), names);
  if (outcome.kind === "vrf")
    return runVrf(context, outcome.command, netns, (argv) =>
      execAt(context, netns === context.kernel.netns ? undefined : netns, argv, options.batch === undefined),
    );
  if (outcome.kind === "dump") return runDump(context, options, outcome.command, host, names);
  const { command } = outcome;
  return command.kind === "add" ? addNetns(context, command.name) : runNetns(context, options, netns, command);
}

function addNetns(context: ProcessContext, name: string): ExitStatus | Promise<ExitStatus> {
  const made = context.kernel.netnsAdd(name);
  if (made.ok) return 0;
  const why =
    made.error === "EPERM"
      ? "mount --make-shared /run/netns failed: Operation not permitted"
      : `Cannot create namespace file "/run/netns/${name}": ${strerror(made.error)}`;
  return afterWrite(context.stderr.write(`${why}\n`), 1);
}

async function runNetns(
  context: ProcessContext,
  options: IpOptions,
  netns: NetnsId,
  command: Exclude<NetnsCommand, { kind: "add" }>,
): Promise<ExitStatus> {
  const { kernel } = context;
  const fail = async (text: string, status: ExitStatus = 1): Promise<ExitStatus> => {
    await context.stderr.write(`${text}\n`);
    return status;
  };
  switch (command.kind) {
    case "list":
      return list(context, options, netns);
    case "listId":
      return listId(context, options, netns, command);
    case "delete": {
      // netns_foreach: of all, the first that cannot go ends it, and is no mistake.
      for (const name of command.name === undefined ? [...kernel.netnsNames()] : [command.name]) {
        const gone = kernel.netnsDelete(name);
        if (gone.ok) continue;
        const status = await fail(`Cannot remove namespace file "/run/netns/${name}": ${strerror(gone.error)}`);
        return command.name === undefined ? 0 : status;
      }
      return 0;
    }
    case "attach":
      return attach(context, command.name, command.pid);
    case "monitor":
      return monitorNetns(context);
    case "set": {
      const target = { by: "name", name: command.name } as const;
      if (isPlain(kernel, command.name)) return fail(NO_NETNS.trimEnd(), 2);
      if (kernel.findNetns(target) === undefined)
        return fail(`Cannot open network namespace "${command.name}": No such file or directory`);
      const applied = kernel.apply({
        kind: "netnsSetId",
        netns: options.netns === undefined ? { by: "self" } : { by: "name", name: options.netns },
        target,
        nsid: command.nsid,
      });
      if (applied.ok) return 0;
      await context.stderr.write(netlinkError(applied.error));
      return 2;
    }
    case "identify": {
      const id = command.pid === undefined ? netns : kernel.findNetns({ by: "pid", pid: command.pid });
      if (id === undefined) return fail("Cannot open network namespace: No such file or directory");
      // The last name that fits is the one that stays.
      const names = kernel.netnsNames().filter((name) => kernel.findNetns({ by: "name", name }) === id);
      await context.stdout.write(`${names.at(-1) ?? ""}\n`);
      return 0;
    }
    case "pids": {
      const id = kernel.findNetns({ by: "name", name: command.name });
      // It compares device and inode, which those of any file may be.
      if (id === undefined && !isPlain(kernel, command.name))
        return fail("Cannot open network namespace: No such file or directory");
      // With -n the program is in that namespace itself.
      const { pid } = context.self;
      for (const entry of kernel.processes())
        if ((entry.pid === pid ? netns : entry.netns) === id) await context.stdout.write(`${entry.pid}\n`);
      return 0;
    }
    case "exec":
      return command.name === undefined
        ? execEverywhere(context, command.argv)
        : execIn(context, command.name, command.argv, options.batch === undefined);
  }
}

/** netns_attach: a file, and the namespace of a process bound to it. */
async function attach(context: ProcessContext, name: string, pid: number): Promise<ExitStatus> {
  const { kernel, files, stderr } = context;
  const fail = async (text: string): Promise<ExitStatus> => {
    await stderr.write(`${text}\n`);
    return 1;
  };
  const path = `/run/netns/${name}`;
  if (!kernel.credentials.capabilities.has("CAP_SYS_ADMIN"))
    return fail("mount --make-shared /run/netns failed: Operation not permitted");
  if (!files.stat("/run/netns").ok) files.mkdir("/run/netns", 0o755);
  const file = files.open(path, "create-exclusive", 0);
  if (!file.ok) return fail(`Cannot create namespace file "${path}": ${strerror(file.error)}`);
  file.value.close();
  const id = kernel.findNetns({ by: "pid", pid });
  const bound = id === undefined ? ({ ok: false, error: "ENOENT" } as const) : kernel.bindNetns(id, path);
  if (bound.ok) return 0;
  files.unlink(path);
  return fail(`Bind /proc/${pid}/ns/net -> ${path} failed: ${strerror(bound.error)}`);
}

const NO_NETNS = "Error: Peer netns reference is invalid.\n";

/** A file below /run/netns that can be opened, but no namespace is mounted on it. */
function isPlain(kernel: Kernel, name: string): boolean {
  const found = kernel.netnsOf(`/run/netns/${name}`);
  return !found.ok && found.error === "EINVAL";
}

/** The kernel's answer to who asks for the number of what is no namespace, for each such name so many times. */
async function tellOfPlain({ kernel, stderr }: ProcessContext, times: number): Promise<void> {
  const plain = kernel.netnsNames().filter((name) => isPlain(kernel, name)).length;
  if (plain > 0) await stderr.write(NO_NETNS.repeat(times * plain));
}

async function list(context: ProcessContext, options: IpOptions, netns: NetnsId): Promise<ExitStatus> {
  const { kernel } = context;
  // Before the first one there is no folder of them.
  if (!context.files.stat("/run/netns").ok) return 0;
  const out = new Output();
  const nsids = kernel.config().netns[netns]?.nsids;
  // It asks for the number of each twice: for a table of its own, and to show it.
  await tellOfPlain(context, 2);
  for (const name of kernel.netnsNames()) {
    const id = kernel.findNetns({ by: "name", name });
    const nsid = id === undefined ? undefined : nsids?.get(id);
    out.openObject().field("name", name, name);
    if (nsid !== undefined) out.field("id", nsid, ` (id: ${nsid})`);
    out.text("\n").close();
  }
  const text = options.json ? out.asJson(options.pretty) : out.asText;
  if (text !== "") await context.stdout.write(text);
  return 0;
}

/** One line: the number in the target, where there is one, and the caller's own; print_nsid of ip/ipnetns.c. */
function printNsid(out: Output, nsid: number | undefined, current: number | "none" | undefined, name?: string): void {
  out.openObject();
  if (nsid === undefined) out.text("nsid unassigned ");
  else out.field("nsid", nsid, `nsid ${nsid} `);
  if (current === undefined) out.text("current-nsid unassigned ");
  else if (current !== "none") out.field("current-nsid", current, `current-nsid ${current} `);
  if (name !== undefined) out.field("name", name, `(iproute2 netns name: ${name})`);
  out.text("\n").close();
}

async function listId(
  context: ProcessContext,
  options: IpOptions,
  netns: NetnsId,
  { nsid: only, target }: Extract<NetnsCommand, { kind: "listId" }>,
): Promise<ExitStatus> {
  const { kernel } = context;
  const out = new Output();
  const view = viewOf(kernel, netns);
  const numbersOf = (id: NetnsId) =>
    [...(view.config.netns[id]?.nsids ?? [])]
      .map(([peer, nsid]) => ({ id: peer, nsid }))
      .toSorted((a, b) => a.nsid - b.nsid);
  const own = numbersOf(netns);
  const fail = async (text: string, status: ExitStatus): Promise<ExitStatus> => {
    await context.stderr.write(text);
    return status;
  };
  await tellOfPlain(context, 1);
  const there = target === undefined ? undefined : own.find(({ nsid }) => nsid === target)?.id;
  if (target !== undefined && there === undefined)
    return only === undefined
      ? fail("Error: Invalid target network namespace id.\nDump terminated\n", 1)
      : fail("Error: Target netns reference is invalid.\n", 2);
  const named = only === undefined ? undefined : own.find(({ nsid }) => nsid === only);
  if (only !== undefined && !named) return fail("Error: Peer netns reference is invalid.\n", 2);
  if (there === undefined) {
    for (const { id, nsid } of named ? [named] : own) printNsid(out, nsid, "none", view.netnsName(id));
  } else {
    const others = numbersOf(there);
    const nsidIn = (id: NetnsId) => others.find((other) => other.id === id)?.nsid;
    for (const { id } of named ? [named] : others) {
      const current = own.find((mine) => mine.id === id)?.nsid;
      printNsid(out, nsidIn(id), current, current === undefined ? undefined : view.netnsName(id));
    }
  }
  const text = options.json ? out.asJson(options.pretty) : out.asText;
  if (text !== "") await context.stdout.write(text);
  return 0;
}

/** `ip netns exec NAME COMMAND`: in that namespace, with /sys and the files of /etc/netns/NAME in place of the usual. */
async function execIn(
  context: ProcessContext,
  name: string,
  argv: readonly string[],
  replaces: boolean,
): Promise<ExitStatus> {
  const id = openNetns(context, name);
  return id === undefined ? 255 : execAt(context, id, argv, replaces, name);
}

/** bind_etc of lib/namespace.c: each file of /etc/netns/NAME goes over the one of /etc, where there is one. */
async function bindsOf(context: ProcessContext, name: string): Promise<(readonly [from: string, onto: string])[]> {
  const folder = `/etc/netns/${name}`;
  const found = context.files.readDir(folder);
  const binds: (readonly [string, string])[] = [];
  for (const file of found.ok ? found.value : []) {
    if (file === "." || file === "..") continue;
    const [from, onto] = [`${folder}/${file}`, `/etc/${file}`];
    const target = context.files.stat(onto);
    if (target.ok) binds.push([from, onto]);
    else await context.stderr.write(`Bind ${from} -> ${onto} failed: ${strerror(target.error)}\n`);
  }
  return binds;
}

async function execAt(
  context: ProcessContext,
  /** Undefined: where `ip` is itself. */
  netns: NetnsId | undefined,
  argv: readonly string[],
  replaces: boolean,
  name?: string,
): Promise<ExitStatus> {
  const { kernel } = context;
  const binds = name === undefined ? [] : await bindsOf(context, name);
  const [command = ""] = argv;
  const fail = async (why: string): Promise<ExitStatus> => {
    await context.stderr.write(`exec of "${command}" failed: ${why}\n`);
    return 1;
  };
  const path = command.includes("/")
    ? command.startsWith("/")
      ? command
      : `${context.cwd}/${command}`
    : kernel.which(command, context.env);
  if (path === undefined) return fail("No such file or directory");
  const request = {
    argv,
    env: context.env,
    cwd: context.cwd,
    files: context.descriptors,
    // The command takes the place of `ip`, unless `ip` has more to do (cmd_exec of lib/exec.c).
    ...(replaces ? { replaces: context.self } : {}),
  };
  const child =
    netns === undefined ? kernel.exec(path, request) : kernel.execIn(netns, path, request, { remountSys: true, binds });
  if (!child.ok) return fail(strerror(child.error));
  if (replaces) return child.value.status;
  const stop = context.self.signals.listen((signal) => child.value.signal(signal));
  try {
    return await child.value.status;
  } finally {
    stop();
  }
}

/**
 * `ip -all netns exec COMMAND`: one after the other; how they ended does not count. A child that could not enter its namespace goes
 * on with the rest as its parent will (cmd_exec of lib/exec.c).
 */
async function execEverywhere(
  context: ProcessContext,
  argv: readonly string[],
  names = context.kernel.netnsNames(),
): Promise<ExitStatus> {
  for (const [at, name] of names.entries()) {
    await context.stdout.write(`\nnetns: ${name}\n`);
    const id = openNetns(context, name);
    if (id === undefined) await execEverywhere(context, argv, names.slice(at + 1));
    else await execAt(context, id, argv, false);
    if (context.self.signals.pending !== undefined) break;
  }
  return 0;
}

export const ip: Program = {
  name: "ip",
  path: "/usr/bin/ip",
  links: { "/usr/sbin/ip": "/bin/ip" },
  summary: "show and change links, addresses, routes, neighbors and namespaces",
  run,
  complete: (words) => completeIp(words),
};
