/** Bytes as text and back as core/text-bytes.ts says, by Node where all of it is UTF-8. */
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";

const STRAY = /[\udc80-\udcff]/;

export function encode(text: string): Buffer {
  if (!STRAY.test(text)) {
    return Buffer.from(text, "utf8");
  }
  return Buffer.from(bytesOfText(text));
}

/** Decodes a stream of bytes; a character that is cut in two by the end of a chunk waits for the next. */
export class Decoder {
  #rest: Buffer = Buffer.alloc(0);

  /** The text of what is complete. */
  write(bytes: Buffer): string {
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    const keep = incompleteTail(all);
    this.#rest = all.subarray(all.length - keep);
    return decode(all.subarray(0, all.length - keep));
  }

  /** What was left over, byte by byte. */
  end(): string {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return decode(rest);
  }

  get waiting(): boolean {
    return this.#rest.length > 0;
  }
}

export function decode(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  if (!text.includes("\ufffd") || Buffer.from(text, "utf8").equals(bytes)) {
    return text;
  }
  return textOfBytes(bytes);
}

/** Bytes of the sequence that `first` begins; 0 when it begins none (RFC 3629). */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) !== 0x80) {
      return sequenceLength(byte) > back ? back : 0;
    }
  }
  return 0;
}
