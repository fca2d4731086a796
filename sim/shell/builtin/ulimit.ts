/**
 * ulimit (bash(1), builtins/ulimit.def): limits of this shell and of its subshells, kept and shown.
 *
 * Same as bash 5.2: options with their optional values in one word or two, several at once, -S, -H, -a, `hard`, `soft`,
 * `unlimited`, what is refused. Simplified: nothing is limited by them, and programs that are started begin with the defaults; what
 * follows from the machine's memory (-i, -u) is a machine of 2 GB.
 */
import type { ExitStatus } from "../../../core/process.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import type { Builtin } from "./builtin.ts";

/** Both values of a limit, in its own unit; without a limit they are infinite. */
export interface Limit {
  readonly soft: number;
  readonly hard: number;
}

export type ResourceLimits = ReadonlyMap<string, Limit>;

interface Resource {
  readonly letter: string;
  readonly description: string;
  readonly unit?: string;
  /** Of a shell that nobody gave limits. */
  readonly initial: Limit;
}

const NONE: Limit = { soft: Infinity, hard: Infinity };
const both = (value: number): Limit => ({ soft: value, hard: value });

/** In the order of `ulimit -a`. */
const RESOURCES: readonly Resource[] = [
  { letter: "R", description: "real-time non-blocking time", unit: "microseconds", initial: NONE },
  { letter: "c", description: "core file size", unit: "blocks", initial: { soft: 0, hard: Infinity } },
  { letter: "d", description: "data seg size", unit: "kbytes", initial: NONE },
  { letter: "e", description: "scheduling priority", initial: both(0) },
  { letter: "f", description: "file size", unit: "blocks", initial: NONE },
  { letter: "i", description: "pending signals", initial: both(7823) },
  { letter: "l", description: "max locked memory", unit: "kbytes", initial: both(8192) },
  { letter: "m", description: "max memory size", unit: "kbytes", initial: NONE },
  { letter: "n", description: "open files", initial: { soft: 1024, hard: 1048576 } },
  { letter: "p", description: "pipe size", unit: "512 bytes", initial: both(8) },
  { letter: "q", description: "POSIX message queues", unit: "bytes", initial: both(819200) },
  { letter: "r", description: "real-time priority", initial: both(0) },
  { letter: "s", description: "stack size", unit: "kbytes", initial: { soft: 8192, hard: Infinity } },
  { letter: "t", description: "cpu time", unit: "seconds", initial: NONE },
  { letter: "u", description: "max user processes", initial: both(7823) },
  { letter: "v", description: "virtual memory", unit: "kbytes", initial: NONE },
  { letter: "x", description: "file locks", initial: NONE },
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

function limitOf(shell: Shell, resource: Resource): Limit {
  return shell.resourceLimits.get(resource.letter) ?? resource.initial;
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
  const refused =
    next.soft > next.hard || resource.letter === "p"
      ? "Invalid argument"
      : (next.hard > now.hard && shell.parameters.scalar("EUID") !== "0") ||
          (resource.letter === "n" && next.hard > 1048576)
        ? "Operation not permitted"
        : undefined;
  if (refused !== undefined) {
    shell.complain(`ulimit: ${resource.description}: cannot modify limit: ${refused}`);
    return false;
  }
  shell.resourceLimits = new Map([...shell.resourceLimits, [resource.letter, next]]);
  return true;
}
