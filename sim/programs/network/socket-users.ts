/** Which processes hold a socket, as far as /proc shows it to who asks (ss -p, netstat -p). */
import type { ProcessContext } from "../../program.ts";

export interface SocketUser {
  /** The program's name, without its folder. */
  readonly name: string;
  readonly pid: number;
  readonly descriptor: number;
}

/** The holders of every socket by its inode, in the order of /proc. */
export function socketUsers({ kernel, files }: ProcessContext): ReadonlyMap<number, readonly SocketUser[]> {
  const holders = new Map<number, SocketUser[]>();
  for (const { pid, argv } of kernel.processes()) {
    const path = `/proc/${pid}/fd`;
    const descriptors = files.readDir(path);
    if (!descriptors.ok) continue;
    for (const descriptor of descriptors.value) {
      const target = files.readLink(`${path}/${descriptor}`);
      const inode = target.ok ? /^socket:\[(\d+)\]$/.exec(target.value)?.[1] : undefined;
      if (inode === undefined) continue;
      const list = holders.get(Number(inode)) ?? [];
      list.push({ name: (argv[0] ?? "").replace(/^.*\//, ""), pid, descriptor: Number(descriptor) });
      holders.set(Number(inode), list);
    }
  }
  return holders;
}
