import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesOfText, textOfBytes } from "./text-bytes.ts";

it("gives octets back, whatever they are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(bytesOfText(textOfBytes(bytes))).toEqual([...bytes]);
    }),
  );
});

it("reads UTF-8 as the text it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(textOfBytes(new TextEncoder().encode(text))).toBe(text);
    }),
  );
});

it.each([
  ["an overlong form", [0xe0, 0x80, 0xaf]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["what is beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
  ["a beginning without an end", [0xe4, 0xbd]],
])("keeps the octets of %s apart", (_name, bytes) => {
  expect(textOfBytes(bytes)).toBe(bytes.map((byte) => String.fromCharCode(0xdc00 + byte)).join(""));
});
