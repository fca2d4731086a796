import { expect, test } from "vitest";
import { parseMac } from "./mac.ts";
import { macBucket } from "./mac-hash.ts";

test("the bucket is that of the product in 64 bits", () => {
  for (const text of ["02:00:00:00:01:0a", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:01", "02:aa:bb:cc:dd:ee"]) {
    const mac = parseMac(text);
    let value = 0n;
    for (const octet of text.split(":").reverse()) value = (value << 8n) | BigInt(`0x${octet}`);
    const whole = BigInt.asUintN(64, (value << 16n) * 0x61c8864680b583ebn);
    expect(mac && macBucket(mac)).toBe(Number(whole >> 56n));
  }
});
