/** Octets as text travels here (core/process.ts: OpenFile): UTF-8, what is none of it as lone surrogates. */
export function textOfBytes(bytes: Uint8Array): string {
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
