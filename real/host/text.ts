/** Bytes as text and back: UTF-8, where a byte that is not UTF-8 travels as the lone surrogate U+DC00 + byte. */

const STRAY = /[\udc80-\udcff]/;

export function encode(text: string): Buffer {
  if (!STRAY.test(text)) {
    return Buffer.from(text, "utf8");
  }
  const parts: Buffer[] = [];
  // The u flag keeps pairs of surrogates together, so that only lone ones match.
  for (const piece of text.split(/([\udc80-\udcff])/u)) {
    const code = piece.charCodeAt(0);
    parts.push(
      piece.length === 1 && code >= 0xdc80 && code <= 0xdcff
        ? Buffer.from([code - 0xdc00])
        : Buffer.from(piece, "utf8"),
    );
  }
  return Buffer.concat(parts);
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
  let out = "";
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    const piece = bytes.subarray(at, at + length);
    const one = piece.toString("utf8");
    if (length > 0 && piece.length === length && Buffer.from(one, "utf8").equals(piece)) {
      out += one;
      at += length;
    } else {
      out += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
      at += 1;
    }
  }
  return out;
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
