import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Ipv6,
  ipv6Bytes,
  ipv6FromBytes,
  ipv6Network,
  linkLocalFromMac,
  parseIpv6,
  solicitedNode,
} from "./ipv6.ts";

test.each([
  ["::", "::"],
  ["::1", "::1"],
  ["FE80::0:1", "fe80::1"],
  ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"],
  ["::ffff:10.0.0.1", "::ffff:10.0.0.1"],
  ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
  ["::1.2.3.4", "::1.2.3.4"],
])("reads %s as %s", (text, canonical) => {
  expect(parseIpv6(text)).toBe(canonical);
});

test.each([
  "",
  ":",
  ":::",
  "1::2::3",
  "12345::",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7::8:9",
  "fe80::1%eth0",
])("refuses %j", (text) => expect(parseIpv6(text)).toBeUndefined());

test("bytes and text are one value", () => {
  const word = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  fc.assert(
    fc.property(fc.array(word, { minLength: 8, maxLength: 8 }), (words) => {
      const bytes = words.flatMap((w) => [w >> 8, w & 255]);
      const address = ipv6FromBytes(bytes);
      expect(Array.from(ipv6Bytes(address))).toEqual(bytes);
      expect(parseIpv6(address)).toBe(address);
    }),
  );
});

test("derives networks, solicited-node groups and link-local addresses", () => {
  const address = parseIpv6("fe80::42:acff:fe11:2a63");
  if (!address) throw new Error("unreachable");
  expect(ipv6Network(address, 64)).toBe("fe80::");
  expect(ipv6Network(address, 20)).toBe("fe80::");
  // Of which `::` stands for two words only, so the fourth is one of the network.
  expect(ipv6Network("fe80::1:2:3:4:5" as Ipv6, 64)).toBe("fe80:0:0:1::");
  expect(ipv6Network("fe80::" as Ipv6, 64)).toBe("fe80::");
  expect(solicitedNode(address)).toBe("ff02::1:ff11:2a63");
  expect(linkLocalFromMac([0x02, 0x42, 0xac, 0x11, 0x2a, 0x63])).toBe("fe80::42:acff:fe11:2a63");
});
