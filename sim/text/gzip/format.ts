/** Members of a gzip file (RFC 1952) around the library's deflate (RFC 1951). The library is loaded when it is first used. */

export interface Member {
  readonly data: Uint8Array;
  readonly name: string | undefined;
  /** Seconds since 1970; 0 when nobody knew. */
  readonly modified: number;
  readonly crc: number;
  /** Octets of header and trailer. */
  readonly overhead: number;
}

const table: number[] = [];

/** The CRC-32 of RFC 1952, section 8. */
function crc32(data: Uint8Array): number {
  if (table.length === 0)
    for (let n = 0; n < 256; n++) {
      let value = n;
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      table.push(value);
    }
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] as number);
  return (crc ^ 0xffffffff) >>> 0;
}

const little = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

/** One member. Its size is the library's: another deflate than gzip's finds other matches. */
export async function compress(
  data: Uint8Array,
  options: { readonly level: number; readonly name?: readonly number[] | undefined; readonly modified: number },
): Promise<Uint8Array> {
  const { deflateSync } = await import("fflate");
  const { level, name, modified } = options;
  const body = deflateSync(data, { level: level as 6 });
  const header = [0x1f, 0x8b, 8, name ? 8 : 0, ...little(modified), level === 9 ? 2 : level === 1 ? 4 : 0, 3];
  if (name) header.push(...name, 0);
  const trailer = [...little(crc32(data)), ...little(data.length)];
  const out = new Uint8Array(header.length + body.length + trailer.length);
  out.set(header);
  out.set(body, header.length);
  out.set(trailer, header.length + body.length);
  return out;
}

export type Trouble =
  | "not in gzip format"
  | "unexpected end of file"
  | "invalid compressed data--format violated"
  | "invalid compressed data--crc error"
  | "invalid compressed data--length error";

interface Header {
  readonly size: number;
  readonly name: string | undefined;
  readonly modified: number;
}

function headerOf(bytes: Uint8Array, first: boolean): Header | Trouble | "garbage" {
  if (bytes.length === 0) return "unexpected end of file";
  if (bytes[0] !== 0x1f || (bytes.length > 1 && bytes[1] !== 0x8b)) return first ? "not in gzip format" : "garbage";
  if (bytes.length < 10) return "unexpected end of file";
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + ((bytes[10] ?? 0) | ((bytes[11] ?? 0) << 8));
  const text = (): string => {
    const from = at;
    while (at < bytes.length && bytes[at] !== 0) at++;
    return String.fromCharCode(...bytes.subarray(from, at++));
  };
  const name = flags & 8 ? text() : undefined;
  if (flags & 16) text();
  if (flags & 2) at += 2;
  if (at > bytes.length) return "unexpected end of file";
  return { size: at, name, modified: numberAt(bytes, 4) };
}

const numberAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;

/** The members of a file, as far as they are whole; what is wrong behind them, if something is. */
export async function expand(
  bytes: Uint8Array,
): Promise<{ readonly members: readonly Member[]; readonly trouble?: Trouble; readonly garbage?: boolean }> {
  const { Gunzip, inflateSync } = await import("fflate");
  const members: Member[] = [];
  const first = headerOf(bytes, true);
  if (first === "garbage" || typeof first === "string") return { members, trouble: first as Trouble };
  const starts: number[] = [];
  const chunks: Uint8Array[][] = [];
  const gunzip = new Gunzip((chunk) => chunks.at(-1)?.push(chunk));
  gunzip.onmember = (offset) => {
    starts.push(offset);
    chunks.push([]);
  };
  // What is behind the last member and is none is no part of the data.
  starts.push(0);
  chunks.push([]);
  let violated = false;
  try {
    gunzip.push(bytes, true);
  } catch {
    violated = true;
  }
  /** How many octets the deflated part at the start of `body` has; undefined where it does not end. */
  const deflated = (body: Uint8Array): number | undefined => {
    const ends = (size: number): boolean => {
      try {
        inflateSync(body.subarray(0, size));
        return true;
      } catch {
        return false;
      }
    };
    let [low, high] = [1, body.length];
    if (high === 0 || !ends(high)) return undefined;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (ends(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  let garbage = false;
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? bytes.length;
    const header = headerOf(bytes.subarray(start, end), index === 0);
    if (header === "garbage") return { members, garbage: true };
    if (typeof header === "string") return { members, trouble: header };
    const last = index === starts.length - 1;
    const pieces = chunks[index] ?? [];
    const data = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      data.set(piece, at);
      at += piece.length;
    }
    let stop = end;
    const sound = (): boolean => stop - start - header.size >= 8 && numberAt(bytes, stop - 8) === crc32(data);
    if (last && !sound()) {
      const size = deflated(bytes.subarray(start + header.size, end));
      stop = start + header.size + (size ?? 0) + 8;
      if (size === undefined && violated) return { members, trouble: "invalid compressed data--format violated" };
      if (size === undefined || stop > end) return { members, trouble: "unexpected end of file" };
    }
    if (!sound()) return { members, trouble: "invalid compressed data--crc error" };
    if (numberAt(bytes, stop - 4) !== data.length) return { members, trouble: "invalid compressed data--length error" };
    const crc = numberAt(bytes, stop - 8);
    garbage = bytes.subarray(stop, end).some((byte) => byte !== 0);
    members.push({ data, name: header.name, modified: header.modified, crc, overhead: header.size + 8 });
  }
  return { members, garbage };
}
