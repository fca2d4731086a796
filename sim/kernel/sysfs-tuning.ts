/**
 * What may be written of a device's queues and polling (net/core/net-sysfs.c; Documentation/networking/scaling.rst): it is kept and
 * read back, and changes nothing here, where one processor does everything.
 */
import type { Errno } from "../../core/errors.ts";
import type { LinkId } from "../../core/model/id.ts";
import { ok } from "../../core/result.ts";
import type { Host } from "./host.ts";
import { type Inode, SysfsFile } from "./inode.ts";

const kept = new WeakMap<Host, Map<string, string>>();

/** Reads what is written, into what is shown from then on. */
type Reader = (text: string) => { readonly text: string } | Errno;

/** A file of a device that shows what it was born with until something else is written. */
export function tunable(host: Host, link: LinkId, name: string, read: Reader, born = "0"): Inode {
  const key = `${link} ${name}`;
  return new SysfsFile(
    () => ok(`${kept.get(host)?.get(key) ?? born}\n`),
    {},
    (written, viewer) => {
      if (!viewer.credentials.capabilities.has("CAP_NET_ADMIN")) return "EPERM";
      const value = read(written.replace(/\n$/, ""));
      if (typeof value === "string") return value;
      let values = kept.get(host);
      if (!values) kept.set(host, (values = new Map()));
      values.set(key, value.text);
      return undefined;
    },
  );
}

/** kstrtoul of base 0: decimal, of eight or sixteen by how it begins, and nothing else beside it. */
export function kernelNumber(text: string): number | Errno {
  const digits = /^\+?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text)?.[1];
  if (digits === undefined) return "EINVAL";
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return value >= 2n ** 64n ? "ERANGE" : Number(value);
}

/** simple_strtoul of base 0, which stops where the number ends and keeps 64 bits of it; undefined where there is none. */
export function leadingNumber(text: string): number | undefined {
  const digits = /^(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  return Number(BigInt.asUintN(64, BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits)));
}

/** bitmap_parse: so many bits in hexadecimal, in groups of 32 with commas between them. */
export function mask(bits: number): Reader {
  return (text) => {
    const groups = text.trim().split(",");
    if (text.trim() === "") return { text: "0" };
    if (!groups.every((group) => /^[0-9a-fA-F]+$/.test(group))) return "EINVAL";
    if (groups.some((group) => group.length > 8)) return "EOVERFLOW";
    const value = BigInt(`0x${groups.map((group) => group.padStart(8, "0")).join("")}`);
    return value >> BigInt(bits) === 0n ? { text: value.toString(16) } : "EOVERFLOW";
  };
}

/** store_rps_dev_flow_table_cnt: the next power of two. */
export function flowCount(text: string): ReturnType<Reader> {
  const value = kernelNumber(text);
  if (typeof value === "string") return value;
  if (value > 0x7fffffff) return "ENOMEM";
  return { text: String(value === 0 ? 0 : 2 ** Math.ceil(Math.log2(value))) };
}

/** A number that is at most so large, ERANGE when it is more. */
export function upTo(most: number): Reader {
  return (text) => {
    const value = kernelNumber(text);
    if (typeof value === "string") return value;
    return value > most ? "ERANGE" : { text: String(value) };
  };
}
