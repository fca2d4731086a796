/** The members of a tar archive in GNU's old format, which tar 1.34 writes: headers of 512 octets, long names in members of their own. */
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";

export interface Member {
  readonly name: string;
  readonly type: "file" | "directory" | "symlink" | "link" | "fifo";
  /** Where a link leads. */
  readonly target: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  /** Seconds since 1970. */
  readonly modified: number;
  readonly data: Uint8Array;
}

const BLOCK = 512;
/** 20 blocks are a record: archives are that long, or several times that. */
const RECORD = 20 * BLOCK;
const FLAGS = { file: "0", link: "1", symlink: "2", directory: "5", fifo: "6" } as const;
const NAME_LENGTH = 100;

function header(member: Omit<Member, "data" | "type">, flag: string, size: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const text = (at: number, value: string): void => block.set(bytesOfText(value), at);
  const octal = (at: number, digits: number, value: number): void => text(at, value.toString(8).padStart(digits, "0"));
  block.set(bytesOfText(member.name).slice(0, NAME_LENGTH), 0);
  octal(100, 7, member.mode & 0o7777);
  octal(108, 7, member.uid);
  octal(116, 7, member.gid);
  octal(124, 11, size);
  octal(136, 11, member.modified);
  text(148, " ".repeat(8));
  text(156, flag);
  block.set(bytesOfText(member.target).slice(0, NAME_LENGTH), 157);
  text(257, "ustar  ");
  text(265, member.user.slice(0, 31));
  text(297, member.group.slice(0, 31));
  const sum = block.reduce((total, byte) => total + byte, 0);
  text(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

const padded = (data: Uint8Array): Uint8Array => {
  const out = new Uint8Array(Math.ceil(data.length / BLOCK) * BLOCK);
  out.set(data);
  return out;
};

/** A name that has no room in the header comes before it. */
function long(name: string, flag: "L" | "K"): Uint8Array[] {
  const bytes = bytesOfText(name);
  if (bytes.length <= NAME_LENGTH) return [];
  const data = Uint8Array.from([...bytes, 0]);
  const of = {
    name: "././@LongLink",
    target: "",
    mode: 0o644,
    uid: 0,
    gid: 0,
    user: "root",
    group: "root",
    modified: 0,
  };
  return [header(of, flag, data.length), padded(data)];
}

/** The octets of an archive. */
export function archiveOf(members: readonly Member[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const member of members) {
    blocks.push(...long(member.target, "K"), ...long(member.name, "L"));
    blocks.push(header(member, FLAGS[member.type], member.data.length), padded(member.data));
  }
  const size = blocks.reduce((sum, block) => sum + block.length, 2 * BLOCK);
  const out = new Uint8Array(Math.ceil(size / RECORD) * RECORD);
  let at = 0;
  for (const block of blocks) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}

export type ReadTrouble = "This does not look like a tar archive" | "Unexpected EOF in archive";

/** The members of an archive up to its end or to what is wrong with it. */
export function membersOf(bytes: Uint8Array): { readonly members: readonly Member[]; readonly trouble?: ReadTrouble } {
  const members: Member[] = [];
  let name: string | undefined;
  let target: string | undefined;
  if (bytes.length < BLOCK) return { members, trouble: "This does not look like a tar archive" };
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const block = bytes.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) return { members };
    const text = (from: number, length: number): string => {
      const part = block.subarray(from, from + length);
      const end = part.indexOf(0);
      return textOfBytes(end < 0 ? part : part.subarray(0, end));
    };
    const octal = (from: number, length: number): number => Number.parseInt(text(from, length).trim(), 8) || 0;
    const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    if (sum !== octal(148, 8)) return { members, trouble: "This does not look like a tar archive" };
    const size = octal(124, 12);
    at += BLOCK;
    if (at + size > bytes.length) return { members, trouble: "Unexpected EOF in archive" };
    const data = bytes.slice(at, at + size);
    at += Math.ceil(size / BLOCK) * BLOCK;
    const flag = text(156, 1);
    const whole = (): string => textOfBytes(data).replace(/\0+$/, "");
    if (flag === "L") name = whole();
    else if (flag === "K") target = whole();
    // What POSIX says besides (times, longer numbers) is nothing that is kept here.
    else if (flag !== "x" && flag !== "g") {
      const prefix = text(257, 6) === "ustar" && text(263, 2) === "00" ? text(345, 155) : "";
      const own = name ?? (prefix === "" ? text(0, NAME_LENGTH) : `${prefix}/${text(0, NAME_LENGTH)}`);
      const known = Object.entries(FLAGS).find(([, each]) => each === flag)?.[0] as Member["type"] | undefined;
      members.push({
        name: own,
        type: known ?? (own.endsWith("/") ? "directory" : "file"),
        target: target ?? text(157, NAME_LENGTH),
        mode: octal(100, 8),
        uid: octal(108, 8),
        gid: octal(116, 8),
        user: text(265, 32),
        group: text(297, 32),
        modified: octal(136, 12),
        data,
      });
      [name, target] = [undefined, undefined];
    }
  }
  return { members };
}
