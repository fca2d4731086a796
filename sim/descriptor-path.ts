/** Paths that name a process's own descriptors (proc(5), /proc/self/fd): files that /dev has links to. */

const STANDARD: Readonly<Record<string, number>> = { stdin: 0, stdout: 1, stderr: 2 };

/** The number of the descriptor behind `/dev/stdin`, `/dev/fd/3`, `/proc/self/fd/3`; undefined for other paths. */
export function descriptorOf(path: string): number | undefined {
  // Every file that is opened comes by here.
  if (!path.startsWith("/dev/") && !path.startsWith("/proc/")) return undefined;
  const match = /^\/(?:(?:dev|proc\/self)\/fd\/(\d+)|dev\/(std(?:in|out|err)))$/.exec(path);
  if (match === null) return undefined;
  return match[1] === undefined ? STANDARD[match[2] ?? ""] : Number(match[1]);
}
