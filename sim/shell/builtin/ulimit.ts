/**
 * ulimit (bash(1), builtins/ulimit.def): limits of this shell and of what it starts.
 *
 * Same as bash 5.2: options with their optional values in one word or two, several at once, -S, -H, -a, `hard`, `soft`,
 * `unlimited`, what is refused. What takes effect is the host's: the simulated kernel limits open files, processes, the size of
 * files and processor time. No memory is counted there, so that less of it than programs use is refused by name; the others
 * are of things that nothing here uses.
 */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { Resource as Kind, ResourceLimit } from "../../../core/resource-limit.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions } from "./builtin.ts";

interface Resource {
  readonly letter: string;
  readonly description: string;
  readonly unit?: string;
  /** Of the kernel; the size of pipes is none that can be set. */
  readonly kind: Kind | undefined;
  /** What one of its unit is to the kernel. */
  readonly factor: number;
  /** The least, in its unit, that lets everything go on here as without a limit. */
  readonly least?: number;
}

const BLOCK = 1024;

/** In the order of `ulimit -a`. */
const RESOURCES: readonly Resource[] = [
  { letter: "R", description: "real-time non-blocking time", unit: "microseconds", kind: "rttime", factor: 1 },
  { letter: "c", description: "core file size", unit: "blocks", kind: "core", factor: BLOCK },
  { letter: "d", description: "data seg size", unit: "kbytes", kind: "data", factor: 1024, least: 65536 },
  { letter: "e", description: "scheduling priority", kind: "nice", factor: 1 },
  { letter: "f", description: "file size", unit: "blocks", kind: "fsize", factor: BLOCK },
  { letter: "i", description: "pending signals", kind: "sigpending", factor: 1 },
  { letter: "l", description: "max locked memory", unit: "kbytes", kind: "memlock", factor: 1024 },
  { letter: "m", description: "max memory size", unit: "kbytes", kind: "rss", factor: 1024 },
  { letter: "n", description: "open files", kind: "nofile", factor: 1 },
  { letter: "p", description: "pipe size", unit: "512 bytes", kind: undefined, factor: 1 },
  { letter: "q", description: "POSIX message queues", unit: "bytes", kind: "msgqueue", factor: 1 },
  { letter: "r", description: "real-time priority", kind: "rtprio", factor: 1 },
  { letter: "s", description: "stack size", unit: "kbytes", kind: "stack", factor: 1024, least: 1024 },
  { letter: "t", description: "cpu time", unit: "seconds", kind: "cpu", factor: 1 },
  { letter: "u", description: "max user processes", kind: "nproc", factor: 1 },
  { letter: "v", description: "virtual memory", unit: "kbytes", kind: "as", factor: 1024, least: 262144 },
  { letter: "x", description: "file locks", kind: "locks", factor: 1 },
];
const USAGE = "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]";

interface Order {
  readonly letter: string;
  readonly value: string | undefined;
}

interface Request {
  readonly orders: readonly Order[];
  readonly soft: boolean;
  readonly hard: boolean;
  readonly all: boolean;
}

function read(shell: Shell, args: readonly string[]): Request | undefined {
  const letters = `SHa${RESOURCES.map(({ letter }) => `${letter};`).join("")}`;
  const options = readOptions(shell, "ulimit", args, letters, USAGE);
  if (options === undefined) return undefined;
  const { given: modes, operands } = options;
  const orders: Order[] = options.list.filter(({ letter }) => !"SHa".includes(letter));
  const [only] = orders;
  // A single one takes its value from behind the options, too.
  if (orders.length === 1 && only?.value === undefined) orders[0] = { letter: only?.letter ?? "", value: operands[0] };
  if (orders.length === 0) orders.push({ letter: "f", value: operands[0] });
  return { orders, soft: modes.has("S"), hard: modes.has("H"), all: modes.has("a") };
}

const shown = (value: number): string => (value === Infinity ? "unlimited" : String(value));

function line({ letter, description, unit }: Resource, value: number): string {
  const option = unit === undefined ? `(-${letter}) ` : `(${unit}, -${letter}) `;
  return `${description.padEnd(20)} ${option.padStart(20)}${shown(value)}\n`;
}

/** In its own unit: blocks are of 512 bytes in posix mode. */
const factorOf = (shell: Shell, { factor, unit }: Resource): number =>
  unit === "blocks" && shell.options.posix ? 512 : factor;

const PIPE_SIZE: ResourceLimit = { soft: 8, hard: 8 };

function limitOf(shell: Shell, resource: Resource): ResourceLimit {
  if (resource.kind === undefined) return PIPE_SIZE;
  const { soft, hard } = shell.limits.get(resource.kind);
  const factor = factorOf(shell, resource);
  return { soft: Math.floor(soft / factor), hard: Math.floor(hard / factor) };
}

export const ulimit: Builtin = function* (shell, args): Run<ExitStatus> {
  const request = read(shell, args);
  if (request === undefined) return 2;
  const { orders, soft, hard, all } = request;
  const asked = (resource: Resource): number => {
    const limit = limitOf(shell, resource);
    return hard && !soft ? limit.hard : limit.soft;
  };
  if (all) return yield* shell.print(RESOURCES.map((each) => line(each, asked(each))).join(""), "ulimit");
  for (const { letter, value } of orders) {
    const resource = RESOURCES.find((each) => each.letter === letter);
    if (resource === undefined) continue;
    if (value === undefined) {
      const text = orders.length > 1 ? line(resource, asked(resource)) : `${shown(asked(resource))}\n`;
      const status = yield* shell.print(text, "ulimit");
      if (status !== 0) return status;
    } else if (!change(shell, resource, value, { soft: soft || !hard, hard: hard || !soft })) return 1;
  }
  return 0;
};

/** setrlimit(2): the soft one never above the hard one, which only the privileged raise. */
function change(
  shell: Shell,
  resource: Resource,
  value: string,
  which: { readonly soft: boolean; readonly hard: boolean },
): boolean {
  const now = limitOf(shell, resource);
  let wanted: number;
  if (value === "hard") wanted = now.hard;
  else if (value === "soft") wanted = now.soft;
  else if (value === "unlimited") wanted = Infinity;
  else if (/^\d+$/.test(value)) wanted = Number(value);
  else {
    shell.complain(`ulimit: ${value}: invalid number`);
    return false;
  }
  const next = { soft: which.soft ? wanted : now.soft, hard: which.hard ? wanted : now.hard };
  const refused = set(shell, resource, next);
  if (refused === undefined) return true;
  shell.complain(`ulimit: ${resource.description}: cannot modify limit: ${refused}`);
  return false;
}

/** In the words of what refuses it. */
function set(shell: Shell, resource: Resource, { soft, hard }: ResourceLimit): string | undefined {
  const { kind, least = 0, unit } = resource;
  if (kind === undefined) return strerror("EINVAL");
  if (shell.host.limits !== undefined && soft < least)
    return `netnone: less than ${least} ${unit} of memory is not modelled`;
  const factor = factorOf(shell, resource);
  const done = shell.limits.set(kind, { soft: soft * factor, hard: hard * factor });
  return done.ok ? undefined : strerror(done.error);
}
