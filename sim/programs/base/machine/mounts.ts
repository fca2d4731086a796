/** What is mounted where, as /proc/self/mountinfo tells a process (proc(5)). */
import type { ProcessContext } from "../../../program.ts";
import { absolute } from "../support.ts";

export interface Mount {
  readonly id: number;
  readonly parent: number;
  /** `MAJOR:MINOR`. */
  readonly device: string;
  /** Which part of the file system is seen: `/`, or below it for a bind mount. */
  readonly root: string;
  readonly target: string;
  readonly options: string;
  readonly type: string;
  readonly source: string;
  readonly superOptions: string;
}

const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

export function mountsOf(context: ProcessContext): readonly Mount[] {
  const read = context.files.readFile("/proc/self/mountinfo");
  if (!read.ok) return [];
  return read.value
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [before = "", after = ""] = line.split(" - ");
      const [id, parent, device = "", root = "", target = "", options = ""] = before.split(" ");
      const [type = "", source = "", superOptions = ""] = after.split(" ");
      const ids = { id: Number(id), parent: Number(parent), device };
      return { ...ids, root, target: unescaped(target), options, type, source: unescaped(source), superOptions };
    });
}

/** The mount that a file is on; of those on one another the last. Undefined for what is not there. */
export function mountAt(context: ProcessContext, path: string): Mount | undefined {
  const real = context.files.realPath(absolute(context, path));
  if (!real.ok) return undefined;
  const inside = ({ target }: Mount): boolean =>
    target === "/" || real.value === target || real.value.startsWith(`${target}/`);
  let best: Mount | undefined;
  for (const mount of mountsOf(context))
    if (inside(mount) && mount.target.length >= (best?.target.length ?? 0)) best = mount;
  return best;
}

/** Blocks of 4 KiB and inodes of a file system: statfs(2). The disk is one of 20 GiB; what is in memory has no end here. */
export interface Room {
  readonly blocks: number;
  readonly free: number;
  readonly available: number;
  readonly inodes: number;
  readonly inodesFree: number;
  /** f_type, and what stat(1) calls it. */
  readonly magic: number;
  readonly name: string;
}

const DISK = { blocks: 5_127_828, free: 4_550_218, available: 4_283_410, inodes: 1_281_120, inodesFree: 1_187_506 };
const NOTHING = { blocks: 0, free: 0, available: 0, inodes: 0, inodesFree: 0 };
const MAGIC: Readonly<Record<string, readonly [magic: number, name: string]>> = {
  ext4: [0xef53, "ext2/ext3"],
  proc: [0x9fa0, "proc"],
  sysfs: [0x62656572, "sysfs"],
  tmpfs: [0x01021994, "tmpfs"],
  devtmpfs: [0x01021994, "tmpfs"],
  overlay: [0x794c7630, "overlayfs"],
  devpts: [0x1cd1, "devpts"],
  mqueue: [0x19800202, "mqueue"],
  cgroup2: [0x63677270, "cgroup2fs"],
  nsfs: [0x6e736673, "nsfs"],
};

/** Of a tmpfs, which takes half of the memory unless it was told a size. */
function memoryRoom({ superOptions, options }: Mount): Omit<Room, "magic" | "name"> {
  const kib = Number(/(?:^|,)size=(\d+)k/.exec(`${superOptions},${options}`)?.[1] ?? 1_048_576);
  const blocks = Math.floor(kib / 4);
  return { blocks, free: blocks, available: blocks, inodes: 262_144, inodesFree: 262_000 };
}

export function roomOf(mount: Mount): Room {
  const [magic, name] = MAGIC[mount.type] ?? [0, "UNKNOWN (0x0)"];
  const onDisk = mount.type === "ext4" || mount.type === "overlay";
  const inMemory = mount.type === "tmpfs" || mount.type === "devtmpfs";
  return { ...(onDisk ? DISK : inMemory ? memoryRoom(mount) : NOTHING), magic, name };
}
