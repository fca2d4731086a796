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
import type { Builtin } from "./builtin.ts";

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
const USAGE = "ulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]";

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
  const orders: Order[] = [];
  const modes = new Set<string>();
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (!arg.startsWith("-") || arg === "-") break;
    if (arg === "--") {
      i++;
      break;
    }
    for (let k = 1; k < arg.length; k++) {
      const letter = arg[k] ?? "";
      if ("SHa".includes(letter)) {
        modes.add(letter);
        continue;
      }
      if (!RESOURCES.some((resource) => resource.letter === letter)) {
        shell.complain(`ulimit: -${letter}: invalid option`);
        shell.usage(USAGE);
        return undefined;
      }
      // The value is what follows in the word, or the next word that is no option.
      const attached = arg.slice(k + 1);
      const next = args[i + 1];
      if (attached !== "") orders.push({ letter, value: attached });
      else if (next !== undefined && (next === "-" || !next.startsWith("-"))) {
        orders.push({ letter, value: next });
        i++;
      } else orders.push({ letter, value: undefined });
      break;
    }
  }
  if (orders.length === 0) orders.push({ letter: "f", value: args[i] });
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
