/**
 * Octets as text and back, as text travels between programs (core/process.ts: OpenFile): UTF-8, and an octet that is not
 * part of any as the lone surrogate U+DC00 + octet.
 */

/** The text of octets. Overlong forms, surrogates and what is beyond U+10FFFF are no UTF-8 (RFC 3629): each octet stays one. */
export function textOfBytes(bytes: ArrayLike<number>): string {
  let out = "";
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number;
    const size =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    let code = size === 1 ? first : first & (0x7f >> size);
    let whole = size > 0;
    for (let i = 1; i < size; i++) {
      const next = bytes[at + i] ?? 0;
      if ((next & 0xc0) !== 0x80) whole = false;
      code = (code << 6) | (next & 0x3f);
    }
    if (
      !whole ||
      (size === 3 && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) ||
      (size === 4 && (code < 0x10000 || code > 0x10ffff))
    ) {
      out += String.fromCharCode(0xdc00 + first);
      at++;
    } else {
      out += String.fromCodePoint(code);
      at += size;
    }
  }
  return out;
}

/** The octets of a text. */
export function bytesOfText(text: string): number[] {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}
