/** What stands in front of the real programs: command lines that netnone does not model are refused by name. */
import { ANY_NAME, NOT_MODELLED } from "../../core/command/args.ts";
import { refuseBridge } from "../../core/command/bridge/bridge.ts";
import { parseIp } from "../../core/command/ip/parse.ts";
import { parseSysctl } from "../../core/command/sysctl.ts";

/** What is said instead of running a program, and the status it would have ended with. */
export interface Refused {
  readonly stderr: string;
  readonly status: number;
}

/** Looks at a command line; undefined where the real program may run. Errors of other kinds are the real one's to word. */
export type Guard = (argv: readonly string[]) => Refused | undefined;

function guardIp(argv: readonly string[], guard: Guard): Refused | undefined {
  const parsed = parseIp(argv, ANY_NAME);
  if ("refusal" in parsed) {
    return parsed.refusal.status === NOT_MODELLED ? parsed.refusal : undefined;
  }
  const { command } = parsed;
  return command.kind === "netns" && command.command.kind === "exec" ? guard(command.command.argv) : undefined;
}

function guardSysctl(argv: readonly string[]): Refused | undefined {
  const parsed = parseSysctl(argv);
  return "outcome" in parsed && parsed.outcome.status === NOT_MODELLED ? parsed.outcome : undefined;
}

/** Programs that run another one: where in their words that begins. */
const RUNNERS: Readonly<Record<string, (word: string) => boolean>> = {
  sudo: (word) => !word.startsWith("-") && !word.includes("="),
  nsenter: (word) => !word.startsWith("-"),
};

/**
 * The guard for the programs that the model knows: `ip`, `bridge`, `sysctl` (all of brctl is modelled), and what `own`
 * knows besides, also behind `sudo`, `nsenter` and `ip netns exec`. What scripts and other programs start by themselves
 * does not come by here.
 */
export function guardModelled(own: Readonly<Record<string, Guard>> = {}): Guard {
  const guard: Guard = (argv) => {
    const name = (argv[0] ?? "").replace(/^.*\//, "");
    const begins = RUNNERS[name];
    if (begins !== undefined) {
      const at = argv.findIndex((word, index) => index > 0 && begins(word));
      return at < 0 ? undefined : guard(argv.slice(at));
    }
    switch (name) {
      case "ip":
        return guardIp(argv, guard);
      case "bridge":
        return refuseBridge(argv);
      case "sysctl":
        return guardSysctl(argv);
      default:
        return Object.hasOwn(own, name) ? own[name]?.(argv) : undefined;
    }
  };
  return guard;
}
