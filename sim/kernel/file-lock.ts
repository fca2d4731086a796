/**
 * flock(2): advisory locks of open file descriptions on inodes. The same: shared and exclusive, converted by taking the other, gone
 * with the last descriptor. Absent: locks of fcntl(2), and who comes first among those that wait.
 */
import type { FileLock } from "../../core/process.ts";
import type { Inode } from "./inode.ts";

interface Table {
  readonly holders: Map<object, "shared" | "exclusive">;
  waiting: (() => void)[];
}

const tables = new WeakMap<Inode, Table>();

/** The lock that `owner`, an open file description, has or may have on an inode. */
export function lockOn(inode: Inode, owner: object): FileLock {
  let table = tables.get(inode);
  if (table === undefined) {
    table = { holders: new Map(), waiting: [] };
    tables.set(inode, table);
  }
  const { holders } = table;
  const tell = (): void => {
    const { waiting } = table;
    table.waiting = [];
    for (const resolve of waiting) resolve();
  };
  return {
    take: (how) => {
      const before = holders.get(owner);
      holders.delete(owner);
      const free = how === "exclusive" ? holders.size === 0 : ![...holders.values()].includes("exclusive");
      if (free) holders.set(owner, how);
      if (before !== undefined && before !== how) tell();
      return free;
    },
    drop: () => {
      if (holders.delete(owner)) tell();
    },
    changed: () => new Promise((resolve) => table.waiting.push(resolve)),
  };
}

/** The last descriptor of a description is closed. */
export function dropLock(inode: Inode, owner: object): void {
  if (tables.get(inode)?.holders.has(owner)) lockOn(inode, owner).drop();
}
