/**
 * The oracle for many short scripts: one sandbox, and for each script a network and a mount namespace of its own inside
 * it, which cost a twentieth of a sandbox. Processes are numbered on from script to script; everything else is as new.
 */
import { text } from "node:stream/consumers";
import { execa } from "execa";
import { err, ok, type Result } from "../core/result.ts";
import { bridgeVlansHere } from "./bridge-vlans.ts";
import { type JiffiesClock, jiffiesClock } from "./jiffies-clock.ts";
import { COLLECT, parseRecords } from "./observe.ts";
import type { OracleRun } from "./oracle.ts";
import type { Unavailable } from "./sandbox/requirements.ts";
import { openWorld } from "./sandbox/world.ts";

export interface OracleRound extends OracleRun {
  /** By how much a sleep of the script was longer than it should have been, at most: how late the kernel, too, may have been. */
  readonly lateMicros: number;
  /** When its state was read, in microseconds since 1970. */
  readonly stateMicros: number;
  /** What the kernel's own clock, which its timers go by, says at such a time. */
  readonly jiffiesMicros: JiffiesClock | undefined;
}

/** Without netfilter's rules, which nothing compares. */
export interface OracleRounds {
  /** A machine that wakes a script so late does not show what it would have shown in time. */
  readonly lateMicros: number;
  /** What the simulator has to know of this kernel. */
  readonly bridgeVlans: "absent" | "present";
  /** It is older than the kernel whose words the simulator has. */
  readonly older?: boolean;
  /**
   * Runs a script in a world `bare` to its end. Scripts may run at the same time. The error of one that does not end in two minutes is
   * what it wrote to standard error last.
   */
  run(script: string, name: string): Promise<Result<OracleRound, string>>;
  close(): Promise<void>;
}

const ROUND_MILLISECONDS = 120_000;

/**
 * Arguments: the script and its name. To descriptor 3 go what it asked of each sleep, in seconds, and what it got, in microseconds, its
 * exit status with the time, and then the state.
 */
const ROUND = String.raw`
set -e
mount -t sysfs -o nosuid,nodev,noexec sysfs /sys
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs -o mode=700 tmpfs /root
ip link set lo up
cd /root
set +e
# A process less for each sleep.
exec 197<> <(:) 196>&3
sleep() {
  local since=${"${EPOCHREALTIME/./}"}
  read -rt "$1" -u 197
  echo "$1 $((${"${EPOCHREALTIME/./}"} - since))" >&196
  return 0
}
export -f sleep
bash -c "$1" "$2" 3>&-
status=$?
exec 196>&-
echo "$status ${"${EPOCHREALTIME/./}"}" >&3
export NETNONE_NO_IPTABLES=1
exec >&3 3>&- </dev/null
cd /
${COLLECT}
`;

export async function openRounds(): Promise<Result<OracleRounds, Unavailable>> {
  const opened = await openWorld("bare");
  if (!opened.ok) {
    return opened;
  }
  const sandbox = opened.value;
  const vlans = await bridgeVlansHere();
  if (!vlans.ok) {
    return vlans;
  }
  return ok({
    lateMicros: 150_000,
    bridgeVlans: vlans.value,
    async run(script, name) {
      const [file, ...args] = sandbox.enter([
        "unshare",
        "--net",
        "--mount",
        "bash",
        "-c",
        ROUND,
        "round",
        script,
        name,
      ]);
      const child = execa(file, args, {
        reject: false,
        extendEnv: false,
        env: sandbox.env,
        buffer: false,
        stdio: ["ignore", "pipe", "pipe", "pipe"],
        timeout: ROUND_MILLISECONDS,
      });
      const record = child.stdio[3];
      if (record === null || record === undefined) {
        throw new Error("descriptor 3 is a pipe");
      }
      const [stdout, stderr, said, done] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        text(record),
        child,
      ]);
      const [, sleeps = "", status, stateMicros, records = ""] =
        /^((?:\S+ \d+\n)*?)(\d+) (\d{16,})\n(.*)$/s.exec(said) ?? [];
      if (done.timedOut || status === undefined) {
        return err(stderr.slice(-300));
      }
      return ok({
        stdout,
        stderr,
        status: Number(status),
        state: { version: 1, hosts: { host: parseRecords(records) } },
        lateMicros: latestMicros(sleeps),
        stateMicros: Number(stateMicros),
        jiffiesMicros: jiffiesClock(),
      });
    },
    close: () => sandbox.close(),
  });
}

/** By how much a sleep was longer than it should have been, at most: from lines of seconds asked for and microseconds got. */
export function latestMicros(sleeps: string): number {
  const late = Array.from(sleeps.matchAll(/(\S+) (\d+)\n/g), ([, asked, got]) => Number(got) - Number(asked) * 1e6);
  return Math.max(0, ...late);
}
