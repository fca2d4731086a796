/** Base64 (RFC 4648) of a text's octets in UTF-8. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function base64(text: string): string {
  const octets = [...unescape(encodeURIComponent(text))].map((letter) => letter.charCodeAt(0));
  let out = "";
  for (let i = 0; i < octets.length; i += 3) {
    const group = ((octets[i] ?? 0) << 16) | ((octets[i + 1] ?? 0) << 8) | (octets[i + 2] ?? 0);
    for (let digit = 0; digit < 4; digit++)
      out += i + digit > octets.length ? "=" : ALPHABET[(group >> (18 - 6 * digit)) & 63];
  }
  return out;
}
