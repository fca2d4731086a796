/** Backups of what is written over, as -b, --backup and -S of coreutils 9.1 ask for them (backupfile of gnulib). */
import type { ProcessContext } from "../../../program.ts";
import { absolute } from "../support.ts";

export type Backup = "none" | "simple" | "existing" | "numbered";

/** What --backup and VERSION_CONTROL may say. */
export const BACKUP_WORDS: Readonly<Record<string, Backup>> = {
  none: "none",
  off: "none",
  simple: "simple",
  never: "simple",
  existing: "existing",
  nil: "existing",
  numbered: "numbered",
  t: "numbered",
};

/** The same, as is said when it was none of them. */
export const SAY_BACKUP_WORDS =
  "Valid arguments are:\n  - ‘none’, ‘off’\n  - ‘simple’, ‘never’\n  - ‘existing’, ‘nil’\n  - ‘numbered’, ‘t’\n";

/** The name that a file is kept under. */
export function backupName(context: ProcessContext, path: string, backup: Backup, suffix: string): string {
  const slash = path.lastIndexOf("/") + 1;
  const entries = context.files.readDir(absolute(context, path.slice(0, slash) || "."));
  const base = path.slice(slash);
  const numbers = (entries.ok ? entries.value : []).flatMap((entry) => {
    const number = entry.startsWith(`${base}.~`) ? /^\.~(\d+)~$/.exec(entry.slice(base.length))?.[1] : undefined;
    return number === undefined ? [] : [Number(number)];
  });
  const counts = backup === "numbered" || (backup === "existing" && numbers.length > 0);
  return `${path}${counts ? `.~${Math.max(0, ...numbers) + 1}~` : suffix}`;
}
