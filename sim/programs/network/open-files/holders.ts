/** What processes hold open, as /proc shows it to who asks: for lsof and fuser. */
import type { FileStat } from "../../../../core/process.ts";
import { processName } from "../../../kernel/process-name.ts";
import { type SocketRow, socketRows } from "../../../kernel/socket-rows.ts";
import type { ProcessContext } from "../../../program.ts";

export interface Held {
  /** `cwd`, `rtd`, `txt`, or the number of a descriptor. */
  readonly as: "cwd" | "rtd" | "txt" | number;
  /** `r`, `w`, `u` for both; nothing for what is no descriptor. */
  readonly mode: string;
  /** What the link below /proc says. */
  readonly target: string;
  readonly stat: FileStat | undefined;
  readonly socket: SocketRow | undefined;
}

export interface Holder {
  readonly pid: number;
  readonly uid: number;
  /** The name of its program. */
  readonly name: string;
  readonly held: readonly Held[];
}

/** Every process that may be looked at, with all that it holds. */
export function holders(context: ProcessContext): readonly Holder[] {
  const { kernel, files } = context;
  const sockets = new Map(socketRows(kernel, kernel.netns).map((row) => [row.inode, row]));
  return kernel.processes().map((process): Holder => {
    const { pid, uid, argv } = process;
    const base = `/proc/${pid}`;
    const held: Held[] = [];
    const statOf = (path: string): FileStat | undefined => {
      const stat = files.stat(path);
      return stat.ok ? stat.value : undefined;
    };
    for (const [as, link] of [
      ["cwd", "cwd"],
      ["rtd", "root"],
    ] as const) {
      const target = files.readLink(`${base}/${link}`);
      if (target.ok)
        held.push({ as, mode: "", target: target.value, stat: statOf(`${base}/${link}`), socket: undefined });
    }
    const program = kernel.which((argv[0] ?? "").replace(/^-/, ""), context.env);
    if (program !== undefined)
      held.push({ as: "txt", mode: "", target: program, stat: statOf(program), socket: undefined });
    const descriptors = files.readDir(`${base}/fd`);
    for (const name of descriptors.ok ? descriptors.value.map(Number).sort((a, b) => a - b) : []) {
      const path = `${base}/fd/${name}`;
      const target = files.readLink(path);
      if (!target.ok) continue;
      const own = files.stat(path, { follow: false });
      const bits = own.ok ? (own.value.mode >> 6) & 6 : 6;
      const inode = /^socket:\[(\d+)\]$/.exec(target.value)?.[1];
      held.push({
        as: name,
        mode: inode === undefined && bits === 4 ? "r" : inode === undefined && bits === 2 ? "w" : "u",
        target: target.value,
        stat: target.value.startsWith("/") ? statOf(path) : undefined,
        socket: inode === undefined ? undefined : sockets.get(Number(inode)),
      });
    }
    return { pid, uid, name: processName(process), held };
  });
}
