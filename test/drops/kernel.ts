/** The kernel's own drop reasons: a script in namespaces of its own, with skb:kfree_skb of what its processes do. */
import { execa } from "execa";
import type { DropCase } from "./cases.ts";

const TRACING = "/sys/kernel/tracing";
const PROTOCOLS: Readonly<Record<string, string>> = { "2048": "ip", "34525": "ip6", "2054": "arp" };

/** Runs both scripts and shows the trace of the second. An instance of tracefs is ours alone. */
const RUN = `mount --make-rprivate /
mount -t sysfs sysfs /sys
mkdir -p /run/netns
mount -t tmpfs tmpfs /run/netns
mount -t tracefs tracefs ${TRACING} || exit 3
ip link set lo up
eval "$1" > /dev/null 2>&1
events=${TRACING}/instances/netnone.$$
mkdir $events || exit 3
trap 'echo 0 > $events/tracing_on; echo 0 > $events/events/enable; rmdir $events' EXIT
echo 1 > $events/options/event-fork
(
  echo $BASHPID > $events/set_event_pid
  echo 1 > $events/events/skb/kfree_skb/enable
  eval "$2" > /dev/null 2>&1
)
cat $events/trace`;

/** Why one cannot ask here; undefined when one can. */
export async function tracefsGap(): Promise<string | undefined> {
  const { exitCode, stdout } = await execa("unshare", ["-n", "-m", "bash", "-c", RUN, "-", "true", "true"], {
    reject: false,
  });
  return exitCode === 0 && stdout.includes("tracer") ? undefined : "tracefs has no skb:kfree_skb";
}

/** `ip IP_RPFILTER` and so on, each once, sorted. */
export async function kernelDrops({ setUp, provoke }: DropCase): Promise<readonly string[]> {
  const { stdout } = await execa("unshare", ["-n", "-m", "bash", "-c", RUN, "-", setUp, provoke], { reject: false });
  const found = new Set<string>();
  for (const [, protocol = "", reason] of stdout.matchAll(/protocol=(\d+) .*reason: (\w+)/g)) {
    const name = PROTOCOLS[protocol];
    if (name !== undefined) found.add(`${name} ${reason}`);
  }
  return [...found].sort();
}
