/**
 * Paths below /proc/sys/net. The kernel looks them up in the network namespace of whoever asks, not in that of the mount
 * (net_ctl_root of net/sysctl_net.c), so that from outside a sandbox they would be the machine's own settings.
 */
import { spawnSync } from "node:child_process";
import { getSystemErrorName } from "node:util";
import { type Errno, isErrno } from "../../core/errors.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** Whether a path without links is one that depends on who asks. */
export function dependsOnNetns(path: string): boolean {
  return path === "/proc/sys/net" || path.startsWith("/proc/sys/net/");
}

/**
 * Opens the path in the sandbox with O_PATH, which reads and changes nothing, and leaves a child that keeps it open for
 * a moment. Prints the child's pid and the descriptor, or the number of the error.
 */
const HOLD = `use Fcntl;
sysopen(my $file, $ARGV[0], 0x200000) or do { print "error ", $! + 0; exit };
defined(my $pid = fork) or do { print "error ", $! + 0; exit };
if (!$pid) { close(STDIN); close(STDOUT); close(STDERR); select(undef, undef, undef, 2); exit }
print "$pid ", fileno($file);`;

/** Answers for a path below /proc/sys/net with one, from inside, that leads to the sandbox's own for the next two seconds. */
export function holdInside(sandbox: Sandbox): (path: string) => Result<string, Errno> {
  return (path) => {
    const [file, ...args] = sandbox.enter(["perl", "-e", HOLD, path]);
    const { stdout } = spawnSync(file, args, { env: { ...sandbox.env }, encoding: "utf8" });
    const [first = "", second = ""] = stdout.split(" ");
    if (/^\d+$/.test(first)) {
      return ok(`/proc/${first}/fd/${second}`);
    }
    const name = second === "" ? "EIO" : getSystemErrorName(-Number(second));
    return err(isErrno(name) ? name : "EIO");
  };
}
