/** How tar shows what it did with a member: its name alone, or a line as `ls -l` has them. */
import { formatTime } from "../../time/strftime.ts";
import type { Zone } from "../../time/zone.ts";
import type { Member } from "./archive.ts";

const LETTERS = { file: "-", directory: "d", symlink: "l", link: "h", fifo: "p" } as const;

function permissions(mode: number): string {
  const three = (bits: number, special: boolean, letter: string): string =>
    `${bits & 4 ? "r" : "-"}${bits & 2 ? "w" : "-"}${special ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? "x" : "-"}`;
  return (
    three((mode >> 6) & 7, (mode & 0o4000) !== 0, "s") +
    three((mode >> 3) & 7, (mode & 0o2000) !== 0, "s") +
    three(mode & 7, (mode & 0o1000) !== 0, "t")
  );
}

/** Owners and sizes share a column that grows with what was shown before (ugswidth of list.c). */
export function describe(zone: Zone): (member: Member, numeric: boolean) => string {
  let width = 19;
  return (member, numeric) => {
    const owner = `${numeric || member.user === "" ? member.uid : member.user}/${numeric || member.group === "" ? member.gid : member.group}`;
    const size = String(member.type === "link" ? 0 : member.data.length);
    width = Math.max(width, owner.length + 1 + size.length);
    const when = formatTime("%F %R", member.modified, 0, zone);
    const leads =
      member.type === "symlink" ? ` -> ${member.target}` : member.type === "link" ? ` link to ${member.target}` : "";
    return `${LETTERS[member.type]}${permissions(member.mode)} ${owner}${size.padStart(width - owner.length)} ${when} ${member.name}${leads}`;
  };
}
