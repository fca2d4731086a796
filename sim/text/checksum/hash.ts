/** Cryptographic hashes of texts: `@noble/hashes`, loaded when one is first asked for. */
import { bytesOfText } from "../../../core/text-bytes.ts";

export type HashName = "MD5" | "SHA1" | "SHA224" | "SHA256" | "SHA384" | "SHA512" | "BLAKE2b";

/** Hexadecimal digits of each. */
export const DIGITS: Readonly<Record<HashName, number>> = {
  MD5: 32,
  SHA1: 40,
  SHA224: 56,
  SHA256: 64,
  SHA384: 96,
  SHA512: 128,
  BLAKE2b: 128,
};

/** The hash of a text's bytes, in hexadecimal. */
export async function hash(name: HashName, text: string): Promise<string> {
  const [{ md5, sha1 }, { sha224, sha256, sha384, sha512 }, { blake2b }, { bytesToHex }] = await Promise.all([
    import("@noble/hashes/legacy.js"),
    import("@noble/hashes/sha2.js"),
    import("@noble/hashes/blake2.js"),
    import("@noble/hashes/utils.js"),
  ]);
  const of = { MD5: md5, SHA1: sha1, SHA224: sha224, SHA256: sha256, SHA384: sha384, SHA512: sha512, BLAKE2b: blake2b };
  return bytesToHex(of[name](Uint8Array.from(bytesOfText(text))));
}
