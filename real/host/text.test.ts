import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decoder, decode, encode } from "./text.ts";

describe("text", () => {
  it("survives any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect([...encode(decode(Buffer.from(bytes)))]).toEqual([...bytes]);
      }),
    );
  });

  it("survives any text, however it is cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (text, size) => {
        const bytes = Buffer.from(text, "utf8");
        const decoder = new Decoder();
        let out = "";
        for (let at = 0; at < bytes.length; at += size) {
          out += decoder.write(bytes.subarray(at, at + size));
        }
        expect(out + decoder.end()).toBe(bytes.toString("utf8"));
      }),
    );
  });

  it("marks stray bytes as lone surrogates", () => {
    expect(decode(Buffer.from([0x61, 0xff, 0xc3, 0xa4]))).toBe("a\udcff\u00e4");
  });
});
