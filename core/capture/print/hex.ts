/** Octets as tcpdump dumps them. */

const PRINTABLE = /[\x21-\x7e]/;

/** Lines of sixteen octets: `\n<indent>0x0000:  4500 0054 ...`. */
export function hexDump(bytes: Uint8Array, indent: string): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 16) out += `\n${indent}${row(bytes, at)}`;
  return out;
}

/** The same with the characters beside them. */
export function hexAndAsciiDump(bytes: Uint8Array, indent: string): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 16) {
    const text = [...bytes.subarray(at, at + 16)].map((octet) => shown(octet)).join("");
    out += `\n${indent}${row(bytes, at).padEnd(48)}  ${text}`;
  }
  return out;
}

/** -A: characters alone; line feeds, tabs and spaces stay, carriage returns that end lines go. */
export function asciiDump(bytes: Uint8Array): string {
  let out = "\n";
  for (const [at, octet] of bytes.entries()) {
    if (octet === 13 && bytes[at + 1] === 10) continue;
    out += [9, 10, 32].includes(octet) ? String.fromCharCode(octet) : shown(octet);
  }
  return out;
}

function shown(octet: number): string {
  const character = String.fromCharCode(octet);
  return PRINTABLE.test(character) ? character : ".";
}

function row(bytes: Uint8Array, at: number): string {
  let out = `0x${at.toString(16).padStart(4, "0")}: `;
  for (let i = at; i < Math.min(at + 16, bytes.length); i++)
    out += `${(i - at) % 2 === 0 ? " " : ""}${(bytes[i] ?? 0).toString(16).padStart(2, "0")}`;
  return out;
}
