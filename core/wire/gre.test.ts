import { expect, test } from "vitest";
import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import { type Mac, ZERO_MAC } from "../address/mac.ts";
import type { Frame, Ipv4Packet, Ipv6Packet, Tunneled } from "./frame.ts";
import { emitIpv4, parseIpv4Packet } from "./ipv4.ts";
import { emitIpv6, parseIpv6Packet } from "./ipv6.ts";
import { ipv4Length, ipv6Length } from "./length.ts";

const INNER: Ipv4Packet = {
  kind: "ipv4",
  source: 0xc0a80001 as Ipv4,
  destination: 0xc0a80002 as Ipv4,
  ttl: 64,
  tos: 0,
  id: 7,
  dontFragment: true,
  moreFragments: false,
  fragmentOffset: 0,
  payload: { kind: "icmp", type: "echo-request", id: 1, sequence: 2, data: Uint8Array.of(1, 2, 3) },
};
const BARE: Frame = { source: ZERO_MAC, destination: ZERO_MAC, payload: INNER };
const WHOLE: Frame = { ...BARE, source: "02:00:00:00:00:01" as Mac, destination: "02:00:00:00:00:02" as Mac };

test.each<[string, Tunneled, header: string]>([
  ["IP in IP (RFC 2003)", { kind: "tunneled", protocol: 4, frame: BARE }, ""],
  [
    "GRE (RFC 2784)",
    {
      kind: "tunneled",
      protocol: 47,
      gre: { key: undefined, sequence: undefined, checksummed: false, ethernet: false },
      frame: BARE,
    },
    "00000800",
  ],
  [
    "GRE with a key and numbers (RFC 2890)",
    {
      kind: "tunneled",
      protocol: 47,
      gre: { key: 258, sequence: 3, checksummed: false, ethernet: false },
      frame: BARE,
    },
    "300008000000010200000003",
  ],
  [
    "GRE of a frame",
    {
      kind: "tunneled",
      protocol: 47,
      gre: { key: undefined, sequence: undefined, checksummed: true, ethernet: true },
      frame: WHOLE,
    },
    "80006558",
  ],
])("%s is read as it was written", (_, payload, header) => {
  const outer: Ipv4Packet = { ...INNER, destination: 0x0a000002 as Ipv4, payload };
  const bytes = emitIpv4(outer);
  const hex = Array.from(bytes.subarray(20), (octet) => octet.toString(16).padStart(2, "0")).join("");
  expect(hex.startsWith(header)).toBe(true);
  expect(bytes.length).toBe(ipv4Length(outer));
  expect(parseIpv4Packet(bytes)).toEqual(outer);
});

test.each([0, 4, undefined])("behind an IPv6 header with the limit %s it is read as it was written", (encapLimit) => {
  const outer: Ipv6Packet = {
    kind: "ipv6",
    source: "2001:db8::1" as Ipv6,
    destination: "2001:db8::2" as Ipv6,
    hopLimit: 64,
    trafficClass: 0,
    flowLabel: 5,
    ...(encapLimit !== undefined && { encapLimit }),
    payload: { kind: "tunneled", protocol: 4, frame: BARE },
  };
  const bytes = emitIpv6(outer);
  const options = encapLimit === undefined ? [] : [4, 0, 4, 1, encapLimit, 1, 1, 0];
  expect([...bytes.subarray(40, 40 + options.length)]).toEqual(options);
  expect(bytes[6]).toBe(encapLimit === undefined ? 4 : 60);
  expect(bytes.length).toBe(ipv6Length(outer));
  expect(parseIpv6Packet(bytes)).toEqual(outer);
});

test("other destination options are not taken for a limit", () => {
  const payload = { kind: "raw", protocol: 60, data: Uint8Array.of(4, 0, 1, 4, 0, 0, 0, 0) } as const;
  const outer: Ipv6Packet = {
    kind: "ipv6",
    source: "2001:db8::1" as Ipv6,
    destination: "2001:db8::2" as Ipv6,
    hopLimit: 64,
    trafficClass: 0,
    flowLabel: 0,
    payload,
  };
  expect(parseIpv6Packet(emitIpv6(outer))).toEqual(outer);
});

test("what cannot be read further stays as it is", () => {
  const payload = { kind: "raw", protocol: 47, data: Uint8Array.of(0, 1, 8, 0, 1) } as const;
  const bytes = emitIpv4({ ...INNER, payload });
  expect(parseIpv4Packet(bytes)?.payload).toEqual(payload);
});
